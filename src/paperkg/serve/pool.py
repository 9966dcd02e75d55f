"""Answers queries in processes that can be killed: nothing else stops Oxigraph for certain.

There are two lanes. A query starts in the quick lane; if it takes longer than a moment it makes
way: its process changes places with an idle one of the slow lane, or, if there is none, it is
stopped there and begun again when the slow lane has room. What is slow gets the processor when
nothing else wants it. So whoever asks something small never waits behind what takes long, however
many do the latter. What was slow once goes to the slow lane at once. Whoever has used more of the
machine in the last minute waits behind who has used less.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import signal
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeAlias

from paperkg.serve.lane import BusyPool, Lane
from paperkg.serve.limits import Limits
from paperkg.serve.process import Forge, Recipe, Reply, Worker

__all__ = ["BusyPool", "Pool", "StoppedQuery"]

_Gone: TypeAlias = Callable[[], Coroutine[Any, Any, None]] | None

_CRASHES = (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS)
_REMEMBERED = 10_000
_HALF_LIFE = 20.0  # seconds


class StoppedQuery(Exception):  # noqa: N818 - what happened to it, not who is at fault
    """A query was stopped; the text says why."""


class Pool:
    """Answers queries.

    Args:
        recipe: How a process is started.
        limits: What a query may cost.
    """

    def __init__(self, recipe: Recipe, limits: Limits) -> None:
        self._limits = limits
        self._forge = Forge(recipe)
        self._quick = Lane(limits.workers, limits.waiting, self._forge.start)
        self._slow = Lane(limits.workers, max(1, limits.waiting // 16), self._forge.start)
        self._known_slow: OrderedDict[bytes, None] = OrderedDict()
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._kept: OrderedDict[bytes, Reply] = OrderedDict()
        self._kept_size = 0

    async def open(self) -> None:
        """Start the processes; those of the slow lane will come when they are ready.

        Raises:
            StoreError: The store cannot be opened.
        """
        await self._quick.open()
        self._slow.open_soon()

    async def close(self) -> None:
        """End the processes."""
        await asyncio.gather(self._quick.close(), self._slow.close())
        await self._forge.close()

    async def ask(
        self,
        task: Mapping[str, Any],
        client: str,
        *,
        gone: _Gone = None,
    ) -> Reply:
        """Answer one query; see :func:`paperkg.serve.worker.answer`.

        Args:
            task: The query and what goes with it.
            client: Who asks.
            gone: Returns when the client waits no more; the query is stopped then.

        Raises:
            BusyPool: Too many queries are waiting.
            StoppedQuery: The query took too long, or more memory than it may.
        """
        data = json.dumps(task).encode()
        key = hashlib.blake2b(data, digest_size=16).digest()
        kept = self._kept.get(key)
        if kept is not None:  # the store never changes
            self._kept.move_to_end(key)
            return kept
        if key in self._known_slow:
            reply = await self._ask_slowly(data, client, gone)
        else:
            reply = await self._ask_quickly(data, key, client, gone)
        if reply.head["status"] == 200 and len(reply.body) * 16 <= self._limits.kept:
            self._keep(key, reply)
        return reply

    async def _ask_quickly(self, data: bytes, key: bytes, client: str, gone: _Gone) -> Reply:
        worker = await self._quick.take(self._rank(client))
        pending = worker.ask(data)
        reply = await self._run(worker, pending, self._quick, client, self._limits.quick)
        if reply is not None:
            return reply
        self._known_slow[key] = None
        if len(self._known_slow) > _REMEMBERED:
            self._known_slow.popitem(last=False)
        spare = self._slow.spare()
        if spare is None:
            self._quick.replace(worker)
            return await self._ask_slowly(data, client, gone)
        self._quick.give(spare)
        return await self._finish(worker, pending, client, gone)

    async def _ask_slowly(self, data: bytes, client: str, gone: _Gone) -> Reply:
        try:
            async with asyncio.timeout(self._limits.timeout):
                worker = await self._slow.take(self._rank(client))
        except TimeoutError:
            raise BusyPool from None
        return await self._finish(worker, worker.ask(data), client, gone)

    async def _finish(
        self, worker: Worker, pending: asyncio.Future[Reply], client: str, gone: _Gone
    ) -> Reply:
        worker.yield_to_others()
        watch = asyncio.ensure_future(gone()) if gone is not None else None
        if watch is not None:
            watch.add_done_callback(lambda _: pending.cancel())
        try:
            reply = await self._run(worker, pending, self._slow, client, self._limits.timeout)
        finally:
            if watch is not None:
                watch.cancel()
        if reply is None:
            self._slow.replace(worker)
            raise StoppedQuery(f"the query was stopped after {self._limits.timeout:g} s")
        return reply

    async def _run(
        self,
        worker: Worker,
        pending: asyncio.Future[Reply],
        lane: Lane,
        client: str,
        seconds: float,
    ) -> Reply | None:
        """Return the reply, and put the process back; or ``None`` if it takes too long."""
        began = time.monotonic()
        try:
            await asyncio.wait((pending,), timeout=seconds)
        except asyncio.CancelledError:  # the client has gone
            lane.replace(worker)
            raise
        finally:
            self._charge(client, time.monotonic() - began)
        if not pending.done():
            return None
        if pending.cancelled():
            lane.replace(worker)
            raise StoppedQuery("the client has gone")
        if pending.exception() is None:
            if lane is self._quick or worker.compete_again():
                lane.give(worker)
            else:
                lane.replace(worker)
            return pending.result()
        code = await worker.code()
        lane.replace(worker)
        if code in _CRASHES:
            memory = f"{self._limits.memory / (1 << 30):g} GB"
            raise StoppedQuery(f"the query needs more than {memory} of memory, or is too deep")
        raise StoppedQuery("the process that was to answer has ended; ask again")

    def _keep(self, key: bytes, reply: Reply) -> None:
        self._kept[key] = reply
        self._kept_size += len(reply.body)
        while self._kept_size > self._limits.kept or len(self._kept) > _REMEMBERED:
            self._kept_size -= len(self._kept.popitem(last=False)[1].body)

    def _rank(self, client: str) -> float:
        """Return the seconds that a client has used, the longer ago the less."""
        seconds, when = self._used.get(client, (0.0, 0.0))
        return seconds * math.pow(0.5, (time.monotonic() - when) / _HALF_LIFE)

    def _charge(self, client: str, seconds: float) -> None:
        self._used[client] = (self._rank(client) + seconds, time.monotonic())
        self._used.move_to_end(client)
        if len(self._used) > _REMEMBERED:
            self._used.popitem(last=False)
