"""What stands on a page besides its content: typed notes and form values that have no
look of their own, which viewers draw, and notes that only open at a click.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from plancoder.extract.layout.pieces import PieceMaker
from plancoder.extract.layout.shapes import NEW_LINE, SPACE, Piece, Style
from plancoder.extract.pdf.frame import Frame
from plancoder.extract.pdf.pdfium import Pdfium
from plancoder.models import Box

# PDFium's numbers: kinds of annotations, flags, the look for the screen.
_NOTE, _TYPED, _STRUCK, _FIELD = 1, 3, 12, 20
_HIDDEN, _NO_VIEW, _AS_SHOWN = 2, 32, 0
_NO_LOOK = 2  # bytes of an empty look
_MOST = 2000  # of one page that are looked at
_SIZE, _LEADING, _LETTER = 10.0, 1.2, 0.5  # points; × size
_LOOK = Style("Typed")


class Annotations(NamedTuple):
    """Words that viewers draw on a page, notes that nobody sees at once, and boxes of
    what is struck out.
    """

    pieces: list[Piece]
    notes: list[str]
    struck: list[Box]


def read_annotations(api: Pdfium, page: int, frame: Frame, count: int) -> Annotations:
    """Typed notes and values without a look as pieces, sticky notes as their texts.

    A note "Add housing" typed onto the page: a piece; the same behind an icon: a note.
    """
    found = Annotations([], [], [])
    for index in range(min(count, _MOST)):
        annotation = api.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                _take(api, annotation, frame, found)
            finally:
                api.FPDFPage_CloseAnnot(annotation)
    return found


def _take(api: Pdfium, annotation: int, frame: Frame, found: Annotations) -> None:
    if api.FPDFAnnot_GetFlags(annotation) & (_HIDDEN | _NO_VIEW):
        return
    kind = api.FPDFAnnot_GetSubtype(annotation)
    if kind == _NOTE:
        text = " ".join(api.annotation_text(annotation, b"Contents").split())
        if text:
            found.notes.append(text)
    elif kind == _STRUCK:
        boxes = _struck_boxes(api, annotation, frame)
        found.struck.extend(islice(boxes, _MOST - len(found.struck)))
    elif (
        kind in (_TYPED, _FIELD)
        and api.FPDFAnnot_GetAP(annotation, _AS_SHOWN, None, 0) <= _NO_LOOK
    ):
        text = _shown_text(api, annotation, kind)
        if text.strip() and api.FPDFAnnot_GetRect(annotation, api.float_address):
            left, top, right, bottom = api.four
            box = frame.place(left, bottom, right, top)
            found.pieces.extend(_pieces(text, box, len(found.pieces)))


def _struck_boxes(api: Pdfium, annotation: int, frame: Frame) -> Iterator[Box]:
    """The boxes of the words that a note strikes out, one a line."""
    count = api.FPDFAnnot_CountAttachmentPoints(annotation)
    for index in range(count):
        at = api.float_address
        if api.FPDFAnnot_GetAttachmentPoints(annotation, index, at):
            xs, ys = api.eight[0::2].tolist(), api.eight[1::2].tolist()
            yield Box(*frame.place(min(xs), min(ys), max(xs), max(ys)))


def _shown_text(api: Pdfium, annotation: int, kind: int) -> str:
    """What a viewer shows of a typed note or of a field; a button has no words."""
    if kind == _TYPED:
        return api.annotation_text(annotation, b"Contents")
    if api.annotation_text(annotation, b"FT") == "Btn":
        return ""
    return api.annotation_text(annotation, b"V")


def _pieces(
    text: str, box: tuple[float, float, float, float], order: int
) -> list[Piece]:
    """The lines of a text, set in its box from the top."""
    x0, top, x1, _ = box
    letter, step = _LETTER * _SIZE, _LEADING * _SIZE
    maker = PieceMaker()
    base = top + _SIZE
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        x, before = x0, NEW_LINE
        for word in line.split():
            width = letter * len(word)
            if x > x0 and x + width > x1:
                base, x, before = base + step, x0, NEW_LINE
            end = x + width
            maker.add(word, x, end, base, _SIZE, _LOOK, before)
            x, before = end + letter / 2, SPACE
        base += step
    pieces = maker.finish()
    for piece in pieces:
        piece.order += order
    return pieces
