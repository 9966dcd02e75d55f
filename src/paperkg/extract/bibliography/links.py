"""Rules for the paper's own link, arXiv id and DOI: never those of works it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from paperkg.extract.bibliography import bibtex
from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Address, Sight
from paperkg.extract.bibliography.titles import same_work
from paperkg.model import BlockKind, LinkKind, Stated

_ARXIV_URL = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|ps|e-print|format|src)|ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)|"
    r"alphaxiv\.org/(?:abs|pdf)|huggingface\.co/papers|arxiv-vanity\.com/papers|"
    r"arxiv\.org/abs/arxiv:)/?(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?!\d)",
    re.IGNORECASE,
)
_ARXIV_ID = re.compile(
    r"(?:arxiv:?\s?(?:preprint\s)?(?:arxiv:)?)?(?<![\d.])"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?![\d.]\d)",
    re.IGNORECASE,
)
_ARXIV_CITED = re.compile(
    r"arxiv:\s?(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)
_DOI = re.compile(r"(?<![\d.])(?P<doi>10\.\d{4,9}/[^\s\"'<>\[\]{}|\\^`]{2,160})")
_DOI_HOST = re.compile(
    r"(?:doi\.org|dl\.acm\.org/doi|link\.springer\.com|onlinelibrary\.wiley\.com|"
    r"journals\.sagepub\.com|pubs\.acs\.org|tandfonline\.com|science\.org/doi)/"
)
_URL = re.compile(r"https?://[^\s<>\"'\]]+")
_TO_PAPER = re.compile(
    r"(?i)\W*(?:the\s|original\s|full\s|link\s?(?:to|of)?\s?(?:the\s)?|read\s(?:the\s)?|research\s)*"
    r"(?:paper|arxiv(?:\.org)?|pdf|article|publication|preprint|manuscript|open ?access|openreview|"
    r"link|source|abs|abstract|url|here|cvf|pmlr|acl anthology|nips|neurips)"
    r"(?:\s(?:link|pdf|page|here|url|version|abstract|paper|on arxiv|\d{4}\.\d{4,5}))?\W*"
)
_SAYS_PAPER = re.compile(r"(?i)paper|pdf|article|publication|preprint|manuscript")
_SCHOLARLY = re.compile(
    r"(?i)openreview|aclanthology|aclweb|papers\.nips|neurips\.cc|mlr\.press|thecvf|ieee|acm\.org|"
    r"springer|sciencedirect|nature\.com|science\.org|semanticscholar|biorxiv|jmlr|aaai\.org|"
    r"ijcai|usenix|isca-|ecva\.net|roboticsproceedings|\.pdf\b|/pdf|\.edu/|research\."
)
_TITLE_WORDS = 4
_HEAD = 8


def arxiv_id(text: str) -> str:
    """Return the arXiv id in an address or a field, without version; empty if there is none.

    >>> arxiv_id("https://arxiv.org/pdf/1706.03762v5.pdf"), arxiv_id("cs.LG/0601001")
    ('1706.03762', 'cs.LG/0601001')
    >>> arxiv_id("1799.01234")
    ''
    """
    found = _ARXIV_URL.search(text)
    if not found and "://" not in text:
        found = _ARXIV_ID.search(text)
    if not found:
        return ""
    value = found["id"]
    if "/" in value:
        return value
    number = value.split(".")[1]
    right = 1 <= int(value[2:4]) <= 12 and len(number) == (4 if value[:4] < "1501" else 5)
    return value if right else ""


def doi(text: str) -> str:
    """Return the DOI in an address or a field; empty if there is none.

    >>> doi("https://doi.org/10.1145/3292500.3330701."), doi("10.1/x")
    ('10.1145/3292500.3330701', '')
    """
    found = _DOI.search(text)
    if not found:
        return ""
    value = found["doi"].rstrip(".,;:*_")
    while value.endswith(")") and value.count("(") < value.count(")"):
        value = value[:-1]
    return value.removesuffix(".pdf")


def _address(target: str) -> bool:
    return (
        target.startswith(("http://", "https://", "ftp://")) and "." in target and " " not in target
    )


Source = Callable[[Sight], Iterator[Address]]


def from_heading(sight: Sight) -> Iterator[Address]:
    """Find the link of the title heading."""
    link = sight.heading_link
    if link is not None and _address(link.target):
        yield Address(link.target, link.start, link.end)


def from_field(sight: Sight) -> Iterator[Address]:
    """Find the address in a field for the paper's link or identifier."""
    for label in sight.labelled("url", "arxiv", "doi", "paper title"):
        if label.front and label.name in ("source", "web", "website") and _of_blog(sight):
            continue
        found = _URL.search(sight.text, label.start, label.end) or _URL.search(label.value)
        if found:
            yield Address(_trimmed(found.group()), label.start, label.end)


def _of_blog(sight: Sight) -> bool:
    return any(f.key == "layout" for f in sight.post.fields)


def _trimmed(url: str) -> str:
    url = url.rstrip(".,;:*_>")
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1]
    return url


def near_title(sight: Sight) -> Iterator[Address]:
    """Find links of the first blocks that are called the paper, bear its title or stand alone."""
    head = [b for b in sight.post.blocks[: _HEAD + 1] if b.kind is not BlockKind.CODE]
    if not head:
        return
    end = head[-1].end
    for link in sight.post.links:
        if link.start >= end:
            break
        if link.kind in (LinkKind.IMAGE, LinkKind.POST, LinkKind.WIKILINK):
            continue
        if not _address(link.target) or _is_code(link.target):
            continue
        text = unmarked(link.text).strip()
        titled = sight.title is not None and len(text) > 8 and same_work(sight.title.value, text)
        scholarly = link.kind in (LinkKind.ARXIV, LinkKind.DOI)
        alone = any(
            b.start >= link.start - 3 and b.end <= link.end + 3
            for b in head
            if b.start <= link.end and b.end >= link.start
        )
        called = _TO_PAPER.fullmatch(text)
        bare = not text or _address(text) or arxiv_id(text) or called
        alone = alone and bool(bare or sight.heading_link is None)
        alone = alone and bool(bare or titled or not _names_another(sight, text))
        if called and not scholarly:
            called = _SAYS_PAPER.search(text) or _SCHOLARLY.search(link.target)
        if titled or called or (scholarly and alone):
            yield Address(link.target, link.start, link.end)


