"""The table of all names: known works, curated records, and the posts of the corpus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from paperkg.extract.names.fold import fold
from paperkg.extract.names.matcher import PhraseMatcher
from paperkg.extract.names.shapes import is_fragile, is_name, short_of
from paperkg.model import CuratedRecord, KnownWork, Lexicon, LinkKind, Post

_PARTS = re.compile(r" / |[(){}]")
_LONGEST_TEXT = 8
_SHORT_TITLE = 4
"""Titles of so many words are used as names ("a wide residual network")."""
_HALF = 0.5
_WORDY = 10
"""Longer names are seldom met as ordinary words, unless they are made of two."""
_PLURAL = re.compile(r"[ -]\w+[^\Wsui]s$")
_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")


@dataclass(frozen=True, slots=True)
class Named:
    """A work that a name stands for.

    Attributes:
        key: Identity within one run.
        name: Name to show.
        work: Id of the known work, or empty.
        post: Id of the post about it, or empty.
        kind: As :attr:`KnownWork.kind`; ``unknown`` for a name found in prose alone.
        date: Month of its first version, counted from year 0; 0 if not known.
        arxiv: arXiv id, or empty.
    """

    key: str
    name: str
    work: str = ""
    post: str = ""
    kind: str = "model"
    date: int = 0
    arxiv: str = ""


@dataclass(frozen=True, slots=True)
class PostNames:
    """What the first pass learns of one post.

    Attributes:
        post: Its id.
        file: Its file.
        title: Title of its paper, or empty.
        short_name: Short name of its paper, or empty.
        own_names: All further names of its paper.
        arxiv: arXiv id without version, or empty.
        paper: Whether the post is about one paper.
    """

    post: str
    file: str
    title: str = ""
    short_name: str = ""
    own_names: tuple[str, ...] = ()
    arxiv: str = ""
    paper: bool = True

    def names(self) -> tuple[str, ...]:
        """Return all names, the best first."""
        short = self.short_name or short_of(self.title)
        names = [n for n in (short, *self.own_names, self.title) if n]
        parts = [p.strip() for n in names for p in _PARTS.split(n) if p != n]
        parts = [p for p in parts if is_name(p) and (p.isupper() or not is_fragile(p))]
        return tuple(dict.fromkeys((*names, *parts)))


def arxiv_id(address: str) -> str:
    """Return the arXiv id in an address, without version, or an empty string.

    >>> arxiv_id("https://arxiv.org/pdf/1706.03762v5.pdf")
    '1706.03762'
    """
    match = _ARXIV.search(address)
    return match.group(1) if match else ""


def month_of(arxiv: str) -> int:
    """Return the month of a new-style arXiv id, counted from year 0; 0 for anything else.

    >>> month_of("1706.03762") == 2017 * 12 + 5
    True
    """
    if len(arxiv) > 4 and arxiv[:4].isdigit() and arxiv[4] == ".":
        year, month = 2000 + int(arxiv[:2]), int(arxiv[2:4])
        if 1 <= month <= 12:
            return year * 12 + month - 1
    return 0


class NameTable:
    """Looks names up, and finds them in text.

    Args:
        lexicon: Known works and curated records.
        posts: What the first pass learnt of the posts.
        links: For the file of a post the texts of links that lead to it.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        posts: Iterable[PostNames] = (),
        links: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self._named: dict[str, Named] = {}
        self._index: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        self._arxiv: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._posts: dict[str, str] = {}
        self._phrases: list[str] = []
        self._others: set[str] = set()
        self._titles: dict[str, str] = {}
        self._short: dict[str, str] = {}
        for work in lexicon.works:
            self._add_work(work)
        for record in lexicon.records:
            self._add_record(record)
        texts = links or {}
        for names in posts:
            if not names.paper:
                self._others.add(names.file)
            else:
                self._add_post(names, Counter(texts.get(names.file, ())))
        self.matcher = PhraseMatcher(self._phrases)

    def is_other(self, file: str) -> bool:
        """Whether the post in a file is about no paper."""
        return file in self._others and file not in self._files

    def by_file(self, file: str) -> Named | None:
        """Return the work of the post in a file."""
        key = self._files.get(file)
        return self._named[key] if key else None

    def by_post(self, post: str) -> Named | None:
        """Return the work of a post."""
        key = self._posts.get(post)
        return self._named[key] if key else None

    def by_arxiv(self, identifier: str) -> Named | None:
        """Return the work with an arXiv id."""
        key = self._arxiv.get(identifier)
        return self._named[key] if key else None

    def by_name(self, surface: str, key: str = "") -> Named | None:
        """Return the work a name stands for; its case counts where the name is an ordinary word."""
        for number, exact in self._index.get(key or fold(surface), ()):
            if not exact or _agrees(surface, exact):
                return self._named[number]
        return None

    def _add_work(self, work: KnownWork) -> None:
        key = work.id
        date = month_of(work.arxiv) or (work.year or 0) * 12
        self._named[key] = Named(
            key, work.name, work=work.id, kind=work.kind, date=date, arxiv=work.arxiv
        )
        if work.arxiv:
            self._arxiv[work.arxiv] = key
        self._short.setdefault(fold(work.name), key)
        for name in dict.fromkeys((work.name, *work.aliases)):
            if not name[0].isalnum() or len(fold(name)) < 2:
                continue
            self._name(name, key, careful=_is_tight(name, careful=work.careful))
            if _PLURAL.search(name):
                self._name(name[:-1], key, careful=work.careful)
        if len(work.title.split()) > 2:
            self._titles.setdefault(fold(work.title), key)
            self._name(work.title, key, careful=False)
            if len(work.title.split()) <= _SHORT_TITLE and _PLURAL.search(work.title):
                self._name(work.title[:-1], key, careful=False)
            if short_of(work.title)[:1].isalnum():
                self._name(short_of(work.title), key, careful=work.careful)

    def _add_record(self, record: CuratedRecord) -> None:
        key = (
            self._arxiv.get(record.arxiv, "")
            or self._titles.get(fold(record.title), "")
            or self._short.get(fold(record.short_name), "")
        )
        if not key:
            key = record.id
            date = month_of(record.arxiv) or (record.year or 0) * 12
            self._named[key] = Named(
                key, record.short_name or record.title, kind="paper", date=date
            )
        if record.arxiv:
            self._arxiv.setdefault(record.arxiv, key)
        self._titles.setdefault(fold(record.title), key)
        for name in (record.short_name, *record.aliases):
            self._name(name, key, careful=is_fragile(name))
        if len(record.title.split()) > 2:
            self._name(record.title, key, careful=False)

    def _add_post(self, names: PostNames, links: Counter[str]) -> None:
        own = names.names()
        texts = [
            t
            for t, _ in links.most_common()
            if is_name(t) and len(t.split()) <= _LONGEST_TEXT and _calls(t, names)
        ]
        key = (
            self._arxiv.get(names.arxiv, "")
            or self._titles.get(fold(names.title), "")
            or self._by_short(own[0] if own else "", names)
            or self._by_alias(names)
        )
        if key and self._named[key].post:
            self._posts[names.post] = self._files[names.file] = key
            return
        if key and own and self._named[key].name.startswith(f"{own[0]} "):
            # Two works have that name, and the post calls its own by it alone.
            self._named[key] = replace(self._named[key], name=own[0])
        if not key:
            key = f"post:{names.post}"
            short = names.short_name or short_of(names.title)
            best = short or (texts[0] if texts else "") or names.title or names.post
            self._named[key] = Named(key, best, post=names.post, kind="paper")
        date = month_of(names.arxiv) or self._named[key].date
        self._named[key] = replace(self._named[key], post=names.post, date=date)
        self._posts[names.post] = key
        self._files.setdefault(names.file, key)
        if names.arxiv:
            self._arxiv.setdefault(names.arxiv, key)
        if names.title:
            self._titles.setdefault(fold(names.title), key)
        for name in (*own, *texts):
            if is_name(name) or len(name.split()) > 2:
                phrase = name not in own and _is_phrase(name)
                self._name(name, key, careful=phrase or is_fragile(name))

    def _by_short(self, short: str, names: PostNames) -> str:
        """Find the known work with this short name, unless its paper is another one."""
        key = self._short.get(fold(short), "") if short else ""
        if not key:
            return ""
        known = {title for title, number in self._titles.items() if number == key}
        arxiv = {number for number, owner in self._arxiv.items() if owner == key}
        if names.arxiv and arxiv:
            return ""
        if known and len(names.title.split()) > 2 and fold(names.title) not in known:
            full = fold(names.title)
            return key if any(full in title or title in full for title in known) else ""
        return key

    def _by_alias(self, names: PostNames) -> str:
        """Find the known work that has the whole title for a name."""
        if len(names.title.split()) < 2:
            return ""
        found = [key for key, exact in self._index.get(fold(names.title), ()) if not exact]
        return found[0] if len(found) == 1 and not self._named[found[0]].post else ""

    def _name(self, name: str, key: str, *, careful: bool) -> None:
        folded = fold(name)
        if len(folded) < 2:
            return
        entries = self._index[folded]
        exact = frozenset((name,)) if careful else frozenset[str]()
        if all(number != key for number, _ in entries):
            entries.append((key, exact))
            self._phrases.append(name)
        elif not careful:
            self._index[folded] = [(n, frozenset() if n == key else e) for n, e in entries]


