"""Judges one match of a cue: who speaks, of whom, and whether it may be believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from paperkg.extract.names import Mention, is_not_name
from paperkg.extract.relations.catalogue import DERIVING, MIXING, ROUTINE, WEAK
from paperkg.extract.relations.clauses import Clause, Who, subject_of
from paperkg.extract.relations.context import (
    Mood,
    is_habit,
    is_negated,
    is_result,
    is_speculative,
)
from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.extract.relations.objects import (
    is_direct,
    last_inside,
    number_of,
    objects_after,
    objects_before,
    objects_inside,
)
from paperkg.extract.relations.view import MARK, Marked
from paperkg.model import Relation

_OTHERS_THAT = re.compile(
    r"(?i)\b(?:methods|approaches|works|papers|detectors|techniques|algorithms|frameworks|architectures|systems"
    r"|baselines|benchmarks|alternatives|those|ones|(?<!this )(?<!that )one)"
    r"(?: (?:that|which)(?: \w+)?)? ?$"
)
"""Ends where a cue speaks of other works in general: "methods based on X"."""


_OWN_NAMED = re.compile(
    r"(?i)«S»|\b(?:the|this) (?:model|method|paper|approach|algorithm|optimizer)\b"
)
_HEADLESS = re.compile(r"(?i)^(?:(?:by|in|when|while|after|before|instead of) )?(?:\w+ly )?$")
_PARTICIPLE = re.compile(r"(?i)\w+ing\b|based\b|inspired\b|motivated\b")
_MAIN = re.compile(r"(?i), (?=(?:the |this |our )?[\w«])(?!and |or |which |where )")


@dataclass(slots=True)
class Situation:
    """What is known of a sentence while its clauses are read.

    Attributes:
        marked: The sentence.
        topic: Whom a pronoun means.
        mood: How far its section may be trusted.
        question: It is a question.
        experiments: It stands under an item that introduces experiments.
        claimed: For the number of a mark the cue that claimed it.
    """

    marked: Marked
    topic: Who
    mood: Mood
    question: bool
    experiments: bool
    claimed: dict[int, Cue] = field(default_factory=dict)


def judge(cue: Cue, match: re.Match[str], clause: Clause, at: Situation) -> None:
    """Let a cue claim its objects, if what it says may be believed."""
    numbers = objects_of(cue, match, clause.text)
    if not numbers:
        return
    if cue.group is Group.LINEAGE:
        if _is_lineage(cue, match, clause, numbers, at):
            direct = is_direct(clause.text, match.end(), cue)
            _claim(cue, numbers, at, direct=direct, own=_names_own(match, clause))
    elif cue.free or cue.group is not Group.LATER or _is_of_own(match, clause, at):
        for number in numbers:
            if number >= 0:
                at.claimed.setdefault(number, cue)


def objects_of(cue: Cue, match: re.Match[str], text: str) -> list[int]:
    """Return the numbers of the marks that are objects of a match; -1 for the own paper."""
    if cue.place is Place.AFTER:
        return objects_after(text, match.end(), cue)
    if cue.place is Place.BEFORE:
        return objects_before(text, match.start(), cue)
    if cue.place is Place.LAST:
        return last_inside(match.group())
    found = objects_inside(match.group())
    return found if cue.chain else found[:1]


def _is_of_own(match: re.Match[str], clause: Clause, at: Situation) -> bool:
    """Whether the post's paper is what a later work goes back to."""
    left = clause.text[: match.start()]
    if subject_of(left, clause, at.topic) in (Who.FOREIGN, Who.OTHER) or is_negated(left):
        return False
    before = [at.claimed.get(number) for number in objects_inside(left) if number >= 0]
    return all(cue is not None and cue.relation is Relation.INFLUENCED for cue in before)


def _is_lineage(
    cue: Cue, match: re.Match[str], clause: Clause, numbers: Sequence[int], at: Situation
) -> bool:
    """Whether a clause says, of the post's own paper and as a fact, what the cue reads."""
    if -1 in numbers or at.question or at.mood is Mood.ASIDE:
        return False
    left = clause.text[: _left_end(cue, match, numbers, clause.text)]
    if is_negated(left) or is_speculative(clause.text) or _OTHERS_THAT.search(left):
        return False
    if not cue.sure and not _speaks_of_own(_subject(left, match, clause, at), cue, at):
        return False
    if cue.name not in WEAK:
        return True
    rest = at.marked.text.replace(match.group(), " ")
    return not (at.experiments or is_habit(left) or is_result(rest))


def _subject(left: str, match: re.Match[str], clause: Clause, at: Situation) -> Who:
    """Return the subject; that of a participle at the head is the subject after the comma."""
    who = subject_of(left, clause, at.topic)
    if who is Who.IMPLIED and _HEADLESS.match(left) and _PARTICIPLE.match(match.group()):
        main = _MAIN.search(clause.text, match.end())
        if main is not None:
            return subject_of(clause.text[main.end() :], Clause(""), at.topic)
    return who


def _speaks_of_own(who: Who, cue: Cue, at: Situation) -> bool:
    if who is Who.IMPLIED:
        return not cue.explicit and at.mood is Mood.PLAIN and at.topic is Who.OWN
    return who in (Who.OWN, Who.PRONOUN)


def _left_end(cue: Cue, match: re.Match[str], numbers: Sequence[int], text: str) -> int:
    if cue.place in (Place.AFTER, Place.LAST):
        return match.start()
    first = min(numbers)
    marks = (m.start() for m in MARK.finditer(text) if number_of(m.group()) == first)
    return next(marks, match.start())


def _names_own(match: re.Match[str], clause: Clause) -> bool:
    """Whether the clause itself names the post's paper before the cue."""
    return _OWN_NAMED.search(clause.text, 0, match.start()) is not None


def _claim(
    cue: Cue, numbers: Sequence[int], at: Situation, *, direct: bool, own: bool = False
) -> None:
    beside = any(at.marked.mentions[number].known for number in numbers)
    for number in numbers:
        if number in at.claimed:
            if at.claimed[number].relation.builds_on:
                continue
            break
        if _may_be_object(at.marked.mentions[number], cue, direct=direct, beside=beside, own=own):
            at.claimed[number] = cue


def _may_be_object(
    mention: Mention, cue: Cue, *, direct: bool, beside: bool, own: bool = False
) -> bool:
    """Whether a name is of the kind of thing that a cue can have for an object.

    Args:
        mention: The name.
        cue: The cue.
        direct: Only determiners stand between cue and name.
        beside: A known name is an object of the same cue.
        own: The clause names the post's paper as what is spoken of.
    """
    named = mention.named
    ingredient = mention.known and named.kind in ("family", "method")
    if is_not_name(named.name) and not (ingredient and direct and cue.firm):
        return False
    if named.kind == "concept":
        return direct and cue.name in DERIVING
    if named.kind == "family" or named.name in ROUTINE:
        return direct and (cue.firm or (own and cue.name in MIXING))
    if named.kind == "method" and named.name.islower():
        return cue.name not in WEAK
    if named.kind == "unknown":
        return ((cue.guess and direct) or beside) and len(named.name) > 3
    return True
