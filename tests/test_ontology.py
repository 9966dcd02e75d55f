"""The ontology and the code know the same terms, and the shapes catch what they should."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from paperkg import resources
from paperkg.graph import build_quads, describe_dataset, ontology_triples, read_quads, to_rdflib
from paperkg.graph.works import PREDICATE
from paperkg.model import VERBS
from paperkg.vocab import (
    DCTERMS,
    NAMESPACES,
    ONTOLOGY,
    OWL,
    PKG,
    RDF,
    RDFS,
    SKOS,
    VANN,
    Iris,
    is_declared,
)

sys.path.insert(0, str(Path(__file__).parent / "test_graph"))
import factory

IRIS = Iris()
TERMS = tuple(PKG)


@pytest.fixture(scope="module")
def terms():
    found = defaultdict(lambda: defaultdict(list))
    for s, p, o in ontology_triples():
        found[s[1:-1]][p[1:-1]].append(o)
    return found


def test_code_and_ontology_declare_the_same_terms(terms):
    assert set(TERMS) == {s for s in terms if s.startswith(PKG.iri)}


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_documented_and_placed(terms, term):
    entry = terms[term]
    for needed in (RDFS.label, SKOS.definition, RDFS.isDefinedBy, RDF.type):
        assert entry[needed], needed
    assert entry[RDFS.isDefinedBy] == [f"<{ONTOLOGY}>"]
    aligned = entry[RDFS.subClassOf] + entry[RDFS.subPropertyOf] + entry[RDFS.seeAlso]
    assert aligned
    if f"<{OWL.Class}>" not in entry[RDF.type]:
        assert entry[RDFS.domain]
        assert entry[RDFS.range]


def test_borrowed_terms_are_declared():
    for s, p, o in ontology_triples():
        assert is_declared(p[1:-1]), p
        for term in (s, o):
            if term.startswith("<") and any(term[1:].startswith(n.iri) for n in NAMESPACES):
                known = is_declared(term[1:-1]) or "bibo/status/" in term
                assert known or term[1:-1] in {n.iri for n in NAMESPACES}, term


def test_the_ontology_describes_itself(terms):
    entry = terms[ONTOLOGY]
    needed = (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.created)
    needed += (OWL.versionIRI, OWL.versionInfo)
    needed += (VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri)
    for predicate in needed:
        assert entry[predicate], predicate


def test_builds_on_is_not_transitive(terms):
    assert f"<{OWL.TransitiveProperty}>" not in terms[PKG.buildsOn][RDF.type]
    for name in ("extends", "usesMethodOf", "variantOf", "hasComponent"):
        assert f"<{PKG.buildsOn}>" in terms[PKG[name]][RDFS.subPropertyOf]
    for name in ("comparesWith", "critiques", "mentions"):
        assert f"<{PKG.buildsOn}>" not in terms[PKG[name]][RDFS.subPropertyOf]


def test_links_read_in_the_ontology_as_they_do_everywhere(terms):
    for relation, predicate in PREDICATE.items():
        assert terms[predicate[1:-1]][RDFS.label] == [f'"{VERBS[relation][0]}"@en'], relation


def test_the_graph_uses_the_terms_of_the_ontology():
    quads = build_quads(factory.small(), ontology=False)
    used = {t[1:-1] for quad in quads for t in quad[1:3] if t.startswith(f"<{PKG.iri}")}
    unused = set(TERMS) - used
    assert unused <= {PKG.hasComponent, PKG.usesMethodOf, PKG.entry}, unused


@pytest.fixture(scope="module")
def shapes():
    import rdflib

    return rdflib.Graph().parse(str(resources.path("ontology", "shapes.ttl")), format="turtle")


def validate(quads, shapes):
    import pyshacl
    import rdflib

    union = rdflib.Graph()
    for triple in {(s, p, o) for s, p, o, _ in to_rdflib(quads).quads()}:
        union.add(triple)
    conforms, _, text = pyshacl.validate(union, shacl_graph=shapes, advanced=False, inplace=True)
    return conforms, text


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_the_graph_conforms(shapes):
    pytest.importorskip("pyshacl")
    quads = build_quads(factory.small())
    conforms, text = validate(quads + describe_dataset(quads), shapes)
    assert conforms, text


BERT, CLAIM = IRIS.paper("bert"), "fault"


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (lambda q: q[1] != f"<{DCTERMS.title}>" or q[0] != f"<{BERT}>", "exactly one title"),
        (lambda q: q[1] != f"<{PKG.quote}>", "quote with its place"),
        (lambda q: "wasDerivedFrom" not in q[1], "has a source"),
        (lambda q: q[1] != f"<{DCTERMS.license}>", "has a licence"),
        (lambda q: q[1] != f"<{SKOS.prefLabel}>", "one preferred label"),
        (lambda q: "schema.org/about" not in q[1], "at least one post"),
    ],
)
def test_missing_triples_are_found(shapes, fault, message):
    pytest.importorskip("pyshacl")
    quads = tuple(filter(fault, build_quads(factory.small())))
    conforms, text = validate(quads, shapes)
    assert not conforms
    assert message in text


@pytest.mark.parametrize(
    ("predicate", "obj", "message"),
    [
        (PKG.buildsOn, f"<{BERT}>", "builds on itself"),
        (PKG.hasAncestor, f"<{BERT}>", "its own ancestor"),
        (DCTERMS.title, '"Second"@en', "exactly one title"),
        (DCTERMS.issued, '"2017"', "as xsd:gYear"),
        (PKG.arxivId, '"1706.03762v5"', "without a version"),
        (PKG.concept, f"<{BERT}>", "SKOS concept"),
    ],
)
def test_wrong_triples_are_found(shapes, predicate, obj, message):
    pytest.importorskip("pyshacl")
    wrong = (f"<{BERT}>", f"<{predicate}>", obj, f"<{IRIS.graph('asserted')}>")
    conforms, text = validate((*build_quads(factory.small()), wrong), shapes)
    assert not conforms
    assert message in text


def test_the_shapes_parse_strictly_and_name_real_terms():
    for s, p, o, _ in read_quads(resources.path("ontology", "shapes.ttl")):
        for term in (s, p, o):
            if term.startswith(f"<{PKG.iri}"):
                assert term[1:-1] in PKG, term


def test_the_context_expands_to_what_was_meant():
    data = (
        '{"@context": CONTEXT, "@id": "https://w3id.org/paperkg/paper/bert",'
        ' "buildsOn": "https://w3id.org/paperkg/paper/transformer", "issued": "2018"}'
    )
    import json

    context = json.loads(resources.read_text("ontology", "context.jsonld"))["@context"]
    text = data.replace("CONTEXT", json.dumps(context))
    found = {str(q.predicate)[1:-1] for q in ox.parse(text, format=ox.RdfFormat.JSON_LD)}
    assert found == {PKG.buildsOn, DCTERMS.issued}
