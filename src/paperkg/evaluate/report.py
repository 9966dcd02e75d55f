"""What an evaluation found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(slots=True)
class Counts:
    """Right, wrong and missed answers.

    >>> round(Counts(right=3, wrong=1, missed=2).f1, 3)
    0.667
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, right: int, wrong: int, missed: int) -> None:
        """Add the counts of one post."""
        self.right += right
        self.wrong += wrong
        self.missed += missed

    @property
    def precision(self) -> float:
        """Part of the answers given that are right; 0 if none was given."""
        given = self.right + self.wrong
        return self.right / given if given else 0.0

    @property
    def recall(self) -> float:
        """Part of the labels that were found; 0 if there are none."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Fault(StrEnum):
    """In which way a predicted edge is wrong."""

    REVERSED = "reversed"  # a later work, or one that descends from the post's paper
    COMPARED = "compared"  # a baseline or a comparison taken for lineage
    NEGATED = "negated"  # a work criticised, replaced or abandoned
    MENTIONED = "mentioned"  # a work named in passing
    CONCEPT = "concept"  # a concept of the post, not a work
    SELF = "self"  # the post's own paper
    OTHER = "other"  # not in the labels at all


@dataclass(frozen=True, slots=True)
class Issue:
    """One answer that is wrong or missing.

    Attributes:
        post: File, or number in the dump.
        field: Field of the prediction.
        kind: ``wrong`` or ``missed``; for edges a :class:`Fault`.
        value: The wrong answer, or the label that was missed.
        wanted: What would have been right, where that is one value.
        rule: Rule that gave the wrong answer, if known.
        line: Line of the evidence, 0 if unknown.
        quote: Evidence of the wrong answer, or of the label that was missed.
    """

    post: str
    field: str
    kind: str
    value: str
    wanted: str = ""
    rule: str = ""
    line: int = 0
    quote: str = ""


@dataclass(slots=True)
class Report:
    """What an evaluation found.

    Attributes:
        posts: Posts with labels.
        missing: Labelled posts without a prediction.
        unmatched: Predictions without a labelled post, where that is an error (dumps).
        fields: Counts over all posts, by field.
        corpora: Counts by top folder, then by field.
        rules: Counts by rule; ``missed`` stays 0 there.
        macro: Mean F1 of the posts that have something to find or to get wrong, by field.
        accuracy: Right and total answers of questions with one answer each.
        faults: Wrong edges by kind.
        optional: Optional edges found, and all of them.
        quotes: Quotes found in the source, and all that were looked up.
        issues: Every wrong or missing answer, in the order of the labels.
    """

    posts: int = 0
    missing: tuple[str, ...] = ()
    unmatched: int = 0
    fields: dict[str, Counts] = field(default_factory=dict)
    corpora: dict[str, dict[str, Counts]] = field(default_factory=dict)
    rules: dict[str, Counts] = field(default_factory=dict)
    macro: dict[str, float] = field(default_factory=dict)
    accuracy: dict[str, tuple[int, int]] = field(default_factory=dict)
    faults: dict[Fault, int] = field(default_factory=lambda: dict.fromkeys(Fault, 0))
    optional: tuple[int, int] = (0, 0)
    quotes: tuple[int, int] = (0, 0)
    issues: list[Issue] = field(default_factory=list)

    def count(self, corpus: str, name: str, right: int, wrong: int, missed: int) -> None:
        """Count the answers of one post to one field."""
        self.fields.setdefault(name, Counts()).add(right, wrong, missed)
        self.corpora.setdefault(corpus, {}).setdefault(name, Counts()).add(right, wrong, missed)

    def blame(self, rule: str, *, right: int = 0, wrong: int = 0) -> None:
        """Count an answer for the rule that gave it."""
        if rule:
            self.rules.setdefault(rule, Counts()).add(right, wrong, 0)

    def kept(self, fields: Iterable[str]) -> list[str]:
        """Return those of some fields that were measured."""
        return [name for name in fields if name in self.fields]
