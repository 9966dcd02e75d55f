"""The builds-on graph as a networkx graph, for everything networkx can do with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paperkg.index import Index
from paperkg.lineage.trace import Lineage

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(source: Index | Lineage) -> nx.DiGraph[str]:
    """Return the graph with an edge from each work to each it builds on.

    Args:
        source: An index (the whole graph) or a lineage (its part of it).

    Returns:
        Nodes are work ids with ``name``, ``title``, ``year`` (absent if unknown) and ``stub``;
        edges have ``relation``, ``quotes`` (list of text), ``places`` (list of ``file:line``) and
        ``rules``. Nodes and edges are added in sorted order.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    if isinstance(source, Index):
        for resource in source.all("paper"):
            data = resource.data
            known = {key: data[key] for key in ("title", "year", "stub")}
            _add(graph, resource.id, name=resource.label, **known)
        hops = [hop for work in sorted(graph) for hop in source.hops_up(work)]
    else:
        for node in sorted(source.nodes.values(), key=lambda n: n.id):
            _add(
                graph,
                node.id,
                name=node.name,
                title=node.title,
                year=node.year,
                stub=node.stub,
            )
        hops = list(source.hops)
    for hop in hops:
        places = [c.evidence for c in hop.claims if c.evidence]
        graph.add_edge(
            hop.subject,
            hop.object,
            relation=hop.relation.value,
            quotes=[e.quote for e in places],
            places=[f"{e.file}:{e.line}" for e in places],
            rules=sorted({e.rule for e in places}),
        )
    return graph


def _add(
    graph: nx.DiGraph[str],
    work: str,
    *,
    name: str,
    title: str,
    year: int | None,
    stub: bool,
) -> None:
    graph.add_node(work, name=name, title=title, stub=stub)
    if year is not None:
        graph.nodes[work]["year"] = year
