"""Rules for the title of the paper a post is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from paperkg.extract.bibliography import bibtex
from paperkg.extract.bibliography.cleaning import clean_title, unmarked
from paperkg.extract.bibliography.namewords import wordset
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Quote, Sight
from paperkg.extract.bibliography.titles import (
    is_cut,
    is_placeholder,
    same_work,
    spelled_as_known,
    split_byline,
    title_key,
)
from paperkg.extract.hyphens import fold
from paperkg.model import BlockKind, LinkKind, Stated

_PAPER_TITLE = frozenset({"paper title", "papertitle", "article title", "full title", "paper name"})
_GENERIC = wordset(
    "abstract introduction summary overview notes background motivation method methods results "
    "conclusion discussion contents references tldr metadata info information paper papers link "
    "links authors key ideas main idea idea contributions contribution related work preface "
    "table of contents paper information basic information general what why how"
)
_WEB = LinkKind.WEB
_JEKYLL = re.compile(r"^(?:19|20)\d\d-\d{1,2}-\d{1,2}-")
_CITED_FILE = re.compile(r"^.{2,60}? - (?:19|20)\d\d - (?P<title>.{4,})$")
_ANNOUNCES = re.compile(
    r"(?i)\b(?:this (?:post|week|time|article|note)|today|(?:i|we)(?:'ll| will)? (?:just )?"
    r"(?:read|look|review|discuss|cover|summari[sz]e)|summary of|notes on|review of|is about)\b"
    r"[^.!?]{0,60}$"
)
_OPENING = re.compile(
    r"(?i)(?:(?:this|the|in (?:the|this|their))\s(?:\w+\s){0,2}?(?:paper|article|work|study)s?,?"
    r"(?:\s(?:titled|entitled|called))?:?|in|(?:(?:today|here|this (?:week|time|month)|"
    r"in this (?:post|article|note|blog post)),? )?(?:we|i)(?:'ll| will|'m| am| are| have)?\s"
    r"(?:just\s|first\s)?(?:read|look|review|discuss|cover|summari[sz]e|go|talk|explore|dive|take)"
    r"\w{0,3}\b.{0,30}?)?\s*[*_]{0,2}$"
)
_AFTER_OWN = re.compile(
    r"[\s,]*(?:[({\[][^(){}\[\]]{1,40}[)}\]]\s*,?\s*)?(?:by\b|is\b|was\b|from\b|presents?\b|"
    r"proposes?\b|introduce[sd]?\b|describes?\b|[-–—(,]|published|written|authored)"
)
_TITLE_LINK = re.compile(
    r"(?i)\W*(?:link|paper|pdf|arxiv|here|this|original|source|read|abs|html)\b"
)


def _proper(title: str) -> bool:
    """Whether a text can be a title at all."""
    low = unmarked(title).lower().strip(" .:#0123456789")
    named = bool(low) and low not in _GENERIC and not is_placeholder(title)
    return named and not title.lstrip().startswith("@")  # "@bee2018" is the key of a citation


def _state(sight: Sight, raw: str, start: int, end: int, rule: str) -> Iterator[Stated]:
    if not _proper(raw):
        return
    title = clean_title(raw, words=sight.words)
    title = split_byline(title)[0]
    if sight.words is not None:
        title = spelled_as_known(title, sight.known)
    if title and _proper(title) and not title.startswith(("http:", "https:")):
        yield sight.state(title, start, end, rule)


def from_paper_title(sight: Sight) -> Iterator[Stated]:
    """Read what is labelled as the paper's title, as against the post's."""
    for label in sight.labelled("paper title", "title"):
        if label.key == "paper title" or not label.front:
            yield from _state(
                sight, label.value, label.start, label.end, "title-from-paper-title-field"
            )
    for label in sight.labelled("url"):
        # "Paper: [Deep Nets for All](https://...)"
        found = re.match(r"\s*\[([^\[\]]{12,})\]\(", label.value)
        if not found or label.name not in ("paper", "article", "original paper"):
            continue
        if not _TITLE_LINK.match(found[1]) and len(found[1].split()) > 2:
            start = label.start + found.start(1)
            end = label.start + found.end(1)
            yield from _state(sight, found[1], start, end, "title-from-paper-title-field")


def from_front_matter(sight: Sight) -> Iterator[Stated]:
    """Read the ``title`` of front matter."""
    for label in sight.labelled("title"):
        if label.front:
            yield from _state(sight, label.value, label.start, label.end, "title-from-front-matter")


def from_heading_link(sight: Sight) -> Iterator[Stated]:
    """Read a title heading that is a link."""
    link = sight.heading_link
    if link is None or link.kind is LinkKind.WIKILINK:
        return
    start, end = sight.heading
    if not _proper(link.text):
        return
    before = unmarked(sight.text[start : link.start]).strip(" :-–—#0123456789.[]()")
    if len(before) > 2 and not _TITLE_LINK.match(link.text):
        raw = sight.text[start : link.end]
        yield from _state(sight, raw, start, link.end, "title-from-heading-link")
    elif _TITLE_LINK.fullmatch(link.text.strip("[]() ")):
        yield from _state(sight, sight.text[start : link.start], start, end, "title-from-heading")
    else:
        yield from _state(
            sight, link.text, link.text_start, link.text_end, "title-from-heading-link"
        )


def from_heading(sight: Sight) -> Iterator[Stated]:
    """Read the title heading."""
    start, end = sight.heading
    link = sight.heading_link
    if link is not None and link.start == start and link.end == end and _proper(link.text):
        return  # it is all link: the rule for linked headings reads it
    if end > start:
        yield from _state(sight, sight.text[start:end], start, end, "title-from-heading")


def from_first_link(sight: Sight) -> Iterator[Stated]:
    """Read a link near the top that leads to a paper and has its title for a text."""
    blocks = [b for b in sight.post.blocks[:6] if b.kind is not BlockKind.HEADING][:3]
    if not blocks:
        return
    first, end = blocks[0], blocks[-1].end
    for link in sight.post.links:
        if link.start >= end:
            break
        titled = len(link.text.split()) > 3 and not _TITLE_LINK.match(link.text)
        alone = first.start + 4 >= link.start >= first.start and link.end + 4 >= first.end
        scholarly = link.kind in (LinkKind.ARXIV, LinkKind.DOI)
        if titled and "//" not in link.text and (scholarly or (alone and link.kind is _WEB)):
            yield from _state(
                sight, link.text, link.text_start, link.text_end, "title-from-first-link"
            )
            return


def from_opening_quote(sight: Sight) -> Iterator[Stated]:
    """Read the quoted title with which the first sentences present the paper."""
    if sight.heading_link is not None:
        return
    head = sight.prose[:6]
    links = {link.text_start for link in sight.post.links}
    quoted = {quote.start for quote in sight.quotes}
    for quote in sight.mentions[:6]:
        early = bool(head) and quote.start < head[-1].end
        plain = quote.start in quoted or quote.start in links
        if early and plain and len(quote.text.split()) > 2 and _presents(sight, quote):
            yield from _state(sight, quote.text, quote.start, quote.end, "title-from-opening-quote")


def _presents(sight: Sight, quote: Quote) -> bool:
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


def from_bibtex(sight: Sight) -> Iterator[Stated]:
    """Read the title of the only BibTeX entry."""
    entry = bibtex.only_entry(sight)
    if entry and "title" in entry:
        value = entry["title"]
        yield from _state(sight, value.text, value.start, value.end, "title-from-bibtex")


def from_file_name(sight: Sight) -> Iterator[Stated]:
    """Take the file's name where a vault has no other title."""
    if sight.post.id != sight.post.file:
        return
    stem = sight.file_stem
    dated = _JEKYLL.match(stem)
    stem = _JEKYLL.sub("", stem)
    cited = _CITED_FILE.match(stem)
    if cited:
        stem = cited["title"]
    if dated or " " not in stem:
        stem = (
            re.sub(r"(?<=\w)[-_]+(?=\w)", " ", stem)
            if stem.count("-") + stem.count("_") > 1
            else stem
        )
        stem = stem.replace("_", " ")
    at = sight.post.start
    yield from _state(sight, stem, at, at, "title-from-file-name")


