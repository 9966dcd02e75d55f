"""Paths between two works."""

from __future__ import annotations

from collections.abc import Sequence

from paperkg.index import Hop
from paperkg.lineage.trace import Lineage

MOST_PATHS = 1000
"""How many simple paths :func:`find_paths` lists at most; their number can be exponential."""


def find_paths(lineage: Lineage, goal: str, *, every: bool = False) -> list[tuple[Hop, ...]]:
    """Return the shortest path from the start of a lineage to a work, or all simple paths.

    Args:
        lineage: Traced without a limit of depth.
        goal: Id of the work to reach.
        every: List all simple paths (at most :data:`MOST_PATHS`), shortest first.

    Returns:
        Paths as sequences of steps; empty if the work is not in the lineage or is its start.
    """
    if goal not in lineage.nodes or goal == lineage.root:
        return []
    steps: dict[str, list[Hop]] = {}
    for hop in lineage.hops:
        near = hop.subject if lineage.far_end(hop) == hop.object else hop.object
        steps.setdefault(near, []).append(hop)
    if not every:
        return [_shortest(lineage, steps, goal)]
    leads = _leading_to(lineage, steps, goal)
    found: list[tuple[Hop, ...]] = []
    stack: list[tuple[str, tuple[Hop, ...], frozenset[str]]] = [
        (lineage.root, (), frozenset({lineage.root}))
    ]
    while stack and len(found) < MOST_PATHS:
        node, path, seen = stack.pop()
        for hop in reversed(steps.get(node, ())):
            other = lineage.far_end(hop)
            if other == goal:
                found.append((*path, hop))
            elif other not in seen and other in leads:
                stack.append((other, (*path, hop), seen | {other}))
    return sorted(found, key=lambda p: (len(p), [(h.subject, h.object) for h in p]))


def _leading_to(lineage: Lineage, steps: dict[str, list[Hop]], goal: str) -> set[str]:
    back: dict[str, list[str]] = {}
    for near, hops in steps.items():
        for hop in hops:
            back.setdefault(lineage.far_end(hop), []).append(near)
    seen, todo = {goal}, [goal]
    while todo:
        for other in back.get(todo.pop(), ()):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def _shortest(
    lineage: Lineage, steps: dict[str, Sequence[Hop]] | dict[str, list[Hop]], goal: str
) -> tuple[Hop, ...]:
    came: dict[str, tuple[str, Hop] | None] = {lineage.root: None}
    level = [lineage.root]
    while goal not in came:
        following = []
        for node in level:
            for hop in steps.get(node, ()):
                other = lineage.far_end(hop)
                if other not in came:
                    came[other] = (node, hop)
                    following.append(other)
        level = following
    path: list[Hop] = []
    node = goal
    while (step := came[node]) is not None:
        node, hop = step
        path.append(hop)
    return tuple(reversed(path))
