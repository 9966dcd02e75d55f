"""What a rule is: a cue, what it says, and where its objects stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from paperkg.model import Relation


class Place(StrEnum):
    """Where the objects of a cue stand."""

    AFTER = "after"  # "extends «0» and «1»"
    BEFORE = "before"  # "«0» is used as backbone"
    INSIDE = "inside"  # the marks stand in the cue itself: "«0» backbone"
    LAST = "last"  # the last mark in the cue: "swaps the «0» of «1» for"


class Group(StrEnum):
    """What kind of statement a cue makes; groups are tried in this order."""

    CONTRAST = "contrast"  # negation, replacement, criticism
    LATER = "later"  # the other work came later
    LIKENESS = "likeness"  # comparison, example, pointer: never lineage
    LINEAGE = "lineage"  # this paper builds on the other


@dataclass(frozen=True)
class Cue:
    """A rule over clauses.

    Attributes:
        name: Name, unique; claims carry it as their rule.
        group: What kind of statement it makes.
        relation: What is claimed.
        pattern: Expression over clause text in marks. A group ``subject`` in it holds the subject;
            without one it stands before the match.
        place: Where the objects stand.
        description: What it reads, in one line.
        example: A sentence it reads.
        firm: The cue is a word of derivation: it also holds for technique families and concepts.
        explicit: The subject must be named or be a pronoun, an implied one is not enough.
        reach: How many words may stand between cue and object.
        free: The subject does not matter.
        guess: Names known by their shape alone may be objects.
        chain: Coordinated names after the first are objects too.
        sure: The cue itself names the post's paper, so that no subject is looked for.
    """

    name: str
    group: Group
    relation: Relation
    pattern: str
    place: Place = Place.AFTER
    description: str = ""
    example: str = ""
    firm: bool = False
    explicit: bool = False
    reach: int = 6
    free: bool = False
    guess: bool = False
    chain: bool = True
    sure: bool = False

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern, re.IGNORECASE)

    def find(self, text: str) -> Iterable[re.Match[str]]:
        """Return the matches of the pattern in a text of one line."""
        veto = self._veto
        if veto is None:
            return self.expression.finditer(text)
        match = veto.rest.match(text)
        return () if match is None or veto.unless.search(text) else (match,)

    @cached_property
    def _veto(self) -> Veto | None:
        return split_veto(self.pattern)


class Veto(NamedTuple):
    """A pattern of the form ``^(?!.*unless)rest``, in two.

    To try ``rest`` first is much quicker: it mostly fails within a word or two, while ``unless``
    has to be looked for everywhere.
    """

    rest: re.Pattern[str]
    unless: re.Pattern[str]


def split_veto(pattern: str) -> Veto | None:
    r"""Split a pattern that excludes something at its beginning; ``None`` if it is no such one.

    >>> veto = split_veto(r"^(?!.*\bnot\b)the \w+")
    >>> print(veto.rest.pattern, veto.unless.pattern)
    ^the \w+ \bnot\b
    """
    if not pattern.startswith(_OPENING):
        return None
    depth, at = 1, len(_OPENING)
    for token in _BRACKETS.finditer(pattern, at):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth == 0:
            unless, rest = pattern[at : token.start()], pattern[token.end() :]
            return None if _splits(unless, rest) else _compiled(unless, rest)
    return None


def _splits(unless: str, rest: str) -> bool:
    """Whether one part has an alternative or a group of the whole, so that they hang together."""
    if re.compile(unless).groups or _BACKWARDS.search(unless) or _BACKWARDS.search(rest):
        return True
    for part in (unless, rest):
        depth = 0
        for token in _BRACKETS.finditer(part):
            depth += {"(": 1, ")": -1}.get(token.group(), 0)
            if depth == 0 and token.group() == "|":
                return True
    return False


def _compiled(unless: str, rest: str) -> Veto:
    return Veto(re.compile(f"^{rest}", re.IGNORECASE), re.compile(unless, re.IGNORECASE))


_OPENING = "^(?!.*"
_BRACKETS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]")
_BACKWARDS = re.compile(r"\(\?P=|\\[1-9]")
