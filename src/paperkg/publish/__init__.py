"""Publishes a catalog as a static site: pages, drawings, search, RDF twins and dumps."""

from paperkg.publish.manifest import Manifest, read_manifest
from paperkg.publish.posts import RuleNote
from paperkg.publish.site import publish_site

__all__ = ["Manifest", "RuleNote", "publish_site", "read_manifest"]
