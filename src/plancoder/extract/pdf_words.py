"""The words of a PDF page, asked of PDFium per word and not per character.

Text comes in one call for the whole page. Each word then costs three calls: its text object (which tells when font or
colour change) and the boxes of its first and last letter. PDFium breaks lines with CR LF and marks a word broken at
the end of a line with U+FFFE.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

from plancoder.extract.layout.pieces import LONE_HYPHENS, WIDE_SPACE, WIDEST_SPACE, PieceMaker
from plancoder.extract.layout.shapes import HYPHEN, NEW_LINE, SPACE, Piece, Style, turn_box
from plancoder.extract.pdf_frame import Corners, Frame
from plancoder.extract.pdfium_api import Pdfium

_LINE = re.compile("[^\r\n\ufffe\u0002]+")
_BLANK = re.compile("[^\\S \r\n]")  # tabs, no-break spaces
_BOLD = re.compile(r"bold|black|heavy|demi(?!cond)|ultra", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
_FILL_AND_STROKE, _INVISIBLE, _CLIP_ONLY = 2, 3, 7
_NEAR_WHITE = 245  # of each colour
_LEAN = 0.06  # radians that a line may lean and still count as upright
_NAMELESS = re.compile(r"(?:[A-Z]{0,3}\d*|CIDFont.*)", re.IGNORECASE)
_SPACE = 0.14  # × size by which a space between words is wider than one between letters
_SUSPECT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd\ue000-\uf8ff]")


@dataclass(slots=True)
class _Font:
    """A font's name and look, and how its letter boxes give size and base line (em 0: they do not)."""

    name: str = ""
    bold: bool = False
    italic: bool = False
    em: float = 0.0  # size ÷ box height
    drop: float = 0.0  # base line above the box's bottom ÷ size
    height: float = 0.0  # of the letter boxes where the font was last met


class _Look(NamedTuple):
    """What holds for all words of a text object."""

    font: _Font
    style: Style
    angle: float  # 0 for upright


@dataclass(slots=True)
class _Line:
    """The words of a line of the stream, the indices of their first and last letters, and what stands before them."""

    words: list[str]
    firsts: list[int]
    lasts: list[int]
    before: int
    boxes: list[float] = field(default_factory=list)  # of first and last letters: eight numbers a word

    @property
    def looks_spaced(self) -> bool:
        """True where most words are single letters: a heading with space between its letters."""
        return len(self.words) > 4 and self.lasts[-1] - self.firsts[0] < 2.7 * len(self.words)

    def part(self, start: int, stop: int) -> _Line:
        """Some of the line's words as a line."""
        before = SPACE if start else self.before
        boxes = self.boxes[8 * start : 8 * stop]
        return _Line(self.words[start:stop], self.firsts[start:stop], self.lasts[start:stop], before, boxes)


def _lines_of(text: str) -> list[_Line]:
    """The lines of a page's text, cut where PDFium breaks them or a word goes on in the next."""
    lines = []
    end = 0
    for found in _LINE.finditer(text):
        gap = text[end : found.start()]
        before = HYPHEN if "\ufffe" in gap or "\u0002" in gap else NEW_LINE
        end = found.end()
        words = found.group().split(" ")
        start = found.start()
        letters = list(accumulate(map(len, words), initial=0))  # before each word, blanks left out
        firsts = list(map(add, letters[:-1], count(start)))
        lasts = list(map(add, letters[1:], count(start - 1)))
        if "" in words:
            kept = [index for index, word in enumerate(words) if word]
            words, firsts, lasts = ([one[index] for index in kept] for one in (words, firsts, lasts))
        if words:
            lines.append(_Line(words, firsts, lasts, before))
    return lines


