"""What a hostile case is, and how it is put on a disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SECRET = "bait-5a1e7c0d-never-to-be-read"
"""Stands in every file outside the posts; to find it anywhere in the output is a failure."""

EVIL = "evil.example"
"""The host that every forged address names."""


class Outcome(StrEnum):
    """What must come of a case when it is read alone."""

    ANY = "read, or refused with the file named"
    READ = "read"
    WARNED = "read, with a problem that names the file"
    REFUSED = "refused with the file named"
    NO_POST = "no post, and nothing need be said"


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True, slots=True)
class Fifo:
    """A pipe that nobody writes to."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder where a file is expected."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A file too large to keep in memory: a stretch that repeats.

    Attributes:
        stretch: What repeats.
        size: Bytes in all.
    """

    stretch: bytes
    size: int


Content = bytes | Link | Fifo | Folder | Filler


@dataclass(frozen=True, slots=True)
class Case:
    """One or more files that belong together.

    Attributes:
        id: Group and name; the group says what is attacked.
        files: Path below the posts' root (bytes: need not be UTF-8) and content.
        outcome: What must come of it.
        distinct: Whether each of its files is about a paper of its own.
    """

    id: str
    files: tuple[tuple[bytes, Content], ...]
    outcome: Outcome = Outcome.ANY
    distinct: bool = False

    @property
    def names(self) -> list[str]:
        """Paths of the files as text."""
        return [os.fsdecode(name) for name, _ in self.files]


class Group:
    """Collects the cases that attack one thing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cases: list[Case] = []

    def post(
        self,
        name: str,
        content: str | Content,
        outcome: Outcome = Outcome.ANY,
        *,
        suffix: str = ".md",
    ) -> None:
        """Add a case of one file, named after the case."""
        self.files(name, {f"{name}{suffix}": content}, outcome)

    def matter(
        self, name: str, front_matter: str, outcome: Outcome = Outcome.ANY, body: str = ""
    ) -> None:
        """Add a post with YAML front matter."""
        self.post(name, f"---\n{front_matter}\n---\n{body or prose(name)}", outcome)

    def titled(self, name: str, title: str, outcome: Outcome = Outcome.READ) -> None:
        """Add a post with a title as heading."""
        self.post(name, f"# {title}\n\n{sentences(name)}", outcome)

    def files(
        self,
        name: str,
        files: dict[str, str | Content] | dict[bytes, Content],
        outcome: Outcome = Outcome.ANY,
        *,
        distinct: bool = False,
    ) -> None:
        """Add a case of several files."""
        folder = os.fsencode(self.name) + b"/"
        pairs = tuple(
            (folder + os.fsencode(path), content.encode() if isinstance(content, str) else content)
            for path, content in files.items()
        )
        self.cases.append(Case(f"{self.name}/{name}", pairs, outcome, distinct))


def invented(name: str) -> str:
    """Return a name of a work that no list knows, made of the name of a case.

    >>> invented("alias-bomb")
    'AliasBombNet'
    """
    return "".join(part.capitalize() for part in name.split("-")) + "Net"


def sentences(name: str) -> str:
    """Return two harmless sentences about the paper of a case."""
    work = invented(name)
    return f"{work} extends BERT with a second gate. It was trained with label smoothing.\n"


def prose(name: str) -> str:
    """Return a harmless body: a heading and two sentences."""
    return f"\n# {invented(name)}: a gate for {name.replace('-', ' ')}\n\n{sentences(name)}"


def plant(cases: Iterable[Case], root: Path) -> None:
    """Write the files of cases below a folder."""
    for case in cases:
        for name, content in case.files:
            path = os.path.join(os.fsencode(root), name)  # noqa: PTH118 - a name need not be UTF-8
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
            write(path, content)


def write(path: bytes, content: Content) -> None:
    """Put one thing on the disk."""
    match content:
        case Link(target):
            os.symlink(target, path)  # noqa: PTH211
        case Fifo():
            os.mkfifo(path)
        case Folder():
            os.makedirs(path, exist_ok=True)  # noqa: PTH103
        case _:
            with open(path, "wb") as file:  # noqa: PTH123
                file.writelines(_parts(content))


def _parts(content: bytes | Filler) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    left = content.size
    chunk = content.stretch * max(1, (1 << 20) // len(content.stretch))
    while left > 0:
        yield chunk[:left]
        left -= len(chunk)
