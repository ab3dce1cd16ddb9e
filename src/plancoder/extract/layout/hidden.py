"""Text that nobody sees: it is no evidence, and the reader is told of it."""

from __future__ import annotations

from collections.abc import Sequence, Set

from plancoder.extract.layout.shapes import PageContent, Piece, text_of
from plancoder.models import Box
from plancoder.terminal import shorten

_LOWEST_GROUND = 4.0  # points
_TINY = 1.6  # points
# of the page that pictures cover at the least where invisible text is the text of a
# scan
_SCAN = 0.4


def take_hidden(page: PageContent) -> list[Piece]:
    """Takes the pieces that cannot be seen off the page and gives them back.

    Invisible letters over a picture of the page are the text of a scan, put there by
    OCR: they stay.
    """
    scan = is_picture(page)
    fills = {ground.fill for ground in page.grounds if ground.height > _LOWEST_GROUND}
    hidden = [
        piece
        for piece in _doubtful(page, fills)
        if _is_unseen(piece, page, fills, scan=scan)
    ]
    if hidden:
        gone = set(map(id, hidden))
        page.pieces = [piece for piece in page.pieces if id(piece) not in gone]
    return hidden


def _doubtful(page: PageContent, fills: Set[int | None]) -> list[Piece]:
    """The pieces that may not be seen: told cheaply, for most pages have none."""
    looks = {piece.style for piece in page.pieces}
    odd = {
        look
        for look in looks
        if look.invisible or look.near_white or look.colour in fills
    }
    right, bottom = page.width, page.height
    return [
        piece
        for piece in page.pieces
        if piece.style in odd
        or piece.size < _TINY
        or not (piece.x0 >= 0 and piece.x1 <= right)
        or not (piece.top >= 0 and piece.bottom <= bottom)
    ]


def _is_unseen(
    piece: Piece, page: PageContent, fills: Set[int | None], *, scan: bool
) -> bool:
    """True for white words on white paper, words in their ground's colour, words of a
    point's height and words beside the page.
    """
    if piece.style.invisible:
        return not scan
    x, y = (piece.x0 + piece.x1) / 2, piece.middle
    on_page = -1 < x < page.width + 1 and -1 < y < page.height + 1
    if piece.size < _TINY or not on_page:
        return True
    if piece.style.near_white and not _on_ground(page, x, y):
        return True
    return piece.style.colour in fills and _is_same_ink(piece, page, x, y)


def _is_same_ink(piece: Piece, page: PageContent, x: float, y: float) -> bool:
    """True for words in the colour of the box that they stand on."""
    if any(_covers(picture, x, y) for picture in page.pictures):
        return False
    colour = piece.style.colour
    filled = (stroke for stroke in page.strokes if stroke.fill is not None)
    if any(stroke.holds(x, y) and stroke.fill != colour for stroke in filled):
        return False
    return any(
        ground.fill == colour
        and ground.holds(x, y)
        and ground.x0 <= piece.x0 + 1
        and piece.x1 - 1 <= ground.x1
        for ground in page.grounds
    )


def _on_ground(page: PageContent, x: float, y: float) -> bool:
    """True where something darker than paper lies under the point."""
    filled = any(stroke.shows and stroke.holds(x, y) for stroke in page.strokes)
    return filled or any(_covers(picture, x, y) for picture in page.pictures)


def _covers(box: Box, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def is_picture(page: PageContent) -> bool:
    """True where pictures cover so much of the page that it may be a scan."""
    area = sum(
        max(0.0, min(box.x1, page.width) - max(box.x0, 0.0))
        * max(0.0, min(box.bottom, page.height) - max(box.top, 0.0))
        for box in page.pictures
    )
    return area > _SCAN * page.width * page.height


def joined_text(pieces: Sequence[Piece]) -> str:
    """The first words of pieces, for a message."""
    return shorten(text_of(pieces))
