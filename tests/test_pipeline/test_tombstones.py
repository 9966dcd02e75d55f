"""IRIs that were published once: kept through renames, never lost, never given to another."""

from __future__ import annotations

import json

import pytest

from paperkg.errors import SourceError
from paperkg.graph import read_quads
from paperkg.pipeline import locate
from paperkg.pipeline.make import publish
from paperkg.pipeline.project import lock_text, read_lock
from paperkg.publish import read_manifest
from test_pipeline.releases import POSTS, TITLES, Shelf

BASE = "https://example.org/birds/"
DEPRECATED = "<http://www.w3.org/2002/07/owl#deprecated>"
REPLACED = "<http://purl.org/dc/terms/isReplacedBy>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


@pytest.fixture
def shelf(tmp_path, monkeypatch) -> Shelf:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shelf = Shelf(tmp_path / "birds")
    shelf.publish()
    return shelf


def papers(shelf: Shelf) -> dict[str, str]:
    """Title -> IRI of each paper that has a post."""
    quads = read_quads(shelf.site / "data/everything.nq")
    types = {s for s, p, o, _ in quads if o == "<https://w3id.org/paperkg/ontology#Paper>"}
    return {o: s for s, p, o, _ in quads if p.endswith("terms/title>") and s in types}


def stones(shelf: Shelf) -> dict[str, str]:
    manifest = read_manifest(shelf.site)
    assert manifest is not None
    return manifest.tombstones


