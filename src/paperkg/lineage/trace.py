"""Walks the builds-on graph from one work, breadth first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from paperkg.index import Hop, Index


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
    """Return one shortest cycle through each knot of works that build on each other.

    A knot is a strongly connected component of more than one work.
    """
    below = _below(hops)
    cycles = []
    for knot in _knots(below):
        inside = {k: [v for v in below.get(k, ()) if v in knot] for k in knot}
        cycles.append(_shortest_loop(inside, min(knot)))
    return tuple(sorted(cycles))


def _below(hops: Iterable[Hop]) -> dict[str, list[str]]:
    below: dict[str, list[str]] = {}
    for hop in hops:
        below.setdefault(hop.subject, []).append(hop.object)
    return below


def _knots(below: dict[str, list[str]]) -> list[set[str]]:
    """Peel off what no cycle runs through (Kahn 1962); only what is left needs networkx."""
    waiting = {node: len(set(objects)) for node, objects in below.items()}
    above: dict[str, set[str]] = {}
    for subject, objects in below.items():
        for other in objects:
            above.setdefault(other, set()).add(subject)
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
        (a, b) for a in sorted(waiting) for b in below[a] if b in waiting
    )
    return [knot for knot in nx.strongly_connected_components(rest) if len(knot) > 1]


def _shortest_loop(below: dict[str, list[str]], start: str) -> tuple[str, ...]:
    came_from: dict[str, str] = {}
    level = [start]
    while level:
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
    return (start,)  # cannot be: every member of a knot lies on a loop


def reduced(lineage: Lineage) -> Lineage:
    """Leave out every step that a longer way makes superfluous (transitive reduction).

    Aho, Garey and Ullman (1972). Steps inside a cycle are kept: there the reduction is not unique.
    The steps left out are listed in ``dropped``.
    """
    below = _below(lineage.hops)
    together = {node: knot for knot in _knots(below) for node in knot}

    def reachable(start: str, goal: str) -> bool:
        seen, todo = set(), [n for n in below.get(start, ()) if n != goal]
        while todo:
            node = todo.pop()
            if node == goal:
                return True
            if node not in seen and node != start:
                seen.add(node)
                todo.extend(below.get(node, ()))
        return False

    kept: list[Hop] = []
    dropped: list[Hop] = []
    for hop in lineage.hops:
        superfluous = hop.object not in together.get(hop.subject, set()) and reachable(
            hop.subject, hop.object
        )
        (dropped if superfluous else kept).append(hop)
    return replace(lineage, hops=tuple(kept), dropped=tuple(dropped))


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
