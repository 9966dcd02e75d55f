"""Twenty thousand works answer at once."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from factories import drawn
from paperkg.errors import NameNotFoundError
from paperkg.index import Index
from paperkg.model import Work

WORDS = [
    "deep",
    "neural",
    "network",
    "attention",
    "learning",
    "image",
    "model",
    "training",
    "graph",
    "language",
    "vision",
    "speech",
    "data",
    "robust",
    "sparse",
]


@pytest.fixture(scope="module")
def large():
    draw = random.Random(7)
    works = []
    for i in range(20_000):
        name = "".join(draw.choices("ABCDEFGHIJKLMNOPRSTUVW", k=draw.randint(3, 8)))
        title = f"{name}{i}: {' '.join(draw.choices(WORDS, k=draw.randint(4, 10)))}"
        works.append(Work(f"w{i:05}", title, short_name=f"{name}{i}", aliases=(f"{name}-{i}-net",)))
    with Index.create(replace(drawn(), works=tuple(works))) as index:
        yield index, works


def seconds(call):
    start = time.process_time()
    call()
    return time.process_time() - start


def test_find_takes_less_than_five_milliseconds(large):
    index, works = large
    names = [work.short_name for work in works[::400]]
    assert seconds(lambda: [index.find(name) for name in names]) / len(names) < 0.005
    titles = [work.title for work in works[::400]]
    assert seconds(lambda: [index.find(title) for title in titles]) / len(titles) < 0.005


@pytest.mark.parametrize(
    "name",
    ["Atention", "BERT", "x" * 5000, "deep nueral network attention learning image model", "a"],
)
def test_near_names_take_less_than_a_second(large, name):
    index, _ = large

    def miss():
        with pytest.raises(NameNotFoundError):
            index.find(name)

    assert seconds(miss) < 1


def test_search_takes_less_than_a_second(large):
    index, _ = large
    assert seconds(lambda: index.search("attention learning")) < 1
