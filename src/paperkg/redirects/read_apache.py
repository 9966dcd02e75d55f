"""Evaluates the part of mod_rewrite that the rules use."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from functools import lru_cache

from paperkg.redirects.answer import Answer

_VALUE = re.compile(r"reqenv\('(\w+)'\)|'([^']*)'")
_TEST = re.compile(r"(\S+)\s+(>=|>)\s+(\S+)")


def answer_apache(text: str, path: str, accept: str) -> Answer:
    """Return what a ``.htaccess`` leads to, for a path below its folder."""
    env: dict[str, str] = {}
    conditions: list[Sequence[str]] = []
    skip = 0
    for words in _directives(text):
        if words[0] == "RewriteCond":
            conditions.append(words[1:])
            continue
        if skip:
            skip, conditions = skip - 1, []
            continue
        pattern, target = words[1], words[2]
        flags = words[3].strip("[]").split(",") if len(words) > 3 else []
        found = re.search(pattern.removeprefix("!"), path)
        group = _hold(conditions, accept, env)
        conditions = []
        if bool(found) == pattern.startswith("!") or group is None:
            continue
        for flag in flags:
            name, _, value = flag.partition("=")
            if name == "E":
                key, _, filled = value.partition(":")
                env[key] = filled.replace("%1", group)
            elif name == "S":
                skip = int(value)
            elif name == "G":
                return Answer(410)
            elif name == "R":
                return Answer(int(value), "" if target == "-" else _filled(target, found))
    return Answer(200)


def _filled(target: str, found: re.Match[str] | None) -> str:
    groups = found.groups("") if found else ()
    for number, text in enumerate(groups, 1):
        target = target.replace(f"${number}", text)
    return target


@lru_cache(maxsize=4)  # one file is asked about many addresses
def _directives(text: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for line in text.splitlines():
        if line.startswith(("RewriteCond", "RewriteRule")):
            lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
            lexer.whitespace_split, lexer.escape, lexer.quotes = True, "", '"'
            lexer.commenters = ""
            found.append(tuple(lexer))
    return tuple(found)


def _hold(conditions: Sequence[Sequence[str]], accept: str, env: dict[str, str]) -> str | None:
    """Return the first group of the last condition, or ``None`` if one does not hold."""
    group = ""
    for subject, pattern, *flags in conditions:
        if subject == "expr":
            if not all(_compare(test, env) for test in pattern.split(" && ")):
                return None
            continue
        if subject != "%{HTTP_ACCEPT}":
            raise ValueError(f"cannot evaluate RewriteCond {subject}")
        found = re.search(pattern, accept, re.IGNORECASE if "[NC]" in flags else 0)
        if found is None:
            return None
        group = found[1] if found.re.groups and found[1] else ""
    return group


def _compare(test: str, env: dict[str, str]) -> bool:
    parts = _TEST.fullmatch(test)
    if parts is None:
        raise ValueError(f"cannot evaluate {test}")

    def value(word: str) -> str:
        found = _VALUE.fullmatch(word)
        if found is None:
            raise ValueError(f"cannot evaluate {word}")
        return env.get(found[1], "") if found[1] else found[2]

    one, other = value(parts[1]), value(parts[3])
    return one >= other if parts[2] == ">=" else one > other
