"""What the explorer is given: every work and link, no sentence in the index, within its budget."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from bench.synthetic import synthetic_catalog
from hypothesis import given
from hypothesis import strategies as st

from paperkg.publish.explorer import DIGITS, INDEX, explorer_files, explorer_page, pack, plain_slug
from paperkg.publish.pages import Bench
from paperkg.publish.places import Places
from paperkg.publish.proof import Prover
from paperkg.publish.view import View
from paperkg.resolve import slug
from paperkg.vocab import Iris

from .conftest import INFO


def bench_of(catalog) -> Bench:
    view, places = View(catalog), Places(Iris(INFO.base_iri))
    return Bench(view, places, Prover(view, places), frozenset())


def files_of(catalog) -> dict[str, bytes]:
    return {file.path: file.data for file in explorer_files(bench_of(catalog))}


def unpack(planes):
    base, *digits = planes
    return [
        sum(DIGITS.index(p[i]) * base**k for k, p in enumerate(digits))
        for i in range(len(digits[0]))
    ]


def rows(column, *, rising=False):
    values, lengths = iter(unpack(column["v"])), unpack(column["n"])
    if not rising:
        return [[next(values) for _ in range(length)] for length in lengths]
    result = [[] for _ in lengths]
    for step in range(max(lengths, default=0)):
        for row, length in zip(result, lengths, strict=True):
            if step < length:
                row.append(next(values) + (row[-1] if row else 0))
    return result


def index_of(files):
    text = files[INDEX].decode()
    return json.loads(re.fullmatch(r"window\.PAPERKG_GRAPH=(.*);\n", text)[1])


@given(st.lists(st.integers(0, 10**6), max_size=40), st.booleans())
def test_packed_numbers_come_back(numbers, even):
    packed = pack(numbers, even=even)
    assert unpack(packed) == numbers
    assert all(json.dumps(plane) == f'"{plane}"' for plane in packed[1:])


def test_digits_can_stand_in_a_script():
    assert len(set(DIGITS)) == 90
    assert not set(DIGITS) & set('<\\"')


@given(st.text(max_size=20))
def test_a_slug_that_is_told_from_a_name_is_ascii(name):
    assert re.fullmatch(r"[a-z0-9-]*", plain_slug(name))


def test_slugs_of_plain_names_need_no_room():
    for name in ("BERT", "GPT-2", "Émile Zola", "Attention Is All You Need"):
        assert plain_slug(name) == slug(name)


def test_index_holds_every_work_and_link_and_no_sentence(catalog):
    files = files_of(catalog)
    index = index_of(files)
    names = index["names"].split("\n")
    assert sorted(names) == sorted(w.name for w in catalog.works)
    titles = dict(zip(names, index["titles"].split("\n"), strict=True))
    assert titles["Transformer"] == "Attention Is All You Need"
    concepts = index["concepts"]["names"].split("\n")
    having = dict(zip(names, rows(index["has"], rising=True), strict=True))
    assert {concepts[c] for c in having["Transformer"]} == {
        "self-attention",
        "multi-head attention",
    }
    authors = index["authors"]["names"].split("\n")
    assert [authors[a] for a in dict(zip(names, rows(index["by"]), strict=True))["BERT"]] == [
        "Jacob Devlin",
        "Ming-Wei Chang",
    ]
    kinds = iter(unpack(index["kinds"]))
    found = {
        (names[later], tuple(index["types"][next(kinds)]), names[earlier])
        for later, targets in enumerate(rows(index["links"], rising=True))
        for earlier in targets
    }
    assert found == {
        ("BERT", ("uses",), "Transformer"),
        ("RoBERTa", ("extends", "variant_of"), "BERT"),
        ("Transformer", ("extends",), "RNNsearch"),
    }
    assert b"encoder of the" not in files[INDEX]
    assert b"BERT uses the encoder of the Transformer." in files["data/evidence-000.js"]
    assert b"@misc{bert," in files["data/evidence-000.js"]


def test_evidence_tells_what_turtle_needs(catalog):
    view, places = View(catalog), Places(Iris(INFO.base_iri), claims=False)
    bench = Bench(view, places, Prover(view, places), frozenset())
    ids = {claim.id: claim for claim in catalog.claims}
    found = {c[9]: c for c in claims_of({f.path: f.data for f in explorer_files(bench)})}
    assert found
    for ident, row in found.items():
        assert (row[8] or row[1]) == ids[ident].evidence.quote
    assert any(row[8] for row in found.values())  # one with markup in it
    assert all(len(c) <= 9 for c in claims_of(files_of(catalog)))


def claims_of(files):
    for path, data in files.items():
        if path != INDEX:
            for _, links in json.loads(re.search(rb"\]=(.*);\n", data)[1]):
                for _, *claims in links:
                    yield from claims


def test_years_are_runs_in_the_order_of_works(catalog):
    index = index_of(files_of(catalog))
    years = [year for year, number in index["years"] for _ in range(number)]
    by_name = {w.name: w.year or 0 for w in catalog.works}
    assert years == [by_name[name] for name in index["names"].split("\n")]
    assert years == sorted(years)


def test_files_are_scripts_without_markup(catalog):
    for data in files_of(catalog).values():
        assert b"<" not in data
        assert re.match(rb"window\.PAPERKG_GRAPH=|\(window\.PAPERKG_EVIDENCE=", data)


def test_page_names_the_index_and_every_relation_of_lineage(catalog):
    words = explorer_page(bench_of(catalog), "en").context["words"]
    assert words["index"] == INDEX
    assert [r[0] for r in words["relations"]] == [
        "extends",
        "variant_of",
        "uses",
        "component",
        "builds_on",
    ]
    assert all(r[5].startswith(words["ontology"]) for r in words["relations"])


@pytest.mark.parametrize(("papers", "most"), [(40, 5_000), (2_000, 60_000), (20_000, 600_000)])
def test_index_is_small(papers, most):
    catalog = synthetic_catalog(papers)
    files = files_of(catalog)
    assert len(gzip.compress(files.pop(INDEX), 9, mtime=0)) <= most
    assert max(map(len, files.values())) <= 40_000
    assert len(files) <= papers / 30 + 2
    if papers < 20_000:
        again = synthetic_catalog(papers)
        assert again == catalog
        assert files_of(again).items() >= files.items()


def test_nothing_at_all_makes_an_index_too():
    from paperkg.model import Catalog

    index = index_of(files_of(Catalog((), (), (), (), (), ())))
    assert unpack(index["chunks"]) == []
    assert unpack(index["kinds"]) == []
