"""Terms of a post that no scheme knows: phrases that end in a technical noun."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate

from paperkg.extract.concepts.dictionary import Occurrence
from paperkg.extract.concepts.vocabulary import ALONE, APART, HEAD, NO_FIRST, Vocabulary
from paperkg.extract.names import fold
from paperkg.model import Post

_WORD = (
    r"(?:[A-Za-z][A-Za-z0-9]*(?:[-'\u2019][A-Za-z0-9]+)*|"
    r"\d+[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|\d[\d.,]*)"
)
_RUN = re.compile(rf"{_WORD}(?:[ \n]{_WORD})*")
_HEAD = re.compile(f"[{HEAD}]")
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


Place = tuple[int, int, bool, bool]
"""Start and end of a term, and whether the phrase around it begins and ends with it."""


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
    found: dict[str, Term | None] = {}
    by_label: dict[str, Term | None] = {}
    normal = vocabulary.normal
    for place in _phrases(post, vocabulary):
        start, end = place[:2]
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= taken[at].end + _ENDING and _holds(taken[at], end, text):
            continue
        label = normal[text[start:end]]
        if label in by_label:
            term = by_label[label]
        else:
            key = fold(label)
            if key in found:
                term = found[key]
            elif not key or key in known or is_label(key):
                term = found[key] = None
            else:
                words = label.split(" ")
                head = words[-1].rsplit("-", 1)[-1].lower()
                term = found[key] = Term(key, label, [], len(words), head)
            by_label[label] = term
        if term is not None:
            term.places.append(place)
    return [term for term in found.values() if term is not None]


def _holds(occurrence: Occurrence, end: int, text: str) -> bool:
    """Whether a place is part of a concept's name, but for the end of its last word."""
    return end <= occurrence.end or text[occurrence.end : end].isalpha()


def _phrases(post: Post, vocabulary: Vocabulary) -> list[Place]:
    """Return every phrase that ends in a technical noun, in order of its end.

    The roles of a run of words are put in a row, one character each, so that a run without a
    technical noun, as most are, costs no more than looking its words up.
    """
    text = post.source.text
    role_of = vocabulary.roles.__getitem__
    found: list[Place] = []
    for sentence in post.sentences:
        for match in _RUN.finditer(text, sentence.start, sentence.end):
            words = match.group().replace("\n", " ").split(" ")
            roles = "".join(map(role_of, words))
            if _HEAD.search(roles):
                start, end = match.span()
                if _PATH.match(text, end):
                    roles = roles[:-1] + APART
                _add_phrases(found, words, roles, start)
    return found


def _add_phrases(found: list[Place], words: Sequence[str], roles: str, at: int) -> None:
    """Add the phrases of a run of words that begins at ``at``."""
    starts = list(accumulate([len(word) + 1 for word in words], initial=at))
    for head in _HEAD.finditer(roles):
        last = head.start()
        begin = roles.rfind(APART, 0, last) + 1
        ends = last + 1 == len(roles) or roles[last + 1] == APART
        nearest = last if roles[last] in ALONE else last - 1
        end = starts[last + 1] - 1
        found += [
            (starts[first], end, first == begin, ends)
            for first in range(nearest, max(begin - 1, last - MOST_WORDS), -1)
            if roles[first] not in NO_FIRST
        ]


SAID, SHOWN = ("introduced", "defined"), ("abbreviated", "quoted")
"""Cues in the words around a term, and in its punctuation, which are quicker to see."""


def shown_cues(term: Term, text: str) -> dict[str, float]:
    """Return what punctuation shows at the first places of a term: 1 for each of :data:`SHOWN`."""
    abbreviated = quoted = False
    for start, end, _, _ in term.places[:_LOOKS]:
        if not abbreviated and text[end : end + 2] in _OPENS:
            bracket = _BRACKET.match(text, end)
            abbreviated = bracket is not None and bracket.group(1).lower() == term.key[0]
        if not quoted and start > 0 and text[start - 1] in _QUOTES:
            quoted = text[end : end + 1] in _QUOTES
    return {"abbreviated": float(abbreviated), "quoted": float(quoted)}


def said_cues(term: Term, text: str) -> dict[str, float]:
    """Return what is said around the first places of a term: 1 for each of :data:`SAID`."""
    introduced = defined = False
    for start, end, _, _ in term.places[:_LOOKS]:
        if not introduced:
            introduced = _INTRODUCED.search(text, max(0, start - 40), start) is not None
        if not defined:
            defined = _DEFINED.match(text, end) is not None
    return {"introduced": float(introduced), "defined": float(defined)}
