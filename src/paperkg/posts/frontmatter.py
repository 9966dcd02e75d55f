"""Front matter: YAML, TOML, JSON or a pandoc title block at the top of a post.

Values stay text as written, each with its place. Broken front matter never costs the post: the
fault is reported with its line and the prose below is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from paperkg.errors import FrontMatterError
from paperkg.model import Problem, Source
from paperkg.yamlfile import MAX_BYTES

from . import matter_toml, matter_yaml
from .matter import FrontMatter, Matter

_YAML_ENDS = ("---", "...")
_TOML_ENDS = ("+++",)
_PEEK = 4000
_TITLE_BLOCK = ("title", "authors", "date")


def read_front_matter(source: Source) -> FrontMatter:
    """Return the front matter of a source; a rule at the top of the prose is none."""
    opening = source.text[:200].partition("\n")[0].rstrip()
    start = source.text.find("\n") + 1
    if start and opening == "---":
        return _yaml(source, start)
    if start and opening == "+++":
        return _toml(source, start)
    if opening == "{":
        return _json(source)
    if opening.startswith("% "):
        return _title_block(source)
    return FrontMatter()


def _yaml(source: Source, start: int) -> FrontMatter:
    end, body = _closing(source.text, start, _YAML_ENDS)
    if end < 0:
        return _unclosed(source, start, matter_yaml.KEY_LINE, matter_yaml.read_yaml)
    inside = source.text[start:end]
    first = _first_content(inside)
    if not first:
        return FrontMatter(body=body)
    if not matter_yaml.KEY_LINE.match(first) and first.lstrip()[0] not in "{&!?%":
        return _rule(source, inside)
    matter = Matter(source, start, end)
    try:
        matter_yaml.read_yaml(matter)
    except FrontMatterError as error:
        syntax = error.__cause__ is not None
        if syntax and not matter_yaml.looks_like_keys(inside):
            return _rule(source, inside)
        matter.broken(error)
        if syntax:
            matter_yaml.salvage_yaml(matter)
    return matter.result(body)


def _toml(source: Source, start: int) -> FrontMatter:
    end, body = _closing(source.text, start, _TOML_ENDS)
    if end < 0:
        return _unclosed(source, start, matter_toml.KEY_LINE, matter_toml.read_toml)
    first = _first_content(source.text[start:end])
    if first and not matter_toml.KEY_LINE.match(first):
        return FrontMatter()
    matter = Matter(source, start, end)
    try:
        matter_toml.read_toml(matter)
    except FrontMatterError as error:
        matter.broken(error)
    return matter.result(body)


def _unclosed(
    source: Source, start: int, key_line: re.Pattern[str], read: Callable[[Matter], None]
) -> FrontMatter:
    """Read front matter that is never closed as far as its lines look like it."""
    text = source.text
    if not key_line.match(_first_content(text[start : start + _PEEK])):
        return FrontMatter()
    end = start
    while end < len(text):
        newline = text.find("\n", end)
        newline = len(text) if newline < 0 else newline
        line = text[end:newline]
        if not line.strip() or not (key_line.match(line) or line[0] in " \t-#"):
            break
        end = min(newline + 1, len(text))
    matter = Matter(source, start, end)
    try:
        read(matter)
    except FrontMatterError:
        return FrontMatter()
    closer = text[:3]
    matter.problem("front-matter-open", 1, "front matter is never closed", f"add a line {closer}")
    return matter.result(end)


def _rule(source: Source, inside: str) -> FrontMatter:
    """Take the first line for a rule; warn where what follows looks more like data than prose."""
    if "\n\n" in inside or len(inside) > _PEEK:
        return FrontMatter()
    problem = Problem(
        "front-matter-not-mapping",
        source.file,
        1,
        "what stands between the first two rules is not front matter and was read as text",
        "write it as `key: value` lines",
    )
    return FrontMatter(problems=(problem,))


def _closing(text: str, start: int, closers: tuple[str, ...]) -> tuple[int, int]:
    """Return where the front matter ends and the body begins; (-1, 0) if it is never closed."""
    position = start
    while position < len(text):
        newline = text.find("\n", position)
        if newline < 0:
            newline = len(text)
        if text.startswith(closers, position) and not text[position + 3 : newline].strip():
            return position, min(newline + 1, len(text))
        position = newline + 1
    return -1, 0


def _first_content(inside: str) -> str:
    """Return the first line that is neither blank nor a comment."""
    for line in inside.split("\n", 50)[:50]:
        if line.strip() and not line.lstrip().startswith("#"):
            return line
    return ""


def _json(source: Source) -> FrontMatter:
    """Read an object that begins with a line ``{`` and ends with a line ``}``; JSON is YAML."""
    text = source.text
    close = text.find("\n}")
    if not 0 < close <= MAX_BYTES or not text[1:close].lstrip().startswith('"'):
        return FrontMatter()
    newline = text.find("\n", close + 1)
    body = len(text) if newline < 0 else newline + 1
    matter = Matter(source, 0, close + 2)
    if text[close + 2 : body].strip():
        return FrontMatter()
    try:
        matter_yaml.read_yaml(matter)
    except FrontMatterError as error:
        matter.broken(error)
    return matter.result(body)


def _title_block(source: Source) -> FrontMatter:
    """Read up to three lines ``% title``, ``% author; author``, ``% date`` as pandoc has them."""
    matter = Matter(source, 0, len(source.text))
    text = source.text
    position = 0
    for key in _TITLE_BLOCK:
        if not text.startswith("%", position):
            break
        newline = text.find("\n", position)
        newline = len(text) if newline < 0 else newline
        matter.add_parts(key, position + 1, newline, ";" if key == "authors" else "\n")
        position = min(newline + 1, len(text))
    return matter.result(position)
