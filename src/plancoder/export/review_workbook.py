"""review.xlsx: the audit table for people with Excel: verdicts to choose from, and
nothing that a spreadsheet bends.

Every cell is a string of format `@`, so Excel neither runs nor converts any. The sheet
is not protected: Excel refuses
to sort a protected range.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from plancoder.tables.audit import PASSAGE_COLUMNS, REVIEWER_COLUMNS
from plancoder.tables.csv_cells import CellValue, cap_cell, clean_cell
from plancoder.tables.temporary_files import temporary_errors

if TYPE_CHECKING:
    import xlsxwriter

SHEET = "passages"
VERDICT_CHOICES = ("accept", "reject", "withdraw")

# Excel opens a million rows, but nobody reviews them, and they take minutes to write.
MOST_ROWS = 200_000
# Spare rows below the table carry the drop-down too, for passages that a reviewer adds.
_SPARE_ROWS = 500

_WIDTHS = {
    "coding_id": 16, "plan_id": 20, "force": 18, "dates": 11,
    "status": 9, "doc_type": 9, "frame": 11, "category": 20, "page": 6,
    "section": 34, "role": 17, "before": 44, "match": 24,
    "after": 44, "kind": 7, "score": 6, "term": 20,
    "other_categories": 20, "decision": 11, "reviewer": 14,
    "note": 34, "blocked_by": 20, "row_check": 12,
    "start": 8, "end": 8,
}  # fmt: skip
_WIDTH = 16  # of other columns
_LINE_HEIGHT = 15.0
_HIGHEST_ROW = 409.0  # Excel's own limit
_GREY = frozenset({"coding_id", "row_check", "start", "end"})
_FIXED_DATE = datetime(2020, 1, 1)  # so that the same rows give the same bytes


def review_workbook(
    rows: Iterable[Mapping[str, CellValue]],
    columns: Sequence[str] = PASSAGE_COLUMNS,
    *,
    guide: Sequence[str] = (),
    folder: str = "",
) -> bytes:
    """Bytes of the workbook: the same rows as passages.csv, and a second sheet that
    says how to use it.

    The same rows give the same bytes. Memory does not grow with the rows: each goes to
    disk as it comes, into `folder` (blank: where the system keeps temporary files).
    Raises OutputError where that is full.
    """
    with temporary_errors(folder):
        return _make_workbook(rows, columns, guide, folder)


def _make_workbook(
    rows: Iterable[Mapping[str, CellValue]],
    columns: Sequence[str],
    guide: Sequence[str],
    folder: str,
) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        # Inline strings, row by row: 50,000 codings cost megabytes, not gigabytes.
        {
            "constant_memory": True,
            "tmpdir": folder or None,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": "plancoder: passages to review",
            "author": "plancoder",
            "created": _FIXED_DATE,
        }
    )
    formats = _formats(book)
    sheet = book.add_worksheet(SHEET)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDTHS.get(column, _WIDTH), formats[_style(column)])
        sheet.write_string(0, at, column, formats["header"])
    written, left_out = _write_rows(sheet, rows, columns, formats)
    _furnish(sheet, columns, written)
    lines = list(guide or GUIDE)
    if left_out:
        lines.append(
            f"This sheet holds the first {written:,} of {written + left_out:,} rows;"
            " passages.csv holds all."
        )
    _write_guide(book, formats, lines)
    book.close()
    return buffer.getvalue()


def _write_rows(
    sheet: Any,  # noqa: ANN401 - xlsxwriter has no types
    rows: Iterable[Mapping[str, CellValue]],
    columns: Sequence[str],
    formats: Mapping[str, Any],
) -> tuple[int, int]:
    """How many rows were written, and how many left out because there are more than
    anybody reads in a spreadsheet.
    """
    styles = [formats[_style(column)] for column in columns]
    read = 0
    for read, row in enumerate(rows, start=1):
        if read > MOST_ROWS:
            continue
        texts = [_text(row.get(column)) for column in columns]
        sheet.set_row(read, _row_height(texts, columns))
        for at, (text, style) in enumerate(zip(texts, styles, strict=True)):
            if text:
                sheet.write_string(read, at, text, style)
            else:
                sheet.write_blank(read, at, None, style)
    return min(read, MOST_ROWS), max(0, read - MOST_ROWS)


GUIDE = (
    "How to review",
    (
        "1. In 'passages', write into the columns decision, reviewer and note only."
        " Sort and filter as you like."
    ),
    (
        "2. decision: accept, reject (a, r, y, n, ✓ and x are understood too), or"
        " withdraw to take back your earlier word."
    ),
    "   A blank decision says nothing; a deleted row says nothing.",
    (
        "3. To add a passage that plancoder did not find, use a new row below the last:"
        " leave coding_id blank and give"
    ),
    (
        "   plan_id, category, page, and in 'match' the words of the plan as printed."
        " plancoder looks them up."
    ),
    (
        "4. Save, close the file, and run: plancoder decide review.xlsx --reviewer"
        " 'Your name'"
    ),
    (
        "   plancoder takes the three columns only, whatever else was changed, and says"
        " row by row what it took."
    ),
    (
        "The grey columns tie a row to its passage. Do not edit them, and sort whole"
        " rows, never one column alone."
    ),
)


def _row_height(texts: Sequence[str], columns: Sequence[str]) -> float:
    """Room for the longest cell as it wraps.

    Excel would find out by itself, LibreOffice does not.
    """
    lines = 1
    for text, column in zip(texts, columns, strict=True):
        width = _WIDTHS.get(column, _WIDTH)
        if len(text) > width or "\n" in text:
            lines = max(lines, sum(1 + len(line) // width for line in text.split("\n")))
    return min(_LINE_HEIGHT * lines, _HIGHEST_ROW)


def _text(value: CellValue) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN says nothing
        return ""
    return _clean(str(int(value)) if isinstance(value, bool) else str(value))


@lru_cache(maxsize=10_000)  # most cells of a sheet repeat those above
def _clean(text: str) -> str:
    # A carriage return stands in a workbook as the letters _x000D_.
    return cap_cell(clean_cell(text.replace("\r\n", "\n").replace("\r", "\n")))


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    plain = {"num_format": "@", "text_wrap": True, "valign": "top"}
    return {
        "header": book.add_format(
            {**plain, "bold": True, "bottom": 1, "bg_color": "#DDE6F0"}
        ),
        "plain": book.add_format(plain),
        "grey": book.add_format({**plain, "font_color": "#9A9A9A"}),
        "match": book.add_format({**plain, "bold": True}),
        "before": book.add_format({**plain, "align": "right"}),
        "yours": book.add_format(
            {**plain, "bg_color": "#FFF8DC", "border": 1, "border_color": "#D9CFA6"}
        ),
    }


def _style(column: str) -> str:
    if column in _GREY:
        return "grey"
    if column in REVIEWER_COLUMNS:
        return "yours"
    return column if column in ("match", "before") else "plain"


def _furnish(sheet: Any, columns: Sequence[str], count: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if "decision" in columns:
        at = columns.index("decision")
        sheet.data_validation(
            1,
            at,
            min(count + _SPARE_ROWS, MOST_ROWS),
            at,
            {
                "validate": "list",
                "source": list(VERDICT_CHOICES),
                # A warning may be waved away: y, n, ✓ and 'disputed' are good input
                # too.
                "error_type": "information",
                "error_title": "accept or reject",
                "error_message": (
                    "Choose accept or reject, or withdraw to take back what you decided"
                    " before."
                ),
            },
        )


def _write_guide(
    book: xlsxwriter.Workbook, formats: Mapping[str, Any], guide: Sequence[str]
) -> None:
    sheet = book.add_worksheet("how to")
    sheet.set_column(0, 0, 120, formats["plain"])
    for at, line in enumerate(guide):
        sheet.write_string(at, 0, line, formats["header" if at == 0 else "plain"])
