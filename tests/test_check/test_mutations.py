"""One thing is broken at a time, and exactly the requirement that asks for it reports."""

from __future__ import annotations

import re

import pytest

from paperkg.check import requirements
from paperkg.check.nanopubs import FILE as NANOPUBS
from paperkg.publish import rdf
from paperkg.vocab import (
    BIBO,
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PKG,
    PROV,
    RDFS,
    SCHEMA,
    SH,
    SKOS,
    SPDX,
    VOID,
    XSD,
    Iris,
)

from .conftest import INFO, edit, failing

IRIS = Iris(INFO.base_iri)
BERT, GHOST = f"<{IRIS.paper('bert')}>", f"<{IRIS.paper('ghost')}>"
ATTENTION, SCHEMED = f"<{IRIS.concept('attention')}>", f"<{IRIS.concept('regularization')}>"
DATASET, EVERYTHING = f"<{IRIS.dataset()}>", f"<{IRIS.dataset('everything')}>"
ASSERTED, CURATED = f"<{IRIS.graph('asserted')}>", f"<{IRIS.graph('curated')}>"
PROVENANCE = f"<{IRIS.graph('provenance')}>"
PERSON = "author/jacob-devlin.ttl"


def add(s, p, o, graph=ASSERTED):
    return lambda quads: (*quads, (s, f"<{p}>", o, graph))


def drop(p, s=None, o=None, *, first=False):
    """Leave out the triples with a property (of a subject), or the first of them."""

    def change(quads):
        hit = [q for q in quads if q[1] == f"<{p}>" and s in {None, q[0]} and o in {None, q[2]}]
        assert hit, p
        gone = set(hit[:1] if first else hit)
        return tuple(q for q in quads if q not in gone)

    return change


def replace(p, new, s=None):
    """Give the first triple with a property another object."""

    def change(quads):
        hit = next(q for q in quads if q[1] == f"<{p}>" and s in {None, q[0]})
        value = new(hit[2]) if callable(new) else new
        return tuple(q if q != hit else (hit[0], hit[1], value, hit[3]) for q in quads)

    return change


def swap(old, new):
    return lambda data: data.replace(old, new, 1)


def cut(pattern):
    return lambda data: re.sub(pattern, b"", data, count=1)


def second_source(quads):
    claim = next(q[0] for q in quads if q[1] == f"<{PKG.quote}>")
    posts = {q[0] for q in quads if q[2] == f"<{PKG.Post}>"}
    own = next(q[2] for q in quads if q[0] == claim and q[1] == f"<{PROV.wasDerivedFrom}>")
    other = max(posts - {own})
    return (*quads, (claim, f"<{PROV.wasDerivedFrom}>", other, PROVENANCE))


def shorter_nt(suffix, blocks):
    text = "".join(blocks)
    return [text[: text.rindex("\n", 0, -1) + 1] if suffix == ".nt" else text]


NOT_A_PUB = """@prefix np: <http://www.nanopub.org/nschema#> .
<https://w3id.org/small/np/1#head> { <https://w3id.org/small/np/1> a np:Nanopublication . }
"""

QUADS = {
    3: add(BERT, FOAF.page, "<urn:isbn:1>"),
    4: add(GHOST, RDFS.seeAlso, BERT),
    19: add(f"<{IRIS.paper('roberta')}>", PKG.mentions, BERT),
    21: replace(SCHEMA.headline, lambda o: o.removesuffix("@en")),
    22: drop(RDFS.seeAlso, f"<{PKG.line}>"),
    23: add(BERT, DCTERMS.title.replace("title", "titel"), '"BERT"@en'),
    24: drop(RDFS.range, f"<{PKG.line}>"),
    25: drop(DCTERMS.title, "<https://w3id.org/paperkg/ontology>"),
    26: drop(DCTERMS.contributor),
    27: drop(BIBO.status),
    30: add(SCHEMED, SKOS.broader, f"<{IRIS.concept('dropout')}>"),
    31: add(BERT, PKG.shortName, '"Bert"'),
    32: add(BERT, PKG.hasAncestor, f"<{IRIS.paper('rnnsearch')}>"),
    33: add(BERT, OWL.sameAs, ATTENTION),
    34: drop(SCHEMA.sameAs, BERT),
    37: add(f"<{IRIS.authorship('bert', 1)}>", OWL.deprecated, f'"true"^^<{XSD.boolean}>'),
    41: second_source,
}

ABOUT = {
    10: drop(DCTERMS.license, f"<{IRIS.dataset('catalog')}>"),
    12: replace(VOID.entities, '"77"^^<http://www.w3.org/2001/XMLSchema#integer>',
                f"<{IRIS.dataset('class-pkg-Paper')}>"),
    13: replace(VOID.distinctSubjects, '"7"^^<http://www.w3.org/2001/XMLSchema#integer>', DATASET),
    14: drop(VOID.vocabulary, DATASET, first=True),
    15: replace(DCAT.byteSize, lambda o: o.replace('"', '"1', 1)),
    16: drop(VOID.exampleResource),
    18: drop(VOID.subset, EVERYTHING),
    35: replace(SPDX.checksumValue, lambda o: o.replace('"', '"00', 1),
                f"<{IRIS.dataset('sha256-quads')}>"),
    44: replace(SH.select, lambda o: o.replace("WHERE {", "WHERE { FILTER(false) ")),
    47: drop(DCTERMS.accrualPeriodicity),
    50: drop(DCAT.dataset, o=EVERYTHING),
}  # fmt: skip

