"""Where a sentence ends: one compiled pattern proposes, a few checks dispose.

The pattern finds a run of stops with the closing quotes, brackets and footnote marks behind it;
the checks know abbreviations, initials, enumerations and names in lower case. Every character is
looked at a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_STOP = re.compile(
    r"""[.!?…]+(?:["'”’»)\]}*_]|\[\^?[0-9A-Za-z]{1,4}\])*(?=\s|$)"""
    r"""|[。！？]+[”’」』）)"*]*"""
    r"""|(?:\ \ +|\\|<br\s?/?>)(?=\n)"""
)
_NEXT_WORD = re.compile(r"""[\s>"'“‘«(\[{*_`$<!]*([^\W_][^\s.,;:!?)\]}"'”’]*)""")
_LAST_WORD = re.compile(r"[^\s(\[{\"“‘'*_`/<>]+$")

# Never the end of a sentence, whatever follows.
_INSIDE = frozenset(
    ["e.g", "i.e", "cf", "vs", "viz", "dr", "prof", "mr", "mrs", "ms", "st", "messrs", "gen", "sen", "rep", "eg", "ie", "a.k.a", "aka", "resp", "approx", "ca", "incl", "excl", "esp", "wrt", "w.r.t", "assoc", "conf", "proc", "trans", "dept", "univ", "ed", "eds", "intl", "natl", "v"]
)
# An abbreviation only before a number (or a bracketed one).
_BEFORE_NUMBER = frozenset(
    ["fig", "figs", "eq", "eqs", "eqn", "eqns", "no", "nos", "sec", "sect", "secs", "tab", "tabs", "alg", "algs", "def", "thm", "lem", "prop", "cor", "ref", "refs", "ch", "chap", "vol", "p", "pp", "para", "app", "appx", "ex", "arxiv", "n", "nr", "art", "ver", "rev", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
)
# May end a sentence, but only before a capital.
_BEFORE_SMALL = frozenset(
    ["al", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "ph.d", "phd", "m.sc", "b.sc", "u.s", "u.k", "u.n", "e.u", "a.m", "p.m", "max", "min", "avg", "est", "dim", "param", "params", "temp", "std", "dev", "diff", "config", "impl", "arch", "exp"]
)
# Words that open a sentence after an initial or "U.S."; a name would not be one of them.
_STARTERS = frozenset(
    ["The", "This", "These", "Those", "That", "It", "Its", "We", "Our", "They", "Their", "There", "Here", "He", "She", "His", "Her", "In", "On", "At", "For", "From", "By", "With", "Without", "As", "An", "And", "But", "Or", "So", "If", "When", "While", "Where", "Since", "Because", "Although", "Though", "However", "Thus", "Then", "Therefore", "Hence", "Moreover", "Furthermore", "Also", "Note", "See", "Instead", "Both", "Each", "Every", "All", "Some", "Many", "Most", "Such", "To", "Unlike", "Like", "After", "Before", "During", "Given", "Finally", "First", "Second", "Next", "Using", "Based", "Compared", "Besides", "Similarly", "Because", "Not", "No", "Yes", "You", "What", "Why", "How", "Which", "Who", "Is", "Are", "Can", "Does", "Do", "Let", "One", "Two", "Another", "Other", "Even", "Only", "Once", "Recent", "Recently", "Previous", "Specifically"]
)
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
        if not _ends_here(text, begin, stop, close, end):
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
    """Shrink to what is not white space (or the ``>`` of a quoted line); None if empty."""
    while start < end and (text[start].isspace() or text[start] == ">"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_here(text: str, begin: int, stop: int, close: int, end: int) -> bool:
    mark = text[stop]
    if mark in _CJK:
        return True
    after = _NEXT_WORD.match(text, close, min(end, close + 80))
    following = after.group(1) if after else ""
    if mark in _HARD_BREAK:
        return not following or not following[0].islower()
    small = following[:1].islower()
    if mark != "." or text[stop:close].startswith(".."):
        return not small
    found = _LAST_WORD.search(text, max(begin, stop - 40), stop)
    if found is None:
        return not small
    return _ends_after_word(found.group(), following, at_begin=found.start() <= begin, small=small)


def _ends_after_word(word: str, following: str, *, at_begin: bool, small: bool) -> bool:
    low = word.lower()
    if low in _INSIDE:
        return False
    number = following[:1].isdigit()
    if low in _BEFORE_NUMBER:
        return not (number or small or len(following) == 1)
    if low in _BEFORE_SMALL:
        return bool(following) and not small and not number
    if len(word) == 1 and word.isalpha():
        # "J. Smith", but "matrix A. The next step".
        return word.islower() or not following or following in _STARTERS
    if word.isdigit() and at_begin and len(word) <= 2:
        return False
    if small:
        # A name in lower case ("word2vec", "fastText") opens a sentence; so does any word after
        # a long one, for writers of notes are careless with capitals.
        return (len(word) > 3 and word.isalpha()) or following != following.lower()
    if len(word) <= 4 and "." in word and word.replace(".", "").isalpha():
        return following in _STARTERS
    return True
