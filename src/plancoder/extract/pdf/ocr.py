"""Scanned pages read by tesseract: its words go through the same layout as those of a
PDF with text.

tesserocr is asked where it is installed and finds its model, else the tesseract
program. Either gives words with
boxes; sizes and base lines are worked out here, since a box tells them only by the
letters inside.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.extract.layout.compose import lose_page
from plancoder.extract.layout.shapes import PageContent
from plancoder.extract.pdf.ocr_words import (
    Line,
    lay_words,
    mean_confidence,
    mend_bullets,
    settle_sizes,
    sum_confidence,
)
from plancoder.extract.pdf.pictures import opened_pdf, render_page
from plancoder.models import PageStatus
from plancoder.page_faults import PAGE_FAULTS
from plancoder.time_budget import ask_for_seconds

if TYPE_CHECKING:
    from PIL.Image import Image

    from plancoder.extract.pdf.ocr_engines import OcrEngine

DPI = 200
LANGUAGE = "eng"
MODEL = f"{LANGUAGE}.traineddata"
_SECONDS_A_PAGE = (
    12.0  # two usually do; a page that is tried on all its sides needs eight
)
_POOR = 60.0  # mean confidence below which the page may stand on its side
# a clean page has 95; below this every fifth word is wrong and nothing follows from
# silence
_TRUSTED = 80.0
_USUAL_TESSDATA = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    r"C:\Program Files\Tesseract-OCR\tessdata",
    r"C:\Program Files (x86)\Tesseract-OCR\tessdata",
)


def find_tessdata() -> Path | None:
    """Find the folder that holds tesseract's English model: by TESSDATA_PREFIX, beside
    Python, in the usual places.
    """
    wished = os.environ.get("TESSDATA_PREFIX", "").strip()
    places = [Path(wished), Path(wished) / "tessdata"] if wished else []
    places += [Path(sys.prefix) / "share" / "tessdata", *map(Path, _USUAL_TESSDATA)]
    return next((place for place in places if (place / MODEL).is_file()), None)


def describe_ocr() -> str:
    """Name the engine that would read a scan: `tesserocr`, `tesseract`, or blank for
    none.
    """
    if (
        importlib.util.find_spec("tesserocr") is not None
        and find_tessdata() is not None
    ):
        return "tesserocr"
    return "tesseract" if shutil.which("tesseract") else ""


def advise_on_ocr() -> str:
    """What to do so that scans are read; blank where they already are."""
    if describe_ocr():
        return ""
    if importlib.util.find_spec("tesserocr") is not None:
        return (
            f"The 'ocr' extra is installed, but tesseract's model {MODEL} was not"
            " found: install tesseract, or set TESSDATA_PREFIX to the folder that"
            f" holds {MODEL}."
        )
    return (
        "Install the 'ocr' extra (pip install 'plancoder[ocr]') or give a file with"
        " text."
    )


def read_scans(data: bytes, contents: Sequence[PageContent]) -> bool:
    """Read the pages of a PDF that hold no text or none to be trusted, in place; False
    where there is no engine.

    A page that the engine could not read keeps its status and gets a note.
    """
    wanted = [
        content
        for content in contents
        if content.status in (PageStatus.NO_TEXT, PageStatus.UNMAPPED)
    ]
    engine = _open_engine(describe_ocr()) if wanted else None
    if engine is None:
        return False
    pages: list[tuple[PageContent, list[Line], int]] = []
    with opened_pdf(data) as document:
        for content in wanted:
            ask_for_seconds(_SECONDS_A_PAGE)
            with _fault_costs(content):
                image, scale = render_page(
                    document, content.number, scale=DPI / 72, grey=True
                )
                lines, turns = _read_upright(engine, image, scale, content)
                pages.append((content, lines, turns))
    settle_sizes([line for _, lines, _ in pages for line in lines])
    for content, lines, turns in pages:
        with _fault_costs(content):
            _fill(content, lines, turns)
    return True


@contextmanager
def _fault_costs(content: PageContent) -> Iterator[None]:
    try:
        yield
    except PAGE_FAULTS as fault:
        lose_page(content, fault)


def _read_upright(
    engine: OcrEngine, image: Image, scale: float, content: PageContent
) -> tuple[list[Line], int]:
    """Lines of the page; where little of it makes sense it is tried on its other
    sides.
    """
    from plancoder.errors import UnreadablePlan

    try:
        best, turns = engine(image, scale), 0
        if len(best) >= 2 and mean_confidence(best) < _POOR:
            for quarter in (1, 2, 3):
                lines = engine(image.rotate(90 * quarter, expand=True), scale)
                if sum_confidence(lines) > 1.2 * sum_confidence(best):
                    best, turns = lines, quarter
    except UnreadablePlan as error:
        content.note = f"OCR failed: {error.detail}"
        return [], 0
    return best, turns


def _fill(content: PageContent, lines: list[Line], turns: int) -> None:
    """Put the words into the page as if the PDF had held them."""
    if content.note.startswith("OCR failed"):
        return
    if (content.turns - turns) % 2:  # a line up its edge may have turned it before
        content.width, content.height = content.height, content.width
    content.turns = turns
    content.strokes, content.turned = (
        [],
        {},
    )  # drawn lines of a scan are part of its picture
    content.pieces = lay_words(mend_bullets(lines))
    for piece in content.pieces:
        piece.page = content.number
    content.characters = sum(len(word.text) for line in lines for word in line.words)
    content.status, content.note = (
        PageStatus.OCR,
        ("" if lines else "no words were found in the picture"),
    )
    confidence = mean_confidence(lines)
    if lines and confidence < _TRUSTED:
        content.status = PageStatus.UNMAPPED
        content.note = (
            f"OCR was unsure of its words (confidence {confidence:.0f} of 100)"
        )


@lru_cache(maxsize=2)
def _open_engine(name: str) -> OcrEngine | None:
    """Open an engine once a process: its model takes a fifth of a second to load."""
    from plancoder.extract.pdf import ocr_engines

    if name == "tesserocr":
        return ocr_engines.open_tesserocr(find_tessdata(), LANGUAGE)
    if name == "tesseract":
        return ocr_engines.open_program(LANGUAGE)
    return None
