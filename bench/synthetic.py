"""A made-up collection of any size, for budgets of size and speed.

In-degrees follow a power law (preferential attachment), years run from 2012 to 2025, a paper builds
on two earlier ones on average, and every link has one sentence in the post of the later paper. The
same number and seed always give the same catalog.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace

from paperkg.model import (
    Block,
    BlockKind,
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
    Sentence,
    Source,
    Stated,
    Work,
)
from paperkg.resolve import slug

FIRST, LAST = 2012, 2025
_KINDS = (Relation.EXTENDS, Relation.USES, Relation.VARIANT_OF, Relation.COMPONENT)
_SHARES = (5, 4, 2, 1)
_SAYING = {
    Relation.EXTENDS: "{one} extends {other} with {what}.",
    Relation.USES: "{one} uses {other} as its backbone for {what}.",
    Relation.VARIANT_OF: "{one} is a variant of {other} with {what}.",
    Relation.COMPONENT: "{one} has {other} as a part, next to {what}.",
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_HOW = (
    "Learning to {verb} {noun} with {adjective} {method}",
    "{adjective} {method} for {noun} {task}",
    "On the {task} of {adjective} {noun}",
    "{verb} Before You {verb2}: {adjective} {noun} {task}",
    "{noun} {task} via {adjective} {method} and {method2}",
    "Towards {adjective} {noun} {task} in the Wild",
)
_VERBS = _words("""
    Align Compress Decode Detect Distil Embed Filter Generate Match Parse Plan Predict Prune
    Rank Reason Retrieve Route Sample Search Segment Translate Verify
""")
_NOUNS = _words("""
    Audio Code Dialogue Document Face Formula Gene Graph Image Item Language Molecule Motion
    Music News Object Point-Cloud Protein Query Scene Series Session Sketch Sound Speech
    Table Text Traffic User Video Web
""")
_ADJECTIVES = _words("""
    Adaptive Adversarial Amortised Attentive Bayesian Causal Coarse-to-Fine Contrastive
    Convex Deep Discrete Dynamic Efficient Equivariant Fast Federated Gated Hierarchical
    Implicit Invariant Iterative Latent Lightweight Masked Modular Multi-Scale Neural Online
    Parallel Probabilistic Progressive Recurrent Residual Robust Scalable Self-Supervised
    Sparse Spectral Stochastic Structured Unified Variational Weighted
""")
_METHODS = _words("""
    Adapters Alignment Attention Augmentation Autoencoders Bandits Boosting Clustering
    Convolutions Curricula Diffusion Distillation Embeddings Ensembles Experts Features
    Filters Flows Gradients Kernels Memories Mixtures Networks Operators Pooling Priors
    Prompts Pruning Quantisation Queries Regularisers Rewards Samplers Slots States Tokens
    Transformers Trees Walks
""")
_TASKS = _words("""
    Analysis Annotation Captioning Classification Clustering Completion Compression Control
    Correction Detection Editing Estimation Forecasting Generation Grounding Indexing
    Inference Interpolation Linking Matching Modelling Parsing Planning Pre-training
    Prediction Ranking Recognition Reconstruction Registration Restoration Retrieval Routing
    Search Segmentation Summarisation Synthesis Tagging Tracking Transfer Translation
    Understanding
""")
_GIVEN = _words("""
    Ada Akira Amara Anton Beata Bruno Carla Chen Dario Dina Elif Emil Farah Femi Greta Hana
    Hugo Ines Ivan Jana Jonas Kemal Kira Lars Leila Luca Maja Marek Mei Milan Nadia Nils
    Olga Omar Paula Pavel Priya Rafael Rosa Sami Sara Sofia Tariq Tomas Uma Vera Viktor Wei
    Yara Zoe
""")
_ENDS = _words("""
    ić ova mann sen son ez ini escu oğlu wicz ko ari enko idis ström berg shi moto gupta rao
""")
_STARTS = _words("""
    Al Bar Cor Dal Er Fen Gar Hol Ir Jan Kal Lin Mor Nov Or Pet Qui Ros Sal Tor Ul Ver Wal
    Xan Yor Zel
""")
_MIDDLES = _words("""
    an ber ci de el fa go hi is ka lo mi no ov pe ri so ta un va
""")
_AREAS = _words("""
    Audio Generation Graphs Language Optimisation Recommendation Robotics Vision
