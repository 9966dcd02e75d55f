"""The pages of concepts, authors and categories."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from paperkg.model import Category, Concept, Fact, Person, Work
from paperkg.publish.cite import bibtex
from paperkg.publish.pages import WHOLE, Bench, File
from paperkg.publish.press import Alternate, Page
from paperkg.publish.proof import CAP, Proof, Ref
from paperkg.publish.spokes import draw_spokes
from paperkg.publish.structured import described
from paperkg.publish.view import by_year

_MOST_NEAR = 16


class Entry(NamedTuple):
    """A work in a list, with the sentence that put it there, if there is one."""

    work: Ref
    title: str
    proof: Proof | None


class Year(NamedTuple):
    """The works of one year; ``label`` says so where the year is not known."""

    label: str
    anchor: str
    entries: list[Entry]


class Bar(NamedTuple):
    """One bar of the small chart of works by year; ``height`` is of 100."""

    year: int
    number: int
    height: int


def concept_pages(bench: Bench, part: slice = WHOLE) -> Iterator[Page | File]:
    """Yield the page of every concept, used or not, or of a part of them."""
    narrower: dict[str, list[str]] = defaultdict(list)
    for concept in bench.view.concepts.values():
        for parent in concept.broader:
            narrower[parent].append(concept.id)
    for concept in list(bench.view.concepts.values())[part]:
        yield from _concept(bench, concept, narrower)


def _below(concept: str, narrower: dict[str, list[str]]) -> set[str]:
    """Return every concept that is narrower than one, at any depth."""
    todo, seen = [concept], {concept}
    while todo:
        fresh = [c for c in narrower.get(todo.pop(), ()) if c not in seen]
        seen.update(fresh)
        todo.extend(fresh)
    return seen - {concept}


def _concept(
    bench: Bench, concept: Concept, narrower: dict[str, list[str]]
) -> Iterator[Page | File]:
    view, prover = bench.view, bench.prover
    works = [view.works[w] for w in view.by_concept.get(concept.id, ())]
    below = _below(concept.id, narrower)
    through = {w for c in below for w in view.by_concept.get(c, ())} - {w.id for w in works}
    listed = by_year(view.works[w] for w in through)
    near = Counter(c for w in works for c in w.concepts if c != concept.id)
    together = sorted(near, key=lambda c: (-near[c], c))[:_MOST_NEAR]
    context: dict[str, Any] = {
        "definition": concept.definition,
        "candidate": concept.candidate,
        "aliases": concept.alt_labels,
        "links": [
            ("Broader", [prover.concept(c) for c in concept.broader if c in view.concepts]),
            ("Narrower", [prover.concept(c) for c in sorted(narrower.get(concept.id, ()))]),
        ],
        **_near(
            "Appears together with",
            [(c, prover.concept(c), near[c]) for c in together],
            (w.concepts for w in works),
        ),
        "through": (prover.works(w.id for w in listed[:CAP]), len(listed)),
    }
    yield from _listed(bench, "concept", concept.id, concept.label, works, context, "DefinedTerm")


def author_pages(bench: Bench, part: slice = WHOLE) -> Iterator[Page | File]:
    """Yield the page of every author, or of a part of them."""
    for person in bench.view.catalog.people[part]:
        yield from _author(bench, person)


def _author(bench: Bench, person: Person) -> Iterator[Page | File]:
    view, prover = bench.view, bench.prover
    works = [view.works[w] for w in view.by_author.get(person.id, ())]
    beside = Counter(a for w in works for a in w.authors if a != person.id)
    others = sorted(beside, key=lambda a: (-beside[a], a))
    topics = Counter(c for w in works for c in w.concepts)
    best = sorted(topics, key=lambda c: (-topics[c], c))[:_MOST_NEAR]
    context: dict[str, Any] = {
        "definition": "",
        "candidate": False,
        "aliases": (),
        "links": [("Concepts", [prover.concept(c) for c in best])],
        **_near(
            "Wrote with",
            [(a, prover.person(a), beside[a]) for a in others[: CAP // 2]],
            (w.authors for w in works),
            least=1,  # whom one wrote with is of interest after one paper, too
        ),
    }
    yield from _listed(bench, "author", person.id, person.name, works, context, "Person")


def category_pages(bench: Bench) -> Iterator[Page | File]:
    """Yield the page of every category."""
    for category in bench.view.catalog.categories:
        yield from _category(bench, category)


def _category(bench: Bench, category: Category) -> Iterator[Page | File]:
    view, prover = bench.view, bench.prover
    works = [view.works[w] for w in view.by_category.get(category.id, ())]
    topics = Counter(c for w in works for c in w.concepts)
    best = sorted(topics, key=lambda c: (-topics[c], c))[:_MOST_NEAR]
    context: dict[str, Any] = {
        "definition": category.definition,
        "candidate": False,
        "aliases": category.alt_labels,
        "links": [],
        **_near(
            "Concepts of its papers",
            [(c, prover.concept(c), topics[c]) for c in best],
            (w.concepts for w in works),
        ),
    }
    yield from _listed(
        bench, "category", category.id, category.label, works, context, "DefinedTerm"
    )


def _near(
    heading: str,
    near: list[tuple[str, Ref, int]],
    groups: Iterable[Sequence[str]],
    least: int = 2,
) -> dict[str, Any]:
    """Return what a page shows of the things that appear with its own: a drawing and the list."""
    return {
        "near": (heading, [(ref, number) for _, ref, number in near]),
        "wheel": draw_spokes(near, groups, least),
    }


def full_list(path: str, number: int) -> str:
    """Return where all works of something stand; empty if its own page has room for them."""
    return f"list/{path.removesuffix('.html')}/papers.html" if number > CAP else ""


def _listed(
    bench: Bench,
    kind: str,
    item: str,
    name: str,
    works: list[Work],
    context: dict[str, Any],
    type_: str,
) -> Iterator[Page | File]:
    """Yield the page of something that has works, their citations, and their list if it is long."""
    places = bench.places
    path = places.page(kind, item)
    ordered = by_year(works)
    full = full_list(path, len(ordered))
    bib = _citations(bench, kind, item, ordered)
    if full:
        yield Page(
            full,
            "works.html",
            f"All papers: {name}",
            {
                "subject": Ref(name, path),
                "years": _years(bench, kind, item, ordered, quoted=False),
                "total": len(ordered),
            },
            kind=kind,
        )
    yield Page(
        path,
        "thing.html",
        name,
        {
            "through": ([], 0),
            **context,
            "kind": kind,
            "name": name,
            "explorer": bench.explorer(kind, item) if works else "",
            "years": _years(bench, kind, item, ordered[:CAP], quoted=kind != "author"),
            "total": len(ordered),
            "full": full,
            "bars": _bars(ordered),
        },
        iri=places.iri(kind, item),
        kind=kind,
        alternates=[
            *bench.twins(kind, item),
            *(Alternate("application/x-bibtex", file.path, "BibTeX") for file in bib),
        ],
        structured=described(
            places.iri(kind, item),
            type_,
            {
                "name": name,
                "alternateName": list(context["aliases"]),
                "description": context["definition"],
            },
        ),
        type=f"https://schema.org/{type_}",
    )
    yield from bib


def _citations(bench: Bench, kind: str, item: str, works: list[Work]) -> list[File]:
    """Return the file of what the pages of the works offer one by one, if it can have entries."""
    if not works or not bench.has_files(kind):
        return []
    view = bench.view
    entries = [bibtex(view.stated(w), [view.people[a].name for a in w.authors]) for w in works]
    return [File(bench.places.twin(kind, item, "bib"), "\n".join(entries).encode())]


def _years(bench: Bench, kind: str, item: str, works: list[Work], *, quoted: bool) -> list[Year]:
    years: list[Year] = []
    for work in works:
        label = str(work.year) if work.year else "Year not known"
        if not years or years[-1].label != label:
            years.append(Year(label, f"y{work.year or 0}", []))
        proof = _reason(bench, work, kind, item) if quoted else None
        title = work.title if work.short_name else ""
        years[-1].entries.append(Entry(bench.prover.work(work.id), title, proof))
    return years


def _reason(bench: Bench, work: Work, kind: str, item: str) -> Proof | None:
    found: Fact | None = None
    for fact in work.facts:
        if fact.field == kind and fact.value == item:
            if fact.evidence:
                found = fact
                break
            found = found or fact
    return bench.prover.fact(found) if found else None


def _bars(works: list[Work]) -> list[Bar]:
    """Return one bar per year from the first to the last, gaps included."""
    number = Counter(w.year for w in works if w.year)
    if len(number) < 2:
        return []
    most, first, last = max(number.values()), min(number), max(number)
    if last - first > 80:
        return []
    return [Bar(y, number[y], round(100 * number[y] / most)) for y in range(first, last + 1)]
