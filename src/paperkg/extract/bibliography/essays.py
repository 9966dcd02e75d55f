"""The paper of a post with a headline of its own: named by its title somewhere in the opening.

"*Sparse Ladders: Nets That Climb*, from Ladder Labs (ICML 2018), is the version that caught on."
Many things may stand in quotes or italics; several signs must come together before one of them is
taken for the paper, and none if the post's own title may be that of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Quote, Sight
from paperkg.extract.bibliography.subject import derived
from paperkg.extract.bibliography.title_text import state_title
from paperkg.extract.bibliography.titles import (
    name_before_colon,
    name_in_parentheses,
    same_work,
    title_key,
)
from paperkg.extract.bibliography.venues import VENUE, YEAR
from paperkg.model import BlockKind, LinkKind, Post, Stated

RULE = "title-named-in-prose"
_CALLED = re.compile(r"(?i)\btitle (?:is|was|reads|being)\W*$|\b(?:titled|entitled)\W*$")
_TITLE_LINE, _LONGEST_LINE = 4, 20
"""Words of a first line that may be a title."""
_PAPER = re.compile(
    r"(?i)\b(?:paper|article|preprint)(?:,| is| was| called| named| by [^.;]{3,60},?)?\W*$"
)
_ANNOUNCES = re.compile(
    r"(?i)\b(?:this (?:post|week|time|article|note)|today|(?:i|we)(?:'ll| will)? (?:just |want to |"
    r"am going to |finally )?(?:read|look|review|discuss|cover|summari[sz]e|talk|write|go)|"
    r"summary of|notes on|review of|(?:is|talk) about)\b[^.!?]{0,40}$"
)
_MADE = re.compile(
    rf"[\"”’'*_\])]{{0,4}}(?:\([^()\s]*\))?,?\s?(?:\([^()]{{0,60}}{YEAR}[a-z]?\)"
    rf"|(?:a|the)\s(?:\w+\s){{0,2}}?paper\s(?:by|from)\s|(?:by|from)\s(?=[\[*_]{{0,3}}[A-Z])"
    rf"|(?:{VENUE.pattern})[\s,'’])"
)
_DATED = re.compile(rf"\b{YEAR}\b")
_OTHER = re.compile(
    r"(?i)\b(?:see|also|cf|compare\w*|recommend|related|another|other|like|earlier|previous|later|"
    r"second|follow\w*|sequel|blog|book|chapter|post|talk|video|course|song|film|novel)\b"
)
_FRONT = frozenset({"authors", "arxiv", "doi", "venue", "year", "paper title"})
_SMALL = 4
_LONG_HEADLINE = 4
_ENOUGH = 4
_WORD = re.compile(r"[a-z\d]+")


def from_prose(sight: Sight) -> Iterator[Stated]:
    """Read the title that the opening of an essay gives to the paper it is about."""
    if sight.heading_link is not None or not sight.prose:
        return
    if any(label.front and label.key in _FRONT for label in sight.labels):
        return
    headline = _headline(sight)
    if not headline or _may_be_paper(sight, headline):
        return
    best: tuple[int, int, Quote] | None = None
    for number, quote in enumerate(sight.mentions):
        if quote.start >= sight.prose[-1].end:
            break
        score = _score(sight, headline, quote)
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = score, number, quote
    if best is not None:
        quote = best[2]
        yield from state_title(sight, quote.text, quote.start, quote.end, RULE)


def _headline(sight: Sight) -> str:
    start, end = sight.heading
    if end > start:
        return unmarked(sight.text[start:end])
    return next((label.value for label in sight.labelled("title") if label.front), "")


def _may_be_paper(sight: Sight, headline: str) -> bool:
    """Whether a headline looks like the title of a paper: a name with a subtitle, capitals."""
    if title_key(headline) in sight.known_titles or name_before_colon(headline):
        return True
    words = [w for w in headline.split() if len(w) >= _SMALL]
    return len(words) >= _LONG_HEADLINE and is_capitalised(headline)


def is_capitalised(text: str) -> bool:
    """Whether most of the longer words of a text begin with a capital, as in titles of papers."""
    words = [w.strip("\"'“”‘’(),:*_") for w in text.split()[1:]]
    words = [w for w in words if len(w) >= _SMALL]
    return bool(words) and 3 * sum(w[0].isupper() for w in words) >= 2 * len(words)


def opening_title(post: Post) -> tuple[int, int]:
    """Return start and end of a first line that is written as titles are; (0, 0) if it is none."""
    block = post.blocks[0] if post.blocks else None
    if block is None or block.kind is not BlockKind.PARAGRAPH:
        return 0, 0
    raw = post.text(block)
    bare = unmarked(raw)
    short = _TITLE_LINE <= len(bare.split()) <= _LONGEST_LINE
    if not short or "\n" in raw or raw[-1] in ".!?:;," or not is_capitalised(bare):
        return 0, 0
    return block.start, block.end


def _score(sight: Sight, headline: str, quote: Quote) -> int:
    """Return how much speaks for a quotation being the paper's title; 0 if something bars it."""
    title = unmarked(quote.text)
    if len(title.split()) <= 2 or same_work(headline, title) or title[0].islower():
        return 0
    sentence = sight.sentence_at(quote.start)
    if sentence is None:
        return 0
    before = sight.text[sentence.start : quote.start]
    last = before[-60:]
    called, announced = _CALLED.search(last), _ANNOUNCES.search(before)
    if derived(last) or (_OTHER.search(last) and not called and not announced):
        return 0
    name = name_before_colon(title) or name_in_parentheses(title)[0]
    short = len(headline.split()) <= 2
    if short and name and title_key(name) != title_key(headline):
        return 0
    if not name and not is_capitalised(title) and not called:
        return 0
    score = 4 if called else 2 * bool(_PAPER.search(last))
    score += 2 * bool(announced)
    score += 2 * bool(_MADE.match(sight.text, quote.end))
    score += bool(_DATED.search(sight.text, quote.end, min(sentence.end, quote.end + 90)))
    score += min(2, sight.body.count(name) - 1) if name else 0
    score += _is_scholarly_link(sight, quote)
    score += bool(_shared(sight.file_stem, title))
    return score


def _is_scholarly_link(sight: Sight, quote: Quote) -> bool:
    return any(
        link.text_start == quote.start and link.kind in (LinkKind.ARXIV, LinkKind.DOI)
        for link in sight.post.links
    )


def _shared(stem: str, title: str) -> set[str]:
    theirs = {w for w in _WORD.findall(title.lower()) if len(w) > _SMALL}
    return theirs & set(_WORD.findall(stem.lower()))


FROM_PROSE = Rule(
    RULE,
    "title",
    "*Title*, from A. Author's lab (ICML 2018), is ...",
    "The title by which an essay with a headline of its own introduces its paper.",
    from_prose,
)
