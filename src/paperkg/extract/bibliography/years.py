"""Rules for the year and the venue of the paper: only what the post says of this paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography import bibtex
from paperkg.extract.bibliography.cleaning import CITED_PREFIX, unmarked
from paperkg.extract.bibliography.labels import Label
from paperkg.extract.bibliography.namewords import MONTH
from paperkg.extract.bibliography.openings import opening_people
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Clause, Kind, Sight
from paperkg.extract.bibliography.subject import derived, makers
from paperkg.extract.bibliography.venues import VENUE, YEAR, VenueYear, find_venue_year, find_year
from paperkg.model import Stated

_BARE = re.compile(rf"\s*[\"'\[(#]*(?P<year>{YEAR})[\"'\])]*\s*")
_IN_FIELD = re.compile(rf"(?<!\d)(?P<year>{YEAR})(?!\d)")
_IN_TITLE = re.compile(
    rf"[\[({{](?P<inside>[^\[\](){{}}]{{0,40}}(?<!\d){YEAR})[\])}}]\W*$"
    rf"|[\[(](?P<first>(?:{VENUE.pattern},? ?)?{YEAR}),? [A-Z][^\[\]()]{{1,60}}[\])]\W*$"
    rf"|(?:[,|–—:]|\s-|\bet\.? al\.?,?\s|\s(?:and|&)\s[A-Z][\w'’-]+,?\s)\s*(?P<bare>{YEAR})\W*$"
)
_YEAR = re.compile(rf"(?<![\w./-]){YEAR}(?![\w/]|-\d|\.\d)")
_NOT_PUBLISHED = re.compile(
    r"(?:\b(?:since|before|until|till|after|between|ImageNet|ILSVRC|COCO|VOC|Pascal|PASCAL|"
    r"challenge|Challenge|competition|contest|dataset|benchmark|WMT|SemEval|Kaggle|KITTI|"
    r"Cityscapes|DAVIS|version|wiki|Wikipedia|around|than|the|SQuAD|TREC|CoNLL|"
    r"MSRA|BraTS|LUNA|UCF|HMDB|Robust|nuScenes|as of)[\s,-]*"
    r"|[-–/])$"
)
_NOT_AFTER = re.compile(
    r"(?:s\b|'s\b|’s\b|\s*(?:challenge|Challenge|competition|contest|dataset|data ?set|benchmark|"
    r"test|val|train|segmentation|detection|classification|winner|leaderboard|election|edition|"
    r"images|samples|[-–]\s?\d))"
)
_MADE = re.compile(
    r"\b(?:published|introduced?s?|proposed?s?|presented|presents|released|written|authored|"
    r"co-authored|developed|appeared|appears|came out|submitted|accepted|created|invented|"
    r"first described|pioneered|is from|was from|comes from|at the time|paper|work|article|model|"
    r"study|publication)\b",
    re.IGNORECASE,
)
_OTHERS_WORK = re.compile(r"[\"“”]|\bet al\b")
_NEAR_YEAR = re.compile(
    r"(?:\b(?:[Ii]n|from|of|at|dated|year|time)\s?|[,({\[]\s?|\bat the time,?\s)"
    r"(?:(?:the\s)?(?:year|late|early|mid)\s)?$"
    rf"|\b{MONTH}\.?,?\s$"
)
_DATED_TITLE = re.compile(
    rf"\b(?P<year>{YEAR})\s(?:(?:\w+\s){{0,2}}(?:paper|article|work),?\s)?[\"“‘'*_]{{1,3}}$"
)
_YEAR_FOLDER = re.compile(r"^(?:years?|published|pub)[/.:](?=\d)", re.IGNORECASE)
_ISO_DATE = re.compile(r"\s*\d{4}-\d\d?-\d\d?(?:[T ].*)?")
_AT_END = re.compile(
    rf"(?:[({{\[,]\s?|\s)(?:{VENUE.pattern})?[\s,]{{0,2}}(?P<year>{YEAR})[)}}\].*_\s]*$"
)
_OWN = frozenset({"authors", "arxiv", "doi", "venue"})
_READ_ON = re.compile(r"(?i)\b(?:read|reading|posted|written up|updated|accessed|visited|seen)\b")
_READ_BY_BLOGGER = re.compile(r"(?i)\bread (?:on|in|this)\b|\b(?:accessed|visited) ")
_TWO_DIGITS = re.compile(r"\d\d")
_MARKS = re.compile(r"[\s\])}(\[*_.]*")
_PART_OF_TITLE = re.compile(r"\b(?:at|in|of|on|for|the) $")
_FAR = 220
_LONGEST_FIELD = 160
_LONGEST_LINE = 250
VENUE_LINE = re.compile(
    r"[\s>*_(\[]*(?:arxiv[:\s]?\d{4}(?:\.\d{4,5}(?:v\d+)?)?[\s,;|]+)?"
    rf"(?:(?:Published|Presented|Accepted|Appeared|Oral|Spotlight|Poster)\s?"
    rf"(?:paper\s)?(?:in|at|by|to|on)?:?\s|In\s|Proceedings of\s(?:the\s)?|the\s)?"
    rf"(?:{VENUE.pattern})?[\s,:'’(-]*(?:{YEAR}|\d\d)"
    r"(?:\s?\(?(?:oral|spotlight|poster|best paper)\)?)?[\s.)\]*_]*"
    r"(?:[\s,;|]+[\[(]?(?:arxiv|openreview|pdf|paper|code)\b[^\n]{0,100})?",
    re.IGNORECASE,
)
_LONG_VENUE = re.compile(
    r"[\s>*_(\[]*(?:(?:[Pp]ublished\s)?[Ii]n:?\s)?(?:[Tt]he\s)?(?:\d{1,3}(?:st|nd|rd|th)\s)?"
    r"(?:(?:IEEE|ACM|Annual|International)[\s/]){0,3}(?:Proceedings\s(?:of|for)|Proc\.|"
    r"Conference\son|Advances\sin|Transactions\s(?:of|on)|Journal\sof)\s(?:the\s)?(?=[A-Z\d])"
    rf"[^\n]{{2,220}}?[\s,(](?P<year>{YEAR})\)?(?:,\s[A-Z][\w. -]{{2,24}}){{0,3}}[\s.,)\]*_]*"
)
"""A line that is the long name of a venue, with the year at its end."""
_SAYS = re.compile(
    r"\b(?:is|was|were|are|be|been|has|have|had|held|began|started|took|will|would|can|we|I|it|they|"
    rf"that|which|who|paper|in\s{YEAR}[\s.,)\]*_]*$)\b"
)
"""Words that make a line a sentence."""

_LINK_YEAR = re.compile(
    r"[\s(*_\[]*<?https?://(?:www\.)?(?:arxiv\.org|openreview\.net|doi\.org|aclanthology\.org)/[^\s,;)]*>?"
    rf"[\s,;|]+\(?(?P<year>{YEAR})[\s)*_\]]*",
    re.IGNORECASE,
)
"""A link to the paper with a year behind it."""


def _year(sight: Sight, year: int | str, start: int, end: int, rule: str) -> Stated:
    return sight.state(str(year), start, end, rule)


def from_field(sight: Sight) -> Iterator[Stated]:
    """Read a year field."""
    for label in sight.labelled("year"):
        yield from _labelled(sight, label, "year-from-field")


def from_publication_field(sight: Sight) -> Iterator[Stated]:
    """Read the year of a field for the publication or the venue."""
    theirs = any(la.front and la.key in _OWN for la in sight.labels)
    for key in ("published", "venue"):
        for label in sight.labelled(key):
            # the day a post went online, unless the front matter describes the paper
            if theirs or not (label.front and _ISO_DATE.fullmatch(label.value)):
                yield from _labelled(sight, label, "year-from-publication-field")
    for label in sight.labelled("authors"):
        dated = None if label.front else _AT_END.search(sight.text, label.start, label.end)
        if dated:
            at, stop = dated.span("year")
            yield _year(sight, dated["year"], at, stop, "year-from-publication-field")


def _labelled(sight: Sight, label: Label, rule: str) -> Iterator[Stated]:
    if label.end - label.start > _LONGEST_FIELD:
        return
    value = unmarked(label.value)
    venue = find_venue_year(value)
    found = _IN_FIELD.search(value)
    year = venue.year if venue else int(found["year"]) if found else None
    if year is not None:
        yield _year(sight, year, label.start, label.end, rule)


def from_tag(sight: Sight) -> Iterator[Stated]:
    """Read a tag that is just a year, or a venue with a year; the bare year counts more."""
    tags = [
        t
        for label in sight.labelled("tags")
        for t in read_tags(label.value, label.start, label.end)
    ]
    for value, start, end in tags:
        bare = _BARE.fullmatch(value)
        if bare:
            yield _year(sight, bare["year"], start, end, "year-from-tag")
    for value, start, end in tags:
        venue = find_venue_year(value.replace("_", " "), any_case=True)
        if venue and len(value) < len(venue.venue) + 10:
            yield _year(sight, venue.year, start, end, "year-from-tag")


def read_tags(value: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the tags of a value, with its place."""
    for part in re.split(r"[,;]", value):
        tag = _YEAR_FOLDER.sub("", part.strip(" []'\"#"))
        if tag:
            yield tag, start, end


