"""A small catalog made by hand: real posts, readings written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from paperkg.model import (
    Catalog,
    Category,
    Concept,
    ConceptMention,
    CuratedRecord,
    Evidence,
    KnownWork,
    Lexicon,
    Post,
    PostKind,
    Reading,
    Relation,
    RelationClaim,
    Stated,
)
from paperkg.posts import read_posts
from paperkg.resolve import build_catalog

POSTS = {
    "transformer.md": """---
title: "Attention Is All You Need"
tags: [nlp]
---

Ashish Vaswani and seven colleagues published the Transformer in 2017.

The model drops recurrence. It extends the attention of RNNsearch, and **self-attention** does
the rest. See [the paper](https://arxiv.org/abs/1706.03762) and `code`.

- Multi-head attention is the first idea.
- It outperforms ConvS2S.

Nothing is said in this sentence.
""",
    "bert.md": """# BERT: Pre-training of Deep Bidirectional Transformers

Jacob Devlin published BERT in 2018.

BERT uses the encoder of the [Transformer](transformer.md). It is trained with masked language
modeling. Unlike GPT, it reads both ways.
""",
    "sub/roberta.md": """# RoBERTa

RoBERTa, from 2019, is a variant of BERT with more data. It also extends BERT by dynamic masking.
Dropout is used.
""",
    "notes.md": "# Some thoughts\n\nThis post is about no paper.\n",
}

READINGS: dict[str, dict[str, Any]] = {
    "transformer.md": {
        "title": ("Attention Is All You Need", '"Attention Is All You Need"'),
        "short_name": ("Transformer", "the Transformer"),
        "authors": [("Ashish Vaswani", "Ashish Vaswani")],
        "year": ("2017", "2017"),
        "categories": [("NLP", "[nlp]", "nlp")],
        "concepts": [
            ("self-attention", "attention", "The model drops recurrence."),
            ("multi-head attention", "", "Multi-head attention is the first idea."),
        ],
        "relations": [
            (
                "extends",
                "RNNsearch",
                "It extends the attention of RNNsearch, and **self-attention** does\nthe rest.",
            ),
            ("compares_with", "ConvS2S", "It outperforms ConvS2S."),
        ],
    },
    "bert.md": {
        "title": (
            "BERT: Pre-training of Deep Bidirectional Transformers",
            "BERT: Pre-training of Deep Bidirectional Transformers",
        ),
        "short_name": ("BERT", "BERT"),
        "authors": [("Jacob Devlin", "Jacob Devlin")],
        "year": ("2018", "2018"),
        "concepts": [("self-attention", "attention", "BERT uses the encoder")],
        "relations": [
            ("uses", "Transformer", "BERT uses the encoder of the [Transformer](transformer.md)."),
            ("critiques", "GPT", "Unlike GPT, it reads both ways."),
        ],
    },
    "sub/roberta.md": {
        "title": ("RoBERTa", "RoBERTa"),
        "year": ("2019", "2019"),
        "concepts": [("dropout", "dropout", "Dropout is used.")],
        "relations": [
            ("variant_of", "BERT", "RoBERTa, from 2019, is a variant of BERT with more data."),
            ("extends", "BERT", "It also extends BERT by dynamic masking."),
        ],
    },
    "notes.md": {},
}

LEXICON = Lexicon(
    works=(
        KnownWork(
            "rnnsearch",
            "RNNsearch",
            title="Neural Machine Translation by Jointly Learning",
            year=2014,
        ),
    ),
    records=(
        CuratedRecord(
            "bert",
            "BERT: Pre-training of Deep Bidirectional Transformers",
            short_name="BERT",
            aliases=("Bidirectional Encoder",),
            authors=("Jacob Devlin", "Ming-Wei Chang"),
            year=2019,
            arxiv="1810.04805",
            categories=("NLP",),
            source="https://arxiv.org/abs/1810.04805",
        ),
    ),
    categories=(Category("nlp", "NLP", ("language",), "Work on text."),),
    concepts=(
        Concept("attention", "self-attention", ("intra-attention",), (), "Weighing."),
        Concept("dropout", "dropout", (), ("regularization",), "Leaving units out."),
        Concept("regularization", "regularization"),
    ),
)


def evidence(post: Post, quote: str, rule: str) -> Evidence:
    start = post.source.text.index(quote)
    return Evidence.of(post, start, start + len(quote), rule)


def _stated(post: Post, pair: Sequence[str] | None, rule: str) -> Stated | None:
    if not pair:
        return None
    return Stated(pair[0], evidence(post, pair[1], rule), pair[2] if len(pair) > 2 else "")


def reading(post: Post, spec: Mapping[str, Any]) -> Reading:
    every = {
        key: tuple(s for pair in spec.get(key, ()) if (s := _stated(post, pair, f"{key}.list")))
        for key in ("authors", "categories")
    }
    return Reading(
        post=post,
        kind=PostKind.PAPER if spec else PostKind.TOPIC,
        title=_stated(post, spec.get("title"), "title.heading"),
        short_name=_stated(post, spec.get("short_name"), "name.short"),
        year=_stated(post, spec.get("year"), "year.prose"),
        url=_stated(post, spec.get("url"), "url.prose"),
        venue=_stated(post, spec.get("venue"), "venue.prose"),
        arxiv=_stated(post, spec.get("arxiv"), "arxiv.prose"),
        concepts=tuple(
            ConceptMention(label, item, evidence(post, quote, "concept.lexicon"), 1.0, 1)
            for label, item, quote in spec.get("concepts", ())
        ),
        relations=tuple(
            RelationClaim(Relation(kind), target, "", "", evidence(post, quote, f"relation.{kind}"))
            for kind, target, quote in spec.get("relations", ())
        ),
        **every,
    )


def make_catalog(
    folder: Path,
    posts: Mapping[str, str] = POSTS,
    readings: Mapping[str, Mapping[str, Any]] = READINGS,
    lexicon: Lexicon = LEXICON,
) -> Catalog:
    for name, text in posts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    found = read_posts(folder)
    return build_catalog([reading(p, readings[p.file]) for p in found], lexicon)


PAYLOAD = """"'><script>pwned=1</script><img src=x onerror="pwned=2"></script><svg onload=pwned=3> href {{3331*3343}} ]]> \u202egnp\u2066"""
"""Breaks out of attributes, elements, scripts and templates where nothing escapes it."""


def hostile_catalog(folder: Path) -> Catalog:
    """Every field of every kind holds the payload."""
    bad = PAYLOAD
    text = (
        f"# {bad}\n\nWritten by Eve {bad} in 2020. It extends Base {bad}.\n"
        f"[click](javascript:pwned=4) [data](data:text/html,<script>pwned=5</script>) ![i](http://evil.example/x.png)\n\n"
        f"<script>pwned=6</script>\n\n```html\n<img src=x onerror=pwned=7>\n```\n\n**{bad}** `{bad}`\n\n- {bad}\n\n> {bad}\n"
    )
    posts = {"evil.md": text, "twin.md": f"# Other {bad}\n\nIt uses {bad}.\n"}
    readings = {
        "evil.md": {
            "title": (bad, bad),
            "short_name": (f"S {bad}", bad),
            "authors": [(f"Eve {bad}", f"Eve {bad}")],
            "year": ("2020", "2020"),
            "url": ("javascript:pwned=8", "javascript:pwned=4"),
            "venue": (bad, bad),
            "arxiv": (bad, bad),
            "categories": [(f"Cat {bad}", bad, "bad")],
            "concepts": [(f"Concept {bad}", "", bad), (f"Scheme {bad}", "c", bad)],
            "relations": [
                ("extends", f"Base {bad}", f"It extends Base {bad}."),
                ("mentions", "x" * 300, bad),
            ],
        },
        "twin.md": {
            "title": (f"Other {bad}", f"Other {bad}"),
            "concepts": [(f"Concept {bad}", "", bad)],
            "relations": [
                ("uses", f"S {bad}", f"It uses {bad}."),
                ("uses", f"Base {bad}", f"It uses {bad}."),
            ],
        },
    }
    lexicon = Lexicon(
        categories=(Category("bad", f"Cat {bad}", (bad,), bad),),
        concepts=(Concept("c", f"Scheme {bad}", (f"Alt {bad}",), (), bad),),
    )
    return make_catalog(folder, posts, readings, lexicon)
