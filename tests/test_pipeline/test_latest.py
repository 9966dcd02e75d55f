"""A site is left alone if it stands there as it would be made, and made again if not."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from paperkg.model import Problem
from paperkg.pipeline import locate
from paperkg.pipeline.latest import Latest, inputs_of, recall, remember
from paperkg.pipeline.make import Published, publish

ONE = """# [Crow: A Net of Nets](https://arxiv.org/abs/1801.00001)

The paper introduces Crow, which extends ResNet. Crow was published in 2018.
"""
OTHER = """# [Rook: Nets in Towers](https://arxiv.org/abs/1901.00002)

Rook builds on [Crow](crow.md) and has an encoder of its own.
"""


class Desk:
    """A project whose site can be made again and again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.posts = root / "posts"
        self.posts.mkdir(parents=True)
        (root / "paperkg.toml").write_text('posts = "posts"\noutput = "site"\n')
        self.site = root / "site"
        self.write_posts()

    def write_posts(self) -> None:
        (self.posts / "crow.md").write_text(ONE)
        (self.posts / "rook.md").write_text(OTHER)

    def publish(self) -> Published:
        return publish(locate(self.root))

    def settle(self) -> None:
        """Record that the site is as it should be."""
        project = locate(self.root)
        remember(project, inputs_of(project), SAID)
        assert self.recall() == SAID

    def recall(self) -> Latest | None:
        return recall(locate(self.root))

    def record(self) -> Path:
        (record,) = (self.root / ".paperkg").glob("site-*.json")
        return record

    def bytes(self) -> dict[str, bytes]:
        return {
            str(p.relative_to(self.site)): p.read_bytes()
            for p in sorted(self.site.rglob("*"))
            if p.is_file()
        }

    def times(self) -> list[tuple[str, int, int]]:
        files = sorted(p for p in self.site.rglob("*") if p.is_file())
        return [(str(p), p.stat().st_mtime_ns, p.stat().st_ino) for p in files]


SAID = Latest("two posts", (Problem("empty", "empty.md", 0, "is empty"),))


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A project with a page of a site: enough to tell whether it has changed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    desk = Desk(tmp_path / "project")
    desk.site.mkdir()
    (desk.site / "index.html").write_text("yours")
    (desk.site / ".htaccess").write_text("yours")
    return desk


def test_a_site_is_made_when_it_would_differ_and_only_then(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    desk = Desk(tmp_path / "project")
    (desk.posts / "empty.md").write_text("")
    first = desk.publish()
    assert "up to date" not in first.summary
    assert [p.code for p in first.problems] == ["empty"]
    times = desk.times()
    assert desk.publish() == replace(first, summary=f"up to date: {first.summary}")
    assert desk.times() == times

    edit_post(desk)
    edit_page(desk)
    second = desk.publish()
    assert "up to date" not in second.summary
    clean = Desk(tmp_path / "clean")
    shutil.copytree(desk.posts, clean.posts, dirs_exist_ok=True)
    shutil.copy(desk.root / "iris.lock", clean.root)
    clean.publish()
    assert desk.bytes() == clean.bytes()


def edit_post(desk: Desk) -> None:
    (desk.posts / "rook.md").write_text(OTHER.replace("an encoder", "a decoder"))


def edit_with_old_time(desk: Desk) -> None:
    post = desk.posts / "rook.md"
    before = post.stat()
    post.write_text(OTHER.replace("an encoder", "no encoder"))
    assert post.stat().st_size == before.st_size
    os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))


def add_post(desk: Desk) -> None:
    (desk.posts / "daw.md").write_text("# Daw\n\nThe paper shows that Daw extends Crow.\n")


def drop_post(desk: Desk) -> None:
    (desk.posts / "rook.md").unlink()


def edit_settings(desk: Desk) -> None:
    with (desk.root / "paperkg.toml").open("a") as file:
        file.write('title = "Birds"\n')


def decide(desk: Desk) -> None:
    (desk.root / "curation.yaml").write_text("[]\n")


def lock_iri(desk: Desk) -> None:
    (desk.root / "iris.lock").write_text("paper\tarxiv:1801.00001\tcrow\n")


def drop_page(desk: Desk) -> None:
    (desk.site / "index.html").unlink()


def edit_page(desk: Desk) -> None:
    (desk.site / "index.html").write_text("mine")


def drop_hidden(desk: Desk) -> None:
    (desk.site / ".htaccess").unlink()


def add_file(desk: Desk) -> None:
    (desk.site / "CNAME").write_text("birds.example")


@pytest.mark.parametrize(
    "change",
    [
        edit_post,
        edit_with_old_time,
        add_post,
        drop_post,
        edit_settings,
        decide,
        lock_iri,
        drop_page,
        edit_page,
        drop_hidden,
        add_file,
    ],
)
def test_a_change_is_seen(desk, change):
    desk.settle()
    change(desk)
    assert desk.recall() is None


def test_another_day_is_another_site(desk, monkeypatch):
    desk.settle()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert desk.recall() is None


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"state": 1}', "\0"])
def test_a_broken_record_only_means_more_work(desk, text):
    desk.settle()
    desk.record().write_text(text)
    assert desk.recall() is None


def test_a_record_of_another_form_only_means_more_work(desk):
    desk.settle()
    data = json.loads(desk.record().read_text())
    desk.record().write_text(json.dumps({**data, "problems": [["a", "b", "c", "d", "e", "f"]]}))
    assert desk.recall() is None


def test_what_changed_while_the_site_was_made_is_not_recorded(desk):
    project = locate(desk.root)
    inputs = inputs_of(project)
    edit_post(desk)
    remember(project, inputs, SAID)
    assert desk.recall() is None


def test_with_plug_ins_a_site_is_always_made(desk):
    with (desk.root / "paperkg.toml").open("a") as file:
        file.write('plugins = ["some"]\n')
    project = locate(desk.root)
    remember(project, inputs_of(project), SAID)
    assert desk.recall() is None


def test_a_site_among_its_posts_is_no_post(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    posts = tmp_path / "notes"
    posts.mkdir()
    (posts / "crow.md").write_text(ONE)
    project = locate(posts, output=posts / "site")
    before = inputs_of(project)
    (posts / "site").mkdir()
    (posts / "site" / "index.html").write_text("a page")
    assert inputs_of(project) == before
