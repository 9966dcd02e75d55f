"""Rules for the authors of the paper: as stated, never the blogger, never those of other works."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from paperkg.extract.bibliography import bibtex
from paperkg.extract.bibliography.cleaning import CITED_PREFIX, unmarked
from paperkg.extract.bibliography.namewords import PARTICLES
from paperkg.extract.bibliography.openings import opening_people, those_with
from paperkg.extract.bibliography.persons import (
    People,
    Person,
    are_named,
    is_full_name,
    read_field,
    read_people,
)
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.subject import credible, makers, people_in_this_paper
from paperkg.extract.bibliography.titles import ends_in_venue, split_byline
from paperkg.extract.bibliography.venues import VENUE, YEAR
from paperkg.extract.hyphens import fold
from paperkg.model import BlockKind, LinkKind, Stated

_REMARK = re.compile(
    r"(?<=[a-zà-ÿ]{2})\.\s+(?=[A-Z][^.\n]{2,60}?\s(?:is|was|are|were|has|had|also|of)\s)"
)
"""Where the list of a field ends and a sentence on one of its people begins."""
_PAPERS_OWN = frozenset({"year", "published", "venue", "arxiv", "doi"})
_BLOG_KEYS = frozenset({"layout", "comments", "permalink", "excerpt", "header", "mathjax", "katex"})
_TWO_WORDS = re.compile(r"[^\W\d_][\w'’-]+, [^\W\d_][\w'’-]+")
"""A list's item such as "Bee, Ann": one person, surname first, however the others are written."""
_SURNAME_FIRST = re.compile(r"\s*[^\W\d][^,;&]{0,40},\s?[^\W\d][^,;&]{0,40}\s*")
_VERB = re.compile(r"\s*,?\s*(?:also |first |then )?(?P<verb>[a-z]{3,})")
_BY = re.compile(r",?\s+by\s")
_CITED_TAIL = re.compile(
    rf"(?:[(\[]|\s[|–—-]\s)(?P<names>[A-Z][^()\[\]\d]{{1,60}}?"
    r"(?:et\.? al\.?|(?:and|&) [A-Z][\w'’-]+)),? "
    rf"(?:{VENUE.pattern} ?)?{YEAR}[)\]]?\W*$"
    rf"|[(\[](?:{VENUE.pattern},? ?)?{YEAR},? (?:by )?(?P<last>[A-Z][^()\[\]\d]{{1,60}}?"
    r"(?:et\.? al\.?|(?:and|&) [A-Z][\w'’ .-]+))[)\]]\W*$"
)
_BEHIND_LINK = re.compile(r"[*_]{0,3}(?:(?P<firm>,(?:\sby)?|\sby)|\s[-–—|])?\s[*_]{0,3}(?=[A-Z])")
_DID = re.compile(
    r"(?:introduc|propos|present|develop|show|demonstrat|describ|publish|find|found|argu|stud|"
    r"investigat|explor|suggest|focus|appl|design|train|creat|report|provid|address|examin|"
    r"analy[sz]|evaluat|conclud|observ|discuss|tackl|us|defin|aim|note|claim|perform|test)\w*"
)
_ET_AL = re.compile(r"\bet\.? al\b")
_AUTHOR = re.compile(
    r"uthors?(?: of (?:this|the) (?:paper|work|article))?(?:\]\([^()\s]*\))?,?"
    r"(?: (?:is|are|was|were|being))? (?=[\[*_]{0,3}[A-Z])"
)
_BEFORE_AUTHOR = re.compile(
    r"(?:\b[Tt]he|\b[Ff]irst|\b[Ll]ead|\bmain|paper['’]s)[ -](?:co-?)?[aA]$"
)


def _state(sight: Sight, people: tuple[Person, ...], rule: str, base: int = 0) -> Iterator[Stated]:
    for person in people:
        start, end = base + person.start, base + person.end
        name = unmarked(person.name)
        if name:
            yield sight.state(name, start, end, rule)


def from_field(sight: Sight) -> Iterator[Stated]:
    """Read an ``authors`` field, in front matter or in the head of the post."""
    labels = sight.labelled("authors")
    turned = _surname_first({la.value.strip() for la in labels})
    for label in labels:
        if turned or (len(labels) > 1 and _TWO_WORDS.fullmatch(label.value.strip())):
            last, first = label.value.split(",")
            name = unmarked(f"{first.strip()} {last.strip()}")
            yield sight.state(name, label.start, label.end, "authors-from-field")
        else:
            yield from _labelled(sight, label.value, label.start, label.end, "authors-from-field")


def _surname_first(values: set[str]) -> bool:
    """Whether values are one person each, surname first: "Bee, Ann", "Gee Hay, Ida".

    A surname of one word must be among them: "Ann Bee, Carl Dee" are two people.
    """
    if len(values) < 2 or not all(_SURNAME_FIRST.fullmatch(value) for value in values):
        return False
    before = [value.split(",")[0].split() for value in values]
    return any(sum(w.lower() not in PARTICLES for w in words) == 1 for words in before)


