"""Writes Turtle and TriG, in one fixed layout that diffs line by line.

::

    paper:bert a pkg:Paper ;
        dcterms:title "BERT: …"@en ;
        pkg:buildsOn paper:elmo,
            paper:transformer .

Subjects, predicates and objects stand in the order of their full IRIs, but ``a`` comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from paperkg.graph.ntriples import triples_of
from paperkg.graph.sheet import Quad, Triple, tidy
from paperkg.vocab import PREFIXES, RDF, XSD

# a careful part of PN_LOCAL (RDF 1.1 Turtle, grammar): letters, digits, "_", inner "-"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)
_DIGITS = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_INTEGER = f'"^^<{XSD.integer}>'
_TYPE = f"<{RDF.type}>"
_BLOCK = 20_000  # pieces joined at a time


class _Shortener(dict[str, str]):
    """Term in N-Triples -> term in Turtle; computed once for each term."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = {iri: prefix for prefix, iri in prefixes.items()}
        self._used: set[str] = set()

    def __missing__(self, term: str) -> str:
        if term.startswith("<"):
            short = self._iri(term)
            self[term] = short  # IRIs come again and again, literals hardly ever do
            return short
        end = term.rfind('"')
        if term.startswith("^^", end + 1):
            short = self[term] = self._typed(term, end)
            return short
        return term

    def _typed(self, term: str, end: int) -> str:
        if term.endswith(_INTEGER) and _DIGITS.fullmatch(term, 1, end):
            return term[1:end]
        return f"{term[: end + 3]}{self[term[end + 3 :]]}"

    def header(self) -> str:
        """Return the declarations of the prefixes that were used."""
        lines = sorted((prefix, iri) for iri, prefix in self._prefixes.items())
        return "".join(
            f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in lines if prefix in self._used
        )

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        if prefix is None or not _LOCAL.fullmatch(iri, cut):
            return term
        self._used.add(prefix)
        return f"{prefix}:{iri[cut:]}"


def turtle(quads: Sequence[Quad], prefixes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Write Turtle (RDF 1.1 Turtle), in blocks; graphs are united.

    Args:
        quads: What to write.
        prefixes: Prefix -> namespace, beside those of the vocabularies. Only those used are
            declared.
    """
    short = _Shortener({**PREFIXES, **(prefixes or {})})
    body = list(_blocks(_pieces(triples_of(tidy(quads)), short, "")))
    yield short.header()
    yield from body


def trig(quads: Sequence[Quad], prefixes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Write TriG (RDF 1.1 TriG), in blocks, graph after graph."""
    short = _Shortener({**PREFIXES, **(prefixes or {})})
    graphs: dict[str, list[Triple]] = {}
    for s, p, o, g in tidy(quads):
        graphs.setdefault(g, []).append((s, p, o))
    body: list[str] = []
    for graph in sorted(graphs):
        if not graph:
            body += _blocks(_pieces(graphs[graph], short, ""))
            continue
        body.append(f"\n{short[graph]} {{\n")
        body += _blocks(_pieces(graphs[graph], short, "    "))
        body.append("}\n")
    yield short.header()
    yield from body


def _blocks(pieces: Iterable[str]) -> Iterator[str]:
    block: list[str] = []
    for piece in pieces:
        block.append(piece)
        if len(block) >= _BLOCK:
            yield "".join(block)
            block.clear()
    yield "".join(block)


def _pieces(triples: Iterable[Triple], short: _Shortener, indent: str) -> Iterator[str]:
    """Write sorted triples; ``a`` is moved to the front of its subject."""
    next_predicate = f" ;\n{indent}    "
    next_object = f",\n{indent}        "
    subject = predicate = ""
    types: list[str] = []
    rest: list[str] = []
    for s, p, o in triples:
        if s != subject:
            if subject:
                yield _subject(short[subject], types, rest, next_predicate, indent)
                types, rest = [], []
            subject, predicate = s, ""
        if p == _TYPE:
            types.append(short[o])
        elif p == predicate:
            rest.append(f"{next_object}{short[o]}")
        else:
            predicate = p
            rest.append(f"{next_predicate}{short[p]} {short[o]}")
    if subject:
        yield _subject(short[subject], types, rest, next_predicate, indent)


def _subject(
    subject: str, types: list[str], rest: list[str], next_predicate: str, indent: str
) -> str:
    body = "".join(rest)
    if types:
        return f"\n{indent}{subject} a {', '.join(types)}{body} .\n"
    return f"\n{indent}{subject} {body[len(next_predicate) :]} .\n"
