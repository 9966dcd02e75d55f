"""All rules of the bibliography, in the order in which they are tried within their field."""

from __future__ import annotations

from paperkg.extract.bibliography.authors import AUTHOR_RULES
from paperkg.extract.bibliography.cited import CITED_YEAR_RULES
from paperkg.extract.bibliography.completion import COMPLETION
from paperkg.extract.bibliography.links import LINK_RULES
from paperkg.extract.bibliography.names import NAME_RULES
from paperkg.extract.bibliography.rule import Rule
from paperkg.extract.bibliography.title_rules import TITLE_RULES
from paperkg.extract.bibliography.venue_rules import VENUE_RULES
from paperkg.extract.bibliography.years import YEAR_RULES

RULES: tuple[Rule, ...] = (
    *TITLE_RULES,
    COMPLETION,
    *NAME_RULES,
    *AUTHOR_RULES,
    *YEAR_RULES,
    *CITED_YEAR_RULES,
    *LINK_RULES,
    *VENUE_RULES,
)


def rules_for(field: str) -> tuple[Rule, ...]:
    """Return the rules of a field, in order."""
    return tuple(rule for rule in RULES if rule.field == field)
