"""RDF Dataset Canonicalization, by Oxigraph's own implementation."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from paperkg.graph.ntriples import nquads
from paperkg.graph.sheet import Quad


def canonical_sha256(quads: Sequence[Quad]) -> str:
    """Return the SHA-256 of the canonical N-Quads (RDFC-1.0, section 5), in hex.

    Without blank nodes it equals :func:`~paperkg.graph.ntriples.fingerprint`; this is the way to
    it that does not take that for granted.
    """
    import pyoxigraph as ox

    data = "".join(nquads(quads)).encode()
    dataset = ox.Dataset(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    text = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return hashlib.sha256(b"".join(sorted(text.splitlines(keepends=True)))).hexdigest()
