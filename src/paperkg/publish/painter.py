"""Writes stretches of a post as safe HTML in which what was read is marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeVar

from markupsafe import Markup, escape

from paperkg.model import BlockKind, Link, Post, Relation, Span
from paperkg.publish.address import anchor
from paperkg.publish.inline import Inline, LinkTo, Wrap, labels_of_notes, read_inline
from paperkg.publish.view import Said

_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[^\n]*\n?")
_LAST_FENCE = re.compile(r"\n[ \t]*(?:`{3,}|~{3,})[ \t]*$")
_REST_OF_WORD = re.compile(r"(?:\*{1,2}(?=\w))?[^\W_]+")
_RELATION, _FACT, _CONCEPT, _MENTION = "rel", "bib", "con", "men"
_MARKS = {
    kind: Markup('<mark class="{}">').format(kind)
    for kind in (_RELATION, _FACT, _CONCEPT, _MENTION)
}
"""Their opening tags, the more telling first."""
_FRAME = Markup('<span class="quoted" id="{}">')
"""Around all of a span, whatever else was read inside it: a link to it outlines the whole."""
_AT = Markup('<span class="at" id="{}"></span>')
_TAGS = ["span", "a", "strong", "b", "em", "i", "s", "del", "u", "sub", "sup", "code"]
"""What stands in a mark, the outer before the inner."""
_RICH = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE}
_PLAIN = Inline()


class _Piece(NamedTuple):
    """Opening tag and place of something that is drawn around text."""

    start: int
    end: int
    tag: Markup


_Stretch = TypeVar("_Stretch", Span, _Piece, Wrap)


class Painter:
    """Cuts text at every boundary of a mark or of markup, and writes the pieces as HTML.

    Args:
        post: The post.
        spans: What was read in it, by place; no place is empty.
        numbers: The numbers of the places.
        link_to: Where other posts stand.
    """

    def __init__(
        self,
        post: Post,
        spans: Mapping[Span, Sequence[Said]],
        numbers: Mapping[Span, int],
        link_to: LinkTo,
    ) -> None:
        self._text = post.source.text
        self._links = sorted(post.links, key=lambda link: (link.start, -link.end))
        self._notes = labels_of_notes(self._text, post.start, post.end)
        self._kinds = {span: _kind(said) for span, said in spans.items()}
        self._spans = sorted(spans)
        self._reach = list(accumulate((s.end for s in self._spans), max))
        self._numbers = numbers
        self._link_to = link_to
        self._placed: set[Span] = set()

    def within(self, start: int, end: int) -> list[Span]:
        """Return the spans that touch a stretch."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._spans, end, key=lambda s: s.start)
        return [s for s in self._spans[first:last] if s.end > start]

    def links(self, start: int, end: int) -> list[Link]:
        """Return the links that lie in a stretch."""
        first = bisect_left(self._links, start, key=lambda link: link.start)
        last = bisect_left(self._links, end, key=lambda link: link.start)
        return [link for link in self._links[first:last] if link.end <= end]

    def place(self, start: int, end: int, bars: Sequence[int]) -> str:
        """Give the place of what was read in several cells to their row.

        Args:
            start: Where the row starts.
            end: Where it ends.
            bars: The ends of its cells.

        Returns:
            The anchor of the widest span that begins in the row, crosses a bar and has no place
            yet; or an empty string.
        """
        free = [
            s
            for s in self.within(start, end)
            if s not in self._placed
            and s.start >= start
            and bisect_right(bars, s.start) < bisect_left(bars, s.end)
        ]
        if not free:
            return ""
        widest = max(free, key=lambda s: (s.end - s.start, -s.start))
        self._placed.add(widest)
        return anchor(*widest)

    def paint(self, start: int, end: int, kind: BlockKind | None = None) -> Markup:
        """Write a stretch.

        Args:
            start: Its start.
            end: Its end.
            kind: The kind of the block it is; of code the fences are not shown.
        """
        inline = self._inline(start, end, kind) if kind in _RICH else Inline()
        if kind is BlockKind.CODE:
            inline.hidden += self._fences(start, end)
        return self._write(start, end, inline, end)

    def paint_cell(self, cell: Span, shown: Span, row_end: int) -> Markup:
        """Write a cell of a table.

        Args:
            cell: The cell with the bar behind it.
            shown: What is shown of it.
            row_end: Where its row ends; what goes on in a later cell gets its number there.
        """
        inline = self._inline(*shown, BlockKind.TABLE)
        if inline == _PLAIN and not self.within(*cell):
            return escape(self._text[slice(*shown)])
        inline.hidden += [(cell.start, shown.start), (shown.end, cell.end)]
        return self._write(*cell, inline, row_end)

    def _inline(self, start: int, end: int, kind: BlockKind) -> Inline:
        links, notes = self.links(start, end), self._notes
        return read_inline(
            self._text, start, end, links=links, link_to=self._link_to, notes=notes, kind=kind
        )

    def _write(self, start: int, end: int, inline: Inline, last: int) -> Markup:
        """Write a stretch, and the number of each span that does not go on before ``last``."""
        places = {span: inline.whole(span) for span in self.within(start, end)}
        if inline == _PLAIN and not places:
            return escape(self._text[start:end])
        ended: dict[int, list[str]] = {}
        for span, place in places.items():
            if place.end <= end or end >= last:
                told_at = self._word_end(place.end, end)
                ended.setdefault(told_at, []).append(self._number(span))
        frames, begun = self._frames(places, start)
        marks = [_Piece(*place, _MARKS[self._kinds[span]]) for span, place in places.items()]
        swaps = {left: shown for left, _, shown in inline.replaced}
        unseen = [Span(*h) for h in inline.hidden] + [Span(*r[:2]) for r in inline.replaced]
        order = _cuts(start, end, [*ended, *_ends(unseen), *_ends(marks), *_ends(inline.wraps)])
        parts: list[str] = []
        stack: list[Markup] = []
        over = (_over(order, unseen), _over(order, marks), _over(order, inline.wraps))
        for (left, right), framed, hidden, marked, wraps in zip(
            pairwise(order), _over(order, frames), *over, strict=True
        ):
            idle = hidden and left not in swaps and left not in begun and right not in ended
            if idle and stack[: len(framed)] == [frame.tag for frame in framed]:
                continue  # what would begin here begins with the first letter that is shown
            opening = [*(frame.tag for frame in framed), *_opening(marked, wraps)]
            common = _common(stack, opening)
            parts += [_close(tag) for tag in reversed(stack[common:])]
            parts += begun.get(left, ())
            parts += opening[common:]
            stack = opening
            if left in swaps:
                parts.append(swaps[left])
            elif not hidden:
                parts.append(escape(self._text[left:right]))
            if right in ended:
                parts += [_close(tag) for tag in reversed(stack[len(framed) :])]
                stack = stack[: len(framed)]
                parts += ended[right]
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

    def _frames(
        self, places: Mapping[Span, Span], start: int
    ) -> tuple[list[_Piece], dict[int, list[str]]]:
        """Return the frames of the spans that have none yet, and by place the other anchors."""
        free = {
            _Piece(*place, _FRAME.format(anchor(*span))): anchor(*span)
            for span, place in places.items()
            if span not in self._placed
        }
        frames = _nested(free)
        begun: dict[int, list[str]] = {}
        for piece in frames:
            del free[piece]
        for piece, name in free.items():  # they cross others
            begun.setdefault(max(piece.start, start), []).append(_AT.format(name))
        self._placed.update(places)
        return frames, begun

    def _number(self, span: Span) -> str:
        number = self._numbers[span]
        return f'<sup><a href="#n{number}">{number}</a></sup>'


