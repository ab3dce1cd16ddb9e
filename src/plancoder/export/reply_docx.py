"""A reply pack as a Word document, for offices that answer in Word; the same pack gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plancoder.export.reply_pack import (
    FORM_COLUMNS,
    FORM_ROWS,
    INTRODUCTION,
    AppendixShown,
    PlanShown,
    ReplyPack,
)
from plancoder.tables.csv_cells import clean_cell
from plancoder.tables.word_file import stable_docx

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def reply_docx(pack: ReplyPack, *, title: str) -> bytes:
    """The document of one force."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    heading = clean_cell(f"{pack.force}: draft findings")
    document.add_heading(heading, 0)
    for line in (title, *INTRODUCTION):
        document.add_paragraph(clean_cell(line))
    for plan in pack.plans:
        _add_plan(document, plan)
    document.add_heading("Your reply", 1)
    _table(
        document,
        FORM_COLUMNS,
        [["\n\n"] + [""] * (len(FORM_COLUMNS) - 1)] * FORM_ROWS,
        (35, 70, 15, 50),
    )
    document.add_paragraph("Name, office and date:")
    return stable_docx(document, heading, "plancoder")


def _add_plan(document: WordDocument, plan: PlanShown) -> None:
    document.add_heading(clean_cell(plan.title), 1)
    if plan.source:
        document.add_paragraph(clean_cell(plan.source))
    document.add_heading("Priorities as the plan words them", 2)
    for text, page in plan.statements:
        document.add_paragraph(clean_cell(f"{text} ({page})"), style="List Bullet")
    if not plan.statements:
        document.add_paragraph("None were found.")
    for appendix in plan.appendices:
        _add_appendix(document, appendix)


def _add_appendix(document: WordDocument, appendix: AppendixShown) -> None:
    document.add_heading(clean_cell(appendix.title), 2)
    rows = [[cell.label, cell.told, ""] for cell in appendix.cells]
    table = _table(document, ("Category", "Draft", "Evidence"), rows, (38, 30, 102))
    for row, cell in zip(table.rows[1:], appendix.cells, strict=True):
        place = row.cells[2]
        for number, quote in enumerate(cell.quotes):
            paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
            paragraph.add_run(clean_cell(f"“{quote.before}"))
            paragraph.add_run(clean_cell(quote.match)).bold = True
            paragraph.add_run(clean_cell(f"{quote.after}” ({quote.page})"))
        if cell.more:
            place.add_paragraph(f"and {cell.more} more")


def _table(
    document: WordDocument,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
) -> Any:  # noqa: ANN401
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=1 + len(rows), cols=len(header), style="Table Grid")
    for number, cells in enumerate([header, *rows]):
        for cell, text in zip(table.rows[number].cells, cells, strict=True):
            cell.text = clean_cell(text)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.autofit = False
    for column, millimetres in zip(table.columns, widths, strict=True):
        # Word reads the width of the cells, LibreOffice that of the column.
        column.width = Mm(millimetres)
        for cell in column.cells:
            cell.width = Mm(millimetres)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table
