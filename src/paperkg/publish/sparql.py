"""SPARQL with no server: the query page, and what it loads on the first run.

The page works from a disk, from any host and below any path. Browsers let a page that was opened
from a disk load scripts and nothing else, so engine and data are scripts that hold base64 of gzip.
Both come only when the reader asks for an answer. The engine is Oxigraph compiled to WebAssembly,
the same engine that answers ``paperkg query``; ``hatch_build.py`` puts it into the package.

Two thirds of all triples follow from others or say where these come from. In a large graph they
come in files of their own, each of which is loaded for queries that speak of it, or when the reader
says so; the page says what was asked and what was not.
"""

from __future__ import annotations

import base64
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from paperkg import resources
from paperkg.graph import Quad, Question, is_provenance, nquads
from paperkg.publish.about import Download
from paperkg.publish.network import vis_script
from paperkg.publish.pages import File
from paperkg.publish.press import Page
from paperkg.vocab import KINDS, ONTOLOGY, PKG, PREFIXES, RDF, SCHEMA, Iris

PAGE = "sparql.html"
DATA = "assets/sparql-data.js"
TOGETHER = 150_000
"""Graphs of so many quads are one file; larger ones are taken apart."""
_REST = {
    "ancestors": "ancestors at any distance",
    "records": "posts and the order of authors",
    "provenance": "evidence and provenance",
}
"""What is loaded on demand, and how the page calls it."""
_FACTS = "facts"
LICENCES = "assets/third-party-licences.txt"
_SCRIPTS = ("oxigraph-wasm.js", "sparql-worker.js", "sparql-editor.js")
_NO_ENDPOINT = b'<meta name="paperkg-endpoint" content="">'
_TYPE = f"<{RDF.type}>"
_ANCESTOR = f"<{PKG.hasAncestor}>"
_RECORDS = frozenset(f"<{term}>" for term in (PKG.authorship, SCHEMA.subjectOf))
"""They lead from a paper to what a record says of it, or how."""
_POST = f"<{PKG.Post}>"
_HEADER = re.compile(r"/\*\*(.*?)\*/", re.DOTALL)


class Part(NamedTuple):
    """A part of the graph that is loaded on demand.

    Attributes:
        name: Its name, which its file has.
        words: What it holds, in words.
        quads: What it holds.
        terms: IRIs that the facts do not use: a query that names one is asked of this part, too.
    """

    name: str
    words: str
    quads: Sequence[Quad]
    terms: tuple[str, ...]

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"sparql-{self.name}.js"

    @property
    def variable(self) -> str:
        """What its file sets."""
        return f"PAPERKG_{self.name.upper()}"


class Parts(NamedTuple):
    """The graph as it is packed.

    Attributes:
        facts: What is loaded at the first run.
        rest: What is loaded on demand.
    """

    facts: Sequence[Quad]
    rest: tuple[Part, ...] = ()


_NOTHING = Parts(())


def parts_of(quads: Sequence[Quad]) -> Parts:
    """Take a graph apart for the query page, unless it is small."""
    if len(quads) <= TOGETHER:
        return Parts(quads)
    records = {quad[2] for quad in quads if quad[1] in _RECORDS}
    records |= {quad[0] for quad in quads if quad[1] == _TYPE and quad[2] == _POST}
    held: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        held[_part_of(quad, records)].append(quad)
    facts = held[_FACTS]
    known = _terms(facts)
    rest = []
    for name, words in _REST.items():
        if held[name]:
            terms = tuple(sorted(term[1:-1] for term in _terms(held[name]) - known))
            rest.append(Part(name, words, held[name], terms))
    return Parts(facts, tuple(rest))


def _part_of(quad: Quad, records: AbstractSet[str]) -> str:
    if is_provenance(quad):
        return "provenance"
    if quad[1] == _ANCESTOR:
        return "ancestors"
    return "records" if quad[0] in records or quad[1] in _RECORDS else _FACTS


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
        "rest": [],
    }
    if parts.rest:
        config["facts"] = len(parts.facts)
        config["rest"] = [
            {
                "words": part.words,
                "triples": len(part.quads),
                "terms": part.terms,
                "file": part.file,
                "variable": part.variable,
            }
            for part in parts.rest
        ]
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
        for part in parts.rest:
            yield sparql_data(nquads(part.quads), f"assets/{part.file}", part.variable)
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
