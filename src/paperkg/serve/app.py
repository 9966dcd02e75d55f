"""The application: one ASGI callable for the whole site (ASGI 3.0, HTTP only)."""

from __future__ import annotations

import asyncio
import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from paperkg.serve.hosts import is_welcome, is_well_formed
from paperkg.serve.live import Live
from paperkg.serve.pages import answer_page
from paperkg.serve.replies import refuse

_ENDPOINT = "sparql"
_LOG = logging.getLogger("paperkg.serve")


class App:
    """Answers requests.

    Args:
        live: The site.
        bound: Name or address to which the server is bound.
    """

    def __init__(self, live: Live, bound: str) -> None:
        self._live = live
        self._bound = bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except asyncio.CancelledError:  # the time that running requests get at the end is over
            response = refuse(503, "the server is being stopped")
        except Exception:  # noqa: BLE001 - a fault in one answer must not end the server
            _LOG.exception("%s %s", request.method, scope["path"])
            response = refuse(500, "this is a fault of paperkg; please report it")
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or not is_well_formed(hosts[0]):
            if hosts or request.scope["http_version"] != "1.0":
                return refuse(400, "there has to be one Host, the name or address of this server")
        elif not is_welcome(hosts[0], self._bound):
            return refuse(421, "this server only answers to the names of this machine")
        path: str = request.scope["path"]
        if not path.startswith("/") or "\0" in path or "\\" in path:
            return refuse(400, "this is no path of a site")
        path = path[1:]
        if path == _ENDPOINT:
            return await self._live.endpoint.answer(request)
        return await answer_page(request, self._live.site(), path)
