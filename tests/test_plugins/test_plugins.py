"""Extractors of other packages: found, switched on, never trusted, never able to stop a build."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

from factories import post, reading, said
from paperkg.config import load_settings
from paperkg.errors import ConfigError
from paperkg.extract.plugins import Names, load_extractors, with_plugins
from paperkg.model import Evidence, PostKind, Relation, RelationClaim
from paperkg.pipeline import collect, locate
from paperkg.pipeline.cache import fingerprint

EXAMPLE = Path(__file__).parent / "example_package"
TEXT = (
    "# Foo: A Network for Things\n\nBy Ann One and Bob Two (2020), arXiv:2001.00001.\n\n"
    "Foo is a sequel to Bar.\n"
)


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The example package, as pip would install it."""
    site = tmp_path / "site-packages"
    info = site / "paperkg_sequels-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: paperkg-sequels\nVersion: 0.1.0\n")
    (info / "entry_points.txt").write_text(
        "[paperkg.extractors]\nsequels = paperkg_sequels:Sequels\n"
    )
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.syspath_prepend(str(EXAMPLE))


def project(tmp_path, settings="", text=TEXT):
    folder = tmp_path / "project"
    (folder / "posts").mkdir(parents=True, exist_ok=True)
    (folder / "posts" / "foo.md").write_text(text)
    (folder / "paperkg.toml").write_text(f'posts = "posts"\n{settings}\n')
    return locate(folder)


def claims(collection):
    return [
        (c.subject, c.relation.value, c.object, c.evidence.rule) for c in collection.catalog.claims
    ]


def test_the_entry_point_of_the_example_is_that_of_its_pyproject():
    import tomllib

    data = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())
    assert data["project"]["entry-points"]["paperkg.extractors"] == {
        "sequels": "paperkg_sequels:Sequels"
    }


def test_an_installed_extractor_is_off_unless_switched_on(tmp_path, installed):
    rules = {rule for *_, rule in claims(collect(project(tmp_path)))}
    assert "sequels:sequel-to" not in rules


def test_an_extractor_that_is_on_adds_claims_marked_with_their_origin(tmp_path, installed):
    collection = collect(project(tmp_path, 'plugins = ["sequels"]'))
    assert ("foo", "extends", "bar", "sequels:sequel-to") in claims(collection)
    (claim,) = [c for c in collection.catalog.claims if c.evidence.rule.startswith("sequels:")]
    place = claim.evidence
    assert TEXT[place.start : place.end] == place.quote == "Foo is a sequel to Bar."
    assert place.line == 5


def test_it_can_be_switched_off_like_any_rule(tmp_path, installed):
    where = 'plugins = ["sequels"]\ndisabled_rules = ["sequels:sequel-to"]'
    assert "sequels:sequel-to" not in {r for *_, r in claims(collect(project(tmp_path, where)))}


def test_the_whole_graph_can_be_written_with_it(tmp_path, installed):
    from paperkg.pipeline.make import build

    out = tmp_path / "graph.nq"
    build(project(tmp_path, 'plugins = ["sequels"]'), out)
    assert "/rule/sequels-sequel-to>" in out.read_text()


def test_switching_one_on_makes_the_index_anew(tmp_path, installed):
    off = fingerprint(project(tmp_path))
    assert fingerprint(project(tmp_path, 'plugins = ["sequels"]')) != off


def test_one_that_is_not_installed_is_an_error_with_near_names(tmp_path, installed):
    with pytest.raises(ConfigError, match=r"no plug-in 'sequel'.*did you mean sequels"):
        collect(project(tmp_path, 'plugins = ["sequel"]'))


@pytest.mark.parametrize("value", ["'sequels'", "[1]", "true"])
def test_the_setting_is_a_list_of_names(tmp_path, value):
    path = tmp_path / "paperkg.toml"
    path.write_text(f"plugins = {value}\n")
    with pytest.raises(ConfigError, match="list of names"):
        load_settings(path)


def test_one_that_cannot_be_imported_is_a_problem():
    problems = []
    point = EntryPoint("gone", "no_such_package:Thing", "paperkg.extractors")
    assert load_extractors(["gone"], on_problem=problems.append, offered=[point]) == ()
    assert [p.code for p in problems] == ["plugin-failed"]
    assert "no_such_package" in problems[0].message


class Bare:
    name = "bare"
    origin = "here"

    def __init__(self, read):
        self.read = read


OF = post("a.md", "Alpha is a sequel to Beta. " + "x" * 50)


