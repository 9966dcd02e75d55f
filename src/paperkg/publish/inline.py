"""Reads the markup inside one block of a post: links, emphasis, code, formulas, escapes, images.

Nothing here makes a page of what the post says: it tells which stretches of the source are not
shown, which are shown as something else, and what is wrapped in which tag. It is one pass over the
special characters of the block; stacks are bounded and a closer that is missing is looked for
once, so the time is linear in the length of the block.
"""

from __future__ import annotations

import html
import re
import string
import unicodedata
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from paperkg.model import BlockKind, Link, LinkKind, Span
from paperkg.publish.address import outside_href

LinkTo = Callable[[str], str]
"""File of a post -> relative address of its page, or an empty string."""

# Each choice begins with a character written out, so that the search runs from one to the next.
_TOKEN = re.compile(
    r"``*|\$\$?|\\.?|\*\**|__*|~~*|\n"
    r"|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|<(?i:img(?=[\s/>])|/?(?:br|b|i|em|strong|s|del|u|sub|sup)\s{0,3}/?>)"
    r"|\[\^",
    re.DOTALL,
)
_TICKS = re.compile("``*")
_TAG_NAME = re.compile("[a-z]+")
_IMAGE = re.compile(r"<\w{3}[^<>]{0,2000}>")
_ALT = re.compile(r"""\s(?i:alt)\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)')""")
_QUOTE_LEAD = re.compile(r"[ \t]*+>[> \t]*+")
_REFERENCE = re.compile(r"\[\^([^\[\]\s]{1,60})\]")
_NOTE = re.compile(_REFERENCE.pattern + ":")
_TEX = re.compile(r"\\[A-Za-z]|\^")  # tells a formula with spaces at its ends from two prices
_PUNCTUATION = frozenset(string.punctuation)
_FORMULAS = {"\\(": "\\)", "\\[": "\\]"}
_FORMULA_LIMIT = 2000
_DEPTH = 32  # so many openers are remembered: that is more than anyone nests
_BREAK = Markup("<br>")
_QUIET = Markup(' class="quiet"')


@dataclass(frozen=True, slots=True)
class Wrap:
    """A stretch inside a tag."""

    start: int
    end: int
    tag: str
    attributes: Markup = Markup()  # noqa: RUF009 - immutable


@dataclass(slots=True)
class Inline:
    """What the markup of a block means.

    Attributes:
        wraps: What stands inside which tag; they may cross.
        hidden: Stretches that are not shown.
        replaced: Stretches that are shown as other, safe HTML; sorted by :func:`read_inline`.
    """

    wraps: list[Wrap] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    replaced: list[tuple[int, int, Markup]] = field(default_factory=list)

    def whole(self, span: Span) -> Span:
        """Widen a span that begins or ends inside a replaced stretch: that is shown as a whole."""
        start, end = span
        for left, right, _ in (self._at(start), self._at(end)):
            start = left if left < start < right else start
            end = right if left < end < right else end
        return Span(start, end)

    def _at(self, place: int) -> tuple[int, int, Markup]:
        index = bisect_right(self.replaced, place, key=lambda r: r[0])
        return self.replaced[index - 1] if index else (place, place, _BREAK)


def labels_of_notes(text: str, start: int, end: int) -> frozenset[str]:
    """Return the labels of the footnotes that stand in a text."""
    return frozenset(found[1] for found in _NOTE.finditer(text, start, end))


def read_inline(
    text: str,
    start: int,
    end: int,
    *,
    links: Sequence[Link],
    link_to: LinkTo,
    notes: Container[str],
    kind: BlockKind = BlockKind.PARAGRAPH,
) -> Inline:
    """Read the markup of ``text[start:end]``.

    Args:
        text: The whole source.
        start: Start of the block.
        end: End of the block.
        links: The links in it.
        link_to: Where other posts stand.
        notes: Labels of the post's footnotes; other labels are no references.
        kind: What the block is: in a table a bar in code is escaped, in a quotation lines begin
            with their mark.
    """
    if not links and _TOKEN.search(text, start, end) is None:
        return Inline()
    scan = _Scan(text, start, end, notes, kind)
    for link in links:
        scan.link(link, link_to)
    return scan.run()


@dataclass(slots=True)
class _Run:
    """Stars, underscores or tildes that may open something; pairs take them from the right."""

    mark: str
    start: int
    end: int


