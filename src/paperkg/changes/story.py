"""Tells the difference between two graphs in words, group by group."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from paperkg.changes.facts import (
    ANCESTOR,
    BUILDS_ON,
    CONCEPT,
    LINKS,
    PAPER,
    PERSON,
    POST,
    STUB,
    TITLE,
    TYPED,
    VALUES,
    Facts,
    Sentence,
)
from paperkg.graph import Quad
from paperkg.graph.terms import value_of

GROUPS = {
    "papers": "Papers",
    "links": "Links",
    "lineage": "What follows for lineage",
    "authors": "Authors",
    "concepts": "Concepts and categories",
    "posts": "Posts",
}
"""Groups in the order in which they are told."""

_EACH = frozenset({"links", "lineage"})
"""Groups whose changes are things of their own, whatever they are about."""
_KINDS = ((PAPER, "papers", "paper"), (STUB, "papers", "work without a post"))
_OTHERS = ((PERSON, "authors", "author"), (CONCEPT, "concepts", "concept"), (POST, "posts", "post"))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different.

    Attributes:
        group: One of :data:`GROUPS`.
        sign: ``+`` added, ``-`` removed, ``~`` changed.
        text: What, in words.
        subject: IRI it is about.
        sentences: Those that say so: in the new graph, or in the old for what was removed.
        whole: Whether all of the subject was added or removed, and not something about it.
    """

    group: str
    sign: str
    text: str
    subject: str
    sentences: tuple[Sentence, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """The whole difference in words.

    Attributes:
        changes: In the order of groups, then of names.
        added: Number of quads that were added.
        removed: Number of quads that were removed.
        claims: Numbers of claims that were added and removed: one read from other words than
            before is a new claim.
    """

    changes: tuple[Change, ...]
    added: int
    removed: int
    claims: tuple[int, int] = field(default=(0, 0))

    def summary(self) -> str:
        """Return the difference in one line."""
        if not (self.added or self.removed):
            return "no difference"
        counted = Counter(self._counted())
        parts = [
            f"{GROUPS[group].lower()} " + " ".join(f"{s}{counted[group, s]}" for s in found)
            for group in GROUPS
            if (found := [s for s in "+-~" if counted[group, s]])
        ]
        parts.append(f"quads +{self.added} -{self.removed}")
        return ", ".join(parts)

    def _counted(self) -> Iterator[tuple[str, str]]:
        """Yield group and sign of each link and each thing; of one that changed, once."""
        wholes = {(c.group, c.subject) for c in self.changes if c.whole}
        yield from ((c.group, c.sign) for c in self.changes if c.whole or c.group in _EACH)
        changed = {(c.group, c.subject) for c in self.changes if c.group not in _EACH}
        yield from ((group, "~") for group, _ in changed - wholes)

    def to_text(self) -> str:
        """Return all of it, for people."""
        lines = [self.summary()]
        for group, title in GROUPS.items():
            told = [change for change in self.changes if change.group == group]
            if told:
                lines += ["", title]
            for change in told:
                lines.append(f"  {change.sign} {change.text}")
                for sentence in change.sentences:
                    lines.append(f"      “{' '.join(sentence.quote.split())}”  {sentence.place}")
        if any(self.claims):
            lines += ["", f"Claims +{self.claims[0]} -{self.claims[1]}"]
        return "\n".join(lines) + "\n"

    def to_dict(self) -> dict[str, object]:
        """Return all of it as plain values; the schema is stable.

        ``summary``: text; ``quads``, ``claims``: ``{added, removed}``; ``changes``: a list of
        ``{group, change, text, subject, sentences}``, where ``change`` is ``added``, ``removed`` or
        ``changed`` and a sentence is ``{quote, place}``.
        """
        words = {"+": "added", "-": "removed", "~": "changed"}
        return {
            "summary": self.summary(),
            "quads": {"added": self.added, "removed": self.removed},
            "claims": {"added": self.claims[0], "removed": self.claims[1]},
            "changes": [
                {
                    "group": change.group,
                    "change": words[change.sign],
                    "text": change.text,
                    "subject": change.subject,
                    "sentences": [sentence._asdict() for sentence in change.sentences],
                }
                for change in self.changes
            ],
        }

    def to_json(self) -> str:
        """Return :meth:`to_dict` as text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"


def tell(old: Sequence[Quad], new: Sequence[Quad]) -> Story:
    """Tell the difference between two graphs."""
    before, after = Facts(old), Facts(new)
    one, other = set(old), set(new)
    changes = [
        *_resources(before, after),
        *_links(before, after),
        *_values(before, after),
        *_lineage(before, after),
    ]
    order = list(GROUPS)
    changes.sort(key=lambda c: (order.index(c.group), c.text.casefold(), c.sign, c.subject))
    claims = (len(after.claims - before.claims), len(before.claims - after.claims))
    return Story(tuple(changes), len(other - one), len(one - other), claims)


def _iri(term: str) -> str:
    return value_of(term)


def _resources(before: Facts, after: Facts) -> Iterator[Change]:
    """Tell of what came and went; a work that got a post, or lost its only one, has changed."""
    works = [facts.of_type(PAPER) | facts.of_type(STUB) for facts in (before, after)]
    for kind, group, word in (*_KINDS, *_OTHERS):
        old, new = before.of_type(kind), after.of_type(kind)
        kept = works if group == "papers" else (old, new)
        for term in new - old:
            if term in kept[0]:
                text = "has a post now" if kind == PAPER else "has no post any more"
                yield Change(group, "~", f"{after.name(term)}: {text}", _iri(term))
            else:
                text = f"{word} {_called(after, term)}"
                yield Change(group, "+", text, _iri(term), whole=True)
        for term in old - new - kept[1]:
            text = f"{word} {_called(before, term)}{_heir(after, term)}"
            yield Change(group, "-", text, _iri(term), whole=True)


def _called(facts: Facts, term: str) -> str:
    name, title = facts.name(term), facts.titles.get(term, "")
    return f"{name} ({title})" if title not in {"", name} else name


def _heir(after: Facts, term: str) -> str:
    heir = after.heirs.get(term, "")
    return f", now {after.name(heir)}" if heir else ""


def _links(before: Facts, after: Facts) -> Iterator[Change]:
    """Tell of links; ``builds on`` is told only where no closer relation is."""
    for sign, here, there in (("+", after, before), ("-", before, after)):
        gone = {t for t in here.triples - there.triples if t[1] in LINKS}
        close = {(s, o) for s, p, o in here.triples if p in TYPED}
        for triple in gone:
            s, p, o = triple
            if p == BUILDS_ON and (s, o) in close:
                continue
            text = f"{here.name(s)} {LINKS[p]} {here.name(o)}"
            sentences = tuple(dict.fromkeys(here.sentences.get(triple, ())))
            yield Change("links", sign, text, _iri(s), sentences)


def _values(before: Facts, after: Facts) -> Iterator[Change]:
    """Tell of values of what is there before and after."""
    changed: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for number, found in enumerate(
        (before.triples - after.triples, after.triples - before.triples)
    ):
        for s, p, o in found:
            if p in VALUES and before.has(s) and after.has(s):
                changed[s, p][number].add(o)
    for (s, p), (old, new) in changed.items():
        group, word = VALUES[p]
        if p == TITLE and PAPER not in after.types[s] | before.types[s]:
            continue
        yield from _value(Change(group, "~", word, s), before, after, old, new)


def _value(
    change: Change, before: Facts, after: Facts, old: Iterable[str], new: Iterable[str]
) -> Iterator[Change]:
    group, word, subject = change.group, change.text, change.subject
    name, iri = after.name(subject), _iri(subject)
    was = sorted(map(before.name, old))
    now = sorted(map(after.name, new))
    if word == "text":
        yield Change(group, "~", f"{name}: the text was changed", iri)
    elif len(was) == len(now) == 1 and word not in {"author", "concept", "category"}:
        yield Change(group, "~", f"{name}: {word} {was[0]} → {now[0]}", iri)
    else:
        yield from (Change(group, "-", f"{name}: {word} {value}", iri) for value in was)
        yield from (Change(group, "+", f"{name}: {word} {value}", iri) for value in now)


def _lineage(before: Facts, after: Facts) -> Iterator[Change]:
    """Tell what new or lost links mean for all ancestors of a work."""
    for sign, here, there, word in (("+", after, before, "new"), ("-", before, after, "lost")):
        found: dict[str, list[str]] = defaultdict(list)
        for s, p, o in here.triples - there.triples:
            if p == ANCESTOR and after.has(s):
                found[s].append(here.name(o))
        for work, names in found.items():
            noun = "ancestor" if len(names) == 1 else "ancestors"
            text = f"{here.name(work)}: {len(names)} {word} {noun}: {', '.join(sorted(names))}"
            yield Change("lineage", sign, text, _iri(work))
