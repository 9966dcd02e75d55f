"""Writes to a store: the requests of SPARQL 1.1 Update and of the Graph Store Protocol.

PUT and GET may be repeated. A POST is repeated only if no connection came about, because one that
broke may have been done all the same.
"""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from paperkg.errors import EndpointError, StoreError
from paperkg.graph import Triple
from paperkg.store.keys import Keys, find_login
from paperkg.store.patience import be_patient
from paperkg.store.places import Places
from paperkg.store.transport import send

CHUNK = 500
"""Triples in one INSERT DATA. Virtuoso fails at about 5,000, and needs twice the time for 1,000."""
CHUNK_CHARACTERS = 200_000


class Writer:
    """Sends updates and graphs to a store."""

    def __init__(
        self,
        places: Places,
        *,
        timeout: float,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """Take note of where to write; nothing is sent yet.

        Args:
            places: The addresses of the store.
            timeout: Seconds for each request.
            environ: Where credentials may stand; the environment unless told.
        """
        self.places = places
        self._timeout = timeout
        self._environ = environ
        self._keys: dict[str, Keys] = {}

    def update(self, text: str) -> None:
        """Send an update (SPARQL 1.1 Protocol, section 2.2.2: POST directly).

        Raises:
            EndpointError: It was refused, or nobody knows whether it was done.
        """
        request = urllib.request.Request(  # noqa: S310 - the address was checked
            self.places.update,
            data=text.encode(),
            headers={"Content-Type": "application/sparql-update; charset=utf-8"},
            method="POST",
        )
        be_patient(lambda: self._send(request), repeatable=False, within=self._timeout)

    def insert(self, graph: str, triples: Sequence[Triple]) -> None:
        """Add triples to a graph by INSERT DATA, in pieces.

        Raises:
            EndpointError: As for :meth:`update`.
        """
        for piece in _pieces(triples):
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{piece}}} }}")

    def put(self, graph: str, triples: Sequence[Triple]) -> None:
        """Replace a graph (SPARQL 1.1 Graph Store HTTP Protocol, section 5.3).

        Raises:
            EndpointError: It was refused, or did not succeed after several attempts.
        """
        address = f"{self.places.graphs}?graph={quote(graph, safe='')}"
        self._knock(address)
        request = urllib.request.Request(  # noqa: S310 - the address was checked
            address,
            # N-Triples is Turtle, and more stores know the latter's name
            data="".join(f"{s} {p} {o} .\n" for s, p, o in triples).encode(),
            headers={"Content-Type": "text/turtle; charset=utf-8"},
            method="PUT",
        )
        be_patient(lambda: self._send(request), repeatable=True, within=self._timeout)

    def _knock(self, address: str) -> None:
        """Ask for nothing much, so that credentials are settled before a long body is sent.

        A server that refuses before it has read the body breaks the connection.
        """
        if not find_login(address, self._environ):
            return
        request = urllib.request.Request(address, method="HEAD")  # noqa: S310 - as above
        try:
            be_patient(lambda: self._send(request), repeatable=True, within=self._timeout)
        except EndpointError as error:
            if error.status in (None, 401, 403):
                raise

    def _send(self, request: urllib.request.Request) -> None:
        where = request.full_url.partition("?")[0]
        if where not in self._keys:
            login = find_login(where, self._environ)
            if login is not None:
                self._keys[where] = Keys(login)
        request.add_header("User-Agent", "paperkg")
        request.add_header("Accept", "*/*")
        request.add_header("Accept-Encoding", "identity")
        try:
            send(
                request,
                timeout=self._timeout,
                max_bytes=10_000_000,
                keys=self._keys.get(where),
            )
        except EndpointError as error:
            error.endpoint = where
            raise


def _pieces(triples: Sequence[Triple]) -> list[str]:
    """Cut triples into lines of N-Triples, so many at a time.

    Raises:
        StoreError: Something in them is no N-Triples.
    """
    pieces: list[str] = []
    lines: list[str] = []
    size = 0
    for triple in triples:
        line = f"{' '.join(triple)} .\n"
        if "\n" in line[:-1]:
            raise StoreError("a term has a line break in it")
        if lines and (len(lines) == CHUNK or size + len(line) > CHUNK_CHARACTERS):
            pieces.append("".join(lines))
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        pieces.append("".join(lines))
    return pieces
