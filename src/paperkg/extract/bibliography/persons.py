"""Reads lists of people: "Leslie N. Smith and Nicholay Topin", "Smith, L.; Topin, N.", "He et al.".

Two manners. In a *field* ("Authors: ...") the whole text is names, and the reader is lenient. In
*prose* the list begins at a given place and ends where names end; organisations are no people, and
words that are ordinary English throughout are no name ("by Jointly Learning").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from paperkg.extract.bibliography.namewords import NEVER, ORGANISATIONS, PARTICLES, SUFFIXES
from paperkg.extract.bibliography.venues import VENUE_NAMES
from paperkg.extract.hyphens import default_words

_TOKEN = re.compile(
    r"(?P<skip>\]\([^()\s]*\)|<[^<>]*>|[\[\]*`†‡§¶∗⋆★✝✉#^~_\\$⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d+)"
    r"|(?P<aside>[({][^(){}]*[)}])"
    r"|(?P<sep>[,;&·•|/\n])"
    r"|(?P<word>[^\W\d_][\w.'’‐‑-]*)"
)
_INITIALS = re.compile(r"[A-Z](?:\.|-|[A-Z]\.)*[A-Z]?\.?")
_BARE_INITIALS = re.compile(r"[A-Z]{1,3}")
_ENDINGS_OF_WORDS = (
    *("ating", "izing", "ising", "ifying", "tion", "tions", "ments", "ients", "ness", "ity"),
    *("isms", "ically", "ional", "works"),
)


_ADJECTIVES = ("ive", "ous", "ical", "able", "ible", "less", "ular", "ized", "ised", "ated")
_TRAILING = "_-‐‑'’0123456789¹²³⁴⁵⁶⁷⁸⁹⁰ªº"
_ET_AL = re.compile(r"(?:et\.?\s{1,2})?al\b\.?")
_MORE = re.compile(
    r"(?:the |his |her |their |\d+ |[a-z]+(?:-[a-z]+)? )?(?:other |more |further )?"
    r"(?:others|colleagues|co-?authors|co-?workers|collaborators|people|authors|researchers|"
    r"students)\b"
)
_GOES_ON = re.compile(r",?\s?(?:and\s|&\s)?(?=[A-Z])|,\s")


class Person(NamedTuple):
    """A person and where the name stands in the text that was read."""

    name: str
    start: int
    end: int


class People(NamedTuple):
    """A list of people.

    Attributes:
        people: The people in order, without repetitions.
        end: Where the list ends, "et al." and "and others" included.
        et_al: Whether it says that there are more.
    """

    people: tuple[Person, ...]
    end: int
    et_al: bool


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class _Part(NamedTuple):
    words: tuple[_Word, ...]
    sep: str  # what follows the part


def read_people(text: str, start: int = 0, end: int | None = None) -> People:
    """Read the list of people that begins at ``start`` in prose.

    >>> text = "by Mingxing Tan and Quoc V. Le in a paper of 2019"
    >>> found = read_people(text, 3)
    >>> [p.name for p in found.people], text[found.end:]
    (['Mingxing Tan', 'Quoc V. Le'], ' in a paper of 2019')
    """
    scan = _Scan(text, start, len(text) if end is None else end, prose=True)
    people = _people(scan.parts, _is_person_in_prose)
    if not people:
        return People((), start, et_al=False)
    stop = scan.stop if scan.et_al else max(p.end for p in people)
    return People(tuple(people), stop, scan.et_al)


def read_field(text: str, start: int = 0, end: int | None = None) -> People:
    """Read a field that holds nothing but people.

    >>> [p.name for p in read_field("Smith, L. N.; Topin, N.").people]
    ['L. N. Smith', 'N. Topin']
    """
    scan = _Scan(text, start, len(text) if end is None else end, prose=False)
    return People(tuple(_people(scan.parts, _is_person_in_field)), scan.stop, scan.et_al)


def are_words(people: People) -> bool:
    """Whether many of the names are words of English.

    >>> are_words(read_people("Doing and Learning")), are_words(read_people("Tan and Le"))
    (True, False)
    """
    ordinary = default_words().words
    count = sum(person.name.lower() in ordinary for person in people.people)
    return 2 * count > len(people.people)


def are_named(people: People) -> bool:
    """Whether a list says by itself that it is one of people.

    It does if it ends in "et al.", or holds two or more, few of them mere words.

    >>> are_named(read_people("Ann Bee and Carl Dee")), are_named(read_people("Ann Bee"))
    (True, False)
    >>> are_named(read_people("Tan and Dee")), are_named(read_people("Seeing Slopes and Climbing"))
    (True, False)
    """
    if people.et_al or len(people.people) < 2:
        return people.et_al and bool(people.people)
    words = [person.name.lower().split() for person in people.people]
    if all(name[0].endswith("ing") for name in words):
        return False
    ordinary = default_words().words
    mere = sum(name[-1] in ordinary or name[-1].endswith(_ENDINGS_OF_WORDS) for name in words)
    return 2 * mere <= len(words)


def is_full_name(people: People) -> bool:
    """Whether a list is one person in full, none of whose names is a word of English.

    >>> is_full_name(read_people("Ann Bee")), is_full_name(read_people("Ladder Research"))
    (True, False)
    """
    ordinary = default_words().words
    words = people.people[0].name.lower().split() if len(people.people) == 1 else []
    return len(words) > 1 and ordinary.isdisjoint(words)


class _Scan:
    """Cuts a list at its separators.

    Attributes:
        parts: The parts, each with the separator that follows it.
        stop: Where the list ends.
        et_al: Whether it ends in "et al." or the like.
    """

    def __init__(self, text: str, start: int, end: int, *, prose: bool) -> None:
        self.text = text
        self.end = end
        self.prose = prose
        self.parts: list[_Part] = []
        self.stop = start
        self.et_al = False
        self._words: list[_Word] = []
        self._run(start)
        self._close("")

    def _run(self, at: int) -> None:
        while at < self.end:
            token = _TOKEN.match(self.text, at, self.end)
            if token is None:
                if self.prose and self.text[at] not in " \t\xa0":
                    return
                at += 1
                continue
            at = token.end()
            kind = token.lastgroup
            if kind == "sep" and not self._separate(token.group(), token.start()):
                return
            if kind == "word" and not self._word(token.group(), token.start()):
                return
            if kind == "aside" and self.prose and not _GOES_ON.match(self.text, at, self.end):
                return

    def _close(self, sep: str) -> None:
        if self._words:
            self.parts.append(_Part(tuple(self._words), sep))
            self._words.clear()
        elif self.parts and sep in ("and", ";"):
            self.parts[-1] = self.parts[-1]._replace(sep=sep)

    def _separate(self, mark: str, at: int) -> bool:
        """Take a separator; return whether the list goes on."""
        if mark == "\n" and self.prose and self.text[at - 1 : at] != ",":
            return False
        self._close("," if mark in ",\n" else "and" if mark == "&" else ";")
        return True

    def _word(self, found: str, at: int) -> bool:
        """Take a word; return whether the list goes on."""
        word = found.rstrip(_TRAILING)
        low = word.lower()
        if self._ends_with_others(low, at):
            self.et_al = True
            return False
        if low in ("and", "und") or (low == "with" and not self.prose):
            self._close("and")
            return True
        last = word.endswith(".") and _ends_sentence(word)
        word = word[:-1] if last else word
        if self.prose and word.endswith(("'s", "’s")):
            last, word = True, word[:-2]
        if self.prose and not _prose_word(word, inside=bool(self._words)):
            return False
        self._words.append(_Word(word, at, at + len(word)))
        self.stop = at + len(word)
        return not (last and self.prose)

    def _ends_with_others(self, low: str, at: int) -> bool:
        if low in ("et", "et.", "al", "al.") and (self.parts or self._words):
            found = _ET_AL.match(self.text, at, self.end)
        elif not self._words and self.parts and self.parts[-1].sep in ("and", ","):
            found = _MORE.match(self.text, at, self.end)
        else:
            return False
        if found:
            self.stop = found.end()
        return found is not None


def _ends_sentence(word: str) -> bool:
    """Whether the full stop of a word is not that of an abbreviation."""
    return not _INITIALS.fullmatch(word) and word.lower() not in SUFFIXES | PARTICLES


def _prose_word(word: str, *, inside: bool) -> bool:
    low = word.lower()
    if inside and low in PARTICLES | SUFFIXES:
        return True
    if low in PARTICLES and low not in ("e", "y", "la", "el", "al"):
        return True
    if not word[0].isupper():
        return False
    if word in VENUE_NAMES:
        return False
    if low in NEVER:
        return low == "he" or (inside and word in ("You", "An", "Do", "So", "May", "June", "April"))
    return not (len(word) > 3 and word.isupper() and "." not in word)


def _is_initials(word: _Word) -> bool:
    return bool(_INITIALS.fullmatch(word.text)) and ("." in word.text or len(word.text) < 3)


def _is_person_in_prose(words: tuple[_Word, ...]) -> bool:
    full = [w for w in words if not _is_initials(w)]
    if not full or len(words) > 5 or not _is_person_in_field(words):
        return False
    if all(w.text.lower() in PARTICLES for w in full):
        return False
    if len(words) == 1 and not _plain_surname(words[0].text):
        return False
    ordinary = default_words().words
    lows = [w.text.lower() for w in full]
    if any(low.endswith(_ENDINGS_OF_WORDS) for low in lows):
        return False
    if len(lows) > 1 and len(lows[0]) > 6 and lows[0].endswith(_ADJECTIVES):
        return False
    return len(words) == 1 or not all(low in ordinary for low in lows)


def _plain_surname(word: str) -> bool:
    """Whether a single word may be a surname: capitals inside it make it the name of a thing."""
    bare = re.sub(r"^(Mc|Mac|De|Di|Du|La|Le|Van|O['’])(?=[A-Z])", "", word)
    bare = bare.replace("-", "").replace("‐", "")
    return len(word) > 1 and (bare[1:].islower() or "-" in word) and word.lower() not in NEVER


def _is_person_in_field(words: tuple[_Word, ...]) -> bool:
    lows = [w.text.lower().rstrip(".") for w in words]
    if any(low in ORGANISATIONS for low in lows) or len(words) > 6:
        return False
    if any("@" in w.text or w.text.startswith("http") for w in words):
        return False
    return any(len(w.text) > 1 and not _is_initials(w) for w in words) or (
        len(words) == 1 and len(words[0].text) > 1
    )


def _people(parts: list[_Part], valid: Callable[[tuple[_Word, ...]], bool]) -> list[Person]:
    parts = _inverted(parts)
    people: list[Person] = []
    seen: set[str] = set()
    for part in parts:
        words = part.words
        if not valid(words):
            continue
        name = " ".join(w.text for w in words)
        if name.casefold() not in seen:
            seen.add(name.casefold())
            places = [(w.start, w.end) for w in words]
            people.append(Person(name, min(places)[0], max(e for _, e in places)))
    return people


def _inverted(parts: list[_Part]) -> list[_Part]:
    """Turn "Smith, L. N." and "Smith LN" round."""
    groups: list[list[_Part]] = [[]]
    for part in parts:
        groups[-1].append(part)
        if part.sep in ("and", ";"):
            groups.append([])
    groups = [g for g in groups if g]
    pairs = len(groups) > 1 and all(
        len(g) == 2 and _surname_alone(g[0]) and len(_full(g[1])) <= 2 for g in groups
    )
    out: list[_Part] = []
    for group in groups:
        i = 0
        while i < len(group):
            part = group[i]
            after = group[i + 1] if i + 1 < len(group) else None
            if after and (pairs or _only_initials(after)) and not _only_initials(part):
                out.append(_Part(after.words + part.words, after.sep))
                i += 2
                continue
            last = part.words[-1].text
            if (
                len(part.words) == 2
                and _BARE_INITIALS.fullmatch(last)
                and len(part.words[0].text) > 2
            ):
                part = _Part((part.words[1], part.words[0]), part.sep)
            out.append(part)
            i += 1
    return out


def _full(part: _Part) -> list[_Word]:
    return [w for w in part.words if not _is_initials(w)]


def _only_initials(part: _Part) -> bool:
    return not _full(part)


def _surname_alone(part: _Part) -> bool:
    return sum(w.text.lower() not in PARTICLES for w in _full(part)) == 1
