"""What two works have in common, and what each branch gained since."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from paperkg.index import Index
from paperkg.lineage.text import one_line
from paperkg.lineage.trace import Node, builds_on, knots, trace_lineage


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the two works compared.

    Attributes:
        work: The work.
        own_ancestors: Names of the ancestors the other does not have, nearest first.
        own_concepts: Labels of the concepts the other does not have.
    """

    work: Node
    own_ancestors: tuple[str, ...]
    own_concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of :func:`compare`.

    Attributes:
        nearest: The common ancestors none of whose descendants is common too (works that build
            on each other count as one); one of the two works itself if the other descends from it.
        common: Names of all common ancestors.
        shared_concepts: Labels of the concepts both have.
        branches: The two works.
    """

    nearest: tuple[Node, ...]
    common: tuple[str, ...]
    shared_concepts: tuple[str, ...]
    branches: tuple[Branch, Branch]

    def to_json(self) -> str:
        """Return the comparison as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def compare(index: Index, one: str, other: str) -> Comparison:
    """Compare two works by id.

    Raises:
        NameNotFoundError: If there is no such work.
    """
    first, second = trace_lineage(index, one), trace_lineage(index, other)
    both = [work for work in first.nodes if work in second.nodes]
    knot = {work: n for n, ring in enumerate(knots(builds_on(first.hops))) for work in ring}
    covered = {
        hop.object
        for hop in first.hops
        if hop.subject in second.nodes
        and not (hop.subject in knot and knot[hop.subject] == knot.get(hop.object))
    }
    nearest = [work for work in both if work not in covered]
    concepts = {w: index.get("paper", w).data["concepts"] for w in (one, other)}
    labels = index.labels("concept", (c for ids in concepts.values() for c in ids))

    def branch(mine: dict[str, Node], theirs: dict[str, Node], work: str, rival: str) -> Branch:
        own = [n.name for key, n in mine.items() if key not in theirs and key != work]
        gained = [labels[c] for c in concepts[work] if c not in concepts[rival] and c in labels]
        return Branch(mine[work], tuple(own), tuple(gained))

    shared = [labels[c] for c in concepts[one] if c in concepts[other] and c in labels]
    return Comparison(
        nearest=tuple(first.nodes[work] for work in nearest),
        common=tuple(first.nodes[work].name for work in both),
        shared_concepts=tuple(shared),
        branches=(
            branch(first.nodes, second.nodes, one, other),
            branch(second.nodes, first.nodes, other, one),
        ),
    )


def compared_in_words(result: Comparison) -> str:
    """Print a comparison for people."""
    one, other = (branch.work.name for branch in result.branches)
    if result.nearest:
        near = ", ".join(f"{n.name} ({n.year})" if n.year else n.name for n in result.nearest)
        lines = [f"nearest common ancestor of {one} and {other}: {near}"]
    else:
        lines = [f"{one} and {other} have no common ancestor in these posts"]
    if len(result.common) > len(result.nearest):
        lines.append(f"all common ancestors: {', '.join(result.common)}")
    if result.shared_concepts:
        lines.append(f"concepts of both: {', '.join(result.shared_concepts)}")
    for branch in result.branches:
        lines += ["", branch.work.name]
        lines.append(f"  ancestors of its own: {', '.join(branch.own_ancestors) or 'none'}")
        lines.append(f"  concepts of its own: {', '.join(branch.own_concepts) or 'none'}")
    return "\n".join(f"{'  ' * line.startswith('  ')}{one_line(line)}" for line in lines) + "\n"
