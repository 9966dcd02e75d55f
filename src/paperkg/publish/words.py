"""The words and shapes in which relations, layers and fields are shown."""

from __future__ import annotations

from typing import NamedTuple

from paperkg.model import VERBS, Layer, Relation


class Saying(NamedTuple):
    """How a relation reads.

    Attributes:
        forward: From the subject: "BERT *extends* Transformer".
        backward: From the object: "Transformer *is extended by* BERT".
        label: On its own, in legends and headings.
        shape: A sign that tells it from the others without colour.
        dash: Dash pattern of its line, as SVG has it; empty for a solid one.
    """

    forward: str
    backward: str
    label: str
    shape: str
    dash: str


_SIGNS: dict[str, tuple[str, str, str]] = {
    Relation.EXTENDS: ("Extends", "✚", ""),
    Relation.VARIANT_OF: ("Variant of", "◆", "10 4"),
    Relation.USES: ("Uses", "●", "7 4"),
    Relation.COMPONENT: ("Contains", "■", "3 3"),
    Relation.BUILDS_ON: ("Builds on", "★", "14 3 3 3"),
    Relation.COMPARES_WITH: ("Compared with", "⇄", "2 4"),
    Relation.CRITIQUES: ("Criticises", "✕", "2 4"),
    Relation.MENTIONS: ("Mentions", "○", "1 4"),
}

RELATIONS: dict[str, Saying] = {
    relation: Saying(*VERBS[Relation(relation)], *signs) for relation, signs in _SIGNS.items()
}

FORWARD = {name: saying.forward for name, saying in RELATIONS.items()}

LAYERS: dict[str, tuple[str, str]] = {
    Layer.ASSERTED: ("said by a post", "❝"),
    Layer.CURATED: ("stated by a person", "✎"),
    Layer.INFERRED: ("derived", "∴"),
}

FIELDS = {
    "title": "Title",
    "short_name": "Short name",
    "author": "Author",
    "year": "Year",
    "venue": "Venue",
    "arxiv": "arXiv",
    "doi": "DOI",
    "url": "Address",
    "category": "Category",
    "concept": "Concept",
}

PHRASES = {
    "title": "has the title",
    "short_name": "is called",
    "author": "was written by",
    "year": "is from",
    "venue": "appeared in",
    "arxiv": "has the arXiv number",
    "doi": "has the DOI",
    "url": "is found at",
    "category": "is filed under",
    "concept": "has the concept",
}

KINDS = {
    "paper": ("Paper", "Papers"),
    "concept": ("Concept", "Concepts"),
    "category": ("Category", "Categories"),
    "author": ("Author", "Authors"),
    "post": ("Post", "Posts"),
    "rule": ("Rule", "Rules"),
}


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "paper"), count(1234, "paper"), count(2, "category", "categories")
    ('1 paper', '1,234 papers', '2 categories')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
