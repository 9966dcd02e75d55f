"""Paraphrases mean the same, a negation takes the edge away, white space does not matter."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paperkg.model import Relation

from .test_relations import claims, said  # noqa: F401 - a fixture

NAMES = ("BERT", "DETR", "U-Net", "FCOS", "PointNet")
PARAPHRASES = (
    "OwnNet extends {x}.",
    "This paper extends {x}.",
    "The authors extend {x}.",
    "{x} is extended by OwnNet.",
    "We build on {x}.",
    "It builds upon {x}.",
    "OwnNet is based on {x}.",
    "OwnNet is an extension of {x}.",
    "Inspired by {x}, the paper goes further.",
    "The work is heavily influenced by {x}.",
    "OwnNet uses {x} as its backbone.",
    "{x} is used as the backbone.",
    "The proposed model is a variant of {x}.",
    "tl;dr: Extend {x} to video.",
    "Their network follows {x}.",
)
NEGATED = (
    "OwnNet does not extend {x}.",
    "OwnNet is not based on {x}.",
    "It is no variant of {x}, and it never uses {x}.",
    "Unlike {x}, OwnNet is small.",
    "The method works without {x}.",
    "Instead of {x}, they keep a plain encoder.",
    "OwnNet does away with {x}.",
    "In contrast to {x}, the model is simple.",
    "OwnNet is a departure from {x}.",
    "OwnNet is an alternative to {x}.",
    "The method does not rely on {x}.",
    "Rather than building on {x}, they start anew.",
)
FOREIGN = (
    "{y} extends {x}.",
    "{y} is based on {x}.",
    "{y} and its successor {x} are fast.",
    "Prior work builds on {x}.",
    "Could it be combined with {x}?",
    "Future work could extend {x}.",
    "OwnNet inspired {x}.",
    "OwnNet was later extended by {x}.",
    "OwnNet outperforms {x}.",
    "OwnNet is the basis of {x}.",
    "{x} builds on OwnNet.",
)
RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def builds_on(relations) -> set[str]:
    return {c.target for c in relations if c.relation.builds_on}


@pytest.mark.parametrize("sentence", PARAPHRASES)
@pytest.mark.parametrize("name", NAMES[:2])
def test_paraphrase_gives_the_edge(claims, sentence, name):  # noqa: F811
    assert builds_on(claims(sentence.format(x=name))) == {name}


@pytest.mark.parametrize("sentence", NEGATED)
def test_negation_or_contrast_gives_no_edge(claims, sentence):  # noqa: F811
    assert builds_on(claims(sentence.format(x="BERT"))) == set()


@pytest.mark.parametrize("sentence", FOREIGN)
def test_other_papers_relations_give_no_edge(claims, sentence):  # noqa: F811
    assert builds_on(claims(sentence.format(x="BERT", y="GPT"))) == set()


@pytest.mark.parametrize(
    "sentence",
    ["OwnNet inspired {x}.", "OwnNet was later extended by {x}.", "{x} builds on OwnNet."],
)
def test_later_work_is_turned_round(claims, sentence):  # noqa: F811
    assert said(claims(sentence.format(x="BERT"))) == {f"{Relation.INFLUENCED} -> BERT"}


@RELAXED
@given(
    sentence=st.sampled_from(PARAPHRASES),
    name=st.sampled_from(NAMES),
    before=st.sampled_from(["", "A first sentence.\n\n", "\n\n\n", "Some words. More words. "]),
    after=st.sampled_from(["", "\n\nA last sentence.", " It is fast."]),
    bullet=st.sampled_from(["", "- ", "* ", "1. "]),
)
def test_place_and_white_space_do_not_matter(claims, sentence, name, before, after, bullet):  # noqa: F811
    text = sentence.format(x=name)
    if bullet and "tl;dr" in text:
        bullet = ""
    if bullet and not before.endswith("\n"):
        before = ""
    assert builds_on(claims(f"{before}{bullet}{text}{after}")) == {name}


@RELAXED
@given(
    st.text(
        alphabet=st.sampled_from(list("BERT DETR OwnNet,.;:()[]«»*_- extends uses\n")), max_size=300
    )
)
def test_any_text_is_read_without_a_fault(claims, text):  # noqa: F811
    for claim in claims(text):
        assert claim.target
