"""Reads the bundled tables; the only module that knows where they lie."""

from __future__ import annotations

import csv
import io
from importlib.resources import files


def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a bundled CSV, as strings by column."""
    text = (
        files("plancoder.reference")
        .joinpath("data", name)
        .read_text(encoding="utf-8-sig")
    )
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def whole_number(text: str) -> int | None:
    """A number, or None where the table prints none."""
    return int(text) if text else None
