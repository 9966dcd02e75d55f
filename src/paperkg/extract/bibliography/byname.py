"""Rule for the name by which the first sentences say a paper goes: "better known as X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography.proposals import clean_name, is_name
from paperkg.extract.bibliography.sight import Sight
from paperkg.model import Stated

_RULE = "name-known-as"
_NAME = r"[*_\"“'`]{0,3}(?P<name>[A-Za-z][\w+@]*(?:-[\w+]+)*)[*_\"”'`]{0,3}"
_OFTEN = (
    r"(?:(?:[Uu]sually|[Oo]ften|[Bb]etter|[Bb]est|[Nn]ow|[Aa]lso|[Cc]ommonly|[Gg]enerally|[Ww]idely"
    r"|[Mm]ostly|[Mm]ore) ){0,3}"
)
_IT = (
    r"(?:(?:[Ii]t|[Tt]his|[Tt]he (?:paper|work|model|method|algorithm|network|architecture|"
    r"approach|system|result|whole|framework))(?: (?:is|was|has been|came to be|became))? )?"
)
_SAYS = re.compile(
    rf"[\s*_>(]*{_IT}{_OFTEN}(?:(?:[Aa]bbreviated|[Ss]hortened) (?:to|as)|[Kk]nown as|"
    rf"[Nn]icknamed|[Gg]oes by(?: the (?:name|acronym)(?: of)?)?|[Cc]alled) {_NAME}(?![\w-])"
)
_FOR_SHORT = re.compile(rf"[\s*_>(]*(?:(?:[Ii]t is |[Cc]all it )?{_NAME},? for short\b)")
_THE_PAPER = re.compile(rf"[\s*_>(]*[Tt]he {_NAME} paper[\s*_]*[.,:;(]")
_RELEASED = re.compile(
    rf"\b(?:released|published|posted|wrote|presented|put out) the {_NAME} paper\b"
)
_SENTENCES = 5


def known_as(sight: Sight) -> Iterator[Stated]:
    """Read the name by which the first sentences say that the paper goes.

    A sentence that speaks of something else than the paper gives none: "The normal of the plane
    is the concept vector, CV for short".
    """
    if sight.title is None:
        return
    for number, sentence in enumerate(sight.prose[:_SENTENCES]):
        for pattern in (_SAYS, _FOR_SHORT, _THE_PAPER):
            found = pattern.match(sight.text, sentence.start, sentence.end)
            if found:
                break
        else:
            found = None if number else _RELEASED.search(sight.text, sentence.start, sentence.end)
        if found is None:
            continue
        name = clean_name(found["name"], sight)
        if is_name(name) and not sight.names_another(name):
            yield sight.state(name, found.start("name"), found.end("name"), _RULE)
