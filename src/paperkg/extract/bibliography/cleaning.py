"""Takes off a title what a blog adds to it: marks, numbers, "Paper review:", "(CVPR 2019)"."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from paperkg.extract.bibliography.venues import VENUE, VENUE_YEAR, YEAR
from paperkg.extract.hyphens import HyphenWords, restore

_WIKILINK = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_LINKED_TAIL = re.compile(
    r"(?i)(?<=\w)[\s:,|–—-]+(?:\[{1,2}(?:pdf|paper|link|arxiv|code|abs|html|slides?|video)\]{1,2}\([^()\s]*\)[\s,|]*)+$"
)
"""Links behind a title that are no part of it."""
_MARKS = re.compile(r"[*_~=]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STRONG = re.compile(r"(?<!\w)(\*\*\*|\*\*|\*|___|__|_|~~|==)(?=\S)([^*_~=]+)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_NUMBER_PREFIX = re.compile(
    r"\(?(?:19|20)\d\d[-_.](?:0?\d|1[0-2])[-_.][0-3]?\d\)?[\s:_–—-]+(?=\S)"
    r"|(?:#\s?\d{1,4}[.:)]?\s+|\d{1,3}[.)]\s+|\[\d{1,4}\]:?\s+|№\s?\d+[.:]?\s+)(?=\S)"
)
_VENUE_PREFIX = re.compile(rf"{VENUE_YEAR.pattern}\s?[-–—:|]\s+(?=\S)")
"""Where a paper appeared, before its title: "NeurIPS2018 - "."""
CITED_PREFIX = re.compile(
    r"[A-Z][\w'’-]+(?: et\.? al\.?| (?:and|&) [A-Z][\w'’-]+)?,? "
    rf"(?:\((?:19|20)\d\d[a-z]?\)|(?:(?:{VENUE.pattern}),? )?(?:19|20)\d\d[a-z]?)"
    r"\s?[:.,–—-]\s(?=[\"“A-Z])"
)
"""What a reader of papers sets before a title: "Bee et al. (2018) - "."""
_KINDS = (
    r"(?:(?:weekly|daily|monthly|research|academic|scientific|classic|"
    r"ml|ai|dl|nlp|cv|(?:deep|machine) learning)\s)?"
    r"(?:paper|article|literature|reading|book)s?"
)
_DEEDS = (
    r"(?:summary|summaries|review|notes?|reading|explained|explanation|walk-?through|breakdown|"
    r"overview|digest|discussion|dissected|implementation|annotated|report|club|recap|"
    r"deep[ -]dive|highlights?|of the (?:day|week|month))"
)
_KIND_PREFIX = re.compile(
    rf"(?:\W{{0,2}}(?:{_KINDS}[\s-]{{0,2}}{_DEEDS}|{_DEEDS}|{_KINDS}|tl;?dr|read(?:ing)?|"
    r"understanding the paper|review of the paper|paper I read|title)"
    r"(?:\s?[#№]?\s?\d{1,4})?(?:\]|\))?\s?[:|–—>»]\s?|"
    rf"\[(?:{_KINDS})?[\s-]{{0,2}}(?:{_DEEDS})?\]\s{{0,2}}|"
    rf"(?:{_KINDS}\s)?(?:reading\s)?(?:notes|summary)\s(?:on|of|for|about):?\s"
    rf"(?:the\s(?:paper|article)\s|(?=[\"“'‘A-Z\[]))|"
    rf"{_KINDS}\s{_DEEDS}\s[-–—]\s|(?:notes?|summary)\s[-–—]\s)",
    re.IGNORECASE,
)
_BRACKET_PREFIX = re.compile(
    rf"[\[(](?:[^\[\]()]{{0,24}}{YEAR}|{VENUE.pattern}[^\[\]()]{{0,12}}|paper|notes?|arxiv|pdf)"
    r"[\])]\s?[:-]?\s*(?=\S)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    rf"(?:\s[-–—|]\s|[:|]\s(?=paper)|\s?[\[(]\s?)"
    rf"(?:(?:a\s)?{_KINDS}[\s-]?{_DEEDS}|{_DEEDS}|paper|pdf|arxiv|link|"
    r"code|github|slides|video|my notes)\s*[\])]?\s*$",
    re.IGNORECASE,
)
_BLOG_SUFFIX = re.compile(r"(?<=\w)\s\|\s[^|]{2,40}$")
"""The name of the blog, or a short name: no title of a paper has a bar."""
_YEAR_SUFFIX = re.compile(
    rf"(?:\s*[\[({{]\s*(?:[^\[\](){{}}]{{0,40}}[\s,'’-])?{YEAR}\s*[\])}}]|"
    rf"\s*[\[({{]\s*(?:{VENUE.pattern})[^\[\](){{}}]{{0,20}}[\])}}]|"
    rf"\s*[\[(](?:{VENUE.pattern},? ?)?{YEAR},? (?:by )?[A-Z][^()\[\]\d]{{1,60}}[\])]|"
    rf"\s*[\[(]\s*arxiv[^\[\]()]{{0,24}}[\])]|"
    rf"(?:,\s?|\s[|–—-]\s)(?:{VENUE.pattern})?[\s,'’-]{{0,2}}{YEAR}|"
    rf"(?:,\s?|\s[|–—-]\s)(?:{VENUE.pattern})\s?['’]\d\d|"
    rf"\s[|–—-]\s[A-Z][\w'’-]+(?:\set\.?\sal\.?|\s(?:and|&)\s[A-Z][\w'’-]+),?\s\(?{YEAR}\)?|"
    rf"(?<!\bat)(?<!\bin)(?<!\bof)(?<!\bon)(?<!\bfor)(?<!\bthe)\s+"
    rf"(?:{VENUE.pattern})[\s,'’-]{{0,2}}{YEAR})\s*$"
)
_HASHTAGS = re.compile(r"(?:\s#[A-Za-z][\w/-]{1,40}){1,8}$")
_MAY_END = re.compile(r"(?:[\d)\]}]|#[\w/-]+|[-–—|:]\s[\w\s-]{3,30})\s*$")
_LONGEST = 600
_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“", "`": "`"}


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
    if _MARKS.search(text):
        text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.replace("`", "").split())


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
    text = _without_pictures(unmarked(_LINKED_TAIL.sub("", raw[:_LONGEST])))
    before = ""
    while text != before:
        before = text
        for prefix in (_NUMBER_PREFIX, _BRACKET_PREFIX, _VENUE_PREFIX, CITED_PREFIX, _KIND_PREFIX):
            found = prefix.match(text)
            if found:
                text = text[found.end() :]
        if _MAY_END.search(text):
            text = _HASHTAGS.sub("", _SUFFIX.sub("", _YEAR_SUFFIX.sub("", text)))
        bar = _BLOG_SUFFIX.search(text)
        if bar and text.count(" ", 0, bar.start()) > 1 + bar.group().count(" ") - 2:
            text = text[: bar.start()]
        text = _unquoted(text.strip())
    if len(text) > 3:
        text = text.rstrip(" .,;:|").lstrip("-–—|:,; ")
    if text.startswith("[") and ("]" not in text or text.find("]") == len(text) - 1):
        text = text.strip("[]")
    if words is not None:
        text = restore(text.replace("{", "(").replace("}", ")"), words)
    return text or before or unmarked(raw)


_BEFORE_SIGN = re.compile(r" (?=[:;,.!?](?:\s|$))")
"""What a picture between a word and a sign leaves behind."""


def _without_pictures(text: str) -> str:
    """Drop emoji and other pictures, what joins them, controls and marks of direction."""
    if text.isascii() and text.isprintable():
        return text
    spaced = "".join(" " if c.isspace() else c for c in text)
    kept = (
        c
        for c in spaced
        if unicodedata.category(c) not in ("So", "Cs", "Co", "Cc", "Cf") and c != "️"
    )
    plain = " ".join("".join(kept).split())
    return _BEFORE_SIGN.sub("", plain) if len(plain) < len(text) else plain


def _unquoted(text: str) -> str:
    """Take off quotation marks that enclose the whole."""
    text = text.rstrip(",;")
    if len(text) > 2 and text[0] in _QUOTES:
        closing = _QUOTES[text[0]]
        inner = text[1:-1]
        if (
            text[-1] == closing
            and text[0] not in inner
            and (closing not in inner or closing == "’")
        ):
            return inner.strip(" ,.")
    return text
