"""Time and memory of one call."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HANG_SECONDS = 20
_MEGA = 1024


@dataclass(slots=True)
class Cost:
    """What a call took: seconds of processor time, and megabytes at its peak."""

    seconds: float = 0.0
    megabytes: float = 0.0


class HangError(BaseException):
    """A call did not come back; no ``except Exception`` may swallow that."""


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure what happens inside; what hangs is broken off."""

    def stop(*_: object) -> None:
        raise HangError(f"still running after {HANG_SECONDS} s")

    cost = Cost()
    before = _memory("VmRSS")
    _forget_peak()
    old = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, HANG_SECONDS)
    begin = time.process_time()
    try:
        yield cost
    finally:
        cost.seconds = time.process_time() - begin
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
        cost.megabytes = max(0.0, _memory("VmHWM") - before)


def _memory(key: str) -> float:
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    for line in text.splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) / _MEGA
    return 0.0


def _forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return
