"""The post's own paper, cited as in a list of references: people, title, venue and year.

So do posts with a headline of their own: ``**Paper discussed:** Title — A. Author (2022)``, or a
line ``A. Author et al., "Title", ICML 2018`` and no more.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from paperkg.extract.bibliography.namelines import REST_OF_LINE
from paperkg.extract.bibliography.namewords import MONTH, PARTICLES
from paperkg.extract.bibliography.persons import People, Person, read_people
from paperkg.extract.bibliography.venues import VENUE, YEAR, VenueYear, find_venue_year, find_year

_LEAD = re.compile(r"[\s>*_-]{0,6}(?:\[\d{1,3}\]\s|\d{1,3}[.)]\s)?")
_MARKED = re.compile(
    r"(?P<em>\*{1,3}|_{1,2})?(?:[\"“](?P<quoted>[^\"“”\n]{10,240})[\"”]"
    r"|\[(?P<linked>[^\[\]\n]{10,240})\]\([^()\s]{4,300}\)"
    r"|(?<=[*_])(?P<slanted>[^*_\n\[\]]{10,240}?)(?=[*_]))(?P<close>\*{1,3}|_{1,2})?"
)
_BEFORE_TITLE = re.compile(
    rf"[\s.,:;–—-]*(?:\(?(?:{VENUE.pattern}[,\s]*)?(?P<year>{YEAR})[a-z]?\)?[\s.,:;–—-]*)?"
)
_AFTER_TITLE = re.compile(r"[\s.,;:*_]*(?:[-–—(\[]\s?)?(?:by\s|from\s)?[*_]{0,2}(?=[A-Z])")
_END_OF_TITLE = re.compile(
    rf"\s[–—|-]\s|\s\((?=[A-Z'’\d])|\sby\s(?=[A-Z])|,\s(?=(?:{VENUE.pattern})[\s,'’]|{YEAR})|\s\[|\shttps?:|$"
)
_COLLEAGUES = re.compile(
    r"(?:,?\s(?:and|with|&)\s(?:\w+\s)?(?:colleagues|others|co-?authors|collaborators|team))?"
    r"(?:,?\s\(?(?:at|from|of)\s[A-Z][\w .&-]{2,40}\)?)?"
)
_REST = re.compile(
    rf"(?:\(?(?:{MONTH})\.?,?\s(?=\d)|{REST_OF_LINE.pattern}|\b(?:at|from|of)\s(?=[A-Z])"
    r"|\b(?:Proc(?:eedings)?|International|Journal|Transactions|Workshop|Advances|Annual|"
    r"Symposium|IEEE|ACM|of|the|on|pp|vol)\b)*"
)
_JOURNAL = re.compile(
    rf"[\s*_]*[A-Za-z][^\n\"“”]{{2,200}}?[\s,.(](?:{MONTH}\.?,? )?(?P<year>{YEAR})\)?"
    r"(?:[:,]\s?(?:pp?\.\s?)?[\w–-]{1,20})?[\s.*_]*"
)
"""What follows the title in the manner of the MLA: "Journal of Things 18.4 (2015): 317-335."."""
_MAY_QUOTE = re.compile('["“]')
_READ = re.compile(r"(?i)\b(?:read|reading|posted|updated|accessed|visited|seen)\b")
_TITLE_WORDS = 3
_LONGEST = 600


class Citation(NamedTuple):
    """A citation: where the title stands, who wrote it, when."""

    start: int
    end: int
    people: People | None
    year: VenueYear | None


def read_citation(text: str, start: int, end: int, *, labelled: bool = False) -> Citation | None:
    """Read a line that cites a paper by its title.

    Args:
        text: The source.
        start: Start of the line, or of the labelled value.
        end: Its end.
        labelled: Whether a label says that this is the paper. Then the title needs no marks, and
            remarks may follow; without, the whole line must be the citation, and name people or
            a venue with its year.

    Returns:
        The citation, or nothing.
    """
    if not 10 <= end - start <= _LONGEST:
        return None
    lead = _LEAD.match(text, start, end)
    at = lead.end() if lead else start
    mla = _read_mla(text, at, end)
    if mla is not None:
        return mla
    if text[at - 1 : at] in ("*", "_"):
        at -= 1  # it may open the title
    people = read_people(text, at, end) if text[at : at + 1].isupper() else None
    before = None
    if people is not None and (len(people.people) > 1 or people.et_al or _signed(people)):
        gap = _BEFORE_TITLE.match(text, people.end, end)
        begin = gap.end() if gap else people.end
        title = _marked(text, begin, end)
        before = people if title else None
        year = find_year(text, people.end, begin) if title else None
    else:
        title, year = _marked(text, at, end), None
    if title is None and labelled:
        title = _plain(text, at, end)
    if title is None:
        return None
    first, last, after = title
    if len(text[first:last].split()) < _TITLE_WORDS:
        return None
    people, stop = (before, after) if before else _people_after(text, after, end)
    rest = _REST.match(text, stop, end)
    clean = rest is not None and not text[rest.end() : end].strip(" .,*_)]>")
    dated = _year(text, after, end)
    if dated is None and year is not None:
        dated = VenueYear("", int(year.group()), year.start(), year.end())
    if not labelled and not (clean and (people or (dated and dated.venue))):
        return None
    return Citation(first, last, people, dated)


def _read_mla(text: str, at: int, end: int) -> Citation | None:
    """Read a line in the manner of the MLA: 'Bee, Ann, et al. "Title." Journal 18.4 (2015).'."""
    head = _open_mla(text, at, end)
    if head is None:
        return None
    people, first, last, after = head
    rest = _JOURNAL.fullmatch(text, after, end)
    if rest is None or _READ.search(rest.group()):
        return None
    venue = find_venue_year(text, after, end)
    if venue is None or str(venue.year) != rest["year"]:
        venue = VenueYear("", int(rest["year"]), *rest.span("year"))
    return Citation(first, last, people, venue)


def _open_mla(text: str, at: int, end: int) -> tuple[People, int, int, int] | None:
    """Return people and title of such a line, and where the title's marks end.

    The first name is turned round, the others are not; the title ends within its quotes.
    """
    if not text[at : at + 1].isupper() or not _MAY_QUOTE.search(text, at, end):
        return None
    people = read_people(text, at, end)
    gap = _BEFORE_TITLE.match(text, people.end, end) if people.people else None
    title = _marked(text, gap.end(), end) if gap else None
    if title is None:
        return None
    quoted = text[title[0] : title[1]]
    authors = _first_turned(people)
    if authors is None or not quoted.endswith((".", "?", "!")):
        return None
    return None if len(quoted.split()) < _TITLE_WORDS else (authors, *title)


def mla_people(text: str, start: int, end: int) -> People | None:
    """Return the people of a line that cites a paper in the manner of the MLA; else nothing."""
    lead = _LEAD.match(text, start, end)
    found = _open_mla(text, lead.end() if lead else start, end)
    return found[0] if found else None


def _first_turned(people: People) -> People | None:
    """Return people with the first name turned round: "Bee, Ann, and Carl Doe"; else nothing."""
    if len(people.people) < 2 or not _is_surname(people.people[0].name):
        full = all(" " in person.name for person in people.people)
        return people if full else None  # initials are turned round already
    last, first, *others = people.people
    if len(first.name.split()) > 2 or not all(" " in other.name for other in others):
        return None
    whole = Person(f"{first.name} {last.name}", last.start, first.end)
    return people._replace(people=(whole, *others))


def _is_surname(name: str) -> bool:
    """Whether a name is one word, but for particles: "van der Bee"."""
    return sum(word.lower() not in PARTICLES for word in name.split()) == 1


def _signed(people: People) -> bool:
    return bool(people.people) and " " in people.people[0].name


def _marked(text: str, at: int, end: int) -> tuple[int, int, int] | None:
    """Return start and end of a title set in marks, and where the marks end."""
    found = _MARKED.match(text, at, end)
    if found is None or not found.lastgroup:
        return None
    name = next(n for n in ("quoted", "linked", "slanted") if found[n])
    return found.start(name), found.end(name), found.end()


def _plain(text: str, at: int, end: int) -> tuple[int, int, int] | None:
    """Return the title of a labelled value, which goes up to a dash, a bracket or a "by"."""
    if not text[at : at + 1].isupper():
        return None
    found = _END_OF_TITLE.search(text, at, end)
    stop = found.start() if found else end
    return (at, stop, stop) if stop - at >= 10 else None


def _people_after(text: str, at: int, end: int) -> tuple[People | None, int]:
    lead = _AFTER_TITLE.match(text, at, end)
    if lead is None:
        return None, at
    people = read_people(text, lead.end(), end)
    several = len(people.people) > 1 or people.et_al or _signed(people)
    if not several or text[lead.end() : end].startswith(("arXiv", "http")):
        return None, at
    more = _COLLEAGUES.match(text, people.end, end)
    return people, more.end() if more else people.end


def _year(text: str, start: int, end: int) -> VenueYear | None:
    venue = find_venue_year(text, start, end)
    if venue is None:
        found = find_year(text, start, end)
        if found is None:
            return None
        venue = VenueYear("", int(found.group()), found.start(), found.end())
    return None if _READ.search(text, start, venue.start) else venue
