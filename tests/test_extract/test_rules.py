from __future__ import annotations

import re

from paperkg.extract import catalogue, extract_readings, prediction_of, unknown_rules
from paperkg.extract.relations import CUES
from paperkg.extract.relations.hints import CueFilter, literals_of
from paperkg.model import KnownWork, Lexicon
from paperkg.posts import read_posts

LEXICON = Lexicon(works=(KnownWork("bert", "BERT"), KnownWork("gpt", "GPT")))
KEYS = [
    "file",
    "n",
    "kind",
    "title",
    "short_name",
    "authors",
    "year",
    "arxiv",
    "doi",
    "url",
    "categories",
    "concepts",
    "builds_on",
    "relations",
    "problems",
]


def corpus(tmp_path, text: str):
    (tmp_path / "own.md").write_text(text, encoding="utf-8")
    return read_posts(tmp_path)


def test_names_are_unique_and_every_rule_says_what_it_does():
    rules = catalogue()
    names = [rule.name for rule in rules]
    assert len(names) == len(set(names))
    for rule in rules:
        assert re.fullmatch(r"[a-z0-9-]+", rule.name)
        assert rule.about
        assert rule.cue


def test_unknown_rules_are_told():
    assert unknown_rules(frozenset({"based-on", "nonsense"})) == ("nonsense",)


def test_a_rule_can_be_switched_off(tmp_path):
    posts = corpus(tmp_path, "# OwnNet: A Net\n\nThe paper is based on BERT.\n")
    assert prediction_of(extract_readings(posts, LEXICON)[0])["builds_on"] == ["BERT"]
    off = extract_readings(posts, LEXICON, disabled_rules=frozenset({"based-on"}))
    assert prediction_of(off[0])["builds_on"] == []


def test_prediction_has_the_keys_in_order_and_true_offsets(tmp_path):
    text = "---\nbuilds_on: [GPT]\n---\n# OwnNet: A Net\n\nThe paper extends BERT and BERT.\n"
    posts = corpus(tmp_path, text)
    prediction = prediction_of(extract_readings(posts, LEXICON)[0])
    assert list(prediction) == KEYS
    assert prediction["builds_on"] == ["GPT", "BERT"]
    for relation in prediction["relations"]:
        assert text[relation["start"] : relation["end"]] == relation["quote"]
    rules = {r["target"]: r["rule"] for r in prediction["relations"]}
    assert rules == {"GPT": "front-matter-link", "BERT": "extends"}


def test_title_that_says_a_work_is_changed(tmp_path):
    posts = corpus(tmp_path, "# RoOwn: A Robustly Optimized BERT\n\nThe paper trains longer.\n")
    prediction = prediction_of(extract_readings(posts, LEXICON)[0])
    assert [r["rule"] for r in prediction["relations"]] == ["title-derived"]


def test_failing_rule_is_a_problem_and_not_a_traceback(tmp_path, monkeypatch):
    from paperkg.extract.relations import judge

    def fail(*_args):
        raise ValueError("boom")

    monkeypatch.setattr(judge, "objects_of", fail)
    posts = corpus(tmp_path, "# OwnNet: A Net\n\nThe paper is based on BERT.\n")
    problems = []
    (reading,) = extract_readings(posts, LEXICON, on_problem=problems.append)
    assert {p.code for p in problems} == {"rule-failed"}
    assert "based-on" in problems[0].message
    assert reading.relations


def test_failing_rule_is_raised_where_nobody_listens(tmp_path, monkeypatch):
    import pytest

    from paperkg.errors import ExtractionError
    from paperkg.extract.relations import judge

    def fail(*_args):
        raise ValueError("boom")

    monkeypatch.setattr(judge, "objects_of", fail)
    posts = corpus(tmp_path, "# OwnNet: A Net\n\nThe paper is based on BERT.\n")
    with pytest.raises(ExtractionError) as caught:
        extract_readings(posts, LEXICON)
    assert caught.value.rule == "based-on"
    assert isinstance(caught.value.__cause__, ValueError)


def test_hints_lose_no_cue():
    everything = CueFilter(CUES)
    for cue in CUES:
        assert literals_of(cue.pattern) or cue in everything.select("")
        found = [c for c in CUES if c.expression.search(cue.example.replace("BERT", "«0»"))]
        assert set(found) <= set(everything.select(cue.example.replace("BERT", "«0»")))
