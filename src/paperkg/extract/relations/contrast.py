# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Negation, replacement and criticism: what a paper does not build on."""

from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.model import Relation

_C = Group.CONTRAST

CONTRAST: tuple[Cue, ...] = (
    Cue(
        "replaced",
        _C,
        Relation.CRITIQUES,
        r"\b(?:replac(?:e|es|ed|ing)(?! (?:with|by)\b)|substitut(?:e|es|ed|ing) for|in place of|gets? rid of|eliminat\w+|"
        r"discard\w*|remov(?:e|es|ed|ing)|removal of|abandon\w*|drops?(?! out)|dropping(?! out)|do(?:es)? away with|did away with|"
        r"dispens\w+ with|avoid\w*|bypass\w*|obviat\w+|circumvent\w*)\b",
        description="the other work is replaced or abandoned",
        example="The paper dispenses with RNN encoders.",
        reach=6,
        free=True,
    ),
    Cue(
        "instead-of",
        _C,
        Relation.COMPARES_WITH,
        r"\b(?:instead of|rather than|as opposed to|in lieu of|other than|in contrast (?:to|with)|by contrast (?:to|with)|"
        r"contrary to|unlike|opposed to|different(?:ly)? (?:from|than|to)|differs? from|distinct from|"
        r"as against|not like|departs? from|departure from|deviat\w+ from|alternatives? (?:to|for)|counterparts? (?:to|of)|"
        r"competitors? (?:of|to)|orthogonal to|complementary to|superset of|opposite of)\b",
        description="the paper is set against the other work",
        example="Unlike BERT, the model reads left to right.",
        reach=9,
        free=True,
    ),
    Cue(
        "negated",
        _C,
        Relation.MENTIONS,
        r"\b(?:(?<!or )not|n't|never|no longer|without|neither|nor|cannot|hardly|free of|independent of|no need (?:for|of)|"
        r"(?:is|are) not)\b(?! only| just| merely)"
        r"(?: (?!but\b)[\w'-]+){0,7}?(?= (?:the |a |an |any )?(?:[\w-]+ ){0,2}?«)",
        description="a negation stands before the name",
        example="It does not rely on U-Net.",
        reach=4,
        free=True,
    ),
    Cue(
        "criticised",
        _C,
        Relation.CRITIQUES,
        r"«\d+»(?:'s)?(?: (?!that\b|which\b|who\b)\w+){0,3}? (?:suffers?|struggles?|fails?|lacks?|(?:is|are) (?:limited|time[- ]consuming|slow|inefficient|"
        r"expensive|unable|not able|sub-?optimal|insufficient|too \w+)|cannot|can not|ignores?|requires?|needs?|overlooks?|neglects?)\b",
        Place.INSIDE,
        "the other work is found wanting",
        "CaDDN suffers from feature smearing.",
        free=True,
    ),
    Cue(
        "criticised-limits",
        _C,
        Relation.CRITIQUES,
        r"\b(?:limitations?|drawbacks?|shortcomings?|weakness(?:es)?|problems?|issues?|disadvantages?|downsides?|flaws?|pitfalls?|errors?) "
        r"(?:of|in|(?<!problem )with|from|(?<=problem )with(?! (?:a |an )?«\d+»(?: (?:and|&) [\w «»-]+)?\.?$))\b",
        description="the limits of the other work are named",
        example="It addresses the limitations of SORT.",
        reach=5,
        free=True,
    ),
)
