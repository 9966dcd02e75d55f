"""A handle on one process in which queries run; see :mod:`paperkg.serve.worker`."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast

from paperkg.errors import StoreError

_PREFIX = 8
_STARTING = 30.0  # seconds


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


class Worker(asyncio.Protocol):
    """One process; it answers one query at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = bytearray()
        self._reply: asyncio.Future[Reply] | None = None
        self.killed = False

    @classmethod
    async def start(cls, recipe: Recipe) -> Worker:
        """Start a process and wait until it is ready.

        Raises:
            StoreError: It cannot open the store, or ended at once.
        """
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        try:
            command = [sys.executable, "-P", "-m", "paperkg.serve.worker"]
            command += [str(recipe.store), recipe.base, str(recipe.memory), str(os.getpid())]
            # few arenas: address space is what is limited, and each arena reserves 64 MB of it
            process = subprocess.Popen(  # noqa: S603, ASYNC220 - our own module; starts in 1 ms
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "MALLOC_ARENA_MAX": "2"},
            )
        except OSError as error:
            ours.close()
            raise StoreError(f"no process can be started: {error}") from error
        finally:
            theirs.close()
        ours.setblocking(False)
        worker = cls(process)
        worker._reply = loop.create_future()
        await loop.create_unix_connection(lambda: worker, sock=ours)
        try:
            async with asyncio.timeout(_STARTING):
                head = (await worker._reply).head
        except (ConnectionError, TimeoutError):
            head = {"error": "the process that answers queries does not start"}
        except asyncio.CancelledError:
            await worker.end()
            raise
        if not head.get("ready"):
            await worker.end()
            raise StoreError(str(head.get("error", "")))
        return worker

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

    async def end(self) -> int:
        """Kill the process; return its exit code, negative for a signal."""
        self.killed = True
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGKILL)
        if self._transport is not None:
            self._transport.close()
        return await self.code()

    async def code(self) -> int:
        """Wait until the process has ended; return its exit code."""
        return await asyncio.to_thread(self._process.wait)

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
        if self._reply is not None and not self._reply.done():
            self._reply.set_result(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits that there will be no reply."""
        if self._reply is None or self._reply.done():
            return
        if self.killed:
            self._reply.cancel()
        else:
            self._reply.set_exception(exc or ConnectionResetError())
