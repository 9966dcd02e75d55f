from __future__ import annotations

import pytest

from paperkg.extract.concepts import ConceptReader
from paperkg.extract.names import Folded, MentionFinder, NameTable, PostNames
from paperkg.extract.relations import CUES, read_relations
from paperkg.model import KnownWork, Lexicon, Relation
from paperkg.posts import read_posts

from .case_files import CASES, Case, read_cases

MODELS = "BART|BERT|GPT|RoBERTa|ResNet|VGG|U-Net|DETR|FCOS|YOLO|R-FCN|Faster R-CNN|SORT|PETR|SimCLR|DQN|PointNet|DenseNet"
LEXICON = Lexicon(
    works=(
        *(KnownWork(id=name.lower(), name=name) for name in MODELS.split("|")),
        KnownWork(id="transformer", name="Transformer", aliases=("Attention Is All You Need",)),
        KnownWork(id="lstm", name="LSTM", kind="family"),
    )
)
RULES = {cue.name for cue in CUES}


@pytest.fixture
def claims(tmp_path):
    def read(text: str, title: str = "OwnNet: A Network for Tests"):
        (tmp_path / "own.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
        post = read_posts(tmp_path)[0]
        names = PostNames(post.id, post.file, title=title, short_name="OwnNet")
        finder = MentionFinder(NameTable(LEXICON, [names]), post, names.names())
        folded = Folded.of(post.source.text)
        found = ConceptReader(LEXICON.concepts).find(post, folded)
        spans = [(o.start, o.end, o.concept.label) for o in found]
        relations = read_relations(post, finder, finder.find(folded), concepts=spans)
        for claim in relations:
            evidence = claim.evidence
            assert post.source.text[evidence.start : evidence.end] == evidence.quote
        return relations

    return read


def said(relations) -> set[str]:
    return {f"{c.relation} -> {c.target}" for c in relations if c.relation is not Relation.MENTIONS}


def all_cases() -> list[Case]:
    return [
        c for path in sorted(CASES.glob("*.md")) if path.stem in RULES for c in read_cases(path)
    ]


@pytest.mark.parametrize("case", all_cases(), ids=lambda c: f"{c.rule}: {c.title}")
def test_case(case, claims):
    relations = claims(case.text)
    assert said(relations) == set(case.expected)
    if case.title == f"reads {case.rule}":
        assert case.rule in {claim.evidence.rule for claim in relations}


def test_every_rule_has_a_case_that_it_reads_and_one_more():
    for rule in RULES:
        cases = read_cases(CASES / f"{rule}.md")
        assert cases[0].title == f"reads {rule}"
        assert len(cases) > 1
