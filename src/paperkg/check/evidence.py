"""Claims: each has its parts, its source, and a quote that stands where it is said to stand."""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.check.result import Faults, NotApplicable, requirement
from paperkg.check.site import Site
from paperkg.graph.terms import ref, string, value_of
from paperkg.vocab import DCTERMS, PKG, PROV, RDF, SCHEMA

LONGEST_QUOTE = 4_000
"""Characters; a sentence is shorter, and so is a table row or a list item of a post."""

_PARTS = (RDF.subject, RDF.predicate, RDF.object)


@requirement(
    19,
    "Dataset and statements have provenance; every run has an agent with a version",
    "DWBP 5; PROV-O; FAIR R1.2",
    "paperkg query 'PREFIX prov: <http://www.w3.org/ns/prov#>"
    " SELECT ?c {?c a <https://w3id.org/paperkg/ontology#Claim>"
    " FILTER NOT EXISTS {?c prov:wasDerivedFrom ?d; prov:wasGeneratedBy ?r}}'",
)
def _provenance(site: Site) -> Faults:
    facts = site.facts
    claims = facts.instances(PKG.Claim)
    for claim in claims:
        if not facts.get(claim, PROV.wasDerivedFrom) or not facts.get(claim, PROV.wasGeneratedBy):
            yield f"{claim} does not say where it is from"
    runs = {o for _, o in facts.having(PROV.wasGeneratedBy)}
    for run in sorted(runs):
        agents = facts.get(run, PROV.wasAssociatedWith)
        if not agents or ref(PROV.Activity) not in facts.get(run, RDF.type):
            yield f"{run} is no activity of anybody"
        for agent in agents:
            software = ref(PROV.SoftwareAgent) in facts.get(agent, RDF.type)
            if software and not facts.get(agent, SCHEMA.softwareVersion):
                yield f"{agent} has no version"
    if not facts.get(ref(site.iris.dataset()), PROV.wasGeneratedBy):
        yield "the dataset does not say how it was made"
    unsupported = _unsupported(site)
    yield from (f"{s} {p} {o} has no claim behind it" for s, p, o in unsupported)
    return f"{len(claims)} claims, {len(runs)} runs"


def _unsupported(site: Site) -> Iterator[tuple[str, str, str]]:
    """Go through the relations between works that stand in a graph without a claim of theirs."""
    facts = site.facts
    typed = {ref(p) for p in (PKG.extends, PKG.usesMethodOf, PKG.variantOf, PKG.hasComponent)}
    typed |= {ref(p) for p in (PKG.comparesWith, PKG.critiques, PKG.mentions)}
    said = {
        (s, p, o)
        for c in facts.instances(PKG.Claim)
        for s in facts.get(c, RDF.subject)
        for p in facts.get(c, RDF.predicate)
        for o in facts.get(c, RDF.object)
    }
    for triple in facts.triples():
        if triple[1] in typed and triple not in said:
            yield triple


@requirement(
    40,
    "Every quote stands where it is said to stand, in the very file that was read",
    "Web Annotation 4.2.4, 4.2.5 (TextQuoteSelector, TextPositionSelector)",
    "paperkg check --posts POSTS .",
)
def _quotes(site: Site) -> Faults:
    facts = site.facts
    claims = [c for c in facts.instances(PKG.Claim) if facts.get(c, PKG.quote)]
    found = 0
    unread: set[str] = set()
    for claim in claims:
        quote = value_of(facts.one(claim, PKG.quote))
        start, end = (value_of(facts.one(claim, p) or '"-1"') for p in (PKG.start, PKG.end))
        if int(end) - int(start) != len(quote) or int(start) < 0:
            yield f"{claim}: {len(quote)} characters do not reach from {start} to {end}"
            continue
        file = _file(site, claim)
        text = None if site.sources is None else site.sources.get(file)
        if text is None:
            unread.add(file)
        elif value_of(string(text[int(start) : int(end)])) != quote:  # as far as RDF can hold it
            yield f"{claim}: {file} does not have “{quote[:60]}” at {start}"
        else:
            found += 1
    if claims and unread and not found:
        raise NotApplicable(
            f"{len(claims)} quotes are as long as their positions say; the posts themselves are"
            " not at hand: name them with --posts"
        )
    for file in sorted(unread):
        yield f"{file}: is not among the posts"
    return f"{found} of {len(claims)} quotes found again"


def _file(site: Site, claim: str) -> str:
    post = site.facts.one(claim, PROV.wasDerivedFrom)
    file = site.facts.one(post, PKG.sourceFile)
    return value_of(file) if file else ""


@requirement(
    41,
    "Statements have IRIs of their own, each with subject, predicate, object and source",
    "PROV-O; Nanopublication Guidelines",
    "grep -c '#Claim>' data/everything.nq",
)
def _statements(site: Site) -> Faults:
    facts = site.facts
    claims = facts.instances(PKG.Claim)
    for claim in claims:
        for predicate in _PARTS:
            if len(facts.get(claim, predicate)) != 1:
                yield f"{claim} has {len(facts.get(claim, predicate))} {predicate}"
        # what came from nowhere is told by requirement 19
        if len(facts.get(claim, PROV.wasDerivedFrom)) > 1:
            yield f"{claim} has several sources"
    return f"{len(claims)} claims"


@requirement(
    48,
    "Papers are cited, and quotes are no longer than a quotation may be",
    "DWBP 34, 35",
    "grep -L 'type=\"application/x-bibtex\"' paper/*.html",
    theirs=True,
)
def _cited(site: Site) -> Faults:
    facts, papers = site.facts, 0
    for paper in facts.instances(PKG.Paper):
        papers += 1
        page = site.iris.page(paper[1:-1])
        head = site.pages.get(page)
        kinds = {link.type for link in head.links} if head else set()
        if head and "application/x-bibtex" not in kinds:
            yield f"{page}: has no citation"
    longest = 0
    for claim, quote in facts.having(PKG.quote):
        length = len(value_of(quote))
        longest = max(longest, length)
        if length > LONGEST_QUOTE:
            yield f"{claim}: its quote has {length} characters"
    posts = facts.instances(PKG.Post)
    if not site.about.get(ref(site.iris.dataset()), DCTERMS.license) and posts:
        yield "nothing says on which terms the posts may be quoted"
    return f"{papers} papers, longest quote {longest} characters"


def overhead(site: Site) -> tuple[int, int]:
    """Return how many triples say where claims are from, and how many claims there are.

    Not counted: ``rdf:subject``, ``rdf:predicate`` and ``rdf:object``, which are the fact itself.
    """
    parts = {ref(p) for p in _PARTS}
    graph = ref(site.iris.graph("provenance"))
    triples = sum(1 for q in site.quads if q[3] == graph and q[1] not in parts)
    return triples, len(site.facts.instances(PKG.Claim))
