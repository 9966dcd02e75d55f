"""The state of a scan: the block being read, the headings above it, and what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from paperkg.model import Block, BlockKind, FieldValue

MAX_BLOCKS = 20_000

TITLE_RANK = 0
PLAIN_RANK = 7
BOLD_RANK = 8


@dataclass(slots=True)
class Scan:
    """What the scanner found.

    Attributes:
        blocks: All blocks in order.
        silent: Indices of blocks that hold no sentence (fields, pictures).
        fields: Values of ``Tags:``, ``Date:`` and ``key:: value`` lines, in order.
        definitions: Addresses of reference links, by label.
        definition_spans: Where these addresses stand, by label.
        title: Index of the first line, where that is the title though it has no ``#``; else -1.
        cut: Where the scan stopped because there were too many blocks; else -1.
    """

    blocks: list[Block] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)
    fields: list[FieldValue] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    definition_spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    title: int = -1
    cut: int = -1


@dataclass(slots=True)
class Line:
    """One line that is not blank.

    Attributes:
        raw: The whole line.
        text: It without white space around it.
        start: Where ``text`` begins in the source.
        end: Where it ends.
        indent: Columns before it, tabs to the next multiple of four.
    """

    raw: str
    text: str
    start: int
    end: int
    indent: int


@dataclass(slots=True)
class OpenBlock:
    """A block that may still grow."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    parent: int = -1
    lines: int = 1
    silent: bool = False


class Verdict(Enum):
    """What a consumer of raw lines says about a line."""

    MORE = auto()
    LAST = auto()
    NOT_MINE = auto()


Consumer = Callable[[str, str, int], Verdict]


class Page:
    """The blocks of one post as they are found.

    Attributes:
        text: The whole source.
        start: Where the post's prose begins.
        end: Where it ends.
        lines: Its lines.
        per_line: Whether each line is a paragraph.
        number: Index of the line being read.
        blank: Whether the line before it was blank (or there was none).
        previous: The line before it, stripped; empty if that was blank.
        consumer: Who reads the raw lines of the open block, if anyone.
    """

    def __init__(self, text: str, start: int, end: int, *, per_line: bool | None) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.lines = text[start:end].split("\n")
        if per_line is None:
            from .lines import one_paragraph_per_line

            per_line = one_paragraph_per_line(self.lines)
        self.per_line = per_line
        self.number = 0
        self.blank = True
        self.previous = ""
        self.consumer: Consumer | None = None
        self.open: OpenBlock | None = None
        self.scan = Scan()
        self.prose = 0
        self._headings: list[tuple[int, int]] = []  # (rank, index)

    # -- blocks ----------------------------------------------------------------------------

    def begin(self, block: OpenBlock) -> None:
        """Close the open block and open another."""
        self.close()
        self.open = block

    def close(self) -> None:
        """Emit the open block, if there is one."""
        block = self.open
        if block is None:
            return
        self.open = None
        if block.silent:
            self.scan.silent.add(len(self.scan.blocks))
        elif block.kind is BlockKind.PARAGRAPH:
            self.prose += 1
        self.emit(block.kind, block.start, block.end, level=block.level, parent=block.parent)

    def emit(
        self, kind: BlockKind, start: int, end: int, *, level: int = 0, parent: int = -1
    ) -> None:
        """Append a block; white space at its ends is left out, and nothing is not a block."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            section = self._headings[-1][1] if self._headings else -1
            self.scan.blocks.append(Block(kind, start, end, level, section, parent))

    def heading(self, start: int, end: int, rank: int) -> None:
        """Emit a heading.

        Args:
            start: Start of its text.
            end: End of its text.
            rank: 1-6 as marked; ``TITLE_RANK`` stands above all, ``PLAIN_RANK`` and ``BOLD_RANK``
                are headings without a level, below all others.
        """
        self.close()
        while self._headings and self._headings[-1][0] >= rank:
            self._headings.pop()
        level = max(rank, 1)
        if rank >= PLAIN_RANK:
            above = self.scan.blocks[self._headings[-1][1]].level if self._headings else 0
            level = min(max(above, 1) + 1, 6)
        self.emit(BlockKind.HEADING, start, end, level=level)
        self._headings.append((rank, len(self.scan.blocks) - 1))

    # -- questions -------------------------------------------------------------------------

    @property
    def last(self) -> Block | None:
        """The last block that is closed."""
        return self.scan.blocks[-1] if self.scan.blocks else None

    def introduces(self, block: Block) -> bool:
        """Return whether a block ends in a colon (markup behind it allowed)."""
        tail = self.text[max(block.start, block.end - 4) : block.end].rstrip("*_ ")
        return tail[-1:] in {":", "："}

    def line_before(self) -> str:
        """Return the line before the one being read, stripped."""
        return self.lines[self.number - 1].strip() if self.number else ""

    def line_after(self) -> str:
        """Return the line after the one being read, stripped."""
        return self.lines[self.number + 1].strip() if self.number + 1 < len(self.lines) else ""

    def prose_after(self) -> str:
        """Return the next line that is not blank, if it is near."""
        for line in self.lines[self.number + 1 : self.number + 4]:
            if line.strip():
                return line.strip()
        return ""
