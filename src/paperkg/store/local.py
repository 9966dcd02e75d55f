"""The graph in an embedded Oxigraph store, asked in SPARQL 1.1."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from paperkg.errors import QueryError, StoreError
from paperkg.graph import Quad, nquads, read_quads, tidy
from paperkg.graph.read import from_oxigraph
from paperkg.store.answer import Answer, Graph, Row, Rows, Table
from paperkg.store.guard import Shape, inspect
from paperkg.vocab import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

_UNHELPFUL = frozenset(('"\\', "LATERAL", "SERVICE"))
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Store:
    """Answers SPARQL queries over quads; their default graph is the union of all named graphs.

    Close it, or use it in a ``with`` statement.

    Attributes:
        oxigraph: The store itself, for those in a hurry.
    """

    def __init__(self, store: ox.Store, prefixes: Mapping[str, str] | None = None) -> None:
        """Wrap an Oxigraph store.

        Args:
            store: The store.
            prefixes: Prefixes that queries need not declare, beside those of the vocabularies.
        """
        self.oxigraph = store
        self._prefixes = {**PREFIXES, **(prefixes or {})}

    def query(
        self,
        sparql: str,
        *,
        max_rows: int | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        shape: Shape | None = None,
    ) -> Answer:
        """Answer a SPARQL 1.1 query.

        Args:
            sparql: SELECT, CONSTRUCT, DESCRIBE or ASK. SERVICE is refused, FROM names graphs of
                this store and never files.
            max_rows: Stop after so many rows or triples.
            default_graphs: IRIs of graphs whose union is the default graph, whatever the query's
                own FROM says (SPARQL 1.1 Protocol, section 2.1.4).
            named_graphs: Likewise the named graphs. If only one of the two is given, the other is
                empty.
            shape: What :func:`~paperkg.store.inspect` said of the query, if it was asked already.

        Raises:
            QueryError: The query is wrong or was refused; ``.line`` tells where.
            StoreError: The store failed.
        """
        import pyoxigraph as ox

        shape = shape or inspect(sparql)
        dataset: dict[str, Any] = {"use_default_graph_as_union": not shape.datasets}
        if default_graphs is not None or named_graphs is not None:
            dataset = {
                "default_graph": _nodes(default_graphs or (), sparql),
                "named_graphs": _nodes(named_graphs or (), sparql),
            }
        try:
            # each prefix costs, and few are used
            used = {p: self._prefixes[p] for p in shape.prefixes & self._prefixes.keys()}
            result: Any = self.oxigraph.query(sparql, prefixes=used, **dataset)
            if isinstance(result, ox.QueryBoolean):
                return bool(result)
            found = list(result) if max_rows is None else list(islice(result, max_rows + 1))
        except SyntaxError as error:
            raise _wrong(sparql, error) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"the store cannot answer: {error}") from error
        truncated = max_rows is not None and len(found) > max_rows
        if truncated:
            found.pop()
        if isinstance(result, ox.QuerySolutions):
            columns = tuple(variable.value for variable in result.variables)
            return Table(columns, Rows(found, _row), truncated)
        return Graph(tidy((*map(str, triple), "") for triple in found), truncated)  # type: ignore[misc]

    def quads(self) -> tuple[Quad, ...]:
        """Return everything, sorted."""
        return tidy(map(from_oxigraph, self.oxigraph))

    def to_rdflib(self) -> rdflib.Dataset:
        """Return this very store as an rdflib dataset; nothing is copied."""
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(OxigraphStore(store=self.oxigraph), default_union=True)
        for prefix, iri in self._prefixes.items():
            dataset.bind(prefix, iri)
        return dataset

    def __len__(self) -> int:
        return len(self.oxigraph)

    def close(self) -> None:
        """Let go of the store and its files."""
        if hasattr(self, "oxigraph"):
            del self.oxigraph

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(
    source: Iterable[Quad] | Path, *, prefixes: Mapping[str, str] | None = None
) -> Store:
    """Open a store.

    Args:
        source: Quads, which are kept in memory; an RDF file, likewise; or the folder of a store
            made by :func:`create_store`, which is opened read-only.
        prefixes: Prefixes that queries need not declare, beside those of the vocabularies.

    Raises:
        StoreError: There is no such store, or it is broken.
        GraphError: The file is no RDF.
    """
    import pyoxigraph as ox

    if not isinstance(source, Path):
        store = ox.Store()
        _load(store, source)
        return Store(store, prefixes)
    if source.is_dir():
        try:
            return Store(ox.Store.read_only(str(source)), prefixes)
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(
                f"{source} cannot be opened: {error}", advice="delete it and build it again"
            ) from error
    return open_store(read_quads(source), prefixes=prefixes)


def create_store(quads: Iterable[Quad], folder: Path) -> None:
    """Write quads into a new store on disk.

    Loaded in one piece: a store whose making was cut short is empty, never half full.

    Args:
        quads: What to write.
        folder: A folder that does not exist yet, or is empty.

    Raises:
        StoreError: It cannot be written, or holds something already.
    """
    import pyoxigraph as ox

    if folder.is_dir() and any(folder.iterdir()):
        raise StoreError(f"{folder} is not empty", advice="name a new folder")
    try:
        store = ox.Store(str(folder))
        _load(store, quads)
        store.flush()
        store.optimize()
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{folder} cannot be written: {error}") from error


def _load(store: ox.Store, quads: Iterable[Quad]) -> None:
    import pyoxigraph as ox

    stream = io.BufferedReader(_Bytes(nquads(tuple(quads))), 1 << 20)
    store.bulk_load(stream, format=ox.RdfFormat.N_QUADS)


class _Bytes(io.RawIOBase):
    """Blocks of text, read as bytes: so that a large graph is never one string."""

    def __init__(self, blocks: Iterator[str]) -> None:
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block.encode())
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _nodes(iris: Sequence[str], sparql: str) -> list[ox.NamedNode]:
    import pyoxigraph as ox

    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"no valid IRI of a graph: {error}", query=sparql) from error


def _row(solution: Any) -> Row:
    return tuple(None if term is None else str(term) for term in solution)


def _wrong(sparql: str, error: SyntaxError) -> QueryError:
    """Make an error of a syntax error: where it is, and what stands there."""
    match = _PLACE.match(str(error))
    if match is None:
        return QueryError(f"no valid SPARQL: {error}", query=sparql)
    line, column, expected = int(match[1]), int(match[2]), match[3]
    lines = sparql.split("\n")
    here = lines[line - 1][column - 1 :].strip()[:40] if line <= len(lines) else ""
    near = f" near {here!r}" if here else " at its end"
    if "Prefix not found" in expected:
        return QueryError(
            f"a prefix is not declared{near} (column {column})", query=sparql, line=line
        )
    names = [w for w in re.findall(r"\b[A-Z]{2,}\b|\"[^\"]+\"", expected) if w not in _UNHELPFUL][
        :8
    ]
    advice = f"expected {', '.join(names)}" if names else ""
    return QueryError(
        f"no valid SPARQL{near} (column {column})", query=sparql, line=line, advice=advice
    )
