"""An endpoint that lies, hangs or attacks gets one line of error, in time."""

from __future__ import annotations

import http.server
import json
import socket
import threading
import time
from typing import ClassVar

import pytest

from paperkg.errors import EndpointError, QueryError
from paperkg.store import RemoteStore, Table, render_answer
from paperkg.store.keys import find_login
from paperkg.store.remote import check_address

SELECT = "SELECT ?x { ?x ?y ?z }"
GOOD = {
    "head": {"vars": ["x"]},
    "results": {"bindings": [{"x": {"type": "uri", "value": "http://e/"}}]},
}
RESULTS = "application/sparql-results+json"


class Faults(http.server.BaseHTTPRequestHandler):
    """Each path is a way to be wrong."""

    protocol_version = "HTTP/1.0"
    seen: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def do_GET(self):
        path = self.path.partition("?")[0].strip("/")
        type(self).seen.append((path, dict(self.headers)))
        getattr(self, path, self.ok)()

    def reply(self, body, kind=RESULTS, status=200, **headers):
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def ok(self):
        self.reply(GOOD)

    def html(self):
        self.reply(b"<html>Welcome</html>", "text/html")

    def cut(self):
        self.reply(json.dumps(GOOD).encode()[:-20])

    def short(self):
        self.reply(json.dumps(GOOD).encode(), Content_Length="5000")

    def array(self):
        self.reply([1, 2])

    def odd(self):
        self.reply({"head": {"vars": 3}, "results": {"bindings": "no"}})

    def nested(self):
        self.reply(b"[" * 200_000)

    def empty(self):
        self.reply(b"")

    def latin(self):
        self.reply('{"head": "é"}'.encode("latin-1"))

    def cancelled(self):
        self.reply(
            b'{"head":{"vars":["x"]},"results":{"bindings":[The SPARQL operation has been cancelled'
        )

    def gzip(self):
        self.reply(b"\x1f\x8b", Content_Encoding="gzip")

    def e500(self):
        self.reply(b"boom\x1b[31m", "text/plain", 500)

    def e503(self):
        self.reply(b"<html>", "text/html", 503, Retry_After="3")

    def e400(self):
        self.reply(b"Parse error at line 1", "text/plain", 400)

    def e401(self):
        if "Authorization" in self.headers:
            self.ok()
        else:
            self.reply(b"", "text/plain", 401, WWW_Authenticate='Basic realm="x"')

    def loop(self):
        self.reply(b"", status=302, Location="/loop")

    def file(self):
        self.reply(b"", status=302, Location="file:///etc/passwd")

    def moved(self):
        self.reply(b"", status=302, Location="/ok")

    def post308(self):
        self.reply(b"", status=308, Location="/ok")

    def hang(self):
        time.sleep(5)

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Type", RESULTS)
        self.end_headers()
        for _ in range(100):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def drip_head(self):
        for _ in range(100):
            try:
                self.wfile.write(b"H")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def huge(self):
        self.send_response(200)
        self.send_header("Content-Type", RESULTS)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" " * 1_000_000)
        except OSError:
            return

    def ansi(self):
        value = {"type": "literal", "value": "\x1b[2Jgone\x9b\u202e"}
        bad = {"type": "uri", "value": "http://e/ <x>\x1b"}
        self.reply({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": value}, {"x": bad}]}})

    def virtuoso(self):
        value = {"type": "typed-literal", "value": "1", "datatype": "http://e/int"}
        self.reply({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": value}]}})

    def blank(self):
        value = {"type": "bnode", "value": "b 0>"}
        self.reply({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": value}]}})

    def turtle(self):
        self.reply(b"<http://e/a> <http://e/b> 1 .", "text/turtle")

    def bad_turtle(self):
        self.reply(b"<http://e/a> <http://e/b c> 1 .", "text/turtle")

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Faults)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def ask(address, path, query=SELECT, **more):
    return RemoteStore(address + path, environ={}, timeout=1, **more).query(query)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("html", "text/html in place of"),
        ("cut", "no valid"),
        ("short", "cut short"),
        ("array", "no valid"),
        ("odd", "no valid"),
        ("nested", "no valid"),
        ("empty", "no valid"),
        ("latin", "no valid"),
        ("cancelled", "no valid"),
        ("gzip", "compressed"),
        ("e500", "answers 500"),
        ("e503", "answers 503"),
        ("loop", "302|infinite"),
        ("file", "where nobody may follow"),
        ("turtle", "in place of"),
    ],
)
def test_faults(address, path, message):
    with pytest.raises(EndpointError, match=message) as caught:
        ask(address, path)
    said = str(caught.value)
    assert "\n" not in said
    assert "\x1b" not in said
    assert len(said) < 400
    assert caught.value.endpoint.startswith(address)


@pytest.mark.parametrize("path", ["hang", "drip", "drip_head"])
def test_time_is_limited_for_everything_together(address, path):
    with pytest.raises(EndpointError, match=r"within 1 s|reached") as caught:
        ask(address, path)  # what drips comes to its end later, and is an answer then
    assert caught.value.retryable


def test_length_is_limited(address):
    with pytest.raises(EndpointError, match="longer than 5 MB"):
        ask(address, "huge", max_bytes=5_000_000)


def test_statuses_tell_what_to_do(address):
    with pytest.raises(EndpointError) as caught:
        ask(address, "e503")
    assert caught.value.retryable
    assert caught.value.status == 503
    with pytest.raises(EndpointError) as caught:
        ask(address, "e401")
    assert not caught.value.retryable
    assert "netrc" in caught.value.advice
    with pytest.raises(QueryError, match="Parse error at line 1"):
        ask(address, "e400")


def test_redirects_on_one_host_are_followed(address):
    assert isinstance(ask(address, "moved"), Table)


def test_a_post_is_not_repeated_elsewhere(address):
    with pytest.raises(EndpointError, match="308"):
        ask(address, "post308", "# " + "x" * 3000 + "\n" + SELECT)


def test_no_redirect_from_outside_into_the_own_network(address, monkeypatch):
    from paperkg.store import transport

    monkeypatch.setattr(
        transport, "is_public", lambda url: url.endswith("x } ?x ?y ?z }") or "moved" in url
    )
    with pytest.raises(EndpointError, match="own network"):
        ask(address, "moved")


def test_control_characters_stay_off_the_terminal(address):
    answer = ask(address, "ansi")
    shown = render_answer(answer)
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "\u202e" not in shown
    assert answer.rows[1][0] == "<http://e/%20%3Cx%3E%1B>"


def test_dialects_of_terms(address):
    assert ask(address, "virtuoso").rows[0] == ('"1"^^<http://e/int>',)
    assert ask(address, "blank").rows[0] == ("_:b_0_",)


def test_graphs(address):
    answer = ask(address, "turtle", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert len(answer) == 1
    with pytest.raises(EndpointError, match="no valid text/turtle"):
        ask(address, "bad_turtle", "DESCRIBE <http://e/a>")


def test_credentials_are_sent_when_asked_for_and_only_then(address):
    environ = {"PAPERKG_ENDPOINT_USER": "me", "PAPERKG_ENDPOINT_PASSWORD": "s3cret"}
    Faults.seen.clear()
    store = RemoteStore(address + "e401", environ=environ, timeout=2)
    assert isinstance(store.query(SELECT), Table)
    assert "Authorization" not in Faults.seen[0][1]
    assert "Authorization" in Faults.seen[1][1]
    with pytest.raises(EndpointError) as caught:
        RemoteStore(address + "e500", environ=environ, timeout=2).query(SELECT)
    assert "s3cret" not in str(caught.value)


def test_netrc(tmp_path):
    path = tmp_path / "netrc"
    path.write_text("machine example.org login me password pw\n")
    assert find_login("https://example.org/sparql", {"NETRC": str(path)}) == ("me", "pw")
    assert find_login("https://other.org/", {"NETRC": str(path)}) is None
    path.write_text("machine")
    assert find_login("https://example.org/", {"NETRC": str(path)}) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "file:///etc/passwd",
        "ftp://x",
        "http://",
        "http://me:pw@x.org/",
        "http://x y/",
        "http://x:a/",
    ],
)
def test_addresses_that_are_none(text):
    with pytest.raises(EndpointError) as caught:
        check_address(text)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize(
    "path", ["html", "cut", "empty", "array", "latin", "e401", "e500", "e503", "loop", "file"]
)
def test_the_command_line_says_it_in_one_line(address, path, capsys, monkeypatch):
    from paperkg.cli import run

    monkeypatch.setenv("NETRC", "/nowhere")
    assert run(["query", SELECT, "--endpoint", address + path]) == 1
    done = capsys.readouterr()
    assert done.out == ""
    assert done.err.startswith(f"paperkg: {address}{path}: ")
    assert done.err.count("\n") == 1


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointError, match="cannot be reached") as caught:
        RemoteStore(f"http://127.0.0.1:{port}/", environ={}, timeout=1).query(SELECT)
    assert caught.value.retryable


def test_rdf_libraries_load_only_when_used():
    import subprocess
    import sys

    code = (
        "import sys, paperkg.store, paperkg.graph\n"
        "print({'rdflib', 'SPARQLWrapper', 'urllib.request', 'pyoxigraph'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
