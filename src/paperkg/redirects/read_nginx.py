"""Evaluates the part of an nginx configuration that the rules use."""

from __future__ import annotations

import re

from paperkg.redirects.answer import Answer

_MAP = re.compile(
    r'^map "?(?P<source>[^" ]+)"? \$(?P<name>\w+) \{\n(?P<rows>.*?)^\}', re.MULTILINE | re.DOTALL
)
_ROW = re.compile(r'^\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>\S+)) (?:"(?P<empty>)"|(?P<value>\S+));$')
_PLACE = re.compile(
    r'^    location ~ "(?P<pattern>[^"]+)" \{\n(?P<body>.*?)^    \}', re.MULTILINE | re.DOTALL
)
_RETURN = re.compile(r"return 303 (\S+);")
_VARIABLE = re.compile(r"\$(\w+)")


def answer_nginx(text: str, path: str, accept: str) -> Answer:
    """Return what the server of a configuration answers."""
    values = {"http_accept": accept, "uri": path}
    for found in _MAP.finditer(text):
        source = _filled(found["source"], values)
        values[found["name"]] = _looked_up(found["rows"], source)
    if values.get("paperkg_gone") == "1":
        return Answer(410)
    for place in _PLACE.finditer(text):
        match = re.search(_python(place["pattern"]), path)
        target = _RETURN.search(place["body"])
        if match and target:
            if "return 406" in place["body"] and not values["paperkg_suffix"]:
                return Answer(406)
            return Answer(303, _filled(target[1], {**values, **match.groupdict()}))
    return Answer(200)


def _looked_up(rows: str, source: str) -> str:
    """Return the value of a map: plain strings go before patterns, patterns in their order."""
    default, patterns = "", []
    for line in rows.splitlines():
        row = _ROW.match(line)
        if row is None:
            raise ValueError(f"cannot evaluate {line.strip()}")
        key = row["plain"] if row["quoted"] is None else row["quoted"]
        value = row["value"] or ""
        if key == "default":
            default = value
        elif key.startswith("~"):
            patterns.append((key, value))
        elif key == source:
            return value
    for key, value in patterns:
        flags = re.IGNORECASE if key.startswith("~*") else 0
        found = re.search(_python(key.lstrip("~*")), source, flags)
        if found:
            return _filled(value, found.groupdict())
    return default


def _python(pattern: str) -> str:
    return pattern.replace("(?<paperkg", "(?P<paperkg")


def _filled(text: str, values: dict[str, str]) -> str:
    return _VARIABLE.sub(lambda m: values[m[1]], text)
