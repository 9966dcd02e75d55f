"""The RDF of the site: dumps, the twin of every page, and the description of the dataset."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from paperkg import resources
from paperkg.extract.cores import spread
from paperkg.graph import (
    FORMATS,
    Dump,
    Extra,
    Quad,
    backlink,
    build_quads,
    context,
    describe,
    describe_dataset,
    serialize,
    tidy,
    tombstone_quads,
)
from paperkg.model import Catalog, Tombstone
from paperkg.model.dataset import DatasetInfo
from paperkg.publish.about import Download
from paperkg.publish.history import history_files, new_release
from paperkg.publish.past import Past, Release
from paperkg.publish.places import MANY
from paperkg.publish.portable import portable_files
from paperkg.publish.removed import find_removed
from paperkg.publish.sparql import Parts, parts_of, sparql_files
from paperkg.store import Answer, Example, load_examples, open_store
from paperkg.vocab import Iris

Write = Callable[[str, Iterable[str]], tuple[int, str]]
"""Writes a file in blocks of text; returns its size and SHA-256."""

CONTEXT = "data/context.jsonld"
SHAPES = "shapes.ttl"
_TWINS = ("ttl", "jsonld")


class _Planned(NamedTuple):
    path: str
    full: bool


_DUMPS = (
    _Planned("data/graph.ttl", full=False),
    _Planned("data/graph.nt", full=False),
    _Planned("data/graph.jsonld", full=False),
    _Planned("data/graph.rdf", full=False),
    _Planned("data/everything.ttl", full=True),
    _Planned("data/everything.nq", full=True),
    _Planned("data/everything.trig", full=True),
)


_PIECE = 50
"""Documents in one piece of work."""
_SEVERAL = 10
"""With fewer pieces, one process is done before a second has started."""


@dataclass(frozen=True, slots=True)
class Data:
    """What the pages say of the RDF.

    Attributes:
        downloads: Files that hold all of it.
        extras: Files that hold a part of it in the forms of other tools.
        triples: Number of triples, provenance included.
        fingerprint: SHA-256 of the sorted N-Quads.
        documents: IRIs that have a page.
        tombstones: What was published once and is there no more.
        releases: All releases, this one last.
        quads: All of it.
        parts: The same as the query page has it.
        examples: The example queries that have an answer here.
    """

    downloads: tuple[Download, ...]
    extras: tuple[Download, ...]
    triples: int
    fingerprint: str
    documents: frozenset[str]
    tombstones: tuple[Tombstone, ...]
    releases: tuple[Release, ...]
    quads: tuple[Quad, ...]
    parts: Parts
    examples: tuple[Example, ...]


def make_data(
    catalog: Catalog,
    info: DatasetInfo,
    write: Write,
    past: Past,
    *,
    sidecars: bool = True,
    workers: int = 1,
) -> Data:
    """Write all RDF files of the site, the data of the query page among them.

    Args:
        catalog: What they are about.
        info: What is said of the dataset.
        write: Writes a file of blocks of text; returns its size and SHA-256.
        past: The releases before this one.
        sidecars: Whether every resource gets files of its own.
        workers: How many processes may write those; they are the same.
    """
    iris = Iris(info.base_iri)
    quads = build_quads(catalog, info)
    removed = find_removed(past.graph, quads, catalog.tombstones, iris)
    if removed:
        quads = tidy((*quads, *tombstone_quads(removed, info)))
    release = new_release(past, quads, info)
    for path, blocks in history_files(past, quads, release, info):
        write(path, blocks)
    dumps: list[Dump] = []
    for path, full in _DUMPS:
        suffix = "." + path.rpartition(".")[2]
        size, sha256 = write(path, serialize(quads, suffix, iris=iris, full=full))
        dumps.append(Dump(path, size, sha256, suffix, full=full))
    extras = []
    for file in portable_files(catalog, quads, info):
        size, sha256 = write(file.path, file.blocks)
        extras.append(Extra(file.path, size, sha256, file.media_type, file.title, file.part))
    examples = answered(quads, iris)
    about = describe_dataset(quads, info, dumps, extras, examples)
    description = list(serialize(about, ".ttl", iris=iris, full=True))
    write("void.ttl", description)
    write(".well-known/void", description)
    parts = parts_of(quads)
    for script in sparql_files(parts):
        write(script.path, [script.data.decode()])
    write(SHAPES, [resources.read_text("ontology", SHAPES)])
    write(CONTEXT, [json.dumps({"@context": context()}, indent=1) + "\n"])
    documents = describe(tidy((*quads, *about)), iris)
    kinds = {document: named.kind for document in documents if (named := iris.parse(document))}
    kept = frozenset(d for d, kind in kinds.items() if sidecars or kind != "claim")
    wanted = [d for d in sorted(kept) if sidecars or kinds[d] not in MANY]
    for path, text in _all_twins(wanted, documents, iris, workers):
        write(path, [text])
    return Data(
        downloads=tuple(_download(d) for d in dumps),
        extras=tuple(Download(e.path, e.title, e.media_type, e.size, e.sha256) for e in extras),
        triples=len({quad[:3] for quad in quads}),
        fingerprint=release.sha256,
        documents=kept,
        tombstones=(*catalog.tombstones, *removed),
        releases=(*past.releases, release),
        quads=quads,
        parts=parts,
        examples=examples,
    )


def _all_twins(
    wanted: Sequence[str], documents: Mapping[str, Sequence[Quad]], iris: Iris, workers: int
) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files of all documents that are wanted, in order."""

    def make(number: int) -> list[tuple[str, str]]:
        some = wanted[number * _PIECE : (number + 1) * _PIECE]
        return [
            (path, "".join(blocks))
            for document in some
            for path, blocks in _twins(document, documents[document], iris)
        ]

    pieces = -(-len(wanted) // _PIECE)
    for made in spread(make, pieces, workers if pieces > _SEVERAL else 1):
        yield from made


def _twins(document: str, quads: Sequence[Quad], iris: Iris) -> Iterator[tuple[str, Iterable[str]]]:
    for suffix in _TWINS:
        everything = tidy((*quads, *backlink(document, iris, suffix)))
        yield iris.twin(document, suffix), serialize(everything, f".{suffix}", iris=iris, full=True)


def _download(dump: Dump) -> Download:
    form = FORMATS[dump.suffix]
    label = f"{form.title}, with provenance" if dump.full else form.title
    return Download(dump.path, label, form.media_type, dump.size, dump.sha256)


def answered(quads: Sequence[Quad], iris: Iris) -> tuple[Example, ...]:
    """Return the example queries that have an answer in a graph."""
    with open_store(quads, prefixes=iris.prefixes) as store:
        return tuple(e for e in load_examples() if _has_answer(store.query(e.query, max_rows=1)))


def _has_answer(answer: Answer) -> bool:
    return answer if isinstance(answer, bool) else len(answer) > 0


def write_document(document: str, quads: Sequence[Quad], iris: Iris, write: Write) -> None:
    """Write the RDF files of one document that is no part of the dataset."""
    for path, blocks in _twins(document, quads, iris):
        write(path, blocks)
