"""Pages of plans as pictures, and where words stand on them: what the review page's
worker does with PDFium.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

    from plancoder.review_page.offline import Cutting, Shot
    from plancoder.review_page.page_text import Pointer, Share

_CUT_WIDTH = 1_000  # pixels of a whole page from which parts are cut
_AROUND = 0.035  # of the page, around a part
_TALLEST = 6_000
_FINE = 100_000  # steps in which places on a page are told
_NEARLY = 0.01  # of the page
_MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class PictureJob:
    """A page to draw, `width` pixels wide."""

    path: Path
    page: int
    width: int


def draw_picture(job: PictureJob) -> bytes:
    """The page as PNG. Raises PlanError."""
    with _opened(job.path) as document:
        return _png(_draw(document, job.path.name, job.page, job.width))


def find_words(job: tuple[Path, Pointer]) -> tuple[Share, ...]:
    """Where on the page the words stand, line by line, as shares of the page; none
    where they are not met as written.

    Raises PlanError.
    """
    path, pointer = job
    with _opened(path) as document:
        if not 1 <= pointer.page <= len(document):
            return ()
        sheet = document[pointer.page - 1]
        text = sheet.get_textpage()
        hits: list[tuple[Share, ...]] = []
        search = text.search(pointer.words)
        while (hit := search.get_next()) is not None and len(hits) < _MOST_HITS:
            boxes = tuple(
                _share_of(sheet, text.get_rect(at))
                for at in range(text.count_rects(*hit))
            )
            if boxes and any(_holds(area, boxes[0]) for area in pointer.areas):
                hits.append(boxes)
        search.close()
        text.close()
        sheet.close()
    return hits[pointer.nth] if pointer.nth < len(hits) else ()


def _share_of(sheet: PdfPage, box: tuple[float, float, float, float]) -> Share:
    """A box of PDF space on the page as it is shown, turned and cut."""
    from ctypes import byref, c_int

    from pypdfium2 import raw

    corners = []
    for x, y in (box[:2], box[2:]):
        across, down = c_int(), c_int()
        raw.FPDF_PageToDevice(
            sheet, 0, 0, _FINE, _FINE, 0, x, y, byref(across), byref(down)
        )
        corners.append((across.value / _FINE, down.value / _FINE))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)


def _holds(area: Share, box: Share) -> bool:
    """Whether the middle of a box lies in an area, or nearly."""
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    left, top, width, height = area
    return (
        left - _NEARLY <= x <= left + width + _NEARLY
        and top - _NEARLY <= y <= top + height + _NEARLY
    )


def cut_shots(job: tuple[Path, tuple[Cutting, ...]]) -> dict[Cutting, Shot]:
    """Parts of pages, with some of what stands around them. Raises PlanError."""
    path, cuttings = job
    shots: dict[Cutting, Shot] = {}
    with _opened(path) as document:
        for page in dict.fromkeys(cutting.page for cutting in cuttings):
            image = _draw(document, path.name, page, _CUT_WIDTH)
            for cutting in cuttings:
                if cutting.page == page:
                    shots[cutting] = _cut(image, cutting)
    return shots


def _cut(image: Image, cutting: Cutting) -> Shot:
    from plancoder.review_page.offline import Shot

    left, top, width, height = cutting.box
    x0, x1 = max(0.0, left - _AROUND), min(1.0, left + width + _AROUND)
    y0, y1 = max(0.0, top - _AROUND), min(1.0, top + height + _AROUND)
    cut = image.crop(
        (
            int(x0 * image.width),
            int(y0 * image.height),
            int(x1 * image.width),
            int(y1 * image.height),
        )
    )
    box = (
        (left - x0) / (x1 - x0),
        (top - y0) / (y1 - y0),
        width / (x1 - x0),
        height / (y1 - y0),
    )
    # Print has few colours; a palette makes the file a third as large.
    return Shot(
        _png(cut.quantize(64)),
        (round(box[0], 5), round(box[1], 5), round(box[2], 5), round(box[3], 5)),
    )


@contextmanager
def _opened(path: Path) -> Iterator[PdfDocument]:
    import pypdfium2

    from plancoder.errors import DamagedFile
    from plancoder.extract.read import load_plan

    try:
        document = pypdfium2.PdfDocument(load_plan(path))
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(f"{path.name} cannot be opened") from error
    try:
        yield document
    finally:
        document.close()


def _draw(document: PdfDocument, name: str, page: int, wanted_width: int) -> Image:
    import pypdfium2

    from plancoder.errors import BadPageRange, DamagedFile

    if not 1 <= page <= len(document):
        raise BadPageRange(f"page {page} was asked for; {name} has {len(document)}")
    try:
        sheet = document[page - 1]
        width, height = sheet.get_size()
        # A page as long as a roll of paper is drawn smaller, never larger than memory.
        scale = min(wanted_width / max(1.0, width), _TALLEST / max(1.0, height))
        image: Image = sheet.render(scale=scale).to_pil().convert("RGB")
        sheet.close()
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(f"page {page} of {name} cannot be drawn") from error
    return image


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=4)
    return out.getvalue()
