"""Real stores, each in a process and a folder of its own, on loopback ports nobody uses."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from paperkg import resources


def needed(name: str) -> str:
    """Return the path of a tool; fail or skip without it."""
    beside = Path(sys.executable).with_name(name)
    path = str(beside) if beside.exists() else shutil.which(name)
    if path:
        return path
    why = f"{name} is not installed"
    if os.environ.get("PAPERKG_REQUIRE_TOOLS"):
        pytest.fail(why)
    return pytest.skip(why)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that answers on a port, and can be killed and started again."""

    name = ""
    environ: dict[str, str]
    """What paperkg needs in its environment to write there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = {}
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / "log.txt"

    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        end = time.monotonic() + 120
        while time.monotonic() < end:
            with contextlib.suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(f"{self.query}?query=ASK%7B%7D", timeout=5).close()
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{self.name} did not start: {self.log.read_text()[-500:]}")

    def kill(self) -> None:
        """Kill at once, without a chance to write anything."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    @property
    def query(self) -> str:
        raise NotImplementedError


class OxigraphServer(Server):
    name = "Oxigraph"

    def __init__(self, folder: Path, *arguments: str) -> None:
        super().__init__(folder)
        self._port = free_port()
        self._arguments = arguments
        self.endpoint = f"http://127.0.0.1:{self._port}/"
        self.query = f"{self.endpoint}query"
        self.update = f"{self.endpoint}update"

    query = ""

    def command(self) -> list[str]:
        place = ["--location", str(self.folder / "data"), "--bind", f"127.0.0.1:{self._port}"]
        return [needed("oxigraph"), "serve", *place, *self._arguments]


class VirtuosoServer(Server):
    name = "Virtuoso"
    query = ""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        needed("virtuoso-t")
        packaged = next(iter(Path("/etc").glob("virtuoso-opensource-*/virtuoso.ini")))
        sql, http = free_port(), free_port()
        text = re.sub(r"/var/lib/virtuoso-opensource-\d+/db", str(folder), packaged.read_text())
        text = re.sub(r"(?m)^ServerPort\s*=\s*1111", f"ServerPort = 127.0.0.1:{sql}", text)
        text = re.sub(r"(?m)^ServerPort\s*=\s*8890", f"ServerPort = 127.0.0.1:{http}", text)
        (folder / "virtuoso.ini").write_text(text)
        self.endpoint = self.query = f"http://127.0.0.1:{http}/sparql"
        self.update = f"{self.endpoint}-auth"
        self.environ = {"PAPERKG_ENDPOINT_USER": "dba", "PAPERKG_ENDPOINT_PASSWORD": "dba"}

    def command(self) -> list[str]:
        return [needed("virtuoso-t"), "-f", "-c", "virtuoso.ini"]


class OwnServer(Server):
    """``paperkg serve`` with the site of the demo corpus."""

    name = "paperkg serve"
    query = ""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._port = free_port()
        self.endpoint = f"http://127.0.0.1:{self._port}/"
        self.query = f"{self.endpoint}sparql"

    def command(self) -> list[str]:
        posts = str(resources.path("data", "posts"))
        where = ["--out", str(self.folder / "site"), "--port", str(self._port)]
        return [sys.executable, "-m", "paperkg", "serve", posts, *where]

    def kill(self) -> None:
        if self.process is not None:
            self.process.terminate()  # its workers end with it
            self.process.wait(20)
            self.process = None


def comunica_folder(source: Path) -> Path:
    """Return a folder with Comunica in it, installed once per version of the lock file."""
    npm, _ = needed("npm"), needed("node")
    digest = hashlib.sha256()
    for path in sorted(source.iterdir()):
        digest.update(path.read_bytes())
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    target = cache / "paperkg-tests" / f"comunica-{digest.hexdigest()[:12]}"
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    shutil.copytree(source, draft)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    done = subprocess.run(
        [npm, "ci", *options], cwd=draft, capture_output=True, text=True, check=False
    )
    if done.returncode:
        shutil.rmtree(draft)
        pytest.fail(f"npm cannot install Comunica: {done.stderr[-500:]}")
    try:
        draft.rename(target)
    except OSError:
        if not target.is_dir():  # another process was faster
            raise
        shutil.rmtree(draft)
    return target
