"""The door of the room: labels and predictions in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from paperkg.evaluate.dumps import measure_dump
from paperkg.evaluate.gold import load_gold
from paperkg.evaluate.notes import measure_notes
from paperkg.evaluate.predictions import Prediction, as_prediction, load_predictions
from paperkg.evaluate.report import Report
from paperkg.model import Reading


def evaluate(
    gold: Path | str,
    predictions: Path | str | Iterable[Prediction | Reading | Mapping[str, Any]],
    root: Path | str | None = None,
) -> Report:
    """Measure predictions against labels.

    Args:
        gold: File of labels, in either format (see :mod:`paperkg.evaluate.gold`).
        predictions: Readings, predictions, or a file of predictions in JSON lines.
        root: The posts that were read: the folder, or the dump file. With it quotes are looked
            up, and for a dump a concept outside the labels counts as right if it is a concept of
            the scheme and stands in the entry's text (``concepts_lenient``).

    Returns:
        Counts per field, corpus and rule, and every wrong or missing answer.

    Raises:
        SourceError: A file cannot be read or is not what it should be.
    """
    labels = load_gold(Path(gold))
    if isinstance(predictions, (str, Path)):
        given = load_predictions(Path(predictions))
    else:
        given = [as_prediction(item) for item in predictions]
    place = Path(root) if root is not None else None
    if labels.dump:
        return measure_dump(labels.rows, given, place)
    return measure_notes(labels.rows, given, place)
