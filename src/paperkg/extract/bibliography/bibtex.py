"""BibTeX entries in the code blocks of a post."""

from __future__ import annotations

import re
from typing import NamedTuple

from paperkg.extract.bibliography.sight import Sight
from paperkg.model import BlockKind

_ENTRY = re.compile(
    r"@(?:inproceedings|article|misc|book|conference|phdthesis|techreport|incollection|unpublished|proceedings)\s*\{",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?:^|[,\n])\s*(?P<key>[A-Za-z]{3,16})\s*=\s*(?=[{\"\d])")
_BRACES = re.compile(r"[{}]")
_LONGEST = 4000


class Value(NamedTuple):
    """The value of a BibTeX field and its place in the source."""

    text: str
    start: int
    end: int


def only_entry(sight: Sight) -> dict[str, Value]:
    """Return the fields of the post's BibTeX entry, if there is exactly one."""
    found: dict[str, Value] = {}
    if "@" not in sight.body:
        return found
    for block in sight.post.blocks:
        if block.kind not in (BlockKind.CODE, BlockKind.PARAGRAPH, BlockKind.HTML):
            continue
        entries = list(_ENTRY.finditer(sight.text, block.start, block.end))
        if not entries:
            continue
        if found or len(entries) > 1:
            return {}
        found = _fields(sight.text, entries[0].end(), min(block.end, entries[0].end() + _LONGEST))
    return found


def _fields(text: str, start: int, end: int) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    at = start
    while True:
        found = _FIELD.search(text, at, end)
        if not found:
            return fields
        first, last = _value(text, found.end(), end)
        raw = text[first:last]
        fields.setdefault(
            found["key"].lower(), Value(" ".join(_BRACES.sub("", raw).split()), first, last)
        )
        at = max(last, found.end())


def _value(text: str, at: int, end: int) -> tuple[int, int]:
    """Return start and end of the value that begins at ``at``, without its marks."""
    if text[at] == '"':
        close = text.find('"', at + 1, end)
        return at + 1, end if close < 0 else close
    if text[at] != "{":
        stop = re.compile(r"[\d.-]+").match(text, at, end)
        return at, stop.end() if stop else at
    depth = 0
    for i in range(at, end):
        if text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
            if depth == 0:
                return at + 1, i
    return at + 1, end
