"""SPARQL 1.1 Protocol, the query half: what its conformance tests ask for, in words of our own."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from paperkg.graph import parse_quads
from paperkg.store import RemoteStore, Table, load_examples, open_store
from test_serve.server import BASE, JSON, get_query

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
XML = "application/sparql-results+xml"
ASSERTED, CURATED, ONTOLOGY = (f"{BASE}graph/{n}" for n in ("asserted", "curated", "ontology"))
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"


def is_true(reply):
    assert reply.status == 200, reply.body
    if reply.type == XML:
        root = ET.fromstring(reply.body)
        return root.findtext("{http://www.w3.org/2005/sparql-results#}boolean") == "true"
    return json.loads(reply.body)["boolean"] is True


def count(reply):
    assert reply.status == 200, reply.body
    return int(reply.rows[0]["n"])


@pytest.fixture(scope="module")
def sizes(server):
    """How many triples each graph has, by the file that was published."""
    quads = ox.parse(server.get("/data/everything.nq").body, format=ox.RdfFormat.N_QUADS)
    found = {}
    for quad in quads:
        found[quad.graph_name.value] = found.get(quad.graph_name.value, 0) + 1
    return found


# --- three ways to ask


def test_get(server):
    assert is_true(server.get(get_query("ASK {}"), JSON))


def test_post_of_a_form(server):
    assert is_true(server.ask("POST", "/sparql", {**FORM, "Accept": JSON}, "query=ASK%20%7B%7D"))


def test_post_of_the_query_itself(server):
    assert is_true(server.ask("POST", "/sparql", {**DIRECT, "Accept": JSON}, "ASK {}"))


def test_parameters_of_content_types_do_not_matter(server):
    for kind, body in ((DIRECT, "ASK {}"), (FORM, "query=ASK+%7B%7D")):
        headers = {"Content-Type": f"{kind['Content-Type'].upper()}; charset=UTF-8"}
        assert is_true(server.ask("POST", "/sparql", headers, body))


def test_characters_beyond_ascii_arrive(server):
    query = 'SELECT ("Übergrößen 漢字 😀" AS ?x) {}'
    expected = [{"x": "Übergrößen 漢字 😀"}]
    assert server.get(get_query(query), JSON).rows == expected
    assert server.query(query).rows == expected
    assert server.ask("POST", "/sparql", DIRECT, query.encode()).rows == expected


# --- the dataset


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_one_default_graph(server, sizes, method):
    found = by(server, method, COUNT, {"default-graph-uri": ASSERTED})
    assert count(found) == sizes[ASSERTED]


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_two_default_graphs_are_merged(server, sizes, method):
    found = by(server, method, COUNT, {"default-graph-uri": [ASSERTED, CURATED]})
    assert count(found) == sizes[ASSERTED] + sizes[CURATED]


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_named_graphs_are_those_that_are_named(server, method):
    found = by(server, method, NAMES, {"named-graph-uri": [ASSERTED, ONTOLOGY]})
    assert {row["g"] for row in found.rows} == {ASSERTED, ONTOLOGY}


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_default_and_named_graphs(server, sizes, method):
    dataset = {"default-graph-uri": [ASSERTED, CURATED], "named-graph-uri": [ONTOLOGY]}
    query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    found = by(server, method, query, dataset)
    assert count(found) == sizes[ASSERTED] + sizes[CURATED] + sizes[ONTOLOGY]


@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_the_request_overrides_the_query(server, sizes, method):
    query = f"SELECT (COUNT(*) AS ?n) FROM <{ONTOLOGY}> {{ ?s ?p ?o }}"
    assert count(by(server, method, query, {})) == sizes[ONTOLOGY]
    found = by(server, method, query, {"default-graph-uri": ASSERTED})
    assert count(found) == sizes[ASSERTED]


def test_from_and_from_named(server, sizes):
    query = f"SELECT (COUNT(*) AS ?n) FROM NAMED <{ASSERTED}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert count(server.query(query)) == sizes[ASSERTED]
    nothing = f"SELECT (COUNT(*) AS ?n) FROM NAMED <{ASSERTED}> {{ ?s ?p ?o }}"
    assert count(server.query(nothing)) == 0


def test_only_named_graphs_leave_the_default_graph_empty(server):
    assert count(server.query(COUNT, **{"named-graph-uri": ASSERTED})) == 0
    assert count(server.query(COUNT_NAMED, **{"default-graph-uri": ASSERTED})) == 0


def test_without_a_dataset_the_default_graph_is_the_union(server, sizes):
    assert count(server.query(COUNT)) == sum(sizes.values())
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    assert count(server.query(distinct)) == sum(sizes.values())
    assert {row["g"] for row in server.query(NAMES).rows} == set(sizes)


def test_a_graph_that_is_not_there_is_empty(server):
    assert count(server.query(COUNT, **{"default-graph-uri": "file:///etc/passwd"})) == 0


def by(server, method, query, dataset):
    fields = urlencode(dataset, doseq=True, quote_via=quote)
    if method == "get":
        return server.get(get_query(query, **dataset), JSON)
    if method == "form":
        return server.query(query, **dataset)
    return server.ask("POST", f"/sparql?{fields}", {**DIRECT, "Accept": JSON}, query)


# --- forms of answers

SELECT = "SELECT ?s ?o { ?s <http://purl.org/dc/terms/title> ?o } ORDER BY ?o LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (XML, XML),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("application/xml", "application/xml"),
        (f"{JSON};q=0.3, {XML};q=0.6", XML),
        (f"{JSON};q=0, */*", XML),
        ("text/turtle, */*;q=0.1", JSON),
        ("text/csv, */*", "text/csv"),
    ],
)
@pytest.mark.parametrize("query", [SELECT, "ASK { ?s ?p ?o }"])
def test_forms_of_tables(server, query, accept, kind):
    found = server.get(get_query(query), accept)
    assert (found.status, found.type) == (200, kind)
    assert "Accept" in found.headers["Vary"]
    assert found.headers["Access-Control-Allow-Origin"] == "*"
    if query != SELECT:
        assert b"true" in found.body
    elif "json" in kind:
        assert len(found.rows) == 3
    elif "xml" in kind:
        space = "{http://www.w3.org/2005/sparql-results#}"
        assert len(ET.fromstring(found.body).findall(f".//{space}result")) == 3
    else:
        assert found.headers["Content-Type"].endswith("charset=utf-8")
        assert len(found.body.decode().splitlines()) == 4


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        (None, "text/turtle", ox.RdfFormat.TURTLE),
        ("text/turtle", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        (f"{JSON}, text/turtle;q=0.1", "text/turtle", ox.RdfFormat.TURTLE),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{BASE}paper/bert>"])
def test_forms_of_graphs(server, query, accept, kind, form):
    found = server.get(get_query(query), accept)
    assert (found.status, found.type) == (200, kind)
    triples = list(ox.parse(found.body, format=form))
    assert len(triples) == 5 or query != CONSTRUCT
    assert triples


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, JSON), ("ASK {}", "image/png")]
)
def test_a_form_that_there_is_not(server, query, accept):
    assert server.get(get_query(query), accept).status == 406


def test_head(server):
    found = server.ask("HEAD", get_query("ASK {}"), {"Accept": JSON})
    assert (found.status, found.type, found.body) == (200, JSON, b"")


def test_prefixes_of_the_dataset_need_no_declaration(server):
    assert is_true(server.query("ASK { paper:bert a pkg:Paper }"))


# --- requests that are wrong


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("PUT", "/sparql?query=ASK%20%7B%7D", {}, None, 405),
        ("DELETE", "/sparql?query=ASK%20%7B%7D", {}, None, 405),
        ("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", {}, None, 400),
        ("POST", "/sparql", FORM, "query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400),
        ("POST", "/sparql?query=ASK%20%7B%7D", DIRECT, "ASK {}", 400),
        ("POST", "/sparql?query=ASK%20%7B%7D", FORM, "", 400),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, "ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "application/json"}, '{"query": "ASK {}"}', 415),
        ("POST", "/sparql", {}, "query=ASK%20%7B%7D", 415),
        ("POST", "/sparql", {}, "ASK {}", 415),
        ("POST", "/sparql", {**DIRECT, "Content-Encoding": "gzip"}, "ASK {}", 415),
        ("POST", "/sparql", DIRECT, "ASK {}".encode("utf-16"), 400),
        ("POST", "/sparql", DIRECT, b"SELECT ('\xff' AS ?x) {}", 400),
        ("POST", "/sparql", FORM, b"query=ASK%20%7B%7D%20%23%ff", 400),
        ("GET", "/sparql?query=ASK%20%7B", {}, None, 400),
        ("GET", "/sparql?query=", {}, None, 400),
        ("GET", "/sparql?default-graph-uri=x%3Ay", {}, None, 400),
        ("GET", "/sparql?q=ASK%20%7B%7D", {}, None, 400),
        ("POST", "/sparql", FORM, "", 400),
        ("POST", "/sparql", DIRECT, "", 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=no%20iri", {}, None, 400),
        ("GET", "/sparql?" + "&".join(f"p{i}=1" for i in range(300)), {}, None, 400),
    ],
)
def test_a_wrong_request_is_refused_with_a_reason(server, method, path, headers, body, status):
    found = server.ask(method, path, headers, body)
    assert (found.status, found.type) == (status, "text/plain")
    assert len(found.body) > 10


def test_a_syntax_error_names_its_place(server):
    found = server.query("SELECT *\nWHERE { ?s ?p }")
    assert found.status == 400
    assert found.body.startswith(b"error at 2:")


UPDATE = "INSERT DATA { <x:s> <x:p> <x:o> }"


@pytest.mark.parametrize(
    ("method", "path", "headers", "body"),
    [
        ("GET", f"/sparql?update={quote(UPDATE)}", {}, None),
        ("GET", f"/sparql?query={quote(UPDATE)}", {}, None),
        ("POST", "/sparql", FORM, urlencode({"update": UPDATE})),
        ("POST", "/sparql", FORM, urlencode({"query": UPDATE})),
        ("POST", "/sparql", FORM, urlencode({"query": "ASK {}", "update": UPDATE})),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, UPDATE),
        ("POST", "/sparql", DIRECT, UPDATE),
        ("POST", "/sparql", DIRECT, f"PREFIX x: <x:> {UPDATE}"),
        ("POST", "/sparql", DIRECT, "DROP ALL"),
        ("POST", "/sparql", DIRECT, "LOAD <file:///etc/passwd>"),
        ("POST", "/sparql", FORM, urlencode({"update": UPDATE, "using-graph-uri": "x:g"})),
    ],
)
def test_updates_are_refused_every_way(server, method, path, headers, body):
    found = server.ask(method, path, headers, body)
    assert found.status in (400, 403)
    assert b"updates are not allowed" in found.body
    assert not is_true(server.query("ASK { <x:s> ?p ?o }"))


# --- the same answers as from anybody else


@pytest.fixture(scope="module")
def embedded(server):
    with open_store(parse_quads(server.get("/data/everything.nq").body, ".nq")) as store:
        yield store


@pytest.mark.parametrize("example", load_examples(), ids=lambda e: e.name)
def test_examples_have_the_rows_of_the_embedded_store(server, embedded, example):
    expected = embedded.query(example.query)
    found = RemoteStore(f"{server.address}sparql", environ={}).query(example.query)
    if isinstance(expected, Table):
        assert found.columns == expected.columns
        assert Counter(found.rows) == Counter(expected.rows)
    else:
        assert found.quads == expected.quads


# --- the description


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, ox.RdfFormat.TURTLE),
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_the_service_describes_itself(server, sizes, accept, form):
    found = server.get("/sparql", accept)
    assert (found.status, found.type) == (200, form.media_type)
    store = ox.Store()
    store.load(found.body, format=form)
    assert not any(isinstance(t, ox.BlankNode) for q in store for t in (q.subject, q.object))
    sd, void = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
    ask = f"""PREFIX sd: <{sd}> PREFIX void: <{void}> ASK {{
      ?service a sd:Service ; sd:endpoint <{server.address}sparql> ;
        sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ;
        sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ;
        sd:defaultDataset ?data . ?data a sd:Dataset ; sd:defaultGraph ?union .
      ?union a sd:Graph ; void:triples {sum(sizes.values())} }}"""
    assert store.query(ask)
    rows = store.query(
        f"PREFIX sd: <{sd}> PREFIX void: <{void}> SELECT ?name ?n {{"
        " ?data sd:namedGraph ?g . ?g a sd:NamedGraph ; sd:name ?name ; sd:graph ?content ."
        " ?content a sd:Graph ; void:triples ?n }"
    )
    assert {row["name"].value: int(row["n"].value) for row in rows} == sizes


def test_people_are_shown_the_query_page(server):
    found = server.get("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (found.status, found.headers["Location"]) == (303, "/sparql.html")
    assert server.get("/sparql", "image/png").status == 406


# --- limits that are told


@pytest.mark.parametrize(
    ("accept", "note"),
    [
        (JSON, b'"note": "the answer was cut off after 100 rows'),
        (XML, b"<!-- the answer was cut off after 100 rows"),
        ("text/csv", b""),
        ("text/tab-separated-values", b""),
    ],
)
def test_a_long_answer_is_cut_off_and_says_so(strict, accept, note):
    found = strict.query("SELECT * { ?s ?p ?o }", accept)
    assert found.status == 200
    assert found.headers["X-Paperkg-Truncated"] == "rows=100"
    assert note in found.body
    if accept == JSON:
        assert len(found.rows) == 100
    elif accept == XML:
        ET.fromstring(found.body)
    else:
        assert len(found.body.decode().splitlines()) == 101
    whole = strict.query("SELECT * { ?s ?p ?o } LIMIT 100", accept)
    assert "X-Paperkg-Truncated" not in whole.headers
    assert b"cut off" not in whole.body


@pytest.mark.parametrize("suffix", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_a_large_graph_is_cut_off_and_says_so(strict, suffix):
    found = strict.query("CONSTRUCT WHERE { ?s ?p ?o }", suffix)
    assert found.headers["X-Paperkg-Truncated"] == "triples=100"
    assert (b"cut off after 100 triples" in found.body) == (suffix != "application/n-triples")
    form = ox.RdfFormat.from_media_type(suffix)
    assert len(list(ox.parse(found.body, format=form))) == 100