""")


def synthetic_catalog(papers: int, seed: int = 1) -> Catalog:
    """Make a catalog of ``papers`` papers, each with a post.

    Args:
        papers: How many, at least 1.
        seed: Another seed gives another collection of the same shape.
    """
    dice = random.Random(f"{papers}/{seed}")
    categories = tuple(Category(a.lower(), a, (), f"Work on {a.lower()}.") for a in _AREAS)
    concepts = _concepts(dice, max(12, min(600, papers // 8)))
    common = [1 / (rank + 3) for rank in range(len(concepts))]  # a few concepts are everywhere
    people = _people(dice, max(8, papers * 3 // 4))
    years = sorted(_year(dice) for _ in range(papers))
    names = _names(dice, papers)
    titles = [_title(dice) for _ in range(papers)]
    urn: list[int] = []  # a paper stands in it once, and once more per paper that builds on it
    works: list[Work] = []
    readings: list[Reading] = []
    claims: list[Claim] = []
    for number in range(papers):
        parents = _parents(dice, urn)
        urn += [number, *parents]
        picked = dice.choices(range(len(concepts)), common, k=dice.randint(2, 5))
        chosen = [concepts[i] for i in dict.fromkeys(picked)]
        work = Work(
            id=names[number].lower(),
            title=titles[number],
            short_name=names[number],
            aliases=(f"{names[number]}-base",) if dice.random() < 0.1 else (),
            authors=tuple(dict.fromkeys(p.id for p in dice.choices(people, k=dice.randint(1, 4)))),
            year=years[number],
            arxiv=f"{years[number] % 100:02}{dice.randint(1, 12):02}.{number:05}",
            categories=(dice.choice(categories).id,),
            concepts=tuple(c.id for c in chosen),
            posts=(f"{number:05}.md",),
        )
        links = [(dice.choices(_KINDS, _SHARES)[0], works[p]) for p in parents]
        reading, facts, said = _read(dice, number, work, links, chosen)
        works.append(replace(work, facts=tuple(facts)))
        readings.append(reading)
        claims += said
    order = sorted(range(papers), key=lambda i: works[i].id)
    return Catalog(
        works=tuple(works[i] for i in order),
        people=tuple(sorted(people, key=lambda p: p.id)),
        concepts=tuple(sorted(concepts, key=lambda c: c.id)),
        categories=categories,
        readings=tuple(readings),
        claims=tuple(sorted(claims, key=lambda c: c.id)),
    )


def _year(dice: random.Random) -> int:
    return min(LAST, FIRST + int((LAST - FIRST + 1) * dice.random() ** 0.6))


def _parents(dice: random.Random, urn: Sequence[int]) -> list[int]:
    wanted = dice.choice((0, 1, 2, 2, 3, 4)) if urn else 0
    return sorted({dice.choice(urn) for _ in range(wanted)})


def _title(dice: random.Random) -> str:
    verb, verb2 = dice.sample(_VERBS, 2)
    method, method2 = dice.sample(_METHODS, 2)
    return dice.choice(_HOW).format(
        verb=verb,
        verb2=verb2,
        noun=dice.choice(_NOUNS),
        adjective=dice.choice(_ADJECTIVES),
        method=method,
        method2=method2,
        task=dice.choice(_TASKS),
    )


def _names(dice: random.Random, number: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < number:
        parts = dice.choices(_MIDDLES, k=dice.choice((1, 2, 2, 3)))
        made[dice.choice(_STARTS) + "".join(parts) + dice.choice(("", "", "net", "former"))] = None
    return list(made)


def _people(dice: random.Random, number: int) -> tuple[Person, ...]:
    made: dict[str, None] = {}
    while len(made) < number:
        last = dice.choice(_STARTS) + dice.choice(_MIDDLES) + dice.choice(_ENDS)
        made[f"{dice.choice(_GIVEN)} {last}"] = None
    return tuple(Person(slug(name), name) for name in made)


def _concepts(dice: random.Random, number: int) -> list[Concept]:
    made: dict[str, None] = {}
    while len(made) < number:
        made[f"{dice.choice(_ADJECTIVES)} {dice.choice(_METHODS)}".lower()] = None
    return [Concept(label.replace(" ", "-"), label) for label in made]


def _read(
    dice: random.Random,
    number: int,
    work: Work,
    links: Sequence[tuple[Relation, Work]],
    concepts: Sequence[Concept],
) -> tuple[Reading, list[Fact], list[Claim]]:
    """Write a post and read it."""
    year = f"{work.short_name} was published in {work.year}."
    about = f"It rests on {' and '.join(c.label for c in concepts)}."
    said = [
        _SAYING[kind].format(one=work.short_name, other=other.short_name, what=_title(dice).lower())
        for kind, other in links
    ]
    post, spans = _post(f"{number:05}.md", number + 1, work.title, [year, about, *said])
    at = [Evidence.of(post, s, e, rule) for (s, e), rule in zip(spans, _rules(links), strict=True)]
    facts = [
        Fact("title", work.title, Layer.ASSERTED, at[0]),
        Fact("year", str(work.year), Layer.ASSERTED, at[1]),
        *(Fact("concept", c.id, Layer.ASSERTED, at[2]) for c in concepts),
    ]
    claims = [
        Claim(
            hashlib.sha256(f"{work.id} {kind} {other.id}".encode()).hexdigest()[:16],
            work.id,
            kind,
            other.id,
            Layer.ASSERTED,
            evidence,
        )
        for (kind, other), evidence in zip(links, at[3:], strict=True)
    ]
    reading = Reading(
        post=post,
        kind=PostKind.PAPER,
        title=Stated(work.title, at[0]),
        short_name=Stated(work.short_name, at[1]),
        year=Stated(str(work.year), at[1]),
    )
    return reading, facts, claims


def _rules(links: Sequence[tuple[Relation, Work]]) -> list[str]:
    return ["title.heading", "year.prose", "concept.label", *(f"relation.{k}" for k, _ in links)]


def _post(file: str, n: int, title: str, lines: list[str]) -> tuple[Post, list[tuple[int, int]]]:
    text = f"# {title}\n\n" + "\n\n".join(lines) + "\n"
    spans, at = [], 0
    for part in (title, *lines):
        start = text.index(part, at)
        at = start + len(part)
        spans.append((start, at))
    kinds = [BlockKind.HEADING] + [BlockKind.PARAGRAPH] * len(lines)
    blocks = tuple(
        Block(kind, start, end, level=int(i == 0), section=-1 if i == 0 else 0)
        for i, (kind, (start, end)) in enumerate(zip(kinds, spans, strict=True))
    )
    sentences = tuple(Sentence(start, end, i) for i, (start, end) in enumerate(spans))
    source = Source(file, text, hashlib.sha256(text.encode()).hexdigest())
    return Post(source, n, 0, len(text), 0, (), blocks, sentences, ()), spans
