"""Builds the catalog: every work once, every claim between works, every fact with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from paperkg.model import (
    Catalog,
    Claim,
    Decision,
    Layer,
    Lexicon,
    Person,
    Problem,
    Reading,
    Relation,
    RelationClaim,
    Work,
)
from paperkg.resolve.curate import Curator
from paperkg.resolve.facts import describe
from paperkg.resolve.finder import Finder
from paperkg.resolve.gone import find_gone, heirs_of_works
from paperkg.resolve.groups import Group, Groups, identifier_keys, name_key, title_key
from paperkg.resolve.identity import IdentityLock, digest, mint
from paperkg.resolve.people import People
from paperkg.resolve.schemes import Schemes
from paperkg.resolve.verdicts import judge_claims, judge_concepts, still_named


def build_catalog(
    readings: Sequence[Reading],
    lexicon: Lexicon,
    *,
    lock: IdentityLock | None = None,
    decisions: Sequence[Decision] = (),
) -> Catalog:
    """Resolve what the posts say into one catalog.

    Args:
        readings: One per post.
        lexicon: Curated records, known works, categories and concepts.
        lock: Slugs of earlier builds; updated in place with those minted now.
        decisions: What people decided; slugs are minted as if there were none, so that a decision
            that is taken back leaves no trace.

    Returns:
        The catalog, in the order of ids. Claims of a work about itself are left out; an
        ``influenced`` claim is turned round. Problems of the readings are carried over, those
        found here (a parent newer than its child, a name or title that several papers share, a
        decision that no longer means anything) are added. What the lock knows and is there no
        more has a tombstone.
    """
    lock = lock if lock is not None else IdentityLock()
    curator = Curator(decisions, readings)
    groups = Groups(readings, lexicon, curator.apart())
    curator.name_works(groups)
    pending = _link(readings, groups)
    curator.call_works(groups)
    keys = {group.key: _keys(group) for group in groups.groups}
    slugs = _mint_works(groups.groups, keys, lock)
    minted = dict(slugs)
    if decisions:
        People(groups.groups, lock)  # mints whom nobody has merged away or corrected yet
        curator.settle(groups, slugs)
    schemes = Schemes(readings, lexicon, lock)
    people = People(groups.groups, lock)
    works = tuple(
        sorted(
            (describe(g, slugs[g.key], people, schemes) for g in groups.groups),
            key=lambda work: work.id,
        )
    )
    claims = _claims(pending, slugs)
    concepts = schemes.concepts
    if decisions:
        claims = judge_claims(curator, Finder(groups.groups, slugs), slugs, claims)
        works = still_named(works, claims, curator)
        works, concepts = judge_concepts(
            curator, Finder(groups.groups, slugs), slugs, works, concepts
        )
    problems = [p for reading in readings for p in (*reading.post.problems, *reading.problems)]
    problems += [*groups.problems, *_time_travel(works, claims), *curator.problems]
    catalog = Catalog(
        works=works,
        people=tuple(sorted((Person(i, n) for i, n in people.names.items()), key=lambda p: p.id)),
        concepts=concepts,
        categories=schemes.categories,
        readings=tuple(readings),
        claims=claims,
        problems=tuple(problems),
        merges=groups.merges(slugs),
        decisions=tuple(sorted(curator.applied, key=lambda d: (d.file, d.line))),
    )
    heirs = heirs_of_works(lock, keys, slugs)
    heirs |= {old: slugs[key] for key, old in minted.items() if old != slugs[key]}  # merged
    moved = {("paper", old): heir for old, heir in heirs.items()} | schemes.heirs(lock)
    return replace(catalog, tombstones=find_gone(catalog, lock, moved))


def _link(readings: Sequence[Reading], groups: Groups) -> list[tuple[Reading, int, Group, Group]]:
    pending = []
    for reading in readings:
        subject = groups.by_post.get(reading.post.id)
        if subject is None:
            continue
        for number, claim in enumerate(reading.relations):
            target = groups.target(claim.target, claim.work, claim.post)
            if not claim.work and not claim.post and groups.is_ambiguous(claim.target):
                groups.problems.append(_ambiguous(claim))
            if target is not None and target is not subject:
                pending.append((reading, number, subject, target))
    return pending


def _ambiguous(claim: RelationClaim) -> Problem:
    return Problem(
        code="ambiguous-name",
        file=claim.evidence.file,
        line=claim.evidence.line,
        message=f"{claim.target} may be any of several papers",
        advice="link to the post that is meant",
    )


def _mint_works(
    groups: Sequence[Group], keys: Mapping[str, Sequence[str]], lock: IdentityLock
) -> dict[str, str]:
    wanted = {group.key: (tuple(keys[group.key]), _slug_text(group)) for group in groups}
    return mint("paper", wanted, lock)


def _keys(group: Group) -> list[str]:
    """Return the keys by which a work is known again in the next build, its own key first.

    The path of a post is one; the number of an entry in a dump is not, for it changes with every
    entry put before it.
    """
    keys = [group.key]
    for reading in group.readings:
        keys += identifier_keys(
            reading.arxiv.value if reading.arxiv else "",
            reading.doi.value if reading.doi else "",
        )
        if reading.title:
            keys.append(title_key(reading.title.value))
        if reading.post.id == reading.post.file:
            keys.append(f"post:{reading.post.id}")
        if reading.short_name:
            keys.append(name_key(reading.short_name.value))
    if group.record:
        keys.append(f"record:{group.record.id}")
        keys += identifier_keys(group.record.arxiv, group.record.doi)
    if group.known:
        keys += identifier_keys(group.known.arxiv, group.known.doi)
        keys += [f"work:{group.known.id}", name_key(group.known.name)]
    nothing = {title_key(""), name_key("")}
    return [key for key in dict.fromkeys(keys) if key not in nothing]


def _slug_text(group: Group) -> str:
    if group.record:
        return group.record.id
    if group.known:
        return group.known.name
    readings = sorted(group.readings, key=lambda reading: reading.post.id)
    for reading in readings:
        if reading.short_name:
            return reading.short_name.value
    for reading in readings:
        if reading.title:
            return reading.title.value
    if group.mentions:
        return min(group.mentions, key=lambda name: (len(name), name))
    return readings[0].post.file.rpartition("/")[2].partition(".")[0]


def _claims(
    pending: Sequence[tuple[Reading, int, Group, Group]], slugs: dict[str, str]
) -> tuple[Claim, ...]:
    claims: dict[str, Claim] = {}
    places: dict[str, dict[tuple[str, int], int]] = {}
    for reading, number, subject, target in pending:
        stated = reading.relations[number]
        one, relation, other = slugs[subject.key], stated.relation, slugs[target.key]
        turned = relation is Relation.INFLUENCED
        if turned:
            one, relation, other = other, Relation.BUILDS_ON, one
        if one == other:  # of two works that a person merged
            continue
        post, evidence = reading.post, stated.evidence
        # The words count and not their place: a claim keeps its name while others come and go.
        # What a file says several times in the same words is numbered.
        text = f"{one} {relation} {other}\n{post.file}\n{evidence.quote}"
        alike = places.setdefault(text, {})
        turn = alike.setdefault((post.id, evidence.start), len(alike) + 1)
        name = digest(text if turn == 1 else f"{text}\n{turn}", 16)
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
