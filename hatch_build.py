"""Builds what the SPARQL page needs from npm into ``src/paperkg/_web``: query engine and editor.

Runs as part of every build with hatchling, editable installs included. Needs Node.js; a build
without it succeeds, and the page of a site made by it says what is missing.

Environment:
    PAPERKG_NO_WEB: If set, build without engine and editor.
    PAPERKG_REQUIRE_WEB: If set, fail where they cannot be built (for releases).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_ENGINE = "oxigraph-wasm.js"
_WORKER = "sparql-worker.js"
_EDITOR = "sparql-editor.js"
_LICENCES = "licences.txt"
_STAMP = "stamp.txt"
_MADE = (_ENGINE, _WORKER, _EDITOR, _LICENCES)
_ESBUILD = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--platform=browser",
    "--target=es2022",
    "--legal-comments=none",
    "--log-level=error",
    '--define:import.meta.url=""',
)
_NPM_CI = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=1",
    "--fetch-timeout=60000",
)
_NOTICE = "/* Third-party code; its licences stand in third-party-licences.txt beside it. */\n"


class NotBuiltError(Exception):
    """The files cannot be made here, for a reason outside the project."""


class WebBuildHook(BuildHookInterface[Any]):
    """Adds ``_web`` to wheel and source distribution."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the files if they are not there, and have them packed."""
        root = Path(self.root)
        if os.environ.get("PAPERKG_NO_WEB"):
            return
        try:
            make_web(root / "site" / "frontend", root / "src" / "paperkg" / "_web")
        except NotBuiltError as reason:
            if os.environ.get("PAPERKG_REQUIRE_WEB"):
                raise
            sys.stderr.write(
                f"paperkg: built without the query engine of the SPARQL page, because {reason}.\n"
            )
            return
        build_data["artifacts"].append("/src/paperkg/_web/")

    def clean(self, versions: list[str]) -> None:  # noqa: ARG002
        """Remove what was made."""
        shutil.rmtree(Path(self.root) / "src" / "paperkg" / "_web", ignore_errors=True)


def make_web(source: Path, target: Path) -> None:
    """Make the files of ``target`` from ``source``, unless they are up to date.

    Raises:
        NotBuiltError: Node.js is missing, or npm cannot get the packages.
    """
    stamp = _stamp(source)
    if _is_made(target, stamp):
        return
    shutil.rmtree(target, ignore_errors=True)  # what is out of date must not be packed
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise NotBuiltError("Node.js with npm is not installed (it needs version 18 or newer)")
    # In a folder of its own: the checkout stays as it is, and builds do not meet.
    with tempfile.TemporaryDirectory(prefix="paperkg-web-") as name:
        work = Path(name) / "frontend"
        shutil.copytree(source, work, ignore=shutil.ignore_patterns("node_modules"))
        _run([npm, *_NPM_CI], work, "npm could not get the packages")
        made = Path(name) / "web"
        made.mkdir()
        _make(node, work, made)
        (made / _STAMP).write_text(stamp + "\n", encoding="ascii")
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        shutil.copytree(made, beside)
        try:
            beside.rename(target)
        except OSError:  # another build was quicker
            shutil.rmtree(beside)
            if not _is_made(target, stamp):
                raise


def _stamp(source: Path) -> str:
    """Hash everything that the files are made from."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if path.is_file() and "node_modules" not in relative.parts:
            digest.update(f"\n{relative.as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _is_made(target: Path, stamp: str) -> bool:
    file = target / _STAMP
    return (
        file.is_file()
        and file.read_text(encoding="ascii").strip() == stamp
        and all((target / name).is_file() for name in _MADE)
    )


def _run(command: list[str], folder: Path, what: str) -> None:
    try:
        subprocess.run(  # noqa: S603 - no shell, and no word of it comes from outside
            command,
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=300,
        )
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if "error" in line.lower()]
        raise NotBuiltError(f"{what} ({lines[0].strip() if lines else error})") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotBuiltError(f"{what} ({error})") from error


def _make(node: str, work: Path, made: Path) -> None:
    packages: set[str] = set()
    bundles = {}
    for name in ("editor", "worker"):
        out, meta = work / f"{name}.out.js", work / f"{name}.json"
        esbuild = str(work / "node_modules" / "esbuild" / "bin" / "esbuild")
        command = [node, esbuild, f"{name}.js", *_ESBUILD, f"--outfile={out}", f"--metafile={meta}"]
        _run(command, work, f"esbuild could not bundle {name}.js")
        bundles[name] = out.read_text(encoding="utf-8")
        packages |= _packages(json.loads(meta.read_text(encoding="utf-8"))["inputs"])
    wasm = (work / "node_modules" / "oxigraph" / "web_bg.wasm").read_bytes()
    zipped = base64.b64encode(gzip.compress(wasm, 9, mtime=0)).decode()
    texts = {
        _ENGINE: f'{_NOTICE}self.PAPERKG_ENGINE = "{zipped}";\n',
        _WORKER: f"{_NOTICE}self.PAPERKG_WORKER = {json.dumps(bundles['worker'])};\n",
        _EDITOR: _NOTICE + bundles["editor"],
        _LICENCES: "\n\n".join(_licence(work, name) for name in sorted(packages)) + "\n",
    }
    for name, text in texts.items():
        (made / name).write_bytes(text.encode())


def _packages(inputs: dict[str, Any]) -> set[str]:
    """Return the packages that esbuild took files from."""
    found = set()
    for path in inputs:
        _, inside, rest = path.rpartition("node_modules/")
        if inside:
            parts = rest.split("/")
            found.add("/".join(parts[:2]) if rest.startswith("@") else parts[0])
    return found


def _licence(work: Path, name: str) -> str:
    """Return the licence notice of a package, which has to travel with its code."""
    folder = work / "node_modules" / name
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    files = [folder / "LICENSE", work / "licences" / f"{name}.txt"]
    text = next(f.read_text(encoding="utf-8").strip() for f in files if f.is_file())
    title = f"{name} {about['version']} ({about['license']})"
    return f"{title}\n{'=' * len(title)}\n\n{text}"
