"""Starts the server of a site on a free port of this machine, and asks what only it can show."""

from __future__ import annotations

import contextlib
import http.client
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from paperkg.errors import ServeError

if TYPE_CHECKING:
    from paperkg.check import Site

_START = 60  # seconds that a server gets to start
_ANSWER = 30
_MOST = 12  # resources that are asked for, evenly spread
_HTML, _TURTLE, _JSONLD = "text/html", "text/turtle", "application/ld+json"
_ACCEPTS = (
    ("text/html,application/xhtml+xml,*/*;q=0.8", _HTML),
    (_TURTLE, _TURTLE),
    ("text/turtle;q=0.5, application/ld+json", _JSONLD),
    ("application/ld+json;q=0.1, text/turtle;q=0.9", _TURTLE),
)
_QUERY = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"
_RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
_UPDATE = "INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }"
_FORM = "application/x-www-form-urlencoded"


class Reply(NamedTuple):
    """A response, read to its end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        """Media type, without parameters."""
        return self.headers.get_content_type()


class Asker:
    """Asks the server of a site; it is started by the first question."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack) -> None:
        """Remember where the site is; the stack ends the server."""
        self._folder = folder
        self._stack = stack
        self._address = ""

    def negotiation(self, site: Site) -> Iterator[str]:
        """Ask for resources in each form; yield a line for each request, empty if it was right."""
        stems = [p.removesuffix(".ttl") for p in site.twins if p.endswith(".ttl")]
        gone = {s[1:-1] for s, _ in site.all.having(_DEPRECATED)}
        stems = [s for s in stems if site.iris.parse(site.base + s) and site.base + s not in gone]
        for stem in stems[:: max(1, len(stems) // _MOST)]:
            for accept, wanted in _ACCEPTS:
                reply, varies = self._follow(f"/{stem}", accept)
                fault = _of_page(reply, wanted) or ("" if varies else "no Vary: Accept")
                yield _told(f"{stem}, Accept: {accept}", fault)

    def _follow(self, path: str, accept: str) -> tuple[Reply, bool]:
        """Ask for an address, and follow a 303 once; tell whether the first answer has Vary."""
        reply = self._ask("GET", path, {"Accept": accept})
        varies = "accept" in reply.headers.get("Vary", "").lower()
        place = reply.headers.get("Location", "")
        if reply.status == http.HTTPStatus.SEE_OTHER and place:
            reply = self._ask("GET", urlsplit(place).path, {"Accept": accept})
        return reply, varies

    def endpoint(self, _: Site) -> Iterator[str]:
        """Ask the endpoint in each way of the protocol; yield as :meth:`negotiation` does."""
        ask = f"/sparql?query={quote(_QUERY)}"
        for kind in _RESULTS:
            reply = self._ask("GET", ask, {"Accept": kind})
            yield _told(f"GET, {kind}", _of_type(reply, kind))
            yield _told("CORS", "" if reply.headers.get("Access-Control-Allow-Origin") else "none")
        posted = self._ask("POST", "/sparql", {"Content-Type": _FORM}, f"query={quote(_QUERY)}")
        yield _told("POST of a form", _of_type(posted, posted.type))
        direct = {"Content-Type": "application/sparql-query"}
        posted = self._ask("POST", "/sparql", direct, _QUERY)
        yield _told("POST of a query", _of_type(posted, posted.type))
        described = self._ask("GET", "/sparql", {"Accept": _TURTLE})
        known = b"sparql-service-description#" in described.body
        yield _told(
            "service description", _of_type(described, _TURTLE) or ("" if known else "none")
        )
        for name, kind, body in (
            ("update", "application/sparql-update", _UPDATE),
            ("update in a form", _FORM, f"update={quote(_UPDATE)}"),
        ):
            refused = self._ask("POST", "/sparql", {"Content-Type": kind}, body)
            fault = "" if 400 <= refused.status < 500 else f"{refused.status}, not refused"
            yield _told(name, fault)

    def _ask(self, method: str, path: str, headers: dict[str, str], body: str = "") -> Reply:
        if not self._address:
            self._address = self._stack.enter_context(_served(self._folder))
        connection = http.client.HTTPConnection(self._address, timeout=_ANSWER)
        with contextlib.closing(connection):
            try:
                connection.request(method, path, body.encode() or None, headers)
                response = connection.getresponse()
                return Reply(response.status, response.headers, response.read())
            except (OSError, http.client.HTTPException) as error:
                raise ServeError(f"{method} {path} had no answer: {error}") from error


_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"


def _told(what: str, fault: str) -> str:
    return f"{what}: {fault}" if fault else ""


def _of_type(reply: Reply, wanted: str) -> str:
    if reply.status != http.HTTPStatus.OK:
        return f"status {reply.status}"
    return "" if reply.type == wanted else f"{reply.type}, not {wanted}"


def _of_page(reply: Reply, wanted: str) -> str:
    """Return what is wrong with a form of a resource: its status, type or content."""
    fault = _of_type(reply, wanted)
    if fault:
        return fault
    start = reply.body.lstrip()[:1]
    if (start == b"<") != (wanted == _HTML) or (wanted == _JSONLD) != (start in {b"{", b"["}):
        return f"the body is no {wanted}"
    return ""


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Start ``paperkg serve`` for a site; give host and port.

    Raises:
        ServeError: It does not start.
    """
    with tempfile.TemporaryDirectory(prefix="paperkg-check-") as empty:
        command = [sys.executable, "-m", "paperkg", "serve", "--port", "0", str(folder.resolve())]
        process = subprocess.Popen(  # noqa: S603 - this very program, on a folder the user named
            command, cwd=empty, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            assert process.stdout is not None
            ready, _, _ = select.select([process.stdout], [], [], _START)
            words = process.stdout.readline().split() if ready else []
            if not words:
                raise ServeError(
                    "the server does not start", advice=f"try `paperkg serve {folder}` to see why"
                )
            yield urlsplit(words[0]).netloc
        finally:
            process.terminate()
            process.communicate()
