"""Many clients at once: nothing is lost, and everybody gets what belongs to their question."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from test_serve.server import JSON, ask, get_query, wait_until

CLIENTS, EACH = 16, 625
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
PAPER = "SELECT ?o { <https://w3id.org/paperkg/paper/bert> ?p ?o }"


def mixed(client: int, number: int):
    """A request, and the check of its response."""
    ident = client * EACH + number
    fresh = f"SELECT ({ident} AS ?n) {{}}"

    def has_number(reply):
        return reply.rows == [{"n": str(ident)}]

    return [
        (("GET", get_query(fresh), {"Accept": JSON}, None), 200, has_number),
        (("POST", "/sparql", {**DIRECT, "Accept": JSON}, fresh), 200, has_number),
        (("GET", "/paper/bert", {"Accept": "text/turtle"}, None), 303, lambda r: "bert.ttl" in r.headers["Location"]),
        (("GET", "/paper/bert.html", {}, None), 200, lambda r: b"</html>" in r.body[-10:]),
        (("GET", "/paper/bert.nt", {}, None), 200, lambda r: r.body.endswith(b" .\n")),
        (("HEAD", "/data/everything.nq", {}, None), 200, lambda r: int(r.headers["Content-Length"]) > 1000),
        (("POST", "/sparql", {**FORM, "Accept": JSON}, "query=ASK+%7B%7D"), 200, lambda r: b"true" in r.body),
        (("GET", get_query(PAPER), {"Accept": "text/csv"}, None), 200, lambda r: r.body.startswith(b"o\r\n")),
        (("GET", f"/none/{ident}", {}, None), 404, lambda r: r.body),
        (("GET", get_query(f"SELECT {ident}"), {}, None), 400, lambda r: b"no valid SPARQL" in r.body),
    ][number % 10]  # fmt: skip


def run_client(server, client: int) -> Counter:
    seen = Counter()
    with closing(server.connect(60)) as connection:
        for number in range(EACH):
            request, status, check = mixed(client, number)
            found = ask(connection, *request)
            right = found.status == status and bool(check(found))
            seen["right" if right else f"{request[:2]}: {found.status} {found.body[:99]}"] += 1
    return seen


def test_ten_thousand_mixed_requests_from_sixteen_clients_lose_none(server):
    with ThreadPoolExecutor(CLIENTS) as pool:
        seen = sum(pool.map(lambda n: run_client(server, n), range(CLIENTS)), Counter())
    assert seen == {"right": CLIENTS * EACH} == {"right": 10_000}
    folder = Path(f"/proc/{server.process.pid}/fd")
    assert wait_until(lambda: len(list(folder.iterdir())) < 40)


def test_requests_that_follow_each_other_at_once_are_answered_in_order(server):
    """Pipelining: RFC 9112, section 9.3.2."""
    import socket

    asked = [f"SELECT ({n} AS ?n) {{}}" for n in range(50)]
    requests = b"".join(
        f"GET {get_query(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n"
        f"{'Connection: close' if query is asked[-1] else 'X: y'}\r\n\r\n".encode()
        for query in asked
    )
    with socket.create_connection((server.host, server.port), timeout=20) as line:
        line.sendall(requests)
        got = b""
        while part := line.recv(65536):
            got += part
    parts = got.split(b"\r\n\r\n")[1:]
    assert [part.split(b"\r\n")[:2] for part in parts] == [
        [b"n", str(n).encode()] for n in range(50)
    ]


@pytest.mark.parametrize("count", [200])
def test_many_clients_at_once_are_all_let_in(server, count):
    def one(number):
        return server.get(get_query(f"SELECT (-{number} AS ?n) {{}}"), JSON).rows

    with ThreadPoolExecutor(count) as pool:
        found = list(pool.map(one, range(count)))
    assert found == [[{"n": str(-n)}] for n in range(count)]
