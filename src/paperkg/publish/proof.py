"""Prepares evidence, links to resources and steps of lineage for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paperkg.index import Hop
from paperkg.model import Claim, Evidence, Fact, Work
from paperkg.publish.address import anchor
from paperkg.publish.annotate import readable
from paperkg.publish.formulas import plain_formulas
from paperkg.publish.places import Places
from paperkg.publish.view import View
from paperkg.publish.words import RELATIONS

CAP = 50  # entries of a list before it gets a page of its own
_LONGEST_QUOTE = 600
_MOST_CLAIMS = 3


class Ref(NamedTuple):
    """A link to a resource of the site: its name, its page from the root, a remark."""

    name: str
    page: str
    note: str = ""
    stub: bool = False


class Proof(NamedTuple):
    """One piece of evidence, or the record a curated fact rests on.

    ``page`` is where the highlighted span stands; empty for a record.
    """

    quote: str
    page: str
    place: str
    rule: str
    rule_page: str
    layer: str
    source: str = ""


class Shown(NamedTuple):
    """A claim as a page shows it."""

    relation: str
    words: str
    proof: Proof
    page: str
    turned: bool


class Step(NamedTuple):
    """Another work, and the claims that join it to the page's work."""

    other: Ref
    year: int | None
    title: str
    relation: str
    words: str
    claims: tuple[Shown, ...]
    more: int


class Prover:
    """Turns the model's values into what templates print."""

    def __init__(self, view: View, places: Places) -> None:
        self.view = view
        self.places = places

    def work(self, item: str) -> Ref:
        """Return the link to a work, its year as the remark."""
        work = self.view.works[item]
        year = str(work.year) if work.year else ""
        return Ref(work.name, self.places.page("paper", item), year, work.stub)

    def works(self, items: Iterable[str]) -> list[Ref]:
        """Return links to works in the order given."""
        return [self.work(item) for item in items]

    def person(self, item: str) -> Ref:
        """Return the link to an author."""
        return Ref(self.view.people[item].name, self.places.page("author", item))

    def concept(self, item: str) -> Ref:
        """Return the link to a concept."""
        return Ref(self.view.concepts[item].label, self.places.page("concept", item))

    def category(self, item: str) -> Ref:
        """Return the link to a category."""
        return Ref(self.view.categories[item].label, self.places.page("category", item))

    def post(self, item: str) -> Ref:
        """Return the link to a post, its file as the remark."""
        reading = self.view.readings[item]
        title = reading.title.value if reading.title else reading.post.file
        return Ref(plain_formulas(title), self.places.page("post", item), item)

    def proof(self, evidence: Evidence | None, layer: str, source: str = "") -> Proof:
        """Return a piece of evidence ready to be printed."""
        if evidence is None:
            return Proof("", "", "", "", "", layer, source)
        post = self.view.post_of(evidence)
        page = self.places.page("post", post) if post else ""
        return Proof(
            quote=_shorten(readable(evidence.quote)),
            page=_at(page, evidence),
            place=f"{evidence.file}:{evidence.line}" if evidence.line else evidence.file,
            rule=evidence.rule,
            rule_page=self.places.page("rule", evidence.rule),
            layer=layer,
            source=source,
        )

    def fact(self, fact: Fact) -> Proof:
        """Return the evidence of a fact."""
        return self.proof(fact.evidence, fact.layer.value, fact.source)

    def claim(self, claim: Claim, *, forward: bool = True) -> Shown:
        """Return a claim as it reads from one of its two ends."""
        saying = RELATIONS[claim.relation]
        proof = self.proof(claim.evidence, claim.layer.value)
        return Shown(
            relation=claim.relation.value,
            words=saying.forward if forward else saying.backward,
            proof=proof,
            # Where claims have no page of their own, the marked sentence is the next best.
            page=self.places.page("claim", claim.id)
            or proof.page
            or self.places.page("paper", claim.subject),
            turned=claim.reversed,
        )

    def step(self, hop: Hop, *, forward: bool) -> Step:
        """Return a step of lineage as it reads from the later (``forward``) or earlier work."""
        return self._step(hop.object if forward else hop.subject, hop.claims, forward=forward)

    def beside(self, claims: Sequence[Claim], work: str) -> list[tuple[str, list[Step]]]:
        """Group claims that are no lineage by how they read from a work."""
        groups: dict[tuple[int, int], dict[str, list[Claim]]] = {}
        order = list(RELATIONS)
        for claim in claims:
            forward = claim.subject == work
            saying = RELATIONS[claim.relation]
            mutual = saying.forward == saying.backward
            key = (order.index(claim.relation), 0 if forward or mutual else 1)
            other = claim.object if forward else claim.subject
            groups.setdefault(key, {}).setdefault(other, []).append(claim)
        result = []
        for (number, backward), others in sorted(groups.items()):
            saying = RELATIONS[order[number]]
            steps = [
                self._step(other, found, forward=not backward)
                for other, found in sorted(others.items(), key=self._by_name)
            ]
            heading = saying.backward if backward else saying.forward
            result.append((heading[0].upper() + heading[1:], steps))
        return result

    def _by_name(self, pair: tuple[str, list[Claim]]) -> tuple[str, str]:
        return (self.view.works[pair[0]].name.casefold(), pair[0])

    def _step(self, other: str, claims: Sequence[Claim], *, forward: bool) -> Step:
        work: Work = self.view.works[other]
        shown = tuple(self.claim(c, forward=forward) for c in claims[:_MOST_CLAIMS])
        return Step(
            other=self.work(other),
            year=work.year,
            title=work.title if work.short_name else "",
            relation=shown[0].relation,
            words=shown[0].words,
            claims=shown,
            more=len(claims) - len(shown),
        )


def _at(page: str, evidence: Evidence) -> str:
    """Return the address of a span; what rests on no span leads to the post as a whole."""
    if page and evidence.start < evidence.end:
        return f"{page}#{anchor(evidence.start, evidence.end)}"
    return page


def _shorten(quote: str) -> str:
    quote = " ".join(quote.split())
    if len(quote) <= _LONGEST_QUOTE:
        return quote
    return quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
