"""Labelled values of a post: front matter, "**Authors**: ...", "| Year | 2017 |", "## Link"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.model import Block, BlockKind, Post

_SPELLINGS = {
    "title": "title",
    "paper title": "paper title,title of the paper,article title,full title,papertitle,paper name,"
    "title of paper",
    "authors": "authors,author s,paper authors,paper author,authors affiliation,author list,"
    "written by,authored by,authors of the paper,by,paper by,first author,lead author",
    "author": "author",
    "year": "year,publication year,published year,year published,year of publication,paper year,"
    "pub year,pubyear,yr",
    "published": "published,published in,published at,published on,publication,publication date,"
    "publication details,date published,pub date,published date,paper date,submitted,submitted to,"
    "submitted on,submission date,appeared in,presented at,release date,released,issued,"
    "date of publication",
    "venue": "venue,conference,journal,booktitle,proceedings,publisher,accepted at,accepted to,"
    "conference journal,presented in,publication venue",
    "url": "url,link,links,paper,paper link,link to paper,link to the paper,paper url,paperurl,"
    "paperlink,pdf,source,original paper,pdf link,article,article link,read the paper,"
    "full paper,paper discussed,paper reviewed,today s paper,todays paper,this week s paper,"
    "the paper,paper of the week,paper of the day,discussed paper,paper read,reading,"
    "original article,paper pdf,external link,reference link,publication link,paper links",
    "arxiv": "arxiv,arxiv id,arxivid,arxiv link,arxiv url,eprint,arxiv number,arxiv preprint",
    "doi": "doi,doi link,paper doi",
    "tags": "tags,tag,categories,category,keywords,keyword,topics,topic,subjects,subject,labels",
    "short name": "short name,shortname,acronym,model,model name,nickname,short title,method name,"
    "abbreviation,short",
    "aliases": "aliases,alias",
    "citation": "citation,reference,cite as,cite,paper citation,full citation,bibliographic entry",
    "blogger": "notes by,summary by,reviewed by,reviewer,presented by,presenter,posted by,"
    "summarized by,summarised by,written up by,speaker,blogger,editor,translator,read by,poster",
}
_KEYS = {name: key for key, names in _SPELLINGS.items() for name in names.split(",")}
_PERSONS = {"authors.name": "authors", "paper.authors.name": "authors", "author.name": "author"}
"""Keys of people who are listed with more than their names."""
_PAPER_BLOCKS = frozenset(
    ("cite", "citation", "paper", "article", "reference", "publication", "bibtex", "bib")
)
_OF_PAPER = {"title": "paper title", "author": "authors"}
"""What is said in front matter below "cite:" and the like is said of the paper."""
_IN_HEADINGS = frozenset(
    ("authors", "citation", "venue", "year", "published", "arxiv", "doi", "paper title", "url")
)
_LINE = re.compile(
    r"[>\s]*(?:[-*+•]\s+)?(?P<open>\*\*|__|\*|_|<b>|<strong>|`)?"
    r"(?P<label>[A-Za-z][A-Za-z /()_&'’-]{1,28}?)"
    r"(?:\s?(?P<colon>::|:|：|=)\s?(?:\*\*|__|\*|_|</b>|</strong>|`)?"
    r"|(?:\*\*|__|</b>|</strong>)\s{0,2}(?P<after>::|:|：|-|–|—|=|(?=\s)))\s*"
)
_MARK = re.compile(r"[:：=*_<]")
_ARXIV = re.compile(
    r"(?:arxiv:)?(?:0[7-9]|[1-3]\d)(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?", re.IGNORECASE
)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_HEAD_BLOCKS = 30
_TABLE_LABELS = 2


class Label(NamedTuple):
    """A labelled value.

    Attributes:
        key: What it says: one of the keys above ("title", "authors", "url" ...).
        name: The label itself, lower case, words only.
        value: The value, on one line for front matter, as written otherwise.
        start: Start of the value in the source.
        end: Its end.
        front: Whether it stands in front matter or in a header line.
    """

    key: str
    name: str
    value: str
    start: int
    end: int
    front: bool


def read_labels(post: Post) -> list[Label]:
    """Return all labelled values of a post's front matter and of its head, in order."""
    labels = [
        Label(key, name, field.value, field.start, field.end, front=True)
        for field in post.fields
        for name in (_name_of_key(field.key),)
        for key in (_KEYS.get(name) or _key_of_value(field.value),)
        if key and field.value.strip()
    ]
    labels.extend(_in_body(post))
    return labels


