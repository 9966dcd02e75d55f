from __future__ import annotations

import pytest

from paperkg.extract.names import fold
from paperkg.lexicon import load_lexicon
from paperkg.lexicon.load import slug


@pytest.fixture(scope="module")
def concepts():
    return load_lexicon(curated=False).concepts


def test_preferred_labels_are_unique(concepts):
    keys = [fold(c.label) for c in concepts]
    assert sorted(keys) == sorted(set(keys))


def test_ids_are_slugs_in_order(concepts):
    ids = [c.id for c in concepts]
    assert ids == sorted(ids)
    assert [i for i in ids if slug(i) != i] == []


def test_broader_concepts_exist_and_do_not_go_round(concepts):
    broader = {c.id: c.broader for c in concepts}
    assert [b for parents in broader.values() for b in parents if b not in broader] == []
    for concept, parents in broader.items():
        reached, ahead = set(), list(parents)
        while ahead:
            one = ahead.pop()
            if one not in reached:
                reached.add(one)
                ahead.extend(broader[one])
        assert concept not in reached


def test_every_concept_is_defined(concepts):
    assert [c.id for c in concepts if not c.definition] == []


def test_careful_labels_are_labels(concepts):
    for concept in concepts:
        assert set(concept.careful) <= {concept.label, *concept.alt_labels}
