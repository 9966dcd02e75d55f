# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Splits a marked sentence into clauses and finds who their subject is."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from paperkg.extract.relations.view import MARK

_SPLIT = re.compile(
    r"""(?=[\s;,:()])(?:  # every match begins so; elsewhere nothing else need be tried
        \s*(?:;|\s[—–]\s|\s--\s|(?<=\w):\s(?=(?:the|it|they|this|we)\b))\s*
      | ,?\s+\b(but|while|whereas|although|though|however|yet|because|which|who|whose|where|so\sthat
               |except\sthat|despite|unless|when|if|since|wherein|and\s(?:then\s)?(?=(?:they|it|we|the\sauthors
               |this|thus|hence|therefore|is|are|was|has|uses?|can|does|do|outperforms?|achieves?
               |shows?|finds?|introduces?|proposes?|adds?|replaces?|extends?|improves?|trains?
               |applies|apply|then|also|even|only|performs?|predicts?|reduces?|removes?|tests?|tested|evaluates?|evaluated|compares?|compared|reports?|reported|gets?|reach(?:es)?|beats?|obtains?)\b))\b[ ,]*
      | \s+(how)\s(?=«)
      | ,?\s+(?:just\s|much\s)?(as|like)\s(?=[\w«» -]{2,30}?\b(?:extends|builds|uses|does|do|did|improves)\b)
      | \s*(\((?=(?:e\.g|i\.e|like|such\sas|similar|unlike|as\sin|as\sopposed|see|cf|vs|compared|instead|rather
               |not|without|though|but|which|for\sexample|also|used|same|from|based|inspired|originally
               |proposed|by|previously|or|in\s)\b))\s*
      | \s*(\))\s*)""",
    re.VERBOSE | re.IGNORECASE,
)
_INTRO = re.compile(
    r"^(?:in|on|like|unlike|similar(?:ly)?|compared|contrary|following|inspired|based|to|for|with|given"
    r"|as|after|before|by|using|instead|rather|at|from|besides|different|motivated|building|different"
    r"|along|among|over|under|during|thanks|due|without|via|through|when|while|if|since|although)\b"
    r"[^,]{0,160},\s*",
    re.IGNORECASE,
)
_OWN_NOUN = (
    r"(?:paper|work|article|study|research|report|approach|method|methods|model|models|network|networks|"
    r"architecture|framework|system|algorithm|module|pipeline|backbone|detector|loss|idea|technique|"
    r"project|encoder|decoder|design|implementation|authors?|researchers|solution|proposal|head|branch|tower|stem|generator|discriminator|policy|policies|objective|training|scheme|optimizer|"
    r"procedure|formulation|proposed|layer|block|codebase|code|training code|backbone network)"
)
_SUBJECT = re.compile(
    r"«S»|«\d+»"
    r"|\b(?:we|our|they|their|it|its|he|she)\b|(?<!of )(?<!other )(?<!some )(?<!many )\bauthors\b"
    rf"|\b(?:this|these|the|the present|the proposed|the current|the new|proposed|here,? the)\s(?:\w+\s){{0,2}}?{_OWN_NOUN}\b"
    r"|\b(?:this|these)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|prior|existing|subsequent(?:ly)?|traditional(?:ly)?|conventional(?:ly)?|typical(?:ly)?|usual(?:ly)?"
    r"|commonly|often|widely|currently|nowadays|historically|others|most|many|several|another|various|some|other than|original"
    r"|different methods|follow-?ups?|researchers have|people|over the years|the field|both methods|similar works?|et al|(?:earlier|formerly|before|originally|in the past|classically)(?=,)"
    r"|(?:was|were|been|had|have) (?:then )?(?:mostly|mainly|largely|all|chiefly|long)|until (?:then|now|recently)|back then|at (?:the|that) time|so far"
    r"|(?:recent|later|earlier|early|other|classic|classical|common|competing|popular|modern|newer|older|similar|related|rival|state[- ]of[- ]the[- ]art|sota)"
    r" (?:[\w-]+ ){0,2}?(?:methods?|approach(?:es)?|works?|papers?|models|attempts?|systems|versions|techniques|detectors|networks|algorithms|architectures|efforts|stud(?:y|ies)|solutions|proposals|baselines?|variants|research))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:it|its|they|their|this|these|he|she)\b(?!\s(?:paper|work|article))", re.IGNORECASE
)
_PLURAL_OTHERS = re.compile(
    r"\b(?:methods|approaches|works|papers|detectors|models|techniques|networks|algorithms|frameworks"
    r"|architectures|systems|people|researchers|one-stage|two-stage)\s*(?:\w+\s?){0,2}$",
    re.IGNORECASE,
)
_WITH_OWN = re.compile(r"»(?:'s)?(?:,| and| or| &|, and)\s(?:the\s)?«S»")
_OWN_OWNER = re.compile(r"\b(?:our|their|its|these|the authors'?s?|proposed)\b|«S»", re.IGNORECASE)


