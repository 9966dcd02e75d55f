"""What a server answers."""

from __future__ import annotations

from typing import NamedTuple


class Answer(NamedTuple):
    """A status, and where it leads.

    Attributes:
        status: HTTP status; 200 where no rule applies, so that files are sent as they are.
        target: Address a redirection leads to, or what is sent instead; else empty.
    """

    status: int
    target: str = ""
