"""The query page under ``paperkg serve``: it asks the server, and shows what the server says."""

from __future__ import annotations

import pytest

from browser.test_sparql_browser import ENGINE, Asked, paths
from test_serve.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(site, tmp_path_factory):
    place = tmp_path_factory.mktemp("served")
    server = Server(site, "--max-rows", 20, cache=place, cwd=place)
    yield server.address.rstrip("/")
    assert server.stop() == (0, "")


def test_the_page_asks_the_server_it_came_from(browse, address):
    page, log = browse()
    page.goto(f"{address}/sparql.html")
    asked = Asked(page, log)
    assert asked.run("ASK { ?p a pkg:Paper }").startswith("Yes.")
    assert asked.run("SELECT * { ?p a pkg:Paper } LIMIT 2").startswith("2 rows")
    assert len(asked.rows()) == 2
    asked.run("CONSTRUCT WHERE { ?s ?p ?o }")
    assert not ENGINE & paths(log, address)
    assert log.errors == []
    asked.run("SELECT *\nWHERE { ?s ?p }")
    assert page.get_by_role("alert").inner_text().startswith("Line 2, column ")
