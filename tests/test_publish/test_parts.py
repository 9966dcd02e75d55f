"""The small parts: addresses, columns, marks, drawings, colours, long lists."""

from __future__ import annotations

import doctest
import importlib
import itertools
import pkgutil
import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import paperkg.publish
from paperkg.model import Catalog, Claim, Layer, Relation, Work
from paperkg.publish import publish_site
from paperkg.publish.address import outside_href
from paperkg.publish.annotate import annotate
from paperkg.publish.cite import bibtex, ris
from paperkg.publish.columns import by_depth
from paperkg.publish.figure import MOST_ASIDE, draw_near
from paperkg.publish.lineages import box_lines
from paperkg.publish.network import spring
from paperkg.publish.proof import Ref
from paperkg.publish.spokes import draw_spokes
from paperkg.publish.view import View
from paperkg.publish.words import FORWARD, RELATIONS
from paperkg.resources import path as resource

from .conftest import INFO
from .corpus import POSTS, READINGS, make_catalog
from .pages import parse


@pytest.mark.parametrize("name", [m.name for m in pkgutil.iter_modules(paperkg.publish.__path__)])
def test_examples_in_docstrings(name):
    module = importlib.import_module(f"paperkg.publish.{name}")
    assert doctest.testmod(module).failed == 0


def test_every_relation_has_words_a_shape_and_a_line_of_its_own():
    shown = {r for r in Relation if r is not Relation.INFLUENCED}
    assert set(RELATIONS) == shown
    assert len({s.shape for s in RELATIONS.values()}) == len(shown)
    for relation in shown:
        if relation.builds_on:  # beside the head of an arrow, a second one would point elsewhere
            name = unicodedata.name(RELATIONS[relation].shape)
            assert not re.search("ARROW|TRIANGLE|POINTER", name)
    lineage = [RELATIONS[r].dash for r in shown if r.builds_on]
    assert len(set(lineage)) == len(lineage)


@given(st.text())
def test_outside_addresses_are_http_or_nothing(text):
    href = outside_href(text)
    assert href == "" or re.match(r"(?i)https?://[^/]", href)
    assert not re.search(r"[\s\"'<>`\\]", href)


@given(st.text(alphabet="abc{}\\%$#_\n~^&<>\"'@é", max_size=40))
def test_bibtex_keeps_its_braces(text):
    entry = bibtex(Work(id="x", title=text, venue=text, doi=text, url=text), [text, "B"])
    plain = re.sub(r"\\[{}]", "", entry)
    depth = 0
    for character in plain:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    assert len(ris(Work(id="x", title=text), [text]).splitlines()) <= 5


@pytest.mark.parametrize(
    ("venue", "entry", "field"),
    [
        ("NeurIPS 2017", "inproceedings", "booktitle"),
        ("WWW 2015 Companion", "inproceedings", "booktitle"),
        ("Proceedings of the 3rd Workshop on X", "inproceedings", "booktitle"),
        ("Journal of Machine Learning Research 21(140), 2020", "article", "journal"),
        ("Proceedings of the IEEE 86, 1998", "article", "journal"),
        ("Behavioral and Brain Sciences 40, 2017", "article", "journal"),
        ("OpenAI technical report, 2019", "misc", "howpublished"),
        ("Explainable AI: Interpreting Deep Learning, 2019", "misc", "howpublished"),
        ("arXiv preprint", "misc", "howpublished"),
    ],
)
def test_type_of_citation_follows_the_venue(venue, entry, field):
    text = bibtex(Work(id="x", title="X", year=2019, venue=venue, arxiv="1910.10683"), [])
    assert text.startswith(f"@{entry}{{x,")
    assert f"{field} = {{{venue}}}" in text
    assert "eprint = {1910.10683}" in text


@pytest.mark.parametrize(
    ("venue", "year"),
    [
        ("NAACL 2019", 2019),
        ("Journal of Machine Learning Research 21, 2020", 2020),
        ("NAACL", 2018),
        ("NAACL 1999", 2018),
        ("NAACL 2031", 2018),
        ("arXiv preprint, 2021", 2018),
        ("Proceedings of NAACL 2019, published 2020", 2018),
    ],
)
def test_a_citation_has_the_year_of_the_volume_it_names(venue, year):
    work = Work(id="bert", title="BERT", year=2018, venue=venue)
    assert f"  year = {{{year}}}" in bibtex(work, [])
    assert f"PY  - {year}\n" in ris(work, [])


# --- columns --------------------------------------------------------------------------------------

EDGES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20)


