"""The quality of the dataset, published as data: as many measurements as there are checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paperkg.check.facts import Facts
from paperkg.check.measures import measure
from paperkg.check.result import Faults, NotApplicable, requirement
from paperkg.check.site import OWN, Site
from paperkg.errors import GraphError
from paperkg.graph.read import parse_quads
from paperkg.graph.terms import ref, value_of
from paperkg.vocab import DQV


@requirement(
    20,
    "Quality is published: every measurement of the checks, as DQV and as a page",
    "DWBP 6; Data Quality Vocabulary",
    "grep -c 'a dqv:QualityMeasurement' quality.ttl",
)
def _published(site: Site) -> Faults:
    if not any(path in site.known for path in OWN):
        raise NotApplicable(
            "they are written once everything else was checked; `paperkg check` compares them"
        )
    for path in OWN:
        if path not in site.known:
            yield f"{path}: is missing"
    try:
        facts = Facts(parse_quads(site.text("quality.ttl"), ".ttl"))
    except GraphError as error:
        yield f"quality.ttl: {error.message}"
        return "nothing"
    measurements = facts.instances(DQV.QualityMeasurement)
    for subject in measurements:
        if facts.get(subject, DQV.computedOn) != [ref(site.iris.dataset())]:
            yield f"{subject} does not say of what it is a measurement"
    yield from _differing(site, facts, measurements)
    return f"{len(measurements)} measurements"


def _differing(site: Site, facts: Facts, measurements: Sequence[str]) -> Iterator[str]:
    """Compare what is published with what is measured now."""
    stated = {
        facts.one(m, DQV.isMeasurementOf): value_of(facts.one(m, DQV.value) or '""')
        for m in measurements
    }
    for name, value in measure(site):
        metric = ref(site.iris.quality(f"metric-{name}"))
        if stated.get(metric) != value:
            yield f"{metric} is {value}, not {stated.get(metric, 'stated')}"
    for number, violations in sorted(site.violations.items()):
        metric = ref(site.iris.quality(f"metric-{number}"))
        # a fault that was not there when the site was published is told by its own requirement
        if not violations and stated.get(metric, "0") != "0":
            yield f"{metric} is 0, not {stated[metric]}"
