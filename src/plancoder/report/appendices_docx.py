"""appendices.docx and method.docx: the appendices as Word tables, with charts and the
method, in the styles of the reader's own template where there is one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from plancoder.export.appendix import SHOWN_TICKS
from plancoder.export.appendix_c import appendix_c_rows
from plancoder.export.summary import summary_table
from plancoder.models import Matrix, Tick
from plancoder.report.charts import share_chart
from plancoder.report.data import ReportData
from plancoder.report.method import method_sections
from plancoder.report.printed import LEGEND, appendix_title, by_nation
from plancoder.report.shares import base_note, chart_words, shares
from plancoder.tables.csv_cells import clean_cell
from plancoder.tables.word_file import stable_docx

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell

# Millimetres: A4 on its side, its margins, and the columns of the tables.
_PAGE, _MARGIN = (297, 210), 15
_FORCE, _DATES, _NARROWEST, _WIDEST = 58, 26, 6, 14
_HEAD_HIGH = 46
_C_COLUMNS = {
    "Service": 32,
    "Dates of Plan": 22,
    "Assessment of needs": 80,
    "Needs identified": 58,
    "Priorities": 75,
}
_SUMMARY_COLUMNS = {
    "label": ("Category", 70),
    "current_plans_with": ("Current", 20),
    "current_base": ("of", 15),
    "current_percent": ("%", 15),
    "previous_plans_with": ("Previous", 20),
    "previous_base": ("of", 15),
    "previous_percent": ("%", 15),
    "change_points": ("Change, points", 25),
    "change_base": ("of", 15),
}
_FILLS = {
    Tick.YES: "DCEAF5",
    Tick.UNSETTLED: "FDF1D0",
    Tick.UNREADABLE: "EEF2F6",
    Tick.NO_PLAN: "EEF2F6",
}
_BAND = "E3E9EF"
_SMALL, _SMALLER = 9, 8  # points


def docx_files(data: ReportData) -> Mapping[str, bytes]:
    """`appendices.docx` and `method.docx`, the same bytes for the same data."""
    return {"appendices.docx": _appendices(data), "method.docx": _method(data)}


def _appendices(data: ReportData) -> bytes:
    document = _new_document(data, data.title)
    ticked = [one for one in data.matrices if one.appendix != "C"]
    for number, matrix in enumerate(ticked):
        _add_matrix(document, data, matrix, new_page=number > 0)
    if not data.published:
        _add_appendix_c(document, data)
    _add_summary(document, data, ticked)
    return stable_docx(document, data.title, "plancoder")


def _method(data: ReportData) -> bytes:
    title = f"Method: {data.title}"
    document = _new_document(data, title)
    for heading, paragraphs in method_sections(data):
        document.add_heading(clean_cell(heading), 1)
        for paragraph in paragraphs:
            document.add_paragraph(clean_cell(paragraph))
    return stable_docx(document, title, "plancoder")


def _new_document(data: ReportData, title: str) -> WordDocument:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document(io.BytesIO(data.template) if data.template else None)
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Mm, _PAGE)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.footer.paragraphs[0].text = clean_cell(f"{data.title}. {data.state}.")
    document.add_heading(clean_cell(title), 0)
    document.add_paragraph(data.state)
    return document


# ------------------------------------------------------------------------- the tables


def _add_matrix(
    document: WordDocument, data: ReportData, matrix: Matrix, *, new_page: bool
) -> None:
    label = data.codebook.frame(matrix.frame).label
    title = appendix_title(matrix.appendix, label)
    _add_heading(document, title, 1, new_page=new_page)
    legend = ", ".join(f"{mark} {told}".strip() for mark, told in LEGEND)
    base = base_note(data, matrix)
    _add_caption(document, f"{legend}. Shares are out of {base}.")
    nations = list(by_nation(matrix))
    rows = sum(len(printed) + bool(nation) for nation, printed in nations)
    count = len(matrix.categories)
    room = _PAGE[0] - 2 * _MARGIN - _FORCE - _DATES
    narrow = max(_NARROWEST, min(_WIDEST, room / max(1, count)))
    widths = [_FORCE, _DATES, *([narrow] * count)]
    heads = ["Force", "Plan", *(matrix.labels[one] for one in matrix.categories)]
    table = _new_table(document, heads, rows, widths, f"{title}, plans by category")
    _turn_heads(table)
    at = 1
    for nation, printed in nations:
        if nation:
            _fill_band(table, at, nation)
            at += 1
        for number, one in enumerate(printed):
            cells = table.rows[at].cells
            force = one.plan.shown_force
            _write(cells[0], force if one.first else "", bold=True, size=_SMALL)
            _write(cells[1], one.dates, size=_SMALL)
            for place, category in zip(cells[2:], matrix.categories, strict=True):
                tick = matrix.cells[one.plan.plan_id, category].tick
                _write(place, SHOWN_TICKS[tick], centre=True, size=_SMALLER)
                if fill := _FILLS.get(tick):
                    _shade(place, fill)
            followed = number + 1 < len(printed) and not printed[number + 1].first
            if followed:
                _keep_with_next(cells)
            at += 1
    _add_chart(document, data, matrix, label)


def _add_chart(
    document: WordDocument, data: ReportData, matrix: Matrix, label: str
) -> None:
    from docx.shared import Mm

    _add_heading(document, f"{label}: share of forces", 2, new_page=True)
    picture = io.BytesIO(share_chart(data, matrix, "png"))
    shape = document.add_picture(picture, height=Mm(130))
    words = clean_cell(f"Chart. {chart_words(shares(data, matrix))}")
    shape._inline.docPr.set("descr", words)
    _add_caption(document, f"Out of {base_note(data, matrix)}.")


def _add_appendix_c(document: WordDocument, data: ReportData) -> None:
    _add_heading(document, "Appendix C: each plan", 1, new_page=True)
    _add_caption(document, "How needs were assessed, needs and priorities, by plan.")
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
    columns = list(_C_COLUMNS)
    table = _new_table(
        document,
        columns,
        len(rows),
        list(_C_COLUMNS.values()),
        "Appendix C, one row for each plan",
        breaks=True,
    )
    for row, values in zip(table.rows[1:], rows, strict=True):
        for cell, name in zip(row.cells, columns, strict=True):
            _write(cell, values[name], bold=name == "Service", size=_SMALL)


def _add_summary(
    document: WordDocument, data: ReportData, matrices: Sequence[Matrix]
) -> None:
    _add_heading(document, "Summary", 1, new_page=True)
    for matrix in matrices:
        label = data.codebook.frame(matrix.frame).label
        document.add_heading(clean_cell(label), 2)
        _add_caption(document, f"Shares are out of {base_note(data, matrix)}.")
        header, rows = summary_table(
            [matrix], base=data.base, carry_forward=data.carry_forward
        )
        heads, widths = zip(*_SUMMARY_COLUMNS.values(), strict=True)
        table = _new_table(document, heads, len(rows), widths, f"Summary: {label}")
        for row, values in zip(table.rows[1:], rows, strict=True):
            told = dict(zip(header, values, strict=True))
            for cell, name in zip(row.cells, _SUMMARY_COLUMNS, strict=True):
                value = told[name]
                text = "n/a" if value is None else str(value)
                _write(cell, text, centre=name != "label", size=_SMALL)


# ------------------------------------------------------------------- pieces of a table


def _new_table(
    document: WordDocument,
    heads: Sequence[str],
    rows: int,
    widths: Sequence[float],
    alt: str,
    *,
    breaks: bool = False,
) -> Any:  # noqa: ANN401 - a table of python-docx
    """A table with its head row repeated on each page; rows break over pages only where
    `breaks` says so. `widths` in millimetres.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table = document.add_table(rows=1 + rows, cols=len(heads))
    if "Table Grid" in [style.name for style in document.styles]:
        table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        # Word reads the width of the cells, LibreOffice that of the columns.
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
        if not breaks:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _write(cell, head, bold=True, size=_SMALL)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    described = OxmlElement("w:tblDescription")
    described.set(qn("w:val"), clean_cell(alt))
    table._tbl.tblPr.append(described)
    return table


