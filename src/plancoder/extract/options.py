"""How a plan is read: engine, tables, OCR and the limits of one plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """Settings of extraction; the defaults are what the measured figures stand for.

    `max_pages` and `max_characters` are limits per plan, counted over the pages asked
    for.
    """

    engine: Literal["pdfium", "pdfplumber"] = "pdfium"
    tables: Literal["native", "pdfplumber"] = "native"
    ocr: Literal["auto", "off"] = "auto"
    max_pages: int = 5000
    max_characters: int = 5_000_000
