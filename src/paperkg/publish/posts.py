"""The pages of posts, claims and rules: from a sentence to its facts, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from paperkg.model import Claim, Evidence, Fact, Reading, Work
from paperkg.publish.address import up
from paperkg.publish.annotate import annotate
from paperkg.publish.formulas import plain_formulas
from paperkg.publish.pages import WHOLE, Bench
from paperkg.publish.press import Page
from paperkg.publish.proof import CAP, Proof, Ref
from paperkg.publish.structured import described, named
from paperkg.publish.view import Said
from paperkg.publish.words import FIELDS, PHRASES, RELATIONS
from paperkg.vocab import PKG

CURATION_RULE = "curated-record"
_AROUND = 160  # characters of context before and after a quote


class RuleNote(NamedTuple):
    """What is known of a rule besides what it read here.

    Attributes:
        description: What it looks for, in a sentence or two.
        precision: Measured share of right readings, as text, or empty.
    """

    description: str
    precision: str = ""


_CURATION = RuleNote(
    "A record that a person checked is taken over; the facts name the record they rest on."
)


class Statement(NamedTuple):
    """Something a post says, in words: subject, verb, object."""

    subject: Ref
    verb: str
    object: Ref
    relation: str
    page: str
    rule: str
    rule_page: str


def post_pages(bench: Bench, part: slice = WHOLE) -> Iterator[Page]:
    """Yield the page of every post or of a part of them, with everything read in it marked."""
    by_file: dict[str, str] = {}
    for reading in bench.view.catalog.readings:
        by_file.setdefault(reading.post.file, reading.post.id)
    for reading in bench.view.catalog.readings[part]:
        yield _post(bench, reading, by_file)


def _post(bench: Bench, reading: Reading, by_file: Mapping[str, str]) -> Page:
    post = reading.post
    path = bench.places.page("post", post.id)
    root = up(path)

    def link_to(file: str) -> str:
        return root + bench.places.page("post", by_file[file]) if file in by_file else ""

    text = annotate(post, bench.view.said.get(post.id, ()), link_to)
    works = bench.view.works_of_post.get(post.id, [])
    title = reading.title.value if reading.title else post.file
    first = post.source.line_at(post.start)
    context: dict[str, Any] = {
        "title": plain_formulas(title),
        "file": post.file,
        "line": first,
        "kind": reading.kind.value,
        "works": bench.prover.works(works),
        "text": text,
        "say": lambda said: statement(bench, said),
        "problems": [*post.problems, *reading.problems],
        "sha256": post.source.sha256,
    }
    iri = bench.places.iri("post", post.id)
    about = [
        named(bench.places.iri("paper", w.id), bench.view.stated(w).title, "ScholarlyArticle")
        for w in map(bench.view.works.__getitem__, works)
    ]
    return Page(
        path,
        "post.html",
        f"Post: {plain_formulas(title)}",
        context,
        iri=iri,
        kind="post",
        alternates=bench.twins("post", post.id),
        structured=described(iri, "BlogPosting", {"name": title, "about": about}),
        type="https://schema.org/BlogPosting",
    )


def statement(bench: Bench, said: Said) -> Statement:
    """Put something a post says into words."""
    rule = said.evidence.rule
    rule_page = bench.places.page("rule", rule)
    if said.claim is not None:
        claim = said.claim
        return Statement(
            bench.prover.work(claim.subject),
            RELATIONS[claim.relation].forward,
            bench.prover.work(claim.object),
            claim.relation.value,
            bench.places.page("claim", claim.id),
            rule,
            rule_page,
        )
    assert said.fact is not None
    target = _target(bench, said.fact)
    verb = in_words(said.fact.field)
    page = bench.claim_page(said.work, said.fact)
    return Statement(bench.prover.work(said.work), verb, target, "", page, rule, rule_page)


def _target(bench: Bench, fact: Fact) -> Ref:
    view, prover = bench.view, bench.prover
    if fact.field == "concept" and fact.value in view.concepts:
        return prover.concept(fact.value)
    if fact.field == "category" and fact.value in view.categories:
        return prover.category(fact.value)
    if fact.field == "author" and fact.value in view.people:
        return prover.person(fact.value)
    return Ref(fact.value, "")


def in_words(field: str) -> str:
    """Return a field as it stands inside a sentence."""
    label = FIELDS.get(field, field)
    return label if label in {"arXiv", "DOI"} else label.lower()


def claim_pages(bench: Bench, part: slice = WHOLE) -> Iterator[Page]:
    """Yield a small page for every stated relation, or a part of them."""
    for claim in bench.view.catalog.claims[part]:
        yield _claim(bench, claim)


def fact_pages(bench: Bench, part: slice = WHOLE) -> Iterator[Page]:
    """Yield a small page for each stated fact of all works, or of a part of them."""
    for work in bench.view.catalog.works[part]:
        for fact in bench.view.facts_of(work):
            if bench.claim_page(work.id, fact):
                yield _fact(bench, work, fact)


def _claim(bench: Bench, claim: Claim) -> Page:
    saying = RELATIONS[claim.relation]
    other = bench.prover.work(claim.object)
    shown = {
        "relation": claim.relation.value,
        "verb": saying.forward,
        "object": other,
        "turned": claim.reversed,
        "lineage": bench.lineage_page(claim.subject) if claim.relation.builds_on else "",
    }
    proof = bench.prover.proof(claim.evidence, claim.layer.value)
    return _claim_page(bench, claim.id, claim.subject, shown, claim.evidence, proof)


def _fact(bench: Bench, work: Work, fact: Fact) -> Page:
    shown = {
        "relation": "",
        "verb": PHRASES.get(fact.field, in_words(fact.field)),
        "object": _target(bench, fact),
        "turned": False,
        "lineage": "",
    }
    proof = bench.prover.fact(fact)
    claim = bench.view.claim_of[work.id, fact]
    return _claim_page(bench, claim, work.id, shown, fact.evidence, proof)


def _claim_page(
    bench: Bench,
    ident: str,
    work: str,
    shown: dict[str, Any],
    evidence: Evidence | None,
    proof: Proof,
) -> Page:
    subject = bench.prover.work(work)
    name = f"{subject.name} {shown['verb']} {shown['object'].name}"
    before, after = _context(bench, evidence)
    post = bench.view.post_of(evidence) if evidence else ""
    iri = bench.places.iri("claim", ident)
    return Page(
        bench.places.page("claim", ident),
        "claim.html",
        name,
        {
            **shown,
            "id": ident,
            "verbatim": evidence.quote if evidence else "",
            "subject": subject,
            "evidence": evidence,
            "proof": proof,
            "before": before,
            "after": after,
            "post": bench.prover.post(post) if post else None,
        },
        iri=iri,
        kind="claim",
        alternates=bench.twins("claim", ident),
        structured=described(
            iri,
            "Claim",
            {
                "name": name,
                "text": proof.quote,
                "isBasedOn": {"@id": bench.places.iri("post", post)} if post else None,
            },
        ),
        type="https://schema.org/Claim",
    )


def _context(bench: Bench, evidence: Evidence | None) -> tuple[str, str]:
    """Return what stands just before and after a quote, in the same post."""
    post_id = bench.view.post_of(evidence) if evidence else ""
    if evidence is None or not post_id:
        return "", ""
    post = bench.view.readings[post_id].post
    text = post.source.text
    before = text[max(post.start, evidence.start - _AROUND) : evidence.start]
    after = text[evidence.end : min(post.end, evidence.end + _AROUND)]
    cut = before.split(" ", 1)[-1] if evidence.start - _AROUND > post.start else before
    rest = after.rsplit(" ", 1)[0] if evidence.end + _AROUND < post.end else after
    return " ".join(cut.split()), " ".join(rest.split())


def rule_pages(bench: Bench, notes: Mapping[str, RuleNote]) -> Iterator[Page]:
    """Yield a page for every rule that read something, and the page that lists them all."""
    listed = []
    pages: dict[str, list[str]] = {}
    notes = {CURATION_RULE: _CURATION, **notes}
    rules = {*bench.view.by_rule, *notes}
    if bench.places.iri("rule", CURATION_RULE) not in bench.documents:
        rules.discard(CURATION_RULE)
    for rule in sorted(rules):
        pages.setdefault(bench.places.page("rule", rule), []).append(rule)
    for path, same in sorted(pages.items()):
        said = [s for rule in same for s in bench.view.by_rule.get(rule, ())]
        name, note = same[0], notes.get(same[0], RuleNote(""))
        what = Counter(_what(s) for s in said)
        context: dict[str, Any] = {
            "rule": name,
            "note": note,
            "total": len(said),
            "what": sorted(what.items(), key=lambda pair: (-pair[1], pair[0])),
            "examples": [(statement(bench, s), _example(bench, s)) for s in said[:CAP]],
        }
        iri = bench.places.iri("rule", name)
        known = iri in bench.documents  # a rule that read nothing here is not in the graph
        listed.append((Ref(name, path), len(said), note))
        yield Page(
            path,
            "rule.html",
            f"Rule: {name}",
            context,
            iri=iri if known else "",
            kind="rule",
            alternates=bench.twins("rule", name),
            type=PKG.Rule if known else "",
        )
    yield Page("rule/index.html", "rules.html", "Rules", {"rules": listed}, kind="rule")


def _example(bench: Bench, said: Said) -> Proof:
    return bench.prover.proof(said.evidence, "asserted")


def _what(said: Said) -> str:
    if said.claim is not None:
        return RELATIONS[said.claim.relation].forward
    assert said.fact is not None
    return FIELDS.get(said.fact.field, said.fact.field)
