"""Names that people gave: in the lexicon, so that they are found in posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from paperkg.model import Concept, Decision, KnownWork, Lexicon, Verdict
from paperkg.model.curation import NAMED_BY_HAND


def with_aliases(
    lexicon: Lexicon, decisions: Sequence[Decision], fold: Callable[[str], str]
) -> Lexicon:
    """Return a lexicon that has the names of all ``alias`` decisions.

    Args:
        lexicon: What is known beforehand.
        decisions: All decisions; other kinds are passed over.
        fold: Returns the key under which two spellings of a name are equal.
    """
    aliases = [d for d in decisions if d.verdict is Verdict.ALIAS]
    if not aliases:
        return lexicon
    works, concepts = list(lexicon.works), list(lexicon.concepts)
    for decision in aliases:
        if decision.concept:
            _name_concept(concepts, decision, fold)
        else:
            _name_work(works, decision, fold)
    return replace(lexicon, works=tuple(works), concepts=tuple(concepts))


def _name_work(works: list[KnownWork], decision: Decision, fold: Callable[[str], str]) -> None:
    key = fold(decision.work)
    for number, work in enumerate(works):
        if key in map(fold, (work.name, work.title, *work.aliases)):
            works[number] = replace(work, aliases=(*work.aliases, decision.name))
            return
    name = f"{NAMED_BY_HAND}{key}"
    works.append(KnownWork(name, decision.work, aliases=(decision.name,)))


def _name_concept(concepts: list[Concept], decision: Decision, fold: Callable[[str], str]) -> None:
    key = fold(decision.concept)
    for number, concept in enumerate(concepts):
        if key in map(fold, (concept.label, *concept.alt_labels)):
            concepts[number] = replace(concept, alt_labels=(*concept.alt_labels, decision.name))
            return
