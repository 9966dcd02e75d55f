"""IRIs: what has one, where it leads, and that it stays."""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.check.result import Faults, NotApplicable, needs_sidecars, requirement
from paperkg.check.site import Site
from paperkg.graph.terms import ref, value_of
from paperkg.vocab import (
    BIBO,
    DCAT,
    DCTERMS,
    OWL,
    PKG,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    Iris,
)

_PERSISTENT = ("https://w3id.org/", "http://purl.org/", "https://purl.org/", "https://doi.org/")


@requirement(
    3,
    "All things have HTTP(S) IRIs; there are no blank nodes",
    "Linked Data principles 1, 2; 5-star; LD-BP",
    "grep -c '_:' data/everything.nq",
)
def _named(site: Site) -> Faults:
    for subject, values in site.all.of.items():
        if not subject.startswith(("<https://", "<http://")):
            yield f"{subject} is no HTTP(S) IRI"
        for predicate, objects in values.items():
            for obj in objects:
                if obj.startswith("_:") or (obj[0] == "<" and not _addressable(obj)):
                    yield f"{subject} {predicate} leads to {obj}"
    return f"{len(site.all.of)} subjects"


def _addressable(term: str) -> bool:
    return term.startswith(("<https://", "<http://", "<mailto:"))


def _documents(site: Site) -> Iterator[str]:
    """Go through the IRIs of all documents under the base, and that of the ontology."""
    seen: dict[str, None] = {}
    for subject in site.all.of:
        if subject.startswith(f"<{site.base}"):
            seen.setdefault(subject[1:-1].partition("#")[0])
    yield from seen


@requirement(
    4,
    "Every IRI of the dataset has a page and RDF",
    "Linked Data principle 3; DWBP 10",
    "grep -o '^<[^>#]*' data/graph.nt | sort -u   # each has .html, .ttl and .jsonld",
)
def _resolved(site: Site) -> Faults:
    needs_sidecars(site)
    number = 0
    for iri in _documents(site):
        if iri == Iris().base + "dataset" and site.base != Iris().base:
            continue  # who wrote the ontology, said in its own file
        number += 1
        if site.iris.parse(iri) is None:
            if not _is_site(site, iri):
                yield f"<{iri}> has no page"
            continue
        for suffix in ("html", "ttl", "jsonld"):
            path = site.iris.twin(iri, suffix)
            if path not in site.known:
                yield f"<{iri}>: there is no {path}"
    return f"{number} documents"


def _is_site(site: Site, iri: str) -> bool:
    """Whether an IRI below the base is that of a file or of the site itself."""
    return iri == site.base or iri.removeprefix(site.base) in site.known


@requirement(
    8,
    "The dataset has an IRI that stays, and one for each version",
    "DWBP 9, 11; DCAT 3, section 11",
    "grep -E 'hasCurrentVersion|isVersionOf' void.ttl",
)
def _versions(site: Site) -> Faults:
    facts, dataset = site.about, ref(site.iris.dataset())
    versions = facts.get(dataset, DCAT.hasCurrentVersion)
    if ref(DCAT.Dataset) not in facts.get(dataset, RDF.type):
        yield f"{dataset} is no dcat:Dataset"
    if len(versions) != 1 or dataset in versions:
        yield f"{dataset} names {len(versions)} current versions, not one of its own IRI"
    for version in versions:
        if facts.get(version, DCAT.version) != facts.get(dataset, DCAT.version):
            yield f"{version} has another version than the dataset says"
        if dataset not in facts.get(version, DCAT.isVersionOf):
            yield f"{version} does not say of what it is a version"
    return f"{dataset[1:-1]}, version {', '.join(map(value_of, versions)) or 'none'}"


@requirement(
    9,
    "There is a version number, and a history from the second release on",
    "DWBP 7, 8; FOOPS VER1",
    "grep -E 'dcat:version|previousVersion' void.ttl; grep versionInfo ontology.ttl",
)
def _history(site: Site) -> Faults:
    facts, dataset = site.about, ref(site.iris.dataset())
    number = facts.get(dataset, DCAT.version)
    if len(number) != 1:
        yield f"the dataset has {len(number)} version numbers"
    if not site.facts.get(ref(_ontology(site)), OWL.versionInfo):
        yield "the ontology has no version number"
    earlier = [o for _, o in facts.having(DCAT.previousVersion)]
    history = [p for p in site.files if "changes" in p and not p.startswith(("assets/", "claim/"))]
    if earlier and not any(site.text(path) for path in history):
        yield f"follows {earlier[0]}, but no file tells what has changed"
    said = f"after {value_of(earlier[0])}" if earlier else "the first release"
    return f"version {', '.join(map(value_of, number))}, {said}"