@given(EDGES, st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-2, 2)))
def test_columns_run_with_distance_and_no_two_works_share_a_place(edges, some):
    steps = {i: some.get(i, 0) for i in "abcdefgh"}
    links = [(s, o) for s, o in edges if s != o]
    placed = by_depth(steps, links)
    assert set(placed.at) == set(steps)
    assert len(set(placed.at.values())) == len(steps)
    for one, other in itertools.permutations(steps, 2):
        if steps[one] < steps[other]:
            assert placed.at[one][0] < placed.at[other][0]
    assert by_depth(dict(reversed(steps.items())), links[::-1]) == placed
    rows = {}
    for column, row in placed.at.values():
        rows.setdefault(column, []).append(row)
    assert all(
        b - a >= 0.99 for r in rows.values() for a, b in zip(sorted(r), sorted(r)[1:], strict=False)
    )


def test_cycles_end():
    ring = [("a", "b"), ("b", "c"), ("c", "a")]
    assert set(by_depth({"a": 0, "b": -1, "c": 1}, ring).at) == set("abc")


def test_springs_leave_no_box_on_another():
    ids = [f"n{i}" for i in range(40)]
    links = {(ids[i], ids[(i * 7) % 40]): 1 + i % 3 for i in range(40) if i != (i * 7) % 40}
    place = spring(ids, links, [(120.0, 56.0)] * 40, 120)
    points = list(place.values())
    close = [
        (a, b)
        for i, a in enumerate(points)
        for b in points[:i]
        if abs(a[0] - b[0]) < 110 and abs(a[1] - b[1]) < 45
    ]
    assert close == []
    assert place == spring(ids, links, [(120.0, 56.0)] * 40, 120)


def test_springs_take_more_room_where_boxes_do_not_fit():
    ids = [f"n{i}" for i in range(60)]
    place = spring(ids, {}, [(420.0, 140.0)] * 60, 120)
    points = list(place.values())
    assert not [
        (a, b)
        for i, a in enumerate(points)
        for b in points[:i]
        if abs(a[0] - b[0]) < 410 and abs(a[1] - b[1]) < 130
    ]


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("logistic regression", ["logistic", "regression"]),
        ("encoder-decoder architecture", ["encoder-decoder", "architecture"]),
        ("electroencephalography", ["electroencephalography"]),
        ("x" * 50, ["x" * 22, "x" * 22, "x" * 6]),
        ("", [""]),
    ],
)
def test_labels_of_concepts_are_broken_here_and_not_in_the_browser(label, lines):
    assert box_lines(label) == lines


def test_labels_have_few_lines():
    assert len(box_lines("word " * 60)) == 4


# --- the near lineage, and hubs -------------------------------------------------------------------


def drawn(arrows: str, years: dict[str, int] | None = None) -> Catalog:
    pairs = [tuple(a.split("<-")) for a in arrows.split()]
    names = sorted({n for pair in pairs for n in pair})
    works = tuple(Work(id=n, title=n.upper(), year=(years or {}).get(n), stub=True) for n in names)
    claims = tuple(
        Claim(f"c{i:03}", child, Relation.USES, parent, Layer.CURATED, None)
        for i, (parent, child) in enumerate(pairs)
    )
    return Catalog(works, (), (), (), (), claims)


def test_near_lineage_of_a_ring_and_of_a_self_loop_is_drawn():
    view = View(drawn("a<-b b<-c c<-a a<-a"))
    figure = draw_near(view, "a", FORWARD)
    assert {b.id for b in figure.boxes} == {"a", "b", "c"}
    assert draw_near(View(drawn("x<-y")), "x", FORWARD) is not None


def test_boxes_of_the_near_lineage_do_not_overlap_and_stay_inside():
    view = View(drawn("a<-m b<-m c<-b m<-d m<-e e<-f a<-f c<-f"))
    figure = draw_near(view, "m", FORWARD)
    boxes = [(b.x, b.y) for b in figure.boxes]
    for i, (x, y) in enumerate(boxes):
        assert 0 <= x <= figure.width - 148
        assert 0 <= y <= figure.height - 46
        assert all(abs(x - u) >= 148 or abs(y - v) >= 46 for u, v in boxes[:i])


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    arrows = " ".join(f"hub<-n{i:03}" for i in range(180)) + " old<-hub"
    out = tmp_path_factory.mktemp("hub") / "site"
    publish_site(drawn(arrows), INFO, out)
    return out


def test_long_lists_are_cut_and_have_a_page_of_their_own(hub):
    page = parse(hub / "paper/hub.html")
    assert (hub / "paper/hub.html").stat().st_size < 80_000
    assert any(a == "../list/paper/hub/built-on-by.html" for _, _, a, _ in page.refs)
    rest = parse(hub / "list/paper/hub/built-on-by.html")
    assert sum("/paper/n" in a for _, _, a, _ in rest.refs) == 180
    figure = [a for t, a in page.tags if t == "a" and a.get("class", "").startswith("box")]
    assert len(figure) == MOST_ASIDE + 2


