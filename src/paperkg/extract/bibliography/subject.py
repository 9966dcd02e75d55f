"""Sentences about the post's own paper, and what they say of its making.

A title, an author or a year counts only where the sentence is about the paper itself: it opens
with the quoted title, with "this paper", or with the paper's own name. What follows is read up to
the "by" or the year, and given up where another work comes in between ("X uses the model proposed
by ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography.sight import Clause, Kind, Sight
from paperkg.model import Sentence

_LEAD = (
    r"(?:[\s*_>\"“-]|tl;?dr:?|(?:In|To) (?:summary|conclusion|short|sum up|summarize),?|Overall,?|"
    r"In this (?:post|article|blog post), (?:we|I)(?:'ll| will)? (?:\w+ ){1,3}(?:at )?|Here,?|So,?|"
    r"In (?=[Tt]he paper)){0,4}"
)
_THIS_PAPER = re.compile(
    _LEAD + r"(?:This|The|this|the) (?:\(?\d{4}\)? |[a-z-]+,? ){0,2}?"
    r"(?:paper|article|study|publication|preprint|manuscript)(?P<of>'s|’s)?\b"
    r"(?! (?:of|on|from|by|that|which|where) [A-Z])"
)
_IN_THIS_PAPER = re.compile(
    r"(?:^|\b)[Ii]n (?:this|the|their) (?:[a-z-]+ ){0,2}?(?:paper|article|work|study),? (?=[A-Z])"
)
_IT_WAS = re.compile(
    _LEAD + r"(?:It|They) (?:was|were)(?: (?:first|originally|initially))? "
    r"(?=(?:published|introduced|proposed|presented|released|written|authored|developed|accepted)\b)"
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
    r"[\s,*_]*$"
)
_BY = re.compile(r"\bby\s+(?=[\[*_]{0,3}[A-Z])")
_BRACKETED = re.compile(r"[({\[][^(){}\[\]]{1,60}[)}\]]")
_OTHER_NAME = re.compile(r"(?<![\w-])[A-Z][\w-]*(?:[A-Z]|\d)[\w-]*|[\"“][A-Z]")
_FAR = 150


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
    return Clause(Kind.NAME, start, after, end) if after else None


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


def byline(sight: Sight, clause: Clause) -> int:
    """Return where the makers' names begin in a clause, after its "by"; 0 if it has none."""
    text = sight.text
    limit = min(clause.end, clause.start + _FAR)
    found = _BY.search(text, clause.start, limit)
    if not found:
        return 0
    between = _BRACKETED.sub(" ", text[clause.start : found.start()])
    if derived(between):
        return 0
    bare = between.strip(" ,*_]\"”'’)")
    if clause.kind is Kind.TITLE and not bare:
        return found.end()
    if clause.kind is Kind.NAME and (
        not re.match(r"\s*,?\s*(?:is|was|were|are|has been|first)\b", between)
        or _OTHER_NAME.search(between)
    ):
        return 0
    if clause.kind is Kind.PAPER and not bare:
        return found.end()
    return found.end() if _MAKING.search(between) and '"' not in between else 0


def people_in_this_paper(sight: Sight) -> Iterator[tuple[int, int]]:
    """Yield where names may begin after "In this paper, ...", and the end of the sentence."""
    prose = sight.prose
    if not prose or not _IN_THIS_PAPER.search(sight.text, prose[0].start, prose[-1].end):
        return
    for sentence in prose:
        found = _IN_THIS_PAPER.search(
            sight.text, sentence.start, min(sentence.end, sentence.start + 120)
        )
        if found:
            yield found.end(), sentence.end
