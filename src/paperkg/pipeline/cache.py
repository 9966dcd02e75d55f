"""Keeps the index of a project until something it was made from changes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from paperkg import resources
from paperkg.errors import StoreError
from paperkg.index import Index
from paperkg.pipeline.project import Project
from paperkg.pipeline.run import Collection, collect
from paperkg.version import __version__


def open_index(
    project: Project, *, on_collect: Callable[[Collection], None] | None = None
) -> Index:
    """Return the index of a project, made anew if posts, settings or paperkg have changed.

    Args:
        project: Whose index.
        on_collect: Called with what was read, if anything had to be read.

    For its place see :func:`cache_path`; where that cannot be written, the index is made in memory
    each time.
    """
    path = cache_path(project)
    if path.is_file():
        with contextlib.suppress(StoreError):
            return Index.open(path)
    collection = collect(project)
    if on_collect:
        on_collect(collection)
    return store_index(collection, path)


def store_index(collection: Collection, path: Path) -> Index:
    """Write the index of a collection to its place in the cache and open it."""
    meta = {
        "posts": str(collection.project.settings.posts.resolve()),
        "base_iri": collection.project.settings.base_iri,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("*.sqlite*"):
            old.unlink(missing_ok=True)
        draft = path.with_suffix(f".sqlite-{os.getpid()}")
        Index.create(collection.catalog, draft, meta=meta).close()
        draft.replace(path)
        return Index.open(path)
    except (OSError, StoreError):
        return Index.create(collection.catalog, meta=meta)


def cache_path(project: Project) -> Path:
    """Return where the index of a project lies, or would lie, as its inputs are now.

    A project has it in its own folder, so that it serves whoever works there; the index of posts
    that are no project, or of one that cannot be written to, lies in the user's cache.
    """
    root = project.settings.root
    if project.kind == "project" and os.access(root, os.W_OK):
        folder = root / ".paperkg"
    else:
        name = hashlib.sha256(os.fsencode(project.settings.posts.resolve())).hexdigest()[:16]
        folder = user_cache() / name
    return folder / f"{fingerprint(project)}.sqlite"


def user_cache() -> Path:
    """Return the user's cache folder of paperkg (XDG Base Directory Specification)."""
    base = os.environ.get("XDG_CACHE_HOME") or ""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - never raises, where Path.home() does
    return (Path(base) if Path(base).is_absolute() else home / ".cache") / "paperkg"


def fingerprint(project: Project) -> str:
    """Return a hash of everything the index is made from: names, sizes and times of files.

    Times go no further than this private cache; no output depends on them.
    """
    settings = project.settings
    digest = hashlib.sha256()
    for part in (__version__, settings.base_iri, *settings.disabled_rules, "", *settings.plugins):
        digest.update(part.encode() + b"\0")
    places = [settings.posts, Path(__file__).parents[1], resources.path("data")]
    places += project.curation_paths
    if project.lock_path:
        places.append(project.lock_path)
    for place in places:
        for line in _stamps(place):
            digest.update(line)
    return digest.hexdigest()[:32]


def _stamps(place: Path) -> Iterator[bytes]:
    todo = [os.fsencode(place)]
    while todo:
        name = todo.pop()
        try:
            state = os.stat(name)  # noqa: PTH116 - bytes: a name need not be UTF-8
            if not stat.S_ISDIR(state.st_mode):
                yield b"%s\0%d\0%d\n" % (name, state.st_size, state.st_mtime_ns)
                continue
            with os.scandir(name) as entries:
                for entry in sorted(entries, key=lambda e: e.name):
                    hidden = entry.name.startswith(b".") or entry.name == b"__pycache__"
                    if entry.is_dir(follow_symlinks=False):
                        if not hidden:
                            todo.append(entry.path)
                    elif not hidden:
                        info = entry.stat(follow_symlinks=False)
                        yield b"%s\0%d\0%d\n" % (entry.path, info.st_size, info.st_mtime_ns)
        except OSError as error:
            yield b"%s\0%d\n" % (name, error.errno or 0)
