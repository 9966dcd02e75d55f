# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""What speaks for a concept being central to a post."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from paperkg.extract.concepts.dictionary import Occurrence
from paperkg.model import BlockKind, Post, Sentence

_SUMMARY = re.compile(r"(?i)^\W{0,4}(?:tl;?\s?dr|summary|abstract|main idea|key idea|takeaway)\b")
_PROPOSES = re.compile(
    r"(?i)\b(?:propos\w+|introduc\w+|present\w*|novel|key idea|main idea|contribution|motivated to|called|"
    r"idea is|focus(?:es)?|aims?|goal|tackl\w+|address\w*|stud(?:y|ies))\b"
)
_USES = re.compile(
    r"(?i)\b(?:us(?:e|es|ed|ing)|train\w*|consists?|employ\w*|adopt\w*|bas(?:ed|es)|predict\w*|appl\w+|via|with)\b"
)


_WORD = re.compile(r"[^\W_]+")
_BOLD = ("**", "__")
_READ = 2000
"""Sentences are read up to this many characters."""


@dataclass(slots=True)
class Features:
    """Where and how often one concept is named in a post."""

    count: int = 0
    sentences: set[int] = field(default_factory=set)
    title: bool = False
    summary: bool = False
    opening: bool = False
    heading: bool = False
    bold: bool = False
    linked: bool = False
    proposes: bool = False
    uses: bool = False
    tag: bool = False
    first: int = -1
    words: int = 1
    item_head: bool = False

    def vector(self, length: int) -> tuple[float, ...]:
        """Return the features as numbers; see :data:`NAMES`."""
        place = 1.0 - min(1.0, self.first / max(1, length)) if self.first >= 0 else 0.0
        return (
            math.log1p(self.count),
            float(len(self.sentences) > 1),
            float(self.title),
            float(self.summary),
            float(self.opening),
            float(self.heading),
            float(self.bold),
            float(self.linked),
            float(self.proposes),
            float(self.uses),
            float(self.tag),
            place,
            float(min(self.words, 3)),
            float(self.item_head),
        )


NAMES = (
    *("count", "repeated", "title", "summary", "opening", "heading", "bold", "linked"),
    *("proposes", "uses", "tag", "place", "words", "item_head"),
)
"""Names of the numbers of :meth:`Features.vector`."""


def gather(post: Post, occurrences: Sequence[Occurrence]) -> dict[str, Features]:
    """Return the features of every concept named in a post."""
    found: dict[str, Features] = defaultdict(Features)
    text = post.source.text
    sentences = post.sentences
    starts = [s.start for s in sentences]
    opening = _opening(post)
    said: dict[int, tuple[bool, bool]] = {}
    link_starts = [link.start for link in post.links]
    heading = post.blocks[post.heading] if post.heading >= 0 else None
    for occurrence in occurrences:
        start, end = occurrence.start, occurrence.end
        feature = found[occurrence.concept.id]
        feature.count += 1
        feature.words = max(feature.words, len(_WORD.findall(text, start, end)))
        if feature.first < 0:
            feature.first = start - post.start
        if heading is not None and heading.start <= start < heading.end:
            feature.title = True
            continue
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < sentences[at].end:
            _in_sentence(feature, post, at, sentences[at], occurrence, opening, said)
        elif any(f.start <= start < f.end for f in post.fields):
            feature.tag = True
        feature.bold |= text[max(0, start - 2) : start] in _BOLD or text[end : end + 2] in _BOLD
        link = bisect_right(link_starts, start) - 1
        feature.linked |= link >= 0 and end <= post.links[link].end
    _note_tags(post, found)
    return found


def _note_tags(post: Post, found: dict[str, Features]) -> None:
    for value in post.values("tags", "tag", "keywords", "concepts", "topics", "categories"):
        tag = re.sub(r"[^a-z0-9]", "", value.value.lower())
        for concept, feature in found.items():
            feature.tag |= concept.replace("-", "") in tag


def _in_sentence(
    feature: Features,
    post: Post,
    number: int,
    sentence: Sentence,
    occurrence: Occurrence,
    opening: frozenset[int],
    said: dict[int, tuple[bool, bool]],
) -> None:
    block = post.blocks[sentence.block]
    feature.sentences.add(number)
    source = post.source.text
    if block.kind is BlockKind.HEADING:
        feature.heading = True
    if sentence.block in opening:
        feature.opening = True
    if _SUMMARY.match(source[block.start : block.start + 20]):
        feature.summary = True
    if number not in said:
        end = min(sentence.end, sentence.start + _READ)
        said[number] = (
            _PROPOSES.search(source, sentence.start, end) is not None,
            _USES.search(source, sentence.start, end) is not None,
        )
    proposes, uses = said[number]
    feature.proposes |= proposes
    feature.uses |= uses
    if block.kind is BlockKind.ITEM and occurrence.start - block.start < 4:
        feature.item_head = True


def _opening(post: Post) -> frozenset[int]:
    """Return the numbers of the first two blocks of prose."""
    blocks = [
        number
        for number, block in enumerate(post.blocks)
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE)
        and block.end - block.start > 40
    ]
    return frozenset(blocks[:2])
