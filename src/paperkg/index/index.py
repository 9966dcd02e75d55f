"""Asks the index: names, works, claims."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from paperkg.errors import NameNotFoundError, StoreError
from paperkg.index.schema import FORMAT, storable, write_catalog
from paperkg.model import BUILDS_ON, Catalog, Claim, Evidence, Layer, Relation
from paperkg.resolve import fold
from paperkg.vocab import post_slug

KINDS = ("paper", "concept", "category", "author", "post")
_SUGGESTIONS = 5
_NEAR = 0.5  # least likeness of a suggestion, as a share of the letters
_INSIDE = 0.2  # more for one that holds the whole name
_LONGEST = 200  # letters of a name that are looked at
_MOST_COMPARED = 1000  # names that are looked at closely
_ADDRESS = re.compile(
    r"<?https?://[^\s<>]*/(paper|concept|category|author|post)/([a-z0-9-]+)"
    r"(?:\.[a-z]+)?(?:[?#][^\s<>]*)?>?"
)
_ARXIV = re.compile(
    r"(?:arxiv\s*:\s*|https?://(?:\w+\.)?arxiv\.org/[a-z]+/)?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:doi\s*:\s*|https?://(?:dx\.)?doi\.org/)(10\.\S+)", re.IGNORECASE)


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
        if path is not None and path.exists():
            raise StoreError(f"cannot write the index {path}: there is a file of this name")
        with _guarded(f"cannot write the index {path or 'in memory'}"):
            db = sqlite3.connect(path or ":memory:")
            try:
                write_catalog(db, catalog, meta or {})
            except BaseException:
                db.close()
                raise
        return cls(db)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an index read-only.

        Raises:
            StoreError: If there is none, or it is of another format or broken.
        """
        with _guarded(f"cannot read the index {path}"):
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            try:
                found = dict(db.execute("SELECT key, value FROM meta"))
            except BaseException:
                db.close()
                raise
        if found.get("format") != FORMAT:
            db.close()
            raise StoreError(f"the index {path} is of another version")
        return cls(db)

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
        return dict(self._ask("SELECT key, value FROM meta"))

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with _guarded("cannot read the index"):
            return self._db.execute(query, values).fetchall()

    def get(self, kind: str, item: str) -> Resource:
        """Return a resource by its id.

        Raises:
            NameNotFoundError: If there is none.
        """
        rows = self._ask(
            "SELECT kind, id, label, data FROM resource WHERE kind = ? AND id = ?",
            (kind, storable(item)),
        )
        if not rows:
            raise NameNotFoundError(item)
        return _resource(rows[0])

    def labels(self, kind: str, ids: Iterable[str]) -> dict[str, str]:
        """Return id -> label for the ids that exist."""
        result = {}
        for item in ids:
            for (label,) in self._ask(
                "SELECT label FROM resource WHERE kind = ? AND id = ?", (kind, storable(item))
            ):
                result[item] = label
        return result

    def all(self, kind: str) -> list[Resource]:
        """Return all resources of a kind in the order of ids."""
        rows = self._ask(
            "SELECT kind, id, label, data FROM resource WHERE kind = ? ORDER BY id", (kind,)
        )
        return [_resource(row) for row in rows]

    def find(self, name: str, kinds: Sequence[str] = KINDS) -> Resource:
        """Return the resource a name means.

        Case, hyphens and spaces do not count; titles and short names come before aliases, those
        before identifiers; then count the order of kinds and whether a post is about the work.
        The IRI or the page of a resource will do, too, and an arXiv id or DOI however written.

        Raises:
            NameNotFoundError: With near names, best first.
        """
        match = _ADDRESS.fullmatch(name.strip())
        if match:
            item = self._at(*match.groups()) if match[1] in kinds else None
            if item is None:
                raise NameNotFoundError(name, self.near(match[2], kinds))
            return item
        number = _ARXIV.fullmatch(name.strip()) or _DOI.fullmatch(name.strip())
        rows = self._ask(
            "SELECT r.kind, r.id, r.label, r.data, n.rank FROM name n JOIN resource r"
            " ON r.kind = n.kind AND r.id = n.id WHERE n.key = ?",
            (fold(number[1] if number else name),),
        )
        found = [row for row in rows if row[0] in kinds]
        if not found:
            raise NameNotFoundError(name, self.near(name, kinds))
        found.sort(key=lambda r: (r[4], kinds.index(r[0]), '"stub":true' in r[3], r[1]))
        return _resource(found[0][:4])

    def _at(self, kind: str, slug: str) -> Resource | None:
        if kind == "post":
            for item, _ in self._ask("SELECT id, label FROM resource WHERE kind = 'post'"):
                if post_slug(item) == slug:
                    return self.get(kind, item)
            return None
        try:
            return self.get(kind, slug)
        except NameNotFoundError:
            return None

    def near(self, name: str, kinds: Sequence[str] = KINDS) -> tuple[str, ...]:
        """Return up to five labels that are spelled like a name, best first."""
        from difflib import SequenceMatcher

        key = fold(name)[:_LONGEST]
        letters = Counter(key)
        bounds: list[tuple[float, str, str]] = []
        for other, kind, label in self._ask("SELECT key, kind, label FROM name WHERE rank < 2"):
            if kind in kinds:
                more = _INSIDE if key in other else 0
                both = len(other) + len(key)
                if 2 * min(len(other), len(key)) / both + more < _NEAR:
                    continue  # by far too long or too short, as titles are beside a short name
                common = sum(min(other.count(c), n) for c, n in letters.items())
                bound = 2 * common / both + more
                if bound >= _NEAR:
                    bounds.append((-bound, other, label))
        scored: dict[str, float] = {}
        matcher = SequenceMatcher(b=key, autojunk=False)
        least = _NEAR
        for bound, other, label in sorted(set(bounds))[:_MOST_COMPARED]:
            if -bound < least:
                break
            matcher.set_seq1(other)
            ratio = matcher.ratio() + (_INSIDE if key in other else 0)
            if ratio >= least and ratio > scored.get(label, 0):
                scored[label] = ratio
                if len(scored) >= _SUGGESTIONS:
                    least = sorted(scored.values())[-_SUGGESTIONS]
        best = sorted(scored, key=lambda label: (-scored[label], label))
        return tuple(best[:_SUGGESTIONS])

    def search(self, text: str, kinds: Sequence[str] = KINDS, limit: int = 20) -> list[Resource]:
        """Return resources one of whose names holds all words of the text, best first.

        Whole names come before beginnings, those before parts, those before words in another
        order; works with posts before others.
        """
        key = fold(text)
        if not key:
            return []
        words = set(filter(None, map(fold, text.split())))
        best: dict[tuple[str, str], tuple[int, ...]] = {}
        rows = self._ask(
            "SELECT n.key, n.rank, r.kind, r.id, instr(r.data, '\"stub\":true')"
            " FROM name n JOIN resource r ON r.kind = n.kind AND r.id = n.id"
            " WHERE instr(n.key, ?)",
            (max(words, key=len),),
        )
        for other, rank, kind, item, stub in rows:
            if kind in kinds and all(word in other for word in words):
                place = 3
                if key in other:
                    place = 0 if other == key else 1 if other.startswith(key) else 2
                missing = int(stub > 0)
                score = (1, rank, place, missing) if place else (0, missing, rank)
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
        rows = self._ask(
            "SELECT * FROM claim WHERE subject = ? OR object = ?"
            " ORDER BY subject, relation, object, id",
            (storable(work),) * 2,
        )
        return [_claim(row) for row in rows]

    def works_of(self, kind: str, item: str) -> list[tuple[str, dict[str, Any]]]:
        """Return (work id, evidence) of each work that has a concept, category, author or post."""
        rows = self._ask(
            "SELECT work, data FROM link WHERE kind = ? AND id = ? ORDER BY work, data",
            (kind, storable(item)),
        )
        with _guarded("cannot read the index"):
            return [(work, json.loads(data)) for work, data in rows]

    def edges(self) -> list[tuple[str, str]]:
        """Return all (later work, earlier work) pairs, sorted."""
        rows = self._ask(
            "SELECT DISTINCT subject, object FROM claim WHERE builds_on = 1"
            " ORDER BY subject, object"
        )
        return [(subject, object_) for subject, object_ in rows]

    def _hops(self, column: str, work: str) -> list[Hop]:
        rows = self._ask(
            f"SELECT * FROM claim WHERE {column} = ? AND builds_on = 1",  # noqa: S608 - one of two words of ours
            (storable(work),),
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


@contextlib.contextmanager
def _guarded(what: str) -> Iterator[None]:
    """Let no error of the database, and none of what is stored in it, out of this room."""
    try:
        yield
    except (sqlite3.Error, ValueError, OverflowError) as error:
        raise StoreError(
            f"{what}: {error}", advice="run the command again, or delete the file"
        ) from error


def _resource(row: Sequence[Any]) -> Resource:
    kind, item, label, data = row
    with _guarded("cannot read the index"):
        return Resource(kind, item, label, json.loads(data))


def _claim(row: Sequence[Any]) -> Claim:
    item, subject, relation, object_, layer, turned, _, *place = row
    file, n, start, end, line, quote, rule = place
    evidence = Evidence(file, n, start, end, line, quote, rule) if file is not None else None
    with _guarded("cannot read the index"):
        return Claim(
            item,
            subject,
            Relation(relation),
            object_,
            Layer(layer),
            evidence,
            reversed=bool(turned),
        )
