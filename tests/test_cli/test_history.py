"""diff and verify, as a user runs them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from paperkg.changes import apply_patch, read_patch
from paperkg.graph import read_quads


def test_diff_of_folders_sites_and_files(paperkg, notes, tmp_path):
    old, new, site = tmp_path / "old.nq", tmp_path / "new.nq", tmp_path / "site"
    text = (notes / "roberta.md").read_text().replace("Robustly Optimized BERT", "Robust")
    (notes / "roberta.md").write_text(text)  # else the title says it, too
    assert paperkg("build", notes, "--out", old).code == 0
    assert paperkg("diff", notes, old).code == 0
    (notes / "roberta.md").write_text(
        text.replace("RoBERTa extends [BERT](bert.md) with", "It has")
    )
    assert paperkg("publish", notes, "--out", site).code == 0
    done = paperkg("diff", old, site)
    assert done.code == 1
    assert "- RoBERTa extends BERT" in done.out
    assert "“RoBERTa extends [BERT](bert.md) with more data.”  roberta.md:6" in done.out
    done = paperkg("diff", old, notes, "--format", "json")
    assert done.code == 1
    assert json.loads(done.out)["changes"]
    paperkg("build", notes, "--out", new)
    patch = paperkg("diff", old, new, "--format", "patch")
    assert patch.code == 1
    assert apply_patch(read_quads(old), read_patch(patch.out)[0]) == tuple(read_quads(new))
    # a dump without claims and graphs is compared with what the other has of the kind
    plain = tmp_path / "new.ttl"
    paperkg("build", notes, "--out", plain)
    assert paperkg("diff", plain, new).code == 0


def test_diff_of_what_is_not_there(paperkg, tmp_path):
    done = paperkg("diff", tmp_path / "a", tmp_path / "b")
    assert done.code == 2
    assert "does not exist" in done.err
    broken = tmp_path / "x.nq"
    broken.write_text("<a:a> <a:b .\n")
    done = paperkg("diff", broken, broken)
    assert done.code == 2
    assert "x.nq:1" in done.err


# --- verify


@pytest.fixture
def published(paperkg, notes, tmp_path):
    site = tmp_path / "site"
    assert paperkg("publish", notes, "--out", site).code == 0
    return site


def test_verify_of_what_was_just_published(paperkg, notes, published):
    done = paperkg("verify", published, "--posts", notes)
    assert done.code == 0
    lines = done.out.splitlines()
    assert len({line.split()[-1] for line in lines[:3]}) == 1
    assert "the graph is the same" in done.out
    assert ", 0 different" in done.out
    assert "why:" not in done.out


def test_verify_says_what_differs_and_why(paperkg, notes, published):
    (notes / "bert.md").write_text((notes / "bert.md").read_text() + "\nBERT uses ELMo.\n")
    (notes / "deep/distilled.md").unlink()
    page = published / "index.html"
    page.write_text(page.read_text() + " ")
    done = paperkg("verify", published, "--posts", notes, "--format", "json")
    assert done.code == 1
    data = json.loads(done.out)
    assert data["equal"] is False
    assert data["sha256"]["stated"] == data["sha256"]["published"] != data["sha256"]["built"]
    assert data["damaged"] == ["index.html"]
    assert "paper/bert.ttl" in data["different"]
    assert set(data["reasons"]) == {
        "post bert.md is not as it was",
        "post deep/distilled.md is there no more",
    }


def test_verify_of_a_graph_that_was_tampered_with(paperkg, notes, published):
    graph = published / "data/everything.nq"
    graph.write_text(graph.read_text().replace("2018", "2017"))
    done = paperkg("verify", published, "--posts", notes)
    assert done.code == 1
    assert "the graph is different" in done.out
    assert "damaged: data/everything.nq" in done.out


@contextmanager
def served(folder):
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def test_verify_over_http(paperkg, notes, published):
    with served(published) as address:
        done = paperkg("verify", address, "--posts", notes)
    assert done.code == 0
    assert "the graph is the same" in done.out


def test_verify_of_no_site(paperkg, notes, tmp_path):
    done = paperkg("verify", tmp_path, "--posts", notes)
    assert done.code == 2
    assert "is no site made by paperkg" in done.err


def test_a_release_goes_on_from_a_site_on_the_web(paperkg, notes, published, tmp_path):
    (notes / "paperkg.toml").write_text('posts = "."\nversion = "2"\ntitle = "Papers of notes"\n')
    out = tmp_path / "new"
    with served(published) as address:
        assert paperkg("publish", notes, "--out", out, "--since", address).code == 0
        releases = json.loads((out / "data/changes.json").read_text())["releases"]
        assert [release["version"] for release in releases] == ["2", "1"]
        assert (out / "data/changes.rdfp").is_file()
        # before the first release there is nothing to go on from
        first = tmp_path / "first"
        assert paperkg("publish", notes, "--out", first, "--since", f"{address}none").code == 0
    releases = json.loads((first / "data/changes.json").read_text())["releases"]
    assert [release["version"] for release in releases] == ["2"]
    done = paperkg("publish", notes, "--out", out, "--since", tmp_path / "nowhere")
    assert done.code == 2
    assert "is no site made by paperkg" in done.err
