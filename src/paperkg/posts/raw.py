"""Stretches that are taken as they stand: code, formulas, markup."""

from __future__ import annotations

from collections.abc import Callable

from paperkg.model import BlockKind

from . import html, lines
from .page import Consumer, Line, OpenBlock, Page, Verdict

_ENVIRONMENT_TEXT = """
equation align aligned gather gathered multline eqnarray split cases array matrix pmatrix bmatrix
displaymath math flalign alignat
"""
_ENVIRONMENTS = frozenset(_ENVIRONMENT_TEXT.split())


def _until(page: Page, block: OpenBlock, done: Callable[[str], bool]) -> Consumer:
    """Take every line up to and with the first of which ``done`` says yes."""

    def consume(line: str, stripped: str, position: int) -> Verdict:
        if stripped:
            block.end = position + len(line.rstrip())
        return Verdict.LAST if done(stripped) else Verdict.MORE

    page.begin(block)
    return consume


def fence(page: Page, line: Line, parent: int) -> bool:
    """Read fenced code; what is never closed goes on to the end of the post."""
    hit = lines.FENCE.match(line.text)
    if hit is None:
        return False
    mark = hit.group(1)
    page.consumer = _until(
        page,
        OpenBlock(BlockKind.CODE, line.start, line.end, parent=parent),
        lambda text: text.startswith(mark) and not text.strip(mark[0]),
    )
    return True


def indented_code(page: Page, line: Line, parent: int) -> None:
    """Read indented code, up to the next line that is not indented."""
    block = OpenBlock(BlockKind.CODE, line.start, line.end, parent=parent)

    def consume(raw: str, stripped: str, position: int) -> Verdict:
        if not stripped:
            return Verdict.MORE
        if not raw.startswith(("    ", "\t")):
            return Verdict.NOT_MINE
        block.end = position + len(raw.rstrip())
        return Verdict.MORE

    page.begin(block)
    page.consumer = consume


class Formulas:
    """Reads formulas that stand on lines of their own; closers that are missing are remembered."""

    def __init__(self) -> None:
        self._absent: set[str] = set()

    def read(self, page: Page, line: Line, parent: int) -> bool:
        """Read a formula that begins with the line; False if none does."""
        text = line.text
        closer = self._closer(text)
        if not closer:
            return False
        inner = text.find(closer, 2)
        if inner >= 0:
            if text[inner + len(closer) :].strip(" .,;"):
                return False  # prose goes on behind the formula
            page.close()
            page.emit(BlockKind.MATH, line.start, line.end, parent=parent)
            return True
        if closer in self._absent or page.text.find(closer, line.end, page.end) < 0:
            self._absent.add(closer)
            return False
        block = OpenBlock(BlockKind.MATH, line.start, line.end, parent=parent)
        page.consumer = _until(page, block, lambda stripped: closer in stripped)
        return True

    @staticmethod
    def _closer(text: str) -> str:
        if text.startswith("$$"):
            return "$$"
        if text.startswith("\\["):
            return "\\]"
        if text.startswith("\\begin{"):
            name = text[7:40].partition("}")[0]
            if name.rstrip("*") in _ENVIRONMENTS:
                return f"\\end{{{name}}}"
        return ""


def markup(page: Page, line: Line) -> tuple[int, int] | None:
    """Read a line of HTML.

    Returns:
        None if the line is prose that begins with an inline tag; else the stretch of it that is
        prose between tags, empty if all of it is markup.
    """
    found = html.classify_line(line.text)
    if found is None:
        return None
    if found.closer:
        closer = found.closer
        if closer in line.text[found.start :].lower():
            page.close()
            page.emit(found.kind, line.start, line.end)
        else:
            block = OpenBlock(found.kind, line.start, line.end)
            page.consumer = _until(page, block, lambda text: closer in text.lower())
        return (0, 0)
    page.close()
    if found.start >= found.end:
        page.emit(BlockKind.HTML, line.start, line.end)
    return (found.start, found.end)
