"""Extractors from other packages: found by entry point, on only where enabled, never trusted.

A package offers an extractor in its ``pyproject.toml``::

    [project.entry-points."paperkg.extractors"]
    sequels = "my_package:Sequels"

and a project switches it on in its ``paperkg.toml`` with ``plugins = ["sequels"]``. What it reads
passes the gates of :func:`gate`; the rule in its evidence begins with the extractor's origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from typing import Protocol, runtime_checkable

from paperkg.errors import ConfigError
from paperkg.extract.names import fold
from paperkg.model import Evidence, Post, PostKind, Problem, Reading, Relation, RelationClaim

GROUP = "paperkg.extractors"
MOST_CLAIMS = 1000
_WORD = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*", re.ASCII)
_SHORT = 200

OnProblem = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of names when a post is read.

    Attributes:
        own: Names of the post's paper, its short name first.
        others: Names of the other papers of the collection, sorted.
    """

    own: tuple[str, ...]
    others: tuple[str, ...]


@runtime_checkable
class Extractor(Protocol):
    """What a package has to offer. A class is called without arguments to make one.

    Attributes:
        name: Name of the rule, in lower-case words joined by hyphens.
        origin: Who or what is behind it, likewise: a package, a model.
    """

    name: str
    origin: str

    def read(self, post: Post, names: Names) -> Iterable[RelationClaim]:
        """Return relations of the post's paper; ``work`` and ``post`` of a claim are ignored."""
        ...


class _RefusedError(Exception):
    """Why a claim does not pass."""


def load_extractors(
    enabled: Sequence[str],
    *,
    on_problem: OnProblem,
    path: str = "",
    offered: Iterable[EntryPoint] | None = None,
) -> tuple[Extractor, ...]:
    """Load the extractors that are switched on, in that order.

    Args:
        enabled: Names of entry points.
        on_problem: Called with each that cannot be loaded; the others are.
        path: The settings file, for messages.
        offered: What is installed; looked up if not given.

    Raises:
        ConfigError: No installed package offers an extractor of a name.
    """
    if not enabled:
        return ()
    points = {point.name: point for point in offered or entry_points(group=GROUP)}
    found: list[Extractor] = []
    for name in dict.fromkeys(enabled):
        if name not in points:
            near = get_close_matches(name, list(points), 2, 0.5)
            known = f"installed: {', '.join(sorted(points))}" if points else "none is installed"
            raise ConfigError(
                f"there is no plug-in {name!r}",
                path=path,
                key="plugins",
                advice=f"did you mean {' or '.join(near)}?" if near else known,
            )
        try:
            found.append(_made(points[name].load()))
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - a stranger's code may raise anything
            on_problem(_failed(name, path or name, fault))
    return tuple(found)


def _made(offer: object) -> Extractor:
    made = offer() if isinstance(offer, type) else offer
    if not isinstance(made, Extractor):
        raise TypeError("it has no name, origin and read(post, names)")
    for word in (made.name, made.origin):
        if not isinstance(word, str) or not _WORD.fullmatch(word):
            raise ValueError(f"{word!r} is no name of lower-case words joined by hyphens")
    return made


def rule_of(extractor: Extractor) -> str:
    """Return the name under which the claims of an extractor go."""
    return f"{extractor.origin}:{extractor.name}"


def with_plugins(
    readings: Sequence[Reading],
    extractors: Sequence[Extractor],
    *,
    disabled_rules: frozenset[str] = frozenset(),
    on_problem: OnProblem,
) -> tuple[Reading, ...]:
    """Return readings with what extractors add to them; what a rule has read is not repeated.

    Args:
        readings: One per post.
        extractors: See :func:`load_extractors`.
        disabled_rules: Rules that are off; see :func:`rule_of`.
        on_problem: Called with every post on which an extractor failed, and every claim refused.
    """
    active = [e for e in extractors if rule_of(e) not in disabled_rules]
    if not active:
        return tuple(readings)
    years = _years(readings)
    everyone = sorted({reading_name for r in readings for reading_name in _own(r)[:1]})
    return tuple(_with(reading, active, everyone, years, on_problem) for reading in readings)


