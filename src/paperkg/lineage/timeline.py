"""An idea's way through the years: which works carry a concept, and from whom they have it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import Any

from paperkg.index import Index
from paperkg.lineage.text import one_line, printable, safe_cell


@dataclass(frozen=True, slots=True)
class Carrier:
    """A work that explains or uses a concept.

    Attributes:
        work: Its id.
        name: Its name.
        year: First public version, if known.
        inherited_from: Names of the works it builds on that carry the concept too.
        quote: The sentence that says so, on one line.
        place: ``file:line`` of the sentence.
    """

    work: str
    name: str
    year: int | None
    inherited_from: tuple[str, ...]
    quote: str
    place: str


def carriers(index: Index, concept: str) -> list[Carrier]:
    """Return the works that carry a concept or a narrower one, oldest first.

    Works of unknown year come last. A work that carries several is shown with the sentence for the
    concept that was asked for, else for the first narrower one.
    """
    found: dict[str, dict[str, Any]] = {}
    for narrower in _with_narrower(index, concept):
        for work, fact in index.works_of("concept", narrower):
            found.setdefault(work, fact)
    result = []
    for work in sorted(found):
        resource = index.get("paper", work)
        evidence = found[work].get("evidence") or {}
        parents = [hop.object for hop in index.hops_up(work) if hop.object in found]
        result.append(
            Carrier(
                work=work,
                name=resource.label,
                year=resource.data["year"],
                inherited_from=tuple(index.labels("paper", parents).values()),
                quote=one_line(str(evidence.get("quote", ""))),
                place=f"{evidence['file']}:{evidence['line']}" if evidence else "",
            )
        )
    return sorted(result, key=lambda c: (c.year is None, c.year or 0, c.work))


def _with_narrower(index: Index, concept: str) -> list[str]:
    """Return a concept and all below it, level by level, each level in the order of ids."""
    below: dict[str, list[str]] = {}
    for resource in index.all("concept"):
        for broader in resource.data["broader"]:
            below.setdefault(broader, []).append(resource.id)
    order = [concept]
    for one in order:
        order += [narrower for narrower in below.get(one, ()) if narrower not in order]
    return order


def printed(label: str, rows: list[Carrier], form: str, root: str) -> str:
    """Print carriers as ``table``, ``json`` or ``csv``; ``root`` goes in front of places."""
    if form == "json":
        data = {"concept": label, "carriers": [asdict(row) for row in rows]}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["year", "work", "name", "inherited_from", "place", "quote"])
        for row in rows:
            cells = [row.year or "", row.work, row.name, "; ".join(row.inherited_from)]
            cells += [row.place, row.quote]
            writer.writerow([safe_cell(cell) for cell in cells])
        return out.getvalue()
    lines = [f"{one_line(label)}: {len(rows)} {'paper' if len(rows) == 1 else 'papers'}"]
    for row in rows:
        origin = f"  ← {one_line(', '.join(row.inherited_from))}" if row.inherited_from else ""
        lines.append(f"{row.year or '????'}  {one_line(row.name)}{origin}")
        if row.quote:
            where = f"{root}/{row.place}" if root else row.place
            lines += [f"      “{row.quote}”", f"      {printable(where)}"]
    return "\n".join(lines) + "\n"
