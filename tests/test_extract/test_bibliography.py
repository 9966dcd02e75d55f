from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measure import measured
from paperkg.extract.bibliography import RULES, read_bibliography
from paperkg.extract.kind import post_kind
from paperkg.model import KnownWork, Lexicon
from paperkg.posts import read_posts

from .case_files import CASES, Case, read_cases

FIELDS = {rule.name: rule.field for rule in RULES}
SINGLE = ("title", "short_name", "year", "arxiv", "doi", "url", "venue")


def all_cases() -> list[Case]:
    return [
        case
        for path in sorted(CASES.glob("*.md"))
        if path.stem in FIELDS
        for case in read_cases(path)
    ]


@pytest.fixture
def read(tmp_path):
    def read_text(text: str):
        name = "note-of-the-day.md"
        if text.startswith("@ "):
            first, text = text.split("\n", 1)
            name = first[2:]
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
        (post,) = read_posts(tmp_path)
        (tmp_path / name).unlink()
        return post, read_bibliography(post, Lexicon())

    return read_text


def test_title_of_another_paper_is_a_slip(tmp_path):
    work = KnownWork("laddernet", "LadderNet", title="LadderNet: Sparse Ladders for Deep Nets")
    head = '---\ntitle: "LadderNet"\ncite:\n  title: "{}"\n---\nThe paper climbs.\n'
    for cited, wanted in (("Slopes for Deep Nets", "LadderNet"), (work.title, work.title)):
        (tmp_path / "a.md").write_text(head.format(cited))
        (post,) = read_posts(tmp_path)
        found = read_bibliography(post, Lexicon(works=(work,)))
        assert found.title
        assert found.title.value == wanted


@pytest.mark.parametrize("case", all_cases(), ids=lambda c: f"{c.rule}: {c.title}")
def test_case(case, read):
    post, found = read(case.text)
    for line in case.expected:
        name, _, value = line.partition(":")
        wanted = value.strip()
        if name == "kind":
            assert post_kind(post).value == wanted
        elif name == "authors":
            assert "; ".join(a.value for a in found.authors) == wanted
        elif name == "own_names":
            assert wanted in found.own_names
        else:
            assert name in SINGLE
            stated = getattr(found, name)
            assert (stated.value if stated else "") == wanted
    for stated in (*found.authors, *(getattr(found, name) for name in SINGLE)):
        if stated:
            place = stated.evidence
            assert post.source.text[place.start : place.end] == place.quote
            assert place.rule in FIELDS


def test_every_rule_has_a_case_that_it_reads(read):
    for name, field in FIELDS.items():
        case = read_cases(CASES / f"{name}.md")[0]
        _, found = read(case.text)
        rules = {stated.evidence.rule for stated in found.authors}
        rules |= {s.evidence.rule for s in (getattr(found, f) for f in SINGLE) if s}
        assert field == "short_name" or name in rules, (name, rules)


def test_rules_are_in_the_catalogue_once():
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all(rule.cue and rule.about.endswith(".") for rule in RULES)


def test_a_rule_can_be_switched_off(tmp_path):
    (tmp_path / "a.md").write_text("# Ladders for All Nets (2018)\n\nText.\n", encoding="utf-8")
    (post,) = read_posts(tmp_path)
    found = read_bibliography(post, Lexicon(), disabled=frozenset({"year-from-title-line"}))
    assert found.year is None
    assert found.title is not None


def test_years_that_differ_are_a_problem(read):
    _, found = read("---\nyear: 2018\n---\n# Ladders for All Nets\n\nYear: 2019\n\nText.")
    assert found.year.value == "2018"
    assert [p.code for p in found.problems] == ["years-differ"]


PIECES = st.sampled_from(
    [
        *("# ", "## ", "- ", "> ", "**Authors**: ", "**Year**: ", "| a | b |\n", "---\n", "\n\n"),
        *("[Nets for All](https://arxiv.org/abs/1801.01234)", '"Nets for All"', "“Nets”", "(2018)"),
        *(
            " by Ann Bee et al. ",
            "In this paper, ",
            "The paper ",
            "CVPR 2019",
            "title: ",
            "[[",
            "]]",
        ),
        *(
            "@article{a, title={",
            'author = "',
            "```\n",
            "{",
            "}",
            ", ",
            " and ",
            "’",
            "Nets: ",
            "1.",
        ),
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=30))
def test_any_text_can_be_read(tmp_path_factory, pieces):
    folder = tmp_path_factory.mktemp("any")
    (folder / "a.md").write_text("x " + "".join(pieces), encoding="utf-8", errors="ignore")
    for post in read_posts(folder, on_problem=lambda _: None):
        post_kind(post)
        found = read_bibliography(post, Lexicon())
        for stated in (*found.authors, *(getattr(found, name) for name in SINGLE)):
            if stated:
                place = stated.evidence
                assert post.source.text[place.start : place.end] == place.quote
                assert stated.value
        assert found.year is None or 1900 < int(found.year.value) < 2100


@pytest.mark.parametrize(
    "line",
    [
        '"Nets for All" by Ann Bee et al. in 2018 is a paper. ',
        "The authors propose LadderNet (LN), which they call Ladder-Net. ",
        "**Authors**: Ann Bee, Carl Dee\n",
        "| Title | Nets |\n",
        "@article{a, title={Nets}, author={Ann Bee}}\n",
        "[Nets for All](https://arxiv.org/abs/1801.01234) ",
        "In this paper, Ann Bee et al. ",
        "((((((( [[[[[[ ",
    ],
)
def test_time_grows_with_the_length_only(tmp_path, line):
    (tmp_path / "a.md").write_text("# Nets for All\n\n" + line * 16_000, encoding="utf-8")
    (post,) = read_posts(tmp_path)
    with measured():
        post_kind(post)
        read_bibliography(post, Lexicon())
