"""Every kind of page for everybody: no rule of axe is broken, nothing scrolls sideways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from paperkg.publish import publish_site
from test_publish.conftest import INFO
from test_publish.corpus import POSTS, make_catalog

pytestmark = pytest.mark.browser

WIDTH = "document.documentElement.scrollWidth"
EACH = 2  # pages of a folder: more of the same template


@pytest.fixture(scope="module")
def releases(tmp_path_factory) -> Path:
    """Return a site that has a release before it, from which a paper has been removed."""
    out = tmp_path_factory.mktemp("every") / "site"
    first = make_catalog(tmp_path_factory.mktemp("first"))
    publish_site(first, replace(INFO, version="1"), out)
    few = {name: text for name, text in POSTS.items() if not name.endswith("roberta.md")}
    fewer = make_catalog(tmp_path_factory.mktemp("second"), few)
    publish_site(fewer, replace(INFO, version="2"), out, since=out)
    return out


@pytest.fixture(scope="module")
def pages(releases) -> list[str]:
    """Return pages of every kind, the largest of each folder and a removed one among them."""
    found = sorted(p.name for p in releases.glob("*.html"))
    for folder in sorted(p for p in releases.iterdir() if p.is_dir() and p.name != "assets"):
        here = sorted(folder.rglob("*.html"), key=lambda p: (-p.stat().st_size, p.name))
        gone = [p for p in here if "410" in p.read_text("utf-8")[:400] or _is_gone(p)][:1]
        chosen = [*here[:EACH], *gone, *(p for p in here if p.name == "index.html")]
        found += dict.fromkeys(p.relative_to(releases).as_posix() for p in chosen)
    return found


def _is_gone(path: Path) -> bool:
    return "was removed" in path.read_text("utf-8")


def test_every_kind_is_among_them(pages):
    kinds = {name.partition("/")[0] for name in pages}
    wanted = {"paper", "concept", "author", "category", "post", "claim", "rule", "scheme", "graph"}
    assert wanted | {"lineage", "about"} <= kinds
    assert {"index.html", "explorer.html", "sparql.html", "search.html", "changes.html"} <= kinds
    assert {"ontology.html", "dataset.html", "quality.html", "404.html", "removed.html"} <= kinds


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_rule_is_broken(browse, axe, releases, pages, scheme):
    page, log = browse(color_scheme=scheme)
    broken = {}
    for name in pages:
        page.goto(f"file://{releases}/{name}")
        found = axe(page)
        if found:
            broken[name] = found
    assert broken == {}
    assert log.errors == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(browse, releases, pages, width):
    page, log = browse(width=width)
    wide = {}
    for name in pages:
        page.goto(f"file://{releases}/{name}")
        found = page.evaluate(WIDTH)
        if found > width:
            wide[name] = found
    assert wide == {}
    assert log.errors == []
