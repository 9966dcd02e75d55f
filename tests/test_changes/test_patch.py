"""A patch leads from the old graph to the new one, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.changes import apply_patch, compare, invert, read_patch, write_patch
from paperkg.changes.patch import graph_name
from paperkg.errors import GraphError
from paperkg.graph import fingerprint, tidy
from paperkg.graph.terms import string

iris = st.sampled_from([f"<http://example.org/{n}>" for n in "abcde"])
literals = st.one_of(
    st.text().map(string),
    st.text(max_size=5).map(lambda t: string(t) + "@en"),
    st.just('"2017"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
)
graphs = st.sampled_from(["", "<http://example.org/g>", "<http://example.org/h>"])
quads = st.frozensets(st.tuples(iris, iris, st.one_of(iris, literals), graphs), max_size=12)


def written(old, new):
    return "".join(write_patch(compare(old, new), fingerprint(old), fingerprint(new)))


@given(quads, quads)
def test_applied_to_the_old_graph_it_gives_the_new_one(one, other):
    old, new = tuple(tidy(one)), tuple(tidy(other))
    delta, before, after = read_patch(written(old, new))
    assert delta == compare(old, new)
    assert apply_patch(old, delta) == new
    assert apply_patch(new, invert(delta)) == old
    assert (before, after) == (graph_name(old), graph_name(new))
    assert bool(delta) == (old != new)


A = ("<http://e.org/a>", "<http://e.org/p>", '"x\\n\\"y\\""@en', "<http://e.org/g>")
B = ("<http://e.org/b>", "<http://e.org/p>", "<http://e.org/a>", "")


def test_the_rows():
    lines = written((A,), (B,)).splitlines()
    assert lines[0].startswith("H old <ni:///sha-256;")
    assert lines[2:] == [
        "TX .",
        'D <http://e.org/a> <http://e.org/p> "x\\n\\"y\\""@en <http://e.org/g> .',
        "A <http://e.org/b> <http://e.org/p> <http://e.org/a> .",
        "TC .",
    ]


@pytest.mark.parametrize(
    ("delta", "said"),
    [(compare((A,), ()), "removes what is not there"), (compare((), (B,)), "adds what is there")],
)
def test_a_patch_for_another_graph_is_refused(delta, said):
    with pytest.raises(GraphError, match=said):
        apply_patch((B,), delta)


@pytest.mark.parametrize("row", ["X <a:b> .", "A <a:b .", "a <a:a> <a:b> <a:c> ."])
def test_what_is_no_patch_is_refused(row):
    with pytest.raises(GraphError):
        read_patch(f"TX .\n{row}\nTC .\n", path="x.rdfp")
