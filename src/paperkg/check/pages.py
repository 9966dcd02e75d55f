"""The pages: what they say to machines, what they ask of others, and that all can be found."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from paperkg.check.pagehead import Link, PageHead
from paperkg.check.result import Faults, NotApplicable, needs_sidecars, requirement
from paperkg.check.site import OWN, Site
from paperkg.errors import GraphError
from paperkg.graph.read import parse_quads
from paperkg.vocab import DCAT, OWL

_NO_RESOURCE = frozenset({"404.html"})
_RESOURCE_LINKS = ("cite-as", "describedby", "license", "type")
_TYPES = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".xml": "application/atom+xml",
    ".json": "application/json",
    ".graphml": "application/graphml+xml",
    ".csv": "text/csv",
}
_LOADED = re.compile(
    rb"""<(?:script|img|iframe|embed|audio|video|source|track|object|input|image|use)\b[^>]*?"""
    rb"""\s(?:src|srcset|data|poster|href|xlink:href)\s*=\s*["']?\s*(?:https?:)?//""",
    re.IGNORECASE,
)
_LINKED = frozenset({"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect"})
_CSS = re.compile(rb"(?:url\(\s*[\"']?|@import\s+[\"'])(?:https?:)?//")
_POLICY = b"default-src &#39;none&#39;"
_LOC = re.compile(r"<loc>([^<]*)</loc>")
_ENTRY = re.compile(r"<entry>.*?<link href=\"([^\"]*)\".*?</entry>", re.DOTALL)


