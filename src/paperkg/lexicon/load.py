"""Loads works, records, categories and concepts."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from paperkg import resources, yamlfile
from paperkg.errors import SourceError
from paperkg.lexicon.rows import Row
from paperkg.model import Category, Concept, CuratedRecord, KnownWork, Lexicon

_T = TypeVar("_T", KnownWork, CuratedRecord, Category, Concept)


def load_lexicon(data_dir: Path | None = None, *, curated: bool = True) -> Lexicon:
    """Load the lexicon.

    Args:
        data_dir: Folder with ``papers.yaml``, ``categories.yaml``, ``concepts.yaml`` and
            ``gazetteers/works.csv``; the packed one if not given. An absent file counts as empty.
        curated: Whether to load the curated records.

    Returns:
        The lexicon.

    Raises:
        SourceError: A file cannot be read, or an entry is wrong.
    """
    folder = data_dir or resources.path("data")
    titles: dict[str, str] = {}
    return Lexicon(
        works=_unique(map(_work, _csv_rows(folder / "gazetteers" / "works.csv"))),
        records=_unique(map(_record, _yaml_rows(folder / "papers.yaml", "papers", titles)))
        if curated
        else (),
        categories=_unique(
            map(_category, _yaml_rows(folder / "categories.yaml", "categories", titles))
        ),
        concepts=_unique(map(_concept, _yaml_rows(folder / "concepts.yaml", "concepts", titles))),
        scheme_titles=titles,
    )


def slug(name: str) -> str:
    """Return a name as lower-case ASCII words joined by hyphens.

    >>> slug("PointNet++"), slug("Wide & Deep"), slug("Café-Net")
    ('pointnet-plus-plus', 'wide-and-deep', 'cafe-net')
    """
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ").replace("+", " plus "))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def _work(row: Row) -> KnownWork:
    name = row.text("name", required=True)
    return KnownWork(
        id=slug(row.text("id") or name),
        name=name,
        title=row.text("title"),
        year=row.year("year"),
        arxiv=row.text("arxiv"),
        doi=row.text("doi"),
        aliases=tuple(
            dict.fromkeys(a.strip() for a in row.text("aliases").split("|") if a.strip())
        ),
        kind=row.text("kind") or "model",
        careful=row.text("generic") == "case",
        source=row.text("source"),
    )


def _record(row: Row) -> CuratedRecord:
    return CuratedRecord(
        id=row.text("id", required=True),
        title=row.text("title", required=True),
        short_name=row.text("short_name"),
        aliases=row.texts("aliases"),
        authors=row.texts("authors"),
        year=row.year("year"),
        venue=row.text("venue"),
        arxiv=row.text("arxiv"),
        doi=row.text("doi"),
        categories=row.texts("categories"),
        source=row.text("source"),
    )


def _category(row: Row) -> Category:
    return Category(
        id=row.text("id", required=True),
        label=row.text("prefLabel", required=True),
        alt_labels=row.texts("altLabels"),
        definition=row.text("definition"),
        cues=row.texts("cues"),
        hidden_labels=row.texts("hiddenLabels"),
    )


def _concept(row: Row) -> Concept:
    ambiguous = row.values.get("ambiguous")
    label = row.text("prefLabel", required=True)
    alternatives = row.texts("altLabels")
    careful: tuple[str, ...] = ()
    if ambiguous is True:
        careful = (label, *alternatives)
    elif ambiguous:
        careful = row.texts("ambiguous")
    return Concept(
        id=row.text("id", required=True),
        label=label,
        alt_labels=alternatives,
        broader=row.texts("broader"),
        definition=row.text("definition"),
        broad=row.flag("broad"),
        careful=careful,
        work=bool(row.values.get("work")),
    )


def _yaml_rows(path: Path, key: str, titles: dict[str, str]) -> Iterator[Row]:
    if not path.is_file():
        return
    data = yamlfile.load_trusted(path)
    entries = data.get(key) if isinstance(data, dict) else data
    if not isinstance(entries, list):
        raise SourceError(
            f"has no list {key!r}", path=str(path), advice="see the packed file of the same name"
        )
    scheme = data.get("scheme") if isinstance(data, dict) else None
    if isinstance(scheme, dict) and scheme.get("title"):
        titles[str(scheme.get("id") or key)] = str(scheme["title"])
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise SourceError(f"entry {number} of {key!r} has no fields", path=str(path))
        place = f"entry {entry.get('id') or number}"
        yield Row({str(k): v for k, v in entry.items()}, str(path), place)


def _csv_rows(path: Path) -> Iterator[Row]:
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            for record in reader:
                if None in record or None in record.values():
                    raise SourceError(
                        "has another number of fields than the header",
                        path=str(path),
                        line=reader.line_num,
                        advice="quote fields that hold commas",
                    )
                yield Row(record, str(path), f"row {record.get('name')!r}", reader.line_num)
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise SourceError(f"cannot be read: {fault}", path=str(path)) from fault


def _unique(entries: Iterable[_T]) -> tuple[_T, ...]:
    """Keep the first of several entries with one id; two works of one name are told apart."""
    found: dict[str, _T] = {}
    for entry in entries:
        found.setdefault(entry.id, entry)
    return tuple(found.values())
