"""Applies what people decided to claims and concepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from paperkg.model import Claim, Concept, Decision, Layer, Verdict, Work
from paperkg.resolve.curate import Curator
from paperkg.resolve.finder import Finder, UnclearNameError
from paperkg.resolve.identity import digest, fold


def judge_claims(
    curator: Curator, finder: Finder, slugs: Mapping[str, str], claims: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Return the claims as people see them, in the order of subject, relation, object.

    A rejected claim is gone; one of another type is curated and keeps its sentence; an accepted
    one stays as it is, and is curated, without a sentence, if no post says it.
    """
    pairs: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        pairs[claim.subject, claim.object][claim.id] = claim
    for decision in curator.of(Verdict.ACCEPT, Verdict.REJECT, Verdict.RETYPE):
        if decision.concept:
            continue
        try:
            one = slugs[finder.find(decision.subject).key]
            other = slugs[finder.find(decision.object).key]
        except UnclearNameError as fault:
            curator.stale(decision, *fault.args)
            continue
        table = pairs[one, other]
        meant = [claim for claim in table.values() if _is_meant(claim, decision)]
        if one == other:
            curator.stale(decision, f"{decision.subject} and {decision.object} are one work")
        elif decision.verdict is Verdict.ACCEPT:
            added = meant or [_added(decision, one, other)]
            table.update({claim.id: claim for claim in added})
            curator.done(decision, (one, other), [claim.id for claim in added])
        elif not meant:
            relation = str(decision.relation or "is related to").replace("_", " ")
            what = f"nothing says any more: {decision.subject} {relation} {decision.object}"
            there = [*table.values(), *pairs[other, one].values()]
            curator.stale(decision, what, _said_instead(there))
        else:
            for claim in meant:
                del table[claim.id]
            right = _retyped(meant, decision, table) if decision.new_relation else []
            table.update({claim.id: claim for claim in right})
            curator.done(decision, (one, other), [claim.id for claim in right or meant])
    kept = (claim for table in pairs.values() for claim in table.values())
    return tuple(sorted(kept, key=lambda c: (c.subject, c.relation, c.object, c.id)))


def _is_meant(claim: Claim, decision: Decision) -> bool:
    if decision.relation is not None and claim.relation is not decision.relation:
        return False
    if not decision.post:
        return True
    place = claim.evidence
    return place is not None and decision.post in {place.file, f"{place.file}#{place.n}"}


def _added(decision: Decision, one: str, other: str) -> Claim:
    assert decision.relation is not None  # the reader of decisions saw to it
    name = digest(f"{one} {decision.relation} {other} curated", 16)
    return Claim(name, one, decision.relation, other, Layer.CURATED, None)


def _retyped(
    claims: Sequence[Claim], decision: Decision, table: Mapping[str, Claim]
) -> list[Claim]:
    assert decision.new_relation is not None
    there = {
        (c.subject, c.object, c.evidence)
        for c in table.values()
        if c.relation is decision.new_relation
    }
    return [
        replace(
            claim,
            id=digest(f"{claim.id} as {decision.new_relation}", 16),
            relation=decision.new_relation,
            layer=Layer.CURATED,
        )
        for claim in claims
        if (claim.subject, claim.object, claim.evidence) not in there
    ]


def _said_instead(claims: Iterable[Claim]) -> str:
    said = sorted(f"{c.subject} {c.relation} {c.object}" for c in claims)
    if said:
        return f"what is said is: {'; '.join(dict.fromkeys(said))}"
    return "remove the decision"


def still_named(
    works: Sequence[Work], claims: Sequence[Claim], curator: Curator
) -> tuple[Work, ...]:
    """Leave out works without a post of which no claim speaks since people rejected it."""
    rejected = {work for d in curator.applied if d.verdict is Verdict.REJECT for work in d.works}
    named = {end for claim in claims for end in (claim.subject, claim.object)}
    return tuple(w for w in works if not w.stub or w.id not in rejected or w.id in named)


def judge_concepts(
    curator: Curator,
    finder: Finder,
    slugs: Mapping[str, str],
    works: Sequence[Work],
    concepts: Sequence[Concept],
) -> tuple[tuple[Work, ...], tuple[Concept, ...]]:
    """Return works without the concepts that people rejected, and concepts that they accepted."""
    table = {work.id: work for work in works}
    known = {concept.id: concept for concept in concepts}
    for decision in curator.of(Verdict.ACCEPT, Verdict.REJECT, Verdict.ALIAS):
        if not decision.concept:
            continue
        concept = _concept(known, decision.concept)
        if concept is None:
            curator.stale(decision, f"no concept is called {decision.concept!r}")
            continue
        try:
            work = slugs[finder.find(decision.work).key] if decision.work else ""
        except UnclearNameError as fault:
            curator.stale(decision, *fault.args)
            continue
        if decision.verdict is Verdict.ALIAS and concept.candidate:
            what = f"{decision.concept!r} is a candidate, not in the concept scheme"
            curator.stale(decision, what, "name a concept of the scheme")
            continue
        if decision.verdict is Verdict.ACCEPT:
            known[concept.id] = replace(concept, candidate=False)
        users = [w.id for w in table.values() if concept.id in w.concepts and work in {"", w.id}]
        if decision.verdict is Verdict.REJECT:
            if not users:
                curator.stale(decision, f"no post is said to be about {decision.concept!r}")
                continue
            table.update({user: _without(table[user], concept.id) for user in users})
        curator.done(decision, users)
    used = {c for work in table.values() for c in work.concepts}
    gone = {c for work in works for c in work.concepts} - used
    kept = tuple(c for c in known.values() if not (c.candidate and c.id in gone))
    return tuple(table.values()), kept


def _concept(known: Mapping[str, Concept], label: str) -> Concept | None:
    key = fold(label)
    for concept in known.values():
        if label == concept.id or key == fold(concept.label):
            return concept
    for concept in known.values():
        if key in map(fold, concept.alt_labels):
            return concept
    return None


def _without(work: Work, concept: str) -> Work:
    facts = tuple(f for f in work.facts if (f.field, f.value) != ("concept", concept))
    return replace(work, facts=facts, concepts=tuple(c for c in work.concepts if c != concept))
