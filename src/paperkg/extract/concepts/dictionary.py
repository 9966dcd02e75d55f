"""The labels of the concept scheme, ready to be found in text."""

# ruff: noqa: SIM905 - a list of words reads best as text

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from paperkg.extract.concepts.vocabulary import singular
from paperkg.extract.names import Folded, PhraseMatcher, fold
from paperkg.model import Concept


class Occurrence(NamedTuple):
    """A concept named in a text.

    Attributes:
        concept: The concept.
        start: Where it is named.
        end: Where the name ends.
        careful: Whether the label may mean something else, and nothing in the text supports it.
        label: The label, as the scheme writes it.
    """

    concept: Concept
    start: int
    end: int
    careful: bool
    label: str


class ConceptDictionary:
    """Finds labels of concepts.

    Args:
        concepts: The scheme.
    """

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self._by_label: dict[str, tuple[Concept, str]] = {}
        phrases: list[str] = []
        for preferred in (True, False):
            for concept in concepts:
                for label in (concept.label,) if preferred else concept.alt_labels:
                    key = fold(label)
                    if key and key not in self._by_label:
                        self._by_label[key] = (concept, label)
                        phrases.append(label)
        self._matcher = PhraseMatcher(phrases)
        self._careful: dict[str, frozenset[str]] = {
            c.id: frozenset(fold(label) for label in c.careful) for c in concepts
        }

    def knows(self, key: str) -> bool:
        """Whether the scheme has a label of this folded form."""
        return key in self._by_label

    def find(self, source: str, folded: Folded) -> list[Occurrence]:
        """Return the concepts named, in order; a careful label is marked unless it has support."""
        found: list[Occurrence] = []
        supported: dict[str, int] = defaultdict(int)
        for hit in self._matcher.find(source, folded):
            entry = self._by_label.get(hit.key)
            if entry is None:
                continue
            concept, label = entry
            if source[hit.start : hit.end].lower() in _ORDINARY:
                continue
            careful = hit.key in self._careful[concept.id]
            if careful and any(c.isupper() for c in label):
                surface = source[hit.start : hit.end]
                if not surface.startswith(label):
                    continue
                careful = False
            found.append(Occurrence(concept, hit.start, hit.end, careful, label))
            supported[concept.id] += not careful
        return [
            o._replace(careful=o.careful and not supported[o.concept.id])
            for o in found
            if not o.careful or supported[o.concept.id] or source[o.start - 1 : o.start] != "-"
        ]


_ORDINARY = frozenset(("key point", "key points", "key-points", "data point", "data points"))
"""Two ordinary words that make a label when written as one."""

_TECHNIQUE = re.compile(
    r"(?:loss|entropy|algorithm|factorization|regression|value|tree|operation|mechanism|normalization|convolution|"
    r"attention|pooling|sampling|machine|network|architecture|model|process|transform|search|dropout|encoding)$"
)


def is_technique(concept: Concept) -> bool:
    """Whether a concept is a thing that can be extended, rather than a task or a property."""
    return concept.work or (not concept.broad and _TECHNIQUE.search(concept.label) is not None)


_GENERIC = frozenset(
    """
    architecture automatic based data deep estimation feature function layer learning loss mechanism
    method model module network neural operation problem processing system task technique training
    algorithm agent framework vector weight approach paradigm setting pipeline step branch
    """.split()
)
_STEM = 5
_PARTS = re.compile(r"[\s\-]+")


def says_other(label: str, others: Sequence[str]) -> bool:
    """Whether a label says another thing than others of its concept.

    An abbreviation does not, nor a label that differs from another by generic words alone.

    >>> says_other("average pooling", ["pooling"]), says_other("pooling layer", ["pooling"])
    (True, False)
    """
    return _says_other(label, tuple(others))


@lru_cache(maxsize=1 << 16)
def _says_other(label: str, others: tuple[str, ...]) -> bool:
    if label.isupper() or not _PARTS.search(label):
        return False
    words = [_stem(w) for w in _PARTS.split(label.lower())]
    initials = "".join(word[:1] for word in words)
    for other in others:
        if initials == other.lower().replace("-", ""):
            return False
        parts = [w for w in _PARTS.split(other.lower()) if w]
        short = "".join(part[0] for part in parts)
        if {word for word in words if word not in _GENERIC} == {short}:
            return False
        theirs = {_stem(w) for w in parts}
        few, many = sorted((theirs, set(words)), key=len)
        if few <= many and many - few <= _GENERIC:
            return False
    return True


_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|e|or|er|ion)$")


def _stem(word: str) -> str:
    """Return a word in the singular, without the end of a verb, unless it is a generic one."""
    one = singular(word)
    return one if one in _GENERIC else _ENDING.sub("", one)


def label_for(concept: Concept, used: Sequence[str]) -> str:
    """Return the label of the scheme that says best what a post names.

    The preferred one if the post uses it; else the alternative used most, unless that is an
    abbreviation. So a post on skip connections is not said to be about something wider.

    Args:
        concept: The concept.
        used: The labels the post uses, once per naming.
    """
    counts = Counter(used)
    if counts[concept.label] or not counts:
        return concept.label
    best = max(counts, key=lambda label: (counts[label], label))
    if _lacks_generic(best, concept.label):
        return best  # "attention", though the scheme says "attention mechanism"
    return concept.label if _says_same(best, concept.label) else best


def _abbreviates(label: str, whole: str) -> bool:
    """Whether capitals are letters of a phrase, in order, from its first one on."""
    if not label.isupper() or label[0].lower() != whole[0].lower():
        return False
    letters = iter(whole.lower())
    return all(letter in letters for letter in label.lower())


def _lacks_generic(label: str, preferred: str) -> bool:
    """Whether the preferred label is the other one and generic words behind it."""
    rest = preferred.lower().removeprefix(label.lower())
    words = [word for word in _PARTS.split(rest) if word]
    return len(rest) < len(preferred) and rest[:1] in " -" and _GENERIC.issuperset(words)


def _says_same(label: str, preferred: str) -> bool:
    """Whether a label is short for the preferred one, an inflection of it, or adds generic words.

    >>> _says_same("NMS", "non-maximum suppression"), _says_same("SARSA", "temporal difference")
    (True, False)
    >>> _says_same("AE", "autoencoder")
    True
    """
    key = fold(label)
    if fold(preferred) in (f"{key}ing", f"{key[:-1]}ing"):
        return True
    parts = [part for part in _PARTS.split(preferred.lower()) if part]
    if len(_PARTS.split(label)) > 1:
        return not says_other(label, [preferred])
    initials = "".join(part[0] for part in parts)
    if key.removesuffix("s") == initials or _abbreviates(label, preferred):
        return True
    return any(part[:_STEM] == key[:_STEM] for part in parts)
