"""Pages on which nearly all lies on its side, with no /Rotate to say so."""

from __future__ import annotations

from typing import Any

import pytest
from pdf_kit import (
    HEIGHT,
    WIDTH,
    Draw,
    lines,
    make_pdf,
    ruled,
    table_rows,
    texts,
    together,
)

from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
from plancoder.models import BlockKind, Document

HEAD = ["Aim", "What we will do"]
ROWS = [
    HEAD,
    ["Calm lanes", "Mend each lamp by the autumn."],
    ["Warm homes", "Open a shelter by the quay."],
]
MORE = [["Safe rivers", "Watch the boats at night."], ["Dry feet", "Lend out boots."]]
LONG = [*ROWS, *MORE, ["Good schools", "Ask each head what a class needs most."]]
SIDES = (100.0, 200.0, 400.0)
TOP = 300.0
PROSE = lines(*["Lanes are long and dark here by night and by day."] * 3)


def read(*pages: Draw) -> Document:
    return read_pdf(make_pdf(*pages), options=ExtractOptions(ocr="off"))


def cells(rows: list[list[str]]) -> list[str]:
    return [cell for row in rows for cell in row]


def turned(draw: Draw, degrees: int) -> Draw:
    """A drawing of a page laid on its side, or upside down."""
    corner = {90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[degrees]

    def on_its_side(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(*corner)
        canvas.rotate(degrees)
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.restoreState()

    return on_its_side


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_table_on_its_side_is_read_cell_by_cell(degrees: int) -> None:
    document = read(turned(ruled(ROWS, TOP, SIDES), degrees))
    assert table_rows(document) == ROWS
    box = document.blocks[0].regions[0].box
    assert box is not None
    edges = [round(edge) for edge in (box.x0, box.top, box.x1, box.bottom)]
    # The first cell reaches from 100 to 200 along its side, 20 points high.
    below = HEIGHT - 200, HEIGHT - 100
    if degrees == 90:
        assert edges == [WIDTH - 300, below[0], WIDTH - 280, below[1]]
    else:
        assert edges == [280, 100, 300, 200]


def test_a_table_upside_down_is_read_cell_by_cell() -> None:
    sides = (30.0, 130.0, 330.0)
    document = read(turned(ruled(ROWS, TOP, sides), 180))
    assert table_rows(document) == ROWS


def test_a_table_on_its_side_goes_on_over_the_page() -> None:
    document = read(
        turned(together(lines("Our aims", x=100, y=340), ruled(ROWS, 90, SIDES)), 90),
        turned(together(ruled(MORE, 380, SIDES), PROSE_BELOW), 90),
    )
    assert table_rows(document) == [*ROWS, *MORE]
    pages = [
        block.regions[0].page
        for block in document.blocks
        if block.kind is BlockKind.TABLE_CELL
    ]
    assert pages == [1] * 6 + [2] * 4


PROSE_BELOW = lines("The boots are paid for by the grant of the county.", x=100, y=200)


def white_on_dark(canvas: Any) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.4)
    canvas.rect(90, 330, 320, 30, fill=1, stroke=0)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(100, 340, "What we have set out to do")
    canvas.setFillColorRGB(0, 0, 0)


def test_white_words_on_a_dark_box_on_its_side_are_seen() -> None:
    document = read(turned(together(white_on_dark, ruled(ROWS, TOP, SIDES)), 90))
    assert texts(document)[0] == "What we have set out to do"
    assert table_rows(document) == ROWS


def test_what_stands_upright_is_read_above_and_below() -> None:
    title, foot = lines("Aims", y=570, size=14), lines("Aims count from May.", y=30)
    document = read(together(foot, turned(ruled(LONG, TOP, SIDES), 90), title))
    assert texts(document) == ["Aims", *cells(LONG), "Aims count from May."]
    box = document.blocks[0].regions[0].box
    assert box is not None
    assert (round(box.x0), round(box.bottom)) == (50, HEIGHT - 570 + 3)


def test_hidden_words_that_stand_upright_are_left_out() -> None:
    def white(canvas: Any) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(50, 570, "Nobody can read this")
        canvas.setFillColorRGB(0, 0, 0)

    document = read(together(white, turned(ruled(LONG, TOP, SIDES), 90)))
    assert texts(document) == cells(LONG)
    assert ["Nobody can" in notice.detail for notice in document.notices] == [True]


def foot(number: int, *, own: str = "") -> Draw:
    return together(
        lines(own or "Plan of the county", y=20), lines(f"Page {number}", x=300, y=20)
    )


@pytest.mark.parametrize(("own", "kept"), [("", []), ("Aims of May", ["Aims of May"])])
def test_running_feet_that_stand_upright_are_taken_off(
    own: str, kept: list[str]
) -> None:
    pages = [together(PROSE, foot(number)) for number in (1, 2, 3)]
    sideways = together(turned(ruled(LONG, TOP, SIDES), 90), foot(4, own=own))
    document = read(*pages, sideways)
    last = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.regions[0].page == 4
    ]
    assert last == [*cells(LONG), *kept]
    assert document.pages[3].printed == "4"


def test_sideways_labels_right_after_upright_words_are_read_as_such() -> None:
    """PDFium has no line break between the two."""
    labels = [
        turned(lines("Theme one: dry feet", x=200, y=150), 90),
        turned(lines("Theme two: calm lanes", x=200, y=110), 90),
    ]
    prose = "Lanes are long and dark here by night and by day."
    document = read(together(lines(prose), *labels))
    assert texts(document) == [prose, "Theme one: dry feet", "Theme two: calm lanes"]


def test_a_sideways_line_in_two_looks_is_read_as_an_upright_one() -> None:
    def in_two_looks(canvas: Any) -> None:
        lines("Calm lanes", x=50, y=300, font="Helvetica-Bold")(canvas)
        lines("come first in this county", x=105, y=300)(canvas)
        prose = ["Most lanes follow the river, and they are dark."] * 3
        lines(*prose, x=50, y=270)(canvas)

    def read_as(data: bytes) -> list[tuple[BlockKind, str]]:
        document = read_pdf(data, options=ExtractOptions(ocr="off"))
        kinds = [block.kind for block in document.blocks]
        return list(zip(kinds, texts(document), strict=True))

    upright = read_as(make_pdf(in_two_looks, size=(HEIGHT, WIDTH)))
    assert upright[0] == (BlockKind.PARAGRAPH, "Calm lanes come first in this county")
    assert read_as(make_pdf(turned(in_two_looks, 90))) == upright
