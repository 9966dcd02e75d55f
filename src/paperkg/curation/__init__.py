"""What people decided: reads ``curation.yaml``, whose decisions survive every rebuild."""

from paperkg.curation.lexicon import with_aliases
from paperkg.curation.read import FILE_NAME, FORMAT, read_decisions

__all__ = ["FILE_NAME", "FORMAT", "read_decisions", "with_aliases"]
