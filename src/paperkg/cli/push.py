"""Commands that fill a store elsewhere: push."""

from __future__ import annotations

from pathlib import Path

import click

from paperkg.cli import output


@click.command("push")
@output.posts_argument
@click.option("--endpoint", required=True, metavar="URL", help="Address of the store.")
@click.option("--graph", default="", metavar="IRI", help="Put everything into this one graph.")
@click.option(
    "--protocol",
    type=click.Choice(["auto", "gsp", "update"]),
    default="auto",
    show_default=True,
    help="Send graphs by Graph Store Protocol or by Update.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--verify", is_flag=True, help="Read back even what is noted as being there.")
@click.option("--update-url", default="", metavar="URL", help="Address for updates, if unusual.")
@click.option("--graphs-url", default="", metavar="URL", help="Address for graphs, if unusual.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="For each request.",
)
@output.base_iri_option
@output.strict_option
def push_command(
    posts: Path | None,
    endpoint: str,
    graph: str,
    protocol: str,
    dry_run: bool,
    verify: bool,
    update_url: str,
    graphs_url: str,
    timeout: float,
    base_iri: str | None,
    strict: bool,
) -> int:
    """Load the graph into a SPARQL 1.1 store.

    Each named graph keeps its IRI. What is there already is not sent; what was cut short is mended
    by the next push. Credentials are taken from PAPERKG_ENDPOINT_USER and
    PAPERKG_ENDPOINT_PASSWORD, or from ~/.netrc.
    """
    from paperkg.pipeline.pushing import push

    project = output.find_project(posts, base_iri=base_iri)
    done = push(
        project,
        endpoint,
        graph=graph,
        protocol=protocol,
        dry_run=dry_run,
        verify=verify,
        update=update_url,
        graphs=graphs_url,
        timeout=timeout,
        tell=output.note,
    )
    count = output.report(done.problems, project)
    output.show("\n".join(done.lines))
    return output.finish(count, strict=strict)
