"""Pages in Chromium: from a disk and from a web server, narrow and wide, without scripts, attacked."""

from __future__ import annotations

import base64
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

EVERY_KIND = [
    "index.html",
    "search.html",
    "404.html",
    "dataset.html",
    "ontology.html",
    "concept-graph.html",
    "explorer.html",
    "paper/index.html",
    "concept/index.html",
    "author/index.html",
    "rule/index.html",
    "paper/bert.html",
    "paper/gpt.html",
    "lineage/bert.html",
    "concept/attention.html",
    "author/jacob-devlin.html",
    "category/nlp.html",
    "post/transformer.html",
    "rule/relation-uses.html",
    "scheme/concepts.html",
    "graph/asserted.html",
]
WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("place", ["file", "http"])
def test_every_kind_of_page_works_and_asks_for_nothing_outside(browse, site, served, place):
    start = f"file://{site}" if place == "file" else served
    page, log = browse()
    for name in EVERY_KIND:
        page.goto(f"{start}/{name}")
        assert page.locator("h1").count() == 1, name
        assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1184px", name
    assert log.errors == []
    origin = "file://" if place == "file" else "{0.scheme}://{0.netloc}/".format(urlsplit(served))
    assert log.foreign(origin) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(browse, site, width, scheme):
    page, log = browse(width=width, color_scheme=scheme)
    claims = [f"claim/{p.name}" for p in sorted((site / "claim").glob("*.html"))[:2]]
    for name in [*EVERY_KIND, *claims]:
        page.goto(f"file://{site}/{name}")
        assert page.evaluate(WIDTH) <= width, name
    assert log.errors == []


def test_page_can_be_read_without_scripts(browse, site):
    page, _ = browse(java_script_enabled=False)
    page.goto(f"file://{site}/paper/bert.html")
    assert page.locator("h1").inner_text().startswith("BERT")
    assert page.get_by_text("BERT uses the encoder of the Transformer.").count() == 1
    assert page.locator("svg a.box").count() == 4
    page.locator("svg a.box[href$='transformer.html']").click()
    assert page.locator("h1").inner_text().startswith("Transformer")
    page.goto(f"file://{site}/lineage/bert.html")
    assert page.locator("table tbody tr").count() == 3
    assert not page.locator("#graph").is_visible()
    assert not page.locator("#tools").is_visible()
    assert page.locator(".still svg a.box").count() == 4
    assert page.locator(".still").is_visible()
    assert not page.locator("#panel").is_visible()


def test_a_lineage_is_printed_with_its_nearest_works(browse, site):
    page, _ = browse()
    page.goto(f"file://{site}/lineage/bert.html")
    page.locator("#graph canvas").wait_for()
    assert not page.locator(".still").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".still svg[role=group]").is_visible()
    assert not page.locator("#graph").is_visible()


def test_evidence_leads_to_the_marked_sentence(browse, site):
    page, _ = browse()
    page.goto(f"file://{site}/paper/bert.html")
    page.get_by_role("link", name="bert.md:5").first.click()
    assert re.search(r"post/bert\.html#o\d+-\d+$", page.url)
    anchor = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert "BERT uses the encoder" in anchor.inner_text()
    assert anchor.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    assert (
        page.locator("mark a", has_text="Transformer").get_attribute("href")
        == "../post/transformer.html"
    )


def test_lineage_is_drawn_and_an_edge_shows_its_evidence(browse, site):
    page, log = browse()
    page.goto(f"file://{site}/lineage/bert.html")
    canvas = page.locator("#graph canvas")
    canvas.wait_for()
    colours = page.evaluate("""() => {
      const c = document.querySelector('#graph canvas');
      const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      const seen = new Set();
      for (let i = 0; i < d.length; i += 4) seen.add(d[i] + ',' + d[i+1] + ',' + d[i+2] + ',' + d[i+3]);
      return seen.size; }""")
    assert colours > 20
    spot = page.evaluate("""() => {
      const X = paperkgExplorer, g = X.drawing;
      const link = X.data.later.findIndex((w, i) => X.data.name(w) === 'BERT');
      const curve = g.edges.get().filter(e => e.link === link)[1];
      const a = g.network.getPosition(curve.from), b = g.network.getPosition(curve.to);
      const p = g.network.canvasToDOM({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2});
      const r = document.getElementById('graph').getBoundingClientRect();
      return [p.x + r.x, p.y + r.y]; }""")
    page.mouse.click(*spot)
    panel = page.locator("#panel")
    panel.locator("blockquote").wait_for()
    assert "BERT uses the encoder of the Transformer." in panel.inner_text()
    assert panel.get_by_role("link", name="bert.md:5").count() == 1
    assert "BERT uses Transformer" in page.locator("#status").inner_text()
    assert log.errors == []


