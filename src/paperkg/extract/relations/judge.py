# ruff: noqa: E501 - expressions are data, and read best unbroken
"""Judges one match of a cue: who speaks, of whom, and whether it may be believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from paperkg.extract.names import Mention, is_not_name, is_strong
from paperkg.extract.relations.catalogue import DERIVING, MIXING, ROUTINE, WEAK
from paperkg.extract.relations.clauses import Clause, Who, subject_of
from paperkg.extract.relations.context import (
    Mood,
    is_habit,
    is_negated,
    is_result,
    is_speculative,
)
from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.extract.relations.objects import (
    is_direct,
    last_inside,
    number_of,
    objects_after,
    objects_before,
    objects_inside,
)
from paperkg.extract.relations.view import MARK, Marked
from paperkg.model import Relation

_OTHERS_THAT = re.compile(
    r"(?i)\b(?:methods|approaches|works|papers|detectors|techniques|algorithms|frameworks|architectures|systems"
    r"|baselines|benchmarks|alternatives|those|ones|(?<!this )(?<!that )one)"
    r"(?: (?:that|which)(?: \w+)?)? ?$"
)
"""Ends where a cue speaks of other works in general: "methods based on X"."""


_ELSEWHERE = re.compile(
    r"(?i)\bin (?:an?|the|their|his|her|some|one|another) (?:[\w-]+ )?(?:earlier|previous|prior|other|another|follow-?up|later|subsequent|concurrent|separate|different|recent) (?:work|paper|article|study|post|note)s?\b"
)
_READER = re.compile(
    r"\b(?:I|I'd|I've|I'll|I'm|[Mm]y|to me|for me|[Yy]ou'd|[Yy]ou'll|[Yy]ou (?:would|might|come|should|just|want))\b"
)
"""The reader speaks of himself, or to others like him."""
_AS_BACKBONE = re.compile(
    r"(?i)\bas (?:the |its |their |our )?(?:[\w-]+ )?(?:backbones?|base networks?|feature extractors?)\b"
)
"""What a paper takes for its backbone it is made of, in experiments, too."""
_OF_A_CLASS = re.compile(
    r"(?i)(?:\b(?:problems?|issues?|limitations?|drawbacks?|weakness(?:es)?|shortcomings?) (?:[\w-]+ ){0,3}?(?:by|of|in|with) (?:the )?"
    r"|\b(?:its|their|his|her|our) own (?:[\w-]+ )?|\b(?:different|various|several|many|multiple|diverse|existing|a (?:number|range|variety) of) (?:[\w-]+ ){0,3}?(?:networks|models|architectures|classifiers|detectors|methods|baselines|backbones|systems|algorithms) ?\((?:e\.g\.?,? |such as |like |i\.e\.?,? )?"
    r"|\b(?:two|three|four|five|six|all|both|large|big|popular|famous|modern|recent) (?:[\w-]+ ){0,2}?(?:models|detectors|vocoders|encoders|decoders|networks|backbones|architectures|generators|methods|transformers|baselines) ?\((?:e\.g\.?,? |such as |like |i\.e\.?,? )?"
    r"|^(?:[\w-]+ ){0,2}?(?:models|detectors|vocoders|networks|architectures|generators|methods|transformers) ?(?:\(|: ?)(?:e\.g\.?,? |such as |like )?)$"
)
"""Before an object: it is an example of what a thing is tried on, or has a problem."""
_SOLVES = re.compile(
    r"(?i)\b(?:solv|tackl|address|approach|attack)(?:e|es|ed|ing|s)? (?:[\w-]+ ){0,4}?(?:problems?|issues?) with (?:an? )?$"
)
"""Before an object with which a problem is solved, and whose own it is not."""
_GERUND = re.compile(
    r"(?i)(?:using|applying|adopting|employing|adding|combining|replacing|swapping|(?:pre-?)?training|fine-?tuning)\b"
)
_OF_GERUND = re.compile(
    r"(?i)(?:'s)?(?: [\w-]+){0,5} (?:is|are|was|were|can|could|leads?|helps?|hurts?|will|would|may|might|makes?|has|does|did|improves?|increases?|boosts?|gives?|yields?|reduces?|decreases?|works?|brings?|results?)\b"
)
"""After "using a mask in BERT": the sentence speaks of the deed, not of a paper that does it."""
_GOES_ON = re.compile(
    r"(?i)(?:'s)?(?: \([^()]*\))? (?:also |both |only |already |directly |simply |first )?(?:is|are|was|were|has|uses?|does|can|shows?|proposes?|introduces?|predicts?|achieves?|[a-z]{3,}(?:es|ed))\b"
)
"""After the name that opens an item: the item is a sentence about that work."""
_HERE = re.compile(
    r"(?i)^(?:[-*+] )?(?:here|in (?:this|our|their) (?:paper|work|case|model|method|approach|architecture)),? (?:the |an? )?$"
)
_PURPOSE = re.compile(
    r"(?<=»)(?:'s)?(?: [\w-]+){0,3}? (?:in order |so as )?to (?!(?:the|an?|that|those)\b)[a-z]{2,}"
)
"""What a work is used for is a wish, whatever figures it hopes for."""
_INSIDE = re.compile(r"(?i)\W*in (?:the |an? )?(?:original )?")
"""Before the name of a work: what happens there is said of it ("In DQN the target is kept")."""
_NAMELY = re.compile(r",? \(?(?:namely|that is|i\.e\.),? (?:the )?«\d+»")
"""After a name that another one makes precise."""
_NOTED = re.compile(r"(?:[A-Z][a-z]+|[a-z]{3,})s\b")
"""The verb with which a note opens that leaves its subject out: "Adds a head to BERT"."""
_TO = re.compile(r"(?i)\W*to\W*")
_OWN_NAMED = re.compile(
    r"(?i)«S»|\b(?:the|this) (?:model|method|paper|approach|algorithm|optimizer)\b"
)
_HEADLESS = re.compile(r"(?i)^(?:(?:by|in|when|while|after|before|instead of) )?(?:\w+ly )?$")
_PARTICIPLE = re.compile(r"(?i)\w+ing\b|based\b|inspired\b|motivated\b")
_CREDIT = re.compile(
    r"(?i)^(?:'s?)?(?: [\w-]+){0,2}?(?:,? \(?(?:which |that )?(?:[\w-]+ ){0,2}?(?:due to|by|of|from)| ?[(\[,])? ?(?:the )?$"
)
_CREDITED = re.compile(r"(?i)^(?:'s?)? (?:[\w-]+ ){0,2}?\(?$|^ (?:in|with) (?:the )?(?:\w+ )?$")
_ACRONYM = 3
"""Unknown names up to this length are taken for everyday abbreviations."""
_NOTES = frozenset(("piece-label", "note-by", "note-as-in", "fragment-with"))
_OPENING = 6
"""So many words may stand before the name that an item is about."""
_UNLISTED = re.compile(
    r"(?i)\b(?:not|no|instead|unlike|than|without|replac\w+|vs|against|better|beats?)\b"
)
_COMMA = re.compile(r"[,:;] ")
_CIRCUMSTANCE = re.compile(r"(?i)(?:with|using|by|via|through|on|from|for|\w+ing)\b")
_INSTEAD = re.compile(r"(?i)(?: [\w-]+){0,2} instead\b(?! of\b)")
_TO_COMPARE = re.compile(
    r"(?i)(?: [\w-]+){0,2} (?:to|in order to|just to) (?:compare|test|see|check|measure|evaluate|contrast|benchmark)\b|(?: [\w-]+){0,3} on (?:[\w-]+ ){0,3}?benchmarks?\b|(?: [\w-]+){0,3} (?:is|are|was|were|do|does|did)(?: not|n't)\b"
    r"|(?: [\w-]+){0,3} (?:for comparison|as (?:a |the |an? \w+ )?(?:baseline|comparison|reference|control|sanity check))"
)
_MEASURED = re.compile(
    r"(?i)(?:'s)? (?:(?!to )[\w-]+ )?(?:performance|accuracy|results?|scores?|error(?: rates?)?|baselines?|metrics?|data ?sets?|corpus|corpora|benchmarks?|leaderboards?|test suite)\b"
)
"""What is said of the figures of a work is not said of the work."""
_MAIN = re.compile(r"(?i), (?=(?:the |this |our )?[\w«])(?!and |or |which |where )")


@dataclass(slots=True)
class Situation:
    """What is known of a sentence while its clauses are read.

    Attributes:
        marked: The sentence.
        topic: Whom a pronoun means.
        mood: How far its section may be trusted.
        question: It is a question.
        experiments: It stands under an item that introduces experiments.
        claimed: For the number of a mark the cue that claimed it.
    """

    marked: Marked
    topic: Who
    mood: Mood
    question: bool
    experiments: bool
    claimed: dict[int, Cue] = field(default_factory=dict)

    def neutral(self, text: str) -> str:
        """Return text with families and techniques as plain words: they are nobody's work."""
        return MARK.sub(self._plain, text) if "«" in text else text

    def _plain(self, mark: re.Match[str]) -> str:
        number = number_of(mark.group())
        if number < 0:
            return mark.group()
        named = self.marked.mentions[number].named
        technique = named.kind == "method" and named.name.islower()
        return "part" if technique or named.kind in ("family", "concept") else mark.group()


