"""A dump: many posts in one file, each behind a line ``go to post``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from paperkg.model import Post, Span

MARKER = "go to post"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_CATEGORY = re.compile(
    r"[ \t]{0,9}(?:[-*][ \t]{1,9})?\*\*([^*\n]{1,120}?)[ \t]{0,9}"
    r"(?:[:：]\*\*|\*\*[ \t]{0,9}[:：])[ \t]{0,9}(.{0,2000})$"
)


class Cut(NamedTuple):
    """One piece of a dump, and why it begins where it does.

    Attributes:
        start: Where the piece begins; pieces follow each other without a gap.
        end: Where it ends.
        body: Where its own text begins, after the marker line.
        line: Line of its beginning, from 1.
        n: Number of the post it became, from 1; 0 for the header and for empty pieces.
        title: First line that is not empty, white space trimmed.
        reason: ``header``, ``marker`` or ``empty`` (a marker with nothing behind it).
    """

    start: int
    end: int
    body: int
    line: int
    n: int
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump as read.

    Attributes:
        posts: Its entries in order.
        header_categories: ``**Name**: definition`` lines before the first marker, as
            (name, definition, place of the line).
        cuts: All pieces of the file in order, empty ones too.
    """

    posts: tuple[Post, ...]
    header_categories: tuple[tuple[str, str, Span], ...]
    cuts: tuple[Cut, ...]


def split_dump(text: str) -> tuple[Cut, ...]:
    r"""Cut a dump at its marker lines; nothing is lost, whatever the line ends.

    ``"".join(text[c.start:c.end] for c in split_dump(text)) == text`` always holds.

    >>> [cut.reason for cut in split_dump("Blog\ngo to post\nA\ngo to post\n")]
    ['header', 'marker', 'empty']
    """
    starts: list[tuple[int, int, int]] = []  # (start, body, line)
    for line, (begin, end) in enumerate(_lines(text), 1):
        if end - begin < 60 and text[begin:end].strip().casefold() == MARKER:
            starts.append((begin, end, line))
    if not text:
        return ()
    cuts: list[Cut] = []
    if not starts or starts[0][0] > 0:
        end = starts[0][0] if starts else len(text)
        cuts.append(Cut(0, end, 0, 1, 0, _title(text, 0, end), "header"))
    n = 0
    for number, (begin, body, line) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(text)
        title = _title(text, body, end)
        n += bool(title)
        cuts.append(
            Cut(begin, end, body, line, n if title else 0, title, "marker" if title else "empty")
        )
    return tuple(cuts)


def has_marker(text: str) -> bool:
    """Return whether a text is a dump."""
    return MARKER in text.casefold() and any(cut.reason != "header" for cut in split_dump(text))


def header_categories(text: str, end: int) -> tuple[tuple[str, str, Span], ...]:
    """Return the category lines of a dump's header ``text[:end]``."""
    found: list[tuple[str, str, Span]] = []
    position = 0
    for line in text[:end].split("\n"):
        hit = _CATEGORY.match(line)
        if hit is not None:
            name = hit.group(1).strip()
            place = Span(position, position + len(line))
            found.append((name, hit.group(2).strip(), place))
        position += len(line) + 1
    return tuple(found)


def _lines(text: str) -> list[tuple[int, int]]:
    return [hit.span() for hit in _LINE.finditer(text) if hit.end() > hit.start()]


def _title(text: str, start: int, end: int) -> str:
    for hit in _LINE.finditer(text, start, end):
        line = hit.group().strip()
        if line:
            return line[:300]
    return ""
