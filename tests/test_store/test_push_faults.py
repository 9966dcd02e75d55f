"""A push to a store that fails, lies or redirects: nothing is lost, repeated or given away."""

from __future__ import annotations

import base64
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import pyoxigraph as ox
import pytest

from paperkg.errors import EndpointError
from paperkg.graph import parse_quads
from paperkg.store import render_answer
from paperkg.store.local import Store
from paperkg.store.push import State, plan_push

BASE = "http://example.org/"
ONE = f"{BASE}graph/one"
RECORD = f"{BASE}graph/pushed"
OLD = "".join(f'<http://e/s> <http://e/p> "old {n}" .\n' for n in range(30))
NEW = "".join(f'<http://e/s> <http://e/p> "new {n}" .\n' for n in range(40))
SECRET = {"PAPERKG_ENDPOINT_USER": "me", "PAPERKG_ENDPOINT_PASSWORD": "hunter2"}


class Fake(BaseHTTPRequestHandler):
    """An Oxigraph server in this process, which can be told what to do wrong next."""

    def version_string(self):
        return "Oxigraph/fake"

    def do_GET(self):
        self.handle_it(b"")

    def do_HEAD(self):
        self.handle_it(b"")

    def do_PUT(self):
        self.handle_it(self.rfile.read(int(self.headers["Content-Length"])))

    def do_POST(self):
        self.handle_it(self.rfile.read(int(self.headers["Content-Length"])))

    def handle_it(self, body):
        words = body.decode("utf-8", "replace").split(None, 1)
        what = f"{self.command} {words[0] if words and self.command == 'POST' else ''}".strip()
        self.server.log.append((what, self.headers.get("Authorization", "")))
        wanted = self.server.password
        if wanted and self.headers.get("Authorization") != f"Basic {wanted}":
            self.reply(401, b"", "text/plain", ("WWW-Authenticate", 'Basic realm="x"'))
            return
        faults = self.server.faults
        fault = faults.popleft()[1] if faults and what.startswith(faults[0][0]) else None
        if fault == "gone before":
            self.close_connection = True
            return
        if isinstance(fault, tuple):
            self.reply(fault[0], b"<html>", "text/html", *fault[1:])
            return
        if fault == "lie":
            self.reply(200, b"<html>Welcome</html>", "text/html")
            return
        if fault == "cut":
            body = body[: body.rindex(b"\n", 0, -1) + 1]
        status, kind, answer = self.do_it(what, body)
        if fault == "gone after":
            self.close_connection = True
            return
        self.reply(status, answer, kind)

    def do_it(self, what, body):
        store = self.server.store
        query = parse_qs(urlsplit(self.path).query)
        if what.startswith("PUT"):
            graph = ox.NamedNode(unquote(query["graph"][0]))
            store.clear_graph(graph)
            store.load(body, format=ox.RdfFormat.TURTLE, to_graph=graph)
            return 204, "text/plain", b""
        if what.startswith("POST"):
            store.update(body.decode())
            return 204, "text/plain", b""
        if "query" not in query:
            return 200, "text/plain", b""
        answer = Store(store).query(query["query"][0])
        return 200, "application/sparql-results+json", render_answer(answer, "json").encode()

    def reply(self, status, body, kind, *headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def fakes(monkeypatch):
    monkeypatch.setattr("paperkg.store.patience.WAITS", (0, 0, 0))
    made = []

    def make():
        server = ThreadingHTTPServer(("127.0.0.1", 0), Fake)
        server.daemon_threads = True
        server.store, server.log, server.faults, server.password = ox.Store(), [], deque(), ""
        server.address = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        made.append(server)
        return server

    yield make
    for server in made:
        server.shutdown()
        server.server_close()


@pytest.fixture
def fake(fakes):
    server = fakes()
    push(server, OLD)
    server.log.clear()
    return server


def push(server, text, **options):
    quads = [(*quad[:3], f"<{ONE}>") for quad in parse_quads(text.encode(), ".nt")]
    options = {"record": RECORD, "environ": {}, "timeout": 5} | options
    plan, pusher = plan_push(quads, server.address, **options)
    pusher.carry_out(plan)
    return plan


def held(server, graph=ONE):
    return len(list(server.store.quads_for_pattern(None, None, None, ox.NamedNode(graph))))


def sent(server, what):
    return sum(entry.startswith(what) for entry, _ in server.log)


def test_it_works_without_faults(fake):
    assert held(fake) == 30
    push(fake, NEW)
    assert held(fake) == 40
    assert {str(g) for g in fake.store.named_graphs()} == {f"<{ONE}>", f"<{RECORD}>"}
    fake.log.clear()
    assert push(fake, NEW).done
    assert sent(fake, "PUT") + sent(fake, "POST") == 0


@pytest.mark.parametrize(
    "fault", [(503, ("Retry-After", "0")), (429,), "gone before", "gone after"]
)
def test_a_put_is_tried_again(fake, fault):
    fake.faults.extend([("PUT", fault), ("PUT", fault)])
    push(fake, NEW)
    assert sent(fake, "PUT") == 3
    assert held(fake) == 40


def test_a_put_is_not_tried_for_ever(fake):
    fake.faults.extend([("PUT", (503,))] * 9)
    with pytest.raises(EndpointError, match="answers 503"):
        push(fake, NEW)
    assert sent(fake, "PUT") == 4
    assert held(fake) == 30


def test_nobody_waits_for_an_hour(fake):
    fake.faults.append(("PUT", (503, ("Retry-After", "3600"))))
    with pytest.raises(EndpointError, match="answers 503"):
        push(fake, NEW)
    assert sent(fake, "PUT") == 1


@pytest.mark.parametrize("fault", ["gone before", (503,), (500,)])
@pytest.mark.parametrize("step", ["POST DROP", "POST INSERT", "POST MOVE"])
def test_a_post_is_never_repeated(fake, step, fault):
    fake.faults.append((step, fault))
    with pytest.raises(EndpointError):
        push(fake, NEW, protocol="update")
    assert sent(fake, step) == 1
    assert held(fake) == 30
    push(fake, NEW)
    assert held(fake) == 40
    assert held(fake, f"{ONE}/staging") == 0


def test_a_move_without_an_answer_is_looked_after(fake):
    fake.faults.append(("POST MOVE", "gone after"))
    push(fake, NEW)
    assert sent(fake, "POST MOVE") == 1
    assert held(fake) == 40


def test_what_was_cut_on_the_way_is_found_before_anything_is_replaced(fake):
    fake.faults.append(("PUT", "cut"))
    with pytest.raises(EndpointError, match=r"39 triples .* 40 .* nothing was replaced"):
        push(fake, NEW)
    assert held(fake) == 30


@pytest.mark.parametrize("step", ["PUT", "POST MOVE"])
def test_a_success_that_is_none_is_found(fake, step):
    fake.faults.append((step, "lie"))
    with pytest.raises(EndpointError, match=r"triples in|holds something else"):
        push(fake, NEW)
    assert held(fake) == 30


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("step", ["PUT", "POST DROP"])
def test_what_is_written_is_not_redirected(fake, fakes, step, status):
    other = fakes()
    fake.faults.append((step, (status, ("Location", f"{other.address}update"))))
    with pytest.raises(EndpointError, match=f"answers {status} and redirects to"):
        push(fake, NEW)
    assert other.log == []
    assert held(fake) == 30


def test_a_store_without_updates_gets_graphs_put_in_place(fake):
    fake.faults.append(("POST DROP", (405,)))
    push(fake, NEW)
    assert held(fake) == 40
    assert sent(fake, "POST") == 1
    assert push(fake, NEW).done


def test_a_password_goes_to_its_host_only_and_into_no_message(fakes):
    server, other = fakes(), fakes()
    server.password = base64.b64encode(b"me:hunter2").decode()
    push(server, NEW, environ=SECRET)
    assert held(server) == 40
    puts = [login for what, login in server.log if what == "PUT"]
    assert all(puts)  # asked beforehand: no long body is sent in vain
    with pytest.raises(EndpointError, match="401") as caught:
        push(server, OLD, environ=SECRET | {"PAPERKG_ENDPOINT_PASSWORD": "other secret"})
    assert "secret" not in str(caught.value)
    server.faults.append(("GET", (302, ("Location", f"{other.address}query?query=ASK%7B%7D"))))
    push(server, NEW, environ=SECRET)
    assert other.log
    assert not any(login for _, login in other.log)


def test_planning_says_what_would_be_done(fake):
    fake.log.clear()
    quads = [(*quad[:3], f"<{ONE}>") for quad in parse_quads(NEW.encode(), ".nt")]
    plan, _ = plan_push(quads, fake.address, record=RECORD, environ={})
    assert [(load.state, load.before) for load in plan.loads] == [(State.OTHER, 30)]
    assert sent(fake, "GET") == len(fake.log)
