"""Commands about what was before: diff."""

from __future__ import annotations

from pathlib import Path

import click

from paperkg.cli import output


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
@click.option("--format", "form", type=click.Choice(["text", "json", "patch"]), default="text")
def diff_command(old: Path, new: Path, form: str) -> int:
    """Show the facts added and removed between two sites, RDF files or folders of posts.

    In words, with the sentences that say so and what it means for lineage; --format patch writes an
    RDF patch that makes NEW of OLD. Exits with 1 if anything is different.
    """
    from paperkg.pipeline.differ import diff

    difference = diff(old, new)
    if form == "patch":
        output.data(difference.patch())
    elif form == "json":
        output.data(difference.story().to_json())
    else:
        output.show(difference.story().to_text())
    return 1 if difference else 0
