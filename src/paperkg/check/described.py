"""The description of the dataset: VoID and DCAT, counted anew and compared."""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.check.facts import Facts
from paperkg.check.result import Faults, NotApplicable, requirement
from paperkg.check.site import Site
from paperkg.graph import count, without_provenance
from paperkg.graph.sheet import Quad
from paperkg.graph.terms import number, ref
from paperkg.graph.void import Counts
from paperkg.vocab import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    PREFIXES,
    RDF,
    VOID,
)

_SAID = (
    ("title", DCTERMS.title),
    ("description", DCTERMS.description),
    ("creator", DCTERMS.creator),
    ("publisher", DCTERMS.publisher),
    ("language", DCTERMS.language),
)
_WELL_KNOWN = ".well-known/void"


def datasets(site: Site) -> list[str]:
    """Return the datasets that the catalogue lists."""
    facts = site.about
    return [
        dataset
        for catalog in facts.instances(DCAT.Catalog)
        for dataset in facts.get(catalog, DCAT.dataset)
    ]


@requirement(
    10,
    "The licence is an IRI, on every dataset, distribution, service and on the ontology",
    "DWBP 4; FOOPS OM4; FAIR R1.1",
    "grep -c dcterms:license void.ttl ontology.ttl",
)
def _licensed(site: Site) -> Faults:
    facts = site.all
    bearers = [*datasets(site)]
    for kind in (DCAT.Distribution, DCAT.Catalog, DCAT.DataService, OWL.Ontology):
        bearers += facts.instances(kind)
    for bearer in bearers:
        licences = facts.get(bearer, DCTERMS.license)
        if len(licences) != 1 or not licences[0].startswith("<http"):
            yield f"{bearer} has no licence, or one that is no IRI"
    return f"{len(bearers)} resources"


@requirement(
    11,
    "The dataset has title, description, creator, publisher, dates and language",
    "DWBP 1, 2; DCAT 3",
    "rapper -q -i turtle void.ttl | grep '/dataset> '",
)
def _introduced(site: Site) -> Faults:
    facts = site.about
    dated = 0
    for dataset in datasets(site):
        for name, predicate in _SAID:
            if not facts.get(dataset, predicate):
                yield f"{dataset} has no {name}"
        dates = [*facts.get(dataset, DCTERMS.issued), *facts.get(dataset, DCTERMS.modified)]
        dated += bool(dates)
        for date in dates:
            if not date.endswith("#date>"):
                yield f"{dataset}: {date} is no xsd:date"
        for publisher in facts.get(dataset, DCTERMS.publisher):
            if not facts.get(publisher, FOAF.name):
                yield f"{publisher} has no name"
    if not datasets(site):
        yield "no dataset is described"
    return f"{len(datasets(site))} datasets, {dated} dated (see 47)"


@requirement(
    47,
    "The day of the last change and how often it changes are stated",
    "DWBP 21",
    "grep -E 'modified|accrualPeriodicity' void.ttl",
    theirs=True,
)
def _dated(site: Site) -> Faults:
    facts, undated = site.about, 0
    for dataset in datasets(site):
        if not facts.get(dataset, DCTERMS.accrualPeriodicity):
            yield f"{dataset} does not say how often it changes"
        undated += not facts.get(dataset, DCTERMS.modified)
    if undated:
        if any(facts.get(d, DCTERMS.modified) for d in datasets(site)):
            yield "some datasets have a date of change and others have none"
        if all(facts.get(d, DCTERMS.accrualPeriodicity) for d in datasets(site)):
            raise NotApplicable(
                "no day is known: set SOURCE_DATE_EPOCH, or modified in paperkg.toml"
            )
    return f"{len(datasets(site))} datasets"


def _counted(site: Site) -> Iterator[tuple[str, str, Counts]]:
    """Go through the two datasets: term, prefix of its partitions, what its data really hold."""
    quads = site.quads
    plain: tuple[Quad, ...] = without_provenance(quads)
    yield ref(site.iris.dataset()), "", count(plain, site.base)
    yield ref(site.iris.dataset("everything")), "everything-", count(quads, site.base)


@requirement(
    12,
    "Class and property partitions are counted right",
    "DWBP 3; VoID 4.6",
    "paperkg query 'SELECT ?c (COUNT(DISTINCT ?s) AS ?n) {?s a ?c} GROUP BY ?c'",
)
def _partitions(site: Site) -> Faults:
    facts, total = site.about, 0
    for dataset, _, counts in _counted(site):
        stated = dict(_classes(facts, dataset))
        total += len(stated)
        expected = {ref(iri): number(n) for iri, n in counts.classes.items()}
        for term in sorted(stated.keys() | expected.keys()):
            if stated.get(term) != expected.get(term):
                told = f"{expected.get(term)} instances, not {stated.get(term)}"
                yield f"{dataset}: {term} has {told}"
        for part in facts.get(dataset, VOID.propertyPartition):
            total += 1
            name = facts.one(part, VOID.property)
            found = counts.properties.get(name[1:-1], (0, 0, 0))
            if tuple(facts.one(part, p) for p in _OF_PROPERTY) != tuple(map(number, found)):
                yield f"{part}: {name} is in {found[0]} triples, with other counts than stated"
        listed = {facts.one(p, VOID.property) for p in facts.get(dataset, VOID.propertyPartition)}
        for iri in counts.properties.keys() - {name[1:-1] for name in listed}:
            yield f"{dataset}: <{iri}> has no partition"
    return f"{total} partitions"


_OF_PROPERTY = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)


def _classes(facts: Facts, dataset: str) -> Iterator[tuple[str, str]]:
    for part in facts.get(dataset, VOID.classPartition):
        yield facts.one(part, VOID["class"]), facts.one(part, VOID.entities)


