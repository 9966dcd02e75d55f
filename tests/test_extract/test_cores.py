"""Several workers give what one gives, whatever befalls them."""

import os
import threading
from pathlib import Path

import pytest

from paperkg.errors import ExtractionError
from paperkg.extract import cores, extract_readings, reader
from paperkg.lexicon import load_lexicon
from paperkg.posts import read_posts

POSTS = read_posts(Path(__file__).parents[2] / "data" / "posts", on_problem=lambda _: None)
LEXICON = load_lexicon()

forked = pytest.mark.skipif(not cores._may_fork(), reason="no fork on this system")


def read(workers):
    problems = []
    readings = extract_readings(POSTS[:12], LEXICON, on_problem=problems.append, workers=workers)
    return readings, problems


@forked
def test_two_workers_read_what_one_reads(monkeypatch):
    monkeypatch.setattr(cores, "_may_fork", lambda: True)  # whatever threads other tests left
    parent = os.getpid()
    elsewhere = []

    def fail_now_and_then(post, lexicon, folded):
        elsewhere.append(os.getpid() != parent)
        if post.n % 3 == 0:
            raise ValueError(post.file)
        return ()

    monkeypatch.setattr(reader, "read_categories", fail_now_and_then)
    alone, told = read(1)
    assert len(elsewhere) == len(alone)
    assert len(told) == 4
    together, told_of = read(2)
    assert len(elsewhere) == len(alone)  # nothing was read here
    assert together == alone
    assert [r.post for r in together] == [r.post for r in alone]
    assert told_of == told


@forked
def test_what_a_killed_worker_leaves_is_read_all_the_same(monkeypatch):
    monkeypatch.setattr(cores, "_may_fork", lambda: True)
    parent = os.getpid()
    alone, told = read(1)
    read_categories = reader.read_categories

    def die_elsewhere(post, lexicon, folded):
        if os.getpid() != parent and post.n == 5:
            os._exit(9)
        return read_categories(post, lexicon, folded)

    monkeypatch.setattr(reader, "read_categories", die_elsewhere)
    assert read(2) == (alone, told)


def test_beside_another_thread_nothing_is_forked():
    here = []
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        list(cores.spread(here.append, 3, 2))
    finally:
        done.set()
        thread.join()
    assert here == [0, 1, 2]


@forked
def test_a_fault_in_a_worker_is_a_fault_here():
    with pytest.raises(ZeroDivisionError):
        list(cores.spread(lambda n: 1 // n, 3, 2))
    assert list(cores.spread(abs, 3, 2)) == [0, 1, 2]


@forked
@pytest.mark.parametrize("count", [0, 1, 2, 3, 100])
def test_all_is_done_once_and_in_order(count):
    assert list(cores.spread(abs, count, 3)) == list(range(count))


def test_a_failed_rule_is_raised_with_workers_too(monkeypatch):
    def fail(post, lexicon, folded):
        raise ValueError(post.file)

    monkeypatch.setattr(reader, "read_categories", fail)
    with pytest.raises(ExtractionError):
        extract_readings(POSTS[:3], LEXICON, workers=2)
