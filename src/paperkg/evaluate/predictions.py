"""Predictions as they are measured, read from JSON lines or made of readings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from paperkg.errors import SourceError
from paperkg.model import Reading

_NAME_KEYS = ("label", "target", "name", "title", "concept", "short_name")


@dataclass(frozen=True, slots=True)
class Edge:
    """One predicted relation, with its evidence."""

    type: str
    target: str
    rule: str = ""
    line: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was read in one post; ``None`` and ``()`` where it does not say."""

    file: str = ""
    n: int | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    categories: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)

    def edge(self, target: str) -> Edge:
        """Return the relation behind a ``builds_on`` target."""
        lineage = ("extends", "uses", "variant_of", "component", "")
        for edge in self.edges:
            if edge.target == target and edge.type in lineage:
                return edge
        return Edge("", target)


def load_predictions(path: Path) -> list[Prediction]:
    """Read a file of predictions, one JSON object a line.

    Raises:
        SourceError: The file cannot be read, or a line is no JSON object.
    """
    return [_from_json(row) for row in json_lines(path)]


def as_prediction(item: Prediction | Reading | Mapping[str, Any]) -> Prediction:
    """Return any kind of prediction in the form that is measured."""
    if isinstance(item, Prediction):
        return item
    if isinstance(item, Reading):
        return _from_reading(item)
    return _from_json(item)


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON objects, one a line; blank lines do not count.

    Raises:
        SourceError: The file cannot be read, or a line is no JSON object.
    """
    return [row for _, row in numbered_rows(path)]


def numbered_rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Read a file of JSON objects with the number of each one's line, from 1.

    Raises:
        SourceError: The file cannot be read, or a line is no JSON object.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read: {error}", path=str(path)) from error
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SourceError(
                f"not JSON: {error}",
                path=str(path),
                line=number,
                advice="write one JSON object a line",
            ) from error
        if not isinstance(row, dict):
            raise SourceError("not a JSON object", path=str(path), line=number)
        rows.append((number, row))
    return rows


def _from_reading(reading: Reading) -> Prediction:
    edges = tuple(
        Edge(
            type=claim.relation.value,
            target=claim.target,
            rule=claim.evidence.rule,
            line=claim.evidence.line,
            quote=claim.evidence.quote,
        )
        for claim in reading.relations
    )
    stated = {
        "title": reading.title,
        "authors": reading.authors[0] if reading.authors else None,
        "year": reading.year,
    }
    lineage = (c.target for c in reading.relations if c.relation.builds_on)
    return Prediction(
        file=reading.post.file,
        n=reading.post.n,
        title=reading.title.value if reading.title else "",
        authors=tuple(a.value for a in reading.authors),
        year=int(reading.year.value) if reading.year else None,
        categories=tuple(c.value for c in reading.categories),
        concepts=tuple(c.label for c in reading.concepts),
        builds_on=tuple(dict.fromkeys(lineage)),
        edges=edges,
        rules={name: s.evidence.rule for name, s in stated.items() if s is not None},
    )


def _from_json(row: Mapping[str, Any]) -> Prediction:
    n = row.get("n")
    edges = [
        Edge(
            type=str(item.get("type") or ""),
            target=_label(item),
            rule=str(item.get("rule") or ""),
            line=int(item.get("line") or 0),
            quote=str(item.get("quote") or item.get("evidence") or ""),
        )
        for key in ("relations", "builds_on")
        for item in _items(row.get(key))
        if isinstance(item, Mapping)
    ]
    return Prediction(
        file=str(row.get("file") or ""),
        n=int(n) if isinstance(n, int) or (isinstance(n, str) and n.isdigit()) else None,
        title=str(row.get("title") or ""),
        authors=_labels(row.get("authors")),
        year=_year(row.get("year")),
        categories=_labels(row.get("categories")),
        concepts=_labels(row.get("concepts")),
        builds_on=_labels(row.get("builds_on")),
        edges=tuple(edges),
        rules={},
    )


def _year(value: object) -> int | None:
    found = re.search(r"\d{4}", str(value)) if value not in (None, "") else None
    return int(found.group()) if found else None


def _items(value: object) -> Iterable[object]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _labels(value: object) -> tuple[str, ...]:
    labels = (_label(item) for item in _items(value))
    return tuple(label for label in labels if label)


def _label(item: object) -> str:
    if isinstance(item, Mapping):
        for key in _NAME_KEYS:
            if item.get(key):
                return str(item[key]).strip()
        return ""
    return str(item).strip()
