"""The words of a PDF page, asked of PDFium per word and not per character.

Text comes in one call for the whole page. Each word then costs three calls: its text object (which tells when font or
colour change) and the boxes of its first and last letter. PDFium breaks lines with CR LF and marks a word broken at
the end of a line with U+FFFE.
"""

from __future__ import annotations

import ctypes
import math
import re
import struct
from dataclasses import dataclass, field
from typing import NamedTuple

from plancoder.extract.layout.pieces import PieceMaker
from plancoder.extract.layout.shapes import HYPHEN, NEW_LINE, SPACE, Piece, Style, turn_box
from plancoder.extract.pdfium_api import Pdfium

Corners = tuple[float, float, float, float]

_WORD = re.compile("[^\\s\ufffe\u0002]+")
_BOLD = re.compile(r"bold|black|heavy|demi(?!cond)|ultra", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
_FILL_AND_STROKE, _INVISIBLE, _CLIP_ONLY = 2, 3, 7
_NEAR_WHITE = 245  # of each colour
_LEAN = 0.06  # radians that a line may lean and still count as upright
_FOUR_FLOATS = struct.Struct("=4f").unpack
_NAMELESS = re.compile(r"(?:[A-Z]{0,3}\d*|CIDFont.*)", re.IGNORECASE)
_SUSPECT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd\ue000-\uf8ff]")


class Frame(NamedTuple):
    """The visible box of a page in PDF space (y upwards) and its /Rotate in quarter turns."""

    left: float
    top: float
    right: float
    bottom: float
    turns: int

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Corners:
        """A PDF-space box as x0, top, x1, bottom on the page as shown."""
        if self.turns == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turns == 1:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turns == 2:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    @property
    def width(self) -> float:
        """Width of the page as shown."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as shown."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom


class _Font(NamedTuple):
    """A font's name and look, and how its letter boxes give size and base line (em 0: they do not)."""

    name: str = ""
    bold: bool = False
    italic: bool = False
    em: float = 0.0  # size ÷ box height
    drop: float = 0.0  # base line above the box's bottom ÷ size


class _Look(NamedTuple):
    """What holds for all words of a text object."""

    font: _Font
    style: Style
    angle: float  # 0 for upright
    size: float  # 0 where the boxes tell it
    base: float


