"""Tells what a post is about: one paper, a list of papers, or a subject."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import PurePosixPath

from paperkg.extract.bibliography.cleaning import clean_title, unmarked
from paperkg.extract.bibliography.essays import opening_title
from paperkg.extract.bibliography.labels import read_labels
from paperkg.extract.bibliography.proposals import is_name
from paperkg.extract.bibliography.titles import is_placeholder, name_before_colon
from paperkg.model import Block, BlockKind, LinkKind, Post, PostKind

_INDEX_TITLE = re.compile(
    r"(?i)\W*(?:(?:\w+ ){0,4}?papers? (?:notes|reviews?|summaries|index)(?: .*)?"
    r"|(?:list|index|table|collection|archive|catalog(?:ue)?|overview) of (?:\w+ ){0,2}?"
    r"(?:papers?|posts?|notes?|articles?|contents)"
    r"|(?:\w+ ){0,3}?(?:papers?|posts?|reading) lists?|reading list.*|to[- ]?read.*"
    r"|(?:all )?(?:papers|posts|notes|archives?|contents|categories|tags)"
    r"|awesome[ -].+|index|home|readme|bookmarks|resources|links|templates?)\W*"
)
_TOPIC_TITLE = re.compile(
    r"(?i)\W*(?:(?:a |an |my |brief |short |quick |gentle |personal )*"
    r"(?:review|overview|introduction|intro|primer|tutorial|guide|cheat ?sheet|summary|history|"
    r"basics|notes|thoughts|comparison|lecture|talk|webinar|course|workshop|faq)"
    r"(?: notes?)? (?:of|on|to|for|from|about|at)\b)"
)
_PAPER_WORDS = re.compile(
    r"\b(?:[Tt]his|[Tt]he|their|our) (?:[a-z-]+ )?(?:paper|authors?|article|preprint)\b(?!s)"
    r"|\b(?:[Aa]uthors|[Tt]hey|[Ww]e) (?:propose|introduce|present|show)"
    r"|\bet\.? al\b|[Tt]he (?:[a-z-]+ )?paper\b|\b[Mm]ain contribution"
    r"|(?:^|[.:*+-] )Paper [a-z]{3,}(?:s|ed)\b",
    re.MULTILINE,
)
_ONE_PAPER = re.compile(
    r"\b(?:[Tt]his|[Tt]he) (?:[a-z-]+ )?(?:paper|article|preprint)\b(?!s)"
    r"|\b[Tt]he authors? |\b(?:[Aa]uthors|[Tt]hey) (?:propose|introduce|present|show)"
)
_NO_PAPER = re.compile(
    r"(?i)\bno (?:single |one )?paper\b|\bnot (?:about )?(?:a|one) (?:single )?paper\b"
)
_MADE_IN = re.compile(
    r"\b(?:introduced|proposed|published|posted|presented|released|wrote)\b[^.]{0,60}\b(?:19|20)\d\d"
)
_MADE_FROM = re.compile(
    r"(?:(?:is|was) (?:a|an|the|just an?) (?:[\w-]+ ){0,3}?"
    r"(?:variant|variation|version|extension|successor|modification|descendant) of\b"
    r"|(?:is|was) (?:based|built) on\b"
    r"|(?:(?:is|was) an? [^.\n]{3,60} (?:that|which) )?(?:extends|modifies|adapts|generali[sz]es"
    r"|improves on|improves|builds on|uses the|replaces the)\b)"
)
_YEAR_BEHIND = re.compile(r",? \(?(?:19|20)\d\d\)?$")
_BEGINNING = r"(?:^|(?<=\n)|(?<=[.!?] ))"
"""Of a sentence."""
_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_-]+")
_WORK_ON = re.compile(
    r"\b(?:[Aa]|[Tt]his) (?:[\w-]+ )?(?:work|paper|method|approach) (?:on|by|from|for|that)\b"
)
_DEEDS = re.compile(
    r"\b[Tt]hey (?:also |only |first |then )?[a-z]{3,}\b"
    r"|\b[Tt]his (?:network|model|method|approach|algorithm|work|architecture)\b"
)
_KEY = re.compile(r"(?:[-*+] )?\W{0,3}@[A-Za-z][\w:-]{2,80}(?:19|20)\d\d[a-z]?\W{0,3}")
_VERSUS = re.compile(r"(?i)\bvs\b|\bversus\b")
_OPENING = 700
_LONG_TITLE = 5
_INDEX_FILES = frozenset(("readme", "index", "home", "toc"))
_SECTION_FILES = frozenset(("_index", "template"))
_STATES = frozenset({"authors", "arxiv", "doi", "venue", "paper title", "published"})
_WRITTEN = frozenset({"title", "author"})
"""Below each other in the text: whoever writes a post does not say so there."""
_PAPER_FOLDER = re.compile(
    r"(?i)(?:read[ _-]?)?papers?(?:[ _-]?(?:notes|reviews|summaries))?|literature(?:[ _-]?notes)?"
)
"""Folders in which a vault keeps one note for each paper."""
_LEAD = " *_-[]xX:>0123456789.()✅"
_PAPER_LINKS = frozenset({LinkKind.ARXIV, LinkKind.DOI})
_NEAR_TITLE = 2
_BESIDE_LINK = 4
"""So many words may stand beside a link that is there for itself."""
_OUTWARD = frozenset({LinkKind.ARXIV, LinkKind.DOI, LinkKind.WEB})
_PROSE_WORDS = 60
_LINE_WORDS = 15
_LISTED = 5
"""From this number of blocks on, a post of nothing but links or titles is a list."""


def post_kind(post: Post) -> PostKind:
    """Return what a post is about.

    A post is about a paper if its title links to one, if it states who wrote it or where it
    appeared, or if it speaks of "the paper" and "the authors"; even if its file is called an
    index. A list of links or of headings with a line each is an index, and so is a template that
    nobody filled in. The rest is a topic.
    """
    title = _title(post)
    name = PurePosixPath(post.file).name.split(".")[0].lower() if post.id == post.file else ""
    unfilled = is_placeholder(title) and not any(c.isdigit() for c in title)
    if not post.blocks or unfilled or (not title and name.startswith("_")):
        return PostKind.INDEX
    if _links_to_paper(post):
        return PostKind.PAPER
    if name in _SECTION_FILES or _INDEX_TITLE.fullmatch(title) or _is_list(post):
        return PostKind.INDEX
    bundled = name == "index" and "/" in post.file and _is_long(post)
    if name in _INDEX_FILES and not bundled and not _speaks_of_one_paper(post, title):
        return PostKind.INDEX
    if not title and opening_title(post)[1]:
        return PostKind.PAPER
    return PostKind.PAPER if _about_one_paper(post, title) else PostKind.TOPIC


def _is_long(post: Post) -> bool:
    """Whether a post has prose enough to be more than the front page of a folder.

    A site that keeps each post in a folder of its own names the file ``index``.
    """
    return (
        sum(
            len(post.source.text[s.start : s.end].split())
            for s in post.sentences
            if post.blocks[s.block].kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        )
        >= _PROSE_WORDS
    )


def _speaks_of_one_paper(post: Post, title: str) -> bool:
    """Whether a file named like an index is about one paper: a long title is not enough."""
    if not _about_one_paper(post, title):
        return False
    labels = {label.key for label in read_labels(post)}
    opening = min(post.end, post.start + _OPENING)
    return bool(
        labels & _STATES
        or _ONE_PAPER.search(post.source.text, post.start, post.end)
        or _MADE_IN.search(post.source.text, post.start, opening)
        or name_before_colon(title)
    )


def _about_one_paper(post: Post, title: str) -> bool:
    """Whether a post without a linked title is about one paper, not about a subject."""
    found = read_labels(post)
    labels = {label.key for label in found}
    if labels & _STATES or {label.key for label in found if not label.front} >= _WRITTEN:
        return True
    said = _mentions_of_paper(post)
    text = post.source.text
    opening = min(post.end, post.start + _OPENING)
    topic = _TOPIC_TITLE.match(clean_title(title)) and said < 3
    if topic or _NO_PAPER.search(text, post.start, opening):
        return False
    if _is_kept_as_paper(post, title):
        return True
    if said or "url" in labels or _MADE_IN.search(text, post.start, opening):
        return True
    if _points_to_paper(post):
        return True
    named = _titles_a_paper(title) if title else _file_titles_a_paper(post)
    return named or _is_name_of_work(post, title, opening) or _cites_key(post)


def _cites_key(post: Post) -> bool:
    """Whether the first thing below the title is the key of a reference manager."""
    first = post.heading + 1 if _opens_with_heading(post) else 0
    block = post.blocks[first] if first < len(post.blocks) else None
    return block is not None and _KEY.fullmatch(post.text(block).strip()) is not None


def _file_titles_a_paper(post: Post) -> bool:
    """Whether a post without a title has a file named as papers are, and speaks of people's deeds.

    Lists, minutes and diaries have long names, too.
    """
    if post.id != post.file:
        return False
    stem = PurePosixPath(post.file).stem
    text = post.source.text
    if " " not in stem and is_name(stem) and _WORK_ON.search(text, post.start, post.end):
        return True
    words = _BETWEEN_WORDS.split(stem)
    if len(words) < _LONG_TITLE:
        words = _INNER_CAPITAL.sub(" ", stem).split()
    plain = [word for word in words if word.isalpha()]
    deeds = _DEEDS.search(text, post.start, post.end) is not None
    return deeds and len(plain) >= _LONG_TITLE and not _TOPIC_TITLE.match(" ".join(words))


def _is_kept_as_paper(post: Post, title: str) -> bool:
    """Whether a note that is called like a model stands in a folder of notes on papers."""
    path = PurePosixPath(post.file)
    kept = any(_PAPER_FOLDER.fullmatch(part) for part in path.parts[:-1])
    return kept and (is_name(path.stem) or is_name(title))


def _is_name_of_work(post: Post, title: str, opening: int) -> bool:
    """Whether a title is just a name, of which the first sentences say what it was made from.

    "RoBERTa", and "RoBERTa is a variant of ..." or "It extends ..."; a subject is not made from a
    work. Nor has it a year: "RoBERTa (2019)".
    """
    stem = PurePosixPath(post.file).stem if post.id == post.file else ""
    whole = title or stem
    name = _YEAR_BEHIND.sub("", whole)
    if len(name.split()) > 2 or not is_name(name):
        return False
    if name != whole:
        return True
    called = rf"(?<![\w-]){re.escape(name)}[*_\])]{{0,3}}|{_BEGINNING}(?:It|This model)"
    said = re.compile(rf"(?:{called}) {_MADE_FROM.pattern}")
    return said.search(post.source.text, post.start, opening) is not None


def _titles_a_paper(title: str) -> bool:
    """Whether a title is as long as papers have them, or a name with a subtitle."""
    if _VERSUS.search(title):
        return False
    return len(title.split()) >= _LONG_TITLE or bool(name_before_colon(title))


def _title(post: Post) -> str:
    if post.heading >= 0:
        return unmarked(post.text(post.blocks[post.heading]))
    values = post.values("paper_title", "title")
    return values[0].value if values else ""


def _links_to_paper(post: Post) -> bool:
    """Whether the title heading is a link out of the folder, or to a PDF."""
    if post.heading < 0:
        return False
    block = post.blocks[post.heading]
    for link in post.links:
        if link.start >= block.end:
            return False
        if link.start >= block.start and link.kind in _OUTWARD:
            return True
        if link.start >= block.start and link.target.lower().endswith(".pdf"):
            return True
    return False


def _points_to_paper(post: Post) -> bool:
    """Whether a line right below the title leads to a paper and says little else.

    "(https://arxiv.org/abs/1506.05869, 2015)" below two names; in a sentence a link is but cited.
    """
    first = post.heading + 1 if _opens_with_heading(post) else 0
    near = range(first, min(first + _NEAR_TITLE, len(post.blocks)))
    for link in post.links:
        if link.kind not in _PAPER_LINKS:
            continue
        for block in (post.blocks[i] for i in near):
            if block.start <= link.start < block.end and _may_point(post, block, first):
                text = post.source.text
                line = text[text.rfind("\n", 0, link.start) + 1 : link.start]
                rest = text[link.end : block.end].split("\n")[0]
                return len(line.split()) + len(rest.split()) <= _BESIDE_LINK
    return False


def _opens_with_heading(post: Post) -> bool:
    """Whether the title heading stands before all text."""
    return not any(b.kind is not BlockKind.HEADING for b in post.blocks[: post.heading])


def _may_point(post: Post, block: Block, first: int) -> bool:
    """Whether a block is a paragraph, or an item alone in having a link to a paper."""
    if block.kind is not BlockKind.ITEM:
        return block.kind is BlockKind.PARAGRAPH
    papers = sum(link.kind in _PAPER_LINKS for link in post.links)
    return block is post.blocks[first] and papers == 1


def _is_list(post: Post) -> bool:
    """Whether the body is a list: links, table rows, or headings with a line each."""
    text = post.source.text
    body = [b for i, b in enumerate(post.blocks) if i != post.heading]
    if len(body) < _LISTED:
        return False
    starts = {link.start: link for link in post.links if link.kind is not LinkKind.IMAGE}
    linked = rows = headings = prose = words = 0
    for block in body:
        if block.kind is BlockKind.HEADING:
            headings += 1
        elif block.kind is BlockKind.TABLE:
            rows += 1
        elif _opens_with_link(text, block.start, block.end, starts.keys()):
            linked += 1
        else:
            prose += 1
            words += len(text[block.start : block.end].split())
    content = linked + rows + prose
    if linked >= _LISTED and linked >= 0.8 * content:
        return True
    if rows >= _LISTED and rows >= 0.8 * content and "http" in text[post.start : post.end]:
        return True
    # a heading and one line of plain description each, time and again
    alternating = headings >= _LISTED and prose and abs(headings - content) <= 0.2 * headings
    short = words <= _LINE_WORDS * prose
    return bool(alternating) and short and _mentions_of_paper(post) == 0


def _opens_with_link(text: str, start: int, end: int, starts: Container[int]) -> bool:
    while start < end and start not in starts and text[start] in _LEAD:
        start += 1
    return start in starts


def _mentions_of_paper(post: Post) -> int:
    """Count, up to 3, where the text speaks of its paper or its authors."""
    count = 0
    for _ in _PAPER_WORDS.finditer(post.source.text, post.start, post.end):
        count += 1
        if count == 3:
            break
    return count
