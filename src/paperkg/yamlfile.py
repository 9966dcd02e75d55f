"""The only module that reads YAML: carefully from strangers, fast from ourselves.

Text from strangers is read event by event: no object is ever constructed from a tag, no alias is
followed, nothing recurses, and every value stays the text that was written, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from paperkg.errors import FrontMatterError, SourceError

MAX_BYTES = 64 * 1024
MAX_BRACKETS = 2000
MAX_DEPTH = 32

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")


@dataclass(slots=True)
class YamlScalar:
    """A scalar as written.

    Attributes:
        text: Its value; numbers, dates and truth values are not interpreted.
        start: Where it begins in the text, quotes included.
        end: Where it ends.
        plain: Whether it stands without quotes.
    """

    text: str
    start: int
    end: int
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether YAML takes it for nothing."""
        return self.plain and self.text in _NULL


@dataclass(slots=True)
class YamlList:
    """A sequence."""

    items: list[YamlNode] = field(default_factory=list)


@dataclass(slots=True)
class YamlMap:
    """A mapping in the order written; keys are scalars and may repeat."""

    items: list[tuple[YamlScalar, YamlNode]] = field(default_factory=list)


YamlNode = YamlScalar | YamlList | YamlMap


def parse_untrusted(text: str, *, path: str, first_line: int = 1) -> YamlMap:
    """Return the mapping that a stranger's YAML text describes, with the place of every scalar.

    Args:
        text: The YAML text, at most 64 kB.
        path: The file, for messages.
        first_line: Line of the file on which ``text`` begins.

    Raises:
        FrontMatterError: It is too large, too deep, no mapping, or uses anchors, aliases or tags.
    """
    root = _tree(text, path, first_line)
    if root is None:
        return YamlMap()
    if not isinstance(root, YamlMap):
        raise FrontMatterError(
            "front matter is not made of `key: value` lines", path=path, line=first_line
        )
    return root


