"""Commands that look after quality: eval, rules."""

from __future__ import annotations

from pathlib import Path

import click

from paperkg.cli import output


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@output.posts_argument
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option("--errors", is_flag=True, help="List every error with its quote.")
def eval_command(gold: Path, posts: Path | None, form: str, errors: bool) -> int:
    """Measure what is read against labels: precision, recall, F1 per field, corpus and rule."""
    from paperkg.evaluate import evaluate, report_json, report_table
    from paperkg.extract import predictions
    from paperkg.pipeline import collect

    project = output.find_project(posts or gold.parent)
    collection = collect(project, curated=False)
    result = evaluate(gold, predictions(collection.readings))
    if form == "json":
        output.data(report_json(result))
    else:
        output.show(report_table(result, errors=errors))
    return 0


@click.command("rules")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def rules_command(form: str) -> int:
    """List the rules that read posts: what each looks for, with examples."""
    from paperkg.extract import rules_in_words

    text = rules_in_words(form)
    (output.show if form == "table" else output.data)(text)
    return 0
