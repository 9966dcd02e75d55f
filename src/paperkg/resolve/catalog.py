"""Builds the catalog: every work once, every claim between works, every fact with its source."""

from __future__ import annotations

from collections.abc import Sequence

from paperkg.model import (
    Catalog,
    Claim,
    Concept,
    Layer,
    Lexicon,
    Person,
    Problem,
    Reading,
    Relation,
    Work,
)
from paperkg.resolve.facts import People, describe
from paperkg.resolve.groups import Group, Groups, identifier_keys, name_key, title_key
from paperkg.resolve.identity import IdentityLock, digest, fold, mint, slug


def build_catalog(
    readings: Sequence[Reading], lexicon: Lexicon, *, lock: IdentityLock | None = None
) -> Catalog:
    """Resolve what the posts say into one catalog.

    Args:
        readings: One per post.
        lexicon: Curated records, known works, categories and concepts.
        lock: Slugs of earlier builds; updated in place with those minted now.

    Returns:
        The catalog, in the order of ids. Claims of a work about itself are left out; an
        ``influenced`` claim is turned round. Problems of the readings are carried over, those
        found here (a parent newer than its child) are added.
    """
    lock = lock if lock is not None else IdentityLock()
    groups = Groups(readings, lexicon)
    pending = _link(readings, groups)
    slugs = _mint_works(groups.groups, lock)
    concepts = _Concepts(lexicon, lock)
    people = People(groups.groups, lock)
    works = tuple(
        sorted(
            (describe(g, slugs[g.key], people, concepts.id_of, lexicon) for g in groups.groups),
            key=lambda work: work.id,
        )
    )
    claims = _claims(pending, slugs)
    problems = [p for reading in readings for p in (*reading.post.problems, *reading.problems)]
    problems += _time_travel(works, claims)
    return Catalog(
        works=works,
        people=tuple(sorted((Person(i, n) for i, n in people.names.items()), key=lambda p: p.id)),
        concepts=concepts.all(),
        categories=tuple(sorted(lexicon.categories, key=lambda c: c.id)),
        readings=tuple(readings),
        claims=claims,
        problems=tuple(problems),
        merges=groups.merges(slugs),
    )


def _link(readings: Sequence[Reading], groups: Groups) -> list[tuple[Reading, int, Group, Group]]:
    pending = []
    for reading in readings:
        subject = groups.by_post.get(reading.post.id)
        if subject is None:
            continue
        for number, claim in enumerate(reading.relations):
            target = groups.target(claim.target, claim.work, claim.post)
            if target is not None and target is not subject:
                pending.append((reading, number, subject, target))
    return pending


def _mint_works(groups: Sequence[Group], lock: IdentityLock) -> dict[str, str]:
    wanted: dict[str, tuple[tuple[str, ...], str]] = {}
    for group in groups:
        keys = list(group.key.split("\n"))
        for reading in group.readings:
            keys += identifier_keys(
                reading.arxiv.value if reading.arxiv else "",
                reading.doi.value if reading.doi else "",
            )
            if reading.title:
                keys.append(title_key(reading.title.value))
            keys.append(f"post:{reading.post.id}")
        if group.record:
            keys += [f"record:{group.record.id}"]
            keys += identifier_keys(group.record.arxiv, group.record.doi)
        if group.known:
            keys += [f"work:{group.known.id}", name_key(group.known.name)]
        wanted[group.key] = (tuple(dict.fromkeys(keys)), _slug_text(group))
    return mint("paper", wanted, lock)


def _slug_text(group: Group) -> str:
    if group.record:
        return group.record.id
    if group.known:
        return group.known.name
    for reading in group.readings:
        if reading.short_name:
            return reading.short_name.value
    for reading in group.readings:
        if reading.title:
            return reading.title.value
    if group.mentions:
        return min(group.mentions, key=lambda name: (len(name), name))
    return group.readings[0].post.file.rpartition("/")[2].partition(".")[0]


def _claims(
    pending: Sequence[tuple[Reading, int, Group, Group]], slugs: dict[str, str]
) -> tuple[Claim, ...]:
    claims: dict[str, Claim] = {}
    for reading, number, subject, target in pending:
        stated = reading.relations[number]
        one, relation, other = slugs[subject.key], stated.relation, slugs[target.key]
        turned = relation is Relation.INFLUENCED
        if turned:
            one, relation, other = other, Relation.BUILDS_ON, one
        place = f"{stated.evidence.file}#{stated.evidence.n}@{stated.evidence.start}"
        name = digest(f"{one} {relation} {other} {place}-{stated.evidence.end}", 16)
        claims[name] = Claim(
            id=name,
            subject=one,
            relation=relation,
            object=other,
            layer=Layer.CURATED
            if stated.evidence.rule.startswith("front-matter")
            else Layer.ASSERTED,
            evidence=stated.evidence,
            reversed=turned,
        )
    return tuple(sorted(claims.values(), key=lambda c: (c.subject, c.relation, c.object, c.id)))


def _time_travel(works: Sequence[Work], claims: Sequence[Claim]) -> list[Problem]:
    years = {work.id: (work.year, work.name) for work in works}
    problems = []
    for claim in claims:
        year, name = years[claim.subject]
        older, parent = years[claim.object]
        if claim.relation.builds_on and claim.evidence and year and older and older > year:
            problems.append(
                Problem(
                    code="time-travel",
                    file=claim.evidence.file,
                    line=claim.evidence.line,
                    message=f"{name} ({year}) is said to build on {parent} ({older}), a later work",
                    advice="check the sentence and the two years",
                )
            )
    return problems


class _Concepts:
    """The concept scheme, and the candidates that posts add to it."""

    def __init__(self, lexicon: Lexicon, lock: IdentityLock) -> None:
        self._scheme = {concept.id: concept for concept in lexicon.concepts}
        self._candidates: dict[str, Concept] = {}
        self._lock = lock

    def id_of(self, concept: str, label: str) -> str:
        if concept in self._scheme:
            return concept
        key = fold(label)
        if not key:
            return ""
        if key not in self._candidates:
            name = slug(label)
            if name in self._scheme:
                name = f"{name}-{digest(key)}"
            self._candidates[key] = Concept(id=name, label=label, candidate=True)
        return self._candidates[key].id

    def all(self) -> tuple[Concept, ...]:
        everything = [*self._scheme.values(), *self._candidates.values()]
        return tuple(sorted(everything, key=lambda c: c.id))
