from __future__ import annotations

import pytest

from paperkg.extract.names import Folded, MentionFinder, NameTable, PhraseMatcher, PostNames, fold
from paperkg.extract.names.shapes import NAME_SHAPE, is_name, is_not_name, short_of
from paperkg.model import CuratedRecord, KnownWork, Lexicon
from paperkg.posts import read_posts


def hits(text: str, *phrases: str) -> list[str]:
    found = PhraseMatcher(phrases).find(text, Folded.of(text))
    return [text[h.start : h.end] for h in found]


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("RoBERTa is no BERT", ("BERT",), ["BERT"]),
        ("DeepFM has an FM", ("FM",), ["FM"]),
        ("GPT2, GPT-2 and GPT 2", ("GPT-2",), ["GPT2", "GPT-2", "GPT 2"]),
        ("GPT-3 is no GPT", ("GPT",), ["GPT"]),
        (
            "selfattention and Self-Attention",
            ("self-attention",),
            ["selfattention", "Self-Attention"],
        ),
        ("Transformers and BERT's heads", ("transformer", "BERT"), ["Transformer", "BERT"]),
        ("a transformer-based or transformerbased one", ("Transformer",), ["transformer"] * 2),
        ("ResNet-50, ResNet50 and BERT-large", ("ResNet", "BERT"), ["ResNet", "ResNet", "BERT"]),
        ("PointNet++ follows PointNet", ("PointNet",), ["PointNet"]),
        ("Faster R-CNN, faster rcnn", ("Faster R-CNN", "R-CNN"), ["Faster R-CNN", "faster rcnn"]),
        ("it may be it", ("BEiT",), []),
        ("the shapes via a softmax", ("SHAP", "A-Softmax"), []),
        ("a d-dim vector", ("DDIM",), []),
        ("Émile-Net and emile net", ("Emile-Net",), ["Émile-Net", "emile net"]),
        ("factorisation machines", ("factorization machine",), ["factorisation machine"]),
        ("sparse. Attention", ("sparse attention",), []),
        ("", ("BERT",), []),
    ],
)
def test_phrases(text, phrases, expected):
    assert hits(text, *phrases) == expected


def test_no_phrases():
    assert PhraseMatcher([]).find("BERT", Folded.of("BERT")) == []


@pytest.mark.parametrize(
    "name", ["BERT", "GPT-2", "U-Net", "YOLO9000", "FC-LSTM", "InstDisc", "iGPT"]
)
def test_shape_of_a_name(name):
    assert NAME_SHAPE.fullmatch(name)


@pytest.mark.parametrize("word", ["Network", "the", "I", "model", "2019", "Deep"])
def test_shape_of_no_name(word):
    assert not NAME_SHAPE.fullmatch(word)


def test_data_sets_and_metrics_are_no_names():
    assert all(map(is_not_name, ["COCO", "CVPR2017", "mAP", "GPUs", "SxS"]))
    assert is_not_name("Very" * 60 + "Net")
    assert not any(map(is_not_name, ["T5", "BERT", "CLIP", "S4"]))


def test_generic_link_texts_are_no_names():
    assert not any(map(is_name, ["here", "paper", "code on GitHub", "x"]))
    assert is_name("Objects as Points")


def test_short_name_before_a_colon():
    assert short_of("DETR: End-to-End Object Detection") == "DETR"
    assert short_of("On the properties of things") == ""


LEXICON = Lexicon(
    works=(
        KnownWork(
            "bert", "BERT", title="BERT: Pre-training of Deep Transformers", arxiv="1810.04805"
        ),
        KnownWork("adam", "Adam", careful=True, kind="method"),
        KnownWork("retinanet", "RetinaNet", aliases=("Focal Loss",), arxiv="1708.02002"),
    ),
    records=(CuratedRecord("cbow", "Efficient Estimation of Word Vectors", "CBOW", ("word2vec",)),),
)


@pytest.fixture
def named(tmp_path):
    def read(text: str, *posts: PostNames):
        (tmp_path / "own.md").write_text(text, encoding="utf-8")
        post = read_posts(tmp_path)[0]
        own = PostNames(post.id, post.file, title="OwnNet: A Net", short_name="OwnNet")
        finder = MentionFinder(NameTable(LEXICON, [own, *posts]), post, own.names())
        return finder.find(Folded.of(text))

    return read


def test_known_names_keep_their_spelling(named):
    found = named("# OwnNet\n\nWe take bert and OwnNet and word2vec.\n")
    assert [(m.named.name, m.named.work, m.own) for m in found] == [
        ("BERT", "bert", False),
        ("", "", True),
        ("CBOW", "", False),
    ]


def test_careful_names_need_their_case(named):
    assert [m.named.name for m in named("Adam, said adam, is ADAM.\n")] == ["Adam"]


def test_a_person_is_no_work(named):
    text = "Adam Roberts and Adam D. Smith used Adam, the Adam Optimizer that is.\n"
    assert [text[m.start : m.end + 10] for m in named(text)] == ["Adam, the Adam", "Adam Optimizer"]


def test_arxiv_link_is_a_name(named):
    (mention,) = named("See [this one](https://arxiv.org/abs/1810.04805v2).\n")
    assert (mention.named.name, mention.linked) == ("BERT", True)


def test_unknown_arxiv_link_is_named_by_its_text(named):
    (mention,) = named("See [Foo: A Bar of Bars](https://arxiv.org/abs/1999.00001).\n")
    assert mention.named.name == "Foo"


def test_a_technique_is_not_its_papers_model(named):
    (mention,) = named("It uses focal loss.\n")
    assert (mention.named.name, mention.named.work) == ("focal loss", "retinanet")


def test_other_posts_give_names(named):
    other = PostNames("other.md", "other.md", title="MegaNet: A Larger Net", arxiv="2001.00001")
    (mention,) = named("It is like MegaNet.\n", other)
    assert (mention.named.name, mention.named.post) == ("MegaNet", "other.md")


def test_short_forms_that_a_post_defines_are_names(named):
    other = PostNames("b.md", "b.md", title="Focal Loss Adaptation Method: A Way", arxiv="2001.1")
    text = "Focal Loss Adaptation Method (FLAM) is new. FLAM helps, FLAME and MFLAM do not.\n"
    found = named(text, other)
    assert [text[m.start : m.end] for m in found] == [
        "Focal Loss Adaptation Method",
        "FLAM",
        "FLAM",
    ]
    assert len({m.named.key for m in found}) == 1


def test_short_form_of_something_else_is_left_alone(named):
    text = "We take BERT (XYZ) and XYZ.\n"
    assert [m.named.name for m in named(text)] == ["BERT"]


def test_post_about_a_known_work_is_that_work(named):
    other = PostNames("b.md", "b.md", title="BERT: Pre-training of Deep Transformers")
    (mention,) = named("It is like BERT.\n", other)
    assert (mention.named.work, mention.named.post) == ("bert", "b.md")


def test_two_papers_of_one_name_stay_two():
    posts = [
        PostNames("a.md", "a.md", title="CenterNet: Objects as Points", arxiv="1904.07850"),
        PostNames("b.md", "b.md", title="CenterNet: Keypoint Triplets", arxiv="1904.08189"),
    ]
    table = NameTable(Lexicon(), posts)
    first, second = table.by_file("a.md"), table.by_file("b.md")
    assert first is not None
    assert second is not None
    assert first.key != second.key


def test_fold_keeps_plus_signs():
    assert fold("PointNet++") != fold("PointNet")
