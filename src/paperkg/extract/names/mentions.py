# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Finds the works a post names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from paperkg.extract.names.fold import Folded, fold
from paperkg.extract.names.shapes import (
    CITATION,
    NAME_SHAPE,
    QUOTED,
    TECHNIQUE,
    is_name,
    is_not_name,
    is_strong,
    short_of,
)
from paperkg.extract.names.table import Named, NameTable, arxiv_id
from paperkg.model import BlockKind, Link, LinkKind, Post, Sentence

_TECHNIQUE = re.compile(
    r"(?i)\w[ -](?:loss|attention|convolutions?|normali[sz]ation|optimi[sz]er|dropout|pooling|encoding|"
    r"sampling|matching|search|learning|training|embeddings?|clustering|distillation|regulari[sz]ation)$"
)
_DEFINES = re.compile(r" \(([A-Z]{3,8})\)")
_IN_BRACKETS = re.compile(r"s? ?\((?:an? )?[\w-]+s?\)")
_GIVEN = frozenset(
    (
        "Adam",
        "Bart",
        "Bert",
        "Claude",
        "Ernie",
        "Florence",
        "Gemma",
        "Jasper",
        "Moses",
        "Oscar",
        "Sophia",
        "Yogi",
    )
)
"""Works whose name is also a given name."""

_ARTICLE = re.compile(r"[Aa] [A-Z\d-]{2,6}")
"""An article and an abbreviation: "A SPP layer" has no ASPP."""

_DOES = re.compile(
    r"[\])*_]{0,3}(?:\([^()\s]*\))? (?:[a-z]+ly )?(?:propos|introduc|present|buil[dt]|investigat|show|stud(?:y|ies)|extend|develop"
    r"|explor|describ|address|us(?:e|es|ed)\b|train|argue|tackl|demonstrat|examin|analy|appl(?:y|ies)|design|improv|adapt|combin)"
)
_SHORT = 3
_NEW_WORD = re.compile(
    r"-(?!(?:based|style|like|type|inspired|trained|pre|driven|guided|only|free|aware|loss|net|family)\b)[a-z]"
)
"""Behind a short name: both together are another name, "CC-vision" is no CC."""

_SURNAME = re.compile(
    r" (?:[A-Z]\. ?)*(?:(?:de|van|von|der|den|la|le|di|da) )*(?!(?:Opti|Algo|Opus|Sonnet|Haiku|Instant|Model|Train|Encod|Base|Large|And|With|Is|For)[a-z]*\b)"
    r"(?:[A-Z][a-z]+|[A-Z]\.|Mc[A-Z][a-z]+|O'[A-Z][a-z]+)(?![A-Z\d])\b"
)
_WORDS_BEFORE = re.compile(
    r"(?:[A-Za-z]+[ -]){1,7}(?:networks?|models?|machines?|methods?|algorithms?|transformers?|auto-?encoders?|nets?|flows?|forests?|trees?|detectors?|encoders?|learning|optimi[sz]ation|sampling|search|process(?:es)?) \($"
)
_WORD = re.compile(r"[A-Za-z]+")
_TASK = re.compile(
    r" (?:classification|detection|segmentation|regression|recognition|prediction|tasks?)\b"
)
_KIND_OF = re.compile(r"(?<=\w{4})(?:networks?|models?|s)$")
_LEADING = frozenset({LinkKind.POST, LinkKind.WIKILINK, LinkKind.ARXIV, LinkKind.DOI})


@dataclass(frozen=True, slots=True)
class Mention:
    """A work named in a post.

    Attributes:
        start: Start of the name in the source (for a link: of the whole link).
        end: Its end.
        named: The work.
        own: It is the paper of the post itself.
        known: The table knows the name (else only its shape speaks for it).
        linked: It is a link.
    """

    start: int
    end: int
    named: Named
    own: bool = False
    known: bool = True
    linked: bool = False


