"""Groups mentions into works: posts, curated records and known works that are one and the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from paperkg.model import CuratedRecord, KnownWork, Lexicon, Merge, PostKind, Reading
from paperkg.resolve.identity import fold


@dataclass(slots=True)
class Group:
    """Everything that is known of one work before it gets a slug."""

    key: str
    readings: list[Reading] = field(default_factory=list)
    record: CuratedRecord | None = None
    known: KnownWork | None = None
    mentions: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)

    @property
    def stub(self) -> bool:
        """Whether no post is about the work."""
        return not self.readings


def identifier_keys(arxiv: str, doi: str) -> list[str]:
    """Return the keys of a work's identifiers."""
    keys = []
    if arxiv:
        keys.append(f"arxiv:{arxiv.lower()}")
    if doi:
        keys.append(f"doi:{doi.lower()}")
    return keys


def title_key(title: str) -> str:
    """Return the key of a title, ``title:`` and its fold."""
    return f"title:{fold(title)}"


def name_key(name: str) -> str:
    """Return the key of a short name or alias, ``name:`` and its fold."""
    return f"name:{fold(name)}"


def reading_keys(reading: Reading) -> list[str]:
    """Return the keys that identify the paper of a post, most telling first."""
    keys = identifier_keys(
        reading.arxiv.value if reading.arxiv else "", reading.doi.value if reading.doi else ""
    )
    if reading.title and fold(reading.title.value):
        keys.append(title_key(reading.title.value))
    return keys


class Groups:
    """All works of a collection, found by post, by known work or by name."""

    def __init__(self, readings: Sequence[Reading], lexicon: Lexicon) -> None:
        """Group the posts about one paper, and match records and known works to them."""
        self.groups: list[Group] = []
        self.by_post: dict[str, Group] = {}
        self.by_work: dict[str, Group] = {}
        self._by_key: dict[str, Group] = {}
        self._by_name: dict[str, list[Group]] = defaultdict(list)
        for reading in readings:
            if reading.kind is PostKind.PAPER:
                self._add_reading(reading)
        for record in lexicon.records:
            self._add_record(record)
        self._known = {work.id: work for work in lexicon.works}
        for work in lexicon.works:
            self._add_known(work)
        self._names = known_names(lexicon.works)

    def _add_reading(self, reading: Reading) -> None:
        keys = reading_keys(reading) or [f"post:{reading.post.id}"]
        group = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if group is not None and conflicting(group.readings[0], reading):
            group = None
        if group is None:
            group = Group(key=keys[0])
            self.groups.append(group)
        else:
            shared = next(key for key in keys if self._by_key.get(key) is group)
            group.reasons.append(f"{reading.post.id}: same {shared.partition(':')[0]}")
        group.readings.append(reading)
        self.by_post[reading.post.id] = group
        for key in keys:
            self._by_key.setdefault(key, group)
        names = {name for name in (reading.short_name,) if name}
        for name in {n.value for n in names} | set(reading.own_names):
            self._name(name, group)

    def _name(self, name: str, group: Group) -> None:
        key = fold(name)
        if key and group not in self._by_name[key]:
            self._by_name[key].append(group)

    def _match(self, keys: Iterable[str], names: Iterable[str]) -> Group | None:
        for key in keys:
            if key in self._by_key:
                return self._by_key[key]
        for name in names:
            found = self._by_name.get(fold(name), [])
            if len(found) == 1:
                return found[0]
        return None

    def _add_record(self, record: CuratedRecord) -> None:
        keys = [*identifier_keys(record.arxiv, record.doi), title_key(record.title)]
        keys += [title_key(alias) for alias in record.aliases]
        names = [record.short_name] if record.short_name else []
        group = self._match(keys, names)
        if group is None or group.record is not None or _contradicts(group, record.arxiv):
            return
        group.record = record
        group.reasons.append(f"curated record {record.id}")
        for key in keys:
            self._by_key.setdefault(key, group)
        for name in (*names, *record.aliases):
            self._name(name, group)

    def _add_known(self, work: KnownWork) -> None:
        keys = identifier_keys(work.arxiv, work.doi)
        if work.title:
            keys.append(title_key(work.title))
        keys += [title_key(alias) for alias in (work.name, *work.aliases)]
        group = self._match(keys, (work.name,))
        if group is None or group.known is not None or _contradicts(group, work.arxiv):
            return
        group.known = work
        self.by_work[work.id] = group
        for name in (work.name, *work.aliases):
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
        if work in self.by_work:
            return self._mention(self.by_work[work], name)
        if work in self._known:
            return self._mention(self._stub(name_key(self._known[work].name), work), name)
        key = fold(name)
        if not key:
            return None
        found = self._by_key.get(title_key(name))
        if found is None and len(self._by_name.get(key, [])) == 1:
            found = self._by_name[key][0]
        if found is None and key in self._names:
            return self.target(name, self._names[key], "")
        return self._mention(found or self._stub(name_key(name), ""), name)

    def _stub(self, key: str, work: str) -> Group:
        group = self._by_key.get(key)
        if group is None:
            group = Group(key=key, known=self._known.get(work))
            self.groups.append(group)
            self._by_key[key] = group
            if work:
                self.by_work[work] = group
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
                names=tuple(sorted(group.mentions)),
                reason="; ".join(group.reasons) or "same name",
            )
            for group in sorted(self.groups, key=lambda g: slugs[g.key])
            if group.reasons or len(group.mentions) > 1
        )


def known_names(works: Iterable[KnownWork]) -> dict[str, str]:
    """Return folded name or alias -> id, for the names that only one known work has."""
    owners: dict[str, set[str]] = defaultdict(set)
    for work in works:
        for name in (work.name, work.title, *work.aliases):
            if name:
                owners[fold(name)].add(work.id)
    return {key: next(iter(ids)) for key, ids in owners.items() if len(ids) == 1}


def conflicting(one: Reading, other: Reading) -> bool:
    """Whether two posts state different identifiers, so that an equal title proves nothing."""
    return any(
        a is not None and b is not None and a.value.lower() != b.value.lower()
        for a, b in ((one.arxiv, other.arxiv), (one.doi, other.doi))
    )


def _contradicts(group: Group, arxiv: str) -> bool:
    stated = {r.arxiv.value for r in group.readings if r.arxiv}
    return bool(arxiv and stated and arxiv not in stated)
