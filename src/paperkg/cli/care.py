"""Commands that look after quality: eval, rules."""

from __future__ import annotations

import json
from pathlib import Path

import click

from paperkg.cli import output


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@output.posts_argument
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option("--errors", is_flag=True, help="List every error with its quote.")
@click.option("--curation", is_flag=True, help="Use curated records too, not prose alone.")
def eval_command(gold: Path, posts: Path | None, form: str, errors: bool, curation: bool) -> int:
    """Measure what is read against labels: precision, recall, F1 per field, corpus and rule.

    GOLD is a file of labels, one JSON object a line. Without POSTS the posts are those beside it.
    """
    from paperkg.evaluate import evaluate, report_json, report_table
    from paperkg.pipeline import collect

    project = output.find_project(posts or _posts_beside(gold))
    collection = collect(project, curated=curation)
    result = evaluate(gold, collection.readings, project.settings.posts)
    if form == "json":
        output.data(report_json(result))
    else:
        output.show(report_table(result, errors=errors))
    return 0


def _posts_beside(gold: Path) -> Path:
    """Return the posts that labels are about: the one dump beside them, or their folder."""
    from paperkg.evaluate import load_gold

    dumps = list(gold.parent.glob("*.txt"))
    return dumps[0] if load_gold(gold).dump and len(dumps) == 1 else gold.parent


@click.command("rules")
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def rules_command(name: str | None, form: str) -> int:
    """List the rules that read posts, in the order in which they are tried, or show one."""
    from paperkg.errors import NameNotFoundError
    from paperkg.evaluate import load_record
    from paperkg.extract import catalogue

    measured = load_record()

    rules = [rule for rule in catalogue() if name in {None, rule.name}]
    if not rules:
        from difflib import get_close_matches

        near = get_close_matches(name or "", [rule.name for rule in catalogue()], 3, 0.5)
        raise NameNotFoundError(name or "", tuple(near))
    if form == "json":
        rows = [{**rule._asdict(), "measured": measured.precision(rule.name)} for rule in rules]
        output.data(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        return 0
    room = ""
    for rule in rules:
        if rule.room != room:
            room = rule.room
            output.show(output.emphasis(room, "dim"))
        output.show(f"  {output.emphasis(rule.name, 'name')}: {rule.about}")
        if name is not None:
            output.show(f"    cue: {rule.cue}")
            output.show(f"    measured: {measured.precision(rule.name) or 'not on labelled posts'}")
        if rule.example:
            output.show(f"    {output.emphasis(f'“{rule.example}”', 'quote')}")
    return 0
