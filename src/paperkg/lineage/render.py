"""Prints a lineage: as a tree for people, and in the formats of other tools."""

from __future__ import annotations

import csv
import io
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paperkg.index import Hop
from paperkg.lineage.text import dot_quoted, mermaid_label, one_line, printable, safe_cell, xml_text
from paperkg.lineage.trace import Direction, Lineage, Node
from paperkg.model import Claim

_WORDS = {
    "builds_on": ("builds on", "is built on by"),
    "extends": ("extends", "is extended by"),
    "uses": ("uses", "is used by"),
    "variant_of": ("is a variant of", "has the variant"),
    "component": ("has as a part", "is a part of"),
}
_DEEPEST = 90  # columns of indentation: thirty levels


@dataclass(frozen=True, slots=True)
class Style:
    """How to print.

    Attributes:
        why: Every claim with quote, place and rule, instead of one short reason.
        root: Folder in front of the ``file:line`` places, empty for none.
        iri: Base of the IRIs, for Turtle and JSON.
        emphasis: Applied to names, dim text and quotes; the identity when not on a terminal.
    """

    why: bool = False
    root: str = ""
    iri: str = "https://w3id.org/paperkg/"
    emphasis: Callable[[str, str], str] = lambda text, _: text


def place(claim: Claim, style: Style) -> str:
    """Return the ``file:line`` of a claim."""
    if claim.evidence is None:
        return "curated"
    file = f"{style.root}/{claim.evidence.file}" if style.root else claim.evidence.file
    return printable(f"{file}:{claim.evidence.line}")


def in_words(hop: Hop, direction: Direction) -> str:
    """Return the relation as a verb that leads from the nearer to the farther work."""
    return _WORDS[hop.relation.value][direction is Direction.DESCENDANTS]


def _title(node: Node) -> str:
    year = f" ({node.year})" if node.year else ""
    stub = " [no post]" if node.stub else ""
    return f"{one_line(node.name)}{year}{stub}"


def _tree(lineage: Lineage, style: Style) -> str:
    """Draw the lineage as a tree; a work that was drawn before is named, not unfolded again.

    Works are unfolded where they are nearest to the start. A branch too deep for a page goes on
    below, as a tree of its own.
    """
    root = lineage.nodes[lineage.root]
    steps = lineage.onward()
    head = style.emphasis(_title(root), "name")
    if root.title != root.name:
        head += f" · {one_line(root.title)}"
    lines = [head]
    if lineage.root not in steps:
        kind = "earlier work it builds on" if _up(lineage) else "later work that builds on it"
        lines.append(f"  no {kind} is named in any post")
    home = _homes(lineage, steps)
    stack: list[tuple[Hop, str, bool]] = []
    below: deque[str] = deque()

    def push(work: str, prefix: str) -> None:
        onward = steps.get(work, [])
        stack.extend((hop, prefix, i == 0) for i, hop in enumerate(reversed(onward)))

    push(lineage.root, "")
    while stack:
        hop, prefix, last = stack.pop()
        far = lineage.far_end(hop)
        near = hop.subject if far == hop.object else hop.object
        again, more = home.get(far) != near, far in steps
        deep = more and not again and len(prefix) >= _DEEPEST
        unfold = more and not again and not deep
        verb = in_words(hop, lineage.direction)
        name = style.emphasis(_title(lineage.nodes[far]), "name")
        note = " … (below)" if deep else " …" if again and more else ""
        lines.append(f"{prefix}{'└─' if last else '├─'} {verb} {name}{note}")
        inner = prefix + ("   " if last else "│  ")
        lines += _reasons(hop, inner + ("│  " if unfold else "   "), style)
        if deep:
            below.append(far)
        elif unfold:
            push(far, inner)
        if not stack and below:
            following = below.popleft()
            lines += ["", style.emphasis(_title(lineage.nodes[following]), "name")]
            push(following, "")
    lines += _footer(lineage)
    return "\n".join(lines) + "\n"