@requirement(
    13,
    "Triples, entities, classes, properties, subjects and objects are counted right",
    "VoID 4.6",
    "cut -d' ' -f1 data/graph.nt | sort -u | wc -l",
)
def _statistics(site: Site) -> Faults:
    facts = site.about
    told = []
    for dataset, _, counts in _counted(site):
        told.append(f"{counts.triples} triples")
        for predicate, value in (
            (VOID.triples, counts.triples),
            (VOID.entities, counts.entities),
            (VOID.classes, len(counts.classes)),
            (VOID.properties, len(counts.properties)),
            (VOID.distinctSubjects, counts.subjects),
            (VOID.distinctObjects, counts.objects),
        ):
            if facts.get(dataset, predicate) != [number(value)]:
                yield f"{dataset}: {predicate} is {value}, not {facts.one(dataset, predicate)}"
    return ", ".join(told)


@requirement(
    14,
    "The vocabularies listed are exactly those used",
    "VoID 4.3",
    "grep -A20 void:vocabulary void.ttl",
)
def _vocabularies(site: Site) -> Faults:
    facts, total = site.about, 0
    for dataset, _, counts in _counted(site):
        used = {ref(_space(iri)) for iri in (*counts.classes, *counts.properties)}
        listed = set(facts.get(dataset, VOID.vocabulary))
        total += len(listed)
        for space in sorted(used - listed):
            yield f"{dataset} uses {space} and does not list it"
        for space in sorted(listed - used):
            yield f"{dataset} lists {space} and does not use it"
    return f"{total} entries"


def _space(iri: str) -> str:
    known = next((n for n in PREFIXES.values() if iri.startswith(n)), "")
    return known or iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


@requirement(
    16,
    "Example, IRI space, root resources, and a linkset for every target",
    "VoID 4.1 to 4.4, 5",
    "grep -E 'exampleResource|uriSpace|rootResource|linkPredicate' void.ttl",
)
def _entry_points(site: Site) -> Faults:
    facts, dataset = site.about, ref(site.iris.dataset())
    for subject in (dataset, ref(site.iris.dataset("everything"))):
        if facts.get(subject, VOID.uriSpace) != [f'"{site.base}"']:
            yield f"{subject}: its IRI space is not {site.base}"
    for name, predicate in (
        ("example", VOID.exampleResource),
        ("root resource", VOID.rootResource),
    ):
        found = facts.get(dataset, predicate)
        if not found and site.facts.instances("https://w3id.org/paperkg/ontology#Work"):
            yield f"{dataset} has no {name}"
        for term in found:
            if site.iris.parse(term[1:-1]) is None or site.iris.page(term[1:-1]) not in site.known:
                yield f"{term} is a {name} and has no page"
    return (yield from _linksets(site))


def _linksets(site: Site) -> Faults:
    facts = site.about
    _, _, counts = next(_counted(site))
    linksets = facts.instances(VOID.Linkset)
    sizes = [(facts.one(s, VOID.objectsTarget), facts.one(s, VOID.triples)) for s in linksets]
    for linkset in linksets:
        for predicate in (VOID.linkPredicate, VOID.subjectsTarget):
            if not facts.get(linkset, predicate):
                yield f"{linkset} has no {predicate}"
    for target, links in counts.links.items():
        if not any(target in address and n == number(links) for address, n in sizes):
            yield f"{links} links to {target} have no linkset of that size"
    return f"{len(linksets)} linksets, {sum(counts.links.values())} links"


@requirement(
    17,
    "/.well-known/void is there, and every RDF document names its dataset",
    "VoID 6; RFC 8615",
    "cmp .well-known/void void.ttl; grep -L inDataset -r --include='*.ttl' paper author",
    deep=True,
)
def _points_back(site: Site) -> Faults:
    if site.text(_WELL_KNOWN) != site.text("void.ttl"):
        yield f"{_WELL_KNOWN}: is missing, or not the same as void.ttl"
    dataset = ref(site.iris.dataset())
    for path, quads in site.parsed.items():
        if isinstance(quads, str):
            continue
        own = (ref(site.base + path), ref(VOID.inDataset), dataset)
        if not any(quad[:3] == own for quad in quads):
            yield f"{path}: does not name its dataset"
    return f"{len(site.parsed)} of {len(site.twins)} documents"


@requirement(
    50,
    "A DCAT catalogue lists dataset, distributions and service",
    "DCAT 3",
    "grep -A3 'a dcat:Catalog' void.ttl",
)
def _catalogued(site: Site) -> Faults:
    facts = site.about
    catalogs = facts.instances(DCAT.Catalog)
    if len(catalogs) != 1:
        yield f"there are {len(catalogs)} catalogues"
    listed = set(datasets(site))
    for dataset in (ref(site.iris.dataset()), ref(site.iris.dataset("everything"))):
        if dataset not in listed or ref(DCAT.Dataset) not in facts.get(dataset, RDF.type):
            yield f"{dataset} is not in the catalogue"
        elif not facts.get(dataset, DCAT.distribution):
            yield f"{dataset} has no distribution"
    services = [o for c in catalogs for o in facts.get(c, DCAT.service)]
    endpoints = [o for _, o in facts.having(VOID.sparqlEndpoint)]
    if len(services) != len(endpoints):
        yield "the catalogue's services are not the endpoints of its datasets"
    for service in services:
        for predicate in (DCAT.endpointURL, DCAT.servesDataset):
            if not facts.get(service, predicate):
                yield f"{service} has no {predicate}"
    return f"{len(listed)} datasets, {len(services)} services"
