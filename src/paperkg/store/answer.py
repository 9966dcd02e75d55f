"""What a query answers: a table, a graph, or yes or no; the same for every store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from paperkg.graph import Quad, to_rdflib
from paperkg.graph.terms import value_of

if TYPE_CHECKING:
    import rdflib

Row: TypeAlias = tuple[str | None, ...]
"""One solution: a term as in N-Triples for each column, ``None`` where nothing is bound."""


class Rows(Sequence[Row]):
    """Rows that are turned into terms only when somebody looks at them."""

    __slots__ = ("_convert", "_raw")

    def __init__(self, raw: Sequence[Any], convert: Callable[[Any], Row]) -> None:
        """Keep the rows as a library gave them.

        Args:
            raw: Rows of any kind.
            convert: Turns one of them into terms.
        """
        self._raw = raw
        self._convert = convert

    def __len__(self) -> int:
        return len(self._raw)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(index, slice):
            return tuple(map(self._convert, self._raw[index]))
        return self._convert(self._raw[index])

    def __iter__(self) -> Iterator[Row]:
        return map(self._convert, self._raw)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT query.

    Attributes:
        columns: Names of the variables, without ``?``.
        rows: One tuple of terms each; see :data:`Row`.
        truncated: There were more rows than asked for.
    """

    columns: tuple[str, ...]
    rows: Sequence[Row]
    truncated: bool = False

    def values(self) -> list[tuple[str, ...]]:
        """Return the rows as plain text: IRIs and texts bare, empty where nothing is bound."""
        return [tuple(value_of(term) if term else "" for term in row) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Graph:
    """The triples of a CONSTRUCT or DESCRIBE query.

    Attributes:
        quads: Sorted, of no named graph.
        truncated: There were more triples than asked for.
    """

    quads: tuple[Quad, ...]
    truncated: bool = False

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the triples as an rdflib dataset."""
        return to_rdflib(self.quads)

    def __len__(self) -> int:
        return len(self.quads)


Answer: TypeAlias = Table | Graph | bool
"""What :meth:`query` of any store returns."""
