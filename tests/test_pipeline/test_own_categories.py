"""A dump that declares its categories is filed under those."""

from paperkg.lexicon import load_lexicon
from paperkg.pipeline.own_categories import with_own_categories

LOST = "Stateoftheart models use selfattention, finegrained heads and pretrained weights. " * 30


def test_declared_categories_take_the_place_of_the_general_ones():
    lexicon = load_lexicon()
    declared = [
        ("FewShot Learning", "few examples"),
        ("Gardening", "plants"),
        ("Gardening", "again"),
    ]
    found = with_own_categories(lexicon, declared, LOST).categories
    assert [(c.id, c.label) for c in found] == [
        ("few-shot-learning", "Few-Shot Learning"),
        ("gardening", "Gardening"),
    ]
    assert found[0].cues
    assert found[1].definition == "plants"


def test_without_a_declaration_nothing_changes():
    lexicon = load_lexicon()
    assert with_own_categories(lexicon, [], "") is lexicon
