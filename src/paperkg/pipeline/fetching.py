"""Brings what is needed of a published site from the web."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from paperkg.errors import SourceError

FILES = ("manifest.json", "void.ttl", "data/everything.nq")
"""Files that every site has."""

MORE = ("data/changes.json", "data/changes.rdfp", "data/iris.lock")
"""Files that a site may have."""

_SECONDS, _BYTES = 120.0, 2 << 30
_ADVICE = "name the folder of a site, or its web address"


@contextlib.contextmanager
def site_at(place: str) -> Iterator[Path]:
    """Make a site available as a folder, for the time of a ``with`` statement.

    Args:
        place: A folder, or a web address: of a site there only its data are fetched.

    Raises:
        SourceError: If there is no site.
        EndpointError: If it cannot be fetched.
    """
    from paperkg.publish import read_manifest

    with contextlib.ExitStack() as stack:
        folder = Path(place)
        if is_remote(place):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paperkg-")))
            _fetch(place, folder)
        if read_manifest(folder) is None:
            raise SourceError("is no site made by paperkg", path=place, advice=_ADVICE)
        yield folder


@contextlib.contextmanager
def site_before(place: str | None) -> Iterator[Path | None]:
    """Make the site of the release before available; on the web there may be none yet.

    Raises:
        SourceError: If a folder holds no site.
        EndpointError: If a site cannot be fetched.
    """
    with contextlib.ExitStack() as stack:
        folder = None
        if place is not None:
            try:
                folder = stack.enter_context(site_at(place))
            except SourceError:
                if not is_remote(place):
                    raise
        yield folder


def is_remote(place: str) -> bool:
    """Whether a place is a web address."""
    return place.startswith(("https://", "http://"))


def _fetch(address: str, folder: Path) -> None:
    from urllib.request import Request

    from paperkg.errors import EndpointError
    from paperkg.store.transport import send

    for path in (*FILES, *MORE):
        request = Request(f"{address.rstrip('/')}/{path}")  # noqa: S310 - http or https, see above
        try:
            reply = send(request, timeout=_SECONDS, max_bytes=_BYTES)
        except EndpointError as error:
            if error.status == 404 and path == FILES[0]:
                raise SourceError("there is no site yet", path=address, advice=_ADVICE) from error
            if error.status == 404 and path in MORE:
                continue
            raise
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(reply.body)
