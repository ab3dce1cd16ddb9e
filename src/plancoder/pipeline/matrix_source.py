"""A matrix that people made, from the file they keep it in: CSV as it is, an Excel
workbook by way of pandas.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.errors import StudyError
from plancoder.tables.csv_writer import write_table
from plancoder.tables.workbook_guard import (
    WORKBOOK_FAULTS,
    holds_workbook,
    not_a_workbook,
)

if TYPE_CHECKING:
    from pandas import DataFrame


def read_matrix_source(path: Path, shown: str) -> bytes:
    """The matrix as CSV, line for row; of a workbook its first sheet that holds
    anything. Raises StudyError.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise StudyError(
            f"{shown}: there is no such file. Give 'printed', 'intended', a CSV file or"
            " an Excel workbook (.xlsx)."
        ) from None
    except OSError as error:
        raise StudyError(f"{shown}: cannot be read ({error.strerror}).") from error
    return (
        _workbook_to_csv(data, path.name) if holds_workbook(data, path.name) else data
    )


def _workbook_to_csv(data: bytes, name: str) -> bytes:
    import pandas

    try:
        # As text and without guessing what is missing: "n/a" is an answer, and an id
        # such as 007 is no number.
        sheets: dict[str, DataFrame] = pandas.read_excel(
            io.BytesIO(data),
            sheet_name=None,
            header=None,
            dtype=str,
            na_filter=False,
            engine="openpyxl",
        )
    except WORKBOOK_FAULTS as error:
        raise not_a_workbook(name) from error
    filled = next((sheet for sheet in sheets.values() if not sheet.empty), None)
    if filled is None:
        raise StudyError(
            f"{name}: the workbook is empty. A header and a row for each plan are"
            " needed."
        )
    header, *rows = filled.to_numpy().tolist()
    return write_table(header, rows)
