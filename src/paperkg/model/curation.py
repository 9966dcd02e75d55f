"""What a person decided, against or beyond what was read: a line of ``curation.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from paperkg.model.relation import Relation

NAMED_BY_HAND = "curation-"
"""What the id of a known work begins with that only an ``alias`` decision speaks of."""


class Verdict(StrEnum):
    """What kind of decision it is."""

    ACCEPT = "accept"  # a claim is right, or is added; a candidate concept is one
    REJECT = "reject"  # a claim, or a concept, is wrong
    RETYPE = "retype"  # a claim has another type
    ALIAS = "alias"  # a work, or a concept, has another name
    MERGE = "merge"  # several works are one
    UNMERGE = "unmerge"  # posts taken to be about one paper are about different ones
    CORRECT = "correct"  # a title, year ... is another


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; names are as the person wrote them.

    Attributes:
        verdict: Its kind.
        file: The file it stands in, relative to the posts' root.
        line: Its line, from 1.
        subject: Name of the claim's subject.
        relation: Type of the claim; ``None`` for any.
        object: Name of the claim's object.
        new_relation: For ``retype``: the right type.
        post: Only claims of this post are meant; empty for all.
        work: For ``alias``, ``unmerge``, ``correct``: name of the work.
        concept: Label of the concept, where the decision is about one.
        name: For ``alias``: the other name.
        names: For ``merge``: the works, the one that keeps its IRI first.
        posts: For ``unmerge``: ids of the posts that are set apart.
        field: For ``correct``: which field.
        values: For ``correct``: the right value; several for authors.
        by: Who decided, or empty.
        date: When, ``YYYY-MM-DD``, or empty.
        because: Why, or empty.
        works: Ids of the works it was found to be about; empty before it is applied.
        claims: Ids of the claims as they are after it; of a rejected one the id it had.
    """

    verdict: Verdict
    file: str
    line: int
    subject: str = ""
    relation: Relation | None = None
    object: str = ""
    new_relation: Relation | None = None
    post: str = ""
    work: str = ""
    concept: str = ""
    name: str = ""
    names: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    field: str = ""
    values: tuple[str, ...] = ()
    by: str = ""
    date: str = ""
    because: str = ""
    works: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, as ``file:line``, without folders: it is published."""
        return f"{self.file.rpartition('/')[2]}:{self.line}"
