"""Commands about what was before: diff, verify."""

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


@click.command("verify")
@click.argument("site", required=False, metavar="[SITE]")
@output.posts_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def verify_command(site: str | None, posts: Path | None, form: str) -> int:
    """Build a published site anew from the posts and compare the two.

    SITE is a folder or a web address; the project's own output unless named. The SHA-256 of the
    sorted N-Quads that its void.ttl states is compared, and the hash of every file of its
    manifest.json. Exits with 1 if anything is different, and says why it may be.
    """
    from paperkg.pipeline.verifying import verify

    project = output.find_project(posts)
    result = verify(project, site or str(project.settings.output))
    if form == "json":
        output.data(result.to_json())
    else:
        output.show(result.to_text())
    return 0 if result.equal else 1
