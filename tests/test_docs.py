"""What the documents say is true: commands exist, shown output is real, links lead somewhere."""

import os
import re
import shlex
from pathlib import Path

import pytest

from paperkg.cli import run
from paperkg.cli.app import _ROOMS, app

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TRANSCRIPT = re.compile(r"```console\n\$ (?:\.venv/bin/)?(paperkg [^\n]+)\n(.*?)```", re.DOTALL)


def test_shown_output_is_real(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(ROOT)
    text = README.read_text(encoding="utf-8")
    shown = TRANSCRIPT.findall(text)
    assert shown
    for command, output in shown:
        capsys.readouterr()
        assert run(shlex.split(command)[1:]) == 0
        real = capsys.readouterr().out
        if os.environ.get("PAPERKG_UPDATE_GOLDEN"):
            README.write_text(text.replace(output, real), encoding="utf-8")
        assert output == real


def test_readme_names_every_command():
    text = README.read_text(encoding="utf-8")
    missing = [name for name in _ROOMS if f"`{name}" not in text and f"paperkg {name}" not in text]
    assert not missing


@pytest.mark.parametrize("name", _ROOMS)
def test_every_command_says_what_it_does(name, capsys):
    assert run([name, "--help"]) == 0
    assert len(capsys.readouterr().out.split()) > 10
    assert app.get_command(None, name).help


def test_readme_uses_commands_of_make_that_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(
            r"(?:`|^)make ([a-z]+)", (ROOT / document).read_text("utf-8"), re.MULTILINE
        ):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_links_of_documents_lead_to_files(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_documents_speak_of_the_project_alone():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile"]:
        assert str(ROOT) not in path.read_text(encoding="utf-8"), path