def _with(
    reading: Reading,
    extractors: Sequence[Extractor],
    everyone: Sequence[str],
    years: Mapping[str, int],
    on_problem: OnProblem,
) -> Reading:
    if reading.kind is not PostKind.PAPER:
        return reading
    own = _own(reading)
    names = Names(own, tuple(name for name in everyone if name not in own))
    claims = {(c.relation, fold(c.target)): c for c in reversed(reading.relations)}
    before = set(claims)
    for extractor in extractors:
        rule = rule_of(extractor)
        for claim in _claims(extractor, reading.post, names, on_problem):
            try:
                passed = gate(claim, reading, rule, years)
            except _RefusedError as why:
                message = f"plug-in {rule}: {why}: the claim is left out"
                line = reading.post.source.line_at(reading.post.start)
                on_problem(Problem("plugin-refused", reading.post.file, line, message))
            except Exception as fault:  # noqa: BLE001 - a stranger's value may raise when looked at
                on_problem(_failed(rule, reading.post.file, fault))
            else:
                claims.setdefault((passed.relation, fold(passed.target)), passed)
    added = tuple(claim for key, claim in claims.items() if key not in before)
    return replace(reading, relations=(*reading.relations, *added))


def _claims(
    extractor: Extractor, post: Post, names: Names, on_problem: OnProblem
) -> Iterator[object]:
    try:
        yield from islice(iter(extractor.read(post, names)), MOST_CLAIMS)
    except (Exception, SystemExit) as fault:  # noqa: BLE001 - a stranger's code may raise anything
        on_problem(_failed(rule_of(extractor), post.file, fault))


def _failed(name: str, file: str, fault: BaseException) -> Problem:
    what = " ".join(f"{type(fault).__name__}: {fault}".split())[:_SHORT]
    return Problem(
        "plugin-failed", file, 0, f"plug-in {name} failed: {what}", "switch it off, or report it"
    )


def gate(claim: object, reading: Reading, rule: str, years: Mapping[str, int]) -> RelationClaim:
    """Return a claim in our own words if everything about it can be checked.

    Args:
        claim: What an extractor returned.
        reading: The post it was given.
        rule: See :func:`rule_of`.
        years: Folded name -> year, for the papers whose year is stated.

    Raises:
        _RefusedError: The relation is not of the closed set; the quote is not at its place, not in
            this post, or does not hold the name of the target; the paper is related to itself; or
            lineage would run from an earlier work to a later one.
    """
    relation = _relation(getattr(claim, "relation", None))
    target = getattr(claim, "target", None)
    if not isinstance(target, str) or not fold(target) or len(target) > _SHORT:
        raise _RefusedError("it has no target")
    post = reading.post
    start, end = _place(getattr(claim, "evidence", None), post)
    place = Evidence.of(post, start, end, rule)
    if fold(target) not in fold(place.quote):
        raise _RefusedError(f"{target!r} is not named in what it quotes")
    own = {fold(name) for name in _own(reading)}
    if fold(target) in own:
        raise _RefusedError("it relates the paper to itself")
    mine = next((years[name] for name in sorted(own) if name in years), None)
    theirs = years.get(fold(target))
    if mine is not None and theirs is not None:
        later, earlier = (theirs, mine) if relation is Relation.INFLUENCED else (mine, theirs)
        if (relation.builds_on or relation is Relation.INFLUENCED) and later < earlier:
            raise _RefusedError(f"{relation} {target} would run against time")
    at = place.quote.find(target)
    mention = (place.start + at, place.start + at + len(target)) if at >= 0 else (0, 0)
    return RelationClaim(relation, " ".join(target.split()), "", "", place, mention)


def _relation(value: object) -> Relation:
    if not isinstance(value, str) or value not in set(Relation) or value == Relation.BUILDS_ON:
        raise _RefusedError(f"{str(value)[:40]!r} is no relation of the closed set")
    return Relation(value)


def _place(evidence: object, post: Post) -> tuple[int, int]:
    start, end = getattr(evidence, "start", None), getattr(evidence, "end", None)
    if type(start) is not int or type(end) is not int:
        raise _RefusedError("its evidence has no place")
    if (getattr(evidence, "file", None), getattr(evidence, "n", None)) != (post.file, post.n):
        raise _RefusedError("its evidence is of another post")
    if not post.start <= start < end <= post.end:
        raise _RefusedError("its evidence lies outside the post")
    quote = getattr(evidence, "quote", None)
    if quote != post.source.text[start:end] or not quote.strip():
        raise _RefusedError("its quote is not what stands at its place")
    return start, end


def _own(reading: Reading) -> tuple[str, ...]:
    stated = [s.value for s in (reading.short_name, reading.title) if s]
    return tuple(dict.fromkeys((*stated, *reading.own_names)))


def _years(readings: Sequence[Reading]) -> dict[str, int]:
    """Return folded name -> year, for names that mean one paper only."""
    found: dict[str, set[int]] = {}
    for reading in readings:
        for name in _own(reading):
            year = reading.year.value if reading.year else ""
            found.setdefault(fold(name), set()).add(int(year) if year.isdigit() else 0)
    return {name: min(years) for name, years in found.items() if len(years) == 1 and 0 not in years}