def test_a_drawing_has_at_most_150_nodes_at_one_distance_and_says_so(hub):
    text = (hub / "lineage/hub.html").read_text()
    assert text.count('"group":') == 150
    assert "The nearest 149 of 181 are drawn." in text
    assert text.count("not drawn") == 32


def test_a_drawing_has_at_most_150_nodes(tmp_path):
    chains = "abcde"
    arrows = [f"hub<-a{i}" for i in range(40)]
    arrows += [f"{one}{i}<-{two}{i}" for one, two in pairwise(chains) for i in range(40)]
    publish_site(drawn(" ".join(arrows)), INFO, tmp_path / "site")
    text = (tmp_path / "site/lineage/hub.html").read_text()
    assert text.count('"group":') == 150
    assert "The nearest 149 of 200 are drawn." in text


def test_of_many_neighbours_the_most_linked_are_drawn_then_the_earliest():
    years = {f"n{i:02}": 2020 - i for i in range(20)}
    view = View(drawn(" ".join([*(f"hub<-{n}" for n in years), "n03<-x"]), years))
    figure = draw_near(view, "hub", FORWARD)
    assert {b.id for b in figure.boxes} == {"hub", "n03", *(f"n{i}" for i in range(12, 20))}
    assert figure.left_out == 11


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("In $O(n^2)$ time", "In $O(n^2)$ time"),
        (r"$\mathcal{L}_{1}$ loss", r"$\mathcal{L}_{1}$ loss"),
        ("From $5 to $6", r"From \$5 to \$6"),
        ("$a}b{c$ ends nothing", r"\$a\textbraceright{}b\textbraceleft{}c\$ ends nothing"),
        ("$a%b$ eats no line", r"\$a\%b\$ eats no line"),
    ],
)
def test_formulas_stay_formulas_in_bibtex(title, printed):
    assert f"  title = {{{{{printed}}}}}" in bibtex(Work(id="x", title=title), [])


# --- what appears together ------------------------------------------------------------------------


def near(**numbers):
    return [(item, Ref(item * 30, f"concept/{item}.html"), n) for item, n in numbers.items()]


def test_thicker_lines_are_of_more_papers_and_neighbours_are_joined_that_often_meet():
    wheel = draw_spokes(near(a=9, b=3, c=1), [("a", "b"), ("b", "a", "x"), ("a", "c"), ("a", "a")])
    assert [s.number for s in wheel.spokes] == [9, 3, 1]
    widths = [s.width for s in wheel.spokes]
    assert widths == sorted(widths, reverse=True)
    assert max(widths) <= 6
    assert min(widths) >= 1
    assert [s.y for s in wheel.spokes] == [13, 39, 65]
    assert wheel.spokes[0].label == "a" * 23 + "…"
    assert [bow.title for bow in wheel.bows] == [f"{'a' * 30} and {'b' * 30}: 2 papers"]
    assert wheel.height == 78


@pytest.mark.parametrize("numbers", [{}, {"a": 9}, {"a": 1, "b": 1}])
def test_what_a_list_says_as_well_is_not_drawn(numbers):
    assert draw_spokes(near(**numbers), []) is None


def test_who_wrote_together_is_drawn_after_one_paper():
    assert draw_spokes(near(a=1), [], least=1) is None
    assert len(draw_spokes(near(a=1, b=1), [("a", "b")], least=1).spokes) == 2


def test_no_more_than_eight_neighbours_are_drawn():
    assert len(draw_spokes(near(**{f"n{i}": 20 - i for i in range(20)}), []).spokes) == 8


# --- marks ----------------------------------------------------------------------------------------


def test_marks_lose_no_letter_and_nest_properly(catalog):
    view = View(catalog)
    for post, said in view.said.items():
        reading = view.readings[post]
        marked = annotate(reading.post, said, lambda file: f"../post/{file}.html")
        for row, block in zip(marked.rows, reading.post.blocks, strict=False):
            plain = re.sub(r"<sup>.*?</sup>", "", str(row.html))
            plain = re.sub(r"<[^>]+>", "", plain)
            words = re.findall(r"\w{3,}", re.sub(r"\]\(.*?\)", "", reading.post.text(block)))
            assert all(word in plain for word in words), (post, plain)
        numbers = [n.number for row in (*marked.fields, *marked.rows) for n in row.notes]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_link_to_a_span_outlines_all_of_it(tmp_path):
    text = "---\ntitle: X\n---\n\nBERT extends the **Transformer** of Vaswani and GPT, both old.\n"
    readings = {
        "bert.md": {
            "title": ("X", "X"),
            "relations": [
                ("extends", "Transformer", "BERT extends the **Transformer** of Vaswani"),
                ("extends", "GPT", "Vaswani and GPT, both old."),
            ],
            "concepts": [("x", "", "Transformer")],
        },
    }
    view = View(make_catalog(tmp_path, {"bert.md": text}, readings))
    rows = annotate(view.readings["bert.md"].post, view.said["bert.md"], lambda _: "").rows
    html = re.sub(r"<sup>.*?</sup>", "", "".join(row.html for row in rows))
    framed = {}
    open_ = []
    for tag, name, word in re.findall(
        r"<(/?)span(?: class=\"\w+\" id=\"(\w+-\d+)\")?>|([^<]+)|<[^>]*>", html
    ):
        for span in open_:
            framed[span] = framed.get(span, "") + word
        if name:
            open_.append(name)
        elif tag:
            open_.pop()
    assert "BERT extends the Transformer of Vaswani" in framed.values()
    assert "Transformer" in framed.values()
    assert not any(text.startswith("Vaswani and") for text in framed.values())  # they cross


