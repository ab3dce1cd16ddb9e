"""A picture of a page with what plancoder sees on it: blocks, reading order, kinds and
levels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plancoder.errors import BadPageRange
from plancoder.extract.pdf.pictures import opened_pdf, render_page, to_png
from plancoder.models import Block, BlockKind, Box, Document

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

    Font = FreeTypeFont | ImageFont

SCALE = 2.0  # pixels to a point
_COLOURS = {
    BlockKind.HEADING: (200, 30, 30),
    BlockKind.PARAGRAPH: (30, 90, 200),
    BlockKind.BULLET: (20, 140, 60),
    BlockKind.TABLE_CELL: (150, 90, 20),
    BlockKind.CAPTION: (130, 50, 160),
    BlockKind.QUOTE: (220, 120, 0),
}
_WORDS = {
    BlockKind.HEADING: "H",
    BlockKind.PARAGRAPH: "p",
    BlockKind.BULLET: "item ",
    BlockKind.TABLE_CELL: "cell",
    BlockKind.CAPTION: "caption",
    BlockKind.QUOTE: "quote",
}


def draw_page(data: bytes, document: Document, page: int) -> bytes:
    """Draw page `page` (from 1) of a PDF and over it the blocks of `document`; gives a
    PNG.
    """
    if b"%PDF-" not in data[:1024]:
        raise BadPageRange(
            "only pages of PDFs can be drawn",
            advice="Use plancoder extract for other formats.",
        )
    with opened_pdf(data) as file:
        image, scale = render_page(file, page, scale=SCALE)
    from PIL import ImageDraw as Drawing

    pen = Drawing.Draw(image, "RGBA")
    font = _load_font(11 * scale / SCALE)
    centres: list[tuple[float, float]] = []
    order = 0
    for block in document.blocks:
        boxes = [
            region.box
            for region in block.regions
            if region.page == page and region.box is not None
        ]
        for box in boxes:
            order += 1
            corners = _to_pixels(box, scale)
            colour = _COLOURS[block.kind]
            pen.rectangle(corners, outline=(*colour, 255), fill=(*colour, 28), width=2)
            centres.append(
                ((corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2)
            )
            _write_label(pen, corners, _label(order, block), colour, font)
    _draw_path(pen, centres)
    return to_png(image)


def _to_pixels(box: Box, scale: float) -> tuple[float, float, float, float]:
    return (
        box.x0 * scale,
        box.top * scale,
        max(box.x0, box.x1) * scale,
        max(box.top, box.bottom) * scale,
    )


def _label(order: int, block: Block) -> str:
    kind = _WORDS[block.kind]
    if block.kind is BlockKind.TABLE_CELL:
        kind = f"cell {block.row},{block.column}"
    elif block.level:
        kind += str(block.level)
    return f"{order} {kind}".rstrip()


def _load_font(size: float) -> Font:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _write_label(
    pen: ImageDraw,
    corners: tuple[float, float, float, float],
    label: str,
    colour: tuple[int, int, int],
    font: Font,
) -> None:
    """Write the label on the block's left upper corner, on its own ground so that it
    can be read.
    """
    left, top, right, bottom = pen.textbbox((0, 0), label, font=font)
    width, height = right - left, bottom - top
    x, y = max(0.0, corners[0] - width - 6), max(0.0, corners[1] - 2)
    pen.rectangle((x, y, x + width + 4, y + height + 4), fill=(*colour, 230))
    pen.text((x + 2 - left, y + 2 - top), label, fill=(255, 255, 255, 255), font=font)


def _draw_path(pen: ImageDraw, centres: list[tuple[float, float]]) -> None:
    """Join the blocks in reading order by a thin line."""
    if len(centres) > 1:
        pen.line(centres, fill=(90, 90, 90, 130), width=2)