def judge(cue: Cue, match: re.Match[str], clause: Clause, at: Situation) -> None:
    """Let a cue claim its objects, if what it says may be believed."""
    numbers = objects_of(cue, match, clause.text)
    if not numbers:
        return
    if cue.group is Group.LINEAGE:
        if _is_lineage(cue, match, clause, numbers, at):
            direct = is_direct(clause.text, match.end(), cue)
            _claim(cue, numbers, at, direct=direct, own=_names_own(match, clause))
    elif cue.free or cue.group is not Group.LATER or _is_of_own(match, clause, at):
        for number in numbers:
            if number >= 0:
                at.claimed.setdefault(number, cue)


def claim_listed(cue: Cue, at: Situation) -> None:
    """Claim the name that opens an item of a list of works the paper builds on."""
    text = at.marked.text
    if at.question or at.mood is Mood.ASIDE or is_speculative(text):
        return
    for mark in MARK.finditer(text):
        number = number_of(mark.group())
        left = text[: mark.start()]
        if number < 0 or len(left.split()) > _OPENING or _UNLISTED.search(left):
            return
        if _GOES_ON.match(text, mark.end()):
            return
        if _NAMELY.match(text, mark.end()):
            continue
        other = at.claimed.get(number)
        free = other is None or other.relation is Relation.MENTIONS
        mention = at.marked.mentions[number]
        named = mention.known or mention.linked
        if free and named and _may_be_object(mention, cue, direct=True, beside=False):
            at.claimed[number] = cue
            return


