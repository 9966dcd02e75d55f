"""Concepts and categories: those of the schemes, and those that posts add to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from paperkg.model import Category, Concept, Lexicon, Reading
from paperkg.resolve.identity import IdentityLock, fold, mint
from paperkg.resolve.people import best_spelling


class Schemes:
    """Every concept and category once.

    A label that a scheme has, preferred or alternative, means its concept; any other becomes a
    candidate, whose slug is minted once like that of a work.
    """

    def __init__(self, readings: Sequence[Reading], lexicon: Lexicon, lock: IdentityLock) -> None:
        """Collect the labels that no scheme has."""
        self._lexicon = lexicon
        self._concepts = _Scheme("concept", lexicon.concepts)
        self._concepts.extend(
            ((m.concept, m.label) for reading in readings for m in reading.concepts), lock
        )
        self._categories = _Scheme("category", lexicon.categories)
        self._categories.extend(
            ((c.key, c.value) for reading in readings for c in reading.categories), lock
        )

    def concept(self, concept: str, label: str) -> str:
        """Return the id of a concept, or an empty string for a label nothing can be made of."""
        return self._concepts.id_of(concept, label)

    def category(self, category: str, label: str) -> str:
        """Return the id of a category, or an empty string for a label nothing can be made of."""
        return self._categories.id_of(category, label)

    def heirs(self, lock: IdentityLock) -> dict[tuple[str, str], str]:
        """Return (kind, slug) of what was a candidate -> the member that has its label now."""
        found = {}
        for kind, scheme in (("concept", self._concepts), ("category", self._categories)):
            for key, old in lock.keys(kind).items():
                heir = scheme.meaning(key.removeprefix("name:"))
                if heir and heir != old:
                    found[kind, old] = heir
        return found

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All concepts in the order of ids."""
        new = [Concept(id=i, label=n, candidate=True) for i, n in self._concepts.new.items()]
        return tuple(sorted([*self._lexicon.concepts, *new], key=lambda c: c.id))

    @property
    def categories(self) -> tuple[Category, ...]:
        """All categories in the order of ids."""
        new = [Category(id=i, label=n) for i, n in self._categories.new.items()]
        return tuple(sorted([*self._lexicon.categories, *new], key=lambda c: c.id))


class _Scheme:
    """The labels of one scheme. ``new`` is id -> label of what posts added."""

    def __init__(self, kind: str, members: Sequence[Concept] | Sequence[Category]) -> None:
        self._kind = kind
        self._ids = {member.id for member in members}
        self._by_label: dict[str, str] = {}
        self.new: dict[str, str] = {}
        for member in members:
            self._by_label.setdefault(fold(member.label), member.id)
        for member in members:
            for label in member.alt_labels:
                self._by_label.setdefault(fold(label), member.id)

    def extend(self, said: Iterable[tuple[str, str]], lock: IdentityLock) -> None:
        spellings: dict[str, list[str]] = defaultdict(list)
        for member, label in said:
            key = fold(label)
            if member not in self._ids and key and key not in self._by_label:
                spellings[key].append(label)
        best = {key: best_spelling(labels) for key, labels in spellings.items()}
        wanted = {key: ((f"name:{key}",), label) for key, label in best.items()}
        for key, name in mint(self._kind, wanted, lock, reserved=self._ids).items():
            self._by_label[key] = name
            self.new[name] = best[key]

    def meaning(self, key: str) -> str:
        """Return the id of what has a label of this key, or an empty string."""
        return self._by_label.get(key, "")

    def id_of(self, member: str, label: str) -> str:
        return member if member in self._ids else self._by_label.get(fold(label), "")
