"""Finds the concepts a post explains or uses, the most central first."""

from paperkg.extract.concepts.dictionary import Occurrence, is_technique
from paperkg.extract.concepts.read import ConceptReader

__all__ = ["ConceptReader", "Occurrence", "is_technique"]
