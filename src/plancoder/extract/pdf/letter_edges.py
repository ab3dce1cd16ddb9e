"""Where the letters of a word stand, asked of PDFium for the few words that are cut."""

from __future__ import annotations

from plancoder.extract.layout.shapes import Piece
from plancoder.extract.layout.struck import guess_edges
from plancoder.extract.pdf.frame import Frame
from plancoder.extract.pdf.pdfium import Pdfium

_INTO = 0.15, 0.25  # × size from the left end of a word and from its base line
_NEAR = 3.0  # points


class LetterEdges:
    """Finds the letters of a page that is open."""

    def __init__(self, api: Pdfium, text_page: int, frame: Frame) -> None:
        self.api = api
        self.text_page = text_page
        self.frame = frame

    def __call__(self, piece: Piece, text: str, x0: float, x1: float) -> list[float]:
        """Where each letter of a word of `piece` begins and the last one ends; guessed
        where the page is turned or the word is written otherwise.
        """
        api, frame = self.api, self.frame
        right, up = _INTO
        x = x0 + frame.left + right * piece.size
        y = frame.top - piece.base + up * piece.size
        first = api.FPDFText_GetCharIndexAtPos(self.text_page, x, y, _NEAR, _NEAR)
        chars = range(first, first + len(text))
        written = (api.FPDFText_GetUnicode(self.text_page, char) for char in chars)
        if frame.turns or first < 0 or list(written) != list(map(ord, text)):
            return guess_edges(piece, text, x0, x1)
        boxes = api.letter_boxes(self.text_page, chars)
        return [*(left - frame.left for left in boxes[0::4]), x1]