TITLE_RULES = (
    Rule(
        "title-from-paper-title-field",
        "title",
        "paper_title: ..., **Title**: ..., Paper: [...](...)",
        "A field that says it is the paper's title.",
        from_paper_title,
    ),
    Rule(
        "title-from-heading-link",
        "title",
        "# [Title](https://...)",
        "The text of a title heading that links to the paper.",
        from_heading_link,
    ),
    Rule(
        "title-from-front-matter",
        "title",
        "title: ...",
        "The title in front matter, without what the blog adds to it.",
        from_front_matter,
    ),
    Rule(
        "title-from-heading",
        "title",
        "# Title",
        "The title heading, without what the blog adds to it.",
        from_heading,
    ),
    Rule(
        "title-from-opening-quote",
        "title",
        'The paper "Title" by ...',
        "A quoted title with which one of the first sentences presents the paper.",
        from_opening_quote,
    ),
    Rule(
        "title-from-first-link",
        "title",
        "[Title](https://arxiv.org/...) near the top",
        "The text of the first link to a paper.",
        from_first_link,
    ),
    Rule(
        "title-from-bibtex",
        "title",
        "title = {Title}",
        "The title of the post's only BibTeX entry.",
        from_bibtex,
    ),
    Rule(
        "title-from-file-name",
        "title",
        "Title.md",
        "The file's name, where nothing else states a title.",
        from_file_name,
    ),
)
COMPLETION = Rule(
    "title-completed-from-quote",
    "title",
    '"Title: with its subtitle"',
    "A fuller form of a title that is cut off, lacks its subtitle or is only a name.",
    lambda sight: complete(sight, sight.titles),
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
    if b.startswith(a) and len(b) > len(a) + 3 and len(a) > 1:
        return len(other.value) < 260
    weak = len(best.value.split()) <= 2 and not best.evidence.rule.startswith("title-from-paper")
    strong = other.evidence.rule in (
        "title-from-heading-link",
        "title-from-opening-quote",
        "title-from-first-link",
        "title-from-bibtex",
    )
    if strong and len(other.value.split()) >= 4 and (weak or _is_announced(sight, other)):
        return True
    return is_cut(best.value) and same_work(best.value, other.value)


def _is_announced(sight: Sight, stated: Stated) -> bool:
    """Whether a post says that it is about the paper whose title it quotes."""
    if stated.evidence.rule != "title-from-opening-quote" or sight.heading_link:
        return False
    start = stated.evidence.start
    return bool(_ANNOUNCES.search(sight.text[max(sight.post.start, start - 80) : start]))


def _own_quote(sight: Sight, best: Stated) -> Stated | None:
    """Return a quotation that is the title more fully, or as the author of the post cites it."""
    rule = "title-completed-from-quote"
    linked = best.evidence.rule in ("title-from-heading-link", "title-from-paper-title-field")
    cut = is_cut(best.value)
    if linked and not cut:
        return None
    key = title_key(best.value)
    for quote in sight.own_quotes_of(best.value):
        for stated in _state(sight, quote.text, quote.start, quote.end, rule):
            mine = title_key(stated.value)
            if mine == key or is_cut(stated.value):
                continue
            bare = title_key(re.sub(r"[({][^(){}]*[)}]", "", best.value))
            longer = mine.startswith(bare) and len(mine) > len(key)
            if longer:
                return stated
            ends = key.endswith(mine) or fold(best.value).startswith(fold(stated.value))
            if not linked and not ends and (cut or _presents(sight, quote)):
                return stated
    return None
