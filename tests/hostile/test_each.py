"""Large cases and dumps alone, small cases by group: from text to triples, and to a site."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from measure import measured
from paperkg.errors import PaperkgError
from paperkg.extract import extract_readings
from paperkg.graph import build_quads, nquads
from paperkg.index import Index
from paperkg.lexicon import load_lexicon
from paperkg.model import Catalog, Lexicon, Problem
from paperkg.model.dataset import DatasetInfo
from paperkg.pipeline.importing import import_dump, restore_dump
from paperkg.posts import read_posts
from paperkg.publish import publish_site
from paperkg.resolve import IdentityLock, build_catalog

from . import rdf, sites
from .cases import Case, plant
from .corpus import CASES, HEAVY, LIGHT
from .dumps import DUMPS, Dump
from .dumps import plant as plant_dump

MAX_MEGABYTES = 500
DENSE = ("underscores", "stars-text", "backticks", "definitions", "citations")
GROUPS = sorted({case.id.partition("/")[0] for case in LIGHT})
INFO = DatasetInfo(base_iri=rdf.BASE, title="Hostile posts")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(curated=True)


def collected(path: Path, lexicon: Lexicon) -> tuple[Catalog, list[Problem]]:
    problems: list[Problem] = []
    posts = read_posts(path, on_problem=problems.append)
    readings = extract_readings(posts, lexicon, on_problem=problems.append)
    return build_catalog(readings, lexicon, lock=IdentityLock()), problems


def check_triples(catalog: Catalog, problems: list[Problem]) -> None:
    quads = build_quads(catalog, INFO, on_problem=problems.append)
    text = "".join(nquads(quads))
    read = list(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))
    assert len(read) == len(set(quads))
    assert list(rdf.faults(read))[:5] == []


def check_problems(problems: list[Problem]) -> None:
    failed = [str(p) for p in problems if "rule" in p.code or "failed" in p.message]
    assert failed == []
    assert all("\n" not in str(problem) for problem in problems)


def check_claims(catalog: Catalog) -> None:
    texts = {reading.post.file: reading.post.source.text for reading in catalog.readings}
    for claim in catalog.claims:
        e = claim.evidence
        if e is not None:
            assert texts[e.file][e.start : e.end] == e.quote
            assert len(e.quote) <= 5000
    slugs = [work.id for work in catalog.works]
    assert sites.same_but_for_case(set(slugs)) == []
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize("case", HEAVY, ids=lambda case: case.id)
def test_a_large_case_alone_becomes_triples_in_time(
    case: Case, tmp_path: Path, lexicon: Lexicon
) -> None:
    plant([case], tmp_path / "posts")
    with measured() as cost:
        catalog, problems = collected(tmp_path / "posts", lexicon)
        check_triples(catalog, problems)
    check_problems(problems)
    check_claims(catalog)
    assert cost.megabytes <= MAX_MEGABYTES


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_of_small_cases_becomes_triples(
    group: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    cases = [case for case in LIGHT if case.id.startswith(f"{group}/")]
    plant(cases, tmp_path / "posts")
    with measured() as cost:
        catalog, problems = collected(tmp_path / "posts", lexicon)
        check_triples(catalog, problems)
        Index.create(catalog, meta={}).close()
    check_problems(problems)
    check_claims(catalog)
    assert cost.megabytes <= MAX_MEGABYTES


@pytest.mark.parametrize("name", DENSE)
def test_the_site_of_a_post_dense_with_marks_is_made_in_time(
    name: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    (case,) = (case for case in CASES if case.id == f"bodies/{name}")
    plant([case], tmp_path / "posts")
    catalog, _ = collected(tmp_path / "posts", lexicon)
    with measured() as cost:
        publish_site(catalog, INFO, tmp_path / "site")
    assert cost.megabytes <= MAX_MEGABYTES
    assert list(sites.faults(tmp_path / "site"))[:5] == []


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name)
def test_a_dump_alone_becomes_triples(dump: Dump, tmp_path: Path, lexicon: Lexicon) -> None:
    path = plant_dump(dump, tmp_path)
    catalog, problems = collected(path, lexicon)
    check_triples(catalog, problems)
    check_problems(problems)
    check_claims(catalog)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name)
def test_a_dump_is_imported_without_loss_and_inside_its_folder(dump: Dump, tmp_path: Path) -> None:
    path = plant_dump(dump, tmp_path)
    folder = tmp_path / "imported"
    if dump.posts == 0:
        with pytest.raises(PaperkgError, match=path.name) as caught:
            import_dump(path, folder)
        assert "\n" not in str(caught.value)
        assert not folder.exists() or not any(folder.iterdir())
        return
    if dump.name == "no-marker":
        return
    import_dump(path, folder)
    names = [p.name for p in folder.iterdir()]
    assert sites.same_but_for_case(set(names)) == []
    assert all(name.isascii() and len(name) <= 150 for name in names)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["imported", path.name])
    assert restore_dump(folder).encode() == path.read_bytes().removeprefix(b"\xef\xbb\xbf")
