"""The pages of works: one per work, and full lists where a list is too long for its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from paperkg.index import Hop
from paperkg.model import Fact, Layer, Work
from paperkg.publish.cite import bibtex, ris
from paperkg.publish.figure import draw_near
from paperkg.publish.pages import WHOLE, Bench, File
from paperkg.publish.press import Alternate, Page
from paperkg.publish.proof import CAP, Proof, Ref, Step
from paperkg.publish.structured import article, named
from paperkg.publish.view import View
from paperkg.publish.words import FIELDS, FORWARD
from paperkg.resolve import fold, slug

_MOST_RELATED = 6
_COMMON = 60  # a concept of more works than this says little about kinship
_TELLING = 250  # a single concept shared by at most four works
_SINGLE = ("title", "year", "arxiv", "doi", "venue", "url")


class Answer(NamedTuple):
    """One of several values that are given for the same field."""

    value: str
    proofs: tuple[Proof, ...]


class Source(NamedTuple):
    """A line of the table that says where each fact comes from."""

    field: str
    value: str
    proof: Proof


def paper_pages(bench: Bench, part: slice = WHOLE) -> Iterator[Page | File]:
    """Yield the pages of all works, or a part of them; their citations and their long lists."""
    for work in bench.view.catalog.works[part]:
        yield from _paper(bench, work)


def _headline(work: Work) -> str:
    """Return name and title; a title that begins with the name alone."""
    begins = work.title.casefold().startswith(work.short_name.casefold())
    return work.title if begins else f"{work.short_name}: {work.title}"


def _paper(bench: Bench, work: Work) -> Iterator[Page | File]:
    view, prover, places = bench.view, bench.prover, bench.places
    path = places.page("paper", work.id)
    up, down = view.up.get(work.id, []), view.down.get(work.id, [])
    names = [view.people[a].name for a in work.authors]
    bib = bibtex(view.stated(work), names)
    builds_on = [prover.step(hop, forward=True) for hop in _important(view, up, forward=True)]
    built_on_by = [prover.step(hop, forward=False) for hop in _important(view, down, forward=False)]
    lists: list[tuple[str, str, list[Step]]] = [
        ("builds-on", "Builds on", builds_on),
        ("built-on-by", "Built on by", built_on_by),
    ]
    beside = prover.beside(view.beside.get(work.id, ()), work.id)
    lists += [(slug(title), title, steps) for title, steps in beside]
    full: dict[str, str] = {}
    for key, title, steps in lists:
        if len(steps) > CAP:
            full[title] = f"list/{path.removesuffix('.html')}/{key}.html"
            yield Page(
                full[title],
                "steps.html",
                f"{title}: {work.name}",
                {"work": prover.work(work.id), "heading": title, "steps": steps},
                kind="paper",
            )
    lineage = bench.lineage_page(work.id)
    context: dict[str, Any] = {
        "work": work,
        "authors": [prover.person(a) for a in work.authors],
        "categories": [prover.category(c) for c in work.categories],
        "posts": [prover.post(p) for p in work.posts],
        "figure": draw_near(view, work.id, FORWARD),
        "page_of": lambda item: places.page("paper", item),
        "builds_on": builds_on[:CAP],
        "built_on_by": built_on_by[:CAP],
        "beside": [(title, steps[:CAP], len(steps)) for title, steps in beside],
        "full": full,
        "totals": {"Builds on": len(builds_on), "Built on by": len(built_on_by)},
        "ancestors": len(view.reach(work.id, up=True)) if up else 0,
        "descendants": len(view.reach(work.id, up=False)) if down else 0,
        "lineage": lineage,
        "explorer": bench.explorer("paper", work.id),
        "concepts": _concepts(bench, work),
        "related": _related(bench, work),
        "differing": _differing(bench, work),
        "sources": _sources(bench, work),
        "bibtex": bib,
        "ris": ris(view.stated(work), names),
    }
    alternates = bench.twins("paper", work.id)
    alternates.append(
        Alternate("application/x-bibtex", places.twin("paper", work.id, "bib"), "BibTeX")
    )
    yield Page(
        path,
        "paper.html",
        _headline(work),
        context,
        iri=places.iri("paper", work.id),
        kind="paper",
        alternates=alternates,
        structured=article(
            places.iri("paper", work.id),
            view.stated(work),
            [named(places.iri("author", a), view.people[a].name, "Person") for a in work.authors],
            [
                named(places.iri("concept", c), view.concepts[c].label, "DefinedTerm")
                for c in work.concepts[:CAP]
            ],
            [places.iri("paper", h.object) for h in up[:CAP]],
            [places.iri("paper", h.object) for h in up[:CAP]],
        ),
        type="https://schema.org/ScholarlyArticle",
        authors=[places.iri("author", a) for a in work.authors],
    )
    yield File(places.twin("paper", work.id, "bib"), bib.encode())


def _important(view: View, hops: Sequence[Hop], *, forward: bool) -> list[Hop]:
    """Order steps: works with posts first, then those the most works build on, then by name."""

    def rank(hop: Hop) -> tuple[bool, int, str, str]:
        work = view.works[hop.object if forward else hop.subject]
        return (work.stub, -len(view.down.get(work.id, ())), work.name.casefold(), work.id)

    return sorted(hops, key=rank)


def _concepts(bench: Bench, work: Work) -> list[tuple[Ref, Proof | None]]:
    proofs: dict[str, Proof] = {}
    for fact in work.facts:
        if fact.field == "concept" and fact.value not in proofs:
            proofs[fact.value] = bench.prover.fact(fact)
    return [(bench.prover.concept(c), proofs.get(c)) for c in work.concepts]


def _related(bench: Bench, work: Work) -> list[tuple[Ref, list[Ref]]]:
    """Return works that share rare concepts, with the concepts shared, rarest first."""
    view = bench.view
    near = {h.object for h in view.up.get(work.id, ())}
    near |= {h.subject for h in view.down.get(work.id, ())} | {work.id}
    score: Counter[str] = Counter()
    shared: dict[str, list[str]] = {}
    concepts = [c for c in work.concepts if 1 < len(view.by_concept[c]) <= _COMMON]
    concepts.sort(key=lambda c: (len(view.by_concept[c]), c))
    for concept in concepts:
        others = view.by_concept[concept]
        for other in others:
            if other not in near:
                score[other] += 1000 // len(others)
                shared.setdefault(other, []).append(concept)
    telling = [o for o in score if len(shared[o]) > 1 or score[o] >= _TELLING]
    best = sorted(telling, key=lambda o: (-score[o], o))[:_MOST_RELATED]
    return [
        (bench.prover.work(other), [bench.prover.concept(c) for c in shared[other][:4]])
        for other in best
    ]


def _differing(bench: Bench, work: Work) -> list[tuple[str, list[Answer]]]:
    """Return the fields for which several values are given, the chosen one first."""
    result: list[tuple[str, list[Answer]]] = []
    for field in _SINGLE:
        answers: dict[str, tuple[str, list[Proof]]] = {}
        for fact in work.facts:
            if fact.field == field:
                entry = answers.setdefault(fold(fact.value), (fact.value, []))
                entry[1].append(bench.prover.fact(fact))
        if len(answers) > 1:
            shown = [Answer(value, tuple(proofs[:3])) for value, proofs in answers.values()]
            result.append((FIELDS[field], shown))
    said = _authors(work, Layer.ASSERTED)
    recorded = _authors(work, Layer.CURATED)
    strange = [f for f in said if f.value not in {r.value for r in recorded}]
    if recorded and strange:
        people = bench.view.people
        record = ", ".join(people[f.value].name for f in recorded)
        answers_ = [Answer(record, (bench.prover.fact(recorded[0]),))]
        answers_ += [Answer(people[f.value].name, (bench.prover.fact(f),)) for f in strange]
        result.append(("Authors", answers_))
    return result


def _authors(work: Work, layer: Layer) -> list[Fact]:
    found: dict[str, Fact] = {}
    for fact in work.facts:
        if fact.field == "author" and fact.layer is layer:
            found.setdefault(fact.value, fact)
    return list(found.values())


def _sources(bench: Bench, work: Work) -> list[Source]:
    view = bench.view
    result: list[Source] = []
    for fact in work.facts:
        if fact.field == "concept" or len(result) >= CAP:
            continue
        value = fact.value
        if fact.field == "author":
            value = view.people[value].name if value in view.people else value
        elif fact.field == "category":
            value = view.categories[value].label if value in view.categories else value
        label = FIELDS.get(fact.field, fact.field)
        result.append(Source(label, value, bench.prover.fact(fact)))
    return result
