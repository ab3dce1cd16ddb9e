"""Where a PDF page's own space lies on the page as it is shown."""

from __future__ import annotations

from typing import NamedTuple

from plancoder.extract.pdf.pdfium import Pdfium

Corners = tuple[float, float, float, float]

_FINE = 1000  # PDFium places points on whole pixels: so many to a point


class Frame(NamedTuple):
    """The visible box of a page in PDF space (y upwards) and its /Rotate in quarter
    turns.
    """

    left: float
    top: float
    right: float
    bottom: float
    turns: int

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Corners:
        """A PDF-space box as x0, top, x1, bottom on the page as shown."""
        left, top, right, bottom, turns = self
        if turns == 0:
            return x0 - left, top - y1, x1 - left, top - y0
        if turns == 1:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if turns == 2:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        return top - y1, right - x1, top - y0, right - x0

    @property
    def width(self) -> float:
        """Width of the page as shown."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as shown."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom


def page_frame(api: Pdfium, page: int) -> Frame:
    """The page's visible box in PDF space, boxes inherited and cut as PDFium does when
    it shows the page.
    """
    width, height = api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)
    turns = api.FPDFPage_GetRotation(page) % 4
    at = api.int_address
    api.FPDF_PageToDevice(
        page, 0, 0, round(width * _FINE), round(height * _FINE), 0, 0.0, 0.0, at, at + 4
    )
    x, y = api.ints[0] / _FINE, api.ints[1] / _FINE
    if turns == 0:
        return Frame(-x, y, width - x, y - height, 0)
    if turns == 1:
        return Frame(-y, width - x, height - y, -x, 1)
    if turns == 2:
        return Frame(x - width, height - y, x, -y, 2)
    return Frame(y - height, x, y, x - width, 3)
