"""A feed of the papers, for readers and harvesters (Atom, RFC 4287)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from paperkg.model.dataset import DatasetInfo
from paperkg.publish.pages import Bench, File
from paperkg.publish.press import About
from paperkg.publish.view import by_year

PATH = "feed.xml"
_MOST = 500  # entries; a reader of feeds wants the newest, the sitemap has all
_UNKNOWN = "1970-01-01"
_BAD = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


def feed(bench: Bench, about: About, info: DatasetInfo) -> File:
    """Return the feed: one entry for each paper with a post, latest papers first.

    ``updated`` is the day of the dataset's last change where one is stated; the clock of the
    machine is never asked, so that the same posts give the same feed. Where no day is known it is
    the beginning of 1970.
    """
    day = info.modified or info.issued or _UNKNOWN
    start = about.homepage or about.base_iri
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(about.language)}>',
        f"<id>{escape(bench.places.iris.dataset())}</id>",
        f"<title>{_text(about.title)}</title>",
        f"<subtitle>{_text(about.description)}</subtitle>",
        f"<updated>{day}T00:00:00Z</updated>",
        f"<author><name>{_text(about.publisher) or 'unknown'}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(start + PATH)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(start + "index.html")}/>',
        f'<link rel="license" href={quoteattr(about.licence)}/>',
    ]
    papers = [work for work in by_year(bench.view.catalog.works) if not work.stub]
    for work in papers[:_MOST]:
        address = start + bench.places.page("paper", work.id)
        people = [bench.view.people[a].name for a in work.authors if a in bench.view.people]
        lines += [
            "<entry>",
            f"<id>{escape(bench.places.iri('paper', work.id))}</id>",
            f"<title>{_text(work.title or work.id)}</title>",
            f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>',
            f"<updated>{day}T00:00:00Z</updated>",
            *(f"<author><name>{_text(name)}</name></author>" for name in people if _text(name)),
            f"<summary>{_text(_summary(bench, work.id))}</summary>",
            "</entry>",
        ]
    lines.append("</feed>")
    return File(PATH, ("\n".join(lines) + "\n").encode())


def _summary(bench: Bench, work: str) -> str:
    names = [bench.view.works[hop.object].name for hop in bench.view.up.get(work, ())]
    return f"Builds on {', '.join(names)}" if names else "No sentence says what it builds on"


def _text(text: str) -> str:
    return escape(" ".join(text.translate(_BAD).split()))
