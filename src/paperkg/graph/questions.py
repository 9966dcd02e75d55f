"""Writes example queries as data, so that query editors find them (sh:SPARQLExecutable)."""

from __future__ import annotations

import re
from typing import Protocol

from paperkg.graph.sheet import Sheet
from paperkg.graph.terms import ref, string, web_iri
from paperkg.vocab import DCTERMS, RDF, RDFS, SCHEMA, SH

_FORM = re.compile(r"^\s*(?:\{\s*)?(SELECT|CONSTRUCT|ASK)\b", re.IGNORECASE | re.MULTILINE)
_FORMS = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
}


class Question(Protocol):
    """An example query."""

    @property
    def name(self) -> str:
        """A word, the end of its IRI."""

    @property
    def title(self) -> str:
        """A few words."""

    @property
    def question(self) -> str:
        """The question that it answers."""

    @property
    def query(self) -> str:
        """SPARQL, its prefixes declared."""


def add_question(sheet: Sheet, question: Question) -> None:
    """Write a query the way the SIB examples do, without a node for its prefixes.

    See https://github.com/sib-swiss/sparql-examples.
    """
    form = _FORM.search(question.query)
    if form is None:
        return
    kind, predicate = _FORMS[form[1].upper()]
    subject = ref(sheet.iris.dataset(f"query-{question.name}"))
    sheet.add("", subject, ref(RDF.type), ref(SH.SPARQLExecutable), ref(kind))
    sheet.add("", subject, ref(RDFS.label), sheet.label(question.title))
    sheet.add("", subject, ref(RDFS.comment), sheet.label(question.question))
    sheet.add("", subject, ref(predicate), string(question.query))
    sheet.add("", subject, ref(DCTERMS.isPartOf), ref(sheet.iris.dataset()))
    sheet.add("", subject, ref(SCHEMA.target), web_iri(sheet.info.endpoint_url))
