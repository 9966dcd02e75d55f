"""Makes the pages of a site, spread over the cores of the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from paperkg.extract.cores import spread
from paperkg.publish.lineages import Cells, lineage_pages
from paperkg.publish.pages import Bench, File
from paperkg.publish.papers import paper_pages
from paperkg.publish.posts import claim_pages, fact_pages, post_pages
from paperkg.publish.press import Page, Press
from paperkg.publish.things import author_pages, concept_pages

_PIECE = 50
"""Things in one piece of work."""
_SEVERAL = 400
"""With fewer things than this, one process is done before a second has started."""


Tell: TypeAlias = Callable[[str, int, int], None]
Make: TypeAlias = Callable[[], Iterable[Page | File]]


class Printed(NamedTuple):
    """A file of the site, ready to be written."""

    path: str
    data: bytes
    is_page: bool = False
    gone: bool = False


class _Kind(NamedTuple):
    name: str
    make: Callable[[slice], Iterable[Page | File]]
    number: int


def print_all(
    bench: Bench, press: Press, few: Sequence[Make], tell: Tell, *, workers: int = 1
) -> Iterator[Printed]:
    """Yield the pages of papers, lineages, posts, concepts, authors and claims, and then the few.

    Args:
        bench: What the pages are made of.
        press: Renders them.
        few: What makes the pages that are not one for each thing, and in which order.
        tell: Told what is being made, how many things are done, and of how many.
        workers: How many processes may work at once; the pages are the same.
    """
    kinds = _kinds(bench, press)
    pieces = [
        (kind, slice(at, at + _PIECE)) for kind in kinds for at in range(0, kind.number, _PIECE)
    ]
    rest = _Kind("lists", lambda part: chain.from_iterable(make() for make in few[part]), len(few))
    pieces += [(rest, slice(at, at + 1)) for at in range(len(few))]

    def make(number: int) -> list[Printed]:
        kind, part = pieces[number]
        return [printed(item, press) for item in kind.make(part)]

    many = sum(kind.number for kind in kinds) >= _SEVERAL
    results = spread(make, len(pieces), workers if many else 1)
    for (kind, part), made in zip(pieces, results, strict=True):
        tell(kind.name, min(part.stop, kind.number), kind.number)
        yield from made


def printed(item: Page | File, press: Press) -> Printed:
    """Return a page or file as it is written."""
    if isinstance(item, Page):
        return Printed(item.path, press.render(item), is_page=True, gone=item.gone)
    return Printed(item.path, item.data)


def _kinds(bench: Bench, press: Press) -> Sequence[_Kind]:
    catalog = bench.view.catalog
    works = len(catalog.works)
    cells = Cells(bench, press.env)
    kinds = [
        _Kind("papers", lambda part: paper_pages(bench, part), works),
        _Kind("lineages", lambda part: lineage_pages(bench, cells, part), works),
        _Kind("posts", lambda part: post_pages(bench, part), len(catalog.readings)),
        _Kind("concepts", lambda part: concept_pages(bench, part), len(bench.view.concepts)),
        _Kind("authors", lambda part: author_pages(bench, part), len(catalog.people)),
    ]
    if bench.sidecars:
        claims = len(catalog.claims)
        kinds.append(_Kind("claims", lambda part: claim_pages(bench, part), claims))
        kinds.append(_Kind("facts", lambda part: fact_pages(bench, part), works))
    return kinds
