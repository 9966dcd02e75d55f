"""Rules for the title of the paper a post is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.bibliography import bibtex
from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.extract.bibliography.completion import BY_AFTER, presents
from paperkg.extract.bibliography.essays import FROM_PROSE, is_capitalised, opening_title
from paperkg.extract.bibliography.metalines import read_meta_line
from paperkg.extract.bibliography.namelines import line_of_names
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.title_text import is_proper, state_title
from paperkg.extract.bibliography.titles import same_work, title_key
from paperkg.extract.hyphens import fold
from paperkg.model import BlockKind, LinkKind, Stated

_PAPER_TITLE = frozenset({"paper title", "papertitle", "article title", "full title", "paper name"})
_WEB = LinkKind.WEB
_JEKYLL = re.compile(r"^(?:19|20)\d\d-\d{1,2}-\d{1,2}-")
_CITED_FILE = re.compile(r"^.{2,60}? - (?:19|20)\d\d - (?P<title>.{4,})$")
_DOT_FOR_COLON = re.compile(r"^((?:[\w+-]+ ){0,3}[\w+-]+)\. (?=[A-Z])")
"""No file's name may have a colon everywhere, so that people write "BERT. Pre-training of"."""
_TITLED = frozenset(
    ("paper", "article", "original paper", "paper link", "link to paper", "link to the paper")
)
"""Labels before a link whose text may be the title."""
_NAME_WORDS, _TITLE_LINE = 2, 4
_TITLE_LINK = re.compile(
    r"(?i)\W*(?:link|paper|pdf|arxiv|here|this|original|source|read|abs|html)\b"
)


def from_paper_title(sight: Sight) -> Iterator[Stated]:
    """Read what is labelled as the paper's title, as against the post's."""
    for label in sight.labelled("paper title", "title"):
        if label.key == "paper title" and label.front and _is_slip(sight, label.value):
            continue
        if label.key == "paper title" or not label.front:
            yield from state_title(
                sight, label.value, label.start, label.end, "title-from-paper-title-field"
            )
    for label in sight.labelled("url"):
        # "Paper: [Deep Nets for All](https://...)"
        found = re.match(r"\s*\[([^\[\]]{12,})\]\(", label.value)
        if not found or label.name not in _TITLED:
            continue
        if not _TITLE_LINK.match(found[1]) and len(found[1].split()) > 2:
            start = label.start + found.start(1)
            end = label.start + found.end(1)
            yield from state_title(sight, found[1], start, end, "title-from-paper-title-field")
    for name, cited in sight.citations:
        if name and not _TITLE_LINK.match(sight.text[cited.start : cited.end]):
            raw = sight.text[cited.start : cited.end]
            yield from state_title(
                sight, raw, cited.start, cited.end, "title-from-paper-title-field"
            )


def _is_slip(sight: Sight, title: str) -> bool:
    """Whether the post is called after a known work that has another title."""
    for label in sight.labelled("title"):
        known = sight.works.get(fold(label.value).removesuffix("s")) if label.front else None
        if known and known != title_key(title) and not same_work(label.value, title):
            return True
    return False


def from_citation(sight: Sight) -> Iterator[Stated]:
    """Read the title in a line below the heading that cites the paper and does no more."""
    for name, cited in sight.citations:
        if not name:
            raw = sight.text[cited.start : cited.end]
            yield from state_title(sight, raw, cited.start, cited.end, "title-from-citation")


def from_front_matter(sight: Sight) -> Iterator[Stated]:
    """Read the ``title`` of front matter."""
    for label in sight.labelled("title"):
        if label.front:
            yield from state_title(
                sight, label.value, label.start, label.end, "title-from-front-matter"
            )


def from_heading_link(sight: Sight) -> Iterator[Stated]:
    """Read a title heading that is a link."""
    link = sight.heading_link
    if link is None or link.kind is LinkKind.WIKILINK:
        return
    start, end = sight.heading
    if not is_proper(link.text):
        return
    before = unmarked(sight.text[start : link.start]).strip(" :-–—#0123456789.[]()")
    if len(before) > 2 and not _TITLE_LINK.match(link.text):
        raw = sight.text[start : link.end]
        yield from state_title(sight, raw, start, link.end, "title-from-heading-link")
    elif _TITLE_LINK.fullmatch(link.text.strip("[]() ")):
        yield from state_title(
            sight, sight.text[start : link.start], start, end, "title-from-heading"
        )
    else:
        yield from state_title(
            sight, link.text, link.text_start, link.text_end, "title-from-heading-link"
        )


