"""Where a table differs from the same table made again: row, column, both cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from plancoder.tables.csv_reader import csv_records
from plancoder.tables.workbook import holds_workbook, workbook_sheets

_LONGEST = 60  # of a cell in a message
_Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place; `row` as a spreadsheet shows it, `column` blank for a whole row."""

    file: str
    row: int
    column: str
    what: str

    def __str__(self) -> str:
        column = f", column {self.column!r}" if self.column else ""
        row = f", row {self.row}" if self.row else ""
        return f"{self.file}{row}{column}: {self.what}"


def table_differences(name: str, found: bytes, rebuilt: bytes) -> Iterator[Difference]:
    """Nothing where the cells are the same, however the file was saved. Raises
    StudyError where `found` is no table any more.
    """
    if not holds_workbook(rebuilt, name):
        yield from _rows_differ(name, _csv_rows(found, name), _csv_rows(rebuilt, name))
        return
    if not holds_workbook(found, name):
        yield Difference(name, 0, "", "is not a workbook any more.")
        return
    sheets = {title: _sheet_rows(rows) for title, rows in workbook_sheets(found, name)}
    for title, rows in workbook_sheets(rebuilt, name):
        again = _sheet_rows(rows)
        yield from _rows_differ(
            f"{name}, sheet {title!r}", sheets.get(title, ()), again
        )


def _csv_rows(data: bytes, name: str) -> _Rows:
    return [tuple(cells) for _, cells in csv_records(data, name, limited=False)]


def _sheet_rows(rows: Iterator[tuple[int, list[str]]]) -> _Rows:
    return [tuple(cells) for _, cells in rows]


def _rows_differ(name: str, found: _Rows, rebuilt: _Rows) -> Iterator[Difference]:
    header = found[0] if found else ()
    matcher = SequenceMatcher(None, found, rebuilt, autojunk=False)
    for kind, low, high, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        both = min(high - low, end - start)
        for at in range(both):
            yield from _cells_differ(
                name, header, low + at + 1, found[low + at], rebuilt[start + at]
            )
        for at in range(low + both, high):
            told = f"was added by hand ({_shown(' | '.join(found[at]))})."
            yield Difference(name, at + 1, "", told)
        for row in rebuilt[start + both : end]:
            told = f"above it a row is missing ({_shown(' | '.join(row))})."
            yield Difference(name, high + 1, "", told)


def _cells_differ(
    name: str,
    header: tuple[str, ...],
    row: int,
    found: tuple[str, ...],
    rebuilt: tuple[str, ...],
) -> Iterator[Difference]:
    for at in range(max(len(found), len(rebuilt))):
        here = found[at] if at < len(found) else ""
        again = rebuilt[at] if at < len(rebuilt) else ""
        if here != again:
            column = header[at] if at < len(header) else str(at + 1)
            told = f"says {_shown(here)!r}; plancoder makes it {_shown(again)!r}."
            yield Difference(name, row, column, told)


def _shown(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST] + " …"
