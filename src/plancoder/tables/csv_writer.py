"""Rows to CSV that Excel opens rightly, and back again from whatever a spreadsheet made
of it.

Written: UTF-8 with BOM, CRLF, RFC 4180, every cell safe (`csv_cells`). Read: also
    cp1252, UTF-16, old Macintosh,
semicolons, tabs, `sep=;`. Nothing is lost in reading: cells beyond the header are kept
apart for the caller to name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plancoder.encoding import decode_bytes
from plancoder.errors import StudyError
from plancoder.tables.csv_cells import CellValue, safe_cell, unguard_cell

_DELIMITERS = (",", ";", "\t", "|")
_LARGEST_CELL = 10_000_000


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line of the file on which it begins (from 1), its cells by column,
    and cells beyond the header.
    """

    line: int
    cells: Mapping[str, str]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CsvTable:
    """What `read_csv_rows` found: `columns` as printed without the blanks around them;
    no row without content.
    """

    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    encoding: str = "utf-8"
    delimiter: str = ","

    @property
    def duplicate_columns(self) -> tuple[str, ...]:
        """Names that head more than one column; the first one's cells are read."""
        return tuple(
            dict.fromkeys(
                name
                for at, name in enumerate(self.columns)
                if name and name in self.columns[:at]
            )
        )


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


def read_csv_rows(data: bytes, name: str = "the table") -> CsvTable:
    """Header and rows of a CSV, whatever spreadsheet saved it.

    Raises StudyError with file and line if it is no CSV.
    """
    text, encoding = decode_bytes(data)
    text = text.lstrip(
        "\ufeff"
    )  # a program that converts a file may leave its mark in, or a second one
    text, delimiter, skipped = _delimiter(text)
    records = _records(text, delimiter, skipped, name)
    header = next(((line, cells) for line, cells in records if any(cells)), None)
    if header is None:
        return CsvTable((), (), encoding, delimiter)
    columns = tuple(cell.strip() for cell in header[1])
    while columns and not columns[-1]:
        columns = columns[:-1]
    rows = tuple(
        _row(line, cells, columns)
        for line, cells in records
        if any(cell.strip() for cell in cells)
    )
    return CsvTable(columns, rows, encoding, delimiter)


def _delimiter(text: str) -> tuple[str, str, int]:
    """Find the delimiter; take a `sep=` line off the text and count it."""
    first, _, rest = text.partition("\n")
    announced = first.strip().strip('"')
    if announced.lower().startswith("sep=") and len(announced) == 5:
        return rest, announced[4], 1
    if announced.lower() == "sep=":  # a tab, taken away by strip
        return rest, "\t", 1
    counts = dict.fromkeys(_DELIMITERS, 0)
    quoted = False
    started = False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif character in "\r\n" and not quoted and started:
            break
        elif character in counts and not quoted:
            counts[character] += 1
        started = started or not character.isspace()
    return text, max(_DELIMITERS, key=lambda each: counts[each]), 0


def _records(
    text: str, delimiter: str, skipped: int, name: str
) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise StudyError(
                f"{name}, line {line}: this is not a table that can be read ({error}). "
                "Open it in a spreadsheet and save it as 'CSV UTF-8'."
            ) from error
        yield line, [unguard_cell(cell) for cell in cells]


def _row(line: int, cells: list[str], columns: tuple[str, ...]) -> CsvRow:
    found: dict[str, str] = {}
    for at, column in enumerate(columns):
        if column:
            found.setdefault(column, cells[at] if at < len(cells) else "")
    # What stands under no name is kept for the caller to report: a stray delimiter
    # shifts cells.
    beyond = [
        cell
        for at, cell in enumerate(cells)
        if (at >= len(columns) or not columns[at]) and cell.strip()
    ]
    return CsvRow(line, found, tuple(beyond))
