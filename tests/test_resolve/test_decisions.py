"""What people decided: applied to the catalog, accounted for, and gone when it is taken back."""

from __future__ import annotations

import pytest

from factories import post, reading, said
from paperkg.curation import read_decisions, with_aliases
from paperkg.graph import build_quads
from paperkg.model import KnownWork, Layer, Lexicon, Verdict
from paperkg.resolve import IdentityLock, build_catalog, fold

KNOWN = Lexicon(works=(KnownWork("elmo", "ELMo", year=2018), KnownWork("gpt", "GPT")))


@pytest.fixture
def decide(tmp_path):
    """Build a catalog of readings with decisions, a line each."""

    def build(readings, *lines, lexicon=KNOWN, lock=None):
        path = tmp_path / "curation.yaml"
        path.write_text("".join(f"- {line}\n" for line in lines))
        problems = []
        decisions = read_decisions(path, on_problem=problems.append)
        assert not problems
        return build_catalog(
            readings, with_aliases(lexicon, decisions, fold), lock=lock, decisions=decisions
        )

    return build


def posts():
    return [
        reading("a.md", "ALBERT", year="2019", claims=["extends BERT", "compares_with BERT"]),
        reading("b.md", "BERT", year="2018", claims=["uses GPT", "mentions Novel"]),
        reading("c.md", "A Lite BERT", claims=["uses ALBERT", "uses BERT"]),
    ]


def pairs(catalog):
    return [(c.subject, c.relation.value, c.object) for c in catalog.claims]


def stale(catalog):
    return [p for p in catalog.problems if p.code == "stale-decision"]


def work(catalog, name):
    return next(w for w in catalog.works if name in {w.id, w.name})


def test_a_rejected_claim_is_gone_and_the_others_stay(decide):
    before = pairs(decide(posts()))
    catalog = decide(posts(), "reject: {subject: al-bert, relation: extends, object: Bert}")
    assert set(before) - set(pairs(catalog)) == {("albert", "extends", "bert")}
    (decision,) = catalog.decisions
    assert decision.works == ("albert", "bert")
    assert len(decision.claims) == 1
    assert not stale(catalog)


def test_rejecting_without_a_relation_or_of_one_post(decide):
    catalog = decide(posts(), "reject: {subject: ALBERT, object: BERT}")
    assert not [p for p in pairs(catalog) if p[0] == "albert"]
    other = decide(posts(), "reject: {subject: ALBERT, object: BERT, post: c.md}")
    assert len(stale(other)) == 1


def test_a_work_that_only_a_rejected_claim_named_is_gone(decide):
    assert work(decide(posts()), "Novel").stub
    catalog = decide(posts(), "reject: {subject: BERT, object: Novel}")
    assert "Novel" not in {w.name for w in catalog.works}
    catalog = decide(posts(), "reject: {subject: ALBERT, object: BERT}")
    assert "BERT" in {w.name for w in catalog.works}


def test_a_retyped_claim_keeps_its_sentence_and_is_curated(decide):
    catalog = decide(posts(), "retype: {subject: BERT, relation: uses, object: GPT, as: extends}")
    (claim,) = [c for c in catalog.claims if (c.subject, c.object) == ("bert", "gpt")]
    assert (claim.relation, claim.layer) == ("extends", Layer.CURATED)
    assert claim.evidence.file == "b.md"
    assert catalog.decisions[0].claims == (claim.id,)


def test_an_accepted_claim_stays_as_it_is(decide):
    catalog = decide(posts(), "accept: {subject: BERT, relation: uses, object: GPT}")
    assert catalog.claims == decide(posts()).claims
    assert len(catalog.decisions[0].claims) == 1


def test_an_accepted_claim_that_no_post_makes_is_added_and_curated(decide):
    catalog = decide(posts(), "accept: {subject: BERT, relation: extends, object: elmo}")
    (claim,) = [c for c in catalog.claims if c.object == "elmo"]
    assert (claim.layer, claim.evidence) == (Layer.CURATED, None)
    assert work(catalog, "ELMo").stub
    assert build_quads(catalog)


