# ruff: noqa: E501 - expressions and word lists are data, and read best unbroken
"""Relations stated outside sentences: in front matter, and in the title."""

from __future__ import annotations

import re

from paperkg.extract.names import Named, NameTable, fold, is_not_name
from paperkg.model import Evidence, Post, Relation, RelationClaim, Stated

_KEYS: dict[str, Relation] = {
    **dict.fromkeys(
        ("builds_on", "builds-on", "buildson", "extends", "parents", "parent", "predecessors"),
        Relation.EXTENDS,
    ),
    **dict.fromkeys(
        ("predecessor", "based_on", "based-on", "basedon", "derived_from", "ancestors"),
        Relation.EXTENDS,
    ),
    **dict.fromkeys(("uses", "uses_method", "components", "backbone"), Relation.USES),
    **dict.fromkeys(("variant_of", "variant-of"), Relation.VARIANT_OF),
    **dict.fromkeys(
        ("successors", "successor", "influenced", "children", "extended_by", "inspired"),
        Relation.INFLUENCED,
    ),
    **dict.fromkeys(("compares_with", "baselines"), Relation.COMPARES_WITH),
}
_WIKILINK = re.compile(r"\[\[([^\]|#]+)(?:#[^\]|]*)?(?:\|([^\]]+))?\]\]")
_TITLE = re.compile(
    r"(?i)\b(?:(?:improv(?:ed|ing)|optimi[sz]ed|revisiting|extending|lite|accelerating|rethinking|generali[sz]ed|generali[sz]ing) (?P<a>.+)"
    r"|(?P<b>.+?)[- ](?:based|style|like|inspired|driven|guided)\b)"
)


_LONGEST_TITLE = 600  # characters; what is longer is no title, and would take long to search


def read_front_matter_links(post: Post, table: NameTable) -> tuple[RelationClaim, ...]:
    """Read lineage keys of front matter; a statement of a person, who needs no sentence."""
    claims: list[RelationClaim] = []
    for value in post.values(*_KEYS):
        for name, shown in _names_in(value.value):
            named = _resolve(name, post, table) or _resolve(shown, post, table)
            if named is not None and named.post == post.id:
                continue
            claims.append(
                RelationClaim(
                    relation=_KEYS[value.key],
                    target=named.name if named else shown,
                    work=named.work if named else "",
                    post=named.post if named else "",
                    evidence=Evidence.of(post, value.start, value.end, "front-matter-link"),
                )
            )
    return tuple(claims)


def read_title(
    post: Post, table: NameTable, own: tuple[str, ...], title: Stated | None = None
) -> tuple[RelationClaim, ...]:
    """Read a known work in a title that says it is changed: "A Robustly Optimized BERT".

    Args:
        post: The post.
        table: All names.
        own: Names of its paper.
        title: Its title, where that is no heading.
    """
    if post.heading >= 0:
        start_of, end_of = post.blocks[post.heading].start, post.blocks[post.heading].end
    elif title is not None:
        start_of, end_of = title.evidence.start, title.evidence.end
    else:
        return ()
    text = post.source.text[start_of:end_of]
    match = _TITLE.search(text, 0, _LONGEST_TITLE)
    if match is None:
        return ()
    group = "a" if match["a"] else "b"
    words = list(re.finditer(r"[\w-]+", match[group]))
    spans = words[:3] if group == "a" else words[-3:]
    folds = {fold(n) for n in own}
    for first in range(len(spans)):
        last = len(spans) - 1 if group == "b" else first
        start, end = spans[first].start(), spans[last].end()
        name = match[group][start:end]
        named = table.by_name(name)
        if named is None or fold(name) in folds or named.post == post.id:
            continue
        if named.kind in ("family", "concept") or is_not_name(named.name):
            continue
        at = start_of + match.start(group)
        return (
            RelationClaim(
                relation=Relation.EXTENDS,
                target=named.name,
                work=named.work,
                post=named.post,
                evidence=Evidence.of(post, start_of, end_of, "title-derived"),
                mention=(at + start, at + end),
            ),
        )
    return ()


def _names_in(value: str) -> list[tuple[str, str]]:
    links = [
        (m.group(1).strip(), (m.group(2) or m.group(1)).strip()) for m in _WIKILINK.finditer(value)
    ]
    return links or [(v, v) for v in (part.strip(" '\"") for part in value.split(";")) if v]


def _resolve(name: str, post: Post, table: NameTable) -> Named | None:
    for link in post.links:
        if link.post and name in (link.target, link.text):
            named = table.by_file(link.post)
            if named is not None:
                return named
    base = name.rsplit("/", 1)[-1].removesuffix(".md")
    return table.by_name(name) or table.by_name(base) or table.by_name(base.replace("-", " "))
