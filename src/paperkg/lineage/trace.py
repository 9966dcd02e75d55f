"""Walks the builds-on graph from one work, breadth first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from graphlib import TopologicalSorter

from paperkg.index import Hop, Index

_MOST_STEPS = 1_000_000  # to be walked in search of a shortest cycle


class Direction(StrEnum):
    """Which way to walk."""

    ANCESTORS = "ancestors"
    DESCENDANTS = "descendants"


@dataclass(frozen=True, slots=True)
class Node:
    """A work in a lineage.

    Attributes:
        id: Last part of its IRI.
        name: Short name, else title.
        title: Title.
        year: Year of its first public version, if known.
        stub: No post is about it.
        depth: Steps from the start, 0 for the start itself.
    """

    id: str
    name: str
    title: str
    year: int | None
    stub: bool
    depth: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """The part of the graph that was asked for.

    Attributes:
        root: Id of the work one started from.
        direction: Which way.
        nodes: By id, the start included; in order of depth, then id.
        hops: All steps between the nodes that were walked, in order of subject, object.
        cycles: Each as a list of ids, the first repeated at the end; empty if there are none.
        dropped: Steps left out by :func:`reduced`.
        truncated: Whether there is more beyond the depth asked for.
    """

    root: str
    direction: Direction
    nodes: dict[str, Node]
    hops: tuple[Hop, ...]
    cycles: tuple[tuple[str, ...], ...] = ()
    dropped: tuple[Hop, ...] = ()
    truncated: bool = False

    def steps(self, work: str) -> list[Hop]:
        """Return the steps that lead on from a work, in the direction of the walk."""
        if self.direction is Direction.ANCESTORS:
            return [hop for hop in self.hops if hop.subject == work]
        return [hop for hop in self.hops if hop.object == work]

    def onward(self) -> dict[str, list[Hop]]:
        """Return :meth:`steps` of every work that has any."""
        found: dict[str, list[Hop]] = {}
        for hop in self.hops:
            near = hop.subject if self.direction is Direction.ANCESTORS else hop.object
            found.setdefault(near, []).append(hop)
        return found

    def far_end(self, hop: Hop) -> str:
        """Return the end of a step that lies further from the start."""
        return hop.object if self.direction is Direction.ANCESTORS else hop.subject


def trace_lineage(
    index: Index,
    work: str,
    *,
    direction: Direction = Direction.ANCESTORS,
    depth: int | None = None,
) -> Lineage:
    """Return the ancestors (or descendants) of a work.

    Args:
        index: Where to look.
        work: Id of the work (see :meth:`Index.find` for names).
        direction: Which way to walk.
        depth: Greatest number of steps; ``None`` for all.

    Raises:
        NameNotFoundError: If there is no such work.
    """
    step = index.hops_up if direction is Direction.ANCESTORS else index.hops_down
    nodes = {work: _node(index, work, 0)}
    hops: dict[tuple[str, str], Hop] = {}
    level, distance, truncated = [work], 0, False
    while level:
        following: list[str] = []
        for one in level:
            found = step(one)
            if depth is not None and distance >= depth:
                truncated = truncated or any(_end(h, direction) not in nodes for h in found)
                found = [h for h in found if _end(h, direction) in nodes]
            for hop in found:
                hops[hop.subject, hop.object] = hop
                other = _end(hop, direction)
                if other not in nodes:
                    nodes[other] = _node(index, other, distance + 1)
                    following.append(other)
        level, distance = sorted(following), distance + 1
    ordered = dict(sorted(nodes.items(), key=lambda item: (item[1].depth, item[0])))
    kept = tuple(hops[pair] for pair in sorted(hops))
    return Lineage(work, direction, ordered, kept, find_cycles(kept), truncated=truncated)


def find_cycles(hops: Iterable[Hop]) -> tuple[tuple[str, ...], ...]:
    """Return a shortest cycle of each knot of works that build on each other.

    A knot is a strongly connected component of more than one work. In one of thousands of steps
    not every work is tried as a start, so that a shorter cycle may be missed.
    """
    below = builds_on(hops)
    cycles = []
    for knot in knots(below):
        inside = {k: sorted(v for v in below[k] if v in knot) for k in knot}
        best: tuple[str, ...] = ()
        starts = max(1, _MOST_STEPS // sum(map(len, inside.values())))
        for start in sorted(knot)[:starts]:
            if len(best) == 3:
                break
            loop = _shortest_loop(inside, start, len(best) - 2 if best else len(knot))
            best = loop or best
        cycles.append(best)
    return tuple(sorted(cycles))


def builds_on(hops: Iterable[Hop]) -> dict[str, set[str]]:
    """Return work -> the works it builds on, for every work that builds on any."""
    below: dict[str, set[str]] = {}
    for hop in hops:
        below.setdefault(hop.subject, set()).add(hop.object)
    return below


def knots(below: Mapping[str, set[str]]) -> list[set[str]]:
    """Return the strongly connected components of more than one work.

    First everything is peeled off that no cycle runs through (Kahn 1962): only what is left needs
    networkx.
    """
    waiting = {node: len(objects) for node, objects in below.items()}
    above: dict[str, list[str]] = {}
    for subject, objects in below.items():
        for other in objects:
            above.setdefault(other, []).append(subject)
    free = [node for node in above if node not in waiting]
    while free:
        for subject in above.get(free.pop(), ()):
            waiting[subject] -= 1
            if not waiting[subject]:
                del waiting[subject]
                free.append(subject)
    if not waiting:
        return []
    import networkx as nx

    rest: nx.DiGraph[str] = nx.DiGraph(
        (a, b) for a in sorted(waiting) for b in sorted(below[a]) if b in waiting
    )
    return [knot for knot in nx.strongly_connected_components(rest) if len(knot) > 1]


def _shortest_loop(below: Mapping[str, list[str]], start: str, most: int) -> tuple[str, ...]:
    """Return the shortest way from a work back to it, if it has at most so many steps."""
    came_from: dict[str, str] = {}
    level = [start]
    for _ in range(most):
        following = []
        for node in level:
            for other in below[node]:
                if other == start:
                    path = [start, node]
                    while path[-1] != start:
                        path.append(came_from[path[-1]])
                    return tuple(reversed(path))
                if other not in came_from:
                    came_from[other] = node
                    following.append(other)
        level = following
    return ()


def reduced(lineage: Lineage) -> Lineage:
    """Leave out every step that a longer way makes superfluous (transitive reduction).

    Aho, Garey and Ullman (1972). A knot of works that build on each other counts as one work, and
    steps inside it or from knot to knot stay: there the reduction is not unique. The steps left
    out are listed in ``dropped``.
    """
    below = builds_on(lineage.hops)
    part = {node: min(knot) for knot in knots(below) for node in knot}
    parts: dict[str, set[str]] = {}
    for subject, objects in below.items():
        one = part.get(subject, subject)
        parts.setdefault(one, set()).update(part.get(o, o) for o in objects)
    for one, others in parts.items():
        others.discard(one)
    superfluous = {(one, o) for one, far in _reached_twice(parts).items() for o in far}
    kept: list[Hop] = []
    dropped: list[Hop] = []
    for hop in lineage.hops:
        pair = part.get(hop.subject, hop.subject), part.get(hop.object, hop.object)
        (dropped if pair in superfluous else kept).append(hop)
    return replace(lineage, hops=tuple(kept), dropped=(*lineage.dropped, *dropped))


def _reached_twice(below: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Return for each node of an acyclic graph its objects that another of its objects reaches.

    What a node reaches is kept as the bits of a number; numbers are dropped once all that need
    them have been dealt with.
    """
    order = list(TopologicalSorter(below).static_order())
    bit = {node: 1 << i for i, node in enumerate(order)}
    needed = Counter(o for objects in below.values() for o in objects)
    reach: dict[str, int] = {}
    twice: dict[str, list[str]] = {}
    for node in order:
        farther = 0
        objects = below.get(node, ())
        for other in objects:
            farther |= reach[other]
        twice[node] = [o for o in objects if farther & bit[o]]
        reach[node] = farther
        for other in objects:
            reach[node] |= bit[other]
        for other in objects:
            needed[other] -= 1
            if not needed[other]:
                del reach[other]
    return twice


def restricted(lineage: Lineage, paths: Sequence[Sequence[Hop]]) -> Lineage:
    """Keep only the steps of the given paths, and their works."""
    pairs = {(hop.subject, hop.object) for path in paths for hop in path}
    ends = {end for pair in pairs for end in pair} | {lineage.root}
    return replace(
        lineage,
        nodes={key: node for key, node in lineage.nodes.items() if key in ends},
        hops=tuple(hop for hop in lineage.hops if (hop.subject, hop.object) in pairs),
        cycles=(),
    )


def _end(hop: Hop, direction: Direction) -> str:
    return hop.object if direction is Direction.ANCESTORS else hop.subject


def _node(index: Index, work: str, depth: int) -> Node:
    resource = index.get("paper", work)
    data = resource.data
    return Node(work, resource.label, data["title"], data["year"], data["stub"], depth)
