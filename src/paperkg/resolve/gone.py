"""What was published once and is there no more, and what has taken its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from paperkg.model import Catalog, Concept, Tombstone
from paperkg.resolve.identity import IdentityLock
from paperkg.vocab import post_slug

_SURE = ("arxiv", "doi", "record", "work", "title", "name")
"""Kinds of keys that tell what a work became, surest first; a path may get another paper."""


def used_concepts(catalog: Catalog) -> tuple[Concept, ...]:
    """Return the concepts that works have, and all that are broader than one of them."""
    known = {concept.id: concept for concept in catalog.concepts}
    todo = [concept for work in catalog.works for concept in work.concepts]
    todo += [f.value for work in catalog.works for f in work.facts if f.field == "concept"]
    used: set[str] = set()
    while todo:
        concept = todo.pop()
        if concept in known and concept not in used:
            used.add(concept)
            todo.extend(known[concept].broader)
    return tuple(known[concept] for concept in sorted(used))


def heirs_of_works(
    lock: IdentityLock, keys: Mapping[str, Sequence[str]], slugs: Mapping[str, str]
) -> dict[str, str]:
    """Return slug -> slug of the work that has its identifiers, title or name now.

    Args:
        lock: Slugs of all builds.
        keys: Handle of a work -> its keys.
        slugs: Handle of a work -> its slug.
    """
    found: dict[str, tuple[int, str]] = {}
    for handle, names in keys.items():
        for key in names:
            old, rank = lock.find("paper", key), key.partition(":")[0]
            if old and old != slugs[handle] and rank in _SURE:
                claim = (_SURE.index(rank), slugs[handle])
                found[old] = min(claim, found.get(old, claim))
    return {old: heir for old, (_, heir) in found.items()}


def find_gone(
    catalog: Catalog, lock: IdentityLock, heirs: Mapping[tuple[str, str], str]
) -> tuple[Tombstone, ...]:
    """Return a tombstone for everything that the lock has a label of and the catalog lacks.

    Args:
        catalog: What is there now.
        lock: What was there before.
        heirs: (kind, slug) -> slug of what may have taken its place.
    """
    there = {kind: dict(entries) for kind, entries in _present(catalog)}
    heirs = {**_heirs_of_posts(catalog, lock), **heirs}
    gone = []
    for kind, labels in lock.labels.items():
        for slug, label in labels.items():
            if slug not in there.get(kind, {}):
                heir = heirs.get((kind, slug), "")
                gone.append(
                    Tombstone(kind, slug, label, heir if heir in there.get(kind, {}) else "")
                )
    return tuple(sorted(gone, key=lambda t: (t.kind, t.slug)))


def remember(catalog: Catalog, lock: IdentityLock) -> None:
    """Note in the lock what everything is called, once it is published."""
    for kind, entries in _present(catalog):
        for slug, label in entries:
            lock.call(kind, slug, label)


def _present(catalog: Catalog) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    yield "paper", [(work.id, work.title or work.name) for work in catalog.works]
    yield "author", [(person.id, person.name) for person in catalog.people]
    yield "concept", [(concept.id, concept.label) for concept in used_concepts(catalog)]
    yield "category", [(category.id, category.label) for category in catalog.categories]
    posts = [reading.post for reading in catalog.readings]
    titles = {r.post.id: r.title.value if r.title else r.post.id for r in catalog.readings}
    yield "post", [(post_slug(post.id), titles[post.id]) for post in posts]


def _heirs_of_posts(catalog: Catalog, lock: IdentityLock) -> dict[tuple[str, str], str]:
    """Return for posts that moved the one post that their paper has now."""
    posts = {work.id: work.posts for work in catalog.works}
    heirs = {}
    for key, work in lock.keys("paper").items():
        kind, _, path = key.partition(":")
        now = posts.get(work, ())
        if kind == "post" and path not in now and len(now) == 1:
            heirs["post", post_slug(path)] = post_slug(now[0])
    return heirs