def _names_another(sight: Sight, text: str) -> bool:
    """Whether the text of a link is a title, and not that of a post with a title as long."""
    own = sight.title.value if sight.title is not None else ""
    return min(len(own.split()), len(text.split())) >= _TITLE_WORDS


def _is_code(url: str) -> bool:
    return bool(re.search(r"github\.com|gitlab\.com|youtube\.|youtu\.be|twitter\.com|colab\.", url))


def _rule(field: str, source: Source, name: str, cue: str, about: str) -> Rule:
    """Make the rule that reads an address, or the identifier in it, at one kind of place."""
    readers: dict[str, Callable[[str], str]] = {
        "url": lambda url: url,
        "arxiv": arxiv_id,
        "doi": _doi_of_address,
    }
    read = readers[field]

    def find(sight: Sight) -> Iterator[Stated]:
        if field == "doi" and sight.text.find("10.", sight.post.start, sight.post.end) < 0:
            return
        if source.__name__ not in sight.addresses:
            sight.addresses[source.__name__] = list(source(sight))
        for address in sight.addresses[source.__name__]:
            value = read(address.url)
            if value:
                yield sight.state(value, address.start, address.end, name)

    return Rule(name, field, cue, about, find)


def _doi_of_address(url: str) -> str:
    return doi(url) if _DOI_HOST.search(url) else ""


def arxiv_from_field(sight: Sight) -> Iterator[Stated]:
    """Read an ``arxiv`` field."""
    for label in sight.labelled("arxiv"):
        value = arxiv_id(label.value)
        if value:
            yield sight.state(value, label.start, label.end, "arxiv-from-field")


def arxiv_from_bibtex(sight: Sight) -> Iterator[Stated]:
    """Read the arXiv id of the only BibTeX entry."""
    entry = bibtex.own_entry(sight)
    for key in ("eprint", "journal", "url", "note"):
        if key in entry:
            value = arxiv_id(entry[key].text)
            if value:
                yield sight.state(value, entry[key].start, entry[key].end, "arxiv-from-bibtex")


def arxiv_from_head(sight: Sight) -> Iterator[Stated]:
    """Read "arXiv:1706.03762" in the title or in a short line below it."""
    for block in sight.post.blocks[:5]:
        if block.kind is BlockKind.HEADING or block.end - block.start < 220:
            found = _ARXIV_CITED.search(sight.text, block.start, block.end)
            if found and arxiv_id(found["id"]):
                yield sight.state(
                    arxiv_id(found["id"]), found.start(), found.end(), "arxiv-from-head"
                )


def doi_from_field(sight: Sight) -> Iterator[Stated]:
    """Read a ``doi`` field."""
    for label in sight.labelled("doi"):
        value = doi(label.value)
        if value:
            yield sight.state(value, label.start, label.end, "doi-from-field")


def doi_from_bibtex(sight: Sight) -> Iterator[Stated]:
    """Read the DOI of the only BibTeX entry."""
    entry = bibtex.own_entry(sight)
    if "doi" in entry:
        value = doi(entry["doi"].text)
        if value:
            yield sight.state(value, entry["doi"].start, entry["doi"].end, "doi-from-bibtex")


_HEADING = "# [Title](https://...)"
_FIELD = "**Link**: https://..."
_NEAR = "[paper](https://...) near the title"
LINK_RULES = (
    _rule("url", from_heading, "link-from-heading", _HEADING, "The link of the title."),
    _rule("url", from_field, "link-from-field", _FIELD, "A field for the paper's link."),
    _rule("url", near_title, "link-near-title", _NEAR, "A link called the paper or its title."),
    Rule(
        "arxiv-from-field",
        "arxiv",
        "arxiv: 1706.03762",
        "A field for the arXiv id.",
        arxiv_from_field,
    ),
    _rule("arxiv", from_heading, "arxiv-from-heading", _HEADING, "The id in the title's link."),
    _rule("arxiv", from_field, "arxiv-from-link-field", _FIELD, "The id in a link field."),
    Rule(
        "arxiv-from-head",
        "arxiv",
        "arXiv:1706.03762",
        "An arXiv id in the title or in a short line below it.",
        arxiv_from_head,
    ),
    _rule("arxiv", near_title, "arxiv-near-title", _NEAR, "The id in a link near the title."),
    Rule(
        "doi-from-field",
        "doi",
        "doi: 10.1145/...",
        "A field for the DOI.",
        doi_from_field,
    ),
    Rule(
        "arxiv-from-bibtex",
        "arxiv",
        "eprint = {1706.03762}",
        "The arXiv id of the only BibTeX entry.",
        arxiv_from_bibtex,
    ),
    Rule(
        "doi-from-bibtex",
        "doi",
        "doi = {10.1145/...}",
        "The DOI of the only BibTeX entry.",
        doi_from_bibtex,
    ),
    _rule("doi", from_heading, "doi-from-heading", _HEADING, "The DOI in the title's link."),
    _rule("doi", from_field, "doi-from-link-field", _FIELD, "The DOI in a link field."),
    _rule("doi", near_title, "doi-near-title", _NEAR, "The DOI in a link near the title."),
)
