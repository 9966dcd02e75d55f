"""Writes claims about lineage as nanopublications with trusty URIs.

Each has four graphs (https://nanopub.net/guidelines/working_draft/): a head, the assertion (one
statement), its provenance (post, quote, place, rule) and the publication info (who, licence). Its
IRI ends in the artifact code ``RA...``, the hash of its content (trusty URIs, module RA), so that
it cannot be changed without being noticed. They are not signed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence

from paperkg.graph.rdf12 import statements
from paperkg.graph.sheet import Quad, Sheet, tidy
from paperkg.graph.terms import date, ref, split_literal, web_iri
from paperkg.graph.turtle import trig
from paperkg.model.dataset import DatasetInfo
from paperkg.vocab import DCTERMS, NP, PKG, PROV, RDF, RDFS, XSD

_TYPE = ref(RDF.type)
_SLOT = " "  # stands for the artifact code while the hash is computed
LINEAGE = frozenset(
    ref(PKG[name]) for name in ("buildsOn", "extends", "usesMethodOf", "variantOf", "hasComponent")
)
"""Predicates whose claims become nanopublications."""
_KEPT = frozenset(
    ref(iri)
    for iri in (
        PROV.wasDerivedFrom,
        PROV.wasGeneratedBy,
        PKG.quote,
        PKG.start,
        PKG.end,
        PKG.line,
    )
)


def nanopubs(quads: Sequence[Quad], info: DatasetInfo) -> Iterator[tuple[str, tuple[Quad, ...]]]:
    """Yield IRI and quads of a nanopublication for each claim about lineage, in order of claims."""
    sheet = Sheet(info)
    makers = {
        claim: triple
        for triple, claims in statements(quads).items()
        if triple[1] in LINEAGE
        for claim in claims
    }
    said: dict[str, list[tuple[str, str]]] = {claim: [] for claim in makers}
    for s, p, o, _ in quads:
        if s in said and p in _KEPT:
            said[s].append((p, o))
    for claim in sorted(makers):
        open_quads = _with_slot(sheet, claim, makers[claim], said[claim])
        code = artifact_code(open_quads)
        name = f"{sheet.iris.base}np/{code}"
        yield name, tuple(tidy(_filled(quad, code) for quad in open_quads))


def nanopubs_trig(quads: Sequence[Quad], info: DatasetInfo) -> Iterator[str]:
    """Write all nanopublications of a graph as TriG, in blocks."""
    sheet = Sheet(info)
    everything = [quad for _, found in nanopubs(quads, info) for quad in found]
    return trig(everything, {**sheet.iris.prefixes, "this": f"{sheet.iris.base}np/"})


def artifact_code(quads: Sequence[Quad], code: str = _SLOT) -> str:
    """Return the code of module RA: ``RA`` and the SHA-256 in Base64 for URIs.

    Args:
        quads: The nanopublication.
        code: The artifact code in its IRIs; a space takes its place.
    """
    lines = [
        f"{graph}\n{subject}\n{predicate}\n{_line(obj)}\n"
        for graph, subject, predicate, obj in sorted({_key(quad, code) for quad in quads})
    ]
    digest = hashlib.sha256("".join(lines).encode()).digest()
    return "RA" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


_Object = tuple[int, str, str, str]


def _key(quad: Quad, code: str) -> tuple[str, str, str, _Object]:
    """Return what statements are ordered by: graph, subject, predicate, then IRIs and literals."""
    s, p, o, g = (term.replace(code, _SLOT) if term[:1] == "<" else term for term in quad)
    if o[0] == "<":
        return g[1:-1], s[1:-1], p[1:-1], (0, o[1:-1], "", "")
    text, language, datatype = split_literal(o)
    kind = "" if language else datatype or XSD.string
    return g[1:-1], s[1:-1], p[1:-1], (1, text, kind, language)


def _line(obj: _Object) -> str:
    is_literal, text, datatype, language = obj
    if not is_literal:
        return text
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n")
    return f"@{language.lower()} {escaped}" if language else f"^{datatype} {escaped}"


def _with_slot(
    sheet: Sheet, claim: str, triple: tuple[str, str, str], said: Sequence[tuple[str, str]]
) -> list[Quad]:
    iris, info = sheet.iris, sheet.info
    name = f"{iris.base}np/{_SLOT}"
    this = ref(name)
    head, assertion, provenance, pubinfo = (
        ref(f"{name}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")
    )
    publisher = ref(iris.dataset("publisher"))
    quads = [
        (this, _TYPE, ref(NP.Nanopublication), head),
        (this, ref(NP.hasAssertion), assertion, head),
        (this, ref(NP.hasProvenance), provenance, head),
        (this, ref(NP.hasPublicationInfo), pubinfo, head),
        (*triple, assertion),
        (assertion, ref(RDFS.seeAlso), claim, provenance),
        *((assertion, p, o, provenance) for p, o in said),
        (this, ref(DCTERMS.creator), publisher, pubinfo),
        (this, ref(PROV.wasAttributedTo), publisher, pubinfo),
        (this, ref(DCTERMS.isPartOf), ref(iris.dataset()), pubinfo),
        (this, ref(DCTERMS.license), web_iri(info.licence), pubinfo),
        (this, ref(DCTERMS.created), date(info.issued), pubinfo),
    ]
    return [quad for quad in quads if all(quad)]


def _filled(quad: Quad, code: str) -> Quad:
    s, p, o, g = (term.replace(_SLOT, code) if term[:1] == "<" else term for term in quad)
    return s, p, o, g
