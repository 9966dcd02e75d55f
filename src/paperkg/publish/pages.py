"""What the makers of pages share: the catalog, the addresses, the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from paperkg.model import Fact
from paperkg.publish.places import MANY, Places
from paperkg.publish.press import Alternate
from paperkg.publish.proof import Prover
from paperkg.publish.view import View

WHOLE = slice(None)
"""All things of a kind."""
_KEYS = {"paper": "p", "category": "cat", "concept": "con", "author": "by"}


@dataclass(frozen=True, slots=True)
class File:
    """A file that is no page."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything a maker of pages needs."""

    view: View
    places: Places
    prover: Prover
    documents: frozenset[str]
    sidecars: bool = True

    def has_files(self, kind: str) -> bool:
        """Whether files stand beside the pages of a kind; without sidecars only where few do."""
        return self.sidecars or kind not in MANY

    def twins(self, kind: str, item: str) -> list[Alternate]:
        """Return the RDF forms of a resource's page, if the graph describes it."""
        if not self.has_files(kind) or self.places.iri(kind, item) not in self.documents:
            return []
        return [
            Alternate("text/turtle", self.places.twin(kind, item, "ttl"), "Turtle"),
            Alternate("application/ld+json", self.places.twin(kind, item, "jsonld"), "JSON-LD"),
        ]

    def claim_page(self, work: str, fact: Fact) -> str:
        """Return the page of the claim that states a fact, or an empty string if there is none."""
        claim = self.view.claim_of[work, fact]
        known = self.places.iri("claim", claim) in self.documents
        return self.places.page("claim", claim) if known else ""

    def explorer(self, kind: str, item: str) -> str:
        """Return the address of the explorer with a paper chosen, or a subject to choose from."""
        slug = self.places.page(kind, item).removeprefix(f"{kind}/").removesuffix(".html")
        return f"explorer.html#{_KEYS[kind]}={slug}"

    def lineage_page(self, work: str) -> str:
        """Return the page of a work's whole lineage, or an empty string if it has none."""
        if work not in self.view.up and work not in self.view.down:
            return ""
        return self.places.page("paper", work).replace("paper/", "lineage/", 1)
