"""Finds many phrases in folded text at once, keeping word boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from paperkg.extract.names.fold import Folded, fold

_TAILS = frozenset(
    (
        *("s", "based", "like", "style", "type", "family", "inspired", "sbased"),
        *("base", "large", "small", "tiny", "medium", "huge", "xl", "xxl", "lite"),
        *("encoder", "decoder", "loss", "model", "network"),
    )
)
_PARTS = re.compile(r"[\s\-\u2010\u2011]+")
_WORD = 5
"""A phrase up to this length, hyphen lost and all in lower case, is taken for another word."""

_SHORT = 8
"""From this length on a phrase without a space may be written with one."""


class Hit(NamedTuple):
    """A phrase found: its key and its stretch of the source."""

    key: str
    start: int
    end: int


class PhraseMatcher:
    """Finds phrases whatever their case, accents, hyphens, plural or lost hyphens.

    A phrase never begins or ends inside a word, except before a plural *s* or a tail such as
    ``based`` ("transformerbased") or a size ("ResNet50"). The longest of overlapping phrases wins.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        spaced: dict[str, bool] = {}
        single: set[str] = set()
        for phrase in phrases:
            key = fold(phrase)
            if len(key) > 1:
                apart = " " in phrase.strip() or "-" in phrase
                spaced[key] = spaced.get(key, False) or apart
                if not apart:
                    single.add(key)
        self._single = single
        for key in list(spaced):
            if "ization" in key:
                spaced.setdefault(key.replace("ization", "isation"), spaced[key])
        self._keys = list(spaced)
        self._spaced = spaced
        self._engine = AhoCorasick(self._keys, store_patterns=False) if self._keys else None

    def find(self, source: str, folded: Folded) -> list[Hit]:
        """Return the hits in order, none overlapping."""
        if self._engine is None or not folded.text:
            return []
        starts = dict(zip(folded.starts, range(len(folded.starts)), strict=True))
        found: list[tuple[int, int, int]] = []
        keys = self._keys
        for number, start, end in self._engine.find_matches_as_indexes(
            folded.text, overlapping=True
        ):
            if start in starts and self._bounded(keys[number], source, folded, start, end):
                found.append((start, -end, number))
        found.sort()
        hits: list[Hit] = []
        reached = 0
        for start, negative_end, number in found:
            if start >= reached:
                key = keys[number].replace("isation", "ization")
                key = key if key in self._spaced else keys[number]
                hits.append(Hit(key, *folded.source_span(start, -negative_end)))
                reached = -negative_end
        return hits

    def _bounded(self, key: str, source: str, folded: Folded, start: int, end: int) -> bool:
        last = folded.token_at(end - 1)
        rest = folded.text[end : folded.ends[last]]
        if rest and rest not in _TAILS and not (rest.isdigit() and len(rest) > 1):
            return False
        begin, stop = folded.source_span(start, end)
        if not rest and _versioned(source, stop, key):
            return False
        if folded.token_at(start) == last:
            lost = self._spaced[key] and len(key) <= _WORD and source[begin:stop].islower()
            return not lost or key in self._single
        surface = source[begin:stop]
        if "\n\n" in surface or any(c in surface for c in ".;:,!?()[]{}|=<>"):
            return False
        if len(_PARTS.split(surface)[0]) == 1 and surface[0].islower():
            return surface[1] in "-\u2010\u2011"
        return len(key) >= _SHORT or self._alike(key, surface)

    def _alike(self, key: str, surface: str) -> bool:
        """Whether a short phrase broken in two is still the phrase ("U-Net", not "d-dim")."""
        if _cased(surface) or surface.rstrip("0123456789").endswith((" v", "-v", " ", "-")):
            return True
        return self._spaced[key] and min(map(len, _PARTS.split(surface))) > 1


def _versioned(source: str, stop: int, key: str) -> bool:
    """Whether a version follows that makes it another name ("GPT" before "-2")."""
    if key[-1:].isdigit():
        return False
    after = source[stop : stop + 3]
    return len(after) > 1 and after[0] in "-‑–" and after[1].isdigit() and not after[2:].isdigit()


def _cased(surface: str) -> bool:
    return all(part[:1].isupper() or part[:1].isdigit() for part in _PARTS.split(surface))
