"""Speed, as ratios against named peers in the same run.

Absolute times drift from hour to hour on a shared machine; a ratio inside one run means something.
Each row says what is measured, our figure, the peer's, their ratio, and what is asked for.
"""

from __future__ import annotations

import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from pathlib import Path

from bench import serving
from bench.prose import build_rows, memory_rows, text_rows
from bench.synthetic import synthetic_catalog

ROOT = Path(__file__).parents[1]
RUNS = 5


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median of process times in seconds."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def wall(command: list[str], cwd: Path) -> float:
    times = []
    for _ in range(9):
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def row(stage: str, ours: float, peer_name: str, peer: float, unit: str, asked: str) -> None:
    print(
        f"{stage:34} {ours:10.3f} {unit:8} {peer:10.3f} {peer_name:28} {ours / peer:8.2f}  {asked}"
    )


def text_stages() -> None:
    for stage, ours, peer_name, peer, unit, asked in chain(
        text_rows(), build_rows(), memory_rows()
    ):
        row(stage, ours, peer_name, peer, unit, asked)


def rdf_stages() -> None:
    import pyoxigraph as ox

    from paperkg.graph import nquads, to_oxigraph, to_rdflib, turtle
    from paperkg.pipeline import collect, locate
    from paperkg.pipeline.make import make_quads

    quads, _ = make_quads(collect(locate(ROOT / "data/posts")))
    union = tuple(sorted({(*q[:3], "") for q in quads}))
    store = to_oxigraph(quads)
    dataset = to_rdflib(quads)
    everything = list(store)
    flat = [q.triple for q in everything]

    def peer(items: list[ox.Quad] | list[ox.Triple], form: ox.RdfFormat) -> float:
        return len(items) / median(lambda: ox.serialize(items, io.BytesIO(), form))

    ours = len(quads) / median(lambda: "".join(nquads(quads)))
    row(
        "N-Quads out, quads/s",
        ours,
        "pyoxigraph",
        peer(everything, ox.RdfFormat.N_QUADS),
        "",
        ">= 0.33",
    )
    slow = len(quads) / median(lambda: dataset.serialize(format="nquads"), 1)
    row("N-Quads out, quads/s", ours, "rdflib", slow, "", ">= 15")
    ours = len(union) / median(lambda: "".join(turtle(union)))
    row("Turtle out, triples/s", ours, "pyoxigraph", peer(flat, ox.RdfFormat.TURTLE), "", ">= 0.33")
    graph = to_rdflib(union)
    slow = len(union) / median(lambda: graph.serialize(format="turtle"), 1)
    row("Turtle out, triples/s", ours, "rdflib", slow, "", ">= 60")


def lineage_stages() -> None:
    import networkx as nx

    from paperkg.index import Index
    from paperkg.lineage import trace_lineage
    from paperkg.model import Catalog, Claim, Evidence, Layer, Relation, Work

    chance = random.Random(1)
    count = 5_000
    works = tuple(Work(f"w{i:05}", f"Work {i}", year=1990 + i * 30 // count) for i in range(count))
    claims = []
    for i in range(1, count):
        for parent in {chance.randrange(max(0, i - 300), i) for _ in range(2)}:
            place = Evidence("a.md", 1, 0, 1, 1, "q", "r")
            claims.append(
                Claim(
                    f"{i}-{parent}",
                    f"w{i:05}",
                    Relation.USES,
                    f"w{parent:05}",
                    Layer.ASSERTED,
                    place,
                )
            )
    path = Path(tempfile.mkdtemp()) / "index.sqlite"
    Index.create(Catalog(works, (), (), (), (), tuple(claims)), path).close()
    graph = nx.DiGraph((c.subject, c.object) for c in claims)
    asked = [f"w{chance.randrange(count):05}" for _ in range(20)]
    with Index.open(path) as index:
        ours = median(lambda: [trace_lineage(index, w, depth=4) for w in asked]) / len(asked)
    peer = median(lambda: [nx.bfs_tree(graph, w, depth_limit=4) for w in asked]) / len(asked)
    row(
        "ancestors to depth 4, with quotes",
        ours * 1e3,
        "networkx, ids alone",
        peer * 1e3,
        "ms",
        "-",
    )


def name_stages() -> None:
    import difflib

    from paperkg.errors import NameNotFoundError
    from paperkg.index import Index

    catalog = synthetic_catalog(20_000)
    names = [name for work in catalog.works for name in (work.short_name, work.title)]
    asked = names[::800]
    wrong = [name[1:] + "q" for name in asked[:5]]
    path = Path(tempfile.mkdtemp()) / "index.sqlite"
    Index.create(catalog, path).close()

    def miss(index: Index) -> None:
        for name in wrong:
            with suppress(NameNotFoundError):
                index.find(name)

    with Index.open(path) as index:
        found = median(lambda: [index.find(name) for name in asked]) / len(asked)
        near = median(lambda: miss(index)) / len(wrong)
    scan = median(lambda: [names.index(name) for name in asked]) / len(asked)
    peer = median(lambda: [difflib.get_close_matches(w, names) for w in wrong], 1) / len(wrong)
    stage = "names of 20,000 works, "
    row(stage + "one", found * 1e3, "list.index", scan * 1e3, "ms", "<= 5 ms")
    row(stage + "the near", near * 1e3, "difflib", peer * 1e3, "ms", "<= 1,000 ms")


def process_stages() -> None:
    program = str(Path(sys.executable).with_name("paperkg"))
    bare = wall([sys.executable, "-I", "-c", "pass"], ROOT)
    subprocess.run([program, "lineage", "T5"], cwd=ROOT, check=True, capture_output=True)
    row(
        "paperkg lineage T5, ms",
        wall([program, "lineage", "T5"], ROOT) * 1e3,
        "python -c pass",
        bare * 1e3,
        "ms",
        "<= 10",
    )
    row(
        "paperkg --help, ms",
        wall([program, "--help"], ROOT) * 1e3,
        "python -c pass",
        bare * 1e3,
        "ms",
        "<= 10",
    )


def main() -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'stage':34} {'ours':>10} {'':8} {'peer':>10} {'':28} {'ratio':>8}  asked for")
    process_stages()
    text_stages()
    rdf_stages()
    lineage_stages()
    name_stages()
    serving.main()


if __name__ == "__main__":
    main()
