from __future__ import annotations

import doctest
import importlib

import pytest

from measure import measured
from paperkg.extract.bibliography.cleaning import clean_title
from paperkg.extract.bibliography.links import arxiv_id, doi
from paperkg.extract.bibliography.persons import read_field, read_people
from paperkg.extract.bibliography.titles import is_cut, same_work, spelled_as_known, title_key
from paperkg.extract.bibliography.venues import find_venue_year, find_year

ROOM = "paperkg.extract.bibliography"


def names(people):
    return [person.name for person in people.people]


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("Ann Bee, Carl Dee and Eve Eff", ["Ann Bee", "Carl Dee", "Eve Eff"]),
        ("Bee, A., Dee, C., & Eff, E.", ["A. Bee", "C. Dee", "E. Eff"]),
        ("Bee, Ann and Dee, Carl", ["Ann Bee", "Carl Dee"]),
        ("Bee A, Dee CF, Eff E", ["A Bee", "CF Dee", "E Eff"]),
        ("A. Bee; C.-D. Dee; E. van der Eff", ["A. Bee", "C.-D. Dee", "E. van der Eff"]),
        ("[[Ann Bee]], [[Carl Dee]]", ["Ann Bee", "Carl Dee"]),
        ("Ann Bee*, Carl Dee† (Some University), Eve Eff³", ["Ann Bee", "Carl Dee", "Eve Eff"]),
        ("[Ann Bee](https://a.b/c), Carl Dee", ["Ann Bee", "Carl Dee"]),
        ("Ann Bee, Bo Cee and Di Fee, Gil Hee", ["Ann Bee", "Bo Cee", "Di Fee", "Gil Hee"]),
        ("Bee et al.", ["Bee"]),
        ("Ann Bee and others", ["Ann Bee"]),
        ("José Ángel Bé, Zoë Çe", ["José Ángel Bé", "Zoë Çe"]),
        ("OpenAI", []),
        ("Google Research, Ann Bee", ["Ann Bee"]),
        ("", []),
    ],
)
def test_people_of_a_field(field, people):
    assert names(read_field(field)) == people


@pytest.mark.parametrize(
    ("text", "people", "rest"),
    [
        ("Bee et al., 2017, is a", ["Bee"], ", 2017, is a"),
        ("Ann B. Bee and Carl Dee in 2018", ["Ann B. Bee", "Carl Dee"], " in 2018"),
        ("Ann Bee and three colleagues at X", ["Ann Bee"], " at X"),
        ("Ann Bee, Carl Dee, and Yang You. It", ["Ann Bee", "Carl Dee", "Yang You"], ". It"),
        ("He et al. show", ["He"], " show"),
        ("Ann Bee (Somewhere), Carl Dee won", ["Ann Bee", "Carl Dee"], " won"),
        ("Google Research in 2020", [], "Google Research in 2020"),
        ("Jointly Learning to Climb", [], "Jointly Learning to Climb"),
        ("researchers at Facebook AI", [], "researchers at Facebook AI"),
        ("Estimating Gradients of Data", [], "Estimating Gradients of Data"),
    ],
)
def test_people_in_prose(text, people, rest):
    found = read_people(text)
    assert names(found) == people
    assert text[found.end :] == rest


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("**Deep Nets**", "Deep Nets"),
        ("Paper Summary: Deep Nets for All", "Deep Nets for All"),
        ("[Paper Notes] Deep Nets for All", "Deep Nets for All"),
        ("[CVPR 2019] Deep Nets for All", "Deep Nets for All"),
        ("Notes on Deep Nets for All", "Deep Nets for All"),
        ("Paper review - Deep Nets for All", "Deep Nets for All"),
        ("2018-03-04 Deep Nets for All", "Deep Nets for All"),
        ("3. Deep Nets for All", "Deep Nets for All"),
        ("3D Nets for All", "3D Nets for All"),
        ("Deep Nets for All (2017)", "Deep Nets for All"),
        ("Deep Nets for All, NIPS 2017", "Deep Nets for All"),
        ("Deep Nets for All - Paper Summary", "Deep Nets for All"),
        ("Deep Nets for All #paper #nets/deep", "Deep Nets for All"),
        ("🦩 Deep Nets for All 🚀", "Deep Nets for All"),
        ("“Deep Nets for All”", "Deep Nets for All"),
        ('"Why Deep?": Nets for All', '"Why Deep?": Nets for All'),
        ("Deep Nets &amp; Shallow Nets", "Deep Nets & Shallow Nets"),
        ("Deep Nets at CVPR 2017", "Deep Nets at CVPR 2017"),
        ("A Survey of Machine-reading", "A Survey of Machine-reading"),
        ("Deep Nets: a Survey", "Deep Nets: a Survey"),
        ("ImageNet-2012 Revisited", "ImageNet-2012 Revisited"),
        ("The (Un)reliability of Nets", "The (Un)reliability of Nets"),
        ("snake_case_net: Nets", "snake_case_net: Nets"),
    ],
)
def test_titles_lose_what_the_blog_adds(raw, title):
    assert clean_title(raw) == title


