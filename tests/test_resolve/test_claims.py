"""Claims between works: direction, layers, self edges, identity, time."""

from __future__ import annotations

from factories import post, reading, said
from paperkg.model import Layer, Lexicon, Relation
from paperkg.resolve import build_catalog


def built(*readings):
    return build_catalog(readings, Lexicon())


def pairs(catalog):
    return [(claim.subject, claim.relation.value, claim.object) for claim in catalog.claims]


def test_the_paper_of_the_post_is_the_subject():
    assert pairs(built(reading("a.md", "BERT", claims=["extends GPT"]))) == [
        ("bert", "extends", "gpt")
    ]


def test_influenced_is_turned_round():
    catalog = built(reading("a.md", "Transformer", claims=["influenced BERT"]))
    (claim,) = catalog.claims
    assert (claim.subject, claim.relation, claim.object) == (
        "bert",
        Relation.BUILDS_ON,
        "transformer",
    )
    assert claim.reversed
    assert claim.relation.builds_on


def test_other_relations_are_not_turned():
    catalog = built(reading("a.md", "B", claims=["compares_with A", "critiques C", "mentions D"]))
    assert all(claim.subject == "b" and not claim.reversed for claim in catalog.claims)
    assert not any(claim.relation.builds_on for claim in catalog.claims)


def test_a_work_is_never_related_to_itself():
    of = post("a.md")
    catalog = built(
        reading(
            of,
            "BERT: Pre-training",
            short="BERT",
            names=["BERT-base"],
            claims=[
                "extends bert",
                "influenced BERT-base",
                "uses BERT pre-training",
                said(of, "mentions here", 7, to="a.md"),
            ],
        ),
        reading("b.md", "BERT: Pre-training", claims=["extends BERT"]),
    )
    assert catalog.claims == ()
    assert len(catalog.works) == 1


def test_front_matter_is_a_curated_statement():
    of = post("a.md")
    catalog = built(
        reading(
            of,
            "A",
            claims=[said(of, "extends B", 0, rule="front-matter-link"), said(of, "extends C", 1)],
        )
    )
    assert [(c.object, c.layer) for c in catalog.claims] == [
        ("b", Layer.CURATED),
        ("c", Layer.ASSERTED),
    ]


def test_one_statement_is_one_claim_but_two_sentences_are_two():
    of = post("a.md")
    twice = [said(of, "extends B", 0), said(of, "extends B", 0), said(of, "extends B", 3)]
    assert len(built(reading(of, "A", claims=twice)).claims) == 2


def test_claim_ids_do_not_change_with_other_posts():
    def ids(n, *others):
        of = post("b.md", n=n)
        catalog = built(*others, reading(of, "B", claims=[said(of, "extends C", 2)]))
        return {c.id for c in catalog.claims if c.subject == "b"}

    assert ids(1) == ids(2, reading("a.md", "A"))


def test_claim_ids_do_not_change_with_the_text_before():
    def ids(at):
        of = post("b.md")
        return [c.id for c in built(reading(of, "B", claims=[said(of, "extends C", at)])).claims]

    assert ids(2) == ids(5)


def test_claim_ids_of_a_dump_count_from_the_start_of_the_entry():
    def ids(start):
        of = post("dump.txt", "y" * 900, n=2, entry=(start, start + 100))
        return [c.id for c in built(reading(of, "B", claims=[said(of, "extends C", 2)])).claims]

    assert ids(100) == ids(300)


def test_claims_of_two_entries_of_a_dump_differ():
    ones = [post("dump.txt", "y" * 900, n=n, entry=(100 * n, 100 * n + 50)) for n in (1, 2)]
    catalog = built(*(reading(of, "B", claims=[said(of, "extends C", 1)]) for of in ones))
    assert len(catalog.claims) == 2


def test_claims_are_sorted():
    catalog = built(
        reading("b.md", "B", claims=["uses Z", "extends Y"]),
        reading("a.md", "A", claims=["uses Z"]),
    )
    assert pairs(catalog) == [("a", "uses", "z"), ("b", "extends", "y"), ("b", "uses", "z")]


def test_building_on_a_later_work_is_reported_with_its_place():
    catalog = built(
        reading("a.md", "A", year="2015", claims=["mentions B", "extends B"]),
        reading("b.md", "B", year="2018"),
    )
    (problem,) = catalog.problems
    assert (problem.code, problem.file, problem.line) == ("time-travel", "a.md", 2)
    assert "A (2015)" in problem.message
    assert "B (2018)" in problem.message


def test_no_time_travel_without_both_years_or_within_one_year():
    for one, other in (("2015", ""), ("", "2018"), ("2018", "2018"), ("2019", "2018")):
        catalog = built(
            reading("a.md", "A", year=one, claims=["extends B"]), reading("b.md", "B", year=other)
        )
        assert catalog.problems == ()


def test_turned_claims_are_checked_for_time_travel_too():
    catalog = built(
        reading("a.md", "A", year="2018", claims=["influenced B"]),
        reading("b.md", "B", year="2015"),
    )
    assert [p.code for p in catalog.problems] == ["time-travel"]
