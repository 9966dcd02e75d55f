"""The eight formats: golden outputs, and hostile names that must do no harm."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest

from factories import drawn, index_of, slug, traced
from measure import measured
from paperkg.index import Index
from paperkg.lineage import FORMATS, Direction, find_paths, render, trace_lineage
from paperkg.lineage.render import Style
from paperkg.lineage.trace import reduced, restricted
from paperkg.model import Layer
from test_lineage.test_paths import layers

HERE = Path(__file__).parent

GRAPH = (
    "T5 <-variant_of- Transformer <-extends- seq2seq <-uses- LSTM",
    "T5 <-uses- BERT <-component- Transformer",
    "T5 <-extends- BERT <-extends- ELMo <-uses- LSTM",
    "ELMo <- Loop <- ELMo",
)
MORE = {
    "years": {"T5": 2019, "BERT": 2018, "Transformer": 2017, "LSTM": 1997},
    "stubs": ["LSTM", "seq2seq", "ELMo"],
    "titles": {"T5": "Exploring the Limits"},
}
HOSTILE = [
    'a"b\\c\\N{d}',
    'x]"; evil --> y',
    "<script>alert('x')</script>",
    "&lt;b&gt; #quot; #35;",
    "two\nlines\r\x1b[31mred\x07",
    "=cmd|'/c calc'!A1",
    "\u202eright to left\u2066",
    "lone \ud800 surrogate \ufffe \x00 \x0b",
    "%%{init: {'securityLevel': 'loose'}}%%",
    "`md` **bold**",
    "深度学习 ∀ 🤖",
    "> . <http://evil> <p> <o> .",
]


def golden(name, text):
    path = HERE / "golden" / name
    if os.environ.get("PAPERKG_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_golden(form):
    suffix = {"tree": "txt", "table": "table.txt", "mermaid": "mmd"}.get(form, form)
    golden(f"ancestors.{suffix}", render(traced("T5", *GRAPH, **MORE), form, Style(root="posts")))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_ends_in_a_line_break_and_is_repeatable(form):
    one, other = (render(traced("T5", *GRAPH, **MORE), form) for _ in range(2))
    assert one == other
    assert one.endswith("\n")
    assert render(traced("Alone", "Alone"), form).endswith("\n")


def test_golden_of_other_trees():
    down = traced("LSTM", *GRAPH, direction=Direction.DESCENDANTS, **MORE)
    golden("descendants.txt", render(down))
    golden("why.txt", render(traced("T5", *GRAPH, **MORE), "tree", Style(why=True)))
    golden("depth.txt", render(traced("T5", *GRAPH, depth=1, **MORE)))
    golden("reduced.txt", render(reduced(traced("T5", *GRAPH, **MORE))))
    golden(
        "alone.txt",
        render(traced("A", "B <- A"))
        + render(traced("A", "A <- B", direction=Direction.DESCENDANTS)),
    )


# --- the tree


def test_each_work_is_unfolded_once_and_each_step_drawn_once():
    lineage = traced("T5", *GRAPH, **MORE)
    drawn_steps = [line for line in render(lineage).splitlines() if "─" in line]
    assert len(drawn_steps) == len(lineage.hops)


def test_a_reduced_tree_loses_no_branch():
    # b is nearest to a by the step that is left out
    text = render(reduced(traced("A", "A <- B <- C", "A <- X <- B")))
    assert re.search(r"X\b.*\n.*\n.*\n.*B\n(.*\n)+.*builds on C", text)


def test_a_tree_of_a_long_path_alone():
    lineage = traced("A", "A <- B <- C", "A <- C <- D")
    long = [p for p in find_paths(lineage, "d", every=True) if len(p) == 3]
    text = render(restricted(lineage, long))
    assert [
        line.split()[-1] for line in text.splitlines() if "builds on" in line and "─" in line
    ] == ["B", "C", "D"]


def test_layers_do_not_explode():
    lineage = traced("l0x0", *layers(200, 3))
    with measured():
        text = render(lineage)
    assert sum("─ " in line for line in text.splitlines()) == len(lineage.hops) == 198 * 9 + 3
    assert max(map(len, text.splitlines())) < 250


@pytest.mark.parametrize("form", FORMATS)
def test_a_deep_chain_prints_in_every_format(form):
    lineage = traced("w0", " <- ".join(f"w{i}" for i in range(2000)))
    with measured():
        text = render(lineage, form)
    assert len(text) < 2_000_000
    assert "w1999" in text


def test_emphasis_wraps_names_and_quotes():
    style = Style(emphasis=lambda text, kind: f"<{kind}>{text}</{kind}>")
    text = render(traced("A", "A <- B"), "tree", style)
    assert "<name>B</name>" in text
    assert "<quote>“A builds on B.”</quote>" in text
    assert "<dim>a.md:1</dim>" in text


def test_a_curated_claim_without_a_sentence():
    whole = drawn("A <- B")
    claims = tuple(replace(c, evidence=None, layer=Layer.CURATED) for c in whole.claims)
    with Index.create(replace(whole, claims=claims)) as index:
        lineage = trace_lineage(index, "a")
    for form in FORMATS:
        render(lineage, form)
    assert "curated" in render(lineage)
    assert next(csv.DictReader(io.StringIO(render(lineage, "csv"), newline="")))["quote"] == ""
    check(SCHEMA, json.loads(render(lineage, "json")))


# --- other tools read it


def test_graphml_is_read_back():
    lineage = traced("T5", *GRAPH, **MORE)
    graph = nx.parse_graphml(render(lineage, "graphml"))
    assert set(graph) == set(lineage.nodes)
    assert set(graph.edges) == {(hop.subject, hop.object) for hop in lineage.hops}
    assert graph.nodes["t5"]["title"] == "Exploring the Limits"
    assert graph.nodes["t5"]["year"] == 2019
    assert "year" not in graph.nodes["elmo"]
    assert graph.edges["t5", "bert"]["quotes"] == "T5 extends BERT.\nT5 uses BERT."


def test_turtle_says_builds_on_and_the_nearer_relation():
    text = render(traced("T5", *GRAPH, **MORE), "ttl", Style(iri="https://example.org/kg/"))
    triples = {(str(t.subject), str(t.predicate), str(t.object)) for t in parsed(text)}
    pkg, base = "https://w3id.org/paperkg/ontology#", "https://example.org/kg/paper/"
    for term in ("buildsOn", "extends", "usesMethodOf"):
        assert (f"<{base}t5>", f"<{pkg}{term}>", f"<{base}bert>") in triples
    assert (f"<{base}bert>", f"<{pkg}buildsOn>", f"<{base}t5>") not in triples
    assert (
        f"<{base}t5>",
        "<http://purl.org/dc/terms/title>",
        '"Exploring the Limits"@en',
    ) in triples
    assert (f"<{base}elmo>", f"<{pkg}buildsOn>", f"<{base}loop>") in triples
    assert not any("hasAncestor" in predicate for _, predicate, _ in triples)


def parsed(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))


SCHEMA = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def check(schema, value, at="$"):
    """Validate the part of JSON Schema that the schema uses."""
    known = {
        "$schema",
        "title",
        "description",
        "type",
        "enum",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "minItems",
        "maxItems",
    }
    assert set(schema) <= known, at
    kinds = schema.get("type", [])
    if kinds:
        kinds = [kinds] if isinstance(kinds, str) else kinds
        right = any(
            type(value) is int if kind == "integer" else isinstance(value, _TYPES[kind])
            for kind in kinds
        )
        assert right, f"{at}: {value!r} is not {kinds}"
    assert value in schema.get("enum", [value]), f"{at}: {value!r}"
    if isinstance(value, dict):
        assert set(schema["required"]) <= set(value), at
        assert set(value) <= set(schema["properties"]), at
        for key, part in value.items():
            check(schema["properties"][key], part, f"{at}.{key}")
    if isinstance(value, list):
        assert schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)), at
        for number, part in enumerate(value):
            check(schema["items"], part, f"{at}[{number}]")


@pytest.mark.parametrize(
    "lineage",
    [
        traced("T5", *GRAPH, **MORE),
        reduced(traced("T5", *GRAPH, depth=1, **MORE)),
        traced("LSTM", *GRAPH, direction=Direction.DESCENDANTS),
        traced("A", "A"),
    ],
)
def test_json_follows_its_schema(lineage):
    data = json.loads(render(lineage, "json"))
    check(SCHEMA, data)
    assert data["nodes"][0]["id"] == data["root"]
    ends = {end for edge in data["edges"] for end in (edge["subject"], edge["object"])}
    assert ends <= {node["id"] for node in data["nodes"]}


def test_the_check_of_the_schema_can_fail():
    data = json.loads(render(traced("A", "A <- B"), "json"))
    for path, value in (
        (("truncated",), "no"),
        (("edges", 0, "relation"), "begat"),
        (("nodes", 0, "depth"), True),
        (("nodes", 0, "year"), "2019"),
        (("edges", 0, "claims"), []),
        (("extra",), 1),
    ):
        broken = json.loads(json.dumps(data))
        part = broken
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        with pytest.raises(AssertionError):
            check(SCHEMA, broken)


# --- hostile names


@pytest.fixture(scope="module")
def hostile():
    """Every hostile text as name, title and quote."""
    names = [f"w{i}" for i in range(len(HOSTILE))]
    lineage = traced("root", *(f"root <- {name}" for name in names))
    nodes = {
        key: node
        if key == "root"
        else replace(node, name=HOSTILE[int(key[1:])], title=HOSTILE[int(key[1:])])
        for key, node in lineage.nodes.items()
    }
    hops = []
    for hop in lineage.hops:
        text = HOSTILE[int(hop.object[1:])]
        claims = tuple(
            replace(c, evidence=replace(c.evidence, quote=text, file=text, rule=text))
            for c in hop.claims
        )
        hops.append(replace(hop, claims=claims))
    return replace(lineage, nodes=nodes, hops=tuple(hops))


def test_hostile_names_in_the_tree_and_table(hostile):
    for form in ("tree", "table"):
        text = render(hostile, form, Style(why=True))
        assert all(c == "\n" or c.isprintable() for c in text), form
    steps = [line for line in render(hostile).splitlines() if line.startswith(("├─", "└─"))]
    assert len(steps) == len(HOSTILE)
    assert len(render(hostile, "table").splitlines()) == len(HOSTILE) + 1


def lines_of(text):
    return [line.strip() for line in text.splitlines()]


def test_hostile_names_in_dot(hostile):
    text = render(hostile, "dot")
    # outside of quoted strings nothing but our own words is left
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "Q", text)
    lines = bare.splitlines()
    assert lines[:3] == ["digraph lineage {", "  rankdir=RL;", "  node [shape=box];"]
    assert lines[-1] == "}"
    for line in lines[3:-1]:
        assert re.fullmatch(
            r"  Q \[label=Q(, style=dashed)?\];|  Q -> Q \[label=Q, tooltip=Q\];", line
        )
    assert r'"w0" [label="a\"b\\c\\N{d}"];' in lines_of(text)
    if shutil.which("dot"):
        subprocess.run(
            ["dot", "-Tsvg"], input=text.encode("utf-8"), check=True, capture_output=True
        )


def test_hostile_names_in_mermaid(hostile):
    lines = render(hostile, "mermaid").splitlines()
    assert lines[0] == "graph RL"
    for line in lines[1:]:
        assert re.fullmatch(r'  n\d+\["[^"<>`%\\&]*"\]|  n\d+ -->\|[a-z ]+\| n\d+', line), line
    decoded = {
        re.sub(r"#(\d+);", lambda m: chr(int(m[1])), line.partition('["')[2][:-2]) for line in lines
    }
    assert "&lt;b&gt; #quot; #35;" in decoded  # what looks like an escape is escaped


def test_hostile_names_in_csv(hostile):
    rows = list(csv.DictReader(io.StringIO(render(hostile, "csv"), newline="")))
    assert len(rows) == len(HOSTILE)
    for row in rows:
        assert None not in row
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert "'=cmd|'/c calc'!A1" in {row["object"] for row in rows}


def test_hostile_names_in_graphml(hostile):
    text = render(hostile, "graphml")
    root = ET.fromstring(text)
    titles = {data.text for data in root.iter("{http://graphml.graphdrawing.org/xmlns}data")}
    assert "<script>alert('x')</script>" in titles
    assert "lone surrogate" in titles
    assert "False" not in titles
    assert len(nx.parse_graphml(text)) == len(HOSTILE) + 1


def test_hostile_names_in_turtle(hostile):
    triples = parsed(render(hostile, "ttl"))
    titles = {t.object.value for t in triples if t.predicate.value.endswith("title")}
    assert len(triples) == 2 * len(HOSTILE) + 1
    assert set(HOSTILE[:4]) | {HOSTILE[-1], HOSTILE[6]} <= titles


def test_hostile_names_in_json(hostile):
    data = json.loads(render(hostile, "json"))
    check(SCHEMA, data)
    assert {node["name"] for node in data["nodes"]} == {
        "root",
        *(text.replace("\ud800", "?") for text in HOSTILE),
    }
    render(hostile, "json").encode("utf-8")


def test_names_reach_the_index_and_back():
    with index_of("A <- B", names={"B": HOSTILE[0]}) as index:
        assert index.find(HOSTILE[0]).id == slug("B")
