"""review.xlsx: the audit table for people with Excel: verdicts to choose from, and
nothing that a spreadsheet bends.

Every cell is a string of format `@`, so Excel neither runs nor converts any. The sheet
is not protected: Excel refuses
to sort a protected range.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

from plancoder.tables.audit import PASSAGE, PASSAGE_COLUMNS, REVIEWER_COLUMNS
from plancoder.tables.csv_cells import CellValue, cap_cell, clean_cell
from plancoder.tables.temporary_files import temporary_errors, temporary_folder

if TYPE_CHECKING:
    import xlsxwriter

SHEET = "passages"
VERDICT_CHOICES = ("accept", "reject", "unsure", "withdraw")

# Excel opens a million rows, but nobody reviews them, and they take minutes to write.
MOST_ROWS = 200_000
# Spare rows below the table carry the drop-down too, for passages that a reviewer adds.
_SPARE_ROWS = 500
Sheet = Any  # xlsxwriter has no types

# What is read from left to right stands first, and on paper alone.
_READ = ("plan_id", "page", "frame", "category", PASSAGE, *REVIEWER_COLUMNS)
_BESIDE = ("section", "kind", "other_categories", "blocked_by", "doc_type")

_WIDTHS = {
    "plan_id": 17, "page": 8, "frame": 10, "category": 19, "passage": 58,
    "decision": 10, "reviewer": 12, "note": 28,
    "section": 34, "kind": 7, "other_categories": 20, "blocked_by": 20,
}  # fmt: skip
_WIDTH = 16  # of other columns
_LINE_HEIGHT = 15.0
_HIGHEST_ROW = 409.0  # Excel's own limit
_FIXED_DATE = datetime(2020, 1, 1)  # so that the same rows give the same bytes


def review_workbook(
    rows: Iterable[Mapping[str, CellValue]],
    columns: Sequence[str] = PASSAGE_COLUMNS,
    *,
    guide: Sequence[str] = (),
    folder: str = "",
) -> bytes:
    """Bytes of the workbook: the same rows as passages.csv, then those of drafts and
    reports, last those that a rule blocks; and a second sheet that says how to use it.

    A reader sees plan, page, category, passage and the reviewer's three columns; what
    ties a row to its coding is hidden.

    The same rows give the same bytes. Memory does not grow with the rows: each goes to
    disk as it comes, into `folder` (blank: a new one, gone afterwards). Raises
    OutputError where that is full.
    """
    from xlsxwriter.exceptions import FileCreateError

    if not folder:  # XlsxWriter itself leaves its files where the disk is full
        with temporary_folder() as made:
            return review_workbook(rows, columns, guide=guide, folder=made)
    with temporary_errors(folder):
        try:
            return _make_workbook(rows, columns, guide, folder)
        except FileCreateError as error:  # holds what the disk said
            raise error.args[0] from error


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
    shown, order = _order(columns)
    for at, column in enumerate(order):
        sheet.set_column(
            at,
            at,
            _WIDTHS.get(column, _WIDTH),
            formats[_style(column)],
            {"hidden": column not in shown},
        )
        sheet.write_string(0, at, column, formats["header"])
    written, left_out = _write_rows(sheet, _deciding_first(rows), order, formats)
    _furnish(sheet, order, written)
    lines = list(guide or GUIDE)
    if left_out:
        lines.append(
            f"This sheet holds the first {written:,} of {written + left_out:,} rows;"
            " passages.csv holds all."
        )
    _write_guide(book, formats, lines)
    book.close()
    return buffer.getvalue()


def _order(columns: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The columns that are shown, and all of them: what is read first, what is hidden
    last.
    """
    shown = [name for name in (*_READ, *_BESIDE) if name in columns or name == PASSAGE]
    return shown, (*shown, *(name for name in columns if name not in shown))


