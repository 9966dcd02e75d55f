"""Answers ``/sparql``: SPARQL 1.1 Protocol, queries only."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from paperkg.serve.accept import choose
from paperkg.serve.description import describe_service
from paperkg.serve.limits import Limits
from paperkg.serve.pool import BusyPool, Pool, StoppedQuery
from paperkg.serve.process import Reply
from paperkg.serve.question import Question, Refusal, read_question
from paperkg.serve.replies import preflight, refuse, reply
from paperkg.serve.site import Site, with_charset

METHODS = "GET, HEAD, POST, OPTIONS"
_TABLES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "tsv",
}
"""Media type -> format of solutions and of yes or no; the names that only others use come last."""

GRAPHS: Mapping[str, str] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/x-turtle": "ttl",
    "application/json": "jsonld",
    "application/xml": "rdf",
    "text/xml": "rdf",
    "text/plain": "nt",
}
"""Media type -> format of graphs."""

_TABLE_TYPES, _GRAPH_TYPES = tuple(_TABLES), tuple(GRAPHS)
_HTML = "text/html"
_RETRY = "5"  # seconds


class Endpoint:
    """The endpoint of one site.

    Args:
        pool: Who answers.
        site: What is asked.
        counts: Graph IRI -> number of triples, for the description.
        limits: What is allowed.
    """

    def __init__(self, pool: Pool, site: Site, counts: Mapping[str, int], limits: Limits) -> None:
        self._pool = pool
        self._site = site
        self._counts = counts
        self._limits = limits

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        if request.method == "OPTIONS":
            return preflight(METHODS)
        if request.method not in ("GET", "HEAD", "POST"):
            return refuse(405, f"only {METHODS} are answered", headers={"Allow": METHODS})
        try:
            question = await read_question(request, self._limits)
            if question.query is not None:
                return await self._query(request, question)
            if request.method == "POST":
                return refuse(400, "there is no query")
            return self._describe(request)
        except Refusal as refusal:
            headers = {"Connection": "close"} if refusal.status in (408, 413) else None
            return refuse(refusal.status, refusal.reason, headers=headers)

    async def _query(self, request: Request, question: Question) -> Response:
        accept = request.headers.get("accept")
        table, graph = choose(accept, _TABLE_TYPES), choose(accept, _GRAPH_TYPES)
        task = {
            "query": question.query,
            "table": _TABLES.get(table or ""),
            "graph": GRAPHS.get(graph or ""),
            "rows": self._limits.max_rows,
            "size": self._limits.answer,
            "default": question.default,
            "named": question.named,
        }
        client = request.client.host if request.client else ""
        try:
            found = await self._pool.ask(task, client, gone=lambda: _gone(request))
        except BusyPool:
            headers = {"Retry-After": _RETRY}
            return refuse(503, "too many queries at once; try again later", headers=headers)
        except StoppedQuery as stopped:
            return refuse(503, str(stopped))
        return self._send(found, table, graph)

    def _send(self, found: Reply, table: str | None, graph: str | None) -> Response:
        status = found.head["status"]
        if status == 406:
            offers = GRAPHS if found.head["graph"] else _TABLES
            return refuse(
                406,
                "there is no such form; there are:\n" + "\n".join(offers),
                headers={"Vary": "Accept"},
            )
        if status != 200:
            return refuse(status, found.body.decode())
        kind = graph if found.head["graph"] else table
        assert kind is not None
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if found.head["cut"]:
            what = "triples" if found.head["graph"] else "rows"
            headers["X-Paperkg-Truncated"] = f"{what}={self._limits.max_rows}"
        return reply(200, found.body, with_charset(kind), headers=headers)

    def _describe(self, request: Request) -> Response:
        """Describe the service, or show people where they can ask."""
        offers = (*GRAPHS, _HTML)
        kind = choose(request.headers.get("accept"), offers)
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if kind is None:
            return refuse(
                406, "the service is described in:\n" + "\n".join(offers), headers=headers
            )
        if kind == _HTML:
            return reply(303, headers={**headers, "Location": "/sparql.html"})
        text = describe_service(str(request.url), self._site.base, self._counts, GRAPHS[kind])
        return reply(200, text.encode(), with_charset(kind), headers=headers)


async def _gone(request: Request) -> None:
    """Wait until the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
