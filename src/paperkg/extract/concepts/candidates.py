"""Terms of a post that no scheme knows: phrases that end in a technical noun."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from paperkg.extract.concepts.dictionary import Occurrence
from paperkg.extract.concepts.vocabulary import Vocabulary
from paperkg.extract.concepts.words import NO_PART, NO_START
from paperkg.extract.names import fold
from paperkg.model import Post

_WORD = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[-'\u2019][A-Za-z0-9]+)*|\d+[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|\d[\d.,]*"
)
_PATH = re.compile(r"[./_@\\][A-Za-z0-9]")
_QUOTES = frozenset("*_\"'`\u201c\u201d\u2018\u2019")
_BRACKET = re.compile(r"\s*[({]([A-Z])[A-Za-z]{1,7}[)}]")
_INTRODUCED = re.compile(
    r"(?i)(?:called|termed|named|dubbed|known as|refer(?:red)? to as|introduces?|proposes?|"
    r"novel|new|defined as)\W{1,3}(?:(?:a|an|the|new|novel)\s+)?\W{0,3}$"
)
_DEFINED = re.compile(
    r"\W{0,3}\s+(?:is|are|refers? to|means)\s+(?:an?|the|when|that|defined|not|to|used)\b"
)
_LOOKS = 6
"""So many places of a term are looked at for cues."""

MOST_WORDS = 4
SHORTEST = 6
"""A single word is a term from this length on, or with a hyphen."""


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
    for words, place in _phrases(post, vocabulary):
        at = bisect_right(starts, place.start) - 1
        if at >= 0 and _holds(taken[at], place, text):
            continue
        surface = text[place.start : place.end]
        entry = labels.get(surface)
        if entry is None:
            label = vocabulary.normal(surface)
            entry = labels[surface] = (fold(label), label)
        key, label = entry
        if (
            key in known
            or is_label(key)
            or (words == 1 and len(key) < SHORTEST and "-" not in surface)
        ):
            continue
        term = found.get(key)
        if term is None:
            head = label.rsplit(" ", 1)[-1].rsplit("-", 1)[-1].lower()
            term = found[key] = Term(key, label, [], words, head)
        term.places.append(place)
    return list(found.values())


def _holds(occurrence: Occurrence, place: Place, text: str) -> bool:
    """Whether a place is part of a concept's name, but for the end of its last word."""
    return place.end <= occurrence.end or text[occurrence.end : place.end].isalpha()


def _phrases(post: Post, vocabulary: Vocabulary) -> Iterator[tuple[int, Place]]:
    """Give every phrase that ends in a technical noun, with its number of words."""
    text = post.source.text
    is_head = vocabulary.is_head
    for sentence in post.sentences:
        run: list[tuple[str, int, int]] = []
        reached = -1
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            word = match.group()
            start, end = match.span()
            if run and (start != reached + 1 or text[reached] not in " \n"):
                yield from _ending_in_noun(run, is_head)
                run = []
            reached = end
            if _is_apart(word, text, end):
                if run:
                    yield from _ending_in_noun(run, is_head)
                    run = []
            else:
                run.append((word, start, end))
        if run:
            yield from _ending_in_noun(run, is_head)


def _is_apart(word: str, text: str, end: int) -> bool:
    """Whether a word is part of no term."""
    lowered = word.lower()
    return (
        lowered in NO_PART
        or len(word) == 1
        or lowered.endswith("ly")
        or (word[-1].isdigit() and word[0].isdigit())
        or "'" in word
        or "\u2019" in word
        or _PATH.match(text, end) is not None
    )


def _ending_in_noun(
    run: list[tuple[str, int, int]], is_head: Callable[[str], bool]
) -> Iterator[tuple[int, Place]]:
    size = len(run)
    for last in range(size):
        if is_head(run[last][0]):
            end = run[last][2]
            for first in range(last, max(-1, last - MOST_WORDS), -1):
                if run[first][0].lower() not in NO_START:
                    place = Place(run[first][1], end, first == 0, last == size - 1)
                    yield last - first + 1, place


@dataclass(slots=True)
class Cues:
    """What is said around the places of a term."""

    introduced: bool = False
    defined: bool = False
    abbreviated: bool = False
    quoted: bool = False


def cues_of(term: Term, text: str) -> Cues:
    """Return what is said around the first places of a term."""
    cues = Cues()
    for start, end, _, _ in term.places[:_LOOKS]:
        cues.introduced |= _INTRODUCED.search(text, max(0, start - 40), start) is not None
        cues.defined |= _DEFINED.match(text, end) is not None
        bracket = _BRACKET.match(text, end)
        cues.abbreviated |= bracket is not None and bracket.group(1).lower() == term.key[0]
        cues.quoted |= start > 0 and text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES
    return cues
