"""Puts the posts about one paper together, whatever the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from paperkg.model import Problem, Reading
from paperkg.resolve.identity import fold

_ARXIV_DOI = "10.48550/arxiv."  # arXiv registers a DOI for each of its papers


@dataclass(slots=True, eq=False)
class Cluster:
    """The posts about one paper.

    Attributes:
        members: Positions of the readings, in order.
        arxiv: arXiv ids they state.
        doi: DOIs they state.
        reasons: Why they are taken for one paper.
    """

    members: list[int]
    arxiv: set[str] = field(default_factory=set)
    doi: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)


def identifiers(arxiv: str, doi: str) -> tuple[str, str]:
    """Return an arXiv id and a DOI in the form in which they are compared.

    >>> identifiers("", "10.48550/arXiv.1706.03762")
    ('1706.03762', '')
    >>> identifiers("1706.03762", "10.1/ABC")
    ('1706.03762', '10.1/abc')
    """
    arxiv, doi = arxiv.strip().lower(), doi.strip().lower()
    if doi.startswith(_ARXIV_DOI):
        return arxiv or doi.removeprefix(_ARXIV_DOI), ""
    return arxiv, doi


def stated_identifiers(reading: Reading) -> tuple[str, str]:
    """Return :func:`identifiers` of what a post states."""
    return identifiers(
        reading.arxiv.value if reading.arxiv else "", reading.doi.value if reading.doi else ""
    )


class Clusters:
    """All clusters of a collection.

    An equal arXiv id is proof. An equal DOI is, unless the arXiv ids differ; an equal title is,
    unless any identifiers differ. Where such a key is shared by papers that differ, the posts
    that state no identifier cannot be assigned and stay on their own (together).

    Attributes:
        problems: One per post that could not be assigned.
        ambiguous: Folded titles that several papers share.
    """

    def __init__(self, readings: Sequence[Reading], apart: Collection[str] = ()) -> None:
        """Cluster the readings, all of which are about one paper each.

        Args:
            readings: The readings, in order.
            apart: Ids of posts that a person set apart: they stay on their own.
        """
        self._readings = readings
        self._apart = apart
        self._of: list[Cluster] = []
        self.problems: list[Problem] = []
        self.ambiguous: set[str] = set()
        for number, reading in enumerate(readings):
            arxiv, doi = stated_identifiers(reading)
            self._of.append(Cluster([number], {arxiv} if arxiv else set(), {doi} if doi else set()))
        for kind in ("arxiv", "doi", "title"):
            self._unite_by(kind)

    def __iter__(self) -> Iterator[Cluster]:
        """Yield the clusters in the order of their first posts."""
        return iter(dict.fromkeys(self._of))

    def _unite_by(self, kind: str) -> None:
        buckets: dict[str, list[int]] = defaultdict(list)
        for number, reading in enumerate(self._readings):
            arxiv, doi = stated_identifiers(reading)
            title = fold(reading.title.value) if reading.title else ""
            key = {"arxiv": arxiv, "doi": doi, "title": title}[kind]
            if key and reading.post.id not in self._apart:
                buckets[key].append(number)
        for key in sorted(buckets):
            found = list(dict.fromkeys(self._of[number] for number in buckets[key]))
            if len(found) == 1:
                continue
            if kind == "arxiv" or _agree(found, by_title=kind == "title"):
                self._unite(found, kind)
                continue
            if kind == "title":
                self.ambiguous.add(key)
            bare = [c for c in found if not c.arxiv and not (c.doi and kind == "title")]
            others = [c for c in found if c.arxiv or (c.doi and kind == "title")]
            if bare:
                self._complain(bare, others, kind)
            self._unite(bare, kind)

    def _unite(self, found: Sequence[Cluster], kind: str) -> None:
        if len(found) < 2:
            return
        first, *others = sorted(found, key=lambda c: c.members[0])
        for other in others:
            first.reasons.append(f"{self._readings[other.members[0]].post.id}: same {kind}")
            first.reasons += other.reasons
            first.arxiv |= other.arxiv
            first.doi |= other.doi
            first.members += other.members
            for number in other.members:
                self._of[number] = first
        first.members.sort()

    def _complain(self, bare: Sequence[Cluster], others: Sequence[Cluster], kind: str) -> None:
        posts = sorted(self._readings[n].post.id for cluster in others for n in cluster.members)
        rivals = ", ".join(posts[:3]) + (" and others" if len(posts) > 3 else "")
        for number in (n for cluster in bare for n in cluster.members):
            reading = self._readings[number]
            stated = reading.title if kind == "title" else reading.doi
            self.problems.append(
                Problem(
                    code="ambiguous-paper",
                    file=reading.post.file,
                    line=stated.evidence.line if stated else 0,
                    message=f"has the {kind} of several papers ({rivals}), so it is none of them",
                    advice="state the paper's arXiv id",
                )
            )


def _agree(found: Sequence[Cluster], *, by_title: bool) -> bool:
    if len({number for cluster in found for number in cluster.arxiv}) > 1:
        return False
    return not by_title or sum(bool(cluster.doi) for cluster in found) < 2
