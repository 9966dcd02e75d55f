"""What is to be pushed, and how it stands in the store so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from paperkg.graph import Triple
from paperkg.store.mirror import Mark
from paperkg.store.places import Places


class State(Enum):
    """How a graph in the store stands to what it should be."""

    SAME = "up to date"
    UNNOTED = "up to date, but not noted"
    NEW = "new"
    OTHER = "changed"
    GONE = "no longer part of the dataset"


@dataclass(frozen=True, slots=True)
class Load:
    """One graph to be pushed.

    Attributes:
        graph: Its IRI.
        triples: What it should hold, sorted.
        mark: The same in short.
        state: How it stands in the store.
        before: Number of triples that the store has now.
        leftover: Whether a push that was cut short left something.
    """

    graph: str
    triples: Sequence[Triple]
    mark: Mark
    state: State
    before: int
    leftover: bool

    @property
    def staging(self) -> str:
        """Where it is written first."""
        return f"{self.graph}/staging"

    @property
    def to_write(self) -> bool:
        """Whether its triples have to be sent."""
        return self.state in (State.NEW, State.OTHER)


@dataclass(frozen=True, slots=True)
class Push:
    """What a push does, or would do.

    Attributes:
        places: The addresses of the store.
        protocol: ``gsp`` or ``update``: how graphs are written.
        loads: The graphs, by IRI.
    """

    places: Places
    protocol: str
    loads: tuple[Load, ...]

    @property
    def done(self) -> bool:
        """Whether there is nothing to do."""
        return all(load.state is State.SAME and not load.leftover for load in self.loads)
