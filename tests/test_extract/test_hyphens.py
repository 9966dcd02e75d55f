from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.extract import hyphens
from paperkg.extract.hyphens import default_words, fold, lost_hyphens, restore, words_of
from paperkg.model import Category, Concept, KnownWork, Lexicon

LOST = (
    "A stateoftheart encoderdecoder model with selfattention is finetuned on taskspecific data. "
    "It is modelagnostic, graphstructured and datadriven, and it needs no largescale labels. "
) * 8


@pytest.mark.parametrize(
    ("lost", "right"),
    [
        ("selfattention", "self-attention"),
        ("SelfAttentive Nets", "Self-Attentive Nets"),
        ("TexttoText", "Text-to-Text"),
        ("stateoftheart results", "state-of-the-art results"),
        ("Selfsupervised Nets", "Self-supervised Nets"),
        ("Fieldaware Nets", "Field-aware Nets"),
        ("a FactorizationMachine based Net", "a Factorization-Machine based Net"),
        ("GPT2 and CIFAR100", "GPT-2 and CIFAR-100"),
        ("Fewshot and zeroshot", "Few-shot and zero-shot"),
        ("Metalearning", "Meta-learning"),
        ("HumanLevel DotProduct", "Human-Level Dot-Product"),
        ("transformerbased, LSTMbased", "transformer-based, LSTM-based"),
        ("EnglishtoGerman", "English-to-German"),
        ("MultiTask PreTraining", "Multi-Task Pre-Training"),
        ("highdimensional userlevel rewards", "high-dimensional user-level rewards"),
    ],
)
def test_hyphens_are_put_back(lost, right):
    assert restore(lost, default_words()) == right


@pytest.mark.parametrize(
    "text",
    [
        "pretraining multitask hyperparameters nonlinear overfitting feedforward",
        "network networks framework benchmark keyword dataset timestamp database",
        "WordPiece ImageNet DeepWalk BigBird TurboTransformers TensorFlow",
        "a gain of 210%, and gpt2.py",
        "supervised and unsupervised statements, otherwise likewise",
        "statement database endless headlong threefold metadata highlight",
        "Self-attention stays, and so does U-Net",
    ],
)
def test_words_stay_as_they_are(text):
    assert restore(text, default_words()) == text


def test_loss_shows_in_a_text_without_any_hyphen():
    assert lost_hyphens(LOST)
    assert not lost_hyphens(LOST[:500])
    assert not lost_hyphens(LOST + "a well-known one-off in-between " * 3)
    assert not lost_hyphens("A plain text without a single compound, as many are. " * 60)


def test_labels_of_the_lexicon_are_known_and_names_of_works_stay_whole():
    lexicon = Lexicon(
        works=(KnownWork(id="x", name="SelfNorm"), KnownWork(id="y", name="Userlevel")),
        concepts=(Concept(id="a", label="wake-sleep phase"),),
        categories=(Category(id="b", label="Pre-training", cues=("proof-carrying code",)),),
    )
    words = words_of(lexicon)
    assert restore("wakesleep proofcarrying", words) == "wake-sleep proof-carrying"
    assert restore("SelfNorm Userlevel", words) == "SelfNorm Userlevel"
    assert restore("pretraining", words) == "pretraining"


@given(st.text(max_size=60))
def test_only_hyphens_are_added(text):
    restored = restore(text, default_words())
    assert restored.replace("-", "") == text.replace("-", "")
    assert fold(restored) == fold(text)
    assert restore(restored, default_words()) == restored


def test_fold_ignores_case_hyphens_spaces_and_accents():
    assert fold("Self-Attention") == fold("self attention") == fold("selfattention")
    assert fold("Émile–Net") == "emilenet"
    assert fold("PointNet++") != fold("PointNet")


def test_examples_hold():
    assert doctest.testmod(hyphens).failed == 0
