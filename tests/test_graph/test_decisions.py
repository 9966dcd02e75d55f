"""Decisions in the graph: who, when and why, and nothing where nobody decided anything."""

from __future__ import annotations

from dataclasses import replace

from factories import reading
from paperkg import resources
from paperkg.graph import build_quads
from paperkg.model import Decision, Lexicon, Relation, Verdict
from paperkg.resolve import build_catalog

BASE = "https://w3id.org/paperkg/"
PROV = "http://www.w3.org/ns/prov#"

DECISIONS = (
    Decision(
        Verdict.ACCEPT, "curation.yaml", 1, subject="A", relation=Relation.EXTENDS, object="B",
        by="Ada \u202eLovelace", date="2024-05-01", because="she says so",
    ),
    Decision(Verdict.REJECT, "curation.yaml", 2, subject="A", object="C"),
    Decision(Verdict.MERGE, "curation.yaml", 3, names=("B", "D"), by="Ada \u202eLovelace"),
)  # fmt: skip


def catalog(decisions=DECISIONS):
    return build_catalog(
        [
            reading("a.md", "A", claims=["uses B", "uses C"]),
            reading("b.md", "B"),
            reading("d.md", "D"),
        ],
        Lexicon(),
        decisions=decisions,
    )


def about(quads, subject):
    return {(p[1:-1].rpartition("/")[2], o) for s, p, o, _ in quads if s == subject}


def test_a_decision_is_an_activity_of_a_person():
    quads = build_quads(catalog())
    made = [s for s, p, o, _ in quads if o == f"<{PROV}Activity>" and "#decision-" in s]
    assert len(made) == 3
    (accepted,) = [s for s in made if any("accept: A extends B" in o for _, o in about(quads, s))]
    said = dict(about(quads, accepted))
    assert said["issued"].startswith('"2024-05-01"')
    assert "she says so" in said["description"]
    assert said["source"] == '"curation.yaml:1"'
    assert {o for p, o in about(quads, accepted) if p == "references"} == {
        f"<{BASE}paper/a>",
        f"<{BASE}paper/b>",
    }
    people = {o for s in made for p, o in about(quads, s) if p == "prov#wasAssociatedWith"}
    names = {o for person in people for p, o in about(quads, person) if p.endswith("label")}
    assert names == {'"Ada Lovelace"', '"A curator"@en'}
    assert [o for s, p, o, _ in quads if p == f"<{PROV}wasInfluencedBy>"] == [accepted]


def test_a_decision_keeps_its_address_when_lines_are_added_above_it():
    def addresses(decisions):
        quads = build_quads(catalog(decisions))
        return {s for s, *_ in quads if "#decision-" in s}

    moved = tuple(replace(d, line=d.line + 7) for d in DECISIONS)
    assert addresses(moved) == addresses(DECISIONS)


def test_every_address_in_a_decision_is_described():
    quads = build_quads(catalog())
    subjects = {s for s, *_ in quads}
    for _, _, o, graph in quads:
        if graph.endswith("/provenance>") and o.startswith(f"<{BASE}"):
            assert o in subjects, o


def test_without_decisions_nothing_is_said_of_any():
    assert not [q for q in build_quads(catalog(())) if "decision" in q[0] or "curator" in q[0]]


def test_a_graph_with_decisions_keeps_the_shapes():
    import pyoxigraph
    import pyshacl
    import rdflib

    from paperkg.graph import serialize

    data = rdflib.Graph()
    for s, p, o, _ in build_quads(catalog()):
        data.parse(data=f"{s} {p} {o} .", format="nt")
    shapes = rdflib.Graph().parse(resources.path("ontology", "shapes.ttl"))
    kept, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert kept, report
    text = "".join(serialize(build_quads(catalog()), ".nq"))
    assert list(pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.N_QUADS))
