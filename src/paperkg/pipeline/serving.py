"""Finds the site that is to be served, and publishes it first where that is needed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from paperkg.errors import PublishError
from paperkg.pipeline.cache import cache_path, user_cache
from paperkg.pipeline.latest import recall
from paperkg.pipeline.make import publish
from paperkg.pipeline.project import Project, locate
from paperkg.publish import read_manifest
from paperkg.publish.manifest import NAME

_STORES = "stores"


class Found(NamedTuple):
    """A site to be served.

    Attributes:
        folder: Its folder.
        cache: Where things made of it may be kept.
    """

    folder: Path
    cache: Path


def find_site(
    posts: Path | None,
    out: Path | None = None,
    *,
    on_project: Callable[[Project], None] | None = None,
    on_publish: Callable[[str], None] | None = None,
) -> Found:
    """Return the site that is meant, as its posts are now.

    Args:
        posts: Posts, as :func:`~paperkg.pipeline.project.locate` has them; or the folder of a
            site, which is taken as it is.
        out: Folder of the site, instead of the one in the settings.
        on_project: Told which project is meant, if one is.
        on_publish: Told why the site is published first, if it is, and what was made.

    Raises:
        PublishError: The site cannot be written.
        SourceError: The posts do not exist.
        ConfigError: The settings are wrong.
    """
    if posts is not None and _is_site(posts):
        return Found(posts, _cache_of(posts))
    project = locate(posts, output=out)
    if on_project is not None:
        on_project(project)
    folder = project.settings.output
    if recall(project) is None:
        is_there = (folder / NAME).is_file()
        reason = "the site is not up to date" if is_there else "there is no site yet"
        if on_publish is not None:
            on_publish(f"{reason}: publishing {folder}")
        result = publish(project)
        if on_publish is not None:
            on_publish(result.summary)
    return Found(folder, cache_path(project).parent / _STORES)


def _is_site(folder: Path) -> bool:
    try:
        return folder.is_dir() and read_manifest(folder) is not None
    except PublishError:
        return True  # a broken one: whoever opens it says so


def _cache_of(folder: Path) -> Path:
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return user_cache() / name / _STORES
