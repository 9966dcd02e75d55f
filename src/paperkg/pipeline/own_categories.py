"""A blog that declares its categories is filed under those, not under the general ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from paperkg.extract.hyphens import lost_hyphens, restore, words_of
from paperkg.model import Category, Lexicon
from paperkg.resolve import fold, slug


def with_own_categories(
    lexicon: Lexicon, declared: Iterable[tuple[str, str]], text: str
) -> Lexicon:
    """Replace the categories of a lexicon by those a dump declares in its header.

    Args:
        lexicon: What is known beforehand.
        declared: Name and definition of each category, as written.
        text: The dump, which shows whether it has lost its hyphens.

    Returns:
        The lexicon with one category per declared name, in their order: the known one of that
        name, with its definition and cues, or a new one; unchanged if none is declared.
    """
    known = {fold(label): c for c in lexicon.categories for label in (c.label, *c.alt_labels)}
    words = words_of(lexicon) if lost_hyphens(text) else None
    chosen: dict[str, Category] = {}
    for name, definition in declared:
        label = restore(name, words) if words else name
        category = known.get(fold(label)) or Category(slug(label), label, definition=definition)
        chosen.setdefault(category.id, category)
    return replace(lexicon, categories=tuple(chosen.values())) if chosen else lexicon
