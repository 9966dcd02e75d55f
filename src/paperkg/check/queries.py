"""The example queries: published as data, and each has an answer."""

from __future__ import annotations

from paperkg.check.result import Faults, NotApplicable, requirement
from paperkg.check.site import Site
from paperkg.errors import StoreError
from paperkg.graph.terms import value_of
from paperkg.store import Store
from paperkg.vocab import PKG, SH

_QUERIES = (SH.select, SH.ask, SH.construct)


@requirement(
    44,
    "Example queries are data (sh:SPARQLExecutable), and each has an answer",
    "SIB SPARQL examples; SHACL-SPARQL",
    "for n in $(paperkg query --list | cut -d' ' -f1); do paperkg query --name $n; done",
)
def _answered(site: Site) -> Faults:
    facts = site.about
    examples = facts.instances(SH.SPARQLExecutable)
    if not examples and not site.facts.instances(PKG.Claim):
        raise NotApplicable("there is nothing that could be asked for")
    if not examples:
        yield "no example query is published"
    for example in examples:
        queries = [q for predicate in _QUERIES for q in facts.get(example, predicate)]
        if len(queries) != 1:
            yield f"{example} has {len(queries)} queries"
        for query in queries:
            if fault := _fault(site.store, value_of(query)):
                yield f"{example}: {fault}"
    return f"{len(examples)} queries, each with an answer"


def _fault(store: Store, query: str) -> str:
    try:
        answer = store.query(query, max_rows=1)
    except StoreError as error:
        return error.message
    if isinstance(answer, bool):
        return ""
    return "" if len(answer) else "has no answer"
