"""Rules for the venue of the paper: conference, journal or archive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography import bibtex
from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.venues import VENUE, YEAR, find_venue_year
from paperkg.extract.bibliography.years import (
    from_sentence,
    read_tags,
    read_venue_line,
    venue_at_edge,
)
from paperkg.model import Stated


def venue_from_field(sight: Sight) -> Iterator[Stated]:
    """Read a venue field, or the venue of a publication field."""
    for label in sight.labelled("venue"):
        value = unmarked(label.value).strip(" .,")
        value = re.sub(rf"[\s,(]*{YEAR}\)?$", "", value)
        if 1 < len(value) < 120:
            yield sight.state(value, label.start, label.end, "venue-from-field")
    for label in sight.labelled("published"):
        found = VENUE.search(label.value)
        if found:
            yield sight.state(found.group(), label.start, label.end, "venue-from-field")


def venue_from_tag(sight: Sight) -> Iterator[Stated]:
    """Read a tag that is a venue, with or without a year."""
    for label in sight.labelled("tags"):
        for value, start, end in read_tags(label.value, label.start, label.end):
            found = VENUE.match(value)
            dated = find_venue_year(value, any_case=True)
            if (found and found.end() == len(value)) or (
                dated and len(value) < len(dated.venue) + 8
            ):
                name = dated.venue if dated else value
                yield sight.state(name, start, end, "venue-from-tag")


def venue_from_head(sight: Sight) -> Iterator[Stated]:
    """Read the venue of the title line or of a line below it."""
    link = sight.heading_link
    places = [sight.heading, *([(link.text_start, link.text_end)] if link else [])]
    for start, end in places:
        dated = venue_at_edge(sight.text[start:end])
        if dated:
            at, stop = start + dated.start, start + dated.end
            yield sight.state(dated.venue, at, stop, "venue-from-head")
    for meta in sight.meta_lines:
        if meta.year is not None and meta.year.venue:
            yield sight.state(meta.year.venue, meta.year.start, meta.year.end, "venue-from-head")
    found = [read_venue_line(sight.text, begin, stop) for begin, stop in sight.head_lines]
    found += [find_venue_year(sight.text, p.end, stop) for _, stop, p in sight.name_lines]
    for dated in found:
        if dated and dated.venue:
            yield sight.state(dated.venue, dated.start, dated.end, "venue-from-head")


def venue_from_sentence(sight: Sight) -> Iterator[Stated]:
    """Read the venue with the year in a sentence about the paper."""
    for stated in from_sentence(sight):
        dated = find_venue_year(stated.evidence.quote)
        if dated and str(dated.year) == stated.value:
            start = stated.evidence.start
            yield sight.state(
                dated.venue, start + dated.start, start + dated.end, "venue-from-sentence"
            )


def venue_from_bibtex(sight: Sight) -> Iterator[Stated]:
    """Read the book title or journal of the only BibTeX entry."""
    entry = bibtex.own_entry(sight)
    for key in ("booktitle", "journal"):
        if key in entry:
            value = entry[key]
            yield sight.state(value.text, value.start, value.end, "venue-from-bibtex")


VENUE_RULES = (
    Rule(
        "venue-from-field",
        "venue",
        "venue: NeurIPS, **Published**: CVPR 2019",
        "A field for the venue.",
        venue_from_field,
    ),
    Rule("venue-from-tag", "venue", "tags: [ICLR 2018]", "A tag that is a venue.", venue_from_tag),
    Rule(
        "venue-from-head",
        "venue",
        "# Title (CVPR 2019)",
        "The venue in the title line or below it.",
        venue_from_head,
    ),
    Rule(
        "venue-from-sentence",
        "venue",
        "This paper is from CVPR 2015",
        "The venue in a sentence about the paper.",
        venue_from_sentence,
    ),
    Rule(
        "venue-from-bibtex",
        "venue",
        "booktitle = {...}",
        "The venue of the only BibTeX entry.",
        venue_from_bibtex,
    ),
)
