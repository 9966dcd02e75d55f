# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Reads the relations of one post: sentence, clause, cue, subject, objects."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from paperkg.extract.names import Mention, MentionFinder, is_not_name
from paperkg.extract.relations.catalogue import CUES, DERIVING, EARLY, ROUTINE, WEAK
from paperkg.extract.relations.clauses import Clause, Who, split_clauses, subject_of
from paperkg.extract.relations.context import (
    Mood,
    Topics,
    in_experiments,
    is_habit,
    is_negated,
    is_result,
    is_speculative,
    mood_of,
)
from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.extract.relations.hints import CueFilter
from paperkg.extract.relations.objects import (
    is_direct,
    number_of,
    objects_after,
    objects_before,
    objects_inside,
)
from paperkg.extract.relations.view import MARK, Marked, mark_sentence
from paperkg.model import Evidence, Link, Post, Relation, RelationClaim, Sentence

_GUESSED = re.compile(
    r"(?i)\b(?:exten[ds]|buil[dt]|bas(?:e[sd]?|ing)\b|modif|adapt|reshap|combin|hybrid|replac|step further|revis|generali|varia|version|borrow|inspir|influenc"
    r"|backbone|on top of|successor|follow-?up|derived|as (?:the|a|an|its|our|their)\b)"
)
_LATEST = 4
"""A work this many months younger than the paper cannot be what the paper builds on."""

_YEAR = 12
_PROPOSED = re.compile(
    r"(?i)\b(?:propos\w+|introduc\w+|present(?:s|ed)|develop(?:s|ed)|call(?:ed|s)?|dub(?:bed)?|nam(?:ed|ing)|coin\w*|term(?:ed)?)"
    r"(?: (?:a|an|the|new|novel|simple|it|this|them|and|also|so-called))* «(\d+)»"
    r"(?![- ](?:like|based|style|inspired|variant|extension|version|backbone|head|encoder|decoder|architecture|framework))"
)
_BESIDE = re.compile(
    r"\b[A-Z][\w-]*[A-Z0-9][\w-]*,? (?:and|&|\+) «\d+»|«\d+»,? (?:and|&|\+) [A-Z][\w-]*[A-Z0-9]"
)

