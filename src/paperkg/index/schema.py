"""Writes a catalog into the index's tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from paperkg.model import Catalog, Claim, Evidence, Fact, Reading, Work
from paperkg.resolve import fold, slug

FORMAT = "1"

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE resource (
  kind TEXT NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE name (
  key TEXT NOT NULL, rank INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (key, rank, kind, id)
) WITHOUT ROWID;
CREATE TABLE claim (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, relation TEXT NOT NULL, object TEXT NOT NULL,
  layer TEXT NOT NULL, reversed INTEGER NOT NULL, builds_on INTEGER NOT NULL,
  file TEXT, n INTEGER, start INTEGER, "end" INTEGER, line INTEGER, quote TEXT, rule TEXT
) WITHOUT ROWID;
CREATE INDEX claim_subject ON claim (subject, builds_on);
CREATE INDEX claim_object ON claim (object, builds_on);
CREATE TABLE link (
  kind TEXT NOT NULL, id TEXT NOT NULL, work TEXT NOT NULL, data TEXT NOT NULL
);
CREATE INDEX link_by_id ON link (kind, id);
"""


def write_catalog(db: sqlite3.Connection, catalog: Catalog, meta: dict[str, str]) -> None:
    """Create the tables and fill them; one transaction."""
    db.executescript(_TABLES)
    with db:
        rows = [(key, storable(text)) for key, text in sorted({**meta, "format": FORMAT}.items())]
        db.executemany("INSERT INTO meta VALUES (?, ?)", rows)
        db.executemany("INSERT INTO resource VALUES (?, ?, ?, ?)", _resources(catalog))
        db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", _names(catalog))
        db.executemany(
            f"INSERT INTO claim VALUES ({', '.join('?' * 14)})",  # noqa: S608 - only question marks
            (_claim_row(claim) for claim in catalog.claims),
        )
        db.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", _links(catalog))


def storable(text: str) -> str:
    """Return a text as it may stand in the database, which cannot hold lone surrogates."""
    return text.encode("utf-8", "replace").decode()


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def evidence_data(evidence: Evidence | None) -> dict[str, Any] | None:
    """Return evidence as plain data."""
    return asdict(evidence) if evidence else None


def _work_data(work: Work) -> dict[str, Any]:
    data = asdict(work)
    data["facts"] = [_fact_data(fact) for fact in work.facts]
    return data


def _fact_data(fact: Fact) -> dict[str, Any]:
    return {key: value for key, value in asdict(fact).items() if value}


def _post_data(reading: Reading) -> dict[str, Any]:
    return {
        "file": reading.post.file,
        "n": reading.post.n,
        "kind": reading.kind,
        "title": reading.title.value if reading.title else "",
        "sha256": reading.post.source.sha256,
    }


def _resources(catalog: Catalog) -> Iterator[tuple[str, str, str, str]]:
    for work in catalog.works:
        yield "paper", work.id, work.name, _dump(_work_data(work))
    for person in catalog.people:
        yield "author", person.id, person.name, _dump(asdict(person))
    for concept in catalog.concepts:
        yield "concept", concept.id, concept.label, _dump(asdict(concept))
    for category in catalog.categories:
        yield "category", category.id, category.label, _dump(asdict(category))
    for reading in catalog.readings:
        label = reading.title.value if reading.title else reading.post.file
        yield "post", reading.post.id, label, _dump(_post_data(reading))


def _names(catalog: Catalog) -> Iterator[tuple[str, int, str, str, str]]:
    def rows(kind: str, item: str, *ranked: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        for rank, names in enumerate(ranked):
            for name in names:
                if key := fold(name):
                    yield key, rank, kind, item, name

    for work in catalog.works:
        main = [n for n in (work.short_name, work.title) if n]
        ids = [work.id, work.arxiv, work.doi]
        yield from rows("paper", work.id, main, work.aliases, ids)
    for concept in catalog.concepts:
        yield from rows("concept", concept.id, [concept.label], concept.alt_labels, [concept.id])
    for category in catalog.categories:
        yield from rows("category", category.id, [category.label], category.alt_labels)
    for person in catalog.people:
        surname = person.name.split()[-1:] if person.name.split() else []
        yield from rows("author", person.id, [person.name], surname, [slug(person.name)])
    for reading in catalog.readings:
        title = [reading.title.value] if reading.title else []
        yield from rows("post", reading.post.id, [reading.post.id], title)


def _claim_row(claim: Claim) -> tuple[Any, ...]:
    e = claim.evidence
    place: tuple[Any, ...] = (
        (e.file, e.n, e.start, e.end, e.line, e.quote, e.rule) if e else (None,) * 7
    )
    return (
        claim.id,
        claim.subject,
        claim.relation.value,
        claim.object,
        claim.layer.value,
        int(claim.reversed),
        int(claim.relation.builds_on),
        *place,
    )


def _links(catalog: Catalog) -> Iterator[tuple[str, str, str, str]]:
    """Yield which works a concept, category, author or post has, with the evidence."""
    for work in catalog.works:
        for fact in work.facts:
            if fact.field in {"concept", "category", "author"}:
                yield fact.field, fact.value, work.id, _dump(_fact_data(fact))
        for post in work.posts:
            yield "post", post, work.id, "{}"
