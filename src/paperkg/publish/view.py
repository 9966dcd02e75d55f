"""Looks a catalog up from every side; made once per build, shared by all pages."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from paperkg.graph import facts_of, named_facts
from paperkg.index import Hop
from paperkg.model import (
    BUILDS_ON,
    Catalog,
    Category,
    Claim,
    Concept,
    Evidence,
    Fact,
    Person,
    Reading,
    Work,
)
from paperkg.publish.formulas import plain_formulas
from paperkg.resolve import used_concepts


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a post says: a fact about a work, or a claim between two.

    Attributes:
        work: Id of the work the statement is about.
        evidence: Where it is said.
        fact: The fact, if it is one.
        claim: The claim, if it is one.
    """

    work: str
    evidence: Evidence
    fact: Fact | None = None
    claim: Claim | None = None


class View:
    """A catalog with its cross-references, its works called as readers read them.

    Where a work's name holds a formula, :meth:`stated` returns the work as it stands in the data.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._stated = {w.id: w for w in catalog.works if "$" in f"{w.title}{w.short_name}"}
        if self._stated:
            catalog = replace(catalog, works=tuple(map(_readable, catalog.works)))
        self.catalog = catalog
        self.works: dict[str, Work] = {w.id: w for w in catalog.works}
        self.people: dict[str, Person] = {p.id: p for p in catalog.people}
        self.concepts: dict[str, Concept] = {c.id: c for c in used_concepts(catalog)}
        self.categories: dict[str, Category] = {c.id: c for c in catalog.categories}
        self.readings: dict[str, Reading] = {r.post.id: r for r in catalog.readings}
        self.post_at = {(r.post.file, r.post.n): r.post.id for r in catalog.readings}
        self.up: dict[str, list[Hop]] = {}
        self.down: dict[str, list[Hop]] = {}
        self.beside: dict[str, list[Claim]] = defaultdict(list)
        self._link_claims()
        self.by_author = _invert(catalog.works, lambda w: w.authors)
        self.by_concept = _invert(catalog.works, lambda w: w.concepts)
        self.by_category = _invert(catalog.works, lambda w: w.categories)
        self.works_of_post = _invert(catalog.works, lambda w: w.posts)

    def _link_claims(self) -> None:
        pairs: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in self.catalog.claims:
            if claim.relation.builds_on:
                pairs[claim.subject, claim.object].append(claim)
            else:
                self.beside[claim.subject].append(claim)
                self.beside[claim.object].append(claim)
        for (subject, object_), claims in sorted(pairs.items()):
            claims.sort(key=_telling)
            hop = Hop(subject, object_, claims[0].relation, tuple(claims))
            self.up.setdefault(subject, []).append(hop)
            self.down.setdefault(object_, []).append(hop)

    @cached_property
    def said(self) -> dict[str, list[Said]]:
        """Post id -> everything read in it, in the order of the text."""
        result: dict[str, list[Said]] = {post: [] for post in self.readings}
        for work in self.catalog.works:
            for fact in self.facts_of(work):
                if fact.evidence:
                    self._file(result, Said(work.id, fact.evidence, fact=fact))
        for claim in self.catalog.claims:
            if claim.evidence:
                self._file(result, Said(claim.subject, claim.evidence, claim=claim))
        for statements in result.values():
            statements.sort(key=lambda s: (s.evidence.start, s.evidence.end))
        return result

    def stated(self, work: Work) -> Work:
        """Return a work with its names as the data have them."""
        return self._stated.get(work.id, work)

    def facts_of(self, work: Work) -> Iterable[Fact]:
        """Go through everything said of a work, the short names its posts give it included."""
        return dict.fromkeys(facts_of(work, self.readings))

    @cached_property
    def claim_of(self) -> dict[tuple[str, Fact], str]:
        """Work and fact -> the id of the claim that the graph makes of it."""
        return {
            (work.id, fact): name
            for work in self.catalog.works
            for name, fact in named_facts(work, self.readings)
        }

    def _file(self, result: dict[str, list[Said]], said: Said) -> None:
        post = self.post_at.get((said.evidence.file, said.evidence.n))
        if post is not None:
            result[post].append(said)

    @cached_property
    def by_rule(self) -> dict[str, list[Said]]:
        """Rule -> everything it read, by post and place; sorted by rule."""
        result: dict[str, list[Said]] = defaultdict(list)
        for post in self.readings:
            for said in self.said[post]:
                result[said.evidence.rule].append(said)
        return dict(sorted(result.items()))

    def post_of(self, evidence: Evidence) -> str:
        """Return the id of the post an evidence stands in, or an empty string."""
        return self.post_at.get((evidence.file, evidence.n), "")

    def reach(self, start: str, *, up: bool) -> dict[str, int]:
        """Return every ancestor (or descendant) of a work with its distance, itself left out.

        Cycles are harmless: each work is met once, at its shortest distance.
        """
        table = self.up if up else self.down
        seen = {start: 0}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            for hop in table.get(here, ()):
                far = hop.object if up else hop.subject
                if far not in seen:
                    seen[far] = seen[here] + 1
                    queue.append(far)
        del seen[start]
        return seen


def _readable(work: Work) -> Work:
    title, short = plain_formulas(work.title), plain_formulas(work.short_name)
    same = (title, short) == (work.title, work.short_name)
    return work if same else replace(work, title=title, short_name=short)


def by_year(works: Iterable[Work]) -> list[Work]:
    """Return works newest first, those of unknown year last, then by name."""
    return sorted(works, key=lambda w: (-(w.year or 0), w.name.casefold(), w.id))


def _invert(works: Iterable[Work], keys: Callable[[Work], Iterable[str]]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = defaultdict(list)
    for work in works:
        for key in keys(work):
            result[key].append(work.id)
    return dict(result)


def _telling(claim: Claim) -> tuple[bool, int, str, int, int]:
    e = claim.evidence
    place = (e.file, e.n, e.start) if e else ("", 0, 0)
    return (claim.reversed, BUILDS_ON.index(claim.relation), *place)
