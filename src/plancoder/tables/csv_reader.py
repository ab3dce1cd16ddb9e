"""CSV back to cells, whatever a spreadsheet made of it: UTF-8, cp1252, UTF-16, old
Macintosh, semicolons, tabs, `sep=;`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from plancoder.encoding import decode_bytes
from plancoder.errors import StudyError
from plancoder.tables.csv_cells import unguard_cell
from plancoder.tables.limits import narrow_lines, within_limits

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = (",", ";", "\t", "|")
_LARGEST_CELL = 10_000_000
_LONGEST_HEADER = 1_000_000
_QUOTED = re.compile('"[^"]*"')


def csv_records(
    data: bytes, name: str, *, limited: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Line (from 1) and cells of each record; raises StudyError with file and line
    where it is no CSV.
    """
    text, _ = decode_bytes(data)
    # A program that converts a file may leave its mark in, or a second one.
    text, delimiter, skipped = _delimiter(text.lstrip("\ufeff"))
    csv.field_size_limit(_LARGEST_CELL)
    lines: Iterable[str] = io.StringIO(text, newline="")
    if limited:
        lines = narrow_lines(lines, delimiter, name)
    ended = _Ended(lines)
    reader = csv.reader(ended.lines(), delimiter=delimiter)
    whole = _until_end(reader, ended, name, skipped)
    records = within_limits(whole, name) if limited else whole
    while True:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            raise StudyError(
                f"{name}, line {line}: this is not a table that can be read ({error}). "
                "Open it in a spreadsheet and save it as 'CSV UTF-8'."
            ) from error
        yield line, [unguard_cell(cell) for cell in cells]


class _Ended:
    """Lines with one more behind the last, and whether that one was reached."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.reached = False

    def lines(self) -> Iterator[str]:
        """The lines, and the one more."""
        yield from self._lines
        self.reached = True
        yield "\n"


def _until_end(
    reader: Reader, ended: _Ended, name: str, skipped: int
) -> Iterator[list[str]]:
    """The records but for the line behind the last. Where a quotation mark was never
    closed that line is part of a cell: the CSV reader itself says nothing of it.
    """
    while True:
        begun = reader.line_num
        cells = next(reader)
        if not ended.reached:
            yield cells
        elif reader.line_num == begun + 1:
            return
        else:
            raise StudyError(
                f"{name}, line {begun + 1 + skipped}: a quotation mark is opened and"
                " never closed, so that all that follows is one cell. Close it, or"
                " take it out."
            )


def _delimiter(text: str) -> tuple[str, str, int]:
    """Find the delimiter; take a `sep=` line off the text and count it."""
    first, _, rest = text.partition("\n")
    announced = first.strip().strip('"').lower()
    if announced.startswith("sep=") and len(announced) <= 5:
        return rest, announced[4:] or "\t", 1  # a tab was taken away by strip
    header = _first_record(text)
    return text, max(_DELIMITERS, key=header.count), 0


def _first_record(text: str) -> str:
    """The header line without what is quoted in it, which may go over lines.

    `"a,b";c` gives `;c`.
    """
    unquoted = _QUOTED.sub("", text[:_LONGEST_HEADER])
    return unquoted.lstrip("\r\n ").partition("\n")[0].partition("\r")[0]
