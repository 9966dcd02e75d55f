"""Finds out where a store takes queries, updates and graphs, from the one address a user gives."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from paperkg.errors import EndpointError, QueryError
from paperkg.store.patience import be_patient
from paperkg.store.remote import RemoteStore, check_address

_TAIL = re.compile(r"/(query|sparql|update|store|data|sparql-auth|sparql-graph-crud(?:-auth)?)?$")
_REPOSITORY = re.compile(r"/repositories/[^/]+$")
_ELSEWHERE = frozenset({400, 404, 405, 406, 415, 501})
"""Statuses that say: no query endpoint here."""


class Places(NamedTuple):
    """The addresses of a store.

    Attributes:
        query: Where SPARQL queries go.
        update: Where SPARQL updates go; empty if nowhere.
        graphs: Where the Graph Store Protocol is spoken; empty if nowhere.
        server: What the store says it is; empty if nothing.
    """

    query: str
    update: str
    graphs: str
    server: str

    @property
    def keeps_what_it_is_given(self) -> bool:
        """Whether a graph that was put survives a crash.

        Virtuoso does not write what is put to its log: killed after its "201 Created", it comes
        back without the graph. What INSERT DATA adds is there again.
        """
        return not self.server.startswith("Virtuoso")


def find_places(
    endpoint: str,
    *,
    update: str = "",
    graphs: str = "",
    timeout: float = 30.0,
    environ: Mapping[str, str] = os.environ,
) -> tuple[Places, RemoteStore]:
    """Ask a store who it is, and return its addresses and a client for its queries.

    Args:
        endpoint: Address of its queries, or the one above it, or any of the others.
        update: Address for updates, if it is an unusual one.
        graphs: Address for the Graph Store Protocol, if it is an unusual one.
        timeout: Seconds for each request.
        environ: Where credentials may stand.

    Raises:
        EndpointError: Nothing there answers queries, or not now.
    """
    for address in (update, graphs):
        if address:
            check_address(address)
    first: EndpointError | None = None
    for candidate in _candidates(check_address(endpoint)):
        remote = RemoteStore(candidate, timeout=timeout, environ=environ)
        try:
            be_patient(partial(remote.query, "ASK {}"), repeatable=True, within=timeout)
        except QueryError as error:
            first = first or EndpointError(error.message, endpoint=candidate, status=400)
        except EndpointError as error:
            if error.status not in _ELSEWHERE and not (error.status and error.status < 300):
                raise
            first = first or error
        else:
            found = _known(candidate, remote.server)
            return found._replace(
                update=update or found.update, graphs=graphs or found.graphs
            ), remote
    assert first is not None
    raise first


def _candidates(endpoint: str) -> list[str]:
    base = _base(endpoint)
    return list(dict.fromkeys((endpoint, f"{base}/query", f"{base}/sparql")))


def _base(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(path=_TAIL.sub("", parts.path), query="", fragment="").geturl()


def _known(query: str, server: str) -> Places:
    """Return the addresses that stores of this kind have."""
    base = _base(query)
    if server.startswith("Virtuoso"):
        return Places(query, f"{base}/sparql-auth", f"{base}/sparql-graph-crud-auth", server)
    if server.startswith("Oxigraph"):
        return Places(query, f"{base}/update", f"{base}/store", server)
    if "Fuseki" in server:
        return Places(query, f"{base}/update", f"{base}/data", server)
    if _REPOSITORY.search(urlsplit(query).path):  # RDF4J's protocol, GraphDB speaks it, too
        return Places(query, f"{query}/statements", f"{query}/rdf-graphs/service", server)
    if query.endswith("/query"):
        return Places(query, f"{base}/update", "", server)
    return Places(query, query, "", server)
