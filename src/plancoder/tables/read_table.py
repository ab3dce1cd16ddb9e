"""A table as a person hands it in, CSV or Excel workbook, to rows of text by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plancoder.errors import StudyError
from plancoder.tables.csv_reader import csv_records
from plancoder.tables.limits import MOST_COLUMNS
from plancoder.tables.workbook import holds_workbook, workbook_sheets

Record = tuple[int, Sequence[str]]  # line or row, from 1, and its cells


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line of the file on which it begins (from 1), its cells by column,
    and cells beyond the header.
    """

    line: int
    cells: Mapping[str, str]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What `read_table` found: `columns` as printed without the blanks around them; no
    row without content.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]

    @property
    def duplicate_columns(self) -> tuple[str, ...]:
        """Names that head more than one column; the first one's cells are read."""
        named = [name for name in self.columns if name]
        return tuple(name for name in dict.fromkeys(named) if named.count(name) > 1)


def read_table(data: bytes, name: str = "the table", *, limited: bool = True) -> Table:
    """Header and rows of a CSV, whatever spreadsheet saved it, or of the first sheet of
    a workbook that holds anything.

    Raises StudyError with file and line if it is neither. Only what plancoder wrote
    itself may be read with no limit of rows.
    """
    if not holds_workbook(data, name):
        return _first_table(csv_records(data, name, limited=limited), name)
    for _, records in workbook_sheets(data, name):
        if (table := _first_table(records, name)).columns:
            return table
    raise StudyError(
        f"{name}: the workbook is empty. A header and rows below it are needed."
    )


def read_sheets(data: bytes, name: str) -> Iterator[tuple[str, Table]]:
    """Title and table of each sheet of a workbook that holds anything; of a CSV its
    one table, without a title.

    Raises StudyError as `read_table` does.
    """
    if not holds_workbook(data, name):
        yield "", read_table(data, name)
        return
    for title, records in workbook_sheets(data, name):
        if (table := _first_table(records, name)).columns:
            yield title, table


def _first_table(records: Iterator[Record], name: str) -> Table:
    header = next((cells for _, cells in records if any(cells)), ())
    columns = header_columns(header, name)
    return Table(columns, tuple(rows_below(records, columns)) if columns else ())


def header_columns(header: Sequence[str], name: str) -> tuple[str, ...]:
    """The names of columns in a header, without blank ones at its end."""
    columns = tuple(cell.strip() for cell in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    if len(columns) > MOST_COLUMNS:
        raise StudyError(
            f"{name}: has {len(columns):,} columns; more than {MOST_COLUMNS:,} are not"
            " read. Delete those that are not needed."
        )
    return columns


def rows_below(records: Iterator[Record], columns: Sequence[str]) -> Iterator[TableRow]:
    """The rows with content below a header."""
    for line, cells in records:
        if any(cell.strip() for cell in cells):
            yield _row(line, cells, columns)


def _row(line: int, cells: Sequence[str], columns: Sequence[str]) -> TableRow:
    found: dict[str, str] = {}
    for at, column in enumerate(columns):
        if column:
            found.setdefault(column, cells[at] if at < len(cells) else "")
    # What is under no name is kept for the caller to report: a stray delimiter shifts
    # cells.
    beyond = tuple(
        cell
        for at, cell in enumerate(cells)
        if cell.strip() and (at >= len(columns) or not columns[at])
    )
    return TableRow(line, found, beyond)
