"""What the graph holds, and what it must never hold."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import factory
import pytest

from paperkg.graph import build_quads, fingerprint, serialize, tidy, without_provenance
from paperkg.graph.terms import unescape, value_of
from paperkg.model import Category, Claim, Evidence, Fact, Layer, Relation, Work
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import (
    BIBO,
    DCAT,
    DCTERMS,
    FOAF,
    ONTOLOGY,
    PKG,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    Iris,
    is_declared,
)

IRIS = Iris()
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def quads():
    return build_quads(factory.small())


def objects(quads, subject, predicate, graph=None):
    return [
        o
        for s, p, o, g in quads
        if s == f"<{subject}>"
        and p == f"<{predicate}>"
        and (graph is None or g == f"<{IRIS.graph(graph)}>")
    ]


def test_a_paper_has_one_title_the_chosen_one(quads):
    bert = IRIS.paper("bert")
    title = '"BERT: Pre-training of Deep Bidirectional Transformers"@en'
    assert set(objects(quads, bert, DCTERMS.title)) == {title}
    assert objects(quads, bert, DCTERMS.title, "curated") == [title]
    assert objects(quads, bert, DCTERMS.title, "asserted") == []


def test_a_value_that_was_not_chosen_is_kept_as_a_claim(quads):
    bert = IRIS.paper("bert")
    assert [value_of(o) for o in objects(quads, bert, DCTERMS.issued)] == ["2018"]
    claims = [s for s, p, o, _ in quads if p == f"<{RDF.subject}>" and o == f"<{bert}>"]
    years = {
        value_of(objects(quads, c[1:-1], RDF.object)[0]): c[1:-1]
        for c in claims
        if objects(quads, c[1:-1], RDF.predicate) == [f"<{DCTERMS.issued}>"]
    }
    assert sorted(years) == ["2018", "2019"]
    assert objects(quads, years["2019"], PKG.quote) == ['"BERT (2019)"']
    assert objects(quads, years["2018"], PROV.wasDerivedFrom) == [
        "<https://arxiv.org/abs/1810.04805>"
    ]
    assert f"<{PKG.CuratedClaim}>" in objects(quads, years["2018"], RDF.type)


def test_no_triple_stands_in_two_graphs(quads):
    assert len({quad[:3] for quad in quads}) == len(quads)


def test_what_a_person_states_is_curated_even_if_posts_state_it_too(quads):
    author = f"<{IRIS.author('jacob-devlin')}>"
    assert author in objects(quads, IRIS.paper("bert"), DCTERMS.creator, "curated")
    assert author not in objects(quads, IRIS.paper("bert"), DCTERMS.creator, "asserted")


def test_authors_stand_in_order(quads):
    transformer = IRIS.paper("transformer")
    parts = objects(quads, transformer, PKG.authorship)
    order = {
        int(value_of(objects(quads, p[1:-1], PKG.position)[0])): objects(
            quads, p[1:-1], PKG.author
        )[0]
        for p in parts
    }
    assert order == {
        1: f"<{IRIS.author('ashish-vaswani')}>",
        2: f"<{IRIS.author('noam-shazeer')}>",
    }
    assert set(order.values()) == set(objects(quads, transformer, DCTERMS.creator))


def test_identifiers_lead_out(quads):
    bert = IRIS.paper("bert")
    assert objects(quads, bert, PKG.arxivId) == ['"1810.04805"']
    assert objects(quads, bert, BIBO.doi) == ['"10.18653/v1/N19-1423"']
    assert set(objects(quads, bert, SCHEMA.sameAs)) == {
        "<https://arxiv.org/abs/1810.04805>",
        "<https://doi.org/10.18653/v1/N19-1423>",
    }
    assert objects(quads, IRIS.paper("roberta"), FOAF.page) == [
        "<https://arxiv.org/abs/1907.11692>"
    ]


def test_lineage_is_written_with_its_type_and_as_builds_on_in_one_graph(quads):
    t5, bert = IRIS.paper("t5"), f"<{IRIS.paper('bert')}>"
    transformer = f"<{IRIS.paper('transformer')}>"
    assert objects(quads, t5, PKG.variantOf, "asserted") == [transformer]
    assert objects(quads, t5, PKG.buildsOn, "asserted") == [transformer]
    assert bert in objects(quads, t5, PKG.extends, "curated")
    assert bert in objects(quads, t5, PKG.buildsOn, "curated")
    assert objects(quads, t5, PKG.extends, "asserted") == []


def test_comparison_criticism_and_mention_are_no_lineage(quads):
    parents = {o for s, p, o, _ in quads if p == f"<{PKG.buildsOn}>"}
    assert f"<{IRIS.paper('elmo')}>" not in parents
    assert f"<{IRIS.paper('gpt')}>" not in parents
    bert = IRIS.paper("bert")
    assert objects(quads, bert, PKG.critiques) == [f"<{IRIS.paper('gpt')}>"]
    assert objects(quads, bert, PKG.comparesWith) == [f"<{IRIS.paper('elmo')}>"]
    assert objects(quads, IRIS.paper("t5"), PKG.mentions) == [f"<{IRIS.paper('elmo')}>"]


def test_ancestors_are_inferred_only_and_are_the_closure(quads):
    pairs = {(s, o) for s, p, o, _ in quads if p == f"<{PKG.hasAncestor}>"}
    assert {g for _, p, _, g in quads if p == f"<{PKG.hasAncestor}>"} == {
        f"<{IRIS.graph('inferred')}>"
    }
    roberta = f"<{IRIS.paper('roberta')}>"
    assert {o for s, o in pairs if s == roberta} == {
        f"<{IRIS.paper('bert')}>",
        f"<{IRIS.paper('transformer')}>",
    }


def test_a_cycle_makes_nothing_its_own_ancestor():
    works = tuple(Work(i, i.upper()) for i in "abc")
    claims = tuple(
        Claim(s + o, s, Relation.EXTENDS, o, Layer.CURATED, None)
        for s, o in ("ab", "bc", "ca", "aa")
    )
    problems = []
    catalog = replace(factory.small(), works=works, claims=claims, readings=())
    quads = build_quads(catalog, on_problem=problems.append)
    pairs = {(s, o) for s, p, o, _ in quads if p == f"<{PKG.hasAncestor}>"}
    assert len(pairs) == 6
    assert all(s != o for s, o in pairs)
    assert [p.code for p in problems] == ["claim-dropped"]


def test_a_work_without_a_post_is_a_stub_and_no_paper(quads):
    assert objects(quads, IRIS.paper("gpt"), RDF.type, "asserted") == [f"<{PKG.Stub}>"]
    assert f"<{PKG.Paper}>" in objects(quads, IRIS.paper("bert"), RDF.type)
    assert objects(quads, IRIS.paper("gpt"), DCTERMS.creator) == []


def test_a_post_has_its_file_and_hash(quads):
    post = IRIS.post("2019/roberta.md")
    assert post.endswith("/post/2019--roberta")
    assert objects(quads, post, PKG.sourceFile) == ['"2019/roberta.md"']
    assert len(value_of(objects(quads, post, SCHEMA.sha256)[0])) == 64
    assert objects(quads, post, SCHEMA.about) == [f"<{IRIS.paper('roberta')}>"]
    assert objects(quads, IRIS.paper("roberta"), SCHEMA.subjectOf, "inferred") == [f"<{post}>"]


def test_every_claim_has_source_quote_place_and_run(quads):
    claims = [s[1:-1] for s, p, o, _ in quads if p == f"<{RDF.type}>" and o == f"<{PKG.Claim}>"]
    assert len(claims) > 30
    for claim in claims:
        for predicate in (RDF.subject, RDF.predicate, RDF.object, PROV.wasDerivedFrom):
            assert len(objects(quads, claim, predicate)) == 1
        assert len(objects(quads, claim, PROV.wasGeneratedBy)) == 1
        quote = objects(quads, claim, PKG.quote)
        if quote:
            start = int(value_of(objects(quads, claim, PKG.start)[0]))
            end = int(value_of(objects(quads, claim, PKG.end)[0]))
            post = objects(quads, claim, PROV.wasDerivedFrom)[0][1:-1]
            text = next(t for f, t in factory.POSTS.items() if IRIS.post(f) == post)
            assert text[start:end] == value_of(quote[0])
        else:
            assert f"<{PKG.CuratedClaim}>" in objects(quads, claim, RDF.type)


def test_a_claim_costs_seven_triples_beside_the_statement():
    catalog = factory.synthetic(50)
    quads = build_quads(catalog)
    sizes = Counter(s for s, *_ in quads if "/claim/" in s)
    assert set(sizes.values()) == {10}


def test_every_stated_value_of_a_paper_has_a_claim(quads):
    """Every title, author, year, category, concept and relation is traceable."""
    claimed = set()
    parts = defaultdict(dict)
    for s, p, o, _ in quads:
        if "/claim/" in s and p in {f"<{RDF[n]}>" for n in ("subject", "predicate", "object")}:
            parts[s][p.rpartition("#")[2][:-1]] = o
    for part in parts.values():
        claimed.add((part["subject"], part["predicate"], part["object"]))
    traced = (
        DCTERMS.title,
        DCTERMS.creator,
        DCTERMS.issued,
        PKG.category,
        PKG.concept,
        PKG.extends,
    )
    for s, p, o, g in quads:
        if "/paper/" in s and p[1:-1] in traced and not g.endswith("ontology>"):
            assert (s, p, o) in claimed or s == f"<{IRIS.paper('elmo')}>"


def test_rules_and_runs(quads):
    agent, run = IRIS.rule("by-line"), IRIS.run("by-line")
    assert f"<{PROV.SoftwareAgent}>" in objects(quads, agent, RDF.type)
    assert objects(quads, agent, SCHEMA.softwareVersion)
    assert objects(quads, run, PROV.wasAssociatedWith) == [f"<{agent}>"]
    assert objects(quads, run, RDF.type) == [f"<{PROV.Activity}>"]


def test_only_used_concepts_and_what_is_broader(quads):
    concepts = {s for s, p, o, _ in quads if p == f"<{SKOS.inScheme}>" and "/concept/" in s}
    names = {s.rpartition("/")[2][:-1] for s in concepts}
    assert names == {
        "attention",
        "self-attention",
        "masked-language-modeling",
        "pre-training",
        "text-to-text",
    }
    candidate = IRIS.concept("text-to-text")
    assert f"<{PKG.CandidateConcept}>" in objects(quads, candidate, RDF.type, "asserted")
    assert objects(quads, IRIS.concept("attention"), SKOS.narrower, "inferred") == [
        f"<{IRIS.concept('self-attention')}>"
    ]


def test_skos_integrity(quads):
    preferred, others = defaultdict(set), defaultdict(set)
    for s, p, o, _ in quads:
        if p == f"<{SKOS.prefLabel}>":
            preferred[s].add(o)
        elif p == f"<{SKOS.altLabel}>":
            others[s].add(o)
    for concept, labels in preferred.items():
        assert len(labels) == 1
        assert not labels & others[concept]
    schemes = {IRIS.scheme("concepts"), IRIS.scheme("categories")}
    for scheme in schemes:
        assert objects(quads, scheme, SKOS.hasTopConcept)


def test_circular_broader_is_cut():
    concepts = tuple(
        replace(c, broader=("self-attention",)) if c.id == "attention" else c
        for c in factory.small().concepts
    )
    problems = []
    quads = build_quads(replace(factory.small(), concepts=concepts), on_problem=problems.append)
    assert "broader-dropped" in {p.code for p in problems}
    pairs = {(s, o) for s, p, o, _ in quads if p == f"<{SKOS.broader}>"}
    assert not {(o, s) for s, o in pairs} & pairs


def test_values_that_are_none_are_dropped_with_a_problem():
    work = replace(
        factory.small().works[0],
        year=99999,
        arxiv="nonsense",
        doi="10.1/x",
        url="javascript:alert(1)",
        categories=("nowhere",),
        authors=("nobody",),
    )
    problems = []
    catalog = replace(factory.small(), works=(work, *factory.small().works[1:]))
    quads = build_quads(catalog, on_problem=problems.append)
    assert {p.code for p in problems} >= {"value-dropped", "unknown-author"}
    bert = IRIS.paper("bert")
    for predicate in (DCTERMS.issued, PKG.arxivId, BIBO.doi, FOAF.page, PKG.category):
        assert objects(quads, bert, predicate) == []
    assert not any("javascript" in term for quad in quads for term in quad)


def test_no_blank_nodes_and_every_subject_has_an_address(quads):
    for s, p, o, g in quads:
        assert s.startswith("<http")
        assert not o.startswith("_:")
        if not g.endswith("ontology>"):
            assert IRIS.parse(s[1:-1]) is not None, s
            if o.startswith(f"<{IRIS.base}") and p != f"<{DCAT.landingPage}>":
                assert IRIS.parse(o[1:-1]) is not None, o


def test_nothing_leads_to_an_undescribed_resource(quads):
    subjects = {s for s, *_ in quads}
    for _, p, o, _g in quads:
        ours = o.startswith(f"<{IRIS.base}") and not o.startswith(f"<{ONTOLOGY}")
        if ours and p != f"<{DCAT.landingPage}>":
            assert o in subjects, (p, o)


def test_only_declared_terms_are_used(quads):
    for _, p, o, _g in quads:
        assert is_declared(p[1:-1]), p
        if p == f"<{RDF.type}>":
            assert is_declared(o[1:-1]), o


def test_licences_are_machine_readable(quads):
    core = without_provenance(quads)
    assert objects(core, IRIS.dataset(), DCTERMS.license) == [
        "<http://rightsstatements.org/vocab/CNE/1.0/>"
    ]
    assert objects(core, IRIS.dataset("software"), DCTERMS.license) == [
        "<https://spdx.org/licenses/MIT>"
    ]


def test_another_base_moves_every_resource():
    info = DatasetInfo(base_iri="https://example.org/notes/")
    for s, _, _, g in build_quads(factory.small(), info):
        if not g.endswith("ontology>"):
            assert s.startswith("<https://example.org/notes/")
        assert g.startswith("<https://example.org/notes/graph/")


def test_order_of_the_catalog_does_not_matter():
    one = factory.small()
    other = replace(
        one,
        works=one.works[::-1],
        people=one.people[::-1],
        concepts=one.concepts[::-1],
        claims=one.claims[::-1],
        readings=one.readings[::-1],
    )
    assert build_quads(one) == build_quads(other)


def test_sorting_terms_is_sorting_lines(quads):
    assert quads == tidy(quads)
    lines = "".join(serialize(quads, ".nq")).splitlines()
    assert lines == sorted(lines, key=str.encode)


@pytest.mark.parametrize("suffix", [".ttl", ".trig"])
def test_golden(suffix):
    quads = build_quads(factory.small(), ontology=False)
    text = "".join(serialize(quads, suffix, iris=IRIS))
    path = GOLDEN / f"small{suffix}"
    if os.environ.get("PAPERKG_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_hash_seeds_change_nothing():
    code = (
        "import factory, hashlib\n"
        "from paperkg.graph import FORMATS, build_quads, describe_dataset, serialize\n"
        "from paperkg.vocab import Iris\n"
        "quads = build_quads(factory.small())\n"
        "text = ''.join(b for s in FORMATS for b in serialize(quads, s, iris=Iris()))\n"
        "text += ''.join(serialize(describe_dataset(quads), '.ttl'))\n"
        "print(hashlib.sha256(text.encode()).hexdigest())\n"
    )
    seen = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"Etc/GMT{int(seed) % 7:+d}"},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_fingerprint_is_that_of_the_sorted_lines(quads):
    import hashlib

    lines = sorted("".join(serialize(quads, ".nq")).encode().splitlines(keepends=True))
    assert fingerprint(quads) == hashlib.sha256(b"".join(lines)).hexdigest()


def test_front_matter_is_curated(quads):
    t5 = IRIS.paper("t5")
    assert objects(quads, t5, DCTERMS.issued, "curated")
    assert not objects(quads, t5, DCTERMS.issued, "asserted")


def test_evidence_of_an_unknown_post_still_has_a_source():
    at = Evidence("gone.md", 9, 0, 2, 1, "ab", "rule")
    claim = Claim("0" * 16, "t5", Relation.USES, "gpt", Layer.ASSERTED, at)
    quads = build_quads(replace(factory.small(), claims=(claim,)))
    assert objects(quads, IRIS.claim("0" * 16), PROV.wasDerivedFrom)


def test_what_has_no_quote_is_left_out():
    empty = Evidence("bert.md", 4, 0, 0, 1, "", "rule")
    bert = factory.small().works[0]
    facts = (
        *bert.facts,
        Fact("concept", "self-attention", Layer.ASSERTED, empty),
        Fact("concept", "masked-language-modeling", Layer.ASSERTED, empty),
    )
    bert = replace(bert, facts=facts, concepts=(*bert.concepts, "self-attention"))
    claim = Claim("1" * 16, "bert", Relation.USES, "elmo", Layer.ASSERTED, empty)
    problems = []
    catalog = replace(factory.small(), works=(bert, *factory.small().works[1:]), claims=(claim,))
    quads = build_quads(catalog, on_problem=problems.append)
    assert [p.code for p in problems] == ["no-evidence"] * 3
    concepts = objects(quads, IRIS.paper("bert"), PKG.concept)
    assert concepts == [f"<{IRIS.concept('masked-language-modeling')}>"]
    assert objects(quads, IRIS.paper("bert"), PKG.usesMethodOf) == []
    assert not any(p == f"<{PKG.quote}>" and o == '""' for _, p, o, _ in quads)


def test_hidden_labels_are_none_of_the_others():
    """SKOS S13: the three kinds of labels share none."""
    kind = Category("nlp", "NLP", ("Language",), hidden_labels=("text", "Language", "NLP"))
    quads = build_quads(replace(factory.small(), categories=(kind,)))
    assert objects(quads, IRIS.category("nlp"), SKOS.hiddenLabel) == ['"text"@en']
    assert objects(quads, IRIS.category("nlp"), SKOS.altLabel) == ['"Language"@en']


def test_unescape_undoes_every_escape():
    assert unescape('\\u00e9\\U0001F600\\t\\n\\"\\\\x') == 'é😀\t\n"\\x'


def test_rdfs_labels_are_tagged_or_names(quads):
    for _, p, o, _ in quads:
        if p in {f"<{DCTERMS.title}>", f"<{SKOS.prefLabel}>", f"<{SKOS.altLabel}>"}:
            assert o.endswith("@en"), o
    assert RDFS.label
