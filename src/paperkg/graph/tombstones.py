"""Writes what is left of a resource that was removed: its label, and what replaced it.

A tombstone is marked with ``owl:deprecated`` (OWL 2, section 5.5) and has none of the types it had,
so that no query for papers or concepts finds it; ``dcterms:isReplacedBy`` leads to what it became.
"""

from __future__ import annotations

from collections.abc import Iterable

from paperkg.graph.sheet import Quads, Sheet, tidy
from paperkg.graph.terms import label, ref, string, typed
from paperkg.model import Tombstone
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD

_TRUE = typed("true", XSD.boolean)


def add_tombstones(sheet: Sheet, stones: Iterable[Tombstone]) -> None:
    """Write tombstones; that something is gone is inferred, no post says so."""
    graph = sheet.inferred
    for stone in stones:
        subject = ref(sheet.iris.of(stone.kind, stone.slug))
        sheet.add(graph, subject, ref(RDF.type), ref(PROV.Entity))
        sheet.add(graph, subject, ref(OWL.deprecated), _TRUE)
        sheet.add(graph, subject, ref(RDFS.label), label(stone.label) or string(stone.slug))
        sheet.add(graph, subject, ref(SKOS.historyNote), sheet.label(reason(stone)))
        if stone.replaced_by:
            heir = ref(sheet.iris.of(stone.kind, stone.replaced_by))
            sheet.add(graph, subject, ref(DCTERMS.isReplacedBy), heir)


def tombstone_quads(stones: Iterable[Tombstone], info: DatasetInfo) -> Quads:
    """Return the quads of tombstones, sorted."""
    sheet = Sheet(info)
    add_tombstones(sheet, stones)
    return tidy(sheet.quads)


def reason(stone: Tombstone) -> str:
    """Return in words why a resource is gone.

    >>> reason(Tombstone("paper", "elmo", "ELMo"))
    'Removed: no post speaks of it any more.'
    """
    match stone.kind:
        case "post" if stone.replaced_by:
            return "Moved: the post has another address now."
        case "post":
            return "Removed: the post is there no more."
        case "claim" if stone.replaced_by:
            return "Replaced: the same is said at another place now."
        case "claim":
            return "Removed: no post says so any more."
        case _ if stone.replaced_by:
            return "Merged: it was found to be the same as another."
        case _:
            return "Removed: no post speaks of it any more."
