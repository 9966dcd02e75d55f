"""Reads the data files into a :class:`~paperkg.model.Lexicon`."""

from paperkg.lexicon.load import load_lexicon

__all__ = ["load_lexicon"]
