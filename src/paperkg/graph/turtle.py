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
from collections.abc import Iterator, Mapping, Sequence

from paperkg.graph.sheet import Quad, tidy
from paperkg.vocab import PREFIXES, RDF, XSD

# a careful part of PN_LOCAL (RDF 1.1 Turtle, grammar): letters, digits, "_", inner "-"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)
_DIGITS = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_INTEGER = f'"^^<{XSD.integer}>'
_TYPE = f"<{RDF.type}>"
_BLOCK = 20_000  # pieces joined at a time


class Shortener(dict[str, str]):
    """IRI or typed literal in N-Triples -> the same in Turtle; computed once for each term."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = {f"<{iri}": prefix for prefix, iri in prefixes.items()}
        self._used: set[str] = set()

    def __missing__(self, term: str) -> str:
        if term[0] == "<":
            short = self._iri(term)
        elif term.endswith(_INTEGER) and _DIGITS.fullmatch(term, 1, len(term) - len(_INTEGER)):
            short = term[1 : -len(_INTEGER)]
        else:
            cut = term.rindex('"') + 3  # after the closing quote and ^^
            short = term[:cut] + self[term[cut:]]
        self[term] = short
        return short

    def _iri(self, term: str) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._prefixes.get(term[:cut])
        local = term[cut:-1]
        if prefix is None or not ((local.isalnum() and local.isascii()) or _LOCAL.fullmatch(local)):
            return term
        self._used.add(prefix)
        return f"{prefix}:{local}"

    def header(self) -> str:
        """Return the declarations of the prefixes that were used."""
        lines = sorted((prefix, iri) for iri, prefix in self._prefixes.items())
        return "".join(
            f"@prefix {prefix}: {iri}> .\n" for prefix, iri in lines if prefix in self._used
        )


class _Leads(dict[str, str]):
    """Predicate -> what stands before its first object; nothing for ``a``, which moves."""

    def __init__(self, short: Shortener, start: str) -> None:
        super().__init__({_TYPE: ""})
        self._short = short
        self._start = start

    def __missing__(self, predicate: str) -> str:
        lead = self[predicate] = f"{self._start}{self._short[predicate]} "
        return lead


def turtle(quads: Sequence[Quad], prefixes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Write Turtle (RDF 1.1 Turtle), in blocks; graphs are united.

    Args:
        quads: What to write.
        prefixes: Prefix -> namespace, beside those of the vocabularies. Only those used are
            declared.
    """
    short = Shortener({**PREFIXES, **(prefixes or {})})
    body = list(_blocks(tidy(quads), short, ""))
    yield short.header()
    yield from body


def trig(quads: Sequence[Quad], prefixes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Write TriG (RDF 1.1 TriG), in blocks, graph after graph."""
    short = Shortener({**PREFIXES, **(prefixes or {})})
    graphs: dict[str, list[Quad]] = {}
    for quad in tidy(quads):
        graphs.setdefault(quad[3], []).append(quad)
    body: list[str] = []
    for graph in sorted(graphs):
        if not graph:
            body += _blocks(graphs[graph], short, "")
            continue
        body.append(f"\n{short[graph]} {{\n")
        body += _blocks(graphs[graph], short, "    ")
        body.append("}\n")
    yield short.header()
    yield from body


def _blocks(  # noqa: C901 - one loop, for speed
    quads: Sequence[Quad], short: Shortener, indent: str
) -> Iterator[str]:
    """Write sorted quads without regard to their graphs; ``a`` comes first with each subject."""
    next_predicate, next_object = f" ;\n{indent}    ", f",\n{indent}        "
    leads = _Leads(short, next_predicate)
    subject = predicate = last = lead = ""
    pieces: list[str] = []
    types: list[str] = []
    head = 0  # where in pieces the current subject is to be written
    add, known = pieces.append, short.get
    for s, p, o, _ in quads:  # the inner loop of every build: "is not" is there for speed
        if s is not subject and s != subject:
            if subject:
                pieces[head] = _opening(short[subject], types, pieces, head, next_predicate)
                add(" .\n")
                if len(pieces) > _BLOCK:
                    yield "".join(pieces)
                    pieces.clear()
            add(f"\n{indent}")
            head = len(pieces)
            add("")
            subject, predicate = s, ""
        value = known(o)
        if value is None:
            # only IRIs and typed literals end in ">"; any other literal is written as it is
            value = short[o] if o[-1] == ">" else o
        if p is not predicate and p != predicate:
            predicate, lead = p, leads[p]
            if lead:
                add(lead)
                add(value)
            else:
                types.append(value)
        elif o == last:  # the same triple in two graphs is written once
            continue
        elif lead:
            add(next_object)
            add(value)
        else:
            types.append(value)
        last = o
    if subject:
        pieces[head] = _opening(short[subject], types, pieces, head, next_predicate)
        add(" .\n")
    yield "".join(pieces)


def _opening(
    subject: str, types: list[str], pieces: list[str], head: int, next_predicate: str
) -> str:
    """Return the subject with its types; without any, the first predicate follows at once."""
    if types:
        text = f"{subject} a {', '.join(types)}"
        types.clear()
        return text
    pieces[head + 1] = pieces[head + 1][len(next_predicate) :]
    return subject + " "
