"""Closed namespaces, and IRIs that are minted in one place."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.errors import VocabularyError
from paperkg.vocab import (
    NAMESPACES,
    PKG,
    PREFIXES,
    RDF,
    Iris,
    Ref,
    is_declared,
    post_slug,
    safe_slug,
)


def test_a_declared_term_is_its_iri():
    assert PKG.buildsOn == "https://w3id.org/paperkg/ontology#buildsOn"
    assert RDF["type"] == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert is_declared(PKG.Paper)
    assert not is_declared(PKG.iri + "hasArXivId")


def test_an_undeclared_term_is_an_error():
    with pytest.raises(VocabularyError) as caught:
        _ = PKG.hasArXivID
    assert caught.value.term == "pkg:hasArXivID"
    assert isinstance(caught.value, AttributeError)
    assert not hasattr(PKG, "builds_on")
    assert len(PKG) == len(set(PKG))
    assert "Paper" in PKG
    assert 3 not in PKG
    assert repr(PKG).startswith("Namespace('pkg'")


def test_namespaces_can_be_copied():
    assert copy.copy(PKG) is not None
    assert pickle.loads(pickle.dumps(PKG)).Paper == PKG.Paper


def test_prefixes_are_unique():
    assert len(PREFIXES) == len(NAMESPACES)
    assert len(set(PREFIXES.values())) == len(NAMESPACES)


def test_vocab_needs_no_rdf_library():
    code = "import sys, paperkg.vocab; print({'rdflib', 'pyoxigraph'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    "base",
    [
        "",
        "x",
        "ftp://x.org/",
        "http://",
        "http://u:p@x.org/",
        "http://x.org/?q=",
        "http://x.org/#",
        "http://x.org:0/",
        "http://x.org:x/",
        "http://x.org/../",
        "http://x org/",
        "http://x.org/é/",
        "http://x.org/> <http://evil/",
    ],
)
def test_bases_that_are_none(base):
    with pytest.raises(VocabularyError, match="base IRI"):
        Iris(base)


def test_bases():
    assert Iris("http://x.org").base == "http://x.org/"
    assert Iris("http://localhost:8000/a/b/").base == "http://localhost:8000/a/b/"


@pytest.mark.parametrize(
    "kind", ["paper", "author", "concept", "category", "post", "claim", "rule"]
)
@given(ident=st.text(min_size=1, max_size=90))
def test_any_id_makes_a_valid_iri_that_leads_back(kind, ident):
    iris = Iris()
    iri = iris.mint(kind, ident)
    ox.NamedNode(iri)
    ref = iris.parse(iri)
    assert ref is not None
    assert ref.kind == kind
    assert iri == f"{iris.base}{kind}/{ref.slug}"
    assert ref.slug.isascii()
    assert ref.slug == ref.slug.lower()
    assert len(ref.slug) <= 80
    assert iris.page(iri) == f"{kind}/{ref.slug}.html"


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_ids_make_different_iris(one, other):
    if one != other:
        assert safe_slug(one) != safe_slug(other)
        assert post_slug(one) != post_slug(other)


def test_posts_that_look_alike_stay_apart():
    names = [
        "a-b.md",
        "a/b.md",
        "a_b.md",
        "A-b.md",
        "a-b.txt",
        "a-b",
        "a--b.md",
        "a.md/b.md",
        "a b.md",
    ]
    names += [
        "index.md",
        "con.md",
        "dump.txt#1",
        "dump.txt#11",
        "dump.txt",
        "index",
        "ä.md",
        "a.md",
    ]
    names += [post_slug(name) + ".md" for name in names]
    slugs = {post_slug(name) for name in names}
    assert len(slugs) == len(set(names))
    assert not slugs & {"index", "con"}


def test_parts_and_paths():
    iris = Iris("https://example.org/kg/")
    assert iris.dataset() == "https://example.org/kg/dataset"
    assert iris.page(iris.dataset("publisher")) == "dataset.html"
    assert iris.twin(iris.run("a.b_c:d"), "ttl") == "rule/a-b-c-d.ttl"
    assert iris.document(iris.authorship("t5", 2)) == iris.paper("t5")
    assert iris.parse(iris.authorship("t5", 2)) == Ref("paper", "t5", "author-2")
    assert iris.twin(PKG.buildsOn, "ttl") == "ontology.ttl"
    assert iris.graph("asserted") == "https://example.org/kg/graph/asserted"
    assert set(iris.prefixes) >= {"paper", "author", "claim"}
    for foreign in ("https://example.org/", "https://example.org/kg/paper/", "x"):
        assert iris.parse(foreign) is None
    for odd in ("paper/../x", "paper/A", "paper/a/b", "nothing/a", "dataset/", ""):
        assert iris.parse(iris.base + odd) is None
    with pytest.raises(VocabularyError):
        iris.page("https://elsewhere.org/")


def test_what_cannot_be_minted():
    iris = Iris()
    for call in (
        lambda: iris.mint("film", "x"),
        lambda: iris.paper(""),
        lambda: iris.graph("secret"),
        lambda: iris.dataset("a b"),
    ):
        with pytest.raises(VocabularyError):
            call()
