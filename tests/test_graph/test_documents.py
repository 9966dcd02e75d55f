"""Twins and the description of the dataset."""

from __future__ import annotations

from collections import Counter

import factory
import pytest

from paperkg.graph import (
    Dump,
    backlink,
    build_quads,
    describe,
    describe_dataset,
    fingerprint,
    without_provenance,
)
from paperkg.graph.terms import value_of
from paperkg.model.dataset import DatasetInfo, source_date
from paperkg.vocab import DCAT, DCTERMS, ONTOLOGY, PKG, RDF, SPDX, VOID, Iris, is_declared

IRIS = Iris()
DUMPS = (
    Dump("dumps/paperkg.ttl", 1234, "ab" * 32, ".ttl"),
    Dump(
        "dumps/paperkg-full.nq.gz", 99, "cd" * 32, ".nq", full=True, compressed="application/gzip"
    ),
)


@pytest.fixture(scope="module")
def quads():
    return build_quads(factory.small())


@pytest.fixture(scope="module")
def described(quads):
    return describe_dataset(quads, DatasetInfo(endpoint_url="https://example.org/sparql"), DUMPS)


def values(quads, subject, predicate):
    return [o for s, p, o, _ in quads if s == f"<{subject}>" and p == f"<{predicate}>"]


def test_all_documents_together_are_the_graph(quads):
    documents = describe(quads, IRIS)
    assert {quad for document in documents.values() for quad in document} == set(quads)


def test_every_resource_has_a_document_that_describes_it(quads):
    documents = describe(quads, IRIS)
    for s, _, _, g in quads:
        document = s[1:-1].partition("#")[0]
        if not g.endswith("ontology>"):
            assert any(quad[0] == s for quad in documents[document])
    assert all(IRIS.parse(document) for document in documents)


def test_a_paper_s_document_holds_its_claims_and_authorships(quads):
    document = describe(quads, IRIS)[IRIS.paper("bert")]
    subjects = {quad[0] for quad in document}
    assert f"<{IRIS.authorship('bert', 1)}>" in subjects
    assert any("/claim/" in s for s in subjects)
    assert ONTOLOGY in describe(quads, IRIS)


def test_documents_point_back():
    quads = backlink(IRIS.paper("bert"), IRIS, "ttl")
    assert ("<https://w3id.org/paperkg/paper/bert.ttl>", f"<{VOID.inDataset}>") in {
        q[:2] for q in quads
    }


@pytest.mark.parametrize("part", ["", "everything"])
def test_counts_are_those_of_the_data(quads, described, part):
    data = {q[:3] for q in (quads if part else without_provenance(quads))}
    dataset = IRIS.dataset(part)

    def counted(predicate):
        (found,) = values(described, dataset, predicate)
        return int(value_of(found))

    assert counted(VOID.triples) == len(data)
    assert counted(VOID.distinctSubjects) == len({s for s, _, _ in data})
    assert counted(VOID.distinctObjects) == len({o for _, _, o in data})
    assert counted(VOID.entities) == len({s for s, _, _ in data if s.startswith(f"<{IRIS.base}")})
    assert counted(VOID.properties) == len({p for _, p, _ in data})
    classes = Counter(o for _, p, o in data if p == f"<{RDF.type}>")
    assert counted(VOID.classes) == len(classes)
    partitions = {}
    for partition in values(described, dataset, VOID.classPartition):
        (found,) = values(described, partition[1:-1], VOID["class"])
        partitions[found] = int(value_of(values(described, partition[1:-1], VOID.entities)[0]))
    assert partitions == dict(classes)
    for partition in values(described, dataset, VOID.propertyPartition):
        (found,) = values(described, partition[1:-1], VOID.property)
        triples = [(s, o) for s, p, o in data if p == found]
        want = [len(triples), len({s for s, _ in triples}), len({o for _, o in triples})]
        names = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
        have = [int(value_of(values(described, partition[1:-1], n)[0])) for n in names]
        assert have == want, found


def test_vocabularies_are_exactly_those_used(quads, described):
    data = without_provenance(quads)
    terms = {p for _, p, _, _ in data} | {o for _, p, o, _ in data if p == f"<{RDF.type}>"}
    spaces = {t[1 : max(t.rfind("/"), t.rfind("#")) + 1] for t in terms}
    assert {v[1:-1] for v in values(described, IRIS.dataset(), VOID.vocabulary)} == spaces


def test_dumps_are_described(described):
    (part,) = values(described, IRIS.dataset(), DCAT.distribution)
    address = "<https://w3id.org/paperkg/dumps/paperkg.ttl>"
    assert values(described, part[1:-1], DCAT.downloadURL) == [address]
    assert values(described, IRIS.dataset(), VOID.dataDump) == [address]
    assert value_of(values(described, part[1:-1], DCAT.byteSize)[0]) == "1234"
    (checksum,) = values(described, part[1:-1], SPDX.checksum)
    assert value_of(values(described, checksum[1:-1], SPDX.checksumValue)[0]) == "ab" * 32
    (full,) = values(described, IRIS.dataset("everything"), DCAT.distribution)
    assert values(described, full[1:-1], DCAT.compressFormat)


def test_everything_is_licensed(described):
    for kind in (DCAT.Distribution, DCAT.Dataset, DCAT.Catalog, DCAT.DataService):
        subjects = {s for s, p, o, _ in described if p == f"<{RDF.type}>" and o == f"<{kind}>"}
        assert subjects
        for subject in subjects:
            (licence,) = values(described, subject[1:-1], DCTERMS.license)
            assert licence.startswith(("<https://", "<http://rightsstatements.org/vocab/"))
            assert values(described, subject[1:-1], DCTERMS.title)


def test_the_published_hash(quads, described):
    (checksum,) = values(described, IRIS.dataset("everything"), SPDX.checksum)
    found = values(described, checksum[1:-1], SPDX.checksumValue)
    assert value_of(found[0]) == fingerprint(quads)


def test_links_out_are_counted(quads, described):
    linkset = IRIS.dataset("links-arxiv")
    (found,) = values(described, linkset, VOID.triples)
    assert int(value_of(found)) == 2
    assert values(described, linkset, VOID.objectsTarget) == ["<https://arxiv.org/>"]


def test_the_version_has_an_iri_of_its_own(described):
    (version,) = values(described, IRIS.dataset(), DCAT.hasCurrentVersion)
    assert values(described, version[1:-1], DCAT.isVersionOf) == [f"<{IRIS.dataset()}>"]


def test_the_description_is_valid(described):
    for s, p, o, g in described:
        assert g == ""
        assert s.startswith(f"<{IRIS.base}")
        assert is_declared(p[1:-1])
        assert not o.startswith("_:")
        if p == f"<{RDF.type}>":
            assert is_declared(o[1:-1])
    assert PKG.Paper


def test_dates_come_from_the_settings_or_the_epoch(quads):
    assert values(describe_dataset(quads), IRIS.dataset(), DCTERMS.modified) == []
    info = DatasetInfo(modified=source_date({"SOURCE_DATE_EPOCH": "0"}), issued="yesterday")
    described = describe_dataset(quads, info)
    assert value_of(values(described, IRIS.dataset(), DCTERMS.modified)[0]) == "1970-01-01"
    assert values(described, IRIS.dataset(), DCTERMS.issued) == []
    for junk in ("", "x", "-1", "9" * 40, "١٢"):
        assert source_date({"SOURCE_DATE_EPOCH": junk}) == ""


def test_an_empty_dataset_can_be_described():
    assert describe_dataset(())
