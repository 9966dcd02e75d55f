"""Reads case files: title, input up to a line with a single dot, expected claims, a dot."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    rule: str
    title: str
    text: str
    expected: tuple[str, ...]


def read_cases(path: Path) -> list[Case]:
    cases = []
    lines = iter(path.read_text(encoding="utf-8").splitlines())
    for title in lines:
        if not title.strip():
            continue
        text = "\n".join(_up_to_dot(lines))
        expected = tuple(line for line in _up_to_dot(lines) if line and line != "nothing")
        cases.append(Case(path.stem, title, text, expected))
    return cases


def _up_to_dot(lines):
    for line in lines:
        if line == ".":
            return
        yield line
