"""The report as data: DQV measurements, one for each metric and each requirement."""

from __future__ import annotations

from paperkg.check.engine import Report
from paperkg.check.measures import Metric
from paperkg.check.result import Outcome, Requirement
from paperkg.graph.about import software_version
from paperkg.graph.sheet import Quads, Sheet, tidy
from paperkg.graph.terms import label, number, ref, typed, web_iri
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import DCTERMS, DQV, PROV, RDF, RDFS, SKOS, XSD

_TYPE = ref(RDF.type)
_DIMENSIONS = "http://www.w3.org/2016/05/ldqd#"
_COMPLIANCE = "consistency"


def quality_quads(report: Report, info: DatasetInfo) -> Quads:
    """Write a report in the Data Quality Vocabulary (https://www.w3.org/TR/vocab-dqv/).

    A requirement is a metric whose value is its number of violations; one that did not apply has
    no measurement.
    """
    sheet = Sheet(info)
    document = ref(sheet.iris.quality())
    sheet.add("", document, _TYPE, ref(DQV.QualityMetadata))
    sheet.add("", document, ref(DCTERMS.title), sheet.label(f"Quality of {info.title}"))
    sheet.add("", document, ref(DCTERMS.license), web_iri(info.licence))
    sheet.add("", document, ref(PROV.wasAttributedTo), ref(sheet.iris.dataset("software")))
    sheet.add(
        "", document, ref(RDFS.comment), label(f"Checked by paperkg {software_version()}", "en")
    )
    for metric, value in report.measures:
        _measurement(sheet, metric, typed(value, metric.datatype))
    for result in report.results:
        if result.outcome is not Outcome.NOT_APPLICABLE:
            _measurement(sheet, _metric(result.requirement), number(result.violations))
    return tidy(sheet.quads)


def _metric(one: Requirement) -> Metric:
    title = f"Violations of: {one.title} ({one.source})"
    return Metric(str(one.number), title, XSD.integer, _COMPLIANCE)


def _measurement(sheet: Sheet, metric: Metric, value: str) -> None:
    iris = sheet.iris
    definition = ref(iris.quality(f"metric-{metric.name}"))
    subject = ref(iris.quality(f"measurement-{metric.name}"))
    sheet.add("", definition, _TYPE, ref(DQV.Metric))
    sheet.add("", definition, ref(SKOS.definition), label(metric.title, "en"))
    sheet.add("", definition, ref(DQV.expectedDataType), ref(metric.datatype))
    sheet.add("", definition, ref(DQV.inDimension), ref(_DIMENSIONS + metric.dimension))
    sheet.add("", subject, _TYPE, ref(DQV.QualityMeasurement))
    sheet.add("", subject, ref(DQV.isMeasurementOf), definition)
    sheet.add("", subject, ref(DQV.computedOn), ref(iris.dataset()))
    sheet.add("", subject, ref(DQV.value), value)
