"""Everything that is said of a work beside its relations, and what the claims of it are called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from paperkg.graph.works import is_front_matter
from paperkg.model import Fact, Layer, Reading, Work


def facts_of(work: Work, readings: Mapping[str, Reading]) -> Iterator[Fact]:
    """Go through the facts of a work, the short names that its posts give it included.

    Args:
        work: The work.
        readings: What was read, by id of the post.
    """
    yield from work.facts
    for post in work.posts:
        stated = readings[post].short_name if post in readings else None
        if stated is not None:
            curated = is_front_matter(stated.evidence.rule)
            layer = Layer.CURATED if curated else Layer.ASSERTED
            yield Fact("short_name", stated.value, layer, stated.evidence)


def named_facts(work: Work, readings: Mapping[str, Reading]) -> Iterator[tuple[str, Fact]]:
    """Yield the facts of a work, each once, with the ids of their claims.

    An id is made of what is said, in which file and in which words. Where in the file that is, and
    which other posts there are, does not count: a claim keeps its IRI while they change. What one
    file says twice in the same words is numbered.
    """
    alike: dict[str, int] = {}
    for fact in dict.fromkeys(facts_of(work, readings)):
        said = fact.evidence
        place = f"{said.file}\n{said.quote}" if said else fact.source
        text = f"{work.id}\n{fact.field}\n{fact.value}\n{place}"
        number = alike[text] = alike.get(text, 0) + 1
        if number > 1:
            text += f"\n{number}"
        yield hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16], fact
