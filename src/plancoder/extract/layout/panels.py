"""Panels: coloured or framed boxes whose text belongs together and is put in order as
one thing.
"""

from __future__ import annotations

from collections.abc import Sequence

from plancoder.extract.layout.order import order_pieces
from plancoder.extract.layout.pieces import box_of
from plancoder.extract.layout.shapes import Holder, PageContent, Piece, Stroke

_LARGEST = 0.75  # of the page: more is a background
_LOWEST, _NARROWEST = 14.0, 40.0  # points: less holds no line of text
# × size of a highlighted word: its line's base and the blanks beside it may differ so.
_ONE_LINE, _INTO, _BLANK = 0.2, 0.5, 0.6
_SLACK = 2.0  # points by which text may reach over the edge
_MOST = 60  # boxes of a page that are looked at


def gather_panels(page: PageContent, body: float) -> list[Piece]:
    """The page's pieces, those in a panel replaced by one piece that holds them in
    order.
    """
    pieces = list(page.pieces)
    for box in panel_boxes(page):
        inside = [piece for piece in pieces if _is_inside(piece, box)]
        if not inside:
            continue
        held = set(map(id, inside))
        outside = [piece for piece in pieces if id(piece) not in held]
        if (
            outside
            and not any(_crosses(piece, box) for piece in outside)
            and not _beside(inside, outside)
        ):
            pieces = [*outside, _panel(box, inside, body)]
    return pieces


def _panel(box: Stroke, inside: Sequence[Piece], body: float) -> Holder:
    """A piece that holds others; it begins and ends as they do."""
    x0, top, x1, bottom = box_of(inside)
    holder = Holder(
        (min(x0, box.x0), top, max(x1, box.x1), bottom),
        max(piece.size for piece in inside),
        min(piece.order for piece in inside),
    )
    columns = holder.inner = order_pieces(inside, body)
    first, last = columns[0][0], columns[-1][-1]
    holder.text = (first.text[:1] or "X") + (last.text[-1:] or ".")
    holder.hyphen = last.hyphen
    return holder


def _is_inside(piece: Piece, box: Stroke) -> bool:
    return (
        box.x0 - _SLACK <= piece.x0
        and piece.x1 <= box.x1 + _SLACK
        and box.top - _SLACK <= piece.middle <= box.bottom + _SLACK
    )


def panel_boxes(page: PageContent) -> list[Stroke]:
    """Boxes large enough for a line of text, the smallest first, so that panels may
    stand in panels.
    """
    largest = _LARGEST * page.width * page.height
    boxes = {
        tuple(map(round, stroke[:4])): stroke
        for stroke in page.strokes
        if stroke.height >= _LOWEST
        and stroke.width >= _NARROWEST
        and stroke.width * stroke.height < largest
        and (stroke.shows or stroke.is_frame)
    }
    by_area = sorted(boxes.values(), key=lambda box: box.width * box.height)
    return by_area[:_MOST]


def _crosses(piece: Piece, box: Stroke) -> bool:
    """True where a line of text runs over the box's left or right edge: then it is no
    panel.
    """
    if not box.top < piece.middle < box.bottom:
        return False
    return min(piece.x1, box.x1) - max(piece.x0, box.x0) > _SLACK


def _beside(inside: Sequence[Piece], outside: Sequence[Piece]) -> bool:
    """True where a single boxed piece is the middle of a line: a highlighted word."""
    if len(inside) != 1:
        return False
    return any(_is_next_to(inside[0], other) for other in outside)


def _is_next_to(piece: Piece, other: Piece) -> bool:
    """Whether two pieces are on one line, with no more than a blank between them."""
    size = piece.size
    gap = max(other.x0 - piece.x1, piece.x0 - other.x1)
    on_line = abs(other.base - piece.base) < _ONE_LINE * size
    return on_line and -_INTO * size < gap < _BLANK * size
