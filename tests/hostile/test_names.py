"""Hostile words on the command line, and hostile names in what it answers."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from paperkg.cli import run

from . import rdf
from .cases import SECRET, Case
from .corpus import CASES, bait, plant_all

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FORMULA = re.compile(r"[=+\-@\t\r]")
WORDS = (
    'T5") } DROP ALL #',
    "'; DROP TABLE papers; --",
    '" OR 1=1 --',
    "<script>PWN(0)</script>x</script>",
    "../../outside/secret.md",
    "\x1b[31mred\x1b[0m",
    "line\nbreak",
    "%s %n {0} {{7*7}}",
    "\u202esdrow on",
    "\udcff\udcfe",
    "x" * 20_000,
    "*" * 3000,
    "(" * 3000,
    "AND OR NOT NEAR",
    "col:term",
    '"',
    "https://evil.example/paper/x",
    " ",
    "",
)


def _is_wanted(case: Case) -> bool:
    return case.id.startswith(("titles/", "circles/", "fields/")) and not case.id.endswith("long")


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("names")
    bait(root)
    return plant_all(root, tuple(case for case in CASES if _is_wanted(case)))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _at_home(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.chdir(tmp_path)


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(words)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "internal error" not in err, err[-400:]
    assert SECRET not in out + err
    return code, out, err


@pytest.mark.parametrize("word", WORDS, ids=lambda word: ascii(word[:20]))
@pytest.mark.parametrize("command", ["lineage", "show", "timeline", "next"])
def test_a_hostile_word_is_an_unknown_name_in_one_line(
    command: str, word: str, posts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(capsys, "search", "BERT", "--posts", str(posts))  # makes the index, and reports the posts
    code, out, err = ask(capsys, command, "--posts", str(posts), "--", word)
    assert code == 2
    assert out == ""
    assert err.count("\n") == 1, err[:300]
    assert not _ACTING.search(err), ascii(err)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: ascii(word[:20]))
def test_search_finds_nothing_or_something_but_never_fails(
    word: str, posts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(capsys, "search", "BERT", "--posts", str(posts))
    code, out, err = ask(capsys, "search", "--posts", str(posts), "--", word)
    assert code in {0, 2}
    assert not _ACTING.search(out + err), ascii(out + err)


def papers(posts: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Return id and label of all papers."""
    found: dict[str, str] = {}
    for text in ("gates", "net", "evil", "hyperlink", "cmd", "sum"):
        words = ("search", "--posts", str(posts), "--limit", "500", "--kind", "paper")
        _, out, _ = ask(capsys, *words, "--format", "json", text)
        found |= {row["id"]: row["label"] for row in json.loads(out)}
    assert len(found) > 40
    return found


def test_text_about_hostile_papers_cannot_command_a_terminal(
    posts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for label in papers(posts, capsys).values():
        for words in (("show",), ("lineage", "--why"), ("next",)):
            _, out, err = ask(capsys, *words, "--posts", str(posts), "--", label)
            assert not _ACTING.search(out + err), (words, ascii(out + err)[:600])
    for form in ("tree", "table"):
        words = ("lineage", "BERT", "--descendants", "--why", "--format", form)
        code, out, _ = ask(capsys, *words, "--posts", str(posts))
        assert code == 0
        assert not _ACTING.search(out)


def test_no_cell_of_a_table_is_a_formula(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tables = []
    words = ("lineage", "BERT", "--descendants", "--format", "csv")
    tables.append(ask(capsys, *words, "--posts", str(posts))[1])
    words = ("timeline", "label smoothing", "--format", "csv")
    tables.append(ask(capsys, *words, "--posts", str(posts))[1])
    rows = [
        row for text in tables for row in csv.reader(io.StringIO(text, newline=""), strict=True)
    ]
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    guilty = [c for row in rows for c in row if _FORMULA.match(c) and not re.fullmatch(r"-?\d+", c)]
    assert guilty == []


def test_every_form_of_a_lineage_is_well_formed(
    posts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def lineage(form: str) -> str:
        words = ("lineage", "BERT", "--descendants", "--posts", str(posts), "--format", form)
        code, out, _ = ask(capsys, *words)
        assert code == 0
        return out

    data = json.loads(lineage("json"))
    assert len(data["nodes"]) > 40
    ET.fromstring(lineage("graphml").encode())
    triples = list(ox.parse(lineage("ttl").encode(), format=ox.RdfFormat.TURTLE))
    assert list(rdf.faults(triples)) == []
    assert {str(t.subject.value) for t in triples} <= {node["iri"] for node in data["nodes"]}
    for form in ("dot", "mermaid"):
        text = lineage(form)
        assert not _ACTING.search(text), form
        assert not re.search(r"^\s*click\b|\bURL=", text.replace('\\"', ""), re.MULTILINE)
    for line in lineage("mermaid").splitlines()[1:]:
        assert re.fullmatch(r'  n\d+(\["[^"\\<>]*"\]| -->\|[a-z ]+\| n\d+)', line), line


def test_an_address_that_is_shown_is_one_of_the_graph(
    posts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.nq"
    assert ask(capsys, "build", str(posts), "--out", str(out))[0] == 0
    known = {quad.subject.value for quad in rdf.read(out)}
    unknown = []
    wanted = [("paper", "BERT"), ("post", "controls/lanternfish.md")]
    wanted += [("concept", "label smoothing"), ("author", "Ada Keeper")]
    for kind, name in wanted:
        words = ("show", name, "--kind", kind, "--format", "json", "--posts", str(posts))
        code, text, err = ask(capsys, *words)
        assert code == 0, err
        iri = json.loads(text)["iri"]
        if iri not in known:
            unknown.append((kind, name, iri))
    words = ("lineage", "BERT", "--descendants", "--format", "json", "--posts", str(posts))
    nodes = json.loads(ask(capsys, *words)[1])["nodes"]
    unknown += [("paper", node["name"], node["iri"]) for node in nodes if node["iri"] not in known]
    assert unknown == []