def _ontology(site: Site) -> str:
    from paperkg.vocab import ONTOLOGY

    found = site.facts.instances(OWL.Ontology)
    return found[0][1:-1] if found else ONTOLOGY


@requirement(
    29,
    "IRIs begin with a persistent address, and the redirect rules for it are there",
    "FOOPS PURL1; LD-BP; W3C Permanent Identifier Community Group",
    "cat redirects/w3id/.htaccess",
)
def _persistent(site: Site) -> Faults:
    rules = "redirects/w3id/.htaccess"
    if not site.base.startswith(_PERSISTENT):
        raise NotApplicable(
            f"{site.base} is the publisher's own address; one at w3id.org would outlive it"
        )
    if not site.text(rules).strip():
        yield f"{rules}: is missing"
    return f"{site.base}, {rules}"


@requirement(
    33,
    "owl:sameAs is used for identity alone",
    "LD-BP; SKOS 10",
    "grep -c 'owl#sameAs' data/everything.nq",
)
def _same_as(site: Site) -> Faults:
    kinds = (PKG.Work, SKOS.Concept, PKG.Post, PKG.Claim)
    number = 0
    for subject, obj in site.all.having(OWL.sameAs):
        number += 1
        mine = {k for k in kinds if _is_a(site, subject, k)}
        theirs = {k for k in kinds if _is_a(site, obj, k)}
        if mine != theirs and theirs:
            yield f"{subject} and {obj} are of different kinds"
        elif obj.startswith(("<https://arxiv.org/", "<https://doi.org/")) and PKG.Work not in mine:
            yield f"{subject} is no work, yet the same as {obj}"
    links = sum(1 for _ in site.all.having(SCHEMA.sameAs))
    return f"{number} owl:sameAs, {links} schema:sameAs"


def _is_a(site: Site, subject: str, kind: str) -> bool:
    below = site.all.below(ref(kind))
    return any(name in below for name in site.all.get(subject, RDF.type))


@requirement(
    34,
    "Every paper with an identifier links out",
    "5-star (the fifth); FAIR I3",
    "grep -c 'schema.org/sameAs' data/graph.nt",
    theirs=True,
)
def _links_out(site: Site) -> Faults:
    facts = site.facts
    works = [
        w for w in facts.instances(PKG.Work) if facts.get(w, PKG.arxivId) or facts.get(w, BIBO.doi)
    ]
    for work in works:
        targets = (*facts.get(work, SCHEMA.sameAs), *facts.get(work, OWL.sameAs))
        if not any(t.startswith("<http") and not t.startswith(f"<{site.base}") for t in targets):
            yield f"{work} has an identifier and no link"
    return f"{len(works)} of {len(facts.instances(PKG.Work))} works have an identifier"


@requirement(
    37,
    "Identifiers stay: what was removed says so at its old IRI",
    "DWBP 22, 27; Cool URIs",
    "grep -l isReplacedBy --include='*.ttl' -r .",
    theirs=True,
)
def _tombstones(site: Site) -> Faults:
    facts = site.all
    gone = {s for s, _ in facts.having(DCTERMS.isReplacedBy)}
    gone |= {s for s, o in facts.having(OWL.deprecated) if o.startswith('"true"')}
    own = sorted(s for s in gone if s.startswith(f"<{site.base}"))
    if not own:
        raise NotApplicable("nothing that was published has been removed")
    for subject in own:
        if not (facts.get(subject, DCTERMS.isReplacedBy) or _reason(site, subject)):
            yield f"{subject} is gone without a successor or a reason"
        if site.iris.page(subject[1:-1]) not in site.known:
            yield f"{subject} is gone and has no page"
    return f"{len(own)} removed resource{'' if len(own) == 1 else 's'}"


def _reason(site: Site, subject: str) -> bool:
    said = (RDFS.comment, DCTERMS.description, SKOS.historyNote, SKOS.note, SKOS.editorialNote)
    return any(site.all.get(subject, predicate) for predicate in said)
