"""What a person had better look at, in the order of what hangs on it, with the line to write."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from paperkg.model import Catalog, Claim, Evidence, Fact, Layer, Relation, Verdict, Work
from paperkg.resolve.identity import fold

LOW_PRECISION = 0.8
_CONTRAST = frozenset({Relation.COMPARES_WITH, Relation.CRITIQUES})
_CERTAIN = ("front-matter", "title-derived")  # how rules begin whose reading needs no second one
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/+-]*[A-Za-z0-9+]|[0-9]{4}")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to look at.

    Attributes:
        kind: ``cycle``, ``time-travel``, ``conflicting-claims``, ``weak-claim``,
            ``differing-values``, ``ambiguous-name`` or ``candidate-concept``.
        effect: For a claim and a work: how many works descend through it, and how many it leads
            back to. For a concept: how many works have it.
        what: What is to be judged, in one line.
        evidence: The sentence, if there is one.
        file: Where to look.
        line: Its line, 0 if unknown.
        decisions: Lines for ``curation.yaml``, one of which settles it.
    """

    kind: str
    effect: int
    what: str
    evidence: Evidence | None
    file: str
    line: int
    decisions: tuple[str, ...]


def review(
    catalog: Catalog, *, precision: Mapping[str, float] | None = None
) -> tuple[ReviewItem, ...]:
    """Return all that is weak or contradictory in a catalog, what has most effect first.

    Args:
        catalog: What to look through.
        precision: Measured precision of rules, for those that were measured: a claim that rests on
            rules below :data:`LOW_PRECISION` alone is weak; so is one of a single sentence whose
            rule was not measured.
    """
    reviewer = _Reviewer(catalog, precision or {})
    items = [*reviewer.claims(), *reviewer.facts(), *reviewer.ambiguities()]
    return tuple(sorted(items, key=lambda i: (-i.effect, i.kind, i.what, i.file, i.line)))


def review_concepts(catalog: Catalog) -> tuple[ReviewItem, ...]:
    """Return the candidate concepts, those that most works have first."""
    users: dict[str, list[Evidence]] = defaultdict(list)
    count: dict[str, int] = defaultdict(int)
    for work in catalog.works:
        for ident in work.concepts:
            count[ident] += 1
        for fact in work.facts:
            if fact.field == "concept" and fact.evidence is not None:
                users[fact.value].append(fact.evidence)
    items = []
    for concept in catalog.concepts:
        if concept.candidate and count[concept.id]:
            seen = users[concept.id][0] if users[concept.id] else None
            items.append(
                ReviewItem(
                    "candidate-concept",
                    count[concept.id],
                    f"{concept.label}: a concept?",
                    seen,
                    seen.file if seen else "",
                    seen.line if seen else 0,
                    (
                        decision("accept", concept=concept.label),
                        decision("reject", concept=concept.label),
                    ),
                )
            )
    return tuple(sorted(items, key=lambda i: (-i.effect, i.what)))


def decision(verdict: str, **fields: str | Iterable[str]) -> str:
    """Return a line of ``curation.yaml``.

    >>> decision("merge", works=["ALBERT", "A: lite"])
    '- merge: {works: [ALBERT, "A: lite"]}'
    """
    parts = []
    for key, value in fields.items():
        name = key.rstrip("_")
        if isinstance(value, str):
            parts.append(f"{name}: {_scalar(value)}")
        else:
            parts.append(f"{name}: [{', '.join(map(_scalar, value))}]")
    return f"- {verdict}: {{{', '.join(parts)}}}"


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


