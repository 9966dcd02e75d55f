"""Lines of raw HTML: what is markup, what is prose between tags."""

from __future__ import annotations

import re
from typing import NamedTuple

from paperkg.model import BlockKind

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})(?=[\s/>]|$)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_RAW = {
    "script": BlockKind.HTML,
    "style": BlockKind.HTML,
    "textarea": BlockKind.HTML,
    "svg": BlockKind.HTML,
    "iframe": BlockKind.HTML,
    "noscript": BlockKind.HTML,
    "template": BlockKind.HTML,
    "object": BlockKind.HTML,
    "pre": BlockKind.CODE,
    "math": BlockKind.MATH,
}
_BLOCK_TEXT = """
address article aside base blockquote body button center col colgroup dd details dialog dir div dl
dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html input
label legend li link main menu menuitem meta nav ol optgroup option p param picture section select
source summary table tbody td tfoot th thead title tr track ul video audio embed canvas
"""
_BLOCK = frozenset(_BLOCK_TEXT.split())


class HtmlLine(NamedTuple):
    """What a line of HTML is.

    Attributes:
        kind: Kind of its markup.
        closer: Lower-case text up to which all that follows is raw; empty if there is none.
        start: Where the prose between its tags begins in the line (with a closer: where to look
            for it).
        end: Where the prose ends; not after ``start`` if there is none.
    """

    kind: BlockKind
    closer: str
    start: int
    end: int


def classify_line(stripped: str) -> HtmlLine | None:
    """Judge a line that begins with ``<``; None for prose with an inline tag or an autolink."""
    if stripped.startswith(("<!", "<?")):
        closer = "-->" if stripped.startswith("<!--") else ">"
        return HtmlLine(BlockKind.HTML, closer, len(closer) + 1, 0)
    hit = _NAME.match(stripped)
    if hit is None:
        return None
    name = hit.group(1).lower()
    if name in _RAW and not stripped.startswith("</"):
        return HtmlLine(_RAW[name], f"</{name}", hit.end(), 0)
    start = _leading_tags(stripped)
    if start == 0 or not stripped[start:].strip():
        return HtmlLine(BlockKind.HTML, "", 0, 0)
    if name not in _BLOCK:
        return None
    return HtmlLine(BlockKind.HTML, "", start, _trailing_tags(stripped, start))


def _trailing_tags(stripped: str, start: int) -> int:
    """Return where the tags with which a line ends begin."""
    end = len(stripped)
    while (opened := stripped.rfind("<", start, end)) >= 0:
        if not _TAG.fullmatch(stripped[opened:end].strip()):
            break
        end = opened
    return end


def _leading_tags(stripped: str) -> int:
    """Return where the tags with which a line begins end."""
    end = 0
    for tag in _TAG.finditer(stripped):
        if stripped[end : tag.start()].strip():
            break
        end = tag.end()
    return end
