"""Writes people and works: titles, authors in order, years, identifiers, subjects, lineage.

Links out: the page of a work at arXiv or under its DOI is ``schema:sameAs`` (a page that tells
which work is meant); any other address is ``foaf:page``. Nothing is ``owl:sameAs``: a page is not
the work. There are no links to Wikidata, as no source here gives its identifiers for certain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from paperkg.graph.sheet import Sheet
from paperkg.graph.terms import arxiv_iri, doi_iri, label, number, ref, string, web_iri, year
from paperkg.model import Catalog, Claim, Fact, Layer, Person, Relation, Work
from paperkg.vocab import BIBO, CITO, DCTERMS, FABIO, FOAF, PKG, RDF, SCHEMA, SKOS

PREDICATE: Mapping[Relation, str] = {
    Relation.BUILDS_ON: ref(PKG.buildsOn),
    Relation.EXTENDS: ref(PKG.extends),
    Relation.USES: ref(PKG.usesMethodOf),
    Relation.VARIANT_OF: ref(PKG.variantOf),
    Relation.COMPONENT: ref(PKG.hasComponent),
    Relation.COMPARES_WITH: ref(PKG.comparesWith),
    Relation.CRITIQUES: ref(PKG.critiques),
    Relation.MENTIONS: ref(PKG.mentions),
}
"""Relation -> predicate. ``INFLUENCED`` has none: such claims are turned round before."""

_TYPE = ref(RDF.type)
_BUILDS_ON = ref(PKG.buildsOn)
_HAS_ANCESTOR = ref(PKG.hasAncestor)
_CITES = ref(CITO.cites)
_SUBJECT = ref(DCTERMS.subject)
_CREATOR = ref(DCTERMS.creator)
_TITLE = ref(DCTERMS.title)
_PAPER_TYPES = (ref(PKG.Paper), ref(FABIO.ResearchPaper), ref(SCHEMA.ScholarlyArticle))
_STUB = ref(PKG.Stub)
_WORK = ref(PKG.Work)
_ALT_LABEL = ref(SKOS.altLabel)
_SAME_AS = ref(SCHEMA.sameAs)
_AUTHORSHIP = ref(PKG.authorship)
_AUTHORSHIP_TYPE = ref(PKG.Authorship)
_AUTHOR = ref(PKG.author)
_POSITION = ref(PKG.position)
_MADE = ref(FOAF.made)


def layer_of(fact: Fact) -> Layer:
    """Return the layer of a fact: what stands in front matter is stated by a person, so curated."""
    if fact.evidence is not None and is_front_matter(fact.evidence.rule):
        return Layer.CURATED
    return fact.layer


def is_front_matter(rule: str) -> bool:
    """Whether a rule reads front matter and not prose."""
    return "front-matter" in rule


def add_people(sheet: Sheet, people: Iterable[Person]) -> None:
    """Write every person with a name."""
    for person in people:
        subject = sheet.term("author", person.id)
        sheet.add(sheet.asserted, subject, _TYPE, ref(FOAF.Person))
        sheet.add(sheet.asserted, subject, ref(FOAF.name), label(person.name) or string(person.id))


def add_works(sheet: Sheet, catalog: Catalog) -> None:
    """Write every work with the values chosen for it, each in the graph of those who state it.

    A value that was stated but not chosen is left to its claim, so that a paper has one title.
    """
    for work in catalog.works:
        subject = sheet.term("paper", work.id)
        sheet.add(sheet.asserted, subject, _TYPE, *((_STUB,) if work.stub else _PAPER_TYPES))
        sheet.add(sheet.inferred, subject, _TYPE, _WORK)
        graphs = _graphs(sheet, work.facts)
        _add_values(sheet, work, subject, graphs)
        _add_authors(sheet, work, subject, graphs)


def statement(sheet: Sheet, field: str, value: str) -> tuple[str, str]:
    """Return the predicate and object that state a fact, the object empty if it cannot be one.

    Args:
        sheet: For IRIs and the language of labels.
        field: As in :class:`~paperkg.model.Fact`, or ``short_name``.
        value: As there.
    """
    predicate, make = _STATEMENTS.get(field, ("", lambda _sheet, _value: ""))
    return predicate, make(sheet, value)


def _year(_: Sheet, value: str) -> str:
    return year(int(value)) if value.isascii() and value.isdigit() and len(value) <= 4 else ""


def _resource(sheet: Sheet, kind: str, ident: str) -> str:
    return sheet.known[kind].get(ident, "") if kind in sheet.known else ""


_STATEMENTS: Mapping[str, tuple[str, Callable[[Sheet, str], str]]] = {
    "title": (_TITLE, Sheet.label),
    "short_name": (ref(PKG.shortName), lambda _, value: label(value)),
    "author": (_CREATOR, lambda sheet, value: _resource(sheet, "author", value)),
    "year": (ref(DCTERMS.issued), _year),
    "arxiv": (ref(PKG.arxivId), lambda _, value: label(value) if arxiv_iri(value) else ""),
    "doi": (ref(BIBO.doi), lambda _, value: label(value) if doi_iri(value) else ""),
    "url": (ref(FOAF.page), lambda _, value: web_iri(value)),
    "venue": (ref(PKG.venue), lambda _, value: label(value)),
    "category": (ref(PKG.category), lambda sheet, value: _resource(sheet, "category", value)),
    "concept": (ref(PKG.concept), lambda sheet, value: _resource(sheet, "concept", value)),
}


def _graphs(sheet: Sheet, facts: Iterable[Fact]) -> dict[tuple[str, str], set[str]]:
    graphs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        curated = layer_of(fact) is Layer.CURATED
        graphs[fact.field, fact.value].add(sheet.curated if curated else sheet.asserted)
    return graphs


def _add_values(
    sheet: Sheet, work: Work, subject: str, graphs: Mapping[tuple[str, str], set[str]]
) -> None:
    chosen = [("title", work.title or work.id), ("short_name", work.short_name)]
    chosen += [("year", str(work.year) if work.year is not None else "")]
    chosen += [("arxiv", work.arxiv), ("doi", work.doi), ("url", work.url), ("venue", work.venue)]
    chosen += [("category", value) for value in work.categories]
    chosen += [("concept", value) for value in work.concepts]
    for field, value in chosen:
        if not value:
            continue
        predicate, obj = statement(sheet, field, value)
        if field == "title" and not obj:
            obj = sheet.label(work.id)
        if not obj:
            file = next((f.evidence.file for f in work.facts if f.evidence), "")
            sheet.problem("value-dropped", f"{work.name}: {field} {value!r} is not one", file=file)
            continue
        for graph in graphs.get((field, value), (sheet.asserted,)):
            sheet.add(graph, subject, predicate, obj)
            if field in {"category", "concept"}:
                sheet.add(sheet.inferred, subject, _SUBJECT, obj)
            if field == "arxiv":
                sheet.add(graph, subject, _SAME_AS, arxiv_iri(value))
            elif field == "doi":
                sheet.add(graph, subject, _SAME_AS, doi_iri(value))
    names = {label(alias, sheet.lang) for alias in work.aliases}
    sheet.add(sheet.asserted, subject, _ALT_LABEL, *sorted(names - {sheet.label(work.title)}))


def _add_authors(
    sheet: Sheet,
    work: Work,
    subject: str,
    graphs: Mapping[tuple[str, str], set[str]],
) -> None:
    for position, author in enumerate(work.authors, 1):
        person = _resource(sheet, "author", author)
        if not person:
            sheet.problem("unknown-author", f"{work.name}: nobody has the id {author!r}")
            continue
        stating = graphs.get(("author", author), {sheet.asserted})
        for graph in stating:
            sheet.add(graph, subject, _CREATOR, person)
        graph = sheet.curated if sheet.curated in stating else sheet.asserted
        part = ref(sheet.iris.authorship(work.id, position))
        sheet.add(graph, subject, _AUTHORSHIP, part)
        sheet.add(graph, part, _TYPE, _AUTHORSHIP_TYPE)
        sheet.add(graph, part, _AUTHOR, person)
        sheet.add(graph, part, _POSITION, number(position))
        sheet.add(sheet.inferred, person, _MADE, subject)


def add_relations(sheet: Sheet, catalog: Catalog, *, ancestors: bool = True) -> None:
    """Write the relations between works, and the closure of lineage.

    A lineage relation is written twice in the graph of its layer: with its own type and as
    ``pkg:buildsOn``, of which that type is a sub-property. Both read the same sentence. What
    follows by the ontology (``cito:cites``, for those who ask in the words of CiTO) or from several
    sentences together (``pkg:hasAncestor``) is inferred.
    """
    works = {work.id for work in catalog.works}
    parents: dict[str, set[str]] = defaultdict(set)
    for claim in catalog.claims:
        if not _sound(claim, works):
            sheet.problem("claim-dropped", f"claim {claim.id} relates a work to itself or to none")
            continue
        graph = sheet.curated if claim.layer is Layer.CURATED else sheet.asserted
        subject = sheet.term("paper", claim.subject)
        obj = sheet.term("paper", claim.object)
        sheet.add(graph, subject, PREDICATE[claim.relation], obj)
        if claim.relation.builds_on:
            sheet.add(graph, subject, _BUILDS_ON, obj)
            sheet.add(sheet.inferred, subject, _CITES, obj)
            parents[claim.subject].add(claim.object)
    if ancestors:
        terms = {work: sheet.term("paper", work) for work in works}
        for work in parents:
            for ancestor in _ancestors(work, parents):
                sheet.quads.append((terms[work], _HAS_ANCESTOR, terms[ancestor], sheet.inferred))


def _sound(claim: Claim, works: set[str]) -> bool:
    return (
        claim.subject != claim.object
        and claim.subject in works
        and claim.object in works
        and claim.relation in PREDICATE
    )


def _ancestors(work: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [work]
    while todo:
        for parent in parents.get(todo.pop(), ()):
            if parent not in found:
                found.add(parent)
                todo.append(parent)
    found.discard(work)  # a cycle does not make a work its own ancestor
    return found
