"""What all posts say together: works, people, concepts and claims, each with one identity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from paperkg.model.curation import Decision
from paperkg.model.lexicon import Category, Concept
from paperkg.model.reading import Evidence, Reading
from paperkg.model.relation import Relation
from paperkg.model.text import Problem


class Layer(StrEnum):
    """Who says it: a post, a person who curates, or the tool by inference."""

    ASSERTED = "asserted"
    CURATED = "curated"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Person:
    """An author. Two people of the same name are one resource unless an identifier says else."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A literal said of a work: which property, what value, by whom, where.

    Attributes:
        field: ``title``, ``author``, ``year``, ``arxiv``, ``doi``, ``url``, ``venue``,
            ``category`` or ``concept``.
        value: Text; for ``category`` and ``concept`` the id, for ``author`` the person's id.
        layer: Who says it.
        evidence: Where, for an asserted one.
        source: For a curated one: the record it was checked against.
        position: Rank of an author, from 1; 0 otherwise.
    """

    field: str
    value: str
    layer: Layer
    evidence: Evidence | None = None
    source: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """A paper, model or method.

    ``title``, ``year`` and so on are the values chosen by the policy (curated record, then front
    matter, then prose); ``facts`` holds all that is said, contradictions included.

    Attributes:
        id: Slug, the last part of its IRI.
        title: Title; for a work without a post the known title, else its name.
        short_name: Name of the model or method, or empty.
        aliases: Other names, sorted.
        stub: Named by posts, but no post is about it.
        authors: Ids of people, in order.
        posts: Ids of the posts about it, in order.
        concepts: Ids, most central first.
    """

    id: str
    title: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    stub: bool = False
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    arxiv: str = ""
    doi: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def name(self) -> str:
        """The short name if there is one, else the title."""
        return self.short_name or self.title


@dataclass(frozen=True, slots=True)
class Claim:
    """One stated relation between two works.

    Attributes:
        id: Short hash of subject, relation, object and place: stable between builds.
        subject: Id of the work that is the subject.
        relation: Type; never ``INFLUENCED``: such claims are turned round.
        object: Id of the work that is the object.
        layer: Asserted, or curated.
        evidence: The sentence; ``None`` only for a curated claim.
        reversed: The sentence stands in a post about the object ("a basis for BERT").
    """

    id: str
    subject: str
    relation: Relation
    object: str
    layer: Layer
    evidence: Evidence | None
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision that several names mean one work, for the merge report."""

    work: str
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a resource that was published once: its IRI, and what it was.

    Attributes:
        kind: ``paper``, ``author``, ``concept``, ``category``, ``post`` or ``claim``.
        slug: Last part of its IRI.
        label: What it was called; for a claim, what it said.
        replaced_by: Slug of the resource of the same kind that it is a part of now, or empty.
    """

    kind: str
    slug: str
    label: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The whole collection, in the order of ids; what all outputs are made from."""

    works: tuple[Work, ...]
    people: tuple[Person, ...]
    concepts: tuple[Concept, ...]
    categories: tuple[Category, ...]
    readings: tuple[Reading, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()
    merges: tuple[Merge, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
