"""Describes the endpoint: SPARQL 1.1 Service Description, with counts by VoID. No blank nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from paperkg.graph import Quad, serialize, tidy
from paperkg.graph.terms import number, ref
from paperkg.vocab import DCTERMS, RDF, VOID, Iris

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def service_quads(address: str, base: str, counts: Mapping[str, int]) -> tuple[Quad, ...]:
    """Return the description as triples.

    Args:
        address: Where the endpoint was reached.
        base: Base IRI of the dataset.
        counts: Graph IRI -> number of triples.
    """
    endpoint = address.partition("?")[0].partition("#")[0]
    service, dataset = ref(f"{endpoint}#service"), ref(f"{endpoint}#dataset")
    union = ref(f"{endpoint}#union")
    kind = ref(RDF.type)
    said: list[tuple[str, str, str]] = [
        (service, kind, _sd("Service")),
        (service, _sd("endpoint"), ref(endpoint)),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("feature"), _sd("UnionDefaultGraph")),
        *((service, _sd("resultFormat"), ref(_FORMATS + name)) for name in _RESULTS),
        (service, _sd("defaultDataset"), dataset),
        (dataset, kind, _sd("Dataset")),
        (dataset, kind, ref(VOID.Dataset)),
        (dataset, ref(VOID.sparqlEndpoint), ref(endpoint)),
        (dataset, ref(DCTERMS.source), ref(Iris(base).dataset())),
        (dataset, _sd("defaultGraph"), union),
        (union, kind, _sd("Graph")),
        (union, kind, ref(VOID.Dataset)),
        (union, ref(VOID.triples), number(sum(counts.values()))),
    ]
    for graph, triples in counts.items():
        name = graph.rpartition("/")[2]
        entry, content = ref(f"{endpoint}#named-{name}"), ref(f"{endpoint}#graph-{name}")
        said += [
            (dataset, _sd("namedGraph"), entry),
            (entry, kind, _sd("NamedGraph")),
            (entry, _sd("name"), ref(graph)),
            (entry, _sd("graph"), content),
            (content, kind, _sd("Graph")),
            (content, kind, ref(VOID.Dataset)),
            (content, ref(VOID.triples), number(triples)),
        ]
    return tidy((*triple, "") for triple in said)


def describe_service(address: str, base: str, counts: Mapping[str, int], form: str) -> str:
    """Return the description as text.

    Args:
        address: Where the endpoint was reached.
        base: Base IRI of the dataset.
        counts: Graph IRI -> number of triples.
        form: ``ttl``, ``nt``, ``jsonld`` or ``rdf``.
    """
    quads = service_quads(address, base, counts)
    return "".join(serialize(quads, f".{form}", iris=Iris(base), full=True))


def _sd(name: str) -> str:
    return ref(_SD + name)
