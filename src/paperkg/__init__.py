"""paperkg: posts about machine-learning papers, as linked data with evidence.

A guided tour, in the order of the data::

    posts = read_posts(Path("notes"))               # text, with the place of every part
    lexicon = load_lexicon()                        # what is known beforehand
    readings = extract_readings(posts, lexicon)     # what each post says, with evidence
    catalog = build_catalog(readings, lexicon)      # each work once, each claim between works
    index = Index.create(catalog)                   # answers questions about names and lineage
    lineage = trace_lineage(index, index.find("T5").id)
    graph = build_graph(catalog)                    # the same as RDF
    publish_site(...)                               # and as a site

Everything is a plain frozen value; nothing needs a settings file. Importing this package loads
none of the rooms: each name below is fetched when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from paperkg.version import __version__

if TYPE_CHECKING:
    from paperkg.errors import PaperkgError
    from paperkg.extract import extract_readings
    from paperkg.graph import build_graph
    from paperkg.index import Index
    from paperkg.lexicon import load_lexicon
    from paperkg.lineage import to_networkx, trace_lineage
    from paperkg.model import (
        Catalog,
        Claim,
        Evidence,
        Lexicon,
        Post,
        Reading,
        Relation,
        Work,
    )
    from paperkg.pipeline import collect, locate
    from paperkg.posts import read_posts
    from paperkg.publish import publish_site
    from paperkg.resolve import build_catalog
    from paperkg.store import open_store

_HOMES = {
    "paperkg.errors": ("PaperkgError",),
    "paperkg.extract": ("extract_readings",),
    "paperkg.graph": ("build_graph",),
    "paperkg.index": ("Index",),
    "paperkg.lexicon": ("load_lexicon",),
    "paperkg.lineage": ("to_networkx", "trace_lineage"),
    "paperkg.model": (
        "Catalog",
        "Claim",
        "Evidence",
        "Lexicon",
        "Post",
        "Reading",
        "Relation",
        "Work",
    ),
    "paperkg.pipeline": ("collect", "locate"),
    "paperkg.posts": ("read_posts",),
    "paperkg.publish": ("publish_site",),
    "paperkg.resolve": ("build_catalog",),
    "paperkg.store": ("open_store",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Catalog",
    "Claim",
    "Evidence",
    "Index",
    "Lexicon",
    "PaperkgError",
    "Post",
    "Reading",
    "Relation",
    "Work",
    "__version__",
    "build_catalog",
    "build_graph",
    "collect",
    "extract_readings",
    "load_lexicon",
    "locate",
    "open_store",
    "publish_site",
    "read_posts",
    "to_networkx",
    "trace_lineage",
]


def __getattr__(name: str) -> Any:
    """Fetch a public name from its room (PEP 562)."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'paperkg' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
