"""Keeps the store that is asked: made of the published N-Quads, and of nothing else.

The folder of a store is named after the SHA-256 of the file it was made of, so that a store never
belongs to another site. It is written beside its place and then renamed; nobody ever writes to it
again. A store that is in use is locked, and is left alone by whoever tidies up.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from paperkg.errors import GraphError, StoreError
from paperkg.graph import parse_quads
from paperkg.store import create_store

_COUNTS = "counts.json"
_STORE = "store"


class Kept(NamedTuple):
    """A store on disk.

    Attributes:
        folder: The Oxigraph store.
        counts: Graph IRI -> number of triples in it.
    """

    folder: Path
    counts: dict[str, int]


@contextlib.contextmanager
def keep_store(dump: Path, name: str, cache: Path | None) -> Iterator[Kept]:
    """Make the store of a dump, unless it is there; it is left alone while the block runs.

    Args:
        dump: N-Quads.
        name: What tells this dump from others: its SHA-256.
        cache: Folder in which stores are kept; a temporary one if ``None`` or not writable.

    Raises:
        StoreError: It cannot be made, or the dump is another than its name tells.
        GraphError: The dump is no RDF.
    """
    with contextlib.ExitStack() as stack:
        place = cache if cache and _is_writable(cache) else None
        if place is None:
            temporary = stack.enter_context(tempfile.TemporaryDirectory(prefix="paperkg-"))
            place = Path(temporary)
        stack.enter_context(_in_use(place / f"{name}.lock"))
        folder = place / name
        if not (folder / _COUNTS).is_file():
            _make(dump, name, folder)
        _tidy(place, folder)
        yield Kept(folder / _STORE, json.loads((folder / _COUNTS).read_bytes()))


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@contextlib.contextmanager
def _in_use(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _make(dump: Path, name: str, folder: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        data = dump.read_bytes()
        if hashlib.sha256(data).hexdigest() != name:
            raise StoreError(f"{dump} is not what was published", advice="publish the site again")
        quads = parse_quads(data, dump.suffix)
        counts = Counter(quad[3][1:-1] for quad in quads)
        create_store(quads, draft / _STORE)
        (draft / _COUNTS).write_text(json.dumps(dict(sorted(counts.items()))), encoding="utf-8")
        if folder.exists():  # broken: there are no counts in it
            shutil.rmtree(folder)
        draft.rename(folder)
    except OSError as error:
        if (folder / _COUNTS).is_file():
            return  # another process was faster
        raise StoreError(
            f"the store cannot be written: {error.strerror or error}",
            advice="free some space, or set XDG_CACHE_HOME to a folder that can be written",
        ) from error
    except GraphError as error:
        raise GraphError(
            error.message, path=str(dump), line=error.line, advice="publish the site again"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _tidy(place: Path, current: Path) -> None:
    """Remove stores that nobody uses any more."""
    for lock in place.glob("*.lock"):
        if lock.stem == current.name:
            continue
        with contextlib.suppress(OSError):
            handle = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place / lock.stem, ignore_errors=True)
                lock.unlink()
            finally:
                os.close(handle)
