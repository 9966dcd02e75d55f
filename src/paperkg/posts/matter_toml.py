"""TOML front matter to flat values, each with its place as far as that can be found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from paperkg.errors import FrontMatterError
from paperkg.yamlfile import MAX_BRACKETS, MAX_BYTES, MAX_DEPTH

from .clean import clean_value
from .matter import MAX_LIST, Matter

KEY_LINE = re.compile(r"""[ \t]*(?:[\w."'-][^=\n]{0,80}=|\[)""")
_MAX_DOTS = 300  # dotted keys take the parser quadratic time
# A number, a truth value or a date, behind the brackets and commas of a list.
_BARE = re.compile(r"[\s\[,]{0,99}([^\s\[\],}#\"']{1,99}(?: \d\d:[0-9:.+Z-]{1,30})?)")
_AT_LINE = re.compile(r"at line (\d{1,9})")


def read_toml(matter: Matter) -> None:
    """Add the values of TOML front matter; dates and numbers as text.

    Raises:
        FrontMatterError: It is too large, too deep or not TOML.
    """
    _check(matter)
    try:
        data = tomllib.loads(matter.text)
    except Exception as error:  # tomllib also raises RecursionError and plain ValueError
        hit = _AT_LINE.search(str(error))
        line = matter.first_line + (int(hit.group(1)) - 1 if hit is not None else 0)
        raise FrontMatterError(
            f"this is not TOML: {clean_value(str(error))[:200]}",
            path=matter.source.file,
            line=line,
            advice="put quotes around text values",
        ) from error
    cursor = 0
    previous: tuple[str, ...] = ()
    for path, value in _leaves(data, ()):
        if matter.is_full:
            matter.cut(cursor, "front matter has too many values")
            break
        if path != previous:
            cursor, previous = _key_end(matter.text, path[-1]), path
        cursor = _add(matter, path, value, cursor)


def _check(matter: Matter) -> None:
    text = matter.text
    what = ""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        what = f"front matter is over {MAX_BYTES // 1024} kB"
    elif text.count("[") + text.count("{") > MAX_BRACKETS:
        what = f"front matter has over {MAX_BRACKETS} brackets"
    elif any(line.count(".") > _MAX_DOTS for line in text.split("\n")):
        what = "a line of the front matter has too many dots"
    if what:
        raise FrontMatterError(what, path=matter.source.file, line=matter.first_line)


def _leaves(
    data: object, path: tuple[str, ...], depth: int = 0
) -> Iterator[tuple[tuple[str, ...], object]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*path, str(key)), depth + 1)
    elif isinstance(data, list):
        for item in data[:MAX_LIST]:
            yield from _leaves(item, path, depth + 1)
    else:
        yield path, data


def _key_end(text: str, key: str) -> int:
    """Return the end of ``key =`` where a line begins with that, else 0."""
    hit = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", re.MULTILINE).search(text)
    return hit.end() if hit is not None else 0


def _add(matter: Matter, path: tuple[str, ...], value: object, cursor: int) -> int:
    """Keep a value; return where the next of its list may stand."""
    text = matter.text
    shown = value.strip() if isinstance(value, str) else str(value).lower()
    start = text.find(shown, cursor) if shown else -1
    if not isinstance(value, str):  # numbers and dates as they are written
        hit = _BARE.match(text, cursor)
        if hit is not None:
            shown, start = hit.group(1), hit.start(1)
    if start >= 0:
        end = start + len(shown)
    else:  # written otherwise than it reads: the whole line
        start = text.rfind("\n", 0, cursor) + 1
        newline = text.find("\n", cursor)
        end = newline if newline >= 0 else len(text)
    matter.add(clean_value(".".join(path)).lower(), shown, start, end)
    return max(cursor, end) if shown else cursor