@pytest.mark.parametrize(
    ("line", "message", "advice"),
    [
        (
            "reject: {subject: ALBERT, relation: uses, object: BERT}",
            "any more",
            "albert extends bert",
        ),
        ("reject: {subject: ALBERTT, object: BERT}", "'ALBERTT'", "did you mean ALBERT"),
        ("accept: {subject: ALBERT, relation: uses, object: Word2Vec}", "'Word2Vec'", ""),
        ("accept: {subject: ALBERT, relation: uses, object: albert}", "one work", ""),
        ("retype: {subject: GPT, relation: uses, object: BERT, as: extends}", "any more", ""),
        ("alias: {work: Bertt, name: b}", "'Bertt'", "BERT"),
        ("alias: {work: BERT, name: ALBERT}", "another work", "merge"),
        ("merge: {works: [BERT, Bret]}", "'Bret'", "BERT"),
        ("merge: {works: [BERT, bert]}", "one work already", ""),
        ("unmerge: {work: BERT, posts: [a.md]}", "not put together", ""),
        ("unmerge: {work: BERT, posts: [x.md]}", "no post 'x.md'", "did you mean"),
        ("correct: {work: Bertt, field: year, value: 2000}", "'Bertt'", "BERT"),
        ("reject: {concept: nothing}", "no concept", ""),
    ],
)
def test_a_decision_that_means_nothing_now_is_reported_with_a_hint(decide, line, message, advice):
    catalog = decide(posts(), line)
    (problem,) = stale(catalog)
    assert (problem.file, problem.line) == ("curation.yaml", 1)
    assert message in problem.message
    assert advice in problem.advice
    assert catalog.decisions == ()
    assert catalog.claims == decide(posts()).claims


def test_an_alias_leads_to_its_work(decide):
    here = [reading("b.md", "BERT"), reading("c.md", "C", claims=["extends Bertie"])]
    assert ("c", "extends", "bertie") in pairs(decide(here))
    catalog = decide(here, "alias: {work: BERT, name: Bertie}")
    assert pairs(catalog) == [("c", "extends", "bert")]
    assert work(catalog, "BERT").aliases == ("Bertie",)
    assert [m.work for m in catalog.merges] == ["bert"]


def test_merged_works_are_one_and_the_first_keeps_its_address(decide):
    catalog = decide(posts(), "merge: {works: [ALBERT, A Lite BERT], because: the same paper}")
    albert = work(catalog, "albert")
    assert albert.posts == ("a.md", "c.md")
    assert "A Lite BERT" in albert.aliases
    assert "a-lite-bert" not in {w.id for w in catalog.works}
    assert ("albert", "uses", "bert") in pairs(catalog)
    assert not [p for p in pairs(catalog) if p[0] == p[2]]
    assert ("albert", "curation.yaml:1: the same paper") in {
        (m.work, m.reason) for m in catalog.merges
    }
    turned = decide(posts(), "merge: {works: [A Lite BERT, ALBERT]}")
    assert "albert" not in {w.id for w in turned.works}


def test_three_works_may_be_merged_in_two_lines(decide):
    catalog = decide(
        posts(), "merge: {works: [ALBERT, A Lite BERT]}", "merge: {works: [A Lite BERT, BERT]}"
    )
    assert [w.id for w in catalog.works if not w.stub] == ["albert"]
    assert not stale(catalog)


def bytes_of(readings, catalog):
    return "".join(map(repr, build_quads(catalog)))


