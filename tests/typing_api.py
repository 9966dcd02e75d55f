"""User code: it must pass mypy as strict as can be. It is checked, never run."""

from __future__ import annotations

from pathlib import Path

import paperkg
from paperkg import (
    Catalog,
    Claim,
    Evidence,
    Index,
    Lexicon,
    PaperkgError,
    Post,
    Reading,
    Relation,
    Work,
)
from paperkg.config import Settings, load_settings
from paperkg.lineage import Direction, Lineage, Node, find_paths, render


def ancestors(folder: Path, name: str) -> list[str]:
    posts: list[Post] = list(paperkg.read_posts(folder))
    lexicon: Lexicon = paperkg.load_lexicon()
    readings: list[Reading] = list(paperkg.extract_readings(posts, lexicon))
    catalog: Catalog = paperkg.build_catalog(readings, lexicon)
    with Index.create(catalog) as index:
        lineage: Lineage = paperkg.trace_lineage(index, index.find(name).id, depth=3)
        nodes: list[Node] = list(lineage.nodes.values())
    return [node.name for node in nodes if node.year is not None and node.year > 2000]


def reasons(lineage: Lineage, goal: str) -> list[str]:
    found: list[str] = []
    for path in find_paths(lineage, goal, every=True):
        for hop in path:
            claims: tuple[Claim, ...] = hop.claims
            for claim in claims:
                evidence: Evidence | None = claim.evidence
                if evidence is not None and claim.relation is Relation.EXTENDS:
                    found.append(f"{evidence.file}:{evidence.line}: {evidence.quote}")
    return found


def newest(catalog: Catalog) -> Work | None:
    return max(catalog.works, key=lambda work: work.year or 0, default=None)


def printed(lineage: Lineage) -> str:
    text: str = render(lineage, "mermaid")
    up: bool = lineage.direction is Direction.ANCESTORS
    return text if up else ""


def edges(index: Index) -> int:
    return int(paperkg.to_networkx(index).number_of_edges())


def settings(path: Path) -> Settings | None:
    try:
        return load_settings(path)
    except PaperkgError as error:
        print(error.where(), error.message, error.advice)
        return None
