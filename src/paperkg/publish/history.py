"""The history of the data: a page, JSON, a patch and a feed of what changed with each release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from paperkg.changes import compare, tell, write_patch
from paperkg.changes.story import GROUPS
from paperkg.graph import Quads, fingerprint
from paperkg.graph.about import version_tag
from paperkg.model.dataset import DatasetInfo
from paperkg.publish.past import CHANGES, PATCH, Past, Release, history_json
from paperkg.publish.press import About, Alternate, Page
from paperkg.publish.words import count
from paperkg.vocab import Iris

PAGE, FEED = "changes.html", "changes.xml"
_SIGNS = {"added": "+", "removed": "−", "changed": "~"}


def new_release(past: Past, quads: Quads, info: DatasetInfo) -> Release:
    """Return the release being made."""
    sha256 = fingerprint(quads)
    if not past.releases:
        summary = f"first release, {count(len(quads), 'triple')}"
        return Release(info.version, sha256, info.modified, summary, {"summary": summary})
    story = tell(past.graph, quads)
    return Release(info.version, sha256, info.modified, story.summary(), story.to_dict())


def history_files(
    past: Past, quads: Quads, release: Release, info: DatasetInfo
) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield path and text of the files that tell the history; the patch only if there is one."""
    releases = (*past.releases, release)
    yield CHANGES, iter([history_json(releases)])
    yield FEED, _feed(releases, info)
    if past.releases:
        delta = compare(past.graph, quads)
        yield PATCH, write_patch(delta, past.releases[-1].sha256, release.sha256)


def history_page(releases: Sequence[Release], about: About, documents: frozenset[str]) -> Page:
    """Return the page of all changes, newest first."""
    iris = Iris(about.base_iri)
    shown: list[dict[str, Any]] = []
    for release in reversed(releases):
        groups: dict[str, list[dict[str, Any]]] = {}
        for change in release.story.get("changes", ()):
            subject = change["subject"]
            entry = {
                "sign": _SIGNS[change["change"]],
                "text": change["text"],
                "page": iris.page(subject) if subject in documents else "",
                "sentences": change["sentences"],
            }
            groups.setdefault(change["group"], []).append(entry)
        told = [(GROUPS[name], groups[name]) for name in GROUPS if name in groups]
        shown.append({"release": release, "groups": told})
    context = {"releases": shown, "patch": PATCH if len(releases) > 1 else "", "json": CHANGES}
    feed = Alternate("application/atom+xml", FEED, "Atom")
    return Page(PAGE, "changes.html", "Changes", {**context, "feed": feed}, kind="data")


def _feed(releases: Sequence[Release], info: DatasetInfo) -> Iterator[str]:
    """Write an Atom feed (RFC 4287), newest first.

    Every entry must have a time. Where no date is known (see :func:`..model.dataset.source_date`)
    it is the day of that number after 1970-01-01: in order, and surely no time of day.
    """
    iris = Iris(info.base_iri)
    home = info.site_url or info.base_iri
    times = [_time(release, number) for number, release in enumerate(releases)]
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"<id>{iris.dataset()}</id>\n<title>{_text(info.title)}: changes</title>\n"
    yield f"<updated>{times[-1]}</updated>\n<author><name>{_text(info.publisher)}</name></author>\n"
    yield f'<link rel="self" href={quoteattr(home + FEED)}/>\n'
    yield f'<link rel="alternate" type="text/html" href={quoteattr(home + PAGE)}/>\n'
    for release, time in zip(reversed(releases), reversed(times), strict=True):
        name = iris.dataset(version_tag(release.version))
        yield f"<entry>\n<id>{name}</id>\n<title>Version {_text(release.version)}</title>\n"
        yield f"<updated>{time}</updated>\n<summary>{_text(release.summary)}</summary>\n"
        yield f'<link rel="alternate" type="text/html" href={quoteattr(home + PAGE)}/>\n'
        lines = "\n".join(
            f"{_SIGNS[change['change']]} {change['text']}"
            for change in release.story.get("changes", ())
        )
        yield f'<content type="text">{_text(lines)}</content>\n</entry>\n'
    yield "</feed>\n"


def _time(release: Release, number: int) -> str:
    if release.date:
        return f"{release.date}T00:00:00Z"
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=number)).strftime(
        "%Y-%m-%dT00:00:00Z"
    )


def _text(text: str) -> str:
    clean = "".join(c for c in text if c in "\n\t" or c >= " ")
    return escape(clean.encode("utf-8", "replace").decode())
