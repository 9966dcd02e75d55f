"""The pages of what was removed: what it was, and what took its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from paperkg.graph.tombstones import reason
from paperkg.model import Tombstone
from paperkg.publish.places import MANY
from paperkg.publish.press import Alternate, Page
from paperkg.vocab import Iris

LIST = "removed.html"
_MANY = {
    "author": "Authors",
    "category": "Categories",
    "claim": "Claims",
    "concept": "Concepts",
    "paper": "Papers and works",
    "post": "Posts",
    "rule": "Rules",
}


class Heir(NamedTuple):
    """What took the place of something."""

    page: str
    name: str


class Stone(NamedTuple):
    """A tombstone as its page shows it."""

    page: str
    label: str
    heir: Heir | None


def tombstone_map(stones: Sequence[Tombstone], iris: Iris) -> dict[str, str]:
    """Return IRI of what was removed -> IRI of what replaced it, or an empty string."""
    return {
        iris.of(s.kind, s.slug): iris.of(s.kind, s.replaced_by) if s.replaced_by else ""
        for s in stones
    }


def tombstone_pages(
    iris: Iris,
    stones: Sequence[Tombstone],
    names: dict[str, str] | None = None,
    *,
    sidecars: bool = True,
) -> Iterator[Page]:
    """Yield the page of each tombstone, and a list of them if there is any.

    Args:
        iris: Mints IRIs.
        stones: What was removed.
        names: IRI -> what to call what took its place.
        sidecars: Whether they have RDF files beside their pages.
    """
    shown: list[tuple[str, Stone]] = []
    for stone in sorted(stones, key=lambda s: (s.kind, s.label.casefold(), s.slug)):
        iri = iris.of(stone.kind, stone.slug)
        heir = None
        if stone.replaced_by:
            place = iris.of(stone.kind, stone.replaced_by)
            heir = Heir(iris.page(place), (names or {}).get(place, stone.replaced_by))
        shown.append((stone.kind, Stone(iris.page(iri), stone.label, heir)))
        context = {
            "label": stone.label,
            "what": stone.kind,
            "reason": reason(stone),
            "heir": heir,
        }
        yield Page(
            iris.page(iri),
            "tombstone.html",
            stone.label,
            context,
            iri=iri,
            kind=stone.kind,
            alternates=_twins(iris, iri) if sidecars or stone.kind not in MANY else [],
            gone=True,
            type="https://schema.org/AboutPage",
        )
    if shown:
        groups = [
            (_MANY.get(kind, kind), [stone for _, stone in members])
            for kind, members in groupby(shown, key=lambda pair: pair[0])
        ]
        everything = {"groups": groups, "total": len(shown)}
        yield Page(LIST, "removed.html", "Removed", everything, kind="data")


def _twins(iris: Iris, iri: str) -> list[Alternate]:
    return [
        Alternate("text/turtle", iris.twin(iri, "ttl"), "Turtle"),
        Alternate("application/ld+json", iris.twin(iri, "jsonld"), "JSON-LD"),
    ]
