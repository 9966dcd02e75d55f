"""Authors: one per name, and whom a surname or an initial means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from paperkg.resolve.groups import Group
from paperkg.resolve.identity import IdentityLock, fold, mint


class People:
    """Authors, one per name; a bare surname is the paper's author of that surname.

    Attributes:
        names: Id -> name. A curated spelling wins, else the most frequent.
    """

    def __init__(self, groups: Sequence[Group], lock: IdentityLock) -> None:
        """Collect the names all groups state and give each person a slug."""
        curated: dict[str, list[str]] = defaultdict(list)
        stated: dict[str, list[str]] = defaultdict(list)
        for group in groups:
            for name in group.record.authors if group.record else ():
                curated[fold(name)].append(name)
            for name in (n for c in group.corrections if c.field == "authors" for n in c.values):
                curated[fold(name)].append(name)
            among = full_names(group)
            for reading in group.readings:
                for author in reading.authors:
                    name = full_name(author.value, among)
                    stated[fold(name)].append(name)
        spelling = {
            key: best_spelling(curated.get(key) or stated[key])
            for key in sorted({*curated, *stated})
            if key
        }
        wanted = {key: ((f"name:{key}",), name) for key, name in spelling.items()}
        self._ids = mint("author", wanted, lock)
        self.names = {self._ids[key]: name for key, name in spelling.items()}

    def id_of(self, name: str, among: Sequence[str] = ()) -> str:
        """Return the id of an author, or an empty string for a name nothing can be made of."""
        return self._ids.get(fold(full_name(name, among)), "")


def full_names(group: Group) -> tuple[str, ...]:
    """Return the full names of a paper's authors: those of its record, else of its posts."""
    if group.record and group.record.authors:
        return group.record.authors
    stated = {a.value for reading in group.readings for a in reading.authors}
    return tuple(sorted(name for name in stated if len(_first(name)) > 1))


def full_name(name: str, among: Sequence[str]) -> str:
    """Return the one of ``among`` that a surname or an initialled name surely means, else it.

    >>> full_name("Vaswani", ["Ashish Vaswani", "Noam Shazeer"])
    'Ashish Vaswani'
    >>> full_name("J. Smith", ["John Smith", "Jane Smith"])
    'J. Smith'
    >>> full_name("van der Maaten", ["Laurens van der Maaten", "Geoffrey Hinton"])
    'Laurens van der Maaten'
    """
    words = _words(name)
    if not words or any(_words(other) == words for other in among):
        return name
    ends = [a for a in among if _words(a)[-len(words) :] == words]
    same = ends or [a for a in among if _words(a)[-1:] == words[-1:]]
    if len(words) > 1 and not ends:
        first = words[0]
        same = [a for a in same if len(_words(a)) > 1 and _words(a)[0].startswith(first)]
        if len(first) > 1:
            same = [a for a in same if _words(a)[0] == first]
    return same[0] if len(same) == 1 else name


def best_spelling(spellings: Iterable[str]) -> str:
    """Return the most frequent spelling; of equals one in mixed case, else the first.

    >>> best_spelling(["ADAM", "adam", "Adam"]), best_spelling(["b", "a", "b"])
    ('Adam', 'b')
    """
    counted = Counter(spellings)
    return min(counted, key=lambda s: (-counted[s], s.islower() or s.isupper(), s))


def _words(name: str) -> list[str]:
    return [key for key in map(fold, name.replace(".", " ").split()) if key]


def _first(name: str) -> str:
    words = _words(name)
    return words[0] if len(words) > 1 else ""
