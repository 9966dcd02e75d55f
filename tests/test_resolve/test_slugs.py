"""Slugs: safe, told apart, minted once."""

from __future__ import annotations

import random
import re
import unicodedata
from copy import deepcopy
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import post, reading
from paperkg.errors import VocabularyError
from paperkg.model import CuratedRecord, KnownWork, Lexicon
from paperkg.resolve import IdentityLock, build_catalog, fold, slug
from paperkg.resolve.identity import mint
from paperkg.vocab import safe_slug

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_makes_a_slug_that_needs_no_escape(text):
    made = slug(text)
    assert SLUG.fullmatch(made)
    assert len(made) <= 60
    assert safe_slug(made) == made  # its IRI ends in the same


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("BERT", "bert"),
        ("DeepLabv3+", "deeplabv3-plus"),
        ("Wide & Deep", "wide-and-deep"),
        ("Erdős's Ångström Øre", "erdoss-angstrom-ore"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("a\x00b\nc", "a-b-c"),
        ("x" * 200, "x" * 60),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_slugs(text, made):
    assert slug(text) == made


@pytest.mark.parametrize("name", ["index", "CON", "nul", "com1", "LPT9", "404", "all"])
def test_names_that_mean_something_to_a_file_system_or_site_are_told_apart(name):
    assert slug(name).startswith(f"{name.lower()}-")


def test_a_slug_that_looks_like_one_with_a_hash_gets_another():
    assert slug("bert 0123456789ab") != "bert-0123456789ab"


def test_nothing_in_ascii():
    assert slug("") == slug("") != slug("深度学习") != slug("機械学習")


@given(st.text())
def test_fold_is_idempotent_and_blind_to_case_and_form(text):
    key = fold(text)
    assert fold(key) == key
    assert fold(unicodedata.normalize("NFD", text)) == key
    assert not re.search(r"[\s\x00-\x1f-]", key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-2", "gpt 2"),
        ("Łukasz", "lukasz"),
        ("Straße", "strasse"),
        ("Q&A", "q and a"),
        ("Ǿ", "o"),
        ("ﬁne", "FINE"),
    ],
)
def test_fold_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("DeepLabv3", "DeepLabv3+"), ("C", "C#"), ("VAE", "β-VAE")]
)
def test_fold_different(one, other):
    assert fold(one) != fold(other)


# --- minted once


def ids(readings, lock, lexicon=None):
    catalog = build_catalog(readings, lexicon or Lexicon(), lock=lock)
    assert len({work.id for work in catalog.works}) == len(catalog.works)
    return {work.posts[0] if work.posts else work.title: work.id for work in catalog.works}


def copy(lock):
    return deepcopy(lock)


def test_works_of_one_name_get_different_slugs_whatever_the_order():
    readings = [
        reading("a.md", "A", short="CenterNet", arxiv="1904.07850"),
        reading("b.md", "B", short="centernet", arxiv="1904.08189"),
        reading("c.md", "C", short="Center-Net", arxiv="1904.09999"),
    ]
    found = [ids(order, IdentityLock()) for order in permutations(readings)]
    assert all(one == found[0] for one in found)
    assert found[0]["a.md"] == "centernet"
    assert re.fullmatch(r"centernet-[0-9a-f]{8}", found[0]["b.md"])


def test_a_slug_is_kept_when_another_work_would_come_first():
    lock = IdentityLock()
    late = reading("b.md", "B", short="CenterNet", arxiv="1904.08189")
    assert ids([late], lock)["b.md"] == "centernet"
    early = reading("a.md", "A", short="CenterNet", arxiv="1904.07850")
    found = ids([early, late], lock)
    assert found["b.md"] == "centernet"
    assert found == ids([late, early], lock)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("a.md", {"title": "One"}), ("new/place.md", {"title": "One"})),
        (("a.md", {"title": "One"}), ("a.md", {"title": "Wun"})),
        (
            ("a.md", {"title": "One", "arxiv": "2001.00001"}),
            ("b.md", {"title": "Two", "arxiv": "2001.00001"}),
        ),
        (("a.md", {"title": "One"}), ("a.md", {"title": "One", "arxiv": "2001.00001"})),
        (("a.md", {"title": "One", "arxiv": "2001.00001"}), ("a.md", {"title": "One"})),
        # a typing error in the number is put right
        (
            ("a.md", {"title": "One", "arxiv": "2001.00001"}),
            ("a.md", {"title": "One", "arxiv": "2001.00010"}),
        ),
        (
            ("a.md", {"title": "One", "short": "Uno"}),
            ("b.md", {"title": "The one", "short": "Uno"}),
        ),
        (("a.md", {}), ("a.md", {"title": "One"})),
    ],
)
def test_a_renamed_post_or_title_keeps_its_slug(before, after):
    lock = IdentityLock()
    (first,) = ids([reading(before[0], **before[1])], lock).values()
    (second,) = ids([reading(after[0], **after[1])], lock).values()
    assert first == second


