"""Links, code spans and inline formulas of one block, in one pass over its special characters.

Brackets are matched with a stack, addresses with bounded patterns, so that the work stays linear
in the length of the block. Only addresses a reader can follow are links: ``http``, ``https``,
relative paths, ``doi:`` and ``arxiv:``; ``javascript:``, ``data:`` and ``file:`` are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from paperkg.model import LinkKind

_TOKEN = re.compile(r"`+|!?\[\[?|\]|<|\$|\\.|https?://|www\.|%%", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(
    r"\(\s{0,9}(?:<([^<>\n]{0,2000})>"
    r"|([^\s()]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,9}))"
    r"""(?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)"""
)
_SPACED_ADDRESS = re.compile(r"\(\s{0,9}([^()\n\"<>]{1,300})\)")
_WIKI = re.compile(r"!?\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_LABEL = re.compile(r"\[([^\[\]\n]{0,300})\]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"`|\\^{}\[\]“”，。；]{1,2000}", re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?://|doi:|arxiv:)[^\s<>]{1,2000})>", re.IGNORECASE)
_COMMENT_END = "-->"
_ANCHOR = re.compile(r"<(a|img)\s([^<>]{0,2000})>", re.IGNORECASE)
_HREF = re.compile(
    r"""(?:href|src)\s{0,5}=\s{0,5}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))""",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:")
_ARXIV = re.compile(
    r"(?:https?://)?(?:www\.|export\.|browse\.|[a-z]{2}\.)?(?:arxiv\.org|ar5iv\.org|ar5iv\.labs\.arxiv\.org|alphaxiv\.org)/"
    r"|arxiv:",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:|https?://[^/]{1,100}/doi/(?:[a-z]{1,9}/)?10\.",
    re.IGNORECASE,
)
_FORMULA_LIMIT = 2000
_TEXT_LIMIT = 2000


class RawLink(NamedTuple):
    """A link before it is known to which post it leads; fields as in :class:`Link`."""

    kind: LinkKind
    target: str
    start: int
    end: int
    text_start: int
    text_end: int


class Inline(NamedTuple):
    """What one block holds besides words.

    Attributes:
        links: Its links, by start.
        protected: Links, code spans and formulas, sorted, not overlapping.
        hidden: Comments in it, sorted.
        labels: Labels of reference definitions that were used.
    """

    links: list[RawLink]
    protected: list[tuple[int, int]]
    hidden: list[tuple[int, int]]
    labels: set[str]


def scan_inline(text: str, start: int, end: int, definitions: Mapping[str, str]) -> Inline | None:
    """Return the links and formulas of ``text[start:end]``, or None if there are none.

    Args:
        text: The whole source.
        start: Start of the block.
        end: End of the block.
        definitions: Addresses of reference links, by :func:`label_key`.
    """
    first = _TOKEN.search(text, start, end)
    if first is None:
        return None
    return _Scan(text, end, definitions).run(first.start())


def label_key(label: str) -> str:
    """Return the form in which two labels of reference links are the same."""
    return " ".join(label.split()).casefold()


def classify(target: str, *, image: bool = False) -> LinkKind | None:
    """Return where an address leads; None if no reader could follow it.

    >>> classify("https://arxiv.org/abs/1706.03762"), classify("bert.md"), classify("data:x")
    (<LinkKind.ARXIV: 'arxiv'>, <LinkKind.POST: 'post'>, None)
    """
    scheme = _SCHEME.match(target)
    if scheme is not None and scheme.group().lower() not in {"http:", "https:", "doi:", "arxiv:"}:
        return None
    if image:
        return LinkKind.IMAGE
    if _ARXIV.match(target):
        return LinkKind.ARXIV
    if _DOI.match(target):
        return LinkKind.DOI
    if scheme is not None or target.startswith("//") or target[:4].lower() == "www.":
        return LinkKind.WEB
    return LinkKind.POST


class _Scan:
    def __init__(self, text: str, end: int, definitions: Mapping[str, str]) -> None:
        self.text = text
        self.end = end
        self.definitions = definitions
        self.links: list[RawLink] = []
        self.spans: list[tuple[int, int]] = []
        self.hidden: list[tuple[int, int]] = []
        self.labels: set[str] = set()
        self.open: list[tuple[int, bool]] = []
        self.absent: set[str] = set()

    def run(self, start: int) -> Inline:
        skip = start
        for hit in _TOKEN.finditer(self.text, start, self.end):
            at = hit.start()
            if at >= skip:
                skip = max(skip, self.token(hit.group(), at, hit.end()))
        self.links.sort(key=lambda link: (link.start, -link.end))
        protected: list[tuple[int, int]] = []
        for span in sorted(self.spans):
            if not protected or span[0] >= protected[-1][1]:
                protected.append(span)
            elif span[1] > protected[-1][1]:
                protected[-1] = (protected[-1][0], span[1])
        return Inline(self.links, protected, self.hidden, self.labels)

    def token(self, token: str, at: int, after: int) -> int:
        """Handle one token; return the offset from which the next may start."""
        first = token[0]
        if first == "`":
            return self.code(token, at, after)
        if first == "]":
            return self.close(at)
        if first in "![":
            return self.bracket(token, at, after)
        if first == "<":
            return self.angle(at)
        if first == "$":
            return self.dollar(at)
        if first == "\\":
            return self.escape(token, at, after)
        if first == "%":
            return self.percent(at)
        return self.bare(at)

    def find(self, needle: str, start: int, limit: int = 0) -> int:
        """Find a closer, near or anywhere in the block; one that is absent is looked for once."""
        if limit:
            return self.text.find(needle, start, min(self.end, start + limit))
        if needle in self.absent:
            return -1
        found = self.text.find(needle, start, self.end)
        if found < 0:
            self.absent.add(needle)
        return found

    def code(self, ticks: str, at: int, after: int) -> int:
        if len(ticks) > 16:  # a rule drawn with back-ticks
            return after
        close = self.find(ticks, after)
        while close >= 0 and self.text[close + len(ticks) : close + len(ticks) + 1] == "`":
            run = close + len(ticks)
            while run < self.end and self.text[run] == "`":
                run += 1
            close = self.find(ticks, run)
        if close < 0:
            return after
        self.spans.append((at, close + len(ticks)))
        return close + len(ticks)

    def bracket(self, token: str, at: int, after: int) -> int:
        image = token[0] == "!"
        if token.endswith("[["):
            wiki = _WIKI.match(self.text, at, self.end)
            if wiki is not None and any(c.isalpha() for c in wiki.group(1)):
                self.wikilink(wiki, image=image)
                return wiki.end()
            self.open.append((at, image))
            self.open.append((after - 1, False))
            return after
        self.open.append((at, image))
        return after

    def wikilink(self, hit: re.Match[str], *, image: bool) -> None:
        name = hit.group(1).split("#")[0].strip().rstrip("\\").strip()
        group = 2 if hit.group(2) else 1
        kind = LinkKind.WIKILINK
        if image and _has_suffix(name, _PICTURES):
            kind = LinkKind.IMAGE
        self.links.append(RawLink(kind, name, *hit.span(), *hit.span(group)))
        self.spans.append(hit.span())

    def close(self, at: int) -> int:
        if not self.open:
            return at + 1
        opened, image = self.open.pop()
        text_start = opened + (2 if image else 1)
        follower = self.text[at + 1 : at + 2] if at + 1 < self.end else ""
        target, end = None, at + 1
        if follower == "(":
            found = _ADDRESS.match(self.text, at + 1, self.end)
            if found is not None:
                target, end = (
                    (found.group(1) if found.group(2) is None else found.group(2)),
                    found.end(),
                )
            else:
                found = _SPACED_ADDRESS.match(self.text, at + 1, self.end)
                if found is not None and " " in found.group(1).strip():
                    target, end = found.group(1).strip(), found.end()
        elif self.definitions and at - text_start <= 300:
            label = self.text[text_start:at]
            if follower == "[":
                found = _LABEL.match(self.text, at + 1, self.end)
                if found is not None:
                    label = found.group(1) or label
                    end = found.end()
            key = label_key(label)
            target = self.definitions.get(key)
            if target is not None:
                self.labels.add(key)
        if target is None:
            return at + 1
        self.spans.append((opened, end))
        kind = classify(target, image=image) if target else None
        if kind is not None:
            self.links.append(RawLink(kind, target, opened, end, text_start, at))
        if not image:
            # A link holds no link: brackets still open cannot become one.
            self.open = [entry for entry in self.open if entry[1]]
        return end

    def angle(self, at: int) -> int:
        text = self.text
        if text.startswith("<!--", at):
            close = self.find(_COMMENT_END, at + 4)
            stop = close + 3 if close >= 0 else self.end
            self.hidden.append((at, stop))
            return stop
        auto = _AUTOLINK.match(text, at, self.end)
        if auto is not None:
            kind = classify(auto.group(1))
            if kind is not None:
                self.links.append(RawLink(kind, auto.group(1), *auto.span(), *auto.span(1)))
            self.spans.append(auto.span())
            return auto.end()
        tag = _ANCHOR.match(text, at, self.end)
        return self.tag(tag) if tag is not None else at + 1

    def tag(self, tag: re.Match[str]) -> int:
        address = _HREF.search(tag.group(2))
        if address is None:
            return tag.end()
        target = address.group(1) or address.group(2) or address.group(3) or ""
        image = tag.group(1).lower() == "img"
        kind = classify(target, image=image) if target else None
        if kind is None:
            return tag.end()
        if image:
            self.links.append(RawLink(kind, target, *tag.span(), tag.end(), tag.end()))
            self.spans.append(tag.span())
            return tag.end()
        close = self.find("</a>", tag.end(), _TEXT_LIMIT)
        if close < 0:
            return tag.end()
        self.links.append(RawLink(kind, target, tag.start(), close + 4, tag.end(), close))
        self.spans.append((tag.start(), close + 4))
        return tag.end()

    def dollar(self, at: int) -> int:
        text = self.text
        mark = "$$" if text.startswith("$$", at) else "$"
        inner = at + len(mark)
        if inner >= self.end or (text[inner].isspace() and mark == "$"):
            return inner
        close = self.find(mark, inner, _FORMULA_LIMIT)
        if close < 0 or (mark == "$" and text[close - 1].isspace()):
            return inner
        after = close + len(mark)
        if mark == "$" and after < self.end and text[after].isdigit():
            return inner  # "$5 and $6"
        self.spans.append((at, after))
        return after

    def escape(self, token: str, at: int, after: int) -> int:
        closer = {"\\(": "\\)", "\\[": "\\]"}.get(token)
        if closer is None:
            return after
        close = self.find(closer, after, _FORMULA_LIMIT)
        if close < 0:
            return after
        self.spans.append((at, close + 2))
        return close + 2

    def percent(self, at: int) -> int:
        close = self.find("%%", at + 2)
        if close < 0:
            return at + 2
        self.hidden.append((at, close + 2))
        return close + 2

    def bare(self, at: int) -> int:
        if at > 0 and (self.text[at - 1].isalnum() or self.text[at - 1] in "/@"):
            return at + 1
        hit = _URL.match(self.text, at, self.end)
        if hit is None:
            return at + 1
        end = _url_end(hit.group()) + at
        target = self.text[at:end]
        kind = classify(target)
        if kind is None or end - at < 8:
            return hit.end()
        self.links.append(RawLink(kind, target, at, end, at, end))
        self.spans.append((at, end))
        return end


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".pdf", ".mp4")


def _has_suffix(name: str, suffixes: tuple[str, ...]) -> bool:
    return name.lower().endswith(suffixes)


def _url_end(url: str) -> int:
    """Return the length of a bare URL without the punctuation of the sentence around it."""
    end = len(url)
    surplus = url.count(")") - url.count("(")
    while end:
        last = url[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in ".,;:!?'*_~…)" or last == ")":
            break
        end -= 1
    return end
