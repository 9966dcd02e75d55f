"""Which posts, records and known works are one work."""

from __future__ import annotations

from itertools import permutations

import pytest

from factories import post, reading, said
from paperkg.model import CuratedRecord, KnownWork, Lexicon, PostKind
from paperkg.resolve import build_catalog

POINTS = "Objects as Points"
TRIPLETS = "CenterNet: Keypoint Triplets for Object Detection"


def partition(catalog):
    return {frozenset(work.posts) for work in catalog.works if work.posts}


def groups(*readings, lexicon=None):
    """The posts of each work; the same for every order of the readings."""
    found = [
        partition(build_catalog(order, lexicon or Lexicon())) for order in permutations(readings)
    ]
    assert all(one == found[0] for one in found)
    return sorted(sorted(posts) for posts in found[0])


def work_of(catalog, file):
    return next(work for work in catalog.works if file in work.posts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"arxiv": "1810.04805"}, {"arxiv": "1810.04805"}),
        ({"doi": "10.1/AbC"}, {"doi": "10.1/aBc"}),
        ({"title": "BERT: Pre-training"}, {"title": "bert – pretraining"}),
        ({"title": "A title", "arxiv": "1810.04805"}, {"title": "A title"}),
        ({"arxiv": "1810.04805"}, {"doi": "10.48550/arXiv.1810.04805"}),
        # the preprint and the printed paper have different DOIs
        ({"arxiv": "1810.04805", "doi": "10.1/a"}, {"arxiv": "1810.04805", "doi": "10.1/b"}),
        ({"title": "A title", "arxiv": "1810.04805"}, {"title": "A title", "doi": "10.1/b"}),
    ],
)
def test_posts_of_one_paper_are_one_work(one, other):
    assert groups(reading("a.md", **one), reading("b.md", **other)) == [["a.md", "b.md"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"title": "Same title", "arxiv": "1904.07850"},
            {"title": "Same title", "arxiv": "1904.08189"},
        ),
        ({"title": "Same title", "doi": "10.1/a"}, {"title": "Same title", "doi": "10.1/b"}),
        ({"doi": "10.1/a", "arxiv": "1904.07850"}, {"doi": "10.1/a", "arxiv": "1904.08189"}),
        (
            {"short": "CenterNet", "arxiv": "1904.07850"},
            {"short": "CenterNet", "arxiv": "1904.08189"},
        ),
        ({"short": "CenterNet", "title": POINTS}, {"short": "CenterNet", "title": TRIPLETS}),
        ({}, {}),
        ({"title": "???"}, {"title": "!!!"}),
    ],
)
def test_posts_of_two_papers_are_two_works(one, other):
    assert groups(reading("a.md", **one), reading("b.md", **other)) == [["a.md"], ["b.md"]]
    catalog = build_catalog([reading("a.md", **one), reading("b.md", **other)], Lexicon())
    assert len({work.id for work in catalog.works}) == 2


def test_a_post_without_identifier_does_not_join_two_papers():
    found = groups(
        reading("a.md", "Same title", arxiv="1904.07850"),
        reading("b.md", "Same title"),
        reading("c.md", "Same title", arxiv="1904.08189"),
    )
    assert found == [["a.md"], ["b.md"], ["c.md"]]


def test_posts_that_cannot_be_assigned_stay_together_and_are_reported():
    readings = [
        reading("a.md", "Same title", arxiv="1904.07850"),
        reading("b.md", "Same title"),
        reading("c.md", "Same title", arxiv="1904.08189"),
        reading("d.md", "Same title"),
    ]
    assert groups(*readings) == [["a.md"], ["b.md", "d.md"], ["c.md"]]
    problems = build_catalog(readings, Lexicon()).problems
    assert [(p.code, p.file, p.line) for p in problems] == [
        ("ambiguous-paper", "b.md", 2),
        ("ambiguous-paper", "d.md", 2),
    ]
    assert "a.md, c.md" in problems[0].message