def test_numbers_stand_behind_words_and_fences_are_not_shown(tmp_path):
    posts = {**POSTS, "bert.md": POSTS["bert.md"] + "\nZedformers!\n\n```py\nx = 1\n```\n"}
    readings = {
        **READINGS,
        "bert.md": {
            "title": READINGS["bert.md"]["title"],
            "concepts": [("x", "", "Zedformer")],
        },
    }
    view = View(make_catalog(tmp_path, posts, readings))
    rows = annotate(view.readings["bert.md"].post, view.said["bert.md"], lambda _: "").rows
    html = "".join(row.html for row in rows)
    assert re.search(r"<mark[^>]*>Zedformer</mark></span>s<sup>.*?</sup>!", html)
    assert rows[-1].kind == "code"
    assert rows[-1].html == "x = 1"


def test_overlapping_spans_both_have_anchors(tmp_path):
    readings = {
        **READINGS,
        "bert.md": {
            "title": READINGS["bert.md"]["title"],
            "concepts": [
                ("x", "", "uses the encoder of the [Transformer]"),
                ("y", "", "encoder of the [Transformer](transformer.md). It is"),
            ],
        },
    }
    catalog = make_catalog(tmp_path, POSTS, readings)
    view = View(catalog)
    html = "".join(
        r.html
        for r in annotate(
            view.readings["bert.md"].post, view.said["bert.md"], lambda _: "t.html"
        ).rows
    )
    anchors = re.findall(r'id="(o\d+-\d+)"', html)
    assert len(anchors) == len(set(anchors)) == 3
    assert html.count("<mark") == html.count("</mark>")
    assert '<a href="t.html">Transformer</a>' in html


# --- colours --------------------------------------------------------------------------------------


def _palettes() -> list[dict[str, str]]:
    css = resource("site", "static", "site.css").read_text()
    light, _dark = (
        dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]{6})", part))
        for part in css.split("prefers-color-scheme: dark")[:2]
    )
    dark_only = dict(
        re.findall(
            r"--([a-z0-9]+): (#[0-9a-f]{6})",
            css.split("prefers-color-scheme: dark")[1].split("*, ::before")[0],
        )
    )
    return [light, {**light, **dark_only}]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    a, b = sorted((_luminance(one), _luminance(other)))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.parametrize("palette", _palettes(), ids=["light", "dark"])
def test_contrast(palette):
    for back in ("paper", "sheet", "wash"):
        for text in (
            "ink",
            "quiet",
            "link",
            "extends",
            "variant",
            "uses",
            "component",
            "builds",
            "compares",
            "critiques",
            "mentions",
        ):
            assert _contrast(palette[text], palette[back]) >= 4.5, (text, back)
        assert _contrast(palette["far"], palette["sheet"]) >= 3
        assert _contrast(palette["focus"], palette[back]) >= 3
    for back in ("rel", "bib", "con", "heat1", "heat2", "heat3", "heat4"):
        assert _contrast(palette["ink"], palette[back]) >= 4.5, back


# --- size -----------------------------------------------------------------------------------------


def test_pages_are_small(site):
    sizes = [p.stat().st_size for p in (site / "paper").glob("*.html")]
    assert sum(sizes) / len(sizes) < 15_000
    assert max(sizes) < 40_000


def test_catalog_without_anything_has_a_site(tmp_path):
    publish_site(
        Catalog((), (), (), (), (), ()),
        replace(INFO, site_url="https://papers.example/kg/"),
        tmp_path / "s",
    )
    index = (tmp_path / "s/index.html").read_text()
    assert 'rel="canonical" href="https://papers.example/kg/index.html"' in index
    assert 'href="/kg/assets/site.css"' in (tmp_path / "s/404.html").read_text()
    assert Path(tmp_path / "s/concept-graph.html").is_file()
