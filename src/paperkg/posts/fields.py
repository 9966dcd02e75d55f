"""Values that stand in the text itself: ``Tags: a, b``, ``Date: 1/2/18``, ``key:: value``, #tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.model import FieldValue

from .clean import clean_value
from .lines import ends_a_thought
from .matter import COMMA_KEYS

_MAX_VALUE = 500
_MAX_PARTS = 200
_MAX_KEY_LINE = 300
_MAX_DATE = 40

_INLINE = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,40})::(?:[ \t]+|$)")
_HEADER = re.compile(
    r"(?:\*\*|__|[*_])?(tags?|date|keywords?|categor(?:y|ies)|topics?|labels?|标签|日期|关键词)"
    r"(?:(?:\*\*|__|[*_])[ \t]{0,9}[:：]|[:：](?:\*\*|__|[*_])|[:：])[ \t]{0,9}(?=\S)",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<![^\s,，])#([^\W\d_][\w/-]{0,60}|(?:19|20)\d\d)(?![\w#])")
_WIKILINK = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")
_SEPARATOR = re.compile("[,，、;；]")
_NAMES = {
    "tag": "tags",
    "标签": "tags",
    "日期": "date",
    "关键词": "keywords",
    "keyword": "keywords",
}


def read_fields(text: str, start: int, *, header: bool) -> list[FieldValue] | None:
    """Return the values of a field line, or None if it is none.

    Args:
        text: The line, stripped.
        start: Where it begins in the source.
        header: Whether it stands before the prose, where a ``Date:`` line may.
    """
    if "::" in text[:60] and _INLINE.match(text):
        return read_property(text, start)
    colon = text[:24]
    hit = _HEADER.match(text) if ":" in colon or "：" in colon else None
    return _header(hit, start, header=header) if hit is not None else None


def read_property(text: str, start: int) -> list[FieldValue]:
    """Return the values of a ``key:: value`` line as outliners write it; none if it is none."""
    hit = _INLINE.match(text)
    if hit is None:
        return []
    key = hit.group(1).strip().lower()
    value, at = text[hit.end() :], start + hit.end()
    parts = _parts(value) if key in COMMA_KEYS else [(value, 0)]
    return [found for part, place in parts for found in _value(key, part, at + place)]


def _header(hit: re.Match[str], start: int, *, header: bool) -> list[FieldValue] | None:
    text, end = hit.string, hit.end()
    key = hit.group(1).lower()
    key = _NAMES.get(key, key)
    value = text[end:]
    if key == "date":
        if not header or len(value) > _MAX_DATE or not any(c.isdigit() for c in value):
            return None
        return list(_value(key, value, start + end))
    if len(value) > _MAX_KEY_LINE or ends_a_thought(text):
        return None
    return [
        found for part, place in _parts(value) for found in _value(key, part, start + end + place)
    ]


def read_tags(text: str, start: int) -> list[FieldValue]:
    """Return the ``#tags`` of a stretch of text."""
    found: list[FieldValue] = []
    for hit in _TAG.finditer(text):
        if len(found) >= _MAX_PARTS:
            break
        found.extend(_value("tags", hit.group(1), start + hit.start(1)))
    return found


def is_tag_line(text: str) -> bool:
    """Return whether a line is nothing but ``#tags``."""
    if len(text) > _MAX_KEY_LINE * 4:
        return False
    return all(_TAG.fullmatch(word.strip(",，")) for word in text.split())


def _parts(value: str) -> Iterator[tuple[str, int]]:
    position = 0
    for part in _SEPARATOR.split(value, _MAX_PARTS)[:_MAX_PARTS]:
        yield part, position
        position += len(part) + 1


def _value(key: str, raw: str, start: int) -> Iterator[FieldValue]:
    core = raw.strip(' \t*_`#"')
    shown = clean_value(_WIKILINK.sub(r"\1", core))[:_MAX_VALUE]
    if shown:
        start += raw.find(core)
        yield FieldValue(key, shown, start, start + len(core))
