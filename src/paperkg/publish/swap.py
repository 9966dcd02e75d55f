"""Puts a new site in the place of the old one: wholly, or not at all.

The new site is written to a sibling folder, flushed to the disk and exchanged with the old one in
one step (``renameat2`` with ``RENAME_EXCHANGE``, Linux man page rename(2)). Where the system has no
such call two renames are made, and a build that died between them is repaired by the next one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from paperkg.errors import BusyError, PublishError
from paperkg.publish.manifest import NAME, read_manifest

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_AT_ONCE = 16


class Swap:
    """A folder being written beside the one it will replace; use it in a ``with`` statement.

    Leaving the block without :meth:`commit` throws the new folder away.

    Args:
        out: Where the site will stand; made if it is not there.

    Raises:
        BusyError: If another build has the folder.
        PublishError: If the folder is not a site, or nothing can be written beside it.
    """

    def __init__(self, out: Path) -> None:
        self.out = Path(os.path.abspath(out)).resolve()  # noqa: PTH100 - a link's own parent first
        name = self.out.name
        self.staging = self.out.parent / f".{name}.new"
        self._old = self.out.parent / f".{name}.old"
        self._lock_path = self.out.parent / f".{name}.lock"
        self._lock = -1

    def __enter__(self) -> Self:
        with _told(self.out):
            self._check_place()
            self._take_lock()
        try:
            with _told(self.out):
                self._recover()
                self._check_old()
                self.staging.mkdir()
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            _remove(self.staging)
            _remove(self._old)
        finally:
            self._release()

    def commit(self) -> None:
        """Put the new folder in the place of the old one.

        What the user has put into the old site (a ``CNAME``, a ``.git``) is kept; files that the
        old manifest lists are not.
        """
        with _told(self.out):
            if self.out.exists():
                self._carry_over()
            _flush(self.staging)
            if not self.out.exists():
                self.staging.rename(self.out)
            elif not _exchange(self.staging, self.out):
                self.out.rename(self._old)
                self.staging.rename(self.out)
            _flush_folder(self.out.parent)

    def _check_place(self) -> None:
        out = self.out
        if out == out.parent:
            raise PublishError(
                "a site cannot take the place of the root folder",
                path=str(out),
                advice="name a folder of its own",
            )
        if out.exists() and not out.is_dir():
            raise PublishError(
                "this is a file, not a folder", path=str(out), advice="name a folder with --out"
            )
        if out.is_mount():
            raise PublishError(
                "a mounted folder cannot be replaced in one step",
                path=str(out),
                advice=f"name a folder beside it, such as {out.with_name(out.name + '-site')}",
            )
        out.parent.mkdir(parents=True, exist_ok=True)

    def _check_old(self) -> None:
        if not self.out.is_dir() or not any(self.out.iterdir()):
            return
        if read_manifest(self.out) is None:
            raise PublishError(
                "the folder holds files but no site made by paperkg",
                path=str(self.out),
                advice="name another folder with --out, or empty this one",
            )

    def _recover(self) -> None:
        """Undo what a build that was killed left behind."""
        if self._old.exists() and not self.out.exists():
            self._old.rename(self.out)
        for litter in (self.staging, self._old):
            if litter.is_symlink() or litter.is_file():
                litter.unlink()
            elif litter.exists():
                _remove(litter)

    def _carry_over(self) -> None:
        old = read_manifest(self.out)
        listed = {NAME, *(old.files if old else ())}
        for folder, folders, files in os.walk(self.out):
            here = Path(folder)
            links = [name for name in folders if (here / name).is_symlink()]
            for name in sorted([*files, *links]):
                path = here / name
                relative = path.relative_to(self.out)
                target = self.staging / relative
                if relative.as_posix() in listed or target.exists() or target.is_symlink():
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(path, target, follow_symlinks=False)

    def _take_lock(self) -> None:
        while True:
            lock = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pid = os.pread(lock, 20, 0).strip()
                os.close(lock)
                raise BusyError(int(pid) if pid.isdigit() else 0, path=str(self.out)) from None
            if self._is_current(lock):
                break
            os.close(lock)  # its file was removed by a build that just ended
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        self._lock = lock

    def _is_current(self, lock: int) -> bool:
        try:
            return os.path.samestat(os.fstat(lock), self._lock_path.stat())
        except FileNotFoundError:
            return False

    def _release(self) -> None:
        if self._lock >= 0:
            with contextlib.suppress(OSError):
                self._lock_path.unlink()
            os.close(self._lock)
            self._lock = -1


def _remove(folder: Path) -> None:
    """Remove a folder if it is there; many files at a time, as the disk is what takes long."""
    files = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]  # noqa: PTH118 - a Path per file would cost more
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_unlink, files, chunksize=64):
            pass
    shutil.rmtree(folder, ignore_errors=True)


def _unlink(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)  # noqa: PTH108 - as above


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise disk_error(error, path) from error


def disk_error(error: OSError, path: Path) -> PublishError:
    """Say what the system's refusal to write means, and what to do."""
    place = str(error.filename or path)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return PublishError(
                "no space is left to write the site",
                path=place,
                advice="free some space and publish again; the old site is untouched",
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return PublishError(
                "the folder may not be written",
                path=place,
                advice="change its permissions, or name another folder with --out",
            )
        case _:
            return PublishError(
                f"the site cannot be written: {error.strerror or error}",
                path=place,
                advice="the old site is untouched",
            )


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return whether the system can."""
    try:
        rename = _libc().renameat2
    except (AttributeError, OSError):
        return False
    args = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    if rename(*args, ctypes.c_uint(_RENAME_EXCHANGE)) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _flush(folder: Path) -> None:
    """Bring everything below a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            syncfs = _libc().syncfs  # one call for all files of the file system
        except (AttributeError, OSError):
            _flush_each(folder)
            return
        if syncfs(descriptor) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)


def _flush_each(folder: Path) -> None:
    for place, _, files in os.walk(folder, topdown=False):
        for name in files:
            path = Path(place, name)
            if not path.is_symlink():
                _flush_folder(path)
        _flush_folder(Path(place))


def _flush_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
