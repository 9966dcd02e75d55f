"""What a published site consists of: one line per file, nothing that changes by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from paperkg.errors import PublishError

NAME = "manifest.json"
_GENERATOR = "paperkg"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a site, with their hashes; no times, so that equal sites are equal bytes.

    Attributes:
        files: Path relative to the site's root (POSIX separators) -> SHA-256, sorted by path. The
            manifest itself is not among them.
        inputs: Hash of everything the site was made from.
        base_iri: Where the site's IRIs begin.
        counts: How many of each: ``paper`` (those with a post), ``stub`` (other works),
            ``post``, ``claim``, ``author``, ``concept``, ``category``,
            ``rule``, ``triple``, ``page``, ``file``, ``byte``.
        title: Title of the dataset.
        version: Its version.
        fingerprint: SHA-256 of the sorted N-Quads of the whole graph.
        tombstones: IRI of what was removed -> IRI of what replaced it, or empty. A server answers
            410 (RFC 9110, section 15.5.11) under the addresses of their pages.
        sidecars: Whether every resource has RDF files beside its page, and every claim a page.
    """

    files: dict[str, str]
    inputs: str
    base_iri: str
    counts: dict[str, int]
    title: str = ""
    version: str = ""
    fingerprint: str = ""
    tombstones: dict[str, str] = field(default_factory=dict)
    sidecars: bool = True

    def to_json(self) -> str:
        """Return the text of ``manifest.json``."""
        data = {
            "generator": _GENERATOR,
            "format": _FORMAT,
            "base_iri": self.base_iri,
            "inputs": self.inputs,
            "title": self.title,
            "version": self.version,
            "fingerprint": self.fingerprint,
            "tombstones": dict(sorted(self.tombstones.items())),
            **({} if self.sidecars else {"sidecars": "none"}),
            "counts": dict(sorted(self.counts.items())),
            "files": dict(sorted(self.files.items())),
        }
        return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


def read_manifest(site: Path) -> Manifest | None:
    """Return the manifest of a published site, or ``None`` if the folder is none.

    Raises:
        PublishError: If there is a manifest but it cannot be read.
    """
    path = site / NAME
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise PublishError(
            f"the manifest cannot be read: {error}",
            path=str(path),
            advice="move the folder away and publish again",
        ) from error
    if not isinstance(data, dict) or data.get("generator") != _GENERATOR:
        return None
    files, counts, stones = data.get("files"), data.get("counts"), data.get("tombstones")
    return Manifest(
        files=files if isinstance(files, dict) else {},
        inputs=str(data.get("inputs", "")),
        base_iri=str(data.get("base_iri", "")),
        counts=counts if isinstance(counts, dict) else {},
        title=str(data.get("title", "")),
        version=str(data.get("version", "")),
        fingerprint=str(data.get("fingerprint", "")),
        tombstones=stones if isinstance(stones, dict) else {},
    )