def test_a_node_shows_its_neighbours_and_leads_to_its_page(browse, site):
    page, _ = browse()
    page.goto(f"file://{site}/lineage/bert.html")
    page.locator("#graph canvas").wait_for()
    page.locator("#centre").click()
    panel = page.locator("#panel")
    assert panel.get_by_role("button", name="RoBERTa").count() == 1
    panel.get_by_role("button", name="Transformer").focus()
    page.keyboard.press("Enter")
    assert "BERT uses the encoder" in panel.inner_text()
    panel.get_by_role("link", name="Transformer", exact=True).first.click()
    assert page.url.endswith("paper/transformer.html")


SMALLEST = """window.paperkgGraph ? paperkgGraph.font * paperkgGraph.network.getScale()
  : paperkgExplorer.drawing.smallest()"""


@pytest.mark.parametrize("width", [320, 1280])
def test_labels_are_never_too_small(browse, site, width):
    page, _ = browse(width=width)
    for name in ("lineage/bert.html", "concept-graph.html"):
        page.goto(f"file://{site}/{name}")
        page.locator("#graph canvas").wait_for()
        for step in ("0", "paperkgGraph.network.fit()", "document.getElementById('fit').click()"):
            if "network.fit" in step:
                continue
            page.evaluate(step)
            assert page.evaluate(SMALLEST) >= 10.99


def test_the_drawing_of_a_lineage_is_walked_by_keys(browse, site):
    page, log = browse()
    page.goto(f"file://{site}/lineage/bert.html")
    page.locator("#graph canvas").wait_for()
    page.locator("#centre").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "vis-network"
    page.keyboard.press("ArrowLeft")
    assert page.locator("#status").inner_text() == "Transformer"
    assert "BERT uses the encoder" in page.locator("#panel").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/transformer.html")
    assert log.errors == []


