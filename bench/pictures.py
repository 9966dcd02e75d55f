"""Takes the pictures of the README: pages of the demo site in a real browser.

    python -m bench.pictures [FOLDER]

Pictures go to ``site/pictures``, or to FOLDER with every page at three widths in both themes, for
looking through before a release. Needs a built demo site, Chromium and playwright.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.site import CHROMIUM

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site/public"
SHOWN = {
    "index": "index.html",
    "paper": "paper/bert.html",
    "concept": "concept/attention-mechanism.html",
    "lineage": "lineage/t5.html",
    "explorer": "explorer.html",
    "query": "sparql.html",
}
MORE = {
    "post": "post/bert.html",
    "author": "author/jacob-devlin.html",
    "category": "category/natural-language-processing.html",
    "papers": "paper/index.html",
    "concepts": "concept/index.html",
    "search": "search.html?q=transformer",
    "rule": "rule/index.html",
    "dataset": "dataset.html",
    "changes": "changes.html",
    "ontology": "ontology.html",
    "checks": "quality.html",
    "concept-graph": "concept-graph.html",
}
HIGH = {"paper": 1180, "query": 1060, "explorer": 900}
WIDE = (1280, 860)
WIDTHS = (320, 768, 1280)


def prepare(page: Page, name: str) -> None:
    """Bring a page into the state worth showing."""
    if name == "explorer":
        page.locator("#find").fill("roberta")
        page.keyboard.press("Enter")
        page.locator("#graph canvas").wait_for()
        page.wait_for_timeout(1500)
        page.mouse.click(5, 5)
    if name == "query":
        page.get_by_label("Example").select_option(label="Most built-on works")
        page.get_by_role("button", name="Run").click()
        page.locator("#shown table").wait_for()
    page.wait_for_timeout(300)


def main(words: list[str]) -> int:
    folder = Path(words[0]) if words else ROOT / "site/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    if browser_path is None or not (SITE / "index.html").is_file():
        print("needs Chromium, and the demo site: make site", file=sys.stderr)
        return 1
    pages = SHOWN | MORE if words else SHOWN
    widths = WIDTHS if words else WIDE[:1]
    themes = ("light", "dark") if words else ("light",)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=browser_path, args=[*CHROMIUM, "--hide-scrollbars"]
        )
        for theme in themes:
            for width in widths:
                page = browser.new_page(
                    viewport={"width": width, "height": WIDE[1]},
                    color_scheme="dark" if theme == "dark" else "light",
                    reduced_motion="reduce",
                )
                for name, path in pages.items():
                    page.set_viewport_size({"width": width, "height": HIGH.get(name, WIDE[1])})
                    page.goto(f"file://{SITE}/{path}")
                    prepare(page, name)
                    mark = f"-{width}-{theme}" if words else ""
                    page.screenshot(path=folder / f"{name}{mark}.png", full_page=False)
                page.close()
        browser.close()
    print(f"{len(pages) * len(widths) * len(themes)} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
