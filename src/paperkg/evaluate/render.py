"""A report as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from paperkg.evaluate.report import Counts, Report

_HEAD = f"{'field':<28}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'wrong':>7}{'missed':>8}"


def report_table(report: Report, *, errors: bool = False) -> str:
    """Return a report as a table of plain text.

    Args:
        report: What was found.
        errors: Also list every wrong or missing answer with its quote.
    """
    lines = [f"posts {report.posts}   without a prediction {len(report.missing)}"]
    if report.unmatched:
        lines[0] += f"   predictions without a post {report.unmatched}"
    lines += ["", _HEAD, *_rows(report.fields)]
    if len(report.corpora) > 1:
        for corpus, fields in sorted(report.corpora.items()):
            lines += ["", f"{corpus}/", *_rows(fields)]
    if report.rules:
        lines += ["", f"{'rule':<28}{'P':>7}{'':>14}{'right':>8}{'wrong':>7}"]
        lines += [
            f"{name:<28}{c.precision:>7.3f}{'':>14}{c.right:>8}{c.wrong:>7}"
            for name, c in sorted(report.rules.items())
        ]
    if report.accuracy:
        lines.append("")
        for name, (right, total) in report.accuracy.items():
            lines.append(f"{name:<28}{right / total if total else 0:>7.3f}  ({right} of {total})")
    faults = ", ".join(f"{fault.value} {count}" for fault, count in report.faults.items())
    lines += ["", f"wrong builds_on: {faults}"]
    if report.optional[1]:
        lines.append("optional builds_on found: {} of {}".format(*report.optional))
    if report.quotes[1]:
        lines.append("quotes found in the posts: {} of {}".format(*report.quotes))
    if errors:
        lines += ["", *_errors(report)]
    return "\n".join(lines)


def report_json(report: Report) -> str:
    """Return a report as JSON: the same figures, and every wrong or missing answer."""
    value: dict[str, Any] = {
        "posts": report.posts,
        "missing": list(report.missing),
        "unmatched": report.unmatched,
        "fields": _figures(report.fields),
        "macro_f1": {name: round(f1, 4) for name, f1 in report.macro.items()},
        "corpora": {name: _figures(f) for name, f in sorted(report.corpora.items())},
        "rules": {
            name: {"precision": round(c.precision, 4), "right": c.right, "wrong": c.wrong}
            for name, c in sorted(report.rules.items())
        },
        "accuracy": {
            name: {"right": right, "total": total}
            for name, (right, total) in report.accuracy.items()
        },
        "wrong_builds_on": {fault.value: count for fault, count in report.faults.items()},
        "optional_builds_on": {"found": report.optional[0], "total": report.optional[1]},
        "quotes": {"found": report.quotes[0], "total": report.quotes[1]},
        "issues": [
            {
                "post": i.post,
                "field": i.field,
                "kind": i.kind,
                "value": i.value,
                "wanted": i.wanted or None,
                "rule": i.rule or None,
                "line": i.line or None,
                "quote": i.quote or None,
            }
            for i in report.issues
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _rows(fields: Mapping[str, Counts]) -> Iterable[str]:
    for name, c in fields.items():
        yield (
            f"{name:<28}{c.precision:>7.3f}{c.recall:>7.3f}{c.f1:>7.3f}"
            f"{c.right:>8}{c.wrong:>7}{c.missed:>8}"
        )


def _figures(fields: Mapping[str, Counts]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "precision": round(c.precision, 4),
            "recall": round(c.recall, 4),
            "f1": round(c.f1, 4),
            "right": c.right,
            "wrong": c.wrong,
            "missed": c.missed,
        }
        for name, c in fields.items()
    }


def _errors(report: Report) -> Iterable[str]:
    post = ""
    for issue in report.issues:
        if issue.post != post:
            post = issue.post
            yield f"# {post}"
        place = (
            f"  [{issue.rule}{f' line {issue.line}' if issue.line else ''}]" if issue.rule else ""
        )
        wanted = f"  (wanted {issue.wanted!r})" if issue.wanted else ""
        yield f"  {issue.field} {issue.kind}: {issue.value!r}{wanted}{place}"
        if issue.quote:
            yield f"      “{' '.join(issue.quote.split())}”"
