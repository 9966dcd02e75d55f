"""Reads pages as a browser would, without one."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}


@dataclass
class Parsed:
    path: Path
    ids: list[str] = field(default_factory=list)
    refs: list[tuple[str, str, str, dict]] = field(default_factory=list)
    tags: list[tuple[str, dict]] = field(default_factory=list)
    scripts: list[tuple[dict, str]] = field(default_factory=list)
    text: str = ""
    open_at_end: list[str] = field(default_factory=list)
    misnested: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, parsed: Parsed) -> None:
        super().__init__(convert_charrefs=True)
        self.parsed = parsed
        self.stack: list[str] = []
        self.script: list[str] | None = None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.parsed.tags.append((tag, found))
        if "id" in found:
            self.parsed.ids.append(found["id"])
        for name in (
            "href",
            "src",
            "action",
            "data",
            "poster",
            "srcset",
            "xlink:href",
            "formaction",
        ):
            if found.get(name):
                self.parsed.refs.append((tag, name, found[name], found))
        if tag not in VOID:
            self.stack.append(tag)
        if tag == "script":
            self.script = []
            self.parsed.scripts.append((found, ""))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag):
        if tag == "script" and self.script is not None:
            self.parsed.scripts[-1] = (self.parsed.scripts[-1][0], "".join(self.script))
            self.script = None
        if not self.stack or self.stack[-1] != tag:
            self.parsed.misnested.append(f"</{tag}> in {self.stack[-3:]}")
            if tag in self.stack:
                while self.stack.pop() != tag:
                    pass
            return
        self.stack.pop()

    def handle_data(self, data):
        if self.script is not None:
            self.script.append(data)
        else:
            self.parsed.text += data


def parse(path: Path) -> Parsed:
    parsed = Parsed(path)
    reader = _Reader(parsed)
    reader.feed(path.read_bytes().decode())
    reader.close()
    parsed.open_at_end = [t for t in reader.stack if t not in {"html", "body"}]
    return parsed


def parse_all(site: Path) -> dict[str, Parsed]:
    return {p.relative_to(site).as_posix(): parse(p) for p in sorted(site.rglob("*.html"))}
