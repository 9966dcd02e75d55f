"""All formats hold the same triples, and independent parsers take them without a word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import factory
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperkg.errors import GraphError
from paperkg.graph import (
    FORMATS,
    build_graph,
    build_quads,
    context,
    describe_dataset,
    parse_quads,
    read_quads,
    serialize,
    to_oxigraph,
    to_rdflib,
    without_provenance,
    write_rdf,
)
from paperkg.graph.terms import clean, value_of
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import DCTERMS, PKG, SKOS, Iris

IRIS = Iris()
HOSTILE = (
    'a "quoted" \\ back\\slash\\',
    "</script><script>alert(1)</script>",
    "> <http://evil.example/p> <http://evil.example/o> .\n<http://evil.example/s",
    '"@en . <http://evil.example/s> <http://evil.example/p> "x',
    "line\nbreak\r\nand\ttab \x0b \x0c",
    "\ud800 lone \udfff surrogates",
    "\x00\x01\x1f\x7f\x85\u2028\u2029",
    "\ufffe\uffff\ufdd0\U0001ffff",
    "\u202eright to left\u2066",
    "深度学习 ∂ 🤖 é e\u0301",
    "]]>&amp;<!--",
    "http://x.org/a b",
    "http://x.org/ok",
    "_:b0",
    "@prefix : <http://evil.example/> .",
    "",
    " ",
    "'''\"\"\"",
    "=HYPERLINK(1)",
    "10.1000/a> <b",
    "\\u0041\\U00000041\\n",
)


@pytest.fixture(scope="module")
def quads():
    return build_quads(factory.small())


def plain(quads, *, graphs):
    return set(quads) if graphs else {quad[:3] for quad in quads}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("full", [None, True, False])
@pytest.mark.parametrize("iris", [None, IRIS])
def test_every_format_holds_the_same_triples(quads, suffix, full, iris):
    form = FORMATS[suffix]
    text = "".join(serialize(quads, suffix, full=full, iris=iris))
    everything = form.graphs if full is None else full
    want = quads if everything else without_provenance(quads)
    found = parse_quads(text.encode(), suffix)
    assert plain(found, graphs=form.graphs) == plain(want, graphs=form.graphs)


# rdflib 7.6 warns of calls that it makes itself
quiet = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@quiet
@pytest.mark.parametrize("suffix", FORMATS)
def test_rdflib_reads_the_same(quads, suffix):
    import rdflib

    data = "".join(serialize(quads, suffix, iris=IRIS))
    names = {".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld", ".rdf": "xml"}
    names |= {".nq": "nquads", ".trig": "trig"}
    parsed = rdflib.Dataset(default_union=True)
    parsed.parse(data=data, format=names[suffix])
    want = to_rdflib(quads if FORMATS[suffix].graphs else without_provenance(quads))
    assert set(parsed.triples((None, None, None))) == set(want.triples((None, None, None)))


RAPPER = {".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml", ".nq": "nquads", ".trig": "trig"}
SERDI = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".trig": "trig"}


def need(tool):
    if shutil.which(tool) is None:
        if os.environ.get("PAPERKG_REQUIRE_TOOLS"):
            pytest.fail(f"{tool} is required and not installed")
        pytest.skip(f"{tool} is not installed")


def check_tool(tool, tmp_path, texts):
    need(tool)
    formats = RAPPER if tool == "rapper" else SERDI
    for suffix, text in texts.items():
        if suffix not in formats:
            continue
        path = tmp_path / f"graph{suffix}"
        path.write_text(text, encoding="utf-8")
        base = "http://base.example/"
        if tool == "rapper":
            command = ["rapper", "-i", formats[suffix], "-o", "ntriples", str(path), base]
        else:
            command = ["serdi", "-i", formats[suffix], "-o", "ntriples", str(path), base]
        done = subprocess.run(command, capture_output=True, check=False)
        messages = done.stderr.decode()
        assert done.returncode == 0, (suffix, messages)
        assert "warning" not in messages.lower(), messages
        assert "error" not in messages.lower(), messages
        lines = len(set(done.stdout.splitlines()))
        assert lines == len({q[:3] for q in parse_quads(text.encode(), suffix)}), suffix


@pytest.mark.tool
@pytest.mark.parametrize("tool", ["rapper", "serdi"])
def test_independent_parsers_take_every_format(quads, tool, tmp_path):
    check_tool(tool, tmp_path, {s: "".join(serialize(quads, s, iris=IRIS)) for s in FORMATS})


@pytest.mark.tool
@pytest.mark.parametrize("tool", ["rapper", "serdi"])
def test_independent_parsers_take_hostile_text(tool, tmp_path):
    for text in HOSTILE:
        quads = build_quads(factory.labelled(text), ontology=False)
        check_tool(tool, tmp_path, {s: "".join(serialize(quads, s, iris=IRIS)) for s in FORMATS})


@pytest.mark.tool
@pytest.mark.parametrize("tool", ["rapper", "serdi"])
def test_independent_parsers_take_the_description(quads, tool, tmp_path):
    info = DatasetInfo(contact="who@example.org", endpoint_url="https://example.org/sparql")
    described = describe_dataset(quads, info)
    check_tool(tool, tmp_path, {s: "".join(serialize(described, s, iris=IRIS)) for s in FORMATS})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    assert_harmless(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(codec=None), max_size=50))
def test_any_text_stays_text(text):
    assert_harmless(text)


def assert_harmless(text):
    quads = build_quads(factory.labelled(text), ontology=False)
    for quad in quads:
        for term in (quad[0], quad[1], quad[3]):
            assert term.startswith(f"<{IRIS.base}") or term in PREDICATES or "evil" not in term
        assert "evil.example" not in quad[0] + quad[1] + quad[3]
        assert not (quad[2].startswith("<") and "evil.example" in quad[2])
    titles = {
        value_of(o) for s, p, o, _ in quads if p == f"<{DCTERMS.title}>" and s.endswith("paper/p>")
    }
    assert titles == {clean(text) or "p"}
    for suffix, form in FORMATS.items():
        data = "".join(serialize(quads, suffix, iris=IRIS)).encode()
        want = quads if form.graphs else without_provenance(quads)
        assert plain(parse_quads(data, suffix), graphs=form.graphs) == plain(
            want, graphs=form.graphs
        )


PREDICATES = frozenset({f"<{SKOS.prefLabel}>"})


def test_quotes_come_back_verbatim():
    text = 'a "b"\\ \t c\nd\r é \x0b\x01 🤖 '
    quads = build_quads(factory.labelled(text), ontology=False)
    data = "".join(serialize(quads, ".nq")).encode()
    quotes = {value_of(o) for _, p, o, _ in parse_quads(data, ".nq") if p == f"<{PKG.quote}>"}
    assert quotes == {text}


def test_turtle_is_laid_out_one_value_a_line(quads):
    text = "".join(serialize(quads, ".ttl", iris=IRIS))
    types = "fabio:ResearchPaper, schema:ScholarlyArticle, pkg:Paper, pkg:Work"
    assert f"\npaper:bert a {types} ;\n" in text
    assert '\n    pkg:shortName "BERT" ;\n' in text
    assert "claim:" not in text


def test_jsonld_is_compact(quads):
    text = "".join(serialize(quads, ".jsonld", iris=IRIS))
    data = json.loads(text)
    (bert,) = [node for node in data["@graph"] if node["@id"] == "paper/bert"]
    assert bert["title"] == {"en": "BERT: Pre-training of Deep Bidirectional Transformers"}
    assert bert["buildsOn"] == "paper/transformer"
    assert bert["issued"] == "2018"


def test_context_file_is_the_context_in_use():
    from paperkg import resources

    published = json.loads(resources.read_text("ontology", "context.jsonld"))
    assert published == {"@context": context()}


def test_files(tmp_path, quads):
    for suffix in FORMATS:
        path = tmp_path / f"g{suffix}"
        write_rdf(quads, path, iris=IRIS)
        assert path.read_bytes() == "".join(serialize(quads, suffix, iris=IRIS)).encode()
        assert read_quads(path)


def test_unknown_formats_and_broken_files(tmp_path, quads):
    with pytest.raises(GraphError, match="not a format"):
        write_rdf(quads, tmp_path / "g.docx")
    with pytest.raises(GraphError, match="cannot be written"):
        write_rdf(quads, tmp_path / "none" / "g.ttl")
    with pytest.raises(GraphError, match="cannot be read"):
        read_quads(tmp_path / "none.ttl")
    broken = tmp_path / "broken.ttl"
    broken.write_text("<http://e/a> <http://e/b> .\n", encoding="utf-8")
    with pytest.raises(GraphError) as caught:
        read_quads(broken)
    assert caught.value.where() == f"{broken}:1"


@quiet
def test_rdflib_dataset(quads):
    import rdflib

    graph = build_graph(factory.small())
    assert isinstance(graph, rdflib.Dataset)
    title = graph.value(rdflib.URIRef(IRIS.paper("t5")), rdflib.URIRef(DCTERMS.title))
    assert str(title) == "T5"
    assert len(set(graph.quads((None, None, None, None)))) == len(quads)


def test_oxigraph_store(quads, tmp_path):
    assert len(to_oxigraph(quads)) == len(quads)
    assert len(to_oxigraph(quads, tmp_path / "store")) == len(quads)
