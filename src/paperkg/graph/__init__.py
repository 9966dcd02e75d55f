"""Writes the catalog as RDF: quads, files, and the values of other RDF libraries."""

from paperkg.graph.build import build_quads, ontology_triples
from paperkg.graph.formats import FORMATS, Format, serialize, without_provenance, write_rdf
from paperkg.graph.jsonld import context
from paperkg.graph.ntriples import fingerprint, nquads, ntriples
from paperkg.graph.read import parse_quads, read_quads
from paperkg.graph.sheet import Quad, Triple, tidy
from paperkg.graph.subjects import used_concepts
from paperkg.graph.turtle import trig, turtle

__all__ = [
    "FORMATS",
    "Format",
    "Quad",
    "Triple",
    "build_quads",
    "context",
    "fingerprint",
    "nquads",
    "ntriples",
    "ontology_triples",
    "parse_quads",
    "read_quads",
    "serialize",
    "tidy",
    "trig",
    "turtle",
    "used_concepts",
    "without_provenance",
    "write_rdf",
]
