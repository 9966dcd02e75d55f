"""The figures are those of the reference scorers, where these are at hand."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from paperkg.evaluate import evaluate

SHARED = Path(__file__).parents[3] / "shared"
NOTES, DUMP = SHARED / "dev", SHARED / "seeds"
pytestmark = pytest.mark.skipif(
    not (NOTES / "score.py").is_file(), reason="the reference scorers are not beside the checkout"
)


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def ask(script, *args):
    command = [sys.executable, str(script), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def some(rng, items):
    return rng.sample(items, rng.randint(0, len(items)))


def write(path, predictions):
    path.write_text("\n".join(json.dumps(p) for p in predictions), encoding="utf-8")
    return path


def note(rng, gold):
    lists = ("builds_on", "builds_on_optional", "not_builds_on", "influenced")
    targets = [x["target"] for name in lists for x in gold.get(name, [])]
    concepts = [x["name"] for x in gold["concepts"]] + gold.get("concepts_optional", [])
    return {
        "file": rng.choice([gold["file"], gold["file"].split("/", 1)[1], "x/" + gold["file"]]),
        "title": rng.choice([gold["title"], gold["title"].upper(), "No", None]),
        "authors": some(rng, [*gold["authors"], "Ann Bee", "C. Qi"]),
        "year": rng.choice([None, gold["year"], gold.get("year_inferable"), 2003]),
        "concepts": some(rng, concepts) + some(rng, ["stone", "Stones", "deep learning"]),
        "builds_on": [t + rng.choice(["", " (2015)", "s"]) for t in some(rng, targets)]
        + some(rng, ["Stone", gold["title"]]),
    }


@pytest.mark.parametrize("seed", range(3))
def test_notes(tmp_path, seed):
    rng = random.Random(seed)
    gold = NOTES / "gold.jsonl"
    path = write(tmp_path / "p.jsonl", [note(rng, g) for g in rows(gold) if rng.random() < 0.9])
    said = ask(NOTES / "score.py", path, "--gold", gold)
    report = evaluate(gold, path)
    for name, counts in report.fields.items():
        found = re.search(
            rf"^{name} +\S+ +\S+ +\S+ +(\d+) +(\d+) +(\d+) +(\S+)", said, re.MULTILINE
        )
        assert [int(n) for n in found.groups()[:3]] == [counts.right, counts.wrong, counts.missed]
        assert float(found[4]) == pytest.approx(report.macro[name], abs=0.0006)
    kinds = re.search(r"direction (\d+), .*testbed (\d+), self-link (\d+), other (\d+)", said)
    faults = report.faults
    compared = faults["compared"] + faults["negated"]
    assert [int(n) for n in kinds.groups()] == [
        faults["reversed"],
        compared,
        faults["self"],
        faults["other"],
    ]


def entry(rng, gold):
    lists = ("builds_on", "compares_with", "mentions_later", "critiques", "mentions_only")
    targets = [x["target"] for name in lists for x in gold.get(name, [])]
    concepts = [x["label"] for x in gold["concepts"]]
    return {
        **({"n": gold["n"]} if rng.random() < 0.6 else {}),
        "title": rng.choice(
            [gold["title"], gold["title"].replace("-", ""), gold["dump_title"], ""]
        ),
        "authors": some(rng, [*gold.get("authors_stated", []), "Bee"]),
        "year": rng.choice([None, gold.get("year_stated"), 1999]),
        "categories": some(rng, [*gold["categories"], "Generative Models"]),
        "concepts": some(rng, concepts) + some(rng, ["stone", "attention", "softmax"]),
        "builds_on": some(rng, targets) + some(rng, ["BERT", "GPT-3", "attention", gold["title"]]),
    }


ENTRY_FIELDS = {
    "title": "title (hyphens must be right)",
    "title_loose": "title (hyphens ignored)",
    "authors": "authors_stated (last names)",
    "year": "year_stated",
    "concepts": "concepts (alias-aware)",
    "concepts_lenient": "concepts (extra ones in text ok)",
    "builds_on": "builds_on all required",
    "builds_on_posts": "builds_on among posts",
}
FAULTS = ("reversed", "compared", "negated", "mentioned", "concept", "self", "other")


@pytest.mark.parametrize("seed", range(3))
def test_dump(tmp_path, seed):
    rng = random.Random(seed)
    gold, dump = DUMP / "gold-dev.jsonl", DUMP / "posts.txt"
    path = write(tmp_path / "p.jsonl", [entry(rng, g) for g in rows(gold) if rng.random() < 0.9])
    said = ask(DUMP / "score.py", path, "--gold", gold, "--dump", dump)
    report = evaluate(gold, path, dump)
    for name, label in ENTRY_FIELDS.items():
        found = re.search(re.escape(label) + r".*tp (\d+) fp (\d+) fn (\d+)", said)
        counts = report.fields[name]
        assert [int(n) for n in found.groups()] == [counts.right, counts.wrong, counts.missed]
    kinds = re.search(r"wrong builds_on by kind: (.*)", said)[1]
    assert [int(n) for n in re.findall(r"\d+", kinds)] == [report.faults[f] for f in FAULTS]
    optional = re.search(r"edges found (\d+) of (\d+)", said)
    assert tuple(int(n) for n in optional.groups()) == report.optional
