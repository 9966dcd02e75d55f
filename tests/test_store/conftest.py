"""Stores over the small catalog: in memory, on disk, and behind a loopback endpoint."""

from __future__ import annotations

import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "test_graph"))
import factory
from peers import Endpoint

from paperkg.graph import build_quads
from paperkg.store import create_store, open_store


@pytest.fixture(scope="session")
def quads():
    return build_quads(factory.small())


@pytest.fixture(scope="session")
def memory(quads):
    with open_store(quads) as store:
        yield store


@pytest.fixture(scope="session")
def disk(quads, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stores") / "store"
    create_store(quads, folder)
    with open_store(folder) as store:
        yield store


@pytest.fixture(scope="session")
def endpoint(memory):
    Endpoint.store = memory
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def remote(endpoint):
    from paperkg.store import RemoteStore

    return RemoteStore(endpoint, environ={})


@pytest.fixture(params=["memory", "disk", "remote"])
def store(request):
    return request.getfixturevalue(request.param)
