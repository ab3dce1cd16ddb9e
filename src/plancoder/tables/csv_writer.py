"""Rows to CSV that Excel opens rightly: UTF-8 with BOM, CRLF, RFC 4180, every cell safe
(`csv_cells`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from plancoder.tables.csv_cells import CellValue, safe_cell


def write_csv(rows: Iterable[Mapping[str, CellValue]], columns: Sequence[str]) -> bytes:
    """CSV of the named columns.

    A missing cell is blank; a cell of no column is a bug and raises ValueError.
    """
    known = frozenset(columns)

    def cells(row: Mapping[str, CellValue]) -> list[CellValue]:
        if unknown := row.keys() - known:
            raise ValueError(f"cells of no column: {', '.join(sorted(unknown))}")
        return [row.get(column) for column in columns]

    return write_table(columns, map(cells, rows))


def write_table(header: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> bytes:
    """CSV of a header, whose names may repeat, and rows of as many cells."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"{len(row)} cells under {len(header)} columns")
        writer.writerow([safe_cell(value) for value in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")
