"""Writes RDF/XML (RDF 1.1 XML Syntax)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paperkg.errors import GraphError
from paperkg.graph.ntriples import triples_of
from paperkg.graph.sheet import Quad, tidy
from paperkg.graph.terms import split_literal
from paperkg.vocab import PREFIXES

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$", re.ASCII)
# XML 1.0, production 2: what no XML document can hold, not even escaped
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLOCK = 5000


def rdfxml(quads: Sequence[Quad]) -> Iterator[str]:
    """Write RDF/XML, in blocks; graphs are united.

    Control characters, which XML cannot hold, become U+FFFD. Cleaned labels have none; quotes,
    which belong to provenance and so to the other formats, may.

    Raises:
        GraphError: A predicate is such that RDF/XML has no name for it.
    """
    names: dict[str, str] = {}
    prefixes: dict[str, str] = {iri: prefix for prefix, iri in PREFIXES.items()}
    body = list(_body(quads, names, prefixes))
    used = {name.partition(":")[0] for name in names.values()} | {"rdf"}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, iri in sorted((p, i) for i, p in prefixes.items() if p in used):
        yield f'\n    xmlns:{prefix}="{_attribute(iri)}"'
    yield ">\n"
    yield from body
    yield "</rdf:RDF>\n"


def _body(quads: Sequence[Quad], names: dict[str, str], prefixes: dict[str, str]) -> Iterator[str]:
    subject = ""
    block: list[str] = []
    for s, p, o in triples_of(tidy(quads)):
        if s != subject:
            if subject:
                block.append("  </rdf:Description>\n")
            if len(block) >= _BLOCK:
                yield "".join(block)
                block.clear()
            subject = s
            block.append(f'  <rdf:Description rdf:about="{_attribute(s[1:-1])}">\n')
        name = names.get(p) or names.setdefault(p, _name(p[1:-1], prefixes))
        block.append(_property(name, o))
    if subject:
        block.append("  </rdf:Description>\n")
    yield "".join(block)


def _property(name: str, obj: str) -> str:
    if obj[0] == "<":
        return f'    <{name} rdf:resource="{_attribute(obj[1:-1])}"/>\n'
    text, language, datatype = split_literal(obj)
    extra = f' xml:lang="{language}"' if language else ""
    if datatype:
        extra = f' rdf:datatype="{_attribute(datatype)}"'
    return f"    <{name}{extra}>{_text(text)}</{name}>\n"


def _name(iri: str, prefixes: dict[str, str]) -> str:
    match = _NAME.search(iri)
    if match is None:
        raise GraphError(f"RDF/XML has no name for <{iri}>", advice="use another format")
    space = iri[: match.start()]
    prefix = prefixes.setdefault(space, f"ns{len(prefixes)}")
    return f"{prefix}:{match[0]}"


def _text(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NOT_XML.sub("�", text.replace("\r", "&#13;"))


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
