"""Names among twenty thousand works."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from factories import drawn
from measure import measured
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


def test_each_is_found_by_its_names(large):
    index, works = large
    with measured():
        for work in works[::400]:
            assert index.find(work.short_name).id == work.id
            assert index.find(work.title).id == work.id


@pytest.mark.parametrize(
    "name",
    ["Atention", "BERT", "x" * 5000, "deep nueral network attention learning image model", "a"],
)
def test_a_miss_comes_to_an_end(large, name):
    index, _ = large
    with measured(), pytest.raises(NameNotFoundError):
        index.find(name)


def test_a_search_comes_to_an_end(large):
    index, _ = large
    with measured():
        assert index.search("attention learning")