def from_title_line(sight: Sight) -> Iterator[Stated]:
    """Read the year in parentheses at the end of the title, in heading or front matter."""
    for start, end in sight.title_lines:
        raw = sight.text[start:end].rstrip("\"' ")
        cited = CITED_PREFIX.match(raw)
        if cited:
            year = _IN_FIELD.search(cited.group())
            if year:
                at = start + cited.start()
                yield _year(sight, year["year"], at, start + cited.end(), "year-from-title-line")
                continue
        found = _IN_TITLE.search(raw)
        if found:
            group = next(name for name, value in found.groupdict().items() if value)
            year = _IN_FIELD.search(found[group])
            if year:
                at = start + found.start(group)
                yield _year(
                    sight, year["year"], at, start + found.end(group), "year-from-title-line"
                )
                continue
        venue = venue_at_edge(raw)
        if venue:
            at, stop = start + venue.start, start + venue.end
            yield _year(sight, venue.year, at, stop, "year-from-title-line")


def venue_at_edge(title: str) -> VenueYear | None:
    """Find a venue with a year with which a title line begins or ends."""
    venue = find_venue_year(title)
    if venue is None or venue.end - venue.start >= len(title):
        return None
    if venue.start >= 3 and not _MARKS.fullmatch(title, venue.end):
        return None
    return None if _PART_OF_TITLE.search(title[: venue.start]) else venue


