"""The pages about the data itself: downloads, schemes, graphs, service files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from paperkg.model import Concept
from paperkg.publish.pages import Bench, File
from paperkg.publish.press import About, Alternate, Page
from paperkg.publish.proof import Ref
from paperkg.vocab import GRAPHS, SCHEMA

_PER_SITEMAP = 40_000  # the protocol allows 50,000
_GRAPHS = {
    "asserted": "What posts say, each statement backed by at least one quoted sentence.",
    "curated": "What a person stated, in front matter or in a curated record.",
    "inferred": "What follows: all ancestors, and the inverse of each relation.",
    "provenance": "Which sentence of which post says it, and which rule read it.",
    "ontology": "The classes and properties of paperkg's own vocabulary.",
}


class Download(NamedTuple):
    """A file with the whole data."""

    page: str
    label: str
    type: str
    size: int
    sha256: str


class Branch(NamedTuple):
    """A concept with those below it."""

    ref: Ref
    number: int
    below: list[Branch]


def data_pages(bench: Bench, downloads: Sequence[Download], triples: int) -> Iterator[Page]:
    """Yield the pages of the dataset, its named graphs and its two schemes."""
    iris = bench.places.iris
    twins = [
        Alternate("text/turtle", "dataset.ttl", "Turtle"),
        Alternate("application/ld+json", "dataset.jsonld", "JSON-LD"),
    ]
    context = {
        "downloads": downloads,
        "triples": triples,
        "graphs": [(name, f"graph/{name}.html", text) for name, text in _GRAPHS.items()],
    }
    iri = iris.dataset()
    yield Page(
        "dataset.html",
        "data.html",
        "Data",
        context,
        iri=iri,
        kind="data",
        alternates=twins,
        type=SCHEMA.Dataset,
        items=[Alternate(d.type, d.page, d.label) for d in downloads],
    )
    for name in GRAPHS:
        text = {"name": name, "text": _GRAPHS[name]}
        iri = iris.graph(name)
        yield Page(
            iris.page(iri),
            "graph-of.html",
            f"Graph: {name}",
            text,
            iri=iri,
            kind="data",
            alternates=bench.twins("graph", name),
            type=SCHEMA.Dataset,
        )
    yield _scheme(bench, "concepts", "Concept scheme", _tree(bench))
    view = bench.view
    flat = [
        Branch(bench.prover.category(c), len(view.by_category.get(c, ())), [])
        for c in sorted(view.categories, key=lambda c: view.categories[c].label.casefold())
    ]
    yield _scheme(bench, "categories", "Category scheme", flat)


def _scheme(bench: Bench, name: str, title: str, branches: list[Branch]) -> Page:
    iri = bench.places.iris.scheme(name)
    return Page(
        bench.places.iris.page(iri),
        "scheme.html",
        title,
        {"branches": branches, "kind": "concept" if name == "concepts" else "category"},
        iri=iri,
        kind="concept" if name == "concepts" else "category",
        alternates=bench.twins("scheme", name),
        type=SCHEMA.DefinedTermSet,
    )


def _tree(bench: Bench) -> list[Branch]:
    """Return the concepts as a tree; one with several broader concepts stands under the first."""
    concepts = bench.view.concepts
    below: dict[str, list[Concept]] = defaultdict(list)
    tops = []
    for concept in sorted(concepts.values(), key=lambda c: (c.label.casefold(), c.id)):
        parent = next((b for b in concept.broader if b in concepts and b != concept.id), "")
        if parent:
            below[parent].append(concept)
        elif not concept.candidate:
            tops.append(concept)
    seen: set[str] = set()

    def branch(concept: Concept) -> Branch:
        seen.add(concept.id)
        inner = [branch(c) for c in below[concept.id] if c.id not in seen]
        number = len(bench.view.by_concept.get(concept.id, ()))
        return Branch(bench.prover.concept(concept.id), number, inner)

    return [branch(concept) for concept in tops]


def service_files(about: About, pages: Iterable[str]) -> Iterator[File]:
    """Yield sitemap, robots.txt and the marker that keeps hosts from hiding folders."""
    start = about.homepage or about.base_iri
    parts = [p for p in sorted(pages) if p != "404.html"]
    chunks = [parts[i : i + _PER_SITEMAP] for i in range(0, len(parts), _PER_SITEMAP)] or [[]]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    names = (
        ["sitemap.xml"]
        if len(chunks) == 1
        else [f"sitemap-{i + 1}.xml" for i in range(len(chunks))]
    )
    for name, chunk in zip(names, chunks, strict=True):
        urls = "".join(f"<url><loc>{escape(start + p)}</loc></url>\n" for p in chunk)
        yield File(name, f"{head}<urlset {space}>\n{urls}</urlset>\n".encode())
    if len(names) > 1:
        maps = "".join(f"<sitemap><loc>{escape(start + n)}</loc></sitemap>\n" for n in names)
        yield File("sitemap.xml", f"{head}<sitemapindex {space}>\n{maps}</sitemapindex>\n".encode())
    yield File("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {start}sitemap.xml\n".encode())
    yield File(".nojekyll", b"")


def not_found_page(about: About) -> Page:
    """Return the page for addresses that do not exist, which is shown under any address."""
    root = urlsplit(about.homepage).path if about.homepage else ""
    return Page("404.html", "404.html", "Not found", {}, root=root)
