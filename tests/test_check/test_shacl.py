"""The checker of shapes finds what pyshacl finds, no more and no less."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from paperkg import resources
from paperkg.check.facts import Facts
from paperkg.check.shacl import read_shapes, validate
from paperkg.errors import GraphError
from paperkg.graph import build_quads, describe_dataset, read_quads, tidy, to_rdflib
from paperkg.graph.read import parse_quads
from paperkg.store import open_store
from paperkg.vocab import BIBO, DCAT, DCTERMS, FOAF, PKG, PROV, RDF, SCHEMA, SKOS, XSD, Iris

sys.path.insert(0, str(Path(__file__).parents[1] / "test_graph"))
import factory

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

IRIS = Iris()
BERT = f"<{IRIS.paper('bert')}>"
ASSERTED = f"<{IRIS.graph('asserted')}>"
SHAPES = resources.path("ontology", "shapes.ttl")


@pytest.fixture(scope="module")
def right():
    quads = build_quads(factory.small())
    return tidy((*quads, *describe_dataset(quads)))


@pytest.fixture(scope="module")
def yardstick():
    import rdflib

    return rdflib.Graph().parse(str(SHAPES), format="turtle")


def by_pyshacl(quads, shapes) -> set[str]:
    """The nodes that pyshacl reports."""
    import pyshacl
    import rdflib

    union = rdflib.Graph()
    for triple in {(s, p, o) for s, p, o, _ in to_rdflib(quads).quads()}:
        union.add(triple)
    _, report, _ = pyshacl.validate(union, shacl_graph=shapes, advanced=False, inplace=True)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return {f"<{node}>" for node in report.objects(None, sh.focusNode)}


def by_us(quads) -> set[str]:
    with open_store(quads) as store:

        def ask(query):
            return {row[0] for row in store.query(query).rows}

        shapes = read_shapes(read_quads(SHAPES))
        return {report.node for report in validate(Facts(tidy(quads)), shapes, ask)}


def add(p, o, s=BERT):
    return lambda quads: (*quads, (s, f"<{p}>", o, ASSERTED))


def drop(p, s=None):
    return lambda quads: tuple(q for q in quads if q[1] != f"<{p}>" or s not in {None, q[0]})


def retype(p, old, new):
    return lambda quads: tuple(
        q if q[1] != f"<{p}>" else (q[0], q[1], q[2].replace(old, new, 1), q[3]) for q in quads
    )


FAULTS = {
    "no title": drop(DCTERMS.title, BERT),
    "two titles": add(DCTERMS.title, '"Second"@en'),
    "title without a language": retype(DCTERMS.title, "@en", ""),
    "year as text": add(DCTERMS.issued, '"2017"'),
    "an arXiv version": add(PKG.arxivId, '"1706.03762v5"'),
    "a broken DOI": add(BIBO.doi, '"doi:10"'),
    "on itself": add(PKG.buildsOn, BERT),
    "its own ancestor": add(PKG.hasAncestor, BERT),
    "on a person": add(PKG.buildsOn, "<https://example.org/nobody>"),
    "a concept that is a paper": add(PKG.concept, BERT),
    "no post": drop(SCHEMA.about),
    "a nameless person": drop(FOAF.name),
    "no licence": drop(DCTERMS.license),
    "no preferred label": drop(SKOS.prefLabel),
    "no quote": drop(PKG.quote),
    "no source": drop(PROV.wasDerivedFrom),
    "no rule": drop(PROV.wasGeneratedBy),
    "start after end": retype(PKG.start, '"', '"9'),
    "no object": drop(RDF.object),
    "no version of a rule": drop(SCHEMA.softwareVersion),
    "no position": drop(PKG.position),
    "no hash": drop(SCHEMA.sha256),
    "position zero": retype(PKG.position, '"1"', '"0"'),
    "no version of the dataset": drop(DCAT.version),
    "no scheme": drop(SKOS.inScheme),
    "a link that is a text": add(SCHEMA.sameAs, '"https://example.org/"'),
}


def test_the_graph_conforms(right, yardstick):
    assert by_us(right) == set() == by_pyshacl(right, yardstick)


@pytest.mark.parametrize("name", FAULTS)
def test_both_find_the_same(name, right, yardstick):
    quads = FAULTS[name](right)
    found = by_us(quads)
    assert found
    assert found == by_pyshacl(quads, yardstick)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("sh:targetClass rdf:List ; sh:closed true", "sh:closed"),
        ("sh:targetNode rdf:nil", "sh:targetNode"),
    ],
)
def test_what_is_not_understood_is_refused(data, message):
    text = f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <{RDF.iri}> .
<https://example.org/s> {data} ."""
    with pytest.raises(GraphError, match=message):
        read_shapes(parse_quads(text.encode(), ".ttl"))


def test_a_number_out_of_its_lexical_space_is_a_finding(right):
    wrong = retype(PKG.start, f'"^^<{XSD.integer}>', f'x"^^<{XSD.integer}>')(right)
    assert by_us(wrong)
