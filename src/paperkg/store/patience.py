"""Sends a request again when it failed for a reason that passes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from paperkg.errors import EndpointError

WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds between attempts."""
LONGEST_WAIT = 30
"""Seconds; an endpoint that asks for more is not waited for."""

_T = TypeVar("_T")


def be_patient(call: Callable[[], _T], *, repeatable: bool, within: float) -> _T:
    """Call, and if that fails for a passing reason wait and call again.

    Args:
        call: Sends a request.
        repeatable: Whether it does no harm to send it twice; if not, it is sent again only if no
            connection came about.
        within: Seconds after which no further attempt is begun.

    Raises:
        EndpointError: From the last attempt.
    """
    end = time.monotonic() + within
    for wait in WAITS:
        try:
            return call()
        except EndpointError as error:
            pause = max(wait, error.retry_after or 0)
            passes = error.retryable and (repeatable or not error.sent)
            if not passes or pause > LONGEST_WAIT or time.monotonic() + pause > end:
                raise
            time.sleep(pause)
    return call()
