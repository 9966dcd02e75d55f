"""Terms: what becomes an IRI, what becomes a literal, and what becomes neither."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.graph.terms import (
    arxiv_iri,
    clean,
    date,
    doi_iri,
    label,
    language_tag,
    split_literal,
    string,
    value_of,
    web_iri,
    year,
)

ANY = st.text(st.characters(), max_size=80)


@given(ANY)
def test_strings_are_written_as_oxigraph_writes_them(text):
    if "\0" in text or "\ufffe" in text or "\uffff" in text or not text.isprintable():
        text = "".join(
            c for c in text if c not in "\0\ufffe\uffff" and not "\ud800" <= c < "\ue000"
        )
    assert string(text) == str(ox.Literal(text))


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_makes_a_literal_that_parses_and_comes_back(text):
    term = string(text)
    line = f"<http://e/s> <http://e/p> {term} .\n".encode()
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    assert quad.object.value == value_of(term)
    safe = all(not "\ud800" <= c < "\ue000" and c not in "\0\ufffe\uffff" for c in text)
    if safe:
        assert value_of(term) == text


@given(ANY)
def test_cleaning_is_idempotent_and_leaves_one_line(text):
    once = clean(text)
    assert clean(once) == once
    assert "\n" not in once
    assert "\u202e" not in once


@given(
    st.text(st.sampled_from('htps:/.aé \\<>"{}|^`%#?[]@\u202e\u3000\ud800\ue000x0'), max_size=30)
)
def test_what_is_taken_as_an_address_every_parser_takes(tail):
    for text in (tail, "http://e.org/" + tail, "https://" + tail):
        term = web_iri(text)
        if term:
            ox.NamedNode(term[1:-1])
            line = f"<http://e/s> <http://e/p> {term} .".encode()
            assert len(list(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/abs/1706.03762v5",
        "http://example.org",
        "http://example.org:8080/a?b=c#d",
        "https://de.wikipedia.org/wiki/Überanpassung",
        "https://x.org/a%20b",
        "https://x.org/a_(b)",
    ],
)
def test_addresses(text):
    assert web_iri(text) == f"<{text}>"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ftp://x.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.org",
        "http://",
        "http:///x",
        "http://a b",
        "http://x.org/<",
        "http://x.org/%zz",
        "http://x.org/%",
        "http://user:pw@x.org/",
        "http://x.org:99999/",
        "http://x.org/\u202e",
        "http://x.org/[",
        "http://x.org/" + "a" * 3000,
        "http://x.org/> <http://evil.example/p> <http://evil.example/o",
    ],
)
def test_no_addresses(text):
    assert web_iri(text) == ""


def test_identifiers():
    assert arxiv_iri("1706.03762")
    assert arxiv_iri("cs.LG/0112017")
    assert not arxiv_iri("1706.03762v5")
    assert not arxiv_iri("1706.03762> <x")
    assert doi_iri("10.1000/a b") == ""
    assert doi_iri("10.1/x") == ""
    assert doi_iri('10.1000/a"b>') == "<https://doi.org/10.1000/a%22b%3E>"


def test_years_dates_and_tags():
    assert year(2017).startswith('"2017"^^')
    assert year(800).startswith('"0800"')
    assert year(0) == year(-5) == year(10000) == ""
    assert date("2017-02-30")  # the shape only; a calendar is not the graph's business
    assert date("2017-13-01") == date("tomorrow") == ""
    assert language_tag("de-AT") == "de-at"
    assert language_tag("english language") == "en"


def test_labels():
    assert label("  a\n b ", "en") == '"a b"@en'
    assert label("\u200b\n", "en") == ""


@given(ANY, st.sampled_from(["", "en", "de-at"]))
def test_literals_split_into_what_they_were_made_of(text, language):
    term = label(text, language)
    if term:
        assert split_literal(term) == (clean(text), language, "")