def read_venue_line(text: str, start: int, end: int) -> VenueYear | None:
    """Read a line that is a venue with a year and no more.

    Of the long name of a venue, in which a year may stand twice, the venue is empty unless an
    acronym with that year is in it too.
    """
    if not 4 <= end - start <= _LONGEST_LINE or not _TWO_DIGITS.search(
        text, max(start, end - 60), end
    ):
        return None
    venue = find_venue_year(text, start, end)
    if VENUE_LINE.fullmatch(text, start, end):
        return venue
    found = _LONG_VENUE.fullmatch(text, start, end)
    if found is None or _READ_ON.search(found.group()) or _SAYS.search(found.group()):
        return None
    year = int(found["year"])
    if any(int(other) != year for other in _IN_FIELD.findall(found.group())):
        return None
    named = venue is not None and venue.year == year
    return venue if named else VenueYear("", year, *found.span("year"))


def _alone(sight: Sight) -> Iterator[Stated]:
    """Read the year of a line that is a link or a venue with it, or that stands below names."""
    text = sight.text
    below = {stop + 1 for _, stop, _ in sight.name_lines}
    for start, end in sight.head_lines:
        for pattern in (_LINK_YEAR, _BARE)[: 1 + (start in below)]:
            found = pattern.fullmatch(text, start, end)
            if found:
                yield _year(sight, found["year"], start, end, "year-from-venue-line")
        venue = read_venue_line(text, start, end)
        if venue:
            yield _year(sight, venue.year, venue.start, venue.end, "year-from-venue-line")


def from_venue_line(sight: Sight) -> Iterator[Stated]:
    """Read a line below the title that is a venue with a year, or names and a year."""
    text = sight.text
    yield from _alone(sight)
    for meta in sight.meta_lines:
        if meta.year is not None:
            dated = meta.year
            yield _year(sight, dated.year, dated.start, dated.end, "year-from-venue-line")
    for start, end, people in sight.name_lines:
        venue = find_venue_year(text, people.end, end)
        found = find_year(text, people.end, end)
        if found and _READ_ON.search(text[people.end : found.start()]):
            continue
        year = venue.year if venue else int(found.group()) if found else None
        if year is not None:
            yield _year(sight, year, start, end, "year-from-venue-line")


def from_sentence(sight: Sight) -> Iterator[Stated]:
    """Read the year in a sentence about the paper."""
    text = sight.text
    for quote in sight.own_quotes:
        found = _DATED_TITLE.search(text[max(sight.post.start, quote.start - 40) : quote.start])
        if found:
            at = max(sight.post.start, quote.start - 40) + found.start("year")
            yield _year(sight, found["year"], at, at + 4, "year-from-sentence")
    for clause in sight.clauses:
        stated = _in_clause(sight, clause)
        if stated:
            yield stated


def _in_clause(sight: Sight, clause: Clause) -> Stated | None:
    people = makers(sight, clause)
    if not people.people:
        return _in_stretch(sight, clause, clause.start, clause.end, direct=False)
    first = people.people[0].start
    after = _in_stretch(sight, clause, max(people.end, clause.start), clause.end, direct=True)
    return after or _in_stretch(sight, clause, clause.start, first, direct=False)