def _labelled(sight: Sight, value: str, start: int, end: int, rule: str) -> Iterator[Stated]:
    raw = sight.text[start:end]
    if " ".join(raw.split()) == value or sight.text[start : start + 1] not in "[\"'":
        stop = _REMARK.search(sight.text, start, end)
        people = read_field(sight.text, start, stop.start() + 1 if stop else end)
        yield from _state(sight, people.people, rule)
        return
    for person in read_field(value).people:
        yield sight.state(unmarked(person.name), start, end, rule)


def from_author_key(sight: Sight) -> Iterator[Stated]:
    """Read ``author`` where it is clearly the paper's, not the blogger's.

    It is if it names several people or says "et al.", or if the same front matter gives the
    paper's year, venue or identifier and is not that of a blog post.
    """
    labels = sight.labelled("author")
    keys = {field.key for field in sight.post.fields}
    for front in (False, True):
        found: list[Stated] = []
        several = False
        for label in labels:
            if label.front is front:
                people = read_field(label.value)
                several |= people.et_al or len(people.people) > 1
                found += _labelled(
                    sight, label.value, label.start, label.end, "authors-from-author-key"
                )
        several |= len(found) > 1
        theirs = any(la.key in _PAPERS_OWN for la in sight.labels if la.front is front)
        theirs = theirs and not (front and "date" in keys)  # a blog dates its posts
        if (
            found
            and (several or theirs or not front)
            and not (front and keys & _BLOG_KEYS and not several)
        ):
            yield from found
            return


def from_title_line(sight: Sight) -> Iterator[Stated]:
    """Read the authors in the title line: " by A. Bee et al.", "(Bee et al., 2018)"."""
    for start, end in sight.title_lines:
        at = _in_title(sight.text[start:end])
        people = read_people(sight.text, start + at, end) if at >= 0 else None
        if people and people.people and not _of_blogger(sight, people):
            yield from _state(sight, people.people, "authors-from-title-line")
            return
    yield from _state(sight, _behind_link(sight), "authors-from-title-line")


def _of_blogger(sight: Sight, people: People) -> bool:
    """Whether a list without "et al." names who wrote the post."""
    bloggers = {fold(label.value.strip()) for label in sight.labelled("author", "blogger")}
    return not people.et_al and any(fold(person.name) in bloggers for person in people.people)


def _behind_link(sight: Sight) -> tuple[Person, ...]:
    """Return the people behind the link that is the title: "[Title](...), A. Author et al.".

    One person in full counts only behind a link to a paper.
    """
    link, (start, end) = sight.heading_link, sight.heading
    if link is None or sight.text[start : link.start].strip(" *_#"):
        return ()
    gap = _BEHIND_LINK.match(sight.text, link.end, end)
    people = read_people(sight.text, gap.end(), end) if gap else None
    if gap is None or people is None or not ends_in_venue(sight.text, people.end, end):
        return ()
    paper = link.kind in (LinkKind.ARXIV, LinkKind.DOI) or link.target.lower().endswith(".pdf")
    alone = bool(gap["firm"]) and paper and is_full_name(people)
    return people.people if are_named(people) or alone else ()


def _in_title(raw: str) -> int:
    """Return where names begin in a title line; -1 if it has none."""
    _, at = split_byline(raw)
    if at >= 0:
        return raw.index("by", at) + 3 if _BY.match(raw, at) else at + 2
    lead = len(raw) - len(raw.lstrip("[\"'* "))
    if CITED_PREFIX.match(raw, lead):
        return lead
    tail = _CITED_TAIL.search(raw)
    return tail.start("names" if tail["names"] else "last") if tail else -1


def from_line_of_names(sight: Sight) -> Iterator[Stated]:
    """Read a line below the title that holds only names, perhaps with venue and year."""
    groups = [people for _, _, people in sight.name_lines]
    groups += [line.people for line in sight.meta_lines if line.people is not None]
    for people in groups[:1]:
        yield from _state(sight, people.people, "authors-from-line-of-names")


def from_byline(sight: Sight) -> Iterator[Stated]:
    """Read who a sentence about the paper says it is by."""
    for clause in sight.clauses:
        people = makers(sight, clause)
        if people.people:
            yield from _state(sight, people.people, "authors-from-byline")
            return


def from_opening(sight: Sight) -> Iterator[Stated]:
    """Read the people with whom the first sentences open."""
    for opening, people in opening_people(sight):
        if not all(" " in person.name for person in people.people):
            return  # "Bee et al. (2018)" only cites
        yield from _state(sight, people.people, "authors-from-opening")
        yield from _state(sight, those_with(sight, people.end, opening.end), "authors-from-opening")
        return


