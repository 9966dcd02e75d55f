"""Answers requests for the site: documents, and the things that they are about.

A thing (``/paper/bert``) is no document: it is answered with 303 and the address of a document in
the form that the client wants most (Cool URIs for the Semantic Web, section 4.3; Best Practice
Recipes for Publishing RDF Vocabularies, recipe 5). A document (``/paper/bert.ttl``) is one form and
is sent as it is, whatever ``Accept`` says.
"""

from __future__ import annotations

import asyncio
import re

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from paperkg.publish.sparql import PAGE, with_endpoint
from paperkg.serve.accept import choose
from paperkg.serve.replies import METHODS, is_unchanged, preflight, refuse, reply, validators
from paperkg.serve.site import TYPES, File, Site, address, document_of

_NOT_FOUND = "404.html"
_NANOPUBS, _NANOPUB = "data/nanopubs.trig", re.compile(r"np/RA[A-Za-z0-9_-]{43}", re.ASCII)


async def answer_page(request: Request, site: Site, path: str) -> Response:
    """Answer a request for anything but ``/sparql``.

    Args:
        request: The request.
        site: The site.
        path: Path of the request, percent-decoded, without the slash in front.
    """
    if request.method == "OPTIONS":
        return preflight(METHODS)
    if request.method not in ("GET", "HEAD"):
        return refuse(405, "only GET, HEAD and OPTIONS are answered", headers={"Allow": METHODS})
    elsewhere = _elsewhere(request, site, path)
    if elsewhere is not None:
        return elsewhere
    forms = () if path in site else site.forms(path)
    if forms:
        return _see_other(request, document_of(path), forms)
    index = site.folder_index(path)
    if index and path and not path.endswith("/"):
        place = f"{address(path)}/"
        return refuse(308, f"the folder is at {place}", headers={"Location": place})
    file = await _find(site, index or path)
    return _missing(site) if file is None else _document(request, site, file)


def _elsewhere(request: Request, site: Site, path: str) -> Response | None:
    """Answer for what has no document of its own: what was removed, and nanopublications."""
    successor = site.successor(path.removesuffix(".html"))
    if successor is not None:
        return _gone(request, site, path.removesuffix(".html"), successor)
    if _NANOPUB.fullmatch(path) and _NANOPUBS in site:  # all of them stand in one file
        place = address(_NANOPUBS)
        return refuse(303, f"see {place}", headers={"Location": place})
    return None


async def _find(site: Site, path: str) -> File | None:
    if path.endswith((".nt", ".rdf")) and path not in site:
        return await asyncio.to_thread(site.file, path)  # it may have to be made
    return site.file(path)


def _see_other(request: Request, stem: str, forms: tuple[str, ...]) -> Response:
    """Send the client of a thing to a document about it: 303, or 406 if it wants none."""
    offers = {TYPES[suffix]: suffix for suffix in forms}
    chosen = choose(request.headers.get("accept"), tuple(offers))
    links = ", ".join(
        f'<{address(f"{stem}.{suffix}")}>; rel="alternate"; type="{TYPES[suffix]}"'
        for suffix in forms
    )
    headers = {"Vary": "Accept", "Link": links}
    if chosen is None:
        there = "\n".join(f"{kind}  {address(f'{stem}.{s}')}" for kind, s in offers.items())
        return refuse(406, f"there is no such form; there are:\n{there}", headers=headers)
    place = address(f"{stem}.{offers[chosen]}")
    headers["Cache-Control"] = "no-cache"
    return reply(
        303,
        f"see {place}\n".encode(),
        "text/plain; charset=utf-8",
        headers={**headers, "Location": place},
    )


def _document(request: Request, site: Site, file: File) -> Response:
    data, etag = file.data, file.etag
    if file.path == PAGE and data is not None:
        data, etag = with_endpoint(data, "sparql"), f'{etag[:-1]}-e"'
    headers = validators(etag)
    links = _links(site, file.path)
    if links:
        headers["Link"] = links
    if is_unchanged(request, etag):
        return reply(304, headers=headers, policy=file.policy)
    if data is None:
        headers["Content-Length"] = str(file.size)
        plain = reply(200, kind=file.type, headers=headers, policy=file.policy)
        blocks = iter(()) if request.method == "HEAD" else site.blocks(file)
        return StreamingResponse(blocks, 200, dict(plain.headers) | headers)
    return reply(200, data, file.type, headers=headers, policy=file.policy)


def _links(site: Site, path: str) -> str:
    """Return the typed links of a document: FAIR Signposting, level 1."""
    stem, _, suffix = path.rpartition(".")
    forms = site.forms(stem)
    if suffix not in forms:
        return ""
    relation = "describedby" if suffix == "html" else "alternate"
    others = [
        f'<{address(f"{stem}.{s}")}>; rel="{relation}"; type="{TYPES[s]}"'
        for s in forms
        if s != suffix
    ]
    about = "cite-as" if suffix == "html" else "describes"
    return ", ".join([f'<{site.iri(stem)}>; rel="{about}"', *others])


def _gone(request: Request, site: Site, stem: str, successor: str) -> Response:
    """Say that something was removed, in the form that the client wants: 410."""
    forms = site.forms(stem)
    offers = {TYPES[suffix]: suffix for suffix in forms}
    chosen = choose(request.headers.get("accept"), tuple(offers))
    file = site.file(f"{stem}.{offers[chosen]}") if chosen else None
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if successor:
        headers["Link"] = f'<{successor}>; rel="successor-version"'
    if file is None or file.data is None:
        return refuse(410, "this was removed", headers=headers)
    return reply(410, file.data, file.type, headers=headers, policy=file.policy)


def _missing(site: Site) -> Response:
    page = site.file(_NOT_FOUND)
    if page is None or page.data is None:
        return refuse(404, "there is no such page")
    headers = {"Cache-Control": "no-store"}
    return reply(404, page.data, page.type, headers=headers, policy=page.policy)
