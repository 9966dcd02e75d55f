"""The whole hostile corpus through the commands that make something of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

from . import rdf, sites
from .cases import SECRET, Case, Outcome
from .corpus import CASES, CONTROLS, LIGHT, plant_all
from .sandbox import Ran, Sandbox

_CONTROL = re.compile(
    rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)
_KEY_TEXT = """
file n kind title short_name authors year arxiv doi url categories concepts builds_on relations
problems
"""


@dataclass(frozen=True, slots=True)
class World:
    """A corpus, and what the commands made of it."""

    box: Sandbox
    runs: dict[str, Ran]
    before: dict[str, str]
    after: dict[str, str]
    _quads: list[ox.Quad] = field(default_factory=list)

    @property
    def site(self) -> Path:
        return self.box.out / "site"

    @property
    def quads(self) -> list[ox.Quad]:
        if not self._quads:
            path = self.site / "data" / "everything.nq"
            self._quads.extend(rdf.read(path if path.is_file() else self.box.out / "x.nq"))
        return self._quads


def make(root: Path, cases: tuple[Case, ...], commands: dict[str, tuple[str, ...]]) -> World:
    plant_all(root, cases)
    box = Sandbox(root)
    before = box.tree("out", "home")
    runs = {
        name: box.run(*(word.replace("OUT", str(box.out)) for word in words), str(box.posts))
        for name, words in commands.items()
    }
    return World(box, runs, before, box.tree("out", "home"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> World:
    """All cases and controls, built and published."""
    commands = {"publish": ("publish", "--out", "OUT/site")}
    return make(tmp_path_factory.mktemp("whole"), CASES, commands)


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> World:
    """All short cases and controls, in every format."""
    commands = {
        "build.nq": ("build", "--out", "OUT/x.nq"),
        "build.ttl": ("build", "--out", "OUT/x.ttl", "--strict"),
        "build.stdout": ("build",),
        "extract": ("extract", "--format", "jsonl"),
        "explain": ("extract", "--explain"),
    }
    return make(tmp_path_factory.mktemp("light"), LIGHT, commands)


@pytest.fixture(params=["whole", "light"])
def world(request: pytest.FixtureRequest) -> World:
    return request.getfixturevalue(request.param)


# --- exit codes, streams, writes ----------------------------------------------------------------


def test_commands_succeed_without_a_traceback(world: World) -> None:
    for name, ran in world.runs.items():
        told = ran.err.decode("utf-8", "replace")
        assert "Traceback" not in told, f"{name}: {told[-2000:]}"
        assert "internal error" not in told, f"{name}: {told[-500:]}"
        assert ran.code == (1 if name == "build.ttl" else 0), f"{name}: {told[-500:]}"


def test_nothing_is_written_beside_the_output_and_nothing_read_beside_the_posts(
    world: World,
) -> None:
    assert world.before == world.after
    for name, ran in world.runs.items():
        assert ran.forbidden == "", f"{name}: {ran.forbidden[:800]}"
    assert not list(world.box.root.rglob("PWNED"))
    home = {p.name for p in (world.box.root / "home").iterdir()}
    assert home <= {"cache"}
    left = {p.name for p in world.box.out.iterdir()}
    assert left <= {"x.nq", "x.ttl", "site"}, left


def test_what_is_said_is_one_safe_line_each(world: World) -> None:
    for name, ran in world.runs.items():
        assert not _CONTROL.search(ran.err), f"{name}: {_around(ran.err)}"
        if name not in {"extract", "build.stdout"}:  # these are data
            assert not _CONTROL.search(ran.out), f"{name}: {_around(ran.out)}"
        assert SECRET.encode() not in ran.out + ran.err
        for line in ran.err.decode("utf-8").splitlines():
            assert len(line) < 1500, line[:300]


def _around(data: bytes) -> bytes:
    hit = _CONTROL.search(data)
    return data[max(0, hit.start() - 200) : hit.end() + 40] if hit else b""


def test_every_refused_file_is_named(whole: World) -> None:
    told = whole.runs["publish"].err.decode("utf-8")
    for case in CASES:
        if case.outcome in {Outcome.REFUSED, Outcome.WARNED} and case.names[0].isascii():
            assert any(
                name in told or name.rsplit("/", 1)[0] + ":" in told for name in case.names
            ), case.id


# --- RDF ----------------------------------------------------------------------------------------


def rdf_files(world: World) -> Iterator[Path]:
    yield from sorted(p for p in world.box.out.glob("x.*"))
    yield from sorted(
        p
        for p in world.site.glob("data/*")
        if p.suffix in rdf.FORMATS and p.name != "context.jsonld"
    )


def test_all_parsers_agree_on_every_file(world: World) -> None:
    found: dict[str, int] = {}
    for path in rdf_files(world):
        numbers = rdf.counts(path)
        assert len(set(numbers.values())) == 1, (path.name, numbers)
        found[path.name] = numbers["oxigraph"]
    graphs = {n for name, n in found.items() if name.startswith("graph.")}
    whole = {"everything.nq", "everything.trig", "x.nq", "x.trig"}
    everything = {n for name, n in found.items() if name in whole}
    assert len(graphs) <= 1, found
    assert len(everything) == 1, found


def test_no_statement_is_forged_or_ill_typed(world: World) -> None:
    assert list(rdf.faults(world.quads))[:20] == []


def test_twins_are_read_by_a_strict_parser(whole: World) -> None:
    broken = []
    for path in sorted(whole.site.rglob("*.ttl")) + sorted(whole.site.rglob("*.jsonld")):
        if path.name == "context.jsonld" or path.parent.name == "data":
            continue
        try:
            quads = rdf.read(path)
        except (SyntaxError, ValueError) as error:
            broken.append(f"{path.name}: {error}")
            continue
        forged = [f for f in rdf.faults(quads) if "forged" in f or "holds what" in f]
        broken += [f"{path.name}: {fault}" for fault in forged]
    assert broken[:20] == []


def test_controls_are_whole(world: World) -> None:
    quads = world.quads
    found = rdf.titles(quads)
    papers = rdf.about(quads)
    edges = {
        (q.subject.value, q.object.value)
        for q in quads
        if q.predicate.value.endswith("#extends") and isinstance(q.object, ox.NamedNode)
    }
    known = {"BERT": f"{rdf.BASE}paper/bert"}
    for name, title, _author, year, parent in CONTROLS:
        assert title in found
        (paper,) = papers[f"controls/{name.lower()}.md"]
        known[name] = paper
        assert (paper, known[parent]) in edges
        years = {
            q.object.value
            for q in quads
            if q.subject.value == paper and q.predicate.value.endswith("/issued")
        }
        assert years == {str(year)}


def test_two_posts_are_two_papers(world: World) -> None:
    papers = rdf.about(world.quads)
    merged = []
    for case in CASES:
        if case.distinct:
            found = [frozenset(papers.get(name, ())) for name in case.names]
            if len(set(found)) < len(found) or not all(found):
                merged.append((case.id, [sorted(f) for f in found]))
    assert merged == []


def test_every_post_that_was_read_is_in_the_graph(world: World) -> None:
    files = {q.object.value for q in world.quads if q.predicate.value.endswith("#sourceFile")}
    cases = CASES if "publish" in world.runs else LIGHT
    expected = {n for c in cases if c.outcome is Outcome.READ for n in c.names if n.isascii()}
    assert not {name for name in expected if name.endswith(".md")} - files


def test_no_two_names_are_one_where_case_does_not_count(world: World) -> None:
    for kind in ("paper", "author", "concept", "category", "post", "claim"):
        assert sites.same_but_for_case(rdf.subjects(world.quads, kind)) == []


# --- the site -----------------------------------------------------------------------------------


def test_no_page_holds_what_is_not_ours(whole: World) -> None:
    assert list(sites.faults(whole.site))[:25] == []


def test_names_of_files_are_distinct_without_case(whole: World) -> None:
    names = {path.relative_to(whole.site).as_posix() for path in whole.site.rglob("*")}
    assert sites.same_but_for_case(names) == []


def test_every_paper_and_post_has_its_page(whole: World) -> None:
    for kind in ("paper", "post", "author", "concept", "category"):
        lacking = [
            slug
            for slug in rdf.subjects(whole.quads, kind)
            if not (whole.site / kind / f"{slug}.html").is_file()
        ]
        assert lacking[:10] == []


def test_controls_have_pages(whole: World) -> None:
    for name, title, *_ in CONTROLS:
        page = (whole.site / "paper" / f"{name.lower()}.html").read_text(encoding="utf-8")
        assert title in page


def test_programs_of_the_site_do_not_depend_on_the_posts(whole: World, tmp_path: Path) -> None:
    plant_all(tmp_path, ())
    box = Sandbox(tmp_path)
    assert box.run("publish", str(box.posts), "--out", str(box.out / "site")).code == 0
    for path in (box.out / "site" / "assets").iterdir():
        if path.name not in {"search-index.js", "sparql-data.js"}:  # data, not programs
            assert path.read_bytes() == (whole.site / "assets" / path.name).read_bytes(), path.name


# --- extract ------------------------------------------------------------------------------------


def test_predictions_are_one_object_a_line_with_true_offsets(light: World) -> None:
    text = light.runs["extract"].out.decode("utf-8")
    assert text.endswith("\n")
    lines = text[:-1].split("\n")
    rows = [json.loads(line) for line in lines]
    assert [line for line in text.splitlines() if not line.startswith("{")] == []
    files = [row["file"] for row in rows]
    rows = [row for row in rows if row["file"].isascii()]  # else one name may be two files
    assert files == sorted(files)
    assert len(set(files)) == len(files)
    assert {f"controls/{name.lower()}.md" for name, *_ in CONTROLS} <= set(files)
    for row in rows:
        assert list(row) == _KEY_TEXT.split(), row["file"]
        source = (light.box.posts / row["file"]).read_bytes().decode("utf-8-sig")
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        for claim in row["relations"]:
            assert source[claim["start"] : claim["end"]] == claim["quote"], row["file"]
        year = row["year"]
        assert year is None or 1000 <= year <= 2100, (row["file"], year)
        for value in (row["title"], row["short_name"], *row["authors"], *row["concepts"]):
            assert value is None or not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", value), row[
                "file"
            ]
        for value in (row["url"], row["doi"], row["arxiv"]):
            assert value is None or not re.search(r"[\s<>\"]|^(?!https?:)[a-z]+:", value), row


def test_all_ways_to_print_a_graph_are_the_same_from_run_to_run(light: World) -> None:
    assert light.runs["build.stdout"].out == (light.box.out / "x.ttl").read_bytes()
