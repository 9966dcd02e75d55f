"""The quads that one graph has and another has not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paperkg.graph import Quad, tidy


@dataclass(frozen=True, slots=True)
class Delta:
    """What leads from an old graph to a new one.

    Attributes:
        removed: Quads that only the old one has, sorted.
        added: Quads that only the new one has, sorted.
    """

    removed: tuple[Quad, ...]
    added: tuple[Quad, ...]

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.removed or self.added)


def compare(old: Sequence[Quad], new: Sequence[Quad]) -> Delta:
    """Return the difference; graphs without blank nodes are equal if their quads are."""
    one, other = set(old), set(new)
    return Delta(tuple(tidy(one - other)), tuple(tidy(other - one)))
