"""What to read next, and in which order."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from paperkg.index import Index
from paperkg.lineage.trace import trace_lineage


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
    below: dict[str, set[str]] = {}
    for subject, object_ in index.edges():
        below.setdefault(object_, set()).add(subject)
    ranked = [
        (_descendants(below, resource.id), resource)
        for resource in index.all("paper")
        if resource.data["stub"] and resource.id in below
    ]
    ranked.sort(key=lambda item: (-len(item[0]), -len(below[item[1].id]), item[1].id))
    result = []
    for descendants, resource in ranked[:limit]:
        direct = list(index.labels("paper", sorted(below[resource.id])).values())
        names = ", ".join(direct[:4]) + (" and others" if len(direct) > 4 else "")
        plural = "lineage" if len(descendants) == 1 else "lineages"
        reason = f"in the {plural} of {len(descendants)}; {names} built on it"
        result.append(Advice(resource.id, resource.label, resource.data["year"], False, reason))
    return result


def _descendants(below: dict[str, set[str]], work: str) -> set[str]:
    seen: set[str] = set()
    todo = [work]
    while todo:
        for other in below.get(todo.pop(), ()):
            if other not in seen and other != work:
                seen.add(other)
                todo.append(other)
    return seen


def reading_order(index: Index, work: str) -> list[Advice]:
    """Return a work and its ancestors so that each comes after all it builds on.

    In a cycle the work nearer to the start comes later. Older works come first where the graph
    leaves the choice.
    """
    lineage = trace_lineage(index, work)
    waiting = {
        node: {hop.object for hop in lineage.hops if hop.subject == node} for node in lineage.nodes
    }
    result = []
    while waiting:
        free = [node for node, needs in waiting.items() if not needs & waiting.keys()]
        pool = free or [max(waiting, key=lambda n: (lineage.nodes[n].depth, n))]
        chosen = min(pool, key=lambda n: (lineage.nodes[n].year or 9999, n))
        del waiting[chosen]
        node = lineage.nodes[chosen]
        after = [lineage.nodes[h.object].name for h in lineage.hops if h.subject == chosen]
        reason = f"builds on {', '.join(after)}" if after else "builds on nothing named here"
        result.append(Advice(node.id, node.name, node.year, not node.stub, reason))
    return result


def printed(rows: list[Advice], form: str, name: str | None) -> str:
    """Print advice as ``text`` or ``json``."""
    if form == "json":
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) + "\n"
    if not rows:
        return "every work the posts build on has a post of its own\n"
    head = f"to understand {name}, in this order:" if name else "built on, but without a post yet:"
    lines = [head]
    for number, row in enumerate(rows, 1):
        year = f" ({row.year})" if row.year else ""
        missing = "" if row.has_post or not name else " [no post]"
        lines.append(f"{number:3}. {row.name}{year}{missing}: {row.reason}")
    return "\n".join(lines) + "\n"
