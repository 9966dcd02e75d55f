"""Speed of ``paperkg serve`` beside the Oxigraph server, and what a guest notices of an attack.

Both servers hold the same graph and run at the same time; they are asked in turns, by one client
with several connections that does as little as a client can.
"""

from __future__ import annotations

import json
import os
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
CONNECTIONS = 16
ROUNDS = 5
ACCEPT = "application/sparql-results+json"
SMALL = "SELECT ?p ?o {{ <{iri}> ?p ?o }} LIMIT {limit}"
COSTLY = "SELECT (COUNT(*) AS ?n{i}) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}"


def request(path: str, query: str) -> bytes:
    target = f"{path}?query={quote(query)}"
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: {ACCEPT}\r\n\r\n".encode()


def exchange(port: int, requests: Sequence[bytes]) -> list[float]:
    """Send all requests over a few connections; return the seconds that each took."""
    selector = selectors.DefaultSelector()
    waiting, took = list(reversed(requests)), []
    for _ in range(min(CONNECTIONS, len(requests))):
        line = socket.create_connection(("127.0.0.1", port))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(waiting.pop())
        selector.register(line, selectors.EVENT_READ, [time.perf_counter(), b""])
    while len(took) < len(requests):
        for key, _ in selector.select():
            line, state = key.fileobj, key.data
            state[1] += line.recv(1 << 16)
            if not whole(state[1]):
                continue
            if not state[1].startswith(b"HTTP/1.1 200"):
                raise RuntimeError(state[1][:300].decode())
            took.append(time.perf_counter() - state[0])
            if waiting:
                state[:] = [time.perf_counter(), b""]
                line.sendall(waiting.pop())
    for key in list(selector.get_map().values()):
        key.fileobj.close()
    return took


def whole(data: bytes) -> bool:
    head, found, body = data.partition(b"\r\n\r\n")
    if not found:
        return False
    lower = head.lower()
    at = lower.find(b"content-length:")
    if at < 0:
        return body.endswith(b"0\r\n\r\n")
    return len(body) >= int(lower[at + 15 :].split(b"\r\n")[0])


@contextmanager
def servers(folder: Path) -> Iterator[tuple[int, int]]:
    """Run both; yield their ports."""
    program = Path(sys.executable).parent
    site = folder / "site"
    publish = [str(program / "paperkg"), "publish", "data/posts", "--out", str(site)]
    subprocess.run(publish, cwd=ROOT, check=True, capture_output=True)
    store, dump = str(folder / "store"), str(site / "data/everything.nq")
    load = [str(program / "oxigraph"), "load", "--location", store, "--file", dump]
    subprocess.run(load, check=True, capture_output=True)
    subprocess.run([*load[:1], "optimize", *load[2:4]], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(program / "oxigraph"), "serve-read-only", "--location", store]
    command += ["--union-default-graph", "--bind", f"127.0.0.1:{port}"]
    peer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    env = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    serve = [str(program / "paperkg"), "serve", str(site), "--port", "0"]
    ours = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert ours.stdout is not None
        address = ours.stdout.readline()
        time.sleep(1)
        yield int(address.split(":")[2].split("/")[0]), port
    finally:
        for process in (ours, peer):
            process.terminate()
            process.wait()


def resources(folder: Path) -> list[str]:
    manifest = json.loads((folder / "site/manifest.json").read_bytes())
    return [
        manifest["base_iri"] + path.removesuffix(".ttl")
        for path in manifest["files"]
        if path.startswith(("paper/", "author/", "concept/", "post/")) and path.endswith(".ttl")
    ]


def rates(ours: int, peer: int, iris: Sequence[str]) -> Iterator[tuple[str, float, float]]:
    """Yield what was asked and the requests a second of both, the median of all rounds."""
    for name in ("new to the server", "asked before"):
        found: dict[int, list[float]] = {ours: [], peer: []}
        for number in range(ROUNDS):
            limit = 5 + (number if name.startswith("new") else 0)
            queries = [SMALL.format(iri=iri, limit=limit) for iri in iris]
            for port, path in ((ours, "/sparql"), (peer, "/query")):
                requests = [request(path, query) for query in queries] * 2
                if name.startswith("new"):
                    requests = requests[: len(queries)]
                start = time.perf_counter()
                exchange(port, requests)
                found[port].append(len(requests) / (time.perf_counter() - start))
        yield name, statistics.median(found[ours]), statistics.median(found[peer])


def latencies(port: int, iris: Sequence[str], attackers: int) -> list[float]:
    """Return the seconds that small new queries take while others ask costly ones."""
    stop = threading.Event()

    def attack(number: int) -> None:
        count = 0
        while not stop.is_set():
            count += 1
            query = COSTLY.format(i=f"{number}x{count}")
            with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
                line.sendall(request("/sparql", query))
                while not stop.is_set() and not whole(line.recv(1 << 16)):
                    pass

    threads = [threading.Thread(target=attack, args=(n,), daemon=True) for n in range(attackers)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    took = []
    end = time.monotonic() + 10
    for number, iri in enumerate(iris):
        if time.monotonic() > end:
            break
        query = SMALL.format(iri=iri, limit=1000 + number)
        took += exchange(port, [request("/sparql", query)])
        time.sleep(0.01)
    stop.set()
    return sorted(took)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="paperkg-bench-") as name:
        folder = Path(name)
        with servers(folder) as (ours, peer):
            iris = resources(folder)
            for asked, mine, other in rates(ours, peer, iris):
                stage = f"/sparql, {asked}, requests/s"
                print(
                    f"{stage:42} {mine:8.0f} {other:8.0f} {'oxigraph server':18}"
                    f" {mine / other:6.2f}  >= 0.5"
                )
            for attackers in (0, 8, 50):
                took = latencies(ours, iris, attackers)
                at = took[min(len(took) - 1, len(took) * 99 // 100)]
                stage = f"/sparql, guest among {attackers} attackers, p99 ms"
                print(f"{stage:42} {at * 1e3:8.1f} of {len(took)}  <= 500")


if __name__ == "__main__":
    main()
