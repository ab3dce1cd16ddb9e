"""Tables of figures without rules, beside a column of text, with narrow gutters."""

from __future__ import annotations

from typing import Any

import pytest
from pdf_kit import Draw, make_pdf, table_rows, texts, together

from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
from plancoder.models import BlockKind, Document

ROWS = [
    (("Calls about lost dogs", "in the old harbour"), "1,420", "97", "Fewer than now"),
    (("Lamps that stay dark",), "88", "1,397", "Down by 11%"),
    (("Hours of foot patrol", "outside the schools"), "2,695", "935", "To be set"),
]


def read(*draws: Draw) -> Document:
    return read_pdf(make_pdf(together(*draws)), options=ExtractOptions(ocr="off"))


def table(canvas: Any) -> None:
    """Labels, two columns of figures set right, and words 5 points behind them."""
    canvas.setFont("Helvetica-Bold", 8)
    for x, head in ((210, "Measure"), (310, "2031"), (335, "2032"), (361, "Aim")):
        canvas.drawString(x, 514, head)
    canvas.setFont("Helvetica", 8)
    for at, (labels, first, second, aim) in enumerate(ROWS):
        y = 500 - 24 * at
        for line, label in enumerate(labels):
            canvas.drawString(210, y - 10 * line, label)
        canvas.drawRightString(330, y, first)
        canvas.drawRightString(355, y, second)
        canvas.drawString(361, y, aim)


def column_of_text(canvas: Any) -> None:
    canvas.setFont("Helvetica", 8)
    for line in range(9):
        canvas.drawString(20, 520 - 12 * line, "every street of the town has a name")


def test_a_table_of_figures_beside_text_is_read_row_by_row() -> None:
    document = read(column_of_text, table)
    assert table_rows(document) == [
        ["Measure", "2031", "2032", "Aim"],
        *([" ".join(labels), *rest] for labels, *rest in ROWS),
    ]
    (said,) = texts(document, BlockKind.PARAGRAPH)
    assert said.startswith("every street of the town has a name every street")


@pytest.mark.parametrize("entries", [("14", "in"), ("on", "by")])
def test_figures_in_prose_are_no_table(entries: tuple[str, str]) -> None:
    def prose(canvas: Any) -> None:
        for line in range(4):
            first, second = entries
            canvas.drawString(50, 500 - 12 * line, f"We met {first} people {second} 20")

    assert not texts(read(prose), BlockKind.TABLE_CELL)


def test_dots_before_words_and_a_figure_take_no_time() -> None:
    """Whether a line is a figure was asked in time to the fourth power of its dots."""

    def leaders(canvas: Any) -> None:
        canvas.setFont("Helvetica", 2)
        for line in range(4):
            canvas.drawString(20, 500 - 3 * line, f"{'.' * 600} beside lamp {line}")

    (said, *_) = texts(read(leaders))
    assert said.startswith("....")
    assert "beside lamp 0" in said
