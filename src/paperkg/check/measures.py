"""Numbers that say how good the data are; the same in the page, in DQV and in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from paperkg.check.evidence import overhead
from paperkg.check.site import Site
from paperkg.graph import without_provenance
from paperkg.graph.ntriples import triples_of
from paperkg.graph.terms import ref
from paperkg.vocab import BIBO, DCTERMS, OWL, PKG, PROV, SCHEMA, SKOS, XSD


class Metric(NamedTuple):
    """Something that is measured.

    Attributes:
        name: Short name, the end of its IRI.
        title: What it is.
        datatype: IRI of the datatype of its value.
        dimension: Name of its quality dimension (ISO 25012 and Zaveri et al., as in LDQD).
    """

    name: str
    title: str
    datatype: str
    dimension: str


METRICS = (
    Metric("triples", "Triples without provenance", XSD.integer, "amountOfData"),
    Metric("claims", "Claims, each with its place", XSD.integer, "amountOfData"),
    Metric(
        "provenance-per-claim",
        "Triples that say where a claim is from, for each claim, the fact itself not counted",
        XSD.decimal,
        "conciseness",
    ),
    Metric("quoted", "Share of claims with a verbatim quote", XSD.decimal, "trustworthiness"),
    Metric("sourced", "Share of claims that name their source", XSD.decimal, "trustworthiness"),
    Metric(
        "borrowed", "Share of triples with a borrowed property", XSD.decimal, "interoperability"
    ),
    Metric(
        "linked", "Share of works with an identifier that link out", XSD.decimal, "interlinking"
    ),
    Metric(
        "identified", "Share of papers with a DOI or arXiv identifier", XSD.decimal, "completeness"
    ),
    Metric("dated", "Share of papers with a year", XSD.decimal, "completeness"),
    Metric("attributed", "Share of papers with an author", XSD.decimal, "completeness"),
    Metric("defined", "Share of concepts with a definition", XSD.decimal, "understandability"),
)


def measure(site: Site) -> Iterator[tuple[str, str]]:
    """Return name and value of each metric, the values as they are written in RDF."""
    facts = site.facts
    claims = facts.instances(PKG.Claim)
    papers = facts.instances(PKG.Paper)
    concepts = facts.instances(SKOS.Concept)
    works = [w for w in facts.instances(PKG.Work) if _has(site, w, PKG.arxivId, BIBO.doi)]
    triples = list(triples_of(without_provenance(site.quads)))
    borrowed = sum(not p.startswith(f"<{PKG.iri}") for _, p, _ in triples)
    beside, number = overhead(site)
    yield "triples", str(len(triples))
    yield "claims", str(len(claims))
    yield "provenance-per-claim", _ratio(beside, number)
    yield "quoted", _share(site, claims, PKG.quote)
    yield "sourced", _share(site, claims, PROV.wasDerivedFrom)
    yield "borrowed", _ratio(borrowed, len(triples))
    yield "linked", _share(site, works, SCHEMA.sameAs, OWL.sameAs)
    yield "identified", _share(site, papers, PKG.arxivId, BIBO.doi)
    yield "dated", _share(site, papers, DCTERMS.issued)
    yield "attributed", _share(site, papers, DCTERMS.creator)
    yield "defined", _share(site, concepts, SKOS.definition)


def _has(site: Site, subject: str, *predicates: str) -> bool:
    values = site.facts.of.get(subject, {})
    return any(ref(p) in values for p in predicates)


def _share(site: Site, subjects: list[str], *predicates: str) -> str:
    return _ratio(sum(_has(site, s, *predicates) for s in subjects), len(subjects))


def _ratio(part: int, whole: int) -> str:
    """Return a quotient with three decimals (1.0 of nothing), as an ``xsd:decimal`` is written."""
    return f"{part / whole:.3f}" if whole else "1.000"
