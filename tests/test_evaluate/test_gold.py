"""Labels that are not what they should be: a message with file and line, never a traceback."""

from __future__ import annotations

import json

import pytest

from paperkg.errors import SourceError
from paperkg.evaluate import evaluate

NOTE = {
    "file": "a.md",
    "title": "A Net",
    "authors": [],
    "year": None,
    "concepts": [],
    "builds_on": [],
    "not_builds_on": [],
}
ENTRY = {
    "n": 1,
    "line": 1,
    "kind": "paper",
    "title": "A Net",
    "dump_title": "A Net",
    "authors_stated": [],
    "year_stated": None,
    "categories": [],
    "concepts": [],
    "builds_on": [],
}


@pytest.mark.parametrize("row", [NOTE, ENTRY], ids=["note", "entry"])
def test_the_least_that_a_row_needs(tmp_path, row):
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert evaluate(tmp_path / "gold.jsonl", []).missing


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"file": None}, "'file' is not a text"),
        ({"file": 3}, "'file' is not a text"),
        ({"title": ""}, "'title' is not a text"),
        ({"authors": "Ann Bee"}, "'authors' is not a list of texts"),
        ({"authors": [1]}, "'authors' is not a list of texts"),
        ({"year": "2017"}, "'year' is not a year"),
        ({"year_alt": ["2017"]}, "'year_alt' is not a list of years"),
        ({"concepts": ["attention"]}, "'concepts' is not a list of objects with 'name'"),
        ({"concepts": [{"name": "a", "aliases": "b"}]}, "'concepts' is not a list of objects"),
        ({"builds_on": {"target": "BERT"}}, "'builds_on' is not a list of objects with 'target'"),
        ({"builds_on": [{"name": "BERT"}]}, "'builds_on' is not a list of objects with 'target'"),
        ({"influenced": [{"target": None}]}, "'influenced' is not a list of objects"),
    ],
)
def test_a_row_that_is_no_label(tmp_path, changed, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(NOTE) + "\n\n" + json.dumps(NOTE | changed) + "\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        evaluate(path, [])
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert caught.value.advice


@pytest.mark.parametrize("left_out", sorted(NOTE.keys() - {"file"}))
def test_what_a_row_lacks_is_named(tmp_path, left_out):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({k: v for k, v in NOTE.items() if k != left_out}), encoding="utf-8")
    with pytest.raises(SourceError, match=rf"gold\.jsonl:1: lacks '{left_out}'"):
        evaluate(path, [])


def test_rows_of_two_formats_do_not_mix(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(NOTE) + "\n" + json.dumps(ENTRY) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"gold\.jsonl:2: lacks 'file'"):
        evaluate(path, [])


def test_a_row_of_neither_format(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"title": "A Net"}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"gold\.jsonl:1: has neither 'file'"):
        evaluate(path, [])
