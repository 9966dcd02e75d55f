"""Comparisons, timelines and advice."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import drawn, index_of
from measure import measured
from paperkg.errors import NameNotFoundError
from paperkg.index import Index
from paperkg.lineage import advice, timeline, trace_lineage
from paperkg.lineage.compare import compare, compared_in_words
from test_lineage.test_paths import layers
from test_lineage.test_trace import EDGES, NODES, arrows, graph

FAMILY = (
    "T5 <- Transformer",
    "T5 <- BERT <- Transformer <- Attention",
    "BERT <- ELMo <- LSTM",
    "GPT <- Transformer",
)
CONCEPTS = {"T5": ["span corruption", "self-attention"], "GPT": ["self-attention", "decoder"]}


# --- compare


def test_nearest_common_ancestors_and_what_each_branch_gained():
    with index_of(*FAMILY, concepts=CONCEPTS, years={"Transformer": 2017}) as index:
        result = compare(index, "t5", "gpt")
    assert [n.id for n in result.nearest] == ["transformer"]
    assert result.common == ("Transformer", "Attention")
    assert result.shared_concepts == ("self-attention",)
    t5, gpt = result.branches
    assert (t5.work.id, t5.own_ancestors, t5.own_concepts) == (
        "t5",
        ("BERT", "ELMo", "LSTM"),
        ("span corruption",),
    )
    assert (gpt.work.id, gpt.own_ancestors, gpt.own_concepts) == ("gpt", (), ("decoder",))
    assert compared_in_words(result) == (
        "nearest common ancestor of T5 and GPT: Transformer (2017)\n"
        "all common ancestors: Transformer, Attention\n"
        "concepts of both: self-attention\n"
        "\n"
        "T5\n"
        "  ancestors of its own: BERT, ELMo, LSTM\n"
        "  concepts of its own: span corruption\n"
        "\n"
        "GPT\n"
        "  ancestors of its own: none\n"
        "  concepts of its own: decoder\n"
    )
    assert json.loads(result.to_json())["common"] == ["Transformer", "Attention"]


def test_a_work_and_its_ancestor():
    with index_of(*FAMILY) as index:
        result = compare(index, "t5", "bert")
        assert [n.id for n in result.nearest] == ["bert"]
        assert [n.id for n in compare(index, "t5", "t5").nearest] == ["t5"]


def test_nothing_in_common():
    with index_of("A <- B", "C <- D") as index:
        result = compare(index, "a", "c")
    assert (result.nearest, result.common) == ((), ())
    assert "have no common ancestor" in compared_in_words(result)


def test_a_knot_of_common_ancestors_is_named_whole():
    with index_of("A <- X <- Y <- X", "B <- Y", "X <- Old", "A <- Other", "B <- Other") as index:
        result = compare(index, "a", "b")
    assert [n.id for n in result.nearest] == ["other", "x", "y"]


def test_comparing_what_is_not_there():
    with index_of("A <- B") as index, pytest.raises(NameNotFoundError):
        compare(index, "a", "zzz")


@given(EDGES)
def test_nearest_are_common_and_none_is_below_another(edges):
    oracle = graph(edges)
    with index_of(*arrows(edges)) as index:
        result = compare(index, "n0", "n1")
    common = (nx.descendants(oracle, "n0") | {"n0"}) & (nx.descendants(oracle, "n1") | {"n1"})
    near = {n.id for n in result.nearest}
    assert bool(near) == bool(common)
    assert {index_name.lower() for index_name in result.common} == common
    for node in common:  # every common ancestor is a nearest one or an ancestor of one
        assert node in near or any(node in nx.descendants(oracle, n) for n in near)
    for one in near:
        for other in near - {one}:
            if other in nx.descendants(oracle, one):
                assert one in nx.descendants(oracle, other)


def test_comparing_is_linear():
    with index_of(*layers(120, 3), "top <- l0x0", "other <- l0x1") as index, measured():
        compare(index, "top", "other")


# --- timeline


def carried():
    return index_of(
        "T5 <- BERT <- Transformer",
        "New <- Other",
        concepts={
            "T5": ["attention"],
            "BERT": ["attention"],
            "Transformer": ["attention"],
            "Other": ["attention"],
            "New": ["x"],
        },
        years={"T5": 2019, "BERT": 2018, "Transformer": 2017},
    )


def test_carriers_come_by_year_and_say_from_whom():
    with carried() as index:
        rows = timeline.carriers(index, "attention")
    assert [(row.name, row.year, row.inherited_from) for row in rows] == [
        ("Transformer", 2017, ()),
        ("BERT", 2018, ("Transformer",)),
        ("T5", 2019, ("BERT",)),
        ("Other", None, ()),
    ]
    assert (rows[0].quote, rows[0].place) == ("Transformer has attention.", "transformer.md:9")


def test_a_timeline_in_words():
    with carried() as index:
        rows = timeline.carriers(index, "attention")
    text = timeline.printed("attention", rows[1:], "table", "posts")
    assert text == (
        "attention: 3 papers\n"
        "2018  BERT  ← Transformer\n"
        "      “BERT has attention.”\n"
        "      posts/bert.md:9\n"
        "2019  T5  ← BERT\n"
        "      “T5 has attention.”\n"
        "      posts/t5.md:9\n"
        "????  Other\n"
        "      “Other has attention.”\n"
        "      posts/other.md:9\n"
    )
    assert timeline.printed("x", rows[:1], "table", "").startswith("x: 1 paper\n")


def test_a_timeline_as_csv_leaves_unknown_cells_empty():
    with carried() as index:
        rows = timeline.carriers(index, "attention")
    table = list(
        csv.DictReader(io.StringIO(timeline.printed("attention", rows, "csv", ""), newline=""))
    )
    assert [row["year"] for row in table] == ["2017", "2018", "2019", ""]
    assert table[0]["inherited_from"] == ""
    assert table[1]["inherited_from"] == "Transformer"


def test_a_timeline_guards_a_spreadsheet():
    rows = [timeline.Carrier("w", "=cmd()", 2000, ("@x",), "-1+1", "+p:1")]
    row = next(csv.DictReader(io.StringIO(timeline.printed("c", rows, "csv", ""), newline="")))
    assert [row[k] for k in ("name", "inherited_from", "quote", "place")] == [
        "'=cmd()",
        "'@x",
        "'-1+1",
        "'+p:1",
    ]


def test_a_timeline_as_json():
    with carried() as index:
        data = json.loads(
            timeline.printed("attention", timeline.carriers(index, "attention"), "json", "")
        )
    assert data["concept"] == "attention"
    assert data["carriers"][3]["year"] is None


def test_a_timeline_cannot_steer_a_terminal():
    rows = [timeline.Carrier("w", "a\x1b[2J\nb", None, ("c\x07",), "q", "p:1")]
    text = timeline.printed("x\x1b", rows, "table", "")
    assert "\x1b" not in text
    assert "\x07" not in text


# --- what to read


def test_worth_reading_counts_descendants():
    with index_of(
        "A <- Old",
        "B <- A",
        "C <- Old2",
        "D <- Unused <- Deep",
        stubs=["Old", "Old2", "Unused", "Deep", "Alone"],
        years={"Old": 1997},
    ) as index:
        rows = advice.worth_reading(index)
        assert [row.work for row in rows] == ["deep", "old", "old2", "unused"]
        assert rows[1].reason == "in the lineages of 2; A built on it"
        assert rows[2].reason == "in the lineage of 1; C built on it"
        assert (rows[1].year, rows[1].has_post) == (1997, False)
        assert [row.work for row in advice.worth_reading(index, 1)] == ["deep"]


def test_many_names_are_cut_short():
    with index_of(*(f"W{i} <- Old" for i in range(6)), stubs=["Old"]) as index:
        (row,) = advice.worth_reading(index)
    assert row.reason == "in the lineages of 6; W0, W1, W2, W3 and others built on it"


@given(EDGES)
def test_descendants_are_counted_right(edges):
    oracle = graph(edges)
    with index_of(*arrows(edges), stubs=NODES) as index:
        rows = advice.worth_reading(index, 100)
    assert {row.work for row in rows} == {b for _, b in edges}
    for row in rows:
        assert f" of {len(nx.ancestors(oracle, row.work))};" in row.reason


@given(EDGES, st.dictionaries(st.sampled_from(NODES), st.integers(1990, 1999)))
def test_everything_is_read_after_what_it_builds_on(edges, years):
    oracle = graph(edges)
    with index_of(*arrows(edges), years=years) as index:
        order = [row.work for row in advice.reading_order(index, "n0")]
    assert sorted(order) == sorted(nx.descendants(oracle, "n0") | {"n0"})
    place = {work: i for i, work in enumerate(order)}
    for later, earlier in edges:
        if later in place and later not in nx.descendants(oracle, earlier):
            assert place[earlier] < place[later]


def test_of_what_is_free_the_older_comes_first_and_the_unknown_last():
    with index_of("A <- B", "A <- C", "A <- D", years={"B": 2001, "C": 1999}) as index:
        rows = advice.reading_order(index, "a")
    assert [row.work for row in rows] == ["c", "b", "d", "a"]
    assert rows[-1].reason == "builds on B, C, D"
    assert rows[0].reason == "builds on nothing named here"


def test_in_a_cycle_the_nearer_comes_later():
    with index_of("A <- B <- C <- B") as index:
        assert [row.work for row in advice.reading_order(index, "a")] == ["c", "b", "a"]


def test_a_work_before_a_cycle_does_not_come_before_it():
    with index_of("R <- W1 <- W2 <- W3 <- C <- D <- C", "R <- C") as index:
        assert [row.work for row in advice.reading_order(index, "r")] == [
            "d",
            "c",
            "w3",
            "w2",
            "w1",
            "r",
        ]


def test_advice_printed():
    with index_of("A <- B", stubs=["B"], years={"A": 2018}) as index:
        order, worth = advice.reading_order(index, "a"), advice.worth_reading(index)
    assert advice.printed(order, "text", "A") == (
        "to understand A, in this order:\n"
        "  1. B [no post]: builds on nothing named here\n"
        "  2. A (2018): builds on B\n"
    )
    assert advice.printed(worth, "text", None) == (
        "built on, but without a post yet:\n  1. B: in the lineage of 1; A built on it\n"
    )
    assert (
        advice.printed([], "text", None) == "every work the posts build on has a post of its own\n"
    )
    assert json.loads(advice.printed(worth, "json", None)) == [
        {
            "work": "b",
            "name": "B",
            "year": None,
            "has_post": False,
            "reason": "in the lineage of 1; A built on it",
        }
    ]


def test_advice_on_a_large_graph_ends():
    arrows_ = [f"w{i} <- w{j}" for i in range(1500) for j in {i // 2 + 1 + i, i + 7} if j < 1500]
    stubs = [f"w{i}" for i in range(1, 1500, 2)]
    with Index.create(drawn(*arrows_, stubs=stubs)) as index, measured():
        assert len(advice.worth_reading(index)) == 10
        assert len(advice.reading_order(index, "w0")) == len(trace_lineage(index, "w0").nodes)
