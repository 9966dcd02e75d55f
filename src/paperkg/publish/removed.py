"""What the last release had and this one has not, beside what the lock tells of."""

from __future__ import annotations

from collections.abc import Iterable

from paperkg.changes import Facts
from paperkg.changes.facts import LINKS, VALUES
from paperkg.graph import Quads, Triple
from paperkg.graph.terms import value_of
from paperkg.model import Tombstone
from paperkg.vocab import RDF, Iris

_KEPT = frozenset({"paper", "author", "concept", "category", "post", "claim"})
_PARTS = {f"<{RDF.subject}>": 0, f"<{RDF.predicate}>": 1, f"<{RDF.object}>": 2}


def find_removed(
    old: Quads, new: Quads, known: Iterable[Tombstone], iris: Iris
) -> tuple[Tombstone, ...]:
    """Return a tombstone for each resource of a release that the next one lacks.

    Those that were tombstones before stay what they were. A claim whose sentence moved is replaced
    by the claim that makes the same statement now.

    Args:
        old: The graph of the release before.
        new: The graph being made.
        known: Tombstones that stand in it already.
        iris: Mints IRIs.
    """
    there = {quad[0] for quad in new}
    done = {iris.of(stone.kind, stone.slug) for stone in known}
    facts = Facts(old)
    statements = _statements(old)
    claims: dict[Triple, str] = {}
    for claim, statement in sorted(_statements(new).items()):
        claims.setdefault(statement, claim)
    found = []
    for term in sorted({quad[0] for quad in old} - there):
        ref = iris.parse(term[1:-1])
        if ref is None or ref.fragment or ref.kind not in _KEPT or term[1:-1] in done:
            continue
        label, heir = facts.name(term), facts.heirs.get(term, "")
        if term in statements:
            label, heir = _told(facts, statements[term]), claims.get(statements[term], "")
        target = iris.parse(value_of(heir)) if heir else None
        found.append(Tombstone(ref.kind, ref.slug, label, target.slug if target else ""))
    return tuple(found)


def _statements(quads: Quads) -> dict[str, Triple]:
    parts: dict[str, list[str]] = {}
    for s, p, o, _ in quads:
        if p in _PARTS and "/claim/" in s:
            parts.setdefault(s, ["", "", ""])[_PARTS[p]] = o
    return {claim: (s, p, o) for claim, (s, p, o) in parts.items()}


def _told(facts: Facts, statement: Triple) -> str:
    subject, predicate, obj = statement
    words = LINKS.get(predicate) or VALUES.get(predicate, ("", "says"))[1]
    joint = " " if predicate in LINKS else ": "
    return f"{facts.name(subject)}{joint}{words} {facts.name(obj)}"
