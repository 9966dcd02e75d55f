"""What one line is, judged by itself: marker, rule, field, heading without a ``#``.

Every pattern is anchored and free of nested quantifiers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MARKER = re.compile(
    r"(?:[-*+•●○◦‣▪■·➢∙][ \t\u00a0]+|[-*+•●○◦‣▪■·➢∙]$|•|(\d{1,3})[.)](?:[ \t]+|$)"
    r"|(\d{1,2})、[ \t]*|\((\d{1,2})\)[ \t]+|[a-z]\)[ \t]+)"
)
TASK = re.compile(r"\[[ xX/-]\][ \t]+")
ATX = re.compile(r"(#{1,6})(?:[ \t]+|(?=[^#\s])|$)")
ATX_TAIL = re.compile(r"(?:[ \t]+#+)?(?:[ \t]*\{#[^{}]{0,80}\})?[ \t]*$")
FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)$")
DELIMITER_ROW = re.compile(r"[ \t|:+-]*-[ \t|:+-]*$")
DEFINITION = re.compile(
    r"\[([^\[\]\n^][^\[\]\n]{0,300})\]:[ \t]*(?:<([^<>\n]{1,2000})>|(\S{1,2000}))"
)
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]:[ \t]*")
INLINE_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,40})::(?:[ \t]+|$)")
HEADER_FIELD = re.compile(
    r"(?:\*\*|__|[*_])?(tags?|date|keywords?|categor(?:y|ies)|topics?|labels?|标签|日期)"
    r"(?:(?:\*\*|__|[*_])[ \t]*[:：]|[:：](?:\*\*|__|[*_])|[:：])[ \t]*(?=\S)",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"(?:\*\*|__|[*_])?(?:titles?|authors?|years?|date|tags?|venues?|conference|journal|published"
    r"|publication|links?|url|paper(?: link| url)?|arxiv|doi|pdf|code|github|project page|project"
    r"|categor(?:y|ies)|keywords?|topics?|affiliations?|institutions?|organi[sz]ations?|source"
    r"|tl;?dr|abstract|cited as|bibtex|作者|标题|论文|年份|发表|链接|代码)"
    r"(?:\*\*|__|[*_])?[ \t]*[:：]",
    re.IGNORECASE,
)
TAG = re.compile(r"(?:^|(?<=[\s(,]))#([^\W\d_][\w/-]{1,60})")
_WORDY_STOP = re.compile(r"[.!?…。！？:：;]+[\"'”’»)\]}*_`]*$")
_FUNCTION_WORDS = frozenset(
    ["a", "an", "the", "of", "to", "in", "on", "at", "for", "from", "by", "with", "without", "as", "and", "or", "but", "nor", "so", "if", "than", "that", "which", "who", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would", "may", "might", "must", "shall", "should", "it", "its", "this", "these", "those", "their", "our", "we", "they", "he", "she", "i", "not", "no", "into", "onto", "over", "under", "via", "per", "between", "among", "about"]
)
_VERBS = frozenset(
    ["is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would", "may", "might", "must", "we", "they", "it", "i", "you", "he", "she", "uses", "use", "used", "shows", "show"]
)


def is_rule(stripped: str) -> bool:
    """Return whether a line is a horizontal rule such as ``---`` or ``* * *``."""
    marks = stripped.replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and marks == marks[0] * len(marks)


def ends_a_thought(line: str) -> bool:
    """Return whether a line ends in a stop, colon or semicolon (markup behind it allowed)."""
    return _WORDY_STOP.search(line[-40:]) is not None


def is_bold_only(stripped: str) -> bool:
    """Return whether a whole line is one bold phrase that is no sentence: a heading in disguise."""
    if len(stripped) > 120 or not stripped.startswith(("**", "__")):
        return False
    mark = stripped[:2]
    core = stripped.rstrip(": ：")
    if not core.endswith(mark) or len(core) < 5 or mark in core[2:-2]:
        return False
    inner = core[2:-2].strip().rstrip(":：")
    return bool(inner) and inner[-1] not in ".!;。！" and len(inner.split()) <= 12


def is_plain_heading(stripped: str) -> bool:
    """Return whether a line without any marker reads like a heading.

    >>> is_plain_heading("Background and Motivation"), is_plain_heading("Q = W * x")
    (True, False)
    """
    if len(stripped) > 80 or stripped[-1] in ".!?:;,。！？：；，…":
        return False
    if not (stripped[0].isupper() or stripped[0].isdigit()) or any(
        c in stripped for c in "=\\$|<>"
    ):
        return False
    words = stripped.split()
    if len(words) > 10 or words[-1].lower() in _FUNCTION_WORDS or "://" in stripped:
        return False
    long = [word for word in words if len(word) > 3]
    if sum(not word[0].islower() for word in long) == len(long):
        return True
    return len(words) <= 6 and not any(word.lower() in _VERBS for word in words)


def is_continuation(previous: str, stripped: str) -> bool:
    """Return whether a line goes on with the sentence of the line before it.

    >>> is_continuation("In terms of the implications of", "the paper, it highlights")
    True
    """
    first = stripped[0]
    if not (first.islower() or first in ",;.)]}"):
        return False
    if first.islower() and ends_a_thought(previous):
        return False
    last = previous.rsplit(maxsplit=1)[-1].lower()
    return len(previous) >= 25 or last in _FUNCTION_WORDS


def one_paragraph_per_line(lines: Sequence[str]) -> bool:
    """Return whether the lines of a text are whole paragraphs, as scraped pages have them.

    It is so when lines of prose mostly follow each other without a blank line, most of them
    end in a stop, and they are not wrapped at one width.
    """
    pairs = stops = blanks = 0
    fenced = False
    previous = ""
    for line in lines:
        stripped = line.strip()
        if stripped.startswith(("```", "~~~")):
            fenced = not fenced
            previous = ""
            continue
        if fenced:
            continue
        if not stripped:
            blanks += bool(previous)
            previous = ""
            continue
        if stripped[0] in "#>|-*+<`$\\":
            previous = ""
            continue
        if len(previous) > 40:
            pairs += 1
            stops += ends_a_thought(previous)
        previous = stripped
    return pairs >= 2 and pairs >= blanks and stops * 10 >= pairs * 7
