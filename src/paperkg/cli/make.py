"""Commands that make something of posts: publish, build, extract, import, init."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from paperkg.cli import output
from paperkg.model.dataset import UNSTATED_LICENCE


@click.command("publish")
@output.posts_argument
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the site.")
@click.option(
    "--since",
    metavar="SITE",
    help="Site of the release before, if it is elsewhere: its history goes on. A folder or a web"
    " address.",
)
@click.option(
    "--sidecars",
    type=click.Choice(["all", "none"]),
    help="RDF files beside every page and a page for every claim, or neither (for large sites).",
)
@output.base_iri_option
@output.strict_option
def publish_command(
    posts: Path | None,
    out: Path | None,
    since: str | None,
    sidecars: str | None,
    base_iri: str | None,
    strict: bool,
) -> int:
    """Make a complete static site of posts: pages, graphs, RDF, dumps."""
    from paperkg.pipeline.fetching import site_before
    from paperkg.pipeline.make import publish

    project = output.find_project(posts, base_iri=base_iri, output=out, sidecars=sidecars)
    with site_before(since) as before:
        result = publish(project, since=before)
    count = output.report(result.problems, project)
    output.note(result.summary)
    if project.settings.licence == UNSTATED_LICENCE:
        output.note("no licence is stated: set licence in paperkg.toml, so that others may use it")
    output.show(str(result.index_page))
    return output.finish(count, strict=strict)


@click.command("build")
@output.posts_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file; format by suffix: .ttl .nt .nq .trig .jsonld .rdf. Default: Turtle to stdout.",
)
@output.base_iri_option
@output.strict_option
def build_command(posts: Path | None, out: Path | None, base_iri: str | None, strict: bool) -> int:
    """Make only the graph.

    .nq and .trig hold everything, claims with their quotes included, in named graphs; the other
    formats hold the union of the graphs without that provenance.
    """
    from paperkg.pipeline.make import build

    project = output.find_project(posts, base_iri=base_iri)
    result = build(project, out)
    count = output.report(result.problems, project)
    if out is None:
        output.data(result.text)
    else:
        output.note(result.summary)
    return output.finish(count, strict=strict)


@click.command("extract")
@output.posts_argument
@click.option("--format", "form", type=click.Choice(["jsonl", "table", "yaml"]), default="table")
@click.option("--explain", is_flag=True, help="Show each claim with its place, quote and rule.")
@click.option("--no-curation", is_flag=True, help="Ignore curated records: prose alone.")
@output.strict_option
def extract_command(
    posts: Path | None, form: str, explain: bool, no_curation: bool, strict: bool
) -> int:
    """Show what is read in each post, before anything is merged."""
    from paperkg.cli.readings import explained, rendered
    from paperkg.pipeline import collect

    project = output.find_project(posts)
    collection = collect(project, curated=not no_curation)
    if explain:
        output.show(explained(collection.readings, output.display_root(project.settings.posts)))
    else:
        text = rendered(collection.readings, form)
        (output.show if form == "table" else output.data)(text)
    count = output.report(collection.problems, project)
    return output.finish(count, strict=strict)


@click.command("import")
@click.argument("dump", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="New folder."
)
def import_command(dump: Path, out: Path) -> int:
    """Cut a raw dump into one Markdown post per entry, and say where and why."""
    from paperkg.pipeline.importing import import_dump

    for line in import_dump(dump, out):
        output.show(line)
    return 0


@click.command("init")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def init_command(folder: Path | None) -> int:
    """Start a project: settings, an example post, a workflow that deploys the site."""
    from paperkg.pipeline.starting import start_project

    target = folder or Path.cwd()
    made: list[Any] = start_project(target)
    for path in made:
        output.show(f"made {path}")
    output.note(f"next: paperkg publish (in {target})")
    return 0
