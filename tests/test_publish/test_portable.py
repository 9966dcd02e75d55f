"""The collection in the forms of other tools, read back by those tools."""

from __future__ import annotations

import csv
import io

import networkx as nx
import pytest

from factories import reading
from paperkg.graph import build_quads
from paperkg.model import CuratedRecord, KnownWork, Lexicon
from paperkg.model.dataset import DatasetInfo
from paperkg.publish.portable import portable_files
from paperkg.resolve import build_catalog

RECORD = CuratedRecord(
    "bert",
    "BERT: {Pre}-training & 100% of $x_1$ \\ #1",
    short_name="BERT",
    authors=("Jacob Devlin", "Ming-Wei Chang"),
    year=2019,
    arxiv="1810.04805",
    source="https://arxiv.org/abs/1810.04805",
)
READINGS = [
    reading("bert.md", RECORD.title, short="BERT", claims=["extends =HYPERLINK(1)", "uses ELMo"]),
    reading(
        "t5.md", "T5 <b>\x00", short="T5", year="2019", claims=["extends BERT", "mentions GPT"]
    ),
]


@pytest.fixture(scope="module")
def files():
    lexicon = Lexicon(records=(RECORD,), works=(KnownWork("elmo", "ELMo", year=2018),))
    catalog = build_catalog(READINGS, lexicon)
    info = DatasetInfo()
    found = portable_files(catalog, build_quads(catalog, info), info)
    return {file.path: "".join(file.blocks) for file in found}


def test_bibtex(files):
    assert files["data/papers.bib"].startswith(
        "@misc{bert,\n"
        "  title = {{BERT: \\textbraceleft{}Pre\\textbraceright{}-training \\& 100\\% of $x_1$ \\textbackslash{} \\#1}},\n"
        "  author = {Jacob Devlin and Ming-Wei Chang},\n"
        "  year = {2019},\n"
        "  eprint = {1810.04805},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/1810.04805}\n"
        "}\n"
    )
    assert files["data/papers.bib"].count("@") == 2  # works without a post are no entries


def test_braces_of_bibtex_are_balanced(files):
    depth = 0
    text = files["data/papers.bib"]
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0


def test_ris(files):
    entries = files["data/papers.ris"].split("ER  - \n")
    assert len(entries) == 3
    assert entries[0].splitlines() == [
        "TY  - GEN",
        f"TI  - {RECORD.title}",
        "AU  - Jacob Devlin",
        "AU  - Ming-Wei Chang",
        "PY  - 2019",
        "UR  - https://arxiv.org/abs/1810.04805",
    ]


def test_tables(files):
    papers = list(csv.DictReader(io.StringIO(files["data/papers.csv"])))
    bert = next(row for row in papers if row["short_name"] == "BERT")
    assert bert == {
        "iri": "https://w3id.org/paperkg/paper/bert",
        "title": RECORD.title,
        "short_name": "BERT",
        "authors": "Jacob Devlin; Ming-Wei Chang",
        "year": "2019",
        "venue": "",
        "arxiv": "1810.04805",
        "doi": "",
        "url": "",
        "categories": "",
        "concepts": "",
        "posts": "bert.md",
        "stub": "no",
    }
    links = list(csv.DictReader(io.StringIO(files["data/lineage.csv"])))
    assert [(r["subject_name"], r["relation"], r["object_name"]) for r in links] == [
        ("BERT", "extends", "'=HYPERLINK(1)"),
        ("BERT", "uses", "ELMo"),
        ("T5", "extends", "BERT"),
    ]
    assert links[2]["quote"] == "extends BERT"
    assert (links[2]["file"], links[2]["line"]) == ("t5.md", "1")


def test_no_cell_is_a_formula(files):
    for path in ("data/papers.csv", "data/lineage.csv"):
        for row in csv.reader(io.StringIO(files[path])):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_graphml_loads_in_networkx(files):
    graph = nx.parse_graphml(files["data/lineage.graphml"])
    assert graph.is_directed()
    assert graph.nodes["bert"]["title"] == RECORD.title
    assert graph.nodes["bert"]["year"] == 2019
    assert graph.nodes["bert"]["stub"] is False
    assert graph.nodes["elmo"]["stub"] is True
    assert {(data["relation"], data["quote"]) for *_, data in graph.edges(data=True)} == {
        ("extends", "extends =HYPERLINK(1)"),
        ("extends", "extends BERT"),
        ("uses", "uses ELMo"),
    }
    assert graph.number_of_edges() == 3


def test_equal_input_gives_equal_files(files):
    lexicon = Lexicon(records=(RECORD,), works=(KnownWork("elmo", "ELMo", year=2018),))
    catalog = build_catalog(READINGS[::-1], lexicon)
    again = portable_files(catalog, build_quads(catalog), DatasetInfo())
    assert {file.path: "".join(file.blocks) for file in again} == files
