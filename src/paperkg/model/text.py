r"""What a post is before anything is understood: text, and where every part of it lies.

All offsets are 0-based, half-open, in Unicode code points of the *file as read*: decoded as
UTF-8, a byte-order mark dropped, ``\\r\\n`` and ``\\r`` turned into ``\\n``, nothing else changed.
Lines count from 1.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a source, ``source.text[start:end]``."""

    start: int
    end: int


class Problem(NamedTuple):
    """Something wrong with a post that did not stop the build.

    Attributes:
        code: Stable kebab-case name of the kind of problem, e.g. ``front-matter-broken``.
        file: Path as the user knows it, POSIX separators, relative to the posts' root.
        line: Line, from 1; 0 if the whole file is meant.
        message: What is wrong.
        advice: What to do.
        severe: Whether the post was left out (else it was built all the same).
    """

    code: str
    file: str
    line: int
    message: str
    advice: str = ""
    severe: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}" + (f"; {self.advice}" if self.advice else "")


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read.

    Attributes:
        file: Path relative to the posts' root, POSIX separators, NFC; a dump is its own root,
            so that its path is just the file name.
        text: The whole text (see the module's docstring).
        sha256: Hex digest of the bytes on disk.
    """

    file: str
    text: str
    sha256: str
    _line_starts: list[int] = field(default_factory=list, compare=False, repr=False)

    def line_at(self, offset: int) -> int:
        """Return the line, from 1, in which ``offset`` lies."""
        if not self._line_starts:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._line_starts.extend(starts)
        return bisect_right(self._line_starts, offset)


class BlockKind(StrEnum):
    """What a block of a post is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a list item's own text, without its sub-items
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"  # one block per row
    MATH = "math"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table row ... without its markers.

    Attributes:
        kind: What it is.
        start: Start of the inline content, after any ``#``, ``-``, ``>`` or ``1.``.
        end: End of the inline content, trailing white space left out.
        level: Heading level 1-6; nesting depth from 1 for items; 0 otherwise.
        section: Index (into :attr:`Post.blocks`) of the heading under which the block stands,
            -1 if none. For a heading: its parent heading.
        parent: Index of the enclosing list item for a nested item (and for a paragraph inside an
            item), or of the paragraph that introduces a list (one that ends in a colon); else -1.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    section: int = -1
    parent: int = -1


class Sentence(NamedTuple):
    """One sentence (or a whole heading, list item or table row that is none).

    Attributes:
        start: Start of the sentence.
        end: Its end, closing punctuation included.
        block: Index of its block in :attr:`Post.blocks`.
    """

    start: int
    end: int
    block: int


class LinkKind(StrEnum):
    """Where a link leads."""

    POST = "post"  # a relative link to a file of the folder
    WIKILINK = "wikilink"  # [[Name]] or [[file|Name]]
    ARXIV = "arxiv"
    DOI = "doi"
    WEB = "web"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the prose.

    Attributes:
        kind: Where it leads.
        text: Visible text as written.
        target: Address as written; for wikilinks the name before ``|`` and ``#``; for ``ARXIV``
            and ``DOI`` still the address as written.
        start: Start of the whole construct, from its opening bracket.
        end: End of the whole construct.
        text_start: Start of the visible text.
        text_end: End of the visible text.
        post: For ``POST`` and resolved ``WIKILINK``: file of the post it leads to, relative to
            the root; empty if no such file exists in the folder.
    """

    kind: LinkKind
    text: str
    target: str
    start: int
    end: int
    text_start: int
    text_end: int
    post: str = ""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of front matter (or of a ``Tags:``/``Date:`` line), with its place.

    Attributes:
        key: Lower-cased key; nested keys are joined with a dot.
        value: The value as text, NFC, control and bidi characters removed.
        start: Start of the value as written in the source.
        end: Its end; where the exact place of a value is not known, the whole line.
    """

    key: str
    value: str
    start: int
    end: int


class PostKind(StrEnum):
    """What a post is about."""

    PAPER = "paper"
    INDEX = "index"  # a list of papers or posts
    TOPIC = "topic"  # a subject without one paper of its own


@dataclass(frozen=True, slots=True)
class Post:
    """A post: a file, or one entry of a dump.

    Attributes:
        source: The file it stands in (shared by all entries of a dump).
        n: Number of the entry in the dump, from 1; for a folder the number in path order.
        start: Where the post begins in the source.
        end: Where it ends.
        heading: Index of the block that is the post's title heading, or -1.
        fields: Front matter and header lines, in order; lists give one value per element.
        blocks: All blocks in order.
        sentences: All sentences in order (code and math blocks have none).
        links: All links in order, autolinks and bare URLs included.
        problems: What was wrong with it.
    """

    source: Source
    n: int
    start: int
    end: int
    heading: int
    fields: tuple[FieldValue, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def file(self) -> str:
        """Path of the file, relative to the root."""
        return self.source.file

    @property
    def id(self) -> str:
        """Identity of the post: its file, and ``#n`` for the entry of a dump."""
        whole = self.start == 0 and self.end == len(self.source.text)
        return self.file if whole else f"{self.file}#{self.n}"

    def text(self, part: Block | Sentence | Link | FieldValue | Span) -> str:
        """Return the text of one of the post's parts."""
        return self.source.text[part.start : part.end]

    def values(self, *keys: str) -> tuple[FieldValue, ...]:
        """Return the front-matter values of any of these keys, in order."""
        return tuple(f for f in self.fields if f.key in keys)