def _deciding_first(
    rows: Iterable[Mapping[str, CellValue]],
) -> Iterator[Mapping[str, CellValue]]:
    """What can tick a table, then drafts and reports, then what a rule blocks."""
    apart: list[Mapping[str, CellValue]] = []
    blocked: list[Mapping[str, CellValue]] = []
    more = 0  # than the sheet holds: these are counted only
    for row in rows:
        counts = not row.get("blocked_by")
        if counts and row.get("doc_type", "plan") == "plan":
            yield row
        elif len(apart) + len(blocked) >= MOST_ROWS:
            more += 1
        else:
            (apart if counts else blocked).append(row)
    yield from apart
    yield from blocked
    yield from repeat({}, more)


def _write_rows(
    sheet: Sheet,
    rows: Iterable[Mapping[str, CellValue]],
    columns: Sequence[str],
    formats: Mapping[str, Any],
) -> tuple[int, int]:
    """How many rows were written, and how many left out because there are more than
    anybody reads in a spreadsheet.
    """
    read_first = sum(column in _READ for column in columns)
    styles = [formats[_style(column)] for column in columns]
    read = 0
    for read, row in enumerate(rows, start=1):
        if read > MOST_ROWS:
            continue
        parts = [_text(row.get(part)) for part in ("before", "match", "after")]
        texts = [
            "".join(parts) if column == PASSAGE else _text(row.get(column))
            for column in columns
        ]
        sheet.set_row(read, _row_height(texts[:read_first], columns))
        for at, (text, style) in enumerate(zip(texts, styles, strict=True)):
            if columns[at] == PASSAGE:
                _write_passage(sheet, read, at, parts, formats)
            elif text:
                sheet.write_string(read, at, text, style)
            else:
                sheet.write_blank(read, at, None, style)
    return min(read, MOST_ROWS), max(0, read - MOST_ROWS)


def _write_passage(
    sheet: Sheet,
    row: int,
    at: int,
    parts: Sequence[str],
    formats: Mapping[str, Any],
) -> None:
    """A passage in one cell with its match in bold; without a match, or longer than a
    cell may be, in plain letters.
    """
    before, match, after = parts
    text = "".join(parts)
    if not (match and (before or after)) or cap_cell(text) != text:
        style = formats["match" if match else "plain"]
        sheet.write_string(row, at, cap_cell(text), style)
        return
    pieces = [before, formats["bold"], match, after]
    sheet.write_rich_string(row, at, *filter(None, pieces), formats["plain"])


GUIDE = (
    "How to review",
    (
        "1. In 'passages', write into the columns decision, reviewer and note only."
        " Sort and filter as you like."
    ),
    (
        "2. decision: accept, reject (a, r, y, n, ✓ and x are understood too), unsure"
        " to leave it to somebody else, or withdraw to take back your earlier word."
    ),
    "   A blank decision says nothing; a deleted row says nothing.",
    (
        "3. To add a passage that plancoder did not find, use a new row below the last:"
        " leave coding_id blank and give"
    ),
    (
        "   plan_id, category, page, and in 'passage' the words of the plan as printed."
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
        "Hidden columns on the right tie a row to its passage. Leave them there, and"
        " sort whole rows, never one column alone."
    ),
)


def _row_height(texts: Sequence[str], columns: Sequence[str]) -> float:
    """Room for the longest cell as it wraps.

    Excel would find out by itself, LibreOffice does not.
    """
    lines = 1
    for text, column in zip(texts, columns, strict=False):
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
        "beside": book.add_format({**plain, "text_wrap": False}),
        "match": book.add_format({**plain, "bold": True}),
        "bold": book.add_format({"bold": True}),
        "yours": book.add_format(
            {**plain, "bg_color": "#FFF8DC", "border": 1, "border_color": "#D9CFA6"}
        ),
    }


def _style(column: str) -> str:
    if column in REVIEWER_COLUMNS:
        return "yours"
    return "plain" if column in _READ else "beside"


def _furnish(sheet: Sheet, columns: Sequence[str], count: int) -> None:
    # The passage stays in sight while a decision or a note is typed beside it.
    sheet.freeze_panes(1, columns.index(PASSAGE) + 1)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    printed = sum(column in _READ for column in columns)
    sheet.print_area(0, 0, max(count, 1), printed - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&F&RPage &P of &N")
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
                    "Choose accept, reject or unsure, or withdraw to take back what you"
                    " decided before."
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