def objects_of(cue: Cue, match: re.Match[str], text: str) -> list[int]:
    """Return the numbers of the marks that are objects of a match; -1 for the own paper."""
    if cue.place is Place.AFTER:
        return objects_after(text, match.end(), cue)
    if cue.place is Place.BEFORE:
        return objects_before(text, match.start(), cue)
    if cue.place is Place.LAST:
        return last_inside(match.group())
    found = objects_inside(match.group())
    while found and found[0] < 0:
        found.pop(0)  # the subject: "OwnNet = BERT + a graph"
    return found if cue.chain else found[:1]


def _is_of_own(match: re.Match[str], clause: Clause, at: Situation) -> bool:
    """Whether the post's paper is what a later work goes back to."""
    left = clause.text[: match.start()]
    if subject_of(left, clause, at.topic) in (Who.FOREIGN, Who.OTHER) or is_negated(left):
        return False
    before = [at.claimed.get(number) for number in objects_inside(left) if number >= 0]
    return all(cue is not None and cue.relation is Relation.INFLUENCED for cue in before)


def _is_lineage(
    cue: Cue, match: re.Match[str], clause: Clause, numbers: Sequence[int], at: Situation
) -> bool:
    """Whether a clause says, of the post's own paper and as a fact, what the cue reads."""
    if -1 in numbers or at.question or at.mood is Mood.ASIDE:
        return False
    left = at.neutral(clause.text[: _left_end(cue, match, numbers, clause.text)])
    clause = clause._replace(before=at.neutral(clause.before))
    if cue.place is Place.BEFORE and _INSIDE.fullmatch(left):
        return False
    if is_negated(left) or is_speculative(clause.text) or _is_elsewhere(left, match, clause):
        return False
    here = _HERE.match(left) is not None  # said of the paper, whatever was spoken of before
    noted = not left.strip(" *-_") and _NOTED.match(match.group()) is not None
    named = here or cue.sure
    if not named and not _speaks_of_own(_subject(left, match, clause, at), cue, at, noted=noted):
        return False
    if _is_taken_back(
        match, clause.text, numbers, weak=cue.name in (*WEAK, "modifies", "part-in-brackets")
    ):
        return False
    return cue.name not in WEAK or not _is_circumstance(cue, match, clause, left, at)


