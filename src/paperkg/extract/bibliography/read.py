"""From a post to the bibliography of its paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from paperkg.extract.bibliography.completion import COMPLETION
from paperkg.extract.bibliography.names import NAME_RULES, NOT_SHORT
from paperkg.extract.bibliography.registry import rules_for
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.subject import own_clauses
from paperkg.extract.bibliography.title_rules import TITLE_RULES
from paperkg.extract.bibliography.titles import known_titles, title_key
from paperkg.extract.hyphens import HyphenWords, fold, lost_hyphens, words_of
from paperkg.model import Lexicon, Post, Problem, Source, Stated


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a post states of its paper; ``None`` and ``()`` where it does not say.

    Attributes:
        title: Full title, hyphens restored where the text has lost them.
        short_name: Name of the model or method.
        own_names: All names by which the post calls its paper, the short name first.
        authors: In order.
        year: As four digits.
        arxiv: Id without version.
        doi: In the form ``10.1234/suffix``.
        url: As given.
        venue: As given, without the year.
        problems: Contradictions in what the post says.
    """

    title: Stated | None = None
    short_name: Stated | None = None
    own_names: tuple[str, ...] = ()
    authors: tuple[Stated, ...] = ()
    year: Stated | None = None
    arxiv: Stated | None = None
    doi: Stated | None = None
    url: Stated | None = None
    venue: Stated | None = None
    problems: tuple[Problem, ...] = ()


_FIRST = {field: rules_for(field) for field in ("authors", "year", "arxiv", "doi", "url", "venue")}


def read_bibliography(
    post: Post, lexicon: Lexicon, *, disabled: frozenset[str] = frozenset()
) -> Bibliography:
    """Read what a post states of its paper.

    Args:
        post: The post.
        lexicon: What is known beforehand; only the spelling of titles and words is taken from it,
            never a fact.
        disabled: Names of rules that are off.
    """
    sight = _sight(post, lexicon)
    sight.titles = _distinct(_all(sight, TITLE_RULES, disabled))
    if COMPLETION.name in disabled:
        sight.title = sight.titles[0] if sight.titles else None
    else:
        sight.title = next(iter(COMPLETION.read(sight)), None)
    names = _distinct(_all(sight, NAME_RULES, disabled))
    sight.names = [n.value for n in names]
    sight.clauses = tuple(own_clauses(sight))
    first = {field: _first_rule(sight, rules, disabled) for field, rules in _FIRST.items()}
    told = sight.title is not None and sight.title.evidence.rule == "title-from-alias"
    shown = names if told else [n for n in names if n.evidence.rule not in NOT_SHORT]
    short = next((n for n in shown if len(n.value.split()) <= _SHORT), None)
    return Bibliography(
        title=sight.title,
        short_name=short,
        own_names=tuple(sight.names),
        authors=_distinct(first["authors"]),
        year=_one(first["year"]),
        arxiv=_one(first["arxiv"]),
        doi=_one(first["doi"]),
        url=_one(first["url"]),
        venue=_one(first["venue"]),
        problems=tuple(_contradictions(post, first["year"])),
    )


class _Known(NamedTuple):
    """What the bibliography uses of a lexicon, made once."""

    lexicon: Lexicon
    works: dict[str, str]
    words: list[HyphenWords]
    titles: dict[str, str]


_SHORT = 4
"""No short name has more words."""
_LOST: dict[str, bool] = {}
_KNOWN: list[_Known] = []


def _known(lexicon: Lexicon) -> _Known:
    if not _KNOWN or _KNOWN[0].lexicon is not lexicon:
        works = {
            fold(name).removesuffix("s"): title_key(work.title)
            for work in lexicon.works
            if work.title
            for name in (work.name, *work.aliases)
        }
        _KNOWN[:] = [_Known(lexicon, works, [], known_titles(lexicon))]
    return _KNOWN[0]


def _sight(post: Post, lexicon: Lexicon) -> Sight:
    known = _known(lexicon)
    if not _has_lost(post.source):
        return Sight(post, works=known.works, known_titles=known.titles)
    if not known.words:
        known.words.append(words_of(lexicon))
    return Sight(
        post,
        words=known.words[0],
        known=known.titles,
        works=known.works,
        known_titles=known.titles,
    )


def _has_lost(source: Source) -> bool:
    """Whether a source has lost its hyphens; remembered, for a dump has many posts."""
    if source.sha256 not in _LOST:
        if len(_LOST) > 4:
            _LOST.clear()
        _LOST[source.sha256] = lost_hyphens(source.text)
    return _LOST[source.sha256]


def _all(sight: Sight, rules: tuple[Rule, ...], disabled: frozenset[str]) -> Iterator[Stated]:
    for rule in rules:
        if rule.name not in disabled:
            yield from rule.read(sight)


def _first_rule(
    sight: Sight, rules: tuple[Rule, ...], disabled: frozenset[str]
) -> tuple[Stated, ...]:
    """Return what the first rule finds that finds anything."""
    for rule in rules:
        if rule.name not in disabled:
            found = tuple(rule.read(sight))
            if found:
                return found
    return ()


def _distinct(found: Iterator[Stated] | tuple[Stated, ...]) -> tuple[Stated, ...]:
    seen: dict[str, Stated] = {}
    for stated in found:
        seen.setdefault(fold(stated.value), stated)
    return tuple(seen.values())


def _one(found: tuple[Stated, ...]) -> Stated | None:
    return found[0] if found else None


def _contradictions(post: Post, years: tuple[Stated, ...]) -> Iterator[Problem]:
    # a venue's year beside that of the first version is no contradiction: only fields are
    fields = [y for y in years if y.evidence.rule == "year-from-field"]
    said = list(dict.fromkeys(y.value for y in fields))
    if len(said) > 1:
        yield Problem(
            "years-differ",
            post.file,
            fields[0].evidence.line,
            f"the post says {' and '.join(said)} for the year of its paper",
            f"{said[0]} was taken; correct the other",
        )