@pytest.mark.parametrize(
    "line",
    [
        "merge: {works: [A Lite BERT, ALBERT]}",
        "merge: {works: [BERT, GPT]}",
        "alias: {work: BERT, name: Novel}",
        "reject: {subject: BERT, object: Novel}",
        "retype: {subject: BERT, relation: uses, object: GPT, as: extends}",
        "correct: {work: BERT, field: short_name, value: Berta}",
        "unmerge: {work: T, posts: [t2.md]}",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_decision_that_is_taken_back_leaves_no_trace(decide, line, first):
    here = [
        *posts(),
        reading("t1.md", "T", arxiv="2001.00001"),
        reading("t2.md", "T", arxiv="2001.00001"),
    ]
    fresh = bytes_of(here, decide(here, lock=IdentityLock()))
    lock = IdentityLock()
    if not first:
        decide(here, lock=lock)
    changed = bytes_of(here, decide(here, line, lock=lock))
    assert changed != fresh
    assert bytes_of(here, decide(here, lock=lock)) == fresh


def test_posts_that_are_set_apart_are_two_works(decide):
    here = [reading(f"{n}.md", "CenterNet", arxiv="1904.07850") for n in "abc"]
    assert len(decide(here).works) == 1
    catalog = decide(here, "unmerge: {work: CenterNet, posts: [b.md]}")
    assert sorted(w.posts for w in catalog.works) == [("a.md", "c.md"), ("b.md",)]
    (decision,) = catalog.decisions
    assert decision.works == (next(w.id for w in catalog.works if w.posts == ("b.md",)),)
    catalog = decide(here, "unmerge: {work: CenterNet, posts: [a.md, ./b.md]}")
    assert sorted(w.posts for w in catalog.works) == [("a.md",), ("b.md",), ("c.md",)]
    assert len({w.id for w in catalog.works}) == 3


def test_works_of_one_name_are_told_apart_by_their_posts(decide):
    here = [
        reading("a.md", "CenterNet", arxiv="1904.07850", claims=["uses GPT"]),
        reading("b.md", "CenterNet", arxiv="1904.08189", claims=["uses GPT"]),
    ]
    (problem,) = stale(decide(here, "reject: {subject: CenterNet, object: GPT}"))
    assert "any of 2 works" in problem.message
    assert problem.advice == "write a.md or b.md"
    catalog = decide(here, "reject: {subject: b.md, object: GPT}")
    (claim,) = catalog.claims
    assert claim.evidence.file == "a.md"


@pytest.mark.parametrize(
    ("field", "value", "attribute", "expected"),
    [
        ("year", "2020", "year", 2020),
        ("title", "'New: title'", "title", "New: title"),
        ("short_name", "Berta", "short_name", "Berta"),
        ("venue", "NAACL", "venue", "NAACL"),
        ("arxiv", "1810.04805", "arxiv", "1810.04805"),
        ("doi", "10.1000/x", "doi", "10.1000/x"),
        ("url", "https://example.org/", "url", "https://example.org/"),
        ("authors", "[Ann One, Bob Two]", "authors", ("ann-one", "bob-two")),
    ],
)
def test_a_correction_counts_and_what_was_said_is_kept(decide, field, value, attribute, expected):
    here = [reading("b.md", "BERT", year="2018", authors=["Jacob Devlin"])]
    catalog = decide(here, f"correct: {{work: bert, field: {field}, value: {value}}}")
    (bert,) = catalog.works
    assert bert.id == "bert"
    assert getattr(bert, attribute) == expected
    assert {("year", "2018"), ("author", "jacob-devlin")} <= {
        (f.field, f.value) for f in bert.facts
    }
    assert not stale(catalog)
    assert build_quads(catalog)


def test_authors_of_a_person_stand_before_those_of_a_record(decide):
    from paperkg.model import CuratedRecord

    record = CuratedRecord("bert", "BERT", authors=("Jacob Devlin", "Kenton Lee"))
    lexicon = Lexicon(records=(record,))
    line = "correct: {work: BERT, field: authors, value: [Ann One]}"
    (bert,) = decide([reading("b.md", "BERT")], line, lexicon=lexicon).works
    assert bert.authors == ("ann-one",)


def test_of_two_corrections_the_later_counts(decide):
    lines = [f"correct: {{work: BERT, field: year, value: {year}}}" for year in (2001, 2002)]
    assert work(decide(posts(), *lines), "bert").year == 2002


def test_concepts_are_rejected_for_one_work_or_all_and_accepted(decide):
    here = [
        reading("a.md", "A", concepts=["odd thing"]),
        reading("b.md", "B", concepts=["odd thing", "good thing"]),
    ]
    catalog = decide(here, "reject: {concept: Odd-Thing, work: A}")
    assert [w.concepts for w in catalog.works] == [(), ("odd-thing", "good-thing")]
    catalog = decide(here, "reject: {concept: Odd-Thing}", "accept: {concept: good thing}")
    assert [w.concepts for w in catalog.works] == [(), ("good-thing",)]
    assert [(c.id, c.candidate) for c in catalog.concepts] == [("good-thing", False)]
    assert [d.verdict for d in catalog.decisions] == [Verdict.REJECT, Verdict.ACCEPT]


def test_time_travel_is_judged_after_people_have_spoken(decide):
    here = [
        reading("a.md", "A", year="2018", claims=["extends B"]),
        reading("b.md", "B", year="2020"),
    ]
    assert "time-travel" in {p.code for p in decide(here).problems}
    catalog = decide(here, "correct: {work: B, field: year, value: 2017}")
    assert "time-travel" not in {p.code for p in catalog.problems}


def test_a_claim_may_be_of_a_dump_entry(decide):
    text = "x" * 200
    one = post("dump.txt", text, n=1, entry=(0, 100))
    two = post("dump.txt", text, n=2, entry=(100, 200))
    here = [
        reading(one, "A", claims=[said(one, "uses GPT")]),
        reading(two, "B", claims=[said(two, "uses GPT")]),
    ]
    catalog = decide(here, "reject: {subject: A, object: GPT, post: 'dump.txt#1'}")
    assert pairs(catalog) == [("b", "uses", "gpt")]
