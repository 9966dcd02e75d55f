"""Posts to graph to a store elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from paperkg.model import Problem
from paperkg.pipeline.make import keep_iris, make_quads
from paperkg.pipeline.project import Project
from paperkg.pipeline.run import collect

if TYPE_CHECKING:
    from paperkg.store.loads import Push

RECORD = "graph/pushed"
"""Where in a store it is noted what was pushed, under the base IRI."""


class Pushed(NamedTuple):
    """What ``push`` did, or would do.

    Attributes:
        lines: The same in words.
        problems: What was wrong with the posts.
    """

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


def push(
    project: Project,
    endpoint: str,
    *,
    graph: str = "",
    protocol: str = "auto",
    dry_run: bool = False,
    verify: bool = False,
    update: str = "",
    graphs: str = "",
    timeout: float = 120.0,
    tell: Callable[[str], None] = lambda _: None,
) -> Pushed:
    """Load the graph of a project into a store.

    Args:
        project: Whose posts.
        endpoint: Address of the store.
        graph: Put everything into this one graph; else each named graph keeps its IRI.
        protocol: ``gsp``, ``update`` or ``auto``.
        dry_run: Find out what would be done, and write nothing.
        verify: Read back even what is noted as being there.
        update: Address for updates, if it is an unusual one.
        graphs: Address for the Graph Store Protocol, likewise.
        timeout: Seconds for each request.
        tell: Takes a line about each step.

    Raises:
        EndpointError: The store does not answer, or not as it should; what it had is still there.
        StoreError: The graph has no IRI.
    """
    from paperkg.store.push import plan_push

    collection = collect(project)
    quads, more = make_quads(collection)
    plan, pusher = plan_push(
        quads,
        endpoint,
        record=project.settings.base_iri + RECORD,
        graph=graph,
        protocol=protocol,
        verify=verify,
        update=update,
        graphs=graphs,
        timeout=timeout,
    )
    if not dry_run:
        keep_iris(collection)
        pusher.carry_out(plan, tell=tell)
    return Pushed(tuple(_in_words(plan, dry_run=dry_run)), (*collection.problems, *more))


def _in_words(plan: Push, *, dry_run: bool) -> list[str]:
    total = sum(load.mark.triples for load in plan.loads)
    what = f"{len(plan.loads)} graph{'s' * (len(plan.loads) != 1)}, {total:,} triples"
    if plan.done:
        return [f"already up to date: {what} in {plan.places.query}"]
    how = {"gsp": "Graph Store Protocol", "update": "Update"}[plan.protocol]
    lines = []
    for load in plan.loads:
        before = f", was {load.before:,}" if load.before and load.to_write else ""
        lines.append(f"{load.graph}  {load.mark.triples:,} triples{before}: {load.state.value}")
        if load.leftover:
            lines.append(f"{load.staging}  left by a push that was cut short: removed")
    verb = "would push" if dry_run else "pushed"
    sent = sum(load.mark.triples for load in plan.loads if load.to_write)
    where = plan.places.server or plan.places.query
    return [*lines, f"{verb} {what} to {where} by {how}, {sent:,} of them anew"]