class MentionFinder:
    """Finds the mentions of one post.

    Args:
        table: All names.
        post: The post.
        own_names: Names of the post's own paper.
        arxiv: Its arXiv id: a work of the same paper is no other work.
        authors: Its authors: a citation of the first of them is the paper itself.
        year: Its year, or ``None``.
    """

    def __init__(
        self,
        table: NameTable,
        post: Post,
        own_names: Iterable[str],
        arxiv: str = "",
        authors: Iterable[str] = (),
        year: int | None = None,
    ) -> None:
        self._table = table
        self._post = post
        own = table.by_post(post.id)
        self._arxiv = arxiv
        self._own_key = own.key if own else ""
        folds = {fold(n) for n in own_names}
        self._own_folds = (folds | {_KIND_OF.sub("", f) for f in folds}) - {""}
        self._surname = next((a.split()[-1] for a in authors if a.split()), "")
        self._year = year
        if not self._surname:
            self._surname = _surname_of_opening(post)
        self._own = Named(self._own_key or f"post:{post.id}", "", post=post.id)

    def find(self, folded: Folded) -> list[Mention]:
        """Return links and known names, in order, without those of the title heading."""
        post = self._post
        found = [m for link in post.links if (m := self._of_link(link))]
        taken = [(m.start, m.end) for m in found]
        starts = [start for start, _ in taken]
        text = post.source.text
        addresses = [(link.text_end, link.end) for link in post.links]
        ends = [end for end, _ in addresses]
        for hit in self._table.matcher.find(text, folded):
            link = bisect_right(ends, hit.start) - 1
            if link >= 0 and hit.start < addresses[link][1]:
                continue  # in the address of a link, which nobody reads
            near = bisect_right(starts, hit.end)
            if _covered(hit.start, hit.end, taken[max(0, near - 2) : near]):
                continue
            surface = text[hit.start : hit.end]
            if _is_no_name(text, surface, hit.end):
                continue
            if fold(surface) in self._own_folds:
                found.append(Mention(hit.start, hit.end, self._own, own=True))
                continue
            named = self._table.by_name(surface, hit.key)
            if named is not None and not _is_other_word(surface, named):
                found.append(self._mention(hit.start, hit.end, _as_written(named, surface)))
        if self._surname and " al" in text:
            found.extend(self._own_citations(text, found))
        found = self._with_short_forms(text, found)
        heading = post.blocks[post.heading] if post.heading >= 0 else None
        if heading is not None:
            found = [m for m in found if not heading.start <= m.start < heading.end]
        found.sort(key=lambda m: m.start)
        return _spelt_out(text, found)

    def _with_short_forms(self, text: str, found: list[Mention]) -> list[Mention]:
        """Let the short forms that the post itself defines stand for what it says.

        "Adaptive Computation Time (ACT) ... Here, ACT is used", whatever else is called ACT.
        """
        told: set[str] = set()  # each but once: a text may define the same a thousand times
        for mention in tuple(found):
            defined = None if mention.own else _DEFINES.match(text, mention.end)
            if not defined or defined[1] in told:
                continue
            if self._table.by_name(defined[1]) == mention.named:
                continue
            words = _WORD.findall(text, mention.start, mention.end)
            if "".join(word[0] for word in words).upper() != defined[1]:
                continue
            told.add(defined[1])
            form = re.compile(rf"(?<![\w/@.\\$-]){defined[1]}(?![\w/@\\=$-])")
            places = {m.span() for m in form.finditer(text, mention.end, self._post.end)}
            found = [m for m in found if (m.start, m.end) not in places]
            spans = sorted((m.start, m.end) for m in found)
            for start, end in sorted(places):
                near = bisect_right(spans, (start, end))
                if not _covered(start, end, spans[max(0, near - 1) : near + 1]):
                    found.append(replace(mention, start=start, end=end))
        return found

    def _own_citations(self, text: str, found: list[Mention]) -> list[Mention]:
        """Return the citations of the post's own paper."""
        spans = [(m.start, m.end) for m in found]
        own = []
        for match in CITATION.finditer(text, self._post.start, self._post.end):
            start, end = match.span()
            if self._is_own(match) and not _covered(start, end, spans):
                own.append(Mention(start, end, self._own, own=True))
        return own

    def _is_own(self, citation: re.Match[str]) -> bool:
        year = citation["year"]
        same = year is None or self._year is None or str(self._year) in year
        return bool(self._surname) and same and citation.group().startswith(self._surname)

    def guess(
        self,
        sentence: Sentence,
        known: list[Mention],
        concepts: Iterable[tuple[int, int, str]],
        *,
        strong: bool = False,
    ) -> list[Mention]:
        """Return names in a sentence that only their shape shows, and its concepts.

        Args:
            sentence: The sentence.
            known: Names found in it before.
            concepts: Start, end and label of the concepts named in it.
            strong: Only names that have the form of a model's name, and works named by authors.
        """
        taken = [(m.start, m.end) for m in known]
        found = []
        for start, end, label in concepts:
            if not _covered(start, end, taken) and fold(label) not in self._own_folds:
                named = Named(f"name:{fold(label)}", label, kind="concept")
                found.append(Mention(start, end, named, known=False))
                taken.append((start, end))
        text = self._post.source.text
        for match in QUOTED.finditer(text, sentence.start, sentence.end):
            name = match["name"]
            if not _covered(*match.span(), taken) and fold(name) not in self._own_folds:
                taken.append(match.span())
                named = Named(f"name:{fold(name)}", name, kind="paper")
                found.append(Mention(*match.span(), named, known=False))
        for match in CITATION.finditer(text, sentence.start, sentence.end):
            if not _covered(*match.span(), taken):
                taken.append(match.span())
                found.append(self._cited(match))
        found.extend(self._shaped(sentence, taken, strong=strong))
        if not strong and not any(m.named.kind == "concept" for m in found):
            found.extend(self._techniques(sentence, taken))
        return found

    def _shaped(
        self, sentence: Sentence, taken: list[tuple[int, int]], *, strong: bool
    ) -> list[Mention]:
        """Return the names that have the shape of one, with the long form that is before them."""
        text = self._post.source.text
        found = []
        for match in NAME_SHAPE.finditer(text, sentence.start, sentence.end):
            surface, start, end = match.group(), *match.span()
            if surface.endswith("s") and surface[:-1].isupper():
                surface = surface[:-1]
            if _covered(start, end, taken) or is_not_name(surface):
                continue
            long = _long_form(text, sentence.start, start, end)
            if long and not _covered(start - len(long), end, taken):
                span = (start - len(long), end + 1)
                taken.append(span)
                found.append(self._guessed(long.rstrip(" ("), *span))
            elif self._is_new(surface, start, end, strong=strong):
                found.append(self._guessed(surface, start, end))
        return found

    def _techniques(self, sentence: Sentence, taken: list[tuple[int, int]]) -> list[Mention]:
        """Return the techniques written as phrases, of which no scheme knows."""
        text = self._post.source.text
        found = []
        for match in TECHNIQUE.finditer(text, sentence.start, sentence.end):
            if not _covered(*match.span(), taken):
                name = match.group()
                named = Named(f"name:{fold(name)}", name, kind="concept")
                found.append(Mention(*match.span(), named, known=False))
        return found

    def _is_new(self, surface: str, start: int, end: int, *, strong: bool) -> bool:
        """Whether a token has the shape of a name, and stands where names stand."""
        text = self._post.source.text
        if "/" in text[start - 1 : start]:
            return False
        if surface.endswith("ed") and self._table.by_name(surface[:-2]) is not None:
            return False  # "RoIAligned features": a word made of a name
        if _TASK.match(text, end):
            return False  # "MultiLabel classification": a kind of task
        return is_strong(surface) or not (strong or text[end : end + 1] == "]")

    def _guessed(self, surface: str, start: int, end: int) -> Mention:
        if fold(surface) in self._own_folds:
            return Mention(start, end, self._own, own=True)
        named = Named(f"name:{fold(surface)}", surface, kind="unknown")
        return Mention(start, end, named, known=False)

    def _cited(self, citation: re.Match[str]) -> Mention:
        start, end = citation.span()
        if self._is_own(citation):
            return Mention(start, end, self._own, own=True)
        name = cited_as(citation)
        named = Named(f"name:{fold(name)}", name, kind="citation")
        return Mention(start, end, named, known=False)

    def _mention(self, start: int, end: int, named: Named, *, linked: bool = False) -> Mention:
        own = named.key == self._own_key or named.post == self._post.id
        own = own or bool(self._arxiv and named.arxiv == self._arxiv)
        return Mention(start, end, named, own=own, linked=linked)

    def _of_link(self, link: Link) -> Mention | None:
        if link.kind not in _LEADING:
            return None
        text = " ".join(link.text.strip(" *_`").split()).removesuffix(" paper")
        named: Named | None = None
        if link.post:
            named = self._table.by_file(link.post)
            if named is not None and text and _TECHNIQUE.search(text):
                named = _as_written(named, text)
        if named is None and link.kind is LinkKind.ARXIV:
            named = self._table.by_arxiv(arxiv_id(link.target))
        if named is None and text:
            named = self._table.by_name(text) or self._table.by_name(short_of(text) or text)
        if named is None and fold(text) in self._own_folds:
            return Mention(link.start, link.end, self._own, own=True, linked=True)
        if named is None:
            shaped = NAME_SHAPE.fullmatch(text) is not None
            if (link.post and self._table.is_other(link.post)) or (
                link.kind is LinkKind.WIKILINK and not shaped
            ):
                return None
            if not is_name(text) or (link.kind is LinkKind.WIKILINK and " " in text):
                return None
            name = short_of(text) or text
            named = Named(f"name:{fold(name)}", name, kind="paper")
        return self._mention(link.start, link.end, named, linked=True)


