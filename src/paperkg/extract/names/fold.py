"""Folds text so that spellings of one name meet: case, accents, hyphens and spaces do not count.

>>> folded = Folded.of("The Self-Attention layer")
>>> folded.text
'theselfattentionlayer'
>>> folded.source_span(3, 16)
(4, 18)
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, count

_TOKEN = re.compile(r"[^\W_]+\+*")
_APART = re.compile(rf"({_TOKEN.pattern})")


def _one_to_one() -> dict[int, str]:
    """Map accented Latin letters to their base letter, and letters whose lower case is longer."""
    table: dict[int, str] = {0x130: "i"}
    for code in range(0xC0, 0x250):
        base = "".join(
            c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c)
        )
        if len(base) == 1 and base != chr(code):
            table[code] = base
    return table


_LATIN = _one_to_one()


def flatten(text: str) -> str:
    """Return lower-case text without accents, of the same length as ``text``."""
    if text.isascii():
        return text.lower()
    lowered = text.translate(_LATIN).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_LATIN))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key of a name: its letters, digits and trailing plus signs, folded.

    >>> fold("PointNet++"), fold("Émile-Net 2")
    ('pointnet++', 'emilenet2')
    """
    return "".join(_TOKEN.findall(flatten(name)))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the way back to the source.

    Attributes:
        text: The tokens of the text, folded and joined.
        starts: Offset in :attr:`text` of every token.
        ends: Offset in :attr:`text` of the end of every token.
        sources: Offset in the source of every token.
        first_of: For the start of every token its number.
        last_of: For the end of every token its number.
    """

    text: str
    starts: list[int]
    ends: list[int]
    sources: list[int]
    first_of: dict[int, int]
    last_of: dict[int, int]

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Folded:
        """Fold ``source[start:end]``."""
        stop = len(source) if end is None else end
        parts = _APART.split(flatten(source[start:stop]))  # gap, token, gap, token ... gap
        tokens = parts[1::2]
        sources = list(accumulate(map(len, parts[:-1]), initial=start))[1::2]
        ends = list(accumulate(map(len, tokens)))
        starts = [0, *ends[:-1]] if ends else []
        first_of = dict(zip(starts, count(), strict=False))
        last_of = dict(zip(ends, count(), strict=False))
        return cls("".join(tokens), starts, ends, sources, first_of, last_of)

    def token_at(self, offset: int) -> int:
        """Return the number of the token in which ``offset`` of :attr:`text` lies."""
        return bisect_right(self.starts, offset) - 1

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the source that ``text[start:end]`` was folded from."""
        first = self.token_at(start)
        last = self.token_at(end - 1)
        return (
            self.sources[first] + start - self.starts[first],
            self.sources[last] + end - self.starts[last],
        )