def _in_stretch(
    sight: Sight, clause: Clause, start: int, end: int, *, direct: bool
) -> Stated | None:
    """Find the year of the paper in one part of a clause.

    Args:
        sight: The post.
        clause: The clause.
        start: Start of the part.
        end: Its end.
        direct: Whether the part follows the names of the makers.
    """
    text = sight.text
    for found in _YEAR.finditer(text, start, min(end, start + _FAR)):
        before = text[start : found.start()]
        if _NOT_AFTER.match(text, found.end()):
            continue
        venue = find_venue_year(text, max(start, found.start() - 14), found.end())
        lead = before if venue is None else text[start : venue.start]
        if _NOT_PUBLISHED.search(lead) or _OTHERS_WORK.search(before):
            return None
        if _said_of_paper(clause, lead, direct=direct, venue=venue):
            return _year(sight, found.group(), clause.sentence, found.end(), "year-from-sentence")
    return None


_FROM_WHERE = re.compile(
    r"[\"”*_]{0,3}(?:\([^()\s]*\))?,?\s(?:from|by|at)\s(?:[A-Z][\w.&-]*(?:,?\s(?:and\s|of\s)?)?){1,8},?\s?[(,]\s?"
)
"""", from Ladder Labs and Net University (": where the paper of a title comes from."""


def _said_of_paper(clause: Clause, lead: str, *, direct: bool, venue: VenueYear | None) -> bool:
    """Whether the words between subject (or makers) and year make it the paper's year."""
    if derived(lead) and not (clause.kind is Kind.TITLE and _FROM_WHERE.fullmatch(lead)):
        return False
    if direct:  # right after the names: "by X et al., 2017", "by X in a paper published in 2019"
        return len(lead) < 60 and bool(_NEAR_YEAR.search(lead) or not lead.strip(" ,(") or venue)
    if clause.kind is Kind.TITLE and (not lead.strip(' ,({[*_"”') or _FROM_WHERE.fullmatch(lead)):
        return True
    return len(lead) < 120 and bool(
        (_NEAR_YEAR.search(lead) or venue)
        and (_MADE.search(lead) or re.fullmatch(r"\s*(?:is|was) (?:from|at|in)\s*", lead))
    )


def from_opening(sight: Sight) -> Iterator[Stated]:
    """Read the year in the opening sentence that names the makers."""
    for opening, people in opening_people(sight):
        for found in _YEAR.finditer(sight.text, opening.start, opening.end):
            after = found.start() > people.end
            lead = sight.text[people.end if after else opening.start : found.start()]
            venue = VENUE.search(lead[-14:])
            if '"' in lead or _NOT_PUBLISHED.search(lead) or _READ_BY_BLOGGER.search(lead):
                continue
            if _NEAR_YEAR.search(lead) or venue:
                yield _year(sight, found.group(), opening.start, opening.end, "year-from-opening")
                break


def from_bibtex(sight: Sight) -> Iterator[Stated]:
    """Read the year of the only BibTeX entry."""
    entry = bibtex.own_entry(sight)
    if entry and "year" in entry and _BARE.fullmatch(entry["year"].text):
        value = entry["year"]
        yield _year(sight, value.text.strip(), value.start, value.end, "year-from-bibtex")


def from_citation(sight: Sight) -> Iterator[Stated]:
    """Read the year of a citation of the paper itself."""
    for name, cited in sight.citations:
        if cited.year is not None and (name or sight.is_own(cited)):
            dated = cited.year
            yield _year(sight, dated.year, dated.start, dated.end, "year-from-citation")
    for label in sight.labelled("citation"):
        found = find_year(sight.text, label.start, label.end)
        if found:
            yield _year(sight, found.group(), label.start, label.end, "year-from-citation")


YEAR_RULES = (
    Rule(
        "year-from-field",
        "year",
        "year: 2017",
        "A field for the year.",
        from_field,
    ),
    Rule(
        "year-from-publication-field",
        "year",
        "**Published**: NeurIPS 2019",
        "The year of a field for the publication or the venue.",
        from_publication_field,
    ),
    Rule(
        "year-from-tag",
        "year",
        "tags: [2017, ICLR 2018]",
        "A tag that is a year, or a venue with its year.",
        from_tag,
    ),
    Rule(
        "year-from-title-line",
        "year",
        "# Title (2017)",
        "The year with which the title line ends.",
        from_title_line,
    ),
    Rule(
        "year-from-venue-line",
        "year",
        "NIPS 2017; A. Author et al., NIPS 2017",
        "A line below the title that is venue and year.",
        from_venue_line,
    ),
    Rule(
        "year-from-sentence",
        "year",
        '"Title" by A. Author et al., 2017',
        "The year in a sentence about the paper.",
        from_sentence,
    ),
    Rule(
        "year-from-opening",
        "year",
        "A. Author and B. Author posted this in June 2015.",
        "The year of the opening sentence that names the makers.",
        from_opening,
    ),
    Rule(
        "year-from-bibtex",
        "year",
        "year = {2017}",
        "The year of the only BibTeX entry.",
        from_bibtex,
    ),
    Rule(
        "year-from-citation",
        "year",
        "Citation: ... 2017",
        "The year of a labelled citation.",
        from_citation,
    ),
)
