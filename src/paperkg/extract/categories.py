"""Files a post under one to three categories, by tags and by phrases that speak for them.

A phrase counts by its place: tags and title most, headings next, the opening sentences more than
the rest; and the tenth occurrence says little that the first has not. Case, hyphens and plurals do
not matter. The order is fixed by score, then by the order of the scheme.

One ordinary word ("forecasting", "optimization") says little: alone it speaks for a category only
where nothing else speaks for any. A category with little behind it does not follow a clear leader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from typing import NamedTuple

from paperkg.extract.hyphens import default_words
from paperkg.extract.names import Folded
from paperkg.extract.names.fold import fold
from paperkg.extract.names.matcher import PhraseMatcher
from paperkg.model import BlockKind, Category, Evidence, Lexicon, Post, Stated


class CategoryRule(NamedTuple):
    """One kind of place that speaks for a category."""

    name: str
    cue: str
    about: str
    weight: float


_TAG = CategoryRule(
    "category-from-tag", "tags: [computer vision]", "A tag that is a label or holds a phrase.", 6.0
)
_TITLE = CategoryRule(
    "category-from-title", "# Nets for object detection", "A phrase in the title.", 6.0
)
_HEADING = CategoryRule(
    "category-from-heading", "## Object detection", "A phrase in a heading.", 1.5
)
_LEAD = CategoryRule(
    "category-from-opening", "They detect objects ...", "A phrase in the first sentences.", 1.0
)
_PROSE = CategoryRule("category-from-prose", "They detect objects ...", "A phrase in prose.", 0.4)
RULES = (_TAG, _TITLE, _HEADING, _LEAD, _PROSE)
_TAG_KEYS = ("tags", "tag", "categories", "category", "keywords", "topics", "topic", "subjects")
_LABELLED = re.compile(
    r"(?i)[\s>*_+-]*(?:(?:paper )?title|tags?|keywords?|topics?|subjects?|categor(?:y|ies))\b"
    r"[\s*_]*:"
)
_LEAD_SENTENCES = 6
_MOST = 3
_SHARE = 0.4
"""A second category needs this part of the first one's score."""
_LEAST = 1.0
"""A second category needs at least this score; the first one any."""


class _Spot(NamedTuple):
    """One place that speaks for a category."""

    rule: CategoryRule
    start: int
    end: int


@dataclass(slots=True)
class _Votes:
    """What speaks for one category: places by phrase."""

    by_cue: dict[str, list[_Spot]] = field(default_factory=lambda: defaultdict(list))

    def score(self) -> float:
        """Sum over phrases: the best place in full, the others as the root of their sum."""
        total = 0.0
        for spots in self.by_cue.values():
            weights = sorted((s.rule.weight for s in spots), reverse=True)
            rest = sum(min(w, _LEAD.weight) for w in weights[1:])
            total += weights[0] + 0.5 * sqrt(rest)
        return total

    def counts(self, ordinary: AbstractSet[str]) -> bool:
        """Whether more than one ordinary word speaks for it, or a tag."""
        return len(self.by_cue) > 1 or any(
            cue not in ordinary or spots[0].rule is _TAG for cue, spots in self.by_cue.items()
        )

    def follows(self, text: str) -> bool:
        """Whether enough speaks for it to stand behind another: tag, title, or two places."""
        spots = [spot for some in self.by_cue.values() for spot in some]
        one = spots[0]
        return (
            len(spots) > 1
            or one.rule in (_TAG, _TITLE)
            or _LABELLED.match(text, one.start, one.end) is not None
        )

    def best(self) -> _Spot:
        return max(
            (s for spots in self.by_cue.values() for s in spots),
            key=lambda s: (s.rule.weight, -s.start),
        )


