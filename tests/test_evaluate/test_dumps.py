"""Figures worked out by hand on a small set of labels of a dump."""

from __future__ import annotations

import json

import pytest

from paperkg.errors import SourceError
from paperkg.evaluate import evaluate, report_table


def row(n, title, **more):
    empty = (
        "concepts",
        "builds_on",
        "compares_with",
        "mentions_later",
        "critiques",
        "mentions_only",
    )
    base = {"n": n, "line": 2 * n - 1, "title": title, "dump_title": title.replace("-", "")}
    base |= {"kind": "paper", "short_name": None, "aliases": [], "title_variants": []}
    base |= {"title_rejected": [], "duplicate_of": None, "authors_stated": [], "year_stated": None}
    base |= {"categories": [], "category_fit": "good"} | {name: [] for name in empty}
    return base | more


def edge(target, post=None, *, optional=False):
    return {
        "target": target,
        "target_post": post,
        "target_aliases": [],
        "optional": optional,
        "evidence": f"It extends {target}.",
    }


GOLD = [
    row(
        1,
        "Self-Made Nets",
        short_name="SMN",
        title_variants=["SMN: Self-Made Nets"],
        authors_stated=["Ann Bee", "Dee"],
        year_stated=2017,
        categories=["Vision", "Language"],
        concepts=[
            {"label": "self-attention", "aliases": ["attention"]},
            {"label": "tree", "aliases": [], "optional": True},
        ],
        builds_on=[edge("Old Nets", 2), edge("BERT"), edge("Adam", optional=True)],
        compares_with=[edge("VGG")],
        critiques=[edge("GPT")],
        mentions_later=[edge("Later Nets", 3)],
    ),
    row(2, "Old Nets", concepts=[{"label": "forest", "aliases": []}]),
    row(3, "Later Nets", builds_on=[edge("Self-Made Nets", 1)]),
    row(4, "Self-Made Nets Again", duplicate_of=1),
    row(5, "Names Only", names_only=True),
]
ONE = {
    "n": 1,
    "title": "Selfmade Nets",
    "authors": ["A. Bee", "Eff"],
    "year": "2017",
    "categories": ["Language"],
    "concepts": ["attention", "Trees", "forest", "stone"],
    "builds_on": ["Old Nets", "Adam", "VGG", "GPT", "Later Nets", "SMN", "tree", "Stone"],
}
DUMP = "Selfmade Nets\nA forest of self attention.\nOld Nets\nText.\nLater Nets\nText.\n"


@pytest.fixture
def measure(tmp_path):
    (tmp_path / "dump.txt").write_text(DUMP, encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(r) for r in GOLD), encoding="utf-8")

    def run(*predictions, text=False):
        return evaluate(gold, list(predictions), tmp_path / "dump.txt" if text else None)

    return run


def triple(counts):
    return counts.right, counts.wrong, counts.missed


def test_counts(measure):
    report = measure(ONE, {"title": "Old Nets"}, {"title": "Nowhere"})
    assert report.posts == 3
    assert report.missing == ("3",)
    assert report.unmatched == 1
    fields = report.fields
    assert triple(fields["title"]) == (1, 1, 2)
    assert triple(fields["title_loose"]) == (2, 0, 1)
    assert triple(fields["authors"]) == (1, 1, 1)
    assert triple(fields["year"]) == (1, 0, 0)
    assert triple(fields["concepts"]) == (1, 2, 1)
    assert triple(fields["builds_on"]) == (1, 6, 2)
    assert triple(fields["builds_on_posts"]) == (1, 2, 1)
    assert report.optional == (1, 1)
    assert report.accuracy["category"] == (0, 1)
    assert report.accuracy["category_any"] == (1, 1)


def test_concepts_in_the_text_are_forgiven(measure):
    assert triple(measure(ONE, text=True).fields["concepts_lenient"]) == (1, 1, 1)


def test_wrong_edges_are_told_apart(measure):
    faults = {fault.value: n for fault, n in measure(ONE).faults.items() if n}
    assert faults == {
        "self": 1,
        "reversed": 1,
        "compared": 1,
        "negated": 1,
        "concept": 1,
        "other": 1,
    }


def test_a_merged_duplicate_is_not_missed(measure):
    assert measure({"n": 1, "title": "SMN: Self-Made Nets"}).fields["title"].missed == 2


def test_table_names_accuracies(measure):
    assert "category_any" in report_table(measure(ONE))


@pytest.mark.parametrize("text", ["", "{}\n", "nonsense\n", "[1]\n"])
def test_what_is_no_gold_is_refused(tmp_path, text):
    (tmp_path / "gold.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"gold\.jsonl"):
        evaluate(tmp_path / "gold.jsonl", [])
