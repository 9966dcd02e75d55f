"""``paperkg review``: what is listed, in which order, and that its lines can be pasted."""

from __future__ import annotations

import json

import pytest

from factories import drawn, post, reading, said
from paperkg.cli import run
from paperkg.curation import read_decisions
from paperkg.evaluate import Record
from paperkg.model import Lexicon
from paperkg.resolve import build_catalog
from paperkg.resolve.review import decision, review, review_concepts


def listed(items):
    return [(item.kind, item.effect, item.what.partition(":")[0]) for item in items]


def test_what_most_lineage_hangs_on_comes_first():
    found = review(drawn("E <- D <- C <- B <- A", "Y <- X"))
    assert listed(found)[-1] == ("weak-claim", 0, "Y builds on X")
    effects = [item.effect for item in found]
    assert effects == sorted(effects, reverse=True) == [3, 3, 3, 3, 0]


def test_effect_is_descendants_of_one_end_and_ancestors_of_the_other():
    found = review(drawn("C1 <- B", "C2 <- B", "B <- A", "A <- R1", "A <- R2"))
    assert max(listed(found), key=lambda item: item[1]) == ("weak-claim", 4, "B builds on A")


def test_two_sentences_are_not_weak_and_neither_is_a_rule_that_is_mostly_right():
    assert len(review(drawn("B <-extends- A"))) == 1
    assert review(drawn("B <-extends- A", "B <-extends- A")) == ()
    assert review(drawn("B <-extends- A"), precision={"told": 0.9}) == ()
    (item,) = review(drawn("B <-extends- A", "B <-extends- A"), precision={"told": 0.55})
    assert "55%" in item.what


def test_other_relations_are_of_no_effect():
    assert review(drawn("B <-mentions- A", "B <-compares_with- C")) == ()


def test_cycles_and_time_travel():
    found = review(drawn("B <- A", "A <- B", "D <- C", years={"C": 2020, "D": 2019}))
    assert sorted(item.kind for item in found) == ["cycle", "cycle", "time-travel"]


def catalog_of(*readings, decisions=()):
    return build_catalog(readings, Lexicon(), decisions=decisions)


def doubtful():
    of = post("a.md")
    other = post("b.md")
    return [
        reading(
            of, "A", year="2018", authors=["Ann One"], concepts=["odd thing"],
            claims=[said(of, "extends B", 0), said(of, "compares_with B", 0), "uses Same"],
        ),
        reading(other, "A", year="2019", authors=["Bob Two"]),
        reading("c.md", "B: the thing", short="B", year="2020", claims=["extends True"]),
        reading("d.md", "Same", arxiv="2001.00001"),
        reading("e.md", "Same", arxiv="2001.00002", claims=["extends Yes: 1 # 2"]),
        reading("f.md", "Same"),
    ]  # fmt: skip


def test_differing_values_ambiguous_names_and_conflicts():
    kinds = {item.kind for item in review(catalog_of(*doubtful()))}
    assert kinds == {"time-travel", "weak-claim", "differing-values", "ambiguous-name"}
    here = doubtful()
    here[2] = reading("c.md", "B: the thing", short="B", year="2010")
    assert "conflicting-claims" in {item.kind for item in review(catalog_of(*here))}
    what = [item.what for item in review(catalog_of(*here)) if item.kind == "differing-values"]
    assert "A: year 2018 (a.md:1) or 2019 (b.md:1)" in what


def test_every_line_can_be_pasted_and_settles_its_item(tmp_path):
    catalog = catalog_of(*doubtful())
    items = [*review(catalog), *review_concepts(catalog)]
    lines = {(item.kind, line) for item in items for line in item.decisions}
    assert len(lines) > 12
    path = tmp_path / "curation.yaml"
    for kind, line in sorted(lines):
        path.write_text(line + "\n", encoding="utf-8")
        decisions = read_decisions(path, on_problem=pytest.fail)
        after = catalog_of(*doubtful(), decisions=decisions)
        assert [p for p in after.problems if p.code == "stale-decision"] == [], line
        left = {
            (item.kind, choice)
            for item in [*review(after), *review_concepts(after)]
            for choice in item.decisions
        }
        assert (kind, line) not in left