def _homes(lineage: Lineage, steps: Mapping[str, list[Hop]]) -> dict[str, str]:
    """Return for each work the one under which it is unfolded: a nearest to the start."""
    home = {lineage.root: ""}
    level = [lineage.root]
    while level:
        following = []
        for node in level:
            for hop in steps.get(node, ()):
                far = lineage.far_end(hop)
                if far not in home:
                    home[far] = node
                    following.append(far)
        level = following
    return home


def _reasons(hop: Hop, prefix: str, style: Style) -> Iterator[str]:
    for claim in hop.claims if style.why else hop.claims[:1]:
        where = place(claim, style)
        if claim.evidence:
            quote = style.emphasis(f"“{one_line(claim.evidence.quote)}”", "quote")
            yield f"{prefix}{quote}"
            rule = (
                f" · {claim.relation.value} · rule {printable(claim.evidence.rule)}"
                if style.why
                else ""
            )
            yield f"{prefix}{style.emphasis(where + rule, 'dim')}"
        else:
            yield f"{prefix}{style.emphasis(where, 'dim')}"


def _footer(lineage: Lineage) -> Iterator[str]:
    names = {key: one_line(node.name) for key, node in lineage.nodes.items()}
    for cycle in lineage.cycles:
        yield f"cycle: {' → '.join(names[work] for work in cycle)}"
    for hop in lineage.dropped:
        yield f"left out (a longer way leads there): {names[hop.subject]} → {names[hop.object]}"
    if lineage.truncated:
        yield "there is more beyond this depth"


def _up(lineage: Lineage) -> bool:
    return lineage.direction is Direction.ANCESTORS


def _near_end(lineage: Lineage, hop: Hop) -> str:
    return hop.subject if lineage.far_end(hop) == hop.object else hop.object


def _rows(lineage: Lineage, style: Style) -> Iterator[dict[str, Any]]:
    order = {work: number for number, work in enumerate(lineage.nodes)}
    for hop in sorted(lineage.hops, key=lambda h: (order[lineage.far_end(h)], h.subject, h.object)):
        for claim in hop.claims:
            e = claim.evidence
            yield {
                "depth": lineage.nodes[_near_end(lineage, hop)].depth + 1,
                "subject": one_line(lineage.nodes[hop.subject].name),
                "relation": claim.relation.value,
                "object": one_line(lineage.nodes[hop.object].name),
                "year": lineage.nodes[hop.object].year,
                "quote": one_line(e.quote) if e else "",
                "place": place(claim, style),
                "rule": printable(e.rule) if e else "",
                "layer": claim.layer.value,
            }


def _table(lineage: Lineage, style: Style) -> str:
    columns = ["depth", "subject", "relation", "object", "year", "place"]
    columns += ["rule", "quote"] if style.why else ["quote"]
    rows = [
        ["" if row[c] is None else str(row[c]) for c in columns] for row in _rows(lineage, style)
    ]
    widths = [max([len(c), *(len(row[i]) for row in rows)]) for i, c in enumerate(columns[:-1])]
    lines = []
    for row in [columns, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines + list(_footer(lineage))) + "\n"


def _csv(lineage: Lineage, style: Style) -> str:
    out = io.StringIO()
    columns = ["depth", "subject", "relation", "object", "year", "place", "rule", "layer", "quote"]
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(lineage, style):
        writer.writerow({key: safe_cell(value) for key, value in row.items()})
    return out.getvalue()


def _json(lineage: Lineage, style: Style) -> str:
    data = {
        "root": lineage.root,
        "direction": lineage.direction.value,
        "nodes": [
            {
                "id": node.id,
                "iri": f"{style.iri}paper/{node.id}",
                "name": node.name,
                "title": node.title,
                "year": node.year,
                "stub": node.stub,
                "depth": node.depth,
            }
            for node in lineage.nodes.values()
        ],
        "edges": [
            {
                "subject": hop.subject,
                "object": hop.object,
                "relation": hop.relation.value,
                "claims": [_claim_json(claim) for claim in hop.claims],
            }
            for hop in lineage.hops
        ],
        "cycles": [list(cycle) for cycle in lineage.cycles],
        "dropped": [[hop.subject, hop.object] for hop in lineage.dropped],
        "truncated": lineage.truncated,
    }
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "replace").decode()  # a file's name may hold lone surrogates


