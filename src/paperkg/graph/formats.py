"""The file formats of the graph, chosen by suffix, and what goes into each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from paperkg.errors import GraphError
from paperkg.graph.jsonld import jsonld
from paperkg.graph.ntriples import nquads, ntriples
from paperkg.graph.rdfxml import rdfxml
from paperkg.graph.sheet import Quad, Quads, tidy
from paperkg.graph.turtle import trig, turtle
from paperkg.vocab import Iris


class Format(NamedTuple):
    """A serialisation of RDF.

    Attributes:
        suffix: Suffix of its files.
        media_type: As registered with IANA.
        title: Name for people.
        graphs: Whether it tells named graphs apart; if so, it holds everything.
    """

    suffix: str
    media_type: str
    title: str
    graphs: bool = False


FORMATS: Mapping[str, Format] = {
    form.suffix: form
    for form in (
        Format(".ttl", "text/turtle", "Turtle"),
        Format(".nt", "application/n-triples", "N-Triples"),
        Format(".jsonld", "application/ld+json", "JSON-LD"),
        Format(".rdf", "application/rdf+xml", "RDF/XML"),
        Format(".nq", "application/n-quads", "N-Quads", graphs=True),
        Format(".trig", "application/trig", "TriG", graphs=True),
    )
}
"""Suffix -> format."""


def without_provenance(quads: Iterable[Quad]) -> Quads:
    """Return the quads of all graphs but that of claims and rules, sorted."""
    return Quads(quad for quad in tidy(quads) if not is_provenance(quad))


def is_provenance(quad: Quad) -> bool:
    """Whether a quad says where another one comes from."""
    return quad[3].endswith("/graph/provenance>")


def serialize(
    quads: Sequence[Quad],
    suffix: str,
    *,
    iris: Iris | None = None,
    full: bool | None = None,
) -> Iterator[str]:
    """Write quads in one of :data:`FORMATS`.

    Args:
        quads: What to write, in any order.
        suffix: Suffix of the format, e.g. ``.ttl``.
        iris: For short names of the dataset's own resources in Turtle, TriG and JSON-LD.
        full: Whether provenance is written, too. Unless told: where graphs are told apart.

    Returns:
        The text in blocks; always the same for the same quads.

    Raises:
        GraphError: No format has this suffix.
    """
    form = FORMATS.get(suffix)
    if form is None:
        raise GraphError(
            f"{suffix or 'no suffix'} is not a format", advice=f"use {' '.join(FORMATS)}"
        )
    prefixes = iris.prefixes if iris else None
    chosen = tidy(quads if (form.graphs if full is None else full) else without_provenance(quads))
    match suffix:
        case ".ttl":
            return turtle(chosen, prefixes)
        case ".trig":
            return trig(chosen, prefixes)
        case ".nt":
            return ntriples(chosen)
        case ".nq":
            return nquads(chosen)
        case ".jsonld":
            return jsonld(chosen, iris.base if iris else "")
        case _:
            return rdfxml(chosen)


def write_rdf(
    quads: Sequence[Quad],
    path: Path,
    *,
    iris: Iris | None = None,
    full: bool | None = None,
) -> None:
    """Write quads to a file, its format told by its suffix; see :func:`serialize`.

    Raises:
        GraphError: No format has this suffix, or the file cannot be written.
    """
    blocks = serialize(quads, path.suffix, iris=iris, full=full)
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(blocks)
    except OSError as error:
        raise GraphError(f"cannot be written: {error.strerror}", path=str(path)) from error