def test_a_shared_doi_does_not_join_two_preprints_nor_double_the_rest():
    found = groups(
        reading("a.md", arxiv="1904.07850", doi="10.1/a"),
        reading("b.md", arxiv="1904.08189", doi="10.1/a"),
        reading("c.md", doi="10.1/a"),
        reading("d.md", doi="10.1/a"),
    )
    assert found == [["a.md"], ["b.md"], ["c.md", "d.md"]]


def test_keys_join_through_a_third_post():
    found = groups(
        reading("a.md", "One title", arxiv="1810.04805"),
        reading("b.md", "Another title", arxiv="1810.04805"),
        reading("c.md", "Another title"),
        reading("d.md", "one title"),
    )
    assert found == [["a.md", "b.md", "c.md", "d.md"]]


def test_only_posts_about_a_paper_make_works():
    catalog = build_catalog(
        [
            reading("list.md", "Same", kind=PostKind.INDEX, claims=["extends GPT"]),
            reading("topic.md", "Same", kind=PostKind.TOPIC),
        ],
        Lexicon(),
    )
    assert catalog.works == ()
    assert catalog.claims == ()
    assert len(catalog.readings) == 2


RECORD = CuratedRecord(
    id="bert",
    title="BERT: Pre-training of Deep Bidirectional Transformers",
    short_name="BERT",
    aliases=("Bidirectional Encoder Representations",),
    authors=("Jacob Devlin", "Ming-Wei Chang"),
    year=2018,
    arxiv="1810.04805",
    source="https://arxiv.org/abs/1810.04805",
)


@pytest.mark.parametrize(
    "stated",
    [
        {"arxiv": "1810.04805"},
        {"title": RECORD.title.upper()},
        {"title": "Bidirectional encoder representations"},
        {"short": "Bert"},
        {"short": "Bert", "title": "BERT explained"},
        {"short": "Bert", "title": "BERT: Pre-training of Deep"},
    ],
)
def test_a_record_is_found_by_identifier_title_alias_and_short_name(stated):
    catalog = build_catalog([reading("a.md", **stated)], Lexicon(records=(RECORD,)))
    (work,) = catalog.works
    assert (work.id, work.year, work.arxiv) == ("bert", 2018, "1810.04805")
    assert [person.name for person in catalog.people] == ["Jacob Devlin", "Ming-Wei Chang"]


@pytest.mark.parametrize(
    "stated",
    [
        {"arxiv": "1906.00001", "title": RECORD.title, "short": "BERT"},
        {"short": "BERT", "title": "Behavioural Experiments on Rodent Tracking"},
        {"title": "Transformers"},
    ],
)
def test_a_record_of_another_paper_is_not_taken(stated):
    catalog = build_catalog([reading("a.md", **stated)], Lexicon(records=(RECORD,)))
    (work,) = catalog.works
    assert work.year is None
    assert catalog.people == ()


def test_a_record_with_another_doi_is_not_taken():
    record = CuratedRecord("x", "Some long title", doi="10.1/a", year=2001, source="s")
    lexicon = Lexicon(records=(record,))
    assert (
        build_catalog([reading("a.md", "Some long title", doi="10.1/B")], lexicon).works[0].year
        is None
    )
    assert (
        build_catalog([reading("a.md", "Some long title", doi="10.1/A")], lexicon).works[0].year
        == 2001
    )


def test_the_surer_match_wins_whatever_the_order_of_records():
    by_name = CuratedRecord(
        "by-name", "Objects as Points", short_name="CenterNet", year=1, source="s"
    )
    by_number = CuratedRecord("by-number", "Other", arxiv="1904.08189", year=2, source="s")
    of = reading("a.md", short="CenterNet", arxiv="1904.08189")
    for records in permutations([by_name, by_number]):
        assert build_catalog([of], Lexicon(records=records)).works[0].year == 2


