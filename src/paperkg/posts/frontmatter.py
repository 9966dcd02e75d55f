"""Front matter: YAML, TOML, JSON or a pandoc title block at the top of a post.

Values stay text as written, each with its place. Broken front matter never costs the post: the
fault is reported with its line and the prose below is read all the same.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from paperkg.errors import FrontMatterError
from paperkg.model import FieldValue, Problem, Source
from paperkg.yamlfile import MAX_BYTES, YamlMap, YamlNode, YamlScalar, parse_untrusted

from .clean import clean_value

MAX_VALUE = 500
MAX_LIST = 200
MAX_FIELDS = 1000
_MAX_DOTS = 300

_KEY_LINE = re.compile(
    r"""[ \t]*(?:[^\s#:\-"'\[\]{},&*!|>%@`][^:\n]{0,80}|"[^"\n]{1,80}"|'[^'\n]{1,80}')[ \t]*:(?:[ \t]|$)"""
)
_SIMPLE_LINE = re.compile(r"([A-Za-z_][\w .-]{0,60}?)[ \t]*:[ \t]+([^\s\[{&*!|>%@`].{0,2000})$")
_TOML_LINE = re.compile(r"""[ \t]*(?:[\w."'-][^=\n]{0,80}=|\[)""")
_COMMA_KEYS = frozenset(
    {"tags", "tag", "categories", "category", "keywords", "keyword", "topics", "aliases", "alias"}
)


class FrontMatter(NamedTuple):
    """What stood at the top of a post.

    Attributes:
        fields: Its values, in order.
        body: Where the prose begins.
        problems: What was wrong with it.
    """

    fields: tuple[FieldValue, ...]
    body: int
    problems: tuple[Problem, ...]


def read_front_matter(source: Source) -> FrontMatter:
    """Return the front matter of a source; a rule at the top of the prose is none."""
    text = source.text
    first, _, _ = text.partition("\n")
    fence = first.rstrip()
    if fence == "---":
        return _fenced(source, len(first) + 1, ("---", "..."), _KEY_LINE, _yaml)
    if fence == "+++":
        return _fenced(source, len(first) + 1, ("+++",), _TOML_LINE, _toml)
    if fence == "{":
        return _json(source)
    if fence.startswith("% "):
        return _title_block(source)
    return FrontMatter((), 0, ())


class _Reader:
    """Collects the values of one front matter."""

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.fields: list[FieldValue] = []
        self.problems: list[Problem] = []
        self.cut = False

    def problem(self, code: str, line: int, message: str, advice: str = "") -> None:
        self.problems.append(Problem(code, self.source.file, line, message, advice))

    def add(self, key: str, value: str, start: int, end: int) -> None:
        if len(self.fields) >= MAX_FIELDS:
            self.report_cut(start, f"front matter has more than {MAX_FIELDS} values")
            return
        shown = clean_value(value)
        if len(shown) > MAX_VALUE:
            self.report_cut(start, f"a value of {key[:40]!r} is over {MAX_VALUE} characters")
            shown = shown[:MAX_VALUE].rstrip()
        if shown:
            self.fields.append(FieldValue(key, shown, start, end))

    def report_cut(self, offset: int, what: str) -> None:
        if not self.cut:
            self.cut = True
            self.problem(
                "front-matter-cut", self.source.line_at(offset), what, "only the first are used"
            )

    def result(self, body: int) -> FrontMatter:
        return FrontMatter(tuple(self.fields), body, tuple(self.problems))


def _fenced(
    source: Source, start: int, closers: tuple[str, ...], key_line: re.Pattern[str], parse: object
) -> FrontMatter:
    text = source.text
    end, body = _closing(text, start, closers)
    inside = text[start:end] if end >= 0 else text[start : start + 4000]
    opening = _first_content(inside)
    if end < 0:
        if key_line.match(opening) is None:
            return FrontMatter((), 0, ())
        end = body = _key_lines_end(text, start, key_line)
        reader = _Reader(source, start, end)
        reader.problem(
            "front-matter-open",
            1,
            "front matter is never closed",
            f"add a line {closers[0]} below it",
        )
    else:
        if not opening:
            return FrontMatter((), body, ())
        if key_line.match(opening) is None and not opening.lstrip().startswith(
            ("{", "&", "!", "? ")
        ):
            return FrontMatter((), 0, _unless_rule(source, inside))
        reader = _Reader(source, start, end)
    try:
        parse(reader)  # type: ignore[operator]
    except FrontMatterError as error:
        reader.fields.clear()
        line = error.line or 1
        reader.problem("front-matter-broken", line, error.message, error.advice)
        if parse is _yaml and error.__cause__ is not None:
            _salvage(reader)
    return reader.result(body)


def _unless_rule(source: Source, inside: str) -> tuple[Problem, ...]:
    """Warn where what stands between two rules at the top looks more like data than like prose."""
    if "\n\n" in inside or len(inside) > 2000:
        return ()
    return (
        Problem(
            "front-matter-not-mapping",
            source.file,
            1,
            "what stands between the first two rules is not front matter and was read as text",
            "write it as `key: value` lines",
        ),
    )


def _closing(text: str, start: int, closers: tuple[str, ...]) -> tuple[int, int]:
    """Return where the front matter ends and the body begins; (-1, 0) if it is never closed."""
    position = start
    size = len(text)
    while position < size:
        newline = text.find("\n", position)
        if newline < 0:
            newline = size
        if text[position : position + 3] in closers and not text[position + 3 : newline].strip():
            return position, min(newline + 1, size)
        position = newline + 1
    return -1, 0


def _first_content(inside: str) -> str:
    for line in inside.split("\n", 50)[:50]:
        if line.strip() and not line.lstrip().startswith("#"):
            return line
    return ""


def _key_lines_end(text: str, start: int, key_line: re.Pattern[str]) -> int:
    """Return the end of the lines that look like front matter, where it is never closed."""
    position = start
    while position < len(text):
        newline = text.find("\n", position)
        newline = len(text) if newline < 0 else newline
        line = text[position:newline]
        if not line.strip() or not (key_line.match(line) or line[0] in " \t-"):
            break
        position = min(newline + 1, len(text))
    return position


# -- YAML ----------------------------------------------------------------------------------


def _yaml(reader: _Reader) -> None:
    text = reader.source.text[reader.start : reader.end]
    first_line = reader.source.line_at(reader.start)
    root = parse_untrusted(text, path=reader.source.file, first_line=first_line)
    _flatten(reader, root, text)


def _flatten(reader: _Reader, root: YamlMap, text: str) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for key, values, where in _walk(root, ()):
        if key in seen:
            reader.problem(
                "front-matter-duplicate-key",
                reader.source.line_at(reader.start + where),
                f"key {clean_value('.'.join(key))[:60]!r} is given twice",
                "the last one is used",
            )
        seen[key] = where
        name = clean_value(".".join(key)).lower()
        if len(values) > MAX_LIST:
            reader.report_cut(
                reader.start + where, f"the list {name[:40]!r} has over {MAX_LIST} values"
            )
        for value in values[:MAX_LIST]:
            _add_scalar(reader, name, value, text)


def _walk(
    root: YamlMap, prefix: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[YamlScalar], int]]:
    """Yield each key path once per mapping, with its scalars; the depth is bounded by the loader."""
    last = {key.text: number for number, (key, _) in enumerate(root.items)}
    for number, (key, node) in enumerate(root.items):
        path = (*prefix, key.text.strip())
        if last[key.text] != number:
            yield path, [], key.start
            continue
        scalars, maps = _leaves(node)
        yield path, scalars, key.start
        for inner in maps:
            for below, values, where in _walk(inner, path):
                yield below, values, where


