"""Asks whether an address of the web still leads anywhere. Opt-in: nothing else calls it."""

from __future__ import annotations

import urllib.request
from urllib.parse import urlsplit

from paperkg.errors import EndpointError
from paperkg.store.transport import is_public, resolves, send

_DEAD = frozenset({404, 410})
_MAX_BYTES = 65_536


def dead(address: str, *, timeout: float, private: bool = False) -> str:
    """Ask for an address with HEAD, and say what is wrong with it.

    Only what is certain counts: the host does not exist, or answers that there is nothing there
    (404, 410; RFC 9110, sections 15.5.5 and 15.5.11). A host that wants no programs (403, 405, 429)
    or is ill today (5xx) has not said that the address is dead.

    Args:
        address: An ``http`` or ``https`` address, taken from a post and therefore of anybody.
        timeout: Seconds for everything together.
        private: Whether addresses of this machine and its network may be asked, too.

    Returns:
        What is wrong; empty if it is alive or cannot be told.

    Raises:
        EndpointError: The host did not answer; it may another day.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        return ""
    host = urlsplit(address).hostname or ""
    if not private and not is_public(address):
        if resolves(host):
            return "leads into a network of its own"
        raise EndpointError(f"no address is known for the host {host}")
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        address, method="HEAD", headers={"User-Agent": "paperkg (checks links)"}
    )
    try:
        send(request, timeout=timeout, max_bytes=_MAX_BYTES)
    except EndpointError as error:
        if error.status is None:
            raise
        return f"answers {error.status}" if error.status in _DEAD else ""
    return ""
