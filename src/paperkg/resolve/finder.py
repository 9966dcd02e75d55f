"""Finds the work that a person means, and near names where there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from paperkg.resolve.groups import Group
from paperkg.resolve.identity import fold


class UnclearNameError(Exception):
    """No work, or more than one, has a name; holds what is wrong and what to do."""


class Finder:
    """Finds works by the id of a post, by slug, by name, and last by how posts mention them."""

    def __init__(self, groups: Sequence[Group], slugs: Mapping[str, str] | None = None) -> None:
        """Learn all names.

        Args:
            groups: The works.
            slugs: Key of a work -> its slug, once there are any.
        """
        self._slugs = slugs or {}
        self._exact: dict[str, Group] = {}
        self._names: tuple[dict[str, list[Group]], ...] = (defaultdict(list), defaultdict(list))
        self._shown: dict[str, str] = {}
        for group in groups:
            self.learn(group)

    def learn(self, group: Group) -> None:
        """Learn the names of a work, or those it has got since."""
        for reading in group.readings:
            self._exact[reading.post.id] = group
        if group.key in self._slugs:
            self._exact.setdefault(self._slugs[group.key], group)
        for table, names in zip(self._names, (_titles(group), _mentions(group)), strict=True):
            for name in names:
                key = fold(name)
                self._shown.setdefault(key, name)
                if group not in table[key]:
                    table[key].append(group)

    def join(self, one: Group, other: Group) -> None:
        """Take every name of another work for a name of the one it is merged into."""
        for key in [key for key, group in self._exact.items() if group is other]:
            self._exact[key] = one
        for table, names in zip(self._names, (_titles(other), _mentions(other)), strict=True):
            for name in names:
                found = table[fold(name)]
                found[:] = dict.fromkeys(one if group is other else group for group in found)

    def find(self, name: str) -> Group:
        """Return the one work that is called so.

        Raises:
            UnclearNameError: There is none, or more than one.
        """
        found = self._called(name)
        if len(found) == 1:
            return found[0]
        if found:
            ways = sorted(map(self._way, found))
            raise UnclearNameError(
                f"{name!r} may be any of {len(found)} works", f"write {' or '.join(ways[:4])}"
            )
        raise UnclearNameError(f"nothing is called {name!r}", self.near(name))

    def get(self, name: str) -> Group | None:
        """Return the one work that is called so, or ``None``."""
        found = self._called(name)
        return found[0] if len(found) == 1 else None

    def _called(self, name: str) -> list[Group]:
        if name in self._exact:
            return [self._exact[name]]
        titled, mentioned = (table.get(fold(name), []) for table in self._names)
        return titled or mentioned

    def has(self, name: str) -> bool:
        """Whether one or more works are called so."""
        return fold(name) in self._shown

    def near(self, name: str) -> str:
        """Return advice that names what is spelled alike."""
        known = [key for key in self._shown if key]
        near = [self._shown[key] for key in get_close_matches(fold(name), known, 3, 0.6)]
        if near:
            return f"did you mean {' or '.join(near)}?"
        return "correct the name, or remove the decision"

    def _way(self, group: Group) -> str:
        if group.readings:
            return group.readings[0].post.id
        return self._slugs.get(group.key, group.key)


def _titles(group: Group) -> Iterator[str]:
    for reading in group.readings:
        yield from (s.value for s in (reading.short_name, reading.title) if s)
    if group.record:
        yield from filter(None, (group.record.short_name, group.record.title))
    if group.known:
        yield from filter(None, (group.known.name, group.known.title))
    for correction in group.corrections:
        if correction.field in {"title", "short_name"}:
            yield from correction.values


def _mentions(group: Group) -> Iterable[str]:
    names = group.mentions | group.aliases
    for reading in group.readings:
        names = names | set(reading.own_names)
    names = names | set(group.record.aliases if group.record else ())
    return sorted(names | set(group.known.aliases if group.known else ()))
