"""Places works in columns so that few lines cross, for the drawings that need no script.

``drawing-layout.js`` does the same in the browser, where columns are years. Rows within a column
are ordered by the barycentre of their neighbours (Sugiyama, Tagawa and Toda, "Methods for visual
understanding of hierarchical system structures", IEEE Trans. SMC 11, 1981). The graph may hold
cycles. Everything is settled by ids where it is not settled by the graph, so the same graph always
gives the same drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

_SWEEPS = 8
_MOST_FREE = 400
_NARROW = 0.6  # height of a place kept free, in rows
_FREE = "\0"  # no id begins with it

_Cells: TypeAlias = dict[str, tuple[int, float]]
_Ways: TypeAlias = dict[tuple[str, str], tuple[tuple[int, float], ...]]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where everything stands.

    Attributes:
        at: Id -> (column from 0, row; rows of a column are centred on 0).
        ways: For a line over several columns: where it passes each, from the later work on.
    """

    at: _Cells
    ways: _Ways


def by_depth(
    depth: Mapping[str, int], edges: Iterable[tuple[str, str]], order: Sequence[str] = ()
) -> Placed:
    """Place works in columns by their signed distance from one work.

    Args:
        depth: Id -> distance; ancestors are negative.
        edges: (later work, earlier work); both must be in ``depth``.
        order: Ids from top to bottom where links leave it open; else they decide by themselves.
    """
    links = sorted(set(edges))
    members: dict[int, list[str]] = defaultdict(list)
    for item, level in sorted(depth.items()):
        members[level].append(item)
    rank = {item: place for place, item in enumerate(order)}
    columns = [sorted(members[k], key=lambda i: (rank.get(i, -1), i)) for k in sorted(members)]
    cells, ways = _rows(columns, links, rank)
    return Placed(cells, ways)


def _rows(
    columns: list[list[str]], links: list[tuple[str, str]], rank: Mapping[str, int]
) -> tuple[_Cells, _Ways]:
    """Settle the rows; a line over several columns keeps a narrow place free in each."""
    column = {item: i for i, items in enumerate(columns) for item in items}
    chains = _chains(columns, column, links)
    near: dict[str, list[str]] = defaultdict(list)
    left: dict[str, list[str]] = defaultdict(list)
    right: dict[str, list[str]] = defaultdict(list)
    for chain in chains.values():
        for one, other in pairwise(chain):
            if column[one] != column[other]:
                near[one].append(other)
                near[other].append(one)
                turned = column[one] > column[other]
                (left if turned else right)[one].append(other)
                (right if turned else left)[other].append(one)
    row: dict[str, float] = {}
    for items in columns:
        _spread(items, row)
    settled: list[list[str]] = []
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        if forward:
            if columns == settled:  # rows follow from the order, so that nothing would move
                break
            settled = columns.copy()
        _sweep(columns, left if forward else right, near, row, rank, forward=forward)
    moved: set[str] = set()
    for again in (False, True):
        for items in columns:
            _straighten(items, near, row, moved, again=again)
    row = {item: round(place, 3) for item, place in row.items()}
    cells = {i: (column[i], row[i]) for i in sorted(column) if not i.startswith(_FREE)}
    ways = {
        link: tuple((column[i], row[i]) for i in chain[1:-1])
        for link, chain in sorted(chains.items())
        if len(chain) > 2
    }
    return cells, ways


def _chains(
    columns: list[list[str]], column: dict[str, int], links: list[tuple[str, str]]
) -> dict[tuple[str, str], list[str]]:
    """Add the places that are kept free to the columns; return the way of every line."""
    spans = sum(abs(column[s] - column[o]) for s, o in links)
    chains: dict[tuple[str, str], list[str]] = {}
    for number, (subject, object_) in enumerate(links):
        start, end = column[subject], column[object_]
        between = range(start + 1, end) if start < end else range(start - 1, end, -1)
        chain = [subject]
        for index in between if spans <= _MOST_FREE else ():
            free = f"{_FREE}{number:05}-{index}"
            columns[index].append(free)
            column[free] = index
            chain.append(free)
        chains[subject, object_] = [*chain, object_]
    return chains


def _sweep(
    columns: list[list[str]],
    there: Mapping[str, list[str]],
    near: Mapping[str, list[str]],
    row: dict[str, float],
    rank: Mapping[str, int],
    *,
    forward: bool,
) -> None:
    """Order each column by where the neighbours of its items stand on one side, if it has any."""
    for index in range(len(columns)) if forward else range(len(columns) - 1, -1, -1):
        if len(columns[index]) == 1:
            continue
        pull: list[tuple[float, int, str]] = []
        for item in columns[index]:
            side = there.get(item) or near.get(item)
            at = sum([row[n] for n in side]) / len(side) if side else row[item]
            pull.append((round(at, 3) if side else round(at, 6), rank.get(item, -1), item))
        pull.sort()
        columns[index] = [item for _, _, item in pull]
        _spread(columns[index], row)


def _straighten(
    items: list[str],
    near: dict[str, list[str]],
    row: dict[str, float],
    moved: set[str],
    *,
    again: bool,
) -> None:
    """Exchange neighbours in a column where that makes their lines shorter.

    When that was done before, only those are asked again that moved, or at the end of whose lines
    something did; the others would give the same answer.
    """
    still = moved.isdisjoint
    for place in range(len(items) - 1):
        one, other = items[place], items[place + 1]
        if again and still((one, other)) and still(near[one]) and still(near[other]):
            continue
        here, there = row[one], row[other]
        size, other_size = _size(one), _size(other)
        low = here - size / 2 + other_size + size / 2  # where each would stand
        high = here - size / 2 + other_size / 2
        ends, other_ends = [row[n] for n in near[one]], [row[n] for n in near[other]]
        before = _length(ends, here) + _length(other_ends, there)
        after = _length(ends, low) + _length(other_ends, high)
        if after < before - 0.01:
            items[place : place + 2] = [other, one]
            row[one], row[other] = low, high
            moved |= {one, other}


def _length(ends: list[float], here: float) -> float:
    return sum([abs(here - end) for end in ends])


def _size(item: str) -> float:
    return _NARROW if item[0] == _FREE else 1.0


def _spread(items: list[str], row: dict[str, float]) -> None:
    sizes = [_NARROW if item[0] == _FREE else 1.0 for item in items]
    top = -sum(sizes) / 2
    for item, size in zip(items, sizes, strict=True):
        row[item] = top + size / 2
        top += size
