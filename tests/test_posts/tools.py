"""Writes posts down as text, so that the cases can be read and written by hand.

A case file holds cases divided by lines of ``=``::

    name of the case                  (``name @ file.txt`` for another file name)
    <the post>
    .
    <what must come of it>
    ==========

What must come of it has one line per part: blocks as ``kind[level] (section) <parent> | text``,
with ``kind*`` if the block has no sentence; sentences, where a block has not exactly one that is
the whole block; links, fields and problems.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from paperkg.model import Post, Problem
from paperkg.posts import read_posts

HERE = Path(__file__).parent


class Case(NamedTuple):
    name: str
    file: str
    text: str
    expected: str


def load_cases(name: str) -> list[Case]:
    cases = []
    for chunk in (HERE / "cases" / name).read_text(encoding="utf-8").split("\n==========\n"):
        head, _, rest = chunk.lstrip("\n").partition("\n")
        text, _, expected = rest.partition("\n.\n")
        title, _, file = head.partition(" @ ")
        cases.append(Case(title, file or "post.md", text + "\n", expected.strip("\n")))
    return cases


def read_text(folder: Path, text: str, file: str = "post.md") -> tuple[list[Post], list[Problem]]:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    problems: list[Problem] = []
    return list(read_posts(folder, on_problem=problems.append)), problems


def describe(posts: list[Post], problems: list[Problem]) -> str:
    lines: list[str] = []
    for post in posts:
        if len(posts) > 1:
            lines.append(f"== {post.id}")
        lines.extend(_describe(post))
    lines.extend(f"problem {p.code} {p.line}" for p in problems)
    return "\n".join(lines)


def show(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _describe(post: Post) -> Iterator[str]:
    for field in post.fields:
        written = post.text(field)
        extra = "" if written == field.value else f" <- {show(written)}"
        yield f"field {field.key} | {field.value}{extra}"
    for index, block in enumerate(post.blocks):
        own = [s for s in post.sentences if s.block == index]
        kind = block.kind.value
        level = str(block.level) if block.level else ""
        title = " title" if index == post.heading else ""
        section = f" ({block.section})" if block.section >= 0 else ""
        parent = f" <{block.parent}>" if block.parent >= 0 else ""
        silent = "" if own else "*"
        yield f"{index} {kind}{level}{silent}{title}{section}{parent} | {show(post.text(block))}"
        if own and (len(own) > 1 or post.text(own[0]) != post.text(block)):
            yield from (f"    - {show(post.text(s))}" for s in own)
    for link in post.links:
        to = f" -> {link.post}" if link.post else ""
        yield f"link {link.kind.value} | {show(link.text)} | {link.target}{to}"
