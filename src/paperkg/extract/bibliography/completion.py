"""Chooses among the forms of a title: the fullest of the paper, not the blog's own headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paperkg.extract.bibliography.openings import FULL_NAMES
from paperkg.extract.bibliography.persons import People, read_people
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Quote, Sight
from paperkg.extract.bibliography.subject import derived
from paperkg.extract.bibliography.title_text import state_title
from paperkg.extract.bibliography.titles import is_cut, name_before_colon, same_work, title_key
from paperkg.extract.hyphens import fold
from paperkg.model import Stated

_ANNOUNCES = re.compile(
    r"(?i)\b(?:this (?:post|week|time|article|note)|today|(?:i|we)(?:'ll| will)? (?:just )?"
    r"(?:read|look|review|discuss|cover|summari[sz]e)|summary of|notes on|review of|is about)\b"
    r"[^.!?]{0,60}$"
)
_CATCHY = re.compile(
    r"(?i)\b(?:I|my|me|we|our|us|you|your|yours|it|let's|don't|isn't|can't|what's)\b|[?!]$"
    r"|^(?:\S+\s){0,3}\S+$"
)
"""How a blog titles its post: in the first or second person, as a question, in a few words."""
_SEE = re.compile(r"(?i)\b(?:see|more|also|cf|compare|recommend|related|another|other)\b")
BY_AFTER = re.compile(r"[\"”’'\])*_]{0,3}(?:\([^()\s]*\))?,?\s(?:\([^()]{2,60}\)\s)?by\s(?=[A-Z])")
_OPENING = re.compile(
    r"(?i)(?:(?:this|the|in (?:the|this|their))\s(?:\w+\s){0,2}?(?:paper|article|work|study)s?,?"
    r"(?:\s(?:titled|entitled|called))?:?|in|(?:(?:today|here|this (?:week|time|month)|"
    r"in this (?:post|article|note|blog post)),? )?(?:we|i)(?:'ll| will|'m| am| are| have)?\s"
    r"(?:just\s|first\s)?(?:read|look|review|discuss|cover|summari[sz]e|go|talk|explore|dive|take)"
    r"\w{0,3}\b.{0,30}?)?\s*[*_]{0,2}$"
)
_AFTER_OWN = re.compile(
    r"(?:[ \t,]|\n(?!\s*[-*+#\d\n]))*(?:[({\[][^(){}\[\]]{1,40}[)}\]]\s*,?\s*)?"
    r"(?:by\b|is\b|was\b|from\b|presents?\b|"
    r"proposes?\b|introduce[sd]?\b|describes?\b|[-–—(,]|published|written|authored)"
)
_LABELLED = "title-from-paper"
_TOLD = frozenset({"title-named-in-prose", "title-from-line-below"})
_STRONG = frozenset(
    {"title-named-in-prose", "title-from-line-below", "title-from-citation", "title-from-bibtex"}
    | {"title-from-heading-link", "title-from-opening-quote", "title-from-first-link"}
    | {"title-from-alias"}
)
_TITLE_WORDS = 4


def presents(sight: Sight, quote: Quote) -> bool:
    """Whether a quotation opens its sentence, as the title of the post's own paper does."""
    sentence = sight.sentence_at(quote.start - 1)
    if sentence is None:
        return False
    before = sight.text[sentence.start : quote.start - 1]
    return bool(
        len(before) < 70
        and _OPENING.fullmatch(before)
        and _AFTER_OWN.match(sight.text, quote.after)
    )


def complete(sight: Sight, found: Iterable[Stated]) -> Iterator[Stated]:
    """Yield the best form of the title among all that were found.

    The first one stands, unless a later one or a quotation is the same title more fully: a cut
    title goes on, a name gets its title.
    """
    titles = list(found)
    if not titles:
        return
    best = titles[0]
    for other in titles[1:]:
        if other.evidence.rule != "title-from-file-name" and _fuller(sight, best, other):
            best = other
    quoted = _own_quote(sight, best)
    yield quoted or best


