from __future__ import annotations

import pytest

from test_serve.server import Server, write_notes


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("serve")


@pytest.fixture(scope="session")
def site(place):
    """A published site."""
    import os
    import subprocess
    import sys

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
