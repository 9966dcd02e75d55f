"""What was measured is kept, and shown with each rule."""

import pytest

from paperkg.errors import SourceError
from paperkg.evaluate import load_record, make_record
from paperkg.evaluate.report import Report


def test_a_record_survives_being_written(tmp_path):
    one, other = Report(), Report()
    one.count("a", "builds_on", 3, 1, 2)
    one.blame("extends", right=3, wrong=1)
    other.blame("extends", right=1)
    record = make_record("2026-01-02", {"one": one, "other": other})
    path = tmp_path / "quality.json"
    path.write_text(record.to_json())
    again = load_record(path)
    assert again.to_json() == record.to_json()
    assert again.precision("extends") == "4 of 5 right on labelled posts (2026-01-02)"
    assert again.precision("never-fired") == ""
    assert again.sets["one"]["builds_on"].missed == 2


def test_no_record_is_an_empty_one(tmp_path):
    assert load_record(tmp_path / "none.json").rules == {}


def test_something_else_is_refused(tmp_path):
    path = tmp_path / "quality.json"
    path.write_text("[1, 2]")
    with pytest.raises(SourceError, match=r"quality.json: is not a record"):
        load_record(path)
