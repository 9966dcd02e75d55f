"""The plain values that pass between rooms: frozen dataclasses, no behaviour of their own."""

from paperkg.model.catalog import Catalog, Claim, Fact, Layer, Merge, Person, Tombstone, Work
from paperkg.model.curation import Decision, Verdict
from paperkg.model.lexicon import Category, Concept, CuratedRecord, KnownWork, Lexicon
from paperkg.model.reading import ConceptMention, Evidence, Reading, RelationClaim, Stated
from paperkg.model.relation import BUILDS_ON, VERBS, Relation
from paperkg.model.text import (
    Block,
    BlockKind,
    FieldValue,
    Link,
    LinkKind,
    Post,
    PostKind,
    Problem,
    Sentence,
    Source,
    Span,
)

__all__ = [
    "BUILDS_ON",
    "VERBS",
    "Block",
    "BlockKind",
    "Catalog",
    "Category",
    "Claim",
    "Concept",
    "ConceptMention",
    "CuratedRecord",
    "Decision",
    "Evidence",
    "Fact",
    "FieldValue",
    "KnownWork",
    "Layer",
    "Lexicon",
    "Link",
    "LinkKind",
    "Merge",
    "Person",
    "Post",
    "PostKind",
    "Problem",
    "Reading",
    "Relation",
    "RelationClaim",
    "Sentence",
    "Source",
    "Span",
    "Stated",
    "Tombstone",
    "Verdict",
    "Work",
]
