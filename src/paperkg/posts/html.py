"""Lines of raw HTML: what is markup, what is prose between tags."""

from __future__ import annotations

import re

from paperkg.model import BlockKind

_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})(?=[\s/>]|$)")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_RAW = {
    "script": BlockKind.HTML,
    "style": BlockKind.HTML,
    "textarea": BlockKind.HTML,
    "pre": BlockKind.CODE,
    "svg": BlockKind.HTML,
    "iframe": BlockKind.HTML,
    "math": BlockKind.MATH,
    "noscript": BlockKind.HTML,
    "template": BlockKind.HTML,
}
_BLOCK = frozenset(
    ["address", "article", "aside", "base", "blockquote", "body", "button", "center", "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "input", "label", "legend", "li", "link", "main", "menu", "menuitem", "meta", "nav", "object", "ol", "optgroup", "option", "p", "param", "picture", "section", "select", "source", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul", "video", "audio", "embed", "canvas"]
)


def classify_line(stripped: str) -> tuple[BlockKind, str, int, int] | None:
    """Judge a line that begins with ``<``.

    Returns:
        None for prose that begins with an inline tag or an autolink; else the kind of block, the
        closer up to which everything is raw (empty if the line stands for itself), and the
        stretch of the line that is prose if the kind is a paragraph.
    """
    if stripped.startswith("<!--"):
        return BlockKind.HTML, "-->", 4, 4
    if stripped.startswith(("<!", "<?")):
        return BlockKind.HTML, ">", 2, 2
    hit = _TAG_NAME.match(stripped)
    if hit is None:
        return None
    name = hit.group(1).lower()
    if name in _RAW and not stripped.startswith("</"):
        return _RAW[name], f"</{name}", hit.end(), hit.end()
    start = 0
    for tag in _TAG.finditer(stripped):
        if stripped[start : tag.start()].strip():
            break
        start = tag.end()
    if not stripped[start:].strip() or start == 0:
        return BlockKind.HTML, "", 0, 0
    if name not in _BLOCK:
        return None
    end = len(stripped)
    while True:
        opened = stripped.rfind("<", start, end)
        if opened < 0 or not _TAG.fullmatch(stripped[opened:end].strip()):
            break
        end = opened
    while start < end and stripped[start].isspace():
        start += 1
    while end > start and stripped[end - 1].isspace():
        end -= 1
    return BlockKind.PARAGRAPH, "", start, end
