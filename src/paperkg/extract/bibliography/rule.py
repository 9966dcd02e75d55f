"""What a rule of the bibliography is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from paperkg.extract.bibliography.sight import Sight
from paperkg.model import Stated

Read = Callable[[Sight], Iterable[Stated]]


class Rule(NamedTuple):
    """One rule: where to look, and what a find there means.

    Attributes:
        name: Kebab-case name; it stands in the evidence.
        field: Field of the bibliography it fills.
        cue: What it looks for, in the words a post would use.
        about: What it does, in one line.
        read: The rule itself: yields the values it finds, best first.
    """

    name: str
    field: str
    cue: str
    about: str
    read: Read
