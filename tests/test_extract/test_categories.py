from __future__ import annotations

import pytest

from paperkg.extract.categories import CategoryReader, read_categories
from paperkg.model import Category, Lexicon
from paperkg.posts import read_posts

LEXICON = Lexicon(
    categories=(
        Category(
            "vision",
            "Computer Vision",
            ("Image Processing",),
            cues=("object detection",),
            hidden_labels=("Sight",),
        ),
        Category("language", "Language Models", ("NLP",), cues=("machine translation", "few-shot")),
        Category("graphs", "Graph Nets", cues=("message passing", "object detection on graphs")),
        Category("speech", "Speech", cues=("vocoder",)),
        Category("time", "Time Series", ("Forecasting",)),
    )
)


@pytest.fixture
def read(tmp_path):
    def read_text(text: str):
        (tmp_path / "a.md").write_text(text, encoding="utf-8")
        (post,) = read_posts(tmp_path)
        found = read_categories(post, LEXICON)
        for stated in found:
            place = stated.evidence
            assert post.source.text[place.start : place.end] == place.quote
        return found

    return read_text


def keys(found):
    return [stated.key for stated in found]


def test_title_counts_more_than_prose(read):
    found = read("# Object detection for all\n\nText on a vocoder, and machine translation too.")
    assert keys(found) == ["vision"]
    assert found[0].value == "Computer Vision"
    assert found[0].evidence.rule == "category-from-title"
    assert found[0].evidence.quote == "Object detection for all"


def test_tags_name_categories_by_label_or_cue(read):
    found = read("---\ntitle: A net\ntags: [NLP, task.object_detection]\n---\n\nText.")
    assert keys(found) == ["vision", "language"]
    assert {stated.evidence.rule for stated in found} == {"category-from-tag"}


def test_a_hidden_label_is_a_tag_and_says_nothing_in_prose(read):
    (found,) = read("---\ntitle: A net\ncategory: sight\n---\n\nText.")
    assert (found.key, found.value, found.evidence.quote) == ("vision", "Computer Vision", "sight")
    assert read("# Sight\n\nSight is what it is about, and sight alone.") == ()


def test_title_in_front_matter_counts_as_title(read):
    found = read("---\ntitle: A vocoder for all\n---\n\nText about machine translation.")
    assert keys(found) == ["speech"]


def test_hyphens_and_plurals_do_not_matter(read):
    assert keys(read("# A net\n\nIt is a fewshot learner.")) == ["language"]
    assert keys(read("# A net\n\nGraph-nets do it.")) == ["graphs"]


def test_longest_phrase_wins(read):
    assert keys(read("# A net\n\nThe task is object detection on graphs.")) == ["graphs"]


def test_at_most_three_and_in_a_fixed_order(read):
    text = "# Vocoder, message passing, machine translation, object detection\n\nText."
    first = keys(read(text))
    assert first == ["vision", "language", "graphs"]
    assert keys(read(text)) == first


def test_one_ordinary_word_does_not_decide(read):
    assert keys(read("# Nets: Forecasting and Care\n\nThey do object detection.")) == ["vision"]
    assert keys(read("# Nets: Forecasting and Care\n\nForecasting. Message passing.")) == ["graphs"]
    assert keys(read("# Nets for forecasting\n\nText.")) == ["time"]
    assert keys(read("# Forecasting of time series\n\nObject detection.")) == ["time"]
    assert keys(read("---\ntags: [forecasting]\n---\n# A net\n\nText.")) == ["time"]
    assert read("# A net\n\nText, and forecasting.") == ()


def test_what_is_said_once_does_not_follow(read):
    text = "# A net\n\nObject detection and object detection again. It has a vocoder."
    assert keys(read(text)) == ["vision"]
    assert keys(read(text + " A vocoder is good.")) == ["vision", "speech"]
    labelled = "# A net\n\n**Subject**: a vocoder\n\nObject detection. Object detection."
    assert keys(read(labelled)) == ["vision", "speech"]


def test_nothing_speaks_for_any(read):
    assert read("# A net\n\nText.") == ()


def test_no_scheme():
    assert CategoryReader(()).categories == ()
