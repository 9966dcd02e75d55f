"""A folder in which commands run, and what they did there."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

_GUARDED = Path(__file__).with_name("guarded.py")


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command."""

    code: int
    out: bytes
    err: bytes
    forbidden: str

    @property
    def text(self) -> str:
        """All it wrote, both streams."""
        return (self.out + self.err).decode("utf-8")


@dataclass(slots=True)
class Sandbox:
    """A folder with posts, bait, a home, a place to work in.

    Attributes:
        root: The folder.
    """

    root: Path
    _number: int = field(default=0)

    def __post_init__(self) -> None:
        for name in ("home", "work", "out"):
            (self.root / name).mkdir(parents=True, exist_ok=True)

    @property
    def posts(self) -> Path:
        """The folder of posts."""
        return self.root / "posts"

    @property
    def out(self) -> Path:
        """The only folder in which output may be."""
        return self.root / "out"

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which commands run."""
        keep = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
        return keep | {
            "HOME": str(self.root / "home"),
            "XDG_CACHE_HOME": str(self.root / "home" / "cache"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "random",
        }

    def run(self, *words: str, timeout: float = 400) -> Ran:
        """Run a command of paperkg under guard."""
        self._number += 1
        report = self.root / "out" / f".guard-{self._number}"
        done = subprocess.run(
            [
                sys.executable,
                "-X",
                "faulthandler",
                str(_GUARDED),
                str(report),
                str(self.root),
                *words,
            ],
            cwd=self.root / "work",
            env=self.environment,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        seen = report.read_text(encoding="utf-8") if report.exists() else "no report was written"
        report.unlink(missing_ok=True)
        return Ran(done.returncode, done.stdout, done.stderr, seen)

    def tree(self, *but: str) -> dict[str, str]:
        """Return path and hash of everything but some top folders."""
        found: dict[str, str] = {}
        for here, folders, files in os.walk(os.fsencode(self.root)):
            place = os.path.relpath(here, os.fsencode(self.root))
            if place.split(b"/")[0].decode("utf-8", "replace") in but:
                folders.clear()
                continue
            for name in [*folders, *files]:
                path = Path(os.fsdecode(here), os.fsdecode(name))
                found[str(path.relative_to(self.root))] = _state(path)
        return found


def _state(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if not path.is_file():
        return "folder" if path.is_dir() else "other"
    state = path.stat()
    if state.st_size > 1 << 20:
        return f"{state.st_size} bytes, changed {state.st_mtime_ns}"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def site_hash(site: Path) -> str:
    """Return one hash of all files of a site, names and bytes."""
    digest = hashlib.sha256()
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        digest.update(os.fsencode(path.relative_to(site)) + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
