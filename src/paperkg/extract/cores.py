"""Spreads work over the cores of the machine, results in order, as if one had done it all.

Workers are forks, so that they share what the parent has read instead of being sent it; only
results travel. Where a fork is not safe (another thread is running, another system than Linux) all
is done here, and so is whatever a worker left undone because it was killed.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

_T = TypeVar("_T")
_CHUNKS = 16
"""So many pieces of work for each worker: the last one to be done should be short."""

_work: list[Callable[[int], Any]] = []  # filled before a fork, so that every worker has it


def cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else 1


def spread(work: Callable[[int], _T], count: int, workers: int) -> Iterator[_T]:
    """Yield ``work(0)``, ``work(1)`` ... in order.

    Args:
        work: What is done for a number. Its results are pickled; what it changes is lost.
        count: How many numbers there are.
        workers: How many processes may work at once; with fewer than two there is no fork.
    """
    done = 0
    with kept():
        if _may_fork() and min(workers, count) > 1:
            for results in _forked(work, count, min(workers, count)):
                done += len(results)
                yield from results
        yield from map(work, range(done, count))


@contextmanager
def kept() -> Iterator[None]:
    """Keep the collector from all there is: it is needed to the end, and large.

    A collection would walk through it for nothing, and in a fork copy it by that.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _may_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1 and not _work


def _forked(work: Callable[[int], _T], count: int, workers: int) -> Iterator[Sequence[_T]]:
    """Yield the results of one piece of work after the other; fewer if a worker was killed."""
    size = -(-count // (workers * _CHUNKS))
    pieces = [range(at, min(at + size, count)) for at in range(0, count, size)]
    _work.append(work)
    try:
        with ProcessPoolExecutor(
            workers, mp_context=get_context("fork"), initializer=_ignore_interrupts
        ) as pool:
            try:
                yield from pool.map(_do, pieces)
            except BrokenProcessPool:
                return
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
    finally:
        _work.clear()


def _ignore_interrupts() -> None:
    """Leave it to the parent to stop when the user says so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(numbers: range) -> list[Any]:
    return [_work[0](number) for number in numbers]
