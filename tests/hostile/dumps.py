"""Dumps: too many markers, too few, odd ones, and entries that are hostile themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import bodies, front_matter, titles
from .cases import Filler, Outcome, write

READ, WARNED, REFUSED = Outcome.READ, Outcome.WARNED, Outcome.REFUSED
MARK = "go to post"


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump.

    Attributes:
        name: Its file name without the suffix.
        content: What is in it.
        outcome: What must come of it.
        posts: How many posts it gives; -1 if that is not fixed.
    """

    name: str
    content: bytes | Filler
    outcome: Outcome
    posts: int = -1


def _entry(title: str, text: str = "") -> str:
    return f"{MARK}\n{title}\n{text or 'It extends BERT with a gate.'}\n"


def _hostile_entries() -> Iterator[str]:
    """Yield the titles and bodies of the post corpus as entries."""
    for case in (*titles.group.cases, *front_matter.group.cases, *bodies.group.cases):
        content = case.files[0][1]
        if isinstance(content, bytes) and len(content) < 4000:
            yield f"{MARK}\n{content.decode('utf-8', 'replace')}\n"


_PLAIN = "Blog of gates\n" + _entry("FirstGate") + _entry("SecondGate")

DUMPS = (
    Dump("no-marker", b"Gates\n\nA gate extends BERT.\n", READ, 1),
    Dump("trailing-marker", f"{_PLAIN}{MARK}".encode(), WARNED, 2),
    Dump("only-marker", MARK.encode(), Outcome.ANY, 0),
    Dump("ten-thousand-markers", (MARK + "\n").encode() * 10_000, WARNED, 0),
    Dump("two-thousand-posts", "".join(_entry(f"Gate{i}Net", "A gate.") for i in range(2000)).encode(), READ, 2000),
    Dump("odd-markers", f"Go To Post\nAGate\n\t GO TO POST \nBGate\ngo to post.\n{MARK} now\n> {MARK}\n{MARK}\u00a0\nCGate\n".encode(), READ),
    Dump("marker-in-code", f"Head\n{_entry('CodeGate', '```' + chr(10) + MARK + chr(10) + '```')}".encode(), READ),
    Dump("carriage-returns", _PLAIN.replace("\n", "\r").encode(), READ, 2),
    Dump("windows", b"\xef\xbb\xbf" + _PLAIN.replace("\n", "\r\n").encode(), READ, 2),
    Dump("not-utf8", _PLAIN.encode() + b"\xff\xfe\xfd", REFUSED, 0),
    Dump("utf-sixteen", _PLAIN.encode("utf-16"), REFUSED, 0),
    Dump("nul", _PLAIN.encode() + b"\0", REFUSED, 0),
    Dump("same-title", "".join(_entry("SameGate", f"Gate number {i}.") for i in range(50)).encode(), READ, 50),
    Dump("front-matter-inside", f"---\ntitle: Header\n---\n{_entry('---', 'title: InnerGate' + chr(10) + 'iri: https://evil.example/x' + chr(10) + '---')}".encode(), READ),
    Dump("huge-header", (b"**Cat" + b"e" * 110 + b"**: x\n") * 5000 + _PLAIN.encode(), READ, 2),
    Dump("hostile-categories", ("**<script>PWN(1)</script>**: x\n**a> <https://evil.example/p**: y\n**../../outside/owned**: z\n**=1+1**: q\n" + _PLAIN).encode(), READ, 2),
    Dump("hostile-entries", "".join(_hostile_entries()).encode(), Outcome.ANY),
    Dump("seventy-megabytes", Filler(b"go to post\nA gate\n" + b"It extends BERT. " * 60_000, 70 * 1024 * 1024), REFUSED, 0),
)  # fmt: skip


def plant(dump: Dump, folder: Path) -> Path:
    """Write a dump into a folder and return its path."""
    path = folder / f"{dump.name}.txt"
    write(os.fsencode(path), dump.content)
    return path
