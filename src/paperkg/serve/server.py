"""Starts and ends the server."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from paperkg.errors import ServeError
from paperkg.serve.app import App
from paperkg.serve.connection import Connection
from paperkg.serve.limits import Limits
from paperkg.serve.live import Live
from paperkg.serve.site import Site

_BACKLOG = 1024
_MOST_FILES = 8192
_RESERVED = 128  # descriptors for anything but connections
_FAREWELL = 3  # seconds that running requests get at the end


def serve_site(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    cache: Path | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a published site and answer SPARQL over it, until SIGINT or SIGTERM comes.

    Args:
        folder: A site made by :func:`paperkg.publish.publish_site`. What ``/sparql`` is asked is
            its ``data/everything.nq``, so that what is served is what was published. A site that
            is published in its place meanwhile is served from then on.
        host: Name or address to listen on.
        port: Port to listen on; 0 takes any that is free.
        limits: What a request may cost.
        cache: Where the store made of the site is kept, so that the next start is quick.
        on_ready: Told the address when the server answers.

    Raises:
        PublishError: The folder is no site made by paperkg.
        StoreError: The store cannot be made.
        ServeError: Host or port cannot be had.
    """
    limits = limits or Limits()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_ended_by_sigterm())
        Site.open(folder)  # what is wrong with it is said before anything is begun
        listener = stack.enter_context(_listen(host, port))
        live = Live(folder, cache, limits)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_run(live, host, limits, listener, on_ready))


async def _run(
    live: Live,
    host: str,
    limits: Limits,
    listener: socket.socket,
    on_ready: Callable[[str], None] | None,
) -> None:
    most = _most_connections()
    protocol = type("_Connection", (Connection,), {"limits": limits, "most": most})
    config = uvicorn.Config(
        App(live, host),
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=_FAREWELL,
    )

    def tell() -> None:
        if on_ready is not None:
            on_ready(_address(listener))

    server = _Server(config, tell)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    following = asyncio.create_task(live.follow())
    try:
        await live.open()
        await server.serve(sockets=[listener])
    finally:
        following.cancel()
        await asyncio.wait((following,))
        await live.close()


class _Server(uvicorn.Server):
    """uvicorn's server, without its habit of sending itself the signal that ended it."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        ServeError: There is no such host here, or the port is taken.
    """
    try:
        family, _, _, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.create_server(place[:2], family=family, backlog=_BACKLOG)
    except (OSError, OverflowError, UnicodeError) as error:
        raise _no_place(error, host, port) from error
    listener.setblocking(False)
    return listener


def _no_place(error: Exception, host: str, port: int) -> ServeError:
    where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return ServeError(
            "the port is taken", where, advice="choose another with --port, or any with --port 0"
        )
    if code in (errno.EACCES, errno.EPERM):
        return ServeError(
            "the port may not be used", where, advice="choose one above 1023 with --port"
        )
    said = getattr(error, "strerror", None) or str(error)
    return ServeError(f"cannot listen here: {said}", where, advice="choose another --host")


def _address(listener: socket.socket) -> str:
    """Return the address of the site.

    A server on all interfaces is told by the name that always works.
    """
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - it is compared, not bound
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _most_connections() -> int:
    """Allow this process as many files as it may have; return how many can be connections."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(most - _RESERVED, 16)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the quicker event loop, where there is one."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


@contextlib.contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Clean up after SIGTERM, too, while the event loop does not run yet."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
