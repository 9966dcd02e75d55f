"""The address of every page, derived from the IRI of what it shows and never from a label."""

from __future__ import annotations

from paperkg.vocab import Iris

MANY = frozenset({"paper", "author", "concept", "post", "claim"})
"""Kinds of which a large collection has many: without sidecars they have no RDF files."""


class Places:
    """Kind and id to IRI, page and twins."""

    def __init__(self, iris: Iris, *, claims: bool = True) -> None:
        """Remember how IRIs are minted.

        Args:
            iris: Mints them.
            claims: Whether claims have pages of their own.
        """
        self.iris = iris
        self._claims = claims
        self._base = len(iris.base)
        self._iris: dict[tuple[str, str], str] = {}
        self._pages: dict[tuple[str, str], str] = {}

    def iri(self, kind: str, item: str) -> str:
        """Return the IRI of a resource."""
        if kind == "claim":  # there are many, each on few pages: they are not kept
            return self.iris.claim(item)
        key = (kind, item)
        found = self._iris.get(key)
        if found is None:
            found = self.iris.rule(item) if kind == "rule" else self.iris.mint(kind, item)
            self._iris[key] = found
        return found

    def page(self, kind: str, item: str) -> str:
        """Return the page of a resource, from the site's root; empty for a claim without one."""
        if kind == "claim":
            return self.iri(kind, item)[self._base :] + ".html" if self._claims else ""
        key = (kind, item)
        found = self._pages.get(key)
        if found is None:
            found = self._pages[key] = self.iris.page(self.iri(kind, item))
        return found

    def twin(self, kind: str, item: str, suffix: str) -> str:
        """Return another form of a resource's page, such as its Turtle."""
        return self.page(kind, item).removesuffix("html") + suffix
