"""Compares a graph in a store with what it should be, without trusting how the store counts rows.

Stores cut long results (Virtuoso at 10,000 rows, with no sign of it), so a graph is read in parts
whose sizes are known beforehand: ranges of subjects.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from paperkg.errors import EndpointError
from paperkg.graph import Triple
from paperkg.graph.terms import string, value_of
from paperkg.store.answer import Row, Table

PART = 5_000
"""Triples in one part, unless a single subject has more."""

Ask = Callable[[str], Table]
"""Sends a SELECT query."""


class Mark(NamedTuple):
    """What tells two graphs apart.

    Attributes:
        triples: How many there are.
        sha256: SHA-256 of the sorted lines of N-Triples, in hex.
    """

    triples: int
    sha256: str


def mark(triples: Sequence[Triple]) -> Mark:
    """Return the mark of a graph without blank nodes; its triples are each once, in any order."""
    digest = hashlib.sha256()
    for line in sorted(f"{s} {p} {o} .\n" for s, p, o in triples):
        digest.update(line.encode())
    return Mark(len(triples), digest.hexdigest())


def size(ask: Ask, graph: str) -> int:
    """Return how many triples a graph of a store has.

    Raises:
        EndpointError: It does not say.
    """
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return number(ask(query).rows[0][0])


def read_back(ask: Ask, graph: str, expected: Sequence[Triple]) -> Mark:
    """Read a graph of a store and return its mark.

    Args:
        ask: Sends a query to the store.
        graph: IRI of the graph.
        expected: What should be in it; decides only about the parts in which it is read.

    Raises:
        EndpointError: The store does not answer.
    """
    found: set[Triple] = set()
    for condition in _parts(expected):
        query = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }}{condition} }}"
        found.update(map(_triple, ask(query).rows))
    return mark(tuple(found))


def number(term: str | None) -> int:
    """Read a number.

    Raises:
        EndpointError: It is none.
    """
    text = value_of(term) if term else ""
    if not text.isdecimal():
        raise EndpointError("the endpoint counts in something else than numbers")
    return int(text)


def _triple(row: Row) -> Triple:
    s, p, o = row
    return s or "", p or "", o or ""


def _parts(expected: Sequence[Triple]) -> Iterator[str]:
    """Return conditions on ``?s`` that cover every subject there can be."""
    low, count = "", 0
    subjects = sorted(value_of(s) for s, _, _ in expected)
    for subject, group in groupby(subjects):
        more = len(list(group))
        if count and count + more > PART:
            yield _between(low, subject)
            low, count = subject, 0
        count += more
    yield _between(low, "")


def _between(low: str, high: str) -> str:
    tests = [f"STR(?s) >= {string(low)}"] if low else []
    tests += [f"STR(?s) < {string(high)}"] if high else []
    return f" FILTER({' && '.join(tests)})" if tests else ""
