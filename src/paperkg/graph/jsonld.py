"""Writes JSON-LD 1.1 with a compact context, one resource a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from paperkg.graph.ntriples import triples_of
from paperkg.graph.sheet import Quad, Triple, tidy
from paperkg.graph.terms import split_literal
from paperkg.vocab import (
    BIBO,
    DCAT,
    DCTERMS,
    FOAF,
    PKG,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    XSD,
)

_TYPE = f"<{RDF.type}>"
_DIGITS = re.compile(r"0|[1-9][0-9]{0,14}", re.ASCII)  # what JSON numbers hold exactly
_NOT_RELATIVE = re.compile(r"^[/?#]|[:\s]|//|^@")  # what would not resolve to the same IRI
_IN_CONTEXT = (
    *("pkg", "bibo", "cito", "dc", "dcat", "dcterms", "fabio", "foaf", "oa", "owl"),
    *("prism", "prov", "rdf", "rdfs", "schema", "skos", "spdx", "vann", "void", "xsd"),
)

# terms with short names; the value tells how their objects are written
_IRI_TERMS = {
    "buildsOn": PKG.buildsOn,
    "extends": PKG.extends,
    "usesMethodOf": PKG.usesMethodOf,
    "variantOf": PKG.variantOf,
    "hasComponent": PKG.hasComponent,
    "hasAncestor": PKG.hasAncestor,
    "comparesWith": PKG.comparesWith,
    "critiques": PKG.critiques,
    "mentions": PKG.mentions,
    "category": PKG.category,
    "concept": PKG.concept,
    "authorship": PKG.authorship,
    "author": PKG.author,
    "creator": DCTERMS.creator,
    "license": DCTERMS.license,
    "publisher": DCTERMS.publisher,
    "isPartOf": DCTERMS.isPartOf,
    "made": FOAF.made,
    "page": FOAF.page,
    "about": SCHEMA.about,
    "subjectOf": SCHEMA.subjectOf,
    "sameAs": SCHEMA.sameAs,
    "broader": SKOS.broader,
    "narrower": SKOS.narrower,
    "inScheme": SKOS.inScheme,
    "topConceptOf": SKOS.topConceptOf,
    "hasTopConcept": SKOS.hasTopConcept,
    "subject": RDF.subject,
    "predicate": RDF.predicate,
    "wasDerivedFrom": PROV.wasDerivedFrom,
    "wasGeneratedBy": PROV.wasGeneratedBy,
    "wasAssociatedWith": PROV.wasAssociatedWith,
    "isDefinedBy": RDFS.isDefinedBy,
    "subClassOf": RDFS.subClassOf,
    "subPropertyOf": RDFS.subPropertyOf,
    "downloadURL": DCAT.downloadURL,
}
_TYPED_TERMS = {
    "issued": (DCTERMS.issued, "gYear"),
    "position": (PKG.position, "integer"),
    "entry": (PKG.entry, "integer"),
    "start": (PKG.start, "integer"),
    "end": (PKG.end, "integer"),
    "line": (PKG.line, "integer"),
}
_PLAIN_TERMS = {
    "shortName": PKG.shortName,
    "arxivId": PKG.arxivId,
    "venue": PKG.venue,
    "sourceFile": PKG.sourceFile,
    "quote": PKG.quote,
    "doi": BIBO.doi,
    "name": FOAF.name,
    "sha256": SCHEMA.sha256,
}
_TEXT_TERMS = {
    "title": DCTERMS.title,
    "altLabel": SKOS.altLabel,
    "prefLabel": SKOS.prefLabel,
    "definition": SKOS.definition,
    "headline": SCHEMA.headline,
    "label": RDFS.label,
}


def context(base: str = "") -> dict[str, Any]:
    """Return the ``@context``: prefixes, and short names for the terms of the graph.

    Args:
        base: Base IRI of the dataset, against which ``paper/bert`` is resolved. Left out of a
            context that is published as a file, where it would have no effect.
    """
    made: dict[str, Any] = {"@version": 1.1}
    if base:
        made["@base"] = base
    made.update({prefix: PREFIXES[prefix] for prefix in _IN_CONTEXT})
    made.update({name: {"@id": _short(iri), "@type": "@id"} for name, iri in _IRI_TERMS.items()})
    made.update(
        {
            name: {"@id": _short(iri), "@type": f"xsd:{datatype}"}
            for name, (iri, datatype) in _TYPED_TERMS.items()
        }
    )
    made.update({name: _short(iri) for name, iri in _PLAIN_TERMS.items()})
    made.update(
        {name: {"@id": _short(iri), "@container": "@language"} for name, iri in _TEXT_TERMS.items()}
    )
    return made


def jsonld(quads: Sequence[Quad], base: str = "") -> Iterator[str]:
    """Write JSON-LD (JSON-LD 1.1, compacted), in blocks; graphs are united.

    One resource a line, keys in the order of their full IRIs, so that a change shows as one line.
    """
    writer = _Writer(base)
    yield '{"@context":' + _dumps(context(base)) + ',\n"@graph":[\n'
    block: list[str] = []
    comma = ""
    for node in _nodes(triples_of(tidy(quads)), writer):
        block.append(f"{comma}{_dumps(node)}")
        comma = ",\n"
        if len(block) == 5000:
            yield "".join(block)
            block.clear()
    yield "".join(block) + "\n]}\n"


def _short(iri: str) -> str:
    for prefix in _IN_CONTEXT:
        if iri.startswith(PREFIXES[prefix]):
            return f"{prefix}:{iri[len(PREFIXES[prefix]) :]}"
    return iri


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Writer:
    """Writes terms by the rules of a context; what it cannot say exactly it writes out."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._iris = {iri: name for name, iri in _IRI_TERMS.items()}
        self._typed = {iri: (name, XSD[dt]) for name, (iri, dt) in _TYPED_TERMS.items()}
        self._plain = {iri: name for name, iri in _PLAIN_TERMS.items()}
        self._text = {iri: name for name, iri in _TEXT_TERMS.items()}
        self._spaces = {PREFIXES[prefix]: prefix for prefix in _IN_CONTEXT}

    def iri(self, term: str, *, resource: bool = True) -> str:
        iri = term[1:-1]
        if resource and self._base and iri.startswith(self._base):
            local = iri[len(self._base) :]
            if local and not _NOT_RELATIVE.search(local):
                return local
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._spaces.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri

    def add(self, node: dict[str, Any], predicate: str, obj: str) -> None:
        iri = predicate[1:-1]
        if obj[0] == "<":
            name = self._iris.get(iri)
            if name:
                _append(node, name, self.iri(obj))
            else:
                _append(node, self.iri(predicate, resource=False), {"@id": self.iri(obj)})
            return
        text, language, datatype = split_literal(obj)
        if iri in self._typed and self._typed[iri][1] == datatype:
            whole = datatype == XSD.integer and _DIGITS.fullmatch(text)
            _append(node, self._typed[iri][0], int(text) if whole else text)
        elif iri in self._text and language and language == language.lower():
            table = node.setdefault(self._text[iri], {})
            _append(table, language, text)
        elif iri in self._plain and not language and not datatype:
            _append(node, self._plain[iri], text)
        else:
            value: dict[str, str] = {"@value": text}
            if language:
                value["@language"] = language
            elif datatype:
                value["@type"] = self.iri(f"<{datatype}>", resource=False)
            _append(node, self.iri(predicate, resource=False), value if len(value) > 1 else text)


def _append(node: dict[str, Any], key: str, value: Any) -> None:
    if key in node:
        if isinstance(node[key], list):
            node[key].append(value)
        else:
            node[key] = [node[key], value]
    else:
        node[key] = value


def _nodes(triples: Iterable[Triple], writer: _Writer) -> Iterator[dict[str, Any]]:
    node: dict[str, Any] = {}
    subject = ""
    for s, p, o in triples:
        if s != subject:
            if node:
                yield node
            subject = s
            node = {"@id": writer.iri(s)}
        if p == _TYPE:
            _append(node, "@type", writer.iri(o, resource=False))
        else:
            writer.add(node, p, o)
    if node:
        yield node
