"""A large collection takes seconds."""

from __future__ import annotations

import random

from factories import post, reading, said
from measure import measured
from paperkg.model import KnownWork, Lexicon
from paperkg.resolve import build_catalog

POSTS = 8000


def test_nothing_is_quadratic():
    draw = random.Random(1)
    known = tuple(KnownWork(f"known-{i}", f"Known{i}", arxiv=f"1801.{i:05}") for i in range(2000))
    readings = []
    for i in range(POSTS):
        of = post(f"{i}.md", "x")
        claims = [
            said(of, f"extends Net{draw.randrange(POSTS)}", 0),
            said(of, f"uses Known{draw.randrange(2000)}", 1, work=f"known-{draw.randrange(2000)}"),
            said(of, "mentions The Same Name", 2),
        ]
        # every post calls its paper "Ours"; a tenth has the same title
        title = "Untitled" if i % 10 == 0 else f"Net{i}: a title of a paper"
        readings.append(
            reading(
                of,
                title,
                short=f"Net{i}",
                names=["Ours"],
                arxiv=f"19{i % 90 + 10}.{i:05}",
                authors=[f"Ann Author{i % 5000}"],
                claims=claims,
            )
        )
    with measured():
        catalog = build_catalog(readings, Lexicon(works=known))
    assert sum(not work.stub for work in catalog.works) == POSTS
    assert len(catalog.claims) > 3 * POSTS - 50