def _calls(text: str, names: PostNames) -> bool:
    """Whether the text of a link is a name of the post it leads to, and no mere phrase.

    "Chamfer distance" may lead to a paper that uses it; "deep radar detector" is what the title or
    the file says.
    """
    words = text.split()
    if len(words) == 1 or any(not w[1:].islower() for w in words if len(w) > 1 and w.isalpha()):
        return True
    if not all(w.isalpha() for w in words):
        return True
    known = fold(f"{names.title} {names.file}")
    share = sum(fold(w) in known for w in words) / len(words)
    return share == 1 if text.islower() else share >= _HALF


def _is_phrase(text: str) -> bool:
    """Whether the text of a link is made of a few plain words: its case must agree elsewhere."""
    words = text.split()
    return len(words) <= _SHORT_TITLE and all(w.isalpha() and w[1:].islower() for w in words)


_VOWEL = re.compile(r"[aeiouy]")
_HASTY = frozenset(("vae", "gan"))


def _is_tight(name: str, *, careful: bool) -> bool:
    """Whether the case of a name must agree: ordinary words and short acronyms."""
    if careful and " " not in name:
        return len(name) < _WORDY or "-" in name
    return name.isupper() and len(name) <= 3


def _agrees(surface: str, exact: frozenset[str]) -> bool:
    plain = surface.replace("\u2011", "-")
    short = plain.removesuffix("'s").removesuffix("s")
    if _is_hasty(short) and short.upper() in exact:
        return True
    return any(name in (plain, short) or _same(plain, name) for name in exact)


def _is_hasty(word: str) -> bool:
    """Whether a word in small letters can but be an acronym: "cnn", "vae"; no word is spelt so.

    >>> _is_hasty("dqn"), _is_hasty("sac"), _is_hasty("Gan")
    (True, False, False)
    """
    return word.islower() and (word in _HASTY or not _VOWEL.search(word)) and word != "hmm"


def _same(surface: str, name: str) -> bool:
    """Whether two spellings differ in hyphens and spaces alone."""
    strip = str.maketrans("", "", "- \u2011")
    return surface.translate(strip) == name.translate(strip)


def link_texts(posts: Iterable[Post]) -> dict[str, list[str]]:
    """Return for the file of every post the texts of the links that lead to it."""
    found: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        for link in post.links:
            if link.post and link.kind in (LinkKind.POST, LinkKind.WIKILINK):
                found[link.post].append(" ".join(link.text.strip(" *_`").split()))
    return found
