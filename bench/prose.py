"""Speed of reading and extraction on prose with varied names, and of builds cold and warm."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.synthetic import synthetic_catalog

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "data" / "posts"
Row = tuple[str, float, str, float, str, str]
"""Stage, our figure, the peer, its figure, the unit, what is asked for."""


def write_corpus(folder: Path, papers: int, per_post: int = 8) -> int:
    """Write the demo posts and made-up ones whose names and titles all differ; return their size.

    Args:
        folder: Where to.
        papers: How many papers are made up.
        per_post: Of how many papers a post speaks, so that posts are as long as real ones are.
    """
    size = 0
    for note in sorted(DEMO.rglob("*.md")):
        size += _write(folder / note.name, note.read_text("utf-8"))
    texts = [reading.post.source.text for reading in synthetic_catalog(papers).readings]
    for at in range(0, papers, per_post):
        first, *others = texts[at : at + per_post]
        told = "\n".join(other.partition("\n\n")[2] for other in others)
        size += _write(folder / f"made-up-{at:06}.md", f"{first}\n{told}")
    return size


def _write(path: Path, text: str) -> int:
    path.write_text(text, "utf-8")
    return len(text)


def _timed(work: Callable[[], object], clock: Callable[[], float], runs: int = 3) -> float:
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append(clock() - start)
    return statistics.median(times)


def text_rows(papers: int = 4000) -> Iterator[Row]:
    """Yield figures of reading and extraction beside spaCy, if it is there (group ``bench``)."""
    from paperkg.extract import extract_readings
    from paperkg.lexicon import load_lexicon
    from paperkg.posts import read_posts

    lexicon = load_lexicon()
    with tempfile.TemporaryDirectory(prefix="paperkg-bench-") as name:
        folder = Path(name)
        mb = write_corpus(folder, papers) / 1e6
        posts = read_posts(folder, on_problem=lambda _: None)
        cpu = time.process_time
        tokens = _timed(lambda: [p.source.text.lower().split() for p in posts], cpu)
        reading = _timed(lambda: read_posts(folder, on_problem=lambda _: None), cpu)

        def extract(workers: int) -> object:
            return extract_readings(posts, lexicon, on_problem=lambda _: None, workers=workers)

        one = _timed(lambda: extract(1), cpu)
        both = _timed(lambda: extract(2), time.perf_counter)
        alone = _timed(lambda: extract(1), time.perf_counter)
        split = "lower().split()"
        yield "reading posts", mb / reading, split, mb / tokens, "MB/s", "-"
        yield "extraction, all rules", mb / one, "asked for", 1.0, "MB/s", ">= 1"
        yield "extraction, two workers", mb / both, "one worker", mb / alone, "MB/s", ">= 1.8"
        peer = _spacy([p.source.text for p in posts], lexicon)
        if peer is None:
            print("spaCy is not here (dependency group bench): no figure beside it")
        else:
            yield "extraction, all rules", mb / one, "spaCy blank", mb / peer, "MB/s", ">= 3"


def _spacy(texts: list[str], lexicon: object) -> float | None:
    """Return the seconds of spaCy's blank pipeline with the same phrases; None without spaCy."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    nlp = spacy.blank("en")
    nlp.max_length = 1 << 24
    nlp.add_pipe("sentencizer")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    names = {n for work in lexicon.works for n in (work.name, *work.aliases)}  # type: ignore[attr-defined]
    matcher.add("work", [nlp.make_doc(name) for name in sorted(names)[:5000]])
    return _timed(lambda: [matcher(doc) for doc in nlp.pipe(texts)], time.process_time, 1)


def build_rows(papers: int = 400) -> Iterator[Row]:
    """Yield the times of a site made anew, left alone, and made again after a change."""
    with tempfile.TemporaryDirectory(prefix="paperkg-bench-") as name:
        root = Path(name)
        posts = root / "posts"
        posts.mkdir()
        (root / "paperkg.toml").write_text('posts = "posts"\noutput = "site"\n')
        write_corpus(posts, papers)
        cold = _publish(root)
        _publish(root)
        warm = statistics.median(_publish(root) for _ in range(3))
        with next(iter(sorted(posts.iterdir()))).open("a") as post:
            post.write("\nA word more.\n")
        changed = _publish(root)
        yield "publish, nothing changed", warm, "cold", cold, "s", "<= 1/50"
        yield "publish, one post changed", changed, "cold", cold, "s", "<= 1/20"


def _publish(root: Path) -> float:
    program = str(Path(sys.executable).with_name("paperkg"))
    start = time.perf_counter()
    subprocess.run([program, "publish"], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - start


def memory_rows(sizes: tuple[int, int] = (2000, 20_000)) -> Iterator[Row]:
    """Yield the peak memory of a build, and what it grows by for each megabyte of posts."""
    figures = []
    for papers in sizes:
        with tempfile.TemporaryDirectory(prefix="paperkg-bench-") as name:
            root = Path(name)
            (root / "posts").mkdir()
            mb = write_corpus(root / "posts", papers) / 1e6
            figures.append((mb, _peak(root)))
    (small, low), (large, high) = figures
    grows = (high - low) / (large - small)
    yield "build, peak memory", high, f"{large:.0f} MB of posts", large, "MB", "-"
    whole = high + grows * (300 - large)
    yield "build, at 300 MB (extrapolated)", whole, "asked for", 1500.0, "MB", "<= 1"


def _peak(root: Path) -> float:
    """Return the peak memory, in MB, of a build in a process of its own."""
    program = str(Path(sys.executable).with_name("paperkg"))
    script = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, capture_output=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", script, program, "build", "posts", "--out", "graph.nq"]
    told = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, KiB on Linux
    return int(told.stdout) * unit / 1e6
