# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Terms of a post that no scheme knows: said in the title, in bold, or again and again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from paperkg.extract.concepts.dictionary import Occurrence
from paperkg.extract.concepts.words import HEADS, NO_TERM, WEAK_WORDS
from paperkg.extract.names import fold, is_not_name
from paperkg.model import Post

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")

_BOLD = re.compile(r"\*\*([^*\n]{3,50})\*\*|__([^_\n]{3,50})__")
_ABBREVIATED = re.compile(r"[({]([A-Z][A-Za-z]{1,7}?)s?[)}]")
_LONGEST = 120
_TITLE_SPLIT = re.compile(
    r"(?i)[:;,.?!()\[\]{}|]|\s(?:for|of|with|via|in|from|by|to|and|using|on|as|the|a|an|at|without|through|under|based on|is|are|towards?|into|or|beyond|against|between|over|vs)\s"
)
_VERBAL = re.compile(
    r"(?i)(?:going|learning|detecting|estimating|leveraging|exploiting|improving|rethinking|reinventing|clustering|drawing|"
    r"autolabeling|training|exploring|understanding|building|making|using|bridging|delving|towards?|pushing|scaling|"
    r"designing|predicting|generating|modeling|combining|enhancing|accelerating|revisiting|beyond|accurate|scalable|efficient|"
    r"robust|fast|simple|unified|unifying|universal|are|is|can|do|does|how|why|what|when|you|we|your|not)$"
)

OFTEN = 3
"""A term said so often is one, whatever else."""

MOST_WORDS = 4


@dataclass(slots=True)
class Term:
    """A term found, in its normal form.

    Attributes:
        label: Lower case, singular.
        spans: Where it stands.
        title: It stands in the title.
        bold: It is in bold.
        abbreviated: The post gives an abbreviation for it.
    """

    label: str
    spans: list[tuple[int, int]]
    title: bool = False
    bold: bool = False
    abbreviated: bool = False


def find_terms(
    post: Post, title: str, taken: Iterable[Occurrence], own: frozenset[str]
) -> list[Term]:
    """Return terms of a post outside the scheme.

    Args:
        post: The post.
        title: Title of its paper.
        taken: Concepts of the scheme named in it.
        own: Folded names of the post's paper.
    """
    text = post.source.text
    covered = {fold(text[o.start : o.end]) for o in taken} | {fold(o.concept.label) for o in taken}
    terms = _Terms(covered | own)
    terms.of_title(title)
    terms.in_bold(text, post)
    terms.abbreviated(text, post)
    terms.repeated(text, post)
    return list(terms.found.values())


class _Terms:
    """Collects terms that are not known otherwise."""

    def __init__(self, known: AbstractSet[str]) -> None:
        self._known = known
        self.found: dict[str, Term] = {}

    def of_title(self, title: str) -> None:
        for part in _TITLE_SPLIT.split(f" {title} "):
            words = part.split()
            if not 2 <= len(words) <= 3 or _is_weak(words) or _VERBAL.match(words[0]):
                continue
            last = words[-1].lower()
            if last not in NO_TERM:
                self._add(part.strip(), kind="title")

    def in_bold(self, text: str, post: Post) -> None:
        for match in _BOLD.finditer(text, post.start, post.end):
            group = 1 if match.group(1) else 2
            surface = match.group(group).strip(" :.,;")
            words = surface.split()
            if 2 <= len(words) <= MOST_WORDS and not _is_weak(words):
                self._add(surface, match.span(group), "bold")

    def abbreviated(self, text: str, post: Post) -> None:
        for match in _ABBREVIATED.finditer(text, post.start, post.end):
            letters = match.group(1).upper()
            before = text[max(post.start, match.start() - _LONGEST) : match.start()]
            words = before.split(" ")[-len(letters) - 1 : -1] if before.endswith(" ") else []
            initials = "".join(word[:1] for word in words).upper()
            if initials == letters and not is_not_name(letters) and not _is_weak(words):
                surface = " ".join(words)
                end = match.start() - 1
                self._add(surface, (end - len(surface), end), "abbreviated")

    def repeated(self, text: str, post: Post) -> None:
        said = {fold(normal(text[s:e])) for term in self.found.values() for s, e in term.spans}
        said.update(self.found)
        by_surface: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for start, end in _repeated(text, post):
            by_surface[text[start:end].lower().removesuffix("s")].append((start, end))
        for surface, spans in by_surface.items():
            if len(spans) >= OFTEN or surface.replace(" ", "").replace("-", "") in said:
                for span in spans:
                    self._add(text[span[0] : span[1]], span)

    def _add(self, surface: str, span: tuple[int, int] | None = None, kind: str = "") -> None:
        label = normal(surface)
        key = fold(label)
        if not label or key in self._known:
            return
        term = self.found.setdefault(key, Term(label, []))
        if span:
            term.spans.append(span)
        if kind:
            setattr(term, kind, True)


def _repeated(text: str, post: Post) -> list[tuple[int, int]]:
    """Return where terms of two or three words stand that end in a technical noun."""
    words = [(m.group(), m.start()) for m in _WORD.finditer(text, post.start, post.end)]
    found: list[tuple[int, int]] = []
    for number, (word, start) in enumerate(words):
        lowered = word.lower()
        stem = lowered.removesuffix("s")
        if stem not in HEADS and lowered not in HEADS and lowered.removesuffix("es") not in HEADS:
            continue
        first = number
        reached = start
        while number - first < 2 and first > 0:
            before, begin = words[first - 1]
            if begin + len(before) + 1 != reached or text[reached - 1] not in " -":
                break
            if before.lower() in WEAK_WORDS:
                break
            first -= 1
            reached = begin
        if first < number and not lowered.endswith("losses"):
            found.append((reached, start + len(word)))
    return found


def normal(surface: str) -> str:
    """Return a term in lower case and singular; acronyms keep their case.

    >>> normal("Paired Keypoints"), normal("BEV queries")
    ('paired keypoint', 'BEV query')
    """
    words = [w if _keeps_case(w) else w.lower() for w in surface.split()]
    if not words:
        return ""
    last = words[-1]
    if len(last) > 4 and last.endswith("ies"):
        last = last[:-3] + "y"
    elif len(last) > 4 and last.endswith(("sses", "xes")):
        last = last[:-2]
    elif len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return " ".join([*words[:-1], last])


def is_strong(term: Term) -> bool:
    """Whether a term is said with weight: in title, bold, with an abbreviation, again and again."""
    return term.title or term.bold or term.abbreviated or len(term.spans) >= OFTEN


def _keeps_case(word: str) -> bool:
    return sum(c.isupper() for c in word) > 1 or any(c.isdigit() for c in word)


def _is_weak(words: list[str]) -> bool:
    return any(w.lower() in WEAK_WORDS for w in words) or any(not w[:1].isalnum() for w in words)
