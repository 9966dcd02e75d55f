"""The words that the labels of the concept scheme are made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from paperkg.extract.concepts.words import HEADS, NO_END
from paperkg.model import Concept

_PART = re.compile(r"[\s\-]+")
_NOUN = re.compile(r"(?:tion|sion|ity|ness|ance|ence|ency|ment|ism|ology|graphy)$")
_OFTEN = 2
_SINGULAR = ("ss", "us", "is", "ias", "ics", "ous")
_SAME = frozenset(("series", "species", "lens", "canvas", "atlas"))


class Vocabulary:
    """Knows which words end technical terms, and which stand in them.

    Args:
        concepts: The concept scheme.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = tuple(concepts)
        self._is_head: dict[str, bool] = {}

    def is_head(self, word: str) -> bool:
        """Whether a word, or its last part, ends technical terms."""
        known = self._is_head.get(word)
        if known is None:
            stem = singular(word.lower())
            last = stem.rsplit("-", 1)[-1]
            known = last not in NO_END and (
                last in HEADS or self.heads[last] >= _OFTEN or _NOUN.search(stem) is not None
            )
            self._is_head[word] = known
        return known

    def holds_strange(self, label: str) -> bool:
        """Whether a word before the last one stands in no label of the scheme."""
        return any(part not in self._words for part in _PART.split(label.lower())[:-1])

    def normal(self, surface: str) -> str:
        """Return a term in lower case and singular; acronyms and names keep their case."""
        return normal(surface, self._names)

    @cached_property
    def heads(self) -> Counter[str]:
        """How many labels a word ends, by word in the singular."""
        ends = (label.rsplit(" ", 1) for label in self._labels)
        parts = (end[-1].rsplit("-", 1)[-1] for end in ends if len(end) > 1)
        return Counter(singular(part.lower()) for part in parts)

    @cached_property
    def _labels(self) -> list[str]:
        return [label for c in self._concepts for label in (c.label, *c.alt_labels)]

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_PART.split(" ".join(self._labels).lower()))

    @cached_property
    def _names(self) -> frozenset[str]:
        """Words that labels write with a capital, and never without."""
        words = set(_PART.split(" ".join(c.label for c in self._concepts)))
        return frozenset(w for w in words if w.istitle() and w.lower() not in words)


def normal(surface: str, names: frozenset[str] = frozenset()) -> str:
    """Return a term in lower case and singular; acronyms and ``names`` keep their case.

    >>> normal("Paired Keypoints"), normal("BEV queries"), normal("Inductive biases")
    ('paired keypoint', 'BEV query', 'inductive bias')
    """
    words = [w if _keeps_case(w) or w in names else w.lower() for w in surface.split()]
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def singular(word: str) -> str:
    """Return a noun in the singular.

    >>> singular("losses"), singular("queries"), singular("bias"), singular("dynamics")
    ('loss', 'query', 'bias', 'dynamics')
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(_SINGULAR) or word in _SAME:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "iases")):
        return word[:-2]
    return word[:-1]


def _keeps_case(word: str) -> bool:
    """Whether a word has capitals within, or digits: ``ReLU``, ``2D``, but not ``Single-Shot``."""
    return any(
        part[1:].lower() != part[1:] or not part.isalpha() for part in word.split("-") if part
    )
