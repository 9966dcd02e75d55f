"""Descriptions for search engines: schema.org as JSON-LD inside the pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from paperkg.model import Work
from paperkg.publish.address import outside_href

_CONTEXT = {"@vocab": "https://schema.org/"}
_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)

Node = dict[str, Any]


def script_json(data: object) -> Markup:
    r"""Return JSON that may stand inside a ``script`` element.

    >>> print(script_json({"a": "</script>"}))
    {"a":"\u003c/script\u003e"}
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPED))  # noqa: S704 - no character of markup is left


def named(iri: str, name: str, kind: str) -> Node:
    """Return a short description of another resource."""
    return {"@id": iri, "@type": kind, "name": name}


def described(iri: str, kind: str, values: Mapping[str, Any]) -> Markup:
    """Return the description of a page's resource, leaving out what is empty."""
    kept = {key: value for key, value in values.items() if value not in (None, "", [], {})}
    return script_json({"@context": _CONTEXT, "@id": iri, "@type": kind, **kept})


def article(
    iri: str,
    work: Work,
    authors: Iterable[Node],
    about: Iterable[Node],
    based_on: Iterable[str],
    cites: Iterable[str],
) -> Markup:
    """Describe a work as a ``ScholarlyArticle``."""
    same = [
        address
        for address in (
            f"https://arxiv.org/abs/{work.arxiv}" if work.arxiv else "",
            f"https://doi.org/{work.doi}" if work.doi else "",
            outside_href(work.url),
        )
        if outside_href(address)
    ]
    return described(
        iri,
        "ScholarlyArticle",
        {
            "name": work.title,
            "alternateName": work.short_name,
            "author": list(authors),
            "datePublished": str(work.year) if work.year else "",
            "about": list(about),
            "isBasedOn": [{"@id": item} for item in based_on],
            "citation": [{"@id": item} for item in cites],
            "sameAs": [{"@id": address} for address in dict.fromkeys(same)],
        },
    )
