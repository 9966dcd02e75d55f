"""Sentences about the post's own paper, and what they say of its making.

A title, an author or a year counts only where the sentence is about the paper itself: it opens
with the quoted title, with "this paper", or with the paper's own name. What follows is read up to
the "by" or the year, and given up where another work comes in between ("X uses the model proposed
by ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography.persons import People, read_people
from paperkg.extract.bibliography.sight import Clause, Kind, Sight
from paperkg.extract.bibliography.venues import YEAR
from paperkg.model import Sentence

_LEAD = (
    r"(?:[\s*_>\"“-]|tl;?dr:?|(?:In|To) (?:summary|conclusion|short|sum up|summarize),?|Overall,?|"
    r"In this (?:post|article|blog post), (?:we|I)(?:'ll| will)? (?:\w+ ){1,3}(?:at )?|Here,?|So,?|"
    r"In (?=[Tt]he paper)){0,4}"
)
_THIS_PAPER = re.compile(
    _LEAD + r"(?:This|The|this|the) "
    r"(?!(?:other|previous|earlier|follow-up|later|latter|former|second|next|another)\b)"
    r"(?:\(?\d{4}\)? |[a-z-]+,? ){0,2}?"
    r"(?:paper|article|study|publication|preprint|manuscript)(?P<of>'s|’s)?\b"
    r"(?!(?<!his paper) (?:of|on|from|by|that|which|where) [A-Z])"
)
_IN_THIS_PAPER = re.compile(
    r"[Ii]n (?:this|the|their) (?:[a-z-]+ ){0,2}?(?:paper|article|work|study),? (?=[A-Z])"
)
_IT_WAS = re.compile(
    _LEAD + r"(?:It|They) (?:was|were)(?: (?:first|originally|initially))? "
    r"(?=(?:published|introduced|proposed|presented|released|written|authored|developed|accepted)\b)"
)
_MADE_FIRST = re.compile(
    r"(?:Originally |First )?(?:Introduced|Proposed|Developed|Published|Presented|Created|"
    r"introduced|proposed|published)\b"
)
_DERIVED = re.compile(
    r"\b(?:based|bases|similar|using|uses?|used|utili[sz]\w+|extend\w*|extension|like|than|inspired|"
    r"buil[dt]s?|building|follow\w*|compar\w+|improv\w+|variant|adapt\w+|modif\w+|refin\w+|"
    r"outperform\w*|surpass\w*|adopt\w*|employ\w*|combin\w+|leverag\w+|replac\w+|train\w*|"
    r"evaluat\w+|tested|superseded|followed|critici[sz]\w+|popular\w+|implemented|cited|reviewed|"
    r"summari[sz]ed|explained|originally in|motivated|influenced|contrast\w*|unlike|rel(?:y|ies)|"
    r"later|subsequent\w*|previous\w*|earlier|prior|because|since|where|while|but|who|such|"
    r"released under|as in|from the)\b",
    re.IGNORECASE,
)
_MAKING = re.compile(
    r"(?:published|introduced|proposed|presented|released|written|authored|co-?authored|developed|"
    r"created|invented|described|pioneered|designed|submitted|devised|formulated|put forward|"
    r"paper|article|work|study|publication|research|method|technique|algorithm|architecture|model|"
    r"approach|framework|preprint|survey|dataset|network|networks|system|optimizer|team effort)"
    r"(?:\s(?:in|at|on|for|from)\s[\w\s'’]{2,30})?[\s,*_]*$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?=[\[*_]{0,3}[A-Z])")
_BRACKETED = re.compile(r"[({\[][^(){}\[\]]{1,60}[)}\]]")
_OTHER_NAME = re.compile(r"(?<![\w-])[A-Z][\w-]*(?:[A-Z]|\d)[\w-]*|[\"“][A-Z]")
_STANDS = re.compile(
    r"\s*,?\s*(?:(?:is|was|were|are|has been|first)\b|(?:which|that) (?:is|was)\b|"
    r"(?:originally |first )?(?:introduced|proposed|published|developed|presented|created)\b)"
)
_YEAR_NEXT = re.compile(rf"[\s,(]{{0,3}}(?:in\s)?{YEAR}")
_IN_BRACKET = re.compile(r"[\"”’*_]{0,2}\s?[(\[](?=[A-Z])")
_COMMA = re.compile(r"[\"”’*_]{0,2},[\"”’*_]{0,2}\s(?=[A-Z])")
_IN_PAPER = re.compile(r"[\s*_>]*In\s(?:the|their|this|his|her|a)?\b")
_DID_SO = re.compile(
    r",?\s(?:also |first |then )?(?:introduc|propos|present|show|describ|develop|argu|stud|"
    r"investigat|demonstrat|suggest|tackl|address|explor|ask|train|us|find|found|design)\w*\b"
)
_THEIRS = re.compile(
    r"['’]s?\s|,?\s(?:in (?:their|his|her)|wrote|published|presented|introduced|\(?\d{4})\b"
)
_TO_TITLE = re.compile(
    r"(?:['’]s?)?(?:\s\(?(?:19|20)\d\d\)?)?,?"
    r"(?:\s(?:in|published|wrote|presented|introduced|released|the|their|his|her|a|\d{4}|"
    r"original|seminal|classic|famous|influential|recent|titled|entitled|called))*"
    r"(?:\s(?:paper|work|article|study))?,?(?:\s(?:titled|entitled|called))?\s?[\"“‘'*_\[]{1,4}"
    r"[^\"“”]*[\"”’'*_\]]{0,4}$"
)
_FAR = 180


def own_clauses(sight: Sight) -> Iterator[Clause]:
    """Yield the clauses about the paper, those with its title first."""
    quoted: set[int] = set()
    for quote in sight.own_quotes:
        sentence = sight.sentence_at(quote.start)
        if sentence is None:
            continue
        quoted.add(sentence.start)
        end = sentence.end
        if quote.after >= end:  # the sentence was cut at a mark inside the title
            following = sight.sentence_at(quote.after + 1)
            end = following.end if following else sight.post.blocks[sentence.block].end
        yield Clause(Kind.TITLE, sentence.start, quote.after, end)
    about = False
    for sentence in sight.prose:
        clause = _clause(sight, sentence, about=about)
        if clause:
            yield clause
        about = clause is not None or sentence.start in quoted


def _clause(sight: Sight, sentence: Sentence, *, about: bool) -> Clause | None:
    """Return the clause of a sentence whose subject is the paper."""
    text, start, end = sight.text, sentence.start, sentence.end
    found = _THIS_PAPER.match(text, start, end)
    if found and not found["of"]:
        return Clause(Kind.PAPER, start, found.end(), end)
    if about and _IT_WAS.match(text, start, end):
        return Clause(Kind.IT, start, start, end)
    after = _after_own_name(sight, start, end)
    if after:
        return Clause(Kind.NAME, start, after, end)
    first = _MADE_FIRST.match(text, start, end)
    if first and _names_paper(sight, first.end(), end):
        return Clause(Kind.IT, start, start, end)
    return None


def _names_paper(sight: Sight, start: int, end: int) -> bool:
    """Whether the paper is named within a stretch that opens with who made it and when."""
    stretch = sight.text[start : min(end, start + 200)].lower()
    return "this paper" in stretch or any(name.lower() in stretch for name in sight.names)


_NAME_LEAD = re.compile(r"(?:[\s*_>\"“\[]|(?:The|the|A|An)\s){0,4}")
_AFTER_NAME = re.compile(
    r"[\"”*_\]]{0,3}(?:\([^()\s]*\))?(?:\s?[({\[][^(){}\[\]]{1,60}[)}\]])?"
    r"(?: (?:model|method|algorithm|paper|architecture|framework|network|approach|optimizer))?"
    r"(?=[\s,])"
)


def _after_own_name(sight: Sight, start: int, end: int) -> int:
    """Return where the paper's name ends that opens a sentence; 0 if none does."""
    lead = _NAME_LEAD.match(sight.text, start, end)
    at = lead.end() if lead else start
    for name in sight.names:
        stop = at + len(name)
        if stop < end and sight.text[at:stop].lower() == name.lower():
            after = _AFTER_NAME.match(sight.text, stop, end)
            if after:
                return after.end()
    return 0


