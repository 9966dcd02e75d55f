"""Reads RDF files into quads, by a strict parser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from paperkg.errors import GraphError
from paperkg.graph.sheet import Quad, Quads, tidy

if TYPE_CHECKING:
    import pyoxigraph as ox

_FORMATS = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".jsonld": "JSON_LD",
    ".rdf": "RDF_XML",
}


def rdf_format(suffix: str) -> ox.RdfFormat:
    """Return Oxigraph's name of the format that a suffix stands for.

    Raises:
        GraphError: None has this suffix.
    """
    import pyoxigraph as ox

    if suffix not in _FORMATS:
        raise GraphError(
            f"{suffix or 'no suffix'} is not a format", advice=f"use {' '.join(_FORMATS)}"
        )
    found: ox.RdfFormat = getattr(ox.RdfFormat, _FORMATS[suffix])
    return found


def read_quads(path: Path) -> Quads:
    """Read a file, its format told by its suffix.

    Returns:
        Its quads, sorted; the graph is empty for triples of no named graph. Blank nodes come as
        ``_:name``.

    Raises:
        GraphError: The file cannot be read; names file and line.
    """
    try:
        return parse_quads(path.read_bytes(), path.suffix)
    except OSError as error:
        raise GraphError(f"cannot be read: {error.strerror}", path=str(path)) from error
    except GraphError as error:
        raise GraphError(
            error.message, path=str(path), line=error.line, advice=error.advice
        ) from error


def parse_quads(data: bytes, suffix: str) -> Quads:
    """Parse RDF; see :func:`read_quads`.

    Raises:
        GraphError: The data are no RDF of this format.
    """
    import pyoxigraph as ox

    try:
        return tidy(map(from_oxigraph, ox.parse(data, format=rdf_format(suffix))))
    except SyntaxError as error:
        raise GraphError(f"no valid RDF: {error.msg}", line=error.lineno) from error
    except ValueError as error:
        raise GraphError(f"no valid RDF: {error}") from error


def from_oxigraph(quad: Any) -> Quad:
    """Return an Oxigraph quad as plain terms."""
    graph = quad.graph_name
    name = str(graph) if hasattr(graph, "value") else ""
    return (str(quad.subject), str(quad.predicate), str(quad.object), name)