_OF_OTHER = re.compile(r" (?:of|behind|from|in) (?:the )?«\d+»")
_VERB_FIRST = re.compile(
    r"^,? ?(?:(?:and|also|then|but) )*(?:$|(?:is|are|was|were|has|have|can|does|do|[a-z]{2,}(?:es|ed))\b)"
)
_VERB_BEFORE = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|uses?|takes?|keeps?|gets?|comes?|goes|go|runs?|pass(?:es)?|flows?|meets?|[a-z]{3,}(?:es|ed) (?:by|with|from|on|to|for|in|via))\b"
)
"""Before a name: the name is no subject, something without a name is."""
_WITHIN = re.compile(r"(?i)^(?:in|for) (?:the )?«\d+»(?:'s? \w+)?, ")
_SELF = re.compile(r"(?i)«S»|\b(?:we|they|authors?|paper|work)\b")
_HEIR = re.compile(
    r"(?i)(?:its|their) (?:\w+ )?(?:successors?|follow-?ups?|sequels?|descendants?|heirs?|competitors?|rivals?|predecessors?)\b"
)
_SAID_OF = re.compile(
    r"\b(?:what|than|how|as) (?:the )?«\d+» (?:does|do|did|has|had|is|was|proposed|introduced)\b"
)
_PART_LABEL = re.compile(
    r"(?i)^(?:[-*+] )?(?:the |its |their |our )?(?:[\w/-]+ ){0,2}?(?:backbone|encoder|decoder|objective|loss|training|optimizer|"
    r"model|architecture|method|initiali[sz]ation|head|features|approach|setup|base|detector|generator|network|design)s?:"
)
_RELATIVE = frozenset(("which", "who", "that", "whose", "where", "wherein", "("))


class Who(Enum):
    """Who a clause speaks of."""

    OWN = "own"  # the post's paper, said so
    IMPLIED = "implied"  # nobody else is named
    PRONOUN = "pronoun"  # it, they, this
    OTHER = "other"  # other works in general
    FOREIGN = "foreign"  # a named other work


class Clause(NamedTuple):
    """A clause.

    Attributes:
        text: Its text in marks.
        opener: The word it was split off at, lower case; ``(`` for a bracket, or empty.
        before: The clause before it in the sentence, or empty.
    """

    text: str
    opener: str = ""
    before: str = ""


def split_clauses(text: str) -> list[Clause]:
    """Split a marked sentence.

    >>> [c.text for c in split_clauses("«S» extends «0», while «1» does not")]
    ['«S» extends «0»', '«1» does not']
    """
    clauses: list[Clause] = []
    at = 0
    opener = ""
    before = ""
    outer = ""
    for match in _SPLIT.finditer(text):
        part = text[at : match.start()].strip(" ,")
        if part:
            clauses.append(Clause(part, opener, before))
            before = f"{before} {part}" if opener == ")" else part
        opener = (
            (
                match.group(1)
                or match.group(2)
                or match.group(3)
                or match.group(4)
                or match.group(5)
                or ";"
            )
            .lower()
            .strip()
        )
        if opener == "(":
            outer = before
        elif opener == ")":
            before = outer or before
        at = match.end()
    part = text[at:].strip(" ,")
    if part:
        clauses.append(Clause(part, opener, before))
    return clauses


def subject_of(left: str, clause: Clause, topic: Who = Who.OWN) -> Who:
    """Return who the subject is of a cue with ``left`` before it in its clause.

    Args:
        left: The text of the clause before the cue.
        clause: The clause.
        topic: Whom a pronoun means.
    """
    located = _WITHIN.match(left) is not None
    goes_on = clause.opener in (")", "and") and _VERB_FIRST.match(left) is not None
    rest = f"{clause.before} {left}" if goes_on else left
    for _ in range(3):
        intro = _INTRO.match(rest)
        if intro is None:
            break
        rest = rest[intro.end() :]
    if not rest.strip() and clause.opener in (
        "which",
        "who",
        "that",
        "whose",
        "where",
        "wherein",
        "(",
    ):
        return _antecedent(clause.before)
    if not rest.strip() and clause.before and clause.opener not in ("", ";", ")"):
        return _head(clause.before, topic)
    who = _head(rest, topic)
    return Who.FOREIGN if located and _SELF.search(rest) is None else who


def _head(rest: str, topic: Who) -> Who:
    rest = _SAID_OF.sub(" ", rest)
    match = _PART_LABEL.match(rest) or _SUBJECT.search(rest)
    if match is None:
        plural = _PLURAL_OTHERS.search(rest) is not None and _OWN_OWNER.search(rest) is None
        return Who.OTHER if plural or _OTHERS.search(rest) else Who.IMPLIED
    word = match.group()
    others = _OTHERS.search(rest[: match.start()]) or _HEIR.match(rest, match.start())
    if others or (word[0] != "«" and _OTHERS.search(word)):
        return Who.OTHER
    if word[0] == "«":
        return _named_head(rest, match)
    if _PRONOUN.match(word):
        return Who.PRONOUN if topic is Who.OWN else topic
    return Who.FOREIGN if _OF_OTHER.match(rest, match.end()) else Who.OWN


def _named_head(rest: str, mark: re.Match[str]) -> Who:
    """Return who the subject is if a name is the first thing that may be it."""
    if mark.group() == "«S»" or _WITH_OWN.search(rest[mark.start() :]):
        return Who.OWN
    return Who.IMPLIED if _VERB_BEFORE.search(rest, 0, mark.start()) else Who.FOREIGN


def _antecedent(before: str) -> Who:
    """Return whom a relative clause speaks of: what stands last before it."""
    marks = list(MARK.finditer(before))
    if marks and len(before[marks[-1].end() :].split()) <= 3:
        return Who.OWN if marks[-1].group() == "«S»" else Who.FOREIGN
    if _OTHERS.search(before):
        return Who.OTHER
    return Who.IMPLIED
