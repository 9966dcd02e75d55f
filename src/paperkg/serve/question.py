"""Reads a request to ``/sparql``: SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from paperkg.serve.limits import Limits

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_MOST_PARAMETERS = 200


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
        raise too_large
    parts, size = [], 0
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for part in request.stream():
                size += len(part)
                if size > limits.body:
                    raise too_large
                parts.append(part)
    except TimeoutError:
        raise Refusal(408, f"the body did not arrive in {limits.body_seconds:g} s") from None
    except ClientDisconnect:
        raise Refusal(400, "the body is not complete") from None
    return b"".join(parts)
