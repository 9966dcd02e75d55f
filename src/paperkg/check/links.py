"""Links into the web: the only requirement that needs a network, and is checked only on request."""

from __future__ import annotations

from paperkg.check.result import Faults, NotApplicable, requirement
from paperkg.check.site import Site
from paperkg.graph.terms import value_of
from paperkg.vocab import OWL, PROV, RDFS, SCHEMA, SKOS

NUMBER = 52

_PREDICATES = (
    SCHEMA.sameAs,
    SCHEMA.url,
    OWL.sameAs,
    SKOS.exactMatch,
    SKOS.closeMatch,
    RDFS.seeAlso,
    PROV.wasDerivedFrom,
)


def outward(site: Site) -> tuple[tuple[str, str], ...]:
    """Return every address that the data link to, sorted, each with one thing that does."""
    found: dict[str, str] = {}
    for predicate in _PREDICATES:
        for subject, obj in site.facts.having(predicate):
            if obj.startswith("<http") and not obj.startswith(f"<{site.base}"):
                found.setdefault(value_of(obj).partition("#")[0], value_of(subject))
    return tuple(sorted(found.items()))


@requirement(
    NUMBER,
    "Links into the web lead somewhere, identifiers exist",
    "5-star (the fifth); LD-BP",
    "grep -o 'sameAs> <[^>]*' data/graph.nt | cut -d'<' -f2 | xargs -n1 curl -sIo /dev/null",
    theirs=True,
)
def _alive(site: Site) -> Faults:
    probe = site.probes.get("links")
    if probe is None:
        raise NotApplicable("needs a network: `paperkg check --links`")
    number = 0
    for answer in probe(site):
        number += 1
        if answer:
            yield answer
    return f"{number} addresses"
