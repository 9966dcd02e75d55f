"""Where a sentence ends: one compiled pattern proposes, a few checks dispose.

The pattern finds a run of stops with the closing quotes, brackets and footnote marks behind it;
the checks know abbreviations, initials, enumerations and names in lower case. Every character is
looked at a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# The set in front names every character that can begin a match, so that the search runs from one
# to the next; a look-behind then tells which it was. Look-behinds and possessive quantifiers keep
# long runs of dots or spaces linear.
_STOP = re.compile(
    r"""[.!?…。！？ \\<](?:"""
    r"""(?<=[.!?…])(?<![.!?…].)[.!?…]*+(?:["'”’»)\]}*_]|\[\^?[0-9A-Za-z]{1,4}\])*+(?=\s|$)"""
    r"""|(?<=[。！？])[。！？]*+[”’」』）)"*]*+"""
    r"""|(?<=[ ])(?<![ ][ ])[ ]++(?=\n)|(?<=\\)(?=\n)|(?<=<)br[ ]?/?>(?=\n)"""
    r""")"""
)
_NEXT_WORD = re.compile(r"""[\s>"'“‘«(\[{*_`$<!]*([^\W_][^\s.,;:!?)\]}"'”’]*)""")
_LAST_WORD = re.compile(r"[^\s(\[{\"“‘'*_`/<>]+$")
_WINDOW = 40  # how far around a stop is looked

# Never the end of a sentence, whatever follows.
_INSIDE_TEXT = """
e.g i.e cf c.f vs viz dr prof mr mrs ms st messrs rep eg ie a.k.a aka resp approx ca incl excl esp
wrt w.r.t assoc conf proc trans dept univ ed eds intl natl v
"""
_INSIDE = frozenset(_INSIDE_TEXT.split())
# An abbreviation only before a number or a single letter.
_BEFORE_NUMBER_TEXT = """
fig figs eq eqs eqn eqns no nos sec sect secs tab tabs alg algs def thm lem prop cor ref refs ch
chap vol p pp para app appx ex arxiv n nr art ver rev jan feb mar apr jun jul aug sep sept oct nov
dec
"""
_BEFORE_NUMBER = frozenset(_BEFORE_NUMBER_TEXT.split())
# May end a sentence, but only before a capital.
_BEFORE_SMALL_TEXT = """
al etc inc ltd co corp jr sr phd max min avg est dim param params temp std dev diff config impl arch
exp conv attr attn feat init coeff covar seq freq repr hyper orig eval lr
"""
_BEFORE_SMALL = frozenset(_BEFORE_SMALL_TEXT.split())
# Words that open a sentence after an initial or "U.S."; a name would not be one of them.
_STARTERS_TEXT = """
The This These Those That It Its We Our They Their There Here He She His Her In On At For From By
With Without As An And But Or So If When While Where Since Because Although Though However Thus
Then Therefore Hence Moreover Furthermore Also Note See Instead Both Each Every All Some Many Most
Such To Unlike Like After Before During Given Finally First Second Next Using Based Compared
Besides Similarly Because Not No Yes You What Why How Which Who Is Are Can Does Do Let One Two
Another Other Even Only Once Recent Recently Previous Specifically
"""
_STARTERS = frozenset(_STARTERS_TEXT.split())
_NEVER_FIRST = frozenset({"etc", "et", "al"})
_HARD_BREAK = frozenset(" \\<")
_CJK = frozenset("。！？")


def split_sentences(
    text: str, start: int, end: int, protected: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """Yield the sentences of ``text[start:end]`` as (start, end), white space left out.

    Args:
        text: The whole source.
        start: Start of the block.
        end: End of the block.
        protected: Sorted, non-overlapping stretches (links, code, formulas) in which no sentence
            may end.
    """
    begin = start
    guard = 0
    for hit in _STOP.finditer(text, start, end):
        stop, close = hit.span()
        if close >= end:
            break
        while guard < len(protected) and protected[guard][1] <= stop:
            guard += 1
        if guard < len(protected) and protected[guard][0] < stop:
            continue
        behind = guard > 0 and protected[guard - 1][1] == stop  # right behind a link or formula
        if not _ends_here(text, begin, stop, close, end, opaque=behind):
            continue
        if text[stop] in _HARD_BREAK:
            close = stop
        span = _trim(text, begin, close)
        if span is not None:
            yield span
        begin = hit.end()
    span = _trim(text, begin, end)
    if span is not None:
        yield span


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave out white space and the ``>`` of a quoted line; None if no word is left."""
    while start < end and (text[start].isspace() or text[start] == ">"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start < _WINDOW and not any(c.isalnum() for c in text[start:end]):
        return None
    return start, end


def _ends_here(text: str, begin: int, stop: int, close: int, end: int, *, opaque: bool) -> bool:
    mark = text[stop]
    if mark in _CJK:
        return True
    after = _NEXT_WORD.match(text, close, min(end, close + 2 * _WINDOW))
    following = after.group(1) if after is not None else ""
    small = following[:1].islower()
    if mark != "." or text.startswith("..", stop):
        return not small
    found = _LAST_WORD.search(text, max(begin, stop - _WINDOW), stop) if not opaque else None
    if found is None:
        return not small
    word = found.group().rstrip(")]}")
    if len(word) <= 2 and word.isdigit() and not text[begin : found.start()].strip(" \n>*_"):
        return False  # "1. First, ..."
    if small and text[close : close + 2] == " (" and word.isalpha():
        return word.lower() not in _INSIDE | _BEFORE_NUMBER | _BEFORE_SMALL
    return _ends_after(word, following, small=small)


def _ends_after(word: str, following: str, *, small: bool) -> bool:
    """Judge a full stop by the words on both sides of it."""
    low = word.lower()
    number = following[:1].isdigit()
    initial = len(word) == 1 and "A" <= word <= "Z"
    if low in _INSIDE or following in _NEVER_FIRST:
        ends = False
    elif low in _BEFORE_NUMBER and not initial:
        ends = not (number or small or len(following) == 1)
    elif low in _BEFORE_SMALL:
        ends = bool(following) and not small and not number
    elif small:
        # A name in lower case ("word2vec", "fastText") opens a sentence; so does any word after
        # a long one, for writers of notes are careless with capitals.
        ends = (
            (len(word) > 3 and word.isalpha()) or not following.isalpha() or not following.islower()
        )
    elif word.isascii() and (initial or _is_dotted(word)):
        ends = not following or following in _STARTERS  # "J. Smith", but "matrix A. The next"
    else:
        ends = True
    return ends


def _is_dotted(word: str) -> bool:
    """Return whether a word is of the kind of ``U.S`` or ``Ph.D``."""
    first, *others = word.split(".")
    return bool(others) and 0 < len(first) <= 2 and all(len(part) == 1 for part in others)
