"""Writes the catalog as RDF: quads, files, and the values of other RDF libraries."""

from paperkg.graph.build import build_quads, ontology_triples
from paperkg.graph.convert import build_graph, to_oxigraph, to_rdflib
from paperkg.graph.facts import facts_of, named_facts
from paperkg.graph.formats import (
    FORMATS,
    Format,
    is_provenance,
    serialize,
    without_provenance,
    write_rdf,
)
from paperkg.graph.jsonld import context
from paperkg.graph.nanopubs import artifact_code, nanopubs, nanopubs_trig
from paperkg.graph.ntriples import fingerprint, nquads, ntriples
from paperkg.graph.questions import Question
from paperkg.graph.rdf12 import claims_turtle
from paperkg.graph.read import parse_quads, read_quads
from paperkg.graph.sheet import Quad, Quads, Triple, tidy
from paperkg.graph.tombstones import tombstone_quads
from paperkg.graph.turtle import trig, turtle
from paperkg.graph.twins import backlink, describe
from paperkg.graph.void import Counts, Dump, Extra, count, describe_dataset

__all__ = [
    "FORMATS",
    "Counts",
    "Dump",
    "Extra",
    "Format",
    "Quad",
    "Quads",
    "Question",
    "Triple",
    "artifact_code",
    "backlink",
    "build_graph",
    "build_quads",
    "claims_turtle",
    "context",
    "count",
    "describe",
    "describe_dataset",
    "facts_of",
    "fingerprint",
    "is_provenance",
    "named_facts",
    "nanopubs",
    "nanopubs_trig",
    "nquads",
    "ntriples",
    "ontology_triples",
    "parse_quads",
    "read_quads",
    "serialize",
    "tidy",
    "to_oxigraph",
    "to_rdflib",
    "tombstone_quads",
    "trig",
    "turtle",
    "without_provenance",
    "write_rdf",
]
