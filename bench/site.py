"""The budgets of a site: sizes, and what a reader waits for in a real browser.

    python -m bench.site             made-up collections of 40, 2,000 and 20,000 papers
    python -m bench.site 2000        another size

Each row: what is measured, the figure, what is asked for. Sizes hold anywhere. Times are those of
this machine as it is just now, so that one may take twice what is asked for before the whole fails;
it is marked all the same. Needs Chromium and playwright.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.synthetic import synthetic_catalog
from paperkg.model.dataset import DatasetInfo

SIZES = (40, 2_000, 20_000)
_TOLERANCE = 2
LARGE = 5_000
"""From so many papers on, sites are made without sidecars."""
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE = 120
"""Seconds to wait for an answer that is late."""
_UNTIL_DRAWN = """(button) => new Promise((done) => {
  const { network } = window.paperkgExplorer.drawing;
  const begin = performance.now();
  let clicked = false;
  const drawn = () => {
    if (!clicked) return;  // the old drawing, once more
    network.off("afterDrawing", drawn);
    const channel = new MessageChannel();  // answers when the frame is done
    channel.port1.onmessage = () => done(performance.now() - begin);
    channel.port2.postMessage(0);
  };
  network.on("afterDrawing", drawn);
  button.click();
  clicked = true;
})"""
_BEFORE_RUN = (
    "sparql.html",
    "assets/site.css",
    "assets/sparql.css",
    "assets/sparql.js",
    "assets/sparql-editor.js",
    "assets/icon.svg",
)


class Row(NamedTuple):
    what: str
    found: float
    unit: str
    asked: float

    @property
    def holds(self) -> bool:
        return self.found <= self.asked

    @property
    def tolerable(self) -> bool:
        return self.found <= self.asked * (_TOLERANCE if self.unit in ("s", "ms") else 1)


def asked(papers: int, few: float, some: float, many: float) -> float:
    """Return the budget of the nearest size that has one."""
    return few if papers <= 200 else some if papers <= 5_000 else many


class Stages:
    """Seconds of what ``publish_site`` says it is doing, as a clock shows them: its processes share
    the work."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._what, self._since = "", time.perf_counter()

    def tell(self, what: str, _done: int, _total: int = 0) -> None:
        self.end()
        self._what = what

    def end(self) -> None:
        now = time.perf_counter()
        self.seconds[self._what] = self.seconds.get(self._what, 0.0) + now - self._since
        self._since = now


def built(papers: int, out: Path) -> Iterator[Row]:
    from paperkg.publish import publish_site

    catalog = synthetic_catalog(papers)
    info = DatasetInfo(base_iri="https://w3id.org/bench/", title=f"{papers} papers")
    stages = Stages()
    publish_site(catalog, info, out, sidecars=papers < LARGE, workers=2, on_progress=stages.tell)
    stages.end()
    rdf = stages.seconds.get("data", 0.0) + stages.seconds.get("checks", 0.0)
    whole = sum(stages.seconds.values())
    yield Row("publish, without RDF and checks", whole - rdf, "s", asked(papers, 2, 15, 150))
    print(f"  (whole publish {whole:.1f} s, of which RDF and checks {rdf:.1f} s)")


def sizes(papers: int, site: Path) -> Iterator[Row]:
    pages = [p.stat().st_size for p in (site / "paper").glob("*.html") if p.name != "index.html"]
    yield Row("paper page, average", statistics.fmean(pages) / 1_000, "kB", 15)
    yield Row("paper page, largest", max(pages) / 1_000, "kB", asked(papers, 40, 80, 80))
    index = (site / "data/explorer.js").read_bytes()
    yield Row(
        "explorer index, gzip",
        len(gzip.compress(index, 9, mtime=0)) / 1_000,
        "kB",
        asked(papers, 5, 60, 600),
    )
    (vis,) = (site / "assets").glob("vis-network-*.js")
    yield Row("shared drawing library, once", vis.stat().st_size / 1_000, "kB", 480)
    if (site / "assets/sparql-editor.js").is_file():
        before = sum((site / name).stat().st_size for name in _BEFORE_RUN)
        yield Row("query page before a run", before / 1_000, "kB", 350)
    files = [p.stat().st_size for p in site.rglob("*") if p.is_file()]
    print(f"  ({len(files):,} files, {sum(files) / 1e6:.0f} MB)")


