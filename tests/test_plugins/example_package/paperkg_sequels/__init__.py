"""An example of an extractor: reads "sequel to NAME"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paperkg.extract.plugins import Names
from paperkg.model import Evidence, Post, Relation, RelationClaim

_SEQUEL = re.compile(r"\bsequel to (?P<name>[A-Z][\w-]*)")


class Sequels:
    """A work that is called the sequel to another extends it."""

    name = "sequel-to"
    origin = "sequels"

    def read(self, post: Post, names: Names) -> Iterator[RelationClaim]:
        """Yield a claim for every sentence that holds the cue."""
        for sentence in post.sentences:
            for match in _SEQUEL.finditer(post.text(sentence)):
                if match["name"] not in names.own:
                    yield RelationClaim(
                        relation=Relation.EXTENDS,
                        target=match["name"],
                        work="",
                        post="",
                        evidence=Evidence.of(post, sentence.start, sentence.end, self.name),
                    )
