"""Groups mentions into works: posts, curated records and known works that are one and the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from paperkg.model import CuratedRecord, Decision, KnownWork, Lexicon, Merge, PostKind, Reading
from paperkg.model.curation import NAMED_BY_HAND
from paperkg.resolve.clusters import Clusters, identifiers
from paperkg.resolve.identity import fold


@dataclass(slots=True, eq=False)
class Group:
    """Everything that is known of one work before it gets a slug.

    Attributes:
        key: Its most telling key; no other group has it.
        arxiv: All its arXiv ids, from whatever source.
        doi: All its DOIs.
        aliases: Names that a person gave it.
        corrections: What a person corrected.
    """

    key: str
    readings: list[Reading] = field(default_factory=list)
    record: CuratedRecord | None = None
    known: KnownWork | None = None
    mentions: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)
    arxiv: set[str] = field(default_factory=set)
    doi: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    corrections: list[Decision] = field(default_factory=list)

    @property
    def stub(self) -> bool:
        """Whether no post is about the work."""
        return not self.readings

    def contradicts(self, arxiv: str, doi: str) -> bool:
        """Whether the work has other identifiers than these."""
        if arxiv and self.arxiv:
            return arxiv not in self.arxiv
        return bool(doi and self.doi and doi not in self.doi)

    def may_be_titled(self, title: str) -> bool:
        """Whether no post states a title (of three words or more) that speaks against this one."""
        full = fold(title)
        stated = [r.title.value for r in self.readings if r.title]
        long = [fold(t) for t in stated if len(t.split()) > 2]
        return not full or not long or any(t in full or full in t for t in long)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A curated record or a known work, as far as matching goes."""

    arxiv: str
    doi: str
    titles: tuple[str, ...]
    names: tuple[str, ...]
    full_title: str

    def owned(self, item: str, owner: Mapping[str, str]) -> _Entry:
        """Leave only the titles and names that no other entry has."""
        return replace(
            self,
            titles=tuple(t for t in self.titles if owner.get(fold(t)) == item),
            names=tuple(n for n in self.names if owner.get(fold(n)) == item),
        )


def identifier_keys(arxiv: str, doi: str) -> list[str]:
    """Return the keys of a work's identifiers."""
    arxiv, doi = identifiers(arxiv, doi)
    return [f"{kind}:{value}" for kind, value in (("arxiv", arxiv), ("doi", doi)) if value]


def title_key(title: str) -> str:
    """Return the key of a title, ``title:`` and its fold."""
    return f"title:{fold(title)}"


def name_key(name: str) -> str:
    """Return the key of a short name or alias, ``name:`` and its fold."""
    return f"name:{fold(name)}"


