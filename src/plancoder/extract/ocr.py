"""Scanned pages read by tesseract: its words go through the same layout as those of a PDF with text."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

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
LANGUAGE = "eng"


def find_tessdata() -> Path | None:
    """The folder that holds tesseract's English model: by TESSDATA_PREFIX, beside Python, or in the usual places."""
    wished = os.environ.get("TESSDATA_PREFIX", "").strip()
    places = [Path(wished), Path(wished) / "tessdata"] if wished else []
    places += [Path(sys.prefix) / "share" / "tessdata", *map(Path, _USUAL_TESSDATA)]
    return next((place for place in places if (place / f"{LANGUAGE}.traineddata").is_file()), None)


def describe_ocr() -> str:
    """Name the engine that would read a scan: `tesserocr`, `tesseract`, or blank for none."""
    if importlib.util.find_spec("tesserocr") is not None and find_tessdata() is not None:
        return "tesserocr"
    return "tesseract" if shutil.which("tesseract") else ""
