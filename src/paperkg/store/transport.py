"""Sends one HTTP request under a deadline, trusting the other side with nothing."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import IO, Any, NamedTuple
from urllib.parse import urlsplit

from paperkg.errors import EndpointError
from paperkg.store.keys import Keys

_MAX_REDIRECTS = 5
_BLOCK = 65_536
_RETRYABLE = frozenset({408, 425, 429, 500, 502, 503, 504})


class Reply(NamedTuple):
    """What came back.

    Attributes:
        status: HTTP status, 2xx.
        media_type: Media type, lower case, without parameters.
        body: The whole body.
        server: What the other side says it is; empty if nothing.
    """

    status: int
    media_type: str
    body: bytes
    server: str = ""


def send(
    request: urllib.request.Request,
    *,
    timeout: float,
    max_bytes: int,
    keys: Keys | None = None,
) -> Reply:
    """Send a request and read the whole reply.

    Args:
        request: To an ``http`` or ``https`` address.
        timeout: Seconds for everything together: connecting, redirects, a body that drips.
        max_bytes: Longest body that is read.
        keys: For basic or digest authentication.

    Raises:
        EndpointError: Anything else than a complete reply with a status of success.
    """
    watch = _Watch(timeout)
    address = request.full_url.partition("?")[0]
    try:
        with watch:
            return _exchange(request, watch, max_bytes, keys)
    except EndpointError as error:
        error.endpoint = error.endpoint or address
        raise
    except Exception as error:
        if watch.over:
            raise EndpointError(
                f"no complete answer within {timeout:g} s",
                endpoint=address,
                retryable=True,
                sent=watch.connected,
                advice="try again later, or ask for less",
            ) from error
        raise EndpointError(
            f"the endpoint cannot be reached: {_plain(error)}",
            endpoint=address,
            retryable=True,
            sent=watch.connected,
        ) from error


def _exchange(
    request: urllib.request.Request, watch: _Watch, max_bytes: int, keys: Keys | None
) -> Reply:
    try:
        opener = _opener(request, watch, keys)
        with opener.open(request, timeout=watch.left()) as response:
            return _read(response, watch, max_bytes, head=request.get_method() == "HEAD")
    except urllib.error.HTTPError as error:
        with error:
            raise _status_error(error) from error


def plain(text: str, limit: int = 200) -> str:
    """Return the first line of foreign text, shortened, without control characters."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return "".join(c if c.isprintable() else "�" for c in first.strip())[:limit]


class _Watch:
    """Closes the connection when time is over, whatever it is waiting for."""

    def __init__(self, timeout: float) -> None:
        self._end = time.monotonic() + timeout
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(timeout, self._cut)
        self._timer.daemon = True
        self.over = False

    def add(self, connection: socket.socket) -> None:
        self._sockets.append(connection)

    @property
    def connected(self) -> bool:
        """Whether anything can have been sent."""
        return bool(self._sockets)

    def left(self) -> float:
        return max(0.05, self._end - time.monotonic())

    def _cut(self) -> None:
        self.over = True
        for connection in self._sockets:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # closed already

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for connection in self._sockets:
            connection.close()


def _opener(
    request: urllib.request.Request, watch: _Watch, keys: Keys | None
) -> urllib.request.OpenerDirector:
    """Build an opener for http and https only."""
    opener = urllib.request.OpenerDirector()
    handlers: list[urllib.request.BaseHandler] = [
        urllib.request.ProxyHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(request.full_url),
        _Http(watch),
        _Https(watch),
    ]
    if keys is not None:
        handlers += keys.handlers(request.full_url)
    for handler in handlers:
        opener.add_handler(handler)
    return opener


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_watched(http.client.HTTPConnection, self._watch), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_watched(http.client.HTTPSConnection, self._watch), req)


def _watched(kind: type[http.client.HTTPConnection], watch: _Watch) -> Any:
    class Connection(kind):  # type: ignore[misc,valid-type]
        def connect(self) -> None:
            self.timeout = watch.left()
            super().connect()
            watch.add(self.sock)

    return Connection


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, never from a public address to one of the own network."""

    max_redirections = _MAX_REDIRECTS
    max_repeats = 2

    def __init__(self, origin: str) -> None:
        self._origin = origin

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if req.get_method() not in ("GET", "HEAD"):
            return None  # what was to be written would get lost on the way
        parts = urlsplit(newurl)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EndpointError(
                f"redirected to a {parts.scheme or 'relative'} address", status=code
            )
        if urlsplit(self._origin).scheme == "https" and parts.scheme == "http":
            raise EndpointError("redirected from https to http", status=code)
        if is_public(self._origin) and not is_public(newurl):
            raise EndpointError("redirected into the own network", status=code)
        made = super().redirect_request(req, fp, code, msg, headers, newurl)
        if made is not None and parts.netloc != urlsplit(req.full_url).netloc:
            for name in ("Authorization", "Cookie"):
                made.headers.pop(name, None)
                made.unredirected_hdrs.pop(name, None)
        return made


def is_public(address: str) -> bool:
    """Whether all that the host's name stands for lies outside this machine and its network."""
    found = resolves(urlsplit(address).hostname or "")
    return bool(found) and all(ipaddress.ip_address(one).is_global for one in found)


def resolves(host: str) -> tuple[str, ...]:
    """Return the addresses (RFC 4291 and dotted) that a host's name stands for; none if unknown."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(str(entry[4][0]).partition("%")[0] for entry in found)


def _read(response: Any, watch: _Watch, max_bytes: int, *, head: bool = False) -> Reply:
    headers: Mapping[str, str] = response.headers
    if not head and headers.get("Content-Encoding", "identity").lower() != "identity":
        raise EndpointError("the answer is compressed, which nobody asked for")
    size = headers.get("Content-Length", "")
    body = bytearray()
    while True:
        block = response.read1(_BLOCK)
        if watch.over:
            raise TimeoutError
        if not block:
            break
        body += block
        if len(body) > max_bytes:
            raise EndpointError(
                f"the answer is longer than {max_bytes // 1_000_000} MB", advice="ask for less"
            )
    if not head and size.isdigit() and len(body) < int(size):
        raise EndpointError("the answer was cut short", retryable=True)
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Reply(response.status, media_type, bytes(body), plain(headers.get("Server", ""), 80))


def _status_error(error: urllib.error.HTTPError) -> EndpointError:
    try:
        text = plain(error.read(2_000).decode("utf-8", "replace"))
    except Exception:  # noqa: BLE001 - the body is only for the message
        text = ""
    if "<" in text:
        text = ""  # a page for people
    said = f": {text}" if text else ""
    advice = ""
    if 300 <= error.code < 400:
        where = plain(error.headers.get("Location", "").partition("?")[0])
        said = f" and redirects to {where!r}, where nobody may follow"
        advice = "name that address itself, if you trust it"
    elif error.code in (401, 403):
        advice = "set PAPERKG_ENDPOINT_USER and PAPERKG_ENDPOINT_PASSWORD, or use ~/.netrc"
    elif error.code in _RETRYABLE:
        advice = "try again later"
    return EndpointError(
        f"the endpoint answers {error.code}{said}",
        status=error.code,
        retryable=error.code in _RETRYABLE,
        retry_after=_seconds(error.headers.get("Retry-After", "")),
        advice=advice,
    )


def _seconds(text: str) -> int | None:
    """Read Retry-After (RFC 9110, section 10.2.3) as far as it is a number; dates need a clock."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _plain(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    return plain(str(reason)) or type(error).__name__
