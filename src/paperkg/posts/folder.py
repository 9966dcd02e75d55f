"""Finding the files of a folder, and reading one without being fooled.

Only regular files are opened; symbolic links are never followed; what changes while it is read,
is too large, is not UTF-8 or holds NUL is refused with a reason.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from paperkg.errors import SourceError
from paperkg.model import Problem, Source

from .clean import is_plain_name, line_of_byte, normalise_newlines, show_name

POST_SUFFIXES = (
    ".md",
    ".markdown",
    ".mdown",
    ".mkd",
    ".mkdn",
    ".mdx",
    ".qmd",
    ".rmd",
    ".txt",
    ".text",
)
DUMP_SUFFIXES = (".txt", ".text")
MAX_POST_BYTES = 2 * 1024 * 1024
MAX_DUMP_BYTES = 64 * 1024 * 1024
MAX_FILES = 200_000
MAX_DEPTH = 64

_SKIPPED_FOLDERS = frozenset(
    {
        "_site",
        "node_modules",
        "__pycache__",
        "_includes",
        "_layouts",
        "_data",
        "_drafts",
        "_build",
        "archetypes",
    }
)
_NOT_POSTS = frozenset(
    {
        "license",
        "licence",
        "copying",
        "contributing",
        "changelog",
        "code_of_conduct",
        "security",
        "requirements",
        "robots",
        "humans",
        "ads",
        "authors",
        "contributors",
        "pull_request_template",
        "issue_template",
        "support",
        "governance",
        "llms",
        "cmakelists",
    }
)
_SITE_MANIFEST = "manifest.json"
_MAX_MANIFEST_BYTES = 16 * 1024 * 1024
_PROSE = re.compile(r"[a-z]{2,}[.!?][\"'”’)*_]*(?:\s|$)")
_PROSE_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?\"'”’)]*")
_TITLE_WORDS = 25
_LEAST_PROSE_WORDS = 6
_PROSE_SAMPLE = 20_000
Report = Callable[[Problem], None]


class Found(NamedTuple):
    """A file that may be a post: its name for people (NFC, POSIX) and its path on disk."""

    file: str
    path: str


class _ReadError(Exception):
    def __init__(self, code: str, line: int, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.message = message
        self.advice = advice


def find_files(root: Path, report: Report) -> list[Found]:
    """Return the files of a folder that may be posts, sorted by path in code-point order.

    Hidden files and folders, folders of site generators (``_site``, ``node_modules``, ...), sites
    that were built here before and, at the top, files about the project (``LICENSE``, ...) are no
    posts.

    Raises:
        SourceError: The folder itself cannot be listed.
    """
    walk = _Walk(report)
    try:
        walk.list(_Folder("", str(root), 0))
    except OSError as error:
        raise SourceError(
            f"cannot be listed: {error.strerror}",
            path=str(root),
            advice="name a folder of posts that you may read",
        ) from error
    while walk.todo:
        folder = walk.todo.pop()
        try:
            walk.list(folder)
        except OSError as error:
            what = f"cannot be listed: {error.strerror}"
            report(_problem("unreadable", folder.prefix.rstrip("/"), what, "check its permissions"))
    return _in_order(walk.found, report)


class _Folder(NamedTuple):
    prefix: str  # path from the root, with a slash at the end
    path: str
    depth: int


class _Walk:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.found: list[Found] = []
        self.todo: list[_Folder] = []
        self.is_full = False

    def list(self, folder: _Folder) -> None:
        with os.scandir(folder.path) as listing:
            for entry in sorted(listing, key=lambda entry: entry.name):
                if not entry.name.startswith("."):
                    self.visit(entry, folder)

    def visit(self, entry: os.DirEntry[str], folder: _Folder) -> None:
        name = folder.prefix + entry.name
        stem, _, suffix = entry.name.lower().rpartition(".")
        is_text = f".{suffix}" in POST_SUFFIXES and bool(stem)
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError as error:
            if is_text:
                self.report(_problem("unreadable", name, f"cannot be read: {error.strerror}"))
            return
        if stat.S_ISDIR(mode):
            self.enter(entry, folder, is_text=is_text)
            return
        if stat.S_ISLNK(mode):
            what = "is a symbolic link and was not followed"
            advice = "copy the file into the folder"
            self.report(_problem("symlink", name, what, advice, severe=is_text))
            return
        anywhere = f".{suffix}" in DUMP_SUFFIXES
        if not is_text or (stem in _NOT_POSTS and (anywhere or not folder.prefix)):
            return
        if len(self.found) >= MAX_FILES:
            if not self.is_full:
                self.is_full = True
                what = f"the folder holds more than {MAX_FILES} posts"
                self.report(_problem("too-many-files", name, what, "split it"))
        elif not stat.S_ISREG(mode):
            self.report(_problem("not-a-file", name, "is not a regular file", "take it away"))
        elif not is_plain_name(name):
            what = "the path is not UTF-8 or holds control characters"
            self.report(_problem("bad-path", name, what, "rename it"))
        else:
            self.found.append(Found(unicodedata.normalize("NFC", name), entry.path))

    def enter(self, entry: os.DirEntry[str], folder: _Folder, *, is_text: bool) -> None:
        name = folder.prefix + entry.name
        if entry.name in _SKIPPED_FOLDERS or _is_built_site(entry.path):
            return
        if folder.depth >= MAX_DEPTH:
            self.report(_problem("too-deep", name, f"is over {MAX_DEPTH} folders deep"))
            return
        if is_text:
            what = "is a folder, though it is named like a post"
            self.report(_problem("folder-named-like-post", name, what, severe=False))
        self.todo.append(_Folder(name + "/", entry.path, folder.depth + 1))


def _is_built_site(path: str) -> bool:
    """Whether a folder is a site that paperkg built: its text files are no posts."""
    try:
        data = _read_bytes(str(Path(path) / _SITE_MANIFEST), _MAX_MANIFEST_BYTES)
        manifest = json.loads(data)
    except (OSError, ValueError, RecursionError, _ReadError):
        return False
    return isinstance(manifest, dict) and manifest.get("generator") == "paperkg"


def is_prose_with_title(text: str) -> bool:
    """Whether a plain text reads as a post: a line that may be a title, then sentences.

    >>> text = "Nets for All" + chr(10) + "A net that climbs a slope step by step seldom falls far."
    >>> is_prose_with_title(text), is_prose_with_title("numpy==1.26")
    (True, False)
    """
    title, _, body = text.lstrip()[:_PROSE_SAMPLE].partition("\n")
    words = title.split()
    if not body.strip() or len(words) > _TITLE_WORDS or title.rstrip().endswith((".", ";", ",")):
        return False
    if not any(_PROSE_WORD.fullmatch(word.strip("#*_[(\"'“‘")) for word in words):
        return False
    said = body.split()
    plain = sum(_PROSE_WORD.fullmatch(word.lstrip("*_[(\"'“‘")) is not None for word in said)
    return plain >= max(_LEAST_PROSE_WORDS, 0.6 * len(said)) and bool(_PROSE.search(body))


def is_front_page(file: str) -> bool:
    """Whether a file is the ``README`` at the top of the folder."""
    return "/" not in file and file.lower().rsplit(".", 1)[0] == "readme"


def _in_order(found: list[Found], report: Report) -> list[Found]:
    """Sort, and report names that collide."""
    found.sort()
    kept: list[Found] = []
    exact: set[str] = set()
    folded: dict[str, str] = {}
    for item in found:
        if item.file in exact:
            report(
                _problem(
                    "same-path",
                    item.file,
                    "another file has the same name but for Unicode normalisation",
                    "rename one of them",
                )
            )
            continue
        exact.add(item.file)
        twin = folded.setdefault(item.file.casefold(), item.file)
        if twin != item.file:
            report(
                _problem(
                    "case-twin",
                    item.file,
                    f"differs from {twin} only by case",
                    "rename one of them; not every computer can hold both",
                    severe=False,
                )
            )
        kept.append(item)
    return kept


def read_source(file: str, path: str, limit: int) -> Source | Problem:
    """Return one file as text, or the problem why not.

    Args:
        file: Its name for people.
        path: Its path on disk.
        limit: Largest size in bytes.
    """
    try:
        data = _read_bytes(path, limit)
        text = _decode(data)
    except _ReadError as error:
        return _problem(error.code, file, error.message, error.advice, line=error.line)
    except FileNotFoundError:
        return _problem("vanished", file, "vanished while the folder was read", "run again")
    except OSError as error:
        what = error.strerror or type(error).__name__
        return _problem("unreadable", file, f"cannot be read: {what}", "check its permissions")
    if not text.strip():
        return _problem("empty", file, "is empty", "write something or delete it")
    return Source(file, text, hashlib.sha256(data).hexdigest())


def _read_bytes(path: str, limit: int) -> bytes:
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags)
    try:
        for _ in range(2):  # once more if somebody was just saving it
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise _ReadError("not-a-file", 0, "is not a regular file")
            if before.st_size > limit:
                raise _too_large(limit)
            os.lseek(descriptor, 0, os.SEEK_SET)
            data = _read_up_to(descriptor, limit + 1)
            after = os.fstat(descriptor)
            if len(data) > limit:
                raise _too_large(limit)
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(
                data
            ) == after.st_size:
                return data
    finally:
        os.close(descriptor)
    raise _ReadError("changed", 0, "changed while it was read", "run again when it is saved")


def _too_large(limit: int) -> _ReadError:
    return _ReadError(
        "too-large", 0, f"is over {limit / (1024 * 1024):.0f} MB", "split it into posts"
    )


def _read_up_to(descriptor: int, limit: int) -> bytes:
    parts: list[bytes] = []
    left = limit
    while left > 0:
        part = os.read(descriptor, min(left, 1 << 20))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _decode(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise _ReadError("not-utf8", 1, "is UTF-16, not UTF-8", "save it as UTF-8")
    nul = data.find(b"\0")
    if nul >= 0:
        raise _ReadError(
            "nul", line_of_byte(data, nul), "holds a NUL character; it is not a text", "delete it"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
        raise _ReadError(
            "not-utf8", line_of_byte(data, error.start + bom), "is not UTF-8", "save it as UTF-8"
        ) from error
    return normalise_newlines(text)


def _problem(
    code: str, file: str, message: str, advice: str = "", *, line: int = 0, severe: bool = True
) -> Problem:
    return Problem(code, show_name(file), line, message, advice, severe)
