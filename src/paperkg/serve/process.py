"""Handles on the processes in which queries run; see :mod:`paperkg.serve.worker`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, cast

from paperkg.errors import StoreError
from paperkg.serve.orders import NEWS, ORDER

_PREFIX = 8
_STARTING = 30.0  # seconds
_PATIENT = 5  # nice value


_Started: TypeAlias = "tuple[int, asyncio.Future[int]]"


class Reply(NamedTuple):
    """What a process answered.

    Attributes:
        head: See :func:`paperkg.serve.worker.answer`.
        body: The answer, or the reason why there is none.
    """

    head: dict[str, Any]
    body: bytes


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is needed to start a process.

    Attributes:
        store: Folder of the store.
        base: Base IRI of the dataset.
        memory: Its address space, in bytes.
    """

    store: Path
    base: str
    memory: int


class Forge:
    """Starts processes, by way of :mod:`paperkg.serve.nursery`.

    Args:
        recipe: What they need.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._nursery: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._closed = False
        self._news = bytearray()
        self._awaited: deque[asyncio.Future[_Started]] = deque()
        self._ends: dict[int, asyncio.Future[int]] = {}

    async def start(self) -> Worker:
        """Start a process and wait until it is ready.

        Raises:
            StoreError: It cannot open the store, or ended at once.
        """
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                pid, end = await self._fork(theirs)
            except BaseException:
                ours.close()
                raise
        worker = Worker(pid, end, self)
        ours.setblocking(False)
        await loop.create_unix_connection(lambda: worker, sock=ours)
        await worker.wait_until_ready()
        return worker

    def kill(self, pid: int) -> None:
        """Kill a process that was started here, unless it has ended."""
        if pid in self._ends and self._channel is not None:
            with contextlib.suppress(OSError):
                self._channel.send(ORDER.pack(b"K", pid))

    async def close(self) -> None:
        """End everything that was started."""
        self._closed = True
        if self._nursery is None:
            return
        self._hang_up()
        self._nursery.kill()
        await asyncio.to_thread(self._nursery.wait)

    async def _fork(self, stream: socket.socket) -> _Started:
        if self._closed:
            raise StoreError("the server is being stopped")
        channel = self._channel or self._launch()
        started: asyncio.Future[_Started] = asyncio.get_running_loop().create_future()
        self._awaited.append(started)
        try:
            socket.send_fds(channel, [ORDER.pack(b"S", 0)], [stream.fileno()])
            async with asyncio.timeout(_STARTING):
                return await started
        except (OSError, TimeoutError) as error:
            raise StoreError(f"no process can be started: {error}") from error

    def _launch(self) -> socket.socket:
        if self._nursery is not None:
            self._nursery.kill()
            self._nursery.wait()
        recipe = self._recipe
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", "paperkg.serve.nursery"]
        command += [str(recipe.store), recipe.base, str(recipe.memory), str(os.getpid())]
        with theirs:
            try:
                # few arenas: address space is what is limited, and each arena reserves 64 MB of it
                self._nursery = subprocess.Popen(  # noqa: S603 - our own module
                    command,
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "MALLOC_ARENA_MAX": "2"},
                )
            except OSError as error:
                ours.close()
                raise StoreError(f"no process can be started: {error}") from error
        ours.setblocking(False)
        self._channel = ours
        asyncio.get_running_loop().add_reader(ours, self._read)
        return ours

    def _read(self) -> None:
        assert self._channel is not None
        try:
            data = self._channel.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._hang_up()
            return
        self._news += data
        while len(self._news) >= NEWS.size:
            kind, pid, code = NEWS.unpack(self._news[: NEWS.size])
            del self._news[: NEWS.size]
            if kind == b"S":
                end = self._ends[pid] = asyncio.get_running_loop().create_future()
                waiter = self._awaited.popleft()
                if not waiter.done():
                    waiter.set_result((pid, end))
            elif pid in self._ends:
                self._ends.pop(pid).set_result(code)

    def _hang_up(self) -> None:
        """Forget a nursery that has ended; what it started ends with it."""
        if self._channel is not None:
            asyncio.get_running_loop().remove_reader(self._channel)
            self._channel.close()
            self._channel = None
        self._news.clear()
        for waiter in self._awaited:
            if not waiter.done():
                waiter.set_exception(ConnectionResetError("it ended at once"))
        self._awaited.clear()
        for end in self._ends.values():
            end.set_result(-signal.SIGKILL)
        self._ends.clear()


class Worker(asyncio.Protocol):
    """One process; it answers one query at a time.

    Args:
        pid: Its number.
        end: Will be its exit code, negative for a signal.
        forge: Who started it.

    Attributes:
        when_lost: Called when the connection to it has ended.
    """

    def __init__(self, pid: int, end: asyncio.Future[int], forge: Forge) -> None:
        self.pid = pid
        self._end = end
        self._forge = forge
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = bytearray()
        self._reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._killed = False
        self.when_lost: Callable[[Worker], None] | None = None

    async def wait_until_ready(self) -> None:
        """Wait until it has opened the store.

        Raises:
            StoreError: It cannot.
        """
        try:
            async with asyncio.timeout(_STARTING):
                head = (await self._reply).head
        except (ConnectionError, TimeoutError):
            head = {"error": "the process that answers queries does not start"}
        except asyncio.CancelledError:
            await self.end()
            raise
        if not head.get("ready"):
            await self.end()
            raise StoreError(str(head.get("error", "")))

    def ask(self, task: bytes) -> asyncio.Future[Reply]:
        """Send a query; the result raises ``ConnectionError`` if the process ends over it."""
        self._reply = asyncio.get_running_loop().create_future()
        if self._transport is None or self._transport.is_closing():
            self._reply.set_exception(ConnectionResetError())
        else:
            self._transport.write(len(task).to_bytes(4) + bytes(4) + task)
        return self._reply

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._transport is not None and not self._transport.is_closing()

    def yield_to_others(self) -> bool:
        """Make the process run only when others need nothing; return whether that was possible."""
        try:
            os.setpriority(os.PRIO_PROCESS, self.pid, _PATIENT)
        except OSError:
            return False
        return True

    def compete_again(self) -> bool:
        """Undo :meth:`yield_to_others`; return whether that was possible."""
        try:
            os.setpriority(os.PRIO_PROCESS, self.pid, 0)
        except OSError:  # only root may
            return False
        return True

    async def end(self) -> int:
        """Kill the process; return its exit code, negative for a signal."""
        self._killed = True
        self._forge.kill(self.pid)
        if self._transport is not None:
            self._transport.close()
        return await self.code()

    async def code(self) -> int:
        """Wait until the process has ended; return its exit code."""
        return await asyncio.shield(self._end)

    # --- what the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of the connection."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Collect a reply."""
        buffer = self._buffer
        buffer += data
        if len(buffer) < _PREFIX:
            return
        head, body = int.from_bytes(buffer[:4]), int.from_bytes(buffer[4:8])
        if len(buffer) < _PREFIX + head + body:
            return
        reply = Reply(json.loads(buffer[_PREFIX : _PREFIX + head]), bytes(buffer[_PREFIX + head :]))
        buffer.clear()
        if not self._reply.done():
            self._reply.set_result(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits that there will be no reply."""
        if not self._reply.done():
            if self._killed:
                self._reply.cancel()
            else:
                self._reply.set_exception(exc or ConnectionResetError())
        if self.when_lost is not None:
            self.when_lost(self)
