"""Serves a published site: content negotiation, and SPARQL 1.1 Protocol over what was published."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from paperkg.serve.limits import Limits

if TYPE_CHECKING:
    from paperkg.serve.server import serve_site

__all__ = ["Limits", "serve_site"]


def __getattr__(name: str) -> Any:
    """Load the web server only for those who start it, and not for the processes that answer."""
    if name != "serve_site":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("paperkg.serve.server").serve_site
