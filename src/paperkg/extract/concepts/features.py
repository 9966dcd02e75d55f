"""What speaks for a concept being central to a post."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from paperkg.model import BlockKind, Post, Sentence

_SUMMARY = re.compile(r"(?i)^\W{0,4}(?:tl;?\s?dr|summary|abstract|main idea|key idea|takeaway)\b")
_NO_KEY = re.compile(r"[^a-z0-9]")
_BOLD = ("**", "__")
_AT_HEAD = 4

_LETTERS = 6
"""Letters a word has, about."""

_FEW, _USUAL = 30, 300
"""Words of the shortest post that is told apart, and of a usual one."""


@dataclass(slots=True)
class Features:
    """Where and how often one concept is named in a post."""

    count: int = 0
    sentences: set[int] = field(default_factory=set)
    summary: bool = False
    bold: bool = False
    tag: bool = False
    first: int = -1
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


def gather(post: Post, namings: Iterable[tuple[int, int, str]]) -> dict[str, Features]:
    """Return the features of everything named in a post, by key.

    Args:
        post: The post.
        namings: Start, end and key of every naming of a concept or term, in order of their starts.
    """
    found: dict[str, Features] = defaultdict(Features)
    text = post.source.text
    sentences = post.sentences
    starts = [s.start for s in sentences]
    heading = post.blocks[post.heading] if post.heading >= 0 else None
    head_start, head_end = (heading.start, heading.end) if heading is not None else (0, 0)
    told = -1  # the sentence to which the following two belong
    summary, item_head = False, 0
    for start, end, key in namings:
        feature = found[key]
        feature.count += 1
        if feature.first < 0:
            feature.first = start - post.start
        if head_start <= start < head_end:
            continue
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < sentences[at].end:
            feature.sentences.add(at)
            if at != told:
                told = at
                summary, item_head = _told_of(post, sentences[at])
            if summary:
                feature.summary = True
            if start < item_head:
                feature.item_head = True
        elif any(f.start <= start < f.end for f in post.fields):
            feature.tag = True
        if text[end : end + 2] in _BOLD or text[max(0, start - 2) : start] in _BOLD:
            feature.bold = True
    _note_tags(post, found)
    return found


def _told_of(post: Post, sentence: Sentence) -> tuple[bool, int]:
    """Return whether a sentence is of a summary, and where the head of its list item ends."""
    block = post.blocks[sentence.block]
    summary = _SUMMARY.match(post.source.text[block.start : block.start + 20]) is not None
    return summary, block.start + _AT_HEAD if block.kind is BlockKind.ITEM else 0


def _note_tags(post: Post, found: dict[str, Features]) -> None:
    tags = [
        _NO_KEY.sub("", value.value.lower())
        for value in post.values("tags", "tag", "keywords", "concepts", "topics", "categories")
    ]
    if tags:
        for key, feature in found.items():
            plain = key.split("|")[0].replace("-", "")
            feature.tag |= any(plain in tag for tag in tags)
