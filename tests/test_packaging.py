"""What is built: the wheel with and without npm, twice the same, and the same from its sources."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="hatchling is needed to build the package")

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "site" / "frontend"
WEB = {"oxigraph-wasm.js", "sparql-worker.js", "sparql-editor.js", "licences.txt", "stamp.txt"}
SKIPPED = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "public", "dist", "__pycache__", ".*_cache", ".hypothesis", ".paperkg",
    ".cache", "_web.*",
)  # fmt: skip


def needs_node():
    if shutil.which("node") and shutil.which("npm"):
        return
    why = "Node.js is not installed: the query engine was NOT built"
    if os.environ.get("PAPERKG_REQUIRE_TOOLS"):
        pytest.fail(why)
    pytest.skip(why)


def build(root: Path, target: str, out: Path, **env: str) -> tuple[Path, str]:
    plain = {k: v for k, v in os.environ.items() if not k.startswith("PAPERKG_")}
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)],
        cwd=root, env=plain | env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (made,) = out.iterdir()
    said = [line for line in done.stderr.splitlines(keepends=True) if str(made) not in line]
    return made, "".join(said)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """A copy of the checkout, in which nobody works."""
    copy = tmp_path_factory.mktemp("source") / "paperkg"
    shutil.copytree(ROOT, copy, ignore=SKIPPED)
    return copy


@pytest.fixture(scope="module")
def wheel(source, tmp_path_factory) -> Path:
    needs_node()
    made, complaints = build(source, "wheel", tmp_path_factory.mktemp("wheel"))
    assert "without the query engine" not in complaints
    return made


@pytest.fixture
def no_node(tmp_path, monkeypatch):
    """A machine without Node.js."""
    monkeypatch.setenv("PATH", str(tmp_path))


def hook():
    sys.path.insert(0, str(ROOT))
    try:
        import hatch_build
    finally:
        sys.path.remove(str(ROOT))
    return hatch_build


@pytest.mark.tool
def test_wheel_has_engine_editor_and_everything_a_site_needs(wheel):
    found = names(wheel)
    assert {f"paperkg/_web/{name}" for name in WEB} <= found
    assert "paperkg/_resources/THIRD_PARTY_LICENSES" in found
    assert "paperkg/_resources/site/templates/sparql.html" in found
    assert not [n for n in found if "node_modules" in n or "frontend" in n]
    stored = {Path(n).name: zipfile.ZipFile(wheel).read(n) for n in found if "/_web/" in n}
    licences = stored["licences.txt"].decode()
    for part in ("oxigraph", "@codemirror/view", "@lezer/common", "style-mod"):
        assert f"\n{part} " in f"\n{licences}"
    # the engine does not call out: no address in what we pack but those of specifications
    assert b"unpkg" not in stored["sparql-editor.js"] + stored["sparql-worker.js"]


@pytest.mark.tool
def test_wheel_built_twice_is_the_same(wheel, source, tmp_path):
    again, _ = build(source, "wheel", tmp_path)
    assert digest(again) == digest(wheel)


@pytest.mark.tool
def test_wheel_from_the_source_distribution_is_the_same_and_needs_no_node(
    wheel, source, tmp_path, monkeypatch
):
    sdist, _ = build(source, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (root,) = (tmp_path / "unpacked").iterdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    again, complaints = build(root, "wheel", tmp_path / "wheel")
    assert complaints == ""
    assert digest(again) == digest(wheel)


@pytest.mark.tool
def test_installed_wheel_finds_its_engine(wheel, tmp_path):
    target = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(target)
    code = (
        "from paperkg import resources; from paperkg.publish import sparql;"
        "print(sparql.__file__, resources.root(), sparql.has_engine(), len(list(sparql.sparql_files(sparql.parts_of(())))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(target)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    file, root, engine, number = done.stdout.split()
    assert Path(file).is_relative_to(target)
    assert Path(root).is_relative_to(target)
    assert (engine, number) == ("True", "5")


def test_wheel_can_be_built_without_web_code(source, tmp_path):
    made, complaints = build(source, "wheel", tmp_path, PAPERKG_NO_WEB="1")
    assert not [n for n in names(made) if "_web" in n]
    assert "paperkg/_resources/site/static/sparql.js" in names(made)
    assert complaints == ""


def test_build_without_node_succeeds_and_says_so_once(source, tmp_path, no_node):
    bare = tmp_path / "bare"
    shutil.copytree(source, bare, ignore=shutil.ignore_patterns("_web"))
    made, complaints = build(bare, "wheel", tmp_path / "out")
    assert not [n for n in names(made) if "_web" in n]
    assert complaints == (
        "paperkg: built without the query engine of the SPARQL page, because Node.js with npm is "
        "not installed (it needs version 18 or newer).\n"
    )


def test_release_fails_without_node(source, tmp_path, no_node):
    bare = tmp_path / "bare"
    shutil.copytree(source, bare, ignore=shutil.ignore_patterns("_web"))
    with pytest.raises(AssertionError, match=r"Node\.js with npm is not installed"):
        build(bare, "wheel", tmp_path / "out", PAPERKG_REQUIRE_WEB="1")


@pytest.mark.tool
def test_registry_that_does_not_answer_is_named(tmp_path, monkeypatch):
    needs_node()
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_fetch_retry_mintimeout", "10")
    module = hook()
    with pytest.raises(module.NotBuiltError, match="npm could not get the packages"):
        module.make_web(FRONTEND, tmp_path / "_web")
    assert not (tmp_path / "_web").exists()


@pytest.mark.tool
def test_web_code_is_made_once_and_made_the_same(tmp_path, monkeypatch):
    needs_node()
    module = hook()
    for name in ("one", "two"):
        module.make_web(FRONTEND, tmp_path / name)
    one, two = ({p.name: digest(p) for p in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two
    assert set(one) == WEB
    monkeypatch.setenv("PATH", "")  # a second build needs nothing
    module.make_web(FRONTEND, tmp_path / "one")
    (tmp_path / "two" / "stamp.txt").write_text("of other sources\n")
    with pytest.raises(module.NotBuiltError):
        module.make_web(FRONTEND, tmp_path / "two")
    assert not (tmp_path / "two").exists()


def test_every_package_is_pinned_and_the_lock_names_no_registry():
    about = json.loads((FRONTEND / "package.json").read_text())
    wanted = about["dependencies"] | about["devDependencies"]
    lock = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    for name, version in wanted.items():
        assert version == lock[f"node_modules/{name}"]["version"]
    for name, entry in lock.items():
        assert "resolved" not in entry
        assert not name or entry["integrity"].startswith("sha512-")


def test_no_third_party_code_is_in_the_repository():
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert not [
        n
        for n in listed
        if "_web/" in n or "node_modules/" in n or ".min." in n or n.endswith(".wasm")
    ]
