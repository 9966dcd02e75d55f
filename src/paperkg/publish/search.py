"""The index behind the search box: names and aliases of everything, in one small script."""

from __future__ import annotations

import json
from collections.abc import Iterator

from paperkg.publish.places import Places
from paperkg.publish.view import View
from paperkg.resolve import fold

FILE = "assets/search-index.js"
_ESCAPED = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def search_index(view: View, places: Places) -> bytes:
    """Return a script that sets ``PAPERKG_INDEX``.

    Each row is kind, page, name, remark, weight and further names, arXiv number and DOI among them;
    kinds are numbered in the order paper, concept, category, author, post, work without a post.
    A work's row ends with its authors, each as its place among the rows of authors.
    A script, as pages opened from a disk may not fetch.
    """
    rows = list(_rows(view, places))
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return f"window.PAPERKG_INDEX={text};\n".encode()


def _rows(view: View, places: Places) -> Iterator[list[object]]:
    place = {person.id: number for number, person in enumerate(view.catalog.people)}
    for work in view.catalog.works:
        names = [work.title] if work.short_name else []
        names += [*work.aliases, work.arxiv, work.doi]
        year = str(work.year) if work.year else ""
        remark = f"{work.title} · {year}".strip(" ·") if work.short_name else year
        weight = len(view.down.get(work.id, ())) + (0 if work.stub else 2)
        page = places.page("paper", work.id)
        row: list[object] = [
            5 if work.stub else 0,
            page,
            work.name,
            remark,
            weight,
            _others(work.name, names),
        ]
        authors = [place[person] for person in work.authors]
        yield [*row, authors] if authors else row
    for concept in view.concepts.values():
        number = len(view.by_concept.get(concept.id, ()))
        page = places.page("concept", concept.id)
        yield [1, page, concept.label, "", number, _others(concept.label, concept.alt_labels)]
    for category in view.catalog.categories:
        number = len(view.by_category.get(category.id, ()))
        page = places.page("category", category.id)
        yield [2, page, category.label, "", number, _others(category.label, category.alt_labels)]
    for person in view.catalog.people:
        number = len(view.by_author.get(person.id, ()))
        yield [3, places.page("author", person.id), person.name, "", number, []]
    for reading in view.catalog.readings:
        name = reading.title.value if reading.title else reading.post.file
        yield [4, places.page("post", reading.post.id), name, reading.post.id, 0, []]


def _others(name: str, names: object) -> list[str]:
    kept: dict[str, str] = {}
    for other in names if isinstance(names, list | tuple) else ():
        key = fold(other)
        if key and key != fold(name):
            kept.setdefault(key, other)
    return list(kept.values())