def from_heading(sight: Sight) -> Iterator[Stated]:
    """Read the title heading."""
    start, end = sight.heading
    link = sight.heading_link
    if link is not None and link.start == start and link.end == end and is_proper(link.text):
        return  # it is all link: the rule for linked headings reads it
    if end > start and sight.text[start:end].lstrip("[ ").startswith("@"):
        following = sight.post.blocks[sight.post.heading + 1 : sight.post.heading + 2]
        if following and following[0].kind is BlockKind.HEADING:  # a key, and the title below it
            start, end = following[0].start, following[0].end
            if len(sight.text[start:end].split()) < _TITLE_LINE:
                return
    if end > start:
        yield from state_title(sight, sight.text[start:end], start, end, "title-from-heading")


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
            yield from state_title(
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
        if not early or len(quote.text.split()) < 3:
            continue
        if (plain and presents(sight, quote)) or BY_AFTER.match(sight.text, quote.end):
            yield from state_title(
                sight, quote.text, quote.start, quote.end, "title-from-opening-quote"
            )


def from_line_below(sight: Sight) -> Iterator[Stated]:
    """Read the title in the line below a heading of one or two words.

    It is one if its longer words have capitals, and if names or particulars stand below it.
    """
    start, end = sight.heading
    if end <= start or len(sight.text[start:end].split()) > _NAME_WORDS:
        return
    lines = sight.head_lines[:2]
    if len(lines) < 2:
        return
    (first, last), (below, stop) = lines
    raw = sight.text[first:last].strip(" *_>\\")
    if len(raw.split()) < _TITLE_LINE or raw.endswith((".", ";")) or not is_capitalised(raw):
        return
    told = read_meta_line(sight.text, below, stop) or line_of_names(sight.text, below, stop)
    if told:
        yield from state_title(sight, raw, first, last, "title-from-line-below")


def from_opening_line(sight: Sight) -> Iterator[Stated]:
    """Read a line in capitals with which a note without any heading or title opens."""
    if sight.heading[1] or sight.labelled("title", "paper title"):
        return
    start, end = opening_title(sight.post)
    if end:
        yield from state_title(sight, sight.text[start:end], start, end, "title-from-opening-line")


def from_bibtex(sight: Sight) -> Iterator[Stated]:
    """Read the title of the only BibTeX entry."""
    entry = bibtex.only_entry(sight)
    if entry and "title" in entry:
        value = entry["title"]
        yield from state_title(sight, value.text, value.start, value.end, "title-from-bibtex")


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
    if (dated or " " not in stem) and stem.count("-") + stem.count("_") > 1:
        stem = re.sub(r"(?<=\w)[-_]+(?=\w)", " ", stem)
    stem = _DOT_FOR_COLON.sub(r"\1: ", stem.replace("_", " "))
    at = sight.post.start
    yield from state_title(sight, stem, at, at, "title-from-file-name")


def from_alias(sight: Sight) -> Iterator[Stated]:
    """Read the alias under which a vault keeps the whole title of a note with a short name."""
    for label in sight.labelled("aliases"):
        if label.front and len(label.value.split()) >= _TITLE_LINE:
            yield from state_title(sight, label.value, label.start, label.end, "title-from-alias")


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
        "title-from-citation",
        "title",
        'A. Author et al., "Title", ICML 2018',
        "The title in a line that cites the paper and does no more.",
        from_citation,
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
    FROM_PROSE,
    Rule(
        "title-from-line-below",
        "title",
        "# Name, and the title in the line below",
        "The line below a heading that is only a name, if the authors follow it.",
        from_line_below,
    ),
    Rule(
        "title-from-bibtex",
        "title",
        "title = {Title}",
        "The title of the post's only BibTeX entry.",
        from_bibtex,
    ),
    Rule(
        "title-from-opening-line",
        "title",
        "Sparse Ladders for Deep Nets",
        "The first line of a note that has no heading, if it is written as titles are.",
        from_opening_line,
    ),
    Rule(
        "title-from-file-name",
        "title",
        "Title.md",
        "The file's name, where nothing else states a title.",
        from_file_name,
    ),
    Rule(
        "title-from-alias",
        "title",
        "aliases: [Title]",
        "An alias as long as a title, where the note has but a short name.",
        from_alias,
    ),
)
