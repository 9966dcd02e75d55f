"""What speaks for a concept being central to a post."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from paperkg.model import BlockKind, Post

_SUMMARY = re.compile(r"(?i)^\W{0,4}(?:tl;?\s?dr|summary|abstract|main idea|key idea|takeaway)\b")
_WORD = re.compile(r"[^\W_]+")
_BOLD = ("**", "__")
_AT_HEAD = 4

_LETTERS = 6
"""Letters a word has, about."""

_FEW, _USUAL = 30, 300
"""Words of the shortest post that is told apart, and of a usual one."""


class Naming(NamedTuple):
    """A place where a concept, or a term, is named."""

    key: str
    start: int
    end: int


@dataclass(slots=True)
class Features:
    """Where and how often one concept is named in a post."""

    count: int = 0
    sentences: set[int] = field(default_factory=set)
    summary: bool = False
    bold: bool = False
    tag: bool = False
    first: int = -1
    words: int = 1
    item_head: bool = False

    def numbers(self, length: int) -> dict[str, float]:
        """Return the features as numbers.

        Args:
            length: Length of the post in characters: what a short post names once weighs more.
        """
        words = max(_FEW, length / _LETTERS)
        return {
            "often": min(3.0, math.log1p(1000 * self.count / words)),
            "repeated": float(len(self.sentences) > 1),
            "summary": float(self.summary),
            "bold": float(self.bold),
            "tag": float(self.tag),
            "item_head": float(self.item_head),
            "place": 1 - min(1.0, self.first / max(1, length)) if self.first >= 0 else 0.0,
            "short": -math.log(words / _USUAL),
        }


def gather(post: Post, namings: Iterable[Naming]) -> dict[str, Features]:
    """Return the features of everything named in a post, by key."""
    found: dict[str, Features] = defaultdict(Features)
    text = post.source.text
    sentences = post.sentences
    starts = [s.start for s in sentences]
    heading = post.blocks[post.heading] if post.heading >= 0 else None
    for key, start, end in namings:
        feature = found[key]
        feature.count += 1
        feature.words = max(feature.words, len(_WORD.findall(text, start, end)))
        if feature.first < 0:
            feature.first = start - post.start
        if heading is not None and heading.start <= start < heading.end:
            continue
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < sentences[at].end:
            feature.sentences.add(at)
            block = post.blocks[sentences[at].block]
            feature.summary |= _SUMMARY.match(text[block.start : block.start + 20]) is not None
            feature.item_head |= block.kind is BlockKind.ITEM and start - block.start < _AT_HEAD
        elif any(f.start <= start < f.end for f in post.fields):
            feature.tag = True
        feature.bold |= text[max(0, start - 2) : start] in _BOLD or text[end : end + 2] in _BOLD
    _note_tags(post, found)
    return found


def _note_tags(post: Post, found: dict[str, Features]) -> None:
    for value in post.values("tags", "tag", "keywords", "concepts", "topics", "categories"):
        tag = re.sub(r"[^a-z0-9]", "", value.value.lower())
        for key, feature in found.items():
            feature.tag |= key.split("|")[0].replace("-", "") in tag
