"""What commands have in common: options, colours, problems on stderr, safe text on stdout."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from paperkg.model import Problem
from paperkg.pipeline import Collection, Project, locate, open_index

_COLOUR = r"\x1b\[[0-9;]*m"
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_UNSAFE_BUT_COLOUR = re.compile(f"({_COLOUR})|{_UNSAFE.pattern}")

posts_argument = click.argument(
    "posts", required=False, type=click.Path(path_type=Path), metavar="[POSTS]"
)
posts_option = click.option(
    "--posts",
    type=click.Path(path_type=Path),
    help="A folder of posts or a dump, instead of the project of the current folder.",
)
strict_option = click.option(
    "--strict", is_flag=True, help="Exit with 1 if there was any problem with a post."
)
base_iri_option = click.option(
    "--base-iri", metavar="IRI", help="Base of all IRIs; ends in a slash."
)


def colours() -> bool:
    """Whether to write colours: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def emphasis(text: str, role: str) -> str:
    """Colour a text by its role: ``name``, ``quote`` or ``dim``."""
    if not colours():
        return text
    looks: dict[str, dict[str, Any]] = {
        "name": {"bold": True},
        "quote": {"italic": True},
        "dim": {"dim": True},
    }
    return click.style(text, **looks.get(role, {}))


def plain(text: str) -> str:
    """Remove control and direction characters: posts are untrusted, terminals obey."""
    return _UNSAFE.sub("\ufffd", text)


def show(text: str) -> None:
    """Write text to stdout; nothing in it can command the terminal."""
    safe = _UNSAFE_BUT_COLOUR.sub(lambda m: m[1] or "\ufffd", text) if colours() else plain(text)
    click.echo(safe, nl=not safe.endswith("\n"), color=colours())


def data(text: str) -> None:
    """Write machine-readable text to stdout, as it is."""
    sys.stdout.write(text)


def note(text: str) -> None:
    """Write a remark to stderr."""
    click.echo(plain(text), err=True)


def report(problems: Iterable[Problem], project: Project) -> int:
    """Write problems to stderr, one line each, places as the user can open them.

    Returns:
        How many there were.
    """
    root = display_root(project.settings.posts)
    count = 0
    for problem in problems:
        count += 1
        place = os.path.normpath(os.path.join(root, problem.file))  # noqa: PTH118 - text
        note(str(problem._replace(file=place)))
    return count


def display_root(posts: Path) -> str:
    """Return the folder in front of ``file:line`` places, as short as can be."""
    folder = posts if posts.is_dir() else posts.parent
    try:
        short = os.path.relpath(folder)
    except ValueError:  # another drive
        return str(folder)
    if short == ".":
        return ""
    return short if not short.startswith(os.path.join("..", "..")) else str(folder.resolve())  # noqa: PTH118 - text, not a path to open


def find_project(posts: Path | None, **overrides: Any) -> Project:
    """Return the project that is meant, and say so when it is the demo corpus."""
    project = locate(posts, **overrides)
    tell_demo(project)
    return project


def tell_demo(project: Project) -> None:
    """Say so when a project is the demo corpus."""
    if project.kind == "demo":
        note("no paperkg.toml here: this is the demo corpus; name a folder for your own posts")


def indexed(posts: Path | None) -> tuple[Project, Any]:
    """Return the project that is meant and its index; problems met on the way go to stderr."""
    project = find_project(posts)

    def tell(collection: Collection) -> None:
        severe = [p for p in collection.problems if p.severe]
        report(severe, project)

    return project, open_index(project, on_collect=tell)


def finish(count: int, *, strict: bool) -> int:
    """Return the exit code of a command that met problems."""
    return 1 if strict and count else 0


Command = Callable[..., Any]
