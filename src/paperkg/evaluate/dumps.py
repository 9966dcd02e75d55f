"""Measures predictions for the entries of a dump, whose labels know the names of all entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from paperkg.errors import SourceError
from paperkg.evaluate.keys import forms, hyphened_title, last_name, letters
from paperkg.evaluate.predictions import Prediction
from paperkg.evaluate.report import Fault, Issue, Report

Row = Mapping[str, Any]


def measure_dump(
    rows: Sequence[Row], predictions: Sequence[Prediction], dump: Path | None
) -> Report:
    """Measure predictions that are found by the number of their entry, else by its title."""
    names = _Names(rows)
    aligned, lost = _align(names, rows, predictions)
    texts = _texts(rows, dump) if dump is not None and dump.is_file() else {}
    report = Report(unmatched=lost)
    missing: list[str] = []
    for row in rows:
        n = row["n"]
        if row.get("names_only") or (row.get("duplicate_of") and n not in aligned):
            continue  # labelled elsewhere, or merged with its twin
        report.posts += 1
        if n not in aligned:
            missing.append(str(n))
        _Entry(row, aligned.get(n, Prediction()), names, texts.get(n, ""), report).measure(
            lenient=bool(texts)
        )
    report.missing = tuple(missing)
    return report


def _entry_names(row: Row) -> list[str]:
    return [
        row["title"],
        row["dump_title"],
        *([row["short_name"]] if row.get("short_name") else []),
        *row.get("aliases", ()),
        *row.get("title_variants", ()),
        *row.get("title_rejected", ()),
    ]


def _keys(names: Iterable[str]) -> set[str]:
    return {key for name in names for key in forms(name)}


class _Names:
    """What the entries are called, what they descend from, and all concepts."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.by_n = {row["n"]: row for row in rows}
        self.keys_of = {row["n"]: _keys(_entry_names(row)) for row in rows}
        self.entry: dict[str, int] = {}
        for row in rows:
            for name in _entry_names(row):
                for key in forms(name):
                    self.entry.setdefault(key, row["n"])
        self.concepts = {
            key
            for row in rows
            for concept in row.get("concepts", ())
            for key in _keys((concept["label"], *concept.get("aliases", ())))
        }
        self.ancestors = {row["n"]: self._ancestors(row["n"]) for row in rows}

    def _ancestors(self, n: int) -> set[int]:
        found: set[int] = set()
        open_ = [n]
        while open_:
            for edge in self.by_n[open_.pop()].get("builds_on", ()):
                target = edge.get("target_post")
                if target and target not in found:
                    found.add(target)
                    open_.append(target)
        return found

    def target(self, edge: Row) -> set[str]:
        """Return the keys of an edge's target, those of its entry included."""
        keys = _keys((edge["target"], *edge.get("target_aliases", ())))
        if edge.get("target_post"):
            keys |= self.keys_of[edge["target_post"]]
        return keys

    def entry_of(self, name: str) -> int | None:
        """Return the entry that has this name."""
        return next((self.entry[key] for key in forms(name) if key in self.entry), None)


def _align(
    names: _Names, rows: Sequence[Row], predictions: Sequence[Prediction]
) -> tuple[dict[int, Prediction], int]:
    """Find the entry of each prediction; also count those without one."""
    aligned: dict[int, Prediction] = {}
    lost = 0
    for prediction in predictions:
        n = prediction.n
        if n not in names.by_n:
            keys = set(forms(prediction.title))
            free = (row["n"] for row in rows if row["n"] not in aligned)
            n = next((m for m in free if keys & names.keys_of[m]), None)
        elif n in aligned:
            n = None
        if n is None:
            lost += 1
        else:
            aligned[n] = prediction
    return aligned, lost


def _texts(rows: Sequence[Row], dump: Path) -> dict[int, str]:
    """Return the text of each entry, letters and digits only."""
    try:
        lines = dump.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8", path=str(dump)) from error
    ends = [row["line"] for row in rows[1:]] + [len(lines) + 1]
    return {
        row["n"]: letters(" ".join(lines[row["line"] - 1 : end - 1]))
        for row, end in zip(rows, ends, strict=True)
    }


