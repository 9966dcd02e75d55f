"""``build``, ``extract``, ``publish``, ``import``, ``init``: what they write, and what they say."""

import json
import shutil

import pyoxigraph as ox
import pytest


def test_extract_gives_one_prediction_per_post_with_quotes_at_their_offsets(paperkg, notes):
    done = paperkg("extract", notes, "--format", "jsonl")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["file"] for row in rows] == ["bert.md", "deep/distilled.md", "roberta.md"]
    found = 0
    for row in rows:
        text = (notes / row["file"]).read_text(encoding="utf-8")
        for relation in row["relations"]:
            found += 1
            assert text[relation["start"] : relation["end"]] == relation["quote"]
            assert text.count("\n", 0, relation["start"]) + 1 == relation["line"]
    assert found >= 4


def test_extract_keys_are_those_of_the_contract(paperkg, notes):
    row = json.loads(paperkg("extract", notes, "--format", "jsonl").out.splitlines()[0])
    assert list(row) == [
        "file", "n", "kind", "title", "short_name", "authors", "year", "arxiv", "doi", "url",
        "categories", "concepts", "builds_on", "relations", "problems",
    ]  # fmt: skip
    assert list(row["relations"][0]) == [
        "type", "target", "quote", "start", "end", "line", "rule",
    ]  # fmt: skip


def test_extract_as_yaml_is_the_same(paperkg, notes):
    import yaml

    lines = paperkg("extract", notes, "--format", "jsonl").out.splitlines()
    assert yaml.safe_load(paperkg("extract", notes, "--format", "yaml").out) == [
        json.loads(line) for line in lines
    ]


def test_explain_shows_place_quote_and_rule(paperkg, notes):
    out = paperkg("extract", notes, "--explain").out
    assert "extends → BERT" in out
    assert "roberta.md:6 · " in out


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_build_writes_each_format(paperkg, notes, tmp_path, suffix):
    out = tmp_path / f"graph.{suffix}"
    done = paperkg("build", notes, "--out", out)
    assert (done.code, done.out) == (0, "")
    forms = {
        "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML,
    }  # fmt: skip
    quads = list(ox.parse(out.read_bytes(), forms[suffix]))
    subjects = {q.subject.value for q in quads}
    assert "https://w3id.org/paperkg/paper/roberta" in subjects
    assert not any(isinstance(q.subject, ox.BlankNode) for q in quads)


def test_build_to_stdout_is_turtle(paperkg, notes):
    done = paperkg("build", notes)
    assert list(ox.parse(done.out.encode(), ox.RdfFormat.TURTLE))


def test_build_refuses_an_unknown_suffix(paperkg, notes, tmp_path):
    done = paperkg("build", notes, "--out", tmp_path / "graph.xyz")
    assert done.code == 2
    assert ".xyz names no format; use one of .ttl" in done.err


def test_base_iri(paperkg, notes, tmp_path):
    out = tmp_path / "g.nt"
    assert paperkg("build", notes, "--out", out, "--base-iri", "https://example.org/k/").code == 0
    assert "<https://example.org/k/paper/roberta>" in out.read_text()
    wrong = paperkg("build", notes, "--out", out, "--base-iri", "javascript:alert(1)")
    assert wrong.code == 2
    assert "cannot be a base IRI" in wrong.err


def test_one_broken_file_is_named_and_the_rest_is_built(paperkg, notes, tmp_path):
    (notes / "broken.md").write_bytes(b"# Fine until here\n\nand then \xff\xfe\n")
    out = tmp_path / "g.nt"
    done = paperkg("build", notes, "--out", out)
    assert done.code == 0
    assert "notes/broken.md:3: " in done.err
    assert "paper/roberta" in out.read_text()
    assert paperkg("build", notes, "--out", out, "--strict").code == 1


