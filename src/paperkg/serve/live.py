"""Keeps up with what is published: pages at once, answers as soon as their store is made."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from pathlib import Path

from paperkg.errors import PaperkgError, PublishError
from paperkg.publish.manifest import NAME
from paperkg.serve.endpoint import Endpoint
from paperkg.serve.limits import Limits
from paperkg.serve.pool import Pool
from paperkg.serve.process import Recipe
from paperkg.serve.site import DUMP, Site
from paperkg.serve.storing import keep_store

_LOOK = 1.0  # seconds between two looks at the site
_LOG = logging.getLogger("paperkg.serve")


class Service:
    """The endpoint of one release of a site.

    Args:
        site: The release.
        cache: Where its store is kept.
        limits: What a query may cost.

    Raises:
        StoreError: The store cannot be made.
        GraphError: The dump is no RDF.
    """

    def __init__(self, site: Site, cache: Path | None, limits: Limits) -> None:
        self.dump = site.manifest.files[DUMP]
        self._stack = contextlib.ExitStack()
        kept = self._stack.enter_context(keep_store(site.root / DUMP, self.dump, cache))
        self.pool = Pool(Recipe(kept.folder, site.base, limits.memory), limits)
        self.endpoint = Endpoint(self.pool, site, kept.counts, limits)

    async def close(self) -> None:
        """End its processes, and let go of its store."""
        try:
            await self.pool.close()
        finally:
            self._stack.close()


class Live:
    """A published site, as it is now.

    Args:
        folder: Its folder.
        cache: Where stores are kept.
        limits: What a query may cost.

    Raises:
        PublishError: The folder is no site made by paperkg.
        StoreError: The store cannot be made.
        GraphError: The dump is no RDF.
    """

    def __init__(self, folder: Path, cache: Path | None, limits: Limits) -> None:
        self._folder = folder
        self._manifest = str(folder / NAME)
        self._cache = cache
        self._limits = limits
        self._stamp = self._look()
        self._site = Site.open(folder)
        self._service = Service(self._site, cache, limits)
        self._retired: list[Service] = []

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint of the last release whose store is there."""
        return self._service.endpoint

    def site(self) -> Site:
        """Return the site; whenever another was published in its place, that one.

        So a page and its validator always belong to the same release.
        """
        stamp = self._look()
        if stamp != self._stamp:
            try:
                self._site = Site.open(self._folder)
            except (PublishError, OSError) as error:
                _LOG.warning("what was served before is served on: %s", error)
            self._stamp = stamp
        return self._site

    async def open(self) -> None:
        """Start the processes that answer queries."""
        await self._service.pool.open()

    async def follow(self) -> None:
        """Make a new endpoint for every release that comes; never returns."""
        failed = ""
        while True:
            await asyncio.sleep(_LOOK)
            site = self.site()
            dump = site.manifest.files[DUMP]
            if dump in (self._service.dump, failed):
                continue
            try:
                service = await asyncio.to_thread(Service, site, self._cache, self._limits)
            except PaperkgError as error:
                _LOG.warning("queries are answered as before: %s", error)
                failed = dump
                continue
            self._retired.append(service)  # so that it is closed, whatever happens now
            try:
                await service.pool.open()
            except PaperkgError as error:
                _LOG.warning("queries are answered as before: %s", error)
                failed = dump
                continue
            self._retired.remove(service)
            self._retired.append(self._service)
            self._service = service
            await asyncio.sleep(self._limits.timeout)  # for those who are being answered
            await self._close_retired()

    async def close(self) -> None:
        """End all processes."""
        await self._close_retired()
        await self._service.close()

    async def _close_retired(self) -> None:
        while self._retired:
            await self._retired.pop().close()

    def _look(self) -> tuple[int, int, int]:
        """Return what changes when another manifest takes the place of this one."""
        try:
            state = os.stat(self._manifest)  # noqa: PTH116 - for each request
        except OSError:
            return (0, 0, 0)
        return (state.st_ino, state.st_mtime_ns, state.st_size)
