"""What the first keystroke costs: heavy libraries load only where they are used."""

import subprocess
import sys

import pytest

HEAVY = {"rdflib", "networkx", "pyvis", "IPython", "jinja2", "SPARQLWrapper", "pyoxigraph", "yaml"}


def loaded(tmp_path, *arguments: str) -> set[str]:
    code = (
        "import sys\nfrom paperkg.cli import run\n"
        f"code = run({list(arguments)!r})\n"
        "print('\\n' + ' '.join(sorted({m.partition('.')[0] for m in sys.modules})), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    env = {"XDG_CACHE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    return set(done.stderr.strip().splitlines()[-1].split())


def test_help_loads_nothing_heavy(tmp_path):
    assert not loaded(tmp_path, "--help") & HEAVY


@pytest.mark.parametrize("command", [("lineage", "T5"), ("show", "T5"), ("search", "T5")])
def test_a_question_to_a_fresh_index_loads_nothing_heavy(tmp_path, command):
    loaded(tmp_path, *command)
    assert not loaded(tmp_path, *command) & HEAVY
