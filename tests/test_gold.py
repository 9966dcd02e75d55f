"""Scores the reading of prose against the shipped labels, so that no rule breaks unnoticed.

The floors lie a little below what was measured; raise them when the reading gets better.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from paperkg.evaluate import Report, evaluate
from paperkg.evaluate.report import Fault
from paperkg.extract import extract_readings
from paperkg.lexicon import load_lexicon
from paperkg.posts import read_posts

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
POSTS = {
    "demo": ROOT / "data" / "posts",
    "dialects": GOLD / "dialects",
    "further": GOLD / "further",
}

FLOORS = {
    "demo": {
        "title": (0.99, 0.99),
        "authors": (0.99, 0.97),
        "year": (0.99, 0.95),
        "concepts": (0.77, 0.55),
        "builds_on": (0.95, 0.80),
    },
    "dialects": {
        "title": (0.95, 0.95),
        "authors": (0.97, 0.95),
        "year": (0.95, 0.94),
        "concepts": (0.65, 0.45),
        "builds_on": (0.95, 0.83),
    },
    "further": {"builds_on": (0.92, 0.64)},
}
"""Lowest precision and recall, by corpus and field."""

NEVER = (Fault.REVERSED, Fault.NEGATED, Fault.SELF)
"""Errors about edges that turn the sense of a sentence round."""

COMPARED = 1
"""Comparisons that may be taken for lineage, in each corpus."""


@pytest.fixture(scope="module", params=FLOORS)
def scored(request) -> tuple[str, Report]:
    posts = read_posts(POSTS[request.param])
    readings = extract_readings(posts, load_lexicon(curated=False))
    return request.param, evaluate(GOLD / f"{request.param}.jsonl", readings, POSTS[request.param])


def test_every_labelled_post_is_read(scored):
    _, report = scored
    assert report.missing == ()
    assert report.posts >= 20


def test_figures_keep_above_their_floors(scored):
    corpus, report = scored
    figures = {
        name: (round(report.fields[name].precision, 3), round(report.fields[name].recall, 3))
        for name in FLOORS[corpus]
    }
    below = {
        name: (figures[name], floor)
        for name, floor in FLOORS[corpus].items()
        if figures[name][0] < floor[0] or figures[name][1] < floor[1]
    }
    assert not below


def test_no_edge_is_turned_round(scored):
    _, report = scored
    assert {fault: report.faults[fault] for fault in NEVER} == dict.fromkeys(NEVER, 0)
    assert report.faults[Fault.COMPARED] <= COMPARED


def test_every_quote_stands_in_its_post(scored):
    _, report = scored
    found, looked_up = report.quotes
    assert found == looked_up > 0
