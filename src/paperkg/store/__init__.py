"""Answers SPARQL, from the graph at hand or from a remote endpoint, always in the same form."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from paperkg.store.answer import Answer, Graph, Row, Table
from paperkg.store.examples import Example, load_examples
from paperkg.store.guard import inspect
from paperkg.store.local import Store, create_store, open_store
from paperkg.store.render import FORMATS, render_answer

if TYPE_CHECKING:
    from paperkg.store.remote import RemoteStore

__all__ = [
    "FORMATS",
    "Answer",
    "Example",
    "Graph",
    "RemoteStore",
    "Row",
    "Store",
    "Table",
    "create_store",
    "inspect",
    "load_examples",
    "open_store",
    "render_answer",
]


def __getattr__(name: str) -> Any:
    """Load the remote store, and with it the HTTP client, only for those who ask for it."""
    if name != "RemoteStore":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("paperkg.store.remote").RemoteStore
