"""Evaluates a ``_redirects`` file."""

from __future__ import annotations

from collections.abc import Callable

from paperkg.redirects.answer import Answer


def answer_hosts(text: str, path: str, exists: Callable[[str], bool]) -> Answer:
    """Return what a static host sends: forced rules, then files, then the other rules."""
    rules = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    for address, target, status in rules:
        if status.endswith("!") and _matches(address, path):
            return Answer(int(status[:-1]), target)
    for file in (path, f"{path}.html", f"{path.rstrip('/')}/index.html"):
        if exists(file):
            return Answer(200, file)
    for address, target, status in rules:
        if _matches(address, path):
            return Answer(int(status.rstrip("!")), target)
    return Answer(404)


def _matches(address: str, path: str) -> bool:
    if address.endswith("*"):
        return path.startswith(address[:-1])
    return address == path
