"""In which parts of a post a concept is named: at its beginning, in headings, among the results."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from paperkg.model import BlockKind, Post

_ASIDE = re.compile(
    r"(?i)\b(?:results?|experiments?|evaluations?|numbers|data ?sets?|benchmarks?|comparisons?|"
    r"baselines?|related|previous work|prior work|criticisms?|critique|limitations?|my take|"
    r"thoughts|comments?|remarks|questions?|future|follow-?ups?|later|what came|see also|"
    r"references|links|implementation|training details|hyper-?parameters?|setup|misc|appendix|"
    r"discussion|conclusions?|resources|code)\b"
)
_LEAD = 3
"""So many sentences of prose are the beginning."""


class Sections:
    """Knows of each sentence of a post in which part it stands.

    Args:
        post: The post.
    """

    def __init__(self, post: Post) -> None:
        blocks = post.blocks
        aside: list[bool] = []
        for index, block in enumerate(blocks):
            if block.kind is BlockKind.HEADING:
                told = index != post.heading and _ASIDE.search(post.text(block)) is not None
                aside.append(told or (block.section >= 0 and aside[block.section]))
            else:
                aside.append(block.section >= 0 and aside[block.section])
        self._headings: set[int] = set()
        self._aside: set[int] = set()
        self._lead: set[int] = set()
        prose = 0
        for number, sentence in enumerate(post.sentences):
            block = blocks[sentence.block]
            if block.kind is BlockKind.HEADING:
                self._headings.add(number)
                continue
            if aside[sentence.block] or block.kind is BlockKind.TABLE:
                self._aside.add(number)
            if prose < _LEAD:
                self._lead.add(number)
                prose += 1

    def numbers(self, sentences: AbstractSet[int]) -> dict[str, float]:
        """Return where a concept stands that is named in these sentences.

        Returns:
            ``lead``: whether at the beginning; ``heading``: whether in a heading beside the
            title; ``aside``: the share of sentences among results, comparisons and remarks.
        """
        return {
            "lead": float(not self._lead.isdisjoint(sentences)),
            "heading": float(not self._headings.isdisjoint(sentences)),
            "aside": len(self._aside & sentences) / len(sentences) if sentences else 0.0,
        }
