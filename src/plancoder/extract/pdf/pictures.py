"""The one renderer of PDF pages: for OCR, `debug-page` and the review page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plancoder.errors import BadPageRange, DamagedFile

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

# A poster or a roll of paper is drawn smaller, never larger than memory: three bytes a
# pixel, and A0 at 100 dots an inch.
_MOST_PIXELS = 25_000_000


@contextmanager
def opened_pdf(data: bytes) -> Iterator[PdfDocument]:
    """The PDF, closed afterwards; raises PlanError where it is none or damaged."""
    from plancoder.extract.pdf.read import open_pdf

    document = open_pdf(data)
    try:
        yield document
    finally:
        document.close()


def render_page(
    document: PdfDocument,
    page: int,
    *,
    scale: float = 1.0,
    width: int = 0,
    grey: bool = False,
) -> tuple[Image, float]:
    """Page `page` (from 1) as a picture, and how many pixels a point has in it.

    It is `scale` pixels to a point, or `width` pixels wide, and less where it would be
    too large. Raises BadPageRange, and DamagedFile where it cannot be drawn.
    """
    import pypdfium2

    if not 1 <= page <= len(document):
        raise BadPageRange(
            f"there is no page {page}; the file has {len(document)}",
            advice="Name another page.",
        )
    try:
        sheet = document[page - 1]
        points_wide, points_high = (max(1.0, side) for side in sheet.get_size())
        wanted = width / points_wide if width else scale
        most = (_MOST_PIXELS / (points_wide * points_high)) ** 0.5
        used = min(wanted, most)
        image = sheet.render(scale=used, grayscale=grey).to_pil()
        sheet.close()
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(f"page {page} cannot be drawn") from error
    return image if grey else image.convert("RGB"), used


def to_png(image: Image, *, level: int = 1) -> bytes:
    """The picture as PNG. Of pages in full colour zlib's level 1 makes files as small
    as level 4 in two thirds of the time; of pictures in few colours larger ones.
    """
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=level)
    return out.getvalue()