def test_the_drawing_of_concepts_is_walked_by_keys(browse, site):
    page, log = browse()
    page.goto(f"file://{site}/concept-graph.html")
    page.locator("#graph canvas").wait_for()
    status = page.locator("#status")
    page.locator("#fit").focus()
    page.keyboard.press("Tab")
    frame = page.locator("#graph .vis-network")
    expect(frame).to_be_focused()
    help_ = page.locator(f"#{frame.get_attribute('aria-describedby')}")
    assert "arrow keys" in help_.inner_text()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("No concept is chosen")
    page.keyboard.press("Home")
    first = page.locator("#panel .way a").inner_text()
    expect(status).to_contain_text(f"{first}, in ")
    before = page.evaluate("paperkgGraph.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("paperkgGraph.network.getScale()") > before
    for _ in range(9):
        page.keyboard.press("-")
    assert page.evaluate(SMALLEST) >= 10.99
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if "Nothing" not in status.inner_text():
            break
    second = page.locator("#panel .way a").inner_text()
    assert second != first
    expect(frame).to_be_focused()
    page.get_by_role("button", name=first, exact=True).focus()
    page.keyboard.press("Enter")
    expect(status).to_contain_text(" goes with ")
    assert "Both are in" in page.locator("#panel").inner_text()
    expect(page.locator("#panel-body")).to_be_focused()
    frame.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/concept/*.html")
    assert page.locator("h1").inner_text() == second
    assert log.errors == []


def test_keys_reach_every_concept_and_no_box_touches_another(browse, site):
    page, _ = browse()
    page.goto(f"file://{site}/concept-graph.html")
    page.locator("#graph canvas").wait_for()
    seen, number = page.evaluate("""() => {
      const g = paperkgGraph, seen = new Set([g.home()]), todo = [g.home()];
      while (todo.length) {
        const at = todo.pop();
        for (const way of ['left', 'right', 'up', 'down']) {
          const next = g.step(at, way);
          if (next !== undefined && !seen.has(next)) { seen.add(next); todo.push(next); }
        }
      }
      return [seen.size, g.nodes.length]; }""")
    assert seen == number > 1
    gap = page.evaluate("""() => {
      const g = paperkgGraph, all = g.nodes.getIds().map((id) => g.network.getBoundingBox(id));
      return Math.min(...all.flatMap((a, i) => all.slice(0, i).map((b) => Math.max(
        a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom)))); }""")
    assert gap >= 5


def test_legend_of_the_concepts_says_what_the_boxes_are(browse, site):
    page, _ = browse()
    page.goto(f"file://{site}/concept-graph.html")
    legend = page.locator(".board ~ .legend")
    expect(legend).to_be_visible()
    assert re.search(r"blue, thick frame: in \d+ papers? or more", legend.inner_text())
    least = int(re.search(r"in (\d+) paper", legend.inner_text())[1])
    big = page.evaluate("paperkgGraph.nodes.get().map((n) => [n.group === 'big', n.works])")
    assert all(is_big == (works >= least) for is_big, works in big)


EDGES = """async (shot) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + shot;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
  const ctx = canvas.getContext('2d');
  ctx.drawImage(image, 0, 0);
  const colours = (x, y, w, h) => {
    const d = ctx.getImageData(x, y, w, h).data, seen = new Set();
    for (let i = 0; i < d.length; i += 4) seen.add([d[i], d[i + 1], d[i + 2]].join());
    return [...seen];
  };
  const [w, h] = [image.width, image.height];
  return [...colours(12, 1, w - 24, 1), ...colours(12, h - 2, w - 24, 1), ...colours(1, 12, 1, h - 24), ...colours(w - 2, 12, 1, h - 24)]; }"""


@pytest.mark.parametrize(
    "name", ["explorer.html#p=bert", "lineage/bert.html", "concept-graph.html"]
)
def test_the_ring_around_a_focused_drawing_is_whole(browse, site, name):
    page, _ = browse()
    page.goto(f"file://{site}/{name}")
    frame = page.locator("#graph .vis-network")
    frame.focus()
    page.keyboard.press("Home")
    box = page.locator("#graph").bounding_box()
    whole = {k: round(v) for k, v in box.items()}
    shot = base64.b64encode(page.screenshot(clip=whole, full_page=True)).decode()
    assert set(page.evaluate(EDGES, shot)) == {"179,87,12"}  # --focus


def test_depth_and_side_hide_what_is_further(browse, site):
    page, log = browse()
    page.goto(f"file://{site}/lineage/bert.html")
    page.locator("#graph canvas").wait_for()
    page.select_option("#depth", "1")
    assert "3 drawn" in page.locator("#status").inner_text()
    page.select_option("#side", "up")
    assert "2 drawn" in page.locator("#status").inner_text()
    assert page.locator("#links .n").inner_text() == "1 of 3"
    assert page.locator("table.wide tbody tr:visible").count() == 1
    page.select_option("#depth", "0")
    assert "3 drawn" in page.locator("#status").inner_text()
    assert log.errors == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_near_lineage_starts_at_the_paper_and_says_that_there_is_more(browse, site, width):
    page, _ = browse(width=width)
    page.goto(f"file://{site}/paper/bert.html")
    box = page.locator(".near a.here rect").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    more = page.evaluate(
        "(e => e.scrollWidth > e.clientWidth)(document.querySelector('.near .scroll'))"
    )
    assert more == (width < 500)
    assert page.locator(".swipe").is_visible() == more


def test_whole_drawing_is_in_sight_and_no_line_passes_behind_a_box(browse, site):
    page, _ = browse()
    for name in ("lineage/bert.html", "lineage/transformer.html", "concept-graph.html"):
        page.goto(f"file://{site}/{name}")
        page.locator("#graph canvas").wait_for()
        inside = page.evaluate("""() => {
          const { network, nodes, boxes } = window.paperkgGraph || paperkgExplorer.drawing;
          const holder = document.getElementById('graph');
          const all = !boxes ? nodes.getIds().map((id) => network.getBoundingBox(id))
            : [...boxes.values()].map(({ x, y, width, height }) => (
              { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 }));
          return all.every((b) => {
            const low = network.canvasToDOM({ x: b.left, y: b.top });
            const high = network.canvasToDOM({ x: b.right, y: b.bottom });
            return low.x >= 0 && low.y >= 0 && high.x <= holder.clientWidth
              && high.y <= holder.clientHeight; }); }""")
        assert inside, name
        bottom = page.evaluate("document.getElementById('graph').getBoundingClientRect().height")
        assert bottom <= 0.73 * 900
    page.goto(f"file://{site}/lineage/transformer.html")
    page.locator("#graph canvas").wait_for()
    crossed = page.evaluate("""() => {
      const { boxes, nodes } = paperkgExplorer.drawing, found = [];
      for (const [work, b] of boxes) {
        for (const j of nodes.get({ filter: (x) => !x.group && x.mark === undefined })) {
          const inside = Math.abs(j.x - b.x) < b.width / 2 - 1 && Math.abs(j.y - b.y) < b.height / 2;
          if (inside) found.push([work, j.id]);
        }
      }
      return found; }""")
    assert crossed == []


@pytest.mark.parametrize("place", ["file", "http"])
def test_search_knows_aliases(browse, site, served, place):
    page, log = browse()
    page.goto((f"file://{site}" if place == "file" else served) + "/index.html")
    page.keyboard.press("/")
    for text, title in [
        ("transformer", "Attention Is All You Need"),
        ("attention is all", "Transformer"),
        ("BIDIRECTIONAL-encoder", "BERT"),
        ("1810.04805", "BERT"),
        ("devlin", "Jacob Devlin"),
        ("intra attention", "self-attention"),
        ("transformers", "Attention Is All You Need"),
        ("BERTs", "BERT"),
        ("bert model", "BERT"),
        ("trasformer", "Attention Is All You Need"),
        ("vaswani attention", "Attention Is All You Need"),
        ("attention vaswani", "Attention Is All You Need"),
        ("2017", "Attention Is All You Need"),
        ("arxiv 1810.04805", "BERT"),
        ("https://arxiv.org/abs/1810.04805v2", "BERT"),
        ("who builds on bert?", "BERT"),
    ]:
        page.fill("#q", text)
        first = page.locator("#hits li").first
        first.wait_for()
        assert title in first.inner_text(), text
    page.fill("#q", "transformer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/transformer.html")
    assert log.errors == []


def test_search_from_an_address(browse, served):
    page, _ = browse()
    page.goto(served + "/search.html?q=bert")
    page.locator("#hits li").first.wait_for()
    assert "BERT" in page.locator("#hits li").first.inner_text()


def test_search_is_still_there_on_the_way_back(browse, served):
    page, _ = browse()
    page.goto(served + "/search.html")
    page.fill("#q", "bert")
    page.locator("#hits a").first.click()
    page.wait_for_url("**/paper/bert.html")
    page.go_back()
    page.wait_for_url("**/search.html?q=bert")
    page.locator("#hits li").first.wait_for()
    assert page.input_value("#q") == "bert"


def test_keyboard_reaches_the_content_first(browse, site):
    page, _ = browse()
    page.goto(f"file://{site}/paper/bert.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_citation_is_copied(browse, site):
    page, _ = browse()
    page.goto(f"file://{site}/paper/bert.html")
    button = page.locator(".copy-button").first
    button.click()
    # The clipboard answers a moment later.
    expect(button).to_have_text(re.compile("^(Copied|Selected)$"))
    assert (
        "@misc{bert," in page.evaluate("String(getSelection())") or button.inner_text() == "Copied"
    )


def test_print_leaves_out_the_controls(browse, site):
    page, _ = browse()
    page.goto(f"file://{site}/paper/bert.html")
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.locator("svg").first.is_visible()
    assert len(page.pdf()) > 5000
    address = page.locator("link[rel=canonical]")
    assert address.is_visible()
    page.goto(f"file://{site}/lineage/bert.html")
    swatch = page.locator(".sw.here").evaluate("e => getComputedStyle(e).printColorAdjust")
    assert swatch == "exact"
    page.emulate_media(media="screen")
    assert not address.is_visible()


ALL_CHOSEN = """() => {
  const g = window.paperkgGraph;
  if (g) {
    g.nodes.getIds().forEach(n => g.select({nodes: [n]}));
    g.edges.getIds().forEach(e => g.select({edges: [e]}));
  } else if (window.paperkgLineage) {
    const { data } = paperkgExplorer;
    for (let work = 0; work < data.size; work += 1) paperkgLineage.select({ work });
    data.later.forEach((_, link) => paperkgLineage.select({ link }));
  } }"""


def test_hostile_corpus_runs_nothing(browse, hostile):
    page, log = browse()
    pages = sorted(p.relative_to(hostile).as_posix() for p in hostile.rglob("*.html"))
    for name in pages:
        page.goto(f"file://{hostile}/{name}")
        if page.locator("#graph.on canvas").count():
            box = page.locator("#graph").bounding_box()
            for i in range(1, 6):
                page.mouse.move(box["x"] + box["width"] * i / 6, box["y"] + box["height"] / 2)
            page.evaluate(ALL_CHOSEN)
        assert page.evaluate("typeof window.pwned") == "undefined", name
        assert page.evaluate(WIDTH) <= 1280, name
    page.goto(f"file://{hostile}/search.html")
    for text in ("concept", "script", "base", "eve", "cat"):
        page.fill("#q", text)
        page.locator("#hits li").first.wait_for()
        assert page.evaluate("typeof window.pwned") == "undefined"
    assert log.errors == []
    assert log.foreign("file://") == []


def test_hostile_pages_do_not_scroll_sideways_on_a_telephone(browse, hostile):
    page, _ = browse(width=320)
    for path in sorted(hostile.rglob("*.html")):
        page.goto(f"file://{path}")
        assert page.evaluate(WIDTH) <= 320, path.name
