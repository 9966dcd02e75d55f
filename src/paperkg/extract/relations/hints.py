"""Tells from plain substrings which cues can match at all, so that few expressions are tried.

From every expression sets of literal texts are derived; of each set one text must occur in whatever
the expression matches. One Aho-Corasick pass over a clause then names the cues worth trying. The
derivation only saves time: a cue without literals is always tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ahocorasick_rs import AhoCorasick

from paperkg.extract.relations.cue import Cue

_SHORTEST = 2
_LETTER = re.compile(r"[^\W\d_]")


class CueFilter:
    """Selects the cues that may match a text.

    Args:
        cues: The cues, in the order in which they are to be tried.
    """

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = cues
        self._always: list[int] = []
        self._needs: list[int] = []  # for every cue a bit for each of its sets
        owners: dict[str, list[int]] = defaultdict(list)
        bits: dict[str, int] = defaultdict(int)
        bit = 1
        for number, cue in enumerate(cues):
            chief, *others = needs_of(cue.pattern) or [frozenset[str]()]
            for literal in chief:
                owners[literal].append(number)
            if not chief:
                self._always.append(number)
            need = 0
            for literals in others:
                need |= bit
                for literal in literals:
                    bits[literal] |= bit
                bit <<= 1
            self._needs.append(need)
        texts = list({**owners, **bits})
        self._owners = [owners.get(text, []) for text in texts]
        self._bits = [bits.get(text, 0) for text in texts]
        self._engine = AhoCorasick(texts, store_patterns=False) if texts else None

    def select(self, text: str) -> list[Cue]:
        """Return the cues that may match, in order."""
        if self._engine is None:
            return list(self._cues)
        numbers = set(self._always)
        there = 0
        hits = self._engine.find_matches_as_indexes(text.lower(), overlapping=True)
        for literal in {hit[0] for hit in hits}:
            numbers.update(self._owners[literal])
            there |= self._bits[literal]
        needs = self._needs
        return [self._cues[n] for n in sorted(numbers) if not needs[n] & ~there]


def needs_of(pattern: str) -> list[frozenset[str]]:
    """Return sets of texts; one of each set stands, in any case, in all a pattern matches.

    The first set is that of :func:`literals_of`; of the others those are left out that say little.
    """
    chief = literals_of(pattern)
    if not chief:
        return []
    others = [
        literals
        for literals in _parsed(pattern)
        if literals != chief and all(len(_LETTER.findall(text)) >= _SHORTEST for text in literals)
    ]
    return [chief, *dict.fromkeys(others)]


def literals_of(pattern: str) -> frozenset[str]:
    """Return texts of which one stands, in any case, in everything a pattern matches.

    Empty if there are none, or if this interpreter does not tell how it reads a pattern.

    >>> sorted(literals_of(r"builds? on|extend(?:s|ed)"))
    ['build', 'extend']
    """
    return _best(_parsed(pattern))


def _parsed(pattern: str) -> list[frozenset[str]]:
    try:
        from re import _constants, _parser  # type: ignore[attr-defined]
    except ImportError:  # pragma: no cover - an interpreter with another regular-expression engine
        return []
    return _of_sequence(_parser.parse(pattern, re.IGNORECASE), _constants)


def _shortest(literals: frozenset[str]) -> frozenset[str]:
    """Leave out texts in which another one stands."""
    return frozenset(x for x in literals if not any(y != x and y in x for y in literals))


def _of_sequence(sequence: Iterable[tuple[Any, Any]], codes: Any) -> list[frozenset[str]]:
    """Return sets of texts of which one each stands in all that a sequence matches."""
    found: list[frozenset[str]] = []
    run = ""
    for code, value in [*sequence, (None, None)]:
        if code is codes.LITERAL:
            run += chr(value).lower()
            continue
        found.append(frozenset({run}))
        run = ""
        if code is codes.BRANCH:
            branches = [_best(_of_sequence(branch, codes)) for branch in value[1]]
            if all(branches):
                found.append(frozenset[str]().union(*branches))
        elif code is codes.SUBPATTERN:
            found += _of_sequence(value[3], codes)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] > 0:
            found += _of_sequence(value[2], codes)
    return [_shortest(literals) for literals in found if _worth(literals)[0]]


def _best(found: Iterable[frozenset[str]]) -> frozenset[str]:
    return max(found, key=_worth, default=frozenset())


def _worth(literals: frozenset[str]) -> tuple[int, int]:
    """Rank sets of literals: long ones first (four letters are enough), then few ones."""
    shortest = min(map(len, literals), default=0)
    return (min(shortest, 4), -len(literals)) if shortest >= _SHORTEST else (0, 0)
