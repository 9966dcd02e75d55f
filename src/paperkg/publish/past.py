"""What was published before: its version, its graph, and the history it tells."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paperkg.changes import apply_patch, invert, read_patch
from paperkg.errors import GraphError, PublishError
from paperkg.graph import Quads, fingerprint, read_quads, tidy
from paperkg.publish.manifest import read_manifest

CHANGES, PATCH, GRAPH = "data/changes.json", "data/changes.rdfp", "data/everything.nq"
_ADVICE = "restore the published site, or publish to an empty folder to begin a new history"


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the data.

    Attributes:
        version: What it is called.
        sha256: Of the sorted N-Quads of its whole graph.
        date: When it was changed last, as far as the settings said so; else empty.
        summary: What changed, in one line.
        story: What changed since the release before (:meth:`paperkg.changes.Story.to_dict`).
    """

    version: str
    sha256: str
    date: str
    summary: str
    story: Mapping[str, Any]


NOTHING = tidy(())


@dataclass(frozen=True, slots=True)
class Past:
    """The releases before the one being made, oldest first, and the graph of the last."""

    releases: tuple[Release, ...] = ()
    graph: Quads = NOTHING

    @property
    def versions(self) -> tuple[str, ...]:
        """What the releases are called."""
        return tuple(release.version for release in self.releases)


def read_past(site: Path | None, version: str, base_iri: str) -> Past:
    """Return what came before a version.

    Args:
        site: What was published last: the version before, or an earlier build of this one. Of the
            latter, the patch that stands in it leads back to the version before.
        version: The version being made.
        base_iri: Base of its IRIs; a site of another base is not its past.

    Raises:
        PublishError: The site is damaged, or a later version than this was published in it.
    """
    manifest = read_manifest(site) if site is not None else None
    if site is None or manifest is None or manifest.base_iri != base_iri:
        return Past()
    releases = _read_releases(site / CHANGES)
    if not releases:
        return Past()
    *before, last = releases
    if version in {release.version for release in before}:
        raise PublishError(
            f"version {version!r} was published before version {last.version!r}",
            path=str(site),
            advice="give the data a version of its own: `version` in paperkg.toml",
        )
    try:
        quads = read_quads(site / GRAPH)
        if last.version != version:
            return Past(tuple(releases), _sound(quads, last, site))
        if not before:
            return Past()
        patch, _, _ = read_patch((site / PATCH).read_text(encoding="utf-8"), path=PATCH)
        quads = tidy(apply_patch(quads, invert(patch)))
    except (GraphError, OSError) as error:
        raise PublishError(
            f"what was published before cannot be read: {error}", path=str(site), advice=_ADVICE
        ) from error
    return Past(tuple(before), _sound(quads, before[-1], site))


def _sound(quads: Quads, release: Release, site: Path) -> Quads:
    if fingerprint(quads) != release.sha256:
        raise PublishError(
            f"the graph of version {release.version!r} is not as it was published",
            path=str(site),
            advice=_ADVICE,
        )
    return quads


def _read_releases(path: Path) -> Sequence[Release]:
    try:
        data = json.loads(path.read_bytes())
        return [
            Release(
                version=str(entry["version"]),
                sha256=str(entry["sha256"]),
                date=str(entry["date"]),
                summary=str(entry["summary"]),
                story=dict(entry["story"]),
            )
            for entry in reversed(data["releases"])
        ]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublishError(
            f"the history cannot be read: {error!r}", path=str(path), advice=_ADVICE
        ) from error


def history_json(releases: Sequence[Release]) -> str:
    """Return ``data/changes.json``: the releases, newest first; its schema is stable."""
    entries = [
        {
            "version": release.version,
            "previous": previous.version if previous else None,
            "date": release.date,
            "sha256": release.sha256,
            "summary": release.summary,
            "story": release.story,
        }
        for previous, release in zip((None, *releases), releases, strict=False)
    ]
    return json.dumps({"releases": entries[::-1]}, ensure_ascii=False, indent=1) + "\n"