def derived(text: str) -> bool:
    """Whether words say that something is made from, or compared with, another work."""
    return bool(_DERIVED.search(text))


def makers(sight: Sight, clause: Clause) -> People:
    """Return the people whom a clause names as those who made the paper."""
    if clause not in sight.made_by:
        sight.made_by[clause] = _makers(sight, clause)
    return sight.made_by[clause]


def _makers(sight: Sight, clause: Clause) -> People:
    text = sight.text
    if clause.kind is Kind.TITLE:
        found = _beside_title(sight, clause)
        if found.people:
            return found
    limit = min(clause.end, clause.start + _FAR)
    for by in _BY.finditer(text, clause.start, limit):
        between = _BRACKETED.sub(" ", text[clause.start : by.start()])
        if derived(between) or '"' in between.strip('" '):
            break
        if _is_made_by(clause.kind, between):
            found = read_people(text, by.end(), clause.end)
            if credible(text, found):
                return found
    return People((), clause.start, et_al=False)


def _is_made_by(kind: Kind, between: str) -> bool:
    """Whether words between the paper and "by" say that it was made."""
    bare = between.strip(" ,*_]\"”'’)")
    if kind is Kind.NAME:
        stands = _STANDS.match(between)
        return bool(stands and _MAKING.search(between) and not _OTHER_NAME.search(between))
    return (not bare and kind is not Kind.IT) or bool(_MAKING.search(between))


