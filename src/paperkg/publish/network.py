"""Interactive drawings: pyvis holds the graph, our own template prints it.

pyvis' template asks two content networks for scripts and lets headings and options through
unescaped, so only its graph builder and the copy of vis-network that it ships are used. Places are
computed (those of concepts here, those of a lineage by the script of its page), physics is off, and
colours come from that script, so that they follow the reader's theme.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from paperkg.errors import PublishError
from paperkg.publish.words import RELATIONS

if TYPE_CHECKING:
    from jinja2 import Environment

VIS_FILE = "assets/vis-network-9.1.2.min.js"
VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
_TRIES = 120
_LARGER = 1.08  # the room, where boxes cannot be brought apart in what there is
_MOST_LARGER = 40  # times
_WIDE_GAP = 90.0  # more room than this between groups of boxes says nothing
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "navigationButtons": False},
}


class Dot(NamedTuple):
    """A node. ``group`` says how it is drawn, ``page`` where it leads (from the site's root).

    ``place`` is where its middle stands, in pixels; ``None`` where the browser finds it.
    """

    id: str
    label: str
    place: tuple[int, int] | None
    group: str
    page: str
    extra: Mapping[str, Any]


class Arc(NamedTuple):
    """An edge; ``id`` is also the id of its row in the table below the drawing."""

    id: str
    start: str
    end: str
    relation: str
    extra: Mapping[str, Any]


def vis_script() -> bytes:
    """Return vis-network as pyvis ships it.

    Raises:
        PublishError: If it is not the version that was tested.
    """
    from importlib.resources import files

    path = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PublishError(
            f"pyvis' copy of vis-network is missing: {error}",
            path=str(path),
            advice="install pyvis 0.3.2 again",
        ) from error
    if hashlib.sha256(data).hexdigest() != VIS_SHA256:
        raise PublishError(
            "pyvis' copy of vis-network is not version 9.1.2",
            path=str(path),
            advice="install pyvis 0.3.2",
        )
    return data


def draw(env: Environment, dots: Iterable[Dot], arcs: Iterable[Arc], label: str) -> Markup:
    """Return the element and the data of a drawing, for a page with a script of its own.

    Args:
        env: Environment with autoescape on that has the template ``graph.html``.
        dots: Nodes.
        arcs: Edges between them.
        label: What the drawing shows, for readers who do not see it.
    """
    from pyvis.network import Network

    net = Network(directed=True, heading=label)
    net.path = "graph.html"
    net.templateEnv = env  # compiled once, and it escapes
    net.options = _OPTIONS
    for dot in dots:
        net.add_node(
            dot.id,
            label=dot.label or dot.id,
            shape="box",
            group=dot.group,
            page=dot.page,
            **({} if dot.place is None else {"x": dot.place[0], "y": dot.place[1]}),
            **dot.extra,
        )
    for arc in arcs:
        saying = RELATIONS.get(arc.relation)
        extra = dict(arc.extra)
        if saying is not None:
            extra["label"], extra["sign"] = saying.forward, saying.shape
            if saying.dash:
                extra["dashes"] = [int(length) for length in saying.dash.split()]
        else:
            extra["arrows"] = ""
        net.add_edge(arc.start, arc.end, id=arc.id, rel=arc.relation, **extra)
    html: str = net.generate_html()
    return Markup(html)  # noqa: S704 - rendered by an environment that escapes


def spring(
    ids: list[str],
    weights: Mapping[tuple[str, str], int],
    boxes: Sequence[tuple[float, float]],
    size: float,
) -> dict[str, tuple[int, int]]:
    """Place nodes of an undirected graph by springs, from a circle, always in the same way.

    T. Fruchterman and E. Reingold, "Graph drawing by force-directed placement", 1991; boxes are
    wider than they are high, so distances across count less.

    Args:
        ids: Nodes, in the order in which they are set on the circle.
        weights: (one, other) -> strength.
        boxes: Width and height of each node's box, the gap beside it included.
        size: Distance that unlinked neighbours should keep.
    """
    number = len(ids)
    if not number:
        return {}
    radius = size * math.sqrt(number) / 2
    place = [
        [radius * math.cos(math.tau * i / number), radius * math.sin(math.tau * i / number)]
        for i in range(number)
    ]
    index = {item: i for i, item in enumerate(ids)}
    links = [(index[a], index[b], 1 + math.log(w)) for (a, b), w in sorted(weights.items())]
    heat = radius / 3
    for _ in range(180):
        force = [[0.0, 0.0] for _ in ids]
        _push(place, force, size)
        for i, j, strength in links:
            _pull(place, force, i, j, size, strength)
        for i, (x, y) in enumerate(force):
            length = math.hypot(x, y) or 1.0
            step = min(length, heat) / length
            place[i][0] += x * step - place[i][0] * 0.012
            place[i][1] += y * step - place[i][1] * 0.012
        heat = max(heat * 0.975, 0.5)
    _fill(place, boxes, size * 12.4, size * 6.0)
    return {item: (round(place[i][0]), round(place[i][1])) for i, item in enumerate(ids)}


def _fill(
    place: list[list[float]], boxes: Sequence[tuple[float, float]], width: float, height: float
) -> None:
    """Scale points to a rectangle, then push boxes apart that lie on one another.

    Where there are too many for it, the rectangle grows.
    """
    space = width, height
    for axis in (0, 1):
        _stretch(place, axis, space[axis])
        _close_up(place, axis)
        _stretch(place, axis, space[axis])
    for _ in range(_MOST_LARGER):
        if _part(place, boxes, space):
            return
        space = space[0] * _LARGER, space[1] * _LARGER


def _part(
    place: list[list[float]], boxes: Sequence[tuple[float, float]], space: tuple[float, float]
) -> bool:
    """Push boxes apart that lie on one another; return whether none does any more."""
    for _ in range(_TRIES):
        _keep_inside(place, boxes, space)
        moved = False
        for i in range(len(place)):
            for j in range(i):
                apart = place[i][0] - place[j][0], place[i][1] - place[j][1]
                over_x, over_y = (
                    (boxes[i][axis] + boxes[j][axis]) / 2 - abs(apart[axis]) for axis in (0, 1)
                )
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                axis = 0 if over_x < 2 * over_y else 1  # there is more room across
                step = ((over_x, over_y)[axis] / 2 + 0.5) * (1 if apart[axis] >= 0 else -1)
                place[i][axis] += step
                place[j][axis] -= step
        if not moved:
            return True
    return False


def _keep_inside(
    place: list[list[float]], boxes: Sequence[tuple[float, float]], space: tuple[float, float]
) -> None:
    for point, box in zip(place, boxes, strict=True):
        for axis in (0, 1):
            edge = (space[axis] - box[axis]) / 2
            point[axis] = max(-edge, min(point[axis], edge))


def _stretch(place: list[list[float]], axis: int, length: float) -> None:
    low, high = min(p[axis] for p in place), max(p[axis] for p in place)
    scale = length / ((high - low) or 1.0)
    for point in place:
        point[axis] = (point[axis] - (low + high) / 2) * scale


def _close_up(place: list[list[float]], axis: int) -> None:
    """Move groups together that stand apart because nothing links them."""
    moved, before = 0.0, -math.inf
    for point in sorted(place, key=lambda p: (p[axis], p[1 - axis])):
        here = point[axis]
        if before > -math.inf:
            moved += max(0.0, here - before - _WIDE_GAP)
        before = here
        point[axis] -= moved


def _push(place: list[list[float]], force: list[list[float]], size: float) -> None:
    """Add what pushes each two points apart; in one loop, as there are hundreds of thousands."""
    square = size * size
    for i, (x, y) in enumerate(place):
        mine = force[i]
        for j in range(i):
            there, theirs = place[j], force[j]
            dx, dy = x - there[0], y - there[1]
            power = square / (dx * dx + dy * dy or 0.01)
            dx *= power
            dy *= power
            mine[0] += dx
            mine[1] += dy
            theirs[0] -= dx
            theirs[1] -= dy


def _pull(
    place: list[list[float]],
    force: list[list[float]],
    i: int,
    j: int,
    size: float,
    strength: float,
) -> None:
    dx, dy = place[i][0] - place[j][0], place[i][1] - place[j][1]
    power = math.hypot(dx, dy) / size * strength * 0.35
    force[i][0] -= dx * power
    force[i][1] -= dy * power
    force[j][0] += dx * power
    force[j][1] += dy * power
