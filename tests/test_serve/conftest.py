from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from test_serve.server import JSON, NOTES, Server, get_query, write_notes


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("serve")


@pytest.fixture(scope="session")
def site(place):
    """A published site."""
    notes = write_notes(place / "notes")
    command = [sys.executable, "-m", "paperkg", "publish", notes, "--out", place / "site"]
    env = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
    subprocess.run(command, check=True, cwd=place, env=env, capture_output=True)
    return place / "site"


@pytest.fixture(scope="session")
def server(place, site):
    """A server with the default limits."""
    running = Server(site, cache=place / "cache", cwd=place)
    yield running
    assert running.stop() == (0, "")


@pytest.fixture(scope="session")
def strict(place, site):
    """A server with low limits."""
    running = Server(site, "--timeout", 2, "--max-rows", 100, cache=place / "cache", cwd=place)
    yield running
    assert running.stop() == (0, "")


@dataclass(frozen=True)
class Releases:
    """A project that was served three times, with a change of its posts before the last.

    Attributes:
        said: What each start wrote to stderr.
        titles: First words of the titles of all papers, each time.
        server: The last one, still running.
    """

    said: list[str]
    titles: list[set[str]]
    server: Server


@pytest.fixture(scope="session")
def releases(place):
    home = place / "releases"
    notes = write_notes(home / "notes", {n: NOTES[n] for n in ("bert.md", "distilled.md")})
    (home / "paperkg.toml").write_text('posts = "notes"\noutput = "site"\n', encoding="utf-8")
    said, titles = [], []
    query = get_query("SELECT ?t { ?p a pkg:Paper ; dcterms:title ?t }")
    for number in range(3):
        if number == 2:
            (notes / "distilled.md").unlink()
            write_notes(notes, {"roberta.md": NOTES["roberta.md"]})
        server = Server(cache=place / "cache", cwd=home)
        titles.append({row["t"].split(":")[0] for row in server.get(query, JSON).rows})
        if number < 2:
            said.append(server.stop()[1])
    yield Releases(said, titles, server)
    said = server.stop()[1]
    assert "the site is not up to date: publishing" in said