def _closed_up(line: _Line) -> _Line:
    """A line of spaced letters with its words put together: the gaps between words are wider than the others."""
    boxes = line.boxes
    gaps = [after - before for before, after in zip(boxes[6::8], boxes[8::8], strict=False)]
    usual = sorted(gaps)[len(gaps) // 3]
    size = boxes[1] - boxes[3]
    words, firsts, lasts, kept = [line.words[0]], [line.firsts[0]], [line.lasts[0]], boxes[:8]
    for index, gap in enumerate(gaps, start=1):
        box = boxes[8 * index : 8 * index + 8]
        if gap > usual + _SPACE * size:
            words.append(line.words[index])
            firsts.append(line.firsts[index])
            lasts.append(line.lasts[index])
            kept = kept + box
        else:
            words[-1] += line.words[index]
            lasts[-1] = line.lasts[index]
            kept[-4:] = box[-4:]
    return _Line(words, firsts, lasts, line.before, kept)


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
        text = ctypes.string_at(address, 2 * max(0, written)).decode("utf-16-le", "replace")
        return text if text.isascii() and "\t" not in text else _BLANK.sub(" ", text)

    def pieces(self, text_page: int, frame: Frame) -> tuple[dict[int, list[Piece]], int, int]:
        """Pieces by quarter turns (0: upright as shown), the number of characters, and how many are unmapped.

        OverflowError where the page has more characters than there is room for.
        """
        count = self.api.FPDFText_CountChars(text_page)
        if count > self.room:
            raise OverflowError(count)
        if count <= 0:
            return {0: []}, 0, 0
        text = self.text(text_page, count)
        lines = _lines_of(text)
        if len(text) != count:  # letters outside the basic plane, or dropped ones, shift the indices
            char_of = self.api.FPDFText_GetCharIndexFromTextIndex
            for line in lines:
                line.firsts = [char_of(text_page, index) for index in line.firsts]
                line.lasts = [char_of(text_page, index) for index in line.lasts]
        makers = {0: PieceMaker()}
        self.read_lines(text_page, lines, frame, makers)
        makers[0].end_of_page(broken=text[-1:] in "\ufffe\u0002")
        return {turns: maker.finish() for turns, maker in makers.items()}, count, self.unmapped(text_page, text, count)

    def read_lines(self, text_page: int, lines: Sequence[_Line], frame: Frame, makers: dict[int, PieceMaker]) -> None:
        """Gives the words of lines to the makers, looks and boxes asked in bulk.

        Fonts and colours are asked of a line's first and last word; only where they differ, or begin white, is every
        word asked: black text may stand on one line with the white text of a panel in another column.
        """
        api = self.api
        boxes = api.letter_boxes(
            text_page, [char for line in lines for pair in zip(line.firsts, line.lasts, strict=True) for char in pair]
        )
        ends = api.text_objects(text_page, [char for line in lines for char in (line.firsts[0], line.firsts[-1])])
        fonts = [api.FPDFTextObj_GetFont(text_object) or 0 if text_object else 0 for text_object in ends]
        start = 0
        for index, bare in enumerate(lines):
            stop = start + 8 * len(bare.words)
            bare.boxes = boxes[start:stop]
            start = stop
            line = _closed_up(bare) if bare.looks_spaced else bare
            look = self.look(text_page, line.firsts[0], ends[2 * index], fonts[2 * index])
            if frame.turns or look.angle:
                self.add_turned(text_page, line, frame, look, makers)
            elif (not look.style.near_white and fonts[2 * index] == fonts[2 * index + 1]) and (
                ends[2 * index] == ends[2 * index + 1]
                or self.style(ends[2 * index + 1], fonts[2 * index], look.font) is look.style
            ):
                self.add_words(text_page, line, frame, look, makers[0])
            else:
                self.add_mixed(text_page, line, frame, makers[0])

    def add_words(
        self, text_page: int, line: _Line, frame: Frame, look: _Look, maker: PieceMaker, *, sure: bool = False
    ) -> None:
        """An upright line in one font and colour; `sure` where every word was asked.

        Where it is not sure and the line breaks off in the middle, another column may follow: its words are asked.
        """
        if not look.font.em:
            self.add_measured(text_page, line, frame, look, maker)
            return
        em, drop, usual = look.font.em, look.font.drop, look.font.height
        left, top, style = frame.left, frame.top, look.style
        before, boxes = line.before, line.boxes
        piece: Piece | None = None
        last = narrowest = widest = reach = level = 0.0
        for index, (word, char, x0, y1, y0, x1) in enumerate(
            zip(line.words, line.firsts, boxes[0::8], boxes[1::8], boxes[3::8], boxes[6::8], strict=True)
        ):
            height = y1 - y0
            usual_height = -0.02 * height < height - usual < 0.02 * height
            # Nearly all words go on the one before: the maker is asked about the others only.
            if (
                piece is not None
                and usual_height
                and narrowest < x0 - last < widest
                and -0.5 < y0 - level < 0.5
                and word not in LONE_HYPHENS
            ):
                piece.words.append(word)
                piece.starts.append(x0 - left)
                last = x1
                continue
            if piece is not None:
                piece.x1 = last - left
                if not sure and not (usual_height and narrowest < x0 - last < reach and -0.5 < y0 - level < 0.5):
                    self.add_mixed(text_page, line.part(index, len(line.words)), frame, maker)
                    return
            if usual_height:
                size = height * em
                base = y0 + drop * size
            else:  # another size, or a word that begins with part of a ligature, whose box follows its shape
                size, base = self.measure(text_page, char)
                if abs(height * em - size) < 0.02 * size:
                    usual = look.font.height = height
            maker.add(word, x0 - left, x1 - left, top - base, size, style, before)
            before = SPACE
            piece, last, level = maker.last, x1, y0
            narrowest, widest, reach = -0.3 * size, WIDE_SPACE * size, WIDEST_SPACE * size
        if piece is not None:
            piece.x1 = last - left

    def add_measured(self, text_page: int, line: _Line, frame: Frame, look: _Look, maker: PieceMaker) -> None:
        """An upright line in a font whose boxes do not tell its size: it is asked where the text object changes."""
        objects = self.api.text_objects(text_page, line.firsts)
        before, known = line.before, -1
        size = base = 0.0
        for index, (word, char, text_object) in enumerate(zip(line.words, line.firsts, objects, strict=True)):
            if text_object != known:
                known = text_object or 0
                size, base = self.measure(text_page, char)
            x0, x1 = line.boxes[8 * index], line.boxes[8 * index + 6]
            maker.add(word, x0 - frame.left, x1 - frame.left, frame.top - base, size, look.style, before)
            before = SPACE

    def add_mixed(self, text_page: int, line: _Line, frame: Frame, maker: PieceMaker) -> None:
        """An upright line in several fonts or colours: a line for each run of words in one."""
        looks: list[_Look] = []
        known = -1
        for char, text_object in zip(line.firsts, self.api.text_objects(text_page, line.firsts), strict=True):
            if text_object != known or not looks:
                known = text_object or 0
                font = self.api.FPDFTextObj_GetFont(text_object) or 0 if text_object else 0
                looks.append(self.look(text_page, char, text_object, font))
            else:
                looks.append(looks[-1])
        start = 0
        for index in range(1, len(looks) + 1):
            if index == len(looks) or looks[index].style is not looks[start].style:
                self.add_words(text_page, line.part(start, index), frame, looks[start], maker, sure=True)
                start = index

    def add_turned(self, text_page: int, line: _Line, frame: Frame, look: _Look, makers: dict[int, PieceMaker]) -> None:
        """A line on a turned page, or one that is turned itself."""
        before = line.before
        for index, (word, char) in enumerate(zip(line.words, line.firsts, strict=True)):
            left, top, right, bottom, left2, top2, right2, bottom2 = line.boxes[8 * index : 8 * index + 8]
            corners = (min(left, left2), min(bottom, bottom2), max(right, right2), max(top, top2))
            (x0, base, x1), turns = self.turn(text_page, char, corners, frame)
            size, _ = self.measure(text_page, char)
            makers.setdefault(turns, PieceMaker()).add(word, x0, x1, base, size, look.style, before)
            before = SPACE

    def look(self, text_page: int, char: int, text_object: int | None, pointer: int) -> _Look:
        """Font, style and angle of a text object."""
        font = self.fonts.get(pointer)
        if font is None:
            font = self.fonts[pointer] = self.font(text_page, char, pointer)
        style = self.style(text_object, pointer, font)
        angle = self.api.FPDFText_GetCharAngle(text_page, char)
        return _Look(font, style, angle if _LEAN < angle < 2 * math.pi - _LEAN else 0.0)

    def style(self, text_object: int | None, pointer: int, font: _Font) -> Style:
        """The look of a text object in a font: the same object for the same look."""
        api = self.api
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
        return style

    def font(self, text_page: int, char: int, pointer: int) -> _Font:
        """Name and look of a font, measured on the first of its letters."""
        api = self.api
        name = api.font_name(pointer) if pointer else ""
        weight = api.FPDFFont_GetWeight(pointer) if pointer else 0
        flags = max(0, api.FPDFFont_GetFlags(pointer)) if pointer else 0
        # The weight is guessed from the width of stems: it speaks only where the name says nothing.
        bold = (
            bool(_BOLD.search(name))
            or bool(flags & _FLAG_FORCE_BOLD)
            or (weight >= 650 and bool(_NAMELESS.fullmatch(name)))
        )
        italic = bool(_ITALIC.search(name)) or bool(flags & _FLAG_ITALIC)
        size, base = self.measure(text_page, char)
        api.FPDFText_GetLooseCharBox(text_page, char, api.float_address)
        _, y1, _, y0 = api.four
        # Fonts that understate their ascent or descent get boxes that follow each letter: no measure of size.
        if size > 0 and 0.92 < (y1 - y0) / size < 2.0 and base - y0 > 0.1 * size:
            return _Font(name, bold, italic, size / (y1 - y0), (base - y0) / size, y1 - y0)
        return _Font(name, bold, italic)

    def measure(self, text_page: int, char: int) -> tuple[float, float]:
        """Size on the page and height of the base line, by the letter's matrix."""
        api = self.api
        size = abs(api.FPDFText_GetFontSize(text_page, char))
        if not api.FPDFText_GetMatrix(text_page, char, api.float_address):
            return size, 0.0
        _, _, c, d, _, base = api.six
        return size * math.hypot(c, d), base

    def turn(self, text_page: int, char: int, corners: Corners, frame: Frame) -> tuple[tuple[float, float, float], int]:
        """Left end, base line and right end of a turned word, and its quarter turns against the clock as shown.

        They are those on the page turned so that the word reads from left to right.
        """
        api = self.api
        api.FPDFText_GetMatrix(text_page, char, api.float_address)
        a, b, _, _, e, f = api.six
        turns = (round(math.atan2(b, a) / (math.pi / 2)) - frame.turns) % 4
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
