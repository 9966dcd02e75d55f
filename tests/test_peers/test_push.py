"""A push fills a real store, all of it or nothing, and a second one writes nothing."""

from __future__ import annotations

import uuid

import pytest

from paperkg.errors import EndpointError, StoreError
from paperkg.graph import parse_quads
from paperkg.store import RemoteStore
from paperkg.store.push import State, plan_push
from paperkg.store.writer import Writer

ODD = r"""
<http://e/a> <http://e/p> "a \"quote\", a \\ and\na line\ttab\r end" .
<http://e/a> <http://e/p> "Zoë Müller – 深層学習 🙂"@en .
<http://e/a> <http://e/p> "1951"^^<http://www.w3.org/2001/XMLSchema#gYear> .
<http://e/a> <http://e/p> "42"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://e/a> <http://e/p> "2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date> .
<http://e/a> <http://e/p> "" .
<http://e/b?x=1&y='2'#z> <http://e/p> <http://e/%20> .
"""


def triples(count: int, *, salt: str = "") -> str:
    return "".join(
        f'<http://e/s{n // 3}> <http://e/p{n % 3}> "value {n} {salt}" .\n' for n in range(count)
    )


class Target:
    """A dataset of two graphs that no other test knows."""

    def __init__(self, peer) -> None:
        self.peer = peer
        self.base = f"http://example.org/{uuid.uuid4().hex}/"
        self.record = f"{self.base}graph/pushed"
        self.one, self.two = (f"{self.base}graph/{name}" for name in ("one", "two"))
        self.remote = RemoteStore(peer.query, environ=peer.environ)

    def quads(self, one: str, two: str = ""):
        found = [(*q[:3], f"<{self.one}>") for q in parse_quads(one.encode(), ".nt")]
        return found + [(*q[:3], f"<{self.two}>") for q in parse_quads(two.encode(), ".nt")]

    def plan(self, quads, **options):
        options = {"record": self.record, "environ": self.peer.environ, "timeout": 60} | options
        return plan_push(quads, self.peer.endpoint, **options)

    def push(self, quads, **options):
        plan, pusher = self.plan(quads, **options)
        pusher.carry_out(plan)
        return plan

    def graphs(self) -> dict[str, int]:
        query = (
            "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o }"
            f' FILTER(STRSTARTS(STR(?g), "{self.base}")) }} GROUP BY ?g'
        )
        return {g: int(n) for g, n in self.remote.query(query).values()}

    def states(self, quads, **options):
        return [load.state for load in self.plan(quads, verify=True, **options)[0].loads]


@pytest.fixture
def target(peer):
    return Target(peer)


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_what_is_pushed_is_there_exactly(target, protocol):
    quads = target.quads(ODD, triples(1200))
    plan = target.push(quads, protocol=protocol)
    assert plan.protocol == protocol
    assert [load.state for load in plan.loads] == [State.NEW] * 2
    assert target.graphs() == {target.one: 7, target.two: 1200, target.record: 4}
    assert target.states(quads) == [State.SAME] * 2


def test_a_second_push_writes_nothing(target, monkeypatch):
    quads = target.quads(ODD, triples(20))
    target.push(quads)
    monkeypatch.setattr(Writer, "_send", lambda *_: pytest.fail("something was written"))
    plan = target.push(quads)
    assert plan.done


def test_only_what_changed_is_sent(target):
    target.push(target.quads(ODD, triples(20)))
    plan = target.push(target.quads(ODD, triples(20, salt="new")))
    assert [load.state for load in plan.loads] == [State.SAME, State.OTHER]
    assert target.states(target.quads(ODD, triples(20, salt="new"))) == [State.SAME] * 2


def test_a_graph_that_is_no_longer_part_goes(target):
    target.push(target.quads(ODD, triples(20)))
    plan = target.push(target.quads(ODD))
    assert [load.state for load in plan.loads] == [State.SAME, State.GONE]
    assert target.graphs() == {target.one: 7, target.record: 2}
    assert target.plan(target.quads(ODD))[0].done


