"""Words that are struck out are left out and named; words below, above or beside a line
stay.
"""

from __future__ import annotations

import io
from typing import Any, Literal

import pikepdf
import pytest
from pdf_kit import Draw, lines, make_pdf, table_rows, texts, together
from reportlab.pdfbase.pdfmetrics import stringWidth

from plancoder.extract.options import ExtractOptions
from plancoder.extract.read import read_bytes
from plancoder.models import Document

SEEN = "Roads are long here, and nights are short."
WORDS = "Lamps for the lanes"
WIDTH = stringWidth(WORDS, "Helvetica", 10)
NAME, DICT, LIST = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array


def read(*pages: Draw, engine: Literal["pdfium", "pdfplumber"] = "pdfium") -> Document:
    options = ExtractOptions(ocr="off", engine=engine)
    return read_bytes(make_pdf(*pages), "plan.pdf", options=options)


def line(
    up: float = 3.0,
    left: float = 0,
    right: float = 0,
    *,
    width: float = WIDTH,
    thick: float = 0.7,
) -> Draw:
    """A line so far up from the base line at (50, 400), longer on both sides."""

    def draw(canvas: Any) -> None:
        canvas.setLineWidth(thick)
        canvas.line(50 - left, 400 + up, 50 + width + right, 400 + up)

    return draw


def bar(up: float, thick: float, grey: float = 0) -> Draw:
    """A filled box around a line so far up from the base line."""

    def draw(canvas: Any) -> None:
        canvas.setFillGray(grey)
        canvas.rect(50, 400 + up - thick / 2, WIDTH, thick, stroke=0, fill=1)
        canvas.setFillGray(0)

    return draw


def dashes(canvas: Any) -> None:
    canvas.setDash(3, 2)
    line()(canvas)


def drawn_dashes(canvas: Any) -> None:
    for at in range(0, int(WIDTH), 6):
        canvas.line(50 + at, 403, 50 + at + 4, 403)


def word_by_word(canvas: Any) -> None:
    x = 50.0
    for word in WORDS.split():
        end = x + stringWidth(word, "Helvetica", 10)
        canvas.line(x, 403, end, 403)
        x = end + stringWidth(" ", "Helvetica", 10)


def boxed(padding: float) -> Draw:
    """A rule through the words from one upright rule to the other."""

    def draw(canvas: Any) -> None:
        left, right = 50 - padding, 50 + WIDTH + padding
        canvas.line(left, 403, right, 403)
        for x in (left, right):
            canvas.line(x, 390, x, 415)

    return draw


@pytest.mark.parametrize(
    ("mark", "struck"),
    [
        *((line(1.4), False), (line(1.6), True), (line(3), True)),
        *((line(4.1), True), (line(4.3), False)),
        *((line(-2), False), (line(0), False), (line(8.5), False)),
        *((bar(3, 0.8), True), (bar(3, 1.9), True), (bar(3, 2.1), False)),
        *((bar(3, 12, 0.8), False), (bar(3, 0.8, 1), False)),
        *((dashes, True), (drawn_dashes, True), (word_by_word, True)),
        *((line(thick=1.9), True), (line(thick=2.1), False)),
        # It runs on where no words are: a rule of a table, or a line of a drawing.
        *((line(3, 4, 4), True), (line(3, 0, 11), True), (line(3, 0, 13), False)),
        *((line(3, 11, 0), True), (line(3, 13, 0), False), (line(3, -30, 13), False)),
        *((line(3, 20, 200), False), (line(3, 100, -WIDTH), False)),
        *((boxed(1.5), False), (boxed(0.2), True)),
    ],
)  # fmt: skip
def test_words_with_a_line_through_their_middle_are_left_out(
    mark: Draw, struck: bool
) -> None:
    document = read(together(lines(SEEN), mark, lines(WORDS, y=400)))
    assert SEEN in texts(document)
    assert (WORDS not in document.text) is struck
    told = [notice for notice in document.notices if notice.reason == "hidden_text"]
    assert [WORDS in notice.detail for notice in told] == [True] * struck
    assert all("pages 1: struck out" in notice.detail for notice in told)


@pytest.mark.parametrize(("gap", "struck"), [(6.0, True), (15.0, True), (60.0, False)])
def test_stretched_lines_are_struck_out_and_rows_of_cells_are_not(
    gap: float, struck: bool
) -> None:
    words = ("Calm roads by", "warm and dry", "halls for all")

    def draw(canvas: Any) -> None:
        x = 50.0
        for part in words:
            canvas.drawString(x, 400, part)
            x += stringWidth(part, "Helvetica", 10) + gap
        canvas.line(50, 403, x - gap, 403)

    document = read(together(lines(SEEN), draw))
    assert ("warm and dry" not in document.text) is struck


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    ("words", "kept", "struck"),
    [
        # Of each, all up to the stroke is struck out.
        ("Lamps for | the lanes", "the lanes", "Lamps for"),
        ("Lamps|Lights for the lanes", "Lights for the lanes", "Lamps"),
        ("till|jam for the lanes", "jam for the lanes", "till"),
        ("mum|ill for the lanes", "ill for the lanes", "mum"),
        ("Lamp|s for the lanes", "for the lanes", "Lamps"),
        ("L|amps for the lanes", "Lamps for the lanes", ""),
        ("2017| 2021", "2017 2021", ""),
        ("in 2017| 2021", "2021", "in 2017"),
    ],
)
def test_what_is_struck_out_of_a_line_goes_and_the_rest_stays(
    words: str, kept: str, struck: str, engine: Literal["pdfium", "pdfplumber"]
) -> None:
    width = stringWidth(words.partition("|")[0].strip(), "Helvetica", 10)
    page = together(
        lines(SEEN), lines(words.replace("|", ""), y=400), line(width=width)
    )
    document = read(page, engine=engine)
    assert texts(document) == [SEEN, kept]
    details = [notice.detail for notice in document.notices]
    assert [f"“{struck}”" in detail for detail in details] == [True] * bool(struck)


