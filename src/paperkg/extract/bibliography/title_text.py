"""From what a post writes for a title to the statement of it."""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.extract.bibliography.cleaning import clean_title, unmarked
from paperkg.extract.bibliography.namewords import wordset
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.titles import is_placeholder, spelled_as_known, split_byline
from paperkg.model import Stated

_GENERIC = wordset(
    "abstract introduction summary overview notes background motivation method methods results "
    "conclusion discussion contents references tldr metadata info information paper papers link "
    "links authors key ideas main idea idea contributions contribution related work preface "
    "table of contents paper information basic information general what why how"
)


def is_proper(title: str) -> bool:
    """Whether a text can be a title at all."""
    low = unmarked(title).lower().strip(" .:#0123456789")
    named = bool(low) and low not in _GENERIC and not is_placeholder(title)
    return named and not title.lstrip().startswith("@")  # "@bee2018" is the key of a citation


def state_title(sight: Sight, raw: str, start: int, end: int, rule: str) -> Iterator[Stated]:
    """Yield the title that a stretch of the source states, if it can be one."""
    if not is_proper(raw):
        return
    title = clean_title(raw, words=sight.words)
    title = split_byline(title)[0]
    if sight.words is not None:
        title = spelled_as_known(title, sight.known)
    if title and is_proper(title) and not title.startswith(("http:", "https:")):
        yield sight.state(title, start, end, rule)
