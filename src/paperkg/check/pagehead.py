"""Reads what a page says to machines: the links of its head, and the data inside it."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

_LINK = re.compile(rb"<link\s([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_SCRIPT = re.compile(rb'<script type="application/ld\+json">(.*?)</script', re.DOTALL)
_LANGUAGE = re.compile(rb'<html lang="[A-Za-z-]+"')


class Link(NamedTuple):
    """A typed link (RFC 8288): relations, target, media type."""

    rel: tuple[str, ...]
    href: str
    type: str


class PageHead(NamedTuple):
    """What a page says to machines.

    Attributes:
        links: Its typed links.
        data: JSON-LD inside the page, as it stands there.
        broken: How many scripts end inside the data.
        size: Bytes of the page.
    """

    links: tuple[Link, ...]
    data: tuple[bytes, ...]
    broken: int
    size: int

    def targets(self, rel: str) -> list[Link]:
        """Return the links of a relation."""
        return [link for link in self.links if rel in link.rel]


def read_head(page: bytes) -> PageHead:
    """Read the head of a page that paperkg wrote (attributes are quoted, in lower case)."""
    head, _, _ = page.partition(b"</head>")
    links = []
    for match in _LINK.finditer(head):
        found = {
            name: unescape(value)
            for name, value in _ATTRIBUTE.findall(match[1].decode("utf-8", "replace"))
        }
        links.append(
            Link(tuple(found.get("rel", "").split()), found.get("href", ""), found.get("type", ""))
        )
    data = tuple(_SCRIPT.findall(head))
    started = page.count(b'<script type="application/ld+json"')
    broken = sum(b"<" in text for text in data) + started - len(data)
    return PageHead(tuple(links), data, broken, len(page))
