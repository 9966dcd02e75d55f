"""One connection: HTTP as uvicorn reads it, with limits to what a client may take for itself.

uvicorn closes a connection that is idle, but waits for ever for the rest of a header, reads headers
of any size, and waits for ever for a client that takes nothing of an answer.
"""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from paperkg.serve.limits import Limits

_LINGER = 1.0  # seconds


class _TooLargeError(Exception):
    """Stops the parser."""


class Connection(HttpToolsProtocol):
    """A connection with limits.

    Attributes:
        limits: The limits.
        most: How many connections there may be at a time.
    """

    limits: ClassVar[Limits] = Limits()
    most: ClassVar[int] = 1000

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        self._header = 0  # bytes of the header, as the parser tells them
        self._unparsed = 0  # bytes that came since the parser told anything
        self._in_header = True
        self._turns = 0
        self._refused = False
        self._deadline: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a header, unless there are too many connections."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            self._refuse(503, "Service Unavailable", "there are too many connections")
        else:
            self._wait_for_header()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all clocks."""
        for clock in (self._deadline, self._stalled):
            if clock is not None:
                clock.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read, unless what is read is a header without an end."""
        if self._refused or self.transport.is_closing():
            return
        idle = self.cycle is None or self.cycle.response_complete
        if self._in_header and idle and self._deadline is None:
            self._wait_for_header()  # nothing may come before it, not even empty lines, for long
        turns = self._turns
        super().data_received(data)
        if self._in_header and self._turns == turns:
            self._unparsed += len(data)
            if self._unparsed > self.limits.header:
                self._refuse_header()

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._turn(in_header=True)
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a piece of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field."""
        self._count(len(name) + len(value) + 4)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Stop the clock: the rest is up to the application."""
        self._turn(in_header=False)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait for the next header."""
        super().on_message_complete()
        self._turn(in_header=True)

    def send_400_response(self, msg: str) -> None:
        """Say that this is no HTTP, unless something else was said already."""
        self._refuse(400, "Bad Request", msg)

    def pause_writing(self) -> None:
        """Give a client that takes nothing a while, and then up."""
        super().pause_writing()
        self._stalled = self.loop.call_later(self.limits.stalled_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on."""
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()

    def _turn(self, *, in_header: bool) -> None:
        self._in_header = in_header
        self._turns += 1
        self._header = self._unparsed = 0

    def _count(self, size: int) -> None:
        self._header += size
        if self._header > self.limits.header:
            self._refuse_header()
            raise _TooLargeError

    def _wait_for_header(self) -> None:
        self._deadline = self.loop.call_later(self.limits.header_seconds, self._too_late)

    def _too_late(self) -> None:
        self._deadline = None
        seconds = f"{self.limits.header_seconds:g}"
        self._refuse(408, "Request Timeout", f"no whole header came in {seconds} s")

    def _refuse_header(self) -> None:
        most = f"the header is larger than {self.limits.header} bytes"
        self._refuse(431, "Request Header Fields Too Large", most)

    def _refuse(self, status: int, phrase: str, reason: str) -> None:
        """Say why, and close; but a moment later, or what was not read yet would undo the saying.

        See RFC 9112, section 9.6.
        """
        if self._refused or self.transport.is_closing():
            return
        self._refused = True
        body = f"{reason}\n".encode()
        self.transport.write(
            f"HTTP/1.1 {status} {phrase}\r\n"
            "content-type: text/plain; charset=utf-8\r\n"
            f"content-length: {len(body)}\r\n"
            "x-content-type-options: nosniff\r\n"
            "connection: close\r\n\r\n".encode()
            + body
        )
        self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.close)