def credible(text: str, people: People) -> bool:
    """Whether a list is more than a single word, which may be anything."""
    if not people.people:
        return False
    if people.et_al or len(people.people) > 1 or " " in people.people[0].name:
        return True
    return bool(_YEAR_NEXT.match(text, people.end))


def _beside_title(sight: Sight, clause: Clause) -> People:
    """Read names right before or after the quoted title.

    "Title" (Bee et al., 2018); In their paper "Title", Bee et al. show; Bee et al.'s "Title".
    """
    text = sight.text
    bracket = _IN_BRACKET.match(text, clause.start, clause.end)
    if bracket:
        found = read_people(text, bracket.end(), clause.end)
        if found.people and (found.et_al or _YEAR_NEXT.match(text, found.end)):
            return found
    comma = _COMMA.match(text, clause.start, clause.end)
    if comma and _IN_PAPER.match(text, clause.sentence, clause.start):
        found = read_people(text, comma.end(), clause.end)
        verb = _DID_SO.match(text, found.end, clause.end)
        if verb and credible(text, found):
            return found
    lead = _NAME_LEAD.match(text, clause.sentence, clause.start)
    found = read_people(text, lead.end() if lead else clause.sentence, clause.start)
    theirs = found.et_al or _THEIRS.match(text, found.end, clause.start)
    if found.people and theirs and _TO_TITLE.match(text, found.end, clause.start):
        return found if credible(text, found) else People((), clause.start, et_al=False)
    return People((), clause.start, et_al=False)


def people_in_this_paper(sight: Sight) -> Iterator[tuple[int, int]]:
    """Yield where names may begin after "In this paper, ...", and the end of the sentence."""
    prose = sight.prose
    if not prose:
        return
    text = sight.text
    for found in _IN_THIS_PAPER.finditer(text, prose[0].start, prose[-1].end):
        sentence = sight.sentence_at(found.start())
        if sentence and not text[found.start() - 1 : found.start()].isalnum():
            yield found.end(), sentence.end
