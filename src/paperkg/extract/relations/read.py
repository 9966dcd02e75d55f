# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Reads the relations of one post: sentence, clause, cue, subject, objects."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from ahocorasick_rs import AhoCorasick

from paperkg.extract.names import Mention, MentionFinder
from paperkg.extract.names.fold import flatten
from paperkg.extract.relations.catalogue import CUES, EARLY
from paperkg.extract.relations.clauses import Clause, Who, split_clauses
from paperkg.extract.relations.context import Topics
from paperkg.extract.relations.cue import Cue, Group
from paperkg.extract.relations.hints import CueFilter, literals_of
from paperkg.extract.relations.judge import Situation, claim_listed, judge
from paperkg.extract.relations.method import LISTED
from paperkg.extract.relations.view import Marked, mark_sentence
from paperkg.model import Evidence, Link, LinkKind, Post, Relation, RelationClaim, Sentence

_GUESSED = re.compile(
    r"(?i)\b(?:exten[ds]|buil[dt]|bas(?:e[sd]?|ing)\b|modif|adapt|reshap|combin|hybrid|replac|step further|revis|generali|varia|version|borrow|inspir|influenc"
    r"|forms? of|marr(?:y|ies)|comes? from|backbone|on top of|successor|follow-?up|derived|as (?:the|a|an|its|our|their)\b)"
)
_LATEST = 4
"""A work this many months younger than the paper cannot be what the paper builds on."""

_YEAR = 12
_NEAR_START = 8
"""What stands this near the start of an item, in characters, opens it."""

_PROPOSED = re.compile(
    r"(?i)\b(?:propos\w+|introduc\w+|present(?:s|ed)|develop(?:s|ed)|call(?:ed|s)?|dub(?:bed)?|nam(?:ed|ing)|coin\w*|term(?:ed)?)"
    r"(?: (?:a|an|the|new|novel|simple|it|this|them|and|also|so-called))* «(\d+)»"
    r"(?![- ](?:like|based|style|inspired|variant|extension|version|backbone|head|encoder|decoder|architecture|framework))"
)
_OR = re.compile(
    r"«(\d+)» \((?:or|and|or later|later|and later|resp\.|alternatively) (?:an? |the )?«(\d+)»\)"
)
_ONE_AND_OTHER = re.compile(
    r"(?i)\bone (?:with|by|on|from|using|of|is|based on) (?:[\w-]+ ){0,2}?«(\d+)»[^.;«]{0,40}? (?:the other|another|one) (?:with|by|on|from|using|of|is|based on) (?:[\w-]+ ){0,2}?«(\d+)»"
)
_PUT_IN_PLACE = re.compile(r"(?i)\b(?:replac|swap|exchang)\w* (?:by|with|for) «(\d+)»")
"""In bold, what takes the place of another thing is the paper's own."""

_BESIDE = re.compile(
    r"\b[A-Z][\w-]*[A-Z0-9][\w-]*,? (?:and|&|\+) «\d+»|«\d+»,? (?:and|&|\+) [A-Z][\w-]*[A-Z0-9]|et\.? al\b"
)

_TRIAL = re.compile(
    r"(?i)\b(?:data ?sets?|benchmarks?|benchmarking|corpus|annotated|challenge|leaderboard|test ?suite|comparative|comparison of|survey|roadmap|challenges and)\b"
)
"""Papers of this kind use other works to try something on them."""
_ADDRESS = re.compile(r"\([a-z]+://[^\s()]*\)?")
_QUESTION = re.compile(r"\?(?<!\(what\?)(?<!\(why\?)(?<!\(\?)[\s\"')]*$")
"""A word in brackets only wonders at what is said."""
_LINKED_SUBJECT = re.compile(
    r"\W{0,3}(?: \([^()]{0,40}\))? (?:\w+ ){0,2}?(?:also |directly |further |heavily |largely )?(?:is|are|was|were|has|had|[a-z]{3,}s|[a-z]{3,}ed)\b"
)