Fault = Callable[[str, Exception], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with what is needed to choose between claims."""

    claim: RelationClaim
    key: str
    cue: Cue


def read_relations(
    post: Post,
    finder: MentionFinder,
    mentions: Sequence[Mention],
    *,
    concepts: Sequence[tuple[int, int, str]] = (),
    date: int = 0,
    disabled: frozenset[str] = frozenset(),
    on_fault: Fault | None = None,
) -> tuple[RelationClaim, ...]:
    """Return the relations a post states, in order of place, each target and type once.

    Args:
        post: The post.
        finder: Finds further names by their shape.
        mentions: Works named in the post, in order.
        concepts: Start, end and label of the concepts named in the post, in order.
        date: Month of the post's paper, as :attr:`Named.date`; 0 if unknown.
        disabled: Names of rules that are off.
        on_fault: Called with rule and exception if a rule fails; without it the exception is raised.
    """
    cues = [c for c in CUES if c.name not in disabled]
    reader = _PostReader(post, finder, mentions, cues, concepts, date, on_fault)
    return _settle(list(reader.read()))


@lru_cache(maxsize=8)
def _filter_of(cues: tuple[Cue, ...]) -> CueFilter:
    return CueFilter(cues)


class _PostReader:
    def __init__(
        self,
        post: Post,
        finder: MentionFinder,
        mentions: Sequence[Mention],
        cues: Sequence[Cue],
        concepts: Sequence[tuple[int, int, str]],
        date: int,
        on_fault: Fault | None,
    ) -> None:
        self._post = post
        self._concepts = concepts
        self._finder = finder
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._links = post.links
        self._link_starts = [link.start for link in post.links]
        early = {c.name for c in EARLY}
        self._early = _filter_of(tuple(c for c in cues if c.name in early))
        self._cues = _filter_of(tuple(c for c in cues if c.name not in early))
        self._date = date
        self._on_fault = on_fault
        self._topics = Topics(post)
        self._experiments = False
        self._introduced: set[str] = set()

    def read(self) -> Iterator[Found]:
        source = self._post.source.text
        for sentence in self._post.sentences:
            if sentence.block == self._post.heading:
                continue
            known = self._within(sentence)
            found: list[Found] = []
            links = self._links_within(sentence)
            if known:
                marked = mark_sentence(self._post, sentence, known, links)
                found = list(self._sentence(sentence, marked))
            else:
                self._topics.enter(sentence.block, "")
                self._topics.leave(sentence.block, source[sentence.start : sentence.start + 80])
            guessed = _GUESSED.search(source, sentence.start, sentence.end) is not None
            lineage = any(f.claim.relation.builds_on for f in found)
            if guessed and (not lineage or (known and _BESIDE.search(marked.text))):
                more = self._finder.guess(sentence, known, self._concepts_within(sentence))
                if more:
                    both = sorted([*known, *more], key=lambda m: m.start)
                    marked = mark_sentence(self._post, sentence, both, links)
                    found = list(self._sentence(sentence, marked))
            yield from found

    def _within(self, sentence: Sentence) -> list[Mention]:
        low = bisect_left(self._starts, sentence.start)
        high = bisect_left(self._starts, sentence.end)
        return list(self._mentions[low:high])

    def _concepts_within(self, sentence: Sentence) -> list[tuple[int, int, str]]:
        low = bisect_left(self._concepts, (sentence.start, 0, ""))
        high = bisect_left(self._concepts, (sentence.end, 0, ""))
        return list(self._concepts[low:high])

    def _links_within(self, sentence: Sentence) -> list[Link]:
        low = bisect_left(self._link_starts, sentence.start)
        high = bisect_left(self._link_starts, sentence.end)
        return list(self._links[low:high])

    def _sentence(self, sentence: Sentence, marked: Marked) -> Iterator[Found]:
        topic = self._topics.enter(sentence.block, marked.text)
        mood = mood_of(self._post, sentence.block)
        self._experiments = in_experiments(self._post, sentence.block)
        self._note_introduced(marked)
        claimed: dict[int, tuple[Cue, Relation]] = {}
        loose = marked.text.rstrip(" \"')").endswith("?")
        whole = Clause(marked.text)
        self._clause(self._early, whole, marked, topic, mood, loose=loose, claimed=claimed)
        for clause in split_clauses(marked.text):
            if "«" in clause.text:
                self._clause(self._cues, clause, marked, topic, mood, loose=loose, claimed=claimed)
        self._topics.leave(sentence.block, marked.text)
        for number, mention in enumerate(marked.mentions):
            cue, relation = claimed.get(number, (MENTIONED, Relation.MENTIONS))
            if mention.named.key in self._introduced:
                continue
            if not mention.known and not (relation.builds_on or relation is Relation.INFLUENCED):
                continue
            if mention.named.kind == "concept" and not relation.builds_on:
                continue
            if relation.builds_on and not self._earlier(mention):
                cue, relation = MENTIONED, Relation.MENTIONS
            yield self._found(sentence, mention, cue, relation)

    def _note_introduced(self, marked: Marked) -> None:
        """Note names the paper itself introduces ("the authors propose RPN")."""
        for match in _PROPOSED.finditer(marked.text):
            named = marked.mentions[int(match.group(1))].named
            young = not named.date or (self._date and named.date >= self._date - _YEAR)
            if young and named.kind not in ("family", "concept"):
                self._introduced.add(named.key)

    def _earlier(self, mention: Mention) -> bool:
        date = mention.named.date
        return not date or not self._date or date - self._date < _LATEST

    def _clause(
        self,
        cues: CueFilter,
        clause: Clause,
        marked: Marked,
        topic: Who,
        mood: Mood,
        *,
        loose: bool,
        claimed: dict[int, tuple[Cue, Relation]],
    ) -> None:
        for cue in cues.select(clause.text):
            try:
                for match in cue.expression.finditer(clause.text):
                    self._match(
                        cue, match, clause, marked, topic, mood, loose=loose, claimed=claimed
                    )
            except Exception as fault:
                if self._on_fault is None:
                    raise
                self._on_fault(cue.name, fault)

    def _match(
        self,
        cue: Cue,
        match: re.Match[str],
        clause: Clause,
        marked: Marked,
        topic: Who,
        mood: Mood,
        *,
        loose: bool,
        claimed: dict[int, tuple[Cue, Relation]],
    ) -> None:
        text = clause.text
        numbers = _objects(cue, match, text)
        if not numbers:
            return
        if cue.group is not Group.LINEAGE:
            if cue.group is Group.LATER and not cue.free:
                who = subject_of(text[: match.start()], clause, topic)
                left = text[: match.start()]
                if who in (Who.FOREIGN, Who.OTHER) or is_negated(left):
                    return
                if any(
                    n >= 0 and claimed.get(n, (cue, None))[1] is not Relation.INFLUENCED
                    for n in objects_inside(left)
                ):
                    return
            for number in numbers:
                if number >= 0:
                    claimed.setdefault(number, (cue, cue.relation))
            return
        if -1 in numbers or loose or mood is Mood.ASIDE:
            return
        at = _left_end(cue, match, numbers, text)
        left = text[:at]
        if is_negated(left) or is_speculative(text) or _OTHERS_THAT.search(left):
            return
        who = subject_of(left, clause, topic)
        if not cue.sure and not _speaks_of_own(who, cue, mood, topic):
            return
        weak = cue.name in WEAK
        if weak and (is_result(marked.text) or is_habit(left) or self._experiments):
            return
        direct = is_direct(text, match.end(), cue)
        accepted = False
        for number in numbers:
            if number in claimed:
                break
            mention = marked.mentions[number]
            beside = accepted or any(marked.mentions[n].known for n in numbers)
            if _may_be_object(mention, cue, direct=direct, beside=beside):
                claimed[number] = (cue, cue.relation)
                accepted = True

    def _found(self, sentence: Sentence, mention: Mention, cue: Cue, relation: Relation) -> Found:
        evidence = Evidence.of(self._post, sentence.start, sentence.end, cue.name)
        named = mention.named
        claim = RelationClaim(
            relation=relation,
            target=named.name,
            work=named.work,
            post=named.post,
            evidence=evidence,
            mention=(mention.start, mention.end),
        )
        return Found(claim, named.key, cue)


MENTIONED = Cue(
    "named",
    Group.LIKENESS,
    Relation.MENTIONS,
    r"(?!)",
    description="the other work is named, no more",
    example="GloVe vectors are known since 2014.",
)

_OTHERS_THAT = re.compile(
    r"(?i)\b(?:methods|approaches|works|papers|detectors|techniques|algorithms|frameworks|architectures|systems"
    r"|baselines|benchmarks|alternatives|those|ones|one)(?: (?:that|which)(?: \w+)?)? ?$"
)
"""Ends where a cue speaks of other works in general: "methods based on X"."""


def _objects(cue: Cue, match: re.Match[str], text: str) -> list[int]:
    if cue.place is Place.AFTER:
        return objects_after(text, match.end(), cue)
    if cue.place is Place.BEFORE:
        return objects_before(text, match.start(), cue)
    found = objects_inside(match.group())
    return found if cue.chain else found[:1]


def _left_end(cue: Cue, match: re.Match[str], numbers: Sequence[int], text: str) -> int:
    if cue.place is Place.AFTER:
        return match.start()
    first = min(numbers)
    for mark in MARK.finditer(text):
        if number_of(mark.group()) == first:
            return mark.start()
    return match.start()


def _speaks_of_own(who: Who, cue: Cue, mood: Mood, topic: Who) -> bool:
    if who in (Who.FOREIGN, Who.OTHER):
        return False
    if who is Who.IMPLIED:
        return not cue.explicit and mood is Mood.PLAIN and topic is Who.OWN
    return True


def _may_be_object(mention: Mention, cue: Cue, *, direct: bool, beside: bool) -> bool:
    kind = mention.named.kind
    if is_not_name(mention.named.name):
        return False
    if kind == "method" and cue.name in WEAK and mention.named.name.islower():
        return False
    if kind == "concept":
        return cue.name in DERIVING and direct
    if kind == "family" or mention.named.name in ROUTINE:
        return cue.firm and direct
    if kind == "unknown":
        return ((cue.guess and direct) or beside) and len(mention.named.name) > 3
    return True


def _settle(found: list[Found]) -> tuple[RelationClaim, ...]:
    """Keep each target and type once, and let a later work never be an ancestor."""
    later = {f.key for f in found if f.claim.relation is Relation.INFLUENCED}
    firm = {f.key for f in found if f.claim.relation.builds_on and f.cue.firm}
    strongest: dict[tuple[str, Relation], RelationClaim] = {}
    for item in found:
        claim = item.claim
        if claim.relation.builds_on and item.key in later and item.key not in firm:
            claim = replace(claim, relation=Relation.MENTIONS)
        strongest.setdefault((item.key, claim.relation), claim)
    named = {key for key, relation in strongest if relation is not Relation.MENTIONS}
    return tuple(
        claim
        for (key, relation), claim in strongest.items()
        if relation is not Relation.MENTIONS or key not in named
    )
