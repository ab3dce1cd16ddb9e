"""Small PDFs and pages made on the spot: what a test says of a page is all that stands
on it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from plancoder.extract.layout.pieces import PieceMaker
from plancoder.extract.layout.shapes import NEW_LINE, SPACE, PageContent, Piece, Style
from plancoder.models import Block, BlockKind, Document

WIDTH, HEIGHT = 400, 600
Draw = Callable[[Any], None]

REGULAR, BOLD, ITALIC = (
    Style("Regular"),
    Style("Bold", bold=True),
    Style("Italic", italic=True),
)
GREEN = Style("Regular", colour=0x107030)


def make_pdf(*pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
    """A PDF of which each page is drawn by a function that gets reportlab's canvas."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(
    *texts: str,
    x: float = 50,
    y: float = 500,
    step: float = 12,
    font: str = "Helvetica",
    size: float = 10,
) -> Draw:
    """A drawing of lines of text, the first at height `y`."""

    def draw(canvas: Any) -> None:
        canvas.setFont(font, size)
        for index, text in enumerate(texts):
            canvas.drawString(x, y - index * step, text)

    return draw


def together(*draws: Draw) -> Draw:
    """Several drawings on one page, one after the other in the stream."""

    def draw(canvas: Any) -> None:
        for one in draws:
            one(canvas)

    return draw


def ruled(
    rows: Sequence[Sequence[str]],
    top: float,
    sides: Sequence[float],
    *,
    bold: Collection[int] = (),
) -> Draw:
    """A table with all its rules, closed at the foot, its rows 20 points high; `bold`
    are the numbers of its rows in bold letters.
    """

    def draw(canvas: Any) -> None:
        canvas.grid(list(sides), [top - 20 * at for at in range(len(rows) + 1)])
        for at, row in enumerate(rows):
            canvas.setFont("Helvetica-Bold" if at in bold else "Helvetica", 10)
            for x, text in zip(sides, row, strict=False):
                canvas.drawString(x + 4, top - 20 * at - 14, text)

    return draw


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    """The texts of the document's blocks, of the kinds named or of all."""
    return [
        document.text[block.start : block.end]
        for block in document.blocks
        if not kinds or block.kind in kinds
    ]


def block_of(document: Document, part: str) -> Block:
    """The one block whose text holds `part`."""
    (found,) = [
        block
        for block in document.blocks
        if part in document.text[block.start : block.end]
    ]
    return found


def table_rows(document: Document, table: int = 0) -> list[list[str]]:
    """The cells of a table, row by row, blank where there is no block."""
    cells = [
        block
        for block in document.blocks
        if block.kind is BlockKind.TABLE_CELL and block.table == table
    ]
    width = max(block.column or 0 for block in cells) + 1
    rows = [[""] * width for _ in range(max(block.row or 0 for block in cells) + 1)]
    for block in cells:
        rows[block.row or 0][block.column or 0] = document.text[block.start : block.end]
    return rows


def pieces_of(
    rows: Iterable[tuple[str, float, float]], size: float = 10.0, style: Style = REGULAR
) -> list[Piece]:
    """Settled pieces, one for each (text, x, base line), in stream order; letters are
    half the size wide.
    """
    maker = PieceMaker()
    for text, x, base in rows:
        left, before = x, NEW_LINE
        for word in text.split():
            right = left + 0.5 * size * len(word)
            maker.add(word, left, right, base, size, style, before)
            left, before = right + 0.25 * size, SPACE
    return maker.finish()


def page_of(
    number: int, *groups: Sequence[Piece], width: float = WIDTH, height: float = HEIGHT
) -> PageContent:
    """A page that holds the pieces of all groups, in the order given."""
    content = PageContent(number, width, height)
    content.pieces = [piece for group in groups for piece in group]
    for order, piece in enumerate(content.pieces):
        piece.order, piece.page = order, number
    return content