def _leaves(node: YamlNode) -> tuple[list[YamlScalar], list[YamlMap]]:
    """Return the scalars of nested lists, and the mappings in them."""
    scalars: list[YamlScalar] = []
    maps: list[YamlMap] = []
    todo = [node]
    while todo:
        item = todo.pop()
        if isinstance(item, YamlScalar):
            scalars.append(item)
        elif isinstance(item, YamlMap):
            maps.append(item)
        else:
            todo.extend(reversed(item.items))
    return scalars, maps


def _add_scalar(reader: _Reader, key: str, value: YamlScalar, text: str) -> None:
    if value.is_null:
        return
    start, end = value.start, value.end
    while end > start and text[end - 1].isspace():
        end -= 1
    if not value.plain and text[start] in "\"'" and end - start >= 2:
        start, end = start + 1, end - 1
    else:
        found = text.find(value.text.strip(), start, end)
        if found >= 0 and value.text.strip():
            start, end = found, found + len(value.text.strip())
    start, end = reader.start + start, reader.start + end
    if (
        value.plain
        and key in _COMMA_KEYS
        and "," in value.text
        and "\n" not in reader.source.text[start:end]
    ):
        _add_parts(reader, key, reader.source.text[start:end], start)
        return
    reader.add(key, value.text, start, end)


def _add_parts(reader: _Reader, key: str, raw: str, start: int) -> None:
    for part in raw.split(","):
        core = part.strip()
        if core:
            at = start + part.find(core)
            reader.add(key, core, at, at + len(core))
        start += len(part) + 1


