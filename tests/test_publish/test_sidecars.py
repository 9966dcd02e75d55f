"""Without sidecars: the same pages, a fraction of the files, every link still leads somewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from paperkg.check import Outcome, Site, check_site
from paperkg.cli import run
from paperkg.publish import publish_site

from .conftest import INFO
from .corpus import POSTS, make_catalog
from .pages import parse_all


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return make_catalog(tmp_path_factory.mktemp("posts"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory, catalog) -> Path:
    out = tmp_path_factory.mktemp("bare") / "site"
    publish_site(catalog, INFO, out, sidecars=False)
    return out


@pytest.fixture(scope="module")
def full(tmp_path_factory, catalog) -> Path:
    out = tmp_path_factory.mktemp("full") / "site"
    publish_site(catalog, INFO, out)
    return out


def names(site: Path) -> set[str]:
    return {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}


def test_what_is_left_out(bare, full):
    missing = names(full) - names(bare)
    assert names(bare) <= names(full)
    assert {name.partition("/")[0] for name in missing} == {
        "author",
        "claim",
        "concept",
        "paper",
        "post",
    }
    assert {Path(name).suffix for name in missing if not name.startswith("claim/")} == {
        ".ttl",
        ".jsonld",
        ".bib",
    }
    assert "paper/bert.bib" in names(bare)
    assert "category/nlp.bib" in names(bare)


def test_dumps_are_the_same(bare, full):
    for name in ("graph.ttl", "everything.nq", "everything.trig", "claims-rdf12.ttl"):
        assert (bare / "data" / name).read_bytes() == (full / "data" / name).read_bytes()


def test_every_link_leads_somewhere(bare):
    pages = {page.path: page for page in parse_all(bare).values()}
    for path, page in pages.items():
        for tag, attribute, address, _ in page.refs:
            if "://" in address or address.startswith(("mailto:", "data:")):
                continue
            file, _, fragment = address.partition("#")
            target = (path.parent / file.partition("?")[0]).resolve() if file else path
            assert target.is_file(), (path, tag, attribute, address)
            if fragment and target in pages and target.name != "explorer.html":
                assert fragment in pages[target].ids, (path, address)


def test_a_claim_leads_to_the_marked_sentence(bare):
    text = (bare / "paper/bert.html").read_text("utf-8")
    assert "claim/" not in text
    assert 'href="../post/bert.html#o' in text


def test_checks_tell_what_they_cannot_look_at(bare):
    report = check_site(Site(bare))
    assert list(report.failed) == []
    told = [r.requirement.number for r in report.results if "sidecars" in r.counted]
    assert told == [4, 5, 38, 39]
    assert all(
        r.outcome is Outcome.NOT_APPLICABLE for r in report.results if "sidecars" in r.counted
    )


def test_the_setting_and_the_option(tmp_path):
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "bert.md").write_text(POSTS["bert.md"], "utf-8")
    (tmp_path / "paperkg.toml").write_text('sidecars = "none"\n', "utf-8")
    assert run(["publish", str(tmp_path)]) == 0
    site = tmp_path / "site"
    assert json.loads((site / "manifest.json").read_text("utf-8"))["sidecars"] == "none"
    assert not list(site.glob("paper/*.ttl"))
    assert run(["publish", str(tmp_path), "--sidecars", "all"]) == 0
    assert list(site.glob("paper/*.ttl"))
    assert list(site.glob("claim/*.html"))
    (tmp_path / "paperkg.toml").write_text('sidecars = "some"\n', "utf-8")
    assert run(["publish", str(tmp_path)]) == 2
