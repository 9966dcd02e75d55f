"""From readings to one catalog: which names mean the same work, and what is said of it."""

from paperkg.resolve.catalog import build_catalog
from paperkg.resolve.gone import remember, used_concepts
from paperkg.resolve.identity import IdentityLock, fold, slug

__all__ = ["IdentityLock", "build_catalog", "fold", "remember", "slug", "used_concepts"]
