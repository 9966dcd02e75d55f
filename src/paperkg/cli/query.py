"""Commands that speak SPARQL: query."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from paperkg.cli import output
from paperkg.errors import NameNotFoundError, SourceError

_FORMATS = ["table", "json", "xml", "csv", "tsv", "ttl"]


@click.command("query")
@click.argument("sparql", required=False, metavar="[SPARQL|FILE.rq|-]")
@output.posts_option
@click.option("--endpoint", metavar="URL", help="Ask a remote endpoint instead.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--list", "listed", is_flag=True, help="List the example queries.")
@click.option("--name", metavar="EXAMPLE", help="Run an example query.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop a query over the local graph that takes longer.",
)
def query_command(
    sparql: str | None,
    posts: Path | None,
    endpoint: str | None,
    form: str,
    listed: bool,
    name: str | None,
    timeout: float,
) -> int:
    """Ask the graph (or a remote endpoint) in SPARQL 1.1."""
    from paperkg.store import load_examples, render_answer

    if listed:
        for example in load_examples():
            output.show(f"{output.emphasis(example.name, 'name')}\n    {example.question}")
        return 0
    if name is not None:
        examples = {example.name: example for example in load_examples()}
        if name not in examples:
            from difflib import get_close_matches

            raise NameNotFoundError(name, tuple(get_close_matches(name, examples, 3, 0.4)))
        text = examples[name].query
    elif sparql is not None:
        text = _text(sparql)
    else:
        raise click.UsageError("give a query, a file, - for standard input, --name or --list")
    if endpoint is not None:
        from paperkg.store import RemoteStore

        answer = RemoteStore(endpoint).query(text)
    else:
        from paperkg.pipeline.make import open_project_store

        with open_project_store(output.find_project(posts)) as store, _at_most(timeout):
            answer = store.query(text)
    (output.show if form == "table" else output.data)(render_answer(answer, form))
    return 0


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """End the process if what is done inside takes too long.

    The embedded store has no way to cancel a query, and signals wait until it returns; but it
    lets other threads run.
    """

    def stop() -> None:
        output.note(
            f"paperkg: the query took longer than {seconds:g} s and was stopped;"
            " narrow it down, or allow more with --timeout"
        )
        sys.stderr.flush()
        os._exit(1)

    clock = threading.Timer(seconds, stop)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _text(source: str) -> str:
    """Return the query: standard input for ``-``, a file for a path that exists, else itself."""
    try:
        if source == "-":
            return sys.stdin.read()
        if source.endswith(".rq") or (len(source) < 1000 and Path(source).is_file()):
            return Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read ({error})", path=source) from error
    return source
