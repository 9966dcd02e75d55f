"""Where things stand: the page of every resource, and which outside addresses may be linked."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+", re.ASCII)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>\"'`{}|\\^]")


def up(page: str) -> str:
    """Return the way from a page to the site's root.

    >>> up("index.html"), up("paper/bert.html"), up("list/paper/a.html")
    ('', '../', '../../')
    """
    return "../" * page.count("/")


def relative(source: str, target: str) -> str:
    """Return the link from one page of the site to another.

    >>> relative("paper/bert.html", "post/bert.html#o1-5")
    '../post/bert.html#o1-5'
    >>> relative("404.html", "index.html")
    'index.html'
    """
    return up(source) + target


def outside_href(address: str) -> str:
    """Return an address that may stand in a link to the outside, or an empty string.

    Only absolute ``http`` and ``https`` addresses with a host pass; what cannot stand in a URL is
    percent-encoded.

    >>> outside_href("https://arxiv.org/abs/1706.03762")
    'https://arxiv.org/abs/1706.03762'
    >>> outside_href("javascript:alert(1)"), outside_href("//evil.example"), outside_href("a.md")
    ('', '', '')
    >>> outside_href('https://a.example/"onload="x')
    'https://a.example/%22onload=%22x'
    """
    text = address.strip()
    if not text.lower().startswith(("http://", "https://")):
        return ""
    text = _UNSAFE.sub(lambda m: quote(m[0], safe=""), text)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if not host or "@" in parts.netloc:
        return ""
    return text


def contact_href(contact: str) -> str:
    """Return the link to a mail or web address, or an empty string for what is neither.

    >>> contact_href("me@example.org"), contact_href("javascript:alert(1)")
    ('mailto:me@example.org', '')
    """
    name, at, host = contact.strip().removeprefix("mailto:").partition("@")
    if at and _MAIL.fullmatch(name) and _MAIL.fullmatch(host):
        return f"mailto:{name}@{host}"
    return outside_href(contact)


def is_relative(address: str) -> bool:
    """Whether an address names no scheme and no host.

    >>> is_relative("../bert.md"), is_relative("javascript:x"), is_relative("//host/x")
    (True, False, False)
    """
    text = _UNSAFE.sub("", address)
    return bool(text) and not _SCHEME.match(text) and not text.startswith(("//", "\\"))


def anchor(start: int, end: int) -> str:
    """Return the anchor of a span in the page of its post."""
    return f"o{start}-{end}"


def twin(page: str, suffix: str) -> str:
    """Return the address of a page's RDF twin.

    >>> twin("paper/bert.html", "ttl")
    'paper/bert.ttl'
    """
    return str(PurePosixPath(page).with_suffix(f".{suffix}"))
