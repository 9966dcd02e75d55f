"""Decisions, locks and switched-off rules of a project, from the files to the graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from paperkg.errors import ConfigError, SourceError
from paperkg.pipeline import collect, locate
from paperkg.pipeline.cache import fingerprint
from paperkg.pipeline.make import build, publish
from paperkg.pipeline.project import read_lock

BERT = (
    "# BERT: Pre-training of Deep Bidirectional Transformers\n\nDevlin et al. published BERT in"
    " 2018. BERT builds on the Transformer: it is a stack of Transformer encoders.\n"
)
ROBERTA = (
    '---\ntitle: "RoBERTa: A Robustly Optimized BERT Pretraining Approach"\n---\n\n'
    "RoBERTa extends [BERT](bert.md) with more data.\n"
)
ALBERT = (
    "# ALBERT: A Lite BERT for Self-supervised Learning\n\nBy Zhenzhong Lan (2019)."
    " ALBERT extends BERT with shared parameters.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "project"
    (root / "posts").mkdir(parents=True)
    (root / "paperkg.toml").write_text('posts = "posts"\n')
    for name, text in {"bert": BERT, "roberta": ROBERTA, "albert": ALBERT}.items():
        (root / "posts" / f"{name}.md").write_text(text)
    return root


def years(project, **more):
    return {w.id: w.year for w in collect(project, **more).catalog.works}


LINE = "- correct: {work: RoBERTa, field: year, value: 2001}\n"


@pytest.mark.parametrize("place", ["curation.yaml", "posts/curation.yaml"])
def test_decisions_lie_beside_the_settings_or_among_the_posts(folder, place):
    (folder / place).write_text(LINE)
    assert years(locate(folder))["roberta"] == 2001
    assert years(locate(folder), curated=False)["roberta"] != 2001


def test_both_files_count_and_problems_lead_to_the_right_one(folder):
    (folder / "curation.yaml").write_text(LINE + "- nonsense\n")
    (folder / "posts" / "curation.yaml").write_text(
        "- correct: {work: BERT, field: year, value: 2002}\n- more nonsense\n"
    )
    collection = collect(locate(folder))
    assert [(p.file, p.line) for p in collection.problems if p.code == "curation-broken"] == [
        ("../curation.yaml", 2),
        ("curation.yaml", 2),
    ]
    assert [d.file for d in collection.catalog.decisions] == ["../curation.yaml", "curation.yaml"]


def test_a_folder_without_settings_may_have_decisions(tmp_path, folder, monkeypatch):
    (folder / "paperkg.toml").unlink()
    monkeypatch.chdir(tmp_path)
    (folder / "posts" / "curation.yaml").write_text(LINE)
    assert years(locate(folder / "posts"))["roberta"] == 2001
    (tmp_path / "curation.yaml").write_text(LINE.replace("2001", "2005"))
    assert years(locate(folder / "posts"))["roberta"] == 2001


def test_an_alias_is_found_in_prose(folder):
    name = "Bidirectional Thing"
    (folder / "posts" / "roberta.md").write_text(ROBERTA + f"\nIt builds on {name}.\n")
    (folder / "curation.yaml").write_text(f"- alias: {{work: BERT, name: {name}}}\n")
    collection = collect(locate(folder))
    (bert,) = [w for w in collection.catalog.works if w.id == "bert"]
    assert name in bert.aliases
    assert not [w for w in collection.catalog.works if w.name == name]


def test_a_merge_that_is_taken_back_leaves_the_same_bytes(folder, tmp_path):
    def made(name):
        out = tmp_path / f"{name}.nq"
        result = build(locate(folder), out)
        assert not [p for p in result.problems if p.code == "stale-decision"]
        return out.read_bytes(), (folder / "iris.lock").read_bytes()

    (folder / "curation.yaml").write_text("- merge: {works: [RoBERTa, ALBERT]}\n")
    merged = made("merged")
    (folder / "curation.yaml").unlink()
    lock = merged[1]
    (folder / "iris.lock").unlink()
    before = made("before")
    assert before[0] != merged[0]
    assert before[1] == lock
    (folder / "curation.yaml").write_text("- merge: {works: [RoBERTa, ALBERT]}\n")
    assert made("again") == merged
    (folder / "curation.yaml").unlink()
    assert made("after") == before


def test_a_decision_makes_the_index_anew(folder):
    before = fingerprint(locate(folder))
    (folder / "curation.yaml").write_text(LINE)
    assert fingerprint(locate(folder)) != before


def test_a_site_is_made_of_all_kinds_of_decisions(folder):
    (folder / "curation.yaml").write_text(
        "- accept: {subject: RoBERTa, relation: critiques, object: GPT, by: Ada}\n"
        "- retype: {subject: ALBERT, relation: extends, object: BERT, as: uses}\n"
        "- reject: {subject: RoBERTa, relation: extends, object: BERT}\n"
        "- correct: {work: BERT, field: authors, value: [Ann One]}\n"
        "- alias: {work: BERT, name: Bertie}\n"
    )
    result = publish(locate(folder))
    assert not [p for p in result.problems if p.code.startswith(("stale", "curation"))]
    page = (folder / "site" / "paper" / "bert.html").read_text()
    assert "Ann One" in page
    assert "Bertie" in page
    assert (folder / "site" / "paper" / "gpt.html").is_file()


def test_broken_yaml_stops_the_build_with_file_and_line(folder):
    (folder / "curation.yaml").write_text("- merge: {works: [A, B}\n")
    with pytest.raises(SourceError) as fault:
        collect(locate(folder))
    assert fault.value.where().endswith("curation.yaml:1")


def test_a_rule_that_is_switched_off_reads_nothing(folder):
    def rules():
        return {c.evidence.rule for c in collect(locate(folder)).catalog.claims if c.evidence}

    (one, *_) = sorted(rules())
    (folder / "paperkg.toml").write_text(f'posts = "posts"\ndisabled_rules = ["{one}"]\n')
    assert one not in rules()


def test_a_rule_that_does_not_exist_is_an_error_with_near_names(folder):
    (folder / "paperkg.toml").write_text('posts = "posts"\ndisabled_rules = ["title-derivd"]\n')
    with pytest.raises(ConfigError) as fault:
        collect(locate(folder))
    assert "did you mean title-derived" in fault.value.advice
    assert fault.value.where().endswith("paperkg.toml: disabled_rules")


@pytest.mark.parametrize("line", ["paper\tname:x\tNot a slug", "paper\tname:x\t", "paper\tx\t../y"])
def test_a_lock_with_what_is_no_slug_is_refused_with_its_line(tmp_path, line):
    path = tmp_path / "iris.lock"
    path.write_text(f"# comment\npaper\tname:a\ta\n{line}\n")
    with pytest.raises(SourceError) as fault:
        read_lock(path)
    assert fault.value.where() == f"{path}:3"
    assert "slug" in fault.value.message