def test_a_corpus_of_one_opinion_needs_no_review():
    assert review(catalog_of(reading("a.md", "A", year="2018", authors=["Ann One"]))) == ()


def test_lines_are_quoted_where_yaml_would_take_them_for_something_else(tmp_path):
    names = ["A: b", "x # y", "true", "No", "2019", "-", "[a]", 'say "x"', "a\\b", "深度", "1e5"]
    path = tmp_path / "curation.yaml"
    path.write_text(decision("merge", works=names) + "\n", encoding="utf-8")
    (found,) = read_decisions(path, on_problem=pytest.fail)
    assert found.names == tuple(names)


@pytest.fixture
def paperkg(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # the figures recorded today are not what is tested here: no rule counts as proven
    monkeypatch.setattr("paperkg.evaluate.record.load_record", lambda: Record("", {}, {}))
    folder = tmp_path / "project"
    (folder / "posts").mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "paperkg.toml").write_text('posts = "posts"\n')
    (folder / "posts" / "bert.md").write_text(
        "# BERT: Pre-training of Deep Bidirectional Transformers\n\nDevlin et al. published BERT in"
        " 2018. BERT builds on the Transformer: it is a stack of Transformer encoders.\n"
    )
    (folder / "posts" / "roberta.md").write_text(
        '---\ntitle: "RoBERTa: A Robustly Optimized BERT Pretraining Approach"\n---\n\n'
        "RoBERTa extends [BERT](bert.md) with more data. It uses ALBERT.\n"
    )

    def call(*arguments):
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        return code, *capsys.readouterr()

    return call


def test_the_command_lists_claims_with_lines_to_paste(paperkg, tmp_path):
    code, out, _ = paperkg("review", "--limit", "0")
    assert code == 0
    rows = json.loads(paperkg("review", "--limit", "0", "--format", "json")[1])
    assert list(rows[0]) == [
        "kind", "effect", "what", "file", "line", "quote", "rule", "decisions",
    ]  # fmt: skip
    for row in rows:
        assert row["what"] in out
        assert all(line in out for line in row["decisions"])
    row = next(r for r in rows if "ALBERT" in r["what"])
    assert f"{row['file']}:{row['line']}" == "roberta.md:5"
    (tmp_path / "project" / "curation.yaml").write_text(row["decisions"][1] + "\n")
    after = json.loads(paperkg("review", "--limit", "0", "--format", "json")[1])
    assert row["what"] not in {r["what"] for r in after}


def test_the_command_says_which_decisions_hold_and_which_do_not(paperkg, tmp_path):
    (tmp_path / "project" / "curation.yaml").write_text(
        "- correct: {work: BERT, field: year, value: 2018, by: Ada, because: seen}\n"
        "- reject: {subject: BERT, object: Nobody}\n- nonsense\n"
    )
    code, out, err = paperkg("review", "--decisions")
    assert code == 0
    assert "curation.yaml:1: correct BERT (Ada, seen)" in out
    assert err.count("\n") == 2
    assert "curation.yaml:2: reject: nothing is called 'Nobody'" in err
    assert "curation.yaml:3: this is no decision" in err
    assert paperkg("review", "--strict")[0] == 1
    (row,) = json.loads(paperkg("review", "--decisions", "--format", "json")[1])
    assert (row["verdict"], row["by"], row["works"]) == ("correct", "Ada", ["bert"])


def test_the_command_shows_merges(paperkg, tmp_path):
    (tmp_path / "project" / "posts" / "curation.yaml").write_text(
        "- alias: {work: BERT, name: Bertie}\n"
    )
    out = paperkg("review", "--merges")[1]
    assert "curation.yaml:1: alias" in out
    rows = json.loads(paperkg("review", "--merges", "--limit", "0", "--format", "json")[1])
    assert "Bertie" in next(r for r in rows if r["work"] == "bert")["names"]


def test_the_format_of_the_file_is_in_the_help(paperkg):
    _, out, _ = paperkg("review", "--help")
    assert "- retype: {subject: DistilBERT, relation: variant_of, object: BERT, as: extends}" in out
