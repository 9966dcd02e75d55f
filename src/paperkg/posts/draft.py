"""A post with its blocks, sentences and links, before its links are resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from paperkg.model import Block, BlockKind, FieldValue, Problem, Sentence, Source, Span

from .address import classify
from .fields import read_tags
from .links import MAX_LINKS, Inline, RawLink, scan_inline
from .matter import FrontMatter
from .page import Scan
from .sentences import split_sentences

_NO_SENTENCES = frozenset({BlockKind.CODE, BlockKind.MATH, BlockKind.HTML})
_NO_LINKS = frozenset({BlockKind.CODE, BlockKind.MATH})
_WHOLE = frozenset({BlockKind.HEADING, BlockKind.TABLE})
_NO_PROSE = frozenset({BlockKind.HTML, BlockKind.QUOTE, BlockKind.CODE})
# Far above what people write, far below what would make the rooms behind this one slow.
MAX_SENTENCES = 50_000
MAX_FIELDS = 2_000
_SHORT = 120  # a line above the title: a date, a remark

# Headings of a section of some post, never of a post.
_SECTION_TEXT = """
tldr tl;dr summary introduction abstract overview notes background motivation contents intro preface
references conclusion conclusions discussion method methods results architecture implications
"""
_SECTIONS = frozenset(_SECTION_TEXT.split())
# Tags behind the prose: two or more, or one behind a full stop or on a line of its own. A single
# word such as "#params" in a sentence is none.
_TAGS_AT_END = re.compile(
    r"(?:(?<=[.!?。！？)])[ \t]+|(?<=\n)[ \t]*)#[^\W\d_][\w/-]{0,60}\s{0,9}$"
    r"|(?<=\s)#[^\W\d_][\w/-]{0,60}(?:[ \t,]{1,9}#[^\W\d_][\w/-]{0,60}){1,50}\s{0,9}$"
)
_TAG_REACH = 400


@dataclass(slots=True)
class Draft:
    """A post before its links are resolved; fields as in :class:`paperkg.model.Post`."""

    source: Source
    n: int
    start: int
    end: int
    heading: int
    fields: tuple[FieldValue, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    links: list[RawLink]
    problems: tuple[Problem, ...]


def make_draft(
    source: Source, n: int, place: Span, scan: Scan, *, matter: FrontMatter | None = None
) -> Draft:
    """Return the post at ``place`` of a source.

    Args:
        source: The file.
        n: Number of the post.
        place: Where it stands.
        scan: Its blocks.
        matter: Its front matter; None for the entry of a dump, which has none.
    """
    text = source.text
    links: list[RawLink] = []
    sentences: list[Sentence] = []
    tags: list[FieldValue] = []
    used: set[str] = set()
    cut = scan.cut
    for index, block in enumerate(scan.blocks):
        kind = block.kind
        if kind in _NO_LINKS:
            continue
        if len(sentences) >= MAX_SENTENCES or len(links) >= MAX_LINKS:
            cut = block.start
            break
        inline = scan_inline(text, block.start, block.end, scan.definitions)
        if inline is not None:
            links.extend(inline.links)
            used |= inline.labels
        if kind in _NO_SENTENCES or index in scan.silent:
            continue
        sentences.extend(islice(sentences_of(text, index, block, inline), MAX_SENTENCES + 1))
        if matter is not None and kind not in _WHOLE and text.find("#", block.start, block.end) > 0:
            tags.extend(_tags(text, block))
    links.extend(_unused(scan, used))
    links.sort(key=lambda link: (link.start, -link.end))
    given = matter.fields if matter is not None else ()
    found = sorted((*scan.fields, *tags), key=lambda field: field.start)
    if max(len(sentences) - MAX_SENTENCES, len(links) - MAX_LINKS, len(found) - MAX_FIELDS) > 0:
        cut = max(cut, place.start)
    problems = matter.problems if matter is not None else ()
    return Draft(
        source,
        n,
        place.start,
        place.end,
        scan.title if scan.title >= 0 else _title(text, scan, given),
        (*given, *found[:MAX_FIELDS]),
        tuple(scan.blocks),
        tuple(sentences[:MAX_SENTENCES]),
        links[:MAX_LINKS],
        problems if cut < 0 else (*problems, _too_much(source, cut)),
    )


def _unused(scan: Scan, used: set[str]) -> Iterator[RawLink]:
    """Yield the addresses of reference definitions that nothing refers to."""
    for label, span in scan.definition_spans.items():
        target = scan.definitions[label]
        kind = classify(target) if label not in used else None
        if kind is not None:
            yield RawLink(kind, target, *span, *span)


def _too_much(source: Source, offset: int) -> Problem:
    return Problem(
        "post-cut",
        source.file,
        source.line_at(offset),
        "the post holds more than any post should, and the rest was not read",
        "split it into several posts",
    )


def sentences_of(text: str, index: int, block: Block, inline: Inline | None) -> Iterator[Sentence]:
    """Yield the sentences of a block; comments in it are in none."""
    if inline is None or not inline.hidden:
        if block.kind in _WHOLE:
            yield Sentence(block.start, block.end, index)
            return
        protected = inline.protected if inline is not None else ()
        for start, end in split_sentences(text, block.start, block.end, protected):
            yield Sentence(start, end, index)
        return
    begin = block.start
    for start, stop in (*inline.hidden, (block.end, block.end)):
        for one, two in split_sentences(text, begin, start, inline.protected):
            yield Sentence(one, two, index)
        begin = stop


def _tags(text: str, block: Block) -> list[FieldValue]:
    start = max(block.start, block.end - _TAG_REACH)
    hit = _TAGS_AT_END.search(text, start, block.end)
    return read_tags(hit.group(), hit.start()) if hit is not None else []


def _title(text: str, scan: Scan, given: tuple[FieldValue, ...]) -> int:
    """Return the index of the heading that is the title of a post, -1 if none is.

    It is the first heading, if that is the only one of the first level or stands at the top, and
    if it does not merely name a section. Below front matter with a title only a single heading
    of the first level at the top is the title once more.
    """
    headings = [i for i, block in enumerate(scan.blocks) if block.kind is BlockKind.HEADING]
    if not headings:
        return -1
    first = headings[0]
    block = scan.blocks[first]
    if text[block.start : block.end].strip(" *_:0123456789.").casefold() in _SECTIONS:
        return -1
    tops = sum(scan.blocks[i].level == 1 for i in headings)
    before = [
        scan.blocks[i]
        for i in range(first)
        if i not in scan.silent and scan.blocks[i].kind not in _NO_PROSE
    ]
    at_top = not before
    if any(found.key == "title" for found in given):
        return first if at_top and block.level == 1 and tops == 1 else -1
    nearly = len(before) <= 1 and all(b.end - b.start <= _SHORT for b in before)
    if block.level == 1:
        return first if nearly or tops == 1 else -1
    return first if at_top and not tops else -1
