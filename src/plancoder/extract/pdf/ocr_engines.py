"""The two ways to tesseract: the tesserocr library and the tesseract program.

Both give lines of words with boxes.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.errors import UnreadablePlan
from plancoder.extract.pdf.ocr_words import Line, Word, make_line

if TYPE_CHECKING:
    from PIL.Image import Image

# Takes the picture of a page and its pixels per point.
OcrEngine = Callable[["Image", float], list[Line]]

_ONE_THREAD = {
    "OMP_THREAD_LIMIT": "1"
}  # threads of one page wait for each other: 3 seconds a page, with them 21
_LONGEST = 600  # seconds on the wall for one page


def open_tesserocr(tessdata: Path | None, language: str) -> OcrEngine:
    """The library; its model is loaded once and kept."""
    os.environ.update(_ONE_THREAD)
    import tesserocr

    try:
        api = tesserocr.PyTessBaseAPI(
            path=f"{tessdata}{os.sep}", lang=language, psm=tesserocr.PSM.AUTO
        )
    except RuntimeError as error:
        raise UnreadablePlan(
            f"tesseract's model in {tessdata} cannot be loaded: {error}",
            advice="Install tesseract again, or run with --ocr off.",
        ) from error

    def read(image: Image, scale: float) -> list[Line]:
        api.SetImage(image)
        api.SetSourceResolution(round(72 * scale))
        if not api.Recognize():
            raise UnreadablePlan("tesseract gave up on the page")
        return list(_lines(_tesserocr_words(tesserocr, api, scale)))

    return read


def _tesserocr_words(
    tesserocr: object, api: object, scale: float
) -> Iterator[tuple[bool, Word]]:
    """Words in order, and whether each begins a line."""
    levels = tesserocr.RIL  # type: ignore[attr-defined]
    found = api.GetIterator()  # type: ignore[attr-defined]
    if found is None:
        return
    for word in tesserocr.iterate_level(found, levels.WORD):  # type: ignore[attr-defined]
        box = word.BoundingBox(levels.WORD)
        if box is None or word.Empty(levels.WORD):
            continue
        text = (word.GetUTF8Text(levels.WORD) or "").strip()
        x0, top, x1, bottom = (side / scale for side in box)
        begins = word.IsAtBeginningOf(levels.TEXTLINE)
        yield begins, Word(text, x0, top, x1, bottom, word.Confidence(levels.WORD))


def open_program(language: str) -> OcrEngine:
    """The program, started once a page."""
    program = shutil.which("tesseract") or "tesseract"

    def read(image: Image, scale: float) -> list[Line]:
        picture = io.BytesIO()
        image.save(picture, "PNG")
        dpi = str(round(72 * scale))
        command = [
            program,
            "stdin",
            "stdout",
            "--dpi",
            dpi,
            "--psm",
            "3",
            "-l",
            language,
            "tsv",
        ]
        try:
            done = subprocess.run(
                command,
                input=picture.getvalue(),
                capture_output=True,
                env=os.environ | _ONE_THREAD,
                timeout=_LONGEST,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip().splitlines() or [
                "without a word"
            ]
            raise UnreadablePlan(f"tesseract failed: {said[0]}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnreadablePlan(f"tesseract could not be run: {error}") from error
        return list(_lines(_tsv_words(done.stdout.decode("utf-8", "replace"), scale)))

    return read


def _tsv_words(text: str, scale: float) -> Iterator[tuple[bool, Word]]:
    """Words in order, and whether each begins a line, from tesseract's table."""
    last: tuple[str, ...] = ()
    for row in csv.DictReader(
        io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE
    ):
        if row["level"] != "5" or not (row["text"] or "").strip():
            continue
        line = (row["block_num"], row["par_num"], row["line_num"])
        left, top = float(row["left"]) / scale, float(row["top"]) / scale
        right, bottom = (
            left + float(row["width"]) / scale,
            top + float(row["height"]) / scale,
        )
        yield (
            line != last,
            Word(row["text"].strip(), left, top, right, bottom, float(row["conf"])),
        )
        last = line


def _lines(words: Iterator[tuple[bool, Word]]) -> Iterator[Line]:
    gathered: list[Word] = []
    for begins, word in words:
        if begins and gathered:
            if (line := make_line(gathered)) is not None:
                yield line
            gathered = []
        gathered.append(word)
    if gathered and (line := make_line(gathered)) is not None:
        yield line
