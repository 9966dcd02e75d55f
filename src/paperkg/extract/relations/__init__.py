"""Reads relations between works: ordered, named rules over clauses."""

from paperkg.extract.relations.catalogue import CUES
from paperkg.extract.relations.cue import Cue, Group, Place
from paperkg.extract.relations.read import MENTIONED, read_relations

__all__ = ["CUES", "MENTIONED", "Cue", "Group", "Place", "read_relations"]
