"""Shows what was found, to people as a table and to programs as JSON."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterator

from paperkg.check.engine import Report
from paperkg.check.result import Outcome, Result

SCHEMA_VERSION = 1
"""Of the JSON; a key is never removed or given another meaning without a new number."""

_SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.NOT_APPLICABLE: "–"}


def report_json(report: Report) -> str:
    """Return the report as JSON: ``format``, ``base_iri``, ``results``, ``measures``."""
    data = {
        "format": SCHEMA_VERSION,
        "base_iri": report.base_iri,
        "whole": report.whole,
        "passed": report.number(Outcome.PASSED),
        "failed": report.number(Outcome.FAILED),
        "not_applicable": report.number(Outcome.NOT_APPLICABLE),
        "results": [
            {
                "number": r.requirement.number,
                "title": r.requirement.title,
                "source": r.requirement.source,
                "outcome": r.outcome.value.replace(" ", "-"),
                "counted": r.counted,
                "violations": r.violations,
                "offenders": list(r.offenders),
                "command": r.requirement.command,
            }
            for r in report.results
        ],
        "measures": {metric.name: value for metric, value in report.measures},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def report_table(report: Report, *, commands: bool = False) -> str:
    """Return the report as a table.

    Args:
        report: What was found.
        commands: Also show the command line that shows the same.
    """
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))
    lines = [line for result in report.results for line in _row(result, width, commands=commands)]
    lines.append("")
    lines.append(
        f"{report.number(Outcome.PASSED)} passed, {report.number(Outcome.FAILED)} failed,"
        f" {report.number(Outcome.NOT_APPLICABLE)} not applicable"
    )
    return "\n".join(lines) + "\n"


def _row(result: Result, width: int, *, commands: bool) -> Iterator[str]:
    one = result.requirement
    yield f"{one.number:>3} {_SIGNS[result.outcome]} {one.title}"
    details = [f"{result.counted}  [{one.source}]"]
    if result.violations:
        details += [f"! {offender}" for offender in result.offenders]
        rest = result.violations - len(result.offenders)
        details += [f"! and {rest} more"] if rest else []
    if commands:
        details.append(f"$ {one.command}")
    for detail in details:
        yield from textwrap.wrap(
            detail,
            width,
            initial_indent="      ",
            subsequent_indent="        ",
            break_long_words=False,
            break_on_hyphens=False,
        )
