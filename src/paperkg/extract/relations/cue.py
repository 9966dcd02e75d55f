"""What a rule is: a cue, what it says, and where its objects stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

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
