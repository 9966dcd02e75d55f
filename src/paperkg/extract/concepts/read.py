"""Chooses and ranks the concepts of a post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paperkg.extract.concepts.dictionary import ConceptDictionary, Occurrence
from paperkg.extract.concepts.features import Features, gather
from paperkg.extract.concepts.weights import AT_LEAST, AT_MOST, BIAS, THRESHOLD, WEIGHTS
from paperkg.extract.names import Folded, fold
from paperkg.model import Concept, ConceptMention, Evidence, Post

RULE = "concept-label"


class ConceptReader:
    """Reads the concepts of posts.

    Args:
        concepts: The concept scheme.
    """

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self._dictionary = ConceptDictionary(concepts)
        self._concepts = {c.id: c for c in concepts}

    def find(self, post: Post, folded: Folded) -> list[Occurrence]:
        """Return every naming of a concept in a post, in order."""
        return self._dictionary.find(post.source.text, folded)

    def read(
        self, post: Post, occurrences: Sequence[Occurrence], own_names: Iterable[str] = ()
    ) -> tuple[ConceptMention, ...]:
        """Return the central concepts of a post, the most central first."""
        own = {fold(n) for n in own_names}
        scored = [
            (score(features, post.end - post.start), concept, features)
            for concept, features in gather(post, occurrences).items()
            if not self._concepts[concept].broad and fold(self._concepts[concept].label) not in own
        ]
        scored.sort(key=lambda s: (-s[0], s[1]))
        kept = [s for i, s in enumerate(scored) if i < AT_LEAST or s[0] >= THRESHOLD][:AT_MOST]
        return tuple(
            self._mention(post, concept, features, weight, occurrences)
            for weight, concept, features in kept
        )

    def _mention(
        self,
        post: Post,
        concept: str,
        features: Features,
        weight: float,
        occurrences: Sequence[Occurrence],
    ) -> ConceptMention:
        first = next(o for o in occurrences if o.concept.id == concept)
        start, end = first.start, first.end
        if features.sentences:
            sentence = post.sentences[min(features.sentences)]
            start, end = sentence.start, sentence.end
        return ConceptMention(
            label=self._concepts[concept].label,
            concept=concept,
            evidence=Evidence.of(post, start, end, RULE),
            weight=round(weight, 4),
            count=features.count,
        )


def score(features: Features, length: int) -> float:
    """Return how central a concept with these features is; only the order matters."""
    return BIAS + sum(w * x for w, x in zip(WEIGHTS, features.vector(length), strict=True))
