"""A row of processes of one kind, and those who wait for one."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
from collections.abc import Callable, Coroutine
from itertools import count
from typing import Any

from paperkg.errors import StoreError
from paperkg.serve.process import Worker

_PAUSE = 0.5  # seconds between two attempts to start a process


class BusyPool(Exception):  # noqa: N818 - it is a state, not a fault
    """Too many queries are waiting."""


class Lane:
    """Some processes; who waits for one gets it by rank, then by time.

    Args:
        size: How many processes.
        waiting: How many may wait.
        start: Starts a process.
    """

    def __init__(
        self, size: int, waiting: int, start: Callable[[], Coroutine[Any, Any, Worker]]
    ) -> None:
        self._size = size
        self._waiting = waiting
        self._start = start
        self._idle: list[Worker] = []
        self._queue: list[tuple[float, int, asyncio.Future[Worker]]] = []
        self._number = count()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Start all processes."""
        for worker in await asyncio.gather(*(self._start() for _ in range(self._size))):
            self.give(worker)

    def open_soon(self) -> None:
        """Start all processes, and do not wait until they are ready."""
        for _ in range(self._size):
            self._begin(self._add())

    async def close(self) -> None:
        """End all processes that are idle, and send away who waits."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for _, _, waiter in self._queue:
            if not waiter.done():
                waiter.set_exception(BusyPool())
        idle, self._idle = self._idle, []
        await asyncio.gather(*(worker.end() for worker in idle))
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def spare(self) -> Worker | None:
        """Return a process that has nothing to do, if nobody waits for it."""
        return self._idle.pop() if self._idle else None

    async def take(self, rank: float) -> Worker:
        """Return a process, when there is one.

        Args:
            rank: Lower is sooner.

        Raises:
            BusyPool: Too many are waiting.
        """
        worker = self.spare()
        if worker is not None:
            return worker
        self._queue = [entry for entry in self._queue if not entry[2].done()]
        heapq.heapify(self._queue)
        if len(self._queue) >= self._waiting:
            raise BusyPool
        waiter: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (rank, next(self._number), waiter))
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self.give(waiter.result())
            raise

    def give(self, worker: Worker) -> None:
        """Put a process back, or pass it on to the next who waits."""
        if not worker.alive or self._closed:
            self.replace(worker)
            return
        while self._queue:
            waiter = heapq.heappop(self._queue)[2]
            if not waiter.done():
                waiter.set_result(worker)
                return
        self._idle.append(worker)
        worker.when_lost = self._notice

    def _notice(self, worker: Worker) -> None:
        """Replace a process that ended while it had nothing to do."""
        if worker in self._idle:
            self._idle.remove(worker)
            self.replace(worker)

    def replace(self, worker: Worker) -> None:
        """Start another process in the place of one that has to end, or has ended."""
        self._begin(self._replace(worker))

    async def _replace(self, worker: Worker) -> None:
        await worker.end()
        await self._add()

    async def _add(self) -> None:
        while not self._closed:
            with contextlib.suppress(StoreError, OSError):
                self.give(await self._start())
                return
            await asyncio.sleep(_PAUSE)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
