"""The query page without a browser: its policy, its examples, its data, its licences."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from types import SimpleNamespace

import pytest

from paperkg import resources
from paperkg.graph import build_quads, nquads
from paperkg.publish import sparql
from paperkg.publish.about import Download
from paperkg.publish.press import About, Press, environment
from paperkg.store import load_examples
from paperkg.vocab import Iris
from test_publish.conftest import INFO
from test_publish.corpus import PAYLOAD
from test_publish.pages import parse

BASE = INFO.base_iri
ABOUT = About("A small collection", "Some.", BASE, "", "We", INFO.licence, "en", "1", "", "0" * 64)
PACKED = re.compile(rb'self\.PAPERKG_DATA = \{"bytes": (\d+), "nquads": "([A-Za-z0-9+/=]+)"\};\n')


@pytest.fixture
def read(tmp_path):
    def render(*questions, downloads=()):
        page = sparql.sparql_page(Iris(BASE), questions, downloads)
        path = tmp_path / page.path
        path.write_bytes(Press(ABOUT, environment()).render(page))
        return parse(path)

    return render


def question(text):
    return SimpleNamespace(name=text, title=text, question=text, query=text)


def unpack(data: bytes) -> bytes:
    found = PACKED.fullmatch(data)
    text = gzip.decompress(base64.b64decode(found[2]))
    assert len(text) == int(found[1])
    return text


def tag(page, name, **wanted):
    return [a for n, a in page.tags if n == name and wanted.items() <= a.items()]


def test_policy_lets_in_the_engine_and_nothing_else(read):
    (meta,) = tag(read(), "meta", **{"http-equiv": "Content-Security-Policy"})
    rules = dict(rule.strip().split(" ", 1) for rule in meta["content"].split(";"))
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "worker-src": "blob:",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }


def test_all_that_the_page_names_is_in_the_site(read, site):
    page = read(
        *load_examples(), downloads=[Download("data/graph.ttl", "Turtle", "text/turtle", 9, "")]
    )
    there = {f.path for f in sparql.sparql_files(sparql.parts_of(()))}
    for _, name, value, _ in page.refs:
        if name in {"href", "src"} and not value.startswith(("https://", "http://", "#")):
            path = value.partition("#")[0]
            known = (site / path).is_file() or path in there or path == sparql.PAGE
            assert known, value


def test_examples_are_all_there_word_for_word(read, tmp_path):
    read(*load_examples())
    text = (tmp_path / sparql.PAGE).read_text("utf-8")
    import html

    shown = [html.unescape(q) for q in re.findall(r"<pre>\n(.*?)</pre>", text, re.DOTALL)]
    (block,) = re.findall(r'<pre id="prefixes">\n(.*?)</pre>', text, re.DOTALL)
    declared = html.unescape(block).splitlines()
    assert declared == sorted(declared)
    for query, example in zip(shown, load_examples(), strict=True):
        lines = [line for line in example.query.strip().splitlines() if line not in declared]
        assert query.strip() == "\n".join(lines).strip()
    assert len(shown) >= 12


def test_fields_have_labels_and_ids_are_unique(read):
    page = read(*load_examples())
    assert len(set(page.ids)) == len(page.ids)
    labels = {a["for"] for a in tag(page, "label")}
    assert labels == {"example", "query"}
    assert labels <= set(page.ids)
    (status,) = tag(page, "span", id="status")
    assert status["role"] == "status"
    assert status["aria-live"] == "polite"


def test_hostile_examples_stay_text(read, tmp_path):
    page = read(question(PAYLOAD))
    assert not page.misnested
    assert not tag(page, "img")
    assert all(a.get("src", "").startswith("assets/") for a in tag(page, "script") if "src" in a)
    text = (tmp_path / sparql.PAGE).read_text("utf-8")
    assert "<script>pwned" not in text
    assert "10989" not in text  # 3331*3343 worked out by a template


def test_config_says_which_iris_have_pages(read):
    page = read()
    (config,) = [json.loads(text) for a, text in page.scripts if a.get("id") == "sparql-config"]
    assert config["base"] == BASE
    assert {"paper", "claim", "rule", "graph"} <= set(config["kinds"])
    assert config["prefixes"]["pkg"] == "https://w3id.org/paperkg/ontology#"
    assert config["prefixes"]["paper"] == BASE + "paper/"


def test_data_is_all_quads_and_the_same_each_time(catalog):
    quads = build_quads(catalog, INFO)
    text = "".join(nquads(quads)).encode()
    one, two = sparql.sparql_data(nquads(quads)), sparql.sparql_data(iter([text.decode()]))
    assert unpack(one.data) == unpack(two.data) == text
    assert one == sparql.sparql_data(nquads(quads))
    assert one.path == sparql.DATA


def test_engine_comes_with_the_data(catalog):
    if not sparql.has_engine():
        pytest.skip("the query engine is not built here")
    files = {
        f.path: f.data for f in sparql.sparql_files(sparql.parts_of(build_quads(catalog, INFO)))
    }
    assert set(files) == {
        "assets/oxigraph-wasm.js",
        "assets/sparql-worker.js",
        "assets/sparql-editor.js",
        sparql.DATA,
        sparql.LICENCES,
    }
    packed = re.search(rb'PAPERKG_ENGINE = "([^"]+)"', files["assets/oxigraph-wasm.js"])
    assert gzip.decompress(base64.b64decode(packed[1])).startswith(b"\0asm")
    notices = files[sparql.LICENCES].decode()
    for name in (
        "vis-network",
        "Almende",
        "Oxigraph developers",
        "@codemirror/view",
        "Permission is",
    ):
        assert name in notices
    again = {
        f.path: f.data for f in sparql.sparql_files(sparql.parts_of(build_quads(catalog, INFO)))
    }
    assert (
        hashlib.sha256(repr(again).encode()).digest()
        == hashlib.sha256(repr(files).encode()).digest()
    )


def test_large_graph_comes_in_parts(catalog, monkeypatch):
    monkeypatch.setattr(sparql, "TOGETHER", 10)
    quads = build_quads(catalog, INFO)
    parts = sparql.parts_of(quads)
    assert [part.name for part in parts.rest] == ["ancestors", "records", "provenance"]
    held = [*parts.facts, *(quad for part in parts.rest for quad in part.quads)]
    assert sorted(held) == sorted(quads)
    assert len(parts.facts) < len(quads) / 2
    ancestors, records, provenance = (set(part.terms) for part in parts.rest)
    assert ancestors == {"https://w3id.org/paperkg/ontology#hasAncestor"}
    assert "https://w3id.org/paperkg/ontology#position" in records
    assert "https://w3id.org/paperkg/ontology#quote" in provenance
    used = {quad[1] for quad in parts.facts}
    assert not used & {f"<{term}>" for part in parts.rest for term in part.terms}


def test_small_graph_stays_whole(catalog):
    quads = build_quads(catalog, INFO)
    assert sparql.parts_of(quads) == (quads, ())


def test_site_without_engine_has_no_data_but_the_licences(read, monkeypatch):
    monkeypatch.setattr(sparql, "has_engine", lambda: False)
    (only,) = sparql.sparql_files(sparql.parts_of(()))
    assert only.path == sparql.LICENCES
    assert b"vis-network" in only.data
    page = read()
    assert "The query engine is missing from this site." in page.text
    assert "pip install" in page.text
    assert not [a for a in tag(page, "script") if "editor" in a.get("src", "")]


def test_server_can_name_its_endpoint(read, tmp_path):
    read()
    page = (tmp_path / sparql.PAGE).read_bytes()
    served = sparql.with_endpoint(page, "sparql")
    assert served.replace(b'endpoint" content="sparql"', b'endpoint" content=""') == page
    assert served != page
    with pytest.raises(ValueError, match="no address"):
        sparql.with_endpoint(page, '"><script>')


def test_page_is_small_before_a_run(read, tmp_path):
    if not sparql.has_engine():
        pytest.skip("the query engine is not built here")
    read(*load_examples())
    size = (tmp_path / sparql.PAGE).stat().st_size
    for name in ("site.css", "sparql.css", "sparql.js", "icon.svg"):
        size += resources.path("site", "static", name).stat().st_size
    size += sum(
        len(f.data)
        for f in sparql.sparql_files(sparql.parts_of(()))
        if f.path.endswith("editor.js")
    )
    assert size <= 350_000


def test_scripts_set_text_never_html():
    for name in ("sparql.js", "sparql-answer.js"):
        text = resources.read_text("site", "static", name)
        assert '"use strict";' in text
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function", text
        )
        assert not re.search(r"https?://(?!www\.w3\.org/)[a-z]", text)
