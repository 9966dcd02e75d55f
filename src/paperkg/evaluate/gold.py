"""Labels of posts, in either of two formats.

*Notes*: one object a post of a folder, found by ``file``; a year the post only implies is neutral,
and so are optional concepts and edges. *Dump*: one object an entry of a dump, found by ``n`` or
else by title; names of all entries are known, so that edges among posts are counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paperkg.errors import SourceError
from paperkg.evaluate.predictions import json_lines


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
    rows = json_lines(path)
    if not rows:
        raise SourceError("holds no labels", path=str(path))
    if all("file" in row for row in rows):
        return Gold(tuple(rows), dump=False)
    if all("n" in row for row in rows):
        return Gold(tuple(rows), dump=True)
    raise SourceError(
        "rows have neither 'file' nor 'n'",
        path=str(path),
        advice="label a folder's posts by file, a dump's entries by number",
    )