def facts(shelf: Shelf, path: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for s, p, o, _ in read_quads(shelf.site / path):
        if s == f"<{BASE}{path.rpartition('.')[0]}>":
            found.setdefault(p, set()).add(o)
    return found


def test_nothing_is_removed_at_first(shelf):
    assert stones(shelf) == {}
    assert "removed.html" not in shelf.files()


@pytest.mark.parametrize("renamed", [("file",), ("title",), ("file", "title")])
def test_a_paper_keeps_its_iri_through_renames(shelf, renamed):
    before = papers(shelf)
    if "title" in renamed:
        text = shelf.read("heron.md").replace("Patient Training", "Very Patient Training")
        shelf.write("heron.md", text)
    if "file" in renamed:
        shelf.rename("heron.md", "waders/grey.md")
    shelf.publish()
    after = papers(shelf)
    assert set(after.values()) == set(before.values())
    assert f"<{BASE}paper/heron>" in after.values()
    # the address of a post is its path: the old one leads to the new one
    moved = {f"{BASE}post/heron": f"{BASE}post/waders--grey"} if "file" in renamed else {}
    assert stones(shelf) == moved


def test_claims_keep_their_iris_when_posts_and_words_come_before_them(shelf):
    def claims() -> set[str]:
        quads = read_quads(shelf.site / "data/everything.nq")
        return {s for s, _, o, _ in quads if o == "<https://w3id.org/paperkg/ontology#Claim>"}

    before = claims()
    first, *_ = sorted(POSTS)
    shelf.write("aaa.md", "---\ntitle: Aardvarks\nauthors: Ann Bee\nyear: 2001\n---\n\nText.\n")
    shelf.write(first, shelf.read(first).rstrip() + "\n\nA word at the end.\n")
    for name in sorted(POSTS)[1:]:
        head, mark, text = shelf.read(name).partition("\n\n")
        shelf.write(name, f"{head}\n\nA word more.{mark}{text}")
    shelf.publish()
    assert before < claims()
    assert stones(shelf) == {}


def test_swapped_files_keep_the_iris_of_their_papers(shelf):
    before = papers(shelf)
    shelf.write("wren.md", POSTS["heron.md"])
    shelf.write("heron.md", POSTS["wren.md"])
    shelf.publish()
    assert papers(shelf) == before
    assert stones(shelf) == {}


def test_two_papers_that_swap_their_short_names_keep_their_iris_by_number(shelf):
    one = "# {}: Study of Song\n\nAda Lark published {} in 2017. arXiv:1701.00001\n"
    other = "# {}: Study of Flight\n\nBo Crane published {} in 2018. arXiv:1801.00002\n"
    shelf.write("song.md", one.format("Tit", "Tit"))
    shelf.write("flight.md", other.format("Jay", "Jay"))
    shelf.publish()
    before = {t.partition(":")[2]: iri for t, iri in papers(shelf).items()}
    shelf.write("song.md", one.format("Jay", "Jay"))
    shelf.write("flight.md", other.format("Tit", "Tit"))
    shelf.publish()
    after = {t.partition(":")[2]: iri for t, iri in papers(shelf).items()}
    assert after == before
    assert len(after) == 6


def test_what_is_removed_leaves_a_page_that_says_what_it_was(shelf):
    shelf.remove("robin.md")
    shelf.publish()
    left = {iri: heir for iri, heir in stones(shelf).items() if "/concept/" not in iri}
    assert left == {
        f"{BASE}paper/robin": "",
        f"{BASE}author/di-dove": "",
        f"{BASE}post/robin": "",
    }
    page = (shelf.site / "paper/robin.html").read_text()
    assert TITLES["robin"] in page
    assert "no post speaks of it any more" in page
    assert '<meta name="robots" content="noindex">' in page
    for suffix in ("ttl", "jsonld"):
        said = facts(shelf, f"paper/robin.{suffix}")
        assert said[DEPRECATED] == {'"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'}
        assert said[LABEL] == {f'"{TITLES["robin"]}"'}
    everything = read_quads(shelf.site / "data/everything.nq")
    assert sum(p == DEPRECATED for _, p, _, _ in everything) == len(stones(shelf))
    assert not [q for q in everything if q[2] == f"<{BASE}paper/robin>"]  # nothing leads there
    assert "paper/robin" not in (shelf.site / "sitemap.xml").read_text()
    listed = (shelf.site / "removed.html").read_text()
    assert 'href="paper/robin.html"' in listed


def test_tombstones_stay_and_the_set_of_iris_only_grows(shelf):
    seen = shelf.iris()
    for name in ("robin.md", "finch.md"):
        shelf.remove(name)
        shelf.publish()
        assert shelf.iris() >= seen
        seen = shelf.iris()
    again = shelf.files()
    shelf.forget()
    shelf.publish()
    assert shelf.files() == again
    assert f"{BASE}paper/robin" in stones(shelf)


def test_a_fresh_checkout_has_the_same_tombstones(shelf):
    import shutil

    shelf.remove("robin.md")
    shelf.publish()
    before = shelf.files()
    shutil.rmtree(shelf.site)  # a workflow that deploys has the lock and no old site
    shelf.publish()
    assert shelf.files() == before


def test_what_returns_has_its_iri_again(shelf):
    before = papers(shelf)
    shelf.remove("robin.md")
    shelf.publish()
    shelf.write("robin.md", POSTS["robin.md"])
    shelf.publish()
    assert papers(shelf) == before
    assert stones(shelf) == {}
    assert "no longer here" not in (shelf.site / "paper/robin.html").read_text()


def test_the_iri_of_what_is_gone_is_given_to_nothing_else(shelf):
    shelf.write("robin.md", POSTS["robin.md"] + "\narXiv:2001.00001\n")
    shelf.publish()
    shelf.remove("robin.md")
    shelf.publish()
    shelf.write("other.md", "# Robin: Dusk\n\nEd Owl published Robin in 2021. arXiv:2101.00009\n")
    shelf.publish()
    assert papers(shelf)['"Robin: Dusk"@en'] != f"<{BASE}paper/robin>"
    assert f"{BASE}paper/robin" in stones(shelf)


def test_a_merged_paper_leads_to_the_one_it_is_now(shelf):
    (shelf.root / "curation.yaml").write_text("- merge: {works: [Heron, Robin]}\n")
    shelf.publish()
    assert stones(shelf)[f"{BASE}paper/robin"] == f"{BASE}paper/heron"
    assert facts(shelf, "paper/robin.ttl")[REPLACED] == {f"<{BASE}paper/heron>"}
    page = (shelf.site / "paper/robin.html").read_text()
    assert 'href="../paper/heron.html"' in page
    (shelf.root / "curation.yaml").unlink()  # taken back: both are there as before
    shelf.publish()
    assert stones(shelf) == {}


def test_posts_that_turn_out_to_be_about_one_paper(shelf):
    shelf.write("robin.md", POSTS["robin.md"] + "\narXiv:2001.00001\n")
    shelf.write("dawn.md", "# Stopping Before Sunrise\n\nBy Di Dove, 2020.\n")
    shelf.publish()
    shelf.write("dawn.md", f"# {TITLES['robin']}\n\nBy Di Dove, 2020. arXiv:2001.00001\n")
    shelf.publish()
    left = stones(shelf)
    assert left in (
        {},  # the paper of the corrected title took the slug with it
        {f"{BASE}paper/stopping-before-sunrise": f"{BASE}paper/robin"},
        {f"{BASE}paper/stopping-before-sunrise": ""},
    )


def test_posts_that_are_no_project_keep_their_lock_in_the_site(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    notes = tmp_path / "notes"
    notes.mkdir()
    for name, text in POSTS.items():
        (notes / name).write_text(text)
    out = tmp_path / "out"
    publish(locate(notes, output=out))
    (notes / "robin.md").unlink()
    publish(locate(notes, output=out))
    manifest = read_manifest(out)
    assert manifest is not None
    assert "https://w3id.org/paperkg/paper/robin" in manifest.tombstones
    # other posts published to the same place are another collection
    others = tmp_path / "others"
    others.mkdir()
    (others / "wren.md").write_text(POSTS["wren.md"])
    publish(locate(others, output=out))
    manifest = read_manifest(out)
    assert manifest is not None
    assert manifest.tombstones == {}


# --- the file


def test_the_lock_is_read_as_it_was_written(shelf):
    lock = read_lock(shelf.root / "iris.lock")
    assert lock.labels["paper"]["robin"] == TITLES["robin"]
    assert lock_text(lock) == (shelf.root / "iris.lock").read_text()


def test_a_lock_of_the_old_form_is_read_and_tells_what_it_can(shelf):
    path = shelf.root / "iris.lock"
    lines = path.read_text().splitlines()
    old = [line for line in lines if "\tlabel\t" not in line and line[0] != "#"]
    path.write_text("# Minted IRIs. kind, key, slug\n" + "\n".join(old) + "\n")
    shelf.remove("robin.md")
    shelf.publish()
    assert stones(shelf) == {f"{BASE}author/di-dove": "", f"{BASE}paper/robin": ""}
    assert facts(shelf, "author/di-dove.ttl")[LABEL] == {'"di dove"'}


@pytest.mark.parametrize("line", ["paper\tlabel\tA b\tX", "paper\tname\tx\ty", "a\tb\tc\td\te"])
def test_a_broken_lock_is_refused_with_its_line(shelf, line):
    path = shelf.root / "iris.lock"
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(SourceError, match=r"iris\.lock:"):
        shelf.publish()


def test_a_hostile_label_stays_text(shelf):
    lock = read_lock(shelf.root / "iris.lock")
    lock.call("paper", "gone", "</h1><script>x</script>\t\n\u2028\u202e")
    (shelf.root / "iris.lock").write_text(lock_text(lock))
    shelf.publish()
    page = (shelf.site / "paper/gone.html").read_text()
    assert "<script>x" not in page
    assert json.loads((shelf.site / "paper/gone.jsonld").read_text())
