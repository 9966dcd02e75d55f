"""The plan of the house: layers, the public surface, and what an import may cost."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import paperkg
from paperkg import version

SOURCE = Path(paperkg.__file__).parent
ROOT = SOURCE.parents[1]
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST = 450
NAMES = [name for name in paperkg.__all__ if name != "__version__"]
HEAVY = (
    "rdflib",
    "networkx",
    "yaml",
    "jinja2",
    "pyvis",
    "pyoxigraph",
    "SPARQLWrapper",
    "click",
    "rich",
    "markdown_it",
)

pytestmark = pytest.mark.skipif(
    not (ROOT / "pyproject.toml").is_file(), reason="needs the checkout"
)


def layers():
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (c for c in data["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return [{room.strip() for room in line.split("|")} for line in contract["layers"]]


def test_every_room_has_its_layer_and_every_layer_its_room():
    named = set().union(*layers())
    there = {
        p.stem if p.suffix else p.name
        for p in SOURCE.iterdir()
        if not p.name.startswith(("__", "_r", "."))
    }
    rooms = {
        name
        for name in there
        if (SOURCE / f"{name}.py").is_file() or (SOURCE / name / "__init__.py").is_file()
    }
    assert rooms | {"__main__"} == named


def test_the_contracts_are_kept():
    tool = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or "lint-imports"
    done = subprocess.run(
        [tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def loaded(code):
    """The heavy libraries that are loaded by some code in a fresh interpreter."""
    ask = f"{code}\nimport sys\nprint(*(m for m in {HEAVY!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    "code",
    [
        "import paperkg",
        "import paperkg; paperkg.Index; paperkg.trace_lineage; paperkg.PaperkgError; paperkg.Work",
        "import paperkg.index, paperkg.resolve",
        "import paperkg.lineage, paperkg.lineage.paths, paperkg.lineage.compare, paperkg.lineage.timeline, paperkg.lineage.advice",
        "import paperkg.config",
    ],
)
def test_an_import_loads_nothing_heavy(code):
    assert loaded(code) == []


def test_answers_about_names_and_lineage_load_nothing_heavy():
    code = """
from paperkg.index import Index
from paperkg.lineage import render, trace_lineage
from paperkg.model import Catalog, Claim, Layer, Relation, Work
works = tuple(Work(x, x.upper()) for x in "abc")
claims = tuple(Claim(a + b, a, Relation.EXTENDS, b, Layer.CURATED, None) for a, b in ("ab", "bc"))
with Index.create(Catalog(works, (), (), (), (), claims)) as index:
    for form in ("tree", "table", "json", "dot", "mermaid", "csv", "ttl"):
        render(trace_lineage(index, index.find("A").id), form)
"""
    assert loaded(code) == []


def test_the_loading_test_can_fail():
    assert loaded("import networkx") == ["networkx"]


# --- the surface


def test_everything_public_is_there_and_in_order():
    assert paperkg.__all__ == sorted(set(paperkg.__all__))
    assert set(NAMES) == set(paperkg._HOME_OF)
    assert set(paperkg.__all__) <= set(dir(paperkg))
    assert len(paperkg.__all__) <= 25


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_what_its_room_exports(name):
    home = importlib.import_module(paperkg._HOME_OF[name])
    assert getattr(paperkg, name) is getattr(home, name)
    if hasattr(home, "__all__"):
        assert name in home.__all__
    assert getattr(paperkg, name).__doc__


def test_names_for_the_type_checker_are_the_same():
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    (guarded,) = (n for n in tree.body if isinstance(n, ast.If))
    seen = {(node.module, alias.name) for node in guarded.body for alias in node.names}
    assert seen == {(home, name) for home, names in paperkg._HOMES.items() for name in names}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        paperkg.nonsense  # noqa: B018


def test_there_is_one_version():
    assert paperkg.__version__ == version.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+|rc\d+)?", paperkg.__version__)


def test_rooms_export_what_they_say():
    for init in SOURCE.glob("*/__init__.py"):
        room = importlib.import_module(f"paperkg.{init.parent.name}")
        for name in getattr(room, "__all__", ()):
            assert hasattr(room, name), f"{room.__name__}.{name}"


# --- the size of things


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_fits_in_a_head(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < LONGEST
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "a module says what it is for"


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if ">>> " in p.read_text(encoding="utf-8")],
    ids=lambda p: str(p.relative_to(SOURCE)),
)
def test_examples_in_docstrings_are_true(path):
    name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_no_drawer_for_everything():
    assert not {"utils", "util", "helpers", "common", "misc"} & {p.stem for p in MODULES}


# --- the types


def test_user_code_passes_mypy():
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            f"--cache-dir={ROOT / '.mypy_cache' / 'typing_api'}",
            "--no-warn-unused-configs",
            str(ROOT / "tests" / "typing_api.py"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_the_package_says_that_it_is_typed():
    assert (SOURCE / "py.typed").is_file()