def test_a_name_that_two_records_share_matches_neither():
    records = (
        CuratedRecord("a", "Objects as Points", short_name="CenterNet", year=1, source="s"),
        CuratedRecord("b", TRIPLETS, short_name="CenterNet", year=2, source="s"),
    )
    assert (
        build_catalog([reading("x.md", short="CenterNet")], Lexicon(records=records)).works[0].year
        is None
    )
    catalog = build_catalog(
        [reading("x.md", TRIPLETS, short="CenterNet")], Lexicon(records=records)
    )
    assert catalog.works[0].year == 2


def test_two_papers_of_one_short_name_take_their_own_known_work():
    known = (
        KnownWork("centernet", "CenterNet", title=POINTS, year=2019, arxiv="1904.07850"),
        KnownWork("centernet-triplets", "CenterNet", title=TRIPLETS, year=2020, arxiv="1904.08189"),
    )
    for readings in permutations(
        [
            reading("points.md", short="CenterNet", arxiv="1904.07850"),
            reading("triplets.md", TRIPLETS, short="CenterNet"),
        ]
    ):
        catalog = build_catalog(readings, Lexicon(works=known))
        assert work_of(catalog, "points.md").year == 2019
        assert work_of(catalog, "triplets.md").year == 2020
        assert work_of(catalog, "triplets.md").arxiv == "1904.08189"


def test_two_known_works_of_one_name_are_two_stubs():
    known = (
        KnownWork("centernet", "CenterNet", title=POINTS, arxiv="1904.07850"),
        KnownWork("centernet-triplets", "CenterNet", title=TRIPLETS, arxiv="1904.08189"),
    )
    of = post("a.md")
    claims = [
        said(of, "extends CenterNet", 0, work="centernet"),
        said(of, "extends CenterNet", 1, work="centernet-triplets"),
    ]
    catalog = build_catalog([reading(of, "Mine", claims=claims)], Lexicon(works=known))
    stubs = {work.arxiv: work.title for work in catalog.works if work.stub}
    assert stubs == {"1904.07850": POINTS, "1904.08189": TRIPLETS}


def test_two_known_names_of_one_paper_are_one_work():
    known = (
        KnownWork("adam", "Adam", arxiv="1412.6980", year=2014),
        KnownWork("adamax", "AdaMax", arxiv="1412.6980", year=2014),
    )
    of = post("a.md")
    claims = [said(of, "uses AdaMax", 0, work="adamax"), said(of, "uses Adam", 1, work="adam")]
    for order in permutations(claims):
        catalog = build_catalog([reading(of, "Mine", claims=order)], Lexicon(works=known))
        (stub,) = (work for work in catalog.works if work.stub)
        assert (stub.id, stub.title, stub.aliases) == ("adam", "Adam", ("AdaMax",))


@pytest.mark.parametrize(
    "written",
    [
        "BERT",
        "bert",
        "Bert",
        "BERT: Pre-training of Deep Bidirectional Transformers",
        "Bidirectional Encoder Representations",
    ],
)
def test_a_mention_by_any_name_means_the_post(written):
    readings = [
        reading("bert.md", arxiv="1810.04805", short="BERT"),
        reading("roberta.md", "RoBERTa", claims=[f"extends {written}"]),
    ]
    catalog = build_catalog(readings, Lexicon(records=(RECORD,)))
    (claim,) = catalog.claims
    assert (claim.subject, claim.object) == ("roberta", "bert")
    assert len(catalog.works) == 2


def test_a_link_to_a_post_counts_for_more_than_the_name():
    of = post("c.md")
    readings = [
        reading("a.md", "A", short="CenterNet", arxiv="1904.07850"),
        reading("b.md", "B", short="CenterNet", arxiv="1904.08189"),
        reading(of, "C", claims=[said(of, "extends CenterNet", to="b.md")]),
    ]
    catalog = build_catalog(readings, Lexicon())
    assert catalog.claims[0].object == work_of(catalog, "b.md").id
    assert not catalog.problems


