"""The words of the data: declared in their vocabularies, and borrowed wherever there is one."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from paperkg import resources
from paperkg.check.result import Faults, requirement
from paperkg.check.site import Site
from paperkg.graph.terms import split_literal
from paperkg.vocab import BIBO, DCAT, DCTERMS, PKG, RDF, RDFS, SCHEMA, SKOS, SPDX, VOID, XSD

_TYPE = f"<{RDF.type}>"
_TERM_PLACES = frozenset(
    f"<{p}>"
    for p in (
        RDFS.domain,
        RDFS.range,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        VOID["class"],
        VOID.property,
        VOID.linkPredicate,
        RDF.predicate,
    )
)
_DATATYPES = {
    DCTERMS.issued: {XSD.gYear, XSD.date},
    DCTERMS.modified: {XSD.date},
    DCTERMS.created: {XSD.date},
    PKG.position: {XSD.integer},
    PKG.entry: {XSD.integer},
    PKG.start: {XSD.integer},
    PKG.end: {XSD.integer},
    PKG.line: {XSD.integer},
    VOID.triples: {XSD.integer},
    VOID.entities: {XSD.integer},
    DCAT.byteSize: {XSD.nonNegativeInteger},
    SPDX.checksumValue: {XSD.hexBinary},
}
_TAGGED = frozenset(
    {DCTERMS.title, DCTERMS.description, SKOS.prefLabel, SKOS.altLabel, SKOS.definition}
    | {SKOS.scopeNote, SCHEMA.headline, DCAT.keyword}
)
_CODES = frozenset(  # texts that look like numbers and are none: names, identifiers, versions
    {PKG.arxivId, BIBO.doi, PKG.shortName, PKG.sourceFile, PKG.quote, PKG.venue, SCHEMA.name}
    | {SCHEMA.softwareVersion, SCHEMA.sha256, DCAT.version, RDF.object, RDFS.label}
)
_KNOWN_OWN = frozenset(PKG)


@lru_cache(maxsize=1)
def vocabularies() -> Mapping[str, frozenset[str]]:
    """Return the terms of every borrowed vocabulary, by namespace."""
    data = tomllib.loads(resources.read_text("ontology", "vocabularies.toml"))
    return {entry["namespace"]: frozenset(entry["terms"].split()) for entry in data["vocabulary"]}


def _declared(iri: str, own: set[str]) -> bool:
    if iri.startswith(PKG.iri):
        return iri in own
    for namespace, terms in vocabularies().items():
        if iri.startswith(namespace) and "/" not in iri.removeprefix(namespace):
            return iri.removeprefix(namespace) in terms
    return False


@requirement(
    21,
    "Numbers, years and dates are typed, texts have a language",
    "DWBP 13",
    "grep issued data/graph.nt | grep -v gYear",
    theirs=True,
)
def _typed(site: Site) -> Faults:
    number = 0
    for subject, predicate, obj in site.all.triples():
        if obj[0] != '"':
            continue
        number += 1
        name = predicate[1:-1]
        text, language, datatype = split_literal(obj)
        if name in _DATATYPES and datatype not in _DATATYPES[name]:
            yield f"{subject}: {name} {obj} has the wrong type"
        elif name in _TAGGED and not language:
            yield f"{subject}: {name} {obj} has no language"
        elif text.isdigit() and not language and not datatype and name not in _CODES:
            yield f"{subject}: {name} {obj} is a number without a type"
    return f"{number} literals"


@requirement(
    22,
    "Vocabularies are reused; own terms are those of the ontology and no others",
    "DWBP 15; LD-BP; FOOPS VOC1, VOC2",
    "cut -d' ' -f2 data/graph.nt | sort | uniq -c | sort -rn",
)
def _reused(site: Site) -> Faults:
    uses = Counter(predicate for _, predicate, _ in site.facts.triples())
    own = sum(n for p, n in uses.items() if p.startswith(f"<{PKG.iri}"))
    for term in sorted(_own_used(site) - _KNOWN_OWN):
        yield f"<{term}> is not a term that paperkg invents"
    # a term that stands below nothing and beside nothing says nothing to those who do not know it
    for term in sorted(_declared_own(site)):
        placed = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso)
        if not any(site.facts.get(f"<{term}>", p) for p in placed):
            yield f"<{term}> is aligned with no other vocabulary"
    total = uses.total() or 1
    return f"{(total - own) / total:.1%} of triples have a borrowed property"


@requirement(
    23,
    "Every term in use is declared in its vocabulary",
    "FOOPS; SemOpenAlex issue 121",
    "paperkg query 'SELECT DISTINCT ?p {?s ?p ?o}'",
)
def _all_declared(site: Site) -> Faults:
    own, used = _declared_own(site), _used(site)
    for iri in sorted(used):
        if not _declared(iri, own):
            yield f"<{iri}> is not declared"
    return f"{len(used)} terms of {len({_space(iri) for iri in used})} vocabularies"


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _used(site: Site) -> set[str]:
    used: set[str] = set()
    for _, predicate, obj in site.all.triples():
        used.add(predicate[1:-1])
        if predicate == _TYPE or (predicate in _TERM_PLACES and obj[0] == "<"):
            used.add(obj[1:-1])
        elif obj[0] == '"' and obj[-1] == ">":
            used.add(split_literal(obj)[2])
    return used


def _own_used(site: Site) -> set[str]:
    return {iri for iri in _used(site) if iri.startswith(PKG.iri)}


def _declared_own(site: Site) -> set[str]:
    defined = f"<{RDFS.isDefinedBy}>"
    return {
        s[1:-1]
        for s, values in site.facts.of.items()
        if s.startswith(f"<{PKG.iri}") and (defined in values or _TYPE in values)
    }
