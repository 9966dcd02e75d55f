"""Describes the dataset for machines: VoID and DCAT 3, every number counted from the data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from paperkg.graph.about import add_dataset, add_heading
from paperkg.graph.formats import FORMATS, without_provenance
from paperkg.graph.ntriples import fingerprint, triples_of
from paperkg.graph.questions import Question, add_question
from paperkg.graph.sheet import Quad, Quads, Sheet, tidy
from paperkg.graph.terms import label, number, ref, string, typed, web_iri
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import (
    DCAT,
    DCTERMS,
    DQV,
    GRAPHS,
    PREFIXES,
    RDF,
    SCHEMA,
    SPDX,
    VOID,
    XSD,
)

_TYPE = ref(RDF.type)
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TARGETS = {"arxiv": "https://arxiv.org/", "doi": "https://doi.org/"}
SHAPES = "https://w3id.org/paperkg/shapes"
_FEATURES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG")


class Dump(NamedTuple):
    """A file in which the dataset can be downloaded.

    Attributes:
        path: Path relative to the root of the site.
        size: Bytes.
        sha256: Hex digest of its bytes.
        suffix: Suffix of its format (:data:`~paperkg.graph.formats.FORMATS`), without ``.gz``.
        full: Whether it holds provenance, too.
        compressed: Media type of the compression, e.g. ``application/gzip``, or empty.
    """

    path: str
    size: int
    sha256: str
    suffix: str
    full: bool = False
    compressed: str = ""


class Extra(NamedTuple):
    """A file with a part of the dataset, in a form of other tools.

    Attributes:
        path: Path relative to the root of the site.
        size: Bytes.
        sha256: Hex digest of its bytes.
        media_type: As registered with IANA, or usual.
        title: What it holds.
        part: Which part: a fragment that names it.
    """

    path: str
    size: int
    sha256: str
    media_type: str
    title: str
    part: str


class Counts(NamedTuple):
    """What VoID wants to know of a set of triples.

    Attributes:
        triples: Number of triples, each counted once.
        entities: Subjects whose IRI begins with the base.
        subjects: Distinct subjects.
        objects: Distinct objects, literals included.
        classes: Class -> number of its instances.
        properties: Property -> (triples, distinct subjects, distinct objects).
        links: Name of a linked dataset -> number of links.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: dict[str, int]
    properties: dict[str, tuple[int, int, int]]
    links: dict[str, int]


def count(quads: Sequence[Quad], base: str) -> Counts:
    """Count the triples of all graphs together, each once.

    Args:
        quads: Sorted quads.
        base: Base IRI.
    """
    classes: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    subjects: Counter[str] = Counter()
    objects_of: dict[str, set[str]] = defaultdict(set)
    links: Counter[str] = Counter()
    entities = distinct = 0
    same_as, last, start = ref(SCHEMA.sameAs), ("", ""), f"<{base}"
    for s, p, o in triples_of(quads):
        if (s, p) != last:  # sorted: a subject's triples with one property follow each other
            subjects[p] += 1
            if s != last[0]:
                distinct += 1
                entities += s.startswith(start)
            last = (s, p)
        uses[p] += 1
        objects_of[p].add(o)
        if p == _TYPE:
            classes[o] += 1
        elif p == same_as:
            links.update(name for name, space in _TARGETS.items() if o.startswith(f"<{space}"))
    return Counts(
        triples=uses.total(),
        entities=entities,
        subjects=distinct,
        objects=len(set().union(*objects_of.values())) if objects_of else 0,
        classes={c[1:-1]: n for c, n in sorted(classes.items())},
        properties={p[1:-1]: (n, subjects[p], len(objects_of[p])) for p, n in sorted(uses.items())},
        links=dict(sorted(links.items())),
    )


