# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Comparison, likeness, examples and pointers: named, but not built on."""

from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.model import Relation

_K = Group.LIKENESS

LIKENESS: tuple[Cue, ...] = (
    Cue(
        "variant-with-change",
        Group.LINEAGE,
        Relation.VARIANT_OF,
        r"(?:\b(?:similar|identical|equivalent|close|comparable) to|\b(?:same as|just|like|essentially|basically|mostly))"
        r" (?:the |a |an |that of |those of )?(?:original |standard |vanilla |plain )?(?:\w+ )?«\d+»(?: \w+){0,2}?"
        r",? (?:but )?(?:with|except|apart from|plus|aside from)\b(?: for)?(?: the)?(?: following)?"
        r"(?: (?:one|two|three|four|five|six|several|some|a few|few|minor|small|slight|key|major|main|important|additional|a|an|the|following))*"
        r"(?: [\w-]+){0,3}? (?:changes?|differences?|modifications?|tweaks?|alterations?|adjustments?|exceptions?|additions?|improvements?|that|for)\b",
        Place.INSIDE,
        "the paper is the other one with a stated change",
        "The model is similar to BERT with three differences.",
        firm=True,
    ),
    Cue(
        "better-than",
        _K,
        Relation.COMPARES_WITH,
        r"\b(?:outperform\w*|surpass\w*|beats?|beating|exceed\w*|(?:better|worse|faster|slower|smaller|larger|stronger|higher|lower|more \w+|less \w+|fewer \w+|cheaper|simpler|superior|inferior|greater|easier|closer|similar performance)"
        r"(?: [\w-]+){0,4}? than|(?:superior|inferior|closer|similar performance)(?: [\w-]+){0,4}? to|than|on par(?:t)? with|competitive with|comparable (?:with|to)|favou?rably|lags? behind|as (?:good|fast|accurate|effective) as|match(?:es|ing)? (?:the performance of|or exceeds)|"
        r"improves? (?:results? )?over|gains? over|(?<=\w )(?<!an )improvements? over|advantages? over|vs\.?|versus|compar\w+ (?:\w+ )?(?:to|with|against)|comparisons? (?:to|with|against|between)|relative to|with respect to|"
        r"benchmark\w* (?:\w+ ){0,2}?against|evaluat\w+ (?:\w+ ){0,2}?against|tested against|baselines?(?: \w+){0,3}?(?: is| are| of| like| such as|:)?|previous sota|prior sota|the sota|sota (?:method|model|such as)?|state[- ]of[- ]the[- ]art(?: \w+)? (?:such as|like)?|compete with|compared|instead)\b",
        description="performance or properties are compared",
        example="It outperforms DETR3D by 9 points.",
        reach=7,
        free=True,
    ),
    Cue(
        "compared-subject",
        _K,
        Relation.COMPARES_WITH,
        r"«\d+»(?: and «\d+»)?(?: (?!to\b)[\w-]+){0,2}? (?<!to )(?:outperforms?|achieves?|performs?|gets?|is better|is worse|works better|obtains?|scores?|beats?|yields?|reaches)\b",
        Place.INSIDE,
        "results of the other work are given",
        "SSD achieves 74 mAP.",
        free=True,
    ),
    Cue(
        "improved-by-using",
        _K,
        Relation.MENTIONS,
        r"\b(?:test|tests|tested|testing|evaluat\w+|experiment\w*|ablat\w+|appl(?:y|ies|ied|icable|ication) (?:\w+ ){0,3}?to|works? (?:well )?(?:on|with|for)|experimentally|demonstrat\w+|plug(?:s|ged)? into|"
        r"validat\w+|verif\w+|probe[sd]?|explor\w+|analy[sz]\w+|investigat\w+|visuali[sz]\w+|(?<!the )(?<!this )(?<!a )stud(?:y|ies|ied)|attack\w*|benchmark\w*|generali[sz]es to|transfer\w* to|compatible with|can be used (?:with|in|by)|when used with|serv(?:e|es|ing))\b",
        description="the other work is what the method is tried on",
        example="They evaluate it on ResNet and VGG.",
        reach=6,
        free=True,
    ),
    Cue(
        "similar-to",
        _K,
        Relation.COMPARES_WITH,
        r"\b(?:(?:similar|similarly|akin|analogous|related|comparable|close|closest|equivalent|identical|parallel|corresponds?|equal|resemblance|reminiscent|relevant|tantamount)(?: in \w+| \w+ly)? (?:to|of|with)|"
        r"similarit(?:y|ies) (?:to|with|of)|resembl\w+|reminds? (?:me|us|one)? ?of|same (?:as|with)|sibling (?:of|to|with)|(?:also|both|quite|just|much|exactly|very much) like|like|just as|as (?:do|does|did|was done|done|is done|shown|noted|pointed out|suggested) (?:in|by)|as (?:in|with)|as well as in|"
        r"concurrent (?:with|to|work)|contemporary|in parallel (?:to|with)|similar (?:idea|works?|approach|trick|method|concept|formulation|architecture|conclusion|observation|to what|in spirit))\b(?! in that)",
        description="the other work is alike",
        example="The setup is similar to that of SimCLR.",
        reach=7,
        free=True,
    ),
    Cue(
        "example",
        _K,
        Relation.MENTIONS,
        r"(?:\b(?:such as|e\.g\.?,?|for example,?|for instance,?|i\.e\.?,?|including|namely|among others|(?<!the )(?:popular|well[- ]known)|ranging from)(?=[\s,:(]))",
        description="the other work is an example of a class",
        example="Detectors such as SSD need anchors.",
        reach=4,
        free=True,
    ),
    Cue(
        "pointer",
        _K,
        Relation.MENTIONS,
        r"(?:^|\b)(?:see|cf\.?|refer to|check(?: out)?|more details? (?:in|see)|details? in|review (?:of|on)|also in|per(?!-)|according to|in (?:a|the) (?:blog|post|review|section)|read|c\.f\.?|ref(?:erence)?s?:?|code (?:on|at|for)|github|answer|sec\b)\b",
        description="the reader is pointed to the other work",
        example="See FCOS for more details.",
        reach=4,
        free=True,
    ),
)
