"""What is known beforehand: works, records, categories, concepts."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A work whose name posts may mention (a row of ``gazetteers/works.csv``).

    Attributes:
        id: Slug, unique.
        name: As the field writes it.
        title: Full title of its paper, or empty.
        year: First public version, or ``None``.
        arxiv: arXiv id without version, or empty.
        doi: DOI, or empty.
        aliases: Other names. Case, hyphens, spaces and a plural s need no alias.
        kind: ``paper``, ``model``, ``method``, ``system`` or ``family`` (a generic family such
            as CNN: a routine ingredient unless the contribution is a change to exactly it).
        careful: The name is an ordinary word or short acronym: match it case-sensitively and in
            relation context only.
        source: What the row rests on.
    """

    id: str
    name: str
    title: str = ""
    year: int | None = None
    arxiv: str = ""
    doi: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = "model"
    careful: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class CuratedRecord:
    """A checked bibliographic record (an entry of ``papers.yaml``)."""

    id: str
    title: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    arxiv: str = ""
    doi: str = ""
    categories: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A category of papers.

    Attributes:
        cues: Phrases that speak for it.
        hidden_labels: What people tag it by and nobody would print ("vision"); in prose such a word
            says nothing (SKOS section 5.1).
    """

    id: str
    label: str
    alt_labels: tuple[str, ...] = ()
    definition: str = ""
    cues: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the SKOS scheme.

    Attributes:
        broad: A field name or a word too general to be tagged when merely mentioned.
        careful: Labels that are ordinary words or short acronyms.
        work: It is also a named work that may be built on.
        candidate: Found in posts, not yet in the scheme.
    """

    id: str
    label: str
    alt_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: str = ""
    broad: bool = False
    careful: tuple[str, ...] = ()
    work: bool = False
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known beforehand, as plain values.

    ``records`` is empty when prose alone is to be read (``--no-curation``).
    """

    works: tuple[KnownWork, ...] = ()
    records: tuple[CuratedRecord, ...] = ()
    categories: tuple[Category, ...] = ()
    concepts: tuple[Concept, ...] = ()
    scheme_titles: dict[str, str] = field(default_factory=dict)