def _long_form(text: str, begin: int, start: int, end: int) -> str:
    """Return the long form that stands before a short one in brackets, bracket included.

    >>> text = "It is based on the cascaded refinement network (CRN)."
    >>> _long_form(text, 0, text.index("CRN"), text.index(")"))
    'cascaded refinement network ('
    """
    if text[end : end + 1] != ")":
        return ""
    before = _WORDS_BEFORE.search(text, begin, start)
    if before is None:
        return ""
    short = text[start:end].lower()
    words = list(_WORD.finditer(text, before.start(), start))
    for first in range(len(words) - 1, -1, -1):
        initials = "".join(word.group()[0] for word in words[first:]).lower()
        if initials == short:
            return text[words[first].start() : start]
    return ""


def _surname_of_opening(post: Post) -> str:
    """Return whom the first sentence cites as the subject of what the paper does.

    "Bee et al. (2018) propose ...", in a post that states no authors and speaks of them again.
    """
    text = post.source.text
    prose = (s for s in post.sentences if post.blocks[s.block].kind is BlockKind.PARAGRAPH)
    first = next(prose, None)
    if first is None:
        return ""
    cited = CITATION.search(text, first.start, min(first.end, first.start + 80))
    if cited is None or text[first.start : cited.start()].strip(" [*_("):
        return ""
    if _DOES.match(text, cited.end()) is None:
        return ""
    surname = re.split(r"[ ,]", cited.group(), maxsplit=1)[0]
    again = re.search(rf"\b{re.escape(surname)}\b", text[cited.end() : post.end])
    return surname if again and cited["year"] else ""


