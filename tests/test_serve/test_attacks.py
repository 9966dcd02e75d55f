"""Strangers who mean harm: the server goes on, and tells them why it does not do their bidding."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

import pytest

from paperkg.serve import worker
from paperkg.store import create_store
from test_serve.attacks import COSTLY, TOO_LARGE, harmless, reaching_out
from test_serve.server import JSON, ask, children, get_query, wait_until

DIRECT = {"Content-Type": "application/sparql-query"}
WORKERS = 4


@pytest.fixture(scope="module")
def canary():
    """An address on this machine, and the list of those who called it."""
    calls = []

    class Canary(BaseHTTPRequestHandler):
        def parse_request(self):
            calls.append(self.raw_requestline)
            return False

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Canary) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/canary", calls
        httpd.shutdown()


@contextmanager
def normal_client(server):
    """Somebody who asks small things all the time; every one has to be answered."""
    seen, stop = [], threading.Event()

    def go_on():
        with closing(server.connect()) as connection:
            number = 0
            while not stop.is_set():
                number += 1
                query = f"SELECT ({number} AS ?n) {{ ?s a <{'https://w3id.org/paperkg/ontology#'}Paper> }}"
                seen.append(ask(connection, "GET", get_query(query), {"Accept": JSON}).status)
                seen.append(ask(connection, "GET", "/paper/bert.ttl").status)
                time.sleep(0.01)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


_NUMBER = count()


def answers(server):
    """Whether a question is answered that was never asked before."""
    return server.query(f"SELECT ({next(_NUMBER)} AS ?new) {{}}").status == 200


def test_there_are_enough_of_them():
    assert len(COSTLY) + len(TOO_LARGE) + len(reaching_out("x:y")) > 70


def test_costly_queries_are_stopped_and_nobody_else_notices(strict):
    assert wait_until(lambda: len(strict.workers()) == WORKERS)
    with normal_client(strict) as seen, ThreadPoolExecutor(8) as attackers:
        replies = attackers.map(lambda query: strict.query(query, "*/*"), COSTLY.values())
        found = dict(zip(COSTLY, replies, strict=True))
        assert answers(strict)
    assert set(seen) == {200}
    assert len(seen) > 20
    wrong = {name: (r.status, r.body[:80]) for name, r in found.items() if r.status != 503}
    assert not wrong
    reasons = [r.body.decode() for r in found.values()]
    assert any("stopped after 2 s" in reason for reason in reasons)
    assert wait_until(lambda: len(strict.workers()) == WORKERS)


def test_a_costly_query_alone_is_stopped_in_time(strict):
    found = strict.query(COSTLY["product"] + " # once more")
    assert (found.status, found.type) == (503, "text/plain")
    assert b"stopped after 2 s" in found.body
    assert "Retry-After" not in found.headers


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_is_too_large_is_refused(strict, name):
    before = set(strict.workers())
    found = strict.ask("POST", "/sparql", DIRECT, TOO_LARGE[name].encode())
    assert (found.status, found.type) == (
        413 if len(TOO_LARGE[name]) > 64_000 else 400,
        "text/plain",
    )
    assert answers(strict)
    assert before & set(strict.workers()) or not before


def test_no_process_is_lost_over_what_is_refused(strict):
    assert wait_until(lambda: len(strict.workers()) == WORKERS)
    before = set(strict.workers())
    for query in TOO_LARGE.values():
        strict.ask("POST", "/sparql", DIRECT, query.encode())
    assert set(strict.workers()) == before


def test_nothing_is_fetched(server, canary):
    address, calls = canary
    for name, query in reaching_out(address).items():
        found = server.query(query)
        assert found.status == 400, name
        assert b"not allowed" in found.body or b"no valid SPARQL" in found.body, name
    for name, query in harmless(address).items():
        assert server.query(query, "*/*").status == 200, name
    for parameter in ("default-graph-uri", "named-graph-uri"):
        assert server.query("SELECT * { ?s ?p ?o }", **{parameter: address}).rows == []
    assert calls == []


def test_the_canary_sings(canary):
    """The test above can fail."""
    from urllib.request import urlopen

    address, calls = canary
    with pytest.raises(OSError):  # noqa: PT011 - it sings, and hangs up
        urlopen(address)
    assert b"/canary" in calls.pop()


def test_a_process_that_answers_can_open_nothing(server):
    """Even what the guard would miss reaches nobody: no descriptor can be had any more."""
    assert wait_until(lambda: len(server.workers()) == WORKERS)
    for pid in server.workers():
        assert wait_until(lambda pid=pid: files_of(pid) == ["0", "0"])
        limits = Path(f"/proc/{pid}/limits").read_text()
        (core,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]
        (space,) = (line for line in limits.splitlines() if line.startswith("Max address space"))
        assert int(space.split()[3]) == 1 << 30


UNGUARDED = """
import socket, sys
from paperkg.serve import worker
guarded = worker.inspect
worker.inspect = lambda query: guarded(query, federated=True)
if "--careless" in sys.argv:
    worker._give_up_rights = lambda memory: None