def test_a_stub_keeps_its_slug_when_a_post_about_it_comes():
    for lexicon in (
        Lexicon(),
        Lexicon(works=(KnownWork("word2vec", "Word2Vec", arxiv="1301.3781"),)),
    ):
        lock = IdentityLock()
        first = ids([reading("a.md", "A", claims=["extends Word2Vec"])], lock, lexicon)
        later = [
            reading("a.md", "A", claims=["extends Word2Vec"]),
            reading("w.md", "Efficient Estimation", short="Word2Vec"),
        ]
        assert ids(later, lock, lexicon)["w.md"] == first["Word2Vec"] == "word2vec"


def test_a_stub_keeps_its_slug_when_it_becomes_a_known_work():
    lock = IdentityLock()
    readings = [reading("a.md", "A", claims=["extends word-to-vec"])]
    first = ids(readings, lock)["word-to-vec"]
    lexicon = Lexicon(works=(KnownWork("w2v", "Word to vec", title="Efficient Estimation"),))
    assert ids(readings, lock, lexicon)["Efficient Estimation"] == first


def test_a_new_record_does_not_rename():
    lock = IdentityLock()
    readings = [reading("a.md", "BERT: Pre-training")]
    first = ids(readings, lock)
    record = CuratedRecord("bert", "BERT: Pre-training", short_name="BERT", source="s")
    assert ids(readings, lock, Lexicon(records=(record,))) == first


def test_the_slug_of_one_paper_is_not_given_to_another():
    lock = IdentityLock()
    first = ids([reading("a.md", "One", short="Net", arxiv="1904.07850")], lock)["a.md"]
    # the post is gone; another paper of the same name comes, even at the same path
    for path in ("a.md", "b.md"):
        assert (
            ids([reading(path, "Other", short="Net", arxiv="1904.08189")], copy(lock))[path]
            != first
        )


def test_an_old_slug_goes_to_the_surest_claimant():
    lock = IdentityLock()
    first = ids([reading("a.md", "Title", arxiv="1904.07850")], lock)["a.md"]
    found = ids(
        [
            reading("0.md", "Title", arxiv="1904.08189"),
            reading("z.md", "New title", arxiv="1904.07850"),
        ],
        lock,
    )
    assert found["z.md"] == first != found["0.md"]


def entry(n, title, start):
    return reading(post("dump.txt", "y" * 900, n=n, entry=(start, start + 50)), title)


def test_entries_of_a_dump_may_move():
    lock = IdentityLock()
    first = ids([entry(1, "One", 0), entry(2, "Two", 50)], lock)
    later = ids([entry(1, "Zero", 0), entry(2, "One", 50), entry(3, "Two", 100)], lock)
    assert later["dump.txt#2"] == first["dump.txt#1"]
    assert later["dump.txt#3"] == first["dump.txt#2"]
    assert later["dump.txt#1"] not in first.values()


def test_an_entry_put_in_place_of_another_is_another():
    lock = IdentityLock()
    first = ids([entry(1, "One", 0), entry(2, "Two", 50)], lock)
    later = ids([entry(1, "Uno", 0), entry(2, "Two", 50)], lock)
    assert later["dump.txt#1"] not in first.values()


def test_people_and_candidates_keep_their_slugs():
    lock = IdentityLock()
    build_catalog(
        [reading("a.md", "A", authors=["Lukasz Kaiser"], concepts=["C plus"])], Lexicon(), lock=lock
    )
    later = build_catalog(
        [reading("a.md", "A", authors=["Łukasz Kaiser"], concepts=["C+", "C plus"])],
        Lexicon(),
        lock=lock,
    )
    assert [p.id for p in later.people] == ["lukasz-kaiser"]
    assert {c.label: c.id for c in later.concepts}["C plus"] == "c-plus"