def _cuts(start: int, end: int, places: Iterable[int]) -> list[int]:
    return sorted({start, end, *(place for place in places if start < place < end)})


def _ends(stretches: Iterable[_Stretch]) -> Iterator[int]:
    for stretch in stretches:
        yield stretch.start
        yield stretch.end


def _over(order: Sequence[int], stretches: Iterable[_Stretch]) -> Iterator[list[_Stretch]]:
    """Yield for each piece between two cuts which stretches lie over it."""
    waiting = sorted(stretches, key=lambda s: (-s.start, s.end))  # the next is the last
    here: list[_Stretch] = []
    for left in order[:-1]:
        here = [s for s in here if s.end > left]
        while waiting and waiting[-1].start <= left:
            stretch = waiting.pop()
            if stretch.end > left:
                here.append(stretch)
        yield here


def _opening(marks: Iterable[_Piece], wraps: Iterable[Wrap]) -> list[Markup]:
    tags: dict[str, Markup] = {}
    for wrap in wraps:
        tags.setdefault(wrap.tag, Markup("<{}{}>").format(wrap.tag, wrap.attributes))
    kinds = {mark.tag for mark in marks}
    mark = [tag for tag in _MARKS.values() if tag in kinds][:1]
    return [*mark, *(tags[tag] for tag in _TAGS if tag in tags)]


def _kind(said: Sequence[Said]) -> str:
    if any(s.claim and s.claim.relation is not Relation.MENTIONS for s in said):
        return _RELATION
    fields = {s.fact.field for s in said if s.fact}
    if fields:
        return _FACT if fields != {"concept"} else _CONCEPT
    return _MENTION


def _nested(spans: Iterable[_Piece]) -> list[_Piece]:
    """Return spans of which each two lie one in the other or apart, the outer before the inner."""
    kept: list[_Piece] = []
    open_: list[_Piece] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while open_ and open_[-1].end <= span.start:
            open_.pop()
        if not open_ or span.end <= open_[-1].end:
            open_.append(span)
            kept.append(span)
    return kept


def _common(one: Sequence[Markup], other: Sequence[Markup]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _close(tag: Markup) -> str:
    return f"</{str(tag)[1:].partition(' ')[0].rstrip('>')}>"
