"""What to read next, and in which order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from graphlib import TopologicalSorter
from heapq import heapify, heappop, heappush

from paperkg.index import Index
from paperkg.lineage.text import one_line
from paperkg.lineage.trace import Lineage, builds_on, knots, trace_lineage

_UNKNOWN_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Advice:
    """A work to read.

    Attributes:
        work: Its id.
        name: Its name.
        year: First public version, if known.
        has_post: Whether a post is about it.
        reason: Why, in words.
    """

    work: str
    name: str
    year: int | None
    has_post: bool
    reason: str


def worth_reading(index: Index, limit: int = 10) -> list[Advice]:
    """Return works that posts build on and none covers, those of most descendants first."""
    above: dict[str, set[str]] = {}
    for subject, object_ in index.edges():
        above.setdefault(object_, set()).add(subject)
    counts = _descendants(above)
    ranked = [
        (counts[resource.id], resource)
        for resource in index.all("paper")
        if resource.data["stub"] and resource.id in above
    ]
    ranked.sort(key=lambda item: (-item[0], -len(above[item[1].id]), item[1].id))
    result = []
    for descendants, resource in ranked[:limit]:
        direct = list(index.labels("paper", sorted(above[resource.id])).values())
        names = ", ".join(direct[:4]) + (" and others" if len(direct) > 4 else "")
        plural = "lineage" if descendants == 1 else "lineages"
        reason = f"in the {plural} of {descendants}; {names} built on it"
        result.append(Advice(resource.id, resource.label, resource.data["year"], False, reason))
    return result


def _descendants(above: Mapping[str, set[str]]) -> dict[str, int]:
    """Return the number of works from which each work can be reached, itself left out."""
    part = {node: min(knot) for knot in knots(above) for node in knot}
    members: dict[str, list[str]] = {}
    for node in {*above, *(o for others in above.values() for o in others)}:
        members.setdefault(part.get(node, node), []).append(node)
    parts: dict[str, set[str]] = {one: set() for one in members}
    for node, others in above.items():
        parts[part.get(node, node)].update(part.get(o, o) for o in others)
    for one, others in parts.items():
        others.discard(one)
    found: dict[str, int] = {}
    bits: dict[str, int] = {}
    taken = 0
    for one in TopologicalSorter(parts).static_order():
        own = ((1 << len(members[one])) - 1) << taken
        taken += len(members[one])
        bits[one] = own
        for other in parts[one]:
            bits[one] |= bits[other]
        for node in members[one]:
            found[node] = bits[one].bit_count() - 1
    return found


def reading_order(index: Index, work: str) -> list[Advice]:
    """Return a work and its ancestors so that each comes after all it builds on.

    In a knot of works that build on each other the work nearer to the start comes later. Older
    works come first where the graph leaves the choice, those of unknown year last.
    """
    lineage = trace_lineage(index, work)
    onward = lineage.onward()
    result = []
    for chosen in _ordered(lineage):
        node = lineage.nodes[chosen]
        after = [lineage.nodes[h.object].name for h in onward.get(chosen, ())]
        reason = f"builds on {', '.join(after)}" if after else "builds on nothing named here"
        result.append(Advice(node.id, node.name, node.year, not node.stub, reason))
    return result


def _ordered(lineage: Lineage) -> Iterator[str]:
    below = builds_on(lineage.hops)
    part = {node: min(knot) for knot in knots(below) for node in knot}
    members: dict[str, list[str]] = {}
    for node in lineage.nodes:
        members.setdefault(part.get(node, node), []).append(node)
    waiting: dict[str, set[str]] = {one: set() for one in members}
    above: dict[str, set[str]] = {}
    for node, others in below.items():
        waiting[part.get(node, node)].update(part.get(o, o) for o in others)
    for one, needs in waiting.items():
        needs.discard(one)
        for other in needs:
            above.setdefault(other, set()).add(one)

    def age(one: str) -> tuple[int, str]:
        return min((lineage.nodes[m].year or _UNKNOWN_YEAR, m) for m in members[one])

    free = [(age(one), one) for one, needs in waiting.items() if not needs]
    heapify(free)
    while free:
        _, one = heappop(free)
        yield from sorted(members[one], key=lambda m: (-lineage.nodes[m].depth, m))
        for other in above.get(one, ()):
            waiting[other].discard(one)
            if not waiting[other]:
                heappush(free, (age(other), other))


def printed(rows: list[Advice], form: str, name: str | None) -> str:
    """Print advice as ``text`` or ``json``."""
    if form == "json":
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) + "\n"
    if not rows:
        return "every work the posts build on has a post of its own\n"
    head = (
        f"to understand {one_line(name)}, in this order:"
        if name
        else "built on, but without a post yet:"
    )
    lines = [head]
    for number, row in enumerate(rows, 1):
        year = f" ({row.year})" if row.year else ""
        missing = "" if row.has_post or not name else " [no post]"
        lines.append(f"{number:3}. {one_line(f'{row.name}{year}{missing}: {row.reason}')}")
    return "\n".join(lines) + "\n"
