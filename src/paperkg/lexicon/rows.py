"""Typed access to the rows of a data file; every fault names file and row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from paperkg.errors import SourceError


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a data file.

    Attributes:
        values: Its fields.
        path: The file.
        place: Which entry, for messages: ``entry 12`` or the entry's id.
        line: Line of the entry where it is known.
    """

    values: Mapping[str, object]
    path: str
    place: str
    line: int | None = None

    def fault(self, message: str) -> SourceError:
        """Return the error to raise for this row."""
        return SourceError(
            f"{self.place}: {message}", path=self.path, line=self.line, advice="correct the entry"
        )

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a field as text; empty if absent."""
        value = self.values.get(key)
        if value is None or value == "":
            if required:
                raise self.fault(f"has no {key!r}")
            return ""
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return str(value).strip()
        raise self.fault(f"{key!r} must be text, not {type(value).__name__}")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a field that is a list of texts; empty if absent."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, (list, tuple)):
            raise self.fault(f"{key!r} must be a list")
        if any(isinstance(v, (list, dict, bool)) or v is None for v in value):
            raise self.fault(f"{key!r} must be a list of texts")
        return tuple(dict.fromkeys(str(v).strip() for v in value if str(v).strip()))

    def flag(self, key: str) -> bool:
        """Return a field that is true or false; false if absent."""
        value = self.values.get(key, False)
        if isinstance(value, bool) or value is None:
            return bool(value)
        raise self.fault(f"{key!r} must be true or false")

    def year(self, key: str) -> int | None:
        """Return a field that is a year; ``None`` if absent."""
        text = self.text(key)
        if not text:
            return None
        if text.isdigit() and len(text) == 4:
            return int(text)
        raise self.fault(f"{key!r} must be a year of four digits, not {text!r}")
