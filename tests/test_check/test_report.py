"""What is printed, what programs read, and what is published of it."""

from __future__ import annotations

import json

import pytest

from paperkg.check import Outcome, Site, check_site, quality_quads, report_json, report_table
from paperkg.check import site as site_room
from paperkg.cli import run
from paperkg.errors import PublishError
from paperkg.graph import read_quads
from paperkg.graph.terms import value_of
from paperkg.publish import rdf
from paperkg.publish import site as site_module
from paperkg.vocab import DQV, Iris

from .conftest import INFO

KEYS = ["number", "title", "source", "outcome", "counted", "violations", "offenders", "command"]


@pytest.fixture(scope="module")
def report(published, sources):
    return check_site(Site(published, sources=sources))


def test_the_table_has_a_line_for_every_requirement(report):
    text = report_table(report, commands=True)
    for result in report.results:
        line = next(
            x for x in text.splitlines() if x[4:].strip().endswith(result.requirement.title)
        )
        assert line.split()[:2] == [
            str(result.requirement.number),
            {"passed": "✓", "not applicable": "–"}[result.outcome.value],
        ]
    assert text.count("\n      $ ") == len(report.results)
    assert "0 failed" in text


def test_the_json_has_the_keys_that_programs_rely_on(report):
    data = json.loads(report_json(report))
    assert list(data) == [
        "format",
        "base_iri",
        "whole",
        "passed",
        "failed",
        "not_applicable",
        "results",
        "measures",
    ]
    assert all(list(one) == KEYS for one in data["results"])
    assert [one["number"] for one in data["results"]] == list(range(1, 52))
    assert {one["outcome"] for one in data["results"]} <= {"passed", "failed", "not-applicable"}
    assert data["passed"] + data["failed"] + data["not_applicable"] == len(data["results"])


def test_offenders_are_few_and_all_are_counted(copy, sources):
    for page in (copy / "claim").glob("*.html"):
        page.unlink()
    found = next(
        r for r in check_site(Site(copy, sources=sources), [4]).results if r.requirement.number == 4
    )
    assert found.violations > len(found.offenders) == 5
    assert "more" in report_table(check_site(Site(copy), [4]))


def test_dqv_says_what_the_json_says(published, sources, report):
    iris = Iris(INFO.base_iri)
    quads = read_quads(published / "quality.ttl")
    metric = {s: o for s, p, o, _ in quads if p == f"<{DQV.isMeasurementOf}>"}
    value = {s: value_of(o) for s, p, o, _ in quads if p == f"<{DQV.value}>"}
    stated = {metric[s].strip("<>").rpartition("metric-")[2]: v for s, v in value.items()}
    quick = json.loads(report_json(check_site(Site(published, sources=sources, sample=300))))
    assert len(stated) >= 8
    for one in quick["results"]:
        if str(one["number"]) in stated:
            assert stated[str(one["number"])] == str(one["violations"])
    assert quick["measures"].items() <= stated.items()
    assert not any(t.startswith("_:") for quad in quads for t in quad)
    assert {o for _, p, o, _ in quads if p == f"<{DQV.computedOn}>"} == {f"<{iris.dataset()}>"}


def test_provenance_costs_at_most_eight_triples_a_claim(report):
    measures = {metric.name: float(value) for metric, value in report.measures}
    assert measures["provenance-per-claim"] > 0
    rules = 60  # in so small a collection rules and their runs weigh more than claims
    assert (
        measures["provenance-per-claim"] * measures["claims"] <= 8 * measures["claims"] + 6 * rules
    )
    assert measures["sourced"] == 1


def test_the_page_shows_every_requirement_and_measurement(published, report):
    page = (published / "about/checks.html").read_text(encoding="utf-8")
    for result in report.results:
        assert f'id="r{result.requirement.number}"' in page
    for metric, value in report.measures:
        assert metric.title in page
        assert value in page


def test_what_was_published_does_not_depend_on_the_machine(published, sources, reports):
    again = check_site(Site(published, sources=sources, sample=300))
    assert quality_quads(reports[0], INFO)
    first = {r.requirement.number: r.violations for r in reports[0].results}
    assert {r.requirement.number: r.violations for r in again.results} == first
    assert reports[0].measures == again.measures


def test_a_sample_reads_some_of_the_files(published):
    whole, some = Site(published), Site(published, sample=7)
    assert len(some.parsed) == 7 < len(whole.parsed)
    assert set(some.parsed) < set(whole.parsed)


def test_a_fault_of_paperkg_leaves_the_old_site(published, small, tmp_path, monkeypatch):
    out = tmp_path / "site"
    site_module.publish_site(small, INFO, out)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    serialize = rdf.serialize
    monkeypatch.setattr(
        rdf,
        "serialize",
        lambda quads, suffix, **k: serialize(quads[1:] if suffix == ".rdf" else quads, suffix, **k),
    )
    with pytest.raises(PublishError, match="requirement 2"):
        site_module.publish_site(small, INFO, out)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


def test_what_posts_can_break_does_not_stop_a_build(small, tmp_path, monkeypatch):
    from paperkg.check import evidence

    monkeypatch.setattr(evidence, "LONGEST_QUOTE", 3)
    found = []
    site_module.publish_site(small, INFO, tmp_path / "site", on_report=found.append)
    assert [r.requirement.number for r in found[0].failed] == [48]
    assert "48" in (tmp_path / "site/quality.ttl").read_text()


def test_the_command(published, tmp_path, monkeypatch, capsys, small):
    monkeypatch.chdir(tmp_path)
    assert run(["check", str(published), "--quick"]) == 0
    out, err = capsys.readouterr()
    assert "✓" in out
    assert "–" in out
    assert err == ""
    assert run(["check", str(published), "--only", "3, 30", "--format", "json"]) == 0
    assert [r["number"] for r in json.loads(capsys.readouterr().out)["results"]] == [3, 30]


def test_a_server_is_started_for_what_only_a_server_can_show(published, copy, capsys):
    assert run(["check", str(published), "--only", "6,7,43", "--format", "json"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert {r["number"]: r["outcome"] for r in results} == dict.fromkeys((6, 7, 43), "passed")
    for path in copy.rglob("*.jsonld"):
        path.unlink()
    assert run(["check", str(copy), "--only", "6"]) == 1
    assert "ld+json" in capsys.readouterr().out


def test_the_command_says_what_is_wrong(copy, capsys):
    (copy / "paper/bert.html").unlink()
    assert run(["check", str(copy), "--only", "4"]) == 1
    assert "there is no paper/bert.html" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["."], "no published site"), ([".", "--only", "99"], "no requirement"), (["nowhere"], "")],
)
def test_the_command_on_what_is_no_site(arguments, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["check", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_quotes_without_posts_are_not_called_found(published):
    (result,) = check_site(Site(published), [40]).results
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert "--posts" in result.counted


def test_files_of_the_result_are_known_by_name(published):
    assert all((published / path).is_file() for path in site_room.OWN)
