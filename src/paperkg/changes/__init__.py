"""What is different between two graphs: as quads, as an RDF patch, and in words."""

from paperkg.changes.delta import Delta, compare
from paperkg.changes.facts import Facts
from paperkg.changes.patch import apply_patch, invert, read_patch, write_patch
from paperkg.changes.story import Change, Story, tell

__all__ = [
    "Change",
    "Delta",
    "Facts",
    "Story",
    "apply_patch",
    "compare",
    "invert",
    "read_patch",
    "tell",
    "write_patch",
]