def in_browser(papers: int, site: Path) -> Iterator[Row]:
    from playwright.sync_api import sync_playwright

    browser = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if browser is None:
        print("  Chromium is not here: what a reader waits for was NOT measured")
        return
    with sync_playwright() as play, tempfile.TemporaryDirectory() as profile:
        context = play.chromium.launch_persistent_context(
            profile, executable_path=browser, headless=True, args=list(CHROMIUM)
        )
        asked_for: list[str] = []
        context.on("request", lambda request: asked_for.append(request.url))
        page = context.new_page()
        yield Row("explorer ready for input", _ready(page, site), "s", asked(papers, 0.7, 0.7, 1.5))
        yield Row("drawing after a click", _drawing(page), "s", 0.5)
        yield Row("frame while panning, median", _frame(page), "ms", 50)
        if (site / "assets/sparql-editor.js").is_file():
            yield Row("first answer of a query", _answer(page, site), "s", asked(papers, 1.5, 2, 5))
        page.goto(f"file://{site}/search.html")
        yield Row("search after a key", _search(page), "s", 0.1)
        outside = [u for u in asked_for if not u.startswith(("file:", "blob:", "data:"))]
        yield Row("requests to others", len(outside), "", 0)
        context.close()


def _ready(page, site: Path) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        page.goto(f"file://{site}/explorer.html", wait_until="commit")
        page.locator("#explorer:not([hidden])").wait_for()
        page.locator("#find").focus()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _drawing(page) -> float:
    """Return the median of several choices, from the click to the drawing on the canvas.

    The first of them loads the drawing library and is not counted.
    """
    times = []
    for number in range(4):
        button = page.locator("#most li").nth(number).locator("a, button").first
        button.wait_for()
        if number == 0:
            button.click()
            page.locator("#graph canvas").wait_for()
        else:
            times.append(button.evaluate(_UNTIL_DRAWN) / 1_000)
        if number < 3:
            page.go_back()
            page.locator("#graph canvas").wait_for(state="hidden")
    return statistics.median(times)


def _frame(page) -> float:
    box = page.locator("#graph canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(
        "() => { const all = window.frames_ = []; let last = performance.now();"
        " const next = (now) => { all.push(now - last); last = now; requestAnimationFrame(next); };"
        " requestAnimationFrame(next); }"
    )
    for step in range(40):
        page.mouse.move(x + step * 4, y + step * 2)
    page.mouse.up()
    return statistics.median(page.evaluate("() => window.frames_.slice(2)"))


def _answer(page, site: Path) -> float:
    """Return how long the first query of the page takes, engine and data included."""
    page.goto(f"file://{site}/sparql.html")
    page.get_by_role("button", name="Run").wait_for()
    start = time.perf_counter()
    page.get_by_role("button", name="Run").click()
    page.locator("#shown table").wait_for(timeout=_PATIENCE * 1_000)
    return time.perf_counter() - start


def _search(page) -> float:
    box = page.locator("main input[type=search]").first
    box.fill("gra")
    page.locator("main [role=option], main ol li, main ul li").first.wait_for()
    start = time.perf_counter()
    box.press("p")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
    return time.perf_counter() - start


def main(words: list[str]) -> int:
    failed = 0
    for papers in map(int, words) if words else SIZES:
        print(f"{papers:,} papers")
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            for part in (built(papers, site), sizes(papers, site), in_browser(papers, site)):
                for row in part:
                    late = f"  NOT MET, within {_TOLERANCE}x" if row.tolerable else "  NOT MET"
                    mark = "" if row.holds else late
                    failed += not row.tolerable
                    print(f"  {row.what:34} {row.found:9.2f} {row.unit:3} <= {row.asked:g}{mark}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
