"""Leaves out of a catalog what nothing in a post or record speaks for."""

from __future__ import annotations

from dataclasses import replace

from paperkg.graph.sheet import Sheet
from paperkg.model import Catalog, Fact, Work


def traceable(sheet: Sheet, catalog: Catalog) -> Catalog:
    """Return the catalog without claims and facts that have an empty quote.

    A category, concept or author of which nothing else speaks is left out, too, so that every one
    that is written can be traced to its sentence. Each omission is reported.
    """
    works = tuple(
        _without(sheet, work) if any(map(_is_empty, work.facts)) else work for work in catalog.works
    )
    claims = tuple(c for c in catalog.claims if c.evidence is None or c.evidence.quote)
    for claim in catalog.claims:
        if claim.evidence is not None and not claim.evidence.quote:
            message = f"{claim.subject} {claim.relation} {claim.object}: without a quote, left out"
            sheet.problem(
                "no-evidence", message, file=claim.evidence.file, line=claim.evidence.line
            )
    return replace(catalog, works=works, claims=claims)


def _is_empty(fact: Fact) -> bool:
    return fact.evidence is not None and not fact.evidence.quote


def _without(sheet: Sheet, work: Work) -> Work:
    facts = tuple(fact for fact in work.facts if not _is_empty(fact))
    said = {(fact.field, fact.value) for fact in facts}
    unsaid = {(fact.field, fact.value) for fact in work.facts} - said
    for fact in work.facts:
        if fact.evidence is not None and _is_empty(fact):
            message = f"{work.name}: {fact.field} {fact.value!r} without a quote, left out"
            sheet.problem("no-evidence", message, file=fact.evidence.file, line=fact.evidence.line)

    def kept(field: str, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(value for value in values if (field, value) not in unsaid)

    return replace(
        work,
        facts=facts,
        categories=kept("category", work.categories),
        concepts=kept("concept", work.concepts),
        authors=kept("author", work.authors),
    )
