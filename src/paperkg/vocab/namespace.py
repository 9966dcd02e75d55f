"""A closed namespace: asking for a term it does not declare is an error, not a new term."""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.errors import VocabularyError


class UnknownTermError(VocabularyError, AttributeError):
    """A term that its vocabulary does not declare; ``.term`` holds it as a prefixed name."""


class Namespace:
    """The terms of one vocabulary as attributes, each a full IRI.

    >>> ex = Namespace("ex", "http://example.org/", "Paper title")
    >>> ex.Paper, ex["title"], "year" in ex
    ('http://example.org/Paper', 'http://example.org/title', False)
    >>> hasattr(ex, "year")
    False

    Attributes:
        prefix: Prefix under which the vocabulary is commonly known.
        iri: What all its terms begin with.
    """

    __slots__ = ("_terms", "iri", "prefix")

    def __init__(self, prefix: str, iri: str, terms: str) -> None:
        """Declare a vocabulary.

        Args:
            prefix: Prefix.
            iri: Namespace IRI, ending in ``#`` or ``/``.
            terms: Local names, separated by white space.
        """
        self.prefix = prefix
        self.iri = iri
        self._terms = {name: iri + name for name in terms.split()}

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):  # copy, pickle and the like ask for hooks that are not there
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> str:
        try:
            return self._terms[name]
        except KeyError:
            raise UnknownTermError(
                f"{self.prefix}:{name} is not declared in <{self.iri}>",
                term=f"{self.prefix}:{name}",
                advice="declare it in paperkg.vocab.terms, or use a term that exists",
            ) from None

    def __contains__(self, name: object) -> bool:
        """Whether a local name or a full IRI is a declared term."""
        if not isinstance(name, str):
            return False
        return name in self._terms or self._terms.get(name.removeprefix(self.iri)) == name

    def __iter__(self) -> Iterator[str]:
        """Go through the full IRIs of all terms, in order of declaration."""
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def __repr__(self) -> str:
        return f"Namespace({self.prefix!r}, {self.iri!r})"
