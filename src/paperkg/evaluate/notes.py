"""Measures predictions for a folder of notes: labels say what is required and what optional."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from paperkg.evaluate.keys import (
    BROAD,
    Person,
    label_key,
    label_keys,
    person_key,
    same_person,
    title_words,
)
from paperkg.evaluate.predictions import Prediction
from paperkg.evaluate.report import Counts, Fault, Issue, Report

FIELDS = ("title", "authors", "year", "concepts", "builds_on")
_NEGATIVE_KINDS = frozenset({"replaced", "negated", "abandoned"})


@dataclass(slots=True)
class _Matches:
    """How the items of a list met the labels."""

    hits: dict[int, str]
    wrong: list[str]
    missed: list[int]


def measure_notes(
    rows: Sequence[Mapping[str, Any]], predictions: Sequence[Prediction], root: Path | None
) -> Report:
    """Measure predictions that are found by the file of their post."""
    report = Report(posts=len(rows))
    by_file = {_tidy(p.file): p for p in predictions}
    scores: dict[str, list[float]] = {name: [] for name in FIELDS}
    missing: list[str] = []
    for row in rows:
        found = _find(by_file, unicodedata.normalize("NFC", row["file"]))
        if found is None:
            missing.append(row["file"])
        counts = _Post(row, found or Prediction(), report).measure()
        for name in FIELDS:
            triple = counts[name]
            report.count(row["file"].rpartition("/")[0].partition("/")[0] or ".", name, *triple)
            if sum(triple):
                scores[name].append(Counts(*triple).f1)
        if found is not None and root is not None:
            _look_up(found, root / row["file"], report)
    report.missing = tuple(missing)
    report.macro = {name: sum(f) / len(f) if f else 0.0 for name, f in scores.items()}
    return report


def _tidy(file: str) -> str:
    return unicodedata.normalize("NFC", file.replace("\\", "/")).lstrip("./")


def _find(by_file: Mapping[str, Prediction], file: str) -> Prediction | None:
    """Find by path, by a longer or shorter path with the same tail, or by a unique name."""
    if file in by_file:
        return by_file[file]
    near = [k for k in by_file if file.endswith("/" + k) or k.endswith("/" + file)]
    if not near:
        name = PurePosixPath(file).name
        near = [k for k in by_file if PurePosixPath(k).name == name]
    return by_file[near[0]] if len(near) == 1 else None


def _look_up(prediction: Prediction, path: Path, report: Report) -> None:
    """Count how many quotes of the lineage edges stand in the post."""
    quotes = [q for q in (prediction.edge(t).quote for t in prediction.builds_on) if q]
    if not quotes or not path.is_file():
        return
    text = _squash(path.read_text(encoding="utf-8"))
    found = sum(_squash(quote) in text for quote in quotes)
    report.quotes = (report.quotes[0] + found, report.quotes[1] + len(quotes))


def _squash(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _names(item: Mapping[str, Any], main: str) -> set[str]:
    return {label_key(n) for n in (item[main], *item.get("aliases", ()))} - {""}


class _Post:
    """The labels of one post beside its prediction."""

    def __init__(self, row: Mapping[str, Any], prediction: Prediction, report: Report) -> None:
        self.row = row
        self.prediction = prediction
        self.report = report
        self.lineage = [_names(x, "target") for x in row["builds_on"]]
        self.optional = _union(row.get("builds_on_optional", ()))
        self.others = [(_names(x, "target"), x.get("kind", "")) for x in row["not_builds_on"]]
        self.later = _union(row.get("influenced", ()))
        own = [*row.get("own_names", ()), row.get("short_name") or "", row["title"]]
        self.own = {label_key(n) for n in (*own, *row.get("title_alt", ()))} - {""}

    def measure(self) -> dict[str, tuple[int, int, int]]:
        return {
            "title": self.title(),
            "authors": self.authors(),
            "year": self.year(),
            "concepts": self.concepts(),
            "builds_on": self.builds_on(),
        }

    def issue(self, field: str, kind: str, value: str, **more: Any) -> None:
        self.report.issues.append(Issue(self.row["file"], field, kind, value, **more))

    def title(self) -> tuple[int, int, int]:
        wanted = {title_words(t) for t in (self.row["title"], *self.row.get("title_alt", ()))}
        got = title_words(self.prediction.title)
        right = bool(got) and got in wanted
        rule = self.prediction.rules.get("title", "")
        if got:
            self.report.blame(rule, right=int(right), wrong=int(not right))
        if not right:
            self.issue(
                "title",
                "wrong" if got else "missed",
                self.prediction.title,
                wanted=self.row["title"],
                rule=rule,
            )
        return int(right), int(bool(got) and not right), int(not right)

    def authors(self) -> tuple[int, int, int]:
        wanted: list[Person] = [person_key(a) for a in self.row["authors"]]
        rule = self.prediction.rules.get("authors", "")
        found: set[int] = set()
        wrong = 0
        for author in self.prediction.authors:
            key = person_key(author)
            near = [i for i, w in enumerate(wanted) if i not in found and same_person(key, w)]
            if near:
                found.add(near[0])
                self.report.blame(rule, right=1)
            else:
                wrong += 1
                self.report.blame(rule, wrong=1)
                self.issue("authors", "wrong", author, rule=rule)
        for i, author in enumerate(self.row["authors"]):
            if i not in found:
                self.issue("authors", "missed", author)
        return len(found), wrong, len(wanted) - len(found)

    def year(self) -> tuple[int, int, int]:
        wanted = {self.row["year"], *self.row.get("year_alt", ())} - {None}
        got = self.prediction.year
        rule = self.prediction.rules.get("year", "")
        if got is None:
            if wanted:
                self.issue("year", "missed", str(self.row["year"]))
            return 0, 0, int(bool(wanted))
        if got in wanted:
            self.report.blame(rule, right=1)
            return 1, 0, 0
        if not wanted and got == self.row.get("year_inferable"):
            return 0, 0, 0
        self.report.blame(rule, wrong=1)
        self.issue("year", "wrong", str(got), wanted=str(self.row["year"]), rule=rule)
        return 0, 1, int(bool(wanted))

    def concepts(self) -> tuple[int, int, int]:
        row = self.row
        neutral = {label_key(x) for x in row.get("concepts_optional", ())}
        neutral |= self.own | self.optional | self.later | BROAD
        neutral = neutral.union(*self.lineage, *(names for names, _ in self.others))
        labels = [_names(x, "name") for x in row["concepts"]]
        met = _match(self.prediction.concepts, labels, neutral)
        for value in met.wrong:
            self.issue("concepts", "wrong", value)
        for i in met.missed:
            item = row["concepts"][i]
            self.issue("concepts", "missed", item["name"], quote=item.get("evidence", ""))
        return len(met.hits), len(met.wrong), len(met.missed)

    def builds_on(self) -> tuple[int, int, int]:
        met = _match(self.prediction.builds_on, self.lineage, self.optional)
        for target in met.hits.values():
            self.report.blame(self.prediction.edge(target).rule, right=1)
        for target in met.wrong:
            edge = self.prediction.edge(target)
            fault = self.fault(label_keys(target))
            self.report.faults[fault] += 1
            self.report.blame(edge.rule, wrong=1)
            self.issue(
                "builds_on", fault.value, target, rule=edge.rule, line=edge.line, quote=edge.quote
            )
        for i in met.missed:
            item = self.row["builds_on"][i]
            self.issue("builds_on", "missed", item["target"], quote=item.get("evidence", ""))
        return len(met.hits), len(met.wrong), len(met.missed)

    def fault(self, keys: set[str]) -> Fault:
        if keys & self.own:
            return Fault.SELF
        if keys & self.later:
            return Fault.REVERSED
        for names, kind in self.others:
            if keys & names:
                return Fault.NEGATED if kind in _NEGATIVE_KINDS else Fault.COMPARED
        return Fault.OTHER


def _union(items: Sequence[Mapping[str, Any]]) -> set[str]:
    names: set[str] = set()
    for item in items:
        names |= _names(item, "target")
    return names


def _match(items: Sequence[str], labels: Sequence[set[str]], neutral: set[str]) -> _Matches:
    """Match a list with labels: each item hits at most one, a repetition is not wrong twice."""
    hits: dict[int, str] = {}
    wrong: list[str] = []
    seen: set[str] = set()
    for item in items:
        keys = label_keys(item)
        if not keys:
            continue
        near = next((i for i, names in enumerate(labels) if keys & names), None)
        if near is not None:
            hits.setdefault(near, item)
        elif not keys & neutral and not keys & seen:
            wrong.append(item)
        seen |= keys
    return _Matches(hits, wrong, [i for i in range(len(labels)) if i not in hits])
