"""Checks a site: every requirement in the order of its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from paperkg.check import (  # noqa: F401 - each enters its requirements into the table
    conforms,
    described,
    documented,
    evidence,
    files,
    links,
    names,
    nanopubs,
    ontology,
    pages,
    quality,
    queries,
    served,
    skos,
    terms,
)
from paperkg.check.measures import METRICS, Metric, measure
from paperkg.check.result import Outcome, Requirement, Result, entered, run
from paperkg.check.site import Site

LAST = 20
"""The requirement that compares what was published with what the others found."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found.

    Attributes:
        base_iri: Of which dataset.
        results: One for each requirement.
        measures: Each metric with its value.
        whole: Whether every file was read, or a part of the small ones.
    """

    base_iri: str
    results: tuple[Result, ...]
    measures: tuple[tuple[Metric, str], ...]
    whole: bool = True

    @property
    def failed(self) -> tuple[Result, ...]:
        """The requirements that are not met."""
        return tuple(r for r in self.results if r.outcome is Outcome.FAILED)

    def number(self, outcome: Outcome) -> int:
        """Return how many requirements came out like that."""
        return sum(r.outcome is outcome for r in self.results)


def requirements() -> tuple[Requirement, ...]:
    """Return all requirements that can be checked without a network, by number."""
    return tuple(one for one in entered() if one.number != links.NUMBER)


def check_site(
    site: Site,
    numbers: Iterable[int] = (),
    *,
    on_progress: Callable[[Requirement], None] | None = None,
) -> Report:
    """Check a site.

    Args:
        site: What to check.
        numbers: Only these requirements; all unless told, but for the links into the web, which
            are looked at only if the site has a probe for them.
        on_progress: Told what is about to be checked.

    Raises:
        GraphError: The data or their description cannot be read at all.
    """
    wanted = frozenset(numbers)
    offered = entered() if "links" in site.probes else requirements()
    chosen = [one for one in offered if not wanted or one.number in wanted]
    results = {}
    for one in sorted(chosen, key=lambda one: one.number == LAST):
        if on_progress is not None:
            on_progress(one)
        found = results[one.number] = run(one, site)
        if found.outcome is not Outcome.NOT_APPLICABLE:
            site.violations[one.number] = found.violations
    values = dict(measure(site)) if not wanted else {}
    measures = tuple((m, values[m.name]) for m in METRICS if m.name in values)
    return Report(
        site.base, tuple(results[n] for n in sorted(results)), measures, whole=not site.sample
    )
