"""The sheet on which the triples of a build are collected, graph by graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TypeAlias

from paperkg.graph.terms import label, language_tag
from paperkg.model import Problem
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import GRAPHS, Iris

Quad: TypeAlias = tuple[str, str, str, str]
"""Subject, predicate, object and graph, each written as in N-Quads; the graph is empty for the
default graph. A plain tuple: the garbage collector lets go of it, and it is quick to make."""

Triple: TypeAlias = tuple[str, str, str]

_first = itemgetter(0)

OnProblem: TypeAlias = Callable[[Problem], None]


class Sheet:
    """Collects quads.

    Attributes:
        iris: Mints IRIs.
        info: What is said of the dataset.
        lang: Language tag of titles and labels.
        quads: What was collected so far.
        known: Kind (``author``, ``category``, ``concept``) -> id -> term, for what exists: so that
            no triple leads to a resource that nothing describes.
        asserted: Term of the graph of what posts say; likewise the other four.
    """

    def __init__(self, info: DatasetInfo, on_problem: OnProblem | None = None) -> None:
        """Start an empty sheet; problems are swallowed unless ``on_problem`` takes them."""
        self.iris = Iris(info.base_iri)
        self.info = info
        self.lang = language_tag(info.language)
        self.quads: list[Quad] = []
        self.known: dict[str, dict[str, str]] = {}
        self._terms: dict[tuple[str, str], str] = {}
        names = {name: f"<{self.iris.graph(name)}>" for name in GRAPHS}
        self.asserted = names["asserted"]
        self.curated = names["curated"]
        self.inferred = names["inferred"]
        self.provenance = names["provenance"]
        self.ontology = names["ontology"]
        self._on_problem = on_problem

    def term(self, kind: str, ident: str) -> str:
        """Return the term of a resource, the same string every time."""
        key = (kind, ident)
        found = self._terms.get(key)
        if found is None:
            found = self._terms[key] = f"<{self.iris.mint(kind, ident)}>"
        return found

    def add(self, graph: str, subject: str, predicate: str, *objects: str) -> None:
        """Add one triple for each object that is not empty."""
        for obj in objects:
            if obj:
                self.quads.append((subject, predicate, obj, graph))

    def label(self, text: str) -> str:
        """Return a cleaned literal in the language of the dataset, empty for an empty text."""
        return label(text, self.lang)

    def problem(self, code: str, message: str, *, file: str = "", line: int = 0) -> None:
        """Report something that was left out of the graph."""
        if self._on_problem is not None:
            self._on_problem(Problem(code=code, file=file, line=line, message=message))


class Quads(tuple[Quad, ...]):
    """Quads that are known to be sorted and without doubles, so that nobody sorts them again."""

    __slots__ = ()


def disjoint(quads: Quads, first: str) -> Quads:
    """Return sorted quads so that no triple stands in two graphs.

    The union of the graphs is then a plain concatenation: stores that answer from the union
    without removing doubles (Oxigraph is one) count right.

    Args:
        quads: Sorted quads.
        first: The graph in which a triple is kept if it stands there; else it is kept in the graph
            that comes first in the alphabet.
    """
    doubled = [
        index
        for index, (one, other) in enumerate(pairwise(quads))
        if one[0] == other[0] and one[1] == other[1] and one[2] == other[2]
    ]
    if not doubled:
        return quads
    kept = list(quads)
    for index in reversed(doubled):
        keep_second = kept[index + 1][3] == first
        del kept[index if keep_second else index + 1]
    return Quads(kept)


def tidy(quads: Iterable[Quad]) -> Quads:
    """Return the quads sorted, each once; at no cost if they are known to be.

    Sorting tuples of terms gives the same order as sorting the lines of an N-Quads file by code
    point, that is ``LC_ALL=C sort``: a term never goes on after ``>``, and what may follow a
    closing quote (``@``, ``^``) sorts after the space that ends the term.
    """
    if isinstance(quads, Quads):
        return quads
    ordered = sorted(quads)
    return Quads(map(_first, groupby(ordered)))
