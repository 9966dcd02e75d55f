"""The example queries: files of SPARQL, each with its question in words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from paperkg import resources
from paperkg.errors import SourceError

_HEADER = re.compile(r"#\s*(title|question|tags):\s*(.*)")


class Example(NamedTuple):
    """A query that can be run as it stands.

    Attributes:
        name: Name of its file, without suffix.
        title: A few words.
        question: The question that it answers.
        tags: Subjects, for grouping.
        query: SPARQL, without the header.
    """

    name: str
    title: str
    question: str
    tags: tuple[str, ...]
    query: str


def load_examples(folder: Path | None = None) -> tuple[Example, ...]:
    """Return the example queries, in the order of their file names.

    Args:
        folder: Where the ``.rq`` files are; those packed with paperkg unless told.

    Raises:
        SourceError: A file cannot be read, or has no title or question.
    """
    folder = folder if folder is not None else resources.path("site", "queries")
    return tuple(_read(path) for path in sorted(folder.glob("*.rq")))


def _read(path: Path) -> Example:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read ({error})", path=str(path)) from error
    header: dict[str, str] = {}
    lines = text.splitlines()
    while lines and lines[0].startswith("#"):
        match = _HEADER.match(lines.pop(0))
        if match:
            header[match[1]] = match[2].strip()
    for key in ("title", "question"):
        if not header.get(key):
            raise SourceError(f"has no {key}", path=str(path), advice=f'begin with "# {key}: ..."')
    tags = tuple(tag.strip() for tag in header.get("tags", "").split(",") if tag.strip())
    query = "\n".join(lines).strip() + "\n"
    return Example(path.stem, header["title"], header["question"], tags, query)
