"""Commands that look one thing up: show, search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from paperkg.cli import output
from paperkg.index import Index, Resource
from paperkg.model import VERBS, Claim
from paperkg.vocab import Iris

_KINDS = ["paper", "concept", "category", "author", "post"]


@click.command("show")
@click.argument("name")
@output.posts_option
@click.option("--kind", type=click.Choice(_KINDS), help="Only a resource of this kind.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def show_command(name: str, posts: Path | None, kind: str | None, form: str) -> int:
    """Show everything known of a paper, concept, author, category or post, with evidence."""
    project, index = output.indexed(posts)
    with index:
        resource = index.find(name, (kind,) if kind else tuple(_KINDS))
        if form == "json":
            output.data(_json(index, resource, project.settings.base_iri))
        else:
            root = output.display_root(project.settings.posts)
            output.show("\n".join(_text(index, resource, root)) + "\n")
    return 0


@click.command("search")
@click.argument("text")
@output.posts_option
@click.option("--kind", type=click.Choice(_KINDS), help="Only resources of this kind.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def search_command(text: str, posts: Path | None, kind: str | None, limit: int, form: str) -> int:
    """Search the names, titles and aliases of everything."""
    _, index = output.indexed(posts)
    kinds = (kind,) if kind else tuple(_KINDS)
    with index:
        found = index.search(text, kinds, limit)
        near = () if found else index.near(text, kinds)
    if form == "json":
        rows = [{"kind": r.kind, "id": r.id, "label": r.label} for r in found]
        output.data(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    else:
        for r in found:
            title = str(r.data.get("title", ""))
            more = f" · {title}" if title and title != r.label else ""
            output.show(f"{r.kind:9}{output.emphasis(r.label, 'name')}{more}")
    if not found:
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        output.note(f"nothing is called {text!r}{hint}")
        return 2
    return 0


def _text(index: Index, resource: Resource, root: str) -> Iterator[str]:
    yield output.emphasis(resource.label, "name") + f"  ({resource.kind})"
    if resource.kind == "paper":
        yield from _paper(index, resource, root)
        return
    data = resource.data
    if resource.kind == "concept":
        yield from _pairs(
            ("definition", data["definition"]),
            ("also called", ", ".join(data["alt_labels"])),
            ("broader", ", ".join(index.labels("concept", data["broader"]).values())),
            (
                "status",
                "a candidate: found in posts, not in the scheme" if data["candidate"] else "",
            ),
        )
    elif resource.kind == "category":
        yield from _pairs(("definition", data["definition"]))
    elif resource.kind == "post":
        yield from _pairs(("file", data["file"]), ("kind", data["kind"]))
    works = index.works_of(resource.kind, resource.id)
    names = index.labels("paper", (work for work, _ in works))
    yield f"papers ({len(names)}):" if names else "papers: none"
    for work, name in names.items():
        year = index.get("paper", work).data["year"]
        yield f"  {output.emphasis(name, 'name')}" + (f" ({year})" if year else "")
        for other, fact in works:
            if other == work:
                yield from _evidence(fact.get("evidence"), root, "    ")


def _paper(index: Index, resource: Resource, root: str) -> Iterator[str]:
    data = resource.data
    authors = index.labels("author", data["authors"])
    categories = index.labels("category", data["categories"])
    yield from _pairs(
        ("title", data["title"] if data["title"] != resource.label else ""),
        ("authors", ", ".join(authors[a] for a in data["authors"] if a in authors)),
        ("year", str(data["year"] or "")),
        ("venue", data["venue"]),
        ("arXiv", data["arxiv"]),
        ("DOI", data["doi"]),
        ("categories", ", ".join(categories.values())),
        ("also called", ", ".join(data["aliases"])),
        ("posts", ", ".join(data["posts"]) or "none: named by other posts only"),
    )
    yield from _differences(index, data)
    claims = index.claims_about(resource.id)
    for forward in (True, False):
        mine = [c for c in claims if (c.subject == resource.id) is forward]
        yield from _claims(index, mine, root, forward=forward)
    concepts = [f for f in data["facts"] if f["field"] == "concept"]
    labels = index.labels("concept", (f["value"] for f in concepts))
    if labels:
        yield "concepts:"
    for fact in concepts:
        if fact["value"] in labels:
            yield f"  {output.emphasis(labels[fact['value']], 'name')}"
            yield from _evidence(fact.get("evidence"), root, "    ")


def _differences(index: Index, data: dict[str, Any]) -> Iterator[str]:
    """Yield where the posts say something else than the curated record."""

    def values(field: str, layer: str) -> list[str]:
        facts = (f for f in data["facts"] if f["field"] == field and f["layer"] == layer)
        return list(dict.fromkeys(f["value"] for f in facts))

    for field in ("title", "year", "arxiv", "doi"):
        curated = values(field, "curated")
        for value in values(field, "asserted"):
            if curated and value not in curated:
                yield f"  differs: {field} is {value!r} in the post, {curated[0]!r} in the record"
    people = values("author", "curated")
    for person in values("author", "asserted"):
        if people and person not in people:
            name = index.labels("author", [person]).get(person, person)
            yield f"  differs: {name!r} is an author in the post, not in the record"


def _claims(index: Index, claims: list[Claim], root: str, *, forward: bool) -> Iterator[str]:
    ends = index.labels("paper", (c.object if forward else c.subject for c in claims))
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        verb = VERBS[claim.relation][0 if forward else 1]
        groups.setdefault((verb, claim.object if forward else claim.subject), []).append(claim)
    last = ""
    for (verb, end), group in groups.items():
        if verb != last:
            yield f"{verb}:"
            last = verb
        yield f"  {output.emphasis(ends.get(end, end), 'name')}"
        for claim in group:
            e = claim.evidence
            if e:
                data = {"quote": e.quote, "file": e.file, "line": e.line, "rule": e.rule}
                yield from _evidence(data, root, "    ")


def _evidence(data: dict[str, Any] | None, root: str, indent: str) -> Iterator[str]:
    if data:
        quote = " ".join(str(data["quote"]).split())
        where = f"{root}/{data['file']}" if root else data["file"]
        yield indent + output.emphasis(f"“{quote}”", "quote")
        yield indent + output.emphasis(f"{where}:{data['line']} · {data['rule']}", "dim")


def _pairs(*pairs: tuple[str, str]) -> Iterator[str]:
    for key, value in pairs:
        if value:
            yield f"  {key}: {value}"


def _json(index: Index, resource: Resource, base: str) -> str:
    data: dict[str, Any] = {
        "kind": resource.kind,
        "id": resource.id,
        "iri": Iris(base).mint(resource.kind, resource.id),
        "label": resource.label,
        **{k: v for k, v in resource.data.items() if k not in {"id", "label", "kind"}},
    }
    if resource.kind == "paper":
        data["claims"] = [_claim(c) for c in index.claims_about(resource.id)]
    else:
        data["papers"] = _works(index.works_of(resource.kind, resource.id))
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _works(rows: Iterable[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [{"paper": work, "evidence": fact.get("evidence")} for work, fact in rows]


def _claim(claim: Claim) -> dict[str, Any]:
    e = claim.evidence
    return {
        "subject": claim.subject,
        "relation": claim.relation.value,
        "object": claim.object,
        "layer": claim.layer.value,
        "quote": e.quote if e else None,
        "file": e.file if e else None,
        "line": e.line if e else None,
        "rule": e.rule if e else None,
    }
