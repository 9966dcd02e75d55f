"""Measures a reading of posts against labels: precision, recall and F1 per field and per rule."""

from paperkg.evaluate.gold import Gold, load_gold
from paperkg.evaluate.measure import evaluate
from paperkg.evaluate.predictions import Prediction, load_predictions
from paperkg.evaluate.record import Record, load_record, make_record
from paperkg.evaluate.render import report_json, report_table
from paperkg.evaluate.report import Counts, Issue, Report

__all__ = [
    "Counts",
    "Gold",
    "Issue",
    "Prediction",
    "Record",
    "Report",
    "evaluate",
    "load_gold",
    "load_predictions",
    "load_record",
    "make_record",
    "report_json",
    "report_table",
]