class _Reviewer:
    def __init__(self, catalog: Catalog, precision: Mapping[str, float]) -> None:
        self._catalog = catalog
        self._precision = precision
        self._works = {work.id: work for work in catalog.works}
        self._names = _names(catalog.works)
        self._up: dict[str, set[str]] = defaultdict(set)
        self._down: dict[str, set[str]] = defaultdict(set)
        for claim in catalog.claims:
            if claim.relation.builds_on:
                self._up[claim.subject].add(claim.object)
                self._down[claim.object].add(claim.subject)
        self._reached: dict[tuple[int, str], frozenset[str]] = {}
        self._settled = {
            claim
            for d in catalog.decisions
            if d.verdict is not Verdict.REJECT
            for claim in d.claims
        }
        self._corrected = {
            (work, d.field)
            for d in catalog.decisions
            if d.verdict is Verdict.CORRECT
            for work in d.works
        }

    def _ancestors(self, work: str) -> frozenset[str]:
        return self._reach(0, self._up, work)

    def _descendants(self, work: str) -> frozenset[str]:
        return self._reach(1, self._down, work)

    def _reach(self, way: int, edges: Mapping[str, set[str]], start: str) -> frozenset[str]:
        found = self._reached.get((way, start))
        if found is None:
            seen: set[str] = set()
            todo = [start]
            while todo:
                for other in edges.get(todo.pop(), ()):
                    if other not in seen:
                        seen.add(other)
                        todo.append(other)
            found = self._reached[way, start] = frozenset(seen)
        return found

    def claims(self) -> Iterator[ReviewItem]:
        """Yield the claims of lineage that are in doubt, at most one item for each step."""
        steps: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        contrast: set[tuple[str, str, str, int]] = set()
        for claim in self._catalog.claims:
            if claim.relation.builds_on:
                steps[claim.subject, claim.object].append(claim)
            elif claim.relation in _CONTRAST and claim.evidence is not None:
                place = claim.evidence
                contrast.add((claim.subject, claim.object, place.file, place.start))
        for (one, other), claims in steps.items():
            if any(claim.id in self._settled for claim in claims):
                continue
            doubt = self._doubt(one, other, claims, contrast)
            if doubt:
                effect = len(self._descendants(one) | self._ancestors(other))
                yield self._claim_item(*doubt, effect, claims)

    def _doubt(
        self,
        one: str,
        other: str,
        claims: list[Claim],
        contrast: set[tuple[str, str, str, int]],
    ) -> tuple[str, str] | None:
        if one in self._ancestors(other):
            return "cycle", "each comes from the other"
        year, older = self._works[one].year, self._works[other].year
        if year and older and older > year:
            return "time-travel", f"a work of {year} on one of {older}"
        places = [c.evidence for c in claims if c.evidence is not None]
        if any((one, other, p.file, p.start) in contrast for p in places):
            return "conflicting-claims", "the same sentence also sets them apart"
        weakness = self._weakness(claims, places)
        return ("weak-claim", weakness) if weakness else None

    def _weakness(self, claims: list[Claim], places: list[Evidence]) -> str:
        by_hand = any(claim.layer is not Layer.ASSERTED for claim in claims)
        if by_hand or any(place.rule.startswith(_CERTAIN) for place in places):
            return ""
        measured = [self._precision[p.rule] for p in places if p.rule in self._precision]
        if len(measured) == len(places):
            best = max(measured, default=1.0)
            return f"its rule is right in {best:.0%} of cases" if best < LOW_PRECISION else ""
        return "it rests on one sentence" if len(claims) == 1 else ""

    def _claim_item(self, kind: str, why: str, effect: int, claims: list[Claim]) -> ReviewItem:
        claim = claims[0]
        one, other = self._names[claim.subject], self._names[claim.object]
        relation = claim.relation.value
        place = claim.evidence
        choices = [
            decision("accept", subject=one, relation=relation, object=other),
            decision("reject", subject=one, relation=relation, object=other),
        ]
        if kind == "conflicting-claims":
            new = Relation.COMPARES_WITH.value
            choices.append(
                decision("retype", subject=one, relation=relation, object=other, as_=new)
            )
        return ReviewItem(
            kind,
            effect,
            f"{self._works[claim.subject].name} {relation.replace('_', ' ')} "
            f"{self._works[claim.object].name}: {why}",
            place,
            place.file if place else "",
            place.line if place else 0,
            tuple(choices),
        )

    def facts(self) -> Iterator[ReviewItem]:
        """Yield the works of which two different things are said."""
        for work in self._catalog.works:
            for field in ("title", "year", "arxiv", "doi", "author"):
                name = "authors" if field == "author" else field
                if (work.id, name) in self._corrected:
                    continue
                facts = [fact for fact in work.facts if fact.field == field]
                item = self._differing(work, name, facts)
                if item is not None:
                    yield item

    def _differing(self, work: Work, field: str, facts: list[Fact]) -> ReviewItem | None:
        if field == "authors":
            return self._other_authors(work, facts)
        values: dict[str, Fact] = {}
        for fact in facts:
            values.setdefault(fold(fact.value), fact)
        if len(values) < 2:
            return None
        said = " or ".join(f"{f.value} ({_sayer(f)})" for f in values.values())
        choices = tuple(
            decision("correct", work=self._names[work.id], field=field, value=f.value)
            for f in values.values()
        )
        return self._fact_item(work, f"{field} {said}", list(values.values())[1], choices)

    def _other_authors(self, work: Work, facts: list[Fact]) -> ReviewItem | None:
        people = {person.id: person.name for person in self._catalog.people}
        chosen = set(work.authors)
        odd = [f for f in facts if f.layer is Layer.ASSERTED and f.value not in chosen]
        if not odd:
            return None
        names = [people.get(a, a) for a in work.authors]
        more = [people.get(f.value, f.value) for f in odd]
        choices = tuple(
            decision("correct", work=self._names[work.id], field="authors", value=value)
            for value in (names, list(dict.fromkeys([*names, *more])))
        )
        what = f"author {', '.join(dict.fromkeys(more))}, who is none of the chosen ones"
        return self._fact_item(work, what, odd[0], choices)

    def _fact_item(self, work: Work, what: str, fact: Fact, choices: tuple[str, ...]) -> ReviewItem:
        effect = len(self._descendants(work.id) | self._ancestors(work.id))
        place = fact.evidence
        return ReviewItem(
            "differing-values",
            effect,
            f"{work.name}: {what}",
            place,
            place.file if place else "",
            place.line if place else 0,
            choices,
        )

    def ambiguities(self) -> Iterator[ReviewItem]:
        """Yield the names and posts that could not be assigned to one work."""
        by_name: dict[str, list[Work]] = defaultdict(list)
        by_file: dict[str, Work] = {}
        for work in self._catalog.works:
            for key in {fold(n) for n in (work.name, work.title, *work.aliases)}:
                by_name[key].append(work)
            for post in work.posts:
                by_file.setdefault(post.partition("#")[0], work)
        for problem in self._catalog.problems:
            if problem.code not in {"ambiguous-name", "ambiguous-paper"}:
                continue
            near = by_file.get(problem.file)
            choices: tuple[str, ...] = ()
            if problem.code == "ambiguous-name":
                name = problem.message.partition(" may be any")[0]
                choices = tuple(
                    decision("alias", work=self._names[w.id], name=name)
                    for w in by_name[fold(name)]
                    if w.posts
                )
            elif near is not None:
                choices = tuple(
                    decision("merge", works=[self._names[w.id], self._names[near.id]])
                    for w in by_name[fold(near.title)]
                    if w.posts and w is not near
                )
            works = [near.id] if near else []
            reach = (self._descendants(w) | self._ancestors(w) for w in works)
            yield ReviewItem(
                "ambiguous-name",
                sum(map(len, reach)),
                problem.message,
                None,
                problem.file,
                problem.line,
                choices,
            )


def _sayer(fact: Fact) -> str:
    if fact.evidence is not None:
        return f"{fact.evidence.file}:{fact.evidence.line}"
    return fact.source or fact.layer.value


def _names(works: Iterable[Work]) -> dict[str, str]:
    """Return id -> a name that no other work has, else one of its posts, else the id."""
    owners: dict[str, set[str]] = defaultdict(set)
    for work in works:
        for name in (work.short_name, work.title):
            if name:
                owners[fold(name)].add(work.id)
    found = {}
    for work in works:
        own = [n for n in (work.short_name, work.title) if n and len(owners[fold(n)]) == 1]
        found[work.id] = own[0] if own else next(iter(work.posts), work.id)
    return found
