"""Triples by subject, property and class: what most checks ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from paperkg.graph import Quad, Triple
from paperkg.graph.ntriples import triples_of
from paperkg.graph.terms import ref
from paperkg.vocab import RDF, RDFS

_TYPE = ref(RDF.type)
_NONE: Mapping[str, list[str]] = {}


class Facts:
    """The triples of all graphs together, each once; terms are written as in N-Triples.

    Attributes:
        of: Subject -> property -> objects.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Take sorted quads."""
        self.of: dict[str, dict[str, list[str]]] = {}
        self.number = 0
        for s, p, o in triples_of(quads):
            self.of.setdefault(s, {}).setdefault(p, []).append(o)
            self.number += 1
        self._into: dict[str, dict[str, list[str]]] = {}
        self._instances: dict[str, list[str]] = {}

    def get(self, subject: str, predicate: str) -> list[str]:
        """Return the objects of a subject's property, an IRI without its brackets."""
        return self.of.get(subject, _NONE).get(ref(predicate), [])

    def one(self, subject: str, predicate: str) -> str:
        """Return the first object, or an empty string."""
        return next(iter(self.get(subject, predicate)), "")

    def having(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Go through subject and object of every triple with a property."""
        key = ref(predicate)
        for subject, values in self.of.items():
            for obj in values.get(key, ()):
                yield subject, obj

    def into(self, obj: str, predicate: str) -> list[str]:
        """Return the subjects that have an object under a property."""
        key = ref(predicate)
        if key not in self._into:
            table: dict[str, list[str]] = defaultdict(list)
            for subject, value in self.having(predicate):
                table[value].append(subject)
            self._into[key] = dict(table)
        return self._into[key].get(obj, [])

    def instances(self, kind: str) -> list[str]:
        """Return all that has a class, or one that is declared to be below it."""
        if not self._instances:
            table: dict[str, list[str]] = defaultdict(list)
            for subject, values in self.of.items():
                for name in values.get(_TYPE, ()):
                    table[name].append(subject)
            self._instances = dict(table)
        found: dict[str, None] = {}
        for name in self.below(ref(kind)):
            found.update(dict.fromkeys(self._instances.get(name, ())))
        return list(found)

    def below(self, kind: str) -> set[str]:
        """Return a class and all classes that are declared to be below it."""
        found, todo = {kind}, [kind]
        while todo:
            for name in self.into(todo.pop(), RDFS.subClassOf):
                if name not in found:
                    found.add(name)
                    todo.append(name)
        return found

    def triples(self) -> Iterator[Triple]:
        """Go through all triples."""
        for subject, values in self.of.items():
            for predicate, objects in values.items():
                for obj in objects:
                    yield subject, predicate, obj
