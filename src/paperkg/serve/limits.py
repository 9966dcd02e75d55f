"""How much one request may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a server; the defaults are meant for strangers.

    Attributes:
        timeout: Seconds after which a query is stopped.
        max_rows: Rows or triples after which an answer is cut off.
        workers: Processes for queries that are quick, and as many for those that are not.
        memory: Address space of such a process, in bytes.
        quick: Seconds after which a query has to make way for others.
        waiting: Queries that may wait for a process; further ones are sent away with 503.
        answer: Size of an answer, in bytes.
        body: Size of a request's body, in bytes.
        query: Length of a query, in characters.
        header: Size of a request's header, in bytes.
        header_seconds: Seconds in which a whole header has to arrive.
        body_seconds: Seconds in which a whole body has to arrive.
        stalled_seconds: Seconds after which a client that takes nothing is given up.
        kept: Size of the answers that are kept for those who ask the same, in bytes.
    """

    timeout: float = 10.0
    max_rows: int = 10_000
    workers: int = 2
    memory: int = 1 << 30
    quick: float = 0.3
    waiting: int = 256
    answer: int = 32_000_000
    body: int = 200_000
    query: int = 64_000
    header: int = 16_384
    header_seconds: float = 5.0
    body_seconds: float = 10.0
    stalled_seconds: float = 30.0
    kept: int = 32_000_000
