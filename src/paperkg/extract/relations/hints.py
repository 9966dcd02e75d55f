"""Tells from plain substrings which cues can match at all, so that few expressions are tried.

From every expression the literal texts are derived of which one must occur in whatever it
matches. One Aho-Corasick pass over a clause then names the cues worth trying. The derivation
only saves time: a cue without literals is always tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ahocorasick_rs import AhoCorasick

from paperkg.extract.relations.cue import Cue

_SHORTEST = 2


class CueFilter:
    """Selects the cues that may match a text.

    Args:
        cues: The cues, in the order in which they are to be tried.
    """

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = cues
        owners: dict[str, list[int]] = defaultdict(list)
        self._always: list[int] = []
        for number, cue in enumerate(cues):
            literals = literals_of(cue.pattern)
            for literal in literals:
                owners[literal].append(number)
            if not literals:
                self._always.append(number)
        self._owners = list(owners.values())
        self._engine = AhoCorasick(list(owners), store_patterns=False) if owners else None

    def select(self, text: str) -> list[Cue]:
        """Return the cues that may match, in order."""
        if self._engine is None:
            return list(self._cues)
        numbers = set(self._always)
        for literal, _, _ in self._engine.find_matches_as_indexes(text.lower(), overlapping=True):
            numbers.update(self._owners[literal])
        return [self._cues[number] for number in sorted(numbers)]


def literals_of(pattern: str) -> frozenset[str]:
    """Return texts of which one stands, in any case, in everything a pattern matches.

    Empty if there are none, or if this interpreter does not tell how it reads a pattern.

    >>> sorted(literals_of(r"builds? on|extend(?:s|ed)"))
    ['build', 'extend']
    """
    try:
        from re import _constants, _parser  # type: ignore[attr-defined]
    except ImportError:  # pragma: no cover - an interpreter with another regular-expression engine
        return frozenset()
    found = _of_sequence(_parser.parse(pattern, re.IGNORECASE), _constants)
    return frozenset(x for x in found if not any(y != x and y in x for y in found))


def _of_sequence(sequence: Iterable[tuple[Any, Any]], codes: Any) -> frozenset[str]:
    best: frozenset[str] = frozenset()
    run = ""
    for code, value in [*sequence, (None, None)]:
        if code is codes.LITERAL:
            run += chr(value).lower()
            continue
        best = max(best, frozenset({run}), key=_worth)
        run = ""
        if code is codes.BRANCH:
            branches = [_of_sequence(branch, codes) for branch in value[1]]
            if all(branches):
                best = max(best, frozenset[str]().union(*branches), key=_worth)
        elif code is codes.SUBPATTERN:
            best = max(best, _of_sequence(value[3], codes), key=_worth)
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] > 0:
            best = max(best, _of_sequence(value[2], codes), key=_worth)
    return best if _worth(best)[0] else frozenset()


def _worth(literals: frozenset[str]) -> tuple[int, int]:
    """Rank sets of literals: long ones first (four letters are enough), then few ones."""
    shortest = min(map(len, literals), default=0)
    return (min(shortest, 4), -len(literals)) if shortest >= _SHORTEST else (0, 0)
