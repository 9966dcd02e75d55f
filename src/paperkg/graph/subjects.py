"""Writes the two SKOS concept schemes: categories, and concepts with their candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from paperkg.graph.sheet import Sheet
from paperkg.graph.terms import ref
from paperkg.model import Category, Concept
from paperkg.vocab import DCTERMS, PKG, RDF, SKOS

_TYPE = ref(RDF.type)
_CONCEPT = ref(SKOS.Concept)
_PREF = ref(SKOS.prefLabel)
_ALT = ref(SKOS.altLabel)
_HIDDEN = ref(SKOS.hiddenLabel)
_IN_SCHEME = ref(SKOS.inScheme)
_TOP_OF = ref(SKOS.topConceptOf)
_HAS_TOP = ref(SKOS.hasTopConcept)
_BROADER = ref(SKOS.broader)
_NARROWER = ref(SKOS.narrower)
_DEFINITION = ref(SKOS.definition)


def add_categories(sheet: Sheet, categories: Iterable[Category]) -> None:
    """Write the scheme of categories; all of them are top concepts."""
    scheme = _add_scheme(sheet, "categories", "Categories of papers")
    for category in categories:
        subject = sheet.term("category", category.id)
        sheet.add(sheet.curated, subject, _TYPE, _CONCEPT)
        _add_labels(sheet, subject, sheet.curated, category)
        _add_top(sheet, subject, scheme, sheet.curated)


def add_concepts(sheet: Sheet, concepts: Sequence[Concept]) -> None:
    """Write the scheme of concepts.

    Candidates, found in posts and not yet in the scheme, are asserted and have a type of their
    own; the scheme itself is curated. ``skos:narrower``, the inverse of what is stated, is
    inferred. A ``broader`` that leads nowhere or closes a circle is left out.
    """
    scheme = _add_scheme(sheet, "concepts", "Concepts of machine learning")
    broader = _sound_broader(sheet, concepts)
    for concept in concepts:
        subject = sheet.term("concept", concept.id)
        graph = sheet.asserted if concept.candidate else sheet.curated
        sheet.add(graph, subject, _TYPE, _CONCEPT)
        if concept.candidate:
            sheet.add(graph, subject, _TYPE, ref(PKG.CandidateConcept))
        _add_labels(sheet, subject, graph, concept)
        parents = broader[concept.id]
        if not parents:
            _add_top(sheet, subject, scheme, graph)
        else:
            sheet.add(graph, subject, _IN_SCHEME, scheme)
        for parent in parents:
            obj = sheet.term("concept", parent)
            sheet.add(graph, subject, _BROADER, obj)
            sheet.add(sheet.inferred, obj, _NARROWER, subject)


def _add_scheme(sheet: Sheet, name: str, title: str) -> str:
    scheme = sheet.term("scheme", name)
    sheet.add(sheet.curated, scheme, _TYPE, ref(SKOS.ConceptScheme))
    sheet.add(sheet.curated, scheme, ref(DCTERMS.title), sheet.label(title))
    return scheme


def _add_top(sheet: Sheet, subject: str, scheme: str, graph: str) -> None:
    sheet.add(graph, subject, _IN_SCHEME, scheme)
    sheet.add(graph, subject, _TOP_OF, scheme)
    sheet.add(graph, scheme, _HAS_TOP, subject)


def _add_labels(sheet: Sheet, subject: str, graph: str, entry: Category | Concept) -> None:
    """Write labels; SKOS S13 wants no alternative label equal to the preferred one."""
    preferred = sheet.label(entry.label) or sheet.label(entry.id)
    others = {sheet.label(text) for text in entry.alt_labels} - {preferred}
    sheet.add(graph, subject, _PREF, preferred)
    sheet.add(graph, subject, _ALT, *sorted(others))
    if isinstance(entry, Category):
        hidden = {sheet.label(text) for text in entry.hidden_labels} - {preferred} - others
        sheet.add(graph, subject, _HIDDEN, *sorted(hidden))
    sheet.add(graph, subject, _DEFINITION, sheet.label(entry.definition))


def _sound_broader(sheet: Sheet, concepts: Sequence[Concept]) -> Mapping[str, tuple[str, ...]]:
    known = {concept.id for concept in concepts}
    kept: dict[str, tuple[str, ...]] = {concept.id: () for concept in concepts}
    for concept in sorted(concepts, key=lambda c: c.id):
        for parent in concept.broader:
            if parent not in known or _reaches(parent, concept.id, kept):
                sheet.problem(
                    "broader-dropped",
                    f"concept {concept.id}: broader {parent!r} is unknown or circular",
                )
            else:
                kept[concept.id] += (parent,)
    return kept


def _reaches(start: str, goal: str, broader: Mapping[str, tuple[str, ...]]) -> bool:
    todo, seen = [start], {start}
    while todo:
        concept = todo.pop()
        if concept == goal:
            return True
        fresh = [parent for parent in broader.get(concept, ()) if parent not in seen]
        seen.update(fresh)
        todo.extend(fresh)
    return False