def test_everything_into_one_graph(target):
    name = f"{target.base}all"
    quads = target.quads(ODD, ODD + triples(20))
    target.push(quads, graph=name)
    assert target.graphs() == {name: 27, target.record: 2}
    assert target.plan(quads, graph=name)[0].done


def test_leftovers_go_and_changes_by_others_are_mended(target):
    quads = target.quads(ODD, triples(20))
    pusher = target.plan(quads)[1]
    writer = pusher._writer
    writer.insert(f"{target.one}/staging", [("<http://e/x>", "<http://e/y>", '"half"')])
    pusher.carry_out(target.plan(quads)[0])
    assert target.graphs() == {target.one: 7, target.two: 20, target.record: 4}
    writer.insert(f"{target.one}/staging", [("<http://e/x>", "<http://e/y>", '"half"')])
    assert not target.plan(quads)[0].done
    assert target.push(quads).loads[0].state is State.SAME
    writer.insert(target.one, [("<http://e/x>", "<http://e/y>", '"more"')])
    assert target.push(quads).loads[0].state is State.OTHER
    assert target.graphs() == {target.one: 7, target.two: 20, target.record: 4}


def test_what_was_loaded_otherwise_is_only_noted(target):
    quads = target.quads(ODD)
    plan, pusher = target.plan(quads)
    pusher._writer.insert(target.one, plan.loads[0].triples)
    plan = target.push(quads)
    assert plan.loads[0].state is State.UNNOTED
    assert target.plan(quads)[0].done


def test_planning_writes_nothing(target, monkeypatch):
    monkeypatch.setattr(Writer, "_send", lambda *_: pytest.fail("something was written"))
    plan, _ = target.plan(target.quads(ODD))
    assert not plan.done
    assert target.graphs() == {}


def test_more_rows_than_a_store_gives_at_once_are_compared(target):
    quads = target.quads(triples(12_000))
    target.push(quads)
    assert target.states(quads) == [State.SAME]


def test_one_triple_that_is_another_is_found(target):
    quads = target.quads(ODD)
    target.push(quads)
    pusher = target.plan(quads)[1]
    pusher._writer.update(
        f'DELETE DATA {{ GRAPH <{target.one}> {{ <http://e/a> <http://e/p> "" }} }} ;\n'
        f'INSERT DATA {{ GRAPH <{target.one}> {{ <http://e/a> <http://e/p> "." }} }}'
    )
    assert target.plan(quads)[0].done  # neither the note nor the number of triples tells
    assert target.states(quads) == [State.OTHER]


@pytest.mark.tool
def test_a_wrong_password_is_said_and_not_shown(virtuoso):
    target = Target(virtuoso)
    environ = virtuoso.environ | {"PAPERKG_ENDPOINT_PASSWORD": "hunter2"}
    for protocol in ("update", "gsp"):
        with pytest.raises(EndpointError, match="401") as caught:
            target.push(target.quads(triples(3000)), environ=environ, protocol=protocol)
        assert "hunter2" not in str(caught.value)
        assert "PAPERKG_ENDPOINT_USER" in str(caught.value)
    with pytest.raises(EndpointError, match="401"):
        target.push(target.quads(ODD), environ={})
    assert target.graphs() == {}


def test_what_cannot_be_pushed(oxigraph):
    target = Target(oxigraph)
    with pytest.raises(StoreError, match="is not the IRI"):
        target.push(target.quads(ODD), graph="all of it")
    with pytest.raises(StoreError, match="blank nodes"):
        target.push([("_:b", "<http://e/p>", "<http://e/o>", f"<{target.one}>")])
    with pytest.raises(StoreError, match="in no named graph"):
        target.push([("<http://e/s>", "<http://e/p>", "<http://e/o>", "")])
