"""All cues in the order in which they are tried."""

from __future__ import annotations

from paperkg.extract.relations.changed import CHANGED
from paperkg.extract.relations.contrast import CONTRAST
from paperkg.extract.relations.cue import Cue
from paperkg.extract.relations.later import LATER
from paperkg.extract.relations.likeness import LIKENESS
from paperkg.extract.relations.lineage import EARLY as _EARLY
from paperkg.extract.relations.lineage import LINEAGE
from paperkg.extract.relations.method import METHOD, METHOD_EARLY
from paperkg.extract.relations.prose import PROSE, PROSE_EARLY
from paperkg.extract.relations.shapes_of_use import SHAPES

__all__ = ["CUES", "DERIVING", "EARLY", "MIXING", "ROUTINE", "WEAK"]

EARLY: tuple[Cue, ...] = (*_EARLY, *PROSE_EARLY, *METHOD_EARLY, *CHANGED, *SHAPES)
"""Cues that are tried on whole sentences, before all others."""

CUES: tuple[Cue, ...] = (*EARLY, *CONTRAST, *LATER, *LIKENESS, *LINEAGE, *PROSE, *METHOD)
"""Every rule over clauses; the first that claims a name in a clause keeps it."""

WEAK = frozenset(
    (
        "uses",
        "replaced-with",
        "with-part",
        "starts-from",
        "x-based",
        "is-used",
        "combines",
        "role",
        "adjective-changed",
        "trains",
        "is-a",
        "task-with",
        "adds-to",
        "added-to",
        "is-with",
        "cross-of",
        "at-the-core",
        "minimises",
        "does-as-in",
        "part-from",
        "piece-as-in",
        "way-of",
        "note-as-in",
        "does",
        "does-with",
        "doing",
        "doing-with",
        "part-does",
        "done-by",
        "is-made",
        "piece-is",
        "piece-label",
        "note-by",
        "listed",
        "part-first",
        "has-role",
        "reduces-to",
        "fragment-with",
        "fragment-changed",
        "meets",
        "given",
        "new-part-for",
        "similar-approach",
        "as-in-brackets",
        "by-doing",
        "named-thing-is",
        "same-model",
        "is-just",
        "note-just",
        "fragment-whose",
        "summary-opens",
        "proposes-a",
        "same-as-other",
        "approach-like",
        "takes-the-form",
        "parts-for-purposes",
        "parts-named",
        "bracketed",
        "in-its-space",
        "apposed",
        "in-its-frame",
        "stuff-as-input",
        "stuff-added",
        "pair-in-brackets",
        "instructs",
        "part-was",
        "part-works",
        "used-beside",
    )
)
"""Cues that say nothing in a report of results, where a name may be a mere setting."""

ROUTINE = frozenset(
    (
        "AdaGrad",
        "AdaDelta",
        "AdamW",
        "RMSProp",
        "AMSGrad",
        "NAdam",
        "RAdam",
        "LAMB",
        "LARS",
        "Adafactor",
        "BPE",
        "WordPiece",
        "SentencePiece",
        "PReLU",
        "ELU",
        "GELU",
        "SELU",
        "Swish",
        "Leaky ReLU",
        "LeakyReLU",
        "Local response normalization",
        "Soft-NMS",
        "Nucleus Sampling",
        "Data augmentation",
    )
)
"""Ingredients that are taken for granted: like a family, only a change to them is lineage."""

MIXING = frozenset(("combines", "cross-of"))
"""Cues that make something new even of ingredients ("it combines AdaGrad and RMSProp")."""

DERIVING = frozenset(("extends", "modifies", "variant-of", "variant-with-change"))
"""Cues whose object may be a mere concept ("a generalization of matrix factorization")."""
