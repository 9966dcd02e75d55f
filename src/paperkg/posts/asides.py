"""Quotes and tables."""

from __future__ import annotations

from paperkg.model import BlockKind

from . import lines
from .page import Line, OpenBlock, Page

_CALLOUT_REACH = 40  # how far the name of a callout may be from its start


def quote(page: Page, line: Line, parent: int) -> None:
    """Read a line that begins with ``>``; an item or heading in a quote is a block of its own."""
    inner = line.text.lstrip("> \t")
    if not inner:
        page.close()
        return
    callout = inner.startswith("[!") and "]" in inner[:_CALLOUT_REACH]
    marker = lines.MARKER.match(inner) or lines.ATX.match(inner)
    block = page.open
    if block is not None and block.kind is BlockKind.QUOTE and not (callout or marker):
        block.end = line.end
        return
    start = line.end - len(inner)
    page.close()
    if callout:
        title = inner.partition("]")[2].lstrip("+- \t")
        page.emit(BlockKind.QUOTE, line.end - len(title), line.end, parent=parent)
        return
    if marker is not None and marker.end() < len(inner):
        start += marker.end()
    page.open = OpenBlock(BlockKind.QUOTE, start, line.end, parent=parent)


class Tables:
    """Reads the rows of tables, one block each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._inside = False

    def end(self) -> None:
        """Leave the table, if in one."""
        self._inside = False

    def row(self, line: Line) -> bool:
        """Read a line with a bar in it; False if it is no row.

        A table begins with a line over a delimiter row, or with one between two bars.
        """
        text = line.text
        if not self._inside:
            framed = text[0] == "|" == text[-1] and text.count("|") >= 3
            if not framed and not lines.is_delimiter_row(self.page.line_after()):
                return False
            self._inside = True
        elif lines.is_delimiter_row(text):
            return True
        self.page.close()
        start = line.start + (text[0] == "|")
        end = line.end - (text[-1] == "|" and len(text) > 1)
        self.page.emit(BlockKind.TABLE, start, end)
        return True
