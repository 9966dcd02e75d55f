"""What the rules of all servers are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from paperkg.vocab import KINDS, ONTOLOGY, SINGLE, Iris

NO_SITE = "https://site.example/"
"""Stands in the rules where nobody has said where the site is."""

FORMS = (("html", "text/html"), ("ttl", "text/turtle"), ("jsonld", "application/ld+json"))
"""Suffix and media type of every form of a resource; of equals the first is preferred."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things are.

    Attributes:
        base: Base IRI.
        site: Where the site stands, ends in a slash.
        gone: Paths below the base of what was removed, sorted: ``paper/elmo``.
    """

    base: str
    site: str
    gone: tuple[str, ...] = ()

    @property
    def root(self) -> str:
        """Path of the site on its host, ends in a slash."""
        return urlsplit(self.site).path or "/"

    @property
    def resource(self) -> str:
        """Regular expression of the paths of resources: their document is the first group."""
        kinds = "|".join(KINDS)
        return rf"(?:{kinds})/[a-z0-9-]+|{'|'.join(SINGLE)}"

    @property
    def ontology(self) -> bool:
        """Whether the vocabulary has its IRI below the base."""
        return ONTOLOGY.startswith(self.base)


def plan_redirects(base: str, site_url: str, gone: Iterable[str]) -> Plan:
    """Return the plan of a site.

    Args:
        base: Base IRI.
        site_url: Where the site stands; empty: at the base, or nobody knows where if that is at a
            redirection service.
        gone: IRIs of what was removed.
    """
    known = site_url or ("" if "//w3id.org/" in base else base) or NO_SITE
    iris = Iris(base)
    stones = sorted(iri.removeprefix(iris.base) for iri in gone)
    return Plan(iris.base, known if known.endswith("/") else f"{known}/", tuple(stones))
