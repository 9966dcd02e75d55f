"""Descent of works: ancestors, descendants, paths, and the reason for every step."""

from paperkg.lineage.network import to_networkx
from paperkg.lineage.paths import find_paths
from paperkg.lineage.render import FORMATS, render
from paperkg.lineage.trace import Direction, Lineage, Node, trace_lineage

__all__ = [
    "FORMATS",
    "Direction",
    "Lineage",
    "Node",
    "find_paths",
    "render",
    "to_networkx",
    "trace_lineage",
]