def _turn_heads(table: Table) -> None:
    """Turn the heads of the categories so that they read from the bottom up."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table.rows[0].height = Mm(_HEAD_HIGH)
    table.rows[0].height_rule = WD_ROW_HEIGHT_RULE.EXACTLY
    for cell in table.rows[0].cells[2:]:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "btLr")
        cell._tc.get_or_add_tcPr().append(direction)


def _fill_band(table: Table, at: int, nation: str) -> None:
    cells = table.rows[at].cells
    band = cells[0].merge(cells[-1])
    _write(band, nation, bold=True, size=_SMALL)
    _shade(band, _BAND)
    _keep_with_next([band])


def _write(
    cell: _Cell,
    text: str,
    *,
    bold: bool = False,
    centre: bool = False,
    size: int = _SMALL,
) -> None:
    """Lines of text in a cell, close together."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    for run in paragraph.runs:
        run.text = ""
    run = paragraph.add_run(clean_cell(text))
    run.bold = bold
    run.font.size = Pt(size)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.space_before = Pt(0)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _shade(cell: _Cell, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), fill)
    cell._tc.get_or_add_tcPr().append(shading)


def _keep_with_next(cells: Iterable[_Cell]) -> None:
    for cell in cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _add_heading(
    document: WordDocument, text: str, level: int, *, new_page: bool
) -> None:
    heading = document.add_heading(clean_cell(text), level)
    heading.paragraph_format.page_break_before = new_page


def _add_caption(document: WordDocument, text: str) -> None:
    names = [style.name for style in document.styles]
    style: Any = "Caption" if "Caption" in names else None
    document.add_paragraph(clean_cell(text), style=style)
