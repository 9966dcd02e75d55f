"""Titles as strings: cleaned of what a blog adds, compared, cut into short name and rest."""

from __future__ import annotations

import re

from paperkg.extract.bibliography.namewords import wordset
from paperkg.extract.hyphens import fold
from paperkg.model import Lexicon

_PLACEHOLDER = re.compile(
    r"(?i)\W*(?:(?:the )?(?:paper|post|article|note|full)?\s?(?:title|name)"
    r"(?: here| of (?:the )?paper)?"
    r"|title of (?:the )?(?:paper|post)|untitled(?: \d+)?|template|your title|insert title.*"
    r"|\{\{.*\}\}|<%.*%>|tl;?dr|readme|index|todo|tbd)\W*"
)
_CUT_TAIL = re.compile(
    r"(?:\b(?:a|an|the|of|for|and|or|in|on|at|to|with|from|by|via|using|through|under|as|"
    r"into|towards?|over|between|without|is|are)|[,&–—-]|\.\.\.|…)$",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(r":\s+|\s+[-–—]{1,3}\s+")
_FUNCTION_WORDS = wordset(
    "a an the of for and or in on at to with from by via is are as how what why when does do can "
    "not your you we it"
)
_PARENTHESIS = re.compile(r"[({\[]([^(){}\[\]]{2,40})[)}\]]")
_BY = re.compile(r",?\s+by\s+(?=[A-Z])")
_SIGNED = re.compile(r"\bet\.?\s+al\b|(?<![\w.])[A-Z]\.\s?[A-Z]")
_NAME_SHAPED = re.compile(
    r"[\w.+@*-]*(?:[A-Z][\w.+-]*[A-Z]|[A-Z][\w.+-]*\d|\d[\w.+-]*[A-Z])[\w.+-]*"
)


def is_placeholder(title: str) -> bool:
    """Whether a title is a template's: "Paper Title", "{{title}}".

    >>> is_placeholder("[Paper Title]"), is_placeholder("Title Generation with Nets")
    (True, False)
    """
    return bool(_PLACEHOLDER.fullmatch(title.strip()))


def is_cut(title: str) -> bool:
    """Whether a title breaks off: it ends in a word that needs another.

    >>> is_cut("Forecasting, Prevention, and"), is_cut("Sanity Checks for Maps")
    (True, False)
    """
    return bool(_CUT_TAIL.search(title))


def name_before_colon(title: str) -> str:
    """Return the name a title opens with: "BERT: ..." or "Big Bird - ...", else nothing.

    >>> name_before_colon("Big Bird: Longer Nets"), name_before_colon("How to read: a guide")
    ('Big Bird', '')
    """
    found = _SUBTITLE.search(title)
    if not found:
        return ""
    head = title[: found.start()].strip()
    head = _PARENTHESIS.sub("", head).strip(" \"'“”")
    words = head.split()
    if not 1 <= len(words) <= 3 or any(w.lower() in _FUNCTION_WORDS for w in words):
        return ""
    if re.fullmatch(r"(?i)(?:part|chapter|volume|towards?|beyond|rethinking)\b.*", head):
        return ""
    shaped = any(_NAME_SHAPED.fullmatch(w) for w in words)
    capitals = all(w[0].isupper() or w[0].isdigit() for w in words)
    gerund = words[-1].lower().endswith("ing") and len(words) < 3
    if shaped or (capitals and not gerund):
        return head
    return ""


def name_in_parentheses(title: str) -> tuple[str, str]:
    """Return an acronym in parentheses and the words before it.

    >>> name_in_parentheses("Deep & Cross Network {DCN}")
    ('DCN', 'Deep & Cross Network')
    """
    for found in _PARENTHESIS.finditer(title):
        inside = found[1].strip()
        if " " not in inside and _NAME_SHAPED.fullmatch(inside):
            return inside, title[: found.start()].strip(" :-")
    return "", ""


def split_byline(title: str) -> tuple[str, int]:
    """Return a title without its " by A. Author et al.", and where that begins in it (-1: none).

    The tail counts only if it says "et al." or has an initial: "by Reading Books" is none.

    >>> split_byline("Nets by Ann Bee, et al"), split_byline("Learning by Reading Books")
    (('Nets', 4), ('Learning by Reading Books', -1))
    """
    for found in _BY.finditer(title):
        if _SIGNED.search(title, found.end()):
            return title[: found.start()].rstrip(" ,"), found.start()
    return title, -1


def same_work(short: str, full: str) -> bool:
    """Whether a fuller title may be that of the same paper as a shorter one.

    It begins or ends with it, has the same name before the colon, or nearly the same words.

    >>> same_work("Nets for Longer", "Nets for Longer Sequences")
    True
    """
    a, b = fold(_bare(short)), fold(_bare(full))
    if not a or not b:
        return False
    if b.startswith(a) or a.startswith(b) or b.endswith(a) or a.endswith(b):
        return min(len(a), len(b)) >= 8 or a == b
    name = name_before_colon(short)
    if name and fold(name) == fold(name_before_colon(full)):
        return True
    mine = _content(short)
    theirs = _content(full)
    shared = len(mine & theirs)
    return shared >= 3 and shared >= 0.7 * min(len(mine), len(theirs))


def _bare(title: str) -> str:
    return re.sub(r"[^\w\s]", "", _PARENTHESIS.sub("", title))


def _content(title: str) -> set[str]:
    return {
        w for w in re.findall(r"\w+", title.lower().replace("-", "")) if w not in _FUNCTION_WORDS
    }


def known_titles(lexicon: Lexicon) -> dict[str, str]:
    """Return the spelling of each known title by its folded form."""
    titles = [work.title for work in lexicon.works] + [r.title for r in lexicon.records]
    return {title_key(title): title for title in titles if title}


def title_key(title: str) -> str:
    """Return the key under which a title meets its known spelling.

    >>> title_key("Part 1 -- Pre-training?") == title_key("Part 1 Pretraining")
    True
    """
    return re.sub(r"\W+", "", fold(title))


def spelled_as_known(title: str, known: dict[str, str]) -> str:
    """Return the title with the hyphens of the known one, if there is one.

    >>> spelled_as_known("X: Pretraining Nets", {"pretrainingnets": "Pre-training Nets"})
    'X: Pre-training Nets'
    """
    whole = known.get(title_key(title))
    if whole:
        return whole
    for found in _SUBTITLE.finditer(title):
        rest = known.get(title_key(title[found.end() :]))
        if rest:
            return title[: found.end()] + rest
    found_acronym, before = name_in_parentheses(title)
    if found_acronym and title.rstrip().endswith((")", "}")):
        rest = known.get(title_key(before))
        if rest:
            return f"{rest} ({found_acronym})"
    return title
