"""Lines of particulars below a title: "CVPR 2018 · A. Author, B. Author · [pdf](...)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from paperkg.extract.bibliography.namewords import MONTH, ORGANISATIONS
from paperkg.extract.bibliography.persons import People, are_words, read_people
from paperkg.extract.bibliography.venues import (
    VENUE,
    VENUE_YEAR,
    YEAR,
    VenueYear,
    find_venue_year,
    find_year,
)

_SEPARATOR = re.compile(
    r"\s+[|·•‧∙⋅—–-]\s+|\s*[|;]\s*|\s*`\s*|(?<=[a-z\d)\]*_]{2})\.\s+(?=[A-Z\[(])"
    r"|(?<=\))\s+(?=\[)|\s{2,}"
)
_MAY_BE = re.compile(r"[|·•`—–]|\s-\s|\d\d")
_EDGE = " \t\xa0*_>\"'“”.,:~=&#"
_LINKED = re.compile(
    r"(?:\(?<?https?://[^\s<>]+>?\)?|\[{1,2}[^\[\]]{1,40}\]{1,2}(?:\([^()\s]*\))?[\s,/|]*)+"
    r"|(?:pdf|paper|code|arxiv|link|slides|video|project page|openreview)"
    r"|(?:arxiv|openreview|doi)?[:\s]*(?:\d{4}\.\d{4,5}(?:v\d+)?|10\.\d{4,9}/\S+)",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"(?:(?:(?:first\s)?submitted|published\sas\sa\s\w+\spaper|appeared|presented|accepted|published|oral|poster|spotlight|"
    rf"preprint|arxiv|in|at|to appear)\b(?:\s(?:in|at|on|to|as)\b)?:?,?\s?){{0,2}}"
    rf"(?:the\s)?(?P<venue>{VENUE.pattern})?(?:\spreprint)?[\s,(]{{0,2}}"
    rf"(?:[0-3]?\d\s)?(?:{MONTH}\.?,?\s)?(?:[0-3]?\d,\s)?(?:'|’|(?P<year>{YEAR})|(?<=[\w'’])\d\d)"
    r"(?:\d\d)?\)?(?:\s\(?(?:oral|spotlight|poster|best paper|workshop)\)?)?",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?:[0-3]?\d\s)?{MONTH}\b|posted", re.IGNORECASE)
_LED = re.compile(r"\s*\(?(?:arxiv|(?:first\s)?submitted|preprint)\b", re.IGNORECASE)
_OWN = re.compile(
    r"(?:date\s)?(?:read|reviewed|updated|added|rating|score|status|tags?|type|last|posted|"
    r"\d+ min|difficulty|stars|citations|keywords?)\b.*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([A-Z][^()\d]{1,60}\)")
_AFTER = " \t.,*_)}]"
_LONGEST = 400
_ORGANISATION = 4


class MetaLine(NamedTuple):
    """What a line of particulars says.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        people: The authors it names, or nothing.
        year: The year with its place; the venue is empty where only the year is given.
    """

    start: int
    end: int
    people: People | None
    year: VenueYear | None


def read_meta_line(text: str, start: int, end: int) -> MetaLine | None:
    """Read a line all of whose parts are names, venue, year, links or the reader's own remarks.

    Args:
        text: The source.
        start: Start of the line.
        end: Its end.

    Returns:
        What it says, or nothing if another part is in it, or too little speaks of a paper.
    """
    if not 4 <= end - start <= _LONGEST or not _MAY_BE.search(text, start, end):
        return None
    people: People | None = None
    year: VenueYear | None = None
    kinds: set[str] = set()
    for first, last in _parts(text, start, end):
        kind, found = _part(text, first, last)
        if kind == "other":
            return None
        kinds.add(kind)
        if kind == "names" and people is None and isinstance(found, People):
            people = found
        elif kind in ("dated", "led") and year is None and isinstance(found, VenueYear):
            year = found
    told = kinds & {"names", "dated", "led", "link", "venue"}
    venue = year is not None and bool(year.venue)
    if len(told) < 2 and not venue and "led" not in kinds:
        return None
    # surnames alone may be anything: a link or a venue must stand beside them
    anchored = venue or bool(kinds & {"link", "venue"})
    if people is not None and not _full(people) and (not anchored or are_words(people)):
        return None
    return MetaLine(start, end, people, year) if people or year else None


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut in [*_SEPARATOR.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        first, last = at, stop
        while first < last and (text[first] in _EDGE or _is_picture(text[first])):
            first += 1
        while last > first and text[last - 1] in _EDGE:
            last -= 1
        if first < last:
            yield first, last
        at = cut.end() if cut else end


def _is_picture(mark: str) -> bool:
    return ord(mark) > 0x2100 and not mark.isalnum() and mark not in "“”„«»"


def _part(text: str, start: int, end: int) -> tuple[str, People | VenueYear | None]:
    """Return what a part is, and what it says."""
    part = text[start:end]
    bare = part.strip("()[] ")
    for kind, pattern in (("own", _OWN), ("link", _LINKED), ("venue", VENUE)):
        if pattern.fullmatch(bare if kind == "venue" else part):
            return kind, None
    if _DATED.fullmatch(bare) or VENUE_YEAR.fullmatch(bare):
        return _dated(text, start, end)
    people = read_people(text, start, end)
    aside = _ASIDE.match(text, people.end, end)
    rest = text[aside.end() if aside else people.end : end].strip(_AFTER)
    if not rest and (len(people.people) > 1 or people.et_al):
        return "names", people
    words = [word.strip(",.") for word in bare.lower().split()]
    named = len(words) <= _ORGANISATION and part[:1].isupper()
    return "own" if named and not ORGANISATIONS.isdisjoint(words) else "other", None


def _dated(text: str, start: int, end: int) -> tuple[str, VenueYear | None]:
    """Return the year of a part that is one, perhaps with its venue, month or day."""
    dated = find_venue_year(text, start, end)
    if dated is not None:
        return "dated", dated
    found = find_year(text, start, end)
    led = _LED.match(text, start, end)
    # a day without a word before it is when the post was written
    if found is None or (not led and _DAY.search(text, start, end)):
        return "own", None
    year = VenueYear("", int(found.group()), found.start(), found.end())
    return "led" if led else "dated", year


def _full(people: People) -> bool:
    return people.et_al or all(" " in person.name for person in people.people)
