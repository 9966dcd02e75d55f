"""Turns a post into rows of safe HTML in which everything that became a fact is marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup, escape

from paperkg.model import Block, BlockKind, Link, LinkKind, Post, Relation, Span
from paperkg.publish.address import anchor, outside_href
from paperkg.publish.formulas import plain_formulas
from paperkg.publish.view import Said

LinkTo = Callable[[str], str]
"""File of a post -> relative address of its page, or an empty string."""

_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![\w*_])")
_INLINE_LINK = re.compile(
    r"!?\[([^\[\]\n]{1,300})\]\([^()\s]{0,500}\)|\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]"
)
_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[^\n]*\n?")
_LAST_FENCE = re.compile(r"\n[ \t]*(?:`{3,}|~{3,})[ \t]*$")
_REST_OF_WORD = re.compile(r"(?:\*{1,2}(?=\w))?[^\W_]+")
_NUMBERED = re.compile(r"(\d{1,9}[.)])\s*(?:\[[ xX]\]\s*)?$")
_RELATION, _FACT, _CONCEPT, _MENTION = "rel", "bib", "con", "men"
_MARKS = {
    kind: Markup('<mark class="{}">').format(kind)
    for kind in (_RELATION, _FACT, _CONCEPT, _MENTION)
}
"""Their opening tags, the more telling first."""
_FRAME = Markup('<span class="quoted" id="{}">')
"""Around all of a span, whatever else was read inside it: a link to it outlines the whole."""
_TAGS = ("mark", "a", "strong", "em", "code")


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
        kind: The block's kind, or ``field`` for a line of front matter.
        level: Level of the heading in the page, from 2; or nesting level.
        marker: Number of a numbered item, or the key of a field.
        html: The text, escaped and marked.
        notes: What was read in it.
    """

    kind: str
    level: int
    marker: str
    html: Markup
    notes: tuple[Note, ...]


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


_MOST_MARKS = 300
"""More links and emphases in one block are not painted: the time grows with their square."""


@dataclass(frozen=True, slots=True)
class _Wrap:
    start: int
    end: int
    tag: str
    attributes: Markup = Markup()  # noqa: RUF009 - immutable


def annotate(post: Post, said: Sequence[Said], link_to: LinkTo) -> Annotated:
    """Mark what was read in a post.

    Args:
        post: The post.
        said: Everything read in it, in the order of the text.
        link_to: Where other posts stand.

    Returns:
        Its rows. Nothing of the post's own markup survives but links, emphasis and code, and all
        of it is made anew from escaped text.
    """
    spans: dict[Span, list[Said]] = {}
    for statement in said:
        spans.setdefault(Span(statement.evidence.start, statement.evidence.end), []).append(
            statement
        )
    numbers = {span: number for number, span in enumerate(sorted(spans), 1)}
    marked = {span: found for span, found in spans.items() if span.start < span.end}
    shown: set[Span] = set()
    painter = _Painter(post, marked, numbers, link_to)

    def row(kind: str, level: int, marker: str, start: int, end: int, *, rich: bool) -> Row:
        html = painter.paint(start, end, rich=rich, code=kind == BlockKind.CODE.value)
        here = [s for s in painter.within(start, end) if s not in shown]
        shown.update(here)
        notes = tuple(Note(numbers[s], anchor(*s), tuple(spans[s])) for s in here)
        return Row(kind, level, marker, html, notes)

    fields = tuple(row("field", 0, f.key, f.start, f.end, rich=False) for f in post.fields)
    rows = [
        row(b.kind.value, b.level, _marker(post, b), b.start, b.end, rich=b.kind in _RICH)
        for b in post.blocks
    ]
    rest = [s for s in spans if s not in shown]  # in no block: never lost, shown at the end
    for span in sorted(rest):
        note = Note(numbers[span], anchor(*span), tuple(spans[span]))
        html = painter.paint(*span, rich=False) if span in marked else Markup()
        rows.append(Row("loose", 0, "", html, (note,)))
    telling = sum(1 for s in post.sentences if painter.within(s.start, s.end))
    return Annotated(fields, _outlined(rows), len(post.sentences), telling)


_RICH = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.TABLE}


def _marker(post: Post, block: Block) -> str:
    if block.kind is not BlockKind.ITEM:
        return ""
    before = post.source.text[max(post.start, block.start - 16) : block.start]
    match = _NUMBERED.search(before.rpartition("\n")[2])
    return match[1] if match else ""


