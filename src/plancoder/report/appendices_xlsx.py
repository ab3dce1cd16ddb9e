"""appendices.xlsx: the appendices as printed pages, and the same as tidy sheets; each
tick has its quote and page as a note.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from math import ceil
from typing import Any

from plancoder.export.appendix import SHOWN_TICKS, long_table
from plancoder.export.appendix_c import appendix_c_rows
from plancoder.export.statements_table import STATEMENT_COLUMNS, statement_rows
from plancoder.export.summary import summary_table
from plancoder.models import Cell, Matrix, Tick
from plancoder.page_labels import cell_label
from plancoder.report.data import ReportData
from plancoder.report.evidence import basis_words, quotes
from plancoder.report.method import method_sections
from plancoder.report.notices import NOTICE_COLUMNS, NOTICE_TITLE, notices
from plancoder.report.printed import LEGEND, appendix_title, by_nation
from plancoder.report.printed_tables import (
    CHANGE_HEADS,
    SHARE_HEADS,
    change_rows,
    share_rows,
)
from plancoder.report.shares import base_note
from plancoder.tables.csv_cells import cap_cell, clean_cell

# xlsxwriter has no types.
Book = Any
Sheet = Any

_FIXED_DATE = datetime(2020, 1, 1)  # so that the same data give the same bytes
_A4 = 9  # the paper's number in the format
# Points of A4 on its side within margins of a centimetre and a half, header and footer.
_PAGE_WIDE, _PAGE_HIGH = 755.0, 490.0
# Of a column's width; wider than in Excel, since other programs take wider letters.
_POINTS_A_CHARACTER, _POINTS_A_COLUMN = 7.8, 4.0
_ROW, _HEAD = 15.0, 130.0  # points
_FORCE, _DATES, _CATEGORY, _ABOUT = 30, 16, 4.6, 110  # widths in characters
_C_WIDTHS = {
    "Service": 17,
    "Dates of Plan": 11,
    "Assessment of needs": 38,
    "Needs identified": 26,
    "Priorities": 34,
    "Reply": 20,
}
_SHARE_WIDTHS = (38, 13, 22, 13, 22, 16)
_CHANGE_WIDTHS = (24, 11, 11, 28, 28, 28)
_NOTICE_WIDTHS = (26, 20, 44, 34)
_NOTE_CHARACTERS = 900
_HIGHEST_ROW = 409.0  # Excel's own limit
_LETTERS = 1.1  # to a unit of a column's width, at the least, even in bold
_LINE = 12.0  # points of a line of wrapped text
_SHEET_NAME = 31  # characters, Excel's own limit


def appendices_xlsx(data: ReportData) -> bytes:
    """`appendices.xlsx`, the same bytes for the same data."""
    import xlsxwriter

    written = io.BytesIO()
    book = xlsxwriter.Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": clean_cell(data.title)[:255],
            "author": "plancoder",
            "comments": data.state,
            "created": _FIXED_DATE,
        }
    )
    _Book(book, data).write()
    book.close()
    return written.getvalue()


class _Book:
    """The workbook while it is being written."""

    def __init__(self, book: Book, data: ReportData) -> None:
        self._book = book
        self._data = data
        self._formats = _formats(book)

    def write(self) -> None:
        """All sheets: those to print first, then the tidy ones."""
        self._about()
        ticked = [one for one in self._data.matrices if one.appendix != "C"]
        for matrix in ticked:
            self._matrix(matrix)
        if not self._data.published:
            self._appendix_c()
        self._printed(
            "Summary",
            "Shares",
            SHARE_HEADS,
            _SHARE_WIDTHS,
            [
                (self._frame(one), f"Out of {base_note(self._data, one)}.", rows)
                for one in ticked
                if (rows := share_rows(self._data, one))
            ],
        )
        self._printed(
            "Change",
            "What each force gained, lost and kept",
            CHANGE_HEADS,
            _CHANGE_WIDTHS,
            [
                (self._frame(one), "", rows)
                for one in ticked
                if (rows := change_rows(self._data, one))
            ],
        )
        if told := [one.row for one in notices(self._data)]:
            self._printed(
                NOTICE_TITLE,
                NOTICE_TITLE,
                NOTICE_COLUMNS,
                _NOTICE_WIDTHS,
                [("", "", told)],
            )
        self._tidy(ticked)

    def _tidy(self, ticked: Sequence[Matrix]) -> None:
        header, rows = summary_table(
            ticked, base=self._data.base, carry_forward=self._data.carry_forward
        )
        self._table("Summary rows", header, rows)
        moved = [
            (self._frame(one), *row)
            for one in ticked
            for row in change_rows(self._data, one)
        ]
        self._table("Change rows", ("Frame", *CHANGE_HEADS), moved)
        for matrix in ticked:
            self._table(f"{matrix.appendix or matrix.frame} cells", *long_table(matrix))
        if self._data.results:
            found = statement_rows(
                self._data.plans, self._data.results, self._data.review
            )
            cells = ([row[name] for name in STATEMENT_COLUMNS] for row in found)
            self._table("Statements", STATEMENT_COLUMNS, cells)

    def _sheet(self, name: str) -> Sheet:
        sheet = self._book.add_worksheet(_sheet_name(name))
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        title = clean_cell(self._data.title).replace("&", "&&")[:100]
        sheet.set_header(f"&L{title}&R{self._data.state}")
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def _about(self) -> None:
        sheet = self._sheet("About")
        sheet.set_column(0, 0, _ABOUT, self._formats["text"])
        sheet.write_string(0, 0, clean_cell(self._data.title), self._formats["title"])
        lines = [
            self._data.state,
            *(f"{mark or '(blank)'}  {told}" for mark, told in LEGEND),
        ]
        for title, paragraphs in method_sections(self._data):
            lines += ["", title, *paragraphs]
        headings = {title for title, _ in method_sections(self._data)}
        for row, line in enumerate(lines, start=1):
            style = "bold" if line in headings else "text"
            sheet.set_row(row, _ROW * _lines(line, _ABOUT - 10))
            sheet.write_string(row, 0, clean_cell(line), self._formats[style])
        sheet.set_print_scale(_scale([_ABOUT]))

    # ------------------------------------------------------------------ the matrices

    def _matrix(self, matrix: Matrix) -> None:
        label = self._data.codebook.frame(matrix.frame).label
        title = appendix_title(matrix.appendix, label)
        sheet = self._sheet(f"Appendix {matrix.appendix}" if matrix.appendix else label)
        sheet.set_column(0, 0, _FORCE)
        sheet.set_column(1, 1, _DATES)
        sheet.set_column(2, 1 + len(matrix.categories), _CATEGORY)
        legend = "   ".join(f"{mark} {told}".strip() for mark, told in LEGEND)
        base = base_note(self._data, matrix)
        last = 1 + len(matrix.categories)
        sheet.write_string(0, 0, clean_cell(title), self._formats["title"])
        widths = [_FORCE, _DATES, *(_CATEGORY for _ in matrix.categories)]
        told = f"{legend}.\nShares are out of {base}."
        note = _ROW * _lines(told, _LETTERS * sum(widths))
        sheet.set_row(1, note)
        sheet.merge_range(1, 0, 1, last, told, self._formats["small"])
        heads = ["Force", "Plan", *(matrix.labels[one] for one in matrix.categories)]
        sheet.set_row(2, _HEAD)
        for column, head in enumerate(heads):
            style = "turned" if column > 1 else "head"
            sheet.write_string(2, column, clean_cell(head), self._formats[style])
        sheet.freeze_panes(3, 2)
        sheet.repeat_rows(2)
        breaks = self._matrix_rows(sheet, matrix)
        scale = _scale(widths)
        sheet.set_print_scale(scale)
        room = int((_PAGE_HIGH * 100 / scale - _HEAD - _ROW - note) / _ROW)
        sheet.set_h_pagebreaks(_page_breaks(breaks, room))

    def _matrix_rows(self, sheet: Sheet, matrix: Matrix) -> Sequence[int]:
        """Write the rows; the numbers of those before which a page may end."""
        row, breaks = 3, []
        for nation, printed in by_nation(matrix):
            if nation:
                breaks.append(row)
                for column in range(2 + len(matrix.categories)):
                    text = nation if column == 0 else ""
                    sheet.write_string(
                        row, column, clean_cell(text), self._formats["band"]
                    )
                row += 1
            for number, one in enumerate(printed):
                if one.first and not (nation and number == 0):
                    breaks.append(row)
                line = "first" if one.first else "again"
                force = clean_cell(one.plan.shown_force)
                sheet.write_string(row, 0, force, self._formats[f"{line} force"])
                sheet.write_string(
                    row, 1, clean_cell(one.dates), self._formats[f"{line} dates"]
                )
                for column, category in enumerate(matrix.categories, start=2):
                    cell = matrix.cells[one.plan.plan_id, category]
                    self._cell(sheet, row, column, cell, line)
                row += 1
        return [*breaks, row]

    def _cell(self, sheet: Sheet, row: int, column: int, cell: Cell, line: str) -> None:
        style = self._formats[f"{line} {cell.tick.value}"]
        sheet.write_string(row, column, SHOWN_TICKS[cell.tick], style)
        if cell.tick in (Tick.YES, Tick.UNSETTLED) and not self._data.published:
            sheet.write_comment(
                row,
                column,
                self._note(cell),
                {"author": "plancoder", "x_scale": 2.6, "y_scale": 1.8},
            )

    def _note(self, cell: Cell) -> str:
        lines = [basis_words(self._data, cell).capitalize() + "."]
        for quote in quotes(self._data, cell, 2):
            page = f" ({cell_label(quote.page)})" if quote.page is not None else ""
            lines.append(f"“{quote.before}{quote.match}{quote.after}”{page}")
        if len(cell.coding_ids) > 2:
            lines.append(f"and {len(cell.coding_ids) - 2} more in passages.csv")
        note = clean_cell("\n".join(lines))
        if len(note) <= _NOTE_CHARACTERS:
            return note
        return note[: _NOTE_CHARACTERS - 1].rpartition(" ")[0] + " …"

    # --------------------------------------------------------------- the other tables

    def _appendix_c(self) -> None:
        data = self._data
        rows = list(
            appendix_c_rows(
                data.matrices[0].plans if data.matrices else (),
                data.results,
                data.codebook,
                data.review,
                final=data.final,
                replies=data.replies,
            )
        )
        shown = {
            name: width
            for name, width in _C_WIDTHS.items()
            if name != "Reply" or any(row[name] for row in rows)
        }
        columns, widths = list(shown), list(shown.values())
        sheet = self._sheet("Appendix C")
        for column, (name, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, self._formats["head"])
        at = 1
        for row in rows:
            for part in _parts([row[name] for name in columns], widths):
                sheet.set_row(at, _height(part, widths))
                for column, text in enumerate(part):
                    sheet.write_string(
                        at, column, cap_cell(clean_cell(text)), self._formats["wrapped"]
                    )
                at += 1
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 2)
        sheet.set_print_scale(_scale(widths))

    def _frame(self, matrix: Matrix) -> str:
        return self._data.codebook.frame(matrix.frame).label

    def _printed(
        self,
        name: str,
        title: str,
        heads: Sequence[str],
        widths: Sequence[float],
        parts: Sequence[tuple[str, str, Sequence[Sequence[str]]]],
    ) -> None:
        """A sheet to print: parts with a heading, a note and rows below the same
        heads.
        """
        sheet = self._sheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, self._formats["title"])
        for column, head in enumerate(heads):
            sheet.write_string(1, column, head, self._formats["head"])
        at = 2
        for heading, note, rows in parts:
            if heading:
                told = clean_cell(f"{heading}. {note}".strip())
                # Excel gives merged cells one line, whatever is in them.
                sheet.set_row(at, _ROW * _lines(told, _LETTERS * sum(widths)))
                sheet.merge_range(
                    at, 0, at, len(heads) - 1, told, self._formats["band note"]
                )
                at += 1
            for row in rows:
                cells = [cap_cell(clean_cell(text)) for text in row]
                sheet.set_row(at, _height(cells, widths))
                for column, text in enumerate(cells):
                    sheet.write_string(at, column, text, self._formats["wrapped"])
                at += 1
        sheet.repeat_rows(1)
        sheet.freeze_panes(2, 1)
        sheet.set_print_scale(_scale(widths))

    def _table(
        self, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """A tidy sheet: one head row, one thing a row, a filter."""
        sheet = self._sheet(name)
        widest = [len(head) for head in header]
        at = 0
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, at, column, value)
                widest[column] = max(widest[column], min(50, len(str(value or ""))))
        for column, (head, width) in enumerate(zip(header, widest, strict=True)):
            sheet.set_column(column, column, width + 2)
            sheet.write_string(0, column, clean_cell(head), self._formats["head"])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        if at:
            sheet.autofilter(0, 0, at, len(header) - 1)


def _write(sheet: Sheet, row: int, column: int, value: object) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    elif value not in (None, ""):
        sheet.write_string(row, column, cap_cell(clean_cell(str(value))))


def _scale(widths: Sequence[float]) -> int:
    """The scale in percent at which columns of these widths fit on a page."""
    points = sum(_POINTS_A_CHARACTER * width + _POINTS_A_COLUMN for width in widths)
    return max(10, min(100, int(100 * _PAGE_WIDE / points)))


def _page_breaks(before: Sequence[int], room: int) -> list[int]:
    """Before which rows a page begins, so that each page ends where a force ends, has
    at most `room` rows, and all have about as many.

    >>> _page_breaks([3, 5, 7, 9, 11], 6)
    [7]
    """
    rows = before[-1] - before[0]
    most = ceil(rows / ceil(rows / room)) if rows else room
    breaks: list[int] = []
    top = before[0]
    for row, following in pairwise(before):
        if following - top > min(room, most + 1) and row > top:
            breaks.append(row)
            top = row
    return breaks


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))


def _height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """The height of a row of wrapped cells, in points."""
    most = max(_lines(text, width) for text, width in zip(cells, widths, strict=True))
    return min(_HIGHEST_ROW, _LINE * most + 4)


def _parts(cells: Sequence[str], widths: Sequence[float]) -> Iterable[list[str]]:
    """A row in as many rows as its cells need: Excel cuts a row off at 409 points."""
    room = int(_HIGHEST_ROW / _LINE) - 2
    columns = [
        list(_chunks(text, width, room))
        for text, width in zip(cells, widths, strict=True)
    ]
    for number in range(max(map(len, columns))):
        yield [chunks[number] if number < len(chunks) else "" for chunks in columns]


def _chunks(text: str, width: float, room: int) -> Iterable[str]:
    """The lines of a cell, as many at a time as there is room for."""
    chunk: list[str] = []
    for line in text.split("\n"):
        if chunk and _lines("\n".join([*chunk, line]), width) > room:
            yield "\n".join(chunk)
            chunk = []
        chunk.append(line)
    yield "\n".join(chunk)


def _sheet_name(name: str) -> str:
    plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in name)
    return plain.strip("' ")[:_SHEET_NAME] or "Sheet"


_LINE_COLOUR = "#B8C2CC"
_FILLS = {
    "yes": {"bg_color": "#DCEAF5", "font_color": "#1D4F76", "bold": True},
    "no": {},
    "unsettled": {"bg_color": "#FDF1D0", "font_color": "#6B4A00", "bold": True},
    "unreadable": {"bg_color": "#EEF2F6", "font_color": "#55606F", "font_size": 8},
    "no_plan": {"bg_color": "#EEF2F6", "font_color": "#55606F", "font_size": 8},
}


def _formats(book: Book) -> Mapping[str, Any]:
    box = {"border": 1, "border_color": _LINE_COLOUR}
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "text": {"text_wrap": True, "valign": "top"},
        "small": {"text_wrap": True, "valign": "top", "font_size": 9},
        "bold": {"bold": True, "text_wrap": True},
        "head": {**box, "bold": True, "valign": "bottom", "text_wrap": True},
        "turned": {
            **box,
            "rotation": 90,
            "valign": "bottom",
            "align": "center",
            "text_wrap": True,
        },
        "band": {**box, "bold": True, "bg_color": "#E3E9EF"},
        "band note": {**box, "bold": True, "bg_color": "#E3E9EF", "text_wrap": True},
        "wrapped": {**box, "text_wrap": True, "valign": "top", "font_size": 9},
    }
    for line, top in (("first", {"top": 2, "top_color": "#55606F"}), ("again", {})):
        shade = {} if line == "first" else {"font_color": "#55606F"}
        looks[f"{line} force"] = {**box, **top, "bold": line == "first", **shade}
        looks[f"{line} dates"] = {**box, **top}
        for tick, fill in _FILLS.items():
            looks[f"{line} {tick}"] = {**box, **top, "align": "center", **fill}
    return {name: book.add_format(look) for name, look in looks.items()}
