"""The page of the vocabulary: every term with its place among others, and its use in the data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from paperkg.graph import Quad, ontology_triples
from paperkg.graph.terms import value_of
from paperkg.publish.press import Alternate, Page
from paperkg.vocab import ONTOLOGY, OWL, PKG, PREFIXES, RDF, RDFS, SKOS, Iris

PATHS = ("ontology.html", "about/vocabulary.html")
_TYPE = f"<{RDF.type}>"
_OWN = f"<{PKG.iri}"
_LONGEST = 70
_SHOWN = (
    ("Sub-class of", RDFS.subClassOf),
    ("Sub-property of", RDFS.subPropertyOf),
    ("Domain", RDFS.domain),
    ("Range", RDFS.range),
    ("Disjoint with", OWL.disjointWith),
    ("See also", RDFS.seeAlso),
)

Links = list[tuple[str, str]]


class Term(NamedTuple):
    """A class or property of the vocabulary.

    ``facts`` are (what, [(label, address)]): broader and narrower terms, domain and range; an
    address that begins with ``/`` is a page of this site. ``used`` is the number of triples, or of
    instances; ``example`` one of them.
    """

    name: str
    label: str
    comment: str
    note: str
    kind: str
    facts: list[tuple[str, Links]]
    used: int
    example: Links


def vocabulary_pages(
    quads: Sequence[Quad], iris: Iris, documents: frozenset[str]
) -> Iterator[Page]:
    """Yield the page of the vocabulary, at its IRI and under ``about/``.

    Args:
        quads: The data, to show how often a term is used, and how.
        iris: Says where pages are.
        documents: IRIs that have one.
    """
    terms = sorted(
        _terms(*_uses(quads), iris, documents), key=lambda t: (t.kind != "Class", t.name.casefold())
    )
    about = _table()[ONTOLOGY]
    head = [
        (words, [value_of(term) for term in about[predicate]])
        for words, predicate in (("Version", OWL.versionInfo), ("Version IRI", OWL.versionIRI))
    ]
    context = {"terms": terms, "iri": ONTOLOGY, "head": head}
    alternates = [
        Alternate("text/turtle", "ontology.ttl", "Turtle"),
        Alternate("application/ld+json", "ontology.jsonld", "JSON-LD"),
    ]
    for path in PATHS:
        yield Page(
            path,
            "vocabulary.html",
            "Vocabulary",
            context,
            iri=ONTOLOGY,
            kind="data",
            alternates=alternates,
            type=OWL.Ontology,
        )


def _uses(quads: Iterable[Quad]) -> tuple[Counter[str], dict[str, Quad]]:
    """Count the triples of each own property and the instances of each own class."""
    uses: Counter[str] = Counter()
    first: dict[str, Quad] = {}
    for quad in quads:
        for term in (quad[1], quad[2] if quad[1] == _TYPE else ""):
            if term.startswith(_OWN):
                uses[term] += 1
                first.setdefault(term, quad)
    return uses, first


def _table() -> Mapping[str, Mapping[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, obj in ontology_triples():
        table[subject[1:-1]][predicate[1:-1]].append(obj)
    return table


def _terms(
    uses: Counter[str], first: Mapping[str, Quad], iris: Iris, documents: frozenset[str]
) -> Iterator[Term]:
    table = _table()
    below: dict[str, list[str]] = defaultdict(list)
    for iri, values in table.items():
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
            for obj in values[predicate]:
                below[obj].append(f"<{iri}>")
    for iri, values in table.items():
        if not iri.startswith(PKG.iri):
            continue
        name, term = iri.removeprefix(PKG.iri), f"<{iri}>"
        facts = [(words, values[p]) for words, p in _SHOWN]
        facts.append(("Narrower", below[term]))
        yield Term(
            name,
            _text(values[RDFS.label]) or name,
            _text(values[SKOS.definition]),
            _text(values[SKOS.scopeNote]),
            "Class" if f"<{OWL.Class}>" in values[RDF.type] else "Property",
            [(words, sorted(map(_link, found))) for words, found in facts if found],
            uses[term],
            _example(first.get(term), iris, documents),
        )


def _text(terms: Sequence[str]) -> str:
    return value_of(terms[0]) if terms else ""


def _example(quad: Quad | None, iris: Iris, documents: frozenset[str]) -> Links:
    """Return the parts of a triple, those with a page as links."""
    return [] if quad is None else [_shown(term, iris, documents) for term in quad[:3]]


def _shown(term: str, iris: Iris, documents: frozenset[str]) -> tuple[str, str]:
    if term[0] != "<":
        text = value_of(term)
        return (f"“{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}”", "")
    iri = term[1:-1]
    if iri.startswith(iris.base) and iris.parse(iri) is not None:
        page = f"/{iris.page(iri)}" if iris.document(iri) in documents else ""
        return iri.removeprefix(iris.base), page
    return ("a", "") if term == _TYPE else (_link(term)[0], "")


def _link(term: str) -> tuple[str, str]:
    iri = value_of(term)
    if iri.startswith(PKG.iri):
        return f"pkg:{iri.removeprefix(PKG.iri)}", f"#{iri.removeprefix(PKG.iri)}"
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}", iri
    return iri, iri
