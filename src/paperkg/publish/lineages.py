"""The page of a work's whole lineage, and the drawing of concepts that go together."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import east_asian_width

from markupsafe import Markup

from paperkg.index import Hop
from paperkg.model import Work
from paperkg.publish.figure import NEVER, draw_near
from paperkg.publish.network import Arc, Dot, draw, spring
from paperkg.publish.pages import WHOLE, Bench
from paperkg.publish.press import Page
from paperkg.publish.proof import Ref
from paperkg.publish.view import View
from paperkg.publish.words import FORWARD, RELATIONS, count

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_NODES = 150
_FEW_NODES = 40  # of a corpus in which all pages together would grow too large
_LARGE = 500  # works; from then on the explorer is where one looks at more
_MOST_ROWS = 200  # works listed under the drawing
_FEW_ROWS = 50  # in a large corpus
_LABEL = 80  # characters of a name
_CONCEPTS = 60
_LINKS_EACH = 3
_LETTERS = 18  # of a line in a box of the map
_LONGEST = 22  # letters of a word that may stand alone in such a line
_LINES = 4
_NARROW, _BROAD = frozenset("fijlrtI.,:;'|()- "), frozenset("mwMW@%")
_KEPT = 20_000  # rows of links that are kept, about 1 kB each
_ROOT = "../"  # all these pages stand in one folder


class Member(NamedTuple):
    """A work of a lineage, and how far it is."""

    work: Ref
    title: str
    steps: str
    drawn: bool


class Row(NamedTuple):
    """A link of a lineage: its number in the page, its kind, the cells of the table."""

    id: str
    relation: str
    cells: Markup


class Cells:
    """Renders the cells of a link's row; they are the same on every page, so they are kept.

    Args:
        bench: What pages are made of.
        env: Has the templates.

    Attributes:
        env: As given.
    """

    def __init__(self, bench: Bench, env: Environment) -> None:
        self.env = env
        self._bench = bench
        self._macro: Any = env.get_template("parts.html").module.link_cells  # type: ignore[attr-defined]
        self._kept: dict[tuple[str, str], Markup] = {}

    def of(self, hop: Hop) -> Markup:
        """Return the cells of one link."""
        key = hop.subject, hop.object
        cells = self._kept.get(key)
        if cells is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            step = self._bench.prover.step(hop, forward=True)
            later = self._bench.prover.work(hop.subject)
            cells = self._macro(later, hop.relation.value, step, _ROOT)
            self._kept[key] = cells
        return cells


def lineage_pages(bench: Bench, cells: Cells, part: slice = WHOLE) -> Iterator[Page]:
    """Yield the lineage page of every work that has a lineage, or a part of them."""
    large = len(bench.view.works) > _LARGE
    most, rows = (_FEW_NODES, _FEW_ROWS) if large else (MOST_NODES, _MOST_ROWS)
    for work in bench.view.catalog.works[part]:
        path = bench.lineage_page(work.id)
        if path:
            yield _lineage(bench, cells, work, path, most, rows, large=large)


def _lineage(
    bench: Bench,
    cells: Cells,
    work: Work,
    path: str,
    most: int,
    most_rows: int,
    *,
    large: bool,
) -> Page:
    view, prover = bench.view, bench.prover
    back, on = view.reach(work.id, up=True), view.reach(work.id, up=False)
    depth = {**on, **{w: d for w, d in back.items() if d <= on.get(w, d)}}
    signed = {w: -d if back.get(w) == d else d for w, d in depth.items()}
    weight = {w: len(view.up.get(w, ())) + len(view.down.get(w, ())) for w in depth}
    drawn = [work.id, *_nearest(view, signed, weight)[: most - 1]]
    seen = set(drawn)
    rows, arcs = _links(bench, cells, seen)
    dots = [_dot(bench, work.id, item, signed.get(item, 0)) for item in drawn]
    context: dict[str, Any] = {
        "work": prover.work(work.id),
        "explorer": bench.explorer("paper", work.id),
        "title": work.title,
        "graph": draw(cells.env, dots, arcs, f"Lineage of {work.name}"),
        "rows": rows,
        "ancestors": _members(bench, back, seen, most_rows),
        "descendants": _members(bench, on, seen, most_rows),
        "total": (len(back), len(on)),
        "shown": len(drawn) - 1,
        "all": len(depth),
        "deepest": max(depth.values()),
        "figure": None if large else draw_near(view, work.id, FORWARD),
        "page_of": lambda item: bench.places.page("paper", item),
        "kinds": sorted({row.relation for row in rows}, key=list(RELATIONS).index),
    }
    return Page(
        path,
        "lineage.html",
        f"Lineage of {work.name}",
        context,
        kind="paper",
        graph=True,
    )


def _dot(bench: Bench, here: str, item: str, steps: int) -> Dot:
    """Return a work for the drawing, which finds its place in the browser (``drawing.js``)."""
    work = bench.view.works[item]
    group = "here" if item == here else "stub" if work.stub else "work"
    label = work.name if len(work.name) <= _LABEL else f"{work.name[: _LABEL - 1]}…"
    extra: dict[str, Any] = {"depth": steps, "year": work.year or 0, "stub": work.stub}
    if work.short_name:
        extra["full"] = work.title
    return Dot(item, label, None, group, bench.places.page("paper", item), extra)


def _nearest(view: View, signed: dict[str, int], weight: dict[str, int]) -> list[str]:
    """Return the works of a lineage, nearest first, then the most linked, then the earliest."""
    return sorted(
        signed, key=lambda w: (abs(signed[w]), -weight[w], view.works[w].year or NEVER, w)
    )


def _links(bench: Bench, cells: Cells, drawn: set[str]) -> tuple[list[Row], list[Arc]]:
    """Return the rows of the table and the arcs of the drawing, latest work first."""
    works = bench.view.works
    order = sorted(drawn, key=lambda w: (-(works[w].year or 0), works[w].name.casefold(), w))
    hops = [h for w in order for h in bench.view.up.get(w, ()) if h.object in drawn]
    rows: list[Row] = []
    arcs: list[Arc] = []
    for number, hop in enumerate(hops, 1):
        name, relation = f"e{number}", hop.relation.value
        rows.append(Row(name, relation, cells.of(hop)))
        arcs.append(Arc(name, hop.subject, hop.object, relation, {}))
    return rows, arcs


def _members(bench: Bench, reach: dict[str, int], drawn: set[str], most: int) -> list[Member]:
    works = bench.view.works
    order = sorted(reach, key=lambda w: (reach[w], -(works[w].year or 0), works[w].name, w))
    away = {steps: count(steps, "step") for steps in set(reach.values())}
    return [
        Member(
            bench.prover.work(w),
            works[w].title if works[w].short_name else "",
            away[reach[w]],
            w in drawn,
        )
        for w in order[:most]
    ]


def concept_graph(bench: Bench, env: Environment) -> Page:
    """Return the page that draws which concepts appear in the same works."""
    view = bench.view
    most = Counter({c: len(works) for c, works in view.by_concept.items()})
    chosen = sorted(most, key=lambda c: (-most[c], c))[:_CONCEPTS]
    rank = {c: i for i, c in enumerate(chosen)}
    together: Counter[tuple[str, str]] = Counter()
    for work in view.catalog.works:
        present = sorted((c for c in work.concepts if c in rank), key=rank.__getitem__)
        together.update(combinations(present, 2))
    kept = _strongest(together)
    lines = {c: box_lines(view.concepts[c].label) for c in chosen}
    boxes = [_box(lines[c]) for c in chosen]
    place = spring(chosen, {pair: together[pair] for pair in kept}, boxes, 120)
    often = -(-most[chosen[0]] // 2) if chosen else 0
    dots, arcs, rows = [], [], []
    for concept in chosen:
        group = "big" if most[concept] >= often else "work"
        page = bench.places.page("concept", concept)
        extra = {"works": most[concept], "name": view.concepts[concept].label}
        dots.append(Dot(concept, "\n".join(lines[concept]), place[concept], group, page, extra))
    for number, pair in enumerate(kept, 1):
        one, other = pair
        works = [w for w in view.by_concept[one] if other in view.works[w].concepts]
        row = f"e{number}"
        arcs.append(Arc(row, one, other, "", {"width": min(1 + together[pair] / 2, 6)}))
        refs = bench.prover.works(works[:8])
        rows.append(
            (row, bench.prover.concept(one), bench.prover.concept(other), together[pair], refs)
        )
    context = {
        "graph": draw(env, dots, arcs, "Concepts that appear in the same papers") if dots else "",
        "rows": rows,
        "shown": len(chosen),
        "all": len(most),
        "often": often,
        "seldom": any(most[c] < often for c in chosen),
    }
    return Page(
        "concept-graph.html",
        "concept-graph.html",
        "Concepts that go together",
        context,
        kind="graph",
        graph=True,
    )


def box_lines(label: str) -> list[str]:
    """Return the lines of a box; the browser breaks none, so that its size is known here."""
    lines = textwrap.wrap(
        label, _LETTERS, break_long_words=False, max_lines=_LINES, placeholder=" …"
    )
    return [part for line in lines for part in textwrap.wrap(line, _LONGEST)][:_LINES] or [label]


def _box(lines: list[str]) -> tuple[float, float]:
    """Return width and height of a box with some lines, in pixels, with the gap beside it."""
    return 46 + max(map(_width, lines)), 42 + 15 * len(lines)


def _width(line: str) -> float:
    """Return how wide a line may be in any of the fonts that a reader may have, in pixels."""
    return sum(
        5.5 if letter in _NARROW else 14 if letter in _BROAD or _is_square(letter) else 8.9
        for letter in line
    )


def _is_square(letter: str) -> bool:
    return east_asian_width(letter) in "WF"


def _strongest(together: Counter[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keep each concept's strongest links, strongest first."""
    had: Counter[str] = Counter()
    kept = []
    for pair in sorted(together, key=lambda p: (-together[p], p)):
        one, other = pair
        if min(had[one], had[other]) < _LINKS_EACH:
            had[one] += 1
            had[other] += 1
            kept.append(pair)
    return kept
