"""Reads posts in two passes: first the names of all papers, then each post with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from paperkg.errors import ExtractionError
from paperkg.extract.bibliography import Bibliography, read_bibliography
from paperkg.extract.categories import read_categories
from paperkg.extract.concepts import ConceptReader, Occurrence, is_technique
from paperkg.extract.cores import kept, spread
from paperkg.extract.kind import post_kind
from paperkg.extract.names import (
    Folded,
    Mention,
    MentionFinder,
    NameTable,
    PostNames,
    is_given_name,
    link_texts,
)
from paperkg.extract.names.table import month_of
from paperkg.extract.relations import read_relations
from paperkg.extract.relations.stated import read_front_matter_links, read_title
from paperkg.model import (
    ConceptMention,
    Lexicon,
    Post,
    PostKind,
    Problem,
    Reading,
    RelationClaim,
    Source,
    Stated,
)

_T = TypeVar("_T")
_SEVERAL = 2
_NO_POST = Post(Source("", "", ""), 0, 0, 0, -1, (), (), (), ())
OnProblem = Callable[[Problem], None]


def extract_readings(
    posts: Sequence[Post],
    lexicon: Lexicon,
    *,
    disabled_rules: frozenset[str] = frozenset(),
    on_problem: OnProblem | None = None,
    workers: int = 1,
) -> tuple[Reading, ...]:
    """Read what posts say of their papers.

    Args:
        posts: The posts, in order; all of them, since the name of a paper is learnt from the post
            about it and from the links that lead there.
        lexicon: What is known beforehand.
        disabled_rules: Names of rules that are off (see :mod:`paperkg.extract.rules`).
        on_problem: Called with every rule that failed on a post; the post is read without it. Left
            out, the first failure is raised.
        workers: How many processes may read at once; the result is the same. Without an
            ``on_problem`` it is one.

    Returns:
        One reading per post, in the order of the posts.

    Raises:
        ExtractionError: A rule failed and there is no ``on_problem``.
    """
    reader = CorpusReader(
        posts, lexicon, disabled_rules=disabled_rules, on_problem=on_problem, workers=workers
    )
    return tuple(reader.read_all(posts))


class CorpusReader:
    """Holds what the first pass learnt, so that posts can be read one by one.

    Args:
        posts: All posts of the corpus.
        lexicon: What is known beforehand.
        disabled_rules: Names of rules that are off.
        on_problem: As in :func:`extract_readings`.
        workers: As in :func:`extract_readings`.
    """

    def __init__(
        self,
        posts: Iterable[Post],
        lexicon: Lexicon,
        *,
        disabled_rules: frozenset[str] = frozenset(),
        on_problem: OnProblem | None = None,
        workers: int = 1,
    ) -> None:
        self._lexicon = lexicon
        self._workers = workers
        self._disabled = disabled_rules
        self._on_problem = on_problem
        self._concepts = ConceptReader(lexicon.concepts)
        self._facts: dict[str, tuple[PostKind, Bibliography]] = {}
        names: list[PostNames] = []
        collection = list(posts)
        for post, (kind, bibliography) in zip(
            collection, self._each(self._first, collection), strict=True
        ):
            self._facts[post.id] = kind, bibliography
            names.append(_names_of(post, kind, bibliography))
        self._names = {n.post: n for n in names}
        self.table = NameTable(lexicon, names, link_texts(collection))

    def read_all(self, posts: Sequence[Post]) -> Iterator[Reading]:
        """Read posts in order, with as many workers as there may be."""
        if self._workers < _SEVERAL:
            with kept():
                yield from map(self.read, posts)
            return
        for post, reading in zip(posts, self._each(self._read_bare, posts), strict=True):
            yield replace(reading, post=post)

    def read(self, post: Post) -> Reading:
        """Read one post."""
        problems = list(post.problems)
        kind, facts = self._facts[post.id]
        folded = Folded.of(post.source.text, post.start, post.end)
        own = self._names[post.id].names()
        concepts: tuple[ConceptMention, ...] = ()
        relations: tuple[RelationClaim, ...] = ()
        categories: tuple[Stated, ...] = self._guard(
            "category", post, problems, lambda: read_categories(post, self._lexicon, folded), ()
        )
        named: list[Occurrence] = []
        title = facts.title.value if facts.title else ""
        if kind is not PostKind.INDEX and "concept-label" not in self._disabled:
            named = self._guard(
                "concept-label", post, problems, lambda: self._concepts.find(post, folded), named
            )
            people = [(a.evidence.start, a.evidence.end) for a in facts.authors]
            named = [o for o in named if not _is_of_person(post, o, people)]
            concepts = self._guard(
                "concept-label",
                post,
                problems,
                lambda: self._concepts.read(post, named, own, title),
                (),
            )
        if kind is PostKind.PAPER:
            spans = [
                (o.start, o.end, o.concept.label)
                for o in named
                if not o.careful and is_technique(o.concept)
            ]
            relations = self._relations(post, folded, own, spans, problems)
        problems.extend(facts.problems)
        return Reading(
            post=post,
            kind=kind,
            title=facts.title,
            short_name=facts.short_name,
            own_names=facts.own_names,
            authors=facts.authors,
            year=facts.year,
            arxiv=facts.arxiv,
            doi=facts.doi,
            url=facts.url,
            venue=facts.venue,
            categories=categories,
            concepts=concepts,
            relations=relations,
            problems=tuple(problems),
        )

    def _read_bare(self, post: Post) -> Reading:
        """Read one post, and leave it out of the reading: a worker need not send it back."""
        return replace(self.read(post), post=_NO_POST)

    def _each(self, action: Callable[[Post], _T], posts: Sequence[Post]) -> Iterator[_T]:
        """Do something with each post, and tell of problems in their order."""
        tell = self._on_problem
        if tell is None:
            yield from map(action, posts)
            return
        work = spread(lambda n: self._told(action, posts[n]), len(posts), self._workers)
        for result, problems in work:
            for problem in problems:
                tell(problem)
            yield result

    def _told(self, action: Callable[[Post], _T], post: Post) -> tuple[_T, list[Problem]]:
        """Return, with the result of an action, the problems to tell of."""
        problems: list[Problem] = []
        tell, self._on_problem = self._on_problem, problems.append
        try:
            return action(post), problems
        finally:
            self._on_problem = tell

    def _first(self, post: Post) -> tuple[PostKind, Bibliography]:
        problems: list[Problem] = []
        kind = self._guard("kind", post, problems, lambda: post_kind(post), PostKind.TOPIC)
        facts = self._guard(
            "bibliography",
            post,
            problems,
            lambda: read_bibliography(post, self._lexicon, disabled=self._disabled),
            Bibliography(),
        )
        return kind, facts

    def _relations(
        self,
        post: Post,
        folded: Folded,
        own: tuple[str, ...],
        concepts: list[tuple[int, int, str]],
        problems: list[Problem],
    ) -> tuple[RelationClaim, ...]:
        facts = self._facts[post.id][1]
        finder = MentionFinder(
            self.table,
            post,
            own,
            self._names[post.id].arxiv,
            authors=[author.value for author in facts.authors],
            year=int(facts.year.value) if facts.year else None,
        )
        nothing: list[Mention] = []
        mentions = self._guard("names", post, problems, lambda: finder.find(folded), nothing)
        stated: tuple[RelationClaim, ...] = ()
        if "front-matter-link" not in self._disabled:
            stated = self._guard(
                "front-matter-link",
                post,
                problems,
                lambda: read_front_matter_links(post, self.table),
                (),
            )
        titled: tuple[RelationClaim, ...] = ()
        if "title-derived" not in self._disabled:
            titled = self._guard(
                "title-derived",
                post,
                problems,
                lambda: read_title(post, self.table, own, facts.title),
                (),
            )
        date = month_of(self._names[post.id].arxiv) or self._year_end(post) or self._known(post)
        prose = read_relations(
            post,
            finder,
            mentions,
            concepts=concepts,
            date=date,
            disabled=self._disabled,
            on_fault=lambda rule, fault: self._fault(rule, post, fault, problems),
        )
        return _joined(stated, prose, titled)

    def _year_end(self, post: Post) -> int:
        """Return the last month of the stated year, as :attr:`Named.date`; 0 if none is stated."""
        year = self._facts[post.id][1].year
        return int(year.value) * 12 + 11 if year else 0

    def _known(self, post: Post) -> int:
        """Return the latest month in which the post's paper, a known work, can be from."""
        work = self.table.by_post(post.id)
        if work is None or not work.date:
            return 0
        return work.date if work.arxiv else work.date + 11

    def _guard(
        self,
        rule: str,
        post: Post,
        problems: list[Problem],
        action: Callable[[], _T],
        default: _T,
    ) -> _T:
        try:
            return action()
        except Exception as fault:  # noqa: BLE001 - one bad post must not stop a build
            self._fault(rule, post, fault, problems)
            return default

    def _fault(self, rule: str, post: Post, fault: Exception, problems: list[Problem]) -> None:
        error = ExtractionError(
            f"rule {rule!r} failed: {type(fault).__name__}: {fault}",
            rule=rule,
            post=post.id,
            advice="switch the rule off, or report the post",
        )
        if self._on_problem is None:
            raise error from fault
        problem = Problem("rule-failed", post.file, 0, error.message, error.advice)
        problems.append(problem)
        self._on_problem(problem)


def _is_of_person(post: Post, named: Occurrence, people: Sequence[tuple[int, int]]) -> bool:
    """Whether what is spelt like a concept is part of a person's name: Adam Roberts."""
    if any(start <= named.start and named.end <= end for start, end in people):
        return True
    return is_given_name(post.source.text, named.start, named.end)


def _names_of(post: Post, kind: PostKind, facts: Bibliography) -> PostNames:
    return PostNames(
        post=post.id,
        file=post.file,
        title=facts.title.value if facts.title else "",
        short_name=facts.short_name.value if facts.short_name else "",
        own_names=facts.own_names,
        arxiv=facts.arxiv.value if facts.arxiv else "",
        paper=kind is PostKind.PAPER,
    )


def _joined(*groups: tuple[RelationClaim, ...]) -> tuple[RelationClaim, ...]:
    """Join claims of several sources; a target and type of an earlier one is not repeated."""
    kept: dict[tuple[str, str], RelationClaim] = {}
    for group in groups:
        for claim in group:
            kept.setdefault((claim.relation, claim.work or claim.post or claim.target), claim)
    return tuple(kept.values())
