"""The collection in the forms of other tools: reference managers, spreadsheets, graph drawing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from paperkg.graph import Quads, claims_turtle, nanopubs_trig
from paperkg.lineage.text import one_line, safe_cell, xml_text
from paperkg.model import Catalog, Claim
from paperkg.model.dataset import DatasetInfo
from paperkg.publish.cite import bibtex, ris
from paperkg.vocab import Iris


class Portable(NamedTuple):
    """A file, and what is said of it.

    ``part`` names the part of the dataset that it holds: ``papers``, ``lineage`` or ``claims``.
    """

    path: str
    title: str
    media_type: str
    part: str
    blocks: Iterable[str]


def portable_files(catalog: Catalog, quads: Quads, info: DatasetInfo) -> Iterator[Portable]:
    """Yield all files; the same for the same input."""
    iris = Iris(info.base_iri)
    yield Portable("data/papers.bib", "BibTeX", "application/x-bibtex", "papers", _bib(catalog))
    yield Portable(
        "data/papers.ris", "RIS", "application/x-research-info-systems", "papers", _ris(catalog)
    )
    yield Portable(
        "data/papers.csv", "Table of works", "text/csv", "papers", _papers(catalog, iris)
    )
    yield Portable(
        "data/lineage.csv", "Table of links", "text/csv", "lineage", _links(catalog, iris)
    )
    yield Portable(
        "data/lineage.graphml",
        "GraphML",
        "application/graphml+xml",
        "lineage",
        graphml(catalog, iris),
    )
    yield Portable(
        "data/claims-rdf12.ttl",
        "RDF 1.2 Turtle: statements annotated with their claims",
        "text/turtle",
        "claims",
        claims_turtle(quads, iris.prefixes),
    )
    yield Portable(
        "data/nanopubs.trig",
        "Nanopublications of claims about lineage",
        "application/trig",
        "claims",
        nanopubs_trig(quads, info),
    )


def _authors(catalog: Catalog) -> dict[str, str]:
    return {person.id: person.name for person in catalog.people}


def _bib(catalog: Catalog) -> Iterator[str]:
    names = _authors(catalog)
    for work in catalog.works:
        if not work.stub:
            yield bibtex(work, [names[a] for a in work.authors if a in names]) + "\n"


def _ris(catalog: Catalog) -> Iterator[str]:
    names = _authors(catalog)
    for work in catalog.works:
        if not work.stub:
            yield ris(work, [names[a] for a in work.authors if a in names]) + "\n"


def _rows(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write CSV (RFC 4180, but with line breaks as on Unix), cells safe for spreadsheets."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(
            [safe_cell(one_line(cell) if isinstance(cell, str) else cell) for cell in row]
        )
        yield line.getvalue().encode("utf-8", "replace").decode()


def _papers(catalog: Catalog, iris: Iris) -> Iterator[str]:
    names = _authors(catalog)
    labels = {c.id: c.label for c in catalog.categories}
    labels |= {c.id: c.label for c in catalog.concepts}

    def joined(ids: Iterable[str], table: dict[str, str]) -> str:
        return "; ".join(table.get(ident, ident) for ident in ids)

    head = "iri title short_name authors year venue arxiv doi url categories concepts posts stub"
    rows: list[Sequence[object]] = [head.split()]
    rows += [
        (
            iris.paper(work.id),
            work.title,
            work.short_name,
            joined(work.authors, names),
            work.year or "",
            work.venue,
            work.arxiv,
            work.doi,
            work.url,
            joined(work.categories, labels),
            joined(work.concepts, labels),
            "; ".join(work.posts),
            "yes" if work.stub else "no",
        )
        for work in catalog.works
    ]
    return _rows(rows)


def _lineage(catalog: Catalog) -> Iterator[Claim]:
    works = {work.id for work in catalog.works}
    for claim in catalog.claims:
        if claim.relation.builds_on and {claim.subject, claim.object} <= works:
            yield claim


def _links(catalog: Catalog, iris: Iris) -> Iterator[str]:
    names = {work.id: work.name for work in catalog.works}
    head = "subject relation object subject_name object_name quote file line rule layer claim"
    rows: list[Sequence[object]] = [head.split()]
    for claim in _lineage(catalog):
        e = claim.evidence
        place = (e.quote, e.file, e.line, e.rule) if e else ("", "", "", "")
        rows.append(
            (
                iris.paper(claim.subject),
                claim.relation.value,
                iris.paper(claim.object),
                names[claim.subject],
                names[claim.object],
                *place,
                claim.layer.value,
                iris.claim(claim.id),
            )
        )
    return _rows(rows)


_KEYS = (
    ("node", "name", "string"),
    ("node", "title", "string"),
    ("node", "year", "int"),
    ("node", "stub", "boolean"),
    ("node", "iri", "string"),
    ("edge", "relation", "string"),
    ("edge", "quote", "string"),
    ("edge", "place", "string"),
)


def graphml(catalog: Catalog, iris: Iris) -> Iterator[str]:
    """Write works and what they build on as GraphML; edges run from the later to the earlier.

    An edge stands for each claim, so that two works may have several.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, name, form in _KEYS:
        yield f'<key id="{name}" for="{kind}" attr.name="{name}" attr.type="{form}"/>\n'
    yield '<graph id="lineage" edgedefault="directed">\n'
    for work in catalog.works:
        values = (
            ("name", work.name),
            ("title", work.title),
            ("year", str(work.year) if work.year else ""),
            ("stub", "true" if work.stub else "false"),
            ("iri", iris.paper(work.id)),
        )
        yield f"<node id={quoteattr(work.id)}>{_data(values)}</node>\n"
    for claim in _lineage(catalog):
        e = claim.evidence
        said = (
            ("relation", claim.relation.value),
            ("quote", e.quote if e else ""),
            ("place", f"{e.file}:{e.line}" if e else ""),
        )
        ends = f"source={quoteattr(claim.subject)} target={quoteattr(claim.object)}"
        yield f"<edge id={quoteattr(claim.id)} {ends}>{_data(said)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(values: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<data key="{key}">{escape(xml_text(one_line(value)))}</data>'
        for key, value in values
        if value
    )
