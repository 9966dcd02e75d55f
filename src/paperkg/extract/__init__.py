"""Reads what posts say of their papers: rules over text, every finding with its evidence."""

from paperkg.extract.predictions import Prediction, prediction_of
from paperkg.extract.reader import CorpusReader, extract_readings
from paperkg.extract.rules import RuleEntry, catalogue, unknown_rules

__all__ = [
    "CorpusReader",
    "Prediction",
    "RuleEntry",
    "catalogue",
    "extract_readings",
    "prediction_of",
    "unknown_rules",
]