def is_given_name(text: str, start: int, end: int) -> bool:
    """Whether a word that is also the name of a work stands before a surname.

    >>> is_given_name("Adam Roberts", 0, 4), is_given_name("Adam is used", 0, 4)
    (True, False)
    """
    return text[start:end] in _GIVEN and _SURNAME.match(text, end) is not None


def _is_no_name(text: str, surface: str, end: int) -> bool:
    """Whether what is spelt like a name is part of something else: of a word, of a person."""
    if _ARTICLE.fullmatch(surface):
        return True
    if len(surface) <= _SHORT and _NEW_WORD.match(text, end):
        return True
    return is_given_name(text, end - len(surface), end)


def _is_other_word(surface: str, named: Named) -> bool:
    """Whether an alias is more often an everyday abbreviation: FID is seldom Fusion-in-Decoder."""
    return is_not_name(surface) and not fold(surface).startswith(fold(named.name))


def cited_as(citation: re.Match[str]) -> str:
    """Return how a work is called that is known by its authors alone: names, and year if given."""
    year = citation["year"] or ""
    names = citation.group().removesuffix(year).rstrip(" ,(").replace("et. al", "et al")
    digits = re.sub(r"\D", "", year)
    return f"{names} ({digits})" if digits else names


def _as_written(named: Named, surface: str) -> Named:
    """Return a technique named by an alias as the technique, not as the work's chief name.

    "focal loss" stays a loss, although its paper is that of RetinaNet.
    """
    if fold(surface).startswith(fold(named.name)):
        return named
    phrase = not named.work and " " in surface and surface.islower()
    if not phrase and not _TECHNIQUE.search(surface):
        return named
    name = " ".join(surface.split())
    return replace(named, name=name, kind="family" if named.kind == "family" else "method")


def _spelt_out(text: str, found: list[Mention]) -> list[Mention]:
    """Let the end of a long form stand for the short form behind it.

    In "region-based fully convolutional network (R-FCN)" no FCN is named.
    """
    out = list(found)
    for at, (one, two) in enumerate(pairwise(found)):
        inner, outer = fold(one.named.name), fold(two.named.name)
        longer = outer.endswith(inner) and len(outer) > len(inner) and one.end < two.start
        if longer and two.known and _IN_BRACKETS.match(text, one.end, two.end + 1):
            out[at] = replace(two, start=one.start, end=one.end)
    return out


def _covered(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < stop and begin < end for begin, stop in spans)
