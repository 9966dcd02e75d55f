"""A remote SPARQL endpoint, asked through SPARQLWrapper and believed in nothing."""

from __future__ import annotations

import json
import os
import re
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote, urlsplit

from paperkg.errors import EndpointError, GraphError, QueryError
from paperkg.graph import parse_quads
from paperkg.graph.terms import ref, string
from paperkg.store.answer import Answer, Graph, Row, Table
from paperkg.store.guard import inspect
from paperkg.store.keys import Keys, find_login
from paperkg.store.transport import Reply, plain, send
from paperkg.vocab import XSD

TIMEOUT = 30.0
"""Seconds for a whole answer."""
MAX_BYTES = 100_000_000
_POST_FROM = 2_000  # bytes of a query, from which it no longer goes into the address

_JSON = ("application/sparql-results+json", "application/json")
_TRIPLES = {"application/n-triples": ".nt", "text/turtle": ".ttl", "application/x-turtle": ".ttl"}
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)
_NOT_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
_NOT_NAME = re.compile(r"[^A-Za-z0-9_]")


class RemoteStore:
    """Answers queries as :class:`~paperkg.store.local.Store` does, from an endpoint elsewhere.

    Attributes:
        endpoint: Its address.
        keys: What answers when it asks for credentials; ``None`` if there are none.
        server: What it said it is when it was last asked; empty if nothing.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_BYTES,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Take note of an endpoint; nothing is sent yet.

        Args:
            endpoint: ``http`` or ``https`` address, without user name and password.
            timeout: Seconds for a whole answer.
            max_bytes: Longest answer that is read.
            environ: Where ``PAPERKG_ENDPOINT_USER`` and ``PAPERKG_ENDPOINT_PASSWORD`` may stand;
                the environment unless told. Else ``~/.netrc`` is looked at.

        Raises:
            EndpointError: The address is none.
        """
        self.endpoint = check_address(endpoint)
        self.server = ""
        self._timeout = timeout
        self._max_bytes = max_bytes
        login = find_login(self.endpoint, os.environ if environ is None else environ)
        self.keys = Keys(login) if login is not None else None

    def query(self, sparql: str, *, max_rows: int | None = None) -> Answer:
        """Send a query and read its answer.

        Args:
            sparql: SELECT, CONSTRUCT, DESCRIBE or ASK.
            max_rows: Keep so many rows or triples.

        Raises:
            QueryError: The query is an update, too long, or the endpoint says that it is wrong.
            EndpointError: There was no answer, or none that can be believed.
        """
        form = inspect(sparql, federated=True).form
        request = _request(self.endpoint, sparql, form)
        try:
            reply = send(request, timeout=self._timeout, max_bytes=self._max_bytes, keys=self.keys)
        except EndpointError as error:
            if error.status == 400:
                raise QueryError(
                    f"the endpoint refuses the query: {error.message}",
                    query=sparql,
                    endpoint=self.endpoint,
                ) from error
            raise
        self.server = reply.server
        read = _read_triples if form in ("construct", "describe") else _read_solutions
        return self._read(reply, partial(read, max_rows=max_rows))

    def _read(self, reply: Reply, read: Callable[[Reply], Answer]) -> Answer:
        try:
            return read(reply)
        except EndpointError as error:
            error.endpoint = self.endpoint
            raise
        except (
            GraphError,
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            RecursionError,
        ) as error:
            raise EndpointError(
                f"the answer is no valid {reply.media_type}: {plain(str(error))}",
                endpoint=self.endpoint,
                advice="it may have been cut short; try again",
            ) from error


def check_address(endpoint: str) -> str:
    """Return an endpoint's address.

    Raises:
        EndpointError: It is not an ``http`` or ``https`` address, or has a password in it.
    """
    try:
        parts = urlsplit(endpoint)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or any(c.isspace() or not c.isprintable() for c in endpoint):
        raise EndpointError(
            f"{plain(endpoint)!r} is not the address of an endpoint",
            advice="give an http or https address",
        )
    if parts.username or parts.password:
        raise EndpointError(
            "the address has a user name in it",
            advice="set PAPERKG_ENDPOINT_USER and PAPERKG_ENDPOINT_PASSWORD, or use ~/.netrc",
        )
    return endpoint


def _request(endpoint: str, sparql: str, form: str) -> urllib.request.Request:
    """Let SPARQLWrapper make the request: the one place where it is used."""
    from SPARQLWrapper import GET, JSON, POST, SELECT, TURTLE, SPARQLWrapper

    class Wrapper(SPARQLWrapper):
        def _parseQueryType(self, query: str) -> str:  # noqa: ARG002, N802
            return form.upper() or str(SELECT)  # its own expression takes seconds on long texts

    wrapper = Wrapper(endpoint, agent="paperkg")
    triples = form in ("construct", "describe")
    wrapper.setReturnFormat(TURTLE if triples else JSON)
    wrapper.setOnlyConneg(True)
    wrapper.setQuery(sparql)
    wrapper.setMethod(POST if len(sparql.encode()) > _POST_FROM else GET)
    request: urllib.request.Request = wrapper._createRequest()  # noqa: SLF001
    accepted = _TRIPLES if triples else _JSON
    request.add_header("Accept", ", ".join(accepted))
    request.add_header("Accept-Encoding", "identity")
    return request


def _read_triples(reply: Reply, max_rows: int | None) -> Graph:
    suffix = _TRIPLES.get(reply.media_type)
    if suffix is None:
        raise _unexpected(reply, "Turtle or N-Triples")
    quads = parse_quads(reply.body, suffix)
    return Graph(quads[:max_rows], max_rows is not None and len(quads) > max_rows)


def _read_solutions(reply: Reply, max_rows: int | None) -> Table | bool:
    """Read SPARQL 1.1 Query Results JSON Format."""
    if reply.media_type not in _JSON:
        raise _unexpected(reply, "SPARQL results in JSON")
    data = json.loads(reply.body.decode("utf-8"))
    if isinstance(data.get("boolean"), bool):
        return bool(data["boolean"])
    columns = tuple(_NOT_NAME.sub("_", str(name)) for name in data["head"]["vars"])
    names = [str(name) for name in data["head"]["vars"]]
    bindings = data["results"]["bindings"]
    if not isinstance(bindings, list):
        raise TypeError("bindings are no list")
    rows: list[Row] = [
        tuple(_term(binding[name]) if name in binding else None for name in names)
        for binding in bindings[:max_rows]
    ]
    return Table(columns, tuple(rows), max_rows is not None and len(bindings) > max_rows)


def _term(value: Mapping[str, Any]) -> str:
    kind, text = value["type"], str(value["value"])
    if kind == "uri":
        return ref(_NOT_IRI.sub(_percent, text))
    if kind == "bnode":
        return "_:" + (_NOT_NAME.sub("_", text) or "b")
    if kind not in ("literal", "typed-literal"):  # the second is Virtuoso's
        raise ValueError(f"a term of type {plain(str(kind))!r}")
    language, datatype = value.get("xml:lang"), value.get("datatype")
    if language and _LANGUAGE.fullmatch(str(language)):
        return f"{string(text)}@{language}"
    if datatype and datatype != XSD.string:
        return f"{string(text)}^^<{_NOT_IRI.sub(_percent, str(datatype))}>"
    return string(text)


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")


def _unexpected(reply: Reply, wanted: str) -> EndpointError:
    got = plain(reply.media_type) or "no content type"
    return EndpointError(
        f"the endpoint sends {got} in place of {wanted}",
        status=reply.status,
        advice="check that the address is that of a SPARQL endpoint",
    )