def describe_dataset(
    quads: Sequence[Quad],
    info: DatasetInfo | None = None,
    dumps: Iterable[Dump] = (),
    extras: Iterable[Extra] = (),
    questions: Iterable[Question] = (),
) -> Quads:
    """Describe the dataset in VoID and DCAT 3.

    The dataset is what the dumps without provenance hold; with provenance it is a second one, of
    which the first is a subset. Both have their own counts.

    Args:
        quads: The whole graph, sorted.
        info: What is said of the dataset.
        dumps: Files to download, described once they are written.
        extras: Files that hold a part in another form; each part is a dataset of its own.
        questions: Example queries; those that have an answer.

    Returns:
        Sorted quads of no named graph; no blank nodes.
    """
    sheet = Sheet(info or DatasetInfo())
    iris = sheet.iris
    everything = ref(iris.dataset("everything"))
    dataset = ref(iris.dataset())
    add_dataset(sheet, "")
    add_heading(sheet, "", everything, f"{sheet.info.title}, with provenance")
    sheet.add("", everything, _TYPE, ref(VOID.Dataset), ref(DCAT.Dataset))
    sheet.add("", everything, ref(VOID.subset), dataset)
    sheet.add("", everything, ref(DCAT.version), label(sheet.info.version))
    _add_counts(sheet, dataset, "", count(without_provenance(quads), iris.base))
    _add_counts(sheet, everything, "everything-", count(quads, iris.base))
    _add_examples(sheet, dataset, quads)
    _add_graphs(sheet, everything, quads)
    _add_checksum(sheet, everything, "quads", fingerprint(quads))
    for dump in dumps:
        _add_dump(sheet, everything if dump.full else dataset, dump)
    parts = [_add_extra(sheet, dataset, extra) for extra in extras]
    _add_catalog(sheet, (dataset, everything, *dict.fromkeys(parts)))
    sheet.add("", dataset, ref(DQV.hasQualityMetadata), ref(iris.quality()))
    sheet.add("", dataset, ref(DCTERMS.conformsTo), ref(SHAPES))
    for question in questions:
        add_question(sheet, question)
    return tidy(sheet.quads)


def _add_counts(sheet: Sheet, subject: str, part: str, counts: Counts) -> None:
    iris = sheet.iris
    for predicate, value in (
        (VOID.triples, counts.triples),
        (VOID.entities, counts.entities),
        (VOID.classes, len(counts.classes)),
        (VOID.properties, len(counts.properties)),
        (VOID.distinctSubjects, counts.subjects),
        (VOID.distinctObjects, counts.objects),
    ):
        sheet.add("", subject, ref(predicate), number(value))
    sheet.add("", subject, ref(VOID.uriSpace), string(iris.base))
    spaces = {_space(iri) for iri in (*counts.classes, *counts.properties)}
    sheet.add("", subject, ref(VOID.vocabulary), *(ref(space) for space in sorted(spaces)))
    for iri, entities in counts.classes.items():
        partition = ref(iris.dataset(f"{part}class-{_name(iri)}"))
        sheet.add("", subject, ref(VOID.classPartition), partition)
        sheet.add("", partition, ref(VOID["class"]), ref(iri))
        sheet.add("", partition, ref(VOID.entities), number(entities))
    for iri, (triples, subjects, objects) in counts.properties.items():
        partition = ref(iris.dataset(f"{part}property-{_name(iri)}"))
        sheet.add("", subject, ref(VOID.propertyPartition), partition)
        sheet.add("", partition, ref(VOID.property), ref(iri))
        sheet.add("", partition, ref(VOID.triples), number(triples))
        sheet.add("", partition, ref(VOID.distinctSubjects), number(subjects))
        sheet.add("", partition, ref(VOID.distinctObjects), number(objects))
    if part:
        return
    for name, links in counts.links.items():
        linkset = ref(iris.dataset(f"links-{name}"))
        sheet.add("", subject, ref(VOID.subset), linkset)
        sheet.add("", linkset, _TYPE, ref(VOID.Linkset))
        sheet.add("", linkset, ref(DCTERMS.title), sheet.label(f"Links to {_TARGETS[name]}"))
        sheet.add("", linkset, ref(VOID.linkPredicate), ref(SCHEMA.sameAs))
        sheet.add("", linkset, ref(VOID.subjectsTarget), subject)
        sheet.add("", linkset, ref(VOID.objectsTarget), ref(_TARGETS[name]))
        sheet.add("", linkset, ref(VOID.triples), number(links))


def _add_examples(sheet: Sheet, dataset: str, quads: Sequence[Quad]) -> None:
    papers = f"<{sheet.iris.base}paper/"
    subjects = Counter(
        quad[0] for quad in quads if quad[0].startswith(papers) and "#" not in quad[0]
    )
    best = min(subjects, key=lambda s: (-subjects[s], s), default="")
    sheet.add("", dataset, ref(VOID.exampleResource), best)
    roots = (ref(sheet.iris.scheme(name)) for name in ("categories", "concepts"))
    sheet.add("", dataset, ref(VOID.rootResource), *roots)
    formats = (ref(f"http://www.w3.org/ns/formats/{name}") for name in _FEATURES)
    sheet.add("", dataset, ref(VOID.feature), *formats)


def _add_graphs(sheet: Sheet, everything: str, quads: Sequence[Quad]) -> None:
    sizes = Counter(quad[3] for quad in quads)
    for name in GRAPHS:
        graph = ref(sheet.iris.graph(name))
        sheet.add("", everything, ref(VOID.subset), graph)
        sheet.add("", graph, _TYPE, ref(VOID.Dataset))
        sheet.add("", graph, ref(DCTERMS.title), sheet.label(f"Graph: {name}"))
        sheet.add("", graph, ref(VOID.triples), number(sizes[graph]))


