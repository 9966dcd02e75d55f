"""``paperkg push`` on the command line: what it says, what it returns, what it never shows."""

from __future__ import annotations

import pytest

from paperkg.cli import run
from paperkg.store import RemoteStore

POST = """---
title: "Lumen: a made-up encoder"
year: 2021
---
Lumen builds on BERT and keeps its encoder.
"""


@pytest.fixture
def posts(tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "lumen.md").write_text(POST)
    return folder


@pytest.fixture
def push(posts, capsys):
    def call(*arguments):
        code = run(["push", str(posts), *arguments])
        done = capsys.readouterr()
        return code, done.out, done.err

    return call


def test_push_twice_and_ask(push, oxigraph, posts, capsys):
    where = ["--endpoint", oxigraph.endpoint, "--base-iri", "http://example.org/lumen/"]
    code, out, _ = push(*where, "--dry-run")
    assert code == 0
    assert "would push 5 graphs" in out
    code, out, err = push(*where)
    assert code == 0
    assert "pushed 5 graphs" in out
    assert "by Graph Store Protocol" in out
    assert "moving into place" in err
    code, out, err = push(*where)
    assert (code, err) == (0, "")
    assert out.startswith("already up to date: 5 graphs")
    query = 'SELECT ?p { ?p <http://purl.org/dc/terms/title> "Lumen: a made-up encoder"@en }'
    assert run(["query", query, "--endpoint", oxigraph.query]) == 0
    assert "1 row" in capsys.readouterr().out


def test_everything_into_one_graph(push, oxigraph):
    code, out, _ = push("--endpoint", oxigraph.endpoint, "--graph", "http://example.org/one")
    assert code == 0
    assert "pushed 1 graph" in out
    found = RemoteStore(oxigraph.query, environ={}).query(
        "ASK { GRAPH <http://example.org/one> { ?s ?p ?o } }"
    )
    assert found is True


@pytest.mark.parametrize(
    ("endpoint", "message"),
    [
        ("ftp://example.org/", "is not the address of an endpoint"),
        ("http://me:hunter2@127.0.0.1/", "has a user name in it"),
        ("http://127.0.0.1:9/", "cannot be reached"),
    ],
)
def test_what_is_no_store(push, endpoint, message, monkeypatch):
    monkeypatch.setattr("paperkg.store.patience.WAITS", ())
    code, out, err = push("--endpoint", endpoint)
    assert (code, out) == (1, "")
    assert message in err
    assert "hunter2" not in err
    assert err.count("\n") == 1


def test_the_endpoint_must_be_named(push):
    code, _, err = push()
    assert code == 2
    assert "--endpoint" in err
