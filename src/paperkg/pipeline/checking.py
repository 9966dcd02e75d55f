"""Checks a published site, with everything that the requirements need at hand."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg.errors import SourceError
from paperkg.model import Problem

if TYPE_CHECKING:
    from paperkg.check import Report, Requirement


def check(
    folder: Path,
    posts: Path | None = None,
    *,
    numbers: Iterable[int] = (),
    quick: bool = False,
    links: Path | None = None,
    on_progress: Callable[[Requirement], None] | None = None,
) -> Report:
    """Check a published site.

    Args:
        folder: The site.
        posts: The posts it was made from, to find quotes again; left out if not at hand.
        numbers: Only these requirements.
        quick: Parse a part of the small files only and start no server, as ``publish`` does.
        links: Ask the servers of others whether what is linked to is still there, too, and keep
            their answers in this file.
        on_progress: Told what is about to be checked.

    Raises:
        SourceError: The folder holds no site, or the posts cannot be read.
        GraphError: The data cannot be read at all.
        ServeError: The server of the site does not start, or does not answer.
    """
    from paperkg.check import SAMPLE, Probe, Site, check_site
    from paperkg.pipeline.asking import Asker

    if not (folder / "void.ttl").is_file() or not (folder / "data/everything.nq").is_file():
        raise SourceError(
            "holds no published site", path=str(folder), advice="run `paperkg publish` first"
        )
    sources = None if posts is None else _texts(posts)
    with contextlib.ExitStack() as stack:
        probes: dict[str, Probe] = {}
        if not quick:
            asker = Asker(folder, stack)
            probes = {"negotiation": asker.negotiation, "endpoint": asker.endpoint}
        if links is not None:
            from paperkg.pipeline.linking import LinkAsker

            probes["links"] = LinkAsker(links).links
        site = Site(folder, sources=sources, sample=SAMPLE if quick else 0, probes=probes)
        return check_site(site, numbers, on_progress=on_progress)


def _texts(posts: Path) -> Mapping[str, str]:
    """Return the text of every file of posts, by its path."""
    from paperkg.posts import read_dump, read_posts

    problems: list[Problem] = []
    if posts.is_dir():
        found = read_posts(posts, on_problem=problems.append)
    else:
        found = read_dump(posts, on_problem=problems.append).posts
    return {post.file: post.source.text for post in found}
