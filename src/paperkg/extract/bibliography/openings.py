"""The opening of a post: "A. Author and B. Author posted this in June 2015."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography.namewords import MONTH
from paperkg.extract.bibliography.persons import People, Person, read_people
from paperkg.extract.bibliography.sight import Opening, Sight
from paperkg.extract.bibliography.subject import derived
from paperkg.extract.bibliography.venues import VENUE, YEAR

_OPENING_LEAD = re.compile(
    rf"(?:[\s*_>]|By\s|From [^.:;\n]{{3,60}}: |(?:Back )?[Ii]n "
    rf"(?:(?:late|early|mid) )?(?:{MONTH}\.?,? )?\d{{4}},? ?){{0,3}}"
)
_DATE_FOLLOWS = re.compile(
    rf"[^.;!?]{{0,90}}?[(,]\s?(?:[^(),.;]{{0,40}}(?:,|\bin)\s)?(?:(?:{MONTH}\.?|{VENUE.pattern}) )?"
    r"(?:19|20)\d\d\)?(?!\d)"
)
_THEIR_DEED = re.compile(
    r"[^;!?]{0,110}?\b(?:wrote|did|posted|published|introduced|proposed|presented|released|put out|"
    r"developed|asked?|asks|showed|shows|tackled|answered|want(?:s|ed)?|let|pack(?:s|ed)|put|argued?|"
    r"stud(?:y|ied)|report(?:s|ed)?|invent(?:s|ed)|design(?:s|ed)|came up with|train(?:s|ed)|"
    r"describ(?:e|es|ed)|built|build|suggest(?:s|ed)?)\b"
)
_PLAIN_DEED = re.compile(
    r"\s(?:also |first |then )?[a-z]{3,}\s(?=(?:a|an|the|how|that|what|why|whether|to|their)\b)"
)
"""What people did or do to something: "split a network in rungs"."""
_NO_DEED = re.compile(
    r"\s(?:also )?(?:won|win|gave|give|visit\w*|join\w*|teach|taught|met|meet|told|tell|are|were|"
    r"thank\w*|recommend\w*|review\w*|summari\w+|explain\w*|discuss\w*|talk\w*|from|and|at|of|for)\b"
)
_BEFORE_NOW = re.compile(r"\s?(?:\(\d{4}[a-z]?\)\s)?(?:had|have|has)\s")
"""What others had done when the paper came."""
_THIS_ONE = re.compile(
    r"\b(?:this|it|paper|report|article|agenda|survey|study|the (?:first|idea))\b"
)
_BY_WHOM = re.compile(
    rf"\b(?:published|posted|released|written|presented|introduced|proposed|put online|developed|"
    rf"(?:paper|report|article|survey|work|preprint))(?: (?:online|first))?"
    rf"(?: (?:in|at|from|of) (?:{MONTH} )?\d{{4}})? by (?=[A-Z])"
    r"|,\sby (?=[A-Z][\w.-]+ (?:[A-Z][\w.-]+ )?[A-Z][\w-]+(?:,| and))"
)
_PAPERISH = re.compile(
    r"(?:[\s*_>]|By\s){0,3}(?:(?:A|An|This|Another|Two|Three|Four|It|Published|Written)\b)"
    r"(?!\s(?:recent|previous|earlier|follow-up|later|new|similar|related)\b)"
    r"[^.;]{0,90}?\b(?:paper|report|article|survey|preprint|work|pages|agenda|manuscript|"
    r"[Ii]t was|This was|Published|Written)\b"
)
FULL_NAMES = re.compile(
    r"(?<=[\s(])[A-Z][\w'’-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+,? (?:and )?"
    r"[A-Z][\w'’-]+ (?:[A-Z]\. )?[A-Z]"
)
_OF_OTHERS = re.compile(
    r"(?i)\b(?:of|like|unlike|following|follow|than|thank\w*|dear|recent\w*|earlier|previous\w*|"
    r"extend\w*|builds?|based|with|and|from|for)\s$"
    r"|\b(?:related|see also)\b[^.]{0,80}$"
    r"|\b(?:summary|notes?|review|video|talk|slides|code|posted|translated|written up) by\s$"
    r"|\b(?:code|video|talk|slides|demo|implementation|notes?|summary|review|photo|image|figure|"
    r"translation|illustration)s?[^.:]{0,20}:\s$"
)
_COMPARED = re.compile(r"(?i)\b(?:unlike|compared|contrast|instead of|than|similar to)\b")
_CITED_FOR = re.compile(r"['’]s?\s|\s?\((?:19|20)\d\d\)|\s\[\d")
_ANY_YEAR = re.compile(YEAR)
_MANY = 3
_MANY_WITH = 9
_SENTENCES = 5
_WITH = re.compile(
    r"[^.;()]{0,60}?(?:\((?:with\s)?|,?\s(?:among them|including|together with|"
    r"with)\s)(?=[A-Z])"
)
_WHERE = re.compile(r"\b(?:where|when|while)\s(?=[A-Z])")
_WORKED_WITH = re.compile(
    r",?\s(?:(?:worked|teamed up|joined forces)(?:\stogether)?\swith|(?:and\s)?with)\s(?=[A-Z])"
)
_THEY_MADE_IT = re.compile(
    r"[^.;]{0,40}[;,]\s(?:and\s)?they\s(?:posted|published|wrote|released|presented)\s(?:it|this)\b"
)


def openings(sight: Sight) -> Iterator[Opening]:
    """Yield where the first sentences may name those who made the paper."""
    text = sight.text
    for sentence in sight.prose[:_SENTENCES]:
        lead = _OPENING_LEAD.match(text, sentence.start, sentence.end)
        at = lead.end() if lead else sentence.start
        if text[at : at + 1].isupper():
            yield Opening(sentence.start, at, sentence.end)
        else:
            at = sentence.start
        found = None
        if text.find(" by ", sentence.start, sentence.end) > 0:
            found = _BY_WHOM.search(text, sentence.start, sentence.end)
        if found:
            before = text[sentence.start : found.start()]
            said = _PAPERISH.match(before + found.group())
            if said and not derived(before.rsplit(",")[-1]):
                yield Opening(sentence.start, found.end(), sentence.end)
        listed = FULL_NAMES.search(text, at + 1, sentence.end)
        before = text[sentence.start : listed.start()] if listed else ""
        if listed and not _OF_OTHERS.search(before) and not _COMPARED.search(before):
            yield Opening(sentence.start, listed.start(), sentence.end)


def is_makers_opening(sight: Sight, opening: Opening, people: People) -> bool:
    """Whether an opening says that the people it names made the paper.

    It does if it is a byline, if a date and no deed follows the names, if what they did is this
    paper, or if several people with full names did something at a given time.
    """
    text, end = sight.text, people.end
    if text[opening.start : opening.names].lower().endswith("by "):
        return True
    count = len(people.people)
    full = sum(" " in p.name for p in people.people)
    if count >= _MANY and full == count:
        return not _CITED_FOR.match(text, end)
    return not _BEFORE_NOW.match(text, end) and _did_it(sight, opening, people)


def _did_it(sight: Sight, opening: Opening, people: People) -> bool:
    """Whether one or two people, or some of a group, are said to have made this paper."""
    text, end = sight.text, people.end
    count = len(people.people)
    full = sum(" " in p.name for p in people.people)
    if count > 1 and full == count and opening.start <= sight.prose[:2][-1].start:
        plain = _PLAIN_DEED.match(text, end, opening.end)
        if plain and not _NO_DEED.match(text, end):
            return True
    deed = _THEIR_DEED.match(text, end, opening.end)
    dated = _DATE_FOLLOWS.match(text, end, opening.end)
    if not deed:
        return bool(dated) and (count > 1 or people.et_al)
    after = text[deed.end() : opening.end].lower()
    named = any(name.lower() in after for name in sight.names) or _THIS_ONE.search(after[:60])
    if named:
        return bool(full) or people.et_al or count > 1
    if full < count:
        return False
    count += len(those_with(sight, end, opening.end))
    colleagues = people.et_al and not text[end - 3 : end].rstrip(".").endswith("al")
    timed = _ANY_YEAR.search(text, opening.start, opening.end)
    return count >= _MANY or bool((count > 1 or colleagues) and timed)


def those_with(sight: Sight, end: int, stop: int) -> tuple[Person, ...]:
    """Return the people named after the others: "and three colleagues (A. Bee, C. Dee)"."""
    found = _WITH.match(sight.text, end, stop)
    more = read_people(sight.text, found.end(), stop).people if found else ()
    return more if len(more) > 1 and all(" " in p.name for p in more) else ()


def opening_people(sight: Sight) -> list[tuple[Opening, People]]:
    """Return the people with whom a post opens, where it says that they made the paper."""
    if sight.opened_by is None:
        sight.opened_by = list(_opening_people(sight))
    return sight.opened_by


def _opening_people(sight: Sight) -> Iterator[tuple[Opening, People]]:
    for opening in openings(sight):
        people = read_people(sight.text, opening.names, opening.end)
        if people.people and is_makers_opening(sight, opening, people):
            yield opening, people
    yield from _where_they_worked(sight)


def _where_they_worked(sight: Sight) -> Iterator[tuple[Opening, People]]:
    """Read "X comes from Y, where A. Bee worked with C. Dee; they posted it in 2016"."""
    text = sight.text
    for sentence in sight.prose[:1]:
        where = _WHERE.search(text, sentence.start, sentence.end)
        if where is None:
            continue
        found: list[Person] = []
        at = where.end()
        for _ in range(_MANY_WITH):
            people = read_people(text, at, sentence.end)
            found += people.people
            at = people.end
            more = _WORKED_WITH.match(text, at, sentence.end)
            if not people.people or more is None:
                break
            at = more.end()
        full = all(" " in person.name for person in found)
        if len(found) > 1 and full and _THEY_MADE_IT.match(text, at, sentence.end):
            opening = Opening(sentence.start, where.end(), sentence.end)
            yield opening, People(tuple(found), at, et_al=False)
