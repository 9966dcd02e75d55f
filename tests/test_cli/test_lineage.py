"""``paperkg lineage``: the command the project is judged by."""

import json

import pytest


def test_t5_of_the_demo_corpus_comes_from_the_transformer_and_says_where(paperkg):
    done = paperkg("lineage", "T5")
    assert done.code == 0
    tree = done.out.splitlines()
    assert tree[0].startswith("T5 (2019)")
    direct = [i for i, line in enumerate(tree) if line[:2] in {"├─", "└─"}]
    at = next(i for i in direct if "Transformer (2017)" in tree[i])
    assert "Transformer" in tree[at + 1]
    assert "“" in tree[at + 1]
    assert "t5.md:" in tree[at + 2]
    assert "demo corpus" in done.err


@pytest.mark.parametrize(
    "name",
    [
        "roberta",
        "RoBERTa",
        "RO-BERTA",
        "RoBERTa: A Robustly Optimized BERT Pretraining Approach",
        "https://w3id.org/paperkg/paper/roberta",
    ],
)
def test_a_name_is_found_however_it_is_written(paperkg, notes, name):
    done = paperkg("lineage", name, "--posts", notes)
    assert done.code == 0
    assert "BERT (2018)" in done.out


def test_why_shows_place_and_rule_of_every_sentence(paperkg, notes):
    done = paperkg("lineage", "RoBERTa", "--why", "--posts", notes)
    assert "“RoBERTa extends [BERT](bert.md) with more data.”" in done.out
    assert "roberta.md:6 · extends · rule " in done.out


def test_descendants_run_the_other_way(paperkg, notes):
    down = paperkg("lineage", "BERT", "--descendants", "--posts", notes).out
    assert "is extended by RoBERTa" in down
    assert "DistilBERT" in down
    assert "builds on" not in down


def test_what_is_only_compared_is_no_ancestor(paperkg, notes):
    for name in ("RoBERTa", "DistilBERT"):
        out = paperkg("lineage", name, "--posts", notes).out
        assert "ALBERT" not in out
        assert "ELMo" not in out


def test_the_way_to_an_ancestor(paperkg, notes):
    done = paperkg(
        "lineage", "RoBERTa", "--to", "Transformer", "--posts", notes, "--format", "json"
    )
    data = json.loads(done.out)
    assert [(e["subject"], e["object"]) for e in data["edges"]] == [
        ("bert", "transformer"),
        ("roberta", "bert"),
    ] or {e["object"] for e in data["edges"]} >= {"bert"}


def test_no_way_is_said(paperkg, notes):
    done = paperkg("lineage", "BERT", "--to", "RoBERTa", "--posts", notes)
    assert done.code == 1
    assert "RoBERTa is not among the ancestors of BERT" in done.err


def test_depth(paperkg, notes):
    out = paperkg("lineage", "RoBERTa", "--depth", "1", "--posts", notes).out
    assert "BERT" in out
    assert "Transformer" not in out.replace("Transformers", "")
    assert "there is more beyond this depth" in out


def test_an_unknown_name_suggests_near_ones_and_exits_with_2(paperkg, notes):
    done = paperkg("lineage", "RoBERTo", "--posts", notes)
    assert done.code == 2
    assert done.out == ""
    assert "nothing is called 'RoBERTo'; did you mean RoBERTa" in done.err
    assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize("form", ["table", "json", "dot", "mermaid", "graphml", "csv", "ttl"])
def test_every_format_names_both_ends(paperkg, notes, form):
    done = paperkg("lineage", "RoBERTa", "--posts", notes, "--format", form)
    assert done.code == 0
    assert "BERT" in done.out
    assert "RoBERTa" in done.out
    assert done.out.endswith("\n")


def test_a_second_question_is_answered_from_the_index(paperkg, notes, monkeypatch):
    first = paperkg("lineage", "RoBERTa", "--posts", notes)
    monkeypatch.setattr("paperkg.pipeline.cache.collect", lambda _: pytest.fail("read again"))
    assert paperkg("lineage", "RoBERTa", "--posts", notes) == first


def test_a_changed_post_changes_the_answer(paperkg, notes):
    assert "ELMo" not in paperkg("lineage", "RoBERTa", "--posts", notes).out
    (notes / "roberta.md").write_text("# RoBERTa: a title\n\nRoBERTa is a variant of ELMo.\n")
    assert "ELMo" in paperkg("lineage", "RoBERTa", "--posts", notes).out
