"""The catalog in a small database file, so that a question is answered without a rebuild."""

from paperkg.index.index import Hop, Index, Resource

__all__ = ["Hop", "Index", "Resource"]