class _Scan:
    def __init__(
        self, text: str, start: int, end: int, notes: Container[str], kind: BlockKind
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.notes = notes
        self.kind = kind
        self.found = Inline()
        self.covered = bytearray(end - start)  # addresses: no markup is looked for in them
        self.runs: deque[_Run] = deque(maxlen=_DEPTH)
        self.tags: deque[tuple[str, int, int]] = deque(maxlen=_DEPTH)  # (name, start, end)
        self.last: dict[str, int] = {}  # where the last of each closer stands
        self.ticks: dict[int, list[int]] | None = None  # length of a run of ticks -> its places

    def run(self) -> Inline:
        """Handle all tokens; each handler returns the offset from which the next may start."""
        skip = self.start
        for token in _TOKEN.finditer(self.text, self.start, self.end):
            at, after = token.span()
            if at >= skip and not self.covered[at - self.start]:
                skip = _HANDLERS[self.text[at]](self, at, after)
        self.found.replaced.sort(key=lambda r: r[:2])
        return self.found

    def find(self, needle: str, start: int) -> int:
        """Find a closer in the block and near; -1 if there is none."""
        last = self.last.get(needle)
        if last is None:
            last = self.last[needle] = self.text.rfind(needle, start, self.end)
        if start > last:
            return -1
        return self.text.find(needle, start, min(self.end, start + _FORMULA_LIMIT))

    def shell(self, outer: tuple[int, int], inner: tuple[int, int], tag: str) -> None:
        """Wrap what is inside, and do not show what is around it."""
        self.found.hidden += [(outer[0], inner[0]), (inner[1], outer[1])]
        self.found.wraps.append(Wrap(*inner, tag))

    # -- links and images ------------------------------------------------------------------

    def link(self, link: Link, link_to: LinkTo) -> None:
        image = link.kind is LinkKind.IMAGE
        if image and self.text[link.start] == "<":
            return  # a tag, read like those without an address
        attributes = Markup()
        if link.kind in {LinkKind.POST, LinkKind.WIKILINK}:
            href = link_to(link.post) if link.post else ""
        else:
            href = outside_href(link.target)
            attributes = Markup(' rel="noopener nofollow ugc"')
        inner = (link.text_start, link.text_end)
        if image:
            self.image((link.start, link.end), inner)
        else:
            self.found.hidden += [(link.start, inner[0]), (inner[1], link.end)]
        if href and inner[0] < inner[1]:
            attributes = Markup(' href="{}"{}').format(href, attributes)
            self.found.wraps.append(Wrap(*inner, "a", attributes))
        self.cover(link.start, inner[0])
        self.cover(inner[1], link.end)
        if self.text[slice(*inner)] == link.target:
            self.cover(*inner)

    def cover(self, start: int, end: int) -> None:
        self.covered[start - self.start : end - self.start] = b"\1" * (end - start)

    def image(self, outer: tuple[int, int], alt: tuple[int, int]) -> None:
        """Show a picture as words: no page asks another site for anything."""
        self.found.wraps.append(Wrap(*outer, "span", _QUIET))
        if self.text[slice(*alt)].strip():
            self.found.replaced.append((outer[0], alt[0], Markup("[image: ")))
            self.found.replaced.append((alt[1], outer[1], Markup("]")))
        else:
            self.found.replaced.append((*outer, Markup("[image]")))

    def image_tag(self, at: int, after: int) -> int:
        tag = _IMAGE.match(self.text, at, self.end)
        if tag is None:
            return after
        alt = _ALT.search(self.text, after, tag.end())
        words = alt.span(alt.lastindex or 0) if alt else (tag.end(), tag.end())
        self.image(tag.span(), words)
        self.cover(at, words[0])
        self.cover(words[1], tag.end())
        return words[0]

    # -- what is taken as it stands --------------------------------------------------------

    def code(self, at: int, after: int) -> int:
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS.finditer(self.text, at, self.end):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        places = self.ticks.get(after - at, ())  # a run whose first tick is escaped is shorter
        index = bisect_right(places, at)
        if index == len(places):
            return after
        close = places[index]
        stop = close + after - at
        self.shell((at, stop), (after, close), "code")
        bar = self.text.find("\\|", after, close) if self.kind is BlockKind.TABLE else -1
        while bar >= 0:
            self.found.hidden.append((bar, bar + 1))
            bar = self.text.find("\\|", bar + 2, close)
        return stop

    def dollar(self, at: int, after: int) -> int:
        """Leave a formula as it is; "$5 and $6" is none."""
        text = self.text
        single = after - at == 1
        if after >= self.end:
            return after
        close = self.find(text[at:after], after)
        stop = close + after - at
        if close < 0 or (single and text[stop : stop + 1].isdigit()):
            return after
        if single and (text[after].isspace() or text[close - 1].isspace()):
            return stop if _TEX.search(text, after, close) else after
        return stop

    def escape(self, at: int, after: int) -> int:
        pair = self.text[at:after]
        if pair in _FORMULAS:
            close = self.find(_FORMULAS[pair], after)
            if close >= 0:
                return close + 2
        if pair == "\\\n":
            self.found.replaced.append((at, at + 1, _BREAK))
            return self.newline(after - 1, after)
        if pair[1:] in _PUNCTUATION:
            self.found.hidden.append((at, at + 1))
        return after

    def entity(self, at: int, after: int) -> int:
        """Show the character an entity stands for, unless it is none that can be seen."""
        name = self.text[at:after]
        shown = html.unescape(name)
        if shown == name or not shown or any(unicodedata.category(c) in _UNSEEN for c in shown):
            return after
        self.found.replaced.append((at, after, escape(shown)))
        return after

    # -- lines, notes, tags ----------------------------------------------------------------

    def newline(self, at: int, after: int) -> int:
        spaces = at
        while spaces > self.start and self.text[spaces - 1] == " ":
            spaces -= 1
        if at - spaces >= 2 and spaces > self.start:
            self.found.replaced.append((spaces, at, _BREAK))
        lead = _QUOTE_LEAD.match(self.text, after, self.end)
        if lead is None or self.kind is not BlockKind.QUOTE:
            return after
        self.found.hidden.append(lead.span())
        return lead.end()

    def note(self, at: int, after: int) -> int:
        found = _REFERENCE.match(self.text, at, self.end)
        if found is None or found[1] not in self.notes:
            return after
        # with its brackets, for the plain numbers are those of what was read
        self.found.wraps.append(Wrap(*found.span(), "sup"))
        self.found.hidden.append((found.start(1) - 1, found.start(1)))
        return found.end()

    def tag(self, at: int, after: int) -> int:
        tag = self.text[at:after].lower()
        found = _TAG_NAME.search(tag)
        assert found is not None
        name = found[0]
        if name == "img":
            return self.image_tag(at, after)
        if name == "br":
            self.found.replaced.append((at, after, _BREAK))
        elif tag[1] == "/":
            self.end_tag(name, at, after)
        elif tag[-2] != "/":
            self.tags.append((name, at, after))
        return after

    def end_tag(self, name: str, at: int, after: int) -> None:
        """Wrap what stands between a tag and its end; without a beginning it stays text."""
        if not any(name == opened[0] for opened in self.tags):
            return
        while True:
            opened, start, inner = self.tags.pop()
            if opened == name:
                self.shell((start, after), (inner, at), name)
                return

    # -- emphasis --------------------------------------------------------------------------

    def emphasis(self, at: int, after: int) -> int:
        """Pair a run with those before it: strong for two and two, emphasis for one and one.

        Looser than the standard beside words in two stars, for people write "**GPT**s", and
        stricter with one star inside a word, for "5*3*2" is a product.
        """
        mark, size = self.text[at], after - at
        if mark == "~" and size != 2:
            return after
        before = self.text[at - 1] if at > self.start else " "
        behind = self.text[after] if after < self.end else " "
        apart = mark == "_" or (mark == "*" and size == 1)
        opens = not (behind.isspace() or (apart and _is_word(before)))
        if not (before.isspace() or (apart and _is_word(behind))):
            at = self.close(mark, at, after)
        if opens and at < after:
            self.runs.append(_Run(mark, at, after))
        return after

    def close(self, mark: str, at: int, after: int) -> int:
        """Pair a run with as many openers as it closes; return where what is left of it begins."""
        while at < after:
            left = after - at
            fits = [r for r in self.runs if r.mark == mark and _fit(r.end - r.start, left)]
            if not fits:
                break
            opener = fits[-1]
            while self.runs[-1] is not opener:
                self.runs.pop()
            size = min(2, left, opener.end - opener.start)
            inner = (opener.end, at)
            opener.end -= size
            self.shell((opener.end, at + size), inner, _TAG_OF[mark][size - 1])
            at += size
            if opener.start == opener.end:
                self.runs.pop()
        return at


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_TAG_OF = {"*": ("em", "strong"), "_": ("em", "strong"), "~": ("s", "s")}
_HANDLERS: dict[str, Callable[[_Scan, int, int], int]] = {
    "`": _Scan.code,
    "$": _Scan.dollar,
    "\\": _Scan.escape,
    "*": _Scan.emphasis,
    "_": _Scan.emphasis,
    "~": _Scan.emphasis,
    "\n": _Scan.newline,
    "&": _Scan.entity,
    "<": _Scan.tag,
    "[": _Scan.note,
}


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _fit(one: int, other: int) -> bool:
    """Whether two runs are a pair: one star does not close two, but three close both."""
    return one == other or max(one, other) >= 3
