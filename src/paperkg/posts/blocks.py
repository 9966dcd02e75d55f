"""The line scanner: from the text of a post to its blocks.

It reads Markdown as people write it, not as the standard wants it: bullets that lost their mark,
nesting by any indent, headings without a space. It is one pass over the lines; a construct that
is opened and never closed is looked for once, so the time is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from paperkg.model import Block, BlockKind, FieldValue

from . import html, lines
from .clean import clean_value
from .links import label_key

_BULLETS = "-*+•●○◦‣▪■·➢∙"


@dataclass(slots=True)
class Scan:
    """What the scanner found.

    Attributes:
        blocks: All blocks in order.
        silent: Indices of blocks that hold no sentence (fields, pictures).
        fields: Values of ``Tags:``, ``Date:`` and ``key:: value`` lines, in order.
        definitions: Addresses of reference links, by label.
        definition_spans: Where these addresses stand, by label.
        title: Index of the first line of a dump's entry, -1 in other texts.
    """

    blocks: list[Block] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)
    fields: list[FieldValue] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    definition_spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    title: int = -1


@dataclass(slots=True)
class _Open:
    kind: BlockKind
    start: int
    end: int
    level: int
    parent: int
    lines: int = 1
    silent: bool = False


@dataclass(slots=True)
class _ListLevel:
    indent: int
    block: int
    pseudo: bool = False


def scan_blocks(text: str, start: int, end: int, *, entry: bool = False) -> Scan:
    """Return the blocks of ``text[start:end]``.

    Args:
        text: The whole source.
        start: Where the post's prose begins, at the start of a line.
        end: Where it ends.
        entry: Whether it is an entry of a dump, whose first line is its title.
    """
    return _Scanner(text, start, end, entry=entry).run()


class _Scanner:
    def __init__(self, text: str, start: int, end: int, *, entry: bool) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.lines = text[start:end].split("\n")
        self.per_line = lines.one_paragraph_per_line(self.lines)
        self.entry = entry
        self.out = Scan()
        self.open: _Open | None = None
        self.until: Callable[[str, str, int], bool] | None = None  # consumer of raw lines
        self.levels: list[_ListLevel] = []
        self.headings: list[tuple[int, int]] = []  # (rank, index)
        self.intro = -1
        self.counter = 0
        self.blank = True  # was the line before blank (or the start)?
        self.in_table = False
        self.absent: set[str] = set()
        self.previous = ""
        self.prose_seen = 0
        self.number = 0

    # -- driving ---------------------------------------------------------------------------

    def run(self) -> Scan:
        position = self.start
        for number, line in enumerate(self.lines):
            stripped = line.strip()
            self.number = number
            if self.until is not None:
                if self.until(line, stripped, position):
                    self.until = None
            elif not stripped:
                self.blank_line()
            else:
                self.line(number, line, stripped, position)
                self.blank = False
                self.previous = stripped
            position += len(line) + 1
        self.close()
        return self.out

    def blank_line(self) -> None:
        if self.open is not None:
            self.close()
        self.blank = True
        self.in_table = False
        self.previous = ""

    def close(self) -> None:
        """Emit the open block."""
        block = self.open
        if block is None:
            return
        self.open = None
        start, end = block.start, block.end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        self.emit(block.kind, start, end, level=block.level, parent=block.parent)
        if block.silent:
            self.out.silent.add(len(self.out.blocks) - 1)
        if block.kind is BlockKind.PARAGRAPH:
            self.prose_seen += not block.silent

    def emit(
        self, kind: BlockKind, start: int, end: int, *, level: int = 0, parent: int = -1
    ) -> None:
        section = self.headings[-1][1] if self.headings else -1
        self.out.blocks.append(Block(kind, start, end, level, section, parent))

    def heading(self, start: int, end: int, rank: int) -> None:
        """Emit a heading; rank 0 is a dump's title, 7 and 8 headings without a level."""
        self.close()
        self.end_list()
        while self.headings and self.headings[-1][0] >= rank:
            self.headings.pop()
        if rank > 6:
            above = self.out.blocks[self.headings[-1][1]].level if self.headings else 0
            level = min(above + 1, 6)
        else:
            level = max(rank, 1)
        self.emit(BlockKind.HEADING, start, end, level=level)
        self.headings.append((rank, len(self.out.blocks) - 1))

    def end_list(self) -> None:
        self.levels.clear()

    # -- one line --------------------------------------------------------------------------

    def line(self, number: int, line: str, stripped: str, position: int) -> None:
        lead = len(line) - len(line.lstrip())
        at = position + lead
        stop = at + len(stripped)
        if self.entry and not self.out.blocks:
            self.title(stripped, at, stop)
            return
        indent = lead
        if lead and "\t" in line[:lead]:
            indent = len(line[:lead].expandtabs(4))
        first = stripped[0]
        handler = _HANDLERS.get(first)
        if handler is not None:
            if indent >= 4 and self.blank and not self.levels and self.is_code(first, stripped):
                self.code_line(line, at, stop)
                return
            if handler(self, number, stripped, at, stop, indent):
                return
        elif first.isdigit() or (first.islower() and stripped[1:2] == ")"):
            if self.item(stripped, at, stop, indent):
                return
        elif indent >= 4 and self.blank and not self.levels and not self.per_line:
            self.code_line(line, at, stop)
            return
        if "|" in stripped and self.table(number, stripped, at, stop):
            return
        self.in_table = False
        self.prose(number, stripped, at, stop, indent)

    def title(self, stripped: str, at: int, stop: int) -> None:
        hit = lines.ATX.match(stripped)
        start = at + hit.end() if hit is not None else at
        self.heading(min(start, stop - 1), stop, 0)
        self.out.title = len(self.out.blocks) - 1

    def is_code(self, first: str, stripped: str) -> bool:
        """Decide on an indented line that looks like a marker, outside any list."""
        if self.per_line:
            return False
        if first in _BULLETS and lines.MARKER.match(stripped):
            return not self.after_colon()
        return first not in "#>" or not self.after_colon()

    def after_colon(self) -> bool:
        if not self.out.blocks:
            return False
        last = self.out.blocks[-1]
        return last.kind is BlockKind.PARAGRAPH and self.ends_in_colon(last)

    def ends_in_colon(self, block: Block) -> bool:
        return self.text[block.start : block.end][-4:].rstrip("*_ ")[-1:] in {":", "："}

    # -- prose -----------------------------------------------------------------------------

    def prose(self, number: int, stripped: str, at: int, stop: int, indent: int) -> None:
        open_ = self.open
        if self.per_line:
            if self.blank_or_fresh(stripped, indent):
                self.plain(number, stripped, at, stop, indent)
                return
            assert self.open is not None
            self.open.end = stop
            return
        if (
            open_ is not None
            and not open_.silent
            and not (open_.kind is BlockKind.PARAGRAPH and lines.LABELLED.match(stripped))
        ):
            open_.end = stop
            open_.lines += 1
            return
        parent = self.owner(indent)
        if lines.is_bold_only(stripped) and parent < 0 and self.alone(number):
            self.heading(at, stop, 8)
            return
        self.paragraph(stripped, at, stop, parent)

    def blank_or_fresh(self, stripped: str, indent: int) -> bool:
        """Tell, where each line is a paragraph, whether this one starts a block."""
        if self.open is None or self.open.silent or self.blank:
            return True
        return bool(indent) or not lines.is_continuation(self.previous, stripped)

    def plain(self, number: int, stripped: str, at: int, stop: int, indent: int) -> None:
        if 1 <= indent <= 3 or (indent and not self.blank):
            self.lost_item(at, stop)
            return
        self.close()
        parent = -1
        if self.out.blocks:
            last = self.out.blocks[-1]
            if last.kind is BlockKind.ITEM and not self.blank and self.ends_in_colon(last):
                parent = len(self.out.blocks) - 1
        if parent < 0:
            self.end_list()
            if lines.is_bold_only(stripped) and self.alone(number):
                self.heading(at, stop, 8)
                return
            if lines.is_plain_heading(stripped) and self.leads(number, stripped):
                self.heading(at, stop, 7)
                return
        self.paragraph(stripped, at, stop, parent)

    def paragraph(self, stripped: str, at: int, stop: int, parent: int) -> None:
        self.close()
        silent = stripped.startswith("![") and stripped.endswith(")") and stripped.count("](") == 1
        silent = self.fields(stripped, at, stop) or silent
        self.open = _Open(BlockKind.PARAGRAPH, at, stop, 0, parent, silent=silent)

    def owner(self, indent: int) -> int:
        """Return the list item an indented paragraph belongs to, ending lists it is not in."""
        while self.levels and indent < self.levels[-1].indent + 2:
            self.levels.pop()
        return self.levels[-1].block if self.levels else -1

    def alone(self, number: int) -> bool:
        """Tell whether a bold line stands alone and not in a row of bold lines."""
        before = self.lines[number - 1].strip() if number else ""
        after = self.following(number)
        if not self.per_line and before:
            return False
        if not self.per_line and number + 1 < len(self.lines) and self.lines[number + 1].strip():
            return False
        return (
            not lines.is_bold_only(before or "x") and bool(after) and not lines.is_bold_only(after)
        )

    def following(self, number: int) -> str:
        for line in self.lines[number + 1 : number + 4]:
            if line.strip():
                return line.strip()
        return ""

    def leads(self, number: int, stripped: str) -> bool:
        """Tell whether what follows a short line is longer, as prose under a heading is."""
        after = self.following(number)
        return not after or len(after) > max(40, len(stripped)) or after[0] in "#-*\\"

    def fields(self, stripped: str, at: int, stop: int) -> bool:
        """Keep the values of a ``Tags:`` or ``key:: value`` line; tell whether it was one."""
        if ":" not in stripped[:60] and "：" not in stripped[:60]:
            return False
        hit = lines.HEADER_FIELD.match(stripped)
        if hit is not None:
            return self.header_field(hit.group(1).lower(), stripped, hit.end(), at)
        hit = lines.INLINE_FIELD.match(stripped)
        if hit is None:
            return False
        value = stripped[hit.end() :]
        if value:
            self.field(hit.group(1).strip().lower(), value, at + hit.end())
        return True

    def header_field(self, key: str, stripped: str, after: int, at: int) -> bool:
        key = {"tag": "tags", "标签": "tags", "日期": "date"}.get(key, key)
        value = stripped[after:]
        if key == "date":
            if self.prose_seen > 3 or len(value) > 40 or not any(c.isdigit() for c in value):
                return False
            self.field(key, value, at + after)
            return True
        if len(value) > 300 or lines.ends_a_thought(stripped):
            return False
        position = at + after
        for part in value.replace("，", ",").replace("、", ",").split(","):
            self.field(key, part, position)
            position += len(part) + 1
        return True

    def field(self, key: str, raw: str, position: int) -> None:
        core = raw.strip(" \t*_`#")
        shown = clean_value(core)
        if shown:
            start = position + raw.find(core)
            self.out.fields.append(FieldValue(key, shown[:500], start, start + len(core)))

    # -- headings --------------------------------------------------------------------------

    def hash_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        hit = lines.ATX.match(stripped)
        if hit is None or (indent >= 4 and not self.per_line and self.open is not None):
            return False
        marks = len(hit.group(1))
        if (
            hit.end() == marks
            and len(stripped) > marks
            and (marks == 1 and not self.sloppy(stripped))
        ):
            return self.tags(stripped, at, stop)
        tail = lines.ATX_TAIL.search(stripped, hit.end())
        start, end = at + hit.end(), at + (tail.start() if tail is not None else len(stripped))
        if end <= start:
            self.close()
            self.end_list()
            return True
        item = lines.MARKER.match(stripped, hit.end())
        if item is not None and item.group(1) is None and item.end() < len(stripped):
            start = at + item.end()
        self.heading(start, end, marks)
        return True

    def sloppy(self, stripped: str) -> bool:
        """Tell ``#Attention Is All You Need`` from a line of tags."""
        words = stripped.split()
        return not self.out.blocks and len(words) > 1 and not any(w[0] == "#" for w in words[1:])

    def tags(self, stripped: str, at: int, stop: int) -> bool:
        """Read a line of nothing but ``#tag``s."""
        words = stripped.split()
        if not all(lines.TAG.fullmatch(word.rstrip(",")) for word in words):
            return False
        for hit in lines.TAG.finditer(stripped):
            self.field("tags", hit.group(1), at + hit.start(1))
        self.close()
        self.open = _Open(BlockKind.PARAGRAPH, at, stop, 0, -1, silent=True)
        return True

    def equals_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        if len(stripped) < 2 or stripped.strip("="):
            return False
        return self.setext(1)

    def setext(self, rank: int) -> bool:
        block = self.open
        if block is None or block.kind is not BlockKind.PARAGRAPH or block.lines > 2:
            return False
        if block.end - block.start > 200 or block.silent or block.parent >= 0:
            return False
        self.open = None
        self.heading(block.start, block.end, rank)
        return True

    # -- lists -----------------------------------------------------------------------------

    def bullet_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        if lines.is_rule(stripped):
            if stripped[0] == "-" and " " not in stripped and not self.blank and self.setext(2):
                return True
            self.close()
            self.end_list()
            return True
        return self.item(stripped, at, stop, indent)

    def item(self, stripped: str, at: int, stop: int, indent: int) -> bool:
        hit = lines.MARKER.match(stripped)
        if hit is None:
            return False
        digits = hit.group(1) or hit.group(2) or hit.group(3)
        count = int(digits) if digits else 0
        if (
            count != 1
            and digits
            and self.open is not None
            and self.open.kind is BlockKind.PARAGRAPH
            and not self.per_line
            and not self.levels
        ):
            return False  # a number that a wrapped line happens to begin with
        self.close()
        offset = hit.end()
        task = lines.TASK.match(stripped, offset)
        if task is not None:
            offset = task.end()
        self.nest(indent, count)
        parent = self.levels[-1].block if self.levels else self.intro
        if offset >= len(stripped):
            self.levels.append(_ListLevel(indent, parent))
            return True
        self.levels.append(_ListLevel(indent, len(self.out.blocks)))
        self.open = _Open(BlockKind.ITEM, at + offset, stop, len(self.levels), parent)
        return True

    def nest(self, indent: int, count: int) -> None:
        """Leave the lists that an item at ``indent`` is not in; note what introduced its list."""
        while self.levels and (self.levels[-1].pseudo or indent < self.levels[-1].indent + 2):
            self.levels.pop()
            if not self.levels:
                self.counter = count
                return
        if self.levels:
            return
        if not count or count != self.counter + 1:
            self.intro = -1
            if self.out.blocks:
                last = self.out.blocks[-1]
                if last.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE} and self.ends_in_colon(last):
                    self.intro = len(self.out.blocks) - 1
        self.counter = count

    def lost_item(self, at: int, stop: int) -> None:
        """Start an item whose bullet was lost: a space is all that is left of it."""
        self.close()
        if not self.levels or not self.levels[-1].pseudo:
            last = self.out.blocks[-1] if self.out.blocks else None
            if last is not None and last.kind is BlockKind.ITEM and self.ends_in_colon(last):
                self.levels = self.levels[:1]
            else:
                self.end_list()
                self.nest(0, 0)
        else:
            self.levels.pop()
            last = self.out.blocks[-1]
            if last.kind is BlockKind.ITEM and self.ends_in_colon(last) and not self.levels:
                self.levels.append(_ListLevel(0, len(self.out.blocks) - 1))
        parent = self.levels[-1].block if self.levels else self.intro
        self.levels.append(_ListLevel(1, len(self.out.blocks), pseudo=True))
        self.open = _Open(BlockKind.ITEM, at, stop, len(self.levels), parent)

    # -- raw stretches ---------------------------------------------------------------------

    def raw(self, kind: BlockKind, start: int, end: int, done: Callable[[str], bool]) -> None:
        """Open a block that takes every line until ``done`` says yes to one (inclusive)."""
        self.close()
        block = _Open(kind, start, end, 0, self.levels[-1].block if self.levels else -1)
        self.open = block

        def consume(line: str, stripped: str, position: int) -> bool:
            if stripped:
                block.end = position + len(line.rstrip())
            if not done(stripped):
                return False
            self.finish_raw()
            return True

        self.until = consume

    def finish_raw(self) -> None:
        block = self.open
        if block is not None and block.end > block.start:
            self.close()
        self.open = None
        self.blank = True
        self.previous = ""

    def fence_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        hit = lines.FENCE.match(stripped)
        if hit is None:
            return False
        mark = hit.group(1)

        def done(line: str) -> bool:
            return line.startswith(mark) and not line.strip(mark[0])

        self.raw(BlockKind.CODE, at, stop, done)
        return True

    def code_line(self, line: str, at: int, stop: int) -> None:
        """Take indented code up to the next line that is not indented."""
        if self.open is not None and self.open.kind is BlockKind.CODE:
            self.open.end = stop
            return
        self.close()
        block = _Open(BlockKind.CODE, at, stop, 0, -1)
        self.open = block

        def consume(line: str, stripped: str, position: int) -> bool:
            if not stripped:
                return False
            if line.startswith(("    ", "\t")):
                block.end = position + len(line.rstrip())
                return False
            self.finish_raw()
            self.until = None
            self.line(self.number, line, stripped, position)
            self.blank = False
            self.previous = stripped
            return self.until is None

        self.until = consume

    def math_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        if stripped.startswith("$$"):
            closer, opener = "$$", 2
        elif stripped.startswith("\\["):
            closer, opener = "\\]", 2
        elif stripped.startswith("\\begin{"):
            closer, opener = "\\end{" + stripped[7 : stripped.find("}") + 1], 7
            if "}" not in stripped:
                return False
        else:
            return False
        inner = stripped.find(closer, opener)
        if inner >= 0:
            if stripped[inner + len(closer) :].strip(" .,;"):
                return False  # prose goes on behind the formula
            self.close()
            parent = self.levels[-1].block if self.levels else -1
            self.emit(BlockKind.MATH, at, stop, parent=parent)
            self.blank = True
            self.previous = ""
            return True
        if closer in self.absent or self.text.find(closer, stop, self.end) < 0:
            self.absent.add(closer)
            return False
        self.raw(BlockKind.MATH, at, stop, lambda line: closer in line)
        return True

    # -- quotes, tables, markup ------------------------------------------------------------

    def quote_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        inner = stripped.lstrip("> \t")
        if not inner:
            self.close()
            return True
        start = stop - len(inner)
        callout = inner.startswith("[!") and "]" in inner[:40]
        marker = lines.MARKER.match(inner) or lines.ATX.match(inner)
        open_ = self.open
        if open_ is not None and open_.kind is BlockKind.QUOTE and not (callout or marker):
            open_.end = stop
            return True
        self.close()
        if callout:
            rest = inner[inner.index("]") + 1 :].lstrip("+- \t")
            if rest:
                self.emit(BlockKind.QUOTE, stop - len(rest), stop)
            return True
        if marker is not None and marker.end() < len(inner):
            start += marker.end()
        self.open = _Open(
            BlockKind.QUOTE, start, stop, 0, self.levels[-1].block if self.levels else -1
        )
        return True

    def table(self, number: int, stripped: str, at: int, stop: int) -> bool:
        if self.in_table:
            if lines.DELIMITER_ROW.match(stripped):
                return True
        else:
            after = self.lines[number + 1].strip() if number + 1 < len(self.lines) else ""
            header = "-" in after and "|" in after and lines.DELIMITER_ROW.match(after)
            framed = stripped[0] == "|" == stripped[-1] and stripped.count("|") >= 3
            if not header and not framed:
                return False
            self.in_table = True
        self.close()
        start, end = at, stop
        if stripped[0] == "|":
            start += 1
        if stripped[-1] == "|" and end - 1 > start:
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if end > start:
            self.emit(BlockKind.TABLE, start, end)
        return True

    def bar_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        return self.table(number, stripped, at, stop)

    def markup_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        found = html.classify_line(stripped)
        if found is None:
            return False
        kind, closer, start, end = found
        if closer:
            rest = stripped.lower().find(closer, start)
            if rest >= 0:
                self.close()
                self.emit(kind, at, stop)
                return True
            self.raw(kind, at, stop, lambda line: closer in line.lower())
            return True
        self.close()
        if kind is BlockKind.HTML:
            self.emit(kind, at, stop)
        else:
            self.paragraph(stripped[start:end], at + start, at + end, self.owner(indent))
        return True

    def bracket_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        note = lines.FOOTNOTE.match(stripped)
        if note is not None:
            self.close()
            self.end_list()
            if note.end() < len(stripped):
                self.open = _Open(BlockKind.PARAGRAPH, at + note.end(), stop, 0, -1)
            return True
        hit = lines.DEFINITION.match(stripped)
        if hit is None or (
            self.open is not None
            and not self.per_line
            and not self.blank
            and self.open.kind is not BlockKind.PARAGRAPH
        ):
            return False
        self.close()
        group = 2 if hit.group(2) is not None else 3
        key = label_key(hit.group(1))
        if key not in self.out.definitions:
            self.out.definitions[key] = hit.group(group)
            self.out.definition_spans[key] = (at + hit.start(group), at + hit.end(group))
        return True

    def liquid_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        if not stripped.startswith(("{%", "{{<", "{{%")) or not stripped.endswith(("%}", ">}}")):
            return False
        self.close()
        self.emit(BlockKind.HTML, at, stop)
        return True

    def colon_line(self, number: int, stripped: str, at: int, stop: int, indent: int) -> bool:
        if not stripped.startswith(":::"):
            return False
        self.close()
        self.emit(BlockKind.HTML, at, stop)
        return True


_Handler = Callable[[_Scanner, int, str, int, int, int], bool]
_HANDLERS: dict[str, _Handler] = {
    "#": _Scanner.hash_line,
    "=": _Scanner.equals_line,
    "`": _Scanner.fence_line,
    "~": _Scanner.fence_line,
    "$": _Scanner.math_line,
    "\\": _Scanner.math_line,
    ">": _Scanner.quote_line,
    "|": _Scanner.bar_line,
    "<": _Scanner.markup_line,
    "[": _Scanner.bracket_line,
    "{": _Scanner.liquid_line,
    ":": _Scanner.colon_line,
    "_": _Scanner.bullet_line,
    "(": lambda self, _, stripped, at, stop, indent: self.item(stripped, at, stop, indent),
} | dict.fromkeys(_BULLETS, _Scanner.bullet_line)
