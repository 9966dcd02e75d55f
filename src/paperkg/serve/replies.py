"""Responses: what every one of them says, and those that say only that something is unchanged."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from email.utils import formatdate

from starlette.requests import Request
from starlette.responses import Response

METHODS = "GET, HEAD, OPTIONS"
_STRICT = "default-src 'none'; frame-ancestors 'none'"
_COMMON = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Retry-After, X-Paperkg-Truncated"),
]
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_PREFLIGHT_SECONDS = "86400"


def reply(
    status: int,
    body: bytes = b"",
    kind: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    policy: str = "",
) -> Response:
    """Return a response with the headers that all have.

    Args:
        status: HTTP status.
        body: Content.
        kind: Media type, with charset.
        headers: Further headers.
        policy: Content security policy; one that allows nothing unless told.
    """
    known = f"{policy}; frame-ancestors 'none'" if policy else _STRICT
    fields = {"Content-Security-Policy": known, **(headers or {})}
    if kind:
        fields["Content-Type"] = kind
    response = Response(body, status, fields)
    response.raw_headers += _COMMON
    return response


def refuse(status: int, reason: str, *, headers: Mapping[str, str] | None = None) -> Response:
    """Return a response that says in a line why there is no other."""
    text = reason if reason.endswith("\n") else f"{reason}\n"
    fields = {"Cache-Control": "no-store", **(headers or {})}
    return reply(status, text.encode(), "text/plain; charset=utf-8", headers=fields)


def preflight(methods: str) -> Response:
    """Answer ``OPTIONS``, whether it asks for CORS (Fetch, section 3.2.2) or not."""
    headers = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": _PREFLIGHT_SECONDS,
    }
    return reply(204, headers=headers)


def validators(etag: str) -> dict[str, str]:
    """Return the headers that let a cache ask again.

    A time of change is only given if ``SOURCE_DATE_EPOCH`` tells one: times of files say when a
    site was copied, not when it changed.
    """
    fields = {"ETag": etag, "Cache-Control": "no-cache"}
    modified = last_modified()
    if modified:
        fields["Last-Modified"] = modified
    return fields


def last_modified() -> str:
    """Return the time that ``SOURCE_DATE_EPOCH`` gives as an HTTP date, or an empty string."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (value.isascii() and value.isdigit()) or len(value) > 11:
        return ""
    return formatdate(int(value), usegmt=True)


def is_unchanged(request: Request, etag: str) -> bool:
    """Whether the client has this representation: RFC 9110, sections 13.1.2, 13.1.3 and 13.2.2."""
    wanted = ",".join(request.headers.getlist("if-none-match")).strip()
    if wanted:
        return wanted == "*" or etag in _TAG.findall(wanted)
    since = request.headers.get("if-modified-since")
    return bool(since) and since == last_modified()
