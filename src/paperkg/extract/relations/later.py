# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Works that came after: the edge runs the other way."""

from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.model import Relation

_L = Group.LATER
_BE = r"(?:is|are|was|were|has been|have been|had been|been|gets?|got|being)"
_HOW = r"(?:(?!not\b)[\w-]+ ){0,3}?"

LATER: tuple[Cue, ...] = (
    Cue(
        "beaten-by",
        Group.LIKENESS,
        Relation.COMPARES_WITH,
        rf"\b{_BE} {_HOW}(?:surpassed|outperformed|beaten|superseded in \w+|overtaken|outdated|dethroned)\b(?: [\w-]+){{0,5}}? (?:by|such as|like)\b",
        description="a later work does better",
        example="It was later surpassed by MVCNN.",
        reach=6,
        free=True,
    ),
    Cue(
        "extended-by",
        _L,
        Relation.INFLUENCED,
        rf"(?:\b(?:{_BE} {_HOW}|(?:later|further|subsequently|then|significantly|greatly|much) )|^)"
        r"(?:improved|extended|generali[sz]ed|superseded|succeeded|followed up|refined|enhanced|popularized|popularised|"
        r"continued|built (?:up)?on|developed(?: further)?|adapted|borrowed|adopted|expanded|improved upon|advanced|inherited|evolved)"
        r"(?: further| upon| later| up)?(?: [\w-]+){0,6}? (?:by|in|into)\b(?! (?:an?|another|one|two|each|every|the (?:same|second|two))\b)",
        description="this paper is extended by the other",
        example="The idea was later improved by PETR.",
        reach=6,
    ),
    Cue(
        "inspired-later",
        _L,
        Relation.INFLUENCED,
        r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!heavily )(?<!been )(?<!be )\b(?:inspir(?:es|ed|ing)|influenc(?:es|ed|ing)|motivat(?:es|ed)|led to|gave rise to|"
        r"pav(?:es|ed|ing) (?:the )?(?:way|road|path) (?:for|to|of|towards)|spawned|sparked|laid the (?:groundwork|foundations?) (?:for|of)|evolved into|enabled)\b(?! by\b| from\b)",
        description="this paper inspired the other",
        example="This work inspired CenterNet.",
        reach=9,
    ),
    Cue(
        "basis-for",
        _L,
        Relation.INFLUENCED,
        r"(?<!as )(?<!as the )(?<!as a )\b(?:basis|foundations?|(?<!keeping the )(?<!keeps the )(?<!keep the )(?<!using the )(?<!uses the )(?<!use the )backbone|building blocks?|starting point|precursors?|predecessors?|cornerstone|"
        r"stepping stone|groundwork|forerunner|inspiration|prequel|template|blueprint|(?<=be the )base|(?<=became the )base|(?<=become the )base|(?<=forms the )baseline|(?<=as the )baseline|(?<=became the )baseline) (?:of|for|to|behind|in)\b",
        description="this paper is the basis of the other",
        example="It became the foundation of many works such as D3VO.",
        reach=9,
    ),
    Cue(
        "successor-named",
        _L,
        Relation.INFLUENCED,
        r"\b(?:succeeded by|(?:its|their|the) (?:\w+ )?(?:successors?|follow[- ]?ups?(?: works?| papers?)?|sequels?)(?: works?| papers?| versions?)?"
        r"(?!\s?(?:of|to|from)\b(?! «))(?:[ ,:]+(?:is|are|was|of|named|called|by))?|see (?:also )?(?:the |its )?(?:follow[- ]?ups?|successors?|extensions?)(?: works?)?|"
        r"successors? (?:is|are|such as|include|like)|follow[- ]?up works? (?:is|are|such as|include|like)|"
        r"predates?|precedes|laid foundation)\b",
        description="the successor of this paper is named",
        example="Its successor is SOLOv2.",
        reach=3,
    ),
    Cue(
        "later-works",
        _L,
        Relation.MENTIONS,
        r"\b(?:later|subsequent|follow-?up|future|more recent|newer|recent|upcoming|concurrent|contemporary|parallel) (?:\w+ ){0,2}?(?:works?|papers?|papers|models?|versions?|methods?|approaches|research|efforts?|studies)\b(?! (?:to|of|on)\b)"
        r"(?:,? (?:such as|like|including|e\.g\.,?|from|by|in|of|is|are|has|have))?",
        description="later works are listed",
        example="Later works such as SwAV go further.",
        reach=6,
        free=True,
    ),
    Cue(
        "used-in-later",
        _L,
        Relation.MENTIONS,
        rf"\b(?:{_BE}|also|later) {_HOW}(?<!one )(?:used|seen|found|shown|shared|investigated|explored|applied|discussed|addressed|mentioned|noted|described|studied|verified|confirmed|implemented|leveraged|employed|utili[sz]ed)"
        r"(?: [\w-]+){0,3}? (?:in|by|per)\b",
        description="something of this paper is also found in the other",
        example="This trick is also used in ROLO.",
        reach=5,
        free=True,
    ),
    Cue(
        "builds-on-this",
        _L,
        Relation.INFLUENCED,
        r"\b(?:built|developed|derived|trained) «\d+» (?:on|from|out of|on top of|around) «S»|«\d+»(?:'s)?(?: [\w-]+){0,3}?(?: is| was| are| also)?(?: [\w-]+){0,2}? (?:extends?|extended|keeps? [\w -]{3,40} of|starts? from|leans? on|borrows? from|builds? (?:up)?on(?: top of)?|improves? (?:up)?on|improves|based on|"
        r"inspired by|derived from|generali[sz]es|follows|uses|adopts|modifies|replaces|a (?:variant|variation|extension|successor|follow-?up|generali[sz]ation) (?:of|to)|an (?:extension|improvement|improved version) (?:of|to)) (?:the |upon )?«S»",
        Place.INSIDE,
        "the other builds on this paper",
        "YOLOv4 builds on YOLOv3 (in a post about YOLOv3).",
        free=True,
    ),
)
