"""PDFs of every make, whole and broken."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pytest
from pdf_kit import HEIGHT, WIDTH, block_of, lines, make_pdf, texts, together

from plancoder.errors import (
    BadPageRange,
    DamagedFile,
    EmptyFile,
    Encrypted,
    NoPages,
    NotAPdf,
    PlanError,
    TooManyCharacters,
    TooManyPages,
)
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
from plancoder.models import BlockKind, Document, PageStatus

OFF = ExtractOptions(ocr="off")
ONE = make_pdf(lines("Our officers listen to every village."))
THREE = make_pdf(
    lines("The first page."), lines("The second page."), lines("The third page.")
)


def read(data: bytes, *pages: int, options: ExtractOptions = OFF) -> Document:
    return read_pdf(data, pages=pages, options=options)


def rebuilt(data: bytes, change: Any, **save: Any) -> bytes:
    """The PDF after `change` has had its way with it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **save)
    return out.getvalue()


def locked(owner: str, user: str) -> bytes:
    encryption = pikepdf.Encryption(owner=owner, user=user)
    return rebuilt(ONE, lambda pdf: None, encryption=encryption)


def without_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[:]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"<!DOCTYPE html><html><body>Page not found</body></html>", NotAPdf),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), NotAPdf),
        (b"PK\x03\x04" + bytes(50), NotAPdf),
        (bytes(1100) + ONE, NotAPdf),
        (ONE[:60], DamagedFile),
        (b"%PDF-1.7\n" + bytes(300), DamagedFile),
        (locked("owner", "secret"), Encrypted),
        (rebuilt(ONE, without_pages), NoPages),
    ],
)
def test_broken_files_have_named_errors(data: bytes, error: type[PlanError]) -> None:
    with pytest.raises(error) as caught:
        read(data)
    assert caught.value.detail
    assert caught.value.remedy


@pytest.mark.parametrize(
    "data", [b"HTTP/1.1 200 OK\r\n\r\n" + ONE, locked("owner", ""), ONE]
)
def test_odd_but_readable_files_are_read(data: bytes) -> None:
    assert read(data).text == "Our officers listen to every village."


def test_what_is_no_pdf_is_said() -> None:
    with pytest.raises(NotAPdf, match="a web page"):
        read(b"\n<html><head><title>Log in</title>")


def test_a_page_range_cuts_a_plan_out() -> None:
    document = read(THREE, 2, 3)
    assert document.text == "The second page.\nThe third page."
    assert [page.number for page in document.pages] == [2, 3]
    assert [block.page for block in document.blocks] == [2, 3]


@pytest.mark.parametrize("pages", [(4,), (2, 99), (0,)])
def test_pages_outside_the_file_are_refused(pages: tuple[int, ...]) -> None:
    with pytest.raises(BadPageRange, match="pages 1 to 3"):
        read(THREE, *pages)


def test_limits_name_what_was_allowed_and_used() -> None:
    with pytest.raises(TooManyPages) as pages:
        read(THREE, options=ExtractOptions(max_pages=2))
    assert (pages.value.allowed, pages.value.used) == (2, 3)
    with pytest.raises(TooManyCharacters) as characters:
        read(THREE, options=ExtractOptions(max_characters=20))
    assert characters.value.used > 20
    assert (
        read(THREE, 1, options=ExtractOptions(max_pages=2, max_characters=20)).text
        == "The first page."
    )


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_turned_pages_read_upright(turns: int) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        """The page as a scanner writes it: content turned one way, /Rotate turning it
        back.
        """
        matrix = {
            0: (1, 0, 0, 1, 0, 0),
            90: (0, 1, -1, 0, HEIGHT, 0),
            180: (-1, 0, 0, -1, WIDTH, HEIGHT),
            270: (0, -1, 1, 0, 0, WIDTH),
        }
        page = pdf.pages[0]
        page.contents_add(
            pikepdf.Stream(pdf, (" ".join(map(str, matrix[turns])) + " cm").encode()),
            prepend=True,
        )
        size = (HEIGHT, WIDTH) if turns % 180 else (WIDTH, HEIGHT)
        page.MediaBox, page.Rotate = pikepdf.Array([0, 0, *size]), turns

    document = read(rebuilt(ONE, turn))
    assert document.text == "Our officers listen to every village."
    box = document.blocks[0].regions[0].box
    assert box is not None
    assert (document.pages[0].width, document.pages[0].height) == (WIDTH, HEIGHT)
    assert (round(box.x0), round(box.top)) == (50, HEIGHT - 500 - 8)


def test_boxes_count_from_the_visible_corner() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pikepdf.Array([-20, -30, 600, 700])
        pdf.pages[0].CropBox = pikepdf.Array([20, 30, 20 + WIDTH, 30 + HEIGHT])

    box = read(rebuilt(ONE, crop)).blocks[0].regions[0].box
    assert box is not None
    assert (round(box.x0), round(box.top)) == (50 - 20, 30 + HEIGHT - 500 - 8)


def test_a_page_laid_on_its_side_is_read() -> None:
    def sideways(canvas: Any) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        lines(
            "The whole page lies on its side and nobody said so,",
            "yet its second line follows its first.",
            x=60,
            y=300,
        )(canvas)

    document = read(make_pdf(sideways))
    assert (
        document.text
        == "The whole page lies on its side and nobody said so, yet its second line follows its first."
    )
    box = document.blocks[0].regions[0].box
    assert box is not None
    assert box.bottom - box.top > box.x1 - box.x0


