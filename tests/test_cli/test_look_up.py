"""``show``, ``search``, ``compare``, ``timeline``, ``next``, ``rules``, ``query``."""

import json

import pytest


def test_show_a_concept_lists_its_papers_with_evidence(paperkg):
    done = paperkg("show", "BPR loss")
    assert done.code == 0
    assert "BPR loss  (concept)" in done.out
    assert "NGCF (2019)" in done.out
    assert "“" in done.out
    assert "ngcf.md:" in done.out


def test_show_a_paper(paperkg, notes):
    out = paperkg("show", "roberta", "--posts", notes).out
    assert "extends:\n  BERT" in out
    assert "roberta.md:6 · " in out


def test_show_says_where_post_and_record_differ(paperkg, notes):
    (notes / "bert.md").write_text(
        "# BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding\n\n"
        "BERT was published by Jane Doe in 2011.\n"
    )
    out = paperkg("show", "BERT", "--posts", notes).out
    assert "differs: year is '2011' in the post, '2018' in the record" in out


def test_show_as_json(paperkg, notes):
    data = json.loads(paperkg("show", "RoBERTa", "--posts", notes, "--format", "json").out)
    assert data["iri"] == "https://w3id.org/paperkg/paper/roberta"
    assert any(c["object"] == "bert" and c["relation"] == "extends" for c in data["claims"])


def test_search_knows_aliases(paperkg):
    first = paperkg("search", "transformer").out.splitlines()
    assert any("Attention Is All You Need" in line for line in first[:3])


def test_search_for_nothing(paperkg, notes):
    done = paperkg("search", "zzzzqqq", "--posts", notes)
    assert done.code == 2
    assert "nothing is called" in done.err


def test_compare(paperkg, notes):
    out = paperkg("compare", "RoBERTa", "DistilBERT", "--posts", notes).out
    assert "nearest common ancestor of RoBERTa and DistilBERT: BERT (2018)" in out


def test_timeline(paperkg, notes):
    done = paperkg("timeline", "masked language modeling", "--posts", notes)
    assert done.code == 0
    assert "2018  BERT" in done.out


def test_next_names_works_without_a_post(paperkg, notes):
    out = paperkg("next", "--posts", notes).out
    assert "Transformer" in out
    order = paperkg("next", "RoBERTa", "--posts", notes).out.splitlines()
    names = [line.split(". ")[1].split(" (")[0] for line in order[1:]]
    assert names.index("BERT") < names.index("RoBERTa")


def test_rules_and_one_rule(paperkg):
    assert "title-from-heading" in paperkg("rules").out
    assert "cue: " in paperkg("rules", "title-from-heading").out
    assert paperkg("rules", "title-from-hedding").code == 2


def test_query(paperkg, notes):
    query = """
    PREFIX pkg: <https://w3id.org/paperkg/ontology#>
    SELECT ?name WHERE { ?p pkg:buildsOn ?o ; pkg:shortName ?name } ORDER BY ?name
    """
    done = paperkg("query", query, "--posts", notes, "--format", "csv")
    assert done.code == 0
    assert {"RoBERTa", "DistilBERT", "BERT"} <= set(done.out.split())


def test_query_examples(paperkg, notes):
    names = [line for line in paperkg("query", "--list").out.splitlines() if line[:1].strip()]
    assert len(names) >= 10
    assert paperkg("query", "--name", names[0], "--posts", notes).code == 0
    assert paperkg("query", "--name", "no-such-example").code == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT WHERE", "column 13"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("LOAD <file:///etc/passwd>", ""),
    ],
)
def test_query_that_is_wrong_or_forbidden(paperkg, notes, query, said):
    done = paperkg("query", query, "--posts", notes)
    assert done.code == 2
    assert said.lower() in done.err.lower()
    assert len(done.err.strip().splitlines()) <= 3


def test_unknown_command_and_help(paperkg):
    wrong = paperkg("linage", "T5")
    assert wrong.code == 2
    assert "did you mean 'lineage'?" in wrong.err
    assert "lineage" in paperkg("--help").out


def test_names_cannot_command_the_terminal(paperkg, notes):
    (notes / "evil.md").write_text("# Evil\x1b]0;owned\x07Net: a title\n\nEvilNet extends BERT.\n")
    for arguments in (("show", "BERT"), ("lineage", "BERT", "--descendants"), ("search", "evil")):
        done = paperkg(*arguments, "--posts", notes)
        assert "\x1b" not in done.out + done.err
        assert "\x07" not in done.out + done.err