def _claim_json(claim: Claim) -> dict[str, Any]:
    e = claim.evidence
    return {
        "id": claim.id,
        "relation": claim.relation.value,
        "layer": claim.layer.value,
        "reversed": claim.reversed,
        "quote": e.quote if e else None,
        "file": e.file if e else None,
        "line": e.line if e else None,
        "start": e.start if e else None,
        "end": e.end if e else None,
        "rule": e.rule if e else None,
    }


def _dot(lineage: Lineage, _: Style) -> str:
    lines = ["digraph lineage {", "  rankdir=RL;", "  node [shape=box];"]
    for node in sorted(lineage.nodes.values(), key=lambda n: n.id):
        year = f"\\n{node.year}" if node.year else ""
        shape = ", style=dashed" if node.stub else ""
        label = dot_quoted(node.name)[:-1] + year + '"'
        lines.append(f"  {dot_quoted(node.id)} [label={label}{shape}];")
    for hop in lineage.hops:
        e = hop.claims[0].evidence
        tip = f", tooltip={dot_quoted(e.quote)}" if e else ""
        label = dot_quoted(hop.relation.value.replace("_", " "))
        lines.append(
            f"  {dot_quoted(hop.subject)} -> {dot_quoted(hop.object)} [label={label}{tip}];"
        )
    return "\n".join([*lines, "}"]) + "\n"


def _mermaid(lineage: Lineage, _: Style) -> str:
    names = {work: f"n{i}" for i, work in enumerate(sorted(lineage.nodes))}
    lines = ["graph RL"]
    for work, name in names.items():
        node = lineage.nodes[work]
        lines.append(f'  {name}["{mermaid_label(_title(node))}"]')
    for hop in lineage.hops:
        verb = hop.relation.value.replace("_", " ")
        lines.append(f"  {names[hop.subject]} -->|{verb}| {names[hop.object]}")
    return "\n".join(lines) + "\n"


def _graphml(lineage: Lineage, _: Style) -> str:
    import networkx as nx

    from paperkg.lineage.network import to_networkx

    graph = to_networkx(lineage)
    for _a, _b, data in graph.edges(data=True):
        for key in ("quotes", "places", "rules"):
            data[key] = "\n".join(one_line(v) for v in data[key])
    for _node, data in graph.nodes(data=True):
        for key in ("name", "title"):
            data[key] = one_line(data[key])
    text = "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"
    for value in ("True", "False"):  # XML Schema writes them small
        text = text.replace(f'<data key="stub">{value}<', f'<data key="stub">{value.lower()}<')
    return text


_TURTLE_TERMS = {
    "builds_on": "buildsOn",
    "extends": "extends",
    "uses": "usesMethodOf",
    "variant_of": "variantOf",
    "component": "hasComponent",
}


def _ttl(lineage: Lineage, style: Style) -> str:
    lines = [
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix pkg: <https://w3id.org/paperkg/ontology#> .",
        "",
    ]
    for node in sorted(lineage.nodes.values(), key=lambda n: n.id):
        title = json.dumps(xml_text(node.title), ensure_ascii=False)
        lines.append(f"<{style.iri}paper/{node.id}> dcterms:title {title}@en .")
    for hop in lineage.hops:
        terms = {"buildsOn", *(_TURTLE_TERMS[c.relation.value] for c in hop.claims)}
        for term in sorted(terms):
            subject, object_ = (f"<{style.iri}paper/{end}>" for end in (hop.subject, hop.object))
            lines.append(f"{subject} pkg:{term} {object_} .")
    return "\n".join(lines) + "\n"


FORMATS: dict[str, Callable[[Lineage, Style], str]] = {
    "tree": _tree,
    "table": _table,
    "json": _json,
    "dot": _dot,
    "mermaid": _mermaid,
    "graphml": _graphml,
    "csv": _csv,
    "ttl": _ttl,
}
"""Format -> function that prints it. The output ends in a line break."""


def render(lineage: Lineage, form: str = "tree", style: Style | None = None) -> str:
    """Print a lineage in one of :data:`FORMATS`."""
    return FORMATS[form](lineage, style or Style())
