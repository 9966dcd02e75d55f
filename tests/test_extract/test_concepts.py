from __future__ import annotations

import pytest

from paperkg.extract.concepts import ConceptReader, is_technique
from paperkg.extract.concepts.dictionary import says_other
from paperkg.extract.concepts.vocabulary import normal
from paperkg.extract.names import Folded
from paperkg.lexicon import load_lexicon
from paperkg.model import Concept
from paperkg.posts import read_posts

SCHEME = (
    Concept("attention", "attention mechanism", ("attention",), careful=("attention",)),
    Concept("multi-head-attention", "multi-head attention"),
    Concept("machine-learning", "machine learning", broad=True),
    Concept("autoencoder", "autoencoder", ("AE", "auto-encoder"), careful=("AE",)),
    Concept("residual-connection", "residual connection", ("skip connection", "shortcut")),
    Concept("cross-entropy", "cross-entropy loss", work=True),
    Concept("object-detection", "object detection"),
    Concept("depth", "self-supervised depth", ("auto-masking",)),
    Concept("dropout", "dropout"),
)


@pytest.fixture
def concepts(tmp_path):
    def read(body: str, title: str = "OwnNet: A Net", scheme: tuple[Concept, ...] = SCHEME):
        text = f"# {title}\n\n{body}\n"
        (tmp_path / "own.md").write_text(text, encoding="utf-8")
        post = read_posts(tmp_path)[0]
        reader = ConceptReader(scheme)
        found = reader.read(post, reader.find(post, Folded.of(text)), ("OwnNet", "Dropout"), title)
        for mention in found:
            evidence = mention.evidence
            assert post.source.text[evidence.start : evidence.end] == evidence.quote
        return found

    return read


def labels(found) -> list[str]:
    return [m.label for m in found]


def test_longest_label_wins(concepts):
    assert labels(concepts("It uses multi-head attention.")) == ["multi-head attention"]


def test_broad_concepts_are_never_tagged(concepts):
    assert labels(concepts("This is machine learning.")) == []


PLAIN = "Here something is told that has no name of its own, and then it is told again. " * 15


def test_careful_label_needs_support(concepts):
    assert labels(concepts(f"{PLAIN} It pays attention.")) == []
    assert labels(concepts("Attention is paid. Then attention is lost.")) == ["attention"]
    assert labels(concepts("The attention mechanism is attention.")) == ["attention mechanism"]


def test_careful_acronym_needs_its_case(concepts):
    assert labels(concepts("An AE is trained.")) == ["autoencoder"]
    assert labels(concepts("An ae is trained.")) == []


def test_label_is_the_one_the_post_uses(concepts):
    assert labels(concepts("With skip connections. A skip connection.")) == ["skip connection"]


def test_central_concepts_come_first(concepts):
    found = concepts(
        "tl;dr: object detection by cross-entropy loss.\n\nObject detection is hard. "
        "At the end a residual connection.",
        "Object Detection by Nets",
    )
    assert labels(found)[0] == "object detection"


def test_unknown_terms_said_with_weight_are_candidates(concepts):
    found = concepts("We use **corner pooling** and spatial cross-attention (SCA) in a big way.")
    assert {(m.label, m.concept) for m in found} == {
        ("corner pooling", ""),
        ("spatial cross-attention", ""),
    }


def test_term_said_three_times_is_a_candidate(concepts):
    body = "Token mixing modules help. A token mixing module is small. Use token mixing modules."
    assert labels(concepts(body)) == ["token mixing module"]


def test_parts_of_sentences_are_no_terms(concepts):
    assert labels(concepts("It shows that this network fights them, exploring 3 losses.")) == []
    assert labels(concepts("See `loss/pooling.py` and http://a.org/corner-pooling/module.")) == []


def test_term_that_is_part_of_a_concept_named_is_no_candidate(concepts):
    body = "Skip connections help. A skip connection. Residual connections."
    assert {m.concept for m in concepts(body)} == {"residual-connection"}


def test_second_label_that_says_another_thing_is_told_too(concepts):
    body = "Self-supervised depth is hard. *Auto-masking* in self-supervised depth. Auto-masking."
    assert [(m.label, m.concept) for m in concepts(body)] == [
        ("self-supervised depth", "depth"),
        ("auto-masking", "depth"),
    ]


def test_concept_named_like_the_paper_is_kept_where_it_is_no_name(concepts):
    found = concepts("Dropout drops units. We call this dropout.", "Dropout")
    assert "dropout" in labels(found)


def test_own_name_is_no_concept(concepts):
    assert labels(concepts("**OwnNet** is **OwnNet**.")) == []


@pytest.mark.parametrize(
    ("used", "told"),
    [
        ("Early stopping helps.", "early stopping"),
        ("A cross attention layer is used.", "cross-attention"),
        ("SARSA is used, SARSA again.", "SARSA"),
        ("We use NMS.", "non-maximum suppression"),
        ("The vanishing gradient hurts.", "vanishing gradient"),
    ],
)
def test_label_is_short_and_its_own(concepts, used, told):
    assert told in labels(concepts(used, scheme=load_lexicon(curated=False).concepts))


@pytest.mark.parametrize("name", ["Results", "Related work"])
def test_what_only_results_name_is_less_central(concepts, name):
    body = f"{{}}\n\n## {name}\n\n{{}}"
    told = "Skip connections are laid."
    among = concepts(body.format(PLAIN, told))
    before = concepts(body.format(f"{PLAIN} {told}", "It works."))
    assert before[0].weight > among[0].weight


@pytest.mark.parametrize(
    ("label", "others", "other"),
    [
        ("average pooling", ["pooling"], True),
        ("pooling layer", ["pooling"], False),
        ("deep neural network", ["DNN"], False),
        ("CNN", ["convolutional network"], False),
    ],
)
def test_labels_that_say_another_thing(label, others, other):
    assert says_other(label, others) is other


def test_normal_form():
    assert normal("Paired Keypoints") == "paired keypoint"
    assert normal("BEV queries") == "BEV query"
    assert normal("") == ""
    assert normal("Single-Shot Detectors") == "single-shot detector"
    assert normal("Distributional Q-learning") == "distributional Q-learning"
    assert normal("Inductive Biases") == "inductive bias"
    assert normal("Gaussian noise", frozenset(("Gaussian",))) == "Gaussian noise"


def test_what_can_be_extended():
    assert is_technique(SCHEME[5])
    assert not is_technique(SCHEME[6])


def test_a_heading_of_key_points_is_no_keypoint(concepts):
    scheme = (Concept("keypoint-detection", "keypoint detection", ("keypoint",)),)

    def read(body):
        return labels(concepts(body, scheme=scheme))

    assert "keypoint detection" not in read("#### Key Points\n\nThe key points are two.")
    assert read("Each keypoint is found by a heatmap.")[0] == "keypoint detection"
