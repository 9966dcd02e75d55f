"""The border to other RDF libraries: quads as rdflib and as Oxigraph have them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg.graph.build import build_quads
from paperkg.graph.ntriples import nquads
from paperkg.graph.sheet import Quad, tidy
from paperkg.graph.terms import split_literal
from paperkg.model import Catalog
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import PREFIXES, Iris

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib


def build_graph(catalog: Catalog, info: DatasetInfo | None = None) -> rdflib.Dataset:
    """Write a catalog as an rdflib dataset of five named graphs.

    Its default graph is their union, so that it can be used like one ``rdflib.Graph``:
    ``graph.value(paper, DCTERMS.title)``, ``graph.query(...)``.

    Raises:
        VocabularyError: The base IRI of ``info`` is none.
    """
    info = info or DatasetInfo()
    dataset = to_rdflib(build_quads(catalog, info))
    for prefix, iri in Iris(info.base_iri).prefixes.items():
        dataset.bind(prefix, iri)
    return dataset


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Dataset:
    """Return quads as an rdflib dataset, held in rdflib's own memory store.

    The terms of the quads are known to be valid, so rdflib's checks are not repeated.
    """
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri)
    terms: dict[str, rdflib.term.Node] = {}
    graphs: dict[str, rdflib.Graph] = {}

    def node(term: str) -> rdflib.term.Node:
        found = terms.get(term)
        if found is None:
            found = terms[term] = _rdflib_term(term)
        return found

    def graph(name: str) -> rdflib.Graph:
        found = graphs.get(name)
        if found is None:
            found = dataset.graph(rdflib.URIRef(name[1:-1])) if name else dataset.default_graph
            graphs[name] = found
        return found

    dataset.addN((node(s), node(p), node(o), graph(g)) for s, p, o, g in quads)
    return dataset


def _rdflib_term(term: str) -> rdflib.term.Node:
    import rdflib

    if term[0] == "<":
        return rdflib.URIRef(term[1:-1])
    if term.startswith("_:"):
        return rdflib.BNode(term[2:])
    text, language, datatype = split_literal(term)
    if language:
        return rdflib.Literal(text, lang=language)
    return rdflib.Literal(
        text, datatype=rdflib.URIRef(datatype) if datatype else None, normalize=False
    )


def to_oxigraph(quads: Iterable[Quad], path: Path | None = None) -> ox.Store:
    """Return quads as an Oxigraph store, in memory or in a folder that holds none yet.

    Loaded in bulk from N-Quads, which its parser checks once more.
    """
    import pyoxigraph as ox

    store = ox.Store(str(path)) if path is not None else ox.Store()
    data = "".join(nquads(tidy(quads))).encode()
    store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    return store