def _is_circumstance(
    cue: Cue, match: re.Match[str], clause: Clause, left: str, at: Situation
) -> bool:
    """Whether what a weak cue says belongs to an experiment, or to what everybody does."""
    if cue.name in _NOTES and clause.opener not in ("", ";", ")", "("):
        return True  # a note stands alone: this is the rest of a sentence
    if clause.opener == "when" and _PARTICIPLE.match(match.group()):
        return True
    if cue.name.startswith("fragment") and ("«" in clause.before or clause.opener == ")"):
        return True  # one of several things told of several works, or the rest of a sentence
    if not left.strip(" <>*_-–—") and _GERUND.match(match.group().strip()):
        # the clause may have been cut before its verb: "Using BERT as encoder improves ..."
        whole = clause.text if clause.before else at.marked.text
        if _OF_GERUND.match(whole, max(match.end(), _last_end(whole, match.end()))):
            return True
    rest = _around(cue, match, clause, at).replace(match.group(), " ")
    tried = at.experiments and _AS_BACKBONE.search(clause.text, match.start()) is None
    return tried or is_habit(left) or is_result(rest)


def _last_end(text: str, at: int) -> int:
    """Return where the first mark behind a place ends."""
    mark = MARK.search(text, at)
    return mark.end() if mark else at


def _is_elsewhere(left: str, match: re.Match[str], clause: Clause) -> bool:
    """Whether others are spoken of, or nothing is said but wished."""
    if _OTHERS_THAT.search(left) or _ELSEWHERE.search(left) or _READER.search(left):
        return True
    return _is_purpose(left, match, clause)


def _is_purpose(left: str, match: re.Match[str], clause: Clause) -> bool:
    """Whether a wish stands there ("To extend BERT") and no statement."""
    wish = not clause.before and _TO.fullmatch(left) is not None
    return wish and _COMMA.search(clause.text, match.end()) is None


def _is_taken_back(match: re.Match[str], text: str, numbers: Sequence[int], *, weak: bool) -> bool:
    """Whether what follows the object shows that it is measured, compared or passed over."""
    start, first = _span(text, numbers)
    last = _span(text, numbers[-1:])[1]
    if _MEASURED.match(text, first) is not None:
        return True
    solves = _SOLVES.search(text, 0, start) is not None
    if weak and not solves and _OF_A_CLASS.search(text, 0, start) is not None:
        return True
    beside = _INSTEAD.match(text, max(match.end(), first)) or _TO_COMPARE.match(text, last)
    return weak and beside is not None


def _around(cue: Cue, match: re.Match[str], clause: Clause, at: Situation) -> str:
    """Return the text in which a figure would be a result of what the cue says.

    What the authors do is said by itself; a mere circumstance ("with BERT", "using BERT") may belong
    to any figure in its sentence.
    """
    if not cue.name.startswith("do") and (
        _CIRCUMSTANCE.match(match.group()) or cue.place is not Place.AFTER
    ):
        return at.marked.text
    start = max((m.end() for m in _COMMA.finditer(clause.text, 0, match.start())), default=0)
    stop = _COMMA.search(clause.text, match.end())
    end = stop.start() if stop else len(clause.text)
    purpose = _PURPOSE.search(clause.text, match.end(), end)
    return clause.text[start : purpose.start() if purpose else end]


def _span(text: str, numbers: Sequence[int]) -> tuple[int, int]:
    """Return where the first object begins and ends."""
    first = min(numbers)
    spans = (m.span() for m in MARK.finditer(text) if number_of(m.group()) == first)
    return next(spans, (len(text), len(text)))


