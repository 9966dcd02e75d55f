"""Time and memory of one call."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

# No figures of speed, those are in bench/: what is at work for so long would not end.
HANG_SECONDS = 60  # of work
SLEEP_SECONDS = 300  # of waiting for something that never comes
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
        raise HangError

    cost = Cost()
    before = _memory("VmRSS")
    _forget_peak()
    old = {number: signal.signal(number, stop) for number in (signal.SIGALRM, signal.SIGPROF)}
    signal.setitimer(signal.ITIMER_REAL, SLEEP_SECONDS)
    signal.setitimer(signal.ITIMER_PROF, HANG_SECONDS)
    begin = time.process_time()
    where = ""
    try:
        yield cost
    except HangError as hang:
        frames = traceback.extract_tb(hang.__traceback__)
        ours = [f"{f.filename}:{f.lineno}" for f in frames if "/tests/" not in f.filename]
        where = ours[-1] if ours else "an unknown place"
    finally:
        cost.seconds = time.process_time() - begin
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        for number, handler in old.items():
            signal.signal(number, handler)
        cost.megabytes = max(0.0, _memory("VmHWM") - before)
    if where:
        raise pytest.fail.Exception(f"at work after {cost.seconds:.0f} s at {where}") from None


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
