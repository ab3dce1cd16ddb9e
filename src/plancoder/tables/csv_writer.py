"""Rows to CSV that Excel opens rightly: UTF-8 with BOM, CRLF, RFC 4180, every cell safe
(`csv_cells`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from plancoder.tables.csv_cells import CellValue, safe_cell

BOM = b"\xef\xbb\xbf"

Cells = Sequence[CellValue]


def write_csv(rows: Iterable[Mapping[str, CellValue]], columns: Sequence[str]) -> bytes:
    """CSV of the named columns.

    A missing cell is blank; a cell of no column is a bug and raises ValueError.
    """
    return write_table(columns, row_cells(rows, columns))


def write_table(header: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """CSV of a header, whose names may repeat, and rows of as many cells."""
    return csv_header(header) + csv_rows(rows, len(header))


def csv_header(header: Sequence[str]) -> bytes:
    """How a CSV begins; its rows follow, see `csv_rows`."""
    return BOM + csv_rows([header], len(header))


def csv_rows(rows: Iterable[Cells], width: int) -> bytes:
    """The lines of rows that have `width` cells each."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        if len(row) != width:
            raise ValueError(f"{len(row)} cells under {width} columns")
        writer.writerow([safe_cell(value) for value in row])
    return buffer.getvalue().encode("utf-8")


def row_cells(
    rows: Iterable[Mapping[str, CellValue]], columns: Sequence[str]
) -> Iterator[Cells]:
    """The cells of rows in the order of the columns; ValueError for one of no
    column.
    """
    known = frozenset(columns)
    for row in rows:
        if unknown := row.keys() - known:
            raise ValueError(f"cells of no column: {', '.join(sorted(unknown))}")
        yield [row.get(column) for column in columns]
