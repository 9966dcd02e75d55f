"""The front page, and the pages that list everything of a kind."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from paperkg.index import Hop
from paperkg.model import Work
from paperkg.publish.figure import Figure, draw_near
from paperkg.publish.pages import Bench
from paperkg.publish.press import About, Alternate, Page
from paperkg.publish.proof import Ref
from paperkg.publish.structured import described
from paperkg.publish.things import full_list
from paperkg.publish.view import View, by_year
from paperkg.publish.words import FORWARD, KINDS

_MOST = 10
_ONE_PAGE = 400  # entries of an index before it is cut into one page per letter or year
_MOST_YEARS = 14  # columns of the table of categories
_SHORT = 60  # characters of a name that reads well inside a sentence


class Cell(NamedTuple):
    """A number in the table of categories by years.

    ``shade`` goes from 0 to 4; ``page`` is empty where no page lists these works.
    """

    number: int
    page: str
    shade: int


class Group(NamedTuple):
    """Entries of an index under one heading."""

    heading: str
    anchor: str
    entries: list[tuple[Ref, str]]


def home_page(
    bench: Bench, about: About, counts: dict[str, int], downloads: Sequence[Alternate]
) -> Page:
    """Return the front page."""
    view, prover = bench.view, bench.prover
    works = view.catalog.works
    newest = [w for w in by_year(works) if not w.stub][:_MOST]
    most = sorted(view.down, key=lambda w: _renown(view, w))[:_MOST]
    concepts = sorted(view.by_concept, key=lambda c: (-len(view.by_concept[c]), c))[:_MOST]
    heads, table = _matrix(bench, works)
    stated = [h for w in newest for h in view.up.get(w.id, ()) if h.claims[0].evidence]
    example = min(stated, key=lambda hop: _length(view, hop) > _SHORT, default=None)
    central = _central(bench, most)
    context: dict[str, Any] = {
        "counts": {**counts, "link": sum(map(len, view.up.values()))},
        "figure": central[1] if central else None,
        "figure_of": prover.work(central[0]) if central else None,
        "page_of": lambda item: bench.places.page("paper", item),
        "newest": prover.works(w.id for w in newest),
        "most": [(prover.work(w), len(view.down[w])) for w in most],
        "concepts": [(prover.concept(c), len(view.by_concept[c])) for c in concepts],
        "heads": heads,
        "table": table,
        "downloads": downloads,
        "example": prover.step(example, forward=True) if example else None,
        "example_of": prover.work(example.subject) if example else None,
    }
    return Page(
        "index.html",
        "index.html",
        "",
        context,
        iri="",
        kind="home",
        structured=described(
            bench.places.iris.dataset(),
            "Dataset",
            {
                "name": about.title,
                "description": about.description,
                "license": {"@id": about.licence},
                "version": about.version,
                "isAccessibleForFree": True,
            },
        ),
        type="https://schema.org/Dataset",
    )


def _length(view: View, hop: Hop) -> int:
    return max(len(view.works[end].name) for end in (hop.subject, hop.object))


def _renown(view: View, work: str) -> tuple[object, ...]:
    """Return a key that sorts works by how many build on them, as the explorer does."""
    it = view.works[work]
    return -len(view.down[work]), it.stub, -(it.year or 0), it.categories, it.title, work


def _central(bench: Bench, most: Sequence[str]) -> tuple[str, Figure] | None:
    """Return, of the works most built on, one with a post and much around it, and its drawing."""
    drawn = [
        (work, figure)
        for work in most
        if not bench.view.works[work].stub and (figure := draw_near(bench.view, work, FORWARD))
    ]
    return max(drawn, key=lambda pair: len(pair[1].boxes), default=None)


def _matrix(
    bench: Bench, works: Sequence[Work]
) -> tuple[list[str], list[tuple[Ref | None, list[Cell]]]]:
    """Count works by category and year; years before the last 14 share a column.

    Papers that a post is about and no category holds have a last row, which leads nowhere.
    """
    years = sorted({w.year for w in works if w.year and (w.categories or not w.stub)})
    early = years[-_MOST_YEARS] if len(years) > _MOST_YEARS else 0
    heads = [f"to {early}" if y == early else str(y) for y in years if y >= early]
    kept = [y for y in years if y >= early]
    number: dict[str, Counter[int]] = defaultdict(Counter)
    newest: dict[str, Counter[int]] = defaultdict(Counter)  # the year that has the anchor
    for work in works:
        for category in work.categories or (() if work.stub else (_NO_CATEGORY,)):
            if work.year:
                column = max(work.year, early)
                number[category][column] += 1
                newest[category][column] = max(newest[category][column], work.year)
    none = number.pop(_NO_CATEGORY, None)
    most = max((n for row in number.values() for n in row.values()), default=1)
    table: list[tuple[Ref | None, list[Cell]]] = []
    for category in sorted(number, key=lambda c: bench.view.categories[c].label.casefold()):
        ref = bench.prover.category(category)
        page = full_list(ref.page, len(bench.view.by_category[category])) or ref.page
        cells = [
            Cell(n, f"{page}#y{newest[category][y]}", -(-4 * n // most))
            if (n := number[category][y])
            else _NONE
            for y in kept
        ]
        table.append((ref, cells))
    if none and table:
        table.append((None, [Cell(none[y], "", min(4, -(-4 * none[y] // most))) for y in kept]))
    return heads, table


_NONE = Cell(0, "", 0)
_NO_CATEGORY = ""  # no id is empty


def index_pages(bench: Bench) -> Iterator[Page]:
    """Yield the lists of papers, concepts, categories, authors and posts."""
    view, prover = bench.view, bench.prover
    yield from _index("paper", _papers(bench))
    used = {c: len(w) for c, w in view.by_concept.items()}
    concepts = [(prover.concept(c), _number(used.get(c, 0))) for c in view.concepts]
    yield from _index("concept", _by_letter(concepts), _top(concepts, used, list(view.concepts)))
    categories = [  # those of the scheme that nothing is filed under are on the page of the scheme
        (prover.category(c), _number(len(view.by_category[c])))
        for c in view.categories
        if view.by_category.get(c)
    ]
    yield from _index("category", [Group("", "all", sorted(categories, key=_name))])
    written = {a: len(w) for a, w in view.by_author.items()}
    authors = [(prover.person(a), _number(written.get(a, 0))) for a in view.people]
    yield from _index(
        "author", _by_letter(authors, _surname), _top(authors, written, list(view.people))
    )
    posts = [(prover.post(p), p) for p in view.readings]
    yield from _index("post", _by_letter(posts))


def _number(number: int) -> str:
    return f"{number:,}"


def _name(entry: tuple[Ref, str]) -> tuple[str, str]:
    return (entry[0].name.casefold(), entry[0].page)


def _top(
    entries: list[tuple[Ref, str]], number: dict[str, int], ids: list[str]
) -> list[tuple[Ref, str]]:
    """Return the twelve entries with the highest numbers."""
    by_id = dict(zip(ids, entries, strict=True))
    best = sorted(number, key=lambda i: (-number[i], i))[:12]
    return [by_id[i] for i in best if number[i] > 1]


def _papers(bench: Bench) -> list[Group]:
    groups: list[Group] = []
    for work in by_year(bench.view.catalog.works):
        heading = str(work.year) if work.year else "Year not known"
        if not groups or groups[-1].heading != heading:
            groups.append(Group(heading, f"y{work.year or 0}", []))
        ref = bench.prover.work(work.id)
        groups[-1].entries.append((ref, work.title if work.short_name else ""))
    return groups


def _surname(entry: tuple[Ref, str]) -> str:
    return (entry[0].name.split() or [""])[-1]


def _whole(entry: tuple[Ref, str]) -> str:
    return entry[0].name


def _by_letter(
    entries: list[tuple[Ref, str]], key: Callable[[tuple[Ref, str]], str] = _whole
) -> list[Group]:
    groups: dict[str, list[tuple[Ref, str]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (key(e).casefold(), *_name(e))):
        plain = unicodedata.normalize("NFKD", key(entry)).lstrip("\"'“‘([")[:1].upper()
        groups[plain if "A" <= plain <= "Z" else "#"].append(entry)
    return [
        Group(letter, f"l-{letter.lower() if letter != '#' else 'other'}", groups[letter])
        for letter in sorted(groups, key=lambda x: (x == "#", x))
    ]


def _index(kind: str, groups: list[Group], top: Sequence[tuple[Ref, str]] = ()) -> Iterator[Page]:
    total = sum(len(g.entries) for g in groups)
    one, many = KINDS[kind]
    split = total > _ONE_PAGE and len(groups) > 1
    stubs = sum(ref.stub for group in groups for ref, _ in group.entries)
    context: dict[str, Any] = {
        "kind": kind,
        "one": one,
        "many": many,
        "total": total - stubs,
        "stubs": stubs,
        "split": split,
    }
    path = f"{kind}/index.html"
    pages = {g.anchor: f"list/{kind}/{g.anchor}.html" if split else "" for g in groups}
    rows = {**context, "groups": groups, "top": list(top), "pages": pages}
    yield Page(path, "list.html", many, rows, kind=kind)
    if split:
        for group in groups:
            part = {**context, "split": False, "groups": [group], "top": [], "pages": pages}
            title = f"{many}: {group.heading}"
            yield Page(pages[group.anchor], "list.html", title, part, kind=kind)
