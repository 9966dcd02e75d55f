"""Draws what appears together with a thing as a small SVG that needs no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from paperkg.publish.proof import Ref

MOST = 8
_DOWN = 26  # from one name to the next
_HUB, _RIM = 8, 104  # where lines begin and end, in pixels from the left
_BULGE = 15  # of a line between neighbours, for each place that it passes
_WIDEST = 6
_LETTERS = 24
_OFTEN = 2  # papers that two neighbours must share for a line between them


class Spoke(NamedTuple):
    """A neighbour: where it stands, how often it appears beside the thing, the line to it."""

    ref: Ref
    label: str
    number: int
    y: int
    path: str
    width: float


class Bow(NamedTuple):
    """A line between two neighbours, and what it says."""

    path: str
    width: float
    title: str


class Wheel(NamedTuple):
    """The whole drawing; ``middle`` is where the thing itself stands."""

    height: int
    middle: int
    spokes: tuple[Spoke, ...]
    bows: tuple[Bow, ...]


def draw_spokes(
    near: Sequence[tuple[str, Ref, int]], groups: Iterable[Sequence[str]], least: int = _OFTEN
) -> Wheel | None:
    """Draw the nearest neighbours of a thing, and which of them go together.

    Args:
        near: Id, reference and number of papers of each neighbour, the most frequent first.
        groups: The ids that stand together, for each paper of the thing.
        least: Papers that at least one neighbour must share with the thing.

    Returns:
        The drawing, or ``None`` where it would say no more than a list: of one neighbour, or of
        neighbours that all appear less often than that.
    """
    chosen = near[:MOST]
    most = max((number for _, _, number in chosen), default=0)
    if len(chosen) < 2 or most < least:
        return None
    place = {item: i for i, (item, _, _) in enumerate(chosen)}
    pairs: Counter[tuple[int, int]] = Counter()
    for group in groups:
        pairs.update(combinations(sorted(place[i] for i in set(group) if i in place), 2))
    middle = len(chosen) * _DOWN // 2
    spokes = []
    for i, (_, ref, number) in enumerate(chosen):
        y = i * _DOWN + _DOWN // 2
        bend = (_HUB + _RIM) // 2
        path = f"M{_HUB} {middle}C{bend} {middle} {bend} {y} {_RIM} {y}"
        label = ref.name if len(ref.name) <= _LETTERS else f"{ref.name[: _LETTERS - 1].rstrip()}…"
        spokes.append(Spoke(ref, label, number, y, path, _width(number, most)))
    bows = []
    for (one, other), number in sorted(pairs.items()):
        if number >= _OFTEN:
            top, low = spokes[one], spokes[other]
            x = _RIM - _BULGE * min(other - one, 5)
            path = f"M{_RIM} {top.y}C{x} {top.y} {x} {low.y} {_RIM} {low.y}"
            title = f"{top.ref.name} and {low.ref.name}: {number} papers"
            bows.append(Bow(path, _width(number, most), title))
    return Wheel(len(chosen) * _DOWN, middle, tuple(spokes), tuple(bows))


def _width(number: int, most: int) -> float:
    """Return the width of a line: so many pixels as there are papers, unless that is too much."""
    return round(max(1.0, number * min(1.0, _WIDEST / most)), 1)
