"""Writes posts, and every claim with the sentence it was read from and the rule that read it.

A claim costs seven triples beside the statement itself (``rdf:subject``, ``rdf:predicate`` and
``rdf:object``): its type, quote, start, end, line, post, and the run of the rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote as percent

from paperkg.graph.about import software_version
from paperkg.graph.facts import named_facts
from paperkg.graph.sheet import Sheet
from paperkg.graph.terms import label, number, ref, string, web_iri
from paperkg.graph.works import PREDICATE, layer_of, statement
from paperkg.model import Catalog, Claim, Evidence, Fact, Layer, Reading
from paperkg.vocab import DC, DCTERMS, PKG, PROV, RDF, RDFS, SCHEMA

CURATION_RULE = "curated-record"
"""Name of the rule by which a curated record is taken over."""

_TYPE = ref(RDF.type)
_SUBJECT = ref(RDF.subject)
_PREDICATE = ref(RDF.predicate)
_OBJECT = ref(RDF.object)
_CLAIM = ref(PKG.Claim)
_CURATED_CLAIM = ref(PKG.CuratedClaim)
_QUOTE = ref(PKG.quote)
_START = ref(PKG.start)
_END = ref(PKG.end)
_LINE = ref(PKG.line)
_DERIVED = ref(PROV.wasDerivedFrom)
_GENERATED = ref(PROV.wasGeneratedBy)


def add_posts(sheet: Sheet, catalog: Catalog) -> None:
    """Write every post: what it is about, its headline, its file and the file's SHA-256."""
    about: dict[str, list[str]] = {}
    for work in catalog.works:
        for name in work.posts:
            about.setdefault(name, []).append(work.id)
    for reading in catalog.readings:
        post = reading.post
        subject = sheet.term("post", post.id)
        graph = sheet.asserted
        sheet.add(graph, subject, _TYPE, ref(PKG.Post), ref(SCHEMA.BlogPosting))
        sheet.add(graph, subject, ref(SCHEMA.headline), sheet.label(headline(reading)))
        sheet.add(graph, subject, ref(PKG.sourceFile), label(post.file))
        if post.id != post.file:
            sheet.add(graph, subject, ref(PKG.entry), number(post.n))
        sheet.add(graph, subject, ref(SCHEMA.sha256), label(post.source.sha256))
        if sheet.info.posts_url:
            address = sheet.info.posts_url + percent(post.file, safe="/")
            sheet.add(graph, subject, ref(SCHEMA.url), web_iri(address))
        for ident in about.get(post.id, ()):
            paper = sheet.term("paper", ident)
            sheet.add(graph, subject, ref(SCHEMA.about), paper)
            sheet.add(sheet.inferred, paper, ref(SCHEMA.subjectOf), subject)


def headline(reading: Reading) -> str:
    """Return the heading of a post, else the title of its paper, else the name of its file."""
    post = reading.post
    if 0 <= post.heading < len(post.blocks):
        text = post.text(post.blocks[post.heading])
        if text.strip():
            return text
    return reading.title.value if reading.title else post.file.rpartition("/")[2]


def add_claims(sheet: Sheet, catalog: Catalog) -> None:
    """Write a claim for every stated relation and for every fact, chosen or not, and the rules."""
    writer = _Claims(sheet, catalog)
    works = {work.id for work in catalog.works}
    for claim in catalog.claims:
        if claim.subject != claim.object and {claim.subject, claim.object} <= works:
            writer.add_relation(claim)
    readings = {reading.post.id: reading for reading in catalog.readings}
    for work in catalog.works:
        for name, fact in named_facts(work, readings):
            writer.add_fact(name, work.id, fact)
    _add_rules(sheet, writer.rules)


