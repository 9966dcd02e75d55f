"""Lists: which item an item belongs to, however it was indented, and what introduced the list."""

from __future__ import annotations

from dataclasses import dataclass

from paperkg.model import BlockKind

from . import lines
from .fields import read_property
from .page import Line, OpenBlock, Page

_STEP = 2  # an item two columns further in is a sub-item


@dataclass(slots=True)
class _Level:
    indent: int
    block: int
    lost: bool = False


class Lists:
    """The lists that are open at the line being read.

    Attributes:
        page: The state of the scan.
        levels: The items in which the next line may stand, outermost first.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.levels: list[_Level] = []
        self._intro = -1
        self._count = 0

    def end(self) -> None:
        """Leave all lists."""
        self.levels.clear()

    def block(self) -> int:
        """Return the index of the innermost item's block, -1 outside lists."""
        return self.levels[-1].block if self.levels else -1

    def owner(self, indent: int) -> int:
        """Return the item to which a paragraph at ``indent`` belongs, leaving the others."""
        while self.levels and indent < self.levels[-1].indent + _STEP:
            self.levels.pop()
        return self.block()

    def is_code(self, indent: int) -> bool:
        """Return whether an indent is too deep for prose after a blank line."""
        if not self.levels:
            return indent >= 4
        return indent >= self.levels[-1].indent + _STEP + 6

    def item(self, line: Line) -> bool:
        """Read a line as an item; False if it is none."""
        hit = lines.MARKER.match(line.text)
        if hit is None:
            return False
        page = self.page
        digits = hit.group(1) or hit.group(2) or hit.group(3)
        count = int(digits) if digits else 0
        if digits and count != 1 and not self.levels and not page.per_line:
            block = page.open
            if block is not None and block.kind is BlockKind.PARAGRAPH:
                return False  # a wrapped line that happens to begin with a number
        page.close()
        offset = hit.end()
        task = lines.TASK.match(line.text, offset)
        if task is not None:
            offset = task.end()
        self._nest(line.indent, count)
        parent = self.levels[-1].block if self.levels else self._intro
        if offset >= len(line.text):
            self.levels.append(_Level(line.indent, parent))
            return True
        self.levels.append(_Level(line.indent, len(page.scan.blocks)))
        start = line.start + offset
        block = OpenBlock(BlockKind.ITEM, start, line.end, len(self.levels), parent)
        if "::" in line.text[:60]:  # an outliner's property
            found = read_property(line.text[offset:], start)
            page.scan.fields.extend(found)
            block.silent = bool(found)
        page.open = block
        return True

    def _nest(self, indent: int, count: int) -> None:
        """Leave the items that one at ``indent`` is not in; note what introduced a new list."""
        levels = self.levels
        was_open = bool(levels)
        while levels and (levels[-1].lost or indent < levels[-1].indent + _STEP):
            levels.pop()
        if levels:
            return
        if not was_open and not (count and count == self._count + 1):
            self._intro = self._introduction()
        self._count = count

    def _introduction(self) -> int:
        last = self.page.last
        if last is None or last.kind not in {BlockKind.PARAGRAPH, BlockKind.QUOTE}:
            return -1
        return len(self.page.scan.blocks) - 1 if self.page.introduces(last) else -1

    def lost_item(self, line: Line) -> None:
        """Read a line whose bullet was lost: the space behind it is all that is left.

        Such items stand below a numbered item that ends in a colon; otherwise they form a list
        of their own. An item of such a list that ends in a colon takes those that follow.
        """
        page = self.page
        page.close()
        last = page.last
        introduced = (
            last is not None
            and last.kind is BlockKind.ITEM
            and page.introduces(last)
            and not page.blank
        )
        if self.levels and self.levels[-1].lost:
            if not introduced or len(self.levels) > 1:
                self.levels.pop()
        elif introduced:
            del self.levels[1:]
        else:
            self.levels.clear()
            self._nest(0, 0)
        parent = self.levels[-1].block if self.levels else self._intro
        self.levels.append(_Level(1, len(page.scan.blocks), lost=True))
        page.open = OpenBlock(BlockKind.ITEM, line.start, line.end, len(self.levels), parent)