def parse_list(text: str, *, path: str, what: str, max_bytes: int = MAX_BYTES) -> YamlList:
    """Return the list that a stranger's YAML text describes, with the place of every scalar.

    Args:
        text: The YAML text.
        path: The file, for messages.
        what: What it holds, for messages.
        max_bytes: How long it may be; one bracket is allowed for each 16 bytes of that.

    Raises:
        FrontMatterError: As :func:`parse_untrusted`, but for text that is no list.
    """
    root = _tree(text, path, 1, what, max_bytes, max(MAX_BRACKETS, max_bytes // 16))
    if root is None:
        return YamlList()
    if not isinstance(root, YamlList):
        raise FrontMatterError(
            f"{what} is not a list", path=path, line=1, advice="begin every entry with `- `"
        )
    return root


def plain_value(node: YamlNode, text: str, *, path: str) -> object:
    """Return a part of a tree as plain values, as :func:`load_untrusted` does.

    Raises:
        FrontMatterError: A key is given twice.
    """
    return _plain(node, text, path, 1)


def line_of(node: YamlNode, text: str) -> int:
    """Return the line, from 1, on which the first scalar of a part of a tree stands; 0 if none."""
    while not isinstance(node, YamlScalar):
        if not node.items:
            return 0
        first = node.items[0]
        node = first[0] if isinstance(first, tuple) else first
    return text.count("\n", 0, node.start) + 1


def _tree(
    text: str,
    path: str,
    first_line: int,
    what: str = "front matter",
    max_bytes: int = MAX_BYTES,
    max_brackets: int = MAX_BRACKETS,
) -> YamlNode | None:
    _check_size(text, path, first_line, what, max_bytes, max_brackets)
    builder = _Builder(text, path, first_line, what)
    try:
        loader = yaml.SafeLoader(text)
        while loader.check_event():
            builder.take(loader.get_event())  # type: ignore[no-untyped-call]
    except FrontMatterError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + text.count("\n", 0, _index(mark))
        what = error.problem or error.context or "cannot be read"
        raise FrontMatterError(
            f"this is not YAML: {_one_line(what)}",
            path=path,
            line=line,
            advice="put quotes around a value that holds ': ' or begins with a special character",
        ) from error
    except Exception as error:  # PyYAML also raises ValueError, IndexError and RecursionError
        raise FrontMatterError(
            f"this is not YAML: {_one_line(str(error))}",
            path=path,
            line=first_line,
            advice="save it as plain UTF-8 text without control characters",
        ) from error
    return builder.root()


def load_untrusted(text: str, *, path: str, first_line: int = 1) -> Mapping[str, object]:
    """Return a stranger's YAML mapping as plain values.

    Values are ``str``, ``int``, ``bool``, ``None``, lists and dicts; dates and decimal numbers
    stay text. Keys are text.

    Raises:
        FrontMatterError: As :func:`parse_untrusted`, and for a key that is given twice.
    """
    return _plain_map(
        parse_untrusted(text, path=path, first_line=first_line), text, path, first_line
    )


def load_trusted(path: Path) -> object:
    """Return what a data file of our own holds, read with the C loader where there is one.

    Raises:
        SourceError: The file cannot be read or is not YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark is not None else None
        raise SourceError(
            f"this is not YAML: {_one_line(error.problem or str(error))}", path=str(path), line=line
        ) from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SourceError(f"cannot be read: {_one_line(str(error))}", path=str(path)) from error


def dump_plain(value: object) -> str:
    """Return lists, mappings and scalars as YAML, keys in their order, text unescaped."""
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100, encoding=None))


def _one_line(text: str) -> str:
    return " ".join(ascii(text)[1:-1].replace("\\n", " ").split())[:200]


def _check_size(
    text: str, path: str, first_line: int, what: str, max_bytes: int, max_brackets: int
) -> None:
    if len(text) > max_bytes or len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        raise FrontMatterError(
            f"{what} is over {max_bytes // 1024} kB",
            path=path,
            line=first_line,
            advice="move prose below the front matter" if what == "front matter" else "",
        )
    if text.count("[") + text.count("{") > max_brackets:
        raise FrontMatterError(
            f"{what} has over {max_brackets} brackets", path=path, line=first_line
        )


class _Builder:
    """Builds the tree from events, with a stack of its own in place of recursion."""

    def __init__(self, text: str, path: str, first_line: int, what: str) -> None:
        self.text = text
        self.what = what
        self.path = path
        self.first_line = first_line
        self.top = YamlList()
        self.stack: list[YamlList | YamlMap] = [self.top]
        self.keys: list[YamlScalar | None] = [None]
        self.documents = 0

    def refuse(self, what: str, event: yaml.Event, advice: str = "") -> FrontMatterError:
        line = self.first_line + self.text.count("\n", 0, _index(event.start_mark))
        return FrontMatterError(what, path=self.path, line=line, advice=advice)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self.refuse("anchors and aliases are not allowed", event, "write the value out")
        if getattr(event, "tag", None) is not None:
            raise self.refuse("tags such as !!python are not allowed", event, "leave the tag out")
        if isinstance(event, yaml.ScalarEvent):
            start, end = _index(event.start_mark), _index(event.end_mark)
            self.add(YamlScalar(event.value, start, end, event.style is None), event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.enter(YamlList(), event)
        elif isinstance(event, yaml.MappingStartEvent):
            self.enter(YamlMap(), event)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self.stack.pop()
            self.keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.refuse(f"{self.what} holds more than one document", event)

    def enter(self, node: YamlList | YamlMap, event: yaml.Event) -> None:
        if len(self.stack) > MAX_DEPTH:
            raise self.refuse(f"{self.what} is nested more than {MAX_DEPTH} deep", event)
        self.add(node, event)
        self.stack.append(node)
        self.keys.append(None)

    def add(self, node: YamlNode, event: yaml.Event) -> None:
        parent = self.stack[-1]
        key = self.keys[-1]
        if isinstance(parent, YamlList):
            parent.items.append(node)
        elif key is not None:
            parent.items.append((key, node))
            self.keys[-1] = None
        elif isinstance(node, YamlScalar):
            self.keys[-1] = node
        else:
            raise self.refuse("a key must be a word", event)

    def root(self) -> YamlNode | None:
        if not self.top.items:
            return None
        root = self.top.items[0]
        return None if isinstance(root, YamlScalar) and root.is_null else root


def _index(mark: object) -> int:
    """Return the offset of a mark; events of this loader always have one."""
    return int(getattr(mark, "index", 0))


def _plain_map(node: YamlMap, text: str, path: str, first_line: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in node.items:
        if key.text in found:
            line = first_line + text.count("\n", 0, key.start)
            raise FrontMatterError(
                f"key {_one_line(key.text)!r} is given twice", path=path, line=line
            )
        found[key.text] = _plain(value, text, path, first_line)
    return found


def _plain(node: YamlNode, text: str, path: str, first_line: int) -> object:
    if isinstance(node, YamlMap):
        return _plain_map(node, text, path, first_line)
    if isinstance(node, YamlList):
        return [_plain(item, text, path, first_line) for item in node.items]
    if not node.plain:
        return node.text
    if node.text in _NULL:
        return None
    if node.text in _TRUE or node.text in _FALSE:
        return node.text in _TRUE
    return int(node.text) if _INTEGER.fullmatch(node.text) else node.text
