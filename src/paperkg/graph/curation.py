"""Writes what people decided: each decision as an activity, with who, when, why and about what."""

from __future__ import annotations

import hashlib

from paperkg.graph.sheet import Sheet
from paperkg.graph.terms import clean, date, label, ref
from paperkg.model import Catalog, Decision
from paperkg.vocab import DC, DCTERMS, PROV, RDF, RDFS

_TYPE = ref(RDF.type)
_LABEL = ref(RDFS.label)


def add_decisions(sheet: Sheet, catalog: Catalog) -> None:
    """Write the decisions of a catalog into the graph of provenance.

    A claim that a decision made or confirmed is influenced by it; one that was rejected is gone,
    and only the label of the decision tells of it.
    """
    if not catalog.decisions:
        return
    works = {work.id: work.name for work in catalog.works}
    claims = {claim.id for claim in catalog.claims}
    graph = sheet.provenance
    source = ref(sheet.iris.dataset("curation"))
    sheet.add(graph, source, _TYPE, ref(PROV.Entity))
    sheet.add(graph, source, _LABEL, sheet.label("Records checked by a person"))
    for decision in catalog.decisions:
        activity = ref(sheet.iris.dataset(f"decision-{_digest(_told(decision))}"))
        sheet.add(graph, activity, _TYPE, ref(PROV.Activity))
        sheet.add(graph, activity, _LABEL, sheet.label(_told(decision)))
        sheet.add(graph, activity, ref(PROV.used), source)
        sheet.add(graph, activity, ref(PROV.wasAssociatedWith), _add_person(sheet, decision.by))
        sheet.add(graph, activity, ref(DCTERMS.issued), date(decision.date))
        sheet.add(graph, activity, ref(DCTERMS.description), sheet.label(decision.because))
        sheet.add(graph, activity, ref(DC.source), label(decision.place))
        about = [sheet.term("paper", work) for work in decision.works if work in works]
        sheet.add(graph, activity, ref(DCTERMS.references), *about)
        for claim in decision.claims:
            if claim in claims:
                made = ref(sheet.iris.claim(claim))
                sheet.add(graph, made, ref(PROV.wasInfluencedBy), activity)


def _add_person(sheet: Sheet, name: str) -> str:
    """Write who decided; those who did not say are one."""
    known = clean(name)
    part = f"curator-{_digest(known)}" if known else "curator"
    person = ref(sheet.iris.dataset(part))
    sheet.add(sheet.provenance, person, _TYPE, ref(PROV.Person))
    sheet.add(sheet.provenance, person, _LABEL, label(known) or sheet.label("A curator"))
    return person


def _told(decision: Decision) -> str:
    """Return a decision in one line, the same wherever in the file it stands."""
    relation = str(decision.relation or "").replace("_", " ")
    parts = [
        f"{decision.verdict}:",
        decision.subject,
        relation,
        decision.object,
        decision.concept,
        ", ".join(decision.names),
        decision.work,
        decision.field,
        ", ".join(decision.values),
        ", ".join(decision.posts),
        f"also {decision.name}" if decision.name else "",
        f"as {decision.new_relation}".replace("_", " ") if decision.new_relation else "",
        f"in {decision.post}" if decision.post else "",
    ]
    return " ".join(part for part in parts if part)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
