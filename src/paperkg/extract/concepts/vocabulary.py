"""The words that the labels of the concept scheme are made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from paperkg.extract.concepts.words import HEADS, NO_END, NO_PART, NO_START
from paperkg.model import Concept

_PART = re.compile(r"[\s\-]+")
_NOUN = re.compile(r"(?:tion|sion|ity|ness|ance|ence|ency|ment|ism|ology|graphy)$")
_OFTEN = 2
_SINGULAR = ("ss", "us", "is", "ias", "ics", "ous")
_SAME = frozenset(("series", "species", "lens", "canvas", "atlas"))


APART = "."
"""Role of a word that stands in no term."""

_WITHIN, _END, _SINGLE = "pq", "hi", "ab"
"""Roles of a word that stands in terms; that ends some; that is one alone.

The second of each is that of a word that begins none.
"""

HEAD = _END + _SINGLE
"""Roles of words that end a term."""

ALONE = _SINGLE
"""Roles of words that may be a term alone."""

NO_FIRST = _WITHIN[1] + _END[1] + _SINGLE[1]
"""Roles of words that begin no term."""

_MOST_REMEMBERED = 200_000
"""So many words are remembered; a large collection has more, most of which stand in it once."""

_SHORTEST = 6
"""A single word is a term from this length on, or with a hyphen."""

_TOO_GENERAL = 5
"""A word that ends so many labels of the scheme says too little alone."""


class Remembered(dict[str, str]):
    """Answers that are found once.

    Args:
        find: Finds the answer to what was not asked before.
    """

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> str:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        answer = self[key] = self._find(key)
        return answer


class Vocabulary:
    """Knows which words end technical terms, and which stand in them.

    Args:
        concepts: The concept scheme.

    Attributes:
        roles: What a word, as written, is to a term: one of the roles above.
        normal: For a term its form in lower case and singular; acronyms and names keep their case.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = tuple(concepts)
        self.roles = Remembered(self._role_of)
        self.normal = Remembered(self._normal)

    def _role_of(self, word: str) -> str:
        lowered = word.lower()
        if (
            lowered in NO_PART
            or len(word) == 1
            or lowered.endswith("ly")
            or (word[-1].isdigit() and word[0].isdigit())
            or "'" in word
            or "\u2019" in word
        ):
            return APART
        kind = _WITHIN
        if self.is_head(lowered):
            long = len(word) >= _SHORTEST or "-" in word
            alone = long and self.heads[singular(lowered)] < _TOO_GENERAL
            kind = _SINGLE if alone else _END
        return kind[lowered in NO_START]

    def is_head(self, word: str) -> bool:
        """Whether a word in lower case, or its last part, ends technical terms."""
        stem = singular(word)
        last = stem.rsplit("-", 1)[-1]
        return last not in NO_END and (
            last in HEADS or self.heads[last] >= _OFTEN or _NOUN.search(stem) is not None
        )

    def holds_strange(self, label: str) -> bool:
        """Whether a word before the last one stands in no label of the scheme."""
        return not self._words.issuperset(label.lower().replace("-", " ").split()[:-1])

    def _normal(self, surface: str) -> str:
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
    words = [
        w if w.islower() or w in names or _keeps_case(w) else w.lower() for w in surface.split()
    ]
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
    """Whether a word has capitals within, a letter alone or digits.

    So ``ReLU``, ``Q-learning`` and ``2D`` keep their case, and ``Single-Shot`` does not.
    """
    return any(
        part[1:].lower() != part[1:] or not part.isalpha() or (len(part) == 1 and part.isupper())
        for part in word.split("-")
        if part
    )
