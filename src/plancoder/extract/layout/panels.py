"""Panels: coloured or framed boxes whose text belongs together and is put in order as
one thing.
"""

from __future__ import annotations

from collections.abc import Sequence

from plancoder.extract.layout.order import order_pieces
from plancoder.extract.layout.pieces import box_of
from plancoder.extract.layout.shapes import PageContent, Piece, Stroke

_LARGEST = 0.75  # of the page: more is a background
_SLACK = 2.0  # points by which text may reach over the edge
_MOST = 60  # boxes of a page that are looked at


def gather_panels(page: PageContent, body: float) -> list[Piece]:
    """The page's pieces, those in a panel replaced by one piece that holds them in
    order.
    """
    boxes = panel_boxes(page)
    pieces = list(page.pieces)
    for box in boxes:
        inside, outside, crossed = [], [], False
        for piece in pieces:
            if (
                box.x0 - _SLACK <= piece.x0
                and piece.x1 <= box.x1 + _SLACK
                and box.top - _SLACK <= _middle(piece) <= box.bottom + _SLACK
            ):
                inside.append(piece)
            else:
                outside.append(piece)
                crossed = crossed or _crosses(piece, box)
        if not inside or crossed or not outside or _beside(inside, outside):
            continue
        x0, top, x1, bottom = box_of(inside)
        holder = Piece.holder(
            (min(x0, box.x0), top, max(x1, box.x1), bottom),
            max(p.size for p in inside),
            min(p.order for p in inside),
        )
        holder.inner = order_pieces(inside, body)
        ends = holder.inner[0][0], holder.inner[-1][-1]
        holder.text, holder.hyphen = (
            (ends[0].text[:1] or "X") + (ends[1].text[-1:] or "."),
            ends[1].hyphen,
        )
        pieces = [*outside, holder]
    return pieces


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def panel_boxes(page: PageContent) -> list[Stroke]:
    """Boxes large enough for a line of text, the smallest first, so that panels may
    stand in panels.
    """
    largest = _LARGEST * page.width * page.height
    boxes = {
        (
            round(stroke.x0),
            round(stroke.top),
            round(stroke.x1),
            round(stroke.bottom),
        ): stroke
        for stroke in page.strokes
        if stroke.bottom - stroke.top >= 14
        and stroke.x1 - stroke.x0 >= 40
        and (stroke.x1 - stroke.x0) * (stroke.bottom - stroke.top) < largest
        and stroke.fill != 0xFFFFFF
        and (stroke.rectangle or stroke.fill is not None)
    }
    return sorted(
        boxes.values(), key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top)
    )[:_MOST]


def _crosses(piece: Piece, box: Stroke) -> bool:
    """True where a line of text runs over the box's left or right edge: then it is no
    panel.
    """
    if not box.top < _middle(piece) < box.bottom:
        return False
    return min(piece.x1, box.x1) - max(piece.x0, box.x0) > _SLACK


def _beside(inside: Sequence[Piece], outside: Sequence[Piece]) -> bool:
    """True where a single boxed piece is the middle of a line: a highlighted word."""
    if len(inside) != 1:
        return False
    piece = inside[0]
    return any(
        abs(other.base - piece.base) < 0.2 * piece.size
        and -0.5 * piece.size
        < max(other.x0 - piece.x1, piece.x0 - other.x1)
        < 0.6 * piece.size
        for other in outside
    )