BOTH = {  # what is said in the data and in their description
    8: drop(DCAT.isVersionOf),
    11: drop(DCTERMS.language, DATASET),
}

FILES = {
    1: (PERSON, lambda data: data + b"<<"),
    5: (PERSON, cut(rb"foaf:made paper:bert ;")),
    7: ("redirects/nginx.conf", swap(b"return 303", b"return 302")),
    17: (".well-known/void", lambda data: data + b"# changed\n"),
    20: ("quality.ttl", lambda data: re.sub(rb"(dqv:value \"?)(\d)", rb"\g<1>9\2", data)),
    28: ("ontology.html", swap(b'id="buildsOn"', b"")),
    38: ("paper/bert.html", cut(rb'<link rel="license"[^>]*>')),
    39: ("paper/bert.html", swap(b'"@type":"ScholarlyArticle"', b'"@type":"</script"')),
    45: ("data/context.jsonld", lambda _: b"{}"),
    46: ("paper/bert.html", swap(b'class="feedback"', b"")),
    48: ("paper/bert.html", cut(rb'<link rel="[a-z ]*" type="application/x-bibtex"[^>]*>')),
    49: ("paper/bert.html", swap(b"<h1", b'<img alt="" src="https://evil.example/x.png"><h1')),
    51: ("sitemap.xml", cut(rb"<url><loc>[^<]*bert.html</loc></url>")),
}

ELSEWHERE = {2, 6, 9, 29, 36, 40, 42, 43}  # broken below, each in its own way


def test_there_is_a_fault_for_every_requirement():
    tried = QUADS.keys() | ABOUT.keys() | BOTH.keys() | FILES.keys() | ELSEWHERE
    assert tried == {one.number for one in requirements()} == set(range(1, 52))


def test_nothing_is_wrong_with_the_site_itself(published, sources):
    assert failing(published, sources) == {}


@pytest.mark.parametrize("number", QUADS)
def test_a_fault_of_the_data(number, publish, sources):
    assert set(failing(publish(quads=QUADS[number]), sources)) == {number}


@pytest.mark.parametrize("number", ABOUT)
def test_a_fault_of_the_description(number, publish, sources):
    assert set(failing(publish(about=ABOUT[number]), sources)) == {number}


@pytest.mark.parametrize("number", BOTH)
def test_a_fault_of_both(number, publish, sources):
    assert set(failing(publish(BOTH[number], BOTH[number]), sources)) == {number}


@pytest.mark.parametrize("number", FILES)
def test_a_fault_of_a_file(number, copy, sources):
    assert set(failing(edit(copy, *FILES[number]), sources)) == {number}


def test_a_dump_that_lacks_a_line(publish, sources):
    found = failing(publish(write=shorter_nt), sources)
    assert set(found) == {2}
    assert "graph.nt" in found[2][0]


def test_a_nanopublication_without_an_assertion(publish, sources, monkeypatch):
    made = rdf.portable_files

    def broken(*arguments):
        for file in made(*arguments):
            yield file if file.path != NANOPUBS else file._replace(blocks=[NOT_A_PUB])

    monkeypatch.setattr(rdf, "portable_files", broken)
    assert set(failing(publish(), sources)) == {42}


def test_a_second_release_without_a_history(publish, sources):
    from dataclasses import replace as other

    info = other(INFO, previous_version="https://w3id.org/small/dataset/0")
    folder = publish(info=info)
    for path in folder.rglob("*changes*"):
        path.unlink()
    assert 9 in failing(folder, sources)


def test_no_rules_for_w3id(copy, sources):
    found = failing(edit(copy, "redirects/w3id/.htaccess", lambda _: b""), sources)
    assert set(found) == {7, 29}  # the rules are missing, and with them what they lead to


def test_a_file_that_was_changed_by_hand(copy, sources):
    style = copy / "assets/site.css"
    style.write_bytes(style.read_bytes() + b"\n")
    assert failing(copy, sources) == {36: ("assets/site.css: is not what was published",)}


def test_a_post_that_was_changed(published, sources):
    moved = {**sources, "bert.md": "x" + sources["bert.md"]}
    found = failing(published, moved)
    assert set(found) == {40}
    assert "bert.md" in found[40][0]


@pytest.mark.parametrize(("number", "name"), [(6, "negotiation"), (43, "endpoint")])
def test_a_fault_of_what_is_served(number, name, published, sources):
    probes = {name: lambda _: iter(["", "paper/bert: 404"])}
    assert failing(published, sources, probes=probes) == {number: ("paper/bert: 404",)}
    right = {name: lambda _: iter(["", ""])}
    assert failing(published, sources, probes=right) == {}
