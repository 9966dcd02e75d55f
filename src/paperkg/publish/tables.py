"""Makes one table of the rows that a post writes with bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from markupsafe import Markup

from paperkg.model import Block, BlockKind, Link, Post, Span
from paperkg.publish.painter import Painter

_BAR = re.compile(r"(?<!\\)\|")
_MOST_CELLS = 200
"""What stands behind so many cells of a row is shown as the last of them."""
_HEAD = Markup('<th scope="col"{}>{}</th>')
_CELL = Markup("<td{}>{}</td>")
_SIDES = {(True, True): "mid", (False, True): "num"}


def by_table(post: Post) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of a post in order, the rows of a table together."""
    rows: list[Block] = []
    for block in post.blocks:
        if rows and not (block.kind is BlockKind.TABLE and _goes_on(post, rows[-1], block)):
            yield tuple(rows)
            rows = []
        if block.kind is BlockKind.TABLE:
            rows.append(block)
        else:
            yield (block,)
    if rows:
        yield tuple(rows)


def write_table(post: Post, rows: Sequence[Block], painter: Painter) -> Markup:
    """Return the rows of a table as HTML, to stand in ``<table>``.

    The first is its head where a delimiter row stands below it. A row in which something was read
    that goes over several of its cells is the place of that.
    """
    sides = _sides(post, rows[0])
    head, body = (rows[:1], rows[1:]) if sides is not None else (rows[:0], rows)
    if head and not post.text(head[0]).strip(" \t|"):
        head = ()  # a head without a word would only be read out as one
    parts = []
    for name, cell, part in (("thead", _HEAD, head), ("tbody", _CELL, body)):
        written = [_write_row(post, row, painter, sides or (), cell) for row in part]
        if written:
            parts.append(Markup("<{0}>{1}</{0}>").format(name, Markup().join(written)))
    return Markup().join(parts)


def _write_row(
    post: Post, row: Block, painter: Painter, sides: Sequence[str], template: Markup
) -> Markup:
    text = post.source.text
    cells = _cells(text, row, painter.links(row.start, row.end))
    name = painter.place(row.start, row.end, [cell.end for cell in cells[:-1]])
    opening = Markup('<tr class="quoted" id="{}">').format(name) if name else Markup("<tr>")
    written = []
    for cell, side in zip(cells, chain(sides, repeat("")), strict=False):
        shown = _trimmed(text, cell, last=cell is cells[-1])
        html = painter.paint_cell(cell, shown, row.end)
        written.append(template.format(Markup(' class="{}"').format(side) if side else "", html))
    return opening + Markup().join(written) + Markup("</tr>")


def _cells(text: str, row: Block, links: Sequence[Link]) -> list[Span]:
    """Return the cells of a row, each with the bar behind it; a bar in a link is none."""
    cells: list[Span] = []
    at = link_end = row.start
    coming = iter(links)
    link = next(coming, None)
    for bar in _BAR.finditer(text, row.start, row.end):
        while link is not None and link.start <= bar.start():
            link_end = max(link_end, link.end)
            link = next(coming, None)
        if bar.start() < link_end:
            continue
        if len(cells) == _MOST_CELLS - 1:
            break
        cells.append(Span(at, bar.end()))
        at = bar.end()
    return [*cells, Span(at, row.end)]


def _trimmed(text: str, cell: Span, *, last: bool) -> Span:
    """Return what is shown of a cell."""
    start, end = cell.start, cell.end - (not last)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _goes_on(post: Post, row: Block, other: Block) -> bool:
    """Tell whether nothing but a delimiter row stands between two rows."""
    between = post.source.text[row.end : other.start].split("\n")
    return len(between) > 1 and all(_is_delimiter_row(line) for line in between[1:-1])


def _sides(post: Post, first: Block) -> list[str] | None:
    """Return the side to which each column is set; None if the first row is no head."""
    text = post.source.text
    start = text.find("\n", first.end, post.end) + 1
    if not start:
        return None
    end = text.find("\n", start, post.end)
    line = text[start : end if end >= 0 else post.end].strip()
    if not _is_delimiter_row(line):
        return None
    columns = [column.strip() for column in line.strip("|").split("|", _MOST_CELLS)]
    return [_SIDES.get((c.startswith(":"), c.endswith(":")), "") for c in columns]


def _is_delimiter_row(line: str) -> bool:
    return "-" in line and "|" in line and not line.strip(" \t|:+-")
