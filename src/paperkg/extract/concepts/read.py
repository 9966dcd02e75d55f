"""Chooses and ranks the concepts of a post."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from paperkg.extract.concepts.candidates import (
    SAID,
    SHOWN,
    Term,
    find_terms,
    said_cues,
    shown_cues,
)
from paperkg.extract.concepts.dictionary import (
    ConceptDictionary,
    Occurrence,
    label_for,
    says_other,
)
from paperkg.extract.concepts.features import Features, gather
from paperkg.extract.concepts.sections import Sections
from paperkg.extract.concepts.vocabulary import Vocabulary
from paperkg.extract.concepts.weights import (
    AT_LEAST,
    AT_MOST,
    CONCEPT,
    CONCEPT_FROM,
    TERM,
    TERM_FROM,
    TERMS_AT_MOST,
)
from paperkg.extract.concepts.words import ROUTINE
from paperkg.extract.names import Folded, fold
from paperkg.model import Concept, ConceptMention, Evidence, Post

RULE = "concept-label"
TERM_RULE = "concept-term"

_WORD = re.compile(r"[^\W_]+")
_START = itemgetter(0)
_ROUNDING = 1e-9
_SAID_AT_BEST = sum(TERM[cue] for cue in SAID) + _ROUNDING
_SHOWN_AT_BEST = sum(TERM[cue] for cue in SHOWN)
"""What cues can add to the weight of a term; one that stays too low with them is no candidate."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a concept of a post.

    Attributes:
        label: As the post calls it.
        concept: Id in the scheme; empty for a term outside it.
        features: Where it is named.
        numbers: What speaks for it.
        start: Where it is first named.
        end: Where that name ends.
    """

    label: str
    concept: str
    features: Features
    numbers: Mapping[str, float]
    start: int
    end: int

    @property
    def weight(self) -> float:
        """How central it is; only order and sign matter."""
        return weigh(self.numbers, CONCEPT if self.concept else TERM)


def weigh(numbers: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the log-odds that these numbers speak of."""
    return weights["base"] + sum([weights[k] * x for k, x in numbers.items() if x])


class ConceptReader:
    """Reads the concepts of posts.

    Args:
        concepts: The concept scheme.
    """

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self._dictionary = ConceptDictionary(concepts)
        self._vocabulary = Vocabulary(concepts)

    def find(self, post: Post, folded: Folded) -> list[Occurrence]:
        """Return every naming of a concept in a post, in order."""
        return self._dictionary.find(post.source.text, folded)

    def read(
        self,
        post: Post,
        occurrences: Sequence[Occurrence],
        own_names: Iterable[str] = (),
        title: str = "",
    ) -> tuple[ConceptMention, ...]:
        """Return the central concepts of a post, the most central first.

        Args:
            post: The post.
            occurrences: What :meth:`find` found in it.
            own_names: Names of its paper: the paper is no concept of itself.
            title: Title of its paper.
        """
        candidates = self.candidates(post, occurrences, own_names, title)
        ranked = sorted(((c.weight, c) for c in candidates), key=lambda r: (-r[0], r[1].label))
        kept: list[ConceptMention] = []
        terms: list[str] = []
        concepts = 0
        for weight, candidate in ranked:
            if len(kept) == AT_MOST:
                break
            if candidate.concept:
                if weight < CONCEPT_FROM and (concepts >= AT_LEAST or candidate.numbers["careful"]):
                    continue
                concepts += 1
            else:
                key = fold(candidate.label)
                told = any(key in term or term in key for term in terms)
                if weight < TERM_FROM or told or len(terms) == TERMS_AT_MOST:
                    continue
                terms.append(key)
            kept.append(_mention(post, candidate, weight))
        return tuple(kept)

    def candidates(
        self,
        post: Post,
        occurrences: Sequence[Occurrence],
        own_names: Iterable[str] = (),
        title: str = "",
    ) -> list[Candidate]:
        """Return all that may be a concept of a post, concepts of the scheme first."""
        own = {fold(n) for n in own_names}
        text = post.source.text
        named = [
            o
            for o in occurrences
            if (surface := text[o.start : o.end]).islower() or fold(surface) not in own
        ]
        terms = find_terms(post, named, own, self._vocabulary, self._dictionary.knows)
        words = fold(title)
        sections = Sections(post)
        return [
            *_of_scheme(post, named, words, sections),
            *self._outside(post, named, terms, words, sections),
        ]

    def _outside(
        self,
        post: Post,
        named: Sequence[Occurrence],
        terms: Sequence[Term],
        title: str,
        sections: Sections,
    ) -> Iterable[Candidate]:
        text = post.source.text
        length = post.end - post.start
        concept_ends = {o.end for o in named}
        namings = [(start, end, t.key) for t in terms for start, end, _, _ in t.places]
        gathered = gather(post, sorted(namings, key=_START))
        heads, strange = self._vocabulary.heads, self._vocabulary.holds_strange
        for term in terms:
            features = gathered[term.key]
            if term.words == 1 and len(features.sentences) < 2:
                continue
            places = term.places
            count = len(places)
            start, end = places[0][:2]
            numbers = features.numbers(length)
            numbers.update(sections.numbers(features.sentences))
            numbers["title"] = float(term.key in title)
            numbers["begins"] = sum([p[2] for p in places]) / count
            numbers["ends"] = sum([p[3] for p in places]) / count
            numbers["ends_in_concept"] = float(any(p[1] in concept_ends for p in places))
            numbers["head"] = math.log1p(heads[term.head])
            numbers["hyphen"] = float("-" in text[start:end])
            numbers["strange"] = float(strange(term.label))
            numbers["one_word"] = float(term.words == 1)
            without = weigh(numbers, TERM)
            if without + _SAID_AT_BEST + _SHOWN_AT_BEST < TERM_FROM:
                continue
            shown = shown_cues(term, text)
            if without + _SAID_AT_BEST + sum(TERM[k] * x for k, x in shown.items()) >= TERM_FROM:
                numbers.update(said_cues(term, text))
                numbers.update(shown)
                yield Candidate(term.label, "", features, numbers, start, end)


