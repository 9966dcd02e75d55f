"""Asks the index: names, works, claims."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from paperkg.errors import NameNotFoundError, StoreError
from paperkg.index.schema import FORMAT, write_catalog
from paperkg.model import BUILDS_ON, Catalog, Claim, Evidence, Layer, Relation
from paperkg.resolve import fold

KINDS = ("paper", "concept", "category", "author", "post")
_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Resource:
    """A work, concept, category, author or post.

    Attributes:
        kind: One of ``paper``, ``concept``, ``category``, ``author``, ``post``.
        id: Last part of its IRI.
        label: Its name.
        data: Everything known of it, as plain data (the fields of the model's classes).
    """

    kind: str
    id: str
    label: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of lineage: a work builds on another, with every claim that says so.

    Attributes:
        subject: Id of the later work.
        object: Id of the earlier work.
        relation: The most telling of the claims' relations.
        claims: At least one, most telling first.
    """

    subject: str
    object: str
    relation: Relation
    claims: tuple[Claim, ...]


class Index:
    """A catalog that answers questions from a file (or from memory).

    Use :meth:`create` and :meth:`open`; close it, or use it in a ``with`` statement.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @classmethod
    def create(
        cls, catalog: Catalog, path: Path | None = None, *, meta: dict[str, str] | None = None
    ) -> Self:
        """Write a catalog into a new index.

        Args:
            catalog: What to write.
            path: A file that must not exist yet; ``None`` keeps the index in memory.
            meta: Further facts to keep, e.g. the folder the posts were read from.
        """
        try:
            db = sqlite3.connect(path or ":memory:")
            write_catalog(db, catalog, meta or {})
        except sqlite3.Error as error:
            raise StoreError(f"cannot write the index {path}: {error}") from error
        return cls(db)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an index read-only.

        Raises:
            StoreError: If there is none, or it is of another format or broken.
        """
        try:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            index = cls(db)
            if index.meta.get("format") != FORMAT:
                raise StoreError(f"the index {path} is of another version")
        except sqlite3.Error as error:
            raise StoreError(f"cannot read the index {path}: {error}") from error
        return index

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def meta(self) -> dict[str, str]:
        """What was kept beside the catalog."""
        return dict(self._db.execute("SELECT key, value FROM meta"))

    def get(self, kind: str, item: str) -> Resource:
        """Return a resource by its id.

        Raises:
            NameNotFoundError: If there is none.
        """
        row = self._db.execute(
            "SELECT kind, id, label, data FROM resource WHERE kind = ? AND id = ?", (kind, item)
        ).fetchone()
        if row is None:
            raise NameNotFoundError(item)
        return _resource(row)

    def labels(self, kind: str, ids: Iterable[str]) -> dict[str, str]:
        """Return id -> label for the ids that exist."""
        result = {}
        for item in ids:
            row = self._db.execute(
                "SELECT label FROM resource WHERE kind = ? AND id = ?", (kind, item)
            ).fetchone()
            if row:
                result[item] = row[0]
        return result

    def all(self, kind: str) -> list[Resource]:
        """Return all resources of a kind in the order of ids."""
        rows = self._db.execute(
            "SELECT kind, id, label, data FROM resource WHERE kind = ? ORDER BY id", (kind,)
        )
        return [_resource(row) for row in rows]

    def find(self, name: str, kinds: Sequence[str] = KINDS) -> Resource:
        """Return the resource a name means.

        Case, hyphens and spaces do not count; titles and short names come before aliases, works
        with posts before those without, kinds in the order given. An IRI is taken apart.

        Raises:
            NameNotFoundError: With near names, best first.
        """
        match = re.fullmatch(r"<?https?://\S*/(paper|concept|category|author)/([^/?#>]+?)>?", name)
        if match and match[1] in kinds:
            return self.get(match[1], match[2].removesuffix(".html"))
        key = fold(name)
        rows = self._db.execute(
            "SELECT r.kind, r.id, r.label, r.data, n.rank FROM name n JOIN resource r"
            " ON r.kind = n.kind AND r.id = n.id WHERE n.key = ?",
            (key,),
        ).fetchall()
        found = [row for row in rows if row[0] in kinds]
        if not found:
            raise NameNotFoundError(name, self.near(name, kinds))
        found.sort(key=lambda r: (kinds.index(r[0]), r[4], '"stub":true' in r[3], r[1]))
        return _resource(found[0][:4])

    def near(self, name: str, kinds: Sequence[str] = KINDS) -> tuple[str, ...]:
        """Return up to five labels that are spelled like a name, best first."""
        from difflib import SequenceMatcher

        key = fold(name)
        scored: dict[str, float] = {}
        matcher = SequenceMatcher(b=key, autojunk=False)
        for other, kind, label in self._db.execute(
            "SELECT key, kind, label FROM name WHERE rank < 2 ORDER BY key, rank, id"
        ):
            if kind not in kinds:
                continue
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:  # cannot be near
                continue
            ratio = matcher.ratio() + (0.2 if key and key in other else 0)
            if ratio >= 0.5 and ratio > scored.get(label, 0):
                scored[label] = ratio
        best = sorted(scored, key=lambda label: (-scored[label], label))
        return tuple(best[:_SUGGESTIONS])

    def search(self, text: str, kinds: Sequence[str] = KINDS, limit: int = 20) -> list[Resource]:
        """Return resources one of whose names holds the text, best first.

        Whole names come before beginnings, those before parts; works with posts before others.
        """
        key = fold(text)
        if not key:
            return []
        best: dict[tuple[str, str], tuple[int, int, int]] = {}
        pattern = f"%{key.replace('%', '').replace('_', '')}%"
        rows = self._db.execute(
            "SELECT n.key, n.rank, r.kind, r.id, instr(r.data, '\"stub\":true')"
            " FROM name n JOIN resource r ON r.kind = n.kind AND r.id = n.id"
            " WHERE n.key LIKE ?",
            (pattern,),
        )
        for other, rank, kind, item, stub in rows:
            if kind in kinds:
                place = 0 if other == key else 1 if other.startswith(key) else 2
                score = (place, int(stub > 0), rank)
                best[kind, item] = min(score, best.get((kind, item), score))
        order = sorted(best, key=lambda k: (best[k], kinds.index(k[0]), k[1]))
        return [self.get(kind, item) for kind, item in order[:limit]]

    def hops_up(self, work: str) -> list[Hop]:
        """Return the steps from a work to those it builds on, by object id."""
        return self._hops("subject", work)

    def hops_down(self, work: str) -> list[Hop]:
        """Return the steps from the works that build on a work, by subject id."""
        return self._hops("object", work)

    def claims_about(self, work: str) -> list[Claim]:
        """Return every claim in which the work is subject or object."""
        rows = self._db.execute(
            "SELECT * FROM claim WHERE subject = ? OR object = ?"
            " ORDER BY subject, relation, object, id",
            (work, work),
        )
        return [_claim(row) for row in rows]

    def works_of(self, kind: str, item: str) -> list[tuple[str, dict[str, Any]]]:
        """Return (work id, evidence) of each work that has a concept, category, author or post."""
        rows = self._db.execute(
            "SELECT work, data FROM link WHERE kind = ? AND id = ? ORDER BY work, data",
            (kind, item),
        )
        return [(work, json.loads(data)) for work, data in rows]

    def edges(self) -> list[tuple[str, str]]:
        """Return all (later work, earlier work) pairs, sorted."""
        return list(
            self._db.execute(
                "SELECT DISTINCT subject, object FROM claim WHERE builds_on = 1"
                " ORDER BY subject, object"
            )
        )

    def _hops(self, column: str, work: str) -> list[Hop]:
        rows = self._db.execute(
            f"SELECT * FROM claim WHERE {column} = ? AND builds_on = 1",  # noqa: S608 - one of two words of ours
            (work,),
        )
        pairs: dict[tuple[str, str], list[Claim]] = {}
        for row in rows:
            claim = _claim(row)
            pairs.setdefault((claim.subject, claim.object), []).append(claim)
        hops = []
        for (subject, object_), claims in sorted(pairs.items()):
            claims.sort(key=_telling)
            hops.append(Hop(subject, object_, claims[0].relation, tuple(claims)))
        return hops


def _telling(claim: Claim) -> tuple[bool, int, str, int, int]:
    e = claim.evidence
    place = (e.file, e.n, e.start) if e else ("", 0, 0)
    return (claim.reversed, BUILDS_ON.index(claim.relation), *place)


def _resource(row: Sequence[Any]) -> Resource:
    kind, item, label, data = row
    return Resource(kind, item, label, json.loads(data))


def _claim(row: Sequence[Any]) -> Claim:
    item, subject, relation, object_, layer, turned, _, *place = row
    file, n, start, end, line, quote, rule = place
    evidence = Evidence(file, n, start, end, line, quote, rule) if file is not None else None
    return Claim(
        item, subject, Relation(relation), object_, Layer(layer), evidence, reversed=bool(turned)
    )
