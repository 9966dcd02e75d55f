"""Titles as strings: cleaned of what a blog adds, compared, cut into short name and rest."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from paperkg.extract.bibliography.namewords import wordset
from paperkg.extract.bibliography.venues import VENUE, YEAR
from paperkg.extract.hyphens import HyphenWords, fold, restore
from paperkg.model import Lexicon

_WIKILINK = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STRONG = re.compile(r"(?<!\w)(\*\*\*|\*\*|\*|___|__|_|~~|==)(?=\S)([^*_~=]+)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPACE = re.compile(r"\s+")
_DATE_PREFIX = re.compile(r"^\(?(?:19|20)\d\d[-_.](?:0?\d|1[0-2])[-_.][0-3]?\d\)?[\s:_–—-]+(?=\S)")
_NUMBER_PREFIX = re.compile(
    r"^(?:#\s?\d{1,4}[.:)]?\s+|\d{1,3}[.)]\s+|\[\d{1,4}\]:?\s+|№\s?\d+[.:]?\s+)(?=\S)"
)
_KINDS = (
    r"(?:(?:research|academic|scientific|classic|ml|ai|dl|nlp|cv|(?:deep|machine) learning)\s)?"
    r"(?:paper|article|literature|reading|book)s?"
)
_DEEDS = (
    r"(?:summary|summaries|review|notes?|reading|explained|explanation|walk-?through|breakdown|"
    r"overview|digest|discussion|dissected|implementation|annotated|report|club|recap|"
    r"deep[ -]dive|highlights?|of the (?:day|week|month))"
)
_PREFIX = re.compile(
    rf"^(?:\W{{0,2}}(?:{_KINDS}[\s-]{{0,2}}{_DEEDS}|{_DEEDS}|{_KINDS}|tl;?dr|read(?:ing)?|"
    r"understanding the paper|review of the paper|paper I read|title)"
    r"(?:\s?[#№]?\s?\d{1,4})?(?:\]|\))?\s?[:|–—>»]\s?|"
    rf"\[(?:{_KINDS})?[\s-]{{0,2}}(?:{_DEEDS})?\]\s{{0,2}}|"
    rf"(?:{_KINDS}\s)?(?:reading\s)?(?:notes|summary)\s(?:on|of|for|about)\s"
    rf"(?:the\s(?:paper|article)\s|(?=[\"“'‘A-Z\[]))|"
    rf"{_KINDS}\s{_DEEDS}\s[-–—]\s|(?:notes?|summary)\s[-–—]\s)",
    re.IGNORECASE,
)
_NOTES_ON = re.compile(r"^(?:Notes|Summary) (?:on|of) ")
_BRACKET_PREFIX = re.compile(
    rf"^[\[(](?:[^\[\]()]{{0,24}}{YEAR}|{VENUE.pattern}[^\[\]()]{{0,12}}|paper|notes?|arxiv|pdf)"
    r"[\])]\s?[:-]?\s*(?=\S)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    rf"(?:\s*[-–—|:]\s*|\s*[\[(]\s*)(?:(?:a\s)?{_KINDS}[\s-]?{_DEEDS}|{_DEEDS}|paper|pdf|arxiv|link|"
    r"code|github|slides|video|my notes)\s*[\])]?\s*$",
    re.IGNORECASE,
)
_YEAR_SUFFIX = re.compile(
    rf"(?:\s*[\[({{]\s*(?:[^\[\](){{}}]{{0,40}}[\s,'’-])?{YEAR}\s*[\])}}]|"
    rf"\s*[\[({{]\s*(?:{VENUE.pattern})[^\[\](){{}}]{{0,20}}[\])}}]|"
    rf"\s*[\[(]\s*arxiv[^\[\]()]{{0,24}}[\])]|"
    rf"\s*[,|–—-]\s*(?:{VENUE.pattern})?[\s,'’-]{{0,2}}{YEAR}|"
    rf"(?<!\bat)(?<!\bin)(?<!\bof)(?<!\bon)(?<!\bfor)(?<!\bthe)\s+"
    rf"(?:{VENUE.pattern})[\s,'’-]{{0,2}}{YEAR})\s*$"
)
_PLACEHOLDER = re.compile(
    r"(?i)\W*(?:(?:the )?(?:paper|post|article|note|full)?\s?(?:title|name)"
    r"(?: here| of (?:the )?paper)?"
    r"|title of (?:the )?(?:paper|post)|untitled(?: \d+)?|template|your title|insert title.*"
    r"|\{\{.*\}\}|<%.*%>|tl;?dr|readme|index|todo|tbd)\W*"
)
_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“", "`": "`"}
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


def unmarked(text: str) -> str:
    """Return inline Markdown as plain text on one line.

    >>> unmarked("**[BERT](https://x.y)**: *pre-training* &amp; [[notes|more]]")
    'BERT: pre-training & more'
    """
    if "[" in text:
        text = _WIKILINK.sub(lambda m: m[2] or m[1].rsplit("/", 1)[-1], text)
        text = _LINK.sub(lambda m: "" if m[0].startswith("!") else m[1], text)
    if "<" in text:
        text = _TAG.sub("", text)
    for _ in range(2):
        text = _STRONG.sub(r"\2", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return _SPACE.sub(" ", text.replace("`", "")).strip()


@lru_cache(maxsize=512)
def clean_title(raw: str, *, words: HyphenWords | None = None) -> str:
    """Return the title of a paper out of what a post writes for it.

    Args:
        raw: The heading, field or quotation, Markdown included.
        words: Given if the text has lost its hyphens.

    >>> clean_title("Paper summary: **Deep Nets** (NIPS 2014)")
    'Deep Nets'
    >>> clean_title("[1] Notes on “Wide Nets for You”, 2017")
    'Wide Nets for You'
    """
    if words is not None:
        raw = re.sub(r"(?<=\w)  (?=\w)", " - ", raw.strip())
    text = _without_pictures(unmarked(raw))
    before = ""
    while text != before:
        before = text
        text = _DATE_PREFIX.sub("", text)
        text = _NUMBER_PREFIX.sub("", text)
        text = _BRACKET_PREFIX.sub("", text)
        text = _PREFIX.sub("", text, count=1)
        text = _YEAR_SUFFIX.sub("", text)
        text = _SUFFIX.sub("", text)
        text = _unquoted(text.strip())
    if len(text) > 3:
        text = text.rstrip(" .,;:|").lstrip("-–—|:,; ")
    if text.startswith("[") and "]" not in text:
        text = text[1:]
    if words is not None:
        text = restore(text.replace("{", "(").replace("}", ")"), words)
    return text or before or unmarked(raw)


def _without_pictures(text: str) -> str:
    """Drop emoji and other pictures, and what joins them."""
    if text.isascii():
        return text
    kept = "".join(
        c for c in text if unicodedata.category(c) not in ("So", "Cs", "Co") and c not in "️‍"
    )
    return _SPACE.sub(" ", kept).strip()


def _unquoted(text: str) -> str:
    """Take off quotation marks that enclose the whole."""
    text = text.rstrip(",;")
    if len(text) > 2 and text[0] in _QUOTES:
        closing = _QUOTES[text[0]]
        inner = text[1:-1]
        if (
            text[-1] == closing
            and text[0] not in inner
            and closing not in inner.replace("’", "", 0)
        ):
            return inner.strip(" ,.")
    return text


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
    if shaped or (capitals and not words[-1].lower().endswith("ing")):
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
