"""Describes one work: chooses its title, year and so on, and keeps all that is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from paperkg.model import CuratedRecord, Evidence, Fact, KnownWork, Layer, Reading, Stated, Work
from paperkg.resolve.groups import Group
from paperkg.resolve.identity import fold
from paperkg.resolve.people import People, full_names
from paperkg.resolve.schemes import Schemes


def describe(group: Group, work_id: str, people: People, schemes: Schemes) -> Work:
    """Make the work of a group.

    The policy: what a person corrected first, then a curated record, then what the posts state (in
    post order), then what is known of a work by its name. Everything said is kept in ``facts``.
    """
    record, known = group.record, group.known
    facts: list[Fact] = []
    _state_corrected(facts, group, people)
    _state_curated(facts, record, people, schemes)
    among = full_names(group)
    for reading in group.readings:
        for field, stated in (
            ("title", reading.title),
            ("year", reading.year),
            ("arxiv", reading.arxiv),
            ("doi", reading.doi),
            ("url", reading.url),
            ("venue", reading.venue),
        ):
            _state(facts, field, stated)
        for position, author in enumerate(reading.authors, 1):
            person = people.id_of(author.value, among)
            if person:
                facts.append(
                    Fact("author", person, Layer.ASSERTED, author.evidence, position=position)
                )
        for category in reading.categories:
            found = schemes.category(category.key, category.value)
            _add(facts, "category", found, category.evidence)
        for mention in reading.concepts:
            _add(
                facts, "concept", schemes.concept(mention.concept, mention.label), mention.evidence
            )
    _state_known(facts, known)
    return _choose(group, work_id, tuple(facts))


def _choose(group: Group, work_id: str, facts: tuple[Fact, ...]) -> Work:
    def first(field: str) -> str:
        return next((f.value for f in facts if f.field == field), "")

    def every(field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f.value for f in facts if f.field == field))

    name = _short_name(group)
    title = first("title") or name or _best_mention(group.mentions) or work_id
    year = first("year")
    authors = [f for f in facts if f.field == "author"]
    curated = [f for f in authors if f.layer is Layer.CURATED]
    if curated and corrected(group, "authors"):  # those of a person stand before a record's
        ends = [n for n, f in enumerate(curated) if f.position == 1]
        curated = curated[: ends[1]] if len(ends) > 1 else curated
    return Work(
        id=work_id,
        title=title,
        short_name=name if fold(name) != fold(title) else "",
        aliases=_aliases(group, title, name),
        stub=group.stub,
        authors=tuple(dict.fromkeys(f.value for f in curated or authors)),
        year=int(year) if year else None,
        venue=first("venue"),
        arxiv=first("arxiv"),
        doi=first("doi"),
        url=first("url"),
        categories=every("category"),
        concepts=every("concept"),
        posts=tuple(r.post.id for r in group.readings),
        facts=facts,
    )


def _add(facts: list[Fact], field: str, value: str, evidence: Evidence) -> None:
    if value:
        facts.append(Fact(field, value, Layer.ASSERTED, evidence))


def _state(facts: list[Fact], field: str, stated: Stated | None) -> None:
    if stated is not None:
        _add(facts, field, stated.value, stated.evidence)


def _state_curated(
    facts: list[Fact], record: CuratedRecord | None, people: People, schemes: Schemes
) -> None:
    if record is None:
        return
    pairs: Iterable[tuple[str, str]] = (
        ("title", record.title),
        ("year", str(record.year) if record.year else ""),
        ("arxiv", record.arxiv),
        ("doi", record.doi),
        ("venue", record.venue),
        *(("category", schemes.category("", c)) for c in record.categories),
    )
    for field, value in pairs:
        if value:
            source = _JUDGEMENT if field == "category" else record.source
            facts.append(Fact(field, value, Layer.CURATED, source=source))
    for position, author in enumerate(record.authors, 1):
        person = people.id_of(author)
        if person:
            facts.append(
                Fact("author", person, Layer.CURATED, source=record.source, position=position)
            )


def _state_corrected(facts: list[Fact], group: Group, people: People) -> None:
    """State what a person corrected; of two corrections of a field the later one counts."""
    for decision in {c.field: c for c in group.corrections}.values():
        source = decision.because or decision.file.rpartition("/")[2]
        if decision.field == "authors":
            ids = dict.fromkeys(map(people.id_of, decision.values))
            for position, person in enumerate(filter(None, ids), 1):
                facts.append(
                    Fact("author", person, Layer.CURATED, source=source, position=position)
                )
        elif decision.field != "short_name":
            facts.append(Fact(decision.field, decision.values[0], Layer.CURATED, source=source))


def corrected(group: Group, field: str) -> tuple[str, ...]:
    """Return what a person says a field of a work should be; empty if nobody does."""
    return next((c.values for c in reversed(group.corrections) if c.field == field), ())


def _state_known(facts: list[Fact], known: KnownWork | None) -> None:
    """State what a work is known by; never against a post or a record, and never an author."""
    if known is None:
        return
    have = {fact.field for fact in facts}
    pairs = [("title", known.title), ("arxiv", known.arxiv), ("doi", known.doi)]
    pairs.append(("year", str(known.year) if known.year else ""))
    for field, value in pairs:
        if value and field not in have:
            facts.append(Fact(field, value, Layer.CURATED, source=known.source))


_JUDGEMENT = "judgement of the curator"
"""Which category fits is said by no bibliography."""


def _short_name(group: Group) -> str:
    right = corrected(group, "short_name")
    if right:
        return right[0]
    if group.record and group.record.short_name:
        return group.record.short_name
    for reading in group.readings:
        if reading.short_name:
            return reading.short_name.value
    if group.known and not group.record:  # a record without a name says that there is none
        return group.known.name
    return ""


def _best_mention(mentions: Iterable[str]) -> str:
    counted = Counter(mentions)
    return min(counted, key=lambda name: (-counted[name], len(name), name), default="")


def _is_of_file(name: str, reading: Reading) -> bool:
    """Whether a name is the file's alone: an ordinary word that the post does not speak of."""
    post = reading.post
    plain = name.islower() and name.isalpha()
    if not plain or fold(PurePosixPath(post.file).stem) != fold(name):
        return False
    said = reading.title.value if reading.title else ""
    return fold(name) not in {fold(word) for word in said.split()}


def _aliases(group: Group, title: str, name: str) -> tuple[str, ...]:
    names: set[str] = group.mentions | group.aliases
    if group.record:
        names.update(group.record.aliases)
    if group.known:
        names.update((group.known.name, *group.known.aliases))
    for reading in group.readings:
        names.update(n for n in reading.own_names if not _is_of_file(n, reading))
        if reading.title:
            names.add(reading.title.value)
    taken = {fold(title), fold(name), ""}
    kept: dict[str, str] = {}
    for alias in sorted(names):
        key = fold(alias)
        # a citation ("Vaswani et al.") helps to find a work, but is none of its names
        if key not in taken and " et al" not in alias and key != fold(f"{name}: {title}"):
            kept.setdefault(key, alias)
    return tuple(sorted(kept.values()))
