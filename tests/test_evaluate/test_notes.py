"""Figures worked out by hand on a small set of labels."""

from __future__ import annotations

import json

import pytest

from paperkg.evaluate import evaluate, report_json, report_table

GOLD = [
    {
        "file": "a/one.md",
        "title": "OneNet: A Net",
        "title_alt": ["A Net"],
        "short_name": "OneNet",
        "own_names": ["OneNet"],
        "authors": ["Ann Bee", "Carl Dee"],
        "year": 2018,
        "year_alt": [2017],
        "concepts": [
            {"name": "skip connection", "aliases": ["residual link"]},
            {"name": "dropout"},
        ],
        "concepts_optional": ["softmax loss"],
        "builds_on": [{"target": "ResNet", "aliases": ["Residual Network"], "evidence": "It is."}],
        "builds_on_optional": [{"target": "Adam"}],
        "not_builds_on": [
            {"target": "VGG", "kind": "baseline"},
            {"target": "AlexNet", "kind": "replaced"},
        ],
        "influenced": [{"target": "TwoNet"}],
    },
    {
        "file": "b/two.md",
        "title": "Two Nets",
        "authors": [],
        "year": None,
        "year_inferable": 2020,
        "concepts": [],
        "builds_on": [],
        "not_builds_on": [],
    },
]


def relation(target, rule="extends", kind="extends"):
    return {"type": kind, "target": target, "rule": rule, "line": 3, "quote": f"on {target}"}


ONE = {
    "file": "a/one.md",
    "title": "a net",
    "authors": ["A. Bee", "Eve Eff"],
    "year": 2017,
    "concepts": ["Residual links", "deep learning", "softmax loss", "tree", "trees", "OneNet"],
    "builds_on": [
        "Residual Network (2015)",
        "ResNets",
        "Adam",
        "VGG",
        "AlexNet",
        "TwoNet",
        "OneNet",
        "X",
    ],
    "relations": [
        relation("Residual Network (2015)", "based-on"),
        relation("VGG", "combines"),
        relation("TwoNet", "based-on"),
        relation("VGG", "better-than", "compares_with"),
    ],
}
TWO = {"file": "two.md", "title": "Three Nets", "year": 2020}


@pytest.fixture
def measure(tmp_path):
    def run(*predictions, root=None):
        gold = tmp_path / "gold.jsonl"
        gold.write_text("\n".join(json.dumps(row) for row in GOLD), encoding="utf-8")
        return evaluate(gold, list(predictions), root)

    return run


def triple(counts):
    return counts.right, counts.wrong, counts.missed


def test_counts_per_field(measure):
    fields = measure(ONE, TWO).fields
    assert triple(fields["title"]) == (1, 1, 1)
    assert triple(fields["authors"]) == (1, 1, 1)
    assert triple(fields["year"]) == (1, 0, 0)
    assert triple(fields["concepts"]) == (1, 1, 1)
    assert triple(fields["builds_on"]) == (1, 5, 0)
    assert fields["authors"].f1 == 0.5


def test_counts_per_corpus_and_per_rule(measure):
    report = measure(ONE, TWO)
    assert list(report.corpora) == ["a", "b"]
    assert triple(report.corpora["b"]["title"]) == (0, 1, 1)
    assert triple(report.rules["based-on"]) == (1, 1, 0)
    assert triple(report.rules["combines"]) == (0, 1, 0)
    assert "better-than" not in report.rules
    assert report.rules["based-on"].precision == 0.5


def test_wrong_edges_are_told_apart(measure):
    faults = {fault.value: n for fault, n in measure(ONE, TWO).faults.items() if n}
    assert faults == {"compared": 1, "negated": 1, "reversed": 1, "self": 1, "other": 1}


def test_issues_hold_rule_line_and_quote(measure):
    issues = measure(ONE, TWO).issues
    (found,) = [i for i in issues if i.value == "VGG"]
    assert (found.post, found.kind, found.rule, found.line) == (
        "a/one.md",
        "compared",
        "combines",
        3,
    )
    assert found.quote == "on VGG"
    assert ("concepts", "missed", "dropout") in {(i.field, i.kind, i.value) for i in issues}


def test_macro_leaves_out_posts_with_nothing_to_find_or_get_wrong(measure):
    assert measure(ONE, TWO).macro["authors"] == 0.5
    assert measure(ONE, TWO).macro["title"] == 0.5


def test_a_post_without_a_prediction_is_missed(measure):
    report = measure(TWO)
    assert report.missing == ("a/one.md",)
    assert triple(report.fields["authors"]) == (0, 0, 2)


def test_quotes_are_looked_up(measure, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.md").write_text("Here it is: on\n  VGG.", encoding="utf-8")
    assert measure(ONE, TWO, root=tmp_path).quotes == (1, 3)


def test_rendering(measure):
    report = measure(ONE, TWO)
    table = report_table(report, errors=True)
    assert "builds_on" in table
    assert "“on VGG”" in table
    value = json.loads(report_json(report))
    assert value["fields"]["builds_on"]["wrong"] == 5
    assert value["wrong_builds_on"]["reversed"] == 1
    assert value["rules"]["based-on"] == {"precision": 0.5, "right": 1, "wrong": 1}