def _add_checksum(sheet: Sheet, subject: str, name: str, sha256: str) -> None:
    checksum = ref(sheet.iris.dataset(f"sha256-{name}"))
    sheet.add("", subject, ref(SPDX.checksum), checksum)
    sheet.add("", checksum, _TYPE, ref(SPDX.Checksum))
    sheet.add("", checksum, ref(SPDX.algorithm), ref(SPDX.checksumAlgorithm_sha256))
    sheet.add("", checksum, ref(SPDX.checksumValue), typed(sha256, XSD.hexBinary))


def _add_dump(sheet: Sheet, dataset: str, dump: Dump) -> None:
    form = FORMATS[dump.suffix]
    title = f"{form.title}, with provenance" if dump.full else form.title
    address = _add_distribution(sheet, dataset, dump.path, title, form.media_type)
    subject = _distribution(sheet, dump.path)
    sheet.add("", dataset, ref(VOID.dataDump), address)
    if dump.compressed:
        sheet.add("", subject, ref(DCAT.compressFormat), ref(_MEDIA + dump.compressed))
    sheet.add("", subject, ref(DCAT.byteSize), typed(str(dump.size), XSD.nonNegativeInteger))
    _add_checksum(sheet, subject, f"dump-{_plain(dump.path)}", dump.sha256)


def _add_distribution(sheet: Sheet, dataset: str, path: str, title: str, media_type: str) -> str:
    """Describe a file to download; return its address."""
    info = sheet.info
    base = info.site_url or info.base_iri
    address = web_iri(base.rstrip("/") + "/" + quote(path, safe="/"))
    subject = _distribution(sheet, path)
    sheet.add("", dataset, ref(DCAT.distribution), subject)
    sheet.add("", subject, _TYPE, ref(DCAT.Distribution))
    sheet.add("", subject, ref(DCTERMS.title), sheet.label(title))
    sheet.add("", subject, ref(DCTERMS.license), web_iri(info.licence))
    sheet.add("", subject, ref(DCAT.downloadURL), address)
    sheet.add("", subject, ref(DCAT.accessURL), address)
    sheet.add("", subject, ref(DCAT.mediaType), ref(_MEDIA + media_type))
    return address


def _distribution(sheet: Sheet, path: str) -> str:
    return ref(sheet.iris.dataset(f"dump-{_plain(path)}"))


def _plain(path: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in path).strip("-")


def _add_extra(sheet: Sheet, dataset: str, extra: Extra) -> str:
    part = ref(sheet.iris.dataset(extra.part))
    sheet.add("", dataset, ref(DCTERMS.hasPart), part)
    sheet.add("", part, _TYPE, ref(DCAT.Dataset))
    sheet.add("", part, ref(DCTERMS.isPartOf), dataset)
    add_heading(sheet, "", part, f"{sheet.info.title}: {extra.part}")
    sheet.add("", part, ref(DCAT.version), label(sheet.info.version))
    _add_distribution(sheet, part, extra.path, extra.title, extra.media_type)
    subject = _distribution(sheet, extra.path)
    sheet.add("", subject, ref(DCAT.byteSize), typed(str(extra.size), XSD.nonNegativeInteger))
    _add_checksum(sheet, subject, f"dump-{_plain(extra.path)}", extra.sha256)
    return part


def _add_catalog(sheet: Sheet, datasets: Iterable[str]) -> None:
    catalog = ref(sheet.iris.dataset("catalog"))
    sheet.add("", catalog, _TYPE, ref(DCAT.Catalog))
    add_heading(sheet, "", catalog, f"Catalogue: {sheet.info.title}")
    sheet.add("", catalog, ref(DCAT.dataset), *datasets)
    endpoint = web_iri(sheet.info.endpoint_url)
    if endpoint:
        service = ref(sheet.iris.dataset("sparql"))
        sheet.add("", catalog, ref(DCAT.service), service)
        sheet.add("", service, _TYPE, ref(DCAT.DataService))
        sheet.add("", service, ref(DCTERMS.title), sheet.label("SPARQL endpoint"))
        sheet.add("", service, ref(DCTERMS.license), web_iri(sheet.info.licence))
        sheet.add("", service, ref(DCAT.endpointURL), endpoint)
        sheet.add("", service, ref(DCAT.servesDataset), *datasets)
        sheet.add("", ref(sheet.iris.dataset()), ref(VOID.sparqlEndpoint), endpoint)


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def _name(iri: str) -> str:
    space = _space(iri)
    prefix = next((p for p, namespace in PREFIXES.items() if namespace == space), "x")
    return f"{prefix}-{iri[len(space) :]}"
