"""Links, code spans and inline formulas of one block, in one pass over its special characters.

Brackets are matched with a bounded stack, addresses with bounded patterns, and a closer that is
missing is looked for once, so that the work stays linear in the length of the block.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from typing import NamedTuple

from paperkg.model import LinkKind

from .address import classify, is_picture_name, label_key, url_length

# The set in front lets the search run from one special character to the next; case is spelt out,
# for with a flag there would be no such set.
_TOKEN = re.compile(
    r"[`!\[\]<$\\hHwW%](?:(?<=`)`*|(?<=\[)\[?|(?<=!)\[\[?|(?<=[\]<$])|(?<=\\).|(?<=%)%"
    r"|(?<=[hH])[tT][tT][pP][sS]?://|(?<=[wW])[wW][wW]\.)",
    re.DOTALL,
)
_ADDRESS = re.compile(
    r"\(\s{0,9}(?:<([^<>\n]{0,2000})>"
    r"|([^\s()]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,9}))"
    r"""(?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)"""
)
# People write [text](my notes.md), and so do some programs.
_SPACED_ADDRESS = re.compile(r"\(\s{0,9}([^()\n\"<>]{1,300}|\{\{[^{}()\n]{1,300}\}\})\s{0,9}\)")
_WIKI = re.compile(r"!?\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_LABEL = re.compile(r"\[([^\[\]\n]{0,300})\]")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"`|\\^{}\[\]“”，。；：、（）《》]{1,2000}", re.IGNORECASE
)
_AUTOLINK = re.compile(r"<((?:https?://|doi:|arxiv:)[^\s<>]{1,2000})>", re.IGNORECASE)
_TAG = re.compile(r"<(a|img)\s([^<>]{0,2000})>", re.IGNORECASE)
_PROGRAM = re.compile(r"<(script|style)(?=[\s>])", re.IGNORECASE)
_PROGRAM_END = re.compile(r"</(?:script|style)[^<>]{0,20}>", re.IGNORECASE)
_HREF = re.compile(
    r"""(?:href|src)\s{0,5}=\s{0,5}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))""",
    re.IGNORECASE,
)
MAX_LINKS = 10_000  # of one post
_FORMULA_LIMIT = 2000
_TEXT_LIMIT = 2000
_LABEL_LIMIT = 300
_CODE_TICKS = 16
_DEPTH = 32
_SHORTEST_URL = 8
_FORMULAS = {"\\(": "\\)", "\\[": "\\]"}


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
        hidden: Comments and scripts in it, sorted.
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
    return _InlineScan(text, end, definitions).run(first.start())


class _InlineScan:
    def __init__(self, text: str, end: int, definitions: Mapping[str, str]) -> None:
        self.text = text
        self.end = end
        self.definitions = definitions
        self.links: list[RawLink] = []
        self.spans: list[tuple[int, int]] = []
        self.hidden: list[tuple[int, int]] = []
        self.labels: set[str] = set()
        self.open: deque[tuple[int, bool]] = deque(maxlen=_DEPTH)  # (offset, image)
        self.last: dict[str, int] = {}  # where the last of each closer stands

    def run(self, start: int) -> Inline:
        """Handle all tokens; each handler returns the offset from which the next may start."""
        skip = start
        for hit in _TOKEN.finditer(self.text, start, self.end):
            at, after = hit.span()
            if len(self.links) > MAX_LINKS:
                break
            if at >= skip:
                handler = _HANDLERS.get(self.text[at], _InlineScan.bare)
                skip = max(skip, handler(self, at, after))
        self.links.sort(key=lambda link: (link.start, -link.end))
        protected: list[tuple[int, int]] = []
        for span in sorted(self.spans):
            if not protected or span[0] >= protected[-1][1]:
                protected.append(span)
            elif span[1] > protected[-1][1]:
                protected[-1] = (protected[-1][0], span[1])
        return Inline(self.links, protected, self.hidden, self.labels)

    def find(self, needle: str, start: int, limit: int | None = None) -> int:
        """Find a closer in the block, at most ``limit`` away; -1 if there is none.

        Where the last one stands is looked up once, so that openers without a closer cost nothing.
        """
        last = self.last.get(needle)
        if last is None:
            last = self.last[needle] = self.text.rfind(needle, start, self.end)
        if start > last:
            return -1
        end = self.end if limit is None else min(self.end, start + limit)
        return self.text.find(needle, start, end)

    def keep(
        self, span: tuple[int, int], target: str, text: tuple[int, int], *, image: bool
    ) -> None:
        """Keep a link, if a reader can follow it."""
        self.spans.append(span)
        kind = classify(target, image=image)
        if kind is not None:
            self.links.append(RawLink(kind, target, *span, *text))

    # -- brackets --------------------------------------------------------------------------

    def bracket(self, at: int, after: int) -> int:
        image = self.text[at] == "!"
        if self.text[after - 2 : after] == "[[":
            hit = _WIKI.match(self.text, at, self.end)
            if hit is not None and any(c.isalpha() for c in hit.group(1)):
                self.wikilink(hit, image=image)
                return hit.end()
            self.open.append((at, image))
            self.open.append((after - 1, False))
        else:
            self.open.append((at, image))
        return after

    def wikilink(self, hit: re.Match[str], *, image: bool) -> None:
        name = hit.group(1).partition("#")[0].strip().rstrip("\\").strip()
        kind = LinkKind.IMAGE if image and is_picture_name(name) else LinkKind.WIKILINK
        group = 2 if hit.group(2) else 1
        self.links.append(RawLink(kind, name, *hit.span(), *hit.span(group)))
        self.spans.append(hit.span())

    def close(self, at: int, after: int) -> int:
        if not self.open:
            return after
        opened, image = self.open.pop()
        text = (opened + 2 if image else opened + 1, at)
        if self.text.startswith("(", after) and after < self.end:
            target, end = self.address(after)
        else:
            target, end = self.reference(text, after)
        if target is None:
            return after
        if not image:
            # A link holds no link: brackets still open cannot become one, nor can a bare URL
            # that is the text of this one.
            self.open = deque((entry for entry in self.open if entry[1]), _DEPTH)
            while self.links and self.links[-1].start >= opened:
                if self.links[-1].kind is LinkKind.IMAGE:
                    break
                self.links.pop()
        self.keep((opened, end), target, text, image=image)
        return end

    def address(self, at: int) -> tuple[str | None, int]:
        """Return the address in parentheses at ``at``, and where the link ends."""
        hit = _ADDRESS.match(self.text, at, self.end)
        if hit is not None:
            return hit.group(1) if hit.group(2) is None else hit.group(2), hit.end()
        hit = _SPACED_ADDRESS.match(self.text, at, self.end)
        if hit is not None and " " in hit.group(1).strip():
            return hit.group(1).strip(), hit.end()
        return None, at

    def reference(self, text: tuple[int, int], after: int) -> tuple[str | None, int]:
        """Return the address behind the label of a reference link, and where the link ends."""
        start, end = text
        if not self.definitions or end - start > _LABEL_LIMIT:
            return None, after
        label, stop = self.text[start:end], after
        hit = _LABEL.match(self.text, after, self.end)
        if hit is not None:
            label, stop = hit.group(1) or label, hit.end()
        key = label_key(label)
        target = self.definitions.get(key)
        if target is not None:
            self.labels.add(key)
        return target, stop

    # -- markup ----------------------------------------------------------------------------

    def angle(self, at: int, after: int) -> int:
        text = self.text
        if text.startswith("<!--", at):
            close = self.find("-->", after + 3)
            return self.hide(at, close + 3 if close >= 0 else self.end)
        auto = _AUTOLINK.match(text, at, self.end)
        if auto is not None:
            self.keep(auto.span(), auto.group(1), auto.span(1), image=False)
            return auto.end()
        tag = _TAG.match(text, at, self.end)
        if tag is not None:
            self.tag(tag)
            return tag.end()
        if _PROGRAM.match(text, at, self.end):
            ending = _PROGRAM_END.search(text, at, self.end)
            return self.hide(at, ending.end() if ending is not None else self.end)
        return after

    def hide(self, start: int, end: int) -> int:
        self.hidden.append((start, end))
        return end

    def tag(self, tag: re.Match[str]) -> None:
        hit = _HREF.search(tag.group(2))
        if hit is None:
            return
        target = hit.group(1) or hit.group(2) or hit.group(3) or ""
        if tag.group(1).lower() == "img":
            self.keep(tag.span(), target, (tag.end(), tag.end()), image=True)
            return
        close = self.find("</a>", tag.end(), _TEXT_LIMIT)
        if close >= 0:
            self.keep((tag.start(), close + 4), target, (tag.end(), close), image=False)

    def percent(self, at: int, after: int) -> int:
        """Hide a comment as Obsidian writes them."""
        close = self.find("%%", after)
        return self.hide(at, close + 2) if close >= 0 else after

    # -- code, formulas, bare URLs ---------------------------------------------------------

    def code(self, at: int, after: int) -> int:
        size = after - at
        if size > _CODE_TICKS:  # a rule drawn with back-ticks
            return after
        ticks = "`" * size
        close = self.find(ticks, after)
        while close >= 0 and self.text.startswith("`", close + size):
            run = close + size
            while run < self.end and self.text[run] == "`":
                run += 1
            close = self.find(ticks, run)
        if close < 0:
            return after
        self.spans.append((at, close + size))
        return close + size

    def dollar(self, at: int, after: int) -> int:
        text = self.text
        mark = "$$" if text.startswith("$$", at) else "$"
        inner = at + len(mark)
        if inner >= self.end or (text[inner].isspace() and mark == "$"):
            return inner
        close = self.find(mark, inner, _FORMULA_LIMIT)
        if close < 0 or (mark == "$" and text[close - 1].isspace()):
            return inner
        stop = close + len(mark)
        if mark == "$" and stop < self.end and text[stop].isdigit():
            return after  # "$5 and $6"
        self.spans.append((at, stop))
        return stop

    def escape(self, at: int, after: int) -> int:
        closer = _FORMULAS.get(self.text[at:after])
        close = self.find(closer, after, _FORMULA_LIMIT) if closer is not None else -1
        if close < 0:
            return after
        self.spans.append((at, close + 2))
        return close + 2

    def bare(self, at: int, after: int) -> int:
        if at > 0 and (self.text[at - 1].isalnum() or self.text[at - 1] in "/@"):
            return after
        hit = _URL.match(self.text, at, self.end)
        if hit is None:
            return after
        end = at + url_length(hit.group())
        if end - at >= _SHORTEST_URL:
            self.keep((at, end), self.text[at:end], (at, end), image=False)
        return hit.end()


_HANDLERS: dict[str, Callable[[_InlineScan, int, int], int]] = {
    "`": _InlineScan.code,
    "]": _InlineScan.close,
    "!": _InlineScan.bracket,
    "[": _InlineScan.bracket,
    "<": _InlineScan.angle,
    "$": _InlineScan.dollar,
    "\\": _InlineScan.escape,
    "%": _InlineScan.percent,
}
