"""Writes, reads and applies RDF Patch (https://jena.apache.org/documentation/rdf-patch/).

One transaction: rows ``D`` for what is removed, then rows ``A`` for what is added, each sorted. The
header names the graph before (``old``) and after (``new``) by the SHA-256 of its sorted N-Quads, as
``ni`` IRIs (RFC 6920).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from paperkg.changes.delta import Delta
from paperkg.errors import GraphError
from paperkg.graph import Quad, fingerprint, nquads, parse_quads, tidy

MEDIA_TYPE = "application/rdf-patch"
_ADVICE = "apply the patch to the graph it was made for"


def write_patch(delta: Delta, old: str, new: str) -> Iterator[str]:
    """Yield a patch in blocks of text.

    Args:
        delta: What is different.
        old: SHA-256 of the old graph, in hex (:func:`~paperkg.graph.fingerprint`).
        new: SHA-256 of the new one.
    """
    yield f"H old <{_name(old)}> .\nH new <{_name(new)}> .\nTX .\n"
    for operation, quads in (("D", delta.removed), ("A", delta.added)):
        for block in nquads(tidy(quads)):
            yield "".join(f"{operation} {line}\n" for line in block.split("\n") if line)
    yield "TC .\n"


def read_patch(text: str, *, path: str = "") -> tuple[Delta, str, str]:
    """Read a patch as :func:`write_patch` writes it.

    Returns:
        The difference, and the ``ni`` names of the old and the new graph.

    Raises:
        GraphError: It is no such patch; names file and line.
    """
    names = {"old": "", "new": ""}
    rows: dict[str, list[str]] = {"D": [], "A": []}
    for number, line in enumerate(text.split("\n"), 1):
        operation, _, rest = line.partition(" ")
        if operation in rows:
            rows[operation].append(rest)
        elif operation == "H":
            key, _, value = rest.removesuffix(" .").partition(" ")
            names[key] = value.strip("<>")
        elif line not in {"", "TX .", "TC ."}:
            raise GraphError(
                "is no row of an RDF patch",
                path=path,
                line=number,
                advice="rows are H, TX, D, A, TC",
            )
    removed, added = (parse_quads("\n".join(rows[op]).encode(), ".nq") for op in ("D", "A"))
    return Delta(tuple(removed), tuple(added)), names["old"], names["new"]


def apply_patch(quads: Sequence[Quad], delta: Delta) -> tuple[Quad, ...]:
    """Return the graph after a patch, sorted.

    Raises:
        GraphError: It removes what is not there, or adds what is.
    """
    there = set(quads)
    if not there.issuperset(delta.removed):
        missing = min(set(delta.removed) - there)
        raise GraphError(f"the patch removes what is not there: {missing[0]}", advice=_ADVICE)
    there.difference_update(delta.removed)
    if not there.isdisjoint(delta.added):
        double = min(there & set(delta.added))
        raise GraphError(f"the patch adds what is there: {double[0]}", advice=_ADVICE)
    return tuple(tidy(there | set(delta.added)))


def invert(delta: Delta) -> Delta:
    """Return the difference that leads back."""
    return Delta(delta.added, delta.removed)


def graph_name(quads: Sequence[Quad]) -> str:
    """Return the ``ni`` name of a graph."""
    return _name(fingerprint(quads))


def _name(sha256: str) -> str:
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"
