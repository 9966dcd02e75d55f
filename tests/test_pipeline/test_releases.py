"""Three releases: what changed is told, the graph before can be had again, builds repeat."""

from __future__ import annotations

import json
import shutil
from xml.etree import ElementTree as ET

import pytest

from paperkg.changes import apply_patch, read_patch
from paperkg.errors import PublishError
from paperkg.graph import count, fingerprint, read_quads, without_provenance
from paperkg.publish import read_manifest
from test_pipeline.releases import POSTS, Shelf

BASE = "https://example.org/birds/"
DCAT = "http://www.w3.org/ns/dcat#"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Publish three releases, keeping the site of each."""
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("releases")
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        shelf, sites = Shelf(root / "birds"), {}

        def keep(name):
            sites[name] = root / name
            shutil.copytree(shelf.site, sites[name])

        shelf.publish("1")
        keep("1")
        shelf.rename("wren.md", "small/wren.md")
        shelf.write("heron.md", shelf.read("heron.md").replace("2018", "2016"))
        shelf.remove("robin.md")
        shelf.publish("2")
        keep("2")
        shelf.forget()
        shelf.publish("2")
        keep("2 again")
        shelf.write("finch.md", shelf.read("finch.md") + "\nFinch uses Wren.\n")
        shelf.publish("2")
        keep("2 later")
        shelf.write("finch.md", POSTS["finch.md"])
        shelf.write("robin.md", POSTS["robin.md"])
        (shelf.root / "curation.yaml").write_text("- merge: {works: [Heron, Finch]}\n")
        shelf.publish("3")
        keep("3")
        yield sites


def quads(site):
    return read_quads(site / "data/everything.nq")


def told(site):
    data = json.loads((site / "data/changes.json").read_text())
    return data["releases"]


def files(site):
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_the_first_release_has_no_past(history):
    (release,) = told(history["1"])
    assert release["previous"] is None
    assert release["summary"].startswith("first release")
    assert not (history["1"] / "data/changes.rdfp").exists()
    assert not [q for q in quads(history["1"]) if q[1] == f"<{DCAT}previousVersion>"]


def test_a_release_names_the_one_before(history):
    found = {(s, o) for s, p, o, _ in quads(history["3"]) if p == f"<{DCAT}previousVersion>"}
    name = f"<{BASE}dataset#v{{}}>".format
    assert found == {(name("3"), name("2")), (name("2"), name("1"))}
    subjects = {s for s, *_ in quads(history["3"])}
    assert {name("1"), name("2"), name("3")} <= subjects  # each is described
    current = [o for s, p, o, _ in quads(history["3"]) if p == f"<{DCAT}hasCurrentVersion>"]
    assert current == [name("3")]


def test_what_changed_is_told(history):
    newest, oldest = told(history["2"])
    assert (newest["version"], newest["previous"], oldest["version"]) == ("2", "1", "1")
    texts = {c["text"] for c in newest["story"]["changes"]}
    assert "Heron: year 2018 → 2016" in texts
    assert "Robin extends Finch" in texts
    assert not any(text.startswith("Robin: ") for text in texts)  # it is gone, and that is told
    page = (history["2"] / "changes.html").read_text()
    assert "Heron: year 2018 → 2016" in page
    assert "“" in page or "Robin extends Finch." in page
    assert newest["sha256"] == fingerprint(quads(history["2"]))


@pytest.mark.parametrize(("old", "new"), [("1", "2"), ("1", "2 later"), ("2 later", "3")])
def test_the_patch_leads_from_one_release_to_the_next(history, old, new):
    delta, *_ = read_patch((history[new] / "data/changes.rdfp").read_text())
    assert apply_patch(quads(history[old]), delta) == tuple(quads(history[new]))


def test_the_same_version_again_is_the_same_bytes(history):
    assert files(history["2"]) == files(history["2 again"])


def test_a_version_that_is_still_being_made_is_compared_with_the_one_before(history):
    newest, oldest = told(history["2 later"])
    assert (newest["version"], oldest["version"]) == ("2", "1")
    texts = {c["text"] for c in newest["story"]["changes"]}
    assert {"Finch uses Wren", "Heron: year 2018 → 2016"} <= texts


def test_claims_of_a_release_keep_a_page(history):
    def claims(name):
        return {p for p in files(history[name]) if p.startswith("claim/") and p.endswith(".html")}

    assert claims("1") <= claims("2")
    assert claims("2 later") <= claims("3")  # the last build of a version is the release
    gone = read_manifest(history["2"]).tombstones
    # the post was renamed: its claims are the same statements at another place
    moved = {iri: heir for iri, heir in gone.items() if "/claim/" in iri and heir}
    assert moved
    subjects = {s for s, *_ in quads(history["2"])}
    assert all(f"<{heir}>" in subjects for heir in moved.values())


def test_what_returns_and_what_is_merged(history):
    gone = read_manifest(history["3"]).tombstones
    assert f"{BASE}paper/robin" not in gone
    assert gone[f"{BASE}paper/finch"] == f"{BASE}paper/heron"
    assert gone[f"{BASE}post/wren"] == f"{BASE}post/small--wren"
    texts = {c["text"] for c in told(history["3"])[0]["story"]["changes"]}
    assert any(t.startswith("paper Finch") and t.endswith(", now Heron") for t in texts)


def test_iris_only_grow_and_each_has_page_and_data(history):
    seen = set()
    for name in ("1", "2", "3"):
        iris = {
            s[1:-1].partition("#")[0] for s, *_ in quads(history[name]) if s.startswith(f"<{BASE}")
        }
        if seen - iris:
            assert {i for i in seen - iris if "/rule/" not in i} == set()
        seen |= iris
        for iri in iris:
            for suffix in ("html", "ttl", "jsonld"):
                assert (history[name] / f"{iri.removeprefix(BASE)}.{suffix}").is_file(), iri


def test_nothing_leads_to_what_nothing_describes(history):
    described = {s for s, *_ in quads(history["3"])}
    for s, p, o, _ in quads(history["3"]):
        if o.startswith(f"<{BASE}") and o != f"<{BASE}>" and "/graph/" not in o:
            assert o in described, (s, p, o)


def test_void_counts_tombstones_too(history):
    site, base = history["3"], f"<{BASE}dataset"
    everything = quads(site)
    stated = {
        (s, p.rpartition("#")[2]): int(o.split('"')[1])
        for s, p, o, _ in read_quads(site / "void.ttl")
        if s in {f"{base}>", f"{base}#everything>"}
        and "void#" in p
        and o.startswith('"')
        and o.endswith("integer>")
    }
    for name, kept in (
        (f"{base}>", without_provenance(everything)),
        (f"{base}#everything>", everything),
    ):
        counts = count(kept, BASE)
        assert stated[name, "triples>"] == counts.triples
        assert stated[name, "entities>"] == counts.entities
        assert stated[name, "distinctSubjects>"] == len({s for s, *_ in kept})
        assert stated[name, "properties>"] == len({p for _, p, *_ in kept})


def test_the_feed_has_an_entry_for_each_release_and_no_clock(history):
    feed = ET.fromstring((history["3"] / "changes.xml").read_text())
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == ["Version 3", "Version 2", "Version 1"]
    times = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert times == [f"1970-01-0{day}T00:00:00Z" for day in (3, 2, 1)]
    assert feed.findtext(f"{ATOM}updated") == times[0]


def test_a_version_cannot_come_again_and_damage_is_seen(history, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shelf = Shelf(tmp_path / "birds")
    shutil.copytree(history["2"], shelf.site)
    with pytest.raises(PublishError, match="published before version"):
        shelf.publish("1")
    graph = shelf.site / "data/everything.nq"
    graph.write_text(graph.read_text() + "<http://e.org/a> <http://e.org/b> <http://e.org/c> .\n")
    with pytest.raises(PublishError, match="not as it was published"):
        shelf.publish("3")
    assert read_manifest(shelf.site).version == "2"
