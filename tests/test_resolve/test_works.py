"""What is said of one work: facts, names, people, concepts."""

from __future__ import annotations

from itertools import permutations

import pytest

from factories import reading
from paperkg.model import Category, Concept, CuratedRecord, KnownWork, Layer, Lexicon, Problem
from paperkg.resolve import build_catalog
from paperkg.resolve.people import best_spelling, full_name

RECORD = CuratedRecord(
    id="transformer",
    title="Attention Is All You Need",
    short_name="Transformer",
    aliases=("vanilla Transformer",),
    authors=("Ashish Vaswani", "Łukasz Kaiser"),
    year=2017,
    venue="NeurIPS 2017",
    arxiv="1706.03762",
    categories=("NLP", "No Such Category"),
    source="https://arxiv.org/abs/1706.03762",
)
LEXICON = Lexicon(
    records=(RECORD,),
    works=(
        KnownWork(
            "bert", "BERT", title="BERT: Pre-training", year=2018, arxiv="1810.04805", source="list"
        ),
    ),
    categories=(Category("nlp", "NLP", alt_labels=("Language",)), Category("vision", "Vision")),
    concepts=(
        Concept("attention", "attention", alt_labels=("attention mechanism",)),
        Concept("beam-search", "beam search"),
    ),
)


def facts(work, field):
    return [(fact.value, fact.layer.value) for fact in work.facts if fact.field == field]


def test_the_record_is_chosen_and_what_the_post_says_is_kept():
    (work,) = build_catalog(
        [reading("a.md", "attention is all you need", year="2018")], LEXICON
    ).works
    assert (work.title, work.year, work.short_name) == (RECORD.title, 2017, "Transformer")
    assert facts(work, "year") == [("2017", "curated"), ("2018", "asserted")]
    assert facts(work, "title") == [
        (RECORD.title, "curated"),
        ("attention is all you need", "asserted"),
    ]
    curated = [f for f in work.facts if f.layer is Layer.CURATED]
    assert all(f.source == RECORD.source for f in curated if f.field != "category")
    assert not any(f.source == RECORD.source for f in curated if f.field == "category")
    assert all(f.evidence for f in work.facts if f.layer is Layer.ASSERTED)


def test_without_a_record_the_first_post_is_chosen():
    (work,) = build_catalog(
        [
            reading("a.md", "Title", arxiv="2001.00001"),
            reading("b.md", "Another", arxiv="2001.00001", year="2020"),
            reading("c.md", "Third", arxiv="2001.00001", year="2021"),
        ],
        Lexicon(),
    ).works
    assert (work.title, work.year, work.posts) == ("Title", 2020, ("a.md", "b.md", "c.md"))


def test_what_is_known_of_a_work_fills_gaps_only():
    (work,) = build_catalog([reading("a.md", short="BERT", year="1999")], LEXICON).works
    assert (work.year, work.arxiv, work.title) == (1999, "1810.04805", "BERT: Pre-training")
    assert facts(work, "year") == [("1999", "asserted")]
    assert work.authors == ()


def test_a_stub_has_the_title_of_the_known_work_and_the_names_as_aliases():
    catalog = build_catalog([reading("a.md", "A", claims=["extends Bert"])], LEXICON)
    stub = next(work for work in catalog.works if work.stub)
    assert (stub.title, stub.short_name, stub.aliases) == ("BERT: Pre-training", "BERT", ())


def test_aliases_are_all_other_names_each_once():
    (work, *_) = build_catalog(
        [
            reading(
                "a.md",
                "Attention is all you need!",
                short="Transformer",
                names=["the Transformer", "Xformer"],
            ),
            reading("z.md", "Z", claims=["extends X-Former", "extends vanilla transformer"]),
        ],
        LEXICON,
    ).works
    assert work.aliases == ("X-Former", "the Transformer", "vanilla Transformer")


def test_a_surname_is_the_author_of_the_record():
    catalog = build_catalog(
        [reading("a.md", RECORD.title, authors=["Vaswani", "L. Kaiser"])], LEXICON
    )
    assert [p.name for p in catalog.people] == ["Ashish Vaswani", "Łukasz Kaiser"]
    work = catalog.works[0]
    assert work.authors == ("ashish-vaswani", "lukasz-kaiser")
    assert facts(work, "author") == [
        ("ashish-vaswani", "curated"),
        ("lukasz-kaiser", "curated"),
        ("ashish-vaswani", "asserted"),
        ("lukasz-kaiser", "asserted"),
    ]
    assert [f.position for f in work.facts if f.field == "author"] == [1, 2, 1, 2]


def test_an_author_the_record_does_not_have_is_kept_as_a_statement():
    catalog = build_catalog([reading("a.md", RECORD.title, authors=["Jane Doe"])], LEXICON)
    assert catalog.works[0].authors == ("ashish-vaswani", "lukasz-kaiser")
    assert ("jane-doe", "asserted") in facts(catalog.works[0], "author")


