"""How plans are read: the choices that every command offers that reads a plan."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Engine(StrEnum):
    """Which library reads PDFs."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


class Tables(StrEnum):
    """How tables in PDFs are found."""

    NATIVE = "native"
    PDFPLUMBER = "pdfplumber"


class Ocr(StrEnum):
    """Whether scanned pages are read by OCR."""

    AUTO = "auto"
    OFF = "off"


EngineOption = Annotated[Engine, typer.Option(help="The library that reads PDFs.")]
TablesOption = Annotated[Tables, typer.Option(help="How tables in PDFs are found.")]
OcrOption = Annotated[
    Ocr,
    typer.Option(help="Read scanned pages by OCR where the 'ocr' extra is installed."),
]
