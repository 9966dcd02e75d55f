"""The explorer on graphs that are large, circular, undated, or made to do harm; and its downloads."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from paperkg.graph import read_quads
from paperkg.model import Catalog, Category, Claim, Layer, Relation, Work
from paperkg.publish import publish_site
from test_publish.conftest import INFO

pytestmark = pytest.mark.browser

KINDS = (Relation.USES, Relation.EXTENDS, Relation.VARIANT_OF, Relation.COMPONENT)


def make_graph() -> Catalog:
    """A hub with 400 followers, a ring, a chain of one year, works of unknown year, an island."""
    years: dict[str, int | None] = {"hub": 2000, "root": 1990, "island": 2001, "undated": None}
    links = [("hub", "root"), ("n000", "undated")]
    for i in range(400):
        years[f"n{i:03}"] = 2001 + i % 20
        links.append((f"n{i:03}", "hub"))
    for one, other in ("ab", "bc", "ca"):
        years[f"ring-{one}"] = 2010
        links.append((f"ring-{one}", f"ring-{other}"))
    for one, other in ("ab", "ba"):  # of two years, each on the other
        years[f"pair-{one}"] = 2010 + "ab".index(one)
        links.append((f"pair-{one}", f"pair-{other}"))
    for i in range(4):
        years[f"chain-{i}"] = 2015
        links += [(f"chain-{i}", f"chain-{i - 1}")] if i else [("chain-0", "ring-a")]
    titles = {
        "root": '=HYPERLINK("x","y")',
        "island": "x" * 300,
        "chain-1": "Łódź 😀 \u202eevil\u202c",
    }
    works = tuple(
        Work(
            id=name,
            title=titles.get(name, f"The work named {name}"),
            short_name=f"+{name}" if name == "chain-2" else "",
            year=year,
            stub=True,
            categories=("c",) if name < "m" else (),
            doi="10.1/x" if name == "hub" else "",
        )
        for name, year in sorted(years.items())
    )
    claims = tuple(
        Claim(f"{i:016}", later, KINDS[i % 4], earlier, Layer.CURATED, None)
        for i, (later, earlier) in enumerate(links)
    )
    return Catalog(works, (), (), (Category("c", "Kind"),), (), claims)


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    out = tmp_path_factory.mktemp("web") / "site"
    publish_site(make_graph(), INFO, out)
    return out


@pytest.fixture
def explore(browse, web):
    def start(state="", site=web, **options):
        page, log = browse(**options)
        page.goto(f"file://{site}/explorer.html{state}")
        page.locator("#explorer:not([hidden])").wait_for()
        return page, log

    return start


def says(page, text):
    expect(page.locator("#status")).to_contain_text(text)


def test_large_lineages_are_cut_at_150_and_the_rest_is_listed(explore):
    page, log = explore("#p=hub&depth=all")
    says(page, "Lineage of The work named hub: 150 of 402 works shown, the nearest")
    assert page.locator("#works-table tr").count() == 150
    assert page.locator("#rest li").count() == 252
    says(page, "149 links")
    assert page.evaluate("paperkgExplorer.drawing.smallest()") >= 10.99
    page.get_by_text("Whole drawing").click()
    assert page.evaluate("paperkgExplorer.drawing.smallest()") >= 10.99
    assert log.errors == []


BOXES = "paperkgExplorer.drawing.nodes.get().filter(n => n.group)"


def test_works_of_a_year_with_many_share_a_box(explore):
    page, log = explore("#p=hub&dir=desc", reduced_motion="reduce")
    said = page.evaluate(f"{BOXES}.filter(n => n.crowd).map(n => n.label.replace(/\\s+/g, ' '))")
    assert sorted(said) == [f"and 9 more of {year}" for year in range(2001, 2008)]
    each = page.evaluate(f"""() => {{ const n = {{}}; for (const {{ x }} of {BOXES}) n[x] = (n[x] || 0) + 1;
      return Object.values(n); }}""")
    assert max(each) == 12
    works = page.evaluate(f"{BOXES}.filter(n => n.work !== undefined).length")
    buttons = page.locator("#crowds button")
    assert works + 9 * buttons.count() == 150
    assert page.evaluate("paperkgExplorer.drawing.nodes.get().filter(n => n.mark).length") == 0
    # Lines that lead to the same work run as one, beside the boxes of the years they pass.
    behind = page.evaluate("""() => { const d = paperkgExplorer.drawing, all = [...d.boxes.values()];
      return d.edges.get().filter((e) => { const a = d.nodes.get(e.from), b = d.nodes.get(e.to);
        return a.y === b.y && !a.group && !b.group && all.some((o) => Math.abs(o.y - a.y) < o.height / 2
          && Math.min(a.x, b.x) <= o.x && o.x <= Math.max(a.x, b.x)); }).length; }""")
    assert behind == 0
    buttons.filter(has_text="9 more of 2001").click()
    assert page.evaluate(f"{BOXES}.filter(n => n.work !== undefined).length") == works + 9
    expect(page.locator("#graph .vis-network")).to_be_focused()
    page.wait_for_timeout(300)
    spot = page.evaluate("""() => { const d = paperkgExplorer.drawing, frame = document.getElementById('graph');
      frame.scrollIntoView({block: 'center', behavior: 'instant'});
      const r = frame.getBoundingClientRect(), b = d.boxes.get(-2003);
      d.network.moveTo({ position: { x: b.x, y: b.y }, animation: false });
      const p = d.network.canvasToDOM({x: b.x, y: b.y}); return [p.x + r.x, p.y + r.y]; }""")
    page.mouse.click(*spot)
    expect(buttons.filter(has_text="of 2002")).to_have_count(0)
    assert page.evaluate(f"{BOXES}.filter(n => n.work !== undefined).length") == works + 18
    assert log.errors == []


@pytest.mark.parametrize("width", [320, 1280])
def test_details_of_a_hub_do_not_push_what_follows_away(explore, width):
    page, _ = explore("#p=hub&dir=desc", width=width)
    rows = page.locator("#panel .near-list li")
    expect(rows).to_have_count(42)
    assert page.locator("#panel").bounding_box()["height"] <= 645
    columns = {round(box["x"]) for box in (row.bounding_box() for row in rows.all())}
    assert len(columns) == (1 if width == 320 else 3)


def test_a_work_without_a_box_of_its_own_is_selected_in_that_of_its_year(explore):
    page, log = explore("#p=hub&at=n380")
    says(page, "The work named n380, 2001")
    assert page.evaluate("paperkgExplorer.drawing.network.getSelectedNodes()") == ["w-2002"]
    page.locator("#graph .vis-network").focus()
    page.keyboard.press("ArrowLeft")
    says(page, "The work named hub, 2000")
    assert log.errors == []


def test_headings_of_years_stay_on_top_of_what_passes_them(explore):
    page, _ = explore("#p=hub&dir=desc")
    page.evaluate("""() => { const { network } = paperkgExplorer.drawing, { x, y } = network.getViewPosition();
      network.moveTo({ position: { x, y: y + 120 }, animation: false }); network.redraw(); }""")
    corner = """() => { const c = document.querySelector('#graph canvas'), X = paperkgExplorer, k = c.width / c.clientWidth;
      const row = c.getContext('2d').getImageData(0, 2 * k, c.width, 1).data;
      return row.reduce((least, value) => Math.min(least, value), 255); }"""
    assert (
        page.evaluate(corner) > 190
    )  # the ground and pale lines between years, no box and no link


def test_the_page_of_a_lineage_is_drawn_like_the_explorer(browse, web):
    page, log = browse()
    page.goto(f"file://{web}/lineage/hub.html")
    page.locator("#graph canvas").wait_for()
    folded = page.evaluate("paperkgExplorer.drawing.folded")
    assert folded == 150 - page.evaluate(f"{BOXES}.filter(({{ crowd }}) => !crowd).length") > 9
    says(page, f"150 drawn, {folded} of them in boxes of several")
    assert page.locator("main .facts").first.inner_text().startswith("1 ancestor, 400 descendants.")
    each = page.evaluate(f"""() => {{ const n = {{}}; for (const {{ x }} of {BOXES}) n[x] = (n[x] || 0) + 1;
      return Object.values(n); }}""")
    assert max(each) == 12
    before = page.locator("#graph").bounding_box()["height"]
    page.get_by_role("button", name="9 more of 2001").click()
    says(page, f"150 drawn, {folded - 9} of them in boxes of several")
    page.get_by_role("button", name="Whole drawing").click()
    assert page.locator("#graph").bounding_box()["height"] > before
    assert page.evaluate("paperkgExplorer.drawing.smallest()") >= 10.99
    says(page, "; drag the drawing to see the rest")
    assert log.errors == []


def test_works_that_build_on_each_other_have_a_line_each(explore):
    page, _ = explore("#p=ring-a&depth=all")
    apart = page.evaluate("""() => { const X = paperkgExplorer, D = X.data, d = X.drawing;
      const [one, other] = ['pair-a', 'pair-b'].map(D.find);
      X.state.go({ p: 'pair-a' });
      const links = X.graph().links.filter(l => [one, other].includes(D.later[l]) && [one, other].includes(D.earlier[l]));
      const marks = links.map(l => d.nodes.get(`m${l}`));
      return [links.length, Math.hypot(marks[0].x - marks[1].x, marks[0].y - marks[1].y)]; }""")
    assert apart[0] == 2
    assert apart[1] >= 10


def test_drawing_comes_quickly_enough_for_a_click(explore):
    page, _ = explore()
    spent = page.evaluate("""() => { const X = paperkgExplorer, times = [];
      for (const p of ['hub', 'ring-a', 'hub', 'ring-a', 'hub']) { const t = performance.now();
        X.state.go({ p, depth: 'all' }); times.push(performance.now() - t); } return times; }""")
    assert (
        min(spent[0], spent[2], spent[4]) < 20_000
    )  # a guard against quadratic work, no measurement


def test_circles_and_unknown_years_are_drawn(explore):
    page, log = explore("#p=ring-a&depth=all")
    says(page, "Lineage of The work named ring-a: 7 works shown, 7 links.")
    heads = page.evaluate("""() => { const X = paperkgExplorer, D = X.data, g = X.graph();
      return X.layout.place(g.works, g.links.map(l => [D.later[l], D.earlier[l]]), w => D.years[w]).columns.map(c => c.head); }""")
    assert heads[0] == "2010"
    assert set(heads) == {"2010", "2015"}
    page.goto(page.url.partition("#")[0] + "#p=n000&dir=anc")
    says(page, "Ancestors of The work named n000 within 2 steps: 4 works shown, 3 links.")
    x = page.evaluate("""() => { const X = paperkgExplorer, at = n => X.drawing.boxes.get(X.data.find(n)).x;
      return ['undated', 'root', 'hub', 'n000'].map(at); }""")
    assert x == sorted(x)
    assert len(set(x)) == 4
    assert log.errors == []


def test_works_of_one_year_have_columns_of_their_own_and_boxes_do_not_overlap(explore):
    page, _ = explore("#p=chain-0&dir=desc&depth=all")
    assert len(set(page.evaluate("[...paperkgExplorer.drawing.boxes.values()].map(b => b.x)"))) == 4
    for name in ("chain-0", "hub", "ring-a"):
        page.evaluate("p => paperkgExplorer.state.go({ p, dir: 'both', depth: 'all' })", name)
        overlaps = page.evaluate("""() => { const all = [...paperkgExplorer.drawing.boxes.keys()].map(w => paperkgExplorer.drawing.network.getBoundingBox('w' + w));
          let n = 0; all.forEach((a, i) => all.slice(0, i).forEach(b => {
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) n += 1; })); return n; }""")
        assert overlaps == 0, name


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("#p=chain-3&end=ring-b", "chain-3 goes back to The work named ring-b in 5 steps."),
        ("#p=ring-a&end=ring-c", "ring-a leads on to The work named ring-c in 1 step."),
        ("#p=n001&end=n002", "Neither descends from the other"),
        ("#p=n001&end=n002", "are joined by 2 steps, back and on."),
        ("#p=hub&end=island", "There is no path between"),
        ("#p=hub&end=hub", "is both ends of the path."),
    ],
)
def test_paths(explore, ends, said):
    page, log = explore(ends)
    says(page, said)
    assert log.errors == []


def test_filters_and_depth_of_large_lineages(explore):
    page, _ = explore("#p=hub&dir=desc&depth=1&from=2001&to=2001")
    says(
        page,
        "Descendants of The work named hub within 1 step: 21 works shown, "
        "9 of them in boxes of several, 380 hidden by filters, 20 links.",
    )
    page.goto(page.url.partition("#")[0] + "#p=hub&rel=extends")
    assert page.evaluate(
        "[...new Set(paperkgExplorer.graph().links.map(l => paperkgExplorer.data.relation(l).id))]"
    ) == ["extends"]


def download(page, kind):
    with page.expect_download() as waiting:
        page.locator(f"#save-{kind}").click()
    return waiting.value


def test_csv_holds_every_link_and_no_formula(explore):
    page, _ = explore("#p=chain-3&depth=all")
    saved = download(page, "csv")
    assert saved.suggested_filename == "chain-3.csv"
    rows = list(csv.reader(io.StringIO(saved.path().read_bytes().decode(), newline="")))
    assert rows[0][:5] == ["later", "later_year", "relation", "earlier", "earlier_year"]
    assert len(rows) == 1 + 7
    assert {(r[0], r[3]) for r in rows} >= {("'+chain-2", "Łódź 😀 evil")}
    page.goto(page.url.partition("#")[0] + "#p=hub&dir=anc")
    rows = list(
        csv.reader(io.StringIO(download(page, "csv").path().read_bytes().decode(), newline=""))
    )
    assert rows[1][3] == '\'=HYPERLINK("x","y")'
    for row in rows:
        assert not any(re.match(r"[=+\-@\t\r]", cell) for cell in row)


def test_csv_holds_the_sentences(explore, site):
    page, _ = explore("#p=bert&depth=all", site=site)
    text = download(page, "csv").path().read_text(encoding="utf-8")
    assert (
        "BERT,2019,uses,Transformer,2017,BERT uses the encoder of the Transformer.,bert.md:5,relation.uses"
        in text
    )


def test_saved_files_keep_to_the_kinds_that_are_shown(explore, site, tmp_path):
    page, _ = explore("#p=bert&depth=all&rel=extends", site=site)
    lines = download(page, "csv").path().read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split(",")[2] for line in lines} == {"extends"}
    path = tmp_path / "bert.ttl"
    download(page, "ttl").save_as(path)
    part = [q[:3] for q in read_quads(path)]
    kinds = {p.rpartition("#")[2] for _, p, o in part if "/paper/" in o and "ontology#" in p}
    assert kinds == {"buildsOn>", "extends>"}
    assert all(o.endswith("#extends>") for _, p, o in part if p.endswith("#predicate>"))


def test_turtle_is_a_part_of_the_sites_graph(explore, site, web, tmp_path):
    for folder, state, works in [(site, "#p=bert&depth=all", 4), (web, "#p=chain-3&depth=all", 7)]:
        page, _ = explore(state, site=folder)
        saved = download(page, "ttl")
        path = tmp_path / f"{works}.ttl"
        saved.save_as(path)
        part = {q[:3] for q in read_quads(path)}
        whole = {q[:3] for q in read_quads(folder / "data/everything.nq")}
        assert part - whole == set()
        assert sum("dcterms/title" in p or "terms/title" in p for _, p, _ in part) == works
        assert any(p.endswith("#buildsOn>") for _, p, _ in part)
        text = path.read_text(encoding="utf-8")
        assert "/ontology#extends>" not in text
        assert "    pkg:extends paper:" in text
        assert sum(o.endswith("#Claim>") for _, _, o in part) >= works - 1


def test_turtle_says_from_which_sentence_each_link_was_read(explore, site, tmp_path):
    page, _ = explore("#p=bert&depth=all", site=site)
    path = tmp_path / "bert.ttl"
    download(page, "ttl").save_as(path)
    part = [q[:3] for q in read_quads(path)]
    claims = {s for s, _, o in part if o.endswith("#Claim>")}
    whole = {s for s, p, _, _ in read_quads(site / "data/everything.nq") if p.endswith("#quote>")}
    assert len(claims) == 4
    assert claims <= whole
    for name in ("subject", "predicate", "object", "quote", "start", "end", "line"):
        assert {s for s, p, _ in part if p.endswith(f"#{name}>")} == claims, name
    assert {s for s, p, _ in part if p.endswith("#wasDerivedFrom>")} == claims
    assert {s for s, p, _ in part if p.endswith("#wasGeneratedBy>")} == claims
    quotes = {o for _, p, o in part if p.endswith("#quote>")}
    assert any("**" in q or "[" in q for q in quotes)
    assert {o for _, p, o in part if p.endswith("#sourceFile>")} >= {'"bert.md"'}


def test_bibtex_is_what_the_pages_of_the_papers_offer(explore, web):
    page, _ = explore("#p=hub&dir=anc")
    text = download(page, "bib").path().read_text(encoding="utf-8")
    assert text == "\n".join((web / f"paper/{name}.bib").read_text() for name in ("root", "hub"))


def test_picture_is_a_png_of_the_whole_drawing(explore):
    page, log = explore("#p=ring-a&depth=all", width=390)
    before = page.locator("#graph").bounding_box()
    data = download(page, "png").path().read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    wide = int.from_bytes(data[16:20], "big")
    assert wide > 600  # more than the window shows
    after = page.locator("#graph").bounding_box()
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert log.errors == []


def test_picture_has_a_key_of_the_links_that_it_shows(explore):
    page, _ = explore("#p=ring-a&depth=all")
    found = page.evaluate("""() => { const words = [], { fillText } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) { words.push(text); fillText.call(this, text, ...rest); };
      return paperkgExplorer.drawing.picture('Title').then(() => words); }""")
    below = found[found.index("Title") + 1 :]
    drawn = page.evaluate("""() => { const { data: D, graph } = paperkgExplorer;
      return [...new Set(graph().links.map((l) => D.relation(l)))].map((r) => `${r.shape} ${r.forward}`); }""")
    assert set(drawn) <= set(below)
    assert {"the chosen paper", "no post of its own"} <= set(below)
    assert "has a post" not in below


def test_link_is_copied(explore):
    page, _ = explore("#p=hub")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#copy").click()
    expect(page.locator("#status")).to_contain_text(re.compile("copied|Copy it from here"))


def test_hostile_collection_runs_nothing(explore, hostile):
    page, log = explore(site=hostile)
    names = page.evaluate(
        "Array.from({length: paperkgExplorer.data.size}, (_, i) => paperkgExplorer.data.slug(i))"
    )
    for name in names:
        page.evaluate("p => paperkgExplorer.state.go({ p, depth: 'all', at: '' })", name)
        box = page.locator("#graph").bounding_box()
        for i in range(1, 6):
            page.mouse.move(box["x"] + box["width"] * i / 6, box["y"] + box["height"] / 2)
        page.wait_for_timeout(250)  # tooltips
        for link in page.evaluate("paperkgExplorer.graph().links"):
            page.evaluate(
                "l => { const D = paperkgExplorer.data; paperkgExplorer.state.go({ at: D.slug(D.later[l]) + '~' + D.slug(D.earlier[l]) }); }",
                link,
            )
        for kind in ("csv", "ttl", "bib", "png"):
            download(page, kind)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.evaluate("paperkgExplorer.state.go(paperkgExplorer.state.none)")
    for text in ("script", "eve", "concept", "cat", "x"):
        page.fill("#find", text)
        page.locator("#find-list li").first.wait_for()
    page.locator("#find-list li").first.hover()
    assert page.evaluate("typeof window.pwned") == "undefined"
    assert page.locator("main img, main iframe, main script").count() == 0
    hrefs = page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
    assert not [h for h in hrefs if re.match(r"(?i)\s*(javascript|data|vbscript):", h)]
    assert log.errors == []
    assert log.foreign("file://") == []


def test_a_long_title_stands_in_full_once(explore):
    page, _ = explore("#p=island")
    title = "x" * 300
    says(page, f"Lineage of {'x' * 79}… within 2 steps: 1 work shown")
    assert page.locator("#status").get_attribute("title") == title
    chip = page.locator("#chosen bdi")
    assert chip.inner_text() == "x" * 79 + "…"
    assert chip.get_attribute("title") == title
    assert page.locator("#panel .way").inner_text().startswith(title)
    page.evaluate("paperkgExplorer.state.go({ p: 'hub' })")
    says(page, "Lineage of The work named hub")
    assert page.locator("#status").get_attribute("title") == ""


@pytest.mark.parametrize("width", [320, 768])
def test_hostile_and_long_titles_fit_a_telephone(explore, hostile, web, width):
    for folder, state in [(hostile, ""), (hostile, "#p=base"), (web, "#p=island"), (web, "")]:
        page, _ = explore(state, site=folder, width=width)
        if state == "#p=base":
            name = page.evaluate("paperkgExplorer.data.slug(0)")
            page.evaluate("p => paperkgExplorer.state.go({ p })", name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_fold_is_that_of_the_build(explore):
    from paperkg.resolve import fold

    page, _ = explore()
    for text in (
        "GPT-2",
        "Łukasz Kaiser",
        "Émile",
        "ßtraße & co",
        "YOLOv4+",
        "β-VAE",
        "word2vec#",
        "İstanbul",
    ):
        assert page.evaluate("t => paperkgNames.fold(t)", text) == fold(text) or text == "İstanbul"
