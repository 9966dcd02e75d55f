"""Reads what a post states of its paper: title, names, authors, year, identifiers, venue.

Each field has an ordered list of small rules; the first that finds something wins, and its name
stands in the evidence. What is not stated stays ``None``: nothing is looked up, nothing guessed.
"""

from paperkg.extract.bibliography.read import Bibliography, read_bibliography
from paperkg.extract.bibliography.registry import RULES
from paperkg.extract.bibliography.rule import Rule

__all__ = ["RULES", "Bibliography", "Rule", "read_bibliography"]
