"""No query can kill the process, reach another host, or change anything."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measure import measured
from paperkg.errors import QueryError
from paperkg.store import inspect, load_examples
from paperkg.store.guard import MAX_DEPTH

SERVICE = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { sErViCe ?x { ?s ?p ?o } }",
    "SELECT * { # a comment\n service<http://127.0.0.1/>{ ?s ?p ?o } }",
    "PREFIX x: <http://127.0.0.1/> SELECT * { SERVICEx:y { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 1e5SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
    'SELECT * { ?s ?p "a"SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }',
    "SELECT * { SERV\\u0049CE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p \\u0022 SERVICE <http://127.0.0.1/> {} \\u0022 }",
    "SELECT * { ?s ?p ''' ' ''' SERVICE <http://127.0.0.1/> { } }",
    'SELECT * { ?s ?p "\\\\" SERVICE <http://127.0.0.1/> { } }',
    "SELECT * { FILTER(?a<?b) SERVICE <http://127.0.0.1/> { } FILTER(?a>?b) }",
    "PREFIX service: <http://e/> SELECT * { service:x ?p ?o }",
]
ALLOWED = [
    'SELECT * { ?s ?p "SERVICE <http://e/> {}" }',
    "SELECT * { ?s ?p '''it's a SERVICE''' }",
    "SELECT * { <http://e/SERVICE> ?service $service }",
    "# SERVICE LOAD DROP\nSELECT * { ?s ?p ?o }",
    "SELECT * { ?s ex:service ?o } # SERVICE",
    'SELECT * { ?load ?insert "LOAD"@en }',
    "PREFIX load: <http://e/> SELECT * { ?s load:x ?o }",
    'ASK { ?s ?p ?o FILTER(?o < 3 && REGEX(STR(?s), "[{(]{9}")) }',
]
DEEP = {
    "groups": lambda n: "SELECT * { " + "{" * n + "?s ?p ?o" + "}" * n + " }",
    "parentheses": lambda n: "ASK { FILTER(" + "(" * n + "true" + ")" * n + ") }",
    "lists": lambda n: "ASK { ?s ?p " + "(" * n + "1" + ")" * n + " }",
    "blank nodes": lambda n: "ASK { ?s ?p " + "[ ?p " * n + "1" + "]" * n + " }",
    "functions": lambda n: "ASK { FILTER(" + "STR(" * n + "?o" + ")" * n + "='') }",
    "exists": lambda n: "ASK { " + "FILTER EXISTS { ?s ?p ?o " * n + "}" * n + " }",
    "optional": lambda n: "ASK { " + "OPTIONAL { ?s ?p ?o " * n + "}" * n + " }",
    "sub-selects": lambda n: "ASK { " + "{SELECT * { " * n + "?s ?p ?o" + "}}" * n + " }",
    "never closed": lambda n: "ASK " + "{" * n,
    "mixed": lambda n: "ASK { " + "{ FILTER(STR(" * n + "1" + ")) }" * n + " }",
}
WIDE = {
    "union": "ASK { " + " UNION ".join(["{?s ?p ?o}"] * 8000) + " }",
    "patterns": "ASK { " + " . ".join(["?s ?p ?o"] * 500) + " }",
    "objects": "ASK { ?s ?p " + " , ".join(["?o"] * 500) + " }",
    "semicolons": "ASK { ?s " + " ; ".join(["?p ?o"] * 500) + " }",
    "groups": "ASK { " + "{?s ?p ?o} " * 500 + " }",
    "path": "ASK { ?s " + "/".join(["<http://e/p>"] * 500) + " ?o }",
    "not": "ASK { FILTER(" + "!" * 12000 + "true) }",
    "values": "ASK { VALUES ?x { " + "1 " * 20000 + "} }",
    "long": "ASK { ?s ?p '" + "x" * 100_000 + "' }",
    "annotations": "ASK { ?s ?p ?o " + "{| ?p ?o " * 40 + "|} " * 40 + " }",
}


@pytest.mark.parametrize("query", SERVICE)
def test_service_is_refused_however_it_is_written(memory, query):
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        memory.query(query)


def test_service_in_texts_names_and_comments_is_none():
    for query in ALLOWED:
        inspect(query)


def test_the_line_of_a_refusal():
    with pytest.raises(QueryError) as caught:
        inspect("SELECT *\n{\n SERVICE <http://e/> {} }")
    assert caught.value.line == 3


def test_federation_can_be_allowed():
    assert inspect(SERVICE[0], federated=True).form == "select"


@pytest.mark.parametrize("name", DEEP)
def test_deep_queries_are_refused(name):
    for depth in (MAX_DEPTH + 1, 5000):
        with pytest.raises(QueryError, match=r"too large|longer|tokens"):
            inspect(DEEP[name](depth))


@pytest.mark.parametrize("name", WIDE)
def test_wide_queries_are_refused(name):
    with pytest.raises(QueryError, match=r"too large|longer|tokens"):
        inspect(WIDE[name])


def test_what_passes_does_not_kill():
    """The largest queries that pass are answered, in a thread with a small stack."""
    queries = []
    for make in DEEP.values():
        depth = MAX_DEPTH
        while depth:
            try:
                inspect(make(depth))
            except QueryError:
                depth -= 1
            else:
                queries.append(make(depth))
                break
    queries.append("ASK { " + " . ".join(["?s ?p ?o"] * 99) + " }")
    queries.append("ASK { ?s " + "/".join(["<http://e/p>"] * 100) + " ?o }")
    queries.append("ASK { FILTER(" + "!" * 900 + "true) }")
    code = (
        "import sys, json, threading\n"
        "from paperkg.errors import QueryError\n"
        "from paperkg.store import open_store\n"
        "store = open_store([('<http://e/a>', '<http://e/p>', '\"1\"', '')])\n"
        "def run():\n"
        "    for query in json.load(sys.stdin):\n"
        "        try: store.query(query)\n"
        "        except QueryError: pass\n"
        "    print('alive')\n"
        "threading.stack_size(1 << 20)\n"
        "thread = threading.Thread(target=run); thread.start(); thread.join()\n"
    )
    import json

    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.strip() == "alive", done.stderr


def test_looking_is_linear():
    for piece in (
        '"',
        "'''",
        "<a",
        "\\",
        "a:",
        "a.",
        "?",
        "PREFIX ",
        "'\\",
        '"""\\"',
        "%",
        "1e",
        "@a-",
    ):
        text = (piece * 60_000)[:60_000]
        with measured(), suppress(QueryError):  # a scan that looks back takes minutes
            inspect(text)


@given(st.text(st.sampled_from("{}()[]<>\"'#\\ ?a:.;,/|!^*+-@1eE_\n"), max_size=200))
def test_any_text_is_looked_at_without_harm(text):
    try:
        inspect(text)
    except QueryError:
        return


def test_examples_pass():
    for example in load_examples():
        assert inspect(example.query).form in ("select", "construct")


def test_what_is_seen_of_a_query():
    shape = inspect("ask from <http://e/> { ?s p:q r: }")
    assert (shape.form, shape.datasets) == ("ask", True)
    assert {"p", "r"} <= shape.prefixes
    assert inspect("PREFIX insert: <a> DESCRIBE insert:x").form == "describe"
    assert inspect("").form == ""
