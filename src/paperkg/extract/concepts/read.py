"""Chooses and ranks the concepts of a post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paperkg.extract.concepts.candidates import Term, find_terms, is_strong
from paperkg.extract.concepts.dictionary import ConceptDictionary, Occurrence, label_for
from paperkg.extract.concepts.features import Features, gather
from paperkg.extract.concepts.weights import (
    AT_LEAST,
    AT_MOST,
    BIAS,
    TERM_WEIGHT,
    TERMS_AT_MOST,
    THRESHOLD,
    WEIGHTS,
)
from paperkg.extract.names import Folded, fold
from paperkg.model import Concept, ConceptMention, Evidence, Post

RULE = "concept-label"
TERM_RULE = "concept-term"


class ConceptReader:
    """Reads the concepts of posts.

    Args:
        concepts: The concept scheme.
    """

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self._dictionary = ConceptDictionary(concepts)
        self._concepts = {c.id: c for c in concepts}

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
        own = {fold(n) for n in own_names}
        text = post.source.text
        occurrences = [o for o in occurrences if fold(text[o.start : o.end]) not in own]
        scored = [
            (score(features, post.end - post.start), concept, features)
            for concept, features in gather(post, occurrences).items()
            if not self._concepts[concept].broad and fold(self._concepts[concept].label) not in own
        ]
        terms = {f"?{t.label}": t for t in find_terms(post, title, occurrences, frozenset(own))}
        terms = {key: term for key, term in terms.items() if is_strong(term)}
        scored += sorted(
            (
                (_score_of_term(post, term), key, Features(len(term.spans)))
                for key, term in terms.items()
            ),
            key=lambda s: (-s[0], s[1]),
        )[:TERMS_AT_MOST]
        scored.sort(key=lambda s: (-s[0], s[1]))
        kept = [s for i, s in enumerate(scored) if i < AT_LEAST or s[0] >= THRESHOLD][:AT_MOST]
        return tuple(
            _term_mention(post, terms[concept], weight)
            if concept in terms
            else self._mention(post, concept, features, weight, occurrences)
            for weight, concept, features in kept
        )

    def _mention(
        self,
        post: Post,
        concept: str,
        features: Features,
        weight: float,
        occurrences: Sequence[Occurrence],
    ) -> ConceptMention:
        first = next(o for o in occurrences if o.concept.id == concept)
        start, end = first.start, first.end
        if features.sentences:
            sentence = post.sentences[min(features.sentences)]
            start, end = sentence.start, sentence.end
        return ConceptMention(
            label=label_for(
                self._concepts[concept],
                [o.label for o in occurrences if o.concept.id == concept],
            ),
            concept=concept,
            evidence=Evidence.of(post, start, end, RULE),
            weight=round(weight, 4),
            count=features.count,
        )


def _score_of_term(post: Post, term: Term) -> float:
    features = Features(
        count=len(term.spans),
        sentences=set(range(len(term.spans))),
        title=term.title,
        bold=term.bold,
        first=term.spans[0][0] - post.start if term.spans else 0,
        words=len(term.label.split()),
        uses=True,
        proposes=term.title or term.abbreviated,
    )
    return score(features, post.end - post.start) - TERM_WEIGHT


def _term_mention(post: Post, term: Term, weight: float) -> ConceptMention:
    heading = post.blocks[post.heading] if post.heading >= 0 else None
    if term.spans:
        start, end = term.spans[0]
    elif heading is not None:
        start, end = heading.start, heading.end
    else:
        start, end = post.start, post.start
    evidence = Evidence.of(post, start, end, TERM_RULE)
    return ConceptMention(term.label, "", evidence, round(weight, 4), max(1, len(term.spans)))


def score(features: Features, length: int) -> float:
    """Return how central a concept with these features is; only the order matters."""
    return BIAS + sum(w * x for w, x in zip(WEIGHTS, features.vector(length), strict=True))
