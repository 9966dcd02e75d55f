"""The command that shows what a person had better look at: review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from paperkg.cli import output
from paperkg.curation import FORMAT
from paperkg.model import Catalog, Decision
from paperkg.resolve.review import ReviewItem

_ENOUGH = 5  # answers of a rule that make a measurement of it


@click.command("review", epilog=f"\b\n{FORMAT}")
@output.posts_argument
@click.option("--merges", is_flag=True, help="Show every decision that several names are one work.")
@click.option("--concepts", is_flag=True, help="List candidate concepts instead.")
@click.option("--decisions", is_flag=True, help="Show which decisions of curation.yaml hold.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="0 for all."
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@output.strict_option
def review_command(
    posts: Path | None,
    merges: bool,
    concepts: bool,
    decisions: bool,
    limit: int,
    form: str,
    strict: bool,
) -> int:
    """List what is weak or contradictory, what has most effect on lineage first.

    The number in front says how many works descend through a claim or are reached through it (for
    a concept: how many works have it). Below stand the lines to choose from for curation.yaml,
    which lies beside paperkg.toml or among the posts.

    JSON is a list of objects: kind, effect, what, file, line, quote, rule, decisions; with --merges
    work, name, names, reason; with --decisions verdict, file, line, by, date, because, works,
    claims.
    """
    from paperkg.pipeline import collect

    project = output.find_project(posts)
    collection = collect(project)
    catalog = collection.catalog
    faults = [p for p in collection.problems if p.code in {"curation-broken", "stale-decision"}]
    count = output.report(faults, project)
    root = output.display_root(project.settings.posts)
    rows: list[tuple[dict[str, Any], list[str]]]
    if merges:
        rows = _merges(catalog)
    elif decisions:
        rows = [_decision(catalog, item) for item in catalog.decisions]
    else:
        rows = [_item(item, root) for item in _items(catalog, concepts=concepts)]
    shown = rows[:limit] if limit else rows
    if form == "json":
        objects = [row for row, _ in shown]
        output.data(json.dumps(objects, ensure_ascii=False, indent=2) + "\n")
    else:
        for _, lines in shown:
            output.show("\n".join(lines))
    if len(shown) < len(rows):
        output.note(f"{len(shown)} of {len(rows)}; --limit 0 shows all")
    elif not rows:
        output.note("nothing to show")
    return output.finish(count, strict=strict)


def _items(catalog: Catalog, *, concepts: bool) -> tuple[ReviewItem, ...]:
    from paperkg.evaluate.record import load_record
    from paperkg.resolve.review import review, review_concepts

    if concepts:
        return review_concepts(catalog)
    measured = {
        rule: counts.precision
        for rule, counts in load_record().rules.items()
        if counts.right + counts.wrong >= _ENOUGH
    }
    return review(catalog, precision=measured)


def _item(item: ReviewItem, root: str) -> tuple[dict[str, Any], list[str]]:
    place = item.evidence
    row = {
        "kind": item.kind,
        "effect": item.effect,
        "what": item.what,
        "file": item.file,
        "line": item.line,
        "quote": place.quote if place else "",
        "rule": place.rule if place else "",
        "decisions": list(item.decisions),
    }
    lines = [f"{item.effect:>5}  {output.emphasis(item.what, 'name')} ({item.kind})"]
    if place:
        quote = " ".join(place.quote.split())
        lines.append(f"       {output.emphasis(f'“{quote}”', 'quote')}")
    if item.file:
        where = f"{root}/{item.file}" if root else item.file
        rule = f" · {place.rule}" if place else ""
        lines.append(f"       {output.emphasis(f'{where}:{item.line}{rule}', 'dim')}")
    return row, [*lines, *(f"       {line}" for line in item.decisions)]


def _merges(catalog: Catalog) -> list[tuple[dict[str, Any], list[str]]]:
    works = {work.id: work.name for work in catalog.works}
    found = []
    for merge in catalog.merges:
        name = works.get(merge.work, merge.work)
        row = {"work": merge.work, "name": name, "names": list(merge.names), "reason": merge.reason}
        lines = [f"{output.emphasis(name, 'name')}: {merge.reason}"]
        if merge.names:
            lines.append(f"    called {', '.join(merge.names)}")
        found.append((row, lines))
    return found


def _decision(catalog: Catalog, decision: Decision) -> tuple[dict[str, Any], list[str]]:
    works = {work.id: work.name for work in catalog.works}
    row = {
        "verdict": decision.verdict.value,
        "file": decision.file,
        "line": decision.line,
        "by": decision.by,
        "date": decision.date,
        "because": decision.because,
        "works": list(decision.works),
        "claims": list(decision.claims),
    }
    about = ", ".join(works.get(work, work) for work in decision.works) or decision.concept
    said = [part for part in (decision.by, decision.date, decision.because) if part]
    line = f"{decision.place}: {output.emphasis(decision.verdict.value, 'name')} {about}"
    return row, [f"{line} ({', '.join(said)})" if said else line]
