"""What is different between two sites, dumps or folders of posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg.pipeline.make import make_quads
from paperkg.pipeline.project import locate
from paperkg.pipeline.run import collect

if TYPE_CHECKING:
    from paperkg.changes import Story
    from paperkg.graph import Quad


@dataclass(frozen=True, slots=True)
class Difference:
    """Two graphs.

    Attributes:
        old: The one before.
        new: The one after.
    """

    old: tuple[Quad, ...]
    new: tuple[Quad, ...]

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return self.old != self.new

    def story(self) -> Story:
        """Return what is different, in words."""
        from paperkg.changes import tell

        return tell(self.old, self.new)

    def patch(self) -> str:
        """Return what is different, as an RDF patch."""
        from paperkg.changes import compare, write_patch
        from paperkg.graph import fingerprint

        delta = compare(self.old, self.new)
        return "".join(write_patch(delta, fingerprint(self.old), fingerprint(self.new)))


def diff(old: Path, new: Path) -> Difference:
    """Compare two graphs.

    Args:
        old: A site made by paperkg, an RDF file, or posts.
        new: Likewise. Where one is a file without named graphs, or without claims, the other is
            compared without them.

    Raises:
        SourceError: If there is nothing of this name, or no posts in it.
        GraphError: If the RDF cannot be read.
    """
    from paperkg.graph import tidy, without_provenance

    one, other = _read(old), _read(new)
    if _has_claims(one) != _has_claims(other):
        one, other = without_provenance(one), without_provenance(other)
    if _has_graphs(one) != _has_graphs(other):
        one, other = (tidy((s, p, o, "") for s, p, o, _ in quads) for quads in (one, other))
    return Difference(tuple(one), tuple(other))


def _read(path: Path) -> Sequence[Quad]:
    from paperkg.graph import FORMATS, read_quads
    from paperkg.publish import read_manifest

    if path.is_dir() and read_manifest(path) is not None:
        return read_quads(path / "data" / "everything.nq")
    if path.suffix in FORMATS and not path.is_dir():
        return read_quads(path)
    return make_quads(collect(locate(path)))[0]


def _has_graphs(quads: Sequence[Quad]) -> bool:
    return any(quad[3] for quad in quads)


def _has_claims(quads: Sequence[Quad]) -> bool:
    from paperkg.vocab import PKG

    return any(quad[2] == f"<{PKG.Claim}>" and "/ontology" not in quad[0] for quad in quads)
