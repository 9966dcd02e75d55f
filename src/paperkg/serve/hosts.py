"""Decides under which names a server may be called: a guard against DNS rebinding.

A page of a stranger can let its own name lead to a loopback address and so make a browser ask a
server that only its user was meant to reach. The browser then sends the stranger's name as
``Host``: so a server on a loopback address answers to the names of loopback only, with 421
(RFC 9110, section 15.5.20) to all others.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

_HOST = re.compile(
    r"(?P<name>[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(?P<port>\d{0,5}))?"
)


def is_well_formed(field: str) -> bool:
    """Whether this can be a ``Host`` field (RFC 9110, section 7.2)."""
    return _HOST.fullmatch(field) is not None


def is_loopback(name: str) -> bool:
    """Whether a name or address always means this machine.

    >>> [is_loopback(n) for n in ("localhost", "127.0.0.2", "::1", "example.org", "10.0.0.1")]
    [True, True, True, False, False]
    """
    plain = name.strip("[]").rstrip(".").lower()
    if plain == "localhost" or plain.endswith(".localhost"):  # RFC 6761, section 6.3
        return True
    try:
        return ipaddress.ip_address(plain).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=256)
def is_welcome(field: str, bound: str) -> bool:
    """Whether a server answers to this ``Host``.

    Args:
        field: The field.
        bound: Name or address to which the server is bound.
    """
    match = _HOST.fullmatch(field)
    if match is None:
        return False
    return not is_loopback(bound) or is_loopback(match["name"])