def given(**more):
    quote = "Alpha is a sequel to Beta."
    place = {"file": "a.md", "n": 1, "start": 0, "end": len(quote), "line": 1, "quote": quote}
    known = {key: more.pop(key) for key in tuple(more) if key in place}
    evidence = Evidence(**{**place, **known, "rule": "anything"})
    return RelationClaim(
        **{"relation": Relation.EXTENDS, "target": "Beta", "work": "", "post": "", **more},
        evidence=evidence,
    )


def added(result, *others, kind=PostKind.PAPER, **of):
    problems = []
    readings = [reading(OF, "Alpha", kind=kind, **of), *others]
    plugin = Bare(lambda post, names: result if post is OF else [])
    found = with_plugins(readings, [plugin], on_problem=problems.append)
    return found[0].relations, problems


def test_a_sound_claim_passes():
    (claim,), problems = added([given()])
    assert not problems
    assert (claim.target, claim.evidence.rule) == ("Beta", "here:bare")


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (given(relation="invented_by"), "closed set"),
        (given(relation=Relation.BUILDS_ON), "closed set"),
        (given(relation=["extends"]), "closed set"),
        (given(target=""), "no target"),
        (given(target="-"), "no target"),
        (given(target=None), "no target"),
        (given(target="Gamma"), "not named"),
        (given(target="alpha"), "itself"),
        (given(file="b.md"), "another post"),
        (given(n=2), "another post"),
        (given(start=1), "stands at its place"),
        (given(quote="Alpha extends Beta."), "stands at its place"),
        (given(start=-5), "outside"),
        (given(end=10_000), "outside"),
        (given(start=20, end=20, quote=""), "outside"),
        (given(start="0"), "no place"),
        (SimpleNamespace(), "closed set"),
        (None, "closed set"),
    ],
)
def test_an_unsound_claim_is_refused_and_reported(claim, why):
    found, problems = added([claim, given()])
    assert [c.target for c in found] == ["Beta"]
    assert [p.code for p in problems] == ["plugin-refused"]
    assert why in problems[0].message


def test_lineage_against_time_is_refused_whichever_way_it_is_said():
    later = reading("b.md", "Beta", year="2021")
    assert added([given()], later, year="2020")[0] == ()
    assert len(added([given(relation="influenced")], later, year="2020")[0]) == 1
    earlier = reading("b.md", "Beta", year="2019")
    assert len(added([given()], earlier, year="2020")[0]) == 1
    assert added([given(relation="influenced")], earlier, year="2020")[0] == ()
    assert len(added([given(relation="compares_with")], later, year="2020")[0]) == 1


def test_what_a_rule_has_read_is_not_repeated():
    found, problems = added([given()], claims=[said(OF, "extends beta")])
    assert [c.evidence.rule for c in found] == ["told"]
    assert not problems


def test_a_post_about_no_paper_is_left_alone():
    assert added([given()], kind=PostKind.TOPIC)[0] == ()


def half():
    yield given()
    raise RuntimeError("out of\nmemory")


class Trap:
    @property
    def relation(self):
        raise OSError("boo")


def test_a_failure_is_a_problem_and_what_came_before_it_counts():
    found, problems = added(half())
    assert [c.target for c in found] == ["Beta"]
    assert [(p.code, p.file) for p in problems] == [("plugin-failed", "a.md")]
    assert "RuntimeError: out of memory" in problems[0].message
    assert [p.code for p in added(None)[1]] == ["plugin-failed"]
    assert [p.code for p in added([Trap()])[1]] == ["plugin-failed"]


def test_an_endless_extractor_is_cut_short():
    def endless():
        while True:
            yield given()

    assert len(added(endless())[0]) == 1


def test_it_is_told_the_names_of_papers():
    heard = []
    plugin = Bare(lambda post, names: heard.append((post.id, names)) or [])
    with_plugins(
        [reading(OF, "Alpha: a thing", short="Alpha"), reading("b.md", "Beta")],
        [plugin],
        on_problem=lambda p: None,
    )
    assert dict(heard)["a.md"] == Names(("Alpha", "Alpha: a thing"), ("Beta",))


@pytest.mark.parametrize("offer", ["os:getcwd", "builtins:object", "string:digits"])
def test_what_is_no_extractor_is_a_problem(offer):
    problems = []
    point = EntryPoint("odd", offer, "paperkg.extractors")
    assert load_extractors(["odd"], on_problem=problems.append, offered=[point]) == ()
    assert "no name, origin and read" in problems[0].message
