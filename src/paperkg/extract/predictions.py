"""Readings as prediction objects: the lines of ``paperkg extract --format jsonl``."""

from __future__ import annotations

from typing import TypedDict

from paperkg.model import PostKind, Reading, RelationClaim, Stated


class RelationObject(TypedDict):
    """One relation of a prediction."""

    type: str
    target: str
    quote: str
    start: int
    end: int
    line: int
    rule: str


class ProblemObject(TypedDict):
    """One problem of a prediction."""

    code: str
    line: int
    message: str


class Prediction(TypedDict):
    """What is predicted of one post; the keys stand in this order."""

    file: str
    n: int
    kind: str
    title: str | None
    short_name: str | None
    authors: list[str]
    year: int | None
    arxiv: str | None
    doi: str | None
    url: str | None
    categories: list[str]
    concepts: list[str]
    builds_on: list[str]
    relations: list[RelationObject]
    problems: list[ProblemObject]


def prediction_of(reading: Reading) -> Prediction:
    """Return a reading as the object of the predictions format.

    ``relations[i].quote`` is ``text[start:end]`` of the file as read.
    """
    post = reading.post
    paper = reading.kind is PostKind.PAPER
    relations = reading.relations if paper else ()
    return {
        "file": post.file,
        "n": post.n,
        "kind": reading.kind.value,
        "title": _value(reading.title),
        "short_name": _value(reading.short_name),
        "authors": [author.value for author in reading.authors],
        "year": int(reading.year.value) if reading.year else None,
        "arxiv": _value(reading.arxiv),
        "doi": _value(reading.doi),
        "url": _value(reading.url),
        "categories": [category.value for category in reading.categories],
        "concepts": [concept.label for concept in reading.concepts],
        "builds_on": builds_on(relations),
        "relations": [_relation(claim) for claim in relations],
        "problems": [
            {"code": p.code, "line": p.line, "message": p.message} for p in reading.problems
        ],
    }


def builds_on(relations: tuple[RelationClaim, ...]) -> list[str]:
    """Return the names of the works built on, each once, in order of place."""
    return list(dict.fromkeys(c.target for c in relations if c.relation.builds_on))


def _value(stated: Stated | None) -> str | None:
    return stated.value if stated else None


def _relation(claim: RelationClaim) -> RelationObject:
    evidence = claim.evidence
    return {
        "type": claim.relation.value,
        "target": claim.target,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "line": evidence.line,
        "rule": evidence.rule,
    }
