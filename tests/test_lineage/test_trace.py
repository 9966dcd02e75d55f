"""Tracing, cycles and reduction, with networkx as the judge."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import drawn, index_of, traced
from measure import measured
from paperkg.errors import NameNotFoundError
from paperkg.index import Index
from paperkg.lineage import Direction, Lineage, to_networkx, trace_lineage
from paperkg.lineage.trace import find_cycles, reduced

NODES = [f"n{i}" for i in range(7)]
EDGES = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda e: e[0] != e[1]),
    max_size=18,
    unique=True,
)


def arrows(edges):
    """Edges as drawn arrows, (later, earlier); every node is there."""
    return [f"{later} <- {earlier}" for later, earlier in edges] + NODES


def graph(edges):
    made = nx.DiGraph(list(edges))
    made.add_nodes_from(NODES)
    return made


def pairs(lineage: Lineage):
    return {(hop.subject, hop.object) for hop in lineage.hops}


# --- against networkx


@given(EDGES)
def test_ancestors_and_descendants(edges):
    oracle = graph(edges)
    with index_of(*arrows(edges)) as index:
        up = trace_lineage(index, "n0")
        down = trace_lineage(index, "n0", direction=Direction.DESCENDANTS)
    assert set(up.nodes) == nx.descendants(oracle, "n0") | {"n0"}
    assert set(down.nodes) == nx.ancestors(oracle, "n0") | {"n0"}
    assert pairs(up) == set(oracle.subgraph(up.nodes).edges)
    assert pairs(down) == set(oracle.subgraph(down.nodes).edges)
    depths = nx.single_source_shortest_path_length(oracle, "n0")
    assert {n.id: n.depth for n in up.nodes.values()} == dict(depths)
    assert list(up.nodes) == sorted(up.nodes, key=lambda n: (depths[n], n))
    assert not up.truncated
    assert not down.truncated


@given(EDGES, st.integers(0, 4))
def test_depth(edges, depth):
    oracle = graph(edges)
    with index_of(*arrows(edges)) as index:
        lineage = trace_lineage(index, "n0", depth=depth)
    near = nx.single_source_shortest_path_length(oracle, "n0", cutoff=depth)
    assert set(lineage.nodes) == set(near)
    assert pairs(lineage) == set(oracle.subgraph(near).edges)
    assert lineage.truncated == (len(near) <= len(nx.descendants(oracle, "n0")))


@given(EDGES)
def test_cycles(edges):
    oracle = graph(edges)
    with index_of(*arrows(edges)) as index:
        hops = [hop for node in NODES for hop in index.hops_up(node)]
    cycles = find_cycles(hops)
    knots = [knot for knot in nx.strongly_connected_components(oracle) if len(knot) > 1]
    assert len(cycles) == len(knots)
    assert bool(cycles) == (not nx.is_directed_acyclic_graph(oracle))
    for cycle in cycles:
        assert cycle[0] == cycle[-1]
        assert len(set(cycle)) == len(cycle) - 1
        assert all(oracle.has_edge(a, b) for a, b in pairwise(cycle))
        (knot,) = (k for k in knots if cycle[0] in k)
        shortest = min(len(c) for c in nx.simple_cycles(oracle.subgraph(knot)))
        assert len(cycle) - 1 == shortest


@given(EDGES)
def test_reduction_of_acyclic_graphs(edges):
    edges = [(a, b) for a, b in edges if a < b]
    oracle = graph(edges)
    with index_of(*arrows(edges)) as index:
        for direction in Direction:
            lineage = trace_lineage(
                index, "n0" if direction is Direction.ANCESTORS else "n6", direction=direction
            )
            small = reduced(lineage)
            assert pairs(small) == set(
                nx.transitive_reduction(oracle.subgraph(lineage.nodes)).edges
            )
            assert {(h.subject, h.object) for h in small.dropped} == pairs(lineage) - pairs(small)
            assert small.nodes == lineage.nodes


@given(EDGES)
def test_reduction_keeps_reachability_even_with_cycles(edges):
    with index_of(*arrows(edges)) as index:
        lineage = trace_lineage(index, "n0")
    small = reduced(lineage)
    before, after = nx.DiGraph(list(pairs(lineage))), nx.DiGraph(list(pairs(small)))
    before.add_nodes_from(lineage.nodes)
    after.add_nodes_from(lineage.nodes)
    assert nx.transitive_closure(before).edges == nx.transitive_closure(after).edges
    again = reduced(small)
    assert again.hops == small.hops
    assert again.dropped == small.dropped
    for knot in nx.strongly_connected_components(before):
        assert {(a, b) for a, b in before.edges if a in knot and b in knot} <= pairs(small)


@given(EDGES)
def test_the_networkx_view_is_the_graph(edges):
    with index_of(*arrows(edges)) as index:
        whole, part = to_networkx(index), to_networkx(trace_lineage(index, "n0"))
    assert set(whole.edges) == set(edges)
    assert set(whole) == set(NODES)
    assert list(whole) == sorted(whole)
    assert set(part) == nx.descendants(whole, "n0") | {"n0"}


# --- drawn


@pytest.mark.parametrize(
    ("start", "graph", "found"),
    [
        ("BERT", ["BERT <- Transformer"], ["bert", "transformer"]),
        ("Transformer", ["BERT <- Transformer"], ["transformer"]),
        ("C", ["C <- B <- A", "D <- C"], ["c", "b", "a"]),
        ("A", ["A <- B <- A"], ["a", "b"]),
        ("A", ["A <- B <- C <- B"], ["a", "b", "c"]),
        ("A", ["A <-compares_with- B", "A <-critiques- C", "A <-mentions- D"], ["a"]),
        (
            "A",
            ["A <-extends- B <-uses- C <-variant_of- D <-component- E"],
            ["a", "b", "c", "d", "e"],
        ),
    ],
)
def test_ancestors(start, graph, found):
    assert list(traced(start, *graph).nodes) == found


def test_descendants_are_walked_the_other_way():
    lineage = traced("A", "C <- B <- A", "D <- A", "A <- Z", direction=Direction.DESCENDANTS)
    assert list(lineage.nodes) == ["a", "b", "d", "c"]
    assert [hop.subject for hop in lineage.steps("a")] == ["b", "d"]
    assert lineage.onward() == {n: lineage.steps(n) for n in lineage.nodes if lineage.steps(n)}
    assert {lineage.far_end(hop) for hop in lineage.steps("a")} == {"b", "d"}


def test_nodes_carry_what_is_known():
    lineage = traced("A", "A <- B", years={"A": 2018}, stubs=["B"], titles={"A": "The long title"})
    a, b = lineage.nodes.values()
    assert (a.name, a.title, a.year, a.stub, a.depth) == ("A", "The long title", 2018, False, 0)
    assert (b.year, b.stub, b.depth) == (None, True, 1)


@pytest.mark.parametrize(
    ("depth", "nodes", "truncated"),
    [(0, 1, True), (1, 2, True), (2, 3, True), (3, 4, False), (4, 4, False), (None, 4, False)],
)
def test_truncated_says_whether_there_is_more(depth, nodes, truncated):
    lineage = traced("A", "A <- B <- C <- D", "D <- B", depth=depth)
    assert (len(lineage.nodes), lineage.truncated) == (nodes, truncated)


def test_a_cycle_closed_at_the_limit_is_seen_and_is_no_truncation():
    lineage = traced("A", "A <- B <- A", depth=1)
    assert lineage.cycles == (("a", "b", "a"),)
    assert not lineage.truncated


def test_the_smallest_cycle_of_a_knot_is_given():
    assert traced("A", "A <- B <- C <- A", "B <- C <- B").cycles == (("b", "c", "b"),)


def test_two_parents_in_one_knot_are_both_kept():
    # each of a and b leads to c through the other; dropping both would lose c
    small = reduced(traced("A", "A <- B <- A", "A <- C", "B <- C"))
    assert ("a", "c") in pairs(small)
    assert ("b", "c") in pairs(small)


def test_an_unknown_work():
    with index_of("A <- B") as index, pytest.raises(NameNotFoundError):
        trace_lineage(index, "no-such")


# --- large


def test_a_deep_chain_has_no_recursion_and_no_quadratic_step():
    names = [f"w{i}" for i in range(5000)]
    with Index.create(drawn(" <- ".join(names))) as index, measured():
        lineage = trace_lineage(index, "w0")
        small = reduced(lineage)
    assert len(lineage.nodes) == 5000
    assert small.hops == lineage.hops
    assert lineage.cycles == ()


def test_a_ring_of_thousands_is_one_cycle():
    names = [f"w{i}" for i in range(900)]
    lineage = traced("w0", " <- ".join([*names, "w0"]))
    ((*cycle,),) = lineage.cycles
    assert len(cycle) == 901


def test_a_knot_of_thousands_is_no_day_of_work():
    names = [f"w{i}" for i in range(3000)]
    with index_of(
        " <- ".join([*names, "w0"]),
        *(f"{a} <- {b}" for a, b in zip(names, names[3:], strict=False)),
    ) as index:
        hops = [hop for name in names for hop in index.hops_up(name)]
    with measured():
        assert len(find_cycles(hops)) == 1


def test_a_dense_graph_reduces_to_a_chain():
    names = [f"w{i:03}" for i in range(150)]
    lineage = traced("w000", *(f"{a} <- {b}" for i, a in enumerate(names) for b in names[i + 1 :]))
    with measured():
        small = reduced(lineage)
    assert [(hop.subject, hop.object) for hop in small.hops] == list(pairwise(names))
