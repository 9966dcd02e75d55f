"""Runs commands in-process, and makes small folders of posts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from paperkg.cli import run

NOTES = {
    "bert.md": """\
# BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding

Devlin et al. published BERT in 2018. BERT builds on the Transformer: it is a stack of Transformer
encoders. Masked language modeling is its objective.
""",
    "roberta.md": """\
---
title: "RoBERTa: A Robustly Optimized BERT Pretraining Approach"
tags: [language models]
---

RoBERTa extends [BERT](bert.md) with more data. Unlike ALBERT, it is not small.
""",
    "deep/distilled.md": """\
# DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter

DistilBERT is a variant of BERT, made by knowledge distillation. It outperforms ELMo.
""",
}


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    for name, text in NOTES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def paperkg(tmp_path, monkeypatch, capsys):
    """Return a function that runs a command away from the checkout, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Outcome(code, out, err)

    return call
