"""The group of all commands, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from paperkg.cli.output import plain
from paperkg.errors import BusyError, EndpointError, PaperkgError, PublishError, ServeError
from paperkg.version import __version__

_ROOMS = {
    "publish": "make",
    "build": "make",
    "extract": "make",
    "import": "make",
    "init": "make",
    "lineage": "ask",
    "compare": "ask",
    "timeline": "ask",
    "next": "ask",
    "show": "show",
    "search": "show",
    "query": "query",
    "serve": "serve",
    "push": "push",
    "eval": "care",
    "rules": "care",
    "review": "review",
    "diff": "history",
    "verify": "history",
    "check": "check",
}
"""Command -> module of this package that holds it; in the order of the help page."""


class _Commands(click.Group):
    """Loads the module of a command only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        room = _ROOMS.get(cmd_name)
        if room is None:
            from difflib import get_close_matches

            near = get_close_matches(cmd_name, _ROOMS, 1)
            hint = f"did you mean {near[0]!r}?" if near else "see paperkg --help"
            ctx.fail(f"there is no command {cmd_name!r}; {hint}")
        module = import_module(f"paperkg.cli.{room}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="paperkg")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def app(ctx: click.Context, debug: bool) -> None:
    """Posts about machine-learning papers, as linked data with evidence.

    \b
    paperkg publish FOLDER     a folder of notes to a complete static site
    paperkg lineage T5         where a paper's ideas came from, with the sentence for every step
    paperkg show "BPR loss"    everything known of a paper, concept, author or category

    Without FOLDER the project of the current folder (paperkg.toml) is meant, else the demo corpus.
    """  # noqa: D301 - click wants the control character itself: it keeps the lines apart
    ctx.obj = {"debug": debug}


def run(arguments: Sequence[str]) -> int:
    """Run a command.

    Returns:
        0 done; 1 done with problems, or not done because of the machine or an endpoint; 2 wrong
        usage, unknown name or unreadable input; 3 another build is running; 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        result: Any = app.main(list(arguments), prog_name="paperkg", standalone_mode=False)
    except Exception as error:
        if "--debug" in arguments and not isinstance(error, (click.ClickException, click.Abort)):
            raise
        return _explain(error)
    except KeyboardInterrupt:
        return _say("interrupted", 130)
    return result if isinstance(result, int) else 0


def _explain(error: Exception) -> int:
    """Turn an error into one line on stderr and an exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, click.Abort):
        return _say("interrupted", 130)
    if isinstance(error, BrokenPipeError):
        # the reader has gone (`| head`): keep the interpreter's last flush from complaining
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if isinstance(error, PaperkgError):
        return _say(str(error), _code(error))
    kind = type(error).__name__
    return _say(f"internal error: {kind}: {error}; run again with --debug and report it", 70)


def _code(error: PaperkgError) -> int:
    if isinstance(error, BusyError):
        return 3
    return 1 if isinstance(error, (PublishError, EndpointError, ServeError)) else 2


def _say(text: str, code: int) -> int:
    click.echo(f"paperkg: {plain(text)}", err=True)
    return code
