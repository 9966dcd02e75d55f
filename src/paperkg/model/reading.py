"""What was read in one post, every piece with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from paperkg.model.relation import Relation
from paperkg.model.text import Post, PostKind, Problem


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a post says something.

    Invariant: ``source.text[start:end] == quote``.

    Attributes:
        file: File of the post, relative to the root.
        n: Number of the post.
        start: Start of the quote in the file as read, code points, 0-based.
        end: Its end, half-open.
        line: Line of the start, from 1.
        quote: The quote, verbatim.
        rule: Name of the rule that read it; its measured precision stands in the catalogue of
            rules, no other confidence is given.
    """

    file: str
    n: int
    start: int
    end: int
    line: int
    quote: str
    rule: str

    @classmethod
    def of(cls, post: Post, start: int, end: int, rule: str) -> Evidence:
        """Cut the evidence out of a post, white space at both ends left out."""
        text = post.source.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return cls(
            file=post.file,
            n=post.n,
            start=start,
            end=end,
            line=post.source.line_at(start),
            quote=text[start:end],
            rule=rule,
        )


@dataclass(frozen=True, slots=True)
class Stated:
    """A value a post states: a title, an author, a year, an identifier, a category.

    Attributes:
        value: The value in its normal form (a year as four digits, an arXiv id without version).
        evidence: Where the post says so.
        key: Identity in the lexicon where there is one (category id), else empty.
    """

    value: str
    evidence: Evidence
    key: str = ""


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A concept that a post explains or uses.

    Attributes:
        label: Preferred label.
        concept: Id in the concept scheme; empty for a candidate found in the prose alone.
        evidence: The sentence that speaks for it best.
        weight: Rank score, larger is more central; only the order matters.
        count: How often the post names it.
    """

    label: str
    concept: str
    evidence: Evidence
    weight: float
    count: int


@dataclass(frozen=True, slots=True)
class RelationClaim:
    """A relation between the post's paper and another work.

    Attributes:
        relation: Its type.
        target: Name of the other work as the field (or, for unknown names, the author) writes it.
        work: Id of the known work in the lexicon, if the name is one; else empty.
        post: File of the post the target links to or is the paper of, if known; else empty.
            (``file#n`` for the entry of a dump, see :attr:`Post.id`.)
        evidence: The sentence.
        mention: Start and end of the name itself in the source; (0, 0) for a pronoun or a link in
            front matter.
    """

    relation: Relation
    target: str
    work: str
    post: str
    evidence: Evidence
    mention: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read in one post. ``None`` and ``()`` where the post does not say."""

    post: Post
    kind: PostKind
    title: Stated | None = None
    short_name: Stated | None = None
    own_names: tuple[str, ...] = ()
    authors: tuple[Stated, ...] = ()
    year: Stated | None = None
    arxiv: Stated | None = None
    doi: Stated | None = None
    url: Stated | None = None
    venue: Stated | None = None
    categories: tuple[Stated, ...] = ()
    concepts: tuple[ConceptMention, ...] = ()
    relations: tuple[RelationClaim, ...] = ()
    problems: tuple[Problem, ...] = ()
