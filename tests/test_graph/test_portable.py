"""Claims in RDF 1.2 and as nanopublications."""

from __future__ import annotations

import base64
import hashlib
import re

import factory
import pyoxigraph as ox
import pytest

from paperkg.graph import artifact_code, build_quads, claims_turtle, nanopubs, nanopubs_trig
from paperkg.graph.nanopubs import LINEAGE
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import Iris

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NP = "http://www.nanopub.org/nschema#"
PKG = "https://w3id.org/paperkg/ontology#"
INFO = DatasetInfo(issued="2024-05-01")


@pytest.fixture(scope="module")
def quads():
    return build_quads(factory.small(), INFO)


@pytest.fixture(scope="module")
def claims(quads):
    """Claim -> predicate -> objects, as the graph has them."""
    found: dict[str, dict[str, list[str]]] = {}
    kinds = {s for s, p, o, _ in quads if p == f"<{RDF}type>" and o == f"<{PKG}Claim>"}
    for s, p, o, _ in quads:
        if s in kinds:
            found.setdefault(s, {}).setdefault(p[1:-1], []).append(o)
    return found


# --- RDF 1.2


def test_every_claim_reifies_its_statement(quads, claims):
    text = "".join(claims_turtle(quads, Iris().prefixes))
    read = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    reified = {str(q.subject): q.object for q in read if q.predicate.value == f"{RDF}reifies"}
    assert set(reified) == set(claims)
    asserted = {tuple(map(str, q))[:3] for q in read}
    held = {quad[:3] for quad in quads}
    for claim, parts in claims.items():
        triple = reified[claim]
        terms = (str(triple.subject), str(triple.predicate), str(triple.object))
        assert terms == tuple(parts[f"{RDF}{x}"][0] for x in ("subject", "predicate", "object"))
        assert (terms in asserted) == (terms in held)  # what only was stated is not asserted
        for predicate, objects in parts.items():
            if predicate not in {f"{RDF}{x}" for x in ("subject", "predicate", "object")}:
                for obj in objects:
                    assert (claim, f"<{predicate}>", obj) in asserted
    assert any(tuple(map(str, q))[:3] in held for q in read)


def test_annotations_are_written_as_the_recommendation_shows_them(quads):
    text = "".join(claims_turtle(quads, Iris().prefixes))
    assert re.search(r"\npaper:\S+ pkg:\w+ paper:\S+\n    ~ claim:\w+ \{\| a pkg:Claim ; ", text)
    assert text == "".join(claims_turtle(quads, Iris().prefixes))


# --- nanopublications


def recomputed(quads: list[ox.Quad], code: str) -> str:
    """Compute the artifact code anew from what a parser read, as module RA is specified."""
    rows = []
    for quad in quads:
        names = [
            term.value.replace(code, " ")
            for term in (quad.graph_name, quad.subject, quad.predicate)
        ]
        obj = quad.object
        if isinstance(obj, ox.Literal):
            kind = "" if obj.language else obj.datatype.value
            text = obj.value.replace("\\", "\\\\").replace("\n", "\\n")
            line = f"@{obj.language} {text}" if obj.language else f"^{kind} {text}"
            order = (1, obj.value.encode(), kind, obj.language or "")
        else:
            line = obj.value.replace(code, " ")
            order = (0, line.encode(), "", "")
        rows.append(([name.encode() for name in names], order, "\n".join([*names, line, ""])))
    digest = hashlib.sha256("".join(row[-1] for row in sorted(rows)).encode()).digest()
    return "RA" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def test_each_claim_of_lineage_is_one_nanopublication(quads, claims):
    lineage = [c for c, parts in claims.items() if parts[f"{RDF}predicate"][0] in LINEAGE]
    found = list(nanopubs(quads, INFO))
    assert len(found) == len(lineage) > 0
    assert len({name for name, _ in found}) == len(found)


def test_four_graphs_as_the_guidelines_want_them(quads, claims):
    text = "".join(nanopubs_trig(quads, INFO))
    everything = ox.Dataset(ox.parse(text.encode(), format=ox.RdfFormat.TRIG))
    for name, expected in nanopubs(quads, INFO):
        this = ox.NamedNode(name)
        parts = {
            n: ox.NamedNode(f"{name}#{n}") for n in ("Head", "assertion", "provenance", "pubinfo")
        }
        head = {
            (q.predicate.value, str(q.object))
            for q in everything.quads_for_graph_name(parts["Head"])
        }
        assert head == {
            (f"{RDF}type", f"<{NP}Nanopublication>"),
            (f"{NP}hasAssertion", str(parts["assertion"])),
            (f"{NP}hasProvenance", str(parts["provenance"])),
            (f"{NP}hasPublicationInfo", str(parts["pubinfo"])),
        }
        (statement,) = everything.quads_for_graph_name(parts["assertion"])
        assert str(statement.predicate) in LINEAGE
        provenance = list(everything.quads_for_graph_name(parts["provenance"]))
        assert {q.subject for q in provenance} == {parts["assertion"]}
        about = {q.predicate.value for q in provenance}
        assert "http://www.w3.org/ns/prov#wasDerivedFrom" in about
        pubinfo = list(everything.quads_for_graph_name(parts["pubinfo"]))
        assert {q.subject for q in pubinfo} == {this}
        assert len(pubinfo) == 5
        assert {q[3].partition("#")[0] for q in expected} == {f"<{name}"}


def test_the_trusty_uri_is_the_hash_of_the_content(quads):
    for name, found in nanopubs(quads, INFO):
        code = name.rpartition("/")[2]
        assert re.fullmatch(r"RA[A-Za-z0-9_-]{43}", code)
        lines = "".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in found)
        read = list(ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS))
        assert recomputed(read, code) == code
        assert artifact_code(found, code) == code
        changed = [(s, p, o.replace("2", "3"), g) for s, p, o, g in found]
        if changed != list(found):
            assert artifact_code(changed, code) != code


def test_text_is_escaped_for_the_hash():
    base = ("<http://e.org/np/ >", "<http://e.org/p>")
    graph = "<http://e.org/np/ #a>"
    one = [(*base, '"a\\nb\\\\n"', graph)]
    text = "http://e.org/np/ #a\nhttp://e.org/np/ \nhttp://e.org/p\n^http://www.w3.org/2001/XMLSchema#string a\\nb\\\\n\n"
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert artifact_code(one) == "RA" + digest.rstrip("=")


# --- links out


def test_links_out_say_what_they_are(quads):
    """A web page about the same work is ``schema:sameAs``, never ``owl:sameAs``."""
    outward = {
        p for s, p, o, _ in quads if o.startswith(("<https://arxiv.org/", "<https://doi.org/"))
    }
    assert outward <= {
        "<https://schema.org/sameAs>",
        "<http://xmlns.com/foaf/0.1/page>",
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#object>",
        "<http://www.w3.org/ns/prov#wasDerivedFrom>",
    }
    assert "<http://www.w3.org/2002/07/owl#sameAs>" not in {q[1] for q in quads}
