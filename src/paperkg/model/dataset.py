"""What is said of the published dataset as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

UNSTATED_LICENCE = "http://rightsstatements.org/vocab/CNE/1.0/"
"""Stands for a licence where the data must have one and nobody has given one ("Copyright Not
Evaluated", RightsStatements.org): what others may do with it is for its publisher to say."""
UNNAMED_PUBLISHER = "unnamed publisher"
"""Stands for a publisher where the data must have one and nobody is named."""
MIT = "https://spdx.org/licenses/MIT"


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """Title, licence, version and so on of a dataset; all of it comes from settings.

    Attributes:
        base_iri: What all IRIs of the dataset begin with.
        title: Title.
        description: One or two sentences.
        publisher: Name of the person or group that publishes it.
        publisher_url: Their home page, or empty.
        contact: Mail address or web address for questions, or empty.
        licence: IRI of the licence of the data, or of the statement that there is none.
        software_licence: IRI of the licence of the software that made it.
        language: Language of titles and labels, as in BCP 47.
        version: Version of the data.
        previous_version: IRI of the version before, if that is not the last of ``versions``.
        versions: Versions published before this one, oldest first.
        issued: Date of first publication, ``YYYY-MM-DD``, or empty. Never the wall clock.
        modified: Date of last change, ``YYYY-MM-DD``, or empty; see :func:`source_date`.
        frequency: How often it changes, as an IRI, or empty.
        site_url: Where the site stands, ending in a slash; empty: at the base IRI.
        repository: Address of the sources, or empty.
        posts_url: What the path of a post follows in its public address, or empty.
        feedback_url: Where readers can report errors, or empty.
        endpoint_url: A public SPARQL endpoint, or empty.
        keywords: Subjects, for catalogues.
    """

    base_iri: str = "https://w3id.org/paperkg/"
    title: str = "Lineage of machine-learning papers"
    description: str = (
        "Machine-learning papers, the concepts they use and the papers they build on, as stated "
        "in posts; each statement with the sentence it was read from."
    )
    publisher: str = "The paperkg authors"
    publisher_url: str = ""
    contact: str = ""
    licence: str = UNSTATED_LICENCE
    software_licence: str = MIT
    language: str = "en"
    version: str = "0.1.0"
    previous_version: str = ""
    versions: tuple[str, ...] = ()
    issued: str = ""
    modified: str = ""
    frequency: str = "http://publications.europa.eu/resource/authority/frequency/IRREG"
    site_url: str = ""
    repository: str = ""
    posts_url: str = ""
    feedback_url: str = ""
    endpoint_url: str = ""
    keywords: tuple[str, ...] = ("machine learning", "scholarly papers", "lineage")


def source_date(environ: Mapping[str, str]) -> str:
    """Return the day that ``SOURCE_DATE_EPOCH`` names (UTC), or an empty string.

    >>> source_date({"SOURCE_DATE_EPOCH": "1700000000"}), source_date({})
    ('2023-11-14', '')

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    value = environ.get("SOURCE_DATE_EPOCH", "")
    if not (value.isascii() and value.isdigit()) or len(value) > 11:
        return ""
    return datetime.fromtimestamp(int(value), UTC).date().isoformat()
