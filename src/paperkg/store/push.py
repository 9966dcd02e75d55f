"""Loads a graph into a store elsewhere: all of it or nothing, and only what is not there yet.

Each graph is written beside its place ("staging"), read back and compared; then one update moves
all of them into place and notes what they are. What was cut short leaves the old graphs, and
staging graphs that the next push removes. Who asks a graph by its name gets the old or the new one;
who asks the union of all graphs of a store may see the new triples beside the old ones meanwhile.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence

from paperkg.errors import EndpointError, StoreError
from paperkg.graph import Quad, Triple
from paperkg.graph.terms import number as integer
from paperkg.graph.terms import value_of
from paperkg.store.answer import Table
from paperkg.store.loads import Load, Push, State
from paperkg.store.mirror import Mark, mark, number, read_back, size
from paperkg.store.patience import be_patient
from paperkg.store.places import Places, find_places
from paperkg.store.remote import RemoteStore
from paperkg.store.transport import plain
from paperkg.store.writer import Writer
from paperkg.vocab import SCHEMA, VOID

TIMEOUT = 120.0
"""Seconds for each request: a store may need long to move a large graph."""
PROTOCOLS = ("auto", "gsp", "update")

_NO_UPDATES = frozenset({404, 405, 501})
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\\x7f-\x9f]+')


def plan_push(
    quads: Sequence[Quad],
    endpoint: str,
    *,
    record: str,
    graph: str = "",
    protocol: str = "auto",
    verify: bool = False,
    update: str = "",
    graphs: str = "",
    timeout: float = TIMEOUT,
    environ: Mapping[str, str] = os.environ,
) -> tuple[Push, Pusher]:
    """Find out what has to be done so that a store holds a dataset; nothing is written.

    Args:
        quads: The dataset, without blank nodes.
        endpoint: Address of the store.
        record: IRI of the graph in which is noted what was pushed.
        graph: Put everything into this one graph; else each graph keeps its IRI.
        protocol: ``gsp`` (Graph Store Protocol), ``update`` (INSERT DATA), or ``auto``.
        verify: Read every triple of the store, instead of trusting the note and the count.
        update: Address for updates, if it is an unusual one.
        graphs: Address for the Graph Store Protocol, likewise.
        timeout: Seconds for each request.
        environ: Where credentials may stand.

    Returns:
        The plan, and what carries it out.

    Raises:
        EndpointError: The store does not answer, or takes nothing.
        StoreError: The dataset cannot be pushed.
    """
    if graph and not _IRI.fullmatch(graph):
        raise StoreError(
            f"{plain(graph)!r} is not the IRI of a graph", advice="give one such as http://..."
        )
    places, remote = find_places(
        endpoint, update=update, graphs=graphs, timeout=timeout, environ=environ
    )
    chosen = _chosen(protocol, places)
    pusher = Pusher(remote, Writer(places, timeout=timeout, environ=environ), record, timeout)
    loads = pusher.look(_sorted_out(quads, graph), verify=verify, whole=not graph)
    return Push(places, chosen, loads), pusher


class Pusher:
    """Carries out a push."""

    def __init__(self, remote: RemoteStore, writer: Writer, record: str, timeout: float) -> None:
        """Bring together who asks and who writes.

        Args:
            remote: Asks the store.
            writer: Writes to it.
            record: IRI of the graph of notes.
            timeout: Seconds for which a query is tried again.
        """
        self._timeout = timeout
        self._remote = remote
        self._writer = writer
        self._record = record

    def look(
        self, wanted: Mapping[str, Sequence[Triple]], *, verify: bool, whole: bool
    ) -> tuple[Load, ...]:
        """Compare what is wanted with what the store holds.

        Args:
            wanted: Triples by IRI of their graph.
            verify: Read back what is noted as being there.
            whole: Whether other graphs that are noted beside these are to go.
        """
        noted = self._noted()
        loads = []
        for graph, triples in sorted(wanted.items()):
            here = mark(triples)
            before = size(self._ask, graph)
            state = State.OTHER if before else State.NEW
            if before == here.triples:
                trusted = noted.get(graph) == here
                if (trusted and not verify) or read_back(self._ask, graph, triples) == here:
                    state = State.SAME if trusted else State.UNNOTED
            loads.append(self._load(graph, triples, here, state, before))
        for graph in sorted(noted.keys() - wanted.keys()):
            if whole and graph.startswith(self._record.rpartition("/")[0] + "/"):
                before = size(self._ask, graph)
                loads.append(self._load(graph, (), mark(()), State.GONE, before))
        return tuple(loads)

    def _load(
        self, graph: str, triples: Sequence[Triple], here: Mark, state: State, before: int
    ) -> Load:
        load = Load(graph, triples, here, state, before, leftover=False)
        leftover = size(self._ask, load.staging) > 0
        return Load(graph, triples, here, state, before, leftover)

    def carry_out(self, push: Push, *, tell: Callable[[str], None] = lambda _: None) -> None:
        """Do what was planned.

        Args:
            push: The plan.
            tell: Takes a line about each step.

        Raises:
            EndpointError: The store failed or holds something else than was sent; the graphs that
                it had are untouched unless the message says something else.
        """
        if push.done:
            return
        if not self._clear(push):
            self._replace(push, tell)
            return
        for load in push.loads:
            if load.to_write:
                tell(f"sending {load.mark.triples:,} triples of {load.graph}")
                write = self._writer.put if push.protocol == "gsp" else self._writer.insert
                write(load.staging, load.triples)
                self._compare(load, load.staging, "nothing was replaced")
        if all(load.state is State.SAME for load in push.loads):
            return
        tell("moving into place")
        self._swap(push)

    def _clear(self, push: Push) -> bool:
        """Remove staging graphs, and return whether the store takes updates at all."""
        try:
            for load in push.loads:
                if load.leftover or load.to_write:
                    self._writer.update(f"DROP SILENT GRAPH <{load.staging}>")
        except EndpointError as error:
            if push.protocol == "gsp" and error.status in _NO_UPDATES:
                return False
            raise
        return True

    def _replace(self, push: Push, tell: Callable[[str], None]) -> None:
        """Put graphs into place one by one: all that can be done where updates are not taken."""
        for load in push.loads:
            if load.to_write or load.state is State.GONE:
                tell(f"replacing {load.graph}")
                self._writer.put(load.graph, load.triples)
                self._compare(load, load.graph, "push again")
        self._writer.put(self._record, tuple(self._notes(push.loads)))

    def _swap(self, push: Push) -> None:
        steps = []
        for load in push.loads:
            if load.to_write:
                steps.append(f"MOVE GRAPH <{load.staging}> TO <{load.graph}>")
            elif load.state is State.GONE:
                steps.append(f"DROP SILENT GRAPH <{load.graph}>")
            if load.state is not State.SAME:
                about = f"GRAPH <{self._record}> {{ <{load.graph}> ?p ?o }}"
                steps.append(f"DELETE WHERE {{ {about} }}")
        notes = "".join(f"{' '.join(triple)} .\n" for triple in self._notes(push.loads))
        steps.append(f"INSERT DATA {{ GRAPH <{self._record}> {{\n{notes}}} }}")
        failed: EndpointError | None = None
        try:
            self._writer.update(" ;\n".join(steps))
        except EndpointError as error:
            failed = error  # it may have been done all the same
        if self._in_place(push):
            return
        if failed is not None:
            raise failed
        raise EndpointError(
            "the store says that it moved the graphs into place, but holds something else",
            endpoint=push.places.query,
            advice="push again; if that does not help, look whether somebody else writes there",
        )

    def _in_place(self, push: Push) -> bool:
        try:
            noted = self._noted()
            return all(
                noted.get(load.graph, mark(())) == load.mark
                and size(self._ask, load.graph) == load.mark.triples
                for load in push.loads
            )
        except EndpointError:
            return False

    def _compare(self, load: Load, graph: str, advice: str) -> None:
        found = size(self._ask, graph)
        if found == load.mark.triples and read_back(self._ask, graph, load.triples) == load.mark:
            return
        what = "other triples" if found == load.mark.triples else f"{found:,} triples"
        raise EndpointError(
            f"the store has {what} in <{graph}> than the {load.mark.triples:,} that were sent",
            endpoint=self._remote.endpoint,
            advice=f"{advice}; look whether somebody else writes there",
        )

    def _notes(self, loads: Sequence[Load]) -> list[Triple]:
        notes: list[Triple] = []
        for load in loads:
            if load.state is not State.GONE:
                graph = f"<{load.graph}>"
                notes.append((graph, f"<{SCHEMA.sha256}>", f'"{load.mark.sha256}"'))
                notes.append((graph, f"<{VOID.triples}>", integer(load.mark.triples)))
        return notes

    def _noted(self) -> dict[str, Mark]:
        """Return what earlier pushes noted."""
        query = (
            f"SELECT ?g ?h ?n WHERE {{ GRAPH <{self._record}> {{"
            f" ?g <{SCHEMA.sha256}> ?h ; <{VOID.triples}> ?n }} }}"
        )
        noted = {}
        for graph, digest, count in self._ask(query).rows:
            if graph and digest:
                noted[value_of(graph)] = Mark(number(count), value_of(digest))
        return noted

    def _ask(self, query: str) -> Table:
        answer = be_patient(
            lambda: self._remote.query(query), repeatable=True, within=self._timeout
        )
        if not isinstance(answer, Table):
            raise EndpointError("the endpoint answers a SELECT query with something else")
        return answer


def _chosen(protocol: str, places: Places) -> str:
    if protocol == "gsp" and not places.graphs:
        raise EndpointError(
            "nothing is known of a Graph Store Protocol there",
            endpoint=places.query,
            advice="name its address with --graphs-url, or use --protocol update",
        )
    if protocol == "update" and not places.update:
        raise EndpointError("nothing is known of updates there", endpoint=places.query)
    if protocol != "auto":
        return protocol
    return "gsp" if places.graphs and places.keeps_what_it_is_given else "update"


def _sorted_out(quads: Sequence[Quad], graph: str) -> dict[str, list[Triple]]:
    """Return triples by the IRI of the graph they go to, sorted, each once."""
    found: dict[str, set[Triple]] = {}
    for s, p, o, g in quads:
        if s.startswith("_:") or o.startswith("_:"):
            raise StoreError("blank nodes cannot be pushed: nobody could tell two pushes apart")
        name = graph or value_of(g or "<>")
        if not name:
            raise StoreError("a triple is in no named graph", advice="name one with --graph")
        found.setdefault(name, set()).add((s, p, o))
    return {name: sorted(triples) for name, triples in found.items()}