def test_a_surname_is_the_full_name_another_post_of_the_paper_gives():
    readings = [
        reading("a.md", "Title", authors=["Doe", "J. Smith"]),
        reading("b.md", "Title", authors=["Jane Doe", "Ann Smith"]),
    ]
    for order in permutations(readings):
        catalog = build_catalog(order, Lexicon())
        assert {p.name for p in catalog.people} == {"Jane Doe", "Ann Smith", "J. Smith"}


@pytest.mark.parametrize(
    ("name", "among", "meant"),
    [
        ("Vaswani", ["Ashish Vaswani", "Noam Shazeer"], "Ashish Vaswani"),
        ("vaswani", ["Ashish Vaswani"], "Ashish Vaswani"),
        ("Smith", ["John Smith", "Jane Smith"], "Smith"),
        ("Jane Smith", ["John Smith", "Jane Smith"], "Jane Smith"),
        ("J Smith", ["Ann Smith", "Jane Smith"], "Jane Smith"),
        ("Bob Smith", ["Jane Smith"], "Bob Smith"),
        ("Jan Smith", ["Jane Smith"], "Jan Smith"),
        ("Aidan Gomez", ["Aidan N. Gomez"], "Aidan N. Gomez"),
        ("Lukasz Kaiser", ["Łukasz Kaiser"], "Lukasz Kaiser"),
        ("van der Maaten", ["Laurens van der Maaten"], "Laurens van der Maaten"),
        ("Nobody", [], "Nobody"),
        ("...", ["A B"], "..."),
        ("X", ["", "   ", "."], "X"),
    ],
)
def test_full_name(name, among, meant):
    assert full_name(name, among) == meant


def test_one_name_is_one_person_in_the_best_spelling():
    readings = [
        reading("a.md", "A", authors=["Lukasz Kaiser", "jane doe"]),
        reading("b.md", "B", authors=["Łukasz Kaiser", "Jane Doe"]),
        reading("c.md", RECORD.title, arxiv=RECORD.arxiv),
    ]
    for order in permutations(readings):
        catalog = build_catalog(order, LEXICON)
        assert [p.name for p in catalog.people] == ["Ashish Vaswani", "Jane Doe", "Łukasz Kaiser"]


def test_best_spelling():
    assert best_spelling(["GAN", "gan", "Gan"]) == "Gan"
    assert best_spelling(["gan", "gan", "Gan"]) == "gan"


def test_concepts_are_those_of_the_scheme_by_any_label():
    catalog = build_catalog(
        [
            reading(
                "a.md",
                "A",
                concepts=[("whatever", "attention"), "Attention Mechanism", "beam-search"],
            )
        ],
        LEXICON,
    )
    assert catalog.works[0].concepts == ("attention", "beam-search")
    assert [c.id for c in catalog.concepts] == ["attention", "beam-search"]


def test_candidates_are_one_per_label_and_never_share_an_id():
    readings = [
        reading("a.md", "A", concepts=["mixup trick", "C+", "Beam Search?", ("x", "no-such-id")]),
        reading("b.md", "B", concepts=["Mixup-Trick", "C plus", "!!!"]),
    ]
    for order in permutations(readings):
        catalog = build_catalog(order, LEXICON)
        new = {c.id: c.label for c in catalog.concepts if c.candidate}
        assert len({c.id for c in catalog.concepts}) == len(catalog.concepts) == 6
        assert set(new.values()) == {"Mixup-Trick", "C+", "C plus", "x"}
        assert {i for work in catalog.works for i in work.concepts} <= {
            c.id for c in catalog.concepts
        }


def test_a_candidate_never_takes_the_id_of_the_scheme():
    lexicon = Lexicon(concepts=(Concept("dropout", "random unit removal"),))
    catalog = build_catalog([reading("a.md", "A", concepts=["dropout"])], lexicon)
    ids = [c.id for c in catalog.concepts]
    assert len(set(ids)) == 2
    assert catalog.works[0].concepts == (next(i for i in ids if i != "dropout"),)


def test_categories_are_ids_that_exist():
    catalog = build_catalog(
        [reading("a.md", RECORD.title, categories=[("x", "vision"), "language", "My Own"])], LEXICON
    )
    assert catalog.works[0].categories == ("nlp", "vision", "my-own")
    assert [c.id for c in catalog.categories] == ["my-own", "nlp", "vision"]


def test_problems_of_the_readings_are_carried_over():
    from dataclasses import replace

    trouble = Problem("odd", "a.md", 3, "something is odd")
    of = replace(reading("a.md", "A"), problems=(trouble,))
    assert build_catalog([of], Lexicon()).problems == (trouble,)
