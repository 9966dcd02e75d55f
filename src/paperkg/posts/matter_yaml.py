"""YAML front matter to flat values, each as written and with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from paperkg.yamlfile import YamlMap, YamlNode, YamlScalar, parse_untrusted

from .clean import clean_value
from .matter import COMMA_KEYS, MAX_LIST, Matter

KEY_LINE = re.compile(
    r"""[ \t]*(?:[^\s#:\-"'\[\]{},&*!|>%@`][^:\n]{0,80}|"[^"\n]{1,80}"|'[^'\n]{1,80}')"""
    r"""[ \t]{0,9}:(?:[ \t]|$)"""
)
_SIMPLE_LINE = re.compile(
    r"([A-Za-z_][\w.-]{0,60})[ \t]{0,9}:[ \t]{1,20}([^\s\[{&*!|>%@`].{0,2000})$"
)


class _Entry(NamedTuple):
    """A key with the scalars below it."""

    path: tuple[str, ...]
    values: list[YamlScalar]
    where: int
    again: bool  # the same mapping gives this key once more


def read_yaml(matter: Matter) -> None:
    """Add the values of YAML front matter.

    Nested keys are joined with a dot, lists give one value per element, and where a key is given
    twice the last one counts, as everywhere.

    Raises:
        FrontMatterError: As :func:`parse_untrusted`.
    """
    root = parse_untrusted(matter.text, path=matter.source.file, first_line=matter.first_line)
    for entry in _walk(root, ()):
        name = clean_value(".".join(entry.path)).lower()
        if entry.again:
            line = matter.source.line_at(matter.start + entry.where)
            what = f"key {name[:60]!r} is given twice"
            matter.problem("front-matter-duplicate-key", line, what, "the last one is used")
            continue
        if len(entry.values) > MAX_LIST:
            matter.cut(entry.where, f"the list {name[:40]!r} has over {MAX_LIST} values")
        for value in entry.values[:MAX_LIST]:
            if not value.is_null:
                _add(matter, name, value)


def salvage_yaml(matter: Matter) -> None:
    """Keep the simple ``key: value`` lines of YAML that does not parse.

    What breaks it is nearly always one value, such as a title that holds a colon.
    """
    position = 0
    for line in matter.text.split("\n"):
        hit = _SIMPLE_LINE.match(line)
        if hit is not None:
            value = hit.group(2).rstrip()
            core = value.strip("\"'").strip()
            if core:
                start = position + hit.start(2) + value.find(core)
                matter.add(hit.group(1).lower(), core, start, start + len(core))
        position += len(line) + 1


def looks_like_keys(text: str) -> bool:
    """Return whether the lines that are not indented are ``key: value``.

    Most must be, and all where some lines are blank, for prose between two rules has paragraphs.
    """
    keys = others = 0
    for line in text.split("\n"):
        if line.strip() and line[0] not in " \t#-":
            if KEY_LINE.match(line):
                keys += 1
            else:
                others += 1
    return others <= (0 if "\n\n" in text else keys)


def _walk(root: YamlMap, prefix: tuple[str, ...]) -> Iterator[_Entry]:
    """Yield every key with its scalars; the loader bounds the depth."""
    last = {key.text: number for number, (key, _) in enumerate(root.items)}
    for number, (key, node) in enumerate(root.items):
        path = (*prefix, key.text.strip())
        if last[key.text] != number:
            yield _Entry(path, [], key.start, again=True)
            continue
        scalars, maps = _leaves(node)
        if scalars:
            yield _Entry(path, scalars, key.start, again=False)
        for inner in maps:
            yield from _walk(inner, path)


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


def _add(matter: Matter, key: str, value: YamlScalar) -> None:
    text = matter.text
    start, end = value.start, value.end
    while end > start and text[end - 1].isspace():
        end -= 1
    core = value.text.strip()
    if not value.plain and end - start >= 2 and text[start] in "\"'":
        start, end = start + 1, end - 1
    elif core and (found := text.find(core, start, end)) >= 0:
        start, end = found, found + len(core)
    if value.plain and key in COMMA_KEYS and "," in core and "\n" not in text[start:end]:
        matter.add_parts(key, start, end)
    else:
        matter.add(key, value.text, start, end)
