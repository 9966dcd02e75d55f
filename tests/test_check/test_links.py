"""Links into the web: asked for only on request, politely, and remembered."""

from __future__ import annotations

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from paperkg.check import LINKS, Outcome, Site, check_site, requirements
from paperkg.check.links import outward
from paperkg.cli import run
from paperkg.errors import EndpointError
from paperkg.pipeline.linking import LinkAsker
from paperkg.store.alive import dead

DAY = dt.date(2024, 5, 1)


class Web(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_HEAD(self):
        self.asked.append((self.command, self.path))
        status = int(self.path.strip("/") or 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0" if status != 200 else "123")
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def web():
    Web.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("200", ""),
        ("302", ""),
        ("403", ""),
        ("405", ""),
        ("429", ""),
        ("503", ""),
        ("404", "answers 404"),
        ("410", "answers 410"),
    ],
)
def test_only_what_is_certain_is_dead(web, path, fault):
    assert dead(f"{web}/{path}", timeout=5, private=True) == fault
    assert Web.asked[0] == ("HEAD", f"/{path}")


def test_nothing_of_the_own_network_is_asked(web):
    assert dead(f"{web}/404", timeout=5) == "leads into a network of its own"
    assert dead("http://[::1]/", timeout=5) == "leads into a network of its own"
    assert Web.asked == []


def test_a_host_nobody_knows_says_nothing_of_the_address():
    with pytest.raises(EndpointError, match=r"no address is known for the host nowhere\.invalid"):
        dead("https://nowhere.invalid/x", timeout=5)
    assert dead("mailto:me@example.org", timeout=5) == ""


def check(site, cache, ask, day=DAY):
    asker = LinkAsker(cache, ask, today=day, pause=0)
    (result,) = check_site(Site(site, probes={"links": asker.links}), [LINKS]).results
    return result


def test_a_dead_link_is_found_with_what_links_to_it(published, tmp_path):
    targets = outward(Site(published))
    assert targets
    gone, subject = targets[0]
    found = check(published, tmp_path / "links.json", lambda a: "answers 404" if a == gone else "")
    assert found.outcome is Outcome.FAILED
    assert found.offenders == (f"{gone}, linked from {subject}: answers 404 (2024-05-01)",)
    assert found.counted == f"{len(targets)} addresses"


def test_answers_are_believed_for_a_while(published, tmp_path):
    asked = []

    def ask(address):
        asked.append(address)
        return ""

    cache = tmp_path / "deep/links.json"
    assert check(published, cache, ask).outcome is Outcome.PASSED
    once = list(asked)
    assert check(published, cache, ask, DAY + dt.timedelta(29)).outcome is Outcome.PASSED
    assert asked == once
    check(published, cache, ask, DAY + dt.timedelta(30))
    assert asked == once + once
    cache.write_text(json.dumps({once[0]: {"day": "yesterday", "fault": ""}, "x": 1}))
    check(published, cache, ask)
    assert asked == once + once + once
    cache.write_text("[")
    check(published, cache, ask)
    assert asked == once * 4


def test_a_host_that_is_silent_is_asked_once_and_not_remembered(published, tmp_path):
    asked = []

    def ask(address):
        asked.append(address)
        raise EndpointError("no complete answer within 20 s")

    found = check(published, tmp_path / "links.json", ask)
    hosts = {address.split("/")[2] for address, _ in outward(Site(published))}
    assert len(asked) == len(hosts) <= found.violations
    assert "no complete answer" in found.offenders[0]
    assert json.loads((tmp_path / "links.json").read_text()) == {}


def test_nothing_is_asked_unless_one_asks_for_it(published, monkeypatch):
    assert LINKS not in {one.number for one in requirements()}
    monkeypatch.setattr("paperkg.pipeline.linking._dead", lambda _: pytest.fail("asked"))
    assert run(["check", str(published), "--quick", "--only", "1,3"]) == 0
    assert run(["check", str(published), "--quick", "--only", str(LINKS)]) == 2


def test_the_command_asks(published, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("paperkg.pipeline.linking._dead", lambda _: "answers 410")
    monkeypatch.setattr("paperkg.pipeline.linking.PAUSE", 0)
    assert run(["check", str(published), "--quick", "--links", "--only", str(LINKS)]) == 1
    assert "answers 410" in capsys.readouterr().out
