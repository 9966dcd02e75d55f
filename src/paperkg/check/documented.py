"""The interfaces: documented, with a change log, and a schema for what programs read."""

from __future__ import annotations

import json

from paperkg.check.result import Faults, requirement
from paperkg.check.site import Site

FIELDS = ("number", "title", "source", "outcome", "counted", "violations", "offenders", "command")
"""Keys of a result in ``check --format json``; none is ever removed or renamed."""


@requirement(
    45,
    "What programs rely on is documented: context, manifest, shapes, licences",
    "DWBP 25, 26",
    "python3 -m json.tool data/context.jsonld; python3 -m json.tool manifest.json",
)
def _documented(site: Site) -> Faults:
    for path in ("data/context.jsonld", "shapes.ttl", "assets/third-party-licences.txt"):
        if path not in site.known:
            yield f"{path}: is missing"
    try:
        context = json.loads(site.text("data/context.jsonld") or b"null")
    except ValueError:
        context = None
    terms = context.get("@context") if isinstance(context, dict) else None
    if not isinstance(terms, dict) or "pkg" not in terms:
        yield "data/context.jsonld: is no JSON-LD context"
    page = site.text("dataset.html")
    for path in ("data/everything.nq", "data/context.jsonld", "shapes.ttl"):
        if path.encode() not in page:
            yield f"dataset.html: does not tell of {path}"
    number = len(terms) if isinstance(terms, dict) else 0
    return f"{number} terms of the context; the code's own documents are tested with it"
