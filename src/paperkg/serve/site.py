"""What of a published site can be asked for, and under which path.

Only files that the manifest lists are served. A path of a request is looked up in that list and
never put together with a folder, so no path leads out of the site.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from io import BufferedReader
from pathlib import Path
from urllib.parse import quote

from paperkg.errors import PublishError
from paperkg.graph import backlink, parse_quads, serialize, tidy
from paperkg.publish import Manifest, read_manifest
from paperkg.publish.manifest import NAME
from paperkg.vocab import KINDS, ONTOLOGY, SINGLE, Iris

TYPES: Mapping[str, str] = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "txt": "text/plain",
    "xml": "application/xml",
    "md": "text/markdown",
    "conf": "text/plain",
    "htaccess": "text/plain",
    "lock": "text/plain",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "rq": "application/sparql-query",
    "graphml": "application/xml",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "gz": "application/gzip",
    "ico": "image/vnd.microsoft.icon",
    "wasm": "application/wasm",
    "woff2": "font/woff2",
}
"""Suffix -> media type."""

DUMP = "data/everything.nq"
"""Everything that was published, graph by graph."""

FORMS = ("html", "ttl", "jsonld", "nt", "rdf")
"""Suffixes of the documents about a resource, in the order in which they are preferred."""

_SPECIAL = {
    ".well-known/void": "text/turtle",
    ".nojekyll": "text/plain",
    "_headers": "text/plain",
    "_redirects": "text/plain",
}
_MADE = ("nt", "rdf")
_SMALL = 256_000  # bytes of a file that is kept in memory
_KEPT = 64_000_000  # bytes of all files that are
_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')
_VERSION = re.compile(r"ontology/\d[\d.]*", re.ASCII)
_BLOCK = 1 << 18


def type_of(path: str) -> str:
    """Return the media type of a file, with its charset where there is one.

    >>> type_of("paper/bert.ttl"), type_of("data/graph.nt"), type_of(".well-known/void")
    ('text/turtle; charset=utf-8', 'application/n-triples', 'text/turtle; charset=utf-8')
    """
    name = path.rpartition("/")[2]
    kind = _SPECIAL.get(path) or TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return with_charset(kind)


def with_charset(kind: str) -> str:
    """Return a media type with the charset, if it is a text; all texts here are UTF-8."""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


@dataclass(slots=True)
class File:
    """A file that is served.

    Attributes:
        path: Relative to the root of the site.
        etag: Strong validator: from the hash of its content.
        data: Its bytes, or ``None`` if it is too large to be kept in memory.
        size: Its size in bytes.
        policy: The content security policy that the page itself states, or empty.
    """

    path: str
    etag: str
    data: bytes | None
    size: int
    policy: str = ""

    @property
    def type(self) -> str:
        """Its media type."""
        return type_of(self.path)


@dataclass(slots=True)
class Site:
    """A published site, as it was when it was opened.

    Attributes:
        root: Its folder.
        manifest: What it consists of.
    """

    root: Path
    manifest: Manifest
    _files: dict[str, str] = field(default_factory=dict)
    _kept: OrderedDict[str, File] = field(default_factory=OrderedDict)
    _size: int = 0

    @classmethod
    def open(cls, folder: Path) -> Site:
        """Open a site.

        Raises:
            PublishError: The folder is no site made by paperkg.
        """
        manifest = read_manifest(folder)
        if manifest is None or DUMP not in manifest.files:
            raise PublishError(
                "this is no site made by paperkg",
                path=str(folder),
                advice="make one with `paperkg publish`",
            )
        site = cls(folder.resolve(), manifest)
        site._files = {p: h for p, h in manifest.files.items() if _is_plain(p)}
        text = (site.root / NAME).read_bytes()
        site._files[NAME] = hashlib.sha256(text).hexdigest()
        return site

    @property
    def base(self) -> str:
        """Base IRI of its resources."""
        return self.manifest.base_iri

    def __contains__(self, path: str) -> bool:
        return path in self._files

    def file(self, path: str) -> File | None:
        """Return a file by its path, one that is made on the fly included.

        Args:
            path: Relative to the root, percent-decoded.
        """
        kept = self._kept.get(path)
        if kept is not None:
            self._kept.move_to_end(path)
            return kept
        if path in self._files:
            found = self._read(path)
        else:
            stem, _, suffix = path.rpartition(".")
            if suffix not in _MADE or f"{stem}.ttl" not in self._files or not self.iri(stem):
                return None
            found = self._make(stem, suffix)
        if found is not None and found.data is not None:
            self._keep(found)
        return found

    def forms(self, stem: str) -> tuple[str, ...]:
        """Return the suffixes of the documents about a resource; empty if there is none.

        Args:
            stem: Path of the resource, such as ``paper/bert``.
        """
        if not self.iri(stem):
            return ()
        stem = document_of(stem)
        has = [s for s in ("html", "ttl", "jsonld") if f"{stem}.{s}" in self._files]
        return tuple(s for s in FORMS if s in has or (s in _MADE and "ttl" in has))

    def iri(self, stem: str) -> str:
        """Return the IRI of the resource that has a path, or an empty string."""
        if stem == "ontology" or _VERSION.fullmatch(stem):
            return ONTOLOGY
        kind = stem.partition("/")[0]
        if stem not in SINGLE and (kind not in KINDS or stem.count("/") != 1):
            return ""
        return f"{self.base}{stem}"

    def successor(self, stem: str) -> str | None:
        """Return the IRI of what replaced a resource that was removed.

        Args:
            stem: Path of the resource, such as ``paper/bert``.

        Returns:
            Empty if nothing replaced it; ``None`` if it was not removed.
        """
        return self.manifest.tombstones.get(self.iri(stem) or stem)

    def folder_index(self, path: str) -> str:
        """Return the index page of a folder, or an empty string."""
        index = f"{path.rstrip('/')}/index.html".lstrip("/")
        return index if index in self._files else ""

    def blocks(self, file: File) -> Iterator[bytes]:
        """Yield the content of a file that is too large to be kept."""
        with self._open(file.path) as stream:
            while block := stream.read(_BLOCK):
                yield block

    def _read(self, path: str) -> File | None:
        etag = f'"{self._files[path][:32]}"'
        try:
            with self._open(path) as stream:
                size = os.fstat(stream.fileno()).st_size
                start = stream.read(_SMALL)
        except OSError:
            return None
        data = start if size <= _SMALL else None
        match = _POLICY.search(start) if path.endswith(".html") else None
        policy = unescape(match[1].decode()) if match else ""
        return File(path, etag, data, size, policy)

    def _open(self, path: str) -> BufferedReader:
        """Open a listed file; one that is a link, or lies behind one, counts as missing."""
        full = self.root / path
        if os.path.realpath(full) != str(full):
            raise FileNotFoundError(path)
        return os.fdopen(os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")

    def _make(self, stem: str, suffix: str) -> File | None:
        source = self.file(f"{stem}.ttl")
        if source is None:
            return None
        data = source.data if source.data is not None else b"".join(self.blocks(source))
        iri, iris = self.iri(stem), Iris(self.base)
        old = set(backlink(iri, iris, "ttl"))
        quads = [quad for quad in parse_quads(data, ".ttl") if quad not in old]
        quads += backlink(iri, iris, suffix)
        text = "".join(serialize(tidy(quads), f".{suffix}", iris=iris, full=True)).encode()
        etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
        return File(f"{stem}.{suffix}", etag, text, len(text))

    def _keep(self, file: File) -> None:
        self._kept[file.path] = file
        self._size += file.size
        while self._size > _KEPT:
            self._size -= self._kept.popitem(last=False)[1].size


def document_of(stem: str) -> str:
    """Return the path of the document about a resource, without suffix.

    All versions of the ontology have one document.

    >>> document_of("paper/bert"), document_of("ontology/1.2")
    ('paper/bert', 'ontology')
    """
    return "ontology" if _VERSION.fullmatch(stem) else stem


def _is_plain(path: str) -> bool:
    parts = path.split("/")
    return not ({"", ".", ".."} & set(parts) or "\0" in path or "\\" in path)


def address(path: str) -> str:
    """Return a path as it stands in a URL.

    >>> address("paper/bert.html")
    '/paper/bert.html'
    """
    return "/" + quote(path)
