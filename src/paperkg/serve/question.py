"""Reads a request to ``/sparql``: SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from paperkg.serve.limits import Limits

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_MOST_PARAMETERS = 200
_DISCARD_BYTES = 16_000_000
_DISCARD_SECONDS = 1.0


class Refusal(Exception):  # noqa: N818 - it carries a response, it is not a fault of the program
    """A request that is not answered.

    Attributes:
        status: HTTP status.
        reason: Why, in one line.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the dataset it is asked of.

    Attributes:
        query: The text, or ``None`` if nothing was asked.
        default: IRIs of ``default-graph-uri``, or ``None`` if the request names no dataset.
        named: Likewise those of ``named-graph-uri``.
    """

    query: str | None
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


async def read_question(request: Request, limits: Limits) -> Question:
    """Read a request.

    Raises:
        Refusal: It is no query by this protocol, or too large.
    """
    fields = _fields(request.scope["query_string"])
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refusal(415, "a compressed body is not read; send it as it is")
        if kind == "application/sparql-update":
            raise Refusal(403, "updates are not allowed: this endpoint only answers queries")
        if kind not in (FORM, DIRECT):
            raise Refusal(415, f"the body has to be {DIRECT} or {FORM}")
        body = await _body(request, limits)
        if kind == FORM:
            if any(name == "query" for name, _ in fields):
                raise Refusal(400, "the query of a form belongs into the body, not the address")
            fields += _fields(body)
        else:
            if any(name == "query" for name, _ in fields):
                raise Refusal(400, "there is a query in the address and another in the body")
            fields.append(("query", _decode(body)))
    return _question(fields, limits)


def _question(fields: list[tuple[str, str]], limits: Limits) -> Question:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    if values.keys() & {"update", "using-graph-uri", "using-named-graph-uri"}:
        raise Refusal(403, "updates are not allowed: this endpoint only answers queries")
    queries = values.get("query", [])
    if len(queries) > 1:
        raise Refusal(400, "there is more than one query; send each in a request of its own")
    if not queries:
        if values:
            raise Refusal(400, "there is no query; send it as the parameter 'query'")
        return Question(None)
    if len(queries[0]) > limits.query:
        raise Refusal(413, f"the query is longer than {limits.query} characters")
    default = values.get("default-graph-uri", [])
    named = values.get("named-graph-uri", [])
    if default or named:
        return Question(queries[0], tuple(default), tuple(named))
    return Question(queries[0])


def _fields(data: bytes) -> list[tuple[str, str]]:
    try:
        text = data.decode("ascii" if b"%" in data else "utf-8")
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError:
        raise Refusal(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise Refusal(400, f"there are more than {_MOST_PARAMETERS} parameters") from None


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the query is not UTF-8") from None


async def _body(request: Request, limits: Limits) -> bytes:
    told = request.headers.get("content-length", "0")
    too_large = Refusal(413, f"the body is larger than {limits.body} bytes")
    if not told.isdigit() or int(told) > limits.body:
        await _discard(request)
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(limits.body_seconds):
            while await _receive(request, body):
                if len(body) > limits.body:
                    break
    except TimeoutError:
        raise Refusal(408, f"the body did not arrive in {limits.body_seconds:g} s") from None
    if len(body) > limits.body:
        await _discard(request)
        raise too_large
    return bytes(body)


async def _discard(request: Request) -> None:
    """Take a body that is too large off the line, within reason.

    A client that is still sending would not read why its request is refused (RFC 9112, section
    9.6).
    """
    size = 0
    with contextlib.suppress(TimeoutError, Refusal):
        async with asyncio.timeout(_DISCARD_SECONDS):
            while size < _DISCARD_BYTES:
                part = bytearray()
                if not await _receive(request, part):
                    return
                size += len(part)


async def _receive(request: Request, body: bytearray) -> bool:
    """Add the next part of a body; return whether there is more."""
    message = await request.receive()
    if message["type"] != "http.request":
        raise Refusal(400, "the body is not complete")
    body += message.get("body", b"")
    return bool(message.get("more_body"))
