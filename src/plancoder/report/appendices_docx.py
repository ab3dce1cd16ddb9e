"""appendices.docx and method.docx: the appendices as Word tables, with charts and the
method, in the styles of the reader's own template where there is one.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from plancoder.export.appendix import SHOWN_TICKS
from plancoder.export.appendix_c import appendix_c_rows
from plancoder.models import Matrix, Tick
from plancoder.report.change import change_words, changes
from plancoder.report.charts import agreement_words, charts_of
from plancoder.report.data import ReportData
from plancoder.report.method import method_sections
from plancoder.report.notices import NOTICE_COLUMNS, NOTICE_TITLE, notices
from plancoder.report.printed import LEGEND, appendix_title, by_nation
from plancoder.report.printed_tables import (
    CHANGE_HEADS,
    SHARE_HEADS,
    change_rows,
    share_rows,
)
from plancoder.report.shares import base_note, chart_words, shares
from plancoder.tables.csv_cells import cap_cell, clean_cell
from plancoder.tables.word_file import stable_docx

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

# Millimetres: A4 on its side, its margins, and the columns of the tables.
_PAGE, _MARGIN = (297, 210), 15
_BOTTOM, _FOOTER = 18, 8
_FORCE, _DATES, _NARROWEST, _WIDEST = 58, 26, 6, 20
_HEAD_HIGH = 46
_PICTURE = (180, 222)  # the room for a chart on an upright page
_C_COLUMNS = {
    "Service": 32,
    "Dates of Plan": 22,
    "Assessment of needs": 80,
    "Needs identified": 58,
    "Priorities": 75,
}
_SHARE_WIDTHS = (80, 28, 48, 28, 48, 30)
_CHANGE_WIDTHS = (46, 24, 24, 56, 56, 58)
_NOTICE_WIDTHS = (52, 42, 98, 72)
_FILLS = {
    Tick.YES: "DCEAF5",
    Tick.UNSETTLED: "FDF1D0",
    Tick.UNREADABLE: "EEF2F6",
    Tick.NO_PLAN: "EEF2F6",
}
_BAND = "E3E9EF"
_STYLES = ("Title", "Heading 1", "Heading 2", "Caption", "Table Grid")
_SMALL, _SMALLER = 9, 8  # points
_TOGETHER, _HALF_A_PAGE = 4, 24  # rows
_CELL_MARGIN = 108  # twentieths of a point: Word's own


def appendices_docx(data: ReportData) -> bytes:
    """The appendices as Word tables with their charts; the same bytes for the same
    data.
    """
    document = _new_document(data, data.title)
    ticked = [one for one in data.matrices if one.appendix != "C"]
    for matrix in ticked:
        _add_matrix(document, data, matrix)
    if not data.published:
        _add_appendix_c(document, data)
    _add_summary(document, data, ticked)
    _add_change(document, data, ticked)
    _add_notices(document, data)
    return stable_docx(document, data.title, "plancoder")


def method_docx(data: ReportData) -> bytes:
    """The method statement as a Word document."""
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
    from docx.shared import Mm, Pt

    document = docx.Document(io.BytesIO(data.template) if data.template else None)
    if data.template:
        _take_styles(document)
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Mm, _PAGE)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = Mm(_MARGIN)
    section.bottom_margin, section.footer_distance = Mm(_BOTTOM), Mm(_FOOTER)
    footer = section.footer.paragraphs[0]
    footer.text = clean_cell(f"{data.title}. {data.state}. Page ")
    _add_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES", "1")
    for run in footer.runs:
        run.font.size = Pt(_SMALLER)
    document.add_heading(clean_cell(title), 0)
    document.add_paragraph(data.state)
    return document


def _take_styles(document: WordDocument) -> None:
    """Empty a template, and give it the styles that it lacks: Word leaves those out of
    a file that nothing in it uses.
    """
    import docx
    from docx.oxml.ns import qn

    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    own = {style.name for style in document.styles}
    ids = {style.style_id for style in document.styles}
    for style in docx.Document().styles:
        if style.name in _STYLES and style.name not in own | ids:
            taken = deepcopy(style.element)
            for name in ("w:link", "w:next", "w:basedOn"):
                for other in taken.findall(qn(name)):
                    if other.get(qn("w:val")) not in ids:
                        taken.remove(other)
            document.styles.element.append(taken)


# ------------------------------------------------------------------------- the tables


def _add_matrix(document: WordDocument, data: ReportData, matrix: Matrix) -> None:
    label = data.codebook.frame(matrix.frame).label
    title = appendix_title(matrix.appendix, label)
    _add_heading(document, title, 1, new_page=False)
    legend = ", ".join(f"{mark} {told}".strip() for mark, told in LEGEND)
    base = base_note(data, matrix)
    _add_note(document, f"{legend}. Shares are out of {base}.")
    _add_caption(document, "Table", f"{label}: which plan has which category")
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
            if followed or rows - _TOGETHER < at < rows:
                _keep_with_next(cells)
            at += 1
    _add_charts(document, data, matrix, label)


def _add_charts(
    document: WordDocument, data: ReportData, matrix: Matrix, label: str
) -> None:
    """The charts of a frame on upright pages of their own."""
    _turn_page(document, upright=True)
    drawn = charts_of(data, matrix, "png")
    unit = data.base.unit
    told = {
        "chart": (
            f"{label}: share of {unit}",
            chart_words(shares(data, matrix)),
            f"Out of {base_note(data, matrix)}.",
        ),
        "change": (
            f"{label}: forces that gained and lost it",
            change_words(matrix, changes(data, matrix)),
            "Of the forces with both plans.",
        ),
        "agreement": (
            f"{label}: agreement of ticks",
            agreement_words(data, matrix),
            "With the ticks of another table.",
        ),
    }
    there = [name for name in told if name in drawn]
    for number, name in enumerate(there):
        title, words, note = told[name]
        _add_heading(document, title, 2, new_page=number > 0)
        _add_picture(document, drawn[name], f"Chart. {words}")
        _add_caption(document, "Figure", f"{title}. {note}")
    _turn_page(document, upright=False)


def _turn_page(document: WordDocument, *, upright: bool) -> None:
    """Go on on a new page, upright or on its side."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.add_section()
    sides = sorted(_PAGE, reverse=not upright)
    section.page_width, section.page_height = map(Mm, sides)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE


