"""The opening of a post: "A. Author and B. Author posted this in June 2015."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography.persons import People, Person, read_people
from paperkg.extract.bibliography.sight import Opening, Sight
from paperkg.extract.bibliography.subject import derived
from paperkg.extract.bibliography.venues import VENUE, YEAR

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
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
_DATED = re.compile(rf",\s(?:[A-Z][a-z]{{2,8}}\.?\s)?{YEAR}\b")
_THIS_ONE = re.compile(
    r"\b(?:this|it|paper|report|article|agenda|survey|study|the (?:first|idea))\b"
)
_BY_WHOM = re.compile(
    rf"\b(?:published|posted|released|written|presented|introduced|proposed|put online|developed|"
    rf"(?:paper|report|article|survey|work|preprint))(?: (?:online|first))?"
    rf"(?: (?:in|at|from|of) (?:{MONTH} )?\d{{4}})? by (?=[A-Z])"
    r"|,\sby (?=[A-Z][\w.-]+ (?:[A-Z][\w.-]+ )?[A-Z][\w-]+(?:,| and))"
)
_CAPITAL = re.compile(r"(?<=[\s(])[A-Z][\w-]+")


_WITH = re.compile(
    r"[^.;()]{0,60}?(?:\((?:with\s)?|,?\s(?:among them|including|together with|"
    r"with)\s)(?=[A-Z])"
)


def openings(sight: Sight) -> Iterator[Opening]:
    """Yield where the first sentences may name those who made the paper."""
    text = sight.text
    for sentence in sight.prose[:3]:
        lead = _OPENING_LEAD.match(text, sentence.start, sentence.end)
        at = lead.end() if lead else sentence.start
        if text[at : at + 1].isupper():
            yield Opening(sentence.start, at, sentence.end)
        found = None
        if text.find(" by ", sentence.start, sentence.end) > 0:
            found = _BY_WHOM.search(text, sentence.start, sentence.end)
        if found:
            before = VENUE.sub("", text[sentence.start + 1 : found.start()])
            if not derived(before.rsplit(",")[-1]) and not _CAPITAL.search(before):
                yield Opening(sentence.start, found.end(), sentence.end)


def is_makers_opening(sight: Sight, opening: Opening, end: int, *, several: bool) -> bool:
    """Whether what follows the names of an opening says that they made the paper.

    Args:
        sight: The post.
        opening: The sentence and its names.
        end: Where the names end.
        several: Whether there is more than one full name, or an "et al.".
    """
    text = sight.text
    if text[opening.start : opening.names].lower().endswith("by "):
        return True
    if several and _DATE_FOLLOWS.match(text, end, opening.end):
        return True
    deed = _THEIR_DEED.match(text, end, opening.end)
    if not deed:
        return False
    after = text[deed.end() : opening.end]
    named = any(name.lower() in after.lower() for name in sight.names)
    return several or named or bool(_THIS_ONE.search(after[:60]))


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
        full = [p for p in people.people if " " in p.name]
        several = len(full) > 1 or (bool(people.people) and people.et_al)
        dated = len(people.people) > 1 and _DATED.match(sight.text, people.end)
        if not full and not several and not dated:
            continue
        if dated or is_makers_opening(sight, opening, people.end, several=several):
            yield opening, people
