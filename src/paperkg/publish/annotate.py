"""Turns a post into rows of safe HTML in which everything that became a fact is marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from paperkg.model import Block, BlockKind, FieldValue, Post, Span
from paperkg.publish.address import anchor
from paperkg.publish.formulas import plain_formulas
from paperkg.publish.inline import LinkTo
from paperkg.publish.painter import Painter
from paperkg.publish.tables import by_table, write_table
from paperkg.publish.view import Said

_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![\w*_])")
_INLINE_LINK = re.compile(
    r"!?\[([^\[\]\n]{1,300})\]\([^()\s]{0,500}\)|\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]"
)
_NUMBERED = re.compile(r"(\d{1,9}[.)])\s*(?:\[[ xX/-]\]\s*)?$")
_TASK = re.compile(r"\[([ xX/-])\][ \t]+$")
_STATES = {" ": "to do", "/": "begun", "-": "dropped"}
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]{1,60})\]:[ \t]*$")


@dataclass(frozen=True, slots=True)
class Note:
    """What was read in one span: shown beside the text, under the span's number."""

    number: int
    anchor: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the post.

    Attributes:
        kind: The block's kind, ``field`` for a line of front matter, ``footnote``, or ``loose``.
        level: Level of the heading in the page, from 2; or nesting level.
        marker: Number of a numbered item, key of a field, label of a footnote, or the number of a
            table in its post.
        html: The text, escaped and marked; of a table all its rows.
        notes: What was read in it.
        task: What is known of a task: ``to do``, ``begun``, ``done`` or ``dropped``; empty if the
            row is none.
    """

    kind: str
    level: int
    marker: str
    html: Markup
    notes: tuple[Note, ...]
    task: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A post ready to be shown.

    Attributes:
        fields: Lines of front matter.
        rows: Blocks.
        sentences: How many sentences the post has.
        telling: In how many of them something was read.
    """

    fields: tuple[Row, ...]
    rows: tuple[Row, ...]
    sentences: int
    telling: int


def annotate(post: Post, said: Sequence[Said], link_to: LinkTo) -> Annotated:
    """Mark what was read in a post.

    Args:
        post: The post.
        said: Everything read in it, in the order of the text.
        link_to: Where other posts stand.

    Returns:
        Its rows. Of the post's own markup survives what :mod:`paperkg.publish.inline` and
        :mod:`paperkg.publish.tables` know, and all of it is made anew from escaped text.
    """
    spans: dict[Span, list[Said]] = {}
    for statement in said:
        spans.setdefault(Span(statement.evidence.start, statement.evidence.end), []).append(
            statement
        )
    numbers = {span: number for number, span in enumerate(sorted(spans), 1)}
    marked = {span: found for span, found in spans.items() if span.start < span.end}
    shown: set[Span] = set()
    painter = Painter(post, marked, numbers, link_to)

    def notes(start: int, end: int) -> tuple[Note, ...]:
        here = [s for s in painter.within(start, end) if s not in shown]
        shown.update(here)
        return tuple(Note(numbers[s], anchor(*s), tuple(spans[s])) for s in here)

    def row(block: Block) -> Row:
        kind, marker, task = _lead(post, block)
        start, end = block.start, block.end
        html = painter.paint(start, end, block.kind)
        return Row(kind, block.level, marker, html, notes(start, end), task)

    def field(value: FieldValue) -> Row:
        start, end = value.start, value.end
        html = painter.paint(start, end)
        return Row("field", 0, value.key, html, notes(start, end))

    fields = tuple(field(value) for value in post.fields)
    rows: list[Row] = []
    tables = 0
    for group in by_table(post):
        if group[0].kind is BlockKind.TABLE:
            tables += 1
            html = write_table(post, group, painter)
            told = tuple(note for b in group for note in notes(b.start, b.end))
            rows.append(Row(BlockKind.TABLE.value, 0, str(tables), html, told))
        else:
            rows.append(row(group[0]))
    rest = [s for s in spans if s not in shown]  # in no block: never lost, shown at the end
    for span in sorted(rest):
        note = Note(numbers[span], anchor(*span), tuple(spans[span]))
        html = painter.paint(*span) if span in marked else Markup()
        rows.append(Row("loose", 0, "", html, (note,)))
    telling = sum(1 for s in post.sentences if painter.within(s.start, s.end))
    return Annotated(fields, _outlined(rows), len(post.sentences), telling)


def _lead(post: Post, block: Block) -> tuple[str, str, str]:
    """Return the kind of a row, and the marker and task that stand in front of its text."""
    before = post.source.text[max(post.start, block.start - 70) : block.start]
    before = before.rpartition("\n")[2]
    if block.kind is BlockKind.PARAGRAPH and (note := _FOOTNOTE.search(before)):
        return "footnote", note[1], ""
    if block.kind is not BlockKind.ITEM:
        return block.kind.value, "", ""
    number, task = _NUMBERED.search(before), _TASK.search(before)
    state = _STATES.get(task[1], "done") if task else ""
    return block.kind.value, number[1] if number else "", state


def readable(quote: str) -> str:
    r"""Return a quote without the marks of links, emphasis, code and formulas.

    A claim's page keeps them.

    >>> readable("It **extends** the [Transformer](bert.md) and [[gpt|GPT]].")
    'It extends the Transformer and GPT.'
    >>> readable("Attention costs $O(n^2)$, which is between $5 and $10.")
    'Attention costs O(n^2), which is between $5 and $10.'
    >>> readable("A filter of $n \\times \\alpha$ and $\\frac{a}{b}$.")
    'A filter of n × α and $\\frac{a}{b}$.'
    """
    text = _INLINE_LINK.sub(lambda m: m[1] or m[2], quote)
    text = plain_formulas(text)
    for pattern in (_CODE, _STRONG, _EMPHASIS):
        text = pattern.sub(lambda m: m[2], text)
    return text


def _outlined(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give the headings levels of a page whose title is the only one of level 1, none left out."""
    last, out = 1, []
    for row in rows:
        if row.kind == BlockKind.HEADING.value:
            last = min(max(row.level, 2), last + 1)
            out.append(replace(row, level=last))
        else:
            out.append(row)
    return tuple(out)