def test_what_goes_on_in_the_next_line_is_named_in_one() -> None:
    rows = ["We will put lamps on", "the lanes by May"]
    page = together(lines(SEEN), lines(*rows, y=400, step=12))

    def draw(canvas: Any) -> None:
        page(canvas)
        for at, row in enumerate(rows):
            y = 403 - 12 * at
            canvas.line(50, y, 50 + stringWidth(row, "Helvetica", 10), y)

    document = read(draw)
    assert texts(document) == [SEEN]
    (notice,) = document.notices
    assert "9 words: “We will put lamps on the lanes by May”" in notice.detail


@pytest.mark.parametrize("x", [38, 30])  # right before its words, and parted by a gap
@pytest.mark.parametrize(
    ("mark", "whole", "items"),
    [
        ("•", True, ["Calm roads", "Warm halls"]),
        ("•", False, ["Calm roads", "the lanes", "Warm halls"]),
        ("2.", True, ["1. Calm roads", "3. Warm halls"]),
        ("2.", False, ["1. Calm roads", "2. the lanes", "3. Warm halls"]),
    ],
)
def test_a_bullet_goes_with_its_words(
    mark: str, whole: bool, items: list[str], x: float
) -> None:
    width = WIDTH if whole else stringWidth("Lamps for", "Helvetica", 10)

    def draw(canvas: Any) -> None:
        lines(SEEN)(canvas)
        for at, text in enumerate(("Calm roads", WORDS, "Warm halls")):
            y = 412 - 12 * at
            canvas.drawString(x, y, mark.replace("2", str(at + 1)))
            canvas.drawString(50, y, text)
        line(width=width)(canvas)

    assert texts(read(draw)) == [SEEN, *items]


def test_a_figure_far_before_struck_words_stays() -> None:
    def draw(canvas: Any) -> None:
        lines(SEEN)(canvas)
        for at, text in enumerate(("Calm roads", WORDS, "Warm halls")):
            canvas.drawString(50, 412 - 12 * at, f"{at + 7}.")
            canvas.drawString(150, 412 - 12 * at, text)
        canvas.line(150, 403, 150 + WIDTH, 403)

    assert "8." in read(draw).text


def test_a_struck_cell_leaves_the_grid_of_its_table_as_it_was() -> None:
    def draw(canvas: Any) -> None:
        lines(SEEN)(canvas)
        for row, cells in enumerate((("Aim", "Who"), (WORDS, "Wardens"))):
            for column, cell in enumerate(cells):
                canvas.drawString(50 + 150 * column, 412 - 20 * row, cell)
        for y in (425, 405, 385):
            canvas.line(45, y, 345, y)
        for x in (45, 195, 345):
            canvas.line(x, 385, x, 425)
        canvas.line(50, 395, 50 + WIDTH, 395)

    assert table_rows(read(draw)) == [["Aim", "Who"], ["", "Wardens"]]


def test_a_page_of_which_all_is_struck_out_is_no_scan() -> None:
    document = read(together(lines(WORDS, y=400), line()), lines(SEEN))
    assert texts(document) == [SEEN]
    assert [page.status.value for page in document.pages] == ["read", "read"]
    assert "“Lamps for the lanes”" in document.notices[0].detail


def marked(kind: str, *, flags: int = 4, look: bool = False) -> bytes:
    """A page on which a note of that kind marks the words, but for the last."""
    data = make_pdf(together(lines(SEEN), lines(WORDS, y=400)))
    end = 50 + stringWidth("Lamps for the", "Helvetica", 10)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        note = DICT(
            Type=NAME.Annot,
            Subtype=NAME(f"/{kind}"),
            Rect=LIST([50, 398, end, 408]),
            QuadPoints=LIST([50, 408, end, 408, 50, 398, end, 398]),
            F=flags,
        )
        if look:
            drawing = pdf.make_stream(f"50 403 m {end} 403 l S".encode())
            drawing.Type, drawing.Subtype = NAME.XObject, NAME.Form
            drawing.BBox = LIST([50, 398, end, 408])
            note.AP = DICT(N=drawing)
        pdf.pages[0].Annots = LIST([pdf.make_indirect(note)])
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "struck"),
    [
        (marked("StrikeOut"), True),
        (marked("StrikeOut", look=True), True),
        (marked("StrikeOut", flags=2), False),
        (marked("Underline"), False),
        (marked("Highlight"), False),
    ],
)
def test_notes_that_strike_words_out(data: bytes, struck: bool) -> None:
    document = read_bytes(data, "plan.pdf", options=ExtractOptions(ocr="off"))
    assert texts(document) == [SEEN, "lanes" if struck else WORDS]
    details = [notice.detail for notice in document.notices]
    assert ["“Lamps for the”" in detail for detail in details] == [True] * struck
