"""Draws the near lineage of one work as a small SVG that needs no script."""

from __future__ import annotations

from dataclasses import dataclass

from paperkg.index import Hop
from paperkg.publish.columns import by_depth
from paperkg.publish.view import View
from paperkg.publish.words import RELATIONS

MOST_ASIDE = 9  # neighbours on one side, so that the drawing fits a screen
MOST_NEIGHBOURS = 2 * MOST_ASIDE
_WIDTH, _HEIGHT = 148, 46  # of a box
_ACROSS, _DOWN = 66, 12  # between boxes
_PORT = 13  # from the middle of a box to where arcs leave and enter it
NEVER = 9999  # sorts a year that is not known last
_LINE = 18  # characters that fit into a line of a box


@dataclass(frozen=True, slots=True)
class Box:
    """A work in the drawing.

    ``x`` and ``y`` are its upper left corner, ``middle`` is where its texts are centred; each line
    has its own height, and so has the note.
    """

    id: str
    lines: tuple[tuple[int, str], ...]
    note: str
    note_y: int
    title: str
    x: int
    y: int
    middle: int
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

    @property
    def kinds(self) -> tuple[str, ...]:
        """The relations drawn, in the order in which keys list them."""
        drawn = {line.relation for line in self.lines}
        return tuple(relation for relation in RELATIONS if relation in drawn)


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
    by_year = sorted(depth, key=lambda item: (view.works[item].year or NEVER, item))
    placed = by_depth(depth, [(h.subject, h.object) for h in hops], by_year)
    tall = [row for _, row in placed.at.values()]
    tall += [row for way in placed.ways.values() for _, row in way]
    top, bottom = min(tall), max(tall)
    last = max(column for column, _ in placed.at.values())
    inner = any(placed.at[h.subject][0] == placed.at[h.object][0] == last for h in hops)
    width = (last + 1) * (_WIDTH + _ACROSS) - (0 if inner else _ACROSS) + 2
    height = round((bottom - top) * (_HEIGHT + _DOWN)) + _HEIGHT + 2

    def point(column: int, row: float) -> tuple[int, int]:
        return 1 + column * (_WIDTH + _ACROSS), round(1 + (row - top) * (_HEIGHT + _DOWN))

    corner = {item: point(*cell) for item, cell in placed.at.items()}
    ways = {link: [point(*cell) for cell in way] for link, way in placed.ways.items()}
    near = {h.object: h for h in view.up.get(work, ())}
    near.update({h.subject: h for h in view.down.get(work, ()) if h.subject not in near})
    boxes = tuple(
        _box(view, item, x, y, near.get(item), words, here=item == work)
        for item, (x, y) in corner.items()
    )
    lines = tuple(_line(view, hop, corner, ways, words) for hop in hops)
    return Figure(width, height, boxes, lines, left_out)


def _choose(view: View, work: str) -> tuple[dict[str, int], int]:
    """Choose at most 18 neighbours: those one step away first, then those two away.

    On either side the most linked come first, then the earliest.
    """
    parents = [h.object for h in view.up.get(work, ())]
    children = [h.subject for h in view.down.get(work, ()) if h.subject not in set(parents)]
    weight = {w: len(view.down.get(w, ())) + len(view.up.get(w, ())) for w in parents + children}

    def rank(item: str) -> tuple[int, int, str]:
        return -weight[item], view.works[item].year or NEVER, item

    parents.sort(key=rank)
    children.sort(key=rank)
    room_up = min(len(parents), MOST_ASIDE)
    room_down = min(len(children), MOST_ASIDE)
    depth = {work: 0}
    depth.update(dict.fromkeys(parents[:room_up], -1))
    depth.update(dict.fromkeys(children[:room_down], 1))
    left_out = len(parents) + len(children) - room_up - room_down
    if left_out == 0:
        for near, table, level in ((parents, view.up, -2), (children, view.down, 2)):
            far = {h.object if level < 0 else h.subject for n in near for h in table.get(n, ())}
            far -= set(depth)
            room = min(MOST_ASIDE, MOST_NEIGHBOURS + 1 - len(depth))
            if far and len(far) <= room:
                depth.update(dict.fromkeys(sorted(far), level))
    return depth, left_out


def _box(
    view: View, item: str, x: int, y: int, hop: Hop | None, words: dict[str, str], *, here: bool
) -> Box:
    work = view.works[item]
    texts = _wrap(work.name)
    first, below = (15, 41) if len(texts) > 1 else (20, 36)
    lines = tuple((y + first + 13 * number, text) for number, text in enumerate(texts))
    year = str(work.year) if work.year else ""
    said = "" if here or hop is None else words[hop.relation.value]
    note = " · ".join(part for part in (year, said) if part)
    middle = x + _WIDTH // 2
    return Box(item, lines, note, y + below, work.title, x, y, middle, stub=work.stub, here=here)


def _line(
    view: View,
    hop: Hop,
    corner: dict[str, tuple[int, int]],
    ways: dict[tuple[str, str], list[tuple[int, int]]],
    words: dict[str, str],
) -> Line:
    one, other = corner[hop.subject], corner[hop.object]
    middle = _HEIGHT // 2
    if one[0] == other[0]:
        # One column: an arc on the right, where all heads are; beside the lines of other columns,
        # which meet in the middle of a box.
        apart = abs(one[1] - other[1]) // (_HEIGHT + _DOWN)
        nearer = _PORT if other[1] > one[1] else -_PORT
        start, y = one[1] + middle + nearer, other[1] + middle - nearer // 2
        x = one[0] + _WIDTH
        bend = x + min(_ACROSS // 2 + 8 * apart, _ACROSS)
        path = f"M{x} {start}C{bend} {start} {bend} {y} {x + 7} {y}"
        end, side = (x, y), -1
    else:
        side = 1 if other[0] > one[0] else -1
        leave, enter = (_WIDTH, 0) if side > 0 else (0, _WIDTH)
        end = (other[0] + enter, other[1] + middle)
        x, y = one[0] + leave, one[1] + middle
        path = f"M{x} {y}"
        for way_x, way_y in ways.get((hop.subject, hop.object), ()):
            path += _curve(x, y, way_x + enter, way_y + middle)
            x, y = way_x + leave, way_y + middle
            path += f"H{x}"
        path += _curve(x, y, end[0] - side * 7, end[1])
    head = f"M{end[0]} {end[1]}l{-8 * side} -4v8z"
    names = view.works
    title = f"{names[hop.subject].name} {words[hop.relation.value]} {names[hop.object].name}"
    return Line(hop.relation.value, path, head, title)


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    bend = (x + to_x) // 2
    return f"C{bend} {y} {bend} {to_y} {to_x} {to_y}"


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
