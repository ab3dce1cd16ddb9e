"""The picture of a page with its blocks: something is drawn where each block stands."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from plancoder.errors import BadPageRange
from plancoder.extract.pdf.debug_page import SCALE, draw_page
from plancoder.extract.read import read_bytes
from plancoder.models import Block, BlockKind, Box, Document, Region


def make_plan() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, (400, 300), invariant=True)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(60, 250, "Our aims")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 200, "We walk the streets of every town.")
    canvas.showPage()
    canvas.drawString(60, 200, "Second page.")
    canvas.save()
    return out.getvalue()


def picture(data: bytes, document: Document, page: int) -> Image.Image:
    return Image.open(io.BytesIO(draw_page(data, document, page)))


def test_blocks_of_the_page_are_drawn_where_they_stand() -> None:
    data = make_plan()
    document = read_bytes(data, "plan.pdf")
    plain = picture(data, Document("", ()), 1)
    drawn = picture(data, document, 1)
    assert drawn.size == (400 * SCALE, 300 * SCALE)
    changed = ImageChops.difference(plain, drawn)
    boxes = [
        region.box
        for block in document.blocks
        for region in block.regions
        if region.page == 1
    ]
    assert len(boxes) == 2
    for box in boxes:
        assert box is not None
        corners = (
            int(box.x0 * SCALE),
            int(box.top * SCALE),
            int(box.x1 * SCALE),
            int(box.bottom * SCALE),
        )
        assert changed.crop(corners).getbbox() is not None
    assert changed.crop((0, int(150 * SCALE), 400, int(290 * SCALE))).getbbox() is None


RED, BLUE = (200, 30, 30), (30, 90, 200)  # of a heading and of a paragraph


def corners(image: Image.Image, box: Box) -> set[object]:
    """The colours of the four corners of a box."""
    return {
        image.convert("RGB").getpixel((round(x * SCALE), round(y * SCALE)))
        for x in (box.x0, box.x1)
        for y in (box.top, box.bottom)
    }


def test_every_part_of_a_block_on_the_page_has_its_frame_and_no_other() -> None:
    here = [Box(200, 100, 260, 110), Box(300, 100, 360, 110), Box(200, 250, 260, 260)]
    there, alone = Box(300, 250, 360, 260), Box(60, 180, 120, 190)
    text = "In three columns"
    regions = tuple(Region(at, 1, box) for at, box in enumerate(here))
    document = Document(
        text,
        (
            Block(BlockKind.PARAGRAPH, 0, 10, (*regions, Region(3, 2, there))),
            Block(BlockKind.HEADING, 11, len(text), (Region(11, 1, alone),), 1),
        ),
    )
    drawn = picture(make_plan(), document, 1)
    assert [corners(drawn, box) for box in here] == [{BLUE}] * 3
    assert corners(drawn, alone) == {RED}
    assert corners(drawn, there) == {(255, 255, 255)}
    assert corners(picture(make_plan(), document, 2), there) == {BLUE}


@pytest.mark.parametrize("parts", [1, 2])
def test_a_line_joins_the_blocks_in_reading_order(parts: int) -> None:
    boxes = [Box(200, 100, 260, 110), Box(200, 250, 260, 260)]
    regions = tuple(Region(at, 1, box) for at, box in enumerate(boxes[:parts]))
    document = Document("Text", (Block(BlockKind.PARAGRAPH, 0, 4, regions),))
    between = picture(make_plan(), document, 1).convert("RGB").getpixel((460, 360))
    assert (between != (255, 255, 255)) is (parts == 2)


@pytest.mark.parametrize(
    ("data", "page"), [(make_plan(), 3), (make_plan(), 0), (b"# Markdown", 1)]
)
def test_what_cannot_be_drawn_is_said(data: bytes, page: int) -> None:
    with pytest.raises(BadPageRange):
        draw_page(data, Document("", ()), page)