def test_a_name_of_two_posts_means_neither_and_is_reported():
    readings = [
        reading("a.md", "A", short="CenterNet", arxiv="1904.07850"),
        reading("b.md", "B", short="CenterNet", arxiv="1904.08189"),
        reading("c.md", "C", claims=["mentions other", "extends CenterNet"]),
    ]
    for order in permutations(readings):
        catalog = build_catalog(order, Lexicon())
        (claim,) = (c for c in catalog.claims if c.relation == "extends")
        assert not next(work for work in catalog.works if work.id == claim.object).posts
        (problem,) = catalog.problems
        assert (problem.code, problem.file, problem.line) == ("ambiguous-name", "c.md", 2)


def test_a_title_of_two_papers_means_neither():
    readings = [
        reading("a.md", "Same long title", arxiv="1904.07850"),
        reading("b.md", "Same long title", arxiv="1904.08189"),
        reading("c.md", "C", claims=["extends Same long title"]),
    ]
    record = CuratedRecord("x", "Same long title", year=2001, source="s")
    for order in permutations(readings):
        catalog = build_catalog(order, Lexicon(records=(record,)))
        (claim,) = catalog.claims
        assert not next(work for work in catalog.works if work.id == claim.object).posts
        assert [p.code for p in catalog.problems] == ["ambiguous-name"]
        assert work_of(catalog, "a.md").year is work_of(catalog, "b.md").year is None


def test_an_unknown_name_is_one_stub_that_claims_nothing():
    readings = [
        reading("a.md", "A", claims=["extends Word2Vec", "uses word-2-vec"]),
        reading("b.md", "B", claims=["uses Word2vec"]),
    ]
    catalog = build_catalog(readings, Lexicon())
    (stub,) = (work for work in catalog.works if work.stub)
    assert (stub.id, stub.year, stub.authors, stub.arxiv, stub.facts) == (
        "word2vec",
        None,
        (),
        "",
        (),
    )
    assert {claim.object for claim in catalog.claims} == {"word2vec"}


def test_a_name_of_which_nothing_can_be_made_is_left_out():
    catalog = build_catalog([reading("a.md", "A", claims=["extends ???"])], Lexicon())
    assert catalog.claims == ()
    assert len(catalog.works) == 1


def test_a_record_without_a_post_can_be_named():
    catalog = build_catalog(
        [reading("a.md", "A", claims=["extends BERT"])], Lexicon(records=(RECORD,))
    )
    stub = next(work for work in catalog.works if work.stub)
    assert (stub.id, stub.year) == ("bert", 2018)


def test_a_known_work_and_a_record_may_have_the_same_id():
    lexicon = Lexicon(
        works=(KnownWork("sam", "SAM", title="Sharpness-Aware Minimization", year=2020),),
        records=(
            CuratedRecord("sam", "Segment Anything", aliases=("SegAny",), year=2023, source="s"),
        ),
    )
    of = post("a.md")
    claims = [said(of, "uses SAM", 0, work="sam"), said(of, "uses SegAny", 1)]
    catalog = build_catalog([reading(of, "Mine", claims=claims)], lexicon)
    assert sorted(work.year for work in catalog.works if work.stub) == [2020, 2023]


def test_merges_tell_what_was_taken_for_one_work_and_why():
    readings = [
        reading("a.md", "BERT", arxiv="1810.04805"),
        reading("b.md", arxiv="1810.04805"),
        reading("c.md", "C", claims=["extends BERT", "uses Bert", "uses Foo"]),
    ]
    merges = {m.work: m for m in build_catalog(readings, Lexicon(records=(RECORD,))).merges}
    assert set(merges) == {"bert"}
    assert merges["bert"].names == ("BERT", "Bert")
    assert merges["bert"].reason == "b.md: same arxiv; curated record bert"
