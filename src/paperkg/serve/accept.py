"""Chooses a representation by ``Accept``: RFC 9110, section 12.5.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_RANGE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)/([!#$%&'*+.^_`|~0-9A-Za-z-]+)")
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?", re.ASCII)
_MOST = 50


class Range(NamedTuple):
    """One element of an ``Accept`` field.

    Attributes:
        type: Main type, or ``*``.
        subtype: Subtype, or ``*``.
        detail: 0 for ``*/*``, 1 for ``type/*``, 2 for a whole type, 3 for one with parameters.
        quality: From 0 to 1.
    """

    type: str
    subtype: str
    detail: int
    quality: float

    def matches(self, offer: str) -> bool:
        """Whether a media type (without parameters) is in this range."""
        main, _, sub = offer.partition("/")
        return self.type in ("*", main) and self.subtype in ("*", sub)


def parse_accept(field: str) -> tuple[Range, ...]:
    """Read an ``Accept`` field; elements that are not well formed count as absent.

    >>> parse_accept("text/turtle;q=0.5, */*")[0]
    Range(type='text', subtype='turtle', detail=2, quality=0.5)
    """
    return tuple(_ranges(field))


def _ranges(field: str) -> Iterator[Range]:
    # plain splitting takes linear time; no registered type has a comma or semicolon in quotes
    for element in field.split(",")[:_MOST]:
        kind, *parameters = (part.strip(" \t") for part in element.split(";"))
        match = _RANGE.fullmatch(kind)
        if match is None or (match[1] == "*" and match[2] != "*"):
            continue
        detail = 0 if match[1] == "*" else 1 if match[2] == "*" else 2
        quality = "1"
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.lower() == "q":
                quality = value
                break  # what follows are extensions of the range, not of the type
            detail = 3 if name else detail
        if _QUALITY.fullmatch(quality):
            yield Range(match[1].lower(), match[2].lower(), detail, float(quality))


@lru_cache(maxsize=1024)
def choose(field: str | None, offers: tuple[str, ...]) -> str | None:
    """Return the media type to send.

    For each offer the most specific range that it is in decides. Parameters of ranges only make
    them more specific: what is offered has none that anybody could choose by. Between offers that
    are wanted alike, the one that was named more precisely wins, then the earlier one.

    Args:
        field: The ``Accept`` field; absent or empty means that everything is welcome.
        offers: Media types without parameters, in the order in which they are preferred here.

    Returns:
        One of the offers, or ``None`` if none is acceptable.

    >>> choose("text/turtle;q=0.5, application/ld+json", ("text/html", "text/turtle"))
    'text/turtle'
    >>> choose("text/*, text/html;q=0", ("text/html", "text/turtle"))
    'text/turtle'
    >>> choose("image/png", ("text/html",)) is None
    True
    """
    ranges = parse_accept(field or "")
    if not ranges:
        return offers[0] if offers else None
    best, chosen = (0.0, -1), None
    for offer in offers:
        matching = [r for r in ranges if r.matches(offer)]
        if not matching:
            continue
        nearest = max(matching, key=lambda r: (r.detail, r.quality))
        if nearest.quality > 0 and (nearest.quality, nearest.detail) > best:
            best, chosen = (nearest.quality, nearest.detail), offer
    return chosen
