"""Excel workbooks: which may be opened (no bomb, no entities, nothing that only looks
like one), and the cells of their sheets as text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from plancoder.errors import StudyError
from plancoder.tables.archives import UNPACKING_FAULTS
from plancoder.tables.limits import MOST_COLUMNS, within_limits
from plancoder.tables.workbook_parts import (
    DeclaresEntities,
    check_parts,
    last_row_with_value,
)

# What the readers of workbooks raise for one that is damaged inside.
_FAULTS = (
    *UNPACKING_FAULTS,
    KeyError,
    SyntaxError,
    TypeError,
)

_OLE = b"\xd0\xcf\x11\xe0"


def holds_workbook(data: bytes, name: str) -> bool:
    """Whether this is an .xlsx workbook; raises StudyError where it is a workbook that
    cannot or must not be opened.
    """
    if data.startswith(_OLE):
        raise StudyError(
            f"{name}: this is an old Excel file (.xls) or one with a password. "
            "Open it, and save it as 'Excel workbook (.xlsx)' without a password."
        )
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if {"mimetype", "content.xml"}.issubset(archive.namelist()):
                raise StudyError(
                    f"{name}: this is an OpenDocument sheet. Save it as 'Excel 2007-365"
                    " (.xlsx)' or as CSV."
                )
            check_parts(archive, name)
    except (*UNPACKING_FAULTS, DeclaresEntities) as error:
        raise _not_a_workbook(name) from error
    return True


def _not_a_workbook(name: str) -> StudyError:
    """The error for a file that begins like a workbook and cannot be read as one."""
    return StudyError(
        f"{name}: this workbook cannot be read. Open it in the spreadsheet and"
        " save it again as .xlsx."
    )


def workbook_sheets(
    data: bytes, name: str
) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """Title, and row (from 1) with its cells, of each sheet in order.

    Raises StudyError where the workbook is damaged or beyond the limits. Rows come as
    they are read: a cell in the last row costs no memory.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    faults = (InvalidFileException, *_FAULTS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            last = last_row_with_value(archive)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except faults as error:
        raise _not_a_workbook(name) from error
    try:
        for sheet in book.worksheets:
            # Other programs write a wrong range, and rows beyond it would be lost.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(min_row=1, max_row=last, values_only=True)
            yield sheet.title, _text_rows(rows, name)
    except faults as error:
        raise _not_a_workbook(name) from error
    finally:
        book.close()


def _text_rows(
    rows: Iterable[Sequence[object]], name: str
) -> Iterator[tuple[int, list[str]]]:
    """Cells as text; those far to the right belong to no table and are left out."""
    try:
        for number, values in enumerate(within_limits(rows, name), start=1):
            yield number, [_text(value) for value in values[:MOST_COLUMNS]]
    except _FAULTS as error:
        raise _not_a_workbook(name) from error


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