worker.run(socket.socket(fileno=0), sys.argv[1], "https://w3id.org/paperkg/", 1 << 30)
"""


@pytest.mark.parametrize("careless", [False, True])
def test_a_service_that_the_guard_would_miss_is_not_reached(place, canary, careless):
    """And would be, if the process had kept its right to open something."""
    address, calls = canary
    store = place / f"store-{careless}"
    create_store([], store)
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-c", UNGUARDED, str(store), *["--careless"] * careless]
    with theirs:
        process = subprocess.Popen(command, stdin=theirs.fileno(), stderr=subprocess.DEVNULL)
    with ours, ours.makefile("rwb") as stream:

        def read():
            head, body = worker.LENGTHS.unpack(stream.read(worker.LENGTHS.size))
            return json.loads(stream.read(head)), stream.read(body)

        assert read()[0]["ready"]
        for silent in ("", "SILENT "):
            query = f"SELECT * {{ SERVICE {silent}<{address}> {{ ?s ?p ?o }} }}"
            task = {"query": query, "table": "json", "graph": "ttl", "rows": 9, "size": 999}
            data = json.dumps({**task, "default": None, "named": None}).encode()
            stream.write(worker.LENGTHS.pack(len(data), 0) + data)
            stream.flush()
            assert read()[0]["status"] == (200 if silent else 503)
    process.wait(10)
    assert bool(calls) == careless
    calls.clear()


def files_of(pid: int) -> list[str]:
    limits = Path(f"/proc/{pid}/limits").read_text()
    (files,) = (line for line in limits.splitlines() if line.startswith("Max open files"))
    return files.split()[3:5]


# --- processes that end


def busy(server) -> list[int]:
    """The processes that work on something that takes long: they let others go first."""
    found = []
    for pid in server.workers():
        with suppress(ProcessLookupError):
            if os.getpriority(os.PRIO_PROCESS, pid) > 0:
                found.append(pid)
    return found


def test_a_process_that_is_killed_over_a_query_is_replaced(server):
    with ThreadPoolExecutor(1) as other:
        pending = other.submit(server.query, COSTLY["product"])
        assert wait_until(lambda: busy(server))
        (pid,) = busy(server)
        os.kill(pid, signal.SIGKILL)
        found = pending.result()
    assert found.status == 503
    assert b"ask again" in found.body
    assert answers(server)
    assert wait_until(lambda: len(server.workers()) == WORKERS)
    assert pid not in server.workers()


def test_idle_processes_that_are_killed_are_replaced(server):
    before = server.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: len(set(server.workers()) - set(before)) == WORKERS)
    assert answers(server)


def test_all_processes_come_back_when_their_parent_is_killed(server):
    before = server.workers()
    (nursery,) = children(server.process.pid)
    os.kill(nursery, signal.SIGKILL)
    assert wait_until(lambda: len(set(server.workers()) - set(before)) == WORKERS)
    assert answers(server)


def test_who_goes_away_is_not_answered(server):
    """The process is freed when its client leaves, long before the time limit."""
    with closing(server.connect()) as connection:
        connection.request("GET", get_query(COSTLY["long offset"] + " # abandoned"))
        assert wait_until(lambda: busy(server))
        (pid,) = busy(server)
    assert wait_until(lambda: pid not in server.workers(), 5)


# --- requests that are no queries


def talk(server, data: bytes, *, wait: float = 15) -> bytes:
    with socket.create_connection((server.host, server.port), timeout=wait) as line:
        with suppress(OSError):  # refused before it was all sent
            line.sendall(data)
        parts = []
        try:
            while part := line.recv(65536):
                parts.append(part)
        except ConnectionResetError:
            pass
        return b"".join(parts)


HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("body that is announced", HEAD + b"Content-Length: 1000000000000\r\n\r\n", 413),
        ("body that is sent", HEAD + b"Content-Length: 8000000\r\n\r\n" + b"x" * 8_000_000, 413),
        (
            "chunks without end",
            HEAD
            + b"Transfer-Encoding: chunked\r\n\r\n"
            + (b"ffff\r\n%b\r\n" % (b"x" * 0xFFFF)) * 9,
            413,
        ),
        ("length that is none", HEAD + b"Content-Length: x\r\n\r\n", 400),
        ("length below nothing", HEAD + b"Content-Length: -1\r\n\r\n", 400),
        ("long header", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 8_000_000, 431),
        ("many headers", b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100_000, 431),
        ("long address", b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 431),
        ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 40, 400),
        ("old HTTP", b"GET /\r\n\r\n", 400),
        ("nonsense", b"\0" * 1000, 400),
    ],
)
def test_what_is_too_much_is_refused(server, name, data, status):
    got = talk(server, data)
    assert got.split(b" ")[1] == str(status).encode(), got[:200]
    assert answers(server)


@pytest.fixture(scope="module")
def slow_lines(server):
    """Connections that send a byte now and then, opened together, watched together."""
    starts = [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: loc",
        b"\r\n",
        HEAD + b"Content-Length: 100\r\n\r\nASK",
    ]
    lines = [socket.create_connection((server.host, server.port), timeout=30) for _ in range(100)]
    for number, line in enumerate(lines):
        line.sendall(starts[number % len(starts)])
    yield lines
    for line in lines:
        line.close()


def test_slow_connections_keep_nobody_out_and_are_closed(server, slow_lines):
    stop = threading.Event()

    def drip():
        while not stop.wait(0.5):
            for number, line in enumerate(slow_lines):
                try:
                    line.sendall(b"\r\n" if number % 5 == 3 else b"X")
                except OSError:
                    continue

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        with closing(server.connect()) as connection:
            for _ in range(20):
                assert ask(connection, "GET", "/paper/bert.html").status == 200
                assert ask(connection, "GET", get_query("ASK {}")).status == 200
        with ThreadPoolExecutor(len(slow_lines)) as watchers:
            ends = list(watchers.map(read_to_end, slow_lines))
    finally:
        stop.set()
        thread.join()
    assert all(end is not None for end in ends), "a connection was left open"
    assert sum(b" 408 " in end for end in ends) > 50


def read_to_end(line) -> bytes | None:
    parts = []
    try:
        while part := line.recv(65536):
            parts.append(part)
    except TimeoutError:
        return None
    except OSError:
        pass
    return b"".join(parts)


def test_nothing_is_left_over(server):
    """After all of the above: no descriptor and no process more than at the start."""
    folder = Path(f"/proc/{server.process.pid}/fd")
    assert wait_until(lambda: len(list(folder.iterdir())) < 40)
    assert wait_until(lambda: len(server.workers()) == WORKERS)
