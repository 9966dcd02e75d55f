"""What has to hold of every RDF file that is made of hostile posts."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from .cases import EVIL, SECRET

BASE = "https://w3id.org/paperkg/"
RDF_12 = "claims-rdf12.ttl"
FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_RAPPER = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".trig": "trig", ".rdf": "rdfxml"}
_SERDI = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".trig": "trig"}
_COUNT = re.compile(r"returned (\d+) triple")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPED = {
    "gYear": re.compile(r"[0-9]{4}"),
    "integer": re.compile(r"-?[0-9]{1,15}"),
    "nonNegativeInteger": re.compile(r"[0-9]{1,15}"),
    "positiveInteger": re.compile(r"[1-9][0-9]{0,14}"),
    "decimal": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]"),
    "anyURI": re.compile(r"[^\s<>\"{}|\\^`]*"),
    "string": re.compile(r".*", re.DOTALL),
    "hexBinary": re.compile(r"([0-9a-fA-F]{2})*"),
}
_OURS = re.compile(re.escape(BASE) + r"[a-z]+(/[a-z0-9][a-z0-9.-]*)?(#[a-z0-9.-]+)?")
_UNSAFE = re.compile(
    r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def read(path: Path) -> list[ox.Quad]:
    """Return what the strictest parser reads in a file."""
    return list(ox.parse(path.read_bytes(), format=FORMATS[path.suffix], base_iri=BASE))


def counts(path: Path) -> dict[str, int]:
    """Return how many statements every parser at hand finds; a refusal is an error."""
    found = {"oxigraph": len(read(path))}
    if path.name == RDF_12:
        return found  # Raptor and Serd speak RDF 1.1
    if path.suffix in _RAPPER and shutil.which("rapper"):
        found["rapper"] = _rapper(path)
    if path.suffix in _SERDI and shutil.which("serdi"):
        found["serdi"] = _serdi(path)
    return found


def _rapper(path: Path) -> int:
    command = ["rapper", "-q", "-c", "-i", _RAPPER[path.suffix], str(path), BASE]
    command.remove("-q")
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    told = done.stderr.decode("utf-8", "replace")
    problems = [line for line in told.splitlines() if "Error" in line or "Warning" in line]
    assert done.returncode == 0, told[-600:]
    assert not problems, problems[:3]
    hit = _COUNT.search(told)
    assert hit, told
    return int(hit[1])


def _serdi(path: Path) -> int:
    out = "nquads" if path.suffix in {".nq", ".trig"} else "ntriples"
    command = ["serdi", "-i", _SERDI[path.suffix], "-o", out, str(path), BASE]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-600:]
    assert not done.stderr, done.stderr[-600:]
    return done.stdout.count(b"\n")


def faults(quads: list[ox.Quad]) -> Iterator[str]:
    """Yield what is wrong with statements: forged, ill-typed, blank, secret."""
    for quad in quads:
        for place, term in (("subject", quad.subject), ("predicate", quad.predicate)):
            if not isinstance(term, ox.NamedNode):
                yield f"{place} is no IRI: {quad}"
            elif EVIL in term.value:
                yield f"{place} is forged: {quad}"
        yield from _subject(quad)
        if not isinstance(quad.graph_name, ox.DefaultGraph) and not str(quad.graph_name).startswith(
            f"<{BASE}graph/"
        ):
            yield f"graph is not ours: {quad}"
        yield from _object(quad)


def _subject(quad: ox.Quad) -> Iterator[str]:
    value = getattr(quad.subject, "value", "")
    if value.startswith(BASE) and "/ontology" not in value and not _OURS.fullmatch(value):
        yield f"subject is not of the form of our IRIs: {quad}"
    if _UNSAFE.search(value):
        yield f"subject holds what no IRI may: {quad}"


def _object(quad: ox.Quad) -> Iterator[str]:
    term = quad.object
    if isinstance(term, ox.BlankNode):
        yield f"blank node: {quad}"
    elif isinstance(term, ox.NamedNode):
        if _UNSAFE.search(term.value):
            yield f"object holds what no IRI may: {quad}"
        if not term.value.startswith(("http://", "https://", "mailto:")):
            yield f"object is no web address: {quad}"
        if quad.predicate.value.endswith("#type") and EVIL in term.value:
            yield f"type is forged: {quad}"
    elif isinstance(term, ox.Literal):
        yield from _literal(quad, term)


def _literal(quad: ox.Quad, term: ox.Literal) -> Iterator[str]:
    if SECRET in term.value:
        yield f"secret: {quad}"
    name = term.datatype.value.removeprefix(_XSD)
    if term.datatype.value.startswith(_XSD):
        shape = _TYPED.get(name)
        if shape is None or not shape.fullmatch(term.value):
            yield f"ill-typed literal: {quad}"
    if EVIL in term.datatype.value:
        yield f"datatype is forged: {quad}"


def titles(quads: list[ox.Quad]) -> set[str]:
    """Return all titles of papers."""
    return {q.object.value for q in quads if q.predicate.value == "http://purl.org/dc/terms/title"}


def subjects(quads: list[ox.Quad], kind: str) -> set[str]:
    """Return the last parts of the IRIs of one kind of resource."""
    prefix = f"{BASE}{kind}/"
    values = (q.subject.value for q in quads if q.subject.value.startswith(prefix))
    return {value.removeprefix(prefix).partition("#")[0] for value in values}


def about(quads: list[ox.Quad]) -> dict[str, set[str]]:
    """Return the papers that the posts of each file are about."""
    files = {q.subject: q.object.value for q in quads if q.predicate.value.endswith("#sourceFile")}
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == "https://schema.org/about" and quad.subject in files:
            found.setdefault(files[quad.subject], set()).add(quad.object.value)
    return found