def test_a_sideways_label_stands_apart() -> None:
    def label(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(380, 100)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Rural crime")
        canvas.restoreState()

    document = read(
        make_pdf(together(lines("We visit farms, markets", "and fairs."), label))
    )
    assert texts(document) == ["We visit farms, markets and fairs.", "Rural crime"]


def test_text_of_forms_is_read() -> None:
    def form(canvas: Any) -> None:
        canvas.beginForm("logo")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(0, 0, "Words inside a form.")
        canvas.endForm()
        canvas.translate(50, 400)
        canvas.doForm("logo")

    box = read(make_pdf(form)).blocks[0].regions[0].box
    assert box is not None
    assert (round(box.x0), round(box.bottom)) == (50, HEIGHT - 400 + 2)


SEEN = "Everyone can read this line."


def hidden_render_mode(canvas: Any) -> None:
    text = canvas.beginText(50, 400)
    text.setTextRenderMode(3)
    text.textLine("Nobody sees these words.")
    canvas.drawText(text)


def hidden_white(canvas: Any) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(50, 400, "Nobody sees these words.")


def hidden_outside(canvas: Any) -> None:
    canvas.drawString(50, -80, "Nobody sees these words.")


def hidden_tiny(canvas: Any) -> None:
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(50, 400, "Nobody sees these words.")


def white_on_dark(canvas: Any) -> None:
    canvas.setFillColorRGB(0, 0.2, 0.4)
    canvas.rect(40, 390, 200, 30, stroke=0, fill=1)
    hidden_white(canvas)


@pytest.mark.parametrize(
    "hide", [hidden_render_mode, hidden_white, hidden_outside, hidden_tiny]
)
def test_hidden_words_are_left_out_and_noted(hide: Any) -> None:
    document = read(make_pdf(together(lines(SEEN), hide)))
    assert document.text == SEEN
    (notice,) = document.notices
    assert notice.reason == "hidden_text"
    assert "Nobody sees these words." in notice.detail


def test_white_words_on_a_dark_box_are_seen() -> None:
    document = read(make_pdf(together(lines(SEEN), white_on_dark)))
    assert texts(document) == [SEEN, "Nobody sees these words."]
    assert not document.notices


def picture(canvas: Any) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(io.BytesIO(_png())), 0, 0, WIDTH, HEIGHT)


def _png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (40, 60), 200).save(out, "PNG")
    return out.getvalue()


def test_words_that_ocr_laid_over_a_scan_are_read() -> None:
    document = read(make_pdf(together(picture, hidden_render_mode)))
    assert document.text == "Nobody sees these words."
    assert not document.notices


def test_a_page_without_text_is_marked() -> None:
    document = read(make_pdf(lines(SEEN), picture))
    assert [page.status for page in document.pages] == [
        PageStatus.READ,
        PageStatus.NO_TEXT,
    ]
    assert document.text == SEEN


def test_a_page_of_hidden_words_only_says_so() -> None:
    (page,) = read(make_pdf(hidden_render_mode)).pages
    assert page.status is PageStatus.NO_TEXT
    assert page.note == "its text is invisible"


def test_a_bad_page_costs_that_page_only() -> None:
    pages = list(
        re.finditer(
            rb"<<(?:(?!endobj).)*?/Type /Page\b.*?>>\s*(?=endobj)", THREE, re.DOTALL
        )
    )
    second = pages[1].span()
    broken = (
        THREE[: second[0]] + b"null".ljust(second[1] - second[0]) + THREE[second[1] :]
    )
    document = read(broken)
    assert [page.status for page in document.pages] == [
        PageStatus.READ,
        PageStatus.DAMAGED,
        PageStatus.READ,
    ]
    assert document.text == "The first page.\nThe third page."


def test_a_heading_of_spaced_letters_has_words() -> None:
    def spaced(canvas: Any) -> None:
        text = canvas.beginText(50, 520)
        text.setFont("Helvetica-Bold", 16)
        text.setCharSpace(5)
        text.textLine("SAFER ROADS FOR ALL")
        canvas.drawText(text)

    document = read(
        make_pdf(together(spaced, lines("We check speed outside schools.")))
    )
    assert texts(document) == ["SAFER ROADS FOR ALL", "We check speed outside schools."]


def test_words_printed_twice_for_weight_are_read_once() -> None:
    def twice(canvas: Any) -> None:
        for shift in (0, 0.3):
            canvas.drawString(50 + shift, 400, "Printed twice to look bold")

    assert read(make_pdf(twice)).text == "Printed twice to look bold"


def test_glyphs_without_unicode_are_not_trusted() -> None:
    def unmap(pdf: pikepdf.Pdf) -> None:
        font = pdf.pages[0].Resources.Font["/F1"]
        names = pikepdf.Array(
            [32, *(pikepdf.Name(f"/g{code}") for code in range(32, 127))]
        )
        font.Encoding = pikepdf.Dictionary(
            Type=pikepdf.Name.Encoding, Differences=names
        )
        font.BaseFont = pikepdf.Name("/Unknown")

    (page,) = read(rebuilt(ONE, unmap)).pages
    assert page.status is PageStatus.UNMAPPED


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_both_engines_give_the_same_text(engine: Any) -> None:
    draw = together(
        lines("Safer roads", font="Helvetica-Bold", size=16, y=520),
        lines("We check speed outside schools and", "we publish what we find."),
        lines("Each check is announced a week before."),
    )
    document = read(
        make_pdf(lines("Cover"), draw),
        2,
        options=ExtractOptions(engine=engine, ocr="off"),
    )
    assert document.engine == engine
    assert texts(document, BlockKind.HEADING) == ["Safer roads"]
    assert block_of(document, "speed").page == 2
