"""The command that checks a published site."""

from __future__ import annotations

from pathlib import Path

import click

from paperkg.cli import output


@click.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@output.posts_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option("--only", metavar="N,N", help="Only these requirements, by number.")
@click.option("--quick", is_flag=True, help="Parse a part of the small files and start no server.")
@click.option(
    "--links",
    is_flag=True,
    help="Ask the web whether what is linked to is there.",
)
@click.option("--commands", is_flag=True, help="Show the command line that shows the same.")
def check_command(
    folder: Path | None,
    posts: Path | None,
    form: str,
    only: str | None,
    quick: bool,
    links: bool,
    commands: bool,
) -> int:
    """Check a published site against the best practices of linked data.

    DIR is the site; without it, that of the project in the current folder. Ends with 1 if a
    requirement is not met. No network is used unless --links is given; the site is served on a free
    port of this machine to see what only a server can show.
    """
    from paperkg.check import report_json, report_table
    from paperkg.pipeline import locate
    from paperkg.pipeline.cache import user_cache
    from paperkg.pipeline.checking import check

    if folder is None:
        project = output.find_project(posts)
        folder = project.settings.output
        posts = project.settings.posts
    elif posts is not None:
        posts = locate(posts).settings.posts
    report = check(
        folder,
        posts,
        numbers=_numbers(only, links=links),
        quick=quick,
        links=user_cache() / "links.json" if links else None,
    )
    if form == "json":
        output.data(report_json(report))
    else:
        output.show(report_table(report, commands=commands))
    return 1 if report.failed else 0


def _numbers(only: str | None, *, links: bool) -> tuple[int, ...]:
    """Return the requirements that are named."""
    from paperkg.check import LINKS, requirements

    known = {one.number for one in requirements()} | ({LINKS} if links else set())
    chosen = tuple(part.strip() for part in (only or "").split(",") if part.strip())
    for part in chosen:
        if not part.isdecimal() or int(part) not in known:
            raise click.BadParameter(f"{part} is no requirement; they go from 1 to {max(known)}")
    return tuple(map(int, chosen))