class Groups:
    """All works of a collection, found by post, by known work or by name.

    Attributes:
        groups: The works; those that posts are about come first, in the order of their posts.
        by_post: Id of a post -> the work it is about.
        problems: Posts and mentions that could not be assigned.
    """

    def __init__(
        self, readings: Sequence[Reading], lexicon: Lexicon, apart: Collection[str] = ()
    ) -> None:
        """Group the posts about one paper, and match records and known works to them.

        Args:
            readings: The readings, in order.
            lexicon: Curated records and known works.
            apart: Ids of posts that are not to be grouped with others.
        """
        self._apart = apart
        self._aliases: dict[str, Group] = {}
        self.groups: list[Group] = []
        self.by_post: dict[str, Group] = {}
        self._by_entry: dict[str, Group] = {}  # of known works, and of records that posts lack
        self._by_key: dict[str, Group] = {}
        self._by_name: dict[str, dict[str, Group]] = defaultdict(dict)
        papers = [reading for reading in readings if reading.kind is PostKind.PAPER]
        clusters = Clusters(papers, apart)
        self.problems = clusters.problems
        self._ambiguous = clusters.ambiguous
        for cluster in clusters:
            self._add_posts([papers[number] for number in cluster.members], cluster.reasons)
        self._known = {work.id: work for work in lexicon.works}
        self._same = _same_paper(lexicon.works)
        self._match_all(lexicon.records, _record_entry, self._take_record)
        self._match_all(
            [w for w in lexicon.works if self._same[w.id] == w.id], _known_entry, self._take_known
        )
        self._records = {record.id: record for record in lexicon.records}
        self._known_names = _owners(
            (self._same[w.id], (w.name, w.title, *w.aliases)) for w in lexicon.works
        )
        self._record_names = _owners(
            (r.id, (r.short_name, r.title, *r.aliases)) for r in lexicon.records
        )

    def _add_posts(self, readings: list[Reading], reasons: list[str]) -> None:
        group = Group(key="", readings=readings, reasons=reasons)
        titles: list[str] = []
        for reading in readings:
            for key in identifier_keys(
                reading.arxiv.value if reading.arxiv else "",
                reading.doi.value if reading.doi else "",
            ):
                kind, _, value = key.partition(":")
                (group.arxiv if kind == "arxiv" else group.doi).add(value)
            if reading.title and fold(reading.title.value):
                titles.append(title_key(reading.title.value))
            self.by_post[reading.post.id] = group
        keys = [f"arxiv:{value}" for value in sorted(group.arxiv)]
        keys += [f"doi:{value}" for value in sorted(group.doi)]
        clear = sorted({key for key in titles if key.partition(":")[2] not in self._ambiguous})
        posts = sorted(f"post:{r.post.id}" for r in readings)
        alone = readings[0].post.id in self._apart
        group.key = posts[0] if alone else [*keys, *sorted(titles), *posts][0]
        self.groups.append(group)
        for key in (*keys, *clear):
            self._by_key.setdefault(key, group)
        for reading in readings:
            short = (reading.short_name.value,) if reading.short_name else ()
            for name in (*short, *reading.own_names):
                self._name(name, group)

    def _name(self, name: str, group: Group) -> None:
        key = fold(name)
        if key:
            self._by_name[key][group.key] = group

    def _match_all(
        self,
        items: Sequence[CuratedRecord] | Sequence[KnownWork],
        entry_of: Callable[..., _Entry],
        take: Callable[..., bool],
    ) -> None:
        """Match by identifier, then by title, then by name, so that the order does not matter."""
        owner = _owners((i.id, (*entry_of(i).titles, *entry_of(i).names)) for i in items)
        waiting = [(item, entry_of(item).owned(item.id, owner)) for item in items]
        for step in (self._by_identifier, self._by_title, self._by_short_name):
            waiting = [
                (item, entry)
                for item, entry in waiting
                if not any(take(item, entry, group) for group in step(entry))
            ]

    def _by_identifier(self, entry: _Entry) -> Iterator[Group]:
        for key in identifier_keys(entry.arxiv, entry.doi):
            if key in self._by_key:
                yield self._by_key[key]

    def _by_title(self, entry: _Entry) -> Iterator[Group]:
        for title in entry.titles:
            if title_key(title) in self._by_key:
                yield self._by_key[title_key(title)]

    def _by_short_name(self, entry: _Entry) -> Iterator[Group]:
        for name in entry.names:
            found = list(self._by_name.get(fold(name), {}).values())
            if len(found) == 1 and found[0].may_be_titled(entry.full_title):
                yield found[0]

    def _take_record(self, record: CuratedRecord, entry: _Entry, group: Group) -> bool:
        if group.record is not None or group.contradicts(entry.arxiv, entry.doi):
            return False
        group.record = record
        group.reasons.append(f"curated record {record.id}")
        self._by_entry[f"record:{record.id}"] = group
        self._learn(group, entry, (record.short_name, *record.aliases))
        return True

    def _take_known(self, work: KnownWork, entry: _Entry, group: Group) -> bool:
        if group.known is not None or group.contradicts(entry.arxiv, entry.doi):
            return False
        group.known = work
        self._by_entry[f"work:{work.id}"] = group
        self._learn(group, entry, (work.name, *work.aliases))
        return True

    def _learn(self, group: Group, entry: _Entry, names: Iterable[str]) -> None:
        if entry.arxiv:
            group.arxiv.add(entry.arxiv)
        if entry.doi:
            group.doi.add(entry.doi)
        for key in (
            *identifier_keys(entry.arxiv, entry.doi),
            *(title_key(title) for title in entry.titles if fold(title) not in self._ambiguous),
        ):
            self._by_key.setdefault(key, group)
        for name in names:
            self._name(name, group)

    def target(self, name: str, work: str, post: str) -> Group | None:
        """Return the work a claim points to, making a stub where there is none yet.

        Args:
            name: Name as written.
            work: Id of the known work, or empty.
            post: Id of the post it links to, or empty.

        Returns:
            The group, or ``None`` for a name nothing can be made of.
        """
        if post in self.by_post:
            return self._mention(self.by_post[post], name)
        key = fold(name)
        if key in self._aliases:
            return self._mention(self._aliases[key], name)
        if work in self._known:
            return self._mention(self._of_known(work), name)
        if not key:
            return None
        found = self._by_key.get(title_key(name))
        if found is None and len(self._by_name.get(key, {})) == 1:
            found = next(iter(self._by_name[key].values()))
        if found is None and key in self._known_names:
            found = self._of_known(self._known_names[key])
        if found is None and key in self._record_names:
            found = self._of_record(self._record_names[key])
        return self._mention(found or self._stub(name_key(name)), name)

    def name(self, name: str, group: Group) -> None:
        """Take a name that a person gave to a work: it means that work and no other."""
        self._aliases[fold(name)] = group
        group.aliases.add(name)

    def knows(self, name: str) -> bool:
        """Whether a known work or a curated record has this name."""
        key = fold(name)
        work = self._known_names.get(key, NAMED_BY_HAND)
        return not work.startswith(NAMED_BY_HAND) or key in self._record_names

    def is_ambiguous(self, name: str) -> bool:
        """Whether several works that posts are about have this name."""
        key = fold(name)
        if key in self._aliases:
            return False
        return key in self._ambiguous or len(self._by_name.get(key, {})) > 1

    def _of_known(self, item: str) -> Group:
        work = self._known[self._same[item]]
        key = f"work:{work.id}"
        if key not in self._by_entry:
            self._by_entry[key] = self._stub(key)
            self._by_entry[key].known = work
        return self._by_entry[key]

    def _of_record(self, item: str) -> Group:
        key = f"record:{item}"
        if key not in self._by_entry:
            self._by_entry[key] = self._stub(key)
            self._by_entry[key].record = self._records[item]
        return self._by_entry[key]

    def _stub(self, key: str) -> Group:
        group = self._by_key.get(key)
        if group is None:
            group = self._by_key[key] = Group(key=key)
            self.groups.append(group)
        return group

    @staticmethod
    def _mention(group: Group, name: str) -> Group:
        group.mentions.add(name)
        return group

    def merges(self, slugs: dict[str, str]) -> tuple[Merge, ...]:
        """Return the report of every decision that several things are one work."""
        return tuple(
            Merge(
                work=slugs[group.key],
                names=tuple(sorted(group.mentions | group.aliases)),
                reason="; ".join(group.reasons) or "same name",
            )
            for group in sorted(self.groups, key=lambda g: slugs[g.key])
            if group.reasons or len(group.mentions) > 1
        )


def _record_entry(record: CuratedRecord) -> _Entry:
    return _Entry(
        *identifiers(record.arxiv, record.doi),
        titles=(record.title, *record.aliases),
        names=(record.short_name,),
        full_title=record.title,
    )


def _known_entry(work: KnownWork) -> _Entry:
    return _Entry(
        *identifiers(work.arxiv, work.doi),
        titles=(work.title, work.name, *work.aliases),
        names=(work.name,),
        full_title=work.title,
    )


def _same_paper(works: Iterable[KnownWork]) -> dict[str, str]:
    """Return id -> id of the first known work with the same arXiv id or DOI."""
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for work in works:
        keys = identifier_keys(work.arxiv, work.doi)
        same[work.id] = next((first[key] for key in keys if key in first), work.id)
        for key in keys:
            first.setdefault(key, same[work.id])
    return same


def _owners(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Return folded name -> id, for the names that only one has."""
    owners: dict[str, set[str]] = defaultdict(set)
    for item, names in named:
        for name in names:
            owners[fold(name)].add(item)
    return {key: next(iter(ids)) for key, ids in owners.items() if key and len(ids) == 1}
