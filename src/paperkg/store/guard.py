"""Refuses queries that no engine should see, before any parser sees them.

Oxigraph's parser recurses: a nested query of 5 kB overflows the stack, which no ``except`` can
catch, and 500 plain patterns keep its optimiser busy for minutes. It always follows SERVICE. So the
text is cut into tokens here (SPARQL 1.1, section 19.8), with strings, IRIs and comments put aside,
and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from paperkg.errors import QueryError

MAX_CHARACTERS = 64_000
MAX_TOKENS = 10_000
MAX_DEPTH = 32
"""Brackets open at the same time, of all kinds together."""
MAX_PATTERNS = 100
"""Triple patterns and groups: dots, semicolons and commas outside parentheses, and braces."""
MAX_SLASHES = 100
MAX_OPERATORS = 1_000

_TOKEN = re.compile(
    r'''(?P<space>[\s]+|\#[^\n\r]*)
    |(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$]\w+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<prefix>(?:[^\W\d_][\w.-]*|_)?):(?P<local>(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d_]\w*)
    |(?P<sign>.)''',
    re.VERBOSE | re.DOTALL,
)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(
    ("insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add", "with")
)
_FORMS = frozenset(["select", "construct", "ask", "describe"])
_OPEN, _CLOSE = "{([", "})]"
_ADVICE = "simplify the query, or split it"


class Token(NamedTuple):
    """A piece of a query.

    Attributes:
        kind: ``iri``, ``text``, ``variable``, ``word``, ``prefix``, ``sign`` ...
        text: The piece; for ``prefix`` the part before the colon.
        start: Where it begins.
    """

    kind: str
    text: str
    start: int


class Shape(NamedTuple):
    """What a look at the tokens tells of a query.

    Attributes:
        form: ``select``, ``construct``, ``ask`` or ``describe``; empty if it is none of them.
        datasets: Whether it names graphs with FROM.
        prefixes: The prefixes that it uses, and perhaps some words more.
    """

    form: str
    datasets: bool
    prefixes: frozenset[str] = frozenset()


def tokens(query: str) -> Iterator[Token]:
    """Cut a query into tokens, white space and comments left out."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or "sign"
        if kind == "local":
            yield Token("prefix", match["prefix"], match.start())
        elif kind != "space":
            yield Token(kind, match[0], match.start())


def inspect(query: str, *, federated: bool = False) -> Shape:
    """Look at a query before it is parsed, and refuse what could do harm.

    Args:
        query: The text.
        federated: Whether SERVICE is allowed.

    Returns:
        What kind of query it is.

    Raises:
        QueryError: It is an update, uses SERVICE, is too long, too deep or too large.
    """
    if len(query) > MAX_CHARACTERS:
        raise _refusal(query, 0, f"the query is longer than {MAX_CHARACTERS} characters")
    shape = _scan(query, federated=federated)
    plain = _CODE_POINT.sub(_decoded, query)
    if plain != query:  # section 19.2: escapes of code points come before everything else
        more = _scan(plain, federated=federated)
        shape = shape._replace(prefixes=shape.prefixes | more.prefixes)
    return shape


def _decoded(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "?"


def _scan(query: str, *, federated: bool) -> Shape:
    form, datasets, prefixes = "", False, set()
    counts = _Counts(query)
    for number, token in enumerate(tokens(query)):
        if number >= MAX_TOKENS:
            raise _refusal(query, token.start, f"the query has more than {MAX_TOKENS} tokens")
        if token.kind in ("word", "prefix"):
            prefixes.add(token.text)
            word = token.text.lower()
            # the parser sees keywords without white space around them, even in "trueSERVICEx:y"
            if "service" in word and not federated:
                raise _refusal(
                    query, token.start, "SERVICE is not allowed", "ask each endpoint by itself"
                )
            if token.kind == "word":
                if not form and word in _UPDATES:
                    advice = "only SELECT, CONSTRUCT, ASK and DESCRIBE are answered"
                    raise _refusal(query, token.start, "updates are not allowed", advice)
                if not form and word in _FORMS:
                    form = word
                datasets = datasets or word == "from"
        elif token.text in "\"'":
            raise _refusal(query, token.start, "a text is not closed", "add the closing quote")
        elif token.kind == "sign":
            counts.add(token)
    return Shape(form, datasets, frozenset(prefixes))


class _Counts:
    def __init__(self, query: str) -> None:
        self._query = query
        self._open: list[str] = []
        self._round = self._patterns = self._slashes = self._operators = 0

    def add(self, token: Token) -> None:
        sign = token.text
        if sign in _OPEN:
            self._open.append(sign)
            self._round += sign == "("
            self._patterns += sign == "{"
        elif sign in _CLOSE:
            if self._open:
                self._round -= self._open.pop() == "("
        elif sign in ".;,":
            self._patterns += not self._round
        elif sign == "/":
            self._slashes += 1
        else:
            self._operators += 1
        self._check(token)

    def _check(self, token: Token) -> None:
        for many, limit, what in (
            (len(self._open), MAX_DEPTH, "brackets are nested"),
            (self._patterns, MAX_PATTERNS, "patterns and groups"),
            (self._slashes, MAX_SLASHES, "path steps"),
            (self._operators, MAX_OPERATORS, "operators"),
        ):
            if many > limit:
                said = (
                    f"{what} more than {limit} deep"
                    if "nested" in what
                    else f"more than {limit} {what}"
                )
                raise _refusal(self._query, token.start, f"the query is too large: {said}")


def _refusal(query: str, at: int, message: str, advice: str = _ADVICE) -> QueryError:
    line = query.count("\n", 0, at) + 1
    return QueryError(message, query=query, line=line, advice=advice)
