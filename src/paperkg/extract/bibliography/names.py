"""Rules for the names by which a post calls its own paper: model, method, acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from paperkg.extract.bibliography.byname import known_as
from paperkg.extract.bibliography.cleaning import unmarked
from paperkg.extract.bibliography.proposals import (
    clean_name,
    from_proposal,
    is_name,
    spelt_out,
    stands_for,
)
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.sight import Sight
from paperkg.extract.bibliography.titles import (
    name_before_colon,
    name_in_parentheses,
    same_work,
    title_key,
)
from paperkg.model import Evidence, LinkKind, Stated

_ACRONYM = re.compile(r"[({\[](?P<name>[A-Za-z][\w+-]{1,14})s?[)}\]]")
_WORDS = re.compile(r"[A-Za-z][\w-]*")
_FRONT = 8000


def from_field(sight: Sight) -> Iterator[Stated]:
    """Read a field that gives a short name or an alias."""
    for label in sight.labelled("short name", "aliases"):
        value = clean_name(label.value, sight)
        if 1 < len(value) < 60 and (label.front or label.key == "short name"):
            yield sight.state(value, label.start, label.end, "name-from-field")


def before_colon(sight: Sight) -> Iterator[Stated]:
    """Read what stands before the colon of the title."""
    for title in sight.titles:
        plain = title.evidence.rule == "title-from-file-name" and ": " not in title.value
        if plain or not _is_of_paper(sight, title):
            continue
        name = name_before_colon(title.value)
        if name:
            yield Stated(name, _renamed(sight, title, "name-before-colon"))


def in_parentheses(sight: Sight) -> Iterator[Stated]:
    """Read an acronym in parentheses after the title or its first words."""
    end = sight.heading[1]
    for title in filter(partial(_is_of_paper, sight), sight.titles):
        acronym, before = name_in_parentheses(title.value)
        if acronym:
            evidence = _renamed(sight, title, "name-in-parentheses")
            yield Stated(acronym, evidence)
            if before and title_key(before) != title_key(title.value) and len(before) < 60:
                yield Stated(before.split(": ")[-1], evidence)
    link = sight.heading_link
    if link is not None and link.end < end:
        after = unmarked(sight.text[link.end : end])
        if after.startswith("(") and ")" in after:
            for part in after[1 : after.index(")")].split(","):
                if is_name(part.strip()):
                    yield sight.state(part.strip(), link.end, end, "name-in-parentheses")


def _is_of_paper(sight: Sight, title: Stated) -> bool:
    """Whether a title is that of the paper in another form, and not that of a paper linked to."""
    best = sight.title
    return best is None or best == title or same_work(best.value, title.value)


def _renamed(sight: Sight, stated: Stated, rule: str) -> Evidence:
    return Evidence.of(sight.post, stated.evidence.start, stated.evidence.end, rule)


def from_initials(sight: Sight) -> Iterator[Stated]:
    """Read an acronym that the text gives to the first words of the title."""
    if sight.title is None:
        return
    head = sight.title.value.split(": ")[0]
    words = [w for w in _WORDS.findall(head) if w[0].isupper() and w.lower() not in ("for", "of")]
    if not 2 <= len(words) <= 12:
        return
    letters = "".join(w[0] for w in words)
    seen: set[str] = set()
    text = sight.text
    for found in _ACRONYM.finditer(
        text, sight.post.start, min(sight.post.end, sight.post.start + _FRONT)
    ):
        name = found["name"].rstrip("s") if found["name"].endswith("s") else found["name"]
        if name in seen or not name.isupper() or not letters.startswith(name) or len(name) < 2:
            continue
        before = text[max(sight.post.start, found.start() - 90) : found.start()].lower()
        folded = re.sub(r"\W", "", before)
        if folded.rstrip("s").endswith(words[len(name) - 1].lower().replace("-", "").rstrip("s")):
            seen.add(name)
            yield sight.state(name, found.start(), found.end(), "name-from-initials")
            if len(name) < len(words):
                at = head.find(words[len(name) - 1])
                phrase = head[: at + len(words[len(name) - 1])]
                yield sight.state(phrase, found.start(), found.end(), "name-from-initials")
    if 3 <= len(letters) <= 6 and letters not in seen and letters.isupper():
        at = _second_use(sight, letters)
        if at >= 0 and is_name(letters):
            yield sight.state(letters, at, at + len(letters), "name-from-initials")


def _second_use(sight: Sight, acronym: str) -> int:
    """Return where an acronym first stands as a word, if it does so twice; else -1."""
    first = -1
    at = sight.text.find(acronym, sight.post.start, sight.post.end)
    while at >= 0:
        end = at + len(acronym)
        before, after = sight.text[at - 1 : at], sight.text[end : end + 2]
        whole = not (before.isalnum() or before == "-") and not after.rstrip("s")[:1].isalnum()
        if whole and first >= 0:
            return first
        if whole:
            first = at
        at = sight.text.find(acronym, end, sight.post.end)
    return -1


def from_self_link(sight: Sight) -> Iterator[Stated]:
    """Read the text of links by which a post links to itself."""
    for link in sight.post.links:
        if (
            link.post
            and link.post == sight.post.file
            and link.kind in (LinkKind.POST, LinkKind.WIKILINK)
        ):
            name = clean_name(link.text, sight)
            if 1 < len(name) < 40:
                yield sight.state(name, link.text_start, link.text_end, "name-from-self-link")


def from_file_name(sight: Sight) -> Iterator[Stated]:
    """Take a short file name, as links of other posts do."""
    if sight.post.id != sight.post.file:
        return
    stem = sight.file_stem
    name = re.sub(r"^(?:19|20)\d\d-\d{1,2}-\d{1,2}-", "", stem).replace("_", " ").strip()
    if 1 < len(name) < 30 and name.count(" ") + name.count("-") < 3 and not name.isdigit():
        yield sight.state(name, sight.post.start, sight.post.start, "name-from-file-name")


def from_short_heading(sight: Sight) -> Iterator[Stated]:
    """Read a title found to be just a name, when the full title stands elsewhere."""
    for title in sight.titles[1:] + sight.titles[:1]:
        words = title.value.split()
        beside = sight.title is not None and title.value != sight.title.value
        stated = title.evidence.rule != "title-from-file-name"
        if len(words) <= 3 and beside and stated and _named(title.value):
            yield Stated(title.value, _renamed(sight, title, "name-from-short-heading"))


def from_short_title(sight: Sight) -> Iterator[Stated]:
    """Take a title of one or two words for a name."""
    if sight.title and len(sight.title.value.split()) <= 2 and _named(sight.title.value):
        yield Stated(sight.title.value, _renamed(sight, sight.title, "name-from-short-title"))


def _named(title: str) -> bool:
    return title[:1].isupper() or is_name(title)


NAME_RULES = (
    Rule(
        "name-from-field",
        "short_name",
        "short_name: X, aliases: [X]",
        "A field that gives the short name.",
        from_field,
    ),
    Rule(
        "name-from-short-heading",
        "short_name",
        "# X",
        "A heading that is only a name, beside a full title.",
        from_short_heading,
    ),
    Rule(
        "name-before-colon",
        "short_name",
        "X: Title",
        "The name before the title's colon.",
        before_colon,
    ),
    Rule(
        "name-in-parentheses",
        "short_name",
        "Title (X)",
        "An acronym in parentheses in the title.",
        in_parentheses,
    ),
    Rule(
        "name-known-as",
        "short_name",
        "Better known as X.",
        "The name by which the first sentences say the paper goes.",
        known_as,
    ),
    Rule(
        "name-from-initials",
        "short_name",
        "... Learning Rates (CLR)",
        "An acronym of the title's words.",
        from_initials,
    ),
    Rule(
        "name-from-proposal",
        "short_name",
        "the authors propose X",
        "What the paper proposes, by its shape a name.",
        from_proposal,
    ),
    Rule(
        "name-stands-for",
        "short_name",
        "X stands for ...",
        "A name of the title that is spelt out.",
        stands_for,
    ),
    Rule(
        "name-spelt-out",
        "short_name",
        "Sparse Ladder Net (SLN), SLN (Sparse Ladder Net)",
        "A name of the paper, spelt out or shortened in the text.",
        spelt_out,
    ),
    Rule(
        "name-from-short-title",
        "short_name",
        "# Dropout",
        "A title of one or two words.",
        from_short_title,
    ),
    Rule(
        "name-from-self-link",
        "short_name",
        "[X](this-post.md)",
        "The text of a link of a post to itself.",
        from_self_link,
    ),
    Rule(
        "name-from-file-name",
        "short_name",
        "x.md",
        "The name of the file, as other posts link to it.",
        from_file_name,
    ),
)
NOT_SHORT = frozenset({"name-from-file-name", "name-from-self-link"})
"""Rules whose names are good for finding the paper in prose, but not for display."""
