"""What one line is, judged by itself: marker, rule, label, heading without a ``#``.

Every pattern is anchored, bounded and free of nested quantifiers, so no line can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BULLETS = "-*+•●○◦‣▪■·➢∙–"

# A bullet needs a space behind it, but a hyphen before a capital or a bracket is one too
# ("-Loss function: ..."), as is "1." before a capital; "-5" and "1.5" are not.
MARKER = re.compile(
    r"(?:[-*+●○◦‣▪■·➢∙–][ \t\u00a0]+|[-*+•●○◦‣▪■·➢∙]$|•[ \t\u00a0]*"
    r"|-(?=[A-Z\u4e00-\u9fff][\w ]|\[[^\]])"
    r"|(\d{1,3})[.)](?:[ \t]+|$|(?=[A-Z*\[\u4e00-\u9fff]))"
    r"|(\d{1,2})、[ \t]*|\((\d{1,2})\)[ \t]+|[a-z]\)[ \t]+)"
)
TASK = re.compile(r"\[[ xX/-]\][ \t]+")
ATX = re.compile(r"(#{1,6})(?:[ \t]+|(?=[^#\s])|$)")
FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)$")
DEFINITION = re.compile(
    r"\[([^\[\]\n^][^\[\]\n]{0,300})\]:[ \t]{0,9}(?:<([^<>\n]{1,2000})>|(\S{1,2000}))(?=\s|$)"
)
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]:[ \t]*")
LABELLED = re.compile(
    r"(?:\*\*|__|[*_])?(?:titles?|authors?|years?|date|tags?|venues?|conference|journal|published"
    r"|publication|links?|url|paper(?: link| url)?|arxiv|doi|pdf|code|github|project page|project"
    r"|categor(?:y|ies)|keywords?|topics?|affiliations?|institutions?|organi[sz]ations?|source"
    r"|tl;?dr|abstract|cited as|bibtex|作者|标题|论文|年份|发表|链接|代码)"
    r"(?:\*\*|__|[*_])?[ \t]*[:：]",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…。！？:：;]++[\"'”’»)\]}*_`]*+$")

_FUNCTION_TEXT = """
a an the of to in on at for from by with without as and or but nor so if than that which who is are
was were be been being has have had do does did can could will would may might must shall should it
its this these those their our we they he she i not no into onto over under via per between among
about while when where because since
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_TEXT.split())
_VERB_TEXT = """
is are was were has have had do does did can could will would may might must we they it i you he she
uses use used shows show
"""
_VERBS = frozenset(_VERB_TEXT.split())
_END_MARKS = ".!?:;,。！？：；，…"
_FORMULA_MARKS = frozenset("=\\$|<>")


def is_rule(stripped: str) -> bool:
    """Return whether a line is a horizontal rule such as ``---`` or ``* * *``."""
    if len(stripped) > 500:
        return False
    marks = stripped.replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and marks == marks[0] * len(marks)


def is_delimiter_row(stripped: str) -> bool:
    """Return whether a line is the ``|---|:-:|`` under the head of a table."""
    return "-" in stripped and "|" in stripped and not stripped.strip(" \t|:+-")


def is_picture(stripped: str) -> bool:
    """Return whether a line is one picture and nothing else."""
    if stripped.startswith("![["):
        return stripped.endswith("]]") and stripped.count("[[") == 1
    return stripped.startswith("![") and stripped[-1] == ")" and stripped.count("](") == 1


def ends_a_thought(line: str) -> bool:
    """Return whether a line ends in a stop, colon or semicolon (markup behind it allowed)."""
    return _STOP.search(line[-40:]) is not None


def is_bold_only(stripped: str) -> bool:
    """Return whether a line is one bold phrase that is no sentence: a heading in disguise.

    >>> is_bold_only("**Cross Network**:"), is_bold_only("**It works.**")
    (True, False)
    """
    if len(stripped) > 120 or not stripped.startswith(("**", "__")):
        return False
    mark = stripped[:2]
    core = stripped.rstrip(": ：")
    if not core.endswith(mark) or len(core) < 5 or mark in core[2:-2]:
        return False
    inner = core[2:-2].strip().rstrip(":：")
    return (
        bool(inner) and inner[-1] not in ".!;。！" and "=" not in inner and len(inner.split()) <= 12
    )


def is_plain_heading(stripped: str) -> bool:
    """Return whether a line without any marker reads like a heading.

    >>> is_plain_heading("Background and Motivation"), is_plain_heading("Q = W * x")
    (True, False)
    """
    if len(stripped) > 80 or stripped[-1] in _END_MARKS:
        return False
    if not (stripped[0].isupper() or stripped[0].isdigit()):
        return False
    words = stripped.split()
    if len(words) > 10 or words[-1].lower() in _FUNCTION_WORDS or "://" in stripped:
        return False
    if not _FORMULA_MARKS.isdisjoint(stripped):
        return False
    if all(not word[0].islower() for word in words if len(word) > 3):
        return True
    return len(words) <= 6 and not any(word.lower() in _VERBS for word in words)


def is_plain_title(stripped: str) -> bool:
    """Return whether the first line of a text may be its title."""
    return len(stripped) <= 200 and stripped[-1] not in ".!:;,。！：；，" and "://" not in stripped


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
    return len(previous) >= 25 or previous.rsplit(maxsplit=1)[-1].lower() in _FUNCTION_WORDS


def one_paragraph_per_line(lines: Sequence[str]) -> bool:
    """Return whether the lines of a text are whole paragraphs, as scraped pages have them.

    It is so when lines of prose follow each other without a blank line and most of them end in
    a stop, or when there is no blank line at all and the lines are too long to be wrapped or
    stand each under a heading.
    """
    prose = length = neighbours = pairs = stops = blanks = 0
    fenced = False
    previous = ""
    for line in lines:
        stripped = line.strip()
        if stripped.startswith(("```", "~~~")):
            fenced = not fenced
            previous = ""
        elif fenced:
            pass
        elif not stripped:
            blanks += 1
            previous = ""
        elif stripped[0] in "#>|<`$\\[!" or MARKER.match(stripped):
            previous = ""
        else:
            prose += 1
            length += len(stripped)
            neighbours += bool(previous)
            if len(previous) > 40:
                pairs += 1
                stops += ends_a_thought(previous)
            previous = stripped
    if len(lines) and not lines[-1].strip():
        blanks -= 1  # what stands behind the last line end is not a blank line
    if pairs >= 3 and pairs >= blanks and stops * 10 >= pairs * 7:
        return True
    return blanks <= 0 and prose >= 3 and (length > 110 * prose or neighbours == 0)
