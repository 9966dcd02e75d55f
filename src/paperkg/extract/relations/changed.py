# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""What says that the paper, or a piece of it, is the other work but for something."""

from __future__ import annotations

from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.extract.relations.verbs import FINITE
from paperkg.model import Relation

_G = Group.LINEAGE
_END = r"(?: (?:models?|networks?|architectures?|encoders?|decoders?|detectors?))?"

CHANGED: tuple[Cue, ...] = (
    Cue(
        "same-as-other",
        _G,
        Relation.USES,
        r"\b(?:us(?:es?|ed|ing)|adopt(?:s|ed|ing)?|employ(?:s|ed|ing)?|follow(?:s|ed|ing)?|appl(?:y|ies|ied)|tak(?:es?|ing)|keeps?|has|have) (?:exactly |basically |almost |essentially |pretty much )?the (?:exact )?same"
        r" (?:(?!(?:data|data ?sets?|set-?up|settings?|evaluation|hyper-?\w+|benchmarks?|splits?|protocols?|metrics?|number|amount|size|test|training(?! (?:procedure|objective|recipe|scheme|method|algorithm|strategy))|train|architectures?|networks?|backbones?|frameworks?|experiments?|experimental|task|tasks|problem|results?|performance|way|as|baselines?)\b)[\w-]+ ){1,3}?as (?:in |by |for |that (?:of|in) |those (?:of|in) |used (?:in|by) |proposed (?:in|by) |the (?:ones? )?(?:of |in )?)?(?:the )?(?:original )?«\d+»(?! (?:but|paper but)\b)",
        Place.LAST,
        "something in the paper is the same as in the other",
        "They use the same masking strategy as in BERT.",
        chain=False,
    ),
    Cue(
        "approach-like",
        _G,
        Relation.VARIANT_OF,
        r"\b(?:an?|the|its|their) (?:[\w-]+ ){0,2}?(?:approach|model|method|architecture|network|framework|algorithm|system|procedure|objective|loss|technique|pipeline)(?: (?:that|which) is)? (?:very |quite |closely |pretty )?(?:similar|analogous|akin|close) to (?:that of |the )?(?:original )?«\d+»,? (?:but|except|only|with the (?:difference|exception)|with(?:out)? (?:[\w-]+ ){1,4}?(?:instead|added|removed|changed|replaced))\b(?! (?:faster|slower|better|worse|cheaper|more|less|much|not)\b)",
        Place.LAST,
        "the paper's method is like the other but for a change",
        "They propose an approach similar to BERT, but for images.",
        chain=False,
    ),
    Cue(
        "takes-the-form",
        _G,
        Relation.USES,
        r"\b(?:(?:is|are|was|were) (?:simply |just |also |itself |themselves )?(?:implemented|reali[sz]ed|instantiated|parameteri[sz]ed|modell?ed|formulated|structured|designed) (?:simply |just )?as|(?:has|have|takes?) the (?:same )?(?:structure|form|architecture|shape|design|layout) of) (?:an? |the )?(?:(?!(?:not|no)\b)[\w-]+ ){0,2}?«\d+»(?! (?:problem|task|game)\b)",
        Place.LAST,
        "a piece of the paper has the form of the other",
        "The decoder is implemented as a U-Net.",
        chain=False,
    ),
    Cue(
        "summary-opens",
        _G,
        Relation.VARIANT_OF,
        rf"^(?:tl;? ?dr|summary|in short|gist|(?:main |key )?idea)[:;.,]? (?:an? |the )?(?:(?!(?:not|no|like|as|unlike|better|worse|baseline|best|similar|why|how|what|analysis|study|comparison|build|builds|make|makes|create|creates|collect|collects)\b)[\w-]+ ){{0,2}}?«\d+»{_END} (?:that|which|(?![^.;]*\b(?:is|are|wins?|won|beats?|reach\w*|achiev\w*|outperform\w*|performs?|does)\b)(?:scheme|style|for(?! \w+ing)|with|without|on top))\b(?! (?:respect|regard|is not|are not|was|were)\b)",
        Place.INSIDE,
        "a summary opens with the other, of which it tells what is special here",
        "TL;DR: a GAN that makes sequences.",
        chain=False,
    ),
    Cue(
        "proposes-a",
        _G,
        Relation.VARIANT_OF,
        rf"\b(?:propos(?:es?|ed|ing)|introduc(?:es?|ed|ing)|present(?:s|ed|ing)?|develop(?:s|ed|ing)?|design(?:s|ed|ing)?|devis(?:es?|ed)) (?:an?|their own|our own) (?:(?!(?:not|no|data ?set|benchmark|baseline|analysis|attack|replacement|alternative|method|approach|model|way|framework)\b)[\w-]+,? ){{0,3}}?«\d+»{_END} (?:that|which|with(?:out)?|for|whose|where|to|in which|on)\b(?! (?:respect|regard)\b)",
        Place.INSIDE,
        "the authors propose a form of the other",
        "The authors propose a GAN that makes sequences.",
        explicit=True,
        chain=False,
    ),
    Cue(
        "note-just",
        _G,
        Relation.VARIANT_OF,
        rf"^(?:(?:tl;? ?dr|summary|idea|gist):? )?(?:(?:it|this) (?:is|was) |it's )?(?:basically|essentially|simply|in essence|in effect|in short|in a nutshell|more or less|pretty much|at heart|think)[:,]? (?:just )?(?:an? |the )?(?:(?!(?:not|no|like|as|better|worse|baseline|best|similar|one|what)\b)[\w-]+ )?«\d+»{_END},? (?:but|with|without|plus|minus|only|just|except)\b|^(?:an? |the )?«\d+»{_END},? but (?!(?:not|it|they|we|the|this|that|he|she|you|i|there|these|those|with(?:out)? (?:(?:much|any|little|no|some|great|poor|good|mixed) )?(?:success|luck|results?|gains?|improvements?|worse|better|lower|higher|poorer|performance|accuracy|avail))\b)(?:[\w«»-]+ ?){{1,6}}[.!]?$",
        Place.INSIDE,
        "a note says that the paper is the other but for a change",
        "Basically BERT, but trained for longer.",
        chain=False,
    ),
    Cue(
        "fragment-whose",
        _G,
        Relation.VARIANT_OF,
        rf"^(?:(?:(?:tl;? ?)?dr|summary|idea|gist|in short|in a nutshell|basically|essentially|simply|just|think)[:,]? )*(?:an?|the|just a) (?:(?!(?:not|no|best|baseline|better|worse|same|unlike|like)\b)[\w-]+ ){{0,2}}?«\d+»{_END},? (?:whose|where|wherein|in which) (?:(?!\b{FINITE}\b)[^.;:])*\b{FINITE}\b(?:(?!\b{FINITE}\b)[^.;:])*[.!]?$",
        Place.INSIDE,
        "a note without a verb of its own says what is special in this form of the other",
        "A BERT whose masks are learned.",
        chain=False,
    ),
    Cue(
        "changes-to",
        _G,
        Relation.EXTENDS,
        r"\b(?:main |key |major |only |few )?(?:changes|modifications|improvements|tweaks|adjustments)(?: made)? (?:compared (?:to|with)|relative to|with (?:respect|regard) to|over|from|to) (?:the )?(?:original |vanilla |standard )?«\d+»(?: (?:architecture|model|network|design|paper))? ?(?:are|is|include|:)",
        Place.INSIDE,
        "it is told what the paper changes in the other",
        "The main changes compared to DETR are:",
        chain=False,
    ),
    Cue(
        "baseline-is",
        _G,
        Relation.EXTENDS,
        r"\b(?:the|their|our) (?:baseline|basis|base|starting point)(?: model| architecture| network)? (?:of|for) (?:the|their|our|this) (?:proposed )?(?:approach|model|method|architecture|network|work|paper) (?:is|was) (?:the |an? )?(?:original )?«\d+»",
        Place.INSIDE,
        "the other is what the paper starts from",
        "The baseline of the approach is DETR.",
        chain=False,
    ),
)
"""Read with the early ones, after those on the method."""