Fault = Callable[[str, Exception], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with what is needed to choose between claims."""

    claim: RelationClaim
    key: str
    cue: Cue


def read_relations(
    post: Post,
    finder: MentionFinder,
    mentions: Sequence[Mention],
    *,
    concepts: Sequence[tuple[int, int, str]] = (),
    date: int = 0,
    disabled: frozenset[str] = frozenset(),
    on_fault: Fault | None = None,
) -> tuple[RelationClaim, ...]:
    """Return the relations a post states, in order of place, each target and type once.

    Args:
        post: The post.
        finder: Finds further names by their shape.
        mentions: Works named in the post, in order.
        concepts: Start, end and label of the concepts named in the post, in order.
        date: Month of the post's paper, as :attr:`Named.date`; 0 if unknown.
        disabled: Names of rules that are off.
        on_fault: Called with rule and exception if a rule fails; without it the exception is raised.
    """
    reader = _PostReader(post, finder, mentions, _filters(disabled), concepts, date, on_fault)
    return _settle(list(reader.read()))


@lru_cache(maxsize=8)
def _filters(disabled: frozenset[str]) -> tuple[CueFilter, CueFilter, Cue | None]:
    """Return the filters of the cues for whole sentences and for clauses, and the cue of lists."""
    cues = [cue for cue in CUES if cue.name not in disabled]
    early = {cue.name for cue in EARLY}
    return (
        CueFilter([cue for cue in cues if cue.name in early]),
        CueFilter([cue for cue in cues if cue.name not in early and cue.pattern != LISTED]),
        next((cue for cue in cues if cue.pattern == LISTED), None),
    )


@lru_cache(maxsize=1)
def _guess_words() -> AhoCorasick:
    return AhoCorasick(sorted(literals_of(_GUESSED.pattern)))


class _PostReader:
    def __init__(
        self,
        post: Post,
        finder: MentionFinder,
        mentions: Sequence[Mention],
        filters: tuple[CueFilter, CueFilter, Cue | None],
        concepts: Sequence[tuple[int, int, str]],
        date: int,
        on_fault: Fault | None,
    ) -> None:
        self._post = post
        self._concepts = concepts
        self._finder = finder
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._links = post.links
        self._link_starts = [link.start for link in post.links]
        self._early, self._cues, self._listing = filters
        self._date = date
        self._on_fault = on_fault
        self._topics = Topics(post)
        self._introduced: set[str] = set()
        heading = post.text(post.blocks[post.heading]) if post.heading >= 0 else ""
        self._trial = _TRIAL.search(_ADDRESS.sub("", heading)) is not None

    def read(self) -> Iterator[Found]:
        source = self._post.source.text
        hints = self._guess_hints()
        for sentence in self._post.sentences:
            if sentence.block == self._post.heading:
                continue
            known = self._within(sentence)
            found: list[Found] = []
            links = self._links_within(sentence)
            if known:
                marked = mark_sentence(self._post, sentence, known, links)
                found = list(self._sentence(sentence, marked))
            else:
                self._topics.enter(sentence.block, "")
                self._topics.leave(sentence.block, source[sentence.start : sentence.start + 80])
            near = bisect_left(hints, sentence.start)
            hinted = near < len(hints) and hints[near] < sentence.end
            guessed = hinted and _GUESSED.search(source, sentence.start, sentence.end) is not None
            lineage = {f.key for f in found if f.claim.relation.builds_on}
            beside = bool(lineage) and _BESIDE.search(marked.text) is not None
            concepts = self._concepts_within(sentence) if guessed and not lineage else []
            strong = not guessed or (bool(lineage) and not beside)
            more = self._finder.guess(sentence, known, concepts, strong=strong)
            if more:
                both = sorted([*known, *more], key=lambda m: m.start)
                marked = mark_sentence(self._post, sentence, both, links)
                again = list(self._sentence(sentence, marked))
                keys = {f.key for f in again if f.claim.relation.builds_on}
                found = again if beside or lineage <= keys else found
            yield from found

    def _guess_hints(self) -> list[int]:
        """Return where the post has a text without which nothing is guessed, in order."""
        start, end = self._post.start, self._post.end
        text = flatten(self._post.source.text[start:end])
        hits = _guess_words().find_matches_as_indexes(text)
        return [start + first for _, first, _ in hits]

    def _within(self, sentence: Sentence) -> list[Mention]:
        low = bisect_left(self._starts, sentence.start)
        high = bisect_left(self._starts, sentence.end)
        return list(self._mentions[low:high])

    def _concepts_within(self, sentence: Sentence) -> list[tuple[int, int, str]]:
        low = bisect_left(self._concepts, (sentence.start, 0, ""))
        high = bisect_left(self._concepts, (sentence.end, 0, ""))
        return list(self._concepts[low:high])

    def _links_within(self, sentence: Sentence) -> list[Link]:
        low = bisect_left(self._link_starts, sentence.start)
        high = bisect_left(self._link_starts, sentence.end)
        return list(self._links[low:high])

    def _sentence(self, sentence: Sentence, marked: Marked) -> Iterator[Found]:
        self._note_introduced(marked)
        topic = self._topics.enter(sentence.block, marked.text)
        at = Situation(
            marked,
            topic=Who.FOREIGN if self._of_linked(sentence, marked) else topic,
            mood=self._topics.mood(sentence.block),
            question=_QUESTION.search(marked.text) is not None,
            experiments=self._trial or self._topics.experiments(sentence.block),
        )
        self._clause(self._early, Clause(marked.text), at)
        for clause in split_clauses(marked.text):
            if "«" in clause.text:
                self._clause(self._cues, clause, at)
        opens = sentence.start - self._post.blocks[sentence.block].start < _NEAR_START
        if self._listing is not None and opens and self._topics.listed(sentence.block):
            claim_listed(self._listing, at)
        self._topics.leave(sentence.block, at.neutral(marked.text))
        _share(marked.text, at.claimed)
        for number, mention in enumerate(marked.mentions):
            found = self._found(sentence, mention, at.claimed.get(number, MENTIONED))
            if found is not None:
                yield found

    def _of_linked(self, sentence: Sentence, marked: Marked) -> bool:
        """Whether the subject is a link to something that is not known ("[A paper](…) extends")."""
        for link in self._links_within(sentence):
            if link.start - sentence.start > _NEAR_START:
                return False
            if link.kind is LinkKind.IMAGE or any(
                m.start < link.end and link.start < m.end for m in self._within(sentence)
            ):
                return False
            text = " ".join(link.text.strip(" *_`").split())
            return bool(text) and _LINKED_SUBJECT.match(marked.text, len(text)) is not None
        return False

    def _note_introduced(self, marked: Marked) -> None:
        """Note names the paper itself introduces ("the authors propose RPN")."""
        for match in _PROPOSED.finditer(marked.text):
            named = marked.mentions[int(match.group(1))].named
            young = not named.date or (self._date and named.date >= self._date - _YEAR)
            if young and named.kind not in ("family", "concept"):
                self._introduced.add(named.key)
        for match in _PUT_IN_PLACE.finditer(marked.text):
            mention = marked.mentions[int(match.group(1))]
            bold = self._post.source.text[max(0, mention.start - 2) : mention.start] == "**"
            if bold and mention.named.kind != "family":
                self._introduced.add(mention.named.key)

    def _earlier(self, mention: Mention) -> bool:
        date = mention.named.date
        return not date or not self._date or date - self._date < _LATEST

    def _clause(self, cues: CueFilter, clause: Clause, at: Situation) -> None:
        for cue in cues.select(clause.text):
            try:
                for match in cue.find(clause.text):
                    judge(cue, match, clause, at)
            except Exception as fault:
                if self._on_fault is None:
                    raise
                self._on_fault(cue.name, fault)

    def _found(self, sentence: Sentence, mention: Mention, cue: Cue) -> Found | None:
        """Return the claim that a cue makes of a mention; ``None`` if it is none worth keeping."""
        named = mention.named
        if cue.relation.builds_on and not self._earlier(mention):
            cue = MENTIONED
        lineage = cue.relation.builds_on or cue.relation is Relation.INFLUENCED
        if named.key in self._introduced or not (mention.known or lineage):
            return None
        if named.kind == "concept" and not cue.relation.builds_on:
            return None
        evidence = Evidence.of(self._post, sentence.start, sentence.end, cue.name)
        claim = RelationClaim(
            relation=cue.relation,
            target=named.name,
            work=named.work,
            post=named.post,
            evidence=evidence,
            mention=(mention.start, mention.end),
        )
        return Found(claim, named.key, cue)


def _share(text: str, claimed: dict[int, Cue]) -> None:
    """Let a name share what is claimed of its twin: "ResNet (or ResNeXt)", "one with …"."""
    for match in chain(_OR.finditer(text), _ONE_AND_OTHER.finditer(text)):
        first, second = int(match.group(1)), int(match.group(2))
        cue = claimed.get(first)
        if cue is not None and cue.relation.builds_on:
            claimed.setdefault(second, cue)


MENTIONED = Cue(
    "named",
    Group.LIKENESS,
    Relation.MENTIONS,
    r"(?!)",
    description="the other work is named, no more",
    example="GloVe vectors are known since 2014.",
)


def _settle(found: list[Found]) -> tuple[RelationClaim, ...]:
    """Keep each target and type once, and let a later work never be an ancestor."""
    later = {f.key for f in found if f.claim.relation is Relation.INFLUENCED}
    firm = {f.key for f in found if f.claim.relation.builds_on and f.cue.firm}
    strongest: dict[tuple[str, Relation], RelationClaim] = {}
    for item in found:
        claim = item.claim
        if claim.relation.builds_on and item.key in later and item.key not in firm:
            claim = replace(claim, relation=Relation.MENTIONS)
        strongest.setdefault((item.key, claim.relation), claim)
    named = {key for key, relation in strongest if relation is not Relation.MENTIONS}
    return tuple(
        claim
        for (key, relation), claim in strongest.items()
        if relation is not Relation.MENTIONS or key not in named
    )
