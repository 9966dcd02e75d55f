"""What the rules of the bibliography look at: a post, and what is known of its paper so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from paperkg.extract.bibliography.citations import Citation, mla_people, read_citation
from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.extract.bibliography.labels import Label, read_labels
from paperkg.extract.bibliography.metalines import MetaLine, read_meta_line
from paperkg.extract.bibliography.namelines import line_of_names, stacked_names
from paperkg.extract.bibliography.persons import People
from paperkg.extract.bibliography.titles import same_work, title_key
from paperkg.extract.hyphens import HyphenWords, fold
from paperkg.model import BlockKind, Evidence, Link, LinkKind, Post, Sentence, Stated

_MARK = re.compile('["“„«‘]')
_QUOTED = {
    '"': re.compile(r"\"(?P<text>[^\"\n]{4,220}(?:\n[^\"\n]{2,120})?)\"(?!\w)"),
    "“": re.compile(r"“(?P<text>[^“”\n]{4,220}(?:\n[^“”\n]{2,120})?)”"),
    "„": re.compile(r"„(?P<text>[^“”„\n]{4,220})[“”]"),
    "«": re.compile(r"«(?P<text>[^«»\n]{4,220})»"),
    "‘": re.compile(r"‘(?P<text>[A-Z\"][^‘\n]{9,200}?)’(?!\w)"),
    "'": re.compile(r"'(?P<text>[A-Z\"][^'\n]{9,200})'(?!\w)"),
}
_EMPHASIS = re.compile(
    r"(?P<mark>\*{1,3}|_{1,2})(?P<text>[A-Z][^*_\n]{14,200}(?:\n[^*_\n]{2,120})?)(?P=mark)(?!\w)"
)
_INITIAL_LAST = re.compile(r"(?:^|[\s.])[A-Z]\.$")
_NOT_LINES = frozenset({BlockKind.CODE, BlockKind.MATH, BlockKind.TABLE})
_OWN_PAPER = frozenset(
    {"paper", "article", "original paper", "full paper", "paper title", "paper discussed"}
    | {"paper reviewed", "today s paper", "todays paper", "this week s paper", "the paper"}
    | {"paper of the week", "paper of the day", "discussed paper", "paper read", "reading"}
    | {"citation", "reference", "full citation", "paper citation", "original article"}
)
"""Labels whose value is the paper itself, not just a link."""
_CITED_LINES = 6
_HEAD_BLOCKS = 5
_STACK = 12
"""Among so many lines people are looked for who have a line each."""
_HEAD_LINES = 4
_MOST_QUOTES = 60
_SHORT_WORD = 3
_SHORT_TITLE = 7
_HEAD_SENTENCES = 16
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_LABELLED = re.compile(r"[\s>*_`-]*[A-Za-z][A-Za-z /-]{1,24}[*_`]{0,3}:")
_REFERENCES = re.compile(
    r"(?i)\b(?:references|bibliography|related|reading|see also|resources|literature|sources)\b"
)
_SENTENCE, _FEW_WORDS = 5, 30
"""Words of the shortest block of prose, and how many may stand before the title."""


class Kind(StrEnum):
    """By what a sentence shows that it is about the paper."""

    TITLE = "title"  # the quoted title
    PAPER = "paper"  # "this paper"
    NAME = "name"  # the paper's own name
    IT = "it"  # "It was published", after a sentence about the paper


class Clause(NamedTuple):
    """A sentence about the paper, from the end of its subject on."""

    kind: Kind
    sentence: int  # start of the sentence
    start: int  # end of the subject
    end: int


class Opening(NamedTuple):
    """Where the opening of a post names people: the sentence, and where the names begin."""

    start: int
    names: int
    end: int


class Address(NamedTuple):
    """An address and where it stands."""

    url: str
    start: int
    end: int


class Quote(NamedTuple):
    """A quotation, without its marks."""

    text: str
    start: int
    end: int
    after: int  # after the closing mark


@dataclass
class Sight:
    """A post as the rules see it, and what is known so far.

    Attributes:
        post: The post.
        words: The words to put hyphens back with, if the text has lost them; else ``None``.
        known: Known titles by key; empty unless the text has lost its hyphens.
        works: Title keys of known works by their folded names.
        known_titles: Title keys of known works.
        title: The paper's title, once found.
        titles: Every way the post writes it.
        names: Names by which the post calls its paper, the best first.
        addresses: The paper's own addresses found so far, by the kind of place.
        clauses: Clauses about the paper, once title and names are known.
        made_by: Whom such a clause names as the makers, once asked for.
        opened_by: The people with whom the post opens, once asked for.
    """

    post: Post
    words: HyphenWords | None = None
    known: dict[str, str] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)
    known_titles: Container[str] = ()
    title: Stated | None = None
    titles: tuple[Stated, ...] = ()
    names: list[str] = field(default_factory=list)
    clauses: tuple[Clause, ...] = ()
    made_by: dict[Clause, People] = field(default_factory=dict)
    opened_by: list[tuple[Opening, People]] | None = None
    addresses: dict[str, list[Address]] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The whole source."""
        return self.post.source.text

    @cached_property
    def body(self) -> str:
        """The post's own text."""
        return self.text[self.post.start : self.post.end]

    @cached_property
    def file_stem(self) -> str:
        """The name of the post's file, without folders and suffix; of ``x/index.md``, ``x``."""
        folder, _, name = self.post.file.rpartition("/")
        stem = name.rsplit(".", 1)[0]
        if folder and stem.lower().split(".")[0] in ("index", "readme"):
            return folder.rsplit("/", 1)[-1]
        return stem

    @cached_property
    def labels(self) -> list[Label]:
        """Labelled values of front matter and of the post's head."""
        return read_labels(self.post)

    def labelled(self, *keys: str) -> list[Label]:
        """Return the labelled values of any of these keys, in order."""
        return [label for label in self.labels if label.key in keys]

    def state(self, value: str, start: int, end: int, rule: str) -> Stated:
        """Make a statement with its evidence."""
        return Stated(value, Evidence.of(self.post, start, end, rule))

    def names_another(self, name: str) -> bool:
        """Whether a name is that of a known work with another title."""
        title = self.works.get(fold(name).removesuffix("s"))
        return bool(title) and (self.title is None or title_key(self.title.value) != title)

    @cached_property
    def heading(self) -> tuple[int, int]:
        """Start and end of the title heading; (0, 0) without one."""
        if self.post.heading < 0 or self._opens_with_prose:
            return 0, 0
        block = self.post.blocks[self.post.heading]
        return block.start, block.end

    @cached_property
    def _opens_with_prose(self) -> bool:
        """Whether prose opens the post, so that its first heading is that of a section."""
        blocks = words = 0
        for block in self.post.blocks[: self.post.heading]:
            if block.kind in _PROSE and not _LABELLED.match(self.text, block.start, block.end):
                count = len(unmarked(self.text[block.start : block.end]).split())
                blocks += count >= _SENTENCE
                words += count
        return blocks > 1 or words > _FEW_WORDS

    @cached_property
    def title_lines(self) -> list[tuple[int, int]]:
        """Where the title may stand with more behind it: heading, its link, fields."""
        link = self.heading_link
        places = [self.heading] if self.heading[1] else []
        places += [(link.text_start, link.text_end)] if link else []
        return places + [(la.start, la.end) for la in self.labelled("title", "paper title")]

    @cached_property
    def heading_link(self) -> Link | None:
        """The link of the title heading that leads to the paper."""
        start, end = self.heading
        for link in self.post.links:
            if link.start >= end:
                break
            if link.start >= start and link.kind is not LinkKind.IMAGE:
                words = len(unmarked(link.text).split())
                if words >= 2 or 2 * (link.end - link.start) > end - start:
                    return link
        return None

    @cached_property
    def prose(self) -> list[Sentence]:
        """The first sentences of prose, headings and table rows left out."""
        out: list[Sentence] = []
        blocks = self.post.blocks
        for sentence in self.post.sentences:
            if blocks[sentence.block].kind not in _PROSE:
                continue
            if out and self._goes_on(out[-1], sentence):
                out[-1] = sentence._replace(start=out[-1].start)
            elif len(out) == _HEAD_SENTENCES:
                break
            else:
                out.append(sentence)
        return out

    def _goes_on(self, one: Sentence, other: Sentence) -> bool:
        """Whether a sentence was cut too early: "by Ann B." and "Cee", "et al." and "(2018)"."""
        if one.block != other.block:
            return False
        if self.text.startswith("al.", one.end - 3) and self.text[other.start] in "([0123456789":
            return True
        return bool(_INITIAL_LAST.search(self.text, max(one.start, one.end - 3), one.end))

    @cached_property
    def name_lines(self) -> list[tuple[int, int, People]]:
        """Lines near the title that hold names and no more than their venue, with the names."""
        title = self.title.value if self.title else ""
        found = ((s, e, line_of_names(self.text, s, e, title)) for s, e in self.head_lines)
        lines = [
            (s, e, mla_people(self.text, s, e) or people)
            for s, e, people in found
            if people is not None
        ]
        stack = None if lines else stacked_names(self.text, self.head_lines[:_STACK])
        return [stack] if stack else lines

    @cached_property
    def meta_lines(self) -> list[MetaLine]:
        """Lines near the title whose parts are names, venue, year and links."""
        found = (read_meta_line(self.text, start, end) for start, end in self.head_lines)
        return [line for line in found if line is not None]

    @cached_property
    def citations(self) -> list[tuple[str, Citation]]:
        """Citations of the paper itself, each with its label; without one, "" stands for it."""
        text = self.text
        out: list[tuple[str, Citation]] = []
        for label in self.labelled("url", "paper title", "citation"):
            if label.front or label.name not in _OWN_PAPER:
                continue
            found = read_citation(text, label.start, label.end, labelled=True)
            if found is not None:
                out.append((label.name, found))
        listed = self._first_references
        for start, end in self.head_lines[:_CITED_LINES]:
            found = read_citation(text, start, end) if start < listed else None
            if found is not None:
                out.append(("", found))
        return out

    @cached_property
    def _first_references(self) -> int:
        """Where other works are listed, under a heading that says so; the post's end if nowhere."""
        for index, block in enumerate(self.post.blocks):
            section = block.kind is BlockKind.HEADING and index != self.post.heading
            if section and _REFERENCES.search(self.text, block.start, block.end):
                return block.start
        return self.post.end

    def is_own(self, cited: Citation) -> bool:
        """Whether a citation is that of the post's paper."""
        title = unmarked(self.text[cited.start : cited.end])
        return self.title is not None and same_work(self.title.value, title)

    @cached_property
    def head_lines(self) -> list[tuple[int, int]]:
        """The lines of the first blocks beside the title heading."""
        lines: list[tuple[int, int]] = []
        seen = 0
        for index, block in enumerate(self.post.blocks):
            if index == self.post.heading or block.kind in _NOT_LINES:
                continue
            seen += 1
            if seen > _HEAD_BLOCKS:
                break
            start = block.start
            for _ in range(_HEAD_LINES):
                stop = self.text.find("\n", start, block.end)
                lines.append((start, block.end if stop < 0 else stop))
                if stop < 0:
                    break
                start = stop + 1
        return lines

    @cached_property
    def quotes(self) -> list[Quote]:
        """Quotations in the post."""
        out: list[Quote] = []
        text, end = self.text, self.post.end
        reached = self.post.start
        for at in self._marks():
            if at < reached or text[at - 1 : at].isalnum():
                continue
            found = _QUOTED[text[at]].match(text, at, end)
            if found:
                out.append(
                    Quote(found["text"], found.start("text"), found.end("text"), found.end())
                )
                reached = found.end()
                if len(out) == _MOST_QUOTES:
                    break
        return out

    def _marks(self) -> list[int]:
        """Return where quotations may begin; an apostrophe only after a space."""
        text, start, end = self.text, self.post.start, self.post.end
        marks = [m.start() for m in _MARK.finditer(text, start, end)]
        for lead in (" '", "\n'"):
            at = text.find(lead, max(start - 1, 0), end)
            while at >= 0:
                marks.append(at + 1)
                at = text.find(lead, at + 2, end)
        if text.startswith("'", start):
            marks.append(start)
        marks.sort()
        return marks

    @cached_property
    def mentions(self) -> list[Quote]:
        """Quotations, and what stands in the first sentences as a link or in italics."""
        if not self.prose:
            return self.quotes
        start, end = self.prose[0].start, self.prose[-1].end
        marked = [
            Quote(m["text"], m.start("text"), m.end("text"), m.end())
            for m in _EMPHASIS.finditer(self.text, start, end)
            if not self.text[m.start() - 1 : m.start()].isalnum()
        ]
        linked = [
            Quote(link.text, link.text_start, link.text_end, link.end)
            for link in self.post.links
            if start <= link.start < end and link.text.count(" ") > 1
        ]
        return sorted((*self.quotes, *marked, *linked), key=lambda q: (q.start, q.end))

    def own_quotes_of(self, title: str) -> list[Quote]:
        """Return the quotations that may be the title of the paper so called."""
        words = {w for w in title.lower().replace("-", "").split() if len(w) > _SHORT_WORD}
        return [
            q
            for q in self.mentions
            if len(q.text) > _SHORT_TITLE
            and any(word in q.text.lower().replace("-", "") for word in words)
            and same_work(title, unmarked(q.text))
        ]

    @cached_property
    def own_quotes(self) -> list[Quote]:
        """Quotations of the paper's own title, once it is known."""
        return self.own_quotes_of(self.title.value) if self.title else []

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.post.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence in which an offset lies."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        sentence = self.post.sentences[index]
        for after in self.post.sentences[index + 1 : index + 5]:
            if not self._goes_on(sentence, after):
                break
            sentence = after._replace(start=sentence.start)
        return sentence if sentence.start <= offset <= sentence.end else None
