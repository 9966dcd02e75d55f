# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""What surrounds a sentence: its section, the item it belongs to, whom *it* means."""

from __future__ import annotations

import re
from enum import Enum

from paperkg.extract.relations.clauses import Who
from paperkg.extract.relations.view import MARK
from paperkg.model import BlockKind, Post


class Mood(Enum):
    """How far a section may be trusted to speak of the post's own paper."""

    PLAIN = "plain"
    MILD = "mild"  # discussion, motivation: a word of derivation or an explicit subject is needed
    CAUTIOUS = "cautious"  # related work, comparison, results, notes: an explicit subject is needed
    ASIDE = "aside"  # references, questions, later work: no lineage


_ASIDE = re.compile(
    r"\b(?:references?|bibliography|further reading|see also|questions?|future (?:work|directions?|ideas?)|later work|follow[- ]?ups?|"
    r"successors?|impact|legacy|influence on|resources|links|links?|todo|ideas? for|open problems?|citations?|"
    r"modern (?:variants|developments)|variants|extensions of|what came (?:next|after)|afterwards|aftermath)\b",
    re.IGNORECASE,
)
_CAUTIOUS = re.compile(
    r"\b(?:related|previous|prior|comparisons?|compared|vs|versus|baselines?|differences?|results?|experiments?|evaluation|performance|benchmarks?|"
    r"ablations?|overview of|survey|alternatives|other|criticisms?)\b",
    re.IGNORECASE,
)
_MILD = re.compile(
    r"\b(?:limitations?|discussion|background|history|review|thoughts|comments?|motivation|applications?)\b",
    re.IGNORECASE,
)
_SPECULATIVE = re.compile(
    r"\b(?:could|might|perhaps|maybe|possibly|possible to|would|should|(?<!-)future(?! (?:frames?|states?|observations?|rewards?|trajector\w+|tokens?|images?|actions?|values?|events?|positions?|words?|videos?|returns?|information|context|time ?steps?|motions?|poses?|latents?|embeddings?)\b)|next steps?|one can|it is interesting|"
    r"can (?:also )?be (?:easily |readily |further |naturally |directly )?(?:achieved|obtained|solved|addressed|mitigated|alleviated|combined|applied|extended|integrated|plugged|used (?:with|in|by|for|to)|adapted|replaced|improved|generali[sz]ed|added|incorporated)|if we|if they|can we|why not|how about|"
    r"what if|todo|potentially|in principle|in theory|hopefully|imagine|i wonder|i think|i thought|my (?:first|initial) (?:thought|impression)|i guess|wish|worth (?:trying|exploring)|ideally|"
    r"we (?:can(?! (?:see|say|conclude|observe|note)\b)|may|need)|over (?:the )?(?:years|time)|historically|nowadays|these days|alternatively|optionally|hypothe\w+)\b|\?$",
    re.IGNORECASE,
)
_EXPERIMENTS = re.compile(
    r"\b(?:tests?|tested|testing|evaluat\w+|experiment\w*|benchmark\w*|ablations?|results|findings?|they (?:find|found|note|observe|see)|compar\w+)\b",
    re.IGNORECASE,
)
_SEEN_AS = re.compile(
    r"\b(?:can|could|may|might) (?:also )?(?:be )?(?:seen|viewed|regarded|considered|thought of|understood|interpreted)\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"\b(?:(?-i:m?AP)\d*|accuracy|percent(?:age)?|outperform\w*|achiev\w+|better|faster|slower|worse|results?|experiment(?!ing with|ally)\w*|evaluat\w+|ablat\w+|"
    r"performance|compar(?!es? the (?:[\w-]+ )?(?:embeddings?|features?|representations?|outputs?|distances?|vectors?)\b|isons? (?:of|between pairs))\w+(?<!paired comparisons)|(?<!average )baselines?|improvement|boosts?|gains?|sota|state[- ]of[- ]the[- ]art|fps|miou|psnr|fid (?:is|was|scores?)|lpips|bleu|rouge|inception score|top-?1|test(?:ing|ed)?|"
    r"benchmark\w*|validat\w+|score|lower(?! bounds?)|higher(?![ -]order))\b|(?<!rate of \d)(?<!rate of )\d ?%",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:usually|commonly|often|typically|traditionally|generally|historically|widely|normally|most (?:of the )?(?:methods|works|approaches|papers|models)"
    r"|many (?:methods|works|approaches|papers|models)|previous(?:ly)?|prior works?|existing|some (?:methods|works)|people|in (?:the )?(?:past|industry)|nowadays|others?)\b"
    r"|^one [a-z]{3,}s\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:(?<!or )not|n't|never|no|none|nothing|nowhere|neither|nor|cannot|without|hardly|no longer|instead of|rather than|unlike|fail(?:s|ed)? to|refus\w+)\b"
    r"(?! only| just| merely| surprisingly)(?:[ \w'-]{0,40})$|n't(?:[ \w'-]{0,30})$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^«(\d+|S)»(?:'s)?\s*(?:\([^)]{0,60}\))?\s*(?:[:—–]|-\s|$)")

_LEAD_IN = re.compile(
    r"(?:\b(?:(?:combin|unif|merg|fus|assembl|integrat)(?:es?|ies|ed|ing)|builds? (?:up)?on|built (?:up)?on|based on|rests on|stands on|relies on|draws on|borrow(?:s|ed|ing)?|takes? over|inherit(?:s|ed)?"
    r"|ingredients?|components?|building blocks?|consists? of|composed of|made (?:up )?(?:of|from)|put together|puts together|brings together|inspired by|extends?|adopts?|parents?|predecessors?|ancestors?|foundations?|origins?|roots"
    r"|bricks|pieces|parts|improvements|extensions|tricks|ideas|techniques|known (?:things|ideas|tricks|parts)|stacks)\b(?![^:.]*\b(?:baselines?|compar\w+|evaluat\w+|test\w*|related|limitations?|problems?|results?|not|without|future|later|future|data ?sets?|benchmarks?|ablat\w+|versus|vs)\b)[^:.\n]{0,90}:\s*)$"
    r"|^(?:#+ ?)?(?:the |its |main |key )?(?:builds? (?:up)?on|based (?:up)?on|extends|ingredients|components|building blocks|foundations?|inspired by|inspirations?|inspiration|predecessors?|parents?|ancestors?|ancestry|lineage|derived from|borrowed(?: from| ideas)?|borrows from"
    r"|roots|origins?|pedigree|heritage|uses|prior work (?:it|the paper) builds on|what (?:it|the paper) (?:builds on|takes|borrows|uses|combines)|where it comes from|stands on|combined (?:models?|methods|ideas|improvements|components|techniques|tricks)|(?:models|methods|ideas|improvements|components|techniques|tricks) (?:that are )?combined)[:.]?$",
    re.IGNORECASE,
)
"""Ends of what introduces a list of works that the paper builds on, or a heading of that kind."""

_START = re.compile(
    r"^(?:(?:the|both|original|on the other hand,?|in contrast,?|in comparison,?|then|also|for|however,?|first|for example,?|instead,?) ){0,3}"
    r"«(?:\d+|S)»(?:(?:, | and |/| & |, and )«(?:\d+|S)»)*(?:'s)?(?: \w+)?(?: \([^)]{0,60}\))?,? "
    r"(?:also |only |first |then |further |instead |itself |simply |directly |actually |already |still |both |just )?"
    r"(?:is|are|was|were|has|have|had|can|could|does|do|did|will|[a-z]+(?:es|s|ed)|use|extend|build|propose|focus|show|predict|work|try|aim|require|achieve)\b",
    re.IGNORECASE,
)
_OWN_START = re.compile(
    r"^(?:here,? |in this (?:paper|work),? )?(?:the (?:authors?|paper|proposed \w+)|this (?:paper|work|article|study)|we|they)\b",
    re.IGNORECASE,
)


def mood_of(post: Post, block: int) -> Mood:
    """Return the mood of the section in which a block stands."""
    section = post.blocks[block].section
    mood = Mood.PLAIN
    for _ in range(6):
        if section < 0 or section == post.heading:
            break
        heading = post.blocks[section]
        title = post.text(heading)
        if heading.level > 1 or section > 0:
            if _ASIDE.search(title) and len(title) < 60:
                return Mood.ASIDE
            if _CAUTIOUS.search(title) and len(title) < 80:
                mood = Mood.CAUTIOUS
            elif mood is Mood.PLAIN and _MILD.search(title) and len(title) < 80:
                mood = Mood.MILD
        section = heading.section
    return mood


def is_speculative(clause: str) -> bool:
    """Whether a clause says what could be, not what is."""
    return _SPECULATIVE.search(_SEEN_AS.sub("", clause)) is not None


def is_result(sentence: str) -> bool:
    """Whether a sentence reports results, so that a name in it may be a mere setting."""
    return _RESULTS.search(sentence) is not None


def in_experiments(post: Post, block: int) -> bool:
    """Whether an item stands under one that introduces experiments."""
    parent = post.blocks[block].parent
    for _ in range(8):
        if parent < 0:
            return False
        if _EXPERIMENTS.search(
            post.source.text, post.blocks[parent].start, post.blocks[parent].end
        ):
            return True
        parent = post.blocks[parent].parent
    return False


def is_habit(clause: str) -> bool:
    """Whether a clause says what others do."""
    return _HABIT.search(clause) is not None


def is_negated(left: str) -> bool:
    """Whether a negation reaches the end of ``left``."""
    return _NEGATION.search(left) is not None


class Topics:
    """Remembers whom the text speaks of, so that *it* and list items find their subject."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._moods: dict[int, Mood] = {}
        self._trials: dict[int, bool] = {}
        self._lists: dict[int, bool] = {}
        self._leads: dict[int, Who] = {}
        self._block = -1
        self._topic = Who.OWN

    def mood(self, block: int) -> Mood:
        """Return the mood of the section in which a block stands."""
        section = self._post.blocks[block].section
        if section not in self._moods:
            self._moods[section] = mood_of(self._post, block)
        return self._moods[section]

    def experiments(self, block: int) -> bool:
        """Whether an item stands under one that introduces experiments."""
        parent = self._post.blocks[block].parent
        if parent not in self._trials:
            self._trials[parent] = in_experiments(self._post, block)
        return self._trials[parent]

    def listed(self, block: int) -> bool:
        """Whether a block is an item of a list of works that the paper builds on."""
        if self._post.blocks[block].kind is not BlockKind.ITEM:
            return False
        parent = self._lead_of(block)
        if parent < 0 or parent == self._post.heading:
            return False
        if parent not in self._lists:
            text = self._post.text(self._post.blocks[parent])
            last = re.split(r"(?<=[.!?])\s", text)[-1]
            own = self._inherited(block) is Who.OWN
            self._lists[parent] = own and _LEAD_IN.search(last) is not None
        return self._lists[parent]

    def _lead_of(self, block: int) -> int:
        """Return the block that introduces an item: one above it, a paragraph, or its heading."""
        blocks = self._post.blocks
        if blocks[block].parent >= 0:
            return blocks[block].parent
        before = block - 1
        while before >= 0 and blocks[before].kind is BlockKind.ITEM:
            before -= 1
        if before >= 0 and blocks[before].kind is BlockKind.PARAGRAPH:
            return before
        return blocks[block].section

    def enter(self, block: int, text: str) -> Who:
        """Return whom the text of a sentence speaks of if it does not say so itself."""
        if block != self._block:
            self._block = block
            self._topic = self._inherited(block)
            lead = _LEAD.match(text)
            if lead is not None:
                who = Who.OWN if lead.group(1) == "S" else Who.FOREIGN
                self._leads[block] = who
                self._topic = who
            elif self._post.blocks[block].kind is BlockKind.HEADING:
                marks = MARK.findall(text)
                if marks and "«S»" not in marks:
                    self._leads[block] = Who.FOREIGN
        return self._topic

    def leave(self, block: int, text: str) -> None:
        """Note the subject of the sentence just read."""
        start = _START.match(text)
        if start is None:
            if _OWN_START.match(text):
                self._topic = Who.OWN
            return
        self._topic = Who.OWN if "«S»" in start.group() else Who.FOREIGN
        if self._topic is Who.FOREIGN and self._post.blocks[block].kind is BlockKind.ITEM:
            self._leads.setdefault(block, Who.FOREIGN)

    def _inherited(self, block: int) -> Who:
        parent = self._post.blocks[block].parent
        for _ in range(8):
            if parent < 0:
                break
            if parent in self._leads:
                return self._leads[parent]
            parent = self._post.blocks[parent].parent
        section = self._post.blocks[block].section
        return self._leads.get(section, Who.OWN) if section >= 0 else Who.OWN
