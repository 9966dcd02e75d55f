"""The catalogue of all rules: what can be read, by what cue, and what can be switched off."""

from __future__ import annotations

from typing import NamedTuple

from paperkg.extract import bibliography
from paperkg.extract.relations import CUES, MENTIONED


class RuleEntry(NamedTuple):
    """A rule as the user sees it.

    Attributes:
        name: Unique name; it stands in the evidence of what the rule read.
        room: What it reads: ``bibliography``, ``relations``, ``concepts`` or ``categories``.
        cue: What it looks for: an expression over marked clauses, or a description.
        about: What it reads, in one line.
        example: A sentence it reads, or empty.
    """

    name: str
    room: str
    cue: str
    about: str
    example: str = ""


_OTHERS = (
    RuleEntry(
        "front-matter-link",
        "relations",
        "builds_on, predecessors, parents, based_on, successors ...",
        "a person states the lineage in the front matter",
        'predecessors: ["[[bert]]"]',
    ),
    RuleEntry(
        "title-derived",
        "relations",
        "optimized X, improving X, X-based ...",
        "the title says that a work is changed",
        "RoBERTa: A Robustly Optimized BERT Pretraining Approach",
    ),
    RuleEntry(
        "concept-label",
        "concepts",
        "a label of the concept scheme",
        "a concept of the scheme is named",
        "The loss is a cross-entropy loss.",
    ),
    RuleEntry(
        "concept-term",
        "concepts",
        "a phrase that ends in a technical noun, weighed by where and how it is said",
        "a term that is not in the scheme is said with weight",
        "We use spatial cross-attention (SCA).",
    ),
)


def catalogue() -> tuple[RuleEntry, ...]:
    """Return all rules, room by room, in the order in which they are tried."""
    return (
        *(
            RuleEntry(rule.name, "bibliography", rule.cue, rule.about)
            for rule in bibliography.RULES
        ),
        *(
            RuleEntry(cue.name, "relations", cue.pattern, cue.description, cue.example)
            for cue in (*CUES, MENTIONED)
        ),
        *_OTHERS,
    )


def unknown_rules(names: frozenset[str]) -> tuple[str, ...]:
    """Return those of the names that are no rules, sorted."""
    return tuple(sorted(names - {rule.name for rule in catalogue()}))