def _of_scheme(
    post: Post, named: Sequence[Occurrence], title: str, sections: Sections
) -> Iterable[Candidate]:
    """Give the concepts named, and again those of their labels that say another thing."""
    text = post.source.text
    length = post.end - post.start
    of_concept: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in named:
        if not occurrence.concept.broad:
            of_concept[occurrence.concept.id].append(occurrence)
    labels: dict[str, list[str]] = {}
    namings: list[tuple[int, int, str]] = []
    for key, occurrences in of_concept.items():
        concept = occurrences[0].concept
        counts = Counter(o.label for o in occurrences)
        labels[key] = [_shown(concept, occurrences, counts)]
        labels[key] += [
            label for label in counts if label not in labels[key] and says_other(label, labels[key])
        ]
        for o in occurrences:
            namings.append((o.start, o.end, key))
            if o.label in labels[key][1:]:
                namings.append((o.start, o.end, f"{key}|{o.label}"))
    gathered = gather(post, sorted(namings, key=_START))
    for key, occurrences in of_concept.items():
        concept = occurrences[0].concept
        used = {o.label for o in occurrences}
        sizes = {o.label: 0 for o in occurrences}
        for o in occurrences:
            sizes[o.label] = max(sizes[o.label], len(_WORD.findall(text, o.start, o.end)))
        for number, label in enumerate(labels[key]):
            features = gathered[f"{key}|{label}" if number else key]
            numbers = features.numbers(length)
            words = sizes[label] if number else max(sizes.values())
            numbers.update(
                title=float(fold(label) in title),
                preferred=float(concept.label == label if number else concept.label in used),
                second=float(number > 0),
                work=float(concept.work),
                routine=float(concept.id in ROUTINE and fold(label) not in title),
                **sections.numbers(features.sentences),
                careful=float(all(o.careful for o in occurrences)),
                one_word=float(words == 1),
                many_words=float(words > 2),
            )
            first = next((o for o in occurrences if o.label == label), occurrences[0])
            yield Candidate(label, key, features, numbers, first.start, first.end)


def _shown(concept: Concept, occurrences: Sequence[Occurrence], counts: Counter[str]) -> str:
    """Return the label to show: what the post says, where the label may mean something else."""
    if all(o.careful for o in occurrences):
        return max(counts, key=lambda label: (counts[label], label))
    return label_for(concept, [o.label for o in occurrences])


def _mention(post: Post, candidate: Candidate, weight: float) -> ConceptMention:
    start, end = candidate.start, candidate.end
    if candidate.features.sentences:
        sentence = post.sentences[min(candidate.features.sentences)]
        start, end = sentence.start, sentence.end
    rule = RULE if candidate.concept else TERM_RULE
    return ConceptMention(
        label=candidate.label,
        concept=candidate.concept,
        evidence=Evidence.of(post, start, end, rule),
        weight=round(weight, 4),
        count=candidate.features.count,
    )
