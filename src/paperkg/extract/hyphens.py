"""Puts back hyphens that a text has lost on its way, for display and for matching.

Scraped text may have lost every hyphen: "selfattention", "stateoftheart", "GPT2". They are put
back only where the text shows the loss (:func:`lost_hyphens`), only where both halves are words
and the whole is none, and never in quoted evidence. What has a closed spelling of its own
("pretraining", "multitask", "hyperparameter") stays as it is: there the spelling of a known title
decides, see :mod:`paperkg.extract.bibliography.titles`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from paperkg import resources
from paperkg.model import Lexicon

_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_TOKEN = re.compile(r"[A-Za-z]{4,}[0-9]*|[A-Za-z]+[0-9]+")
_CAMEL = re.compile(r"[A-Z][a-z]+")
_ACRONYM = re.compile(r"([A-Z]{2,})([a-z]{4,})")
_FIRST_IN_CAPITALS = frozenset(
    (
        *("self", "cross", "semi", "few", "zero", "one", "two", "three", "high", "higher", "low"),
        *("lower", "large", "long", "short", "small", "fine", "coarse", "second", "end"),
    )
)
"""Other first halves too often begin the name of a model ("TokenLearner")."""
_BEFORE_BASED = re.compile(r"([A-Z][a-z]{3,})([A-Z][a-z]{3,})(?= based\b)")
_FOLDED_AWAY = re.compile(r"[\s\-‐-―−­]+")
_CONNECTORS = ("to", "of", "the", "and", "by", "in")
_SHORTEST = 1000
"""A text shorter than this, in characters, is too little to tell whether hyphens were lost."""
_LONGEST = 60
"""No compound is longer, in letters; what is, is no word."""
_WITNESSES = 3
"""So many different words must show the loss."""


@dataclass(frozen=True, slots=True, eq=False)
class HyphenWords:
    """The words with which lost hyphens are put back.

    Attributes:
        first: First halves that make compounds freely ("self", "high").
        second: Second halves that do ("aware", "based").
        words: Ordinary words a productive half may join.
        keep: Words that look like compounds but are words, lower case.
        closed: Words usual in one piece, which had a hyphen where a capital stands inside.
        compounds: Joined spelling in lower case to the spelling with hyphens.
        series: Stem of a numbered series in lower case ("gpt") to what stands before the number.
    """

    first: frozenset[str]
    second: frozenset[str]
    words: frozenset[str]
    keep: frozenset[str]
    closed: frozenset[str]
    compounds: dict[str, str]
    series: dict[str, str]
    _done: dict[str, str] = field(default_factory=dict, repr=False)

    def extended(self, labels: Iterable[str], names: Iterable[str] = ()) -> HyphenWords:
        """Return these words with more hyphenated labels, and names that must stay whole."""
        compounds = dict(self.compounds)
        words = set(self.words)
        for label in labels:
            for token in label.split():
                bare = token.strip("()[]{},.:;'\"")
                joined = bare.replace("-", "").lower()
                if (
                    "-" in bare.strip("-")
                    and joined.isalpha()
                    and joined not in self.keep | self.closed
                ):
                    compounds.setdefault(joined, bare)
                elif len(bare) > 3 and bare.isascii() and bare.islower() and bare.isalpha():
                    words.add(bare)
        whole = {
            token.lower() for name in names for token in name.split() if token.isascii()
        } - compounds.keys()
        return HyphenWords(
            first=self.first,
            second=self.second,
            words=frozenset(words),
            keep=self.keep | whole,
            closed=self.closed,
            compounds=compounds,
            series=self.series,
        )


@cache
def default_words() -> HyphenWords:
    """Return the words of ``data/gazetteers/hyphens.txt``."""
    parts: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in resources.read_text("data", "gazetteers", "hyphens.txt").splitlines():
        if line.startswith("["):
            entries = parts.setdefault(line.strip("[] "), [])
        elif not line.startswith("#"):
            entries.extend(line.split())
    first, second = frozenset(parts["first"]), frozenset(parts["second"])
    return HyphenWords(
        first=first,
        second=second,
        words=first | second | frozenset(parts["words"]),
        keep=frozenset(parts["keep"]),
        closed=frozenset(parts["closed"]),
        compounds={c.replace("-", "").lower(): c for c in parts["compounds"]},
        series={s.rstrip("#").replace("-", "").lower(): s.rstrip("#") for s in parts["series"]},
    )


def words_of(lexicon: Lexicon) -> HyphenWords:
    """Return the default words with the lexicon's labels; names of works stay whole."""
    labels = [label for c in lexicon.concepts for label in (c.label, *c.alt_labels)]
    labels += [label for c in lexicon.categories for label in (c.label, *c.alt_labels, *c.cues)]
    names = [name for work in lexicon.works for name in (work.name, *work.aliases)]
    names += [name for record in lexicon.records for name in (record.short_name, *record.aliases)]
    return default_words().extended(labels, (name for name in names if " " not in name))