def test_known_titles_decide_on_hyphens_that_words_cannot():
    known = {
        title_key(t): t for t in ("Pre-training Nets", "Part 1 -- Rates", "Deep Nets for All Users")
    }
    assert spelled_as_known("Pretraining Nets", known) == "Pre-training Nets"
    assert spelled_as_known("PTN: Pretraining Nets", known) == "PTN: Pre-training Nets"
    assert spelled_as_known("Pretraining Nets (PTN)", known) == "Pre-training Nets (PTN)"
    assert spelled_as_known("Part 1 - Rates", known) == "Part 1 -- Rates"
    assert spelled_as_known("Deep Nets", known) == "Deep Nets"


def test_titles_of_one_work():
    assert same_work("Deep Nets for Much Longer", "Deep Nets for Much Longer Sequences")
    assert same_work("X-Net: Fast and", "X-Net: A Serving System")
    assert same_work("Deep & Cross Network {DCN}", "Deep & Cross Network for Ads")
    assert not same_work("Deep Nets for Images", "Shallow Trees for Graphs")
    assert not same_work("", "Deep Nets")
    assert is_cut("Deep Nets for the")
    assert not is_cut("Deep Nets for Them")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://arxiv.org/abs/1706.03762v5", "1706.03762"),
        ("http://arxiv.org/pdf/1412.6980.pdf", "1412.6980"),
        ("https://ar5iv.labs.arxiv.org/html/2101.03961", "2101.03961"),
        ("https://huggingface.co/papers/2101.03961", "2101.03961"),
        ("https://arxiv.org/abs/cs/0601001", "cs/0601001"),
        ("arXiv:1706.03762 [cs.CL]", "1706.03762"),
        ("https://arxiv.org/abs/1713.01234", ""),
        ("https://example.org/1706.03762", ""),
        ("1499.99999", ""),
    ],
)
def test_arxiv_ids(text, found):
    assert arxiv_id(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("doi:10.1007/978-3-319-24574-4_28.", "10.1007/978-3-319-24574-4_28"),
        ("(10.1016/S0004-3702(99)00052-1)", "10.1016/S0004-3702(99)00052-1"),
        ("10.12/x", ""),
        ("version 110.1234/5", ""),
    ],
)
def test_dois(text, found):
    assert doi(text) == found


def test_venues_and_years():
    assert find_venue_year("see NIPS'17")[:2] == ("NIPS", 2017)
    assert find_venue_year("NeurIPS, 2019")[:2] == ("NeurIPS", 2019)
    assert find_venue_year("ICLR18")[:2] == ("ICLR", 2018)
    assert find_venue_year("MACLR 2018") is None
    assert find_year("2019-05-04 or v1.2017 or 2010/2012") is None


@pytest.mark.parametrize(
    "module",
    ["bibtex", "cleaning", "links", "persons", "proposals", "titles", "venues"],
)
def test_examples_hold(module):
    assert doctest.testmod(importlib.import_module(f"{ROOM}.{module}")).failed == 0


@pytest.mark.parametrize(
    "text",
    ["(" * 20_000, "[a](" * 8_000, "* " * 20_000, "a, " * 15_000, "A-" * 20_000, " 2" * 20_000],
)
def test_odd_text_takes_no_longer(text):
    with measured():
        clean_title(text)
        read_people(text)
        read_field(text)
        find_venue_year(text)