def test_a_second_build_changes_neither_slugs_nor_lock():
    readings = [
        reading(
            "a.md", "Same", arxiv="1904.07850", claims=["extends Foo", "uses foo+", "uses Foo plus"]
        ),
        reading("b.md", "Same", arxiv="1904.08189"),
        reading("c.md", "Same"),
        reading("d.md", "???"),
        reading("e.md", "Index"),
    ]
    lock = IdentityLock()
    first = ids(readings, lock)
    before = copy(lock)
    assert ids(readings, lock) == first
    assert lock == before
    assert ids(readings, IdentityLock()) == first


@given(st.data())
def test_additions_never_change_a_slug(data):
    names = ["Net", "net", "N-et", "Net+", "Index", "深", "???"]
    number = st.sampled_from(["", "2001.00001", "2001.00002", "2001.00003"])
    drawn = [
        reading(
            f"{i}.md",
            data.draw(st.sampled_from(names)),
            short=data.draw(st.sampled_from(names)),
            arxiv=data.draw(number),
        )
        for i in range(6)
    ]
    lock = IdentityLock()
    some = build_catalog(drawn[3:], Lexicon(), lock=lock)
    everything = build_catalog(drawn, Lexicon(), lock=lock)
    old = {post: work.id for work in some.works for post in work.posts}
    for work in everything.works:
        before = {old[post] for post in work.posts if post in old}
        split = [w for w in some.works if w.id in before and not set(w.posts) <= set(work.posts)]
        if before and not split:  # several are joined: one of their slugs is kept
            assert work.id in before
    assert len({work.id for work in everything.works}) == len(everything.works)


@given(st.data())
def test_the_order_of_readings_does_not_matter(data):
    titles = st.sampled_from(["", "One title", "Another title", "one-title"])
    numbers = st.sampled_from(["", "", "2001.00001", "2001.00002"])
    dois = st.sampled_from(["", "", "10.1/a", "10.1/b"])
    drawn = [
        reading(
            f"{i}.md",
            data.draw(titles),
            arxiv=data.draw(numbers),
            doi=data.draw(dois),
            short=data.draw(st.sampled_from(["", "Net", "Other"])),
            claims=["extends Net", "uses Foo"],
        )
        for i in range(5)
    ]
    one = build_catalog(drawn, Lexicon())
    shuffled = list(drawn)
    random.Random(data.draw(st.integers(0, 99))).shuffle(shuffled)
    other = build_catalog(shuffled, Lexicon())
    assert [(w.id, sorted(w.posts)) for w in one.works] == [
        (w.id, sorted(w.posts)) for w in other.works
    ]
    assert one.claims == other.claims
    assert sorted(one.problems) == sorted(other.problems)
    for work in one.works:  # whatever came together, no two arXiv ids did
        stated = {r.arxiv.value for r in drawn if r.post.id in work.posts and r.arxiv}
        assert len(stated) <= 1


# --- the lock


def test_a_lock_can_always_be_written_as_lines():
    lock = IdentityLock()
    build_catalog([reading("a\tb\nc\u2028\x85\ud800.md", doi="10.1/\x0b")], Lexicon(), lock=lock)
    for key in lock.known["paper"]:
        assert len(key.splitlines()) == 1
        assert "\t" not in key
        key.encode()


def test_a_hostile_path_is_known_again():
    lock = IdentityLock()
    first = ids([reading("a\tb.md", "One")], lock)
    assert ids([reading("a\tb.md", "Two")], lock) == first


@pytest.mark.parametrize("bad", ["", "../x", "A", "a b", "a--b", "a\n", "ä"])
def test_a_lock_refuses_what_is_no_slug(bad):
    with pytest.raises(VocabularyError, match="is not a slug") as caught:
        IdentityLock().keep("paper", ["title:x"], bad)
    assert caught.value.advice


def test_a_locked_key_keeps_its_first_slug():
    lock = IdentityLock()
    lock.keep("paper", ["title:x"], "one")
    lock.keep("paper", ["title:x", "title:y"], "two")
    assert (lock.find("paper", "title:x"), lock.find("paper", "title:y")) == ("one", "two")
    assert lock.find("author", "title:x") is None
    assert lock.taken("paper") == {"one", "two"}


def test_a_collision_with_a_told_apart_slug_is_settled_too():
    from paperkg.resolve.identity import digest

    trap = f"net-{digest('title:b')}"
    wanted = {"a": (("title:a",), "net"), "b": (("title:b",), "net"), "0": (("title:0",), trap)}
    found = mint("paper", wanted, IdentityLock())
    assert len(set(found.values())) == 3
    assert found["0"] == trap
