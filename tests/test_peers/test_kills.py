"""Server or client is killed in the middle of a push, again and again, and nothing is half there."""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from servers import OxigraphServer, VirtuosoServer
from test_push import Target, triples

from paperkg.errors import EndpointError
from paperkg.graph import nquads
from paperkg.store import RemoteStore
from paperkg.store.push import State

KILLS = int(os.environ.get("PAPERKG_KILLS", "2"))
"""For each of server and client, on each store."""
SIZES = (900, 1500)
PUSH = """
import json, sys
from pathlib import Path
from paperkg.graph import read_quads
from paperkg.store.push import plan_push
arguments = json.loads(sys.argv[1])
plan, pusher = plan_push(read_quads(Path(arguments.pop("file"))), **arguments)
pusher.carry_out(plan)
"""


class Reader:
    """Counts the triples of a graph over and over."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._remote = RemoteStore(target.peer.query, environ={}, timeout=10)
        self._going = True
        self._thread = threading.Thread(target=self._read)
        self.seen: Counter[int] = Counter()
        self.torn = 0

    def _read(self) -> None:
        while self._going:
            with contextlib.suppress(EndpointError):
                count = self._count()
                if count not in (0, *SIZES):
                    # Virtuoso reads what is committed while it reads: a count that runs across the
                    # moment of the move can be of neither graph; the next one is of the new graph.
                    self.torn += 1
                    count = self._count()
                self.seen[count] += 1
            time.sleep(0.02)

    def _count(self) -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{self._target.one}> {{ ?s ?p ?o }} }}"
        return int(self._remote.query(query).values()[0][0])

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._going = False
        self._thread.join()


@pytest.fixture(
    scope="module", params=[OxigraphServer, pytest.param(VirtuosoServer, marks=pytest.mark.tool)]
)
def mortal(request, tmp_path_factory):
    server = request.param(tmp_path_factory.mktemp("mortal"))
    server.start()
    yield server
    server.kill()


def client(target, quads, tmp_path) -> subprocess.Popen[bytes]:
    file = tmp_path / "data.nq"
    file.write_text("".join(nquads(tuple(sorted(quads)))))
    arguments = {
        "file": str(file),
        "endpoint": target.peer.endpoint,
        "record": target.record,
        "timeout": 20,
    }
    return subprocess.Popen(
        [sys.executable, "-c", PUSH, json.dumps(arguments)],
        env=os.environ | target.peer.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def whole(target) -> tuple[int, ...]:
    """Return the sizes of the two graphs, as they are now."""
    found = target.graphs()
    return found.get(target.one, 0), found.get(target.two, 0)


def settled(target, sizes) -> tuple[int, ...]:
    """Return the sizes once the store is done with what it was told last.

    A request outlives the client that sent it, and Virtuoso shows a MOVE while it is at it.
    """
    end = time.monotonic() + 10
    while (found := whole(target)) not in sizes and time.monotonic() < end:
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("victim", ["server", "client"])
def test_old_or_new_and_after_a_retry_new(mortal, victim, tmp_path):
    dice = random.Random(f"{mortal.name} {victim}")
    target = Target(mortal)
    versions = [target.quads(triples(n, salt=str(n)), triples(n + 1, salt="b")) for n in SIZES]
    start = time.monotonic()
    target.push(versions[0])
    duration = time.monotonic() - start
    cut_short = 0
    with Reader(target) as reader:
        for number in range(KILLS):
            old, new = versions[number % 2], versions[(number + 1) % 2]
            sizes = [(n, n + 1) for n in SIZES]
            pushing = client(target, new, tmp_path)
            time.sleep(0.3 + dice.random() * duration * 1.5)
            cut_short += pushing.poll() is None
            if victim == "server":
                mortal.kill()
                pushing.kill()
                pushing.wait()
                mortal.start()
            else:
                pushing.kill()
                pushing.wait()
            assert settled(target, sizes) in sizes
            states = target.states(old), target.states(new)
            assert any(set(s) <= {State.SAME, State.UNNOTED} for s in states)
            target.push(new)
            assert target.states(new) == [State.SAME] * 2
            assert set(target.graphs()) == {target.one, target.two, target.record}
    print(f"{mortal.name}, {victim}: {cut_short} of {KILLS} cut short, {reader.torn} torn reads")
    assert set(reader.seen) <= set(SIZES)
    assert sum(reader.seen.values())
