"""Applies what people decided to works, before and after they are grouped.

What is decided of claims and concepts is in :mod:`paperkg.resolve.verdicts`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeAlias

from paperkg.model import Decision, PostKind, Problem, Reading, Verdict
from paperkg.resolve.clusters import Clusters
from paperkg.resolve.finder import Finder, UnclearNameError
from paperkg.resolve.groups import Group, Groups
from paperkg.resolve.identity import fold

_Action: TypeAlias = Callable[[Decision, Groups, dict[str, str], Finder], None]


class Curator:
    """Applies decisions, in their order, and keeps account of them.

    Attributes:
        applied: Those that were, with the works and claims they are about.
        problems: One for each that was not.
    """

    def __init__(self, decisions: Sequence[Decision], readings: Sequence[Reading]) -> None:
        """Take the decisions; nothing is done yet."""
        self._decisions = decisions
        self._readings = readings
        self.applied: list[Decision] = []
        self.problems: list[Problem] = []
        self._split: list[Decision] = []

    def of(self, *verdicts: Verdict) -> list[Decision]:
        """Return the decisions of these kinds."""
        return [d for d in self._decisions if d.verdict in verdicts]

    def done(
        self, decision: Decision, works: Sequence[str] = (), claims: Sequence[str] = ()
    ) -> None:
        """Note that a decision was applied."""
        self.applied.append(
            replace(decision, works=tuple(dict.fromkeys(works)), claims=tuple(claims))
        )

    def stale(self, decision: Decision, what: str, advice: str = "") -> None:
        """Report a decision that no longer means anything."""
        message = f"{decision.verdict}: {what}"
        advice = advice or "correct the decision, or remove it"
        self.problems.append(
            Problem("stale-decision", decision.file, decision.line, message, advice)
        )

    def apart(self) -> frozenset[str]:
        """Return the ids of posts that are to be set apart; report those that need not be."""
        decisions = self.of(Verdict.UNMERGE)
        if not decisions:
            return frozenset()
        papers = [reading for reading in self._readings if reading.kind is PostKind.PAPER]
        fellows = {
            papers[number].post.id: len(cluster.members)
            for cluster in Clusters(papers)
            for number in cluster.members
        }
        found: set[str] = set()
        for decision in decisions:
            posts = [post.removeprefix("./") for post in decision.posts]
            unknown = [post for post in posts if post not in fellows]
            if unknown:
                near = get_close_matches(unknown[0], list(fellows), 3, 0.5)
                advice = f"did you mean {' or '.join(near)}?" if near else ""
                self.stale(decision, f"there is no post {unknown[0]!r} about a paper", advice)
            elif all(fellows[post] == 1 for post in posts):
                self.stale(decision, f"{posts[0]} is not put together with another post")
            else:
                found.update(posts)
                self._split.append(replace(decision, posts=tuple(posts)))
        return frozenset(found)

    def name_works(self, groups: Groups) -> None:
        """Give works the names that people gave them, before mentions are linked."""
        decisions = self.of(Verdict.ALIAS)
        finder = Finder(groups.groups if decisions else ())
        for decision in decisions:
            group = finder.get(decision.work) if decision.work else None
            other = finder.get(decision.name)
            if group is not None and other in {None, group}:
                groups.name(decision.name, group)
                finder.learn(group)

    def call_works(self, groups: Groups) -> None:
        """Bring in the known works that only an accepted claim speaks of."""
        decisions = self.of(Verdict.ACCEPT)
        finder = Finder(groups.groups if decisions else ())
        for decision in decisions:
            for name in (decision.subject, decision.object):
                if name and finder.get(name) is None and groups.knows(name):
                    group = groups.target(name, "", "")
                    if group is not None:
                        finder.learn(group)

    def settle(self, groups: Groups, slugs: dict[str, str]) -> None:
        """Merge and correct works, and account for what was done before."""
        finder = Finder(groups.groups, slugs)
        for decision in self._split:
            split = [groups.by_post[post] for post in decision.posts]
            if not Finder(split).has(decision.work):
                what = f"{' and '.join(decision.posts)} were not about {decision.work!r}"
                self.stale(decision, what, finder.near(decision.work))
            self.done(decision, [slugs[group.key] for group in split])
        for decision in self.of(Verdict.MERGE):
            self._try(decision, groups, slugs, finder, self._merge)
        for decision in self.of(Verdict.ALIAS):
            if decision.work:
                self._try(decision, groups, slugs, finder, self._alias)
        for decision in self.of(Verdict.CORRECT):
            self._try(decision, groups, slugs, finder, self._correct)

    def _try(
        self,
        decision: Decision,
        groups: Groups,
        slugs: dict[str, str],
        finder: Finder,
        action: _Action,
    ) -> None:
        try:
            action(decision, groups, slugs, finder)
        except UnclearNameError as fault:
            self.stale(decision, *fault.args)

    def _merge(
        self, decision: Decision, groups: Groups, slugs: dict[str, str], finder: Finder
    ) -> None:
        first, *others = dict.fromkeys(map(finder.find, decision.names))
        if not others:
            self.stale(decision, f"{', '.join(decision.names)} are one work already")
            return
        for other in others:
            finder.join(first, other)
            first.readings += other.readings
            for group in (first, other):
                first.aliases.update(_names(group))
            first.record = first.record or other.record
            first.known = first.known or other.known
            first.mentions |= other.mentions
            first.aliases |= other.aliases
            first.arxiv |= other.arxiv
            first.doi |= other.doi
            first.reasons += other.reasons
            slugs.update({key: slugs[first.key] for key in slugs if slugs[key] == slugs[other.key]})
            groups.groups.remove(other)
        finder.learn(first)
        first.reasons.append(_reason(decision))
        self.done(decision, [slugs[first.key]])

    def _alias(
        self, decision: Decision, groups: Groups, slugs: dict[str, str], finder: Finder
    ) -> None:
        group = finder.get(decision.work)
        if group is None and groups.knows(decision.work):
            self.done(decision)  # a work that is known, of which no post speaks now
            return
        group = group or finder.find(decision.work)
        other = finder.get(decision.name)
        if other not in {None, group}:
            self.stale(
                decision,
                f"{decision.name!r} is the name of another work",
                "merge the two if they are one",
            )
            return
        group.aliases.add(decision.name)
        finder.learn(group)
        group.reasons.append(_reason(decision))
        self.done(decision, [slugs[group.key]])

    def _correct(
        self, decision: Decision, groups: Groups, slugs: dict[str, str], finder: Finder
    ) -> None:
        del groups
        group = finder.find(decision.work)
        group.corrections.append(decision)
        finder.learn(group)
        self.done(decision, [slugs[group.key]])


def _reason(decision: Decision) -> str:
    return f"{decision.place}: {decision.because or decision.verdict}"


def _names(group: Group) -> set[str]:
    names = {s.value for r in group.readings for s in (r.short_name, r.title) if s}
    if group.record:
        names |= {group.record.short_name, group.record.title, *group.record.aliases}
    if group.known:
        names |= {group.known.name, group.known.title, *group.known.aliases}
    return {name for name in names if fold(name)}
