"""The closed set of relations between works."""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """How a post relates its paper (subject) to another work (object).

    All but :attr:`INFLUENCED` point from the post's paper to an earlier work. The values are
    those of the predictions format, but for :attr:`BUILDS_ON`, which only the catalog knows: it
    is what an :attr:`INFLUENCED` claim becomes when it is turned round.
    """

    BUILDS_ON = "builds_on"  # lineage without a nearer type: a later work is said to follow
    EXTENDS = "extends"  # modifies, improves, generalises, is a successor of the object
    USES = "uses"  # takes the object as architecture, backbone, initialisation, procedure
    VARIANT_OF = "variant_of"  # is the object with a stated change
    COMPONENT = "component"  # has the object as a named part
    COMPARES_WITH = "compares_with"  # baseline, comparison, likeness without derivation
    CRITIQUES = "critiques"  # finds the object wanting, replaces or abandons it
    INFLUENCED = "influenced"  # the object is a later work that follows the post's paper
    MENTIONS = "mentions"  # names it, no more

    @property
    def builds_on(self) -> bool:
        """Whether the relation is lineage, subject built on object."""
        return self in _BUILDS_ON


BUILDS_ON = (
    Relation.EXTENDS,
    Relation.VARIANT_OF,
    Relation.USES,
    Relation.COMPONENT,
    Relation.BUILDS_ON,
)
"""The lineage relations, most telling first: the order in which one is chosen where several are
stated for the same pair of works."""

_BUILDS_ON = frozenset(BUILDS_ON)

VERBS: dict[Relation, tuple[str, str]] = {
    Relation.EXTENDS: ("extends", "is extended by"),
    Relation.VARIANT_OF: ("is a variant of", "has the variant"),
    Relation.USES: ("uses", "is used by"),
    Relation.COMPONENT: ("contains", "is a component of"),
    Relation.BUILDS_ON: ("builds on", "is built on by"),
    Relation.COMPARES_WITH: ("is compared with", "is compared with"),
    Relation.CRITIQUES: ("criticises", "is criticised by"),
    Relation.MENTIONS: ("mentions", "is mentioned by"),
}
"""How a relation reads, everywhere: from the subject ("BERT *extends* Transformer") and from the
object ("Transformer *is extended by* BERT"). The first is its label in the ontology, too."""
