"""The command that serves: serve."""

from __future__ import annotations

from pathlib import Path

import click

from paperkg.cli import output


@click.command("serve")
@output.posts_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes any that is free.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the site.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop a query that takes longer.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    help="Cut an answer off after so many rows.",
)
def serve_command(
    posts: Path | None, host: str, port: int, out: Path | None, timeout: float, max_rows: int
) -> int:
    """Serve the published site, with content negotiation and SPARQL 1.1 at /sparql.

    POSTS may also be the folder of a site. A site that is not there, or older than its posts, is
    published first.
    """
    from paperkg.pipeline.serving import find_site
    from paperkg.serve import Limits, serve_site

    found = find_site(posts, out, on_project=output.tell_demo, on_publish=output.note)
    serve_site(
        found.folder,
        host=host,
        port=port,
        limits=Limits(timeout=timeout, max_rows=max_rows),
        cache=found.cache,
        on_ready=lambda address: output.show(f"{address} (Ctrl+C ends it)"),
    )
    return 0
