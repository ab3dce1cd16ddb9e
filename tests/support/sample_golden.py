"""Comparing a table with its golden file, in words that a person can weigh."""

from __future__ import annotations

import csv
import difflib
import io
from pathlib import Path

REFRESH = "If the change is meant: pytest tests/golden --update-golden, and look at git diff tests/golden."


def difference(golden: str, fresh: str) -> list[str]:
    """What the fresh table says otherwise than the golden one: ticks gained and lost
    where it is a matrix.
    """
    if golden == fresh:
        return []
    old, new = _matrix(golden), _matrix(fresh)
    if old and new and old.keys() == new.keys():
        lines = [
            _change(cell, old[cell], new[cell])
            for cell in old
            if old[cell] != new[cell]
        ]
        if lines:
            return lines
    return list(
        difflib.unified_diff(
            golden.splitlines(), fresh.splitlines(), "golden", "now", lineterm="", n=0
        )
    )


def check_golden(name: str, fresh: str, folder: Path, update: bool) -> list[str]:
    """The differences from `folder/name`; with `update`, none, and the file is written
    anew.
    """
    path = folder / name
    if update:
        path.write_bytes(fresh.encode("utf-8"))
        return []
    if not path.exists():
        return [f"{name} is missing. {REFRESH}"]
    found = difference(path.read_bytes().decode("utf-8"), fresh)
    return [*found, REFRESH] if found else []


def _change(cell: tuple[str, str], old: str, new: str) -> str:
    if "\n" in old + new:
        lines = [
            line
            for line in difflib.ndiff(old.splitlines(), new.splitlines())
            if line[0] in "+-"
        ]
        return "\n  ".join([f"{cell[0]}: {cell[1]}:", *lines])
    word = {("", "✓"): "tick gained", ("✓", ""): "tick LOST"}.get(
        (old, new), f"{old or 'blank'} became {new or 'blank'}"
    )
    return f"{word}: {cell[0]}: {cell[1]}"


def _matrix(text: str) -> dict[tuple[str, str], str]:
    """The cells of a tick matrix by plan and category; empty where the table is none."""
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")))
    if not rows or rows[0][:2] != ["Nation", "Service"]:
        return {}
    return {
        (f"{row[1]} {row[2]}", category): cell
        for row in rows[1:]
        for category, cell in zip(rows[0][3:], row[3:], strict=True)
    }
