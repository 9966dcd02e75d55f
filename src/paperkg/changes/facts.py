"""A graph as facts that can be told: names, papers, links with their sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from paperkg.graph import Quad, Triple, without_provenance
from paperkg.graph.terms import value_of
from paperkg.graph.works import PREDICATE
from paperkg.model import VERBS
from paperkg.vocab import BIBO, DCTERMS, FOAF, PKG, PROV, RDF, RDFS, SCHEMA, SKOS

LINKS: Mapping[str, str] = {
    predicate: VERBS[relation][0] for relation, predicate in PREDICATE.items()
}
"""Predicate of a link between works -> verb."""

TYPED = frozenset(f"<{PKG[n]}>" for n in ("extends", "usesMethodOf", "variantOf", "hasComponent"))
BUILDS_ON = f"<{PKG.buildsOn}>"
ANCESTOR = f"<{PKG.hasAncestor}>"
TYPE = f"<{RDF.type}>"
PAPER, STUB, CLAIM = f"<{PKG.Paper}>", f"<{PKG.Stub}>", f"<{PKG.Claim}>"
POST, PERSON, CONCEPT = f"<{PKG.Post}>", f"<{FOAF.Person}>", f"<{SKOS.Concept}>"
KINDS = frozenset({PAPER, STUB, POST, PERSON, CONCEPT})
TITLE = f"<{DCTERMS.title}>"

VALUES: Mapping[str, tuple[str, str]] = {
    TITLE: ("papers", "title"),
    f"<{PKG.shortName}>": ("papers", "short name"),
    f"<{DCTERMS.issued}>": ("papers", "year"),
    f"<{PKG.arxivId}>": ("papers", "arXiv"),
    f"<{BIBO.doi}>": ("papers", "DOI"),
    f"<{FOAF.page}>": ("papers", "address"),
    f"<{PKG.venue}>": ("papers", "venue"),
    f"<{SKOS.altLabel}>": ("papers", "also called"),
    f"<{DCTERMS.creator}>": ("authors", "author"),
    f"<{PKG.category}>": ("concepts", "category"),
    f"<{PKG.concept}>": ("concepts", "concept"),
    f"<{SKOS.broader}>": ("concepts", "broader"),
    f"<{SKOS.definition}>": ("concepts", "definition"),
    f"<{SKOS.prefLabel}>": ("concepts", "label"),
    f"<{FOAF.name}>": ("authors", "name"),
    f"<{SCHEMA.headline}>": ("posts", "headline"),
    f"<{SCHEMA.sha256}>": ("posts", "text"),
}
"""Predicate -> group it is told in, and what it is called."""

_NAMES = (PKG.shortName, DCTERMS.title, FOAF.name, SKOS.prefLabel, SCHEMA.headline, RDFS.label)
_PARTS = (RDF.subject, RDF.predicate, RDF.object, PKG.quote, PKG.line, PROV.wasDerivedFrom)


class Sentence(NamedTuple):
    """Where a link is stated."""

    quote: str
    place: str


class Facts:
    """What a graph says, looked up from several sides.

    Attributes:
        triples: All but provenance and the ontology.
        types: Subject -> its types.
        titles: Subject -> its title.
        heirs: What was removed -> what replaced it.
        sentences: Statement -> the sentences that make it, sorted.
        claims: IRIs of claims.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        everything = tuple(quads)
        self.triples: set[Triple] = {
            (s, p, o)
            for s, p, o, g in without_provenance(everything)
            if not g.endswith("/graph/ontology>") and "/ontology#" not in s
        }
        self.types: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, tuple[int, str]] = {}
        order = {f"<{iri}>": rank for rank, iri in enumerate(_NAMES)}
        ordered = sorted(self.triples)  # the last value counts, whatever the hash seed
        for s, p, o in ordered:
            if p == TYPE:
                self.types[s].add(o)
            elif p in order and o[0] == '"':
                found = (order[p], value_of(o))
                self._names[s] = min(found, self._names.get(s, found))
        self._files = {s: value_of(o) for s, p, o in ordered if p == f"<{PKG.sourceFile}>"}
        self.titles = {s: value_of(o) for s, p, o in ordered if p == TITLE}
        self.heirs = {s: o for s, p, o in ordered if p == f"<{DCTERMS.isReplacedBy}>"}
        self.sentences: dict[Triple, list[Sentence]] = defaultdict(list)
        self.claims = {s for s, p, o, _ in everything if p == TYPE and o == CLAIM}
        self._read_claims(everything)

    def of_type(self, kind: str) -> set[str]:
        """Return the subjects of a type."""
        return {s for s, kinds in self.types.items() if kind in kinds}

    def has(self, term: str) -> bool:
        """Whether the graph has a resource; of what was removed it has but a tombstone."""
        return not KINDS.isdisjoint(self.types.get(term, ()))

    def name(self, term: str) -> str:
        """Return what to call a resource, or the text of a literal."""
        if term[0] == '"':
            return value_of(term)
        return self._names[term][1] if term in self._names else value_of(term)

    def knows(self, term: str) -> bool:
        """Whether the graph has a name for a resource."""
        return term in self._names

    def _read_claims(self, quads: Iterable[Quad]) -> None:
        wanted = {f"<{iri}>": rank for rank, iri in enumerate(_PARTS)}
        parts: dict[str, list[str]] = defaultdict(lambda: [""] * len(_PARTS))
        for s, p, o, _ in quads:
            if s in self.claims and p in wanted:
                parts[s][wanted[p]] = o
        for subject, predicate, obj, quote, line, post in parts.values():
            if quote:
                file = self._files.get(post, value_of(post) if post else "")
                place = f"{file}:{value_of(line)}" if line else file
                self.sentences[subject, predicate, obj].append(Sentence(value_of(quote), place))
        for found in self.sentences.values():
            found.sort()
