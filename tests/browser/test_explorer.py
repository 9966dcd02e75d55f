"""The explorer on a small collection: choosing, reading evidence, the address, keys, themes."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

READY = "#explorer:not([hidden])"


@pytest.fixture
def explore(browse, site, served):
    """Open the explorer: ``explore("#p=bert", place="http", width=320)``."""

    def start(state="", place="file", **options):
        page, log = browse(**options)
        page.goto((f"file://{site}" if place == "file" else served) + "/explorer.html" + state)
        page.locator(READY).wait_for()
        return page, log

    return start


def says(page, text):
    expect(page.locator("#status")).to_contain_text(text)


def choose(page, text, box="#find"):
    page.fill(box, text)
    page.locator(f"{box}-list li").first.wait_for()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("place", ["file", "http"])
def test_from_the_start_to_a_sentence(explore, served, place):
    page, log = explore(place=place)
    says(page, "3 papers, 3 works without a post, 3 links.")
    assert page.locator("#graph canvas").count() == 0
    expect(page.locator("#most li").first).to_contain_text("built on by 1")
    assert page.locator("#matrix tbody th").all_inner_texts() == ["NLP", "no category"]
    before = len(log.requests)
    choose(page, "bidirectional-ENCODER")
    says(page, "Lineage of BERT within 2 steps: 4 works shown, 3 links.")
    assert page.url.endswith("#p=bert")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Pre-training of Deep Bidirectional Transformers")
    panel.get_by_role("button", name="uses", exact=False).first.click()
    expect(panel.locator("blockquote")).to_have_text("BERT uses the encoder of the Transformer.")
    says(page, "BERT uses Transformer")
    assert re.search(r"at=bert~transformer", page.url)
    asked = [urlsplit(u).path.rpartition("/")[2] for u in log.requests[before:]]
    assert [name for name in asked if name != "icon.svg"] == ["evidence-000.js"]
    panel.get_by_role("link", name="bert.md:5").click()
    assert re.search(r"post/bert\.html#o\d+-\d+$", page.url)
    assert log.errors == []
    origin = "file://" if place == "file" else "{0.scheme}://{0.netloc}/".format(urlsplit(served))
    assert log.foreign(origin) == []


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("transformer", "p=transformer", "Lineage of Transformer"),
        ("attention is all", "p=transformer", "Lineage of Transformer"),
        ("Chàng", "by=ming-wei-chang", "1 work: by Ming-Wei Chang."),
        ("self attention", "con=attention", "2 works: self-attention."),
        ("nlp", "cat=nlp", "2 works: NLP."),
        ("transformers", "p=transformer", "Lineage of Transformer"),
        ("trasformer", "p=transformer", "Lineage of Transformer"),
        ("arXiv:1810.04805", "p=bert", "Lineage of BERT"),
    ],
)
def test_search_knows_names_of_every_kind(explore, text, kind, said):
    page, _ = explore()
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.locator("#find-list li").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.locator("#find").get_attribute("aria-activedescendant") == "find-0"
    page.keyboard.press("Enter")
    says(page, said)
    assert page.url.endswith(f"#{kind}")


def test_search_says_when_there_is_nothing_and_escape_clears(explore):
    page, _ = explore()
    page.fill("#find", "zzz")
    expect(page.locator("#find-said")).to_have_text("Nothing is called that.")
    page.keyboard.press("Escape")
    assert page.input_value("#find") == ""


def test_what_filters_hide_is_chosen_no_longer_and_changes_are_told(explore):
    page, _ = explore("#p=bert&depth=all&at=roberta~bert")
    says(page, "Lineage of BERT: 4 works shown, 3 links. Chosen: RoBERTa")
    page.select_option("#to", "2017")
    says(page, "“roberta~bert” is not among them.")
    assert "at=" not in page.url
    assert page.locator("#panel-title").inner_text() == "Paper"


def test_the_page_scrolls_over_a_drawing(explore):
    page, _ = explore("#p=bert")
    page.locator("#graph canvas").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") > 100
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#graph canvas')).touchAction")
        == "pan-y"
    )


def test_filters_narrow_the_list_and_the_drawing(explore):
    page, _ = explore()
    page.locator("#matrix td a", has_text="1").first.click()
    says(page, "1 work: NLP, 2017.")
    assert page.locator("#matrix thead th").all_inner_texts() == ["Category", "2017"]
    assert page.url.endswith("#cat=nlp&from=2017&to=2017")
    assert page.input_value("#cat") == "nlp"
    page.get_by_role("button", name="Clear all").click()
    says(page, "3 papers")
    page.goto(page.url.partition("#")[0] + "#p=bert&depth=all&from=2018")
    says(page, "Lineage of BERT: 2 works shown, 2 hidden by filters, 1 link.")
    page.goto(page.url.partition("#")[0] + "#p=bert&depth=all&rel=variant_of")
    says(page, "Lineage of BERT: 2 works shown, 1 link.")
    assert page.locator("#kinds input:checked").count() == 1


def test_depth_and_direction(explore):
    page, _ = explore("#p=bert&dir=anc&depth=1")
    says(page, "Ancestors of BERT within 1 step: 2 works shown, 1 link.")
    page.select_option("#depth", "2")
    says(page, "Ancestors of BERT within 2 steps: 3 works shown, 2 links.")
    page.select_option("#dir", "desc")
    says(page, "Descendants of BERT within 2 steps: 2 works shown, 1 link.")
    assert page.url.endswith("#p=bert&dir=desc")


def test_back_leads_back_and_a_reload_changes_nothing(explore):
    page, log = explore()
    choose(page, "bert")
    says(page, "Lineage of BERT")
    page.locator("#panel").get_by_role("button", name="Transformer", exact=True).click()
    says(page, "Transformer, 2017")
    page.locator("#panel").get_by_role("button", name="Explore from here").click()
    says(page, "Lineage of Transformer")
    page.go_back()
    says(page, "Transformer, 2017")
    assert page.url.endswith("#p=bert&at=transformer")
    page.reload()
    says(page, "Transformer, 2017")
    expect(page.locator("#panel .way")).to_contain_text("Transformer")
    page.go_back()
    says(page, "Lineage of BERT")
    assert page.url.endswith("#p=bert")
    page.go_back()
    says(page, "3 papers")
    page.go_forward()
    page.go_forward()
    says(page, "Transformer, 2017")
    assert log.errors == []


def test_going_back_undoes_a_choice_of_several_works_at_once(explore):
    page, log = explore("#p=bert")
    page.focus("#graph .vis-network")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    says(page, "Transformer, 2017")
    assert page.url.endswith("#p=bert&at=transformer")
    page.keyboard.press("Escape")
    says(page, "Lineage of BERT")
    assert page.url.endswith("#p=bert")
    page.go_forward()
    says(page, "Transformer, 2017")
    page.go_back()
    says(page, "Lineage of BERT")
    assert log.errors == []


@pytest.mark.parametrize(
    "state",
    [
        "#p=bert&dir=anc&depth=all&cat=nlp&con=attention&from=2014&to=2019&rel=extends,uses&at=bert",
        "#p=roberta&end=transformer&at=roberta~bert&embed=1",
        "#cat=nlp&by=jacob-devlin",
    ],
)
def test_state_makes_the_round(explore, state):
    page, _ = explore(state)
    assert (
        page.evaluate("paperkgExplorer.state.write(paperkgExplorer.state.read(location.hash))")
        == state
    )


@pytest.mark.parametrize(
    "state",
    ["#p=nobody", "#depth=99&dir=x&from=abc", "#p=bert&at=nobody", "#p=bert&at=gpt~bert", "#%%%", "#p=bert&end=nobody",
     "#cat=none&con=none&by=none", "#p=__proto__&cat=constructor&constructor=1"],
)  # fmt: skip
def test_strange_addresses_are_harmless(explore, state):
    page, log = explore(state)
    assert page.locator("#status").inner_text()
    assert log.errors == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("#p=bert&end=nonexist", "No paper has the address “nonexist”: there is no path to it. Lineage of BERT within 2 steps: 4"),
        ("#p=nobody", "No paper has the address “nobody”. 3 papers"),
        ("#p=bert&cat=nope", "No work has the category “nope”: it is no filter. Lineage of BERT within 2 steps: 4 works"),
        ("#con=nope&by=nobody", "No work has the concept “nope”: it is no filter. No work has the author “nobody”"),
        ("#p=bert&from=2020&to=2015", "No year is from 2020 and to 2015. Lineage of BERT"),
        ("#p=bert&depth=99&colour=red", "“99” is no value of “depth”. “colour” is unknown here."),
        ("#p=bert&rel=likes", "There are no links of the kind “likes”. Lineage of BERT within 2 steps: 4 works"),
        ("#p=bert&at=nobody", "“nobody” is no work or link that could be selected. Lineage of BERT"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_are_named(explore, state, said):
    page, log = explore(state)
    says(page, said)
    assert page.locator("#kinds input:checked").count() == 5
    assert page.input_value("#cat") == ""
    assert log.errors == []


def test_last_kind_of_links_stays_and_it_is_said_why(explore):
    page, _ = explore("#p=bert&rel=uses")
    page.locator("#kinds input:checked").click()
    says(page, "One kind of links has to stay")
    assert page.locator("#kinds input:checked").count() == 1


def test_chosen_work_without_a_post_is_drawn_as_such(explore):
    page, _ = explore("#p=rnnsearch")
    look = page.evaluate("""() => { const X = paperkgExplorer;
      return X.drawing.network.body.nodes['w' + X.graph().root].options; }""")
    assert look["shapeProperties"]["borderDashes"] == [4, 3]
    assert look["color"]["background"] == page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()"
    )


def test_panel_leads_to_authors_categories_and_concepts(explore, site):
    page, _ = explore("#p=bert")
    links = page.locator("#panel .facts a")
    found = {a.get_attribute("href"): a.inner_text() for a in links.all()}
    assert found["author/jacob-devlin.html"] == "Jacob Devlin"
    assert {href.partition("/")[0] for href in found} == {"author", "category", "concept"}
    for href in found:
        assert (site / href).is_file()


def test_path_with_the_evidence_of_each_step(explore):
    page, _ = explore("#p=roberta")
    choose(page, "rnnsearch", "#end")
    says(page, "RoBERTa goes back to RNNsearch in 3 steps.")
    quotes = page.locator("#panel blockquote")
    expect(quotes).to_have_count(4)
    expect(quotes.nth(2)).to_have_text("BERT uses the encoder of the Transformer.")
    page.goto(page.url.partition("#")[0] + "#p=transformer&end=roberta")
    says(page, "Transformer leads on to RoBERTa in 2 steps.")
    page.goto(page.url.partition("#")[0] + "#p=transformer&end=gpt")
    says(page, "There is no path between Transformer and GPT.")
    page.goto(page.url.partition("#")[0] + "#p=roberta&end=transformer&rel=extends")
    says(page, "There is no path between RoBERTa and Transformer through links of these kinds.")


def test_keys_walk_the_drawing(explore):
    page, log = explore("#p=bert")
    frame = page.locator("#graph .vis-network")
    frame.focus()
    page.keyboard.press("ArrowLeft")
    says(page, "Transformer, 2017")
    page.keyboard.press("ArrowLeft")
    says(page, "RNNsearch")
    page.keyboard.press("ArrowLeft")
    says(page, "No earlier work is drawn.")
    page.keyboard.press("Home")
    says(page, "BERT")
    page.keyboard.press("ArrowRight")
    says(page, "RoBERTa")
    page.keyboard.press("Enter")
    says(page, "Lineage of RoBERTa")
    page.keyboard.press("Escape")
    says(page, "RoBERTa, 2019")
    assert page.url.endswith("#p=bert&at=roberta")
    expect(frame).to_be_focused()
    page.keyboard.press("Escape")
    says(page, "Lineage of BERT")
    assert page.url.endswith("#p=bert")
    expect(frame).to_be_focused()
    assert log.errors == []


def test_escape_goes_back_and_no_further_than_this_page(explore):
    state = "#p=bert&dir=anc&depth=all&from=2015"
    page, _ = explore(state)
    page.locator("#graph .vis-network").focus()
    page.keyboard.press("Escape")
    says(page, "There is no step to go back.")
    assert page.url.endswith(state)
    page, _ = explore()
    choose(page, "bert")
    expect(page.locator("#graph .vis-network")).to_be_focused()
    page.select_option("#dir", "anc")
    says(page, "Ancestors of BERT")
    page.locator("#graph .vis-network").focus()
    page.keyboard.press("Escape")
    says(page, "Lineage of BERT")
    page.reload()
    page.locator("#graph .vis-network").focus()
    page.keyboard.press("Escape")
    says(page, "3 papers")
    expect(page.locator("#find")).to_be_focused()


def test_every_control_is_reached_by_tab_and_shows_its_focus(explore):
    page, _ = explore("#p=bert")
    page.locator("#panel-body a").first.wait_for()
    reached, seen = [], set()
    page.locator("main").focus()
    for _ in range(45):
        page.keyboard.press("Tab")
        name, outline = (
            page.evaluate("""() => { const e = document.activeElement; const s = getComputedStyle(e);
          return [e.id || e.className || e.textContent.trim(), parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none']; }""")
        )
        assert outline or name in seen, name
        reached.append(name)
        seen.add(name)
    wanted = {
        "find",
        "end",
        "dir",
        "depth",
        "cat",
        "con",
        "from",
        "to",
        "vis-network",
        "fit",
        "copy",
        "save-csv",
    }
    assert wanted <= set(reached)
    assert reached.count("vis-network") == 1  # one tab stop


def test_clicks_in_the_drawing(explore):
    page, _ = explore("#p=bert")
    spot = page.evaluate("""() => { const d = paperkgExplorer.drawing, r = document.getElementById('graph').getBoundingClientRect();
      const i = paperkgExplorer.data.find('transformer'), b = d.boxes.get(i), p = d.network.canvasToDOM({x: b.x, y: b.y});
      return [p.x + r.x, p.y + r.y]; }""")
    page.mouse.click(*spot)
    says(page, "Transformer, 2017")
    between = page.evaluate("""() => { const d = paperkgExplorer.drawing, D = paperkgExplorer.data, r = document.getElementById('graph').getBoundingClientRect();
      const a = d.boxes.get(D.find('transformer')), b = d.boxes.get(D.find('bert'));
      const p = d.network.canvasToDOM({x: (a.x + a.width / 2) * 0.3 + (b.x - b.width / 2) * 0.7, y: a.y * 0.3 + b.y * 0.7});
      return [p.x + r.x, p.y + r.y]; }""")
    page.mouse.click(*between)
    says(page, "BERT uses Transformer")
    assert page.locator("tr[aria-current]").get_attribute("id").startswith("l")


def test_tables_say_what_the_drawing_shows(explore):
    page, _ = explore("#p=bert&depth=all")
    drawn = page.evaluate("""() => { const X = paperkgExplorer, D = X.data;
      return { works: X.drawing.nodes.get().filter(n => n.work !== undefined).map(n => D.name(n.work)).sort(),
        links: [...new Set(X.drawing.edges.get().map(e => e.link))].map(l => [D.name(D.later[l]), D.relation(l).forward, D.name(D.earlier[l])].join(' ')).sort() }; }""")
    rows = page.locator("#works-table tr th a").all_inner_texts()
    assert sorted(rows) == drawn["works"]
    links = page.locator("#links-table tr")
    said = []
    for row in links.all():
        cells = row.locator("td")
        relation = cells.nth(1).inner_text().split(" ", 1)[1]
        said.append(
            " ".join(
                [
                    cells.nth(0).locator("a").inner_text(),
                    relation,
                    cells.nth(2).locator("a").inner_text(),
                ]
            )
        )
        expect(cells.nth(3).locator("blockquote").first).to_be_attached()
    assert sorted(said) == drawn["links"]
    assert drawn["works"] == ["BERT", "RNNsearch", "RoBERTa", "Transformer"]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_labels_are_large_enough_and_nothing_scrolls_sideways(explore, width):
    page, _ = explore("#p=bert&depth=all", width=width)
    for act in (
        "0",
        "paperkgExplorer.drawing.network.moveTo({scale: 0.1})",
        "document.getElementById('fit').click()",
    ):
        page.evaluate(act)
        page.mouse.move(200, 400)
        if "moveTo" in act:
            box = page.locator("#graph").bounding_box()
            page.mouse.move(box["x"] + 50, box["y"] + 50)
            page.mouse.wheel(0, 10)
            continue
        assert page.evaluate("paperkgExplorer.drawing.smallest()") >= 10.99
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_drawing_tells_relations_apart_without_colour(explore):
    page, _ = explore("#p=bert&depth=all")
    kinds = page.evaluate("""() => { const X = paperkgExplorer, found = {};
      for (const e of X.drawing.edges.get()) { const r = X.data.relation(e.link).id; found[r] = found[r] || {};
        if (e.arrows) found[r].arrow = e.arrows; found[r].dashes = JSON.stringify(e.dashes); }
      for (const n of X.drawing.nodes.get()) if (n.mark) found[X.data.relation(n.link).id].label = n.mark;
      return found; }""")
    assert set(kinds) == {"extends", "uses"}
    assert len({k["label"] for k in kinds.values()}) == 2
    assert len({k["dashes"] for k in kinds.values()}) == 2
    assert {k["arrow"] for k in kinds.values()} == {"to"}


@pytest.mark.parametrize("width", [1280, 390])
def test_marks_stand_clear_of_arrowheads_and_boxes(explore, width):
    page, _ = explore("#p=bert&depth=all", width=width)
    between = page.evaluate("""() => { const { drawing: d, data: D } = paperkgExplorer;
      return d.nodes.get().filter((n) => n.mark).map((n) => {
        const [a, b] = [d.boxes.get(D.later[n.link]), d.boxes.get(D.earlier[n.link])];
        const box = d.network.getBoundingBox(n.id);
        return [a.x - a.width / 2 - box.right, box.left - b.x - b.width / 2]; }); }""")
    assert len(between) == 3
    for from_box, from_head in between:
        assert from_box >= 0
        assert from_head >= 13  # pixels that a head takes


def test_drawing_follows_the_theme(explore):
    page, log = explore("#p=bert", color_scheme="light")
    page.wait_for_timeout(200)
    corner = """() => { const c = document.querySelector('#graph canvas'), X = paperkgExplorer;
      const b = X.drawing.boxes.get(X.data.find('transformer')), p = X.drawing.network.canvasToDOM({x: b.x - b.width / 2 + 8, y: b.y - b.height / 2 + 5});
      const k = c.width / c.clientWidth; return [...c.getContext('2d').getImageData(p.x * k, p.y * k, 1, 1).data].slice(0, 3); }"""
    light = page.evaluate(corner)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    dark = page.evaluate(corner)
    assert min(light) > 200
    assert max(dark) < 80
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.wait_for_timeout(300)
    assert page.locator("#graph canvas").is_visible()
    assert [e for e in log.errors if "getImageData" not in e] == []


def test_embedded_view_hides_what_surrounds_it(explore):
    page, _ = explore("#p=bert&embed=1")
    for part in ("header.top", "#controls", "footer"):
        assert not page.locator(part).first.is_visible()
    assert page.locator("h1").bounding_box()["width"] <= 1  # for screen readers only
    key = page.locator(".legend .embed-only:visible")
    assert [k.strip().split(" ", 1)[1] for k in key.all_inner_texts()] == [
        "extends",
        "is a variant of",
        "uses",
        "contains",
        "builds on",
    ]
    assert page.locator("#graph canvas").is_visible()
    assert page.locator("#panel").is_visible()


def test_without_scripts_it_says_what_it_needs_and_where_to_read(browse, site):
    page, _ = browse(java_script_enabled=False)
    page.goto(f"file://{site}/explorer.html")
    assert page.get_by_text("The explorer needs JavaScript.").is_visible()
    assert not page.locator("#explorer").is_visible()
    page.locator("#no-script a", has_text="papers").click()
    assert page.url.endswith("paper/index.html")


def test_pages_lead_to_the_explorer(browse, site):
    page, _ = browse()
    for name, state in [
        ("index.html", ""),
        ("paper/bert.html", "#p=bert"),
        ("lineage/bert.html", "#p=bert"),
        ("category/nlp.html", "#cat=nlp"),
        ("concept/attention.html", "#con=attention"),
        ("author/jacob-devlin.html", "#by=jacob-devlin"),
    ]:
        page.goto(f"file://{site}/{name}")
        page.locator(f"main a[href$='explorer.html{state}']").first.click()
        page.locator(READY).wait_for()
        assert page.url.endswith(f"explorer.html{state}")
        assert page.locator("nav a[aria-current]").inner_text() == "Explore"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "state",
    ["", "#p=bert", "#p=bert&at=bert~transformer", "#p=roberta&end=transformer", "#cat=nlp",
     "#p=bert&embed=1"],
)  # fmt: skip
def test_no_accessibility_rule_is_broken(explore, axe, state, scheme):
    page, _ = explore(state, color_scheme=scheme)
    page.wait_for_timeout(200)
    assert axe(page) == []


def test_missing_evidence_is_said(browse, site, tmp_path):
    import shutil

    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "data/evidence-000.js").unlink()
    page, _ = browse()
    page.goto(f"file://{copy}/explorer.html#p=bert&at=bert~transformer")
    expect(page.locator("#panel")).to_contain_text(
        "The sentence is missing: data/evidence-000.js cannot be loaded."
    )
    (copy / "data/explorer.js").unlink()
    page.reload()
    expect(page.locator("#no-script")).to_contain_text("A file of the explorer is missing")
