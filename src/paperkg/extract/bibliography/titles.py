"""Titles as strings: cleaned of what a blog adds, compared, cut into short name and rest."""

from __future__ import annotations

import re

from paperkg.extract.bibliography.namewords import wordset
from paperkg.extract.bibliography.persons import are_named, read_people
from paperkg.extract.bibliography.venues import VENUE, YEAR
from paperkg.extract.hyphens import fold
from paperkg.model import Lexicon

_PLACEHOLDER = re.compile(
    r"(?i)\W*(?:(?:the )?(?:paper|post|article|note|full)?\s?(?:title|name)"
    r"(?: here| of (?:the )?paper)?"
    r"|title of (?:the )?(?:paper|post)|untitled(?: \d+)?|template|your title|insert title.*"
    r"|\{\{.*\}\}|<%.*%>|tl;?dr|readme|index|todo|tbd)\W*"
    r"|\W*(?:\[[^\[\]\d]{0,12}\d[^\[\]]{0,12}\]\W*){1,4}"
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
_VENUE_AT_END = re.compile(rf"[\s;,.(]*(?:{VENUE.pattern})?[\s,'’]*(?:{YEAR}|\d\d)?[\s).\"']*")
_CITED_END = re.compile(
    r",\s(?=(?:[A-Z]\.\s?)*[A-Z][\w'’-]+(?:,? (?:and|&) [A-Z][\w'’-]+)? et\.? al\b"
    rf"{_VENUE_AT_END.pattern}$)"
)
_SHORTEST = 8
_ENOUGH_WORDS = 5
_NAME_SHAPED = re.compile(
    r"[\w.+@*-]*(?:[A-Z][\w.+-]*[A-Z]|[A-Z][\w.+-]*\d|\d[\w.+-]*[A-Z])[\w.+-]*"
)


def is_placeholder(title: str) -> bool:
    """Whether a title is a template's, or nothing but numbers: "Paper Title", "[20-02-15] [#8]".

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

    The tail counts only if it says "et al." or has an initial: "by Reading Books" is none. Behind
    a comma several names do, if no more than a venue follows them.

    So does one behind a semicolon that holds nothing but names, and a citation at the end.

    >>> split_byline("Nets by Ann Bee, et al"), split_byline("Learning by Reading Books")
    (('Nets', 4), ('Learning by Reading Books', -1))
    >>> split_byline("Nets; Ann Bee, Carl Doe")
    ('Nets', 4)
    >>> split_byline("Deep Nets, Bee et al., 2017")
    ('Deep Nets', 9)
    >>> split_byline("Deep Nets, by Ann Bee and Carl Doe, NAACL 2010.")
    ('Deep Nets', 9)
    """
    cut = names_behind(title)
    if cut >= 0:
        return title[:cut], cut
    cited = _CITED_END.search(title)
    if cited and cited.start() >= _SHORTEST:
        return title[: cited.start()], cited.start()
    for found in _BY.finditer(title):
        behind_comma = title[found.start()] == "," and _ends_in_names(title, found.end())
        if behind_comma or _SIGNED.search(title, found.end()):
            return title[: found.start()].rstrip(" ,"), found.start()
    return title, -1


def _ends_in_names(title: str, at: int) -> bool:
    people = read_people(title, at)
    return are_named(people) and ends_in_venue(title, people.end)


def ends_in_venue(text: str, at: int, end: int | None = None) -> bool:
    """Whether nothing follows but perhaps a venue and a year.

    >>> ends_in_venue("Bee et al., NAACL 2010.", 10), ends_in_venue("Bee et al. climb", 10)
    (True, False)
    """
    stop = len(text) if end is None else end
    return _VENUE_AT_END.fullmatch(text, at, stop) is not None


def names_behind(title: str) -> int:
    """Return where the semicolon stands behind which a title line holds names; -1 if nowhere.

    There must be two or more, all in full, or "et al.", and at most the venue behind them.

    >>> names_behind("Nets; Ann Bee, Carl Doe; NIPS 2013"), names_behind("Nets; Deep Learning")
    (4, -1)
    """
    cut = title.find("; ")
    if cut <= 0:
        return -1
    people = read_people(title, cut + 2)
    full = len(people.people) > 1 and all(" " in person.name for person in people.people)
    named = full or (people.et_al and bool(people.people))
    return cut if named and ends_in_venue(title, people.end) else -1


def same_work(one: str, other: str) -> bool:
    """Whether two titles may be of the same paper, one of them fuller than the other.

    One goes on where the other ends (after a colon, or if it is long enough not to be a subject),
    both have the same name before the colon, or nearly the same words.

    >>> same_work("Deep Ladders", "Deep Ladders: Nets That Climb")
    True
    >>> same_work("Deep Ladders", "Deep Ladders in the Sciences")
    False
    """
    short, full = sorted((title_key(_bare(one)), title_key(_bare(other))), key=len)
    if len(short) < _SHORTEST:
        return bool(short) and short == full
    if short == full:
        return True
    fuller, shorter = (one, other) if title_key(_bare(one)) == full else (other, one)
    enough = len(_bare(shorter).split()) >= _ENOUGH_WORDS or is_cut(shorter)
    enough = enough or bool(name_in_parentheses(shorter)[0])  # a name, with its acronym
    if full.startswith(short) or full.endswith(short):
        return enough or short in {title_key(_bare(part)) for part in _parts(fuller)}
    name = name_before_colon(one)
    if name and title_key(name) == title_key(name_before_colon(other)):
        return True
    mine, theirs = _content(one), _content(other)
    shared = len(mine & theirs)
    return shared >= _ENOUGH_WORDS and shared >= 0.8 * min(len(mine), len(theirs))


def shared_words(one: str, other: str) -> float:
    """Return how many of the words of the shorter title are in the other, from 0 to 1.

    >>> shared_words("Deep Ladders for Nets", "Ladders and Slopes")
    0.5
    """
    mine, theirs = _content(one), _content(other)
    fewer = min(len(mine), len(theirs))
    return len(mine & theirs) / fewer if fewer else 0.0


def _parts(title: str) -> list[str]:
    """Return a title's main part and what follows a colon, a dash or a question mark."""
    return [part for part in re.split(r":\s+|\s[-–—]{1,3}\s|\?\s|[({\[]", title) if part.strip()]


def _bare(title: str) -> str:
    return _PARENTHESIS.sub("", title)


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
