"""Commands that ask for descent: lineage, compare, timeline, next."""

from __future__ import annotations

from pathlib import Path

import click

from paperkg.cli import output
from paperkg.index import Index
from paperkg.lineage.trace import Lineage

_FORMATS = ["tree", "table", "json", "dot", "mermaid", "graphml", "csv", "ttl"]


@click.command("lineage")
@click.argument("name")
@output.posts_option
@click.option("--descendants", is_flag=True, help="What came of it, instead of what it came from.")
@click.option("--depth", type=click.IntRange(min=1), metavar="N", help="At most N steps.")
@click.option("--to", "goal", metavar="NAME", help="Only the way to this work.")
@click.option("--all-paths", is_flag=True, help="With --to: every way, not the shortest alone.")
@click.option("--why", is_flag=True, help="Every sentence with its file, line and rule.")
@click.option("--reduce", is_flag=True, help="Leave out steps that a longer way makes superfluous.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="tree", show_default=True)
def lineage_command(
    name: str,
    posts: Path | None,
    descendants: bool,
    depth: int | None,
    goal: str | None,
    all_paths: bool,
    why: bool,
    reduce: bool,
    form: str,
) -> int:
    """Show the ancestors of a paper, by title, short name, alias or IRI, with reasons."""
    from paperkg.lineage.render import Style, render
    from paperkg.lineage.trace import Direction, reduced, trace_lineage

    if all_paths and goal is None:
        raise click.UsageError("--all-paths needs --to NAME")
    project, index = output.indexed(posts)
    with index:
        work = index.find(name, ("paper",)).id
        direction = Direction.DESCENDANTS if descendants else Direction.ANCESTORS
        lineage = trace_lineage(index, work, direction=direction, depth=depth)
        if goal is not None:
            way = _way(lineage, index, goal, every=all_paths)
            if way is None:
                return 1
            lineage = way
    if reduce:
        lineage = reduced(lineage)
    text = form in {"tree", "table"}
    style = Style(
        why=why,
        root=output.display_root(project.settings.posts),
        iri=project.settings.base_iri,
        emphasis=output.emphasis if text else lambda part, _: part,
    )
    (output.show if text else output.data)(render(lineage, form, style))
    return 0


def _way(lineage: Lineage, index: Index, goal: str, *, every: bool) -> Lineage | None:
    from paperkg.lineage.paths import find_paths
    from paperkg.lineage.trace import restricted

    other = index.find(goal, ("paper",))
    paths = find_paths(lineage, other.id, every=every)
    if not paths:
        start = lineage.nodes[lineage.root].name
        output.note(f"{other.label} is not among the {lineage.direction.value} of {start}")
        return None
    return restricted(lineage, paths)


@click.command("compare")
@click.argument("one")
@click.argument("other")
@output.posts_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def compare_command(one: str, other: str, posts: Path | None, form: str) -> int:
    """Show the nearest common ancestors of two papers, and what each branch gained."""
    from paperkg.lineage.compare import compare, compared_in_words

    _, index = output.indexed(posts)
    with index:
        first, second = (index.find(name, ("paper",)).id for name in (one, other))
        result = compare(index, first, second)
    if form == "json":
        output.data(result.to_json())
    else:
        output.show(compared_in_words(result))
    return 0


@click.command("timeline")
@click.argument("concept")
@output.posts_option
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table")
def timeline_command(concept: str, posts: Path | None, form: str) -> int:
    """Show which papers carry a concept, by year, and from whom they have it."""
    from paperkg.lineage.timeline import carriers, printed

    project, index = output.indexed(posts)
    with index:
        resource = index.find(concept, ("concept",))
        rows = carriers(index, resource.id)
    text = printed(resource.label, rows, form, output.display_root(project.settings.posts))
    (output.show if form == "table" else output.data)(text)
    return 0


@click.command("next")
@click.argument("name", required=False)
@output.posts_option
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def next_command(name: str | None, posts: Path | None, limit: int, form: str) -> int:
    """Show works worth reading next, or the order in which to read up to NAME."""
    from paperkg.lineage.advice import printed, reading_order, worth_reading

    _, index = output.indexed(posts)
    with index:
        if name is None:
            rows = worth_reading(index, limit)
        else:
            rows = reading_order(index, index.find(name, ("paper",)).id)
    text = printed(rows, form, name)
    (output.show if form == "text" else output.data)(text)
    return 0
