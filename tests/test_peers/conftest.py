"""Stores of other people, started for the session."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from servers import OwnServer, OxigraphServer, VirtuosoServer, comunica_folder

from paperkg import resources
from paperkg.pipeline import collect, locate
from paperkg.pipeline.make import make_quads


@pytest.hookimpl(tryfirst=True)  # before the groups are looked at
def pytest_collection_modifyitems(items):
    """Keep these tests in one process, so that each server is started once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("peers"))


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory):
    server = OxigraphServer(tmp_path_factory.mktemp("oxigraph"), "--union-default-graph")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory):
    server = VirtuosoServer(tmp_path_factory.mktemp("virtuoso"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.tool)])
def peer(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def demo():
    """Return the graph of the demo corpus."""
    return make_quads(collect(locate(resources.path("data", "posts"))))[0]


@pytest.fixture(scope="session")
def own(tmp_path_factory):
    server = OwnServer(tmp_path_factory.mktemp("own"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def comunica():
    return comunica_folder(Path(__file__).parent / "comunica")
