"""Writes answers: as a table for people, and in the result formats of SPARQL 1.1 for programs."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO

from paperkg.errors import StoreError
from paperkg.graph import serialize
from paperkg.graph.terms import split_literal, value_of
from paperkg.store.answer import Answer, Graph, Table
from paperkg.vocab import PREFIXES

FORMATS = ("table", "json", "xml", "csv", "tsv", "ttl")
"""Names of the formats."""

_WIDEST = 60  # columns of a table's cell
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_RESULTS = "http://www.w3.org/2005/sparql-results#"


_to_json = json.JSONEncoder(ensure_ascii=False).encode


def render_answer(
    answer: Answer, form: str = "table", *, prefixes: Mapping[str, str] | None = None
) -> str:
    """Write an answer as text.

    Args:
        answer: What a store answered.
        form: One of :data:`FORMATS`: ``table`` for people; ``json``, ``xml``, ``csv`` and ``tsv``
            as W3C has them (a graph is written as JSON-LD, RDF/XML, or rows of three); ``ttl`` for
            graphs only.
        prefixes: Prefixes for ``table`` and ``ttl``, beside those of the vocabularies.

    Raises:
        StoreError: The answer cannot be written in this format.
    """
    if form not in FORMATS:
        raise StoreError(f"{form!r} is not a format", advice=f"use {', '.join(FORMATS)}")
    if isinstance(answer, Graph):
        return _graph(answer, form, prefixes or {})
    if form == "ttl":
        kind = "yes or no" if isinstance(answer, bool) else "a table"
        raise StoreError(
            f"the answer is {kind}, which Turtle cannot hold", advice="use another format"
        )
    if isinstance(answer, bool):
        return _BOOLEAN[form](answer)
    if form == "table":
        return _table(answer, {**PREFIXES, **(prefixes or {})})
    return _SOLUTIONS[form](answer)


def _graph(graph: Graph, form: str, prefixes: Mapping[str, str]) -> str:
    suffix = {"ttl": ".ttl", "json": ".jsonld", "xml": ".rdf"}.get(form)
    if suffix == ".ttl":
        from paperkg.graph import turtle

        return "".join(turtle(graph.quads, prefixes))
    if suffix:
        return "".join(serialize(graph.quads, suffix, full=True))
    rows = tuple(quad[:3] for quad in graph.quads)
    table = Table(("subject", "predicate", "object"), rows, graph.truncated)
    return render_answer(table, form, prefixes=prefixes)


def _json(table: Table) -> str:
    """Write SPARQL 1.1 Query Results JSON Format."""
    rows = [
        _to_json(
            {name: _json_term(term) for name, term in zip(table.columns, row, strict=True) if term}
        )
        for row in table.rows
    ]
    head = _to_json({"vars": list(table.columns)})
    body = ",\n".join(rows)
    return f'{{\n"head": {head},\n"results": {{"bindings": [\n{body}\n]}}\n}}\n'


def _json_term(term: str) -> dict[str, str]:
    if term[0] == "<":
        return {"type": "uri", "value": term[1:-1]}
    if term.startswith("_:"):
        return {"type": "bnode", "value": term[2:]}
    text, language, datatype = split_literal(term)
    extra = {"xml:lang": language} if language else {"datatype": datatype} if datatype else {}
    return {"type": "literal", "value": text, **extra}


def _xml(table: Table) -> str:
    """Write SPARQL Query Results XML Format (Second Edition)."""
    out = StringIO()
    out.write(f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}">\n <head>\n')
    out.writelines(f'  <variable name="{name.translate(_XML)}"/>\n' for name in table.columns)
    out.write(" </head>\n <results>\n")
    for row in table.rows:
        out.write("  <result>\n")
        for name, term in zip(table.columns, row, strict=True):
            if term:
                name_ = name.translate(_XML)
                out.write(f'   <binding name="{name_}">{_xml_term(term)}</binding>\n')
        out.write("  </result>\n")
    out.write(" </results>\n</sparql>\n")
    return _NOT_XML.sub("�", out.getvalue())


def _xml_term(term: str) -> str:
    if term[0] == "<":
        return f"<uri>{term[1:-1].translate(_XML)}</uri>"
    if term.startswith("_:"):
        return f"<bnode>{term[2:].translate(_XML)}</bnode>"
    text, language, datatype = split_literal(term)
    extra = f' xml:lang="{language}"' if language else ""
    if datatype:
        extra = f' datatype="{datatype.translate(_XML)}"'
    return f"<literal{extra}>{text.translate(_XML)}</literal>"


def _csv(table: Table) -> str:
    """Write SPARQL 1.1 Query Results CSV Format: plain values, lines end in CRLF."""
    lines = [",".join(map(_csv_field, table.columns))]
    lines += [
        ",".join(_csv_field(_bare(term)) if term else "" for term in row) for row in table.rows
    ]
    return "\r\n".join(lines) + "\r\n"


def _csv_field(text: str) -> str:
    if any(c in text for c in '",\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _bare(term: str) -> str:
    return term if term.startswith("_:") else value_of(term)


def _tsv(table: Table) -> str:
    """Write SPARQL 1.1 Query Results TSV Format: terms as in Turtle."""
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    lines += ["\t".join(term or "" for term in row) for row in table.rows]
    return "\n".join(lines) + "\n"


def _table(table: Table, prefixes: Mapping[str, str]) -> str:
    spaces = {iri: prefix for prefix, iri in prefixes.items()}
    cells = [[_cell(term, spaces) for term in row] for row in table.rows]
    lines = _columns(list(table.columns), cells)
    note = f"({len(table.rows)} row{'' if len(table.rows) == 1 else 's'}"
    return "\n".join([*lines, note + (", and there are more)" if table.truncated else ")")]) + "\n"


def _columns(names: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterable[str]:
    names = [_UNSEEN.sub("�", name) for name in names]
    widths = [
        max([_width(name), *(_width(row[i]) for row in cells)]) for i, name in enumerate(names)
    ]

    def line(row: Sequence[str]) -> str:
        padded = (
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        )
        return "  ".join(padded).rstrip()

    yield line(names)
    yield line(["─" * width for width in widths])
    for row in cells:
        yield line(row)


def _cell(term: str | None, spaces: Mapping[str, str]) -> str:
    if not term:
        return ""
    text = _bare(term)
    if term[0] == "<":
        cut = max(text.rfind("/"), text.rfind("#")) + 1
        prefix = spaces.get(text[:cut])
        text = f"{prefix}:{text[cut:]}" if prefix and cut < len(text) else text
    text = _UNSEEN.sub("�", re.sub(r"\s+", " ", text))
    return text if term[0] == "<" or len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(1 for c in text if unicodedata.combining(c))


def _boolean_xml(answer: bool) -> str:
    word = "true" if answer else "false"
    head = f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}">\n <head/>\n'
    return f"{head} <boolean>{word}</boolean>\n</sparql>\n"


_SOLUTIONS: Mapping[str, Callable[[Table], str]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}
_BOOLEAN: Mapping[str, Callable[[bool], str]] = {
    "table": lambda answer: "yes\n" if answer else "no\n",
    "json": lambda answer: json.dumps({"head": {}, "boolean": answer}) + "\n",
    "xml": _boolean_xml,
    "csv": lambda answer: f"{str(answer).lower()}\r\n",
    "tsv": lambda answer: f"{str(answer).lower()}\n",
}
