from __future__ import annotations

import pytest

from paperkg.errors import SourceError
from paperkg.lexicon import load_lexicon

WORKS = "name,title,year,arxiv,doi,aliases,kind,generic,source\n"


@pytest.fixture
def data(tmp_path):
    (tmp_path / "gazetteers").mkdir()

    def write(name: str, text: str):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_packed_data_loads():
    lexicon = load_lexicon()
    assert len(lexicon.works) > 500
    assert lexicon.records
    assert lexicon.categories
    assert lexicon.concepts
    assert len({w.id for w in lexicon.works}) == len(lexicon.works)


def test_without_curation_there_are_no_records():
    assert load_lexicon(curated=False).records == ()


def test_empty_folder_gives_an_empty_lexicon(tmp_path):
    lexicon = load_lexicon(tmp_path)
    assert (lexicon.works, lexicon.records, lexicon.categories, lexicon.concepts) == ((),) * 4


def test_works(data):
    folder = data(
        "gazetteers/works.csv",
        WORKS
        + 'Wide & Deep,"A, B",2016,1606.07792,,W&D|WideDeep,model,,x\nAdam,,,,,,method,case,\n',
    )
    wide, adam = load_lexicon(folder).works
    assert (wide.id, wide.title, wide.year, wide.aliases) == (
        "wide-and-deep",
        "A, B",
        2016,
        ("W&D", "WideDeep"),
    )
    assert (adam.careful, adam.year, adam.kind) == (True, None, "method")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("BERT,,20x8,,,,model,,\n", "year"),
        (",,,,,,model,,\n", "name"),
        ("BERT,a\n", "fields"),
    ],
)
def test_faults_of_works_name_the_line(data, row, said):
    folder = data("gazetteers/works.csv", WORKS + row)
    with pytest.raises(SourceError, match=said) as caught:
        load_lexicon(folder)
    assert caught.value.where().endswith("works.csv:2")


def test_concepts(data):
    folder = data(
        "concepts.yaml",
        "scheme: {id: concepts, title: Concepts}\nconcepts:\n"
        "  - {id: ae, prefLabel: autoencoder, altLabels: [AE], ambiguous: [AE], broader: [net], work: true}\n"
        "  - {id: ml, prefLabel: machine learning, broad: true, ambiguous: true}\n",
    )
    lexicon = load_lexicon(folder)
    auto, learning = lexicon.concepts
    assert (auto.careful, auto.broader, auto.work, auto.broad) == (("AE",), ("net",), True, False)
    assert (learning.careful, learning.broad) == (("machine learning",), True)
    assert lexicon.scheme_titles == {"concepts": "Concepts"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("concepts: 3\n", "no list"),
        ("concepts:\n  - 3\n", "entry 1"),
        ("concepts:\n  - {id: a}\n", "prefLabel"),
        ("concepts:\n  - {id: a, prefLabel: b, altLabels: c}\n", "altLabels"),
        ("concepts:\n  - {id: a, prefLabel: b, broad: 2}\n", "broad"),
        ("concepts:\n  - {id: a, prefLabel: [b]}\n", "prefLabel"),
        ("concepts:\n  - {id: a, prefLabel: b, altLabels: [[c]]}\n", "altLabels"),
    ],
)
def test_faults_of_concepts_name_the_file(data, text, said):
    folder = data("concepts.yaml", text)
    with pytest.raises(SourceError, match=said) as caught:
        load_lexicon(folder)
    assert "concepts.yaml" in caught.value.where()


def test_records_and_categories(data):
    data("papers.yaml", "papers:\n  - {id: a, title: T, authors: [B C], year: 2019, doi: null}\n")
    folder = data("categories.yaml", "categories:\n  - {id: v, prefLabel: Vision, cues: [image]}\n")
    lexicon = load_lexicon(folder)
    assert lexicon.records[0].authors == ("B C",)
    assert lexicon.records[0].doi == ""
    assert lexicon.categories[0].cues == ("image",)
