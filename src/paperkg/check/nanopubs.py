"""Nanopublications: one for each claim that a work builds on another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from paperkg.check.result import Faults, NotApplicable, requirement
from paperkg.check.site import Site
from paperkg.graph.read import parse_quads
from paperkg.graph.sheet import Quad
from paperkg.graph.terms import ref
from paperkg.vocab import RDF

FILE = "data/nanopubs.trig"
_NP = "http://www.nanopub.org/nschema#"
_TYPE = ref(RDF.type)
_PARTS = ("hasAssertion", "hasProvenance", "hasPublicationInfo")


@requirement(
    42,
    "Nanopublications have a head, assertion, provenance and publication info",
    "Nanopublication Guidelines",
    "rapper -q -c -i trig data/nanopubs.trig",
    theirs=True,
)
def _nanopubs(site: Site) -> Faults:
    if FILE not in site.known:
        raise NotApplicable(f"{FILE} is not published")
    quads = parse_quads(site.text(FILE), ".trig")
    if not quads:
        raise NotApplicable("no link between papers is stated, so there is no nanopublication")
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad[3]].append(quad)
    heads = [q for q in quads if q[1] == _TYPE and q[2] == ref(_NP + "Nanopublication")]
    for pub, _, _, head in heads:
        yield from _one(pub, head, graphs)
    if not heads:
        yield f"{FILE}: holds no nanopublication"
    return f"{len(heads)} nanopublications, {len(quads)} quads"


def _one(pub: str, head: str, graphs: Mapping[str, Sequence[Quad]]) -> Faults:
    if not head:
        yield f"{pub} has no head"
    parts = {}
    for name in _PARTS:
        found = [q[2] for q in graphs[head] if q[0] == pub and q[1] == ref(_NP + name)]
        if len(found) != 1 or not graphs.get(found[0]):
            yield f"{pub} has no {name}, or an empty one"
            return ""
        parts[name] = found[0]
    assertion = parts["hasAssertion"]
    if not any(q[0] == assertion for q in graphs[parts["hasProvenance"]]):
        yield f"{pub}: its provenance says nothing of its assertion"
    if not any(q[0] == pub for q in graphs[parts["hasPublicationInfo"]]):
        yield f"{pub}: its publication info says nothing of it"
    return ""
