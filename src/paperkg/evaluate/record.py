"""The last recorded measurement: what was reached, and how often each rule was right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paperkg import resources
from paperkg.errors import SourceError
from paperkg.evaluate.report import Counts, Report

PARTS = ("data", "quality.json")


@dataclass(frozen=True, slots=True)
class Record:
    """Figures of a measurement.

    Attributes:
        measured: Day of the measurement, ``YYYY-MM-DD``.
        sets: Name of a labelled set -> field -> counts.
        rules: Name of a rule -> how often it was right and wrong, over all sets.
    """

    measured: str
    sets: dict[str, dict[str, Counts]]
    rules: dict[str, Counts]

    def precision(self, rule: str) -> str:
        """Return the measured precision of a rule in words, empty if it never fired.

        >>> Record("2026-01-02", {}, {"extends": Counts(9, 1, 0)}).precision("extends")
        '9 of 10 right on labelled posts (2026-01-02)'
        """
        counts = self.rules.get(rule)
        if counts is None:
            return ""
        total = counts.right + counts.wrong
        return f"{counts.right} of {total} right on labelled posts ({self.measured})"

    def to_json(self) -> str:
        """Return the text of the record file."""
        data = {
            "measured": self.measured,
            "sets": {
                name: {key: _row(counts) for key, counts in sorted(figures.items())}
                for name, figures in sorted(self.sets.items())
            },
            "rules": {key: _row(counts)[:2] for key, counts in sorted(self.rules.items())},
        }
        return json.dumps(data, indent=1) + "\n"


def _row(counts: Counts) -> list[int]:
    return [counts.right, counts.wrong, counts.missed]


def make_record(measured: str, reports: dict[str, Report]) -> Record:
    """Sum up reports, one per labelled set."""
    rules: dict[str, Counts] = {}
    for report in reports.values():
        for name, counts in report.rules.items():
            rules.setdefault(name, Counts()).add(counts.right, counts.wrong, 0)
    sets = {name: dict(report.fields) for name, report in reports.items()}
    return Record(measured, sets, rules)


def load_record(path: Path | None = None) -> Record:
    """Read the recorded figures that come with paperkg, or those of a file.

    Raises:
        SourceError: If the file is there but is no record.
    """
    place = path or resources.path(*PARTS)
    if not place.is_file():
        return Record("", {}, {})
    try:
        data: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        return Record(
            data["measured"],
            {name: {k: Counts(*v) for k, v in row.items()} for name, row in data["sets"].items()},
            {name: Counts(row[0], row[1]) for name, row in data["rules"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError("is not a record of measurements", path=str(place)) from error
