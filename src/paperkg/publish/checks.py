"""Checks the site before it is published, and writes what was found into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from paperkg.check import SAMPLE, Outcome, Report, Site, check_site
from paperkg.errors import PublishError
from paperkg.model import Catalog
from paperkg.publish.press import About, Alternate, Page
from paperkg.publish.rdf import Data
from paperkg.vocab import DQV, Iris

PAGES = ("about/checks.html", "quality.html")


def checked(staging: Path, data: Data, catalog: Catalog, *, sidecars: bool) -> Report:
    """Check a site that is all but finished."""
    sources = {reading.post.file: reading.post.source.text for reading in catalog.readings}
    site = Site(staging, quads=data.quads, sources=sources, sample=SAMPLE, sidecars=sidecars)
    return check_site(site)


def must_hold(report: Report, out: Path) -> None:
    """Refuse a site that does not hold what only a fault of paperkg can break.

    Raises:
        PublishError: Names the requirement and the first thing that is wrong.
    """
    for result in report.failed:
        one = result.requirement
        if not one.theirs:
            raise PublishError(
                f"the new site breaks requirement {one.number} ({one.title}):"
                f" {result.offenders[0]}",
                path=str(out),
                advice="the old site stands; this is a fault of paperkg, please report it",
            )


def check_pages(report: Report, about: About) -> Iterator[Page]:
    """Yield the page of the checks, at the IRI of the dataset's quality and under ``about/``."""
    context = {
        "results": report.results,
        "measures": [(m.title, value, m.dimension) for m, value in report.measures],
        "numbers": {outcome.value: report.number(outcome) for outcome in Outcome},
    }
    alternates = [
        Alternate("text/turtle", "quality.ttl", "Turtle"),
        Alternate("application/ld+json", "quality.jsonld", "JSON-LD"),
    ]
    iri = Iris(about.base_iri).quality()
    for path in PAGES:
        yield Page(
            path,
            "checks.html",
            "Checks",
            context,
            iri=iri,
            kind="data",
            alternates=alternates,
            type=DQV.QualityMetadata,
        )
