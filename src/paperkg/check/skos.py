"""The two concept schemes, held to the integrity conditions of SKOS."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from paperkg.check.facts import Facts
from paperkg.check.result import Faults, requirement
from paperkg.check.site import Site
from paperkg.graph.terms import split_literal
from paperkg.vocab import SKOS


@requirement(
    30,
    "SKOS integrity: one preferred label, labels disjoint, no circle, scheme and top concepts",
    "SKOS Reference S9 to S14, S27",
    "skosify data/graph.ttl -o /dev/null",
    theirs=True,
)
def _sound(site: Site) -> Faults:
    facts = site.facts
    concepts, schemes = facts.instances(SKOS.Concept), facts.instances(SKOS.ConceptScheme)
    for concept in concepts:
        yield from _labels(facts, concept)
        if not any(s in schemes for s in facts.get(concept, SKOS.inScheme)):
            yield f"{concept} is in no scheme"
        if not facts.get(concept, SKOS.broader) and not facts.get(concept, SKOS.topConceptOf):
            yield f"{concept} has nothing broader and is no top concept"
    for scheme in set(schemes) & set(concepts):
        yield f"{scheme} is a concept and a scheme (S9)"
    members = {s for s, _ in facts.having(SKOS.inScheme)}
    for scheme in schemes:
        tops = set(facts.get(scheme, SKOS.hasTopConcept))
        if tops != set(facts.into(scheme, SKOS.topConceptOf)):
            yield f"{scheme}: hasTopConcept and topConceptOf differ (S8)"
    for concept in sorted(members - set(concepts)):
        yield f"{concept} is in a scheme and is no concept"
    yield from _circles(facts)
    return f"{len(concepts)} concepts in {len(schemes)} schemes"


def _circles(facts: Facts) -> Iterator[str]:
    above = _above(facts)
    for concept in sorted(c for c in above if c in above[c]):
        yield f"{concept} is broader than itself"
    for subject, obj in facts.having(SKOS.related):
        if obj in above.get(subject, ()) or subject in above.get(obj, ()):
            yield f"{subject} and {obj} are related and broader (S27)"


def _labels(facts: Facts, concept: str) -> Iterator[str]:
    preferred = facts.get(concept, SKOS.prefLabel)
    languages = Counter(split_literal(label)[1] for label in preferred)
    if not preferred:
        yield f"{concept} has no preferred label"
    for language, number in languages.items():
        if number > 1:
            yield f"{concept} has {number} preferred labels in {language or 'no language'} (S14)"
    others = (*facts.get(concept, SKOS.altLabel), *facts.get(concept, SKOS.hiddenLabel))
    for label in sorted(set(preferred) & set(others)):
        yield f"{concept}: {label} is preferred and alternative (S13)"


def _above(facts: Facts) -> dict[str, set[str]]:
    """Return for each concept all that is broader, at any distance."""
    parents: dict[str, set[str]] = defaultdict(set)
    for subject, obj in facts.having(SKOS.broader):
        parents[subject].add(obj)
    for subject, obj in facts.having(SKOS.narrower):
        parents[obj].add(subject)
    found: dict[str, set[str]] = {}
    for concept in list(parents):
        seen: set[str] = set()
        todo = list(parents[concept])
        while todo:
            parent = todo.pop()
            if parent not in seen:
                seen.add(parent)
                todo.extend(parents.get(parent, ()))
        found[concept] = seen
    return found
