"""SHACL: the data conform to the shapes that are published with them."""

from __future__ import annotations

from paperkg import resources
from paperkg.check.result import Faults, requirement
from paperkg.check.shacl import read_shapes, validate
from paperkg.check.site import Site
from paperkg.graph.read import parse_quads
from paperkg.store import Table
from paperkg.vocab import PKG


@requirement(
    31,
    "The data conform to the shapes, and the shapes are published",
    "SHACL Core; SHACL-SPARQL",
    "pyshacl -s shapes.ttl data/everything.ttl",
)
def _conforms(site: Site) -> Faults:
    published = site.text("shapes.ttl")
    packed = resources.path("ontology", "shapes.ttl").read_bytes()
    if not published:
        yield "shapes.ttl: is missing"
    shapes = read_shapes(parse_quads(published or packed, ".ttl"))

    def ask(query: str) -> set[str]:
        answer = site.store.query(query)
        rows = answer.rows if isinstance(answer, Table) else ()
        return {row[0] for row in rows if row[0]}

    for report in validate(site.all, shapes, ask):
        yield str(report)
    targets = len(site.facts.instances(PKG.Claim)) + len(site.facts.instances(PKG.Work))
    return f"{len(shapes)} shapes, {targets} claims and works among what they look at"
