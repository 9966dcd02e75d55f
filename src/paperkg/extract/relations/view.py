"""A sentence as the rules see it: marks instead of names, no markup, no reader's comment.

Names of other works become ``«0»``, ``«1»`` ..., the post's own paper becomes ``«S»``; links lose
their addresses, emphasis and formulas go. The rules are expressions over that text, so that they
need not know how a name is spelt or linked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from paperkg.extract.names import Mention
from paperkg.model import Link, LinkKind, Post, Sentence

LONGEST = 2000
"""Sentences are read up to this many characters."""

_MATH = re.compile(r"\\\([^\n]{0,300}?\\\)|\$[^$\n]{1,200}\$|\\\[|\\\]")
_KBD = re.compile(r"<kbd>[^<]{0,60}</kbd>|</?[a-zA-Z][^<>\n]{0,80}>|https?://\S+")
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)|~~|\[|\]|^#+\s*")
_COMMENT = re.compile(r"\s*(?:--+>|==+>|→)")
_ARROW = re.compile(r" ?«(?:\d+|S)»(?: \([^()]{0,40}\))? ?(?:$|-|→|=)")
_WITH = re.compile(r"(?<!\S)w/(o\b)? ?")
_APPOSED = re.compile(
    r"\b(?:an?|the) (?:(?!(?:is|are|was|were|of|with|and|or)\b)[\w-]+ ){0,3}?"
    r"(?:LLM|model|network|encoder|decoder|detector|algorithm|method|framework|optimi[sz]er|loss|backbone|architecture|approach|technique"
    r"|vocoder|generator|tokeni[sz]er), («\d+»)(?=,(?! (?:and|or)\b| (?:an?|the) | «)|\.|$)"
)
"""A thing and its name: "with a frozen LLM, Vicuna, using"."""
_DOUBT = re.compile(r" \([\w ,/-]{1,30}\?\)")
"""What a reader wonders at: "a modification (generalization?) of"."""

_SCARE = re.compile(r"\"([a-z][\w-]+)\"")
"""Quotes around a single word: 'they "modernize" a ResNet'."""
_LETTERED = re.compile(r"(?<=\S) \((?:[a-h]|i{1,3}|iv|\d)\)(?=[ ,.;:]|$)")
"""Where a figure shows it: "rendered as in NeRF (c)"."""

_PLURAL = re.compile(r"(?<=[A-Za-z\d])s(?![\w'’-])")
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "{": "(", "}": ")", "‑": "-", "‐": "-", "\u00a0": " "}
)
MARK = re.compile(r"«(?:\d+|S)»")


class Marked(NamedTuple):
    """A sentence in marks.

    Attributes:
        text: The text for the rules.
        mentions: What the numbered marks stand for.
        comment: The sentence lies wholly within a reader's comment.
    """

    text: str
    mentions: tuple[Mention, ...]
    comment: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    text: str


def mark_sentence(
    post: Post, sentence: Sentence, mentions: Sequence[Mention], links: Sequence[Link]
) -> Marked:
    """Return a sentence in marks.

    Args:
        post: Its post.
        sentence: The sentence.
        mentions: Works named in it, in order.
        links: Links in it, in order.
    """
    source = post.source.text
    stop = min(sentence.end, sentence.start + LONGEST)
    mentions = [m for m in mentions if m.start < stop]
    links = [link for link in links if link.start < stop]
    pieces = [_Piece(m.start, m.end, "") for m in mentions]
    for link in links:
        if not any(p.start < link.end and link.start < p.end for p in pieces):
            shown = "" if link.kind is LinkKind.IMAGE else link.text
            shown = "" if shown.startswith(("http:", "https:")) else shown
            pieces.append(_Piece(link.start, link.end, shown))
    pieces.sort(key=lambda p: p.start)
    by_start = {m.start: m for m in mentions}
    out: list[str] = []
    marks: list[Mention] = []
    at = sentence.start
    for piece in pieces:
        if piece.start < at or piece.start >= stop:
            continue
        gap = source[at : piece.start]
        outer = _outer_link(piece, links)
        if outer is not None:
            gap = source[at : max(at, outer.start)]
        out.append(_clean(gap))
        mention = by_start.get(piece.start)
        if mention is None:
            out.append(_clean(piece.text))
        elif mention.own:
            out.append("«S»")
        else:
            out.append(f"«{len(marks)}»")
            marks.append(mention)
        at = max(piece.end, outer.end if outer is not None and _last(piece, outer, pieces) else 0)
        if mention is not None and _PLURAL.match(source, at):
            at += 1
    out.append(_clean(source[at:stop]))
    text = _SPACE.sub(" ", "".join(out)).strip()
    text = _simpler(text)
    cut = next((c for c in _COMMENT.finditer(text) if not _ARROW.match(text, c.end())), None)
    if cut is not None:
        text = text[: cut.start()]
    return Marked(text, tuple(marks), comment=cut is not None and not text)


def _simpler(text: str) -> str:
    """Spell out "w/", and let a name alone stand for "a frozen LLM, Vicuna"."""
    if ", «" in text:
        text = _APPOSED.sub(r"\1", text)
    if "?)" in text:
        text = _DOUBT.sub("", text)
    if '"' in text:
        text = _SCARE.sub(r"\1", text)
    if ")" in text:
        text = _LETTERED.sub("", text)
    if "w/" in text:
        text = _WITH.sub(lambda m: "without " if m[1] else "with ", text)
    return text


def _outer_link(piece: _Piece, links: Sequence[Link]) -> Link | None:
    """Return the link in whose text a mention stands, if the mention is not the link itself."""
    for link in links:
        if link.start < piece.start and piece.end <= link.end:
            return link
    return None


def _last(piece: _Piece, link: Link, pieces: Sequence[_Piece]) -> bool:
    return not any(piece.end <= p.start < link.end for p in pieces)


def _clean(text: str) -> str:
    if not text or text.isspace():
        return text
    text = text.translate(_QUOTES)
    if "<" in text or "http" in text:
        text = _KBD.sub(" ", text)
    if "\\" in text or "$" in text:
        text = _MATH.sub(" MATH ", text)
    return _EMPHASIS.sub("", text)
