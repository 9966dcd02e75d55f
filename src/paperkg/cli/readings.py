"""Prints readings: as predictions (JSON lines, YAML), as a table, or claim by claim."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from paperkg.cli.output import emphasis
from paperkg.extract import prediction_of
from paperkg.model import Evidence, Reading, Stated


def rendered(readings: Sequence[Reading], form: str) -> str:
    """Return one prediction per post as ``jsonl``, ``yaml`` or ``table``."""
    if form == "jsonl":
        lines = (json.dumps(prediction_of(r), ensure_ascii=False) for r in readings)
        return "".join(f"{line}\n" for line in lines)
    if form == "yaml":
        from paperkg.yamlfile import dump_plain

        return dump_plain([dict(prediction_of(r)) for r in readings])
    return "".join(f"{line}\n" for line in _table(readings))


def _table(readings: Sequence[Reading]) -> Iterator[str]:
    for reading in readings:
        name = reading.short_name.value if reading.short_name else ""
        title = reading.title.value if reading.title else "(no title)"
        head = f"{name} · {title}" if name and name != title else title
        yield f"{reading.post.id}  {emphasis(head, 'name')}"
        prediction = prediction_of(reading)
        pairs = (
            ("kind", reading.kind.value if reading.kind.value != "paper" else ""),
            ("authors", ", ".join(prediction["authors"])),
            ("year", str(prediction["year"] or "")),
            ("arXiv", prediction["arxiv"] or ""),
            ("DOI", prediction["doi"] or ""),
            ("categories", ", ".join(prediction["categories"])),
            ("concepts", ", ".join(prediction["concepts"])),
            ("builds on", ", ".join(prediction["builds_on"])),
        )
        for key, value in pairs:
            if value:
                yield f"    {key}: {value}"


def explained(readings: Sequence[Reading], root: str) -> str:
    """Return every claim with its place, quote and rule; ``root`` goes in front of places."""
    lines: list[str] = []
    for reading in readings:
        title = reading.title.value if reading.title else "(no title)"
        lines.append(f"{emphasis(title, 'name')}  [{reading.post.id}, {reading.kind.value}]")
        for field, stated in _stated(reading):
            lines += _reason(f"{field}: {stated.value}", stated.evidence, root)
        for claim in reading.relations:
            lines += _reason(f"{claim.relation.value} → {claim.target}", claim.evidence, root)
        for mention in reading.concepts:
            kind = "concept" if mention.concept else "concept (candidate)"
            lines += _reason(f"{kind}: {mention.label}", mention.evidence, root)
        lines.append("")
    return "\n".join(lines)


def _stated(reading: Reading) -> Iterator[tuple[str, Stated]]:
    for field in ("title", "short_name", "year", "venue", "arxiv", "doi", "url"):
        stated = getattr(reading, field)
        if stated is not None:
            yield field.replace("_", " "), stated
    for author in reading.authors:
        yield "author", author
    for category in reading.categories:
        yield "category", category


def _reason(what: str, evidence: Evidence, root: str) -> Iterator[str]:
    where = f"{root}/{evidence.file}" if root else evidence.file
    quote = " ".join(evidence.quote.split())
    yield f"  {what}"
    yield f"      {emphasis(f'“{quote}”', 'quote')}"
    yield f"      {emphasis(f'{where}:{evidence.line} · {evidence.rule}', 'dim')}"
