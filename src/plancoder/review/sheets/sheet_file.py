"""A sheet as it comes back from a spreadsheet, CSV or XLSX, to rows of text by column
name.

Nothing is judged here: which rows are decisions, and whether they may be taken,
`decide` and `intact` say.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plancoder.did_you_mean import nearest
from plancoder.errors import StudyError
from plancoder.tables.csv_writer import read_csv_rows
from plancoder.tables.workbook_guard import (
    WORKBOOK_FAULTS,
    holds_workbook,
    not_a_workbook,
)

MOST_ROWS = 1_048_576
MOST_COLUMNS = 400
# People put titles and notes above the table.
_HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with content: its number as the spreadsheet shows it (from 1), and its
    cells by column name.

    `beyond` are cells under no name: somebody's scribbles, or the end of a row that a
    stray comma has shifted.
    """

    number: int
    cells: Mapping[str, str]
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet: columns as headed, in lower case, and the rows below; `letters` says
    where a column stands (A, B …).
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    letters: Mapping[str, str]
    kind: str  # csv, xlsx
    encoding: str = "utf-8"

    def at(self, row: int, column: str) -> str:
        """Where a cell stands, as a person finds it."""
        letter = self.letters.get(column)
        where = f", column {letter}" if letter else ""
        return f"{self.name}, row {row}{where} ({column})"


def read_sheet_file(data: bytes, name: str, marker: str = "coding_id") -> SheetTable:
    """The table of a sheet, found by its column `marker`; raises StudyError saying what
    to do if there is none.
    """
    if not data.strip():
        raise StudyError(
            f"{name}: the file is empty. Was it saved? Save it again from the"
            " spreadsheet."
        )
    if holds_workbook(data, name):
        return _read_workbook(data, name, marker)
    table = read_csv_rows(data, name)
    columns = tuple(column.strip().casefold() for column in table.columns)
    _refuse_doubles(columns, name)
    rows = tuple(
        SheetRow(
            row.line,
            {column.strip().casefold(): cell for column, cell in row.cells.items()},
            row.extra,
        )
        for row in table.rows
    )
    if marker not in columns:
        raise StudyError(_no_marker(name, columns, marker))
    letters = {column: column_letter(at) for at, column in enumerate(columns) if column}
    return SheetTable(name, columns, rows, letters, "csv", table.encoding)


def _read_workbook(data: bytes, name: str, marker: str) -> SheetTable:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, *WORKBOOK_FAULTS) as error:
        raise not_a_workbook(name) from error
    try:
        for sheet in book.worksheets:
            # other programs write a wrong range, and rows beyond it would be lost
            sheet.reset_dimensions()
            found = _find_table(
                sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), name, marker
            )
            if found is not None:
                return found
        titles = ", ".join(repr(sheet.title) for sheet in book.worksheets)
    except WORKBOOK_FAULTS as error:
        raise not_a_workbook(name) from error
    finally:
        book.close()
    raise StudyError(
        f"{name}: no sheet ({titles}) has a column {marker!r} in its first"
        f" {_HEADER_WITHIN} rows. Was the column renamed? Give it back its name, or"
        " copy your decisions into a fresh sheet from out/."
    )


def _find_table(
    rows: Iterable[Sequence[object]], name: str, marker: str
) -> SheetTable | None:
    numbered = enumerate(rows, start=1)
    for number, values in numbered:
        columns = tuple(_text(value).strip().casefold() for value in values)
        if marker in columns:
            while columns and not columns[-1]:
                columns = columns[:-1]
            _refuse_doubles(columns, name)
            letters = {
                column: column_letter(at) for at, column in enumerate(columns) if column
            }
            return SheetTable(
                name, columns, tuple(_sheet_rows(numbered, columns)), letters, "xlsx"
            )
        if number >= _HEADER_WITHIN:
            return None
    return None


def _sheet_rows(
    numbered: Iterator[tuple[int, Sequence[object]]], columns: Sequence[str]
) -> Iterator[SheetRow]:
    for number, values in numbered:
        if number > MOST_ROWS:
            return
        cells = {
            column: _text(value)
            for column, value in zip(columns, values, strict=False)
            if column
        }
        if any(cell.strip() for cell in cells.values()):
            yield SheetRow(number, cells)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _refuse_doubles(columns: Sequence[str], name: str) -> None:
    doubled = sorted(
        {column for column in columns if column and columns.count(column) > 1}
    )
    if doubled:
        places = [
            column_letter(at)
            for at, column in enumerate(columns)
            if column == doubled[0]
        ]
        raise StudyError(
            f"{name}: the column {doubled[0]!r} is there more than once (columns"
            f" {', '.join(places)}). Delete or rename all but the one you wrote in."
        )


def _no_marker(name: str, columns: Sequence[str], marker: str) -> str:
    near = nearest(marker, filter(None, columns))
    if near:
        return (
            f"{name}: the column {marker!r} is missing; is {near!r} the renamed one?"
            " Give it back its name."
        )
    shown = ", ".join(repr(column) for column in columns[:6] if column) or "none"
    return (
        f"{name}: there is no column {marker!r}; the columns found are {shown}. "
        "Is this a sheet that plancoder made (passages.csv, review.xlsx)?"
    )


def column_letter(at: int) -> str:
    """The letters with which a spreadsheet heads its column number `at`, from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
