"""Builds a published site anew and compares it with what was published."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg.errors import GraphError
from paperkg.pipeline.fetching import FILES, MORE, is_remote, site_at
from paperkg.pipeline.make import write_site
from paperkg.pipeline.project import Project
from paperkg.pipeline.run import collect

if TYPE_CHECKING:
    from paperkg.graph import Quad
    from paperkg.publish import Manifest

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found.

    Attributes:
        stated: SHA-256 of the sorted N-Quads that the site's ``void.ttl`` states.
        found: That of the N-Quads that the site has.
        built: That of the graph built anew.
        damaged: Files of the site that are not as its manifest says; of a site on the web only
            those that were fetched.
        different: Files that are not the same when built anew, missing and new ones among them.
        equal_files: Number of files that are the same.
        reasons: Why something may be different.
    """

    stated: str
    found: str
    built: str
    damaged: tuple[str, ...]
    different: tuple[str, ...]
    equal_files: int
    reasons: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether everything is as it was published."""
        one_graph = self.stated == self.found == self.built
        return one_graph and not self.damaged and not self.different

    def to_text(self) -> str:
        """Return what was found, for people."""
        lines = [
            f"stated in void.ttl   {self.stated or 'nothing'}",
            f"published N-Quads    {self.found}",
            f"built anew           {self.built}",
            "the graph is the same"
            if self.stated == self.found == self.built
            else "the graph is different",
            f"{self.equal_files} files are the same, {len(self.different)} different",
        ]
        for word, files in (("different", self.different), ("damaged", self.damaged)):
            lines += [f"  {word}: {name}" for name in files[:_SHOWN]]
            if len(files) > _SHOWN:
                lines.append(f"  and {len(files) - _SHOWN} more")
        lines += [f"why: {reason}" for reason in self.reasons]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Return what was found as JSON; the schema is stable."""
        data = {
            "equal": self.equal,
            "sha256": {"stated": self.stated, "published": self.found, "built": self.built},
            "equal_files": self.equal_files,
            "different": list(self.different),
            "damaged": list(self.damaged),
            "reasons": list(self.reasons),
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def verify(project: Project, site: str) -> Verified:
    """Build a site anew from the posts of a project, and compare.

    Args:
        project: Whose posts.
        site: Folder of the site, or its web address.

    Raises:
        SourceError: If there is no site.
        EndpointError: If it cannot be fetched.
        GraphError: If its RDF cannot be read.
    """
    from paperkg.graph import fingerprint, read_quads
    from paperkg.publish import read_manifest

    with (
        site_at(site) as there,
        tempfile.TemporaryDirectory(prefix="paperkg-verify-") as name,
    ):
        manifest = read_manifest(there)
        assert manifest is not None, "site_at has looked"
        quads = read_quads(there / "data/everything.nq")
        stated = _stated(there)
        here = _as_published(project, manifest, quads, Path(name) / "here")
        lock = project.lock_path
        if lock is None or not lock.is_file():
            lock = there / "data/iris.lock"
        write_site(collect(here, lock_path=lock), there)
        built = read_manifest(here.settings.output)
        assert built is not None, "it was just written"
        checked = [*FILES, *MORE] if is_remote(site) else list(manifest.files)
        return Verified(
            stated=stated,
            found=fingerprint(quads),
            built=built.fingerprint,
            damaged=tuple(_damaged(there, manifest, checked)),
            different=tuple(_different(manifest, built)),
            equal_files=len(manifest.files.items() & built.files.items()),
            reasons=tuple(_reasons(project, manifest, quads, here.settings.output)),
        )


def _stated(site: Path) -> str:
    """Return the hash that a site's description of itself gives."""
    from paperkg.graph import read_quads
    from paperkg.vocab import SPDX

    try:
        quads = read_quads(site / "void.ttl")
    except GraphError:
        return ""
    for s, p, o, _ in quads:
        if s.endswith("#sha256-quads>") and p == f"<{SPDX.checksumValue}>":
            return o[1:].partition('"')[0]
    return ""


def _as_published(
    project: Project, manifest: Manifest, quads: Sequence[Quad], out: Path
) -> Project:
    """Return the project with the version, base and dates that were published."""
    from paperkg.graph.terms import value_of
    from paperkg.vocab import DCTERMS

    dataset = f"<{manifest.base_iri}dataset>"
    dates = {p: value_of(o) for s, p, o, _ in quads if s == dataset and "#date>" in o}
    settings = project.settings
    settings = replace(
        settings,
        output=out,
        version=manifest.version or settings.version,
        base_iri=manifest.base_iri or settings.base_iri,
        issued=settings.issued or dates.get(f"<{DCTERMS.issued}>", ""),
        modified=settings.modified or dates.get(f"<{DCTERMS.modified}>", ""),
    )
    return replace(project, settings=settings)


def _damaged(site: Path, manifest: Manifest, paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        file = site / path
        if path not in manifest.files:
            continue
        if not file.is_file():
            yield f"{path} (missing)"
        elif hashlib.sha256(file.read_bytes()).hexdigest() != manifest.files[path]:
            yield path


def _different(published: Manifest, built: Manifest) -> Iterator[str]:
    for path in sorted({*published.files, *built.files}):
        if path not in built.files:
            yield f"{path} (not built)"
        elif path not in published.files:
            yield f"{path} (not published)"
        elif published.files[path] != built.files[path]:
            yield path


def _reasons(
    project: Project, manifest: Manifest, old: Sequence[Quad], built: Path
) -> Iterator[str]:
    """Say what is different in what the two were made of."""
    from paperkg.graph import read_quads
    from paperkg.graph.terms import value_of
    from paperkg.vocab import PKG, SCHEMA

    new = read_quads(built / "data/everything.nq")

    def values(quads: Sequence[Quad], predicate: str) -> dict[str, str]:
        return {s: value_of(o) for s, p, o, _ in quads if p == f"<{predicate}>"}

    software = f"<{manifest.base_iri}dataset#software>"
    was, now = (values(q, SCHEMA.softwareVersion).get(software, "") for q in (old, new))
    if was != now:
        yield f"made by paperkg {was or 'of unknown version'}, this is {now}"
    files = {**values(old, PKG.sourceFile), **values(new, PKG.sourceFile)}
    before, after = values(old, SCHEMA.sha256), values(new, SCHEMA.sha256)
    for post in sorted({*before, *after}):
        name = files.get(post, post)
        if post not in after:
            yield f"post {name} is there no more"
        elif post not in before:
            yield f"post {name} is new"
        elif before[post] != after[post]:
            yield f"post {name} is not as it was"
    if project.settings.version != manifest.version:
        yield f"the settings say version {project.settings.version}, built was {manifest.version}"
    if project.settings.title != manifest.title:
        yield "the settings have another title"
