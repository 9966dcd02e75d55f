"""Rules for the year where neither title nor particulars have it: first citation, file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.extract.bibliography.persons import read_people
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.titles import shared_words
from paperkg.extract.bibliography.venues import VENUE_YEAR, YEAR
from paperkg.model import Link, LinkKind, Stated

_LEAD = re.compile(r"[\s>*_]*(?:[A-Z][^.;:()\[\]\n]{2,70},\s)?[*_]{0,2}")
_DATED = re.compile(rf",?\s\(?(?P<year>{YEAR})[a-z]?\)?\s*")
_DOES = re.compile(
    r"[*_]{0,2},?\s(?:also\s|first\s|then\s)?(?:propose|present|introduce|adopt|develop|describe|"
    r"explore|investigate|study|design|apply|train|release|build|examine|tackle|address|aim)s?\b"
)
"""What a paper does, told as it is done: "introduced" may be said of any earlier one."""
_TURNS = re.compile(
    r"[\s>*_]*(?:However|But|Yet|Still|Unlike|In contrast|Instead|Inspired|Following|Building|"
    r"Based|Extending|Here|This (?:paper|work|article|post|note)|[Ii]n this|The present|We|I)\b"
)
"""Where a post turns from an earlier work to its own."""
_PAPER_HOSTS = re.compile(
    r"https?://(?:www\.)?(?:openreview\.net|aclanthology\.org|aclweb\.org|proceedings\.|papers\.|"
    r"openaccess\.|[^\s/]+/\S+\.pdf$)"
)
_HEADINGS = frozenset({"title-from-heading", "title-from-front-matter"})
_OWN_ADDRESS = ("url", "arxiv", "doi", "paper title", "authors")
_SENTENCES = 6
_REPORTED = re.compile(r"(?:^|[\s_-])(?:at|from|of|in|on|the|to|best)[\s_-]*$", re.IGNORECASE)
_NOT_ACRONYMS = frozenset({"Nature", "Science"})


def from_first_citation(sight: Sight) -> Iterator[Stated]:
    """Read the year of the linked citation that is the subject of the first sentence.

    "[Bee et al. (2018)](https://arxiv.org/...) propose ..." is the post's own paper if the post
    gives no other address of it, if its title is taken up there, and if it does not turn to
    another work in the next sentences.
    """
    title = sight.title
    if title is None or title.evidence.rule not in _HEADINGS or not sight.prose:
        return
    if sight.heading_link is not None or sight.labelled(*_OWN_ADDRESS):
        return
    first, text = sight.prose[0], sight.text
    link = next((li for li in sight.post.links if first.start <= li.start < first.end), None)
    if link is None or not _leads_to_paper(link):
        return
    dated = _cited_year(link.text)
    if not dated or not _LEAD.fullmatch(text, first.start, link.start):
        return
    said = unmarked(text[link.end : sight.post.blocks[first.block].end])
    if not _DOES.match(text, link.end, first.end) or not shared_words(title.value, said):
        return
    if not any(_TURNS.match(text, s.start, s.end) for s in sight.prose[1:_SENTENCES]):
        yield sight.state(dated, link.start, link.end, "year-from-first-citation")


def _leads_to_paper(link: Link) -> bool:
    return link.kind in (LinkKind.ARXIV, LinkKind.DOI) or bool(_PAPER_HOSTS.match(link.target))


def _cited_year(cited: str) -> str:
    """Return the year of a text that is people and a year; else nothing."""
    people = read_people(cited)
    dated = _DATED.fullmatch(cited, people.end) if people.people else None
    return dated["year"] if dated else ""


def from_file_name(sight: Sight) -> Iterator[Stated]:
    """Read the year behind a venue with which the file's name ends: ``LadderNet_CVPR2020``.

    A year alone, or a date, is that of the note.
    """
    if sight.post.id != sight.post.file:
        return
    stem = re.sub(r"[_-]", " ", sight.file_stem)
    venue = next((v for v in VENUE_YEAR.finditer(stem) if v.end() == len(stem)), None)
    if venue is None or not venue["year"] or venue["venue"] in _NOT_ACRONYMS:
        return
    before = stem[: venue.start()]
    if before.strip(" _-([") and not _REPORTED.search(before):
        at = sight.post.start
        yield sight.state(venue["year"], at, at, "year-from-file-name")


CITED_YEAR_RULES = (
    Rule(
        "year-from-first-citation",
        "year",
        "[A. Author et al. (2018)](https://arxiv.org/...) propose ...",
        "The year of a linked citation that is the subject of the first sentence.",
        from_first_citation,
    ),
    Rule(
        "year-from-file-name",
        "year",
        "LadderNet_CVPR2020.md",
        "The year behind a venue at the end of the file's name.",
        from_file_name,
    ),
)