@dataclass(slots=True)
class WordReader:
    """Reads page after page of one document; fonts and looks are asked once."""

    api: Pdfium
    room: int  # characters that may still be read
    fonts: dict[int, _Font] = field(default_factory=dict)
    styles: dict[tuple[int, int, int], Style] = field(default_factory=dict)
    buffer: ctypes.Array[ctypes.c_char] = field(default_factory=lambda: ctypes.create_string_buffer(1 << 16))

    def text(self, text_page: int, count: int) -> str:
        """The page's characters in stream order."""
        if len(self.buffer) < 2 * count + 4:
            self.buffer = ctypes.create_string_buffer(2 * count + 4)
        address = ctypes.addressof(self.buffer)
        written = self.api.FPDFText_GetText(text_page, 0, count, address) - 1
        return ctypes.string_at(address, 2 * max(0, written)).decode("utf-16-le", "replace")

    def pieces(self, text_page: int, frame: Frame) -> tuple[dict[int, list[Piece]], int, int]:
        """Pieces by quarter turns (0: upright as shown), the number of characters, and how many are unmapped.

        OverflowError where the page has more characters than there is room for.
        """
        api = self.api
        count = api.FPDFText_CountChars(text_page)
        if count > self.room:
            raise OverflowError(count)
        makers = {0: PieceMaker()}
        if count <= 0:
            return {0: []}, 0, 0
        text = self.text(text_page, count)
        direct = len(text) == count  # else characters outside the basic plane, or dropped ones, shift the indices
        char_of, object_of, font_of = api.FPDFText_GetCharIndexFromTextIndex, api.FPDFText_GetTextObject, api.FPDFTextObj_GetFont
        box_of, box_at, unpack, box = api.FPDFText_GetLooseCharBox, api.box_address, _FOUR_FLOATS, api.box
        add = makers[0].add
        left, top, turned_page = frame.left, frame.top, frame.turns != 0
        last_object, last_font, end = -1, -1, 0
        look = _Look(_Font(), Style(), 0.0, 0.0, 0.0)
        em, drop, usual, style, slow = 0.0, 0.0, 0.0, look.style, True
        for found in _WORD.finditer(text):
            start, stop = found.span()
            before = SPACE
            if start - end != 1:
                gap = text[end:start]
                before = HYPHEN if "\ufffe" in gap or "\u0002" in gap else NEW_LINE if "\n" in gap else SPACE
            elif text[end] != " ":
                before = HYPHEN if text[end] in "\ufffe\u0002" else NEW_LINE if text[end] == "\n" else SPACE
            end = stop
            first, last = (start, stop - 1) if direct else (char_of(text_page, start), char_of(text_page, stop - 1))
            text_object = object_of(text_page, first)
            if text_object != last_object:
                last_object = text_object
                font = font_of(text_object) if text_object else 0
                # Colour, render mode and angle do not change within a line of one font: each is a call saved.
                if font != last_font or before or slow:
                    last_font = font
                    look = self.look(text_page, first, text_object, font or 0)
                    em, drop, style = look.font.em, look.font.drop, look.style
                    slow = turned_page or not em or look.angle != 0
                    if slow:
                        look = self.measured(look, text_page, first)
            box_of(text_page, first, box_at)
            x0, y1, x1, y0 = unpack(box)
            if slow:
                if last != first:
                    box_of(text_page, last, box_at)
                if look.angle or turned_page:
                    (x0, base, x1), turns = self.turn(text_page, first, (x0, y0, x1, y1), unpack(box), frame)
                    makers.setdefault(turns, PieceMaker()).add(found.group(), x0, x1, base, look.size, style, before)
                else:
                    add(found.group(), x0 - left, unpack(box)[2] - left, top - look.base, look.size, style, before)
                continue
            if last != first:
                box_of(text_page, last, box_at)
                x1 = unpack(box)[2]
            height = y1 - y0
            if not -0.02 * height < height - usual < 0.02 * height:
                # The size changes, or the word begins with a part of a ligature, whose box follows its shape.
                size, base = self.measure(text_page, first)
                usual = height if abs(height * em - size) < 0.02 * size else usual
                add(found.group(), x0 - left, x1 - left, top - base, size, style, before)
                continue
            size = height * em
            add(found.group(), x0 - left, x1 - left, top - y0 - drop * size, size, style, before)
        makers[0].end_of_page(broken="\ufffe" in text[end:] or "\u0002" in text[end:])
        return {turns: maker.finish() for turns, maker in makers.items()}, count, self.unmapped(text_page, text, count)

    def look(self, text_page: int, char: int, text_object: int | None, pointer: int) -> _Look:
        """Font, style and angle of a text object."""
        api = self.api
        font = self.fonts.get(pointer)
        if font is None:
            font = self.fonts[pointer] = self.font(text_page, char, pointer)
        colour, mode = 0, 0
        if text_object:
            at = api.uint_address
            if api.FPDFPageObj_GetFillColor(text_object, at, at + 4, at + 8, at + 12):
                red, green, blue, _ = api.uints
                colour = red << 16 | green << 8 | blue
            mode = api.FPDFTextObj_GetTextRenderMode(text_object)
        style = self.styles.get((pointer, colour, mode))
        if style is None:
            bold = font.bold or mode == _FILL_AND_STROKE
            white = min(colour >> 16, colour >> 8 & 255, colour & 255) >= _NEAR_WHITE
            style = Style(font.name, bold, font.italic, colour, mode in (_INVISIBLE, _CLIP_ONLY), white)
            self.styles[pointer, colour, mode] = style
        angle = api.FPDFText_GetCharAngle(text_page, char)
        return _Look(font, style, angle if _LEAN < angle < 2 * math.pi - _LEAN else 0.0, 0.0, 0.0)

    def measured(self, look: _Look, text_page: int, char: int) -> _Look:
        """The look with size and base line, where letter boxes do not give them."""
        size, base = self.measure(text_page, char)
        return look._replace(size=size, base=base)

    def font(self, text_page: int, char: int, pointer: int) -> _Font:
        """Name and look of a font, measured on the first of its letters."""
        api = self.api
        name = api.font_name(pointer) if pointer else ""
        weight = api.FPDFFont_GetWeight(pointer) if pointer else 0
        flags = max(0, api.FPDFFont_GetFlags(pointer)) if pointer else 0
        # The weight is guessed from the width of stems: it speaks only where the name says nothing.
        bold = bool(_BOLD.search(name)) or bool(flags & _FLAG_FORCE_BOLD) or (weight >= 650 and bool(_NAMELESS.fullmatch(name)))
        italic = bool(_ITALIC.search(name)) or bool(flags & _FLAG_ITALIC)
        size, base = self.measure(text_page, char)
        api.FPDFText_GetLooseCharBox(text_page, char, api.float_address)
        _, y1, _, y0, *_ = api.floats
        # Fonts that understate their ascent or descent get boxes that follow each letter: no measure of size.
        if size > 0 and 0.92 < (y1 - y0) / size < 2.0 and base - y0 > 0.1 * size:
            return _Font(name, bold, italic, size / (y1 - y0), (base - y0) / size)
        return _Font(name, bold, italic)

    def measure(self, text_page: int, char: int) -> tuple[float, float]:
        """Size on the page and height of the base line, by the letter's matrix."""
        api = self.api
        size = abs(api.FPDFText_GetFontSize(text_page, char))
        if not api.FPDFText_GetMatrix(text_page, char, api.float_address):
            return size, 0.0
        _, _, c, d, _, base, *_ = api.floats
        return size * math.hypot(c, d), base

    def turn(
        self, text_page: int, char: int, first: Corners, last: Corners, frame: Frame
    ) -> tuple[tuple[float, float, float], int]:
        """Left end, base line and right end of a turned word, and its quarter turns against the clock as shown.

        They are those on the page turned so that the word reads from left to right.
        """
        api = self.api
        api.FPDFText_GetMatrix(text_page, char, api.float_address)
        a, b, _, _, e, f, *_ = api.floats
        turns = (round(math.atan2(b, a) / (math.pi / 2)) - frame.turns) % 4
        left, top, right, bottom = last
        corners = (min(first[0], left), min(first[1], bottom), max(first[2], right), max(first[3], top))
        x0, _, x1, _ = turn_box(frame.place(*corners), turns, frame.width, frame.height)
        _, base, _, _ = turn_box(frame.place(e, f, e, f), turns, frame.width, frame.height)
        return (x0, base, x1), turns

    def unmapped(self, text_page: int, text: str, count: int) -> int:
        """How many characters have no Unicode mapping; all are asked only where a sample finds one."""
        check = self.api.FPDFText_HasUnicodeMapError
        step = max(1, count // 24)
        if not _SUSPECT.search(text) and not any(check(text_page, index) == 1 for index in range(0, count, step)):
            return 0
        return sum(check(text_page, index) == 1 for index in range(count))