class CategoryReader:
    """Finds the categories of posts; made once for a scheme.

    Args:
        categories: The scheme.
    """

    def __init__(self, categories: Iterable[Category]) -> None:
        self.categories = tuple(categories)
        self._of_cue: dict[str, list[int]] = defaultdict(list)
        self._ordinary: set[str] = set()
        words = default_words().words
        for index, category in enumerate(self.categories):
            phrases = (category.label, *category.alt_labels, *category.cues)
            for key in dict.fromkeys(fold(p) for p in phrases):
                self._of_cue[key].append(index)
            self._ordinary.update(fold(p) for p in phrases if p.lower() in words)
        self._matcher = PhraseMatcher(
            phrase
            for category in self.categories
            for phrase in (category.label, *category.alt_labels, *category.cues)
        )

    @cached_property
    def _labels(self) -> dict[str, int]:
        return {
            fold(name): index
            for index, category in reversed(list(enumerate(self.categories)))
            for name in (category.label, *category.alt_labels, category.id, *category.hidden_labels)
        }

    def read(self, post: Post, folded: Folded | None = None) -> tuple[Stated, ...]:
        """Return the categories of a post, best first.

        Args:
            post: The post.
            folded: Its text, folded, if that is at hand.
        """
        votes: dict[int, _Votes] = defaultdict(_Votes)
        for cue, index, spot in (
            *self._tags(post),
            *self._titles(post),
            *self._hits(post, folded),
        ):
            votes[index].by_cue[cue].append(spot)
        firm = {i: v for i, v in votes.items() if v.counts(self._ordinary)} or {
            i: v for i, v in votes.items() if v.follows(post.source.text)
        }
        ranked = sorted(((v.score(), -i) for i, v in firm.items()), reverse=True)
        if not ranked:
            return ()
        bound = max(_LEAST, _SHARE * ranked[0][0])
        chosen = [-ranked[0][1]]
        chosen += [
            -negative
            for score, negative in ranked[1:_MOST]
            if score >= bound and firm[-negative].follows(post.source.text)
        ]
        return tuple(self._stated(post, index, votes[index].best()) for index in chosen)

    def _stated(self, post: Post, index: int, spot: _Spot) -> Stated:
        category = self.categories[index]
        evidence = Evidence.of(post, spot.start, spot.end, spot.rule.name)
        return Stated(category.label, evidence, key=category.id)

    def _tags(self, post: Post) -> Iterator[tuple[str, int, _Spot]]:
        """Yield what tags say: a tag is a label, or holds a phrase."""
        for value in post.values(*_TAG_KEYS):
            for part in value.value.replace("/", ".").split(","):
                tag = part.strip(" '\"#[]")
                spot = _Spot(_TAG, value.start, value.end)
                names = (tag, tag.rsplit(".", 1)[-1])
                label = next((self._labels[k] for k in map(fold, names) if k in self._labels), None)
                if label is not None:
                    yield fold(tag), label, spot
                    continue
                plain = names[1].replace("_", " ")
                for hit in self._matcher.find(plain, Folded.of(plain)):
                    for index in self._of_cue[hit.key]:
                        yield hit.key, index, spot

    def _titles(self, post: Post) -> Iterator[tuple[str, int, _Spot]]:
        """Yield what a title in front matter says."""
        for value in post.values("title", "paper_title"):
            spot = _Spot(_TITLE, value.start, value.end)
            for hit in self._matcher.find(value.value, Folded.of(value.value)):
                for index in self._of_cue[hit.key]:
                    yield hit.key, index, spot

    def _hits(self, post: Post, folded: Folded | None) -> Iterator[tuple[str, int, _Spot]]:
        text = post.source.text
        folded = folded or Folded.of(text, post.start, post.end)
        places = _Places(post)
        for hit in self._matcher.find(text, folded):
            rule, start, end = places.at(hit.start, hit.end)
            for index in self._of_cue[hit.key]:
                yield hit.key, index, _Spot(rule, start, end)


class _Places:
    """Tells what kind of place an offset is; asked in rising order."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.sentences = post.sentences
        self.number = 0
        lead = [
            s
            for s in post.sentences[: 3 * _LEAD_SENTENCES]
            if post.blocks[s.block].kind is not BlockKind.HEADING
        ][:_LEAD_SENTENCES]
        self.lead_end = lead[-1].end if lead else post.start

    def at(self, start: int, end: int) -> tuple[CategoryRule, int, int]:
        """Return the kind of a place, and the sentence around it."""
        sentences = self.sentences
        while self.number < len(sentences) and sentences[self.number].end <= start:
            self.number += 1
        if self.number == len(sentences) or sentences[self.number].start > start:
            return _PROSE, start, end
        sentence = sentences[self.number]
        if sentence.block == self.post.heading:
            return _TITLE, sentence.start, sentence.end
        if self.post.blocks[sentence.block].kind is BlockKind.HEADING:
            return _HEADING, sentence.start, sentence.end
        rule = _LEAD if start < self.lead_end else _PROSE
        return rule, sentence.start, sentence.end


_READERS: list[tuple[Sequence[Category], CategoryReader]] = []


def read_categories(
    post: Post, lexicon: Lexicon, folded: Folded | None = None
) -> tuple[Stated, ...]:
    """Return one to three categories of a post, best first; none if nothing speaks for any.

    Args:
        post: The post.
        lexicon: Its categories are the scheme.
        folded: The post's text, folded, if that is at hand.
    """
    if not _READERS or _READERS[0][0] is not lexicon.categories:
        _READERS[:] = [(lexicon.categories, CategoryReader(lexicon.categories))]
    return _READERS[0][1].read(post, folded)
