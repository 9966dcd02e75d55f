"""Bytes to text, and text to values that are safe to show on one line.

The text of a source is never cleaned, for offsets must point into what the author wrote; only
values taken out of front matter, and names of files shown to the user, are.
"""

from __future__ import annotations

import re
import unicodedata

# Controls, soft hyphens, zero-width marks, bidi overrides and isolates, surrogates, the byte-order
# mark, tag characters and what XML forbids: none of them is part of a name, all of them can forge
# one. The zero-width joiner and non-joiner stay, for some scripts and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_LAYOUT = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029 ]+")


def clean_value(text: str) -> str:
    r"""Return ``text`` on one line, in NFC, without control, bidi and zero-width characters.

    >>> clean_value("Attention\n  is\u202e all")
    'Attention is all'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    visible = _INVISIBLE.sub("", _LAYOUT.sub(" ", text))
    return unicodedata.normalize("NFC", _LAYOUT.sub(" ", visible)).strip()


def show_name(name: str) -> str:
    r"""Return a file name that is safe to print: what is invisible or not UTF-8 is escaped.

    >>> show_name("a\x1b[0m.md")
    'a\\x1b[0m.md'
    """
    return _INVISIBLE.sub(lambda hit: hit.group().encode("unicode_escape").decode(), name)


def is_plain_name(name: str) -> bool:
    """Return whether a file name has no invisible character and is UTF-8."""
    return _INVISIBLE.search(name) is None


def normalise_newlines(text: str) -> str:
    r"""Return ``text`` with ``\r\n`` and ``\r`` turned into ``\n``."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def line_of_byte(data: bytes, offset: int) -> int:
    """Return the line, from 1, of the byte at ``offset``."""
    before = data[:offset]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
