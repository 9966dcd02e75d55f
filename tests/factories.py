"""Readings in one line, and catalogs drawn as arrows: ``BERT <- Transformer``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from paperkg.index import Index
from paperkg.lineage import Lineage, trace_lineage
from paperkg.model import (
    Catalog,
    Claim,
    Concept,
    ConceptMention,
    Evidence,
    Fact,
    Layer,
    Post,
    PostKind,
    Reading,
    Relation,
    RelationClaim,
    Source,
    Stated,
    Work,
)
from paperkg.resolve import slug

_ARROW = re.compile(r"\s*<-(?:([a-z_]+)-)?\s*")


def post(file: str, text: str = "x" * 400, *, n: int = 1, entry: tuple[int, int] | None = None):
    """A post without structure; ``entry`` makes it the entry of a dump at that place."""
    start, end = entry or (0, len(text))
    source = Source(file, text, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
    return Post(source, n, start, end, -1, (), (), (), ())


def evidence(
    file: str, quote: str = "it says so", *, n: int = 1, start: int = 0, line: int = 1, rule="told"
):
    return Evidence(file, n, start, start + len(quote), line, quote, rule)


def stated(of: Post, value: str, key: str = "", line: int = 1) -> Stated:
    return Stated(value, evidence(of.file, value, n=of.n, line=line), key)


def reading(
    file: str | Post,
    title: str = "",
    *,
    short: str = "",
    names: Sequence[str] = (),
    arxiv: str = "",
    doi: str = "",
    year: str = "",
    authors: Sequence[str] = (),
    concepts: Sequence[str | tuple[str, str]] = (),
    categories: Sequence[str | tuple[str, str]] = (),
    claims: Sequence[str | RelationClaim] = (),
    kind: PostKind = PostKind.PAPER,
) -> Reading:
    """A reading; a claim is written ``extends BERT``, a concept ``label`` or ``(label, id)``."""
    of = post(file) if isinstance(file, str) else file

    def one(value: str, line: int = 1) -> Stated | None:
        return stated(of, value, line=line) if value else None

    def pair(item: str | tuple[str, str]) -> tuple[str, str]:
        return (item, "") if isinstance(item, str) else item

    return Reading(
        post=of,
        kind=kind,
        title=one(title, line=2),
        short_name=one(short),
        own_names=tuple(names),
        authors=tuple(stated(of, name) for name in authors),
        year=one(year),
        arxiv=one(arxiv),
        doi=one(doi, line=3),
        categories=tuple(stated(of, label, key) for label, key in map(pair, categories)),
        concepts=tuple(
            ConceptMention(label, key, evidence(of.file, label, n=of.n), 1.0, 1)
            for label, key in map(pair, concepts)
        ),
        relations=tuple(
            said(of, item, number) if isinstance(item, str) else item
            for number, item in enumerate(claims)
        ),
    )


def said(
    of: Post | str, what: str, number: int = 0, *, work: str = "", to: str = "", rule: str = "told"
) -> RelationClaim:
    """A claim written ``extends BERT``; the number tells sentences of one post apart."""
    of = post(of) if isinstance(of, str) else of
    relation, _, target = what.partition(" ")
    place = evidence(
        of.file, what, n=of.n, start=of.start + 10 * number, line=number + 1, rule=rule
    )
    return RelationClaim(Relation(relation), target, work, to, place)


def drawn(
    *arrows: str,
    years: Mapping[str, int] | None = None,
    stubs: Iterable[str] = (),
    titles: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    concepts: Mapping[str, Sequence[str]] | None = None,
) -> Catalog:
    """A catalog from arrows: ``T5 <- BERT <-extends- Transformer`` (the arrow is the influence).

    Works are called as in the arrows, their ids are the slugs; ``names`` renames by id.
    """
    years, titles, names, concepts = years or {}, titles or {}, names or {}, concepts or {}
    order: dict[str, None] = {}
    claims: list[Claim] = []
    for line, arrow in enumerate(arrows, 1):
        parts = _ARROW.split(arrow.strip())
        works = [part.strip() for part in parts[::2]]
        order |= dict.fromkeys(works)
        for later, verb, earlier in zip(works, parts[1::2], works[1:], strict=False):
            relation = Relation(verb or "builds_on")
            quote = f"{later} {relation.value.replace('_', ' ')} {earlier}."
            name = hashlib.sha256(f"{later} {relation} {earlier} {line}".encode()).hexdigest()
            where = evidence(f"{slug(later)}.md", quote, line=line, start=line)
            claims.append(
                Claim(name[:16], slug(later), relation, slug(earlier), Layer.ASSERTED, where)
            )
    works = tuple(
        sorted(
            (
                Work(
                    id=slug(name),
                    title=titles.get(name, names.get(name, name)),
                    short_name=names.get(name, name) if name in titles else "",
                    year=years.get(name),
                    stub=name in set(stubs),
                    concepts=tuple(map(slug, concepts.get(name, ()))),
                    facts=tuple(
                        Fact(
                            "concept",
                            slug(label),
                            Layer.ASSERTED,
                            evidence(f"{slug(name)}.md", f"{name} has {label}.", line=9),
                        )
                        for label in concepts.get(name, ())
                    ),
                )
                for name in order
            ),
            key=lambda work: work.id,
        )
    )
    labels = sorted({label for each in concepts.values() for label in each})
    return Catalog(
        works=works,
        people=(),
        concepts=tuple(Concept(slug(label), label) for label in labels),
        categories=(),
        readings=(),
        claims=tuple(sorted(claims, key=lambda c: (c.subject, c.relation, c.object, c.id))),
    )


def index_of(*arrows: str, **more) -> Index:
    return Index.create(drawn(*arrows, **more))


def traced(start: str, *arrows: str, direction=None, depth=None, **more) -> Lineage:
    """The lineage of a work in a graph drawn as arrows."""
    options = {"direction": direction} if direction else {}
    with index_of(*arrows, **more) as index:
        return trace_lineage(index, slug(start), depth=depth, **options)
