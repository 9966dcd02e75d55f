"""Collects the values of one front matter, within limits."""

from __future__ import annotations

from typing import NamedTuple

from paperkg.errors import FrontMatterError
from paperkg.model import FieldValue, Problem, Source

from .clean import clean_value

MAX_VALUE = 500
MAX_LIST = 200
MAX_FIELDS = 1000

# Values of these keys that are one line with commas are lists that lack their brackets.
COMMA_KEYS = frozenset(
    {"tags", "tag", "categories", "category", "keywords", "keyword", "topics", "aliases", "alias"}
)


class FrontMatter(NamedTuple):
    """What stood at the top of a post.

    Attributes:
        fields: Its values, in order.
        body: Where the prose begins.
        problems: What was wrong with it.
    """

    fields: tuple[FieldValue, ...] = ()
    body: int = 0
    problems: tuple[Problem, ...] = ()


class Matter:
    """The front matter ``source.text[start:end]`` while it is read.

    Attributes:
        source: The file.
        start: Where the front matter begins, behind its opening line.
        end: Where it ends, before its closing line.
        text: The front matter.
        first_line: Line of the file on which it begins.
        fields: The values found so far, with places in the file.
        problems: What was wrong so far.
    """

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.text = source.text[start:end]
        self.first_line = source.line_at(start)
        self.fields: list[FieldValue] = []
        self.problems: list[Problem] = []
        self._cut = False

    @property
    def is_full(self) -> bool:
        """Whether no more values are taken."""
        return len(self.fields) >= MAX_FIELDS

    def problem(self, code: str, line: int, message: str, advice: str = "") -> None:
        """Note a problem that costs neither the post nor the rest of its front matter."""
        self.problems.append(Problem(code, self.source.file, line, message, advice))

    def broken(self, error: FrontMatterError) -> None:
        """Note that the front matter cannot be read, and drop what was read of it."""
        self.fields.clear()
        line = error.line if error.line is not None else self.first_line
        self.problem("front-matter-broken", line, error.message, error.advice)

    def cut(self, offset: int, what: str) -> None:
        """Note, once, that something was over a limit."""
        if not self._cut:
            self._cut = True
            line = self.source.line_at(self.start + offset)
            self.problem("front-matter-cut", line, what, "only the first are used")

    def add(self, key: str, value: str, start: int, end: int) -> None:
        """Keep a value that stands at ``text[start:end]``."""
        if self.is_full:
            self.cut(start, f"front matter has more than {MAX_FIELDS} values")
            return
        shown = clean_value(value)
        if len(shown) > MAX_VALUE:
            self.cut(start, f"a value of {key[:40]!r} is over {MAX_VALUE} characters")
            shown = shown[:MAX_VALUE].rstrip()
        if shown:
            self.fields.append(FieldValue(key, shown, self.start + start, self.start + end))

    def add_parts(self, key: str, start: int, end: int, separator: str = ",") -> None:
        """Keep the parts of a list that is written in one line."""
        for part in self.text[start:end].split(separator)[:MAX_LIST]:
            core = part.strip()
            if core:
                at = start + part.find(core)
                self.add(key, core, at, at + len(core))
            start += len(part) + 1

    def result(self, body: int) -> FrontMatter:
        """Return what was found."""
        return FrontMatter(tuple(self.fields), body, tuple(self.problems))
