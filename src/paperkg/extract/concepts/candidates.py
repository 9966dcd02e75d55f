"""Terms of a post that no scheme knows: phrases that end in a technical noun."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from paperkg.extract.concepts.dictionary import Occurrence
from paperkg.extract.concepts.vocabulary import ALONE, APART, HEAD, NO_FIRST, Vocabulary
from paperkg.extract.names import fold
from paperkg.model import Post

_WORD = (
    r"(?:[A-Za-z][A-Za-z0-9]*(?:[-'\u2019][A-Za-z0-9]+)*|"
    r"\d+[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|\d[\d.,]*)"
)
_RUN = re.compile(rf"{_WORD}(?:[ \n]{_WORD})*")
_BLANK = re.compile(r"[ \n]")
_PATH = re.compile(r"[./_@\\][A-Za-z0-9]")
_QUOTES = frozenset("*_\"'`\u201c\u201d\u2018\u2019")
_OPENS = frozenset((" (", " {"))
_BRACKET = re.compile(r" [({]([A-Z])[A-Za-z]{1,7}[)}]")
_INTRODUCED = re.compile(
    r"(?i)(?:called|termed|named|dubbed|known as|refer(?:red)? to as|introduces?|proposes?|"
    r"novel|new|defined as)\W{1,3}(?:(?:a|an|the|new|novel)\s+)?\W{0,3}$"
)
_DEFINED = re.compile(
    r"\W{0,3}\s+(?:is|are|refers? to|means)\s+(?:an?|the|when|that|defined|not|to|used)\b"
)
_LOOKS = 6
"""So many places of a term are looked at for cues."""

MOST_WORDS = 3
_ENDING = 3


class Place(NamedTuple):
    """Where a term stands, and whether the phrase around it begins and ends with it."""

    start: int
    end: int
    begins: bool
    ends: bool


@dataclass(slots=True)
class Term:
    """A term found.

    Attributes:
        key: Its folded normal form.
        label: Its normal form: lower case, singular; acronyms and names keep their case.
        places: Where it stands.
        words: How many words it has.
        head: Its last word, singular.
    """

    key: str
    label: str
    places: list[Place]
    words: int
    head: str


def find_terms(
    post: Post,
    taken: Sequence[Occurrence],
    own: AbstractSet[str],
    vocabulary: Vocabulary,
    is_label: Callable[[str], bool],
) -> list[Term]:
    """Return the terms of a post outside the scheme.

    Args:
        post: The post.
        taken: Concepts of the scheme named in it, in order.
        own: Folded names of the post's paper.
        vocabulary: The words of the scheme.
        is_label: Whether a folded term is a label of the scheme: one that was not taken is too
            broad, or means something else here.
    """
    text = post.source.text
    known = {fold(text[o.start : o.end]) for o in taken} | own
    for occurrence in taken:
        known.update((fold(occurrence.label), fold(occurrence.concept.label)))
    starts = [o.start for o in taken]
    found: dict[str, Term] = {}
    labels: dict[str, tuple[str, str]] = {}
    for place in _phrases(post, vocabulary):
        start, end = place[:2]
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= taken[at].end + _ENDING and _holds(taken[at], end, text):
            continue
        surface = text[start:end]
        entry = labels.get(surface)
        if entry is None:
            label = vocabulary.normal(surface)
            entry = labels[surface] = (fold(label), label)
        key, label = entry
        term = found.get(key)
        if term is None:
            if not key or key in known or is_label(key):
                continue
            words = label.split(" ")
            head = words[-1].rsplit("-", 1)[-1].lower()
            term = found[key] = Term(key, label, [], len(words), head)
        term.places.append(place)
    return list(found.values())


def _holds(occurrence: Occurrence, end: int, text: str) -> bool:
    """Whether a place is part of a concept's name, but for the end of its last word."""
    return end <= occurrence.end or text[occurrence.end : end].isalpha()


def _phrases(post: Post, vocabulary: Vocabulary) -> list[Place]:
    """Return every phrase that ends in a technical noun, in order of its end."""
    text = post.source.text
    known, role_of = vocabulary.roles, vocabulary.role_of
    found: list[Place] = []
    run: list[tuple[int, int, int]] = []
    for sentence in post.sentences:
        for match in _RUN.finditer(text, sentence.start, sentence.end):
            start, last = match.span()
            for word in _BLANK.split(match.group()):
                end = start + len(word)
                role = known.get(word, -1)
                if role < 0:
                    role = role_of(word)
                if role == APART or (end == last and _PATH.match(text, end)):
                    _end_run(found, run)
                else:
                    run.append((start, end, role))
                start = end + 1
            _end_run(found, run)
    return found


def _end_run(found: list[Place], run: list[tuple[int, int, int]]) -> None:
    """Add the phrases of a run of words that ends here, and empty it."""
    size = len(run)
    for last, (_, end, role) in enumerate(run):
        if role & HEAD:
            nearest = last if role & ALONE else last - 1
            for first in range(nearest, max(-1, last - MOST_WORDS), -1):
                start, _, other = run[first]
                if not other & NO_FIRST:
                    found.append(Place(start, end, first == 0, last == size - 1))
    run.clear()


CUES = ("introduced", "defined", "abbreviated", "quoted")


def cues_of(term: Term, text: str) -> dict[str, float]:
    """Return what is said around the first places of a term: 1 for each of :data:`CUES`."""
    cues = dict.fromkeys(CUES, 0.0)
    for start, end, _, _ in term.places[:_LOOKS]:
        if _INTRODUCED.search(text, max(0, start - 40), start):
            cues["introduced"] = 1.0
        if _DEFINED.match(text, end):
            cues["defined"] = 1.0
        if text[end : end + 2] in _OPENS:
            bracket = _BRACKET.match(text, end)
            if bracket and bracket.group(1).lower() == term.key[0]:
                cues["abbreviated"] = 1.0
        if start > 0 and text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES:
            cues["quoted"] = 1.0
    return cues
