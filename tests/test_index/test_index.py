"""The index: what goes in comes out, by any name, and nothing foreign crosses its door."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import drawn, index_of, post, reading, said
from paperkg.errors import NameNotFoundError, StoreError
from paperkg.index import Index
from paperkg.model import Category, Concept, CuratedRecord, Lexicon, Work
from paperkg.resolve import build_catalog
from paperkg.vocab import Iris

LEXICON = Lexicon(
    records=(
        CuratedRecord(
            "bert",
            "BERT: Pre-training of Deep Bidirectional Transformers",
            short_name="BERT",
            aliases=("Bidirectional Encoder Representations",),
            authors=("Jacob Devlin",),
            year=2018,
            arxiv="1810.04805",
            doi="10.18653/v1/N19-1423",
            source="s",
        ),
    ),
    categories=(Category("nlp", "NLP", alt_labels=("Natural Language Processing",)),),
    concepts=(
        Concept("attention", "attention", alt_labels=("attention mechanism",)),
        Concept("gpt", "GPT"),
    ),
)


def catalog():
    of = post("2019/RoBERTa notes.md")
    return build_catalog(
        [
            reading(
                "bert.md",
                arxiv="1810.04805",
                concepts=[("attention", "attention")],
                categories=[("NLP", "nlp")],
                authors=["Devlin"],
                claims=["extends GPT", "extends GPT-2"],
            ),
            reading(
                of,
                "RoBERTa: A Robustly Optimized Approach",
                short="RoBERTa",
                claims=[said(of, "variant_of BERT", 1), said(of, "uses BERT", 0)],
            ),
        ],
        LEXICON,
    )


@pytest.fixture(scope="module")
def index():
    with Index.create(catalog()) as made:
        yield made


# --- round trip


def test_everything_comes_back(tmp_path):
    whole = catalog()
    path = tmp_path / "a b#c?d%20.sqlite"
    Index.create(whole, path, meta={"posts": "x"}).close()
    with Index.open(path) as index:
        assert index.meta == {"format": "1", "posts": "x"}
        for kind, members in (
            ("paper", whole.works),
            ("author", whole.people),
            ("concept", whole.concepts),
            ("category", whole.categories),
        ):
            assert [r.id for r in index.all(kind)] == [m.id for m in members]
            for member in members:
                found = index.get(kind, member.id).data
                kept = {
                    k: list(v) if isinstance(v, tuple) else v for k, v in asdict(member).items()
                }
                kept.pop("facts", None)
                assert {k: found[k] for k in kept} == kept
        claims = {c.id: c for work in whole.works for c in index.claims_about(work.id)}
        assert claims == {c.id: c for c in whole.claims}
        facts = index.get("paper", "bert").data["facts"]
        (bert,) = (work for work in whole.works if work.id == "bert")
        assert [f["value"] for f in facts] == [f.value for f in bert.facts]
        assert len(facts) > 5


def test_the_file_is_the_same_from_run_to_run(tmp_path):
    for name in "ab":
        Index.create(catalog(), tmp_path / name).close()
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_hops_put_the_most_telling_claim_first(index):
    (hop,) = index.hops_up("roberta")
    assert (hop.subject, hop.object, hop.relation.value) == ("roberta", "bert", "variant_of")
    assert [claim.relation.value for claim in hop.claims] == ["variant_of", "uses"]
    assert [hop.subject for hop in index.hops_down("bert")] == ["roberta"]
    assert index.hops_up("gpt") == []
    assert ("roberta", "bert") in index.edges()


def test_only_lineage_makes_hops():
    with index_of(
        "A <-compares_with- B", "A <-critiques- C", "A <-mentions- D", "A <-uses- E"
    ) as index:
        assert [hop.object for hop in index.hops_up("a")] == ["e"]
        assert index.edges() == [("a", "e")]
        assert len(index.claims_about("a")) == 4


def test_works_of_a_concept_come_with_evidence(index):
    ((work, fact),) = index.works_of("concept", "attention")
    assert work == "bert"
    assert fact["evidence"]["quote"] == "attention"
    assert index.works_of("post", "bert.md") == [("bert", {})]
    assert {work for work, _ in index.works_of("author", "jacob-devlin")} == {"bert"}


def test_labels_leave_out_what_is_not_there(index):
    assert index.labels("paper", ["bert", "no", "roberta"]) == {
        "bert": "BERT",
        "roberta": "RoBERTa",
    }


# --- find


@pytest.mark.parametrize(
    "name",
    [
        "BERT",
        "bert",
        "b-e r t",
        " BERT ",
        "Bert.",
        "BERT: Pre-training of Deep Bidirectional Transformers",
        "bert pre training of deep bidirectional transformers",
        "bidirectional encoder-representations",
        "1810.04805",
        "arXiv:1810.04805",
        "ARXIV: 1810.04805v2",
        "https://arxiv.org/abs/1810.04805",
        "https://arxiv.org/pdf/1810.04805v1.pdf",
        "10.18653/v1/N19-1423",
        "doi:10.18653/v1/n19-1423",
        "https://doi.org/10.18653/v1/N19-1423",
        Iris().paper("bert"),
        "<https://w3id.org/paperkg/paper/bert>",
        "https://example.org/site/paper/bert.html",
        "http://127.0.0.1:8000/paper/bert.ttl",
        "https://w3id.org/paperkg/paper/bert#author-1",
    ],
)
def test_a_work_is_found_by(index, name):
    found = index.find(name)
    assert (found.kind, found.id, found.label) == ("paper", "bert", "BERT")


@pytest.mark.parametrize(
    ("name", "kind", "item"),
    [
        ("attention", "concept", "attention"),
        ("Attention-Mechanism", "concept", "attention"),
        ("nlp", "category", "nlp"),
        ("natural language processing", "category", "nlp"),
        ("Jacob Devlin", "author", "jacob-devlin"),
        ("Devlin", "author", "jacob-devlin"),
        ("2019/RoBERTa notes.md", "post", "2019/RoBERTa notes.md"),
        ("bert.md", "post", "bert.md"),
        (Iris().mint("post", "2019/RoBERTa notes.md"), "post", "2019/RoBERTa notes.md"),
        (Iris().author("jacob-devlin"), "author", "jacob-devlin"),
        (Iris().mint("concept", "attention"), "concept", "attention"),
        (Iris().mint("category", "nlp"), "category", "nlp"),
    ],
)
def test_other_resources_are_found_by(index, name, kind, item):
    found = index.find(name)
    assert (found.kind, found.id) == (kind, item)


def test_kinds_narrow_the_search(index):
    assert index.find("GPT").kind == "paper"
    assert index.find("GPT", ("concept",)).kind == "concept"
    assert index.find("GPT", ("concept", "paper")).kind == "concept"
    with pytest.raises(NameNotFoundError):
        index.find("Devlin", ("paper",))
    with pytest.raises(NameNotFoundError):
        index.find(Iris().author("jacob-devlin"), ("paper",))


def test_a_name_counts_for_more_than_an_alias_and_a_post_for_more_than_none():
    works = (
        Work("a", "Alpha", aliases=("Net",)),
        Work("b", "Net", stub=True),
        Work("c", "Net"),
        Work("d", "Net"),
    )
    with Index.create(replace(drawn(), works=works)) as index:
        assert index.find("net").id == "c"
    with Index.create(replace(drawn(), works=works[:2])) as index:
        assert index.find("net").id == "b"


def test_a_title_cannot_pretend_to_be_a_stub():
    works = (
        Work("a", "x", short_name="Net", aliases=('"stub":true',)),
        Work("b", "Net", stub=True),
    )
    with Index.create(replace(drawn(), works=works)) as index:
        assert index.find("net").id == "a"


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "???",
        "\x00",
        "\ud800",
        "'; DROP TABLE name; --",
        "%",
        "_",
        "\\",
        "x" * 100_000,
        "深度学习",
        "https://w3id.org/paperkg/paper/no-such",
        "http://",
        "https://x/paper/",
        "https://x/paper/../../y",
        "<>",
    ],
)
def test_what_is_not_there_is_not_found_and_never_breaks(index, name):
    with pytest.raises(NameNotFoundError) as caught:
        index.find(name)
    assert caught.value.name == name
    assert isinstance(index.search(name), list)


def test_near_names_are_suggested(index):
    for typed, meant in (
        ("BRET", "BERT"),
        ("RoBERTta", "RoBERTa"),
        ("atention", "attention"),
        ("GTP-2", "GPT-2"),
    ):
        with pytest.raises(NameNotFoundError) as caught:
            index.find(typed)
        assert meant in caught.value.suggestions
        assert meant in str(caught.value)
    assert index.near("zzzzqqqq") == ()
    assert len(index.near("bert approach")) <= 5


def test_near_puts_the_likest_first(index):
    assert index.near("RoBERTA!")[0] == "RoBERTa"
    assert index.near("roberta notes", ("paper",))[0] == "RoBERTa"


def test_a_wrong_address_gets_near_names(index):
    with pytest.raises(NameNotFoundError) as caught:
        index.find("https://w3id.org/paperkg/paper/robreta")
    assert "RoBERTa" in caught.value.suggestions


def test_get_refuses_what_is_not_there(index):
    for item in ("no", "\ud800", ""):
        with pytest.raises(NameNotFoundError):
            index.get("paper", item)
        assert index.hops_up(item) == []
        assert index.claims_about(item) == []


# --- search


def test_search_ranks_whole_names_then_beginnings_then_parts():
    works = (
        Work("a", "A Net in the middle"),
        Work("b", "Net of a beginning"),
        Work("c", "Something", aliases=("Net",)),
        Work("d", "Net", stub=True),
        Work("e", "Net beginning", stub=True),
    )
    with Index.create(replace(drawn(), works=works)) as index:
        assert [r.id for r in index.search("net")] == ["c", "d", "b", "e", "a"]
        assert [r.id for r in index.search("net", limit=2)] == ["c", "d"]
        assert [r.id for r in index.search("beginning of net")] == ["b"]
        assert index.search("net", ("concept",)) == []
        assert index.search("") == []


def test_search_takes_every_character_as_it_is():
    with Index.create(
        replace(drawn(), works=(Work("a", "100% x_y"), Work("b", "100 xy z")))
    ) as index:
        assert [r.id for r in index.search("x_y")] == ["a", "b"]  # an underscore does not count
        assert index.search("x" * 60_000) == []


def test_each_resource_is_found_once(index):
    found = [(r.kind, r.id) for r in index.search("e", limit=100)]
    assert len(found) == len(set(found))


@given(st.text(max_size=30))
def test_any_title_is_found_by_itself(title):
    from paperkg.resolve import fold

    with Index.create(replace(drawn(), works=(Work("the-work", title or "x"),))) as index:
        if fold(title):
            assert index.find(title, ("paper",)).id == "the-work"
            assert [r.id for r in index.search(title)] == ["the-work"]


# --- files


def test_an_index_is_not_written_over_a_file(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"")
    with pytest.raises(StoreError, match="there is a file"):
        Index.create(catalog(), path)
    assert path.read_bytes() == b""


def test_an_index_that_cannot_be_written(tmp_path):
    with pytest.raises(StoreError, match="cannot write"):
        Index.create(catalog(), tmp_path / "no" / "such" / "folder")


def test_two_works_of_one_id_are_refused():
    with pytest.raises(StoreError, match="cannot write"):
        Index.create(replace(drawn(), works=(Work("a", "A"), Work("a", "B"))))


def test_meta_of_a_folder_whose_name_is_not_utf8():
    with Index.create(catalog(), meta={"posts": "/x/\udcff"}) as index:
        assert index.meta["posts"] == "/x/?"


def broken(tmp_path):
    good = tmp_path / "good"
    Index.create(catalog(), good).close()
    foreign = tmp_path / "foreign"
    with sqlite3.connect(foreign) as db:
        db.execute("CREATE TABLE bookmarks (url)")
    db.close()
    other = tmp_path / "other"
    other.write_bytes(good.read_bytes())
    with sqlite3.connect(other) as db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'format'")
    db.close()
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "text").write_bytes(b"not a database at all, but long enough to be looked at " * 50)
    (tmp_path / "cut").write_bytes(good.read_bytes()[:1000])
    (tmp_path / "folder").mkdir()
    return [tmp_path / n for n in ("missing", "foreign", "other", "empty", "text", "cut", "folder")]


def test_whatever_is_no_index_is_a_store_error(tmp_path):
    for path in broken(tmp_path):
        with pytest.raises(StoreError) as caught:
            Index.open(path)
        assert path.name in str(caught.value)
    assert not (tmp_path / "missing").exists()


CALLS = [
    lambda i: i.find("bert"),
    lambda i: i.search("bert"),
    lambda i: i.near("bret"),
    lambda i: i.get("paper", "bert"),
    lambda i: i.all("paper"),
    lambda i: i.labels("paper", ["bert"]),
    lambda i: i.hops_up("roberta"),
    lambda i: i.hops_down("bert"),
    lambda i: i.claims_about("bert"),
    lambda i: i.works_of("concept", "attention"),
    lambda i: i.edges(),
    lambda i: i.meta,
]


@pytest.mark.parametrize("call", CALLS)
def test_a_closed_index_is_a_store_error(call):
    index = Index.create(catalog())
    index.close()
    index.close()
    with pytest.raises(StoreError):
        call(index)


def test_a_damaged_file_is_a_store_error_whatever_is_asked(tmp_path):
    good = tmp_path / "good"
    Index.create(catalog(), good).close()
    whole = good.read_bytes()
    page = int.from_bytes(whole[16:18], "big")
    answers = refusals = 0
    for number in range(1, len(whole) // page):
        path = tmp_path / f"bad{number}"
        path.write_bytes(whole[: number * page] + b"\xff" * page + whole[(number + 1) * page :])
        try:
            index = Index.open(path)
        except StoreError:
            refusals += 1
            continue
        with index:
            for call in CALLS:
                try:
                    call(index)
                    answers += 1
                except (StoreError, NameNotFoundError):
                    refusals += 1
    assert answers
    assert refusals > len(CALLS)


@pytest.mark.parametrize(
    ("damage", "call"),
    [
        ("UPDATE resource SET data = '{'", CALLS[0]),
        ("UPDATE claim SET relation = 'begat'", CALLS[6]),
        ("UPDATE claim SET layer = 'gossip'", CALLS[8]),
        ("UPDATE link SET data = ''", CALLS[9]),
        ("UPDATE resource SET label = CAST(X'FF' AS TEXT)", CALLS[3]),
    ],
)
def test_damaged_values_are_store_errors(tmp_path, damage, call):
    path = tmp_path / "x"
    Index.create(catalog(), path).close()
    with sqlite3.connect(path) as db:
        db.execute(damage)
    db.close()
    with Index.open(path) as index, pytest.raises(StoreError):
        call(index)


def test_an_open_index_cannot_be_written(tmp_path):
    path = tmp_path / "x"
    Index.create(catalog(), path).close()
    before = path.read_bytes()
    with Index.open(path) as index, pytest.raises(sqlite3.OperationalError):
        index._db.execute("DELETE FROM claim")
    assert path.read_bytes() == before
    assert [p.name for p in Path(tmp_path).iterdir()] == ["x"]
