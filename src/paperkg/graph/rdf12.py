"""Writes claims as RDF 1.2: each statement with the claims that make it, as its reifiers.

::

    paper:bert pkg:extends paper:gpt
        ~ claim:12ab {| a pkg:Claim ; pkg:quote "..." |} .

A statement that holds is asserted and annotated; one that was only stated, and another chosen in
its place, is reified and not asserted (RDF 1.2 Turtle, sections 2.11 and 2.12).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from paperkg.graph.sheet import Quad, Triple
from paperkg.graph.terms import ref
from paperkg.graph.turtle import Shortener
from paperkg.vocab import PKG, PREFIXES, RDF

_TYPE, _CLAIM = ref(RDF.type), ref(PKG.Claim)
_PARTS = {ref(RDF.subject): 0, ref(RDF.predicate): 1, ref(RDF.object): 2}


def statements(quads: Sequence[Quad]) -> dict[Triple, list[str]]:
    """Return statement -> the claims that make it, sorted."""
    claims = {s for s, p, o, _ in quads if p == _TYPE and o == _CLAIM}
    parts: dict[str, list[str]] = {claim: ["", "", ""] for claim in claims}
    for s, p, o, _ in quads:
        if p in _PARTS and s in parts:
            parts[s][_PARTS[p]] = o
    found: dict[Triple, list[str]] = defaultdict(list)
    for claim, (s, p, o) in sorted(parts.items()):
        found[s, p, o].append(claim)
    return found


def claims_turtle(
    quads: Sequence[Quad], prefixes: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Write all claims of a graph as Turtle 1.2, in blocks.

    Args:
        quads: The graph.
        prefixes: Prefix -> namespace, beside those of the vocabularies.
    """
    short = Shortener({**PREFIXES, **(prefixes or {})})
    found = statements(quads)
    claims = {claim for makers in found.values() for claim in makers}
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    held: set[Triple] = set()
    for s, p, o, _ in quads:
        if s in claims:
            if p not in _PARTS:
                said[s].append((p, o))
        elif (s, p, o) in found:
            held.add((s, p, o))

    def written(term: str) -> str:
        return short[term] if term[-1] == ">" else term

    def about(claim: str) -> str:
        return " ; ".join(
            f"{'a' if p == _TYPE else written(p)} {written(o)}" for p, o in said[claim]
        )

    blocks = []
    for triple in sorted(found):
        s, p, o = map(written, triple)
        if triple in held:
            notes = "".join(f"\n    ~ {written(c)} {{| {about(c)} |}}" for c in found[triple])
            blocks.append(f"\n{s} {p} {o}{notes} .\n")
        else:
            blocks += [f"\n<< {s} {p} {o} ~ {written(c)} >> {about(c)} .\n" for c in found[triple]]
    yield short.header()
    yield from blocks
