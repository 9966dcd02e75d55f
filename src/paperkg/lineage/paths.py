"""Paths between two works."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

from paperkg.index import Hop
from paperkg.lineage.trace import Lineage, builds_on, knots

MOST_PATHS = 1000
"""How many simple paths :func:`find_paths` lists at most; their number can be exponential."""


class _Way(NamedTuple):
    """A path as its last step and the path before it."""

    node: str
    hop: Hop | None
    before: _Way | None


def find_paths(lineage: Lineage, goal: str, *, every: bool = False) -> list[tuple[Hop, ...]]:
    """Return the shortest path from the start of a lineage to a work, or all simple paths.

    Args:
        lineage: Traced without a limit of depth.
        goal: Id of the work to reach.
        every: List all simple paths, the :data:`MOST_PATHS` shortest of them at most.

    Returns:
        Paths as sequences of steps, shortest first, then in the order of ids; empty if the work
        is not in the lineage or is its start.
    """
    if goal not in lineage.nodes or goal == lineage.root:
        return []
    found = _Search(lineage, goal).paths(MOST_PATHS if every else 1)
    return sorted(found, key=lambda p: (len(p), [(h.subject, h.object) for h in p]))


class _Search:
    """Best-first search, led by the true distance to the goal (Hart, Nilsson, Raphael 1968).

    Every path that is begun can be finished, so that a path costs no more steps than it has works
    to pass: in a knot, the distance is measured anew past the works already visited.
    """

    def __init__(self, lineage: Lineage, goal: str) -> None:
        self._root, self._goal = lineage.root, goal
        self._far_end = lineage.far_end
        self._steps = lineage.onward()
        self._back: dict[str, list[str]] = {}
        for near, hops in self._steps.items():
            for hop in hops:
                self._back.setdefault(lineage.far_end(hop), []).append(near)
        found = enumerate(knots(builds_on(lineage.hops)))
        self._knot = {node: number for number, knot in found for node in knot}
        self._distance = self._measured(frozenset())

    def paths(self, most: int) -> list[tuple[Hop, ...]]:
        if self._root not in self._distance:
            return []
        found: list[tuple[Hop, ...]] = []
        number = 0
        start = _Way(self._root, None, None)
        heap = [(self._distance[self._root], 0, 0, start)]
        while heap and len(found) < most:
            _, negative_length, _, way = heappop(heap)
            if way.node == self._goal:
                found.append(_hops(way))
                continue
            distance = self._distance_from(way)
            for hop in self._steps.get(way.node, ()):
                other = self._far_end(hop)
                if other in distance:
                    length = 1 - negative_length
                    number += 1
                    entry = (length + distance[other], -length, number, _Way(other, hop, way))
                    heappush(heap, entry)
        return found

    def _distance_from(self, way: _Way) -> dict[str, int]:
        """Return the distances that hold once the works of a path must not be visited again."""
        knot = self._knot.get(way.node)
        if knot is None:
            return self._distance
        visited = set()
        step: _Way | None = way
        while step is not None and self._knot.get(step.node) == knot:
            visited.add(step.node)
            step = step.before
        return self._measured(frozenset(visited))

    def _measured(self, without: frozenset[str]) -> dict[str, int]:
        distance = {self._goal: 0}
        level = [self._goal]
        while level:
            following = []
            for node in level:
                for other in self._back.get(node, ()):
                    if other not in distance and other not in without:
                        distance[other] = distance[node] + 1
                        following.append(other)
            level = following
        return distance


def _hops(way: _Way) -> tuple[Hop, ...]:
    hops: list[Hop] = []
    step: _Way | None = way
    while step is not None and step.hop is not None:
        hops.append(step.hop)
        step = step.before
    return tuple(reversed(hops))
