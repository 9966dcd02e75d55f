"""SPARQL with no server: the query page, and what it loads on the first run.

The page works from a disk, from any host and below any path. Browsers let a page that was opened
from a disk load scripts and nothing else, so engine and data are scripts that hold base64 of gzip.
Both come only when the reader asks for an answer. The engine is Oxigraph compiled to WebAssembly,
the same engine that answers ``paperkg query``; ``hatch_build.py`` puts it into the package.

More than half of all triples are provenance. In a large graph they come in a file of their own,
which is loaded for queries that speak of it, or when the reader says so; the page says which of
the two was asked.
"""

from __future__ import annotations

import base64
import gzip
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from paperkg import resources
from paperkg.graph import Quad, Question, is_provenance, nquads, without_provenance
from paperkg.publish.about import Download
from paperkg.publish.network import vis_script
from paperkg.publish.pages import File
from paperkg.publish.press import Page
from paperkg.vocab import KINDS, ONTOLOGY, PREFIXES, RDF, Iris

PAGE = "sparql.html"
DATA = "assets/sparql-data.js"
REST = "assets/sparql-provenance.js"
TOGETHER = 150_000
"""Graphs of so many quads are one file; those of larger graphs keep provenance apart."""
LICENCES = "assets/third-party-licences.txt"
_SCRIPTS = ("oxigraph-wasm.js", "sparql-worker.js", "sparql-editor.js")
_NO_ENDPOINT = b'<meta name="paperkg-endpoint" content="">'
_TYPE = f"<{RDF.type}>"
_HEADER = re.compile(r"/\*\*(.*?)\*/", re.DOTALL)


class Parts(NamedTuple):
    """The graph as it is packed.

    Attributes:
        facts: What is loaded at the first run.
        rest: What is loaded on demand: the provenance, or nothing.
        terms: IRIs that are used in the rest only; a query that names one is asked of all.
    """

    facts: Sequence[Quad]
    rest: Sequence[Quad]
    terms: tuple[str, ...]


_NOTHING = Parts((), (), ())


def parts_of(quads: Sequence[Quad]) -> Parts:
    """Take a graph apart for the query page, unless it is small."""
    if len(quads) <= TOGETHER:
        return Parts(quads, (), ())
    facts = without_provenance(quads)
    rest = [quad for quad in quads if is_provenance(quad)]
    terms = _terms(rest) - _terms(facts)
    return Parts(facts, rest, tuple(sorted(term[1:-1] for term in terms)))


def _terms(quads: Iterable[Quad]) -> set[str]:
    return {q[1] for q in quads} | {q[2] for q in quads if q[1] == _TYPE}


def has_engine() -> bool:
    """Whether this copy of paperkg was built with the query engine."""
    folder = _web()
    return all((folder / name).is_file() for name in _SCRIPTS)


def sparql_page(
    iris: Iris,
    questions: Sequence[Question],
    downloads: Iterable[Download] = (),
    parts: Parts = _NOTHING,
) -> Page:
    """Return the query page.

    Args:
        iris: Says which IRIs have pages.
        questions: Examples to choose from; the first stands in the editor at the start.
        downloads: Files with the whole data, for readers without JavaScript.
        parts: What can be asked.
    """
    engine = has_engine()
    config: dict[str, object] = {
        "base": iris.base,
        "kinds": KINDS,
        "ontology": ONTOLOGY,
        "prefixes": {**PREFIXES, **iris.prefixes},
        "engine": engine,
        "rest": None,
    }
    if parts.rest:
        config["rest"] = {
            "facts": len(parts.facts),
            "triples": len(parts.rest),
            "terms": parts.terms,
            "file": REST.rpartition("/")[2],
        }
    known = {f"PREFIX {prefix}: <{iri}>": (prefix, iri) for prefix, iri in PREFIXES.items()}
    shown, used = [], set()
    for question in questions:
        lines = question.query.strip().splitlines()
        # Declared once for all of them; the page puts them back where it runs a query.
        used |= known.keys() & set(lines)
        shown.append((question, "\n".join(x for x in lines if x not in known).strip() + "\n"))
    context: Mapping[str, object] = {
        "config": config,
        "questions": shown,
        "declared": [known[line] for line in sorted(used)],
        "downloads": list(downloads),
        "engine": engine,
    }
    return Page(PAGE, "sparql.html", "SPARQL", context, kind="query")


def sparql_files(parts: Parts) -> Iterator[File]:
    """Yield engine, data and licences; ``sparql.js`` and ``sparql.css`` are among the static files.

    Args:
        parts: What can be asked; the page makes the union of all graphs its default graph. Not
            packed when there is no engine to ask it.
    """
    if has_engine():
        for name in _SCRIPTS:
            yield File(f"assets/{name}", (_web() / name).read_bytes())
        yield sparql_data(nquads(parts.facts))
        if parts.rest:
            yield sparql_data(nquads(parts.rest), REST, "PAPERKG_REST")
    yield File(LICENCES, _licences().encode())


def sparql_data(blocks: Iterable[str], path: str = DATA, name: str = "PAPERKG_DATA") -> File:
    r"""Pack N-Quads into a script: equal text gives equal bytes on one machine.

    >>> sparql_data(["<a:s> <a:p> <a:o> <a:g> .\n"]).path
    'assets/sparql-data.js'
    """
    packed = io.BytesIO()
    size = 0
    with gzip.GzipFile("", "wb", 9, packed, mtime=0) as file:
        for block in blocks:
            size += file.write(block.encode())
    text = base64.b64encode(packed.getvalue()).decode()
    data = f'self.{name} = {{"bytes": {size}, "nquads": "{text}"}};\n'
    return File(path, data.encode())


def with_endpoint(page: bytes, endpoint: str) -> bytes:
    """Return the query page as a server should send it that answers SPARQL itself.

    The page then sends queries there (POST, ``application/sparql-query``) and loads no engine.

    Args:
        page: The published ``sparql.html``.
        endpoint: Address of the endpoint, relative to the page: ``sparql``.

    Raises:
        ValueError: The address cannot stand in a page.
    """
    if not re.fullmatch(r"[\w./:-]+", endpoint, re.ASCII):
        raise ValueError(f"{endpoint!r} is no address of an endpoint")
    return page.replace(_NO_ENDPOINT, _NO_ENDPOINT.replace(b'""', f'"{endpoint}"'.encode()), 1)


def _web() -> Traversable:
    return files("paperkg") / "_web"


def _licences() -> str:
    """Return the notices that have to travel with third-party code."""
    parts = [resources.read_text("THIRD_PARTY_LICENSES").strip()]
    header = _HEADER.match(vis_script()[:4000].decode("utf-8", "replace"))
    assert header is not None, "vis-network begins with its licence"
    lines = [line.strip().removeprefix("*").strip() for line in header[1].strip().splitlines()]
    parts.append("\n".join(lines))
    generated = _web() / "licences.txt"
    if has_engine() and generated.is_file():
        parts.append(generated.read_text(encoding="utf-8").strip())
    return "\n\n\n".join(parts) + "\n"
