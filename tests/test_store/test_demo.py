"""The demo corpus as a graph: examples answer, shapes hold, formats agree, quotes are found."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict

import pytest

from paperkg import resources
from paperkg.extract import extract_readings
from paperkg.graph import (
    FORMATS,
    build_quads,
    describe_dataset,
    parse_quads,
    serialize,
    to_rdflib,
    without_provenance,
)
from paperkg.graph.terms import value_of
from paperkg.lexicon import load_lexicon
from paperkg.posts import read_posts
from paperkg.resolve import build_catalog
from paperkg.store import load_examples, open_store
from paperkg.vocab import PKG, PROV, RDF, Iris, is_declared

IRIS = Iris()


@pytest.fixture(scope="module")
def catalog():
    lexicon = load_lexicon()
    posts = read_posts(resources.path("data", "posts"))
    return build_catalog(extract_readings(posts, lexicon), lexicon)


@pytest.fixture(scope="module")
def quads(catalog):
    return build_quads(catalog)


@pytest.fixture(scope="module")
def store(quads):
    with open_store(quads) as opened:
        yield opened


@pytest.mark.parametrize("example", load_examples(), ids=lambda e: e.name)
def test_every_example_returns_rows(store, example):
    assert len(store.query(example.query)) > 0


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_holds_the_same(quads, suffix):
    text = "".join(serialize(quads, suffix, iris=IRIS))
    graphs = FORMATS[suffix].graphs
    want = set(quads) if graphs else {q[:3] for q in without_provenance(quads)}
    found = parse_quads(text.encode(), suffix)
    assert (set(found) if graphs else {q[:3] for q in found}) == want


@pytest.mark.tool
@pytest.mark.parametrize(
    ("suffix", "name"), [(".ttl", "turtle"), (".rdf", "rdfxml"), (".nq", "nquads")]
)
def test_rapper_takes_it(quads, suffix, name, tmp_path):
    if shutil.which("rapper") is None:
        import os

        if os.environ.get("PAPERKG_REQUIRE_TOOLS"):
            pytest.fail("rapper is required and not installed")
        pytest.skip("rapper is not installed")
    path = tmp_path / f"demo{suffix}"
    path.write_text("".join(serialize(quads, suffix, iris=IRIS)), encoding="utf-8")
    done = subprocess.run(
        ["rapper", "-q", "-c", "-i", name, str(path)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_shapes_hold(quads):
    pyshacl = pytest.importorskip("pyshacl")
    import rdflib

    union = rdflib.Graph()
    for s, p, o, _ in to_rdflib(quads + describe_dataset(quads)).quads():
        union.add((s, p, o))
    shapes = rdflib.Graph().parse(str(resources.path("ontology", "shapes.ttl")), format="turtle")
    conforms, _, text = pyshacl.validate(union, shacl_graph=shapes, advanced=False, inplace=True)
    assert conforms, text[:3000]


def test_every_quote_stands_in_its_file(catalog, quads):
    texts = {IRIS.post(r.post.id): r.post.source.text for r in catalog.readings}
    parts = defaultdict(dict)
    for s, p, o, _ in quads:
        if "/claim/" in s:
            parts[s][p[1:-1]] = value_of(o)
    quoted = [part for part in parts.values() if PKG.quote in part]
    assert len(quoted) > 300
    for part in quoted:
        text = texts[part[PROV.wasDerivedFrom]]
        start = int(part[PKG.start])
        assert text[start : int(part[PKG.end])] == part[PKG.quote]
        assert text.count("\n", 0, start) + 1 == int(part[PKG.line])


def test_only_declared_terms_and_described_resources(quads):
    subjects = {s for s, *_ in quads}
    for _, p, o, _ in quads:
        assert is_declared(p[1:-1])
        if p == f"<{RDF.type}>":
            assert is_declared(o[1:-1])
        ours = o.startswith(f"<{IRIS.base}") and "/ontology" not in o and o != f"<{IRIS.base}>"
        assert not ours or o in subjects, o
