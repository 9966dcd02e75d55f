"""Writes what is said of the dataset itself: title, licence, version, publisher."""

from __future__ import annotations

from paperkg.graph.sheet import Sheet
from paperkg.graph.terms import date, label, ref, string, web_iri
from paperkg.vocab import (
    DCAT,
    DCTERMS,
    FOAF,
    PROV,
    RDF,
    SCHEMA,
    VCARD,
    VOID,
)

_TYPE = ref(RDF.type)
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"


def add_dataset(sheet: Sheet, graph: str) -> None:
    """Write the dataset's title, description, licence, version and publisher into a graph."""
    info, iris = sheet.info, sheet.iris
    dataset = ref(iris.dataset())
    add_heading(sheet, graph, dataset, info.title)
    sheet.add(graph, dataset, _TYPE, ref(DCAT.Dataset), ref(VOID.Dataset))
    sheet.add(graph, dataset, ref(DCAT.version), label(info.version))
    sheet.add(graph, dataset, ref(DCAT.landingPage), web_iri(info.site_url or info.base_iri))
    sheet.add(graph, dataset, ref(FOAF.homepage), web_iri(info.repository))
    sheet.add(graph, dataset, ref(DCAT.keyword), *(sheet.label(word) for word in info.keywords))
    sheet.add(graph, dataset, ref(PROV.wasGeneratedBy), ref(iris.dataset("run")))
    _add_version(sheet, graph, dataset)
    _add_publisher(sheet, graph)
    _add_software(sheet, graph)
    contact = ref(iris.dataset("contact"))
    if info.contact or info.feedback_url:
        sheet.add(graph, dataset, ref(DCAT.contactPoint), contact)
        sheet.add(graph, contact, _TYPE, ref(VCARD.Kind))
        sheet.add(graph, contact, ref(VCARD.fn), label(info.publisher) or sheet.label("Contact"))
        sheet.add(graph, contact, ref(VCARD.hasEmail), _mail(info.contact))
        addresses = {web_iri(info.contact), web_iri(info.feedback_url)}
        sheet.add(graph, contact, ref(VCARD.hasURL), *sorted(addresses))


def add_heading(sheet: Sheet, graph: str, subject: str, title: str) -> None:
    """Write what every described set of data has: title, licence, publisher, dates, language."""
    info = sheet.info
    publisher = ref(sheet.iris.dataset("publisher"))
    sheet.add(graph, subject, ref(DCTERMS.title), sheet.label(title))
    sheet.add(graph, subject, ref(DCTERMS.description), sheet.label(info.description))
    sheet.add(graph, subject, ref(DCTERMS.license), web_iri(info.licence))
    sheet.add(graph, subject, ref(DCTERMS.publisher), publisher)
    sheet.add(graph, subject, ref(DCTERMS.creator), publisher)
    sheet.add(graph, subject, ref(DCTERMS.issued), date(info.issued))
    sheet.add(graph, subject, ref(DCTERMS.modified), date(info.modified))
    sheet.add(graph, subject, ref(DCTERMS.accrualPeriodicity), web_iri(info.frequency))
    language = sheet.lang.partition("-")[0]
    if len(language) == 2:  # the two-letter codes of ISO 639-1
        sheet.add(graph, subject, ref(DCTERMS.language), ref(_LANGUAGES + language))


def _add_version(sheet: Sheet, graph: str, dataset: str) -> None:
    """Write every version as a resource that names the one before (DCAT 3, section 11)."""
    info = sheet.info
    previous = web_iri(info.previous_version)
    for name in (*info.versions, info.version):
        version = ref(sheet.iris.dataset(version_tag(name)))
        sheet.add(graph, version, _TYPE, ref(DCAT.Resource))
        sheet.add(graph, version, ref(DCTERMS.title), sheet.label(f"{info.title}, {name}"))
        sheet.add(graph, version, ref(DCAT.version), label(name))
        sheet.add(graph, version, ref(DCAT.isVersionOf), dataset)
        sheet.add(graph, version, ref(DCAT.previousVersion), previous)
        if name != info.version:
            sheet.add(graph, dataset, ref(DCAT.hasVersion), version)
        previous = version
    sheet.add(graph, dataset, ref(DCAT.hasCurrentVersion), previous)


def version_tag(version: str) -> str:
    """Return the fragment that names a version of the dataset."""
    kept = (c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in version)
    return f"v{''.join(kept)}"


def _add_publisher(sheet: Sheet, graph: str) -> None:
    publisher = ref(sheet.iris.dataset("publisher"))
    sheet.add(graph, publisher, _TYPE, ref(FOAF.Agent))
    sheet.add(graph, publisher, ref(FOAF.name), label(sheet.info.publisher) or string("unknown"))
    sheet.add(graph, publisher, ref(FOAF.homepage), web_iri(sheet.info.publisher_url))


def _add_software(sheet: Sheet, graph: str) -> None:
    software = ref(sheet.iris.dataset("software"))
    sheet.add(graph, software, _TYPE, ref(PROV.SoftwareAgent), ref(SCHEMA.SoftwareApplication))
    sheet.add(graph, software, ref(SCHEMA.name), label("paperkg"))
    sheet.add(graph, software, ref(SCHEMA.softwareVersion), label(software_version()))
    sheet.add(graph, software, ref(DCTERMS.license), web_iri(sheet.info.software_licence))


def software_version() -> str:
    """Return the version of paperkg that is running."""
    from paperkg.version import __version__

    return __version__


def _mail(address: str) -> str:
    name, at, host = address.removeprefix("mailto:").partition("@")
    plain = all(c.isascii() and (c.isalnum() or c in "._+-") for c in name + host)
    return f"<mailto:{name}@{host}>" if at and name and host and plain else ""