def lost_hyphens(text: str) -> bool:
    """Whether a text has lost its hyphens.

    It has next to none inside words, and several words show where they were.

    >>> lost_hyphens("A well-formed text about self-attention. " * 40)
    False
    >>> lost_hyphens("A stateoftheart model with selfattention and finegrained heads. " * 40)
    True
    """
    if len(text) < _SHORTEST:
        return False
    allowed = len(text) // 10_000
    for count, _ in enumerate(_HYPHEN.finditer(text)):
        if count >= allowed:
            return False
    witnesses: set[str] = set()
    words = default_words()
    for token in _TOKEN.finditer(text):
        bare = token.group()
        if bare.isalpha() and bare not in witnesses and _restored(bare, words) != bare:
            witnesses.add(bare)
            if len(witnesses) >= _WITNESSES:
                return True
    return False


def restore(text: str, words: HyphenWords) -> str:
    """Put hyphens back into a text that has lost them.

    >>> restore("GPT2 uses selfattention, EnglishtoFrench and 210% more", default_words())
    'GPT-2 uses self-attention, English-to-French and 210% more'
    """
    text = _BEFORE_BASED.sub(r"\1-\2", text)
    return _TOKEN.sub(lambda token: _restored(token.group(), words), text)


def fold(text: str) -> str:
    """Return a key under which spellings of one name meet.

    Case, hyphens, spaces and accents do not count; other signs do.

    >>> fold("Self-Attention") == fold("selfattention") == fold("self attention")
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _FOLDED_AWAY.sub("", text).casefold()


def _restored(token: str, words: HyphenWords) -> str:
    done = words._done.get(token)  # noqa: SLF001  (its own cache)
    if done is None:
        done = _split(token, words)
        words._done[token] = done  # noqa: SLF001
    return done


def _split(token: str, words: HyphenWords) -> str:
    stem = token.rstrip("0123456789")
    if len(stem) < len(token):
        before = words.series.get(stem.lower())
        # a name in lower case is a variable or a file name
        return before + token[len(stem) :] if before and not token.islower() else token
    low = token.lower()
    compound = words.compounds.get(low)
    if compound is not None:
        return _cut(token, compound)
    if low.endswith("s") and low[:-1] in words.compounds:
        return _cut(token, words.compounds[low[:-1]] + "s")
    if low in words.keep or low in words.words or token in words.closed:
        return token
    for parts in _ways(token, low, words):
        return "-".join(parts)
    return token


def _cut(token: str, pattern: str) -> str:
    """Cut a token where the pattern has hyphens, keeping the token's own letters."""
    out: list[str] = []
    at = 0
    for part in pattern.split("-"):
        out.append(token[at : at + len(part)])
        at += len(part)
    return "-".join(out)


def _ways(token: str, low: str, words: HyphenWords) -> Iterator[tuple[str, ...]]:
    """Yield the ways to cut a token, best first."""
    if len(token) > _LONGEST:
        return
    if not token[1:].islower():
        yield from _humps(token, words)
        return
    for at in range(len(low) - 3, 2, -1):
        head, tail = low[:at], low[at:]
        free = head in words.first and len(tail) > 3 and tail in words.words
        if free or (tail in words.second and head in words.words):
            yield token[:at], token[at:]
    yield from _connected(token, low, words)


def _humps(token: str, words: HyphenWords) -> Iterator[tuple[str, ...]]:
    """Cut a token with capitals inside: "SelfAttentive", "LSTMbased", "EnglishtoGerman"."""
    acronym = _ACRONYM.fullmatch(token)
    if acronym:
        head, tail = acronym.groups()
        if tail in words.second or tail == "like":
            yield head, tail
        return
    humps = _CAMEL.findall(token)
    if len(humps) != 2 or "".join(humps) != token:
        return
    head, tail = humps
    low_head, low_tail = head.lower(), tail.lower()
    if head.endswith("to") and len(head) > 4 and len(tail) > 3 and low_head not in words.words:
        yield head[:-2], "to", tail
    elif (
        (low_head in _FIRST_IN_CAPITALS and low_tail in words.words)
        or (low_tail in words.second and low_head in words.words)
        or low_head + low_tail in words.closed
    ):
        yield head, tail


def _connected(token: str, low: str, words: HyphenWords) -> Iterator[tuple[str, ...]]:
    """Cut "texttotext", "tokenbytoken": two words around a connector."""
    for connector in _CONNECTORS:
        at = low.find(connector, 3)
        while at >= 0:
            end = at + len(connector)
            if low[:at] in words.words and low[end:] in words.words and len(low) - end > 3:
                yield token[:at], token[at:end], token[end:]
            at = low.find(connector, at + 1)