def from_in_this_paper(sight: Sight) -> Iterator[Stated]:
    """Read "In this paper, A. Author introduced ..."."""
    for start, end in people_in_this_paper(sight):
        people = read_people(sight.text, start, end)
        verb = _VERB.match(sight.text, people.end, end)
        if verb and _DID.fullmatch(verb["verb"]) and credible(sight.text, people):
            yield from _state(sight, people.people, "authors-from-in-this-paper")
            return


def from_the_author(sight: Sight) -> Iterator[Stated]:
    """Read "the author A. Author"."""
    for found in _AUTHOR.finditer(sight.text, sight.post.start, sight.post.end):
        if not _BEFORE_AUTHOR.search(sight.text[max(0, found.start() - 20) : found.start()]):
            continue
        people = read_people(sight.text, found.end(), min(sight.post.end, found.end() + 300))
        if people.people and all(" " in p.name for p in people.people):
            yield from _state(sight, people.people, "authors-from-the-author")
            return


def from_subject(sight: Sight) -> Iterator[Stated]:
    """Read "Author et al. propose ..." where a post says it of its own paper.

    It does if it says so again and again and names nobody else in that way.
    """
    if "et al" not in sight.body and "et. al" not in sight.body:
        return
    text = sight.text
    counts: Counter[str] = Counter()
    first: dict[str, People] = {}
    blocks = sight.post.blocks
    for sentence in sight.post.sentences:
        if not text[sentence.start : sentence.start + 1].isupper():
            continue
        if not _ET_AL.search(text, sentence.start, min(sentence.end, sentence.start + 120)):
            continue
        if blocks[sentence.block].kind is BlockKind.HEADING:
            continue
        people = read_people(text, sentence.start, sentence.end)
        if not people.people or not people.et_al:
            continue
        verb = _VERB.match(text, people.end, sentence.end)
        if verb and _DID.fullmatch(verb["verb"]):
            key = people.people[0].name
            counts[key] += 1
            first.setdefault(key, people)
    if len(counts) == 1:
        ((name, count),) = counts.items()
        if count >= 2:
            yield from _state(sight, first[name].people, "authors-from-subject")


def from_bibtex(sight: Sight) -> Iterator[Stated]:
    """Read the authors of the only BibTeX entry."""
    entry = bibtex.own_entry(sight)
    if entry and "author" in entry:
        value = entry["author"]
        for person in read_field(bibtex.turned(value.text)).people:
            yield sight.state(person.name, value.start, value.end, "authors-from-bibtex")


def from_citation(sight: Sight) -> Iterator[Stated]:
    """Read the names of a citation of the paper itself."""
    for name, cited in sight.citations:
        if cited.people is not None and (name or sight.is_own(cited)):
            yield from _state(sight, cited.people.people, "authors-from-citation")
            return
    for label in sight.labelled("citation"):
        people = read_people(sight.text, label.start, label.end)
        if people.people and (people.et_al or people.end - label.start > 8):
            yield from _state(sight, people.people, "authors-from-citation")
            return


AUTHOR_RULES = (
    Rule(
        "authors-from-field",
        "authors",
        "authors: ..., **Authors**: ...",
        "A field that lists the paper's authors.",
        from_field,
    ),
    Rule(
        "authors-from-author-key",
        "authors",
        "author: A and B",
        "An author field that is clearly the paper's.",
        from_author_key,
    ),
    Rule(
        "authors-from-line-of-names",
        "authors",
        "*A. Author, B. Author, NIPS 2017*",
        "A line of names below the title.",
        from_line_of_names,
    ),
    Rule(
        "authors-from-title-line",
        "authors",
        "# Title by A. Author et al.",
        "Names after the title in its heading.",
        from_title_line,
    ),
    Rule(
        "authors-from-byline",
        "authors",
        '"Title" by A. Author and B. Author',
        "Who a sentence about the paper says it is by.",
        from_byline,
    ),
    Rule(
        "authors-from-opening",
        "authors",
        "A. Author and B. Author posted this in June 2015.",
        "The people with whom the first sentences open.",
        from_opening,
    ),
    Rule(
        "authors-from-in-this-paper",
        "authors",
        "In this paper, A. Author introduced ...",
        "The subject of a sentence that sets out from the paper.",
        from_in_this_paper,
    ),
    Rule(
        "authors-from-bibtex",
        "authors",
        "author = {A. Author and B. Author}",
        "The authors of the only BibTeX entry.",
        from_bibtex,
    ),
    Rule(
        "authors-from-citation",
        "authors",
        "Citation: A. Author et al., ...",
        "The names in a labelled citation.",
        from_citation,
    ),
    Rule(
        "authors-from-the-author",
        "authors",
        "the author A. Author",
        "A person called the author.",
        from_the_author,
    ),
    Rule(
        "authors-from-subject",
        "authors",
        "A et al. propose ... A et al. show ...",
        "The one group of people whose doings the post tells.",
        from_subject,
    ),
)