class _Entry:
    """The labels of one entry beside its prediction."""

    def __init__(
        self, row: Row, prediction: Prediction, names: _Names, text: str, report: Report
    ) -> None:
        self.row = row
        self.prediction = prediction
        self.names = names
        self.text = text
        self.report = report

    def measure(self, *, lenient: bool) -> None:
        self.title()
        self.authors()
        self.year()
        self.categories()
        self.concepts(lenient=lenient)
        self.builds_on()

    def count(self, field: str, right: int, wrong: int, missed: int) -> None:
        self.report.count("dump", field, right, wrong, missed)

    def issue(self, field: str, kind: str, value: str, **more: Any) -> None:
        self.report.issues.append(Issue(str(self.row["n"]), field, kind, value, **more))

    def title(self) -> None:
        title = self.prediction.title
        wanted = [self.row["title"], *self.row.get("title_variants", ())]
        strict = bool(title) and hyphened_title(title) in {hyphened_title(t) for t in wanted}
        loose = bool(title) and letters(title) in {letters(t) for t in wanted}
        self.count("title", int(strict), int(bool(title) and not strict), int(not strict))
        self.count("title_loose", int(loose), int(bool(title) and not loose), int(not loose))
        rule = self.prediction.rules.get("title", "")
        if title:
            self.report.blame(rule, right=int(strict), wrong=int(not strict))
        if not strict:
            kind = "wrong" if title else "missed"
            self.issue("title", kind, title, wanted=self.row["title"], rule=rule)

    def authors(self) -> None:
        wanted = Counter(last_name(a) for a in self.row["authors_stated"])
        given = Counter(k for k in map(last_name, self.prediction.authors) if k)
        right = sum((wanted & given).values())
        wrong, missed = sum(given.values()) - right, sum(wanted.values()) - right
        self.count("authors", right, wrong, missed)
        rule = self.prediction.rules.get("authors", "")
        self.report.blame(rule, right=right, wrong=wrong)
        for key in (given - wanted).elements():
            self.issue("authors", "wrong", key, rule=rule)
        for key in (wanted - given).elements():
            self.issue("authors", "missed", key)

    def year(self) -> None:
        wanted, given = self.row["year_stated"], self.prediction.year
        right = given is not None and given == wanted
        wrong = given is not None and not right
        self.count("year", int(right), int(wrong), int(wanted is not None and not right))
        rule = self.prediction.rules.get("year", "")
        self.report.blame(rule, right=int(right), wrong=int(wrong))
        if given != wanted:
            kind = "wrong" if wrong else "missed"
            self.issue("year", kind, str(given or ""), wanted=str(wanted or ""), rule=rule)

    def categories(self) -> None:
        if not self.row["categories"]:
            return
        wanted = [letters(c) for c in self.row["categories"]]
        given = [letters(c) for c in self.prediction.categories]
        best = bool(given) and given[0] == wanted[0]
        self._accuracy("category", right=best)
        if self.row.get("category_fit") == "good":
            self._accuracy("category_good_fit", right=best)
        self._accuracy("category_any", right=bool(given) and given[0] in wanted)
        if given and not best:
            self.issue(
                "categories",
                "wrong",
                self.prediction.categories[0],
                wanted=self.row["categories"][0],
            )

    def _accuracy(self, name: str, *, right: bool) -> None:
        good, total = self.report.accuracy.get(name, (0, 0))
        self.report.accuracy[name] = (good + right, total + 1)

    def concepts(self, *, lenient: bool) -> None:
        labels = self.row["concepts"]
        index = _concept_index(labels)
        found: set[int] = set()
        extra = severe = 0
        for label in self.prediction.concepts:
            keys = forms(label)
            hit = next((index[k] for k in keys if k in index), None)
            if hit is not None:
                found.add(hit)
                continue
            extra += 1
            known = bool(self.names.concepts.intersection(keys))
            if not (known and self.text and any(k in self.text for k in keys)):
                severe += 1
                self.issue("concepts", "wrong", label)
        required = {i for i, c in enumerate(labels) if not c.get("optional")}
        if self.row["kind"] == "index" and not self.prediction.concepts:
            return
        right, missed = len(found & required), len(required - found)
        self.count("concepts", right, extra, missed)
        if lenient:
            self.count("concepts_lenient", right, severe, missed)
        for i in sorted(required - found):
            self.issue(
                "concepts", "missed", labels[i]["label"], quote=labels[i].get("evidence", "")
            )

    def builds_on(self) -> None:
        edges = self.row["builds_on"]
        keyed = [self.names.target(e) for e in edges]
        hits: set[int] = set()
        wrong = wrong_entries = 0
        seen: set[int] = set()
        for name in dict.fromkeys(self.prediction.builds_on):
            keys = set(forms(name))
            edge = self.prediction.edge(name)
            hit = next((i for i, k in enumerate(keyed) if k & keys), None)
            if hit is not None:
                hits.add(hit)
                if not edges[hit]["optional"]:
                    self.report.blame(edge.rule, right=1)
                continue
            entry = self.names.entry_of(name)
            if entry is not None and entry in seen:
                continue
            if entry is not None:
                seen.add(entry)
                wrong_entries += 1
            wrong += 1
            fault = self.fault(keys, entry)
            self.report.faults[fault] += 1
            self.report.blame(edge.rule, wrong=1)
            self.issue(
                "builds_on", fault.value, name, rule=edge.rule, line=edge.line, quote=edge.quote
            )
        required = {i for i, e in enumerate(edges) if not e["optional"]}
        entries = {i for i in required if edges[i]["target_post"]}
        self.count("builds_on", len(hits & required), wrong, len(required - hits))
        self.count("builds_on_posts", len(hits & entries), wrong_entries, len(entries - hits))
        found, total = self.report.optional
        self.report.optional = (found + len(hits - required), total + len(edges) - len(required))
        for i in sorted(required - hits):
            self.issue(
                "builds_on", "missed", edges[i]["target"], quote=edges[i].get("evidence", "")
            )

    def fault(self, keys: set[str], entry: int | None) -> Fault:
        row, n = self.row, self.row["n"]

        def among(field: str) -> bool:
            return any(self.names.target(x) & keys for x in row.get(field, ()))

        checks = (
            (Fault.SELF, entry == n),
            (
                Fault.REVERSED,
                among("mentions_later") or (entry is not None and n in self.names.ancestors[entry]),
            ),
            (Fault.COMPARED, among("compares_with")),
            (Fault.NEGATED, among("critiques")),
            (Fault.MENTIONED, among("mentions_only")),
            (Fault.CONCEPT, not keys.isdisjoint(_concept_index(row["concepts"]))),
        )
        return next((fault for fault, true in checks if true), Fault.OTHER)


def _concept_index(concepts: Sequence[Row]) -> dict[str, int]:
    """Return concepts by key: labels win over aliases, required over optional ones."""
    index: dict[str, int] = {}
    for i, concept in enumerate(concepts):
        for key in forms(concept["label"]):
            index.setdefault(key, i)
    for optional in (False, True):
        for i, concept in enumerate(concepts):
            if bool(concept.get("optional")) == optional:
                for alias in concept.get("aliases", ()):
                    for key in forms(alias):
                        index.setdefault(key, i)
    return index