def test_broken_front_matter_is_named_with_its_line(paperkg, notes):
    (notes / "roberta.md").write_text('---\ntitle: "no end\n---\n\n# RoBERTa\n\nBuilds on BERT.\n')
    done = paperkg("extract", notes, "--strict")
    assert done.code == 1
    assert "roberta.md:3: this is not YAML" in done.err


def test_missing_posts(paperkg):
    done = paperkg("build", "nowhere")
    assert done.code == 2
    assert "nowhere: there is no such folder or file; name a folder" in done.err


def test_publish_writes_a_site_and_replaces_it(paperkg, notes, tmp_path):
    site = tmp_path / "site"
    done = paperkg("publish", notes, "--out", site)
    assert done.code == 0
    assert done.out.strip().endswith("site/index.html")
    assert "3 posts, 3 papers" in done.err
    first = (site / "manifest.json").read_bytes()
    (notes / "deep/distilled.md").unlink()
    assert paperkg("publish", notes, "--out", site).code == 0
    assert (site / "manifest.json").read_bytes() != first
    assert not (site / "paper/distilbert.html").exists() or "no post" in (
        site / "paper/distilbert.html"
    ).read_text(encoding="utf-8")


def test_publish_leaves_a_folder_alone_that_is_no_site(paperkg, notes, tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.tex").write_text("do not lose me")
    done = paperkg("publish", notes, "--out", precious)
    assert done.code == 1
    assert "precious" in done.err
    assert [p.name for p in precious.iterdir()] == ["thesis.tex"]


def test_a_new_project_can_be_published_at_once(paperkg, tmp_path, monkeypatch):
    folder = tmp_path / "mine"
    assert paperkg("init", folder).code == 0
    monkeypatch.chdir(folder)
    done = paperkg("publish", "--strict")
    assert done.code == 0
    assert (folder / "site/index.html").is_file()
    assert "BERT" in paperkg("lineage", "RoBERTa").out
    again = paperkg("init", folder)
    assert again.code == 1
    assert "there is a project here already" in again.err


def test_a_project_keeps_its_iris_when_a_post_is_renamed(paperkg, tmp_path, monkeypatch):
    folder = tmp_path / "mine"
    paperkg("init", folder)
    monkeypatch.chdir(folder)
    paperkg("publish")
    assert (folder / "site/paper/roberta.html").is_file()
    post = folder / "posts/roberta.md"
    text = post.read_text().replace("RoBERTa: A Robustly", "ROBERTA-XX: A Robustly")
    post.write_text(text)
    shutil.move(post, folder / "posts/renamed.md")
    (folder / "posts/renamed.md").write_text(text)
    paperkg("publish")
    locked = (folder / "iris.lock").read_text()
    assert "\troberta\n" in locked


DUMP = """A blog
**Vision**: pictures
go to post

First paper: with a title
It builds on BERT.
- one
- two
go to post
Second
```
code  stays
as it is
```
go to post
"""


def test_import_cuts_a_dump_without_loss(paperkg, tmp_path):
    from paperkg.pipeline.importing import restore_dump

    dump = tmp_path / "dump.txt"
    dump.write_text(DUMP)
    done = paperkg("import", dump, "--out", tmp_path / "posts")
    assert done.code == 0
    assert "dump.txt:3: entry 1" in done.out
    assert "marker with nothing behind it" in done.out
    assert sorted(p.name for p in (tmp_path / "posts").glob("*.md")) == [
        "1-first-paper-with-a-title.md",
        "2-second.md",
    ]
    assert restore_dump(tmp_path / "posts") == DUMP
    first = (tmp_path / "posts/1-first-paper-with-a-title.md").read_text()
    assert first.startswith("# First paper: with a title\n\nIt builds on BERT.\n")
    assert paperkg("import", dump, "--out", tmp_path / "posts").code == 1


def test_import_of_something_that_is_no_dump(paperkg, notes, tmp_path):
    done = paperkg("import", notes / "bert.md", "--out", tmp_path / "x")
    assert done.code == 2
    assert "bert.md: has no line 'go to post'" in done.err