def _subject(left: str, match: re.Match[str], clause: Clause, at: Situation) -> Who:
    """Return the subject; that of a participle at the head is the subject after the comma."""
    who = subject_of(left, clause, at.topic)
    if who is Who.IMPLIED and _HEADLESS.match(left) and _PARTICIPLE.match(match.group()):
        main = _MAIN.search(clause.text, match.end())
        if main is not None:
            return subject_of(clause.text[main.end() :], Clause(""), at.topic)
    return who


def _speaks_of_own(who: Who, cue: Cue, at: Situation, *, noted: bool) -> bool:
    """Whether the subject is the post's paper; ``noted``: a verb opens the sentence as in notes."""
    if who is Who.IMPLIED:
        trusted = at.mood is Mood.PLAIN or (cue.firm and at.mood is Mood.MILD)
        return (noted or not cue.explicit) and trusted and at.topic is Who.OWN
    return who in (Who.OWN, Who.PRONOUN)


def _left_end(cue: Cue, match: re.Match[str], numbers: Sequence[int], text: str) -> int:
    if "subject" in match.re.groupindex:
        return match.end("subject")
    if cue.place in (Place.AFTER, Place.LAST):
        return match.start()
    first = min(numbers)
    marks = (m.start() for m in MARK.finditer(text) if number_of(m.group()) == first)
    return next(marks, match.start())


def _names_own(match: re.Match[str], clause: Clause) -> bool:
    """Whether the clause itself names the post's paper before the cue."""
    return _OWN_NAMED.search(clause.text, 0, match.start()) is not None


def _claim(
    cue: Cue, numbers: Sequence[int], at: Situation, *, direct: bool, own: bool = False
) -> None:
    beside = any(at.marked.mentions[number].known for number in numbers)
    for number in numbers:
        if number in at.claimed:
            if at.claimed[number].relation.builds_on:
                continue
            break
        if _credits(number, at):
            continue
        if _may_be_object(at.marked.mentions[number], cue, direct=direct, beside=beside, own=own):
            at.claimed[number] = cue


def _credits(number: int, at: Situation) -> bool:
    """Whether a citation only credits the work named beside it ("DQN, due to Mnih et al.")."""
    mentions = at.marked.mentions
    if mentions[number].named.kind != "citation":
        return False
    text = at.marked.text
    marks = list(MARK.finditer(text))
    here = next(i for i, m in enumerate(marks) if number_of(m.group()) == number)
    if here > 0:
        before = number_of(marks[here - 1].group())
        gap = text[marks[here - 1].end() : marks[here].start()]
        cue = at.claimed.get(before)
        if cue is not None and cue.relation.builds_on and _CREDIT.match(gap):
            return True
    if here + 1 < len(marks):
        after = number_of(marks[here + 1].group())
        gap = text[marks[here].end() : marks[here + 1].start()]
        return after >= 0 and mentions[after].known and _CREDITED.match(gap) is not None
    return False


def _may_be_object(
    mention: Mention, cue: Cue, *, direct: bool, beside: bool, own: bool = False
) -> bool:
    """Whether a name is of the kind of thing that a cue can have for an object.

    Args:
        mention: The name.
        cue: The cue.
        direct: Only determiners stand between cue and name.
        beside: A known name is an object of the same cue.
        own: The clause names the post's paper as what is spoken of.
    """
    named = mention.named
    ingredient = mention.known and named.kind in ("family", "method")
    if is_not_name(named.name) and not (ingredient and direct and cue.firm):
        return False
    if named.kind == "concept":
        return direct and cue.name in DERIVING
    if named.kind == "family" or named.name in ROUTINE:
        return direct and (cue.firm or (own and cue.name in MIXING))
    if named.kind == "method" and named.name.islower():
        return cue.name not in WEAK or direct
    return named.kind != "unknown" or _is_apt(named.name, cue, direct=direct, beside=beside)


def _is_apt(name: str, cue: Cue, *, direct: bool, beside: bool) -> bool:
    """Whether a name that is known by its shape alone may be what a cue speaks of."""
    if is_strong(name):
        return direct or beside or cue.firm
    return ((cue.guess and direct) or beside) and (len(name) > _ACRONYM or " " in name)