def _key_of_value(value: str) -> str:
    """Tell by its value what a key of no known name holds: an arXiv id cannot be anything else."""
    return "arxiv" if _ARXIV.fullmatch(value.strip()) else ""


def _name_of_key(key: str) -> str:
    """Return the name of a key of front matter; one in a block on the paper is the paper's."""
    name = _name(_PERSONS.get(key, key).rsplit(".", 1)[-1])
    if "." in key and key.split(".", 1)[0].lower() in _PAPER_BLOCKS:
        return _OF_PAPER.get(name, name)
    return name


def _name(label: str) -> str:
    return _NOT_LETTERS.sub(" ", label.lower()).strip()


def _in_body(post: Post) -> Iterator[Label]:
    text = post.source.text
    blocks = post.blocks[:_HEAD_BLOCKS]
    table: list[tuple[int, Block]] = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.TABLE:
            table.append((index, block))
        elif block.kind is BlockKind.HEADING:
            if index != post.heading:
                yield from _in_lines(post, index, text, block)
            yield from _under_heading(post, index, block)
        elif block.kind not in (BlockKind.CODE, BlockKind.MATH):
            yield from _in_lines(post, index, text, block)
    yield from _in_table(text, [block for _, block in table])


def _in_lines(post: Post, index: int, text: str, block: Block) -> Iterator[Label]:
    start = block.start
    while start < block.end:
        end = text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        found = None
        if _MARK.search(text, start, min(end, start + 40)):
            found = _LINE.match(text, start, min(end, start + 60))
        if found:
            name = _name(found["label"])
            key = _KEYS.get(name)
            entry = text.startswith("{", found.end())  # of BibTeX
            if key and not entry and (found["colon"] or found["open"]):
                value_start = found.end()
                if text[value_start:end].strip(" *_"):
                    yield Label(key, name, text[value_start:end], value_start, end, front=False)
                else:
                    yield from _children(post, index, key, name)
        start = end + 1


def _children(post: Post, index: int, key: str, name: str) -> Iterator[Label]:
    """Yield the items below a label without a value of its own."""
    for block in post.blocks[index + 1 : index + 40]:
        if block.parent != index:
            break
        yield Label(key, name, post.text(block), block.start, block.end, front=False)


def _under_heading(post: Post, index: int, heading: Block) -> Iterator[Label]:
    if index == post.heading or heading.end - heading.start > 40:
        return
    name = _name(post.text(heading))
    key = _KEYS.get(name)
    if key not in _IN_HEADINGS:
        return
    for block in post.blocks[index + 1 : index + 9]:
        if block.kind is BlockKind.HEADING:
            break
        if block.kind is not BlockKind.CODE:
            yield Label(key, name, post.text(block), block.start, block.end, front=False)


def _in_table(text: str, rows: list[Block]) -> Iterator[Label]:
    """Read a table of two columns, or one of a head and a single row.

    A label in the first row, and none below, heads a column of results: "Model | Accuracy".
    """
    cells = [_cells(text, row) for row in rows]
    if len(cells) >= 2 and len(cells[0]) > 2:
        heads = [_name(unmarked(text[s:e])) for s, e in cells[0]]
        known = [_KEYS.get(head) for head in heads]
        if sum(k is not None for k in known) >= _TABLE_LABELS and len(cells) == 2:
            for key, head, (start, end) in zip(known, heads, cells[1], strict=False):
                if key and text[start:end].strip():
                    yield Label(key, head, text[start:end], start, end, front=False)
        return
    found: list[Label] = []
    for row in cells:
        if len(row) == 2:
            name = _name(unmarked(text[slice(*row[0])]))
            key = _KEYS.get(name)
            start, end = row[1]
            if key and text[start:end].strip():
                found.append(Label(key, name, text[start:end], start, end, front=False))
    if len({label.name for label in found}) >= _TABLE_LABELS or (
        found and found[0].start > rows[0].end
    ):
        yield from found


def _cells(text: str, row: Block) -> list[tuple[int, int]]:
    start, end = row.start, row.end
    if text[start : start + 1] == "|":
        start += 1
    if end > start and text[end - 1] == "|":
        end -= 1
    cells: list[tuple[int, int]] = []
    while True:
        bar = text.find("|", start, end)
        while bar > 0 and text[bar - 1] == "\\":
            bar = text.find("|", bar + 1, end)
        cells.append((start, end if bar < 0 else bar))
        if bar < 0:
            return cells
        start = bar + 1
