"""Finds names of works in text, whatever their case, hyphens or plural."""

from paperkg.extract.names.fold import Folded, fold
from paperkg.extract.names.matcher import Hit, PhraseMatcher
from paperkg.extract.names.mentions import Mention, MentionFinder, is_given_name
from paperkg.extract.names.shapes import is_not_name, is_strong
from paperkg.extract.names.table import Named, NameTable, PostNames, arxiv_id, link_texts

__all__ = [
    "Folded",
    "Hit",
    "Mention",
    "MentionFinder",
    "NameTable",
    "Named",
    "PhraseMatcher",
    "PostNames",
    "arxiv_id",
    "fold",
    "is_given_name",
    "is_not_name",
    "is_strong",
    "link_texts",
]
