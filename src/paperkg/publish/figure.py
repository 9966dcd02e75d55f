"""Draws the near lineage of one work as a small SVG that needs no script."""

from __future__ import annotations

import math
from dataclasses import dataclass

from paperkg.index import Hop
from paperkg.publish.columns import by_depth
from paperkg.publish.view import View

MOST_NEIGHBOURS = 18
_WIDTH, _HEIGHT = 156, 46  # of a box
_ACROSS, _DOWN = 76, 12  # between boxes
_LINE = 19  # characters that fit into a line of a box


@dataclass(frozen=True, slots=True)
class Box:
    """A work in the drawing; ``x`` and ``y`` are its upper left corner."""

    id: str
    lines: tuple[str, ...]
    note: str
    title: str
    x: int
    y: int
    stub: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A step of lineage in the drawing; ``path`` leads from the later work to the earlier."""

    relation: str
    path: str
    head: str
    title: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The whole drawing, in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left_out: int


def draw_near(view: View, work: str, words: dict[str, str]) -> Figure | None:
    """Draw a work between those it builds on (left) and those that build on it (right).

    A second step is added on either side while no more than 18 neighbours are shown.

    Args:
        view: The catalog.
        work: Id of the work in the middle.
        words: Relation -> its words ("extends").

    Returns:
        The drawing, or ``None`` for a work without lineage.
    """
    depth, left_out = _choose(view, work)
    if len(depth) == 1:
        return None
    hops = [h for item in sorted(depth) for h in view.up.get(item, ()) if h.object in depth]
    placed = by_depth(depth, [(h.subject, h.object) for h in hops])
    rows: dict[int, int] = {}
    for column, _ in placed.at.values():
        rows[column] = rows.get(column, 0) + 1
    tallest = max(rows.values())
    width = (max(rows) + 1) * (_WIDTH + _ACROSS) - _ACROSS + 2
    height = tallest * (_HEIGHT + _DOWN) - _DOWN + 2
    corner = {
        item: (
            1 + column * (_WIDTH + _ACROSS),
            round(1 + (row + (tallest - 1) / 2) * (_HEIGHT + _DOWN)),
        )
        for item, (column, row) in placed.at.items()
    }
    near = {h.object: h for h in view.up.get(work, ())}
    near.update({h.subject: h for h in view.down.get(work, ()) if h.subject not in near})
    boxes = tuple(
        _box(view, item, x, y, near.get(item), words, here=item == work)
        for item, (x, y) in corner.items()
    )
    lines = tuple(_line(view, hop, corner, words) for hop in hops)
    return Figure(width, height, boxes, lines, left_out)


def _choose(view: View, work: str) -> tuple[dict[str, int], int]:
    """Choose at most 18 neighbours: those one step away first, then those two away."""
    parents = [h.object for h in view.up.get(work, ())]
    children = [h.subject for h in view.down.get(work, ()) if h.subject not in set(parents)]
    weight = {w: len(view.down.get(w, ())) + len(view.up.get(w, ())) for w in parents + children}
    parents.sort(key=lambda w: (-weight[w], w))
    children.sort(key=lambda w: (-weight[w], w))
    half = MOST_NEIGHBOURS // 2
    room_up = min(len(parents), max(half, MOST_NEIGHBOURS - len(children)))
    room_down = min(len(children), MOST_NEIGHBOURS - room_up)
    depth = {work: 0}
    depth.update(dict.fromkeys(parents[:room_up], -1))
    depth.update(dict.fromkeys(children[:room_down], 1))
    left_out = len(parents) + len(children) - room_up - room_down
    if left_out == 0:
        for near, table, level in ((parents, view.up, -2), (children, view.down, 2)):
            far = {h.object if level < 0 else h.subject for n in near for h in table.get(n, ())}
            far -= set(depth)
            if far and len(depth) - 1 + len(far) <= MOST_NEIGHBOURS:
                depth.update(dict.fromkeys(sorted(far), level))
    return depth, left_out


def _box(
    view: View, item: str, x: int, y: int, hop: Hop | None, words: dict[str, str], *, here: bool
) -> Box:
    work = view.works[item]
    lines = _wrap(work.name)
    year = str(work.year) if work.year else ""
    said = "" if here or hop is None else words[hop.relation.value]
    note = " · ".join(part for part in (year, said) if part)
    return Box(item, lines, note, work.title, x, y, stub=work.stub, here=here)


def _line(view: View, hop: Hop, corner: dict[str, tuple[int, int]], words: dict[str, str]) -> Line:
    (from_x, from_y), (to_x, to_y) = corner[hop.subject], corner[hop.object]
    backwards = to_x > from_x
    if from_x == to_x:  # one column: an arc on the left side
        start, end = (from_x, from_y + _HEIGHT // 2), (to_x, to_y + _HEIGHT // 2)
        bend = from_x - _ACROSS // 2
        path = f"M{start[0]} {start[1]}C{bend} {start[1]} {bend} {end[1]} {end[0] - 7} {end[1]}"
        side = 1
    else:
        start = (from_x + (_WIDTH if backwards else 0), from_y + _HEIGHT // 2)
        end = (to_x + (0 if backwards else _WIDTH), to_y + _HEIGHT // 2)
        side = 1 if backwards else -1
        pull = max(30, math.floor(abs(end[0] - start[0]) / 2))
        stop = end[0] - side * 7
        path = (
            f"M{start[0]} {start[1]}"
            f"C{start[0] + side * pull} {start[1]} {stop - side * pull} {end[1]} {stop} {end[1]}"
        )
    head = f"M{end[0]} {end[1]}l{-8 * side} -4v8z"
    names = view.works
    title = f"{names[hop.subject].name} {words[hop.relation.value]} {names[hop.object].name}"
    return Line(hop.relation.value, path, head, title)


def _wrap(text: str) -> tuple[str, ...]:
    """Break a name into at most two lines that fit into a box."""
    words, lines = text.split(), [""]
    for word in words:
        wider = f"{lines[-1]} {word}".strip()
        if len(wider) <= _LINE or not lines[-1]:
            lines[-1] = wider
        else:
            lines.append(word)
    shown = [line if len(line) <= _LINE else f"{line[: _LINE - 1]}…" for line in lines[:2]]
    if len(lines) > 2:
        shown[1] = f"{shown[1][: _LINE - 1].rstrip()}…".replace("……", "…")
    return tuple(shown)
