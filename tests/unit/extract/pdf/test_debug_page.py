"""The picture of a page with its blocks: something is drawn where each block stands."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from plancoder.errors import BadPageRange
from plancoder.extract.pdf.debug_page import SCALE, draw_page
from plancoder.extract.read import read_bytes
from plancoder.models import Document


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


def picture(
    data: bytes, document: Document, page: int, roles: dict[int, str] | None = None
) -> Image.Image:
    return Image.open(io.BytesIO(draw_page(data, document, page, roles)))


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


def test_roles_stand_beside_the_kind() -> None:
    data = make_plan()
    document = read_bytes(data, "plan.pdf")
    without, with_role = (
        picture(data, document, 1),
        picture(data, document, 1, {0: "foreword"}),
    )
    assert ImageChops.difference(without, with_role).getbbox() is not None


@pytest.mark.parametrize(
    ("data", "page"), [(make_plan(), 3), (make_plan(), 0), (b"# Markdown", 1)]
)
def test_what_cannot_be_drawn_is_said(data: bytes, page: int) -> None:
    with pytest.raises(BadPageRange):
        draw_page(data, Document("", ()), page)