def _salvage(reader: _Reader) -> None:
    """Keep the simple ``key: value`` lines of YAML that does not parse (a colon in a title)."""
    position = reader.start
    for line in reader.source.text[reader.start : reader.end].split("\n"):
        hit = _SIMPLE_LINE.match(line)
        if hit is not None:
            value = hit.group(2).rstrip()
            core = value.strip("\"'") if value[0] in "\"'" else value
            at = position + hit.start(2) + value.find(core)
            reader.add(hit.group(1).lower(), core, at, at + len(core))
        position += len(line) + 1


# -- TOML, JSON, title block ---------------------------------------------------------------


def _toml(reader: _Reader) -> None:
    text = reader.source.text[reader.start : reader.end]
    first_line = reader.source.line_at(reader.start)
    path = reader.source.file
    if len(text) > MAX_BYTES:
        raise FrontMatterError(
            f"front matter is over {MAX_BYTES // 1024} kB", path=path, line=first_line
        )
    if any(line.count(".") > _MAX_DOTS for line in text.split("\n")):
        raise FrontMatterError(
            "a line of the front matter has too many dots", path=path, line=first_line
        )
    if text.count("[") + text.count("{") > 2000:
        raise FrontMatterError("front matter has over 2000 brackets", path=path, line=first_line)
    try:
        data = tomllib.loads(text)
    except Exception as error:  # tomllib also raises RecursionError and ValueError
        at = re.search(r"line (\d{1,9})", str(error))
        line = first_line + (int(at.group(1)) - 1 if at is not None else 0)
        what = clean_value(str(error))[:200]
        raise FrontMatterError(f"this is not TOML: {what}", path=path, line=line) from error
    cursor = 0
    for keys, value in _toml_leaves(data, ()):
        cursor = _add_toml(reader, text, keys, value, cursor)


def _toml_leaves(
    data: object, prefix: tuple[str, ...], depth: int = 0
) -> Iterator[tuple[tuple[str, ...], object]]:
    if depth > 32:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _toml_leaves(value, (*prefix, str(key)), depth + 1)
    elif isinstance(data, list):
        for item in data[:MAX_LIST]:
            yield from _toml_leaves(item, prefix, depth + 1)
    else:
        yield prefix, data


def _add_toml(reader: _Reader, text: str, keys: tuple[str, ...], value: object, cursor: int) -> int:
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    core = shown.strip()
    line = re.compile(rf"^[ \t]*[\"']?{re.escape(keys[-1])}[\"']?[ \t]*=", re.MULTILINE)
    at = text.find(core, cursor) if core else -1
    hit = line.search(text)
    if hit is not None and (at < 0 or at < hit.end()):
        at = text.find(core, hit.end())
    if at < 0:
        at = text.find(core) if core else -1
    if at < 0:
        start = hit.start() if hit is not None else 0
        stop = text.find("\n", start)
        end = stop if stop >= 0 else len(text)
    else:
        start, end = at, at + len(core)
        cursor = end
    reader.add(".".join(keys).lower(), shown, reader.start + start, reader.start + end)
    return cursor


def _json(source: Source) -> FrontMatter:
    end, body = _closing_brace(source.text)
    if end < 0:
        return FrontMatter((), 0, ())
    reader = _Reader(source, 0, end)
    try:
        _yaml(reader)  # JSON is YAML
    except FrontMatterError:
        return FrontMatter((), 0, ())
    return reader.result(body)


def _closing_brace(text: str) -> tuple[int, int]:
    at = text.find("\n}")
    if at < 0 or at > MAX_BYTES or not text[1:at].lstrip().startswith(('"', "}")):
        return -1, 0
    newline = text.find("\n", at + 1)
    return at + 2, len(text) if newline < 0 else newline + 1


def _title_block(source: Source) -> FrontMatter:
    """Read up to three lines ``% title``, ``% authors``, ``% date`` as pandoc has them."""
    reader = _Reader(source, 0, 0)
    position = 0
    for key in ("title", "authors", "date"):
        newline = source.text.find("\n", position)
        newline = len(source.text) if newline < 0 else newline
        line = source.text[position:newline]
        if not line.startswith("%"):
            break
        core = line[1:].strip()
        start = position + 1 + (line[1:].find(core) if core else 0)
        if key == "authors":
            for part in core.split(";"):
                name = part.strip()
                if name:
                    at = start + part.find(name)
                    reader.add(key, name, at, at + len(name))
                start += len(part) + 1
        elif core:
            reader.add(key, core, start, start + len(core))
        position = min(newline + 1, len(source.text))
    return reader.result(position)
