"""Any store gives the same answer; examples return rows; formats are those of W3C."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from peers import Endpoint

from paperkg import resources
from paperkg.errors import GraphError, QueryError, SourceError, StoreError
from paperkg.graph import parse_quads
from paperkg.store import (
    Graph,
    RemoteStore,
    Table,
    create_store,
    load_examples,
    open_store,
    render_answer,
)
from paperkg.vocab import PKG, Iris

IRIS = Iris()
EXAMPLES = {example.name: example for example in load_examples()}
PARENTS = """PREFIX pkg: <https://w3id.org/paperkg/ontology#>
SELECT ?a ?b WHERE { ?a pkg:buildsOn ?b } ORDER BY ?a ?b"""


class TestAnyStore:
    def test_a_select_is_a_table(self, store):
        answer = store.query(PARENTS)
        assert isinstance(answer, Table)
        assert answer.columns == ("a", "b")
        assert answer.rows[0] == (f"<{IRIS.paper('bert')}>", f"<{IRIS.paper('transformer')}>")
        assert len(set(answer.rows)) == 4
        assert not answer.truncated

    def test_rows_can_be_limited(self, store):
        answer = store.query(PARENTS, max_rows=2)
        assert len(answer) == 2
        assert answer.truncated
        assert not store.query(PARENTS, max_rows=100).truncated

    def test_what_is_unbound_is_none(self, store):
        answer = store.query("SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) } }")
        assert answer.rows[0][1] is None
        assert answer.values() == [("1", "")]

    def test_an_ask_is_yes_or_no(self, store):
        assert store.query("ASK { ?s ?p ?o }") is True
        assert store.query("ASK { ?s <http://e/none> ?o }") is False

    def test_a_construct_is_a_graph(self, store):
        answer = store.query(
            f"CONSTRUCT {{ ?a <http://e/p> ?b }} WHERE {{ ?a <{PKG.buildsOn}> ?b }}"
        )
        assert isinstance(answer, Graph)
        assert len(answer) == 4
        assert answer.quads == tuple(sorted(answer.quads))
        assert len(answer.to_rdflib().default_graph) == 4

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_every_example_returns_rows(self, store, name):
        assert len(store.query(EXAMPLES[name].query)) > 0

    def test_a_long_query_is_answered_too(self, store):
        padding = "# " + "x" * 3000 + "\n"
        assert len(set(store.query(padding + PARENTS).rows)) == 4

    def test_texts_come_back_exactly(self, store):
        answer = store.query(r"""SELECT ?x { BIND("a\"b\\c\nd\té"@en AS ?x) }""")
        assert answer.values() == [('a"b\\c\nd\té',)]
        assert answer.rows[0][0].endswith('"@en')

    def test_an_update_is_refused(self, store):
        for update in ("DROP ALL", "LOAD <http://e/>", "PREFIX a: <b> DELETE WHERE { ?s ?p ?o }"):
            with pytest.raises(QueryError, match="updates are not allowed"):
                store.query(update)


def test_long_queries_are_posted(remote):
    Endpoint.seen.clear()
    remote.query(PARENTS)
    remote.query("# " + "x" * 3000 + "\n" + PARENTS)
    assert Endpoint.seen == ["GET", "POST"]


def test_graphs_can_be_asked_one_by_one(memory):
    asserted = IRIS.graph("asserted")
    every = memory.query("SELECT * { ?s ?p ?o }")
    one = memory.query(f"SELECT * FROM <{asserted}> {{ ?s ?p ?o }}")
    same = memory.query(f"SELECT * {{ GRAPH <{asserted}> {{ ?s ?p ?o }} }}")
    assert 0 < len(one) == len(same) < len(every)
    file = memory.query("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")
    assert len(file) == 0


def test_prefixes_need_not_be_declared(memory):
    assert len(memory.query("SELECT * { ?p a pkg:Paper }")) == 4


@pytest.mark.parametrize(
    ("query", "line", "message"),
    [
        ("SELECT * WHERE {\n ?s ?p\n}", 3, "at its end"),
        ("SELECT *\nWHERE { ?s nope:x ?o }", 2, "prefix"),
        ("SELECT ?x WHERE { ?x ?y ?z", 1, "at its end"),
        ("", 1, "SPARQL"),
        ("hello", 1, "SPARQL"),
    ],
)
def test_errors_say_where(memory, query, line, message):
    with pytest.raises(QueryError, match=message) as caught:
        memory.query(query)
    assert caught.value.line == line
    assert len(str(caught.value)) < 300


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.filterwarnings("ignore::DeprecationWarning:oxrdflib")
def test_the_rdflib_view_is_the_same_store(memory):
    import rdflib

    dataset = memory.to_rdflib()
    paper = rdflib.URIRef(IRIS.paper("t5"))
    assert len(set(dataset.objects(paper, rdflib.URIRef(PKG.buildsOn)))) == 2
    assert len(list(dataset.query("SELECT * { ?p a pkg:Paper }"))) == 4


def test_stores_on_disk(quads, tmp_path):
    folder = tmp_path / "store"
    create_store(quads, folder)
    with open_store(folder) as store:
        assert len(store) == len(quads)
        assert store.quads() == quads
    with pytest.raises(StoreError, match="not empty"):
        create_store(quads, folder)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)
    with pytest.raises(GraphError):
        open_store(tmp_path / "none.ttl")


def test_files_can_be_asked(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text("<http://e/a> <http://e/b> 1 .", encoding="utf-8")
    with open_store(path) as store:
        assert store.query("ASK { ?s ?p 1 }") is True


def test_the_store_is_at_hand(memory):
    assert isinstance(memory.oxigraph, ox.Store)


def test_examples_are_complete():
    assert len(EXAMPLES) >= 14
    for example in EXAMPLES.values():
        assert example.question.endswith(("?", "."))
        assert example.tags
        assert "#" not in example.query.splitlines()[0][:1]
        assert "PREFIX" in example.query  # they run anywhere, without our prefixes
    assert resources.path("site", "queries").is_dir()


def test_an_example_without_a_question_is_an_error(tmp_path):
    (tmp_path / "a.rq").write_text("# title: A\nASK {}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="question"):
        load_examples(tmp_path)


TERMS = (
    'SELECT ?x ?y { VALUES (?x ?y) { (<http://e/a,b> "a \\"q\\", b\\n<&>"@en) (1 UNDEF)'
    ' ("tab\\there" true) ("\\u0001]]>" "深") } }'
)


@pytest.fixture(scope="module")
def terms(memory):
    return memory.query(TERMS)


def test_json_is_read_by_another(terms):
    data = json.loads(render_answer(terms, "json"))
    assert data["head"]["vars"] == ["x", "y"]
    first = data["results"]["bindings"][0]
    assert first["x"] == {"type": "uri", "value": "http://e/a,b"}
    assert first["y"] == {"type": "literal", "value": 'a "q", b\n<&>', "xml:lang": "en"}
    assert "y" not in data["results"]["bindings"][1]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_formats_read_back_the_same(terms, form):
    text = render_answer(terms, form)
    kind = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
    parsed = ox.parse_query_results(text, kind.get(form, ox.QueryResultsFormat.TSV))
    rows = [tuple(None if t is None else str(t) for t in row) for row in parsed]
    want = [
        tuple(t.replace("\\u0001", "�") if t and form == "xml" else t for t in r)
        for r in terms.rows
    ]
    assert rows == want


def test_csv_follows_the_specification(terms):
    text = render_answer(terms, "csv")
    assert text.startswith("x,y\r\n")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1] == ["http://e/a,b", 'a "q", b\n<&>']
    assert rows[2] == ["1", ""]


def test_xml_is_well_formed(terms):
    ET.fromstring(render_answer(terms, "xml"))
    ET.fromstring(render_answer(True, "xml"))


def test_tables_are_for_people(memory, terms):
    text = render_answer(
        memory.query("SELECT ?p { ?p a pkg:Stub } ORDER BY ?p"), prefixes=IRIS.prefixes
    )
    assert text.splitlines() == ["p", "──────────", "paper:elmo", "paper:gpt", "(2 rows)"]
    shown = render_answer(terms)
    assert "\x01" not in shown
    assert all(len(line) < 200 for line in shown.splitlines())


@pytest.mark.parametrize("form", ["table", "json", "xml", "csv", "tsv"])
def test_yes_and_no(form):
    assert render_answer(True, form) != render_answer(False, form)


def test_graphs_in_every_format(memory):
    graph = memory.query(EXAMPLES["lineage-graph"].query)
    for form, suffix in (("ttl", ".ttl"), ("json", ".jsonld"), ("xml", ".rdf")):
        assert parse_quads(render_answer(graph, form).encode(), suffix) == graph.quads
    for form in ("table", "csv", "tsv"):
        assert "predicate" in render_answer(graph, form)


def test_what_cannot_be_rendered(terms):
    for answer in (terms, True):
        with pytest.raises(StoreError, match="Turtle"):
            render_answer(answer, "ttl")
    with pytest.raises(StoreError, match="not a format"):
        render_answer(terms, "pdf")


def test_the_same_answer_everywhere(memory, disk, remote):
    for example in EXAMPLES.values():
        answers = {render_answer(s.query(example.query), "csv") for s in (memory, disk, remote)}
        assert len(answers) == 1, example.name
    assert RemoteStore