class _Painter:
    """Cuts text at every boundary of a mark or of markup, and writes the pieces as HTML."""

    def __init__(
        self,
        post: Post,
        spans: dict[Span, list[Said]],
        numbers: dict[Span, int],
        link_to: LinkTo,
    ) -> None:
        self._text = post.source.text
        self._links = post.links
        self._kinds = {span: _kind(said) for span, said in spans.items()}
        self._spans = sorted(spans)
        self._numbers = numbers
        self._link_to = link_to
        self._placed: set[Span] = set()

    def within(self, start: int, end: int) -> list[Span]:
        """Return the spans that touch a stretch."""
        return [s for s in self._spans if s.start < end and s.end > start]

    def paint(self, start: int, end: int, *, rich: bool, code: bool = False) -> Markup:
        spans = self.within(start, end)
        hidden: list[tuple[int, int]] = []
        wraps = list(self._markup(start, end, hidden)) if rich else []
        hidden += self._fences(start, end) if code else []
        if len(wraps) > _MOST_MARKS:  # a block of marks is no prose: it is shown as it is written
            wraps, hidden = [], []
        cuts = {start, end}
        pieces = [*hidden, *spans, *((w.start, w.end) for w in wraps)]
        cuts.update(p for piece in pieces for p in piece if start < p < end)
        told_at = {span: self._word_end(span.end, end) for span in spans}
        cuts.update(told_at.values())
        order = sorted(cuts)
        framed = _nested([s for s in spans if s not in self._placed])
        parts: list[str] = []
        stack: list[Markup] = []
        for left, right in pairwise(order):
            frames = [_FRAME.format(anchor(*s)) for s in framed if s.start < right and left < s.end]
            opening = [*frames, *self._opening(left, right, spans, wraps)]
            common = _common(stack, opening)
            parts += [_close(tag) for tag in reversed(stack[common:])]
            parts += self._anchors(left, start, spans, framed)
            parts += opening[common:]
            stack = opening
            if not any(h[0] <= left and right <= h[1] for h in hidden):
                parts.append(str(escape(self._text[left:right])))
            ended = [s for s in spans if told_at[s] == right]
            if ended:
                parts += [_close(tag) for tag in reversed(stack[len(frames) :])]
                stack = stack[: len(frames)]
                parts += [self._number(span) for span in ended]
        parts += [_close(tag) for tag in reversed(stack)]
        return Markup("".join(parts))  # noqa: S704 - every part is escaped or made here

    def _fences(self, start: int, end: int) -> list[tuple[int, int]]:
        first = _FENCE.match(self._text, start, end)
        last = _LAST_FENCE.search(self._text, first.end() - 1, end) if first else None
        return [found.span() for found in (first, last) if found]

    def _word_end(self, place: int, end: int) -> int:
        """Return where the number of a span ends up: behind the word, as in "Transformers"."""
        if place >= end or not self._text[place - 1].isalnum():
            return min(place, end)
        rest = _REST_OF_WORD.match(self._text, place, end)
        return rest.end() if rest else place

    def _anchors(
        self, at: int, start: int, spans: Iterable[Span], framed: Sequence[Span]
    ) -> Iterator[str]:
        """Yield the places of spans that begin here and have no frame."""
        for span in spans:
            begins = span.start == at or (at == start and span.start < start)
            if begins and span not in self._placed:
                self._placed.add(span)
                if span not in framed:
                    yield f'<span class="at" id="{anchor(*span)}"></span>'

    def _number(self, span: Span) -> str:
        number = self._numbers[span]
        return f'<sup><a href="#n{number}">{number}</a></sup>'

    def _opening(
        self, left: int, right: int, spans: Iterable[Span], wraps: Iterable[_Wrap]
    ) -> list[Markup]:
        tags: dict[str, Markup] = {}
        kinds = {self._kinds[s] for s in spans if s.start <= left and right <= s.end}
        for kind, mark in _MARKS.items():
            if kind in kinds:
                tags["mark"] = mark
                break
        for wrap in wraps:
            if wrap.start <= left and right <= wrap.end:
                tags.setdefault(wrap.tag, Markup("<{}{}>").format(wrap.tag, wrap.attributes))
        return [tags[tag] for tag in _TAGS if tag in tags]

    def _markup(self, start: int, end: int, hidden: list[tuple[int, int]]) -> Iterator[_Wrap]:
        for link in self._links:
            if start <= link.start and link.end <= end:
                yield from self._link(link, hidden)
        covered = bytearray(end - start)  # by code, or by what is not shown
        for left, right in hidden:
            covered[left - start : right - start] = b"\1" * (right - left)
        for match in _CODE.finditer(self._text, start, end):
            covered[match.start() - start : match.end() - start] = b"\1" * len(match[0])
            yield _shell(match, "code", hidden)
        for pattern, tag in ((_STRONG, "strong"), (_EMPHASIS, "em")):
            for match in pattern.finditer(self._text, start, end):
                if covered[match.start() - start]:
                    continue
                for left, right in ((match.start(), match.start(2)), (match.end(2), match.end())):
                    covered[left - start : right - start] = b"\1" * (right - left)
                yield _shell(match, tag, hidden)

    def _link(self, link: Link, hidden: list[tuple[int, int]]) -> Iterator[_Wrap]:
        hidden.append((link.start, link.text_start))
        hidden.append((link.text_end, link.end))
        if link.kind in {LinkKind.POST, LinkKind.WIKILINK}:
            href = self._link_to(link.post) if link.post else ""
            attributes = Markup(' href="{}"').format(href)
        else:
            href = outside_href(link.target)
            attributes = Markup(' href="{}" rel="noopener nofollow ugc"').format(href)
        if href and link.text_start < link.text_end:
            yield _Wrap(link.text_start, link.text_end, "a", attributes)


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


def _kind(said: Sequence[Said]) -> str:
    if any(s.claim and s.claim.relation is not Relation.MENTIONS for s in said):
        return _RELATION
    fields = {s.fact.field for s in said if s.fact}
    if fields:
        return _FACT if fields != {"concept"} else _CONCEPT
    return _MENTION


def _nested(spans: Sequence[Span]) -> list[Span]:
    """Return spans of which each two lie one in the other or apart, the outer before the inner."""
    kept: list[Span] = []
    open_: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while open_ and open_[-1].end <= span.start:
            open_.pop()
        if not open_ or span.end <= open_[-1].end:
            open_.append(span)
            kept.append(span)
    return kept


def _shell(match: re.Match[str], tag: str, hidden: list[tuple[int, int]]) -> _Wrap:
    hidden.append((match.start(), match.start(2)))
    hidden.append((match.end(2), match.end()))
    return _Wrap(match.start(2), match.end(2), tag)


def _common(one: Sequence[Markup], other: Sequence[Markup]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _close(tag: Markup) -> str:
    return f"</{str(tag)[1:].partition(' ')[0].rstrip('>')}>"


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
