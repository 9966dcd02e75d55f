"""The explorer: one page, a small index of the whole graph, and evidence that comes on demand.

Pages opened from a disk may load scripts and nothing else, so both are scripts. The index holds
columns rather than rows, as equal things beside each other compress best; it has what searching and
tracing need and no sentence. Sentences and citations stand in files of about :data:`_CHUNK` bytes,
which hold works that are neighbours in the index: one file per work would double the number of
files of a large site, one file for all would make the first click load everything.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import combining

from paperkg.graph.terms import clean
from paperkg.graph.works import PREDICATE
from paperkg.index import Hop
from paperkg.model import BUILDS_ON, Claim, Work
from paperkg.publish.cite import bibtex
from paperkg.publish.pages import Bench, File
from paperkg.publish.press import Page
from paperkg.publish.proof import Shown
from paperkg.publish.words import LAYERS, RELATIONS
from paperkg.resolve import fold
from paperkg.vocab import ONTOLOGY

PAGE = "explorer.html"
INDEX = "data/explorer.js"
DIGITS = "".join(chr(c) for c in range(0x23, 0x7F) if chr(c) not in "<\\")
"""Characters that stand for themselves in a JSON string in a script; 90 of them."""

_CHUNK = 32_000
_ESCAPED = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+", re.ASCII)


class Thing(NamedTuple):
    """A category, concept or author: slug of its page, name."""

    slug: str
    name: str


def explorer_page(bench: Bench, language: str) -> Page:
    """Return the page; all of its content is made by its scripts.

    Args:
        bench: What is shown.
        language: Tag of the labels in RDF, or empty.
    """
    words = {
        "relations": [
            [r.value, s.forward, s.backward, s.shape, _dashes(s.dash), PREDICATE[r][1:-1]]
            for r in BUILDS_ON
            if (s := RELATIONS[r])
        ],
        "layers": {layer: said for layer, (said, _) in LAYERS.items()},
        "language": language,
        "base": bench.places.iris.base,
        "ontology": f"{ONTOLOGY}#",
        "index": INDEX,
    }
    kinds = [(r.value, RELATIONS[r]) for r in BUILDS_ON]
    context = {"words": words, "kinds": kinds}
    return Page(PAGE, "explorer.html", "Explorer", context, kind="explore", graph=True)


def _dashes(pattern: str) -> list[int]:
    return [int(length) for length in pattern.split()]


def explorer_files(bench: Bench) -> Iterator[File]:
    """Yield the index and the files of evidence.

    The index sets ``PAPERKG_GRAPH``; works stand in the order of years, categories and titles.

    - ``names`` and ``titles``, a line each (empty where the title is the name), ``years`` as
      runs of [year, number].
    - ``slugs`` that do not follow from the name, and ``aliases``, which searching should know:
      lines, and the positions they belong to.
    - ``stubs``, ``in`` (categories), ``has`` (concepts), ``by`` (authors), ``links`` (earlier
      works) and ``kinds`` (of each link): numbers as :func:`pack` writes them. What has no order
      of its own rises; the first numbers of all works come first, then what their second ones add
      to these, and so on.
    - ``categories``, ``concepts``, ``authors``: columns of slugs and names, most frequent first.
    - ``types``: for each kind of link the relations stated for it, the chosen one first.
    - ``chunks``: how many works each file of evidence has, but the last.
    """
    view = bench.view
    order = sorted(view.catalog.works, key=lambda w: (w.year or 0, w.categories, w.title, w.id))
    at = {work.id: i for i, work in enumerate(order)}
    chunks: list[int] = []
    size = _CHUNK
    rows: list[str] = []
    for number, work in enumerate(order):
        row = json.dumps(_details(bench, work, at), ensure_ascii=False, separators=(",", ":"))
        if size + len(row) > _CHUNK and (rows or not chunks):
            if rows:
                yield _chunk(len(chunks) - 1, rows)
            chunks.append(number)
            rows, size = [], 0
        rows.append(row)
        size += len(row)
    if rows:
        yield _chunk(len(chunks) - 1, rows)
    steps = [after - before for before, after in pairwise(chunks)]
    index = {**_columns(bench, order, at), "chunks": pack(steps)}
    yield _script(INDEX, f"window.PAPERKG_GRAPH={_json(index)};\n")


def pack(numbers: Iterable[int], *, even: bool = True) -> list[int | str]:
    """Write numbers as a base and strings: all lowest digits, then all second ones ...

    Where numbers are spread evenly, the base is the smallest that takes no more strings than
    :data:`DIGITS` would: then all strings use the same digits about equally often, which is what
    gzip does best with. Where most are small, the highest base leaves most strings zero.

    >>> pack([0, 1, 89]), pack([0, 5, 99])
    ([90, '#$~'], [10, '#(,', '##,'])
    """
    rest = list(numbers)
    most = max(rest, default=0)
    places = 1
    while len(DIGITS) ** places <= most:
        places += 1
    base = 1 if even else len(DIGITS)
    while base**places <= most:
        base += 1
    planes: list[int | str] = [base]
    for _ in range(places):
        planes.append("".join([DIGITS[n % base] for n in rest]))
        rest = [n // base for n in rest]
    return planes


def plain_slug(name: str) -> str:
    """Return the slug that the page's script, too, can tell from a name, or an empty string.

    >>> plain_slug("GPT-2"), plain_slug("Émile"), plain_slug("深度")
    ('gpt-2', 'emile', '')
    """
    spelled = "".join(c for c in unicodedata.normalize("NFKD", name) if not combining(c))
    return _NOT_SLUG.sub("-", spelled.lower()).strip("-") if spelled.isascii() else ""


def _columns(bench: Bench, order: Sequence[Work], at: dict[str, int]) -> dict[str, Any]:
    view = bench.view
    hops = [_hops(bench, work, at) for work in order]
    types: dict[tuple[str, ...], int] = {}
    kinds = [types.setdefault(_relations(hop), len(types)) for row in hops for hop in row]
    categories = {
        c.id: Thing(_slug(bench, "category", c.id), c.label) for c in view.categories.values()
    }
    concepts = {c.id: Thing(_slug(bench, "concept", c.id), c.label) for c in view.concepts.values()}
    people = {p.id: Thing(_slug(bench, "author", p.id), p.name) for p in view.people.values()}
    slugs = {w.id: _slug(bench, "paper", w.id) for w in order}
    within, in_ = _ranked([w.categories for w in order], categories)
    having, has = _ranked([w.concepts for w in order], concepts)
    writing, by = _ranked([w.authors for w in order], people)
    return {
        "names": _lines(w.name for w in order),
        "titles": _lines(w.title if w.title != w.name else "" for w in order),
        "aliases": _sparse((i, name) for i, w in enumerate(order) for name in _aliases(w)),
        "authors": writing,
        "concepts": having,
        "categories": within,
        "slugs": _odd([slugs[w.id] for w in order], [w.name for w in order]),
        "types": list(types),
        "years": _runs(w.year or 0 for w in order),
        "stubs": pack(int(w.stub) for w in order),
        "in": _rising(in_),
        "kinds": pack(kinds),
        "has": _rising(has),
        "by": _ragged(by),
        "links": _rising([[at[hop.object] for hop in row] for row in hops], even=True),
    }


def _hops(bench: Bench, work: Work, at: dict[str, int]) -> list[Hop]:
    return sorted(bench.view.up.get(work.id, ()), key=lambda hop: at[hop.object])


def _relations(hop: Hop) -> tuple[str, ...]:
    return tuple(dict.fromkeys([hop.relation.value, *(c.relation.value for c in hop.claims)]))


def _slug(bench: Bench, kind: str, item: str) -> str:
    return bench.places.page(kind, item).removeprefix(f"{kind}/").removesuffix(".html")


def _aliases(work: Work) -> list[str]:
    known = {fold(work.name), fold(work.title)}
    kept: dict[str, str] = {}
    for name in work.aliases:
        key = fold(name)
        if key and key not in known:
            kept.setdefault(key, name)
    return list(kept.values())


def _lines(names: Iterable[str]) -> str:
    return "\n".join([clean(name) for name in names])


def _sparse(pairs: Iterable[tuple[int, str]]) -> dict[str, Any]:
    found = list(pairs)
    return {"at": _rising([[i for i, _ in found]])["v"], "names": _lines(n for _, n in found)}


def _odd(slugs: Sequence[str], names: Sequence[str]) -> dict[str, Any]:
    pairs = enumerate(zip(slugs, names, strict=True))
    return _sparse((i, slug) for i, (slug, name) in pairs if slug != plain_slug(name))


def _runs(values: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for value in values:
        if runs and runs[-1][0] == value:
            runs[-1][1] += 1
        else:
            runs.append([value, 1])
    return runs


def _ranked(
    lists: Sequence[Sequence[str]], things: dict[str, Thing]
) -> tuple[dict[str, Any], list[list[int]]]:
    """Number what works have, most frequent first; what no work has is left out."""
    number = Counter(item for items in lists for item in items if item in things)
    ranking = sorted(number, key=lambda item: (-number[item], item))
    place = {item: i for i, item in enumerate(ranking)}
    found = [things[item] for item in ranking]
    columns = {
        "names": _lines(t.name for t in found),
        "slugs": _odd([t.slug for t in found], [t.name for t in found]),
    }
    return columns, [[place[i] for i in items if i in place] for items in lists]


def _ragged(lists: Sequence[Sequence[int]]) -> dict[str, list[int | str]]:
    return {"n": pack(map(len, lists)), "v": pack(n for row in lists for n in row)}


def _rising(lists: Iterable[Sequence[int]], *, even: bool = False) -> dict[str, list[int | str]]:
    rows = list(map(sorted, lists))
    across = (
        row[i] - (row[i - 1] if i else 0)
        for i in range(max(map(len, rows), default=0))
        for row in rows
        if i < len(row)
    )
    return {"n": pack(map(len, rows)), "v": pack(across, even=even)}


def _details(bench: Bench, work: Work, at: dict[str, int]) -> list[Any]:
    """Return a work's citation and, for each of its links, how many claims are left out and why."""
    names = [bench.view.people[a].name for a in work.authors]
    links = []
    for hop in _hops(bench, work, at):
        step = bench.prover.step(hop, forward=True)
        pairs = zip(hop.claims, step.claims, strict=False)  # the first claims are shown
        links.append([step.more, *(_claim(bench, *pair) for pair in pairs)])
    return [bibtex(bench.view.stated(work), names), links]


def _claim(bench: Bench, claim: Claim, shown: Shown) -> list[Any]:
    """Return a claim as a page shows it, then what Turtle needs and this does not tell.

    These are the quote as the post has it, and the claim's id where claims have no pages; empty
    ends are left out.
    """
    proof = shown.proof
    quote = claim.evidence.quote if claim.evidence else ""
    row = [
        shown.relation,
        proof.quote,
        proof.page,
        proof.place,
        proof.rule,
        proof.rule_page,
        proof.layer,
        shown.page,
        quote if quote != proof.quote else "",
        "" if bench.places.page("claim", claim.id) else claim.id,
    ]
    while not row[-1]:
        row.pop()
    return row


def _chunk(number: int, rows: Sequence[str]) -> File:
    body = "(window.PAPERKG_EVIDENCE=window.PAPERKG_EVIDENCE||{})"
    return _script(f"data/evidence-{number:03}.js", f"{body}[{number}]=[{','.join(rows)}];\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _script(path: str, text: str) -> File:
    return File(path, text.translate(_ESCAPED).encode("utf-8", "replace"))