def _target(page: str, href: str) -> str:
    """Return the path, from the site's root, to which a relative link leads."""
    path = unquote(urlsplit(href).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def _local(href: str) -> bool:
    return not urlsplit(href).scheme and not href.startswith("//")


def _resources(site: Site) -> Iterator[tuple[str, str, PageHead]]:
    """Go through the pages of resources of the data: IRI, path, head."""
    for path, head in site.pages.items():
        for link in head.targets("cite-as"):
            yield link.href, path, head


@requirement(
    38,
    "Signposting: every page of a resource has cite-as, describedby, type and license",
    "FAIR Signposting, level 1; RFC 8288",
    "grep -L 'rel=\"cite-as\"' paper/*.html",
)
def _signposts(site: Site) -> Faults:
    needs_sidecars(site)
    pages = dict(site.pages)
    number = 0
    for iri, path, head in _resources(site):
        number += 1
        pages.pop(path, None)
        for rel in _RESOURCE_LINKS:
            if not head.targets(rel):
                yield f"{path}: has no link {rel}"
        if site.iris.parse(iri) is None:
            yield f"{path}: cites {iri}, which is no resource"
        yield from _lead_somewhere(site, path, head)
        if path.startswith("paper/") and site.facts.get(f"<{iri}>", _CREATOR):
            people = {f"<{link.href}>" for link in head.targets("author")}
            if people != set(site.facts.get(f"<{iri}>", _CREATOR)):
                yield f"{path}: its author links are not the paper's authors"
    for path, head in pages.items():
        if path in _NO_RESOURCE or head.targets("canonical"):
            continue
        yield f"{path}: has neither cite-as nor canonical"
    if not any(link for link in site.pages.get("dataset.html", _EMPTY).targets("item")):
        yield "dataset.html: has no link item, the files of the dataset"
    return f"{number} pages of resources, {len(pages)} others"


_CREATOR = "http://purl.org/dc/terms/creator"
_EMPTY = PageHead((), (), 0, 0)


def _lead_somewhere(site: Site, path: str, head: PageHead) -> Iterator[str]:
    for link in (*head.targets("describedby"), *head.targets("item"), *head.targets("alternate")):
        if not _local(link.href):
            continue
        target = _target(path, link.href)
        if target not in site.known and target not in OWN:
            yield f"{path}: links to {target}, which is missing"
        elif not _typed(link, target):
            yield f"{path}: says {link.type or 'nothing'} of {target}"


def _typed(link: Link, target: str) -> bool:
    suffix = target[target.rfind(".") :] if "." in target else ""
    return link.type == _TYPES.get(suffix, link.type) and bool(link.type)


@requirement(
    39,
    "Pages link to Turtle and JSON-LD; data inside pages is escaped and says no more than the RDF",
    "Nanodash 712; JSON-LD 1.1, section 7; HTML 4.12.1.3",
    "grep -L 'rel=\"alternate' paper/*.html; grep -c '</script' paper/*.html",
    deep=True,
)
def _embedded(site: Site) -> Faults:
    needs_sidecars(site)
    number = 0
    resources = list(_resources(site))
    for _, path, head in resources:
        kinds = {link.type for link in head.targets("alternate")}
        for kind in ("text/turtle", "application/ld+json"):
            if kind not in kinds:
                yield f"{path}: has no alternate {kind}"
    for path in site.spread([p for p, h in site.pages.items() if h.data or h.broken]):
        head = site.pages[path]
        if head.broken:
            yield f"{path}: the data inside is not escaped"
            continue
        for text in head.data:
            number += 1
            yield from _says_no_more(site, path, text)
    return f"{len(resources)} pages of resources, data inside {number} looked at"


def _says_no_more(site: Site, path: str, text: bytes) -> Iterator[str]:
    """Whether the data in a page names only what the graph knows."""
    try:
        json.loads(text)
        quads = parse_quads(text, ".jsonld")
    except (ValueError, GraphError) as error:
        yield f"{path}: the data inside is no JSON-LD ({error})"
        return
    iris = {t for s, _, o, _ in quads for t in (s, o) if t.startswith(f"<{site.base}")}
    for iri in sorted(iris):
        if iri not in site.all.of and iri[1:-1].removeprefix(site.base) not in site.known:
            yield f"{path}: the data inside names {iri}, of which the RDF says nothing"


@requirement(
    46,
    "People find pages beside the data, and a place to report errors",
    "DWBP 29, 32",
    "grep -L 'class=\"feedback\"' paper/*.html",
    theirs=True,
)
def _feedback(site: Site) -> Faults:
    contacts = [o for _, o in site.about.having(DCAT.contactPoint)]
    if not contacts:
        raise NotApplicable("no address is set: feedback_url or contact in paperkg.toml")
    paths = site.spread(list(site.pages))
    for path in paths:
        if b'class="feedback"' not in site.text(path):
            yield f"{path}: does not say where errors can be reported"
    return f"{len(paths)} of {len(site.pages)} pages"


@requirement(
    49,
    "No page loads anything from elsewhere",
    "trifid 192; pyvis 228, 229",
    "grep -rlE '<(script|img|link|iframe)[^>]*(src|href)=\"(https?:)?//' --include='*.html' .",
)
def _nothing_loaded(site: Site) -> Faults:
    for path, head in site.pages.items():
        page = site.text(path)
        if _LOADED.search(page) or any(
            not _local(link.href) for link in head.links if _LINKED & set(link.rel)
        ):
            yield f"{path}: loads something from elsewhere"
        elif _POLICY not in page:
            yield f"{path}: has no content security policy that forbids everything else"
    sheets = [path for path in site.files if path.endswith(".css")]
    for path in sheets:
        if _CSS.search(site.text(path)):
            yield f"{path}: loads something from elsewhere"
    return f"{len(site.pages)} pages, {len(sheets)} style sheets"


def _removed(site: Site) -> set[str]:
    """Return the pages of what was removed: they stay, but nobody is led to them."""
    gone = (s[1:-1] for s, _ in site.all.having(OWL.deprecated))
    return {site.home + site.iris.page(iri) for iri in gone if site.iris.parse(iri)}


@requirement(
    51,
    "robots.txt, sitemap and feed list everything",
    "DWBP; sitemaps.org 0.9; RFC 4287",
    "grep -c '<loc>' sitemap*.xml; grep -c '<entry>' feed.xml",
)
def _listed(site: Site) -> Faults:
    listed: list[str] = []
    maps = [p for p in site.files if re.fullmatch(r"sitemap(-\d+)?\.xml", p)]
    for path in maps:
        listed += _LOC.findall(site.text(path).decode("utf-8", "replace"))
    pages = {site.home + path for path in (*site.pages, *OWN[:2]) if path not in _NO_RESOURCE}
    urls = {url for url in listed if not url.endswith(".xml")}
    for url in sorted(pages - urls - _removed(site)):
        yield f"{url} is not in the sitemap"
    for url in sorted(urls - pages):
        yield f"{url} is in the sitemap and is no page"
    if f"{site.home}sitemap.xml".encode() not in site.text("robots.txt"):
        yield "robots.txt: does not name the sitemap"
    entries = _ENTRY.findall(site.text("feed.xml").decode("utf-8", "replace"))
    for url in entries:
        if url not in pages:
            yield f"feed.xml: {url} is no page"
    if "feed.xml" not in site.known:
        yield "feed.xml: is missing"
    return f"{len(urls)} addresses in {len(maps)} sitemaps, {len(entries)} entries of the feed"
