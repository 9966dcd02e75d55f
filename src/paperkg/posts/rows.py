"""A file of many papers, one line each: which rows, items or sections of it are posts of their own.

Three forms are told from ordinary posts: a table with a column for the paper and one for what is
said of it; a list whose items each begin with a linked title, or with a bold one and a year, and go
on in words; headings of one level that all link to papers. There must be several, and they must be
most of the file: a list of references, or a table inside a post, is part of that post.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile, zip_longest
from typing import NamedTuple

from paperkg.model import Block, BlockKind, FieldValue, LinkKind, Sentence, Span

from .clean import clean_value
from .draft import Draft, sentences_of
from .links import RawLink, scan_inline

LEAST = 5
"""So many entries make a file one of many papers."""

_SHARE = 0.8
_MOST_OF_FILE = 0.5
_TITLE_WORDS = 3
_TOLD_WORDS = 4
_LONGEST_TITLE = 300
_BLOCKS = 60
"""So many blocks of an entry are read."""

_ROLES = {
    name: role
    for role, names in {
        "title": "paper,papers,title,paper title,paper name,publication,article,work,reference,"
        "name of the paper,title of the paper,papers title",
        "text": "one line,one liner,one sentence,in one sentence,in one line,one line summary,"
        "one sentence summary,description,summary,short summary,tl dr,tldr,note,notes,"
        "idea,main idea,key idea,contribution,contributions,main contribution,comment,comments,"
        "takeaway,takeaways,key takeaway,gist,details,remarks,remark,what,what it does,abstract,"
        "highlights,key points,about,my take,summary in one line,explanation,why",
        "year": "year,published,publication year,pub year,published in,year of publication",
        "venue": "venue,conference,journal,conf,where,published at",
        "authors": "authors,author,by,author s,first author",
        "url": "link,url,pdf,paper link,links,arxiv,source",
        "tags": "tags,tag,topic,topics,category,area,field,task,keywords,type",
        "short_name": "short name,name,model,acronym,method,abbreviation",
    }.items()
    for name in names.split(",")
}
_DELIMITER = re.compile(r"[\s|:]*-[\s|:-]*")
_BAR = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"[^\W\d_]{2,}")
_BOLD = re.compile(r"(\*\*|__|\*|_)(?P<title>[^*_\n]{4,300}?)\1")
_QUOTED = re.compile(r"[\"“](?P<title>[^\"“”\n]{4,300})[\"”]")
_NAME = re.compile(r"\s{0,2}[({\[](?P<name>[^(){}\[\]|]{2,40})[)}\]]")
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)|['’]\d\d(?!\d)")
_LEAD = re.compile(r"[\s*_:;,.|–—-]{0,8}")
_ITEM_LEAD = re.compile(r"(?:[\s\"“*_\[]|\(?\d{1,3}[.)]\s|\[[ xX]\]\s){0,6}")
_EDGE = ' \t*_"“”`'
_OUTWARD = frozenset({LinkKind.ARXIV, LinkKind.DOI, LinkKind.WEB})
_SCHOLARLY = re.compile(
    r"(?i)arxiv|doi\.org|openreview|aclanthology|aclweb|papers\.nips|neurips|mlr\.press|thecvf|"
    r"ieee|acm\.org|springer|nature\.com|semanticscholar|biorxiv|jmlr|aaai|ijcai|\.pdf\b|/pdf"
)


class Row(NamedTuple):
    """An entry of a file of many papers.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        title: Where the title stands; with its address, if it is a link.
        name: Where the title's own words stand.
        texts: What is said of the paper.
        fields: Other values: (key, place).
    """

    start: int
    end: int
    title: Span
    name: Span
    texts: tuple[Span, ...]
    fields: tuple[tuple[str, Span], ...]


def find_rows(draft: Draft) -> list[Row]:
    """Return the entries of a file of many papers; none, if it is a post like others."""
    if draft.fields and any(f.key in {"paper_title", "authors", "arxiv"} for f in draft.fields):
        return []
    for form in (_of_tables, _of_lists, _of_headings):
        rows = list(form(draft))
        if len(rows) >= LEAST and _are_most(draft, rows):
            return rows
    return []


def _are_most(draft: Draft, rows: Sequence[Row]) -> bool:
    whole = sum(b.end - b.start for b in draft.blocks if b.kind is not BlockKind.CODE)
    return sum(row.end - row.start for row in rows) >= _MOST_OF_FILE * whole


def _of_tables(draft: Draft) -> Iterator[Row]:
    text = draft.source.text
    roles: list[str] = []
    for block, following in zip_longest(draft.blocks, draft.blocks[1:]):
        if block.kind is not BlockKind.TABLE:
            roles = []
        elif following is not None and _DELIMITER.fullmatch(text, block.end, following.start):
            roles = _roles(text, block)
        elif roles and (row := _of_cells(draft, block, roles)) is not None:
            yield row


def _roles(text: str, header: Block) -> list[str]:
    """Return what each column of a table holds; nothing unless it is a table of papers."""
    names = [re.sub(r"[^a-z]+", " ", text[s:e].lower()).strip() for s, e in _cells(text, header)]
    roles = [_ROLES.get(name, "") for name in names]
    if "title" not in roles and "short_name" in roles:
        return []
    if "title" not in roles or "text" not in roles:
        return []
    return roles


def _cells(text: str, row: Block) -> list[Span]:
    cells: list[Span] = []
    at = row.start
    for stop in [*(m.start() for m in _BAR.finditer(text, row.start, row.end)), row.end]:
        cells.append(_trimmed(text, at, stop))
        at = stop + 1
    return cells


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _of_cells(draft: Draft, block: Block, roles: list[str]) -> Row | None:
    text = draft.source.text
    cells = _cells(text, block)
    title: tuple[Span, Span, int] | None = None
    texts: list[Span] = []
    fields: list[tuple[str, Span]] = []
    for role, cell in zip(roles, cells, strict=False):
        if cell.start == cell.end:
            continue
        if role == "title" and title is None:
            title = _title(draft, cell.start, cell.end) or (cell, cell, cell.end)
            rest = _NAME.match(text, title[2], cell.end)
            if rest and not _YEAR.search(rest["name"]):
                fields.append(("short_name", Span(*rest.span("name"))))
            elif rest:
                fields.append(("published", Span(*rest.span("name"))))
        elif role == "text":
            texts.append(cell)
        elif role:
            fields.append((role, cell))
    if title is None or not texts or title[1].end - title[1].start > _LONGEST_TITLE:
        return None
    if any(_is_of_folder(link) for link in _links(draft, *title[0])):
        return None
    return Row(block.start, block.end, title[0], title[1], tuple(texts), tuple(fields))


def _is_of_folder(link: RawLink) -> bool:
    """Whether a link leads to another post: then the row only says what stands there."""
    return link.kind in (LinkKind.POST, LinkKind.WIKILINK)


def _links(draft: Draft, start: int, end: int) -> list[RawLink]:
    first = bisect_left(draft.links, start, key=lambda link: link.start)
    return list(takewhile(lambda link: link.start < end, islice(draft.links, first, None)))


def _title(draft: Draft, start: int, end: int) -> tuple[Span, Span, int] | None:
    """Return the title that a stretch opens with: the link or words, the words, and its end."""
    text = draft.source.text
    lead = _ITEM_LEAD.match(text, start, end)
    at = lead.end() if lead else start
    for link in _links(draft, start, min(end, at + 2)):
        if link.kind is not LinkKind.IMAGE and link.start <= at <= link.text_start:
            stop = link.end
            while stop < end and text[stop] in _EDGE:
                stop += 1
            return Span(link.start, link.end), Span(link.text_start, link.text_end), stop
    at = start + len(text[start:end]) - len(text[start:end].lstrip())
    found = _BOLD.match(text, at, end) or _QUOTED.match(text, at, end)
    if found is None:
        return None
    words = Span(*found.span("title"))
    return words, words, found.end()


def _of_lists(draft: Draft) -> Iterator[Row]:
    items = [i for i, b in enumerate(draft.blocks) if b.kind is BlockKind.ITEM and b.level == 1]
    rows = [row for i in items if (row := _of_item(draft, i)) is not None]
    if len(rows) < _SHARE * len(items):
        return
    links = [_links(draft, *row.title) for row in rows]
    scholarly = sum(any(_SCHOLARLY.search(link.target) for link in found) for found in links)
    dated = sum(any(key == "published" for key, _ in row.fields) for row in rows)
    if 2 * max(scholarly, dated) >= len(rows):
        yield from rows


def _of_item(draft: Draft, index: int) -> Row | None:
    text = draft.source.text
    block = draft.blocks[index]
    title = _title(draft, block.start, block.end)
    if title is None or len(_WORD.findall(text, *title[1])) < _TITLE_WORDS:
        return None
    links = _links(draft, *title[0])
    if any(_is_of_folder(link) for link in links):
        return None
    fields: list[tuple[str, Span]] = []
    at = title[2]
    for _ in range(2):
        aside = _NAME.match(text, at, block.end)
        if aside is None:
            break
        key = "published" if _YEAR.search(aside["name"]) else "short_name"
        fields.append((key, Span(*aside.span("name"))))
        at = aside.end()
    if not links and not any(key == "published" for key, _ in fields):
        return None
    lead = _LEAD.match(text, at, block.end)
    texts = [_trimmed(text, lead.end() if lead else at, block.end)]
    end = block.end
    for other in islice(draft.blocks, index + 1, index + _BLOCKS):
        if other.kind is BlockKind.HEADING or (other.kind is BlockKind.ITEM and other.level == 1):
            break
        if other.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) and other.parent >= 0:
            texts.append(Span(other.start, other.end))
            end = other.end
    if sum(len(_WORD.findall(text, *place)) for place in texts) < _TOLD_WORDS:
        return None
    told = tuple(place for place in texts if place.end > place.start)
    return Row(block.start, end, title[0], title[1], told, tuple(fields))


def _of_headings(draft: Draft) -> Iterator[Row]:
    levels = Counter(b.level for b in draft.blocks if b.kind is BlockKind.HEADING)
    for level, count in sorted(levels.items()):
        if count < LEAST:
            continue
        rows = [
            row
            for i, b in enumerate(draft.blocks)
            if b.kind is BlockKind.HEADING and b.level == level
            for row in (_of_section(draft, i, level),)
            if row is not None
        ]
        if len(rows) >= max(LEAST, _SHARE * count):
            yield from rows
            return


def _of_section(draft: Draft, index: int, level: int) -> Row | None:
    text = draft.source.text
    heading = draft.blocks[index]
    title = _title(draft, heading.start, heading.end)
    if title is None or len(_WORD.findall(text, *title[1])) < _TITLE_WORDS:
        return None
    if not any(link.kind in _OUTWARD for link in _links(draft, *title[0])):
        return None
    texts: list[Span] = []
    for block in islice(draft.blocks, index + 1, index + _BLOCKS):
        if block.kind is BlockKind.HEADING and block.level <= level:
            break
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE):
            texts.append(Span(block.start, block.end))
    if sum(len(_WORD.findall(text, *place)) for place in texts) < _TOLD_WORDS:
        return None
    return Row(heading.start, texts[-1].end, title[0], title[1], tuple(texts), ())


def make_entry(draft: Draft, row: Row, n: int) -> Draft:
    """Return an entry as a post of its own: its title is the heading, what is said the prose.

    Args:
        draft: The file.
        row: Where the entry stands.
        n: Its number in the file, from 1.
    """
    text = draft.source.text
    places = sorted({row.title, *row.texts})
    heading = places.index(row.title)
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    for index, (start, end) in enumerate(places):
        if index == heading:
            block = Block(BlockKind.HEADING, start, end, level=1)
        else:
            section = heading if index > heading else -1
            block = Block(BlockKind.PARAGRAPH, start, end, section=section)
        blocks.append(block)
        inline = scan_inline(text, start, end, {})
        sentences.extend(sentences_of(text, index, block, inline))
    fields = [
        FieldValue(key, value, place.start, place.end)
        for key, place in (("paper_title", row.name), *row.fields)
        if (value := clean_value(text[place.start : place.end]))
    ]
    return Draft(
        draft.source,
        n,
        row.start,
        row.end,
        heading,
        tuple(fields),
        tuple(blocks),
        tuple(sentences),
        _links(draft, row.start, row.end),
        (),
    )
