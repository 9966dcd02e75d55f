"""Paths between two works, with networkx as the judge."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given

from factories import index_of, traced
from measure import measured
from paperkg.lineage import Direction, find_paths, paths, trace_lineage
from paperkg.lineage.trace import reduced, restricted
from test_lineage.test_trace import EDGES, arrows, graph


def walked(lineage, path):
    nodes = [lineage.root]
    for hop in path:
        assert nodes[-1] in {hop.subject, hop.object}
        nodes.append(lineage.far_end(hop))
    return tuple(nodes)


@given(EDGES)
def test_paths(edges):
    oracle = graph(edges)
    with index_of(*arrows(edges)) as index:
        for direction, seen in (
            (Direction.ANCESTORS, oracle),
            (Direction.DESCENDANTS, oracle.reverse()),
        ):
            lineage = trace_lineage(index, "n0", direction=direction)
            for goal in ("n3", "n6"):
                every = [walked(lineage, p) for p in find_paths(lineage, goal, every=True)]
                assert sorted(every) == sorted(map(tuple, nx.all_simple_paths(seen, "n0", goal)))
                assert [len(p) for p in every] == sorted(len(p) for p in every)
                one = find_paths(lineage, goal)
                assert len(one) == bool(every)
                if every:
                    assert (
                        len(walked(lineage, one[0]))
                        == nx.shortest_path_length(seen, "n0", goal) + 1
                    )


@given(EDGES)
def test_the_shortest_are_listed_where_there_are_too_many(edges):
    with index_of(*arrows(edges)) as index, pytest.MonkeyPatch.context() as patch:
        lineage = trace_lineage(index, "n0")
        lengths = [len(p) for p in find_paths(lineage, "n6", every=True)]
        patch.setattr(paths, "MOST_PATHS", 3)
        assert [len(p) for p in find_paths(lineage, "n6", every=True)] == lengths[:3]


def test_no_path():
    lineage = traced("A", "A <- B", "C <- A")
    assert find_paths(lineage, "a") == find_paths(lineage, "c") == find_paths(lineage, "zzz") == []


def test_a_work_that_no_step_leads_to_has_no_path():
    lineage = traced("A", "A <- B <- C")
    assert find_paths(replace(lineage, hops=lineage.hops[1:]), "c") == []


def test_paths_of_a_reduced_lineage():
    lineage = reduced(traced("A", "A <- B <- C", "A <- C"))
    (path,) = find_paths(lineage, "c", every=True)
    assert walked(lineage, path) == ("a", "b", "c")


def test_restricted_to_paths():
    lineage = traced("A", "A <- B <- D", "A <- C <- D", "A <- E", "D <- F")
    small = restricted(lineage, find_paths(lineage, "d", every=True))
    assert list(small.nodes) == ["a", "b", "c", "d"]
    assert {(h.subject, h.object) for h in small.hops} == {
        ("a", "b"),
        ("a", "c"),
        ("b", "d"),
        ("c", "d"),
    }


def test_a_deep_chain():
    lineage = traced("w0", " <- ".join(f"w{i}" for i in range(3000)))
    with measured():
        (path,) = find_paths(lineage, "w2999", every=True)
    assert len(path) == 2999


def layers(deep, wide):
    return [
        f"l{i}x{a} <- l{i + 1}x{b}"
        for i in range(deep - 1)
        for a in range(wide)
        for b in range(wide)
    ]


def test_exponentially_many_paths_are_cut_short():
    lineage = traced("l0x0", *layers(60, 3))
    with measured():
        found = find_paths(lineage, "l59x1", every=True)
    assert len(found) == paths.MOST_PATHS
    assert len(set(found)) == paths.MOST_PATHS


def test_dead_ends_of_a_knot_are_not_tried():
    # a clique that can be left through its entrance alone: every walk inside it is in vain
    clique = [f"k{i}" for i in range(16)]
    inside = [f"{a} <- {b}" for a in clique for b in clique if a != b]
    lineage = traced("start", "start <- k0", "k0 <- goal", *inside)
    with measured():
        (path,) = find_paths(lineage, "goal", every=True)
    assert walked(lineage, path) == ("start", "k0", "goal")
