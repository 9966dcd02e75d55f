"""Tells whether a site is still what it would be if it were made again.

Beside the index of a project, in its private cache, stands a record of what its site was made from
and of the site itself: a hash of the names, sizes and times of all files. A record that is missing,
broken or of anything else only means that the site is made. No output depends on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from paperkg import resources
from paperkg.model import Problem
from paperkg.pipeline.cache import cache_path, fingerprint
from paperkg.pipeline.project import Project

_NO_PART = frozenset((b".git", b"__pycache__"))
_LARGEST = 16 << 20  # bytes of a record


class Latest(NamedTuple):
    """What was said of a site when it was made.

    Attributes:
        summary: What it holds, in one line.
        problems: What was wrong with the posts.
    """

    summary: str
    problems: tuple[Problem, ...]


def inputs_of(project: Project) -> str:
    """Return a hash of what a site is made from, but for the IRIs locked so far.

    It covers posts, decisions, settings, packed data and templates, the code and the packages
    around it. Plug-ins may depend on anything, so that with them no two builds are alike; the
    same holds if the place of the site cannot be told.
    """
    settings = project.settings
    digest = hashlib.sha256()
    for part in (repr(settings), sys.version, os.environ.get("SOURCE_DATE_EPOCH", "")):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    places = [settings.posts, Path(__file__).parents[1], *project.curation_paths]
    places += [resources.path("data"), resources.path("site")]
    site = os.fsencode(settings.output.resolve())  # it may stand among the posts
    for place in places:
        for line in _stamps(os.fsencode(place.resolve()), skip=site):
            digest.update(line)
    for name in ("purelib", "platlib"):  # the folder changes with every package put in
        digest.update(b"%d\n" % os.stat(sysconfig.get_path(name)).st_mtime_ns)  # noqa: PTH116
    return digest.hexdigest()


def recall(project: Project) -> Latest | None:
    """Return what was said of the site of a project, if it need not be made again."""
    if project.settings.plugins:
        return None
    try:
        with _record(project).open("rb") as file:
            data = json.loads(file.read(_LARGEST))
        if data["state"] != _state(project, inputs_of(project)):
            return None
        return Latest(str(data["summary"]), tuple(_problem(entry) for entry in data["problems"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def remember(project: Project, inputs: str, latest: Latest) -> None:
    """Record that a site has just been made.

    Args:
        project: Whose site.
        inputs: What :func:`inputs_of` said before anything was read: if it says another thing
            now, somebody was writing meanwhile, and nothing is recorded.
        latest: What was said of it.
    """
    record = _record(project)
    try:
        record.unlink(missing_ok=True)
        if project.settings.plugins or inputs_of(project) != inputs:
            return
        data = {
            "state": _state(project, inputs),
            "summary": latest.summary,
            "problems": latest.problems,
        }
        record.parent.mkdir(parents=True, exist_ok=True)
        draft = record.with_suffix(f".json-{os.getpid()}")
        draft.write_text(json.dumps(data), encoding="utf-8")
        draft.replace(record)
    except (OSError, ValueError):
        return  # then it is made again next time


def _record(project: Project) -> Path:
    place = os.fsencode(project.settings.output.resolve())
    name = hashlib.sha256(place).hexdigest()[:16]
    return cache_path(project).parent / f"site-{name}.json"


def _state(project: Project, inputs: str) -> str:
    """Return a hash of all a site is made from, and of the site."""
    digest = hashlib.sha256(f"{inputs} {fingerprint(project)}\n".encode())
    for line in _stamps(os.fsencode(project.settings.output)):
        digest.update(line)
    return digest.hexdigest()


def _problem(entry: list[object]) -> Problem:
    code, file, line, message, advice, severe = entry
    if not isinstance(line, int):
        raise TypeError
    return Problem(str(code), str(file), line, str(message), str(advice), severe is True)


def _stamps(place: bytes, *, skip: bytes = b"") -> Iterator[bytes]:
    """Yield a line per file of a folder, or one for a file.

    Args:
        place: The folder or file.
        skip: A folder in it to be left out; with one, hidden entries are left out too, as they
            are when posts are read.
    """
    if not os.path.isdir(place):  # noqa: PTH112 - bytes: a name need not be UTF-8
        yield _stamp(place)
        return
    todo = [place]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if skip and entry.name.startswith(b"."):
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    yield _line(entry.path, entry.stat(follow_symlinks=False))
                elif entry.name not in _NO_PART and entry.path != skip:
                    todo.append(entry.path)


def _stamp(path: bytes) -> bytes:
    try:
        return _line(path, os.stat(path))  # noqa: PTH116 - bytes
    except OSError as error:
        return b"%s\0%d\n" % (path, error.errno or 0)


def _line(path: bytes, state: os.stat_result) -> bytes:
    return b"%s\0%d\0%d\0%d\n" % (path, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
