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
_BREAK = re.compile(r"\n\s*\n|\.(?!\d)|(?<!\d)\.|[;:,!?()\[\]{}|=<>]")
_HEAD = re.compile(r"(?<![\w-])[A-Z][A-Za-z]+\Z")
_MODIFIERS = frozenset(
    (
        *("Attention", "Bi", "Conv", "Deep", "Double", "Dual", "Fully", "Large", "Mini", "Multi"),
        *("Non", "Post", "Pre", "Self", "Semi", "Single", "Small", "Spatio", "Stacked", "Super"),
        *("Temporal", "Tri", "Two", "Uni", "Vanilla"),
    )
)
"""Words that stand before a name without making it another one."""

_HYPHENS = frozenset("-\u2010\u2011\u2013")
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
        for key in list(spaced):
            if "ization" in key:
                spaced.setdefault(key.replace("ization", "isation"), spaced[key])
        self._keys = list(spaced)
        self._spaced = spaced
        self._lost = {k for k, apart in spaced.items() if apart and len(k) <= _WORD} - single
        meant = (key.replace("isation", "ization") for key in self._keys)
        self._meant = [m if m in spaced else k for m, k in zip(meant, self._keys, strict=True)]
        self._engine = AhoCorasick(self._keys, store_patterns=False) if self._keys else None

    def find(self, source: str, folded: Folded) -> list[Hit]:
        """Return the hits in order, none overlapping."""
        if self._engine is None or not folded.text:
            return []
        first_of = folded.first_of
        last_of = folded.last_of
        found: list[tuple[int, int, int, int]] = []
        for number, start, end in self._engine.find_matches_as_indexes(
            folded.text, overlapping=True
        ):
            first = first_of.get(start)
            if first is None:
                continue
            last = last_of.get(end)
            if last is None:
                last = folded.token_at(end - 1)
                rest = folded.text[end : folded.ends[last]]
                if rest not in _TAILS and not (len(rest) > 1 and rest.isdigit()):
                    continue
            begin = folded.sources[first]
            stop = folded.sources[last] + end - folded.starts[last]
            if self._bounded(number, source, begin, stop, whole=first == last):
                found.append((begin, -stop, number, stop))
        found.sort()
        hits: list[Hit] = []
        reached = -1
        for begin, _, number, stop in found:
            if begin >= reached:
                hits.append(Hit(self._meant[number], begin, stop))
                reached = stop
        return hits

    def _bounded(self, number: int, source: str, begin: int, stop: int, *, whole: bool) -> bool:
        """Whether a match is the phrase, and not part of another name or of other words."""
        key = self._keys[number]
        if source[begin - 1 : begin] in _HYPHENS and self._is_tail(source, begin):
            return False
        if source[stop : stop + 1] in _HYPHENS and _versioned(source, stop, key):
            return False
        if whole:
            return key not in self._lost or not source[begin:stop].islower()
        surface = source[begin:stop]
        return _BREAK.search(surface) is None and self._holds(key, surface)

    def _holds(self, key: str, surface: str) -> bool:
        """Whether a phrase in several tokens may be written that way."""
        if not self._spaced[key] and surface.islower() and " " in surface:
            return False
        if len(_PARTS.split(surface, maxsplit=1)[0]) == 1 and surface[0].islower():
            return self._spaced[key] and surface[1] in _HYPHENS
        return len(key) >= _SHORT or self._alike(key, surface)

    def _is_tail(self, source: str, begin: int) -> bool:
        """Whether a match is the end of a longer name ("RNN" in "Sketch-RNN")."""
        head = _HEAD.search(source, max(0, begin - 20), begin - 1)
        if head is None:
            return False
        word = head.group()
        return word not in _MODIFIERS and fold(word) not in self._spaced

    def _alike(self, key: str, surface: str) -> bool:
        """Whether a short phrase broken in two is still the phrase ("U-Net", not "d-dim")."""
        if _cased(surface) or surface.rstrip("0123456789").endswith(
            (" v", "-v", " ", "-", "-net", " net")
        ):
            return True
        return self._spaced[key] and min(map(len, _PARTS.split(surface))) > 1


def _versioned(source: str, stop: int, key: str) -> bool:
    """Whether a version follows that makes it another name ("GPT" before "-2")."""
    after = source[stop + 1 : stop + 3]
    return not key[-1].isdigit() and after[:1].isdigit() and not after[1:].isdigit()


def _cased(surface: str) -> bool:
    return all(part[:1].isupper() or part[:1].isdigit() for part in _PARTS.split(surface))
