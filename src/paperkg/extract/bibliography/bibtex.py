"""BibTeX entries in the code blocks of a post."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from paperkg.extract.bibliography.essays import is_capitalised
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.titles import same_work, shared_words
from paperkg.model import BlockKind

_ENTRY = re.compile(
    r"@(?:inproceedings|article|misc|book|conference|phdthesis|techreport|incollection|unpublished|proceedings)\s*\{",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?:^|[,\n])\s*(?P<key>[A-Za-z]{3,16})\s*=\s*(?=[{\"\d])")
_AND = re.compile(r"\s+and\s+")
_BRACES = re.compile(r"[{}]")
_ACCENTS = dict(
    zip(
        "`'^~\"=.cvuHrk",
        "\u0300\u0301\u0302\u0303\u0308\u0304\u0307\u0327\u030c\u0306\u030b\u030a\u0328",
        strict=True,
    )
)
"""The accents of TeX as marks of Unicode that follow their letter."""
_ACCENT = re.compile(
    r"\\(?:(?P<mark>[`'^~\"=.])\s?|(?P<name>[cvuHrk])(?:\s|(?=\{)))"
    r"(?P<open>\{)?\\?(?P<letter>[A-Za-z])(?(open)\})"
)
_LETTERS = {"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "aa": "å", "AA": "Å", "ae": "æ"}
_LETTER = re.compile(r"\\(o|O|l|L|ss|aa|AA|ae)(?![A-Za-z])\s?")
_LONGEST = 4000
_TITLE_WORDS = 4
_OTHER_TITLE = 0.5
"""What share of its words two titles of one paper have in common at least."""


class Value(NamedTuple):
    """The value of a BibTeX field and its place in the source."""

    text: str
    start: int
    end: int


def only_entry(sight: Sight) -> dict[str, Value]:
    """Return the fields of the post's BibTeX entry, if there is exactly one."""
    found: dict[str, Value] = {}
    if "@" not in sight.body:
        return found
    for block in sight.post.blocks:
        if block.kind not in (BlockKind.CODE, BlockKind.PARAGRAPH, BlockKind.HTML):
            continue
        entries = list(_ENTRY.finditer(sight.text, block.start, block.end))
        if not entries:
            continue
        if found or len(entries) > 1:
            return {}
        found = _fields(sight.text, entries[0].end(), min(block.end, entries[0].end() + _LONGEST))
    return found


def own_entry(sight: Sight) -> dict[str, Value]:
    """Return the fields of the only entry, unless its title is that of another paper."""
    entry = only_entry(sight)
    if entry and "title" in entry and _is_of_another(sight, entry["title"].text):
        return {}
    return entry


def _is_of_another(sight: Sight, title: str) -> bool:
    """Whether a title is not that of the post's paper, which the post writes out.

    A short name need not be in the title, nor a headline of the blog's own.
    """
    own = sight.title
    if own is None or len(own.value.split()) < _TITLE_WORDS:
        return False
    written = sight.heading_link is not None or is_capitalised(own.value)
    forms = [own, *(t for t in sight.titles if t.evidence.rule != "title-from-bibtex")]
    if not written or any(same_work(form.value, title) for form in forms):
        return False
    return all(shared_words(form.value, title) < _OTHER_TITLE for form in forms)


def _fields(text: str, start: int, end: int) -> dict[str, Value]:
    fields: dict[str, Value] = {}
    at = start
    while True:
        found = _FIELD.search(text, at, end)
        if not found:
            return fields
        first, last = _value(text, found.end(), end)
        raw = text[first:last]
        fields.setdefault(
            found["key"].lower(),
            Value(" ".join(_BRACES.sub("", accented(raw)).split()), first, last),
        )
        at = max(last, found.end())


def turned(authors: str) -> str:
    """Return the value of ``author`` with each "Bee, Ann" as "Ann Bee".

    >>> turned("Das, Ann P and van Bee, Carl and others"), turned("Ann Bee and Carl Dee")
    ('Ann P Das and Carl van Bee and others', 'Ann Bee and Carl Dee')
    """
    parts = [part.split(",") for part in _AND.split(authors.strip())]
    if any(len(part) > 2 for part in parts) or (len(parts) == 1 and " " in parts[0][0].strip()):
        return authors  # commas between the people, or "Jr."
    return " and ".join(" ".join(name.strip() for name in reversed(part)) for part in parts)


def accented(raw: str) -> str:
    r"""Return text with letters for the accents of TeX.

    >>> accented('T{\\"a}ckstr{\\"o}m, Fran{\\c{c}}ois, Mart{\\\'\\i}n, S{\\o}ren')
    'T{ä}ckstr{ö}m, Fran{ç}ois, Mart{í}n, S{ø}ren'
    """
    if "\\" not in raw:
        return raw
    text = _ACCENT.sub(
        lambda m: unicodedata.normalize("NFC", m["letter"] + _ACCENTS[m["mark"] or m["name"]]), raw
    )
    return _LETTER.sub(lambda m: _LETTERS[m[1]], text)


def _value(text: str, at: int, end: int) -> tuple[int, int]:
    """Return start and end of the value that begins at ``at``, without its marks."""
    if text[at] == '"':
        close = text.find('"', at + 1, end)
        return at + 1, end if close < 0 else close
    if text[at] != "{":
        stop = re.compile(r"[\d.-]+").match(text, at, end)
        return at, stop.end() if stop else at
    depth = 0
    for i in range(at, end):
        if text[i] == "{":
            depth += 1
        elif text[i] == "}":
            depth -= 1
            if depth == 0:
                return at + 1, i
    return at + 1, end
