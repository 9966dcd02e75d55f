"""diff, as a user runs it."""

from __future__ import annotations

import json

from paperkg.changes import apply_patch, read_patch
from paperkg.graph import read_quads


def test_diff_of_folders_sites_and_files(paperkg, notes, tmp_path):
    old, new, site = tmp_path / "old.nq", tmp_path / "new.nq", tmp_path / "site"
    assert paperkg("build", notes, "--out", old).code == 0
    assert paperkg("diff", notes, old).code == 0
    text = (notes / "roberta.md").read_text()
    (notes / "roberta.md").write_text(
        text.replace("RoBERTa extends [BERT](bert.md) with", "It has")
    )
    assert paperkg("publish", notes, "--out", site).code == 0
    done = paperkg("diff", old, site)
    assert done.code == 1
    assert "- RoBERTa extends BERT" in done.out
    assert "“RoBERTa extends [BERT](bert.md) with more data.”  roberta.md:6" in done.out
    done = paperkg("diff", old, notes, "--format", "json")
    assert done.code == 1
    assert json.loads(done.out)["changes"]
    paperkg("build", notes, "--out", new)
    patch = paperkg("diff", old, new, "--format", "patch")
    assert patch.code == 1
    assert apply_patch(read_quads(old), read_patch(patch.out)[0]) == tuple(read_quads(new))
    # a dump without claims and graphs is compared with what the other has of the kind
    plain = tmp_path / "new.ttl"
    paperkg("build", notes, "--out", plain)
    assert paperkg("diff", plain, new).code == 0


def test_diff_of_what_is_not_there(paperkg, tmp_path):
    done = paperkg("diff", tmp_path / "a", tmp_path / "b")
    assert done.code == 2
    assert "does not exist" in done.err
    broken = tmp_path / "x.nq"
    broken.write_text("<a:a> <a:b .\n")
    done = paperkg("diff", broken, broken)
    assert done.code == 2
    assert "x.nq:1" in done.err
