"""Labels of posts, in either of two formats.

*Notes*: one object a post of a folder, found by ``file``; a year the post only implies is neutral,
and so are optional concepts and edges. *Dump*: one object an entry of a dump, found by ``n`` or
else by title; names of all entries are known, so that edges among posts are counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paperkg.errors import SourceError
from paperkg.evaluate.predictions import numbered_rows

_NOTE = {
    "file": "a text",
    "title": "a text",
    "authors": "a list of texts",
    "year": "a year",
    "concepts": "a list of objects with 'name'",
    "builds_on": "a list of objects with 'target'",
    "not_builds_on": "a list of objects with 'target'",
}
_NOTE_MORE = {
    "title_alt": "a list of texts",
    "own_names": "a list of texts",
    "year_alt": "a list of years",
    "concepts_optional": "a list of texts",
    "builds_on_optional": "a list of objects with 'target'",
    "influenced": "a list of objects with 'target'",
}
_DUMP = {
    "n": "a number",
    "line": "a number",
    "kind": "a text",
    "title": "a text",
    "dump_title": "a text",
    "authors_stated": "a list of texts",
    "year_stated": "a year",
    "categories": "a list of texts",
    "concepts": "a list of objects with 'label'",
    "builds_on": "a list of objects with 'target', 'optional', 'target_post'",
}
_DUMP_MORE = {
    "aliases": "a list of texts",
    "title_variants": "a list of texts",
    "title_rejected": "a list of texts",
    "compares_with": "a list of objects with 'target'",
    "mentions_later": "a list of objects with 'target'",
    "critiques": "a list of objects with 'target'",
    "mentions_only": "a list of objects with 'target'",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """Labels of posts.

    Attributes:
        rows: One object per post, as written in the file.
        dump: Whether they are labels of the entries of a dump.
    """

    rows: tuple[dict[str, Any], ...]
    dump: bool


def load_gold(path: Path) -> Gold:
    """Read labels, telling the two formats apart by their keys.

    Raises:
        SourceError: The file cannot be read, or its rows are not labels of posts.
    """
    rows = numbered_rows(path)
    if not rows:
        raise SourceError(
            "holds no labels", path=str(path), advice="write one JSON object a post, one a line"
        )
    dump = "n" in rows[0][1] and "file" not in rows[0][1]
    for number, row in rows:
        fault = _fault(row, dump=dump)
        if fault:
            raise SourceError(fault, path=str(path), line=number, advice=_form(dump=dump))
    return Gold(tuple(row for _, row in rows), dump=dump)


def _form(*, dump: bool) -> str:
    """Return what a label has to hold."""
    needed = _DUMP if dump else _NOTE
    return "a label is one object: " + ", ".join(f"{key} ({kind})" for key, kind in needed.items())


def _fault(row: Mapping[str, Any], *, dump: bool) -> str:
    """Return what keeps a row from being a label; empty if nothing does."""
    if not row.keys() & {"file", "n"}:
        return "has neither 'file' (label of a note) nor 'n' (label of an entry of a dump)"
    needed, more = (_DUMP, _DUMP_MORE) if dump else (_NOTE, _NOTE_MORE)
    missing = [key for key in needed if key not in row]
    if missing:
        return f"lacks {', '.join(map(repr, missing))}"
    for key, kind in (needed | more).items():
        if key in row and not _is(row[key], kind):
            return f"{key!r} is not {kind}"
    return ""


def _is(value: object, kind: str) -> bool:
    """Whether a value is of one of the kinds that the tables above name."""
    match kind:
        case "a text":
            return isinstance(value, str) and bool(value)
        case "a number":
            return isinstance(value, int)
        case "a year":
            return value is None or isinstance(value, int)
        case "a list of texts":
            return isinstance(value, list) and all(isinstance(x, str) for x in value)
        case "a list of years":
            return isinstance(value, list) and all(isinstance(x, int) for x in value)
    keys = kind.split("'")[1::2]
    return isinstance(value, list) and all(
        isinstance(x, dict)
        and all(key in x for key in keys)
        and isinstance(x[keys[0]], str)
        and _is(x.get("aliases", []), "a list of texts")
        and _is(x.get("target_aliases", []), "a list of texts")
        for x in value
    )
