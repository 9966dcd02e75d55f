"""Finds the files that are packed with paperkg: ontology, data, queries, templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parents[2]


@cache
def root() -> Path:
    """Return the folder that holds ``ontology/``, ``data/`` and ``site/``.

    A checkout is preferred, so that an edited file takes effect in an editable install; an
    installed package has its copy beside the code.
    """
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "ontology").is_dir():
        return _CHECKOUT
    return _PACKED


def path(*parts: str) -> Path:
    """Return the path of a packed file or folder, e.g. ``path("data", "papers.yaml")``."""
    return root().joinpath(*parts)


def read_text(*parts: str) -> str:
    """Return the text of a packed file."""
    return path(*parts).read_text(encoding="utf-8")
