"""Pages of plans as pictures, and where words are on them: what the review page's
worker does with PDFium.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.extract.pdf.pictures import opened_pdf, render_page, to_png
from plancoder.extract.read import load_plan

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

    from plancoder.review_page.offline import Cutting, Shot
    from plancoder.review_page.page_text import Pointer, Share

_CUT_WIDTH = 1_000  # pixels of a whole page from which parts are cut
_AROUND = 0.035  # of the page, around a part
_FINE = 100_000  # steps in which places on a page are given
_NEARLY = 0.01  # of the page
_MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class PictureJob:
    """A page to draw, `width` pixels wide."""

    path: Path
    page: int
    width: int


def ready_to_draw() -> None:
    """Load what drawing needs before the first page is asked for."""
    for name in ("PIL.PngImagePlugin", "pypdfium2", "plancoder.extract.pdf.read"):
        import_module(name)


def draw_picture(job: PictureJob) -> bytes:
    """The page as PNG. Raises PlanError."""
    with opened_pdf(load_plan(job.path)) as document:
        return to_png(render_page(document, job.page, width=job.width)[0])


def find_words(job: tuple[Path, Pointer]) -> tuple[Share, ...]:
    """Where on the page the words are, line by line, as shares of the page; none where
    they do not occur as written.

    Raises PlanError.
    """
    path, pointer = job
    with opened_pdf(load_plan(path)) as document:
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
    """Parts of pages, with some of what is around them. Raises PlanError."""
    path, cuttings = job
    shots: dict[Cutting, Shot] = {}
    with opened_pdf(load_plan(path)) as document:
        for page in dict.fromkeys(cutting.page for cutting in cuttings):
            image, _ = render_page(document, page, width=_CUT_WIDTH)
            for cutting in cuttings:
                if cutting.page == page:
                    shots[cutting] = _cut(image, cutting)
    return shots


def _cut(image: Image, cutting: Cutting) -> Shot:
    from PIL.Image import Quantize

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
    few_colours = cut.quantize(64, Quantize.FASTOCTREE)
    return Shot(
        to_png(few_colours, level=4),
        (round(box[0], 5), round(box[1], 5), round(box[2], 5), round(box[3], 5)),
    )
