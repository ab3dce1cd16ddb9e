"""A sheet as it comes back from a spreadsheet, CSV or XLSX, to rows of text by column
name.

Nothing is judged here: `decide` and `row_checks` say which rows are decisions, and
whether they may be taken.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from plancoder.did_you_mean import nearest
from plancoder.errors import StudyError
from plancoder.tables.csv_reader import csv_records
from plancoder.tables.read_table import Record, header_columns, rows_below
from plancoder.tables.workbook import holds_workbook, workbook_sheets

# People put titles and notes above the table.
_MARKER = "coding_id"  # the column that every sheet of ours has
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
    where a column stands (A, B …). Where a file may have lost letters (`whole` is
    False: a CSV file that is not Unicode), a "?" may have been a ✓.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    letters: Mapping[str, str]
    whole: bool = True

    def at(self, row: int, column: str) -> str:
        """Where a cell stands, as a person finds it."""
        letter = self.letters.get(column)
        where = f", column {letter}" if letter else ""
        return f"{self.name}, row {row}{where} ({column})"


def read_sheet_file(data: bytes, name: str) -> SheetTable:
    """The table of a sheet, found by its column `coding_id`; raises StudyError saying
    what to do if there is none.
    """
    if not data.strip():
        raise StudyError(
            f"{name}: the file is empty. Was it saved? Save it again from the"
            " spreadsheet."
        )
    if not holds_workbook(data, name):
        first: list[str] = []
        found = _find_table(csv_records(data, name), name, first)
        if found is None:
            raise StudyError(_no_marker(name, first))
        return replace(found, whole=_is_unicode(data))
    titles: list[str] = []
    for title, records in workbook_sheets(data, name):
        # Whatever is beside the table is a person's own scribble.
        found = _find_table(records, name, [])
        if found is not None:
            rows = tuple(replace(row, beyond=()) for row in found.rows)
            return replace(found, rows=rows)
        titles.append(repr(title))
    raise StudyError(
        f"{name}: no sheet ({', '.join(titles)}) has a column {_MARKER!r} in its first"
        f" {_HEADER_WITHIN} rows. Was the column renamed? Give it back its name, or"
        " copy your decisions into a fresh sheet from out/."
    )


def _is_unicode(data: bytes) -> bool:
    """Whether a text file is in Unicode for certain; plain ASCII may be what another
    encoding left of it.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _find_table(
    records: Iterator[Record], name: str, first: list[str]
) -> SheetTable | None:
    """The table below the row with the marker; `first` takes the first row's names for
    a message.
    """
    for _, cells in islice(records, _HEADER_WITHIN):
        columns = header_columns([cell.casefold() for cell in cells], name)
        if not first:
            first += columns
        if _MARKER in columns:
            _refuse_doubles(columns, name)
            letters = {
                column: column_letter(at) for at, column in enumerate(columns) if column
            }
            rows = tuple(
                SheetRow(row.line, row.cells, row.extra)
                for row in rows_below(records, columns)
            )
            return SheetTable(name, columns, rows, letters)
    return None


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


def _no_marker(name: str, columns: Sequence[str]) -> str:
    near = nearest(_MARKER, filter(None, columns))
    if near:
        return (
            f"{name}: the column {_MARKER!r} is missing; is {near!r} the renamed one?"
            " Give it back its name."
        )
    shown = ", ".join(repr(column) for column in columns[:6] if column) or "none"
    return (
        f"{name}: there is no column {_MARKER!r}; the columns found are {shown}. "
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
