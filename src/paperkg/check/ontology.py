"""The ontology: documented, described, at its own IRI, and no more transitive than it says."""

from __future__ import annotations

from paperkg.check.result import Faults, requirement
from paperkg.check.site import Site
from paperkg.graph.terms import ref
from paperkg.vocab import (
    BIBO,
    DCTERMS,
    ONTOLOGY,
    OWL,
    PKG,
    RDF,
    RDFS,
    SKOS,
    VANN,
)

_SUBJECT = ref(ONTOLOGY)


def _missing(site: Site, *wanted: tuple[str, str]) -> Faults:
    for name, predicate in wanted:
        if not site.facts.get(_SUBJECT, predicate):
            yield f"<{ONTOLOGY}> has no {name}"
    return ", ".join(name for name, _ in wanted)


@requirement(
    24,
    "Own terms have label, definition, domain, range and isDefinedBy",
    "FOOPS VOC3, VOC4",
    "grep -c isDefinedBy ontology.ttl",
)
def _documented(site: Site) -> Faults:
    facts, number = site.facts, 0
    for subject in facts.of:
        if not subject.startswith(f"<{PKG.iri}"):
            continue
        number += 1
        for predicate in (RDFS.label, SKOS.definition, RDFS.isDefinedBy):
            if not facts.get(subject, predicate):
                yield f"{subject} has no {predicate}"
        if ref(OWL.Class) in facts.get(subject, RDF.type):
            continue
        for predicate in (RDFS.domain, RDFS.range):
            if not facts.get(subject, predicate):
                yield f"{subject} has no {predicate}"
    if not number:
        yield "the ontology declares nothing"
    return f"{number} terms"


@requirement(
    25,
    "The ontology has title, description, licence, version IRI, author and namespace",
    "FOOPS OM1",
    "grep -E 'title|description|license|versionIRI|creator|NamespaceUri' ontology.ttl",
)
def _minimum(site: Site) -> Faults:
    return (
        yield from _missing(
            site,
            ("title", DCTERMS.title),
            ("description", DCTERMS.description),
            ("licence", DCTERMS.license),
            ("version IRI", OWL.versionIRI),
            ("author", DCTERMS.creator),
            ("namespace", VANN.preferredNamespaceUri),
        )
    )


@requirement(
    26,
    "The ontology has prefix, version, date, citation and contributor",
    "FOOPS OM2",
    "grep -E 'NamespacePrefix|versionInfo|created|Citation|contributor' ontology.ttl",
)
def _recommended(site: Site) -> Faults:
    return (
        yield from _missing(
            site,
            ("prefix", VANN.preferredNamespacePrefix),
            ("version", OWL.versionInfo),
            ("date of creation", DCTERMS.created),
            ("citation", DCTERMS.bibliographicCitation),
            ("contributor", DCTERMS.contributor),
        )
    )


@requirement(
    27,
    "The ontology has publisher, status, source and date of issue",
    "FOOPS OM3",
    "grep -E 'publisher|status|source|issued' ontology.ttl",
)
def _detailed(site: Site) -> Faults:
    return (
        yield from _missing(
            site,
            ("publisher", DCTERMS.publisher),
            ("status", BIBO.status),
            ("source", DCTERMS.source),
            ("date of issue", DCTERMS.issued),
        )
    )


@requirement(
    28,
    "The ontology has a page and RDF at its IRI, with an anchor for every term",
    "FOOPS DOC1, RDF1, URI1, URI2",
    "grep -c 'class=\"term\"' ontology.html; grep -c 'a owl:Ontology' ontology.ttl",
)
def _at_its_iri(site: Site) -> Faults:
    ontologies = site.facts.instances(OWL.Ontology)
    if ontologies != [_SUBJECT]:
        yield f"the ontology is called {', '.join(ontologies) or 'nothing'}, not {_SUBJECT}"
    for path in ("ontology.html", "ontology.ttl", "ontology.jsonld"):
        if path not in site.known:
            yield f"{path}: is missing"
    page = site.text("ontology.html").decode("utf-8", "replace")
    terms = [s[1:-1].removeprefix(PKG.iri) for s in site.facts.of if s.startswith(f"<{PKG.iri}")]
    for term in terms:
        if f'id="{term}"' not in page:
            yield f"ontology.html has no anchor #{term}"
    return f"{len(terms)} anchors"


@requirement(
    32,
    "No false transitivity: what is built on is stated, all ancestors are inferred",
    "SKOS 8 (broader and broaderTransitive)",
    "paperkg query 'PREFIX pkg: <https://w3id.org/paperkg/ontology#>"
    ' ASK {GRAPH ?g {?a pkg:hasAncestor ?b} FILTER(!strends(str(?g), "inferred"))}\'',
)
def _not_transitive(site: Site) -> Faults:
    if ref(OWL.TransitiveProperty) in site.facts.get(ref(PKG.buildsOn), RDF.type):
        yield "pkg:buildsOn is declared transitive"
    for term in site.facts.into(ref(PKG.buildsOn), RDFS.subPropertyOf):
        if ref(OWL.TransitiveProperty) in site.facts.get(term, RDF.type):
            yield f"{term} is declared transitive"
    ancestor, inferred = ref(PKG.hasAncestor), ref(site.iris.graph("inferred"))
    number = 0
    for s, p, o, graph in site.quads:
        if p == ancestor:
            number += 1
            if graph != inferred:
                yield f"{s} pkg:hasAncestor {o} stands in {graph or 'no graph'}"
    return f"{number} inferred ancestors"
