"""Fonts and looks of a PDF's text: asked once for each font, and compared by what
PDFium gives for a text object.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from plancoder.extract.layout.shapes import Style
from plancoder.extract.pdf.pdfium import Ink, Pdfium

_BOLD = re.compile(r"bold|black|heavy|demi(?!cond)|ultra", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_NAMELESS = re.compile(r"(?:[A-Z]{0,3}\d*|CIDFont.*)", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
_FILL_AND_STROKE, INVISIBLE, _CLIP_ONLY = 2, 3, 7
_NEAR_WHITE = 245  # of each colour


def is_bold(name: str) -> bool:
    """True where a font's name says so: "Arial-BoldMT", not "Demicondensed"."""
    return bool(_BOLD.search(name))


def is_italic(name: str) -> bool:
    """True where a font's name says so."""
    return bool(_ITALIC.search(name))


def is_near_white(colour: int) -> bool:
    """True for an ink (0xRRGGBB) that does not show on paper."""
    return min(colour >> 16, colour >> 8 & 255, colour & 255) >= _NEAR_WHITE


@dataclass(slots=True)
class Font:
    """A font's name and look, and how its letter boxes give size and base line (em 0:
    they do not).
    """

    name: str = ""
    bold: bool = False
    italic: bool = False
    em: float = 0.0  # size ÷ box height
    drop: float = 0.0  # base line above the box's bottom ÷ size
    height: float = 0.0  # of the letter boxes where the font was last met


class Look(NamedTuple):
    """What holds for all words of a text object.

    One object a look, so that `is` compares.
    """

    font: Font
    style: Style


Kind = tuple[str, bool, bool, int, bool, bool]  # the fields of a style


@dataclass(slots=True)
class Looks:
    """The fonts and looks of one document."""

    api: Pdfium
    fonts: dict[int, Font] = field(default_factory=dict)
    known: dict[Ink, Look] = field(default_factory=dict)
    # Looks are compared by `is`: there is one of each kind, whatever fonts it is in.
    styles: dict[Kind, Style] = field(default_factory=dict)

    def forget(self) -> None:
        """Drop what is known by addresses, for the file is opened anew."""
        self.fonts.clear()
        self.known.clear()

    def look(self, text_page: int, char: int, ink: Ink) -> Look:
        """The look of text in `ink`; `char` is a letter of it, by which a font that was
        not met yet is measured.
        """
        look = self.known.get(ink)
        if look is None:
            pointer, colour, mode = ink
            font = self.fonts.get(pointer)
            if font is None:
                font = self.fonts[pointer] = self.font(text_page, char, pointer)
            bold = font.bold or mode == _FILL_AND_STROKE
            unseen = mode in (INVISIBLE, _CLIP_ONLY)
            white = is_near_white(colour)
            kind = font.name, bold, font.italic, colour, unseen, white
            style = self.styles.setdefault(kind, Style(*kind))
            look = self.known[ink] = Look(font, style)
        return look

    def font(self, text_page: int, char: int, pointer: int) -> Font:
        """Name and look of a font, measured on the first of its letters."""
        api = self.api
        name = api.font_name(pointer) if pointer else ""
        weight = api.FPDFFont_GetWeight(pointer) if pointer else 0
        flags = max(0, api.FPDFFont_GetFlags(pointer)) if pointer else 0
        # The weight is guessed from the width of stems: it speaks only where the name
        # says nothing.
        bold = (
            is_bold(name)
            or bool(flags & _FLAG_FORCE_BOLD)
            or (weight >= 650 and bool(_NAMELESS.fullmatch(name)))
        )
        italic = is_italic(name) or bool(flags & _FLAG_ITALIC)
        size, base = measure(api, text_page, char)
        api.FPDFText_GetLooseCharBox(text_page, char, api.float_address)
        _, y1, _, y0 = api.four
        # Fonts that understate their ascent or descent get boxes that follow each
        # letter: no measure of size.
        if size > 0 and 0.92 < (y1 - y0) / size < 2.0 and base - y0 > 0.1 * size:
            return Font(
                name, bold, italic, size / (y1 - y0), (base - y0) / size, y1 - y0
            )
        return Font(name, bold, italic)


def measure(api: Pdfium, text_page: int, char: int) -> tuple[float, float]:
    """Size on the page and height of the base line, by the letter's matrix."""
    size = abs(api.FPDFText_GetFontSize(text_page, char))
    if not api.FPDFText_GetMatrix(text_page, char, api.float_address):
        return size, 0.0
    _, _, c, d, _, base = api.six
    return size * math.hypot(c, d), base