def _add_picture(document: WordDocument, picture: bytes, words: str) -> None:
    """A picture as large as its page has room for, with `words` for whoever cannot see
    it.
    """
    from docx.shared import Mm

    shape = document.add_picture(io.BytesIO(picture), width=Mm(_PICTURE[0]))
    most = Mm(_PICTURE[1])
    if shape.height > most:
        shape.width, shape.height = round(shape.width * most / shape.height), most
    shape._inline.docPr.set("descr", clean_cell(words))
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _add_appendix_c(document: WordDocument, data: ReportData) -> None:
    _add_heading(document, "Appendix C: each plan", 1, new_page=False)
    told = "How needs were assessed, needs and priorities, by plan"
    _add_caption(document, "Table", told)
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
    new_page = not data.published  # there it follows charts, which end a page
    _add_heading(document, "Summary", 1, new_page=new_page)
    for matrix in matrices:
        label = data.codebook.frame(matrix.frame).label
        document.add_heading(clean_cell(label), 2)
        _add_note(document, f"Shares are out of {base_note(data, matrix)}.")
        _add_caption(document, "Table", f"{label}: shares, now and before")
        rows = share_rows(data, matrix)
        table = _new_table(
            document, SHARE_HEADS, len(rows), _SHARE_WIDTHS, f"Summary: {label}"
        )
        _fill(table, rows, centred=True)


def _add_change(
    document: WordDocument, data: ReportData, matrices: Sequence[Matrix]
) -> None:
    """What each force gained, lost and kept, where any has both plans."""
    told = [
        (matrix, rows) for matrix in matrices if (rows := change_rows(data, matrix))
    ]
    if not told:
        return
    _add_heading(document, "Change between the two plans", 1, new_page=True)
    for matrix, rows in told:
        label = data.codebook.frame(matrix.frame).label
        document.add_heading(clean_cell(label), 2)
        title = f"{label}: what each force gained, lost and kept"
        _add_caption(document, "Table", title)
        table = _new_table(document, CHANGE_HEADS, len(rows), _CHANGE_WIDTHS, title)
        _fill(table, rows)


def _add_notices(document: WordDocument, data: ReportData) -> None:
    """What was not read, left out or is unsettled, where there is any."""
    rows = [notice.row for notice in notices(data)]
    if not rows:
        return
    _add_heading(document, NOTICE_TITLE, 1, new_page=True)
    _add_caption(document, "Table", NOTICE_TITLE)
    table = _new_table(
        document, NOTICE_COLUMNS, len(rows), _NOTICE_WIDTHS, NOTICE_TITLE
    )
    _fill(table, rows)


def _fill(
    table: Table, rows: Sequence[Sequence[str]], *, centred: bool = False
) -> None:
    """Write the rows below the head; `centred`: all but the first column."""
    for row, values in zip(table.rows[1:], rows, strict=True):
        for at, (cell, text) in enumerate(zip(row.cells, values, strict=True)):
            centre = centred and at > 0
            _write(cell, cap_cell(text), bold=at == 0, centre=centre, size=_SMALL)
    # A table of half a page goes on the next page rather than in two pieces; of a long
    # one the last rows stay together.
    first = 0 if len(rows) <= _HALF_A_PAGE else len(rows) - _TOGETHER
    for row in table.rows[1 + first : -1]:
        _keep_with_next(row.cells)


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
    indent = OxmlElement("w:tblInd")  # else the text stands at the margin
    indent.set(qn("w:w"), str(_CELL_MARGIN))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.append(indent)
    described = OxmlElement("w:tblDescription")
    described.set(qn("w:val"), clean_cell(alt))
    table._tbl.tblPr.append(described)
    return table


def _turn_heads(table: Table) -> None:
    """Turn the heads of the categories so that they read from the bottom up."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table.rows[0].height = Mm(_HEAD_HIGH)
    table.rows[0].height_rule = WD_ROW_HEIGHT_RULE.EXACTLY
    for cell in table.rows[0].cells[:2]:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
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


def _add_note(document: WordDocument, text: str) -> None:
    """Small print above a table."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.add_run(clean_cell(text)).font.size = Pt(_SMALL)
    paragraph.paragraph_format.keep_with_next = True


def _add_caption(document: WordDocument, kind: str, text: str) -> None:
    """`Table 1: Needs`, numbered by Word, so that it can make a list of them."""
    paragraph = document.add_paragraph(f"{kind} ", style="Caption")
    bookmarks = document.element.xpath(f".//w:instrText[contains(., 'SEQ {kind}')]")
    _add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(len(bookmarks) + 1))
    paragraph.add_run(clean_cell(f": {text}"))
    paragraph.paragraph_format.keep_with_next = kind == "Table"


def _add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word counts itself, `shown` until it does."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._r.append(text)
