"""Writes N-Triples and N-Quads: sorted lines, which is also their canonical form.

Without blank nodes, RDF Dataset Canonicalization (RDFC-1.0) comes down to sorted lines of
canonical N-Quads, so ``LC_ALL=C sort`` and ``sha256sum`` can check the published hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from paperkg.graph.sheet import Quad, Triple, tidy

_triple = itemgetter(0, 1, 2)
_BLOCK = 50_000  # lines joined at a time, so that memory stays flat


def triples_of(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Go through the triples of sorted quads, each once, whatever graphs it stands in."""
    return (triple for triple, _ in groupby(quads, _triple))


def nquads(quads: Sequence[Quad]) -> Iterator[str]:
    """Write N-Quads (RDF 1.1 N-Quads), in blocks of whole lines."""
    quads = tidy(quads)
    for start in range(0, len(quads), _BLOCK):
        yield "".join(
            [
                f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n"
                for s, p, o, g in quads[start : start + _BLOCK]
            ]
        )


def ntriples(quads: Sequence[Quad]) -> Iterator[str]:
    """Write N-Triples (RDF 1.1 N-Triples), in blocks of whole lines; graphs are united."""
    quads = tidy(quads)
    last: Triple | tuple[()] = ()
    for start in range(0, len(quads), _BLOCK):
        lines = []
        for s, p, o, _ in quads[start : start + _BLOCK]:
            if (s, p, o) != last:
                lines.append(f"{s} {p} {o} .\n")
                last = (s, p, o)
        yield "".join(lines)


def fingerprint(quads: Sequence[Quad]) -> str:
    """Return the SHA-256 of the sorted N-Quads, in hex: the hash that is published."""
    digest = hashlib.sha256()
    for block in nquads(quads):
        digest.update(block.encode())
    return digest.hexdigest()
