"""The line scanner: from the text of a post to its blocks.

It reads Markdown as people write it, not as the standard wants it: bullets that lost their mark,
nesting by any indent, headings without a space. It is one pass over the lines; a construct that
is opened and never closed is looked for once, so the time is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Callable

from paperkg.model import BlockKind

from . import asides, fields, lines, raw
from .address import label_key
from .lists import Lists
from .page import (
    BOLD_RANK,
    MAX_BLOCKS,
    PLAIN_RANK,
    TITLE_RANK,
    Line,
    OpenBlock,
    Page,
    Scan,
    Verdict,
)


def scan_blocks(
    text: str, start: int, end: int, *, titled: bool | None = False, per_line: bool | None = None
) -> Scan:
    """Return the blocks of ``text[start:end]``.

    Args:
        text: The whole source.
        start: Where the post's prose begins, at the start of a line.
        end: Where it ends.
        titled: Whether its first line is its title, marked or not, as in a dump; None if it may
            be, as in a plain text.
        per_line: Whether each line is a paragraph; if None, the text tells.
    """
    return _Scanner(Page(text, start, end, per_line=per_line), titled=titled).run()


class _Scanner:
    def __init__(self, page: Page, *, titled: bool | None) -> None:
        self.page = page
        self.titled = titled
        self.lists = Lists(page)
        self.formulas = raw.Formulas()
        self.tables = asides.Tables(page)

    def run(self) -> Scan:
        page = self.page
        position = page.start
        for number, text in enumerate(page.lines):
            if len(page.scan.blocks) >= MAX_BLOCKS:
                page.scan.cut = position if page.open is None else page.open.start
                page.open = None
                break
            page.number = number
            stripped = text.strip()
            if page.consumer is None or not self.consumed(text, stripped, position):
                if stripped:
                    self.line(text, stripped, position)
                    page.blank = False
                    page.previous = stripped
                else:
                    page.close()
                    page.blank = True
                    page.previous = ""
                    self.tables.end()
            position += len(text) + 1
        page.close()
        return page.scan

    def consumed(self, text: str, stripped: str, position: int) -> bool:
        """Offer a line to the consumer of raw lines."""
        page = self.page
        assert page.consumer is not None
        verdict = page.consumer(text, stripped, position)
        if verdict is Verdict.MORE:
            return True
        page.consumer = None
        page.close()
        page.blank = True
        page.previous = ""
        return verdict is Verdict.LAST

    def line(self, text: str, stripped: str, position: int) -> None:
        lead = len(text) - len(text.lstrip())
        indent = lead
        if lead and "\t" in text[:lead]:
            indent = len(text[:lead].expandtabs(4))
        start = position + lead
        line = Line(text, stripped, start, start + len(stripped), indent)
        if not self.page.scan.blocks and self.page.open is None and self.title(line):
            return
        if indent >= 4 and self.page.blank and self.is_code(line):
            raw.indented_code(self.page, line, self.lists.block())
            return
        handler = _HANDLERS.get(stripped[0])
        if handler is not None:
            if handler(self, line):
                return
        elif (stripped[0].isdigit() or stripped[1:2] == ")") and self.lists.item(line):
            return
        if "|" in stripped and self.tables.row(line):
            return
        self.tables.end()
        self.prose(line)

    def is_code(self, line: Line) -> bool:
        """Decide on an indented line after a blank one; prose posts rather hold odd lists."""
        page = self.page
        if page.per_line or not self.lists.is_code(line.indent):
            return False
        if lines.MARKER.match(line.text) is None:
            return True
        last = page.last
        if self.lists.levels or last is None:
            return False
        return not (last.kind is BlockKind.PARAGRAPH and page.introduces(last))

    # -- prose -----------------------------------------------------------------------------

    def title(self, line: Line) -> bool:
        """Read the first line as the title, where it is known or looks to be one."""
        page = self.page
        if not self.titled and not self.may_be_title(line):
            return False
        hit = lines.ATX.match(line.text)
        offset = hit.end() if hit is not None and hit.end() < len(line.text) else 0
        page.heading(line.start + offset, line.end, TITLE_RANK)
        page.scan.title = len(page.scan.blocks) - 1
        return True

    def may_be_title(self, line: Line) -> bool:
        """Tell whether the first line of a text without marks reads and stands like a title."""
        page = self.page
        if not page.per_line and self.titled is False:
            return False
        if line.indent or line.text[0] in "#[>|<`$\\*_-!" or not lines.is_plain_title(line.text):
            return False
        if fields.read_fields(line.text, 0, header=True) is not None:
            return False
        after = page.line_after()
        if not after:
            return self.titled is None and bool(page.prose_after())
        return len(after) > len(line.text) or after.startswith("#")

    def prose(self, line: Line) -> None:
        page = self.page
        block = page.open
        if page.per_line:
            joined = (
                block is not None
                and not block.silent
                and not line.indent
                and lines.is_continuation(page.previous, line.text)
            )
            if not joined:
                self.plain(line)
                return
        elif block is None or block.silent or self.stands_alone(line, block):
            self.fresh(line)
            return
        assert block is not None
        block.end = line.end
        block.lines += 1

    def stands_alone(self, line: Line, block: OpenBlock) -> bool:
        """Tell a labelled line or a picture from a wrapped line."""
        if lines.is_picture(line.text):
            return True
        return block.kind is BlockKind.PARAGRAPH and lines.LABELLED.match(line.text) is not None

    def fresh(self, line: Line) -> None:
        """Start a paragraph in Markdown."""
        page = self.page
        parent = self.lists.block() if not page.blank else self.lists.owner(line.indent)
        if parent < 0 and lines.is_bold_only(line.text) and self.is_bold_heading():
            self.heading(line.start, line.end, BOLD_RANK)
            return
        self.paragraph(line, parent)

    def plain(self, line: Line) -> None:
        """Start a block where each line is one."""
        page = self.page
        if line.indent and (line.indent < 4 or not page.blank):
            self.lists.lost_item(line)
            return
        page.close()
        last = page.last
        if (
            last is not None
            and last.kind is BlockKind.ITEM
            and not page.blank
            and page.introduces(last)
        ):
            self.paragraph(line, len(page.scan.blocks) - 1)
            return
        self.lists.end()
        if lines.is_bold_only(line.text) and self.is_bold_heading():
            self.heading(line.start, line.end, BOLD_RANK)
        elif lines.is_plain_heading(line.text) and self.leads(line):
            self.heading(line.start, line.end, PLAIN_RANK)
        else:
            self.paragraph(line, -1)

    def paragraph(self, line: Line, parent: int) -> None:
        page = self.page
        found = fields.read_fields(line.text, line.start, header=page.prose < 4)
        if found is not None:
            page.scan.fields.extend(found)
        silent = found is not None or lines.is_picture(line.text)
        page.begin(
            OpenBlock(BlockKind.PARAGRAPH, line.start, line.end, parent=parent, silent=silent)
        )

    def is_bold_heading(self) -> bool:
        """Tell whether a bold line stands alone and not in a row of bold lines."""
        page = self.page
        before, after = page.line_before(), page.prose_after()
        if not page.per_line and (before or page.line_after()):
            return False
        return bool(after) and not _is_bold(before) and not _is_bold(after)

    def leads(self, line: Line) -> bool:
        """Tell whether what follows a short line is longer, as prose under a heading is."""
        if fields.read_fields(line.text, line.start, header=True) is not None:
            return False
        after = self.page.prose_after()
        return not after or len(after) > max(40, len(line.text)) or after[0] in "#-*\\"

    # -- headings --------------------------------------------------------------------------

    def heading(self, start: int, end: int, rank: int) -> None:
        self.page.heading(start, end, rank)
        self.lists.end()

    def hash_line(self, line: Line) -> bool:
        text = line.text
        hit = lines.ATX.match(text)
        if hit is None:
            return False
        marks = len(hit.group(1))
        if marks == 1 and hit.end() == 1 and len(text) > 1 and not self.is_sloppy(text):
            return self.tag_line(line)
        end = len(text)
        if text[-1] == "}" and (anchor := text.rfind("{#", hit.end())) > 0:
            end = len(text[:anchor].rstrip())
        if end and text[end - 1] == "#":
            core = text[:end].rstrip("#")
            if core.endswith((" ", "\t")):
                end = len(core.rstrip())
        if end <= hit.end():
            self.page.close()
            self.lists.end()
            return True
        start = hit.end()
        item = lines.MARKER.match(text, start)
        if item is not None and text[start] in lines.BULLETS and item.end() < end:
            start = item.end()  # "# - [Title](url)"
        self.heading(line.start + start, line.start + end, marks)
        return True

    def is_sloppy(self, text: str) -> bool:
        """Tell ``#Attention Is All You Need`` from a line of tags."""
        words = text[:300].split()
        return (
            not self.page.scan.blocks
            and len(words) > 1
            and not any(word[0] == "#" for word in words[1:])
        )

    def tag_line(self, line: Line) -> bool:
        if not fields.is_tag_line(line.text):
            return False
        self.page.scan.fields.extend(fields.read_tags(line.text, line.start))
        self.page.begin(OpenBlock(BlockKind.PARAGRAPH, line.start, line.end, silent=True))
        return True

    def equals_line(self, line: Line) -> bool:
        return len(line.text) >= 2 and not line.text.strip("=") and self.setext(1)

    def setext(self, rank: int) -> bool:
        """Make the open paragraph the heading it is underlined as."""
        block = self.page.open
        if block is None or block.kind is not BlockKind.PARAGRAPH or block.lines > 2:
            return False
        if block.silent or block.parent >= 0 or block.end - block.start > 200:
            return False
        if rank > 1 and self.page.previous.endswith((".", ":", ";", ",")):
            return False  # a sentence over a rule
        self.page.open = None
        self.heading(block.start, block.end, rank)
        return True

    # -- other lines -----------------------------------------------------------------------

    def bullet_line(self, line: Line) -> bool:
        text = line.text
        if not lines.is_rule(text):
            return self.lists.item(line)
        if text[0] == "-" and " " not in text and not self.page.blank and self.setext(2):
            return True
        self.page.close()
        self.lists.end()
        return True

    def fence_line(self, line: Line) -> bool:
        return raw.fence(self.page, line, self.lists.block())

    def math_line(self, line: Line) -> bool:
        return self.formulas.read(self.page, line, self.lists.block())

    def quote_line(self, line: Line) -> bool:
        asides.quote(self.page, line, self.lists.block())
        return True

    def markup_line(self, line: Line) -> bool:
        prose = raw.markup(self.page, line)
        if prose is None:
            return False
        start, end = prose
        if end > start:
            text = line.text[start:end]
            inner = text.strip()
            at = line.start + start + text.find(inner)
            self.paragraph(Line(line.raw, inner, at, at + len(inner), line.indent), -1)
        return True

    def bracket_line(self, line: Line) -> bool:
        page = self.page
        note = lines.FOOTNOTE.match(line.text)
        if note is not None:
            self.lists.end()
            page.close()
            if note.end() < len(line.text):
                start = line.start + note.end()
                page.open = OpenBlock(BlockKind.PARAGRAPH, start, line.end)
            return True
        hit = lines.DEFINITION.match(line.text)
        if hit is None:
            return False
        page.close()
        group = 2 if hit.group(2) is not None else 3
        key = label_key(hit.group(1))
        if key not in page.scan.definitions:
            page.scan.definitions[key] = hit.group(group)
            place = (line.start + hit.start(group), line.start + hit.end(group))
            page.scan.definition_spans[key] = place
        return True

    def liquid_line(self, line: Line) -> bool:
        text = line.text
        if not text.startswith(("{%", "{{<", "{{%")) or not text.endswith(("%}", ">}}")):
            return False
        return self.markup_only(line)

    def colon_line(self, line: Line) -> bool:
        return line.text.startswith(":::") and self.markup_only(line)

    def markup_only(self, line: Line) -> bool:
        self.page.close()
        self.page.emit(BlockKind.HTML, line.start, line.end)
        return True

    def item_line(self, line: Line) -> bool:
        return self.lists.item(line)


def _is_bold(text: str) -> bool:
    return text.startswith("**") and text.rstrip(":").endswith("**")


_HANDLERS: dict[str, Callable[[_Scanner, Line], bool]] = {
    "#": _Scanner.hash_line,
    "=": _Scanner.equals_line,
    "`": _Scanner.fence_line,
    "~": _Scanner.fence_line,
    "$": _Scanner.math_line,
    "\\": _Scanner.math_line,
    ">": _Scanner.quote_line,
    "<": _Scanner.markup_line,
    "[": _Scanner.bracket_line,
    "{": _Scanner.liquid_line,
    ":": _Scanner.colon_line,
    "_": _Scanner.bullet_line,
    "(": _Scanner.item_line,
    **dict.fromkeys(lines.BULLETS, _Scanner.bullet_line),
}
