"""Catalogs made by hand: a small one about real papers, and synthetic ones of any size."""

from __future__ import annotations

import hashlib
import random

from paperkg.model import (
    Catalog,
    Category,
    Claim,
    Concept,
    Evidence,
    Fact,
    Layer,
    Person,
    Post,
    PostKind,
    Reading,
    Relation,
    Source,
    Stated,
    Work,
)

POSTS = {
    "2017/transformer.md": (
        "# Attention Is All You Need\n\nPublished in 2017 by Ashish Vaswani and Noam Shazeer. "
        "The Transformer relies on self-attention. It drops the recurrence of seq2seq models.\n"
    ),
    "bert.md": (
        "# BERT\n\nBERT (2019) by Jacob Devlin pre-trains the Transformer encoder with masked "
        "language modeling. Unlike GPT, it reads in both directions. It was compared with ELMo.\n"
    ),
    "2019/roberta.md": (
        "# RoBERTa\n\nRoBERTa by Yinhan Liu extends BERT: more data, longer training. "
        "It shares masked language modeling.\n"
    ),
    "T5 (notes).md": (
        "# T5\n\nT5 by Noam Shazeer is a variant of the Transformer, with self-attention, "
        "and follows BERT. ELMo is named, too.\n"
    ),
}


def post_of(file: str, text: str, n: int = 1) -> Post:
    source = Source(file, text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
    return Post(source, n, 0, len(text), -1, (), (), (), ())


def evidence(post: Post, words: str, rule: str = "prose-pattern") -> Evidence:
    start = post.source.text.index(words)
    return Evidence.of(post, start, start + len(words), rule)


def claim(subject: str, relation: Relation, obj: str, at: Evidence, **more: object) -> Claim:
    name = hashlib.sha256(f"{subject} {relation} {obj} {at.start}".encode()).hexdigest()[:16]
    layer = Layer.CURATED if at.rule.startswith("front-matter") else Layer.ASSERTED
    return Claim(name, subject, relation, obj, layer, at, **more)  # type: ignore[arg-type]


def small() -> Catalog:
    """Four posts, two works without a post, a year on which record and post disagree."""
    posts = {f: post_of(f, text, n) for n, (f, text) in enumerate(sorted(POSTS.items()), 1)}
    tr, bert = posts["2017/transformer.md"], posts["bert.md"]
    roberta, t5 = posts["2019/roberta.md"], posts["T5 (notes).md"]

    def said(field: str, value: str, at: Evidence, position: int = 0) -> Fact:
        return Fact(field, value, Layer.ASSERTED, at, position=position)

    def known(field: str, value: str, source: str, position: int = 0) -> Fact:
        return Fact(field, value, Layer.CURATED, source=source, position=position)

    arxiv = "https://arxiv.org/abs/1810.04805"
    works = (
        Work(
            "bert",
            "BERT: Pre-training of Deep Bidirectional Transformers",
            short_name="BERT",
            aliases=("BERT-base", "bert model"),
            authors=("jacob-devlin", "ming-wei-chang"),
            year=2018,
            arxiv="1810.04805",
            doi="10.18653/v1/N19-1423",
            categories=("language",),
            concepts=("masked-language-modeling",),
            posts=("bert.md",),
            facts=(
                known("title", "BERT: Pre-training of Deep Bidirectional Transformers", arxiv),
                known("author", "jacob-devlin", arxiv, 1),
                known("author", "ming-wei-chang", arxiv, 2),
                known("year", "2018", arxiv),
                known("arxiv", "1810.04805", arxiv),
                known("doi", "10.18653/v1/N19-1423", "proceedings"),
                known("category", "language", arxiv),
                said("title", "BERT", evidence(bert, "BERT", "heading-title")),
                said("author", "jacob-devlin", evidence(bert, "Jacob Devlin", "by-line"), 1),
                said("year", "2019", evidence(bert, "BERT (2019)", "year-in-parentheses")),
                said(
                    "concept",
                    "masked-language-modeling",
                    evidence(bert, "masked language modeling"),
                ),
            ),
        ),
        Work("elmo", "ELMo", stub=True, aliases=("Elmo",)),
        Work(
            "gpt",
            "Improving Language Understanding by Generative Pre-Training",
            short_name="GPT",
            stub=True,
            year=2018,
            facts=(
                known(
                    "title", "Improving Language Understanding by Generative Pre-Training", "report"
                ),
                known("year", "2018", "report"),
            ),
        ),
        Work(
            "roberta",
            "RoBERTa",
            authors=("yinhan-liu",),
            url="https://arxiv.org/abs/1907.11692",
            categories=("language",),
            concepts=("masked-language-modeling",),
            posts=("2019/roberta.md",),
            facts=(
                said("title", "RoBERTa", evidence(roberta, "RoBERTa", "heading-title")),
                said("author", "yinhan-liu", evidence(roberta, "Yinhan Liu", "by-line"), 1),
                said("url", "https://arxiv.org/abs/1907.11692", evidence(roberta, "more data")),
                said("category", "language", evidence(roberta, "more data", "category-cue")),
                said(
                    "concept",
                    "masked-language-modeling",
                    evidence(roberta, "masked language modeling"),
                ),
            ),
        ),
        Work(
            "t5",
            "T5",
            authors=("noam-shazeer",),
            year=2019,
            categories=("language",),
            concepts=("self-attention", "text-to-text"),
            posts=("T5 (notes).md",),
            facts=(
                said("title", "T5", evidence(t5, "T5", "heading-title")),
                said("author", "noam-shazeer", evidence(t5, "Noam Shazeer", "by-line"), 1),
                Fact("year", "2019", Layer.ASSERTED, evidence(t5, "# T5", "front-matter")),
                said("concept", "self-attention", evidence(t5, "self-attention")),
                said("concept", "text-to-text", evidence(t5, "T5 by", "candidate-concept")),
                said("category", "language", evidence(t5, "follows BERT", "category-cue")),
            ),
        ),
        Work(
            "transformer",
            "Attention Is All You Need",
            short_name="Transformer",
            authors=("ashish-vaswani", "noam-shazeer"),
            year=2017,
            venue="NeurIPS 2017",
            arxiv="1706.03762",
            categories=("attention", "language"),
            concepts=("self-attention",),
            posts=("2017/transformer.md",),
            facts=(
                said(
                    "title", "Attention Is All You Need", evidence(tr, "Attention Is All You Need")
                ),
                said("author", "ashish-vaswani", evidence(tr, "Ashish Vaswani", "by-line"), 1),
                said("author", "noam-shazeer", evidence(tr, "Noam Shazeer", "by-line"), 2),
                said("year", "2017", evidence(tr, "2017")),
                known("arxiv", "1706.03762", "https://arxiv.org/abs/1706.03762"),
                known("venue", "NeurIPS 2017", "https://arxiv.org/abs/1706.03762"),
                said("concept", "self-attention", evidence(tr, "self-attention")),
                said("category", "attention", evidence(tr, "self-attention", "category-cue")),
                said("category", "language", evidence(tr, "seq2seq", "category-cue")),
            ),
        ),
    )
    claims = (
        claim(
            "bert",
            Relation.USES,
            "transformer",
            evidence(bert, "pre-trains the Transformer encoder"),
        ),
        claim("bert", Relation.CRITIQUES, "gpt", evidence(bert, "Unlike GPT", "contrast")),
        claim(
            "bert", Relation.COMPARES_WITH, "elmo", evidence(bert, "compared with ELMo", "compare")
        ),
        claim(
            "roberta",
            Relation.EXTENDS,
            "bert",
            evidence(roberta, "RoBERTa by Yinhan Liu extends BERT"),
        ),
        claim(
            "t5",
            Relation.VARIANT_OF,
            "transformer",
            evidence(t5, "is a variant of the Transformer"),
        ),
        claim("t5", Relation.BUILDS_ON, "bert", evidence(t5, "follows BERT"), reversed=True),
        claim("t5", Relation.EXTENDS, "bert", evidence(t5, "# T5", "front-matter")),
        claim("t5", Relation.MENTIONS, "elmo", evidence(t5, "ELMo is named", "mention")),
        claim("transformer", Relation.CRITIQUES, "rnn", evidence(tr, "drops the recurrence")),
    )
    readings = tuple(
        Reading(
            post=posts[file],
            kind=PostKind.PAPER,
            title=Stated(title, evidence(posts[file], title, "heading-title")),
            short_name=Stated("BERT", evidence(posts[file], "BERT", "heading-title"))
            if file == "bert.md"
            else None,
        )
        for file, title in (
            ("2017/transformer.md", "Attention Is All You Need"),
            ("2019/roberta.md", "RoBERTa"),
            ("T5 (notes).md", "T5"),
            ("bert.md", "BERT"),
        )
    )
    return Catalog(
        works=works,
        people=(
            Person("ashish-vaswani", "Ashish Vaswani"),
            Person("jacob-devlin", "Jacob Devlin"),
            Person("ming-wei-chang", "Ming-Wei Chang"),
            Person("noam-shazeer", "Noam Shazeer"),
            Person("yinhan-liu", "Yinhan Liu"),
        ),
        concepts=(
            Concept(
                "attention", "attention mechanism", ("attention",), definition="Weighing inputs."
            ),
            Concept(
                "masked-language-modeling", "masked language modeling", ("MLM",), ("pre-training",)
            ),
            Concept("pre-training", "pre-training"),
            Concept("self-attention", "self-attention", ("self attention",), ("attention",)),
            Concept("text-to-text", "text-to-text", candidate=True),
            Concept("unused", "unused"),
        ),
        categories=(
            Category("attention", "Attention and Transformer Models", ("Attention Mechanisms",)),
            Category(
                "language", "Natural Language Processing", ("NLP",), "Text, read and written."
            ),
        ),
        readings=readings,
        claims=claims,
    )


def labelled(text: str) -> Catalog:
    """One paper of which every text is ``text``."""
    post = post_of("p.md", text)
    at = Evidence("p.md", 1, 0, len(text), 1, text, "rule")
    work = Work(
        "p",
        text,
        short_name=text,
        aliases=(text + "x",),
        authors=("a",),
        url=text,
        doi=text,
        arxiv=text,
        venue=text,
        categories=("c",),
        concepts=("k",),
        posts=("p.md",),
        facts=(
            Fact("title", text, Layer.ASSERTED, at),
            Fact("venue", text, Layer.CURATED, source=text),
            Fact("url", text, Layer.ASSERTED, at),
        ),
    )
    return Catalog(
        works=(work,),
        people=(Person("a", text),),
        concepts=(Concept("k", text, (text,), definition=text),),
        categories=(Category("c", text, (text,)),),
        readings=(Reading(post, PostKind.PAPER, title=Stated(text, at)),),
        claims=(),
    )


def synthetic(papers: int, seed: int = 1) -> Catalog:
    """A catalog of many papers, each with five authors, five concepts and three parents."""
    rng = random.Random(seed)
    people = tuple(Person(f"person-{i}", f"Person {i}") for i in range(papers))
    concepts = tuple(
        Concept(f"concept-{i}", f"concept {i}", broader=(f"concept-{i // 4}",) if i > 3 else ())
        for i in range(200)
    )
    categories = tuple(Category(f"category-{i}", f"Category {i}") for i in range(20))
    works, readings, claims = [], [], []
    for i in range(papers):
        text = f"# Paper {i}\n\nThis paper extends another one, in 2017, with a method. " * 3
        post = post_of(f"{2000 + i % 25}/paper-{i}.md", text, i + 1)
        title = f"Paper {i}: a study of things and of other things"
        authors = tuple(f"person-{rng.randrange(papers)}" for _ in range(5))
        tagged = tuple(f"concept-{rng.randrange(200)}" for _ in range(5))
        filed = (f"category-{i % 20}",)
        at = [Evidence.of(post, j * 7, j * 7 + 30, f"rule-{j}") for j in range(12)]
        facts = [Fact("title", title, Layer.ASSERTED, at[0])]
        facts += [Fact("author", a, Layer.ASSERTED, at[j]) for j, a in enumerate(authors)]
        facts += [Fact("concept", c, Layer.ASSERTED, at[j]) for j, c in enumerate(tagged)]
        facts += [Fact("category", c, Layer.ASSERTED, at[6]) for c in filed]
        facts += [Fact("year", "2017", Layer.ASSERTED, at[7])]
        works.append(
            Work(
                f"paper-{i}",
                title,
                authors=tuple(dict.fromkeys(authors)),
                year=2017,
                arxiv=f"17{i % 12 + 1:02d}.{i % 100000:05d}",
                categories=filed,
                concepts=tuple(dict.fromkeys(tagged)),
                posts=(post.id,),
                facts=tuple(facts),
            )
        )
        readings.append(Reading(post, PostKind.PAPER))
        for j in range(3):
            if i > 10:
                parent = rng.randrange(max(0, i - 3000), i)
                claims.append(claim(f"paper-{i}", Relation.EXTENDS, f"paper-{parent}", at[8 + j]))
    return Catalog(tuple(works), people, concepts, categories, tuple(readings), tuple(claims))
