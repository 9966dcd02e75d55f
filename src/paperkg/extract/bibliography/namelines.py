"""Lines that hold names and no more than their venue: "*A. Author, B. Author, NIPS 2017*"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paperkg.extract.bibliography.namewords import MONTH, NEVER
from paperkg.extract.bibliography.persons import People, Person, read_people
from paperkg.extract.bibliography.venues import VENUE, YEAR

REST_OF_LINE = re.compile(
    r"(?:\([A-Z][^()\d]{1,60}\)|<https?://[^<>\s]*>|"
    rf"[\s,.;:()\[\]{{}}*_|/·•&–—-]|{VENUE.pattern}|{YEAR}|\b(?:in|at|on|arXiv|arxiv|ARXIV|ArXiv|Arxiv|preprint|oral|"
    r"spotlight|poster|workshop|best paper|link|pdf|paper|code|abs|ICML|conference|published|"
    r"[A-Z]\w+ (?:University|Research)|University|Google|Facebook|OpenAI|DeepMind|Microsoft|"
    r"Research|AI|Brain|equal contribution|\d{1,2}|\w{3,9} \d{1,2}|"
    rf"[Ww]orkshop|[Ss]ubmitted|[Rr]evised|version|v\d|{MONTH})\b|'\d\d|’\d\d"
    r"|\(https?://[^()\s]*\)|https?://\S+|\[[^\[\]]{1,40}\]\([^()\s]*\)|\d{4}\.\d{4,5}(?:v\d+)?)*"
)
_PARTED = re.compile(
    r"\s*(?:[A-Z][\w.'’-]+ (?:[A-Z][\w.'’-]* ){0,3}[-–—|·•] ){2,}"
    rf"[A-Z][\w.'’ -]+?\s?\(?(?:{YEAR})?\)?\s*"
)
"""Three names or more with a dash between each."""
_DASH = re.compile(r" [-–—|·•] ")
_PAPER_BELOW = re.compile(
    r"\s*\n[\s(*_\[<]*(?:https?://(?:www\.)?(?:arxiv\.org|openreview\.net|doi\.org)/|arXiv:\d)",
    re.IGNORECASE,
)
_LONGEST_NAME = 40
_STACKED = 3
_LONGEST = 1500
_FIRST_WORD = re.compile(r"\w+")
_LINK_NEXT = re.compile(
    r"[\s*_.]{0,4}[—–|,(-]?\s?[\[(]{0,2}(?:arXiv|pdf|paper|link|doi|https?:)", re.IGNORECASE
)
_VENUE_PHRASE = re.compile(
    r"(?:(?:in|at|the|\d{4}|IEEE|ACM)[\s,/]+){0,4}(?:Proc\w*|International|Conference|Journal|"
    r"Transactions|Workshop|Advances|Annual|Symposium|IEEE|ACM|Neural Information)\b[^.]*\.?"
    r"[\s\d,.]*$"
)
_MAY_BE_NAMES = re.compile(r"[,;&•|]| and |\bal\b|\d\d")
_LINE_LEAD = re.compile(
    r"[\s>*_]{0,4}(?:\[{1,2}[\w .]{2,20}\]{1,2}(?:\([^()\s]*\))?[\s|·:,-]{0,3}){0,3}"
    r"[\s>*_(\[]*(?:[Bb]y:?\s|[Aa]uthors?:?\s)?[\s*_]*"
)


def _begins(text: str, start: int, end: int) -> int:
    """Return where names may begin in a line; -1 if it is no line of names at first sight."""
    if not _MAY_BE_NAMES.search(text, start, min(end, start + 120)):
        return -1
    lead = _LINE_LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    first = _FIRST_WORD.match(text, begin, end)
    if end - begin > _LONGEST or not first or not first.group()[0].isupper():
        return -1
    initial = len(first.group()) == 1 and text[first.end() : first.end() + 1] == "."
    return -1 if first.group().lower() in NEVER and not initial else begin


def _with_commas(text: str, end: int) -> str:
    """Return text up to ``end`` with a comma for each dash between names, at equal places."""
    return _DASH.sub(",  ", text[:end])


def _alone(text: str, start: int, end: int) -> People | None:
    """Return the one person of a line below which stands a link to the paper."""
    if end - start > _LONGEST_NAME or not _PAPER_BELOW.match(text, end):
        return None
    people = read_people(text, start, end)
    alone = len(people.people) == 1 and " " in people.people[0].name
    return people if alone and not text[people.end : end].strip() else None


def line_of_names(text: str, start: int, end: int, title: str = "") -> People | None:
    """Return the people of a line that holds names and perhaps their venue; else nothing.

    Args:
        text: The source.
        start: Start of the line.
        end: Its end.
        title: The paper's title; a citation of it may stand behind the names.
    """
    begin = _begins(text, start, end)
    if begin < 0:
        return _alone(text, start, end)
    parted = _PARTED.fullmatch(text, begin, end) is not None
    people = read_people(_with_commas(text, end) if parted else text, begin, end)
    count = len(people.people)
    if not count:
        return None
    rest = REST_OF_LINE.match(text, people.end, end)
    stop = rest.end() if rest else people.end
    after = text[stop:end].strip(" .*_)]\"'“”")
    cited = len(title) > 8 and after[:60].lower().startswith(title[:40].lower())
    linked = count > 1 and _LINK_NEXT.match(text, people.end, end)
    if after and not cited and not linked and not _VENUE_PHRASE.match(after):
        return None
    named = text[people.end : end]
    dated = re.search(YEAR, named) or VENUE.search(named)
    full = sum(" " in p.name for p in people.people)
    if (
        people.et_al
        or (count >= 2 and full == count)
        or (dated and full == count)
        or (count >= 2 and dated)
    ):
        return people
    return None


def stacked_names(text: str, lines: Sequence[tuple[int, int]]) -> tuple[int, int, People] | None:
    """Return the people who stand one on a line, each in full, in three or more lines on end.

    Args:
        text: The source.
        lines: Lines near the title, each with start and end.

    Returns:
        Start of the first line, end of the last one, and the people; ``None`` if there are none.
    """
    stack: list[Person] = []
    first = last = 0
    for start, end in lines:
        person = _person_alone(text, start, end)
        if stack and (person is None or start > last + 1):
            break
        if person is not None:
            first = first if stack else start
            stack.append(person)
            last = end
    return (
        (first, last, People(tuple(stack), last, et_al=False)) if len(stack) >= _STACKED else None
    )


def _person_alone(text: str, start: int, end: int) -> Person | None:
    """Return the person whose full name is all that stands in a line."""
    if end - start > _LONGEST_NAME:
        return None
    people = read_people(text, start, end)
    alone = len(people.people) == 1 and not text[people.end : end].strip(" *_\\")
    return people.people[0] if alone and " " in people.people[0].name else None
