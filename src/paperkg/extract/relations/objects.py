# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Finds the objects of a cue: the name after (or before) it, and the names coordinated with it."""

from __future__ import annotations

import re

from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.extract.relations.view import MARK
from paperkg.model import Relation

_BLOCK = re.compile(
    r"[;!?]|\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|should|may|might|must"
    r"|to|than|instead|rather|without|unlike|for|on|like|such as|while|but|which|that|who|where|when|if"
    r"|because|since|so|not|no|nor|neither|never|as|into|onto|via|between|with|against|over|under|after|before"
    r"|due|how|what|why|whether|uses?|using|see|cf|vs|versus|e\.g|i\.e|similar|compared?|both of which|data ?sets?|benchmarks?|annotations?|labels)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:to|with|for|on|over|as|that|into|between|like|such as|both of which|data ?sets?|benchmarks?|annotations?|labels)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,:(]")
_LISTED_AFTER = re.compile(
    r"\w(?<!works)(?<!papers)(?<!ideas)(?<!methods)(?<!models)(?<!techniques)(?<!components): $"
)
"""The object has been named, and a list begins: "based on the state: UPDATE, COPY"."""
_LINKS = re.compile(
    r"^(?:'s)?(?P<tail>(?: [\w/-]+){0,3}?)\s*(?:\((?:[^()]{0,40})\)?\s*)?"
    r"(?P<joined>,\s*(?:and|or|as well as|plus)?|\band\b|\bor\b|&|\+|/|\bas well as\b|\bplus\b|\bwith\b(?= $))\s*"
    r"(?P<head>(?:(?:the|a|an|of|both|its|their|also|from|in|on|that of|ideas?|recent|standard) |[\w-]+ ){0,4}?)$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^(?: of| from)(?: the| an?)? $")
_FRAMEWORK = re.compile(r"^(?:'s)?(?: [\w-]+){0,2} (?:of|from)(?: the| an?)? $")
_ASIDE = re.compile(r"^ (?:with|for|on|in) (?:(?:an?|the) )?(?:[\w/-]+ ?){1,3}(?=,| and| or)")
_VERB = re.compile(r"^(?: \w+)? (?:is|are|was|were|has|have|can|does|do|[a-z]{3,}s)\b")
_BARE = re.compile(
    r"^,\s*(?:(?:the|a|an|of|both|its|their|also|from|in|on|ideas?|recent|standard|\w+(?:ed|al|ic|ive)) (?:[\w-]+ ){0,2}?)?$"
)
_CROSSED = re.compile(
    r"^(?:'s)?(?: [\w-]+){0,3}?(?:,[^,;]{0,50},)? (?:with|to|onto|and) (?:(?:an?|the) )?(?:[\w-]+ ){0,2}?$"
)
_APPOSITION = re.compile(
    r"^\s*\(?\s*(?:aka\s|a\.k\.a\.?\s|or\s|i\.e\.?,?\s)?$|^(?:'s| paper| \w+ paper)? \($"
)
_AN_EXPLANATION = re.compile(r"^(?: [\w-]+){0,3}, (?:a|an|the first|which|one of) ")
_COMPOUND = re.compile(r"[- ]?based\b")
_DOING = re.compile(r"^\s*\w+ing\b")
_WITH = re.compile(r"\b(?:with|by|to)\b")
_DETERMINERS = re.compile(
    r"^\s*(?:(?:the|a|an|its|their|this|of|original|standard|vanilla|plain|classic|classical|conventional|traditional|regular"
    r"|normal|popular|existing|well-known|seminal|famous|previous|earlier|idea|ideas|concept|concepts|work|works|paper"
    r"|both|simple|basic|general|so-called|typical|usual|proposed|authors'?|loss|on|upon|fully|connected"
    r"|\w+(?:ed|al|ic|ive|ous))\s+)*$",
    re.IGNORECASE,
)


def objects_after(text: str, at: int, cue: Cue) -> list[int]:
    """Return the numbers of the marks that are objects of a cue ending at ``at``.

    ``-1`` stands for the post's own paper.
    """
    found: list[int] = []
    reached = at
    for mark in MARK.finditer(text, at):
        gap = text[reached : mark.start()]
        if not found:
            if len(gap.removesuffix("(").split()) > cue.reach or _stops(gap, cue):
                break
        elif _APPOSITION.match(gap) is not None:
            reached = mark.end()
            continue
        elif not cue.chain or not _goes_on(gap, text[mark.end() :], cue):
            break
        elif cue.name == "replaced" and _WITH.search(gap):
            break  # what takes the place of the other
        elif _OWNER.match(gap):
            found.pop()
        found.append(number_of(mark.group()))
        reached = mark.end()
    return found


def objects_before(text: str, at: int, cue: Cue) -> list[int]:
    """Return the numbers of the marks that are objects of a cue starting at ``at``."""
    marks = [m for m in MARK.finditer(text) if m.end() <= at]
    found: list[int] = []
    reached = at
    for mark in reversed(marks):
        gap = text[mark.end() : reached]
        if not found:
            words = len(gap.split())
            if words > cue.reach or "," in gap or (words and _stops(gap, cue)):
                break
        elif not cue.chain or not _coordinated(gap, ""):
            break
        found.append(number_of(mark.group()))
        reached = mark.start()
    return found


def last_inside(matched: str) -> list[int]:
    """Return the number of the last mark in a matched cue."""
    return objects_inside(matched)[-1:]


def objects_inside(matched: str) -> list[int]:
    """Return the numbers of all marks in a matched cue."""
    return [number_of(m.group()) for m in MARK.finditer(matched)]


def is_direct(text: str, at: int, cue: Cue) -> bool:
    """Whether nothing but determiners stands between the cue and its first object."""
    if cue.place is not Place.AFTER:
        return True
    mark = MARK.search(text, at)
    return mark is not None and _DETERMINERS.match(text[at : mark.start()]) is not None


def number_of(mark: str) -> int:
    """Return the number in a mark; -1 for the own paper."""
    inner = mark[1:-1]
    return -1 if inner == "S" else int(inner)


def _stops(gap: str, cue: Cue) -> bool:
    if not gap.strip():
        return False
    if cue.group is Group.LATER and _DOING.match(gap):
        return True
    if cue.name == "replaced" and _WITH.search(gap):
        return True
    if cue.free and cue.place is Place.AFTER:
        return bool(re.search(r"[;!?]|, (?:we|they|it|the|this|«)", gap))
    plain = gap.strip(" :").removesuffix("(") if cue.place is Place.AFTER else gap.strip()
    return any(
        stop.search(part) is not None
        for stop, part in ((_LISTED_AFTER, gap), (_COMMA, plain), (_BLOCK, gap))
    )


def _goes_on(gap: str, after: str, cue: Cue) -> bool:
    """Whether another object follows: coordinated, the owner of the one before, or crossed."""
    if _OWNER.match(gap) or _FRAMEWORK.match(gap) or _coordinated(gap, after):
        return True
    aside = _ASIDE.match(gap)
    if aside is not None and not _VERB.match(after):
        return _coordinated(gap[aside.end() :], after)
    return cue.relation is Relation.COMPONENT and _CROSSED.match(gap) is not None


def _coordinated(gap: str, after: str) -> bool:
    match = _LINKS.match(gap)
    if match is None:
        return False
    if gap.startswith(",") and not match["joined"].strip(", ") and not _BARE.match(gap):
        return False
    if _AN_EXPLANATION.match(gap) or (gap.strip() == "," and _COMPOUND.match(after)):
        return False
    return _BLOCK.search(match["tail"]) is None and _BLOCK.search(match["head"]) is None
