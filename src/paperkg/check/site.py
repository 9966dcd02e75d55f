"""A published site, read once: what is parsed for one check is there for the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from paperkg.check.facts import Facts
from paperkg.check.pagehead import PageHead, read_head
from paperkg.errors import GraphError, SourceError
from paperkg.graph import Quad, read_quads, tidy
from paperkg.graph.read import parse_quads
from paperkg.graph.terms import value_of
from paperkg.model.dataset import DatasetInfo
from paperkg.store import Store, open_store
from paperkg.vocab import DCAT, VOID, Iris

MANIFEST = "manifest.json"
SAMPLE = 300
"""How many small files are parsed where time is short."""
QUADS = "data/everything.nq"
ABOUT = "void.ttl"
SHAPES = "shapes.ttl"
_FORMATS = (".ttl", ".nt", ".jsonld", ".rdf", ".nq", ".trig")
_NO_DATA = frozenset({"data/context.jsonld"})  # no data, but what other files refer to
OWN = ("about/checks.html", "quality.html", "quality.ttl", "quality.jsonld")
"""The files that hold the result of the checks: written after everything else was checked."""

Probe = Callable[["Site"], Iterator[str]]
"""Asks a running server; yields one line for each request, empty if the answer was right."""


class Site:
    """A folder that ``paperkg publish`` wrote.

    Attributes:
        root: The folder.
        sources: Text of each post's file, by its path, if the posts are at hand.
        sample: How many small files are parsed, evenly spread; 0 for all.
        probes: Name -> what asks a server (``negotiation``, ``endpoint``; ``links``: servers of
            others).
        violations: Number of faults for each requirement that was checked so far.
    """

    def __init__(
        self,
        root: Path,
        *,
        quads: Sequence[Quad] | None = None,
        sources: Mapping[str, str] | None = None,
        sample: int = 0,
        probes: Mapping[str, Probe] | None = None,
        sidecars: bool | None = None,
    ) -> None:
        """Look at a site; nothing is read yet but its list of files.

        Args:
            root: The folder.
            quads: What the data hold, if they were made a moment ago.
            sources: See above.
            sample: See above.
            probes: See above.
            sidecars: Whether every resource has RDF files beside its page; as the manifest says
                unless told.

        Raises:
            SourceError: The folder holds no site.
        """
        self.root = root
        self.sources = sources
        self.sample = sample
        self.probes = probes or {}
        self.violations: dict[int, int] = {}
        self._quads = quads
        self._sidecars = sidecars

    @property
    def sidecars(self) -> bool:
        """Whether every resource has RDF files beside its page, and every claim a page."""
        if self._sidecars is None:
            return self.manifest.get("sidecars") != "none"
        return self._sidecars

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest, or an empty one if the site is still being written."""
        try:
            found = json.loads((self.root / MANIFEST).read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise SourceError(
                f"the manifest cannot be read: {error}", path=str(self.root / MANIFEST)
            ) from error
        return found if isinstance(found, dict) else {}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Paths of the files, POSIX separators, sorted; the manifest is not among them."""
        there = sorted(
            path.relative_to(self.root).as_posix()
            for path in self.root.rglob("*")
            if path.is_file() and path.name != MANIFEST
        )
        return tuple(there)

    @cached_property
    def known(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.files)

    @cached_property
    def base(self) -> str:
        """Where all IRIs begin, as the dataset's description says."""
        for catalog in self.about.instances(DCAT.Catalog):
            for dataset in self.about.get(catalog, DCAT.dataset):
                space = self.about.one(dataset, VOID.uriSpace)
                if space:
                    return value_of(space)
        return str(self.manifest.get("base_iri", DatasetInfo().base_iri))

    @cached_property
    def iris(self) -> Iris:
        """Mints the IRIs of the site."""
        return Iris(self.base)

    @cached_property
    def home(self) -> str:
        """Where the site stands: what the address of every download begins with."""
        page = self.about.one(f"<{self.iris.dataset()}>", DCAT.landingPage)
        return value_of(page) if page else self.base

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """The data, provenance included."""
        if self._quads is not None:
            return tidy(self._quads)
        return read_quads(self.root / QUADS)

    @cached_property
    def about_quads(self) -> tuple[Quad, ...]:
        """The description of the dataset."""
        return read_quads(self.root / ABOUT)

    @cached_property
    def facts(self) -> Facts:
        """The data."""
        return Facts(self.quads)

    @cached_property
    def about(self) -> Facts:
        """The description of the dataset."""
        return Facts(self.about_quads)

    @cached_property
    def all(self) -> Facts:
        """Data and description together."""
        return Facts(tidy((*self.quads, *self.about_quads)))

    @cached_property
    def store(self) -> Store:
        """The data in a store that answers SPARQL."""
        return open_store(self.quads, prefixes=self.iris.prefixes)

    @cached_property
    def pages(self) -> dict[str, PageHead]:
        """Path -> what the head of each page says."""
        return {
            path: read_head(self.text(path))
            for path in self.files
            if path.endswith(".html") and path not in OWN
        }

    @cached_property
    def twins(self) -> tuple[str, ...]:
        """Paths of the RDF files that describe one resource each."""
        return tuple(
            path
            for path in self.files
            if path.endswith((".ttl", ".jsonld"))
            and not path.startswith(("data/", "redirects/"))
            and path not in {ABOUT, SHAPES, *OWN}
        )

    @cached_property
    def dumps(self) -> dict[str, tuple[Quad, ...] | str]:
        """Path of each large RDF file -> its quads, or what is wrong with it."""
        paths = [p for p in self.files if p.startswith("data/") and p.endswith(_FORMATS)]
        return {path: self._parse(path) for path in (*paths, ABOUT, SHAPES) if path not in _NO_DATA}

    def _parse(self, path: str) -> tuple[Quad, ...] | str:
        try:
            return parse_quads(self.text(path), path[path.rindex(".") :])
        except GraphError as error:
            return error.message

    @cached_property
    def parsed(self) -> dict[str, tuple[Quad, ...] | str]:
        """Path of each twin that was looked at -> its quads, or what is wrong with it."""
        return {path: self._parse(path) for path in self.spread(self.twins)}

    def spread(self, paths: Sequence[str]) -> Sequence[str]:
        """Return all paths, or as many as the sample has, evenly spread."""
        if not self.sample or len(paths) <= self.sample:
            return paths
        step = len(paths) / self.sample
        return [paths[int(number * step)] for number in range(self.sample)]

    def text(self, path: str) -> bytes:
        """Return the bytes of a file, empty if there is none."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return b""