class _Claims:
    def __init__(self, sheet: Sheet, catalog: Catalog) -> None:
        self._sheet = sheet
        self._posts = _post_terms(sheet, catalog.readings)
        self._runs: dict[str, str] = {}
        self.rules: set[str] = set()

    def add_relation(self, claim: Claim) -> None:
        term = self._sheet.term
        predicate = PREDICATE.get(claim.relation)
        if predicate is not None:
            self._write(
                claim.id,
                (term("paper", claim.subject), predicate, term("paper", claim.object)),
                claim.layer,
                claim.evidence,
                "",
            )

    def add_fact(self, name: str, work: str, fact: Fact) -> None:
        predicate, obj = statement(self._sheet, fact.field, fact.value)
        if obj:
            triple = (self._sheet.term("paper", work), predicate, obj)
            self._write(name, triple, layer_of(fact), fact.evidence, fact.source)

    def _write(
        self,
        ident: str,
        triple: tuple[str, str, str],
        layer: Layer,
        evidence: Evidence | None,
        source: str,
    ) -> None:
        graph = self._sheet.provenance
        quads = self._sheet.quads
        subject = f"<{self._sheet.iris.claim(ident)}>"
        quads += (
            (subject, _TYPE, _CLAIM, graph),
            (subject, _SUBJECT, triple[0], graph),
            (subject, _PREDICATE, triple[1], graph),
            (subject, _OBJECT, triple[2], graph),
        )
        if layer is Layer.CURATED:
            quads.append((subject, _TYPE, _CURATED_CLAIM, graph))
        if evidence is None:
            self._write_source(subject, source)
            return
        quads += (
            (subject, _QUOTE, string(evidence.quote), graph),
            (subject, _START, number(evidence.start), graph),
            (subject, _END, number(evidence.end), graph),
            (subject, _LINE, number(evidence.line), graph),
            (subject, _DERIVED, self._post(evidence), graph),
            (subject, _GENERATED, self._run(evidence.rule), graph),
        )

    def _write_source(self, subject: str, source: str) -> None:
        sheet = self._sheet
        address = web_iri(source)
        curation = ref(sheet.iris.dataset("curation"))
        sheet.add(sheet.provenance, subject, _DERIVED, address or curation)
        sheet.add(sheet.provenance, subject, _GENERATED, self._run(CURATION_RULE))
        if not address:
            sheet.add(sheet.provenance, subject, ref(DC.source), label(source))

    def _post(self, evidence: Evidence) -> str:
        found = self._posts.get((evidence.file, evidence.n))
        if found is None:
            found = self._sheet.term("post", evidence.file)
            self._posts[evidence.file, evidence.n] = found
        return found

    def _run(self, rule: str) -> str:
        found = self._runs.get(rule)
        if found is None:
            self.rules.add(rule)
            found = self._runs[rule] = ref(self._sheet.iris.run(rule or "unnamed"))
        return found


def _post_terms(sheet: Sheet, readings: Iterable[Reading]) -> dict[tuple[str, int], str]:
    return {(r.post.file, r.post.n): sheet.term("post", r.post.id) for r in readings}


def _add_rules(sheet: Sheet, rules: Iterable[str]) -> None:
    """Write each rule as an agent, and one run of it as a part of the run of the whole."""
    graph = sheet.provenance
    release = label(software_version())
    whole = ref(sheet.iris.dataset("run"))
    software = ref(sheet.iris.dataset("software"))
    sheet.add(graph, whole, _TYPE, ref(PROV.Activity))
    sheet.add(graph, whole, ref(RDFS.label), sheet.label("Build of the dataset"))
    sheet.add(graph, whole, ref(PROV.wasAssociatedWith), software)
    for rule in sorted(rules):
        name = rule or "unnamed"
        agent, run = ref(sheet.iris.rule(name)), ref(sheet.iris.run(name))
        sheet.add(graph, agent, _TYPE, ref(PROV.SoftwareAgent), ref(PKG.Rule))
        sheet.add(graph, agent, ref(RDFS.label), label(name))
        sheet.add(graph, agent, ref(SCHEMA.softwareVersion), release)
        sheet.add(graph, agent, ref(DCTERMS.isPartOf), software)
        sheet.add(graph, run, _TYPE, ref(PROV.Activity))
        sheet.add(graph, run, ref(PROV.wasAssociatedWith), agent)
        sheet.add(graph, run, ref(DCTERMS.isPartOf), whole)
    if CURATION_RULE in rules:
        curation = ref(sheet.iris.dataset("curation"))
        sheet.add(graph, curation, _TYPE, ref(PROV.Entity))
        sheet.add(graph, curation, ref(RDFS.label), sheet.label("Records checked by a person"))
