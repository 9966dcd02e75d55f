"""Short cuts in trying cues lose nothing and add nothing."""

import re

import pytest

from paperkg.extract.relations import CUES
from paperkg.extract.relations.cue import split_veto
from paperkg.extract.relations.hints import CueFilter, needs_of

SENTENCES = [cue.example.replace("BERT", "«0»").replace("ResNet", "«1»") for cue in CUES]
SENTENCES += [f"{s} The model is not like others." for s in SENTENCES[::3]]
SENTENCES += [
    "the encoder is «0»",
    "the best encoder is «0»",
    "encoder: «0»",
    "encoder: it was «0»",
]


@pytest.mark.parametrize("cue", [c for c in CUES if split_veto(c.pattern)], ids=lambda c: c.name)
def test_a_veto_looked_for_last_excludes_the_same(cue):
    for text in SENTENCES:
        whole = [(m.span(), m.groups()) for m in cue.expression.finditer(text)]
        assert [(m.span(), m.groups()) for m in cue.find(text)] == whole


def test_there_are_vetoes_and_they_exclude():
    veto = split_veto(r"^(?!.*\b(?:no|not [(]yet\))\b)the (?:a|b)")
    assert veto is not None
    assert veto.rest.match("the a")
    assert veto.unless.search("the a is no b")


@pytest.mark.parametrize(
    "pattern",
    [
        "^the",
        "^(?!no)the",
        "^(?!.*no)the|a",  # the second alternative knows no veto
        "^(?!.*no|not)the",  # the second may stand at the beginning alone
        "^(?!.*(no))the",  # a group: the numbers of others would change
        r"^(?!.*no)(the) \1",
        "(?!.*no)the",
    ],
)
def test_what_hangs_together_is_left_whole(pattern):
    assert split_veto(pattern) is None


def test_every_set_of_hints_is_needed():
    needs = needs_of(r"\b(?:extends|builds on) (?:the )?«\d+» (?:with|by adding) heads")
    assert [sorted(texts) for texts in needs] == [
        [" heads"],
        ["builds on", "extends"],
        ["by adding", "with"],
    ]


def test_no_cue_that_matches_is_left_out():
    everything = CueFilter(CUES)
    for text in SENTENCES:
        tried = everything.select(text)
        for cue in CUES:
            if re.search(cue.pattern, text, re.IGNORECASE):
                assert cue in tried
