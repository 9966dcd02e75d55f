"""The same queries give the same rows, whoever answers them.

What counts as the same: rows as a multiset, or in order where the query orders them completely;
IRIs and plain texts as they are; language tags in any case; numbers by value, whatever their
datatype, because engines differ in what COUNT and subtraction return; ``true`` and ``false`` as 1
and 0, because Virtuoso has no booleans.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from decimal import Decimal

import pytest
from servers import OxigraphServer, needed

from paperkg.graph import to_rdflib
from paperkg.graph.terms import split_literal
from paperkg.store import Graph, RemoteStore, Table, load_examples, open_store
from paperkg.store.answer import Answer
from paperkg.store.push import plan_push
from paperkg.vocab import XSD

EXAMPLES = {example.name: example for example in load_examples()}
NUMBERS = {
    f"{XSD.integer[:-7]}{name}" for name in ("integer", "int", "long", "decimal", "double", "float")
}


def comparable(term: str | None) -> object:
    if term is None or term[0] != '"':
        return term
    text, language, datatype = split_literal(term)
    if datatype == XSD.integer[:-7] + "boolean":
        return Decimal(text in {"true", "1"})
    if datatype in NUMBERS:
        return Decimal(text)
    return (text, language.lower(), datatype)


def rows(answer: Answer) -> Counter:
    if isinstance(answer, Graph):
        return Counter(tuple(map(comparable, quad[:3])) for quad in answer.quads)
    assert isinstance(answer, Table)
    return Counter(tuple(map(comparable, row)) for row in answer.rows)


def in_order(answer: Table) -> list[object]:
    return [tuple(map(comparable, row)) for row in answer.rows]


@pytest.fixture(scope="session")
def expected(demo):
    with open_store(demo) as store:
        yield {name: store.query(example.query) for name, example in EXAMPLES.items()}


class Rdflib:
    """rdflib's own store and engine."""

    def __init__(self, quads) -> None:
        self._dataset = to_rdflib(quads)
        self._dataset.default_union = True

    def query(self, sparql: str) -> Answer:
        found = self._dataset.query(sparql)
        if found.type == "CONSTRUCT":
            triples = sorted(tuple(term.n3() for term in triple) for triple in found.graph)
            return Graph(tuple((*triple, "") for triple in triples))
        names = tuple(map(str, found.vars))
        return Table(
            names, tuple(tuple(None if t is None else _n3(t) for t in row) for row in found)
        )


def _n3(term) -> str:
    from rdflib import Literal

    return term._literal_n3() if isinstance(term, Literal) else term.n3()


class Comunica:
    """Comunica, an independent client, in front of our endpoint."""

    def __init__(self, folder, endpoint: str) -> None:
        asked = {name: example.query for name, example in EXAMPLES.items()}
        done = subprocess.run(
            [needed("node"), "ask.js"],
            cwd=folder,
            input=json.dumps({"endpoint": endpoint, "queries": asked}),
            capture_output=True,
            text=True,
            timeout=240,
            check=True,
        )
        self._answers = {}
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            self._answers[EXAMPLES[answer["name"]].query] = answer

    def query(self, sparql: str) -> Answer:
        from paperkg.graph import parse_quads
        from paperkg.store.remote import _read_solutions
        from paperkg.store.transport import Reply

        answer = self._answers[sparql]
        assert "error" not in answer, answer["error"]
        if "triples" in answer:
            return Graph(parse_quads(answer["triples"].encode(), ".nt"))
        body = json.dumps(answer["results"]).encode()
        return _read_solutions(Reply(200, "application/json", body), None)


@pytest.fixture(scope="session")
def rdflib_engine(demo):
    return Rdflib(demo)


@pytest.fixture(scope="session")
def oxigraph_engine(tmp_path_factory, demo):
    # A server with this one collection: others are pushed to the shared one.
    server = OxigraphServer(tmp_path_factory.mktemp("suite"), "--union-default-graph")
    server.start()
    yield _filled(server, demo)
    server.kill()


@pytest.fixture(scope="session")
def virtuoso_engine(virtuoso, demo):
    return _filled(virtuoso, demo)


@pytest.fixture(scope="session")
def own_engine(own):
    return RemoteStore(own.query, environ={})


@pytest.fixture(scope="session")
def comunica_engine(comunica, own):
    return Comunica(comunica, own.query)


def _filled(server, quads) -> RemoteStore:
    plan, pusher = plan_push(
        quads,
        server.endpoint,
        record="https://w3id.org/paperkg/graph/pushed",
        protocol="gsp",
        environ=server.environ,
    )
    pusher.carry_out(plan)
    return RemoteStore(server.query, environ={})


NO_ORDER = {"virtuoso"}
"""Virtuoso sorts texts by their first 20 characters: "Graph Convolutional Neural Networks" may come
before "Graph Convolutional Matrix Completion". The rows are compared, their order is not."""
ENGINES = ["rdflib", "own", "oxigraph", "virtuoso", "comunica"]


def test_there_are_enough_questions():
    assert len(EXAMPLES) >= 22
    assert all(len(example.question.split()) > 4 for example in EXAMPLES.values())


@pytest.mark.tool
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib of itself
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_gives_the_same_rows(engine, name, request, expected):
    answer = request.getfixturevalue(f"{engine}_engine").query(EXAMPLES[name].query)
    want, have = rows(expected[name]), rows(answer)
    assert want
    if isinstance(answer, Table):
        assert answer.columns == expected[name].columns
    assert have == want, f"missing {list(want - have)[:3]}, too many {list(have - want)[:3]}"
    ordered = isinstance(answer, Table) and "ORDER BY" in EXAMPLES[name].query
    if ordered and engine not in NO_ORDER:
        assert in_order(answer) == in_order(expected[name])