def _fuller(sight: Sight, best: Stated, other: Stated) -> bool:
    """Whether another form should replace the best one so far."""
    a, b = title_key(best.value), title_key(other.value)
    if a == b or not b:
        return False
    if (
        best.evidence.rule == "title-from-heading-link"
        and other.evidence.rule == "title-from-heading"
    ):
        return False  # what follows the link is the blog's own remark
    if b.startswith(a) and len(b) > len(a) + 3 and same_work(best.value, other.value):
        return len(other.value) < 260
    if other.evidence.rule in _STRONG and len(other.value.split()) >= _TITLE_WORDS:
        weak = len(best.value.split()) <= 2 and not best.evidence.rule.startswith(_LABELLED)
        if (weak and _is_presented(sight, other)) or _is_of_essay(sight, best, other):
            return True
    return is_cut(best.value) and same_work(best.value, other.value)


def _is_of_essay(sight: Sight, best: Stated, other: Stated) -> bool:
    """Whether the post has a headline of its own, and the other title is that of its paper."""
    if other.evidence.rule in _TOLD:
        return not best.evidence.rule.startswith(_LABELLED)
    return _is_announced(sight, best, other) or _is_cited(sight, best, other)


def _is_presented(sight: Sight, stated: Stated) -> bool:
    """Whether a quoted title opens its sentence; other titles always do."""
    if stated.evidence.rule != "title-from-opening-quote":
        return True
    start = stated.evidence.start
    return any(q.start == start and presents(sight, q) for q in sight.mentions)


def _is_announced(sight: Sight, best: Stated, stated: Stated) -> bool:
    """Whether a post with a title of its own says that it is about a paper.

    It says so ("this week I read ..."), or it names several people beside the title.
    """
    if sight.heading_link is not None:
        return False
    start = stated.evidence.start
    before = sight.text[max(sight.post.start, start - 80) : start]
    if stated.evidence.rule == "title-from-opening-quote" and _ANNOUNCES.search(before):
        return True
    catchy = _CATCHY.search(best.value) and title_key(best.value) not in sight.known_titles
    return bool(catchy) and _beside_people(sight, stated)


def _is_cited(sight: Sight, best: Stated, stated: Stated) -> bool:
    """Whether a line that is a citation stands below a headline of the blog's own."""
    if stated.evidence.rule != "title-from-citation" or sight.heading_link is not None:
        return False
    return title_key(best.value) not in sight.known_titles and not name_before_colon(best.value)


def _beside_people(sight: Sight, stated: Stated) -> bool:
    """Whether the sentence that holds a title also names who made it."""
    start = stated.evidence.start
    sentence = sight.sentence_at(start)
    if sentence is None:
        return False
    before = sight.text[sentence.start : start]
    if derived(before.rsplit(".")[-1]) or _SEE.search(before):
        return False
    by = BY_AFTER.match(sight.text, stated.evidence.end)
    if by and read_people(sight.text, by.end(), sentence.end).people:
        return True
    listed = FULL_NAMES.search(sight.text, sentence.start, sentence.end)
    return bool(listed) and len(_people_at(sight, listed, sentence.end).people) > 1


def _people_at(sight: Sight, found: re.Match[str] | None, end: int) -> People:
    return read_people(sight.text, found.start() if found else end, end)


def _own_quote(sight: Sight, best: Stated) -> Stated | None:
    """Return a quotation that is the title more fully, or as the author of the post cites it."""
    rule = "title-completed-from-quote"
    linked = best.evidence.rule in ("title-from-heading-link", "title-from-paper-title-field")
    cut = is_cut(best.value)
    if linked and not cut:
        return None
    key = title_key(best.value)
    for quote in sight.own_quotes_of(best.value):
        for stated in state_title(sight, quote.text, quote.start, quote.end, rule):
            mine = title_key(stated.value)
            if mine == key or is_cut(stated.value):
                continue
            bare = title_key(re.sub(r"[({][^(){}]*[)}]", "", best.value))
            longer = mine.startswith(bare) and len(mine) > len(key)
            if longer:
                return stated
            ends = key.endswith(mine) or fold(best.value).startswith(fold(stated.value))
            if not linked and not ends and (cut or presents(sight, quote)):
                return stated
    return None


COMPLETION = Rule(
    "title-completed-from-quote",
    "title",
    '"Title: with its subtitle"',
    "A fuller form of a title that is cut off, lacks its subtitle or is only a name.",
    lambda sight: complete(sight, sight.titles),
)
