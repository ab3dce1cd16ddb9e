"""The words of a PDF page, asked of PDFium per word and not per character.

Text comes in one call for the whole page. Each word then costs two calls, for the boxes
of its first and last letter;
font and colour are asked of a line's ends. PDFium breaks lines with CR LF and marks a
word broken at the end of a line
with U+FFFE.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, compress, cycle, repeat
from operator import eq, ne

from plancoder.extract.layout.pieces import (
    LONE_HYPHENS,
    WIDE_SPACE,
    WIDEST_SPACE,
    PieceMaker,
)
from plancoder.extract.layout.shapes import (
    FIRST_HOLE,
    MOST_HOLES,
    SKEWED,
    SPACE,
    Piece,
    turn_box,
)
from plancoder.extract.pdf.fonts import INVISIBLE, Look, Looks, measure
from plancoder.extract.pdf.frame import Corners, Frame
from plancoder.extract.pdf.lines import (
    OVERLAP,
    STEP,
    UNLIKE,
    Line,
    PageWords,
    Span,
    page_words,
)
from plancoder.extract.pdf.pdfium import NO_INK, Ink, Pdfium
from plancoder.extract.pdf.spacing import Spacing, respaced

_BLANK = re.compile("[^\\S \r\n]")  # tabs, no-break spaces
_LEAN = 0.06  # radians that a line may lean and still count as upright
# radians: words that lie on one line leaning less, in boxes as high as their font's,
# stand upright
_LEVEL = 0.01
# of a quarter turn by which text lies across the page and not along one of its sides
_SKEWED = 0.15
# of the letters without Unicode: the page's text is not to be trusted
UNTRUSTED = 0.25
_CONTROL_AREA = 0xF8A0  # private letters that stand for control signs
_ROW = re.compile("[^\r\n\ufffe\u0002]+")
_LONE_HYPHENS = frozenset(LONE_HYPHENS)
_SUSPECT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffd\ue000-\uf8ff]")


# Those that PDFium does not write itself: it ends lines with CR LF and marks broken
# words with 2.
_CONTROLS = "".join(map(chr, (1, *range(3, 9), 11, *range(14, 32))))
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def _unit_finder(text: str) -> Callable[[int], int]:
    """From places in `text` to places in its UTF-16 code units, which is what PDFium
    counts: a letter outside the basic plane (an emoji, a mathematical letter) is two.
    """
    wide = [at for at, letter in enumerate(text) if letter > "\uffff"]
    return lambda index: index + bisect_left(wide, index)


class NoRoom(Exception):  # noqa: N818 - no fault: whoever asked for pages answers it
    """A page has more characters than may still be read."""

    def __init__(self, characters: int) -> None:
        super().__init__(characters)
        self.characters = characters


class WordReader:
    """Reads page after page of one document; fonts and looks are asked once."""

    def __init__(self, api: Pdfium, room: int) -> None:
        self.api = api
        self.room = room  # characters that may still be read
        self.looks = Looks(api)
        # Letters that were asked of each font, fonts with a letter without Unicode, and
        # the numbers of these letters.
        self.known_letters: defaultdict[int, set[str]] = defaultdict(set)
        self.holed_fonts: set[int] = set()
        self.holes: dict[tuple[int, str], int] = {}
        self.holes_before = 0  # in fonts of which the addresses are forgotten
        self.spacing = Spacing(api)
        self.layers_off: frozenset[str] = frozenset()
        # Of the page's text objects those that nobody sees, and looks that were asked.
        self.covered: set[int] = set()
        self.known_inks: dict[int | None, Ink] = {}
        self.buffer = ctypes.create_string_buffer(1 << 16)

    def forget_fonts(self) -> None:
        """Drop what is known by addresses, for the file is opened anew."""
        self.looks.forget()
        self.known_letters.clear()
        self.holed_fonts.clear()
        self.holes_before += len(self.holes)
        self.holes.clear()

    def text(self, text_page: int, count: int) -> str:
        """The page's characters in stream order."""
        if len(self.buffer) < 2 * count + 4:
            self.buffer = ctypes.create_string_buffer(2 * count + 4)
        address = ctypes.addressof(self.buffer)
        written = self.api.FPDFText_GetText(text_page, 0, count, address) - 1
        text = ctypes.string_at(address, 2 * max(0, written)).decode(
            "utf-16-le", "replace"
        )
        if written < count:
            text = self.whole_text(text_page, count) or text
        return text if text.isascii() and "\t" not in text else _BLANK.sub(" ", text)

    def whole_text(self, text_page: int, count: int) -> str:
        """The characters with those that PDFium's text leaves out since a font gives
        them the number of a control sign, as it may to ligatures; blank where it left
        out others.
        """
        api = self.api
        letters = [chr(api.FPDFText_GetUnicode(text_page, at)) for at in range(count)]
        for at, letter in enumerate(letters):
            if letter >= " " or letter in "\t\r\n":
                continue
            if api.FPDFText_HasUnicodeMapError(text_page, at) == 1:
                letters[at] = chr(_CONTROL_AREA + ord(letter))
            elif not api.FPDFText_IsHyphen(text_page, at):
                return ""
        return "".join(letters)

    def pieces(
        self, text_page: int, frame: Frame
    ) -> tuple[dict[int, list[Piece]], int, int]:
        """Pieces by quarter turns (0: upright as shown), the number of characters, and
        how many are unmapped where the page is not to be trusted, else 0.

        NoRoom where the page has more characters than there is room for.
        """
        count = self.api.FPDFText_CountChars(text_page)
        if count > self.room:
            raise NoRoom(count)
        if count <= 0:
            return {0: []}, 0, 0
        text = self.text(text_page, count)
        char_of = self.char_finder(text_page, text, count)
        if self.holed_fonts or _SUSPECT.search(text):
            text = self.with_holes(text_page, text, char_of)
        page = self.words_of(text_page, text, char_of)
        holed = len(self.holed_fonts)
        makers = {0: PieceMaker()}
        self.known_inks = {None: NO_INK}
        self.read_lines(text_page, page, text, frame, makers)
        if len(self.holed_fonts) > holed:
            # Read again, now that fonts are known to lack letters.
            return self.pieces(text_page, frame)
        makers[0].end_of_page(broken=text[-1:] in "\ufffe\u0002")
        return (
            {turns: maker.finish() for turns, maker in makers.items()},
            count,
            self.unmapped(text_page, text, count),
        )

    def words_of(
        self, text_page: int, text: str, char_of: Callable[[int], int]
    ) -> PageWords:
        """The words of a page and where they stand, its spaces mended."""
        page = page_words(text)
        places = page.firsts
        if char_of is not int:
            page.translate(char_of)
        page.place(self.api.letter_boxes(text_page, page.letters()))
        edits = self.spacing.edits(text_page, text, page, places, char_of)
        if edits:
            mended, places = respaced(text, edits)
            page = page_words(mended)
            page.translate(lambda place: char_of(places[place]))
            page.place(self.api.letter_boxes(text_page, page.letters()))
        return page

    def char_finder(
        self, text_page: int, text: str, count: int
    ) -> Callable[[int], int]:
        """From places in the text to PDFium's letters: letters outside the basic plane,
        or dropped ones, shift them.
        """
        if len(text) == count:
            return int
        find = self.api.FPDFText_GetCharIndexFromTextIndex
        unit_of = _unit_finder(text)
        return lambda index: int(find(text_page, unit_of(index)))

    def with_holes(
        self, text_page: int, text: str, char_of: Callable[[int], int]
    ) -> str:
        """The text with a hole for each letter that its font gives no Unicode, as many
        producers do with ligatures: PDFium answers with a glyph number.

        "di\u0cf2cult" gives "di\U000f0000cult", and so does the same glyph elsewhere.
        """
        rows = [(found.start(), found.end()) for found in _ROW.finditer(text)]
        ends = [char_of(end) for start, stop in rows for end in (start, stop - 1)]
        objects = self.api.text_objects(text_page, ends)
        inks = self.api.inks(objects)
        fonts = [inks[text_object][0] for text_object in objects]
        marked = list(text)
        for found in _SUSPECT.finditer(text):
            self.mark_hole(text_page, marked, found.start(), char_of, 0)
        for (start, stop), *both in zip(rows, fonts[0::2], fonts[1::2], strict=True):
            for font in self.holed_fonts.intersection(both):
                for at in self.without_unicode(text_page, start, stop, char_of):
                    self.mark_hole(text_page, marked, at, char_of, font)
        holes = sum(map(ne, marked, text))
        return text if holes > UNTRUSTED * len(text) else "".join(marked)

    def without_unicode(
        self, text_page: int, start: int, stop: int, char_of: Callable[[int], int]
    ) -> Iterator[int]:
        """Places in the text whose letters have no Unicode."""
        check = self.api.FPDFText_HasUnicodeMapError
        answers = map(check, repeat(text_page), map(char_of, range(start, stop)))
        return compress(range(start, stop), map(eq, answers, repeat(1)))

    def note_letters(
        self,
        text_page: int,
        page: PageWords,
        text: str,
        spans: Mapping[int, Sequence[Span]],
    ) -> None:
        """Asks each letter of a font once whether it has Unicode; `spans` are the lines
        of each font.
        """
        check = self.api.FPDFText_HasUnicodeMapError
        for font, lines in spans.items():
            words = (page.words[start:stop] for start, stop, _ in lines)
            letters = set("".join(chain.from_iterable(words)))
            fresh = letters - self.known_letters[font]
            if not fresh:
                continue
            self.known_letters[font] |= fresh
            for start, stop, _ in lines:
                first, last = page.firsts[start], page.lasts[stop - 1]
                row = text[first : last + 1]
                here = fresh.intersection(row)
                fresh -= here
                if any(check(text_page, first + row.find(one)) == 1 for one in here):
                    self.holed_fonts.add(font)

    def mark_hole(
        self,
        text_page: int,
        text: list[str],
        at: int,
        char_of: Callable[[int], int],
        font: int,
    ) -> None:
        """Puts a hole in the place of a letter without Unicode inside a word; a bullet
        and a blank, which has no width, stay.
        """
        api, char = self.api, char_of(at)
        inside = any(
            map(str.isalpha, text[max(0, at - 1) : at] + text[at + 1 : at + 2])
        )
        if not inside:
            return
        # Some producers give a ligature a private letter; a bullet begins its word.
        private = at and text[at - 1].isalpha() and bool(_PRIVATE.match(text[at]))
        if not private and api.FPDFText_HasUnicodeMapError(text_page, char) != 1:
            return
        api.FPDFText_GetCharBox(text_page, char, *api.double_addresses)
        left, right, _, _ = api.doubles
        if right > left and text[at] < FIRST_HOLE:
            fresh = self.holes_before + len(self.holes)
            number = self.holes.setdefault((font, text[at]), fresh)
            text[at] = chr(ord(FIRST_HOLE) + min(number, MOST_HOLES - 1))

    def read_lines(
        self,
        text_page: int,
        page: PageWords,
        text: str,
        frame: Frame,
        makers: dict[int, PieceMaker],
    ) -> None:
        """Gives the words of lines to the makers, looks and boxes asked in bulk.

        Fonts and colours are asked of a line's first and last word; only where they
        differ, or begin white, is every
        word asked: black text may stand on one line with the white text of a panel in
        another column.
        """
        api = self.api
        firsts = page.firsts
        ends = api.text_objects(
            text_page,
            [firsts[at] for start, stop, _ in page.lines for at in (start, stop - 1)],
        )
        inks = self.inks(ends)
        starts = [x0 - frame.left for x0 in page.x0s] if frame.left else page.x0s
        upright = not frame.turns
        of_fonts: defaultdict[int, list[Span]] = defaultdict(list)
        for span, first, last in zip(page.lines, ends[0::2], ends[1::2], strict=True):
            ink = inks[first]
            for font in {ink[0], inks[last][0]}:
                of_fonts[font].append(span)
            look = self.looks.look(text_page, firsts[span.start], ink)
            one_look = ink == inks[last]
            if (
                one_look
                and upright
                and self.add_whole(
                    text_page, page, span, starts, frame, look, makers[0]
                )
            ):
                continue
            line = page.line(span)
            if not self.add_sideways(
                text_page, line, frame, look, makers, one_look=one_look
            ):
                if one_look and not look.style.near_white:
                    self.add_words(text_page, line, frame, look, makers[0])
                else:
                    self.add_mixed(text_page, line, frame, makers[0])
        self.note_letters(text_page, page, text, of_fonts)

    def add_whole(
        self,
        text_page: int,
        page: PageWords,
        span: Span,
        starts: list[float],
        frame: Frame,
        look: Look,
        maker: PieceMaker,
    ) -> bool:
        """An upright line in one look whose words follow each other on one level, as
        most do; False for others.
        """
        (start, stop, before), font, style = span, look.font, look.style
        if not font.em or style.near_white:
            return False
        words = page.words[start:stop]
        size = page.heights[start] * font.em
        widest = page.widest_gap(start, stop, font.height, size)
        if widest is None or not _LONE_HYPHENS.isdisjoint(words):
            return False
        x0, level, end = page.x0s[start], page.bottoms[start], page.x1s[stop - 1]
        slope = abs(page.bottoms[stop - 1] - level)
        if not slope < _LEVEL * (page.x0s[stop - 1] - x0) and self.leans(
            text_page, page.firsts[start]
        ):
            return False
        base = frame.top - (level + font.drop * size)
        maker.add_line(
            words, starts[start:stop], end - frame.left, base, size, style, before
        )
        wide = WIDE_SPACE * size
        if widest > wide:
            maker.note_gaps(
                [
                    (at - start, page.x1s[at - 1] - frame.left)
                    for at in range(start + 1, stop)
                    if page.gaps[at - 1] > wide
                ]
            )
        return True

    def inks(self, objects: Sequence[int | None]) -> dict[int | None, Ink]:
        """Font, colour and mode of text objects; those that a box covers are not
        seen.
        """
        known = self.known_inks
        fresh = [one for one in dict.fromkeys(objects) if one and one not in known]
        if fresh:
            known.update(self.api.inks(fresh))
            for text_object in self.covered.intersection(fresh) | self.cut_off(fresh):
                font, colour, _ = known[text_object]
                known[text_object] = font, colour, INVISIBLE
        return known

    def cut_off(self, objects: Sequence[int]) -> set[int]:
        """Text objects of which a clip leaves nothing."""
        cut: set[int] = set()
        clipped = self.api.clipped(objects)
        for text_object, bounds in zip(clipped, self.api.bounds(clipped), strict=True):
            left, bottom, right, top = bounds
            if any(
                x0 >= right or x1 <= left or y0 >= top or y1 <= bottom
                for x0, y0, x1, y1 in self.api.clips(text_object)
            ):
                cut.add(text_object)
        return cut

    def leans(self, text_page: int, char: int) -> bool:
        """True where a letter does not stand upright in the page's own space."""
        angle: float = self.api.FPDFText_GetCharAngle(text_page, char)
        return _LEAN < angle < 2 * math.pi - _LEAN

    def add_words(
        self,
        text_page: int,
        line: Line,
        frame: Frame,
        look: Look,
        maker: PieceMaker,
        *,
        sure: bool = False,
    ) -> None:
        """An upright line in one font and colour; `sure` where every word was asked.

        Where it is not sure and the line breaks off in the middle, another column may
        follow: its words are asked.
        """
        font, boxes, before = look.font, line.boxes, line.before
        if not font.em:
            self.add_measured(text_page, line, frame, look, maker)
            return
        end = level = size = 0.0  # of the word before
        for index, word in enumerate(line.words):
            x0, y1, _, y0 = boxes[8 * index : 8 * index + 4]
            height = y1 - y0
            usual = abs(height - font.height) < UNLIKE * height
            near = (
                -OVERLAP * size < x0 - end < WIDEST_SPACE * size
                and abs(y0 - level) < STEP
            )
            goes_on = index and usual and near
            if goes_on and x0 - end < WIDE_SPACE * size and word not in LONE_HYPHENS:
                end = boxes[8 * index + 6]
                maker.go_on(word, x0 - frame.left, end - frame.left)
                continue
            if index and not sure and not goes_on:
                rest = line.part(index, len(line.words))
                self.add_mixed(text_page, rest, frame, maker)
                return
            size = height * font.em
            base = y0 + font.drop * size
            if not usual:
                # Another size, or a word that begins with part of a ligature, whose box
                # follows its shape.
                size, base = measure(self.api, text_page, line.firsts[index])
                if abs(height * font.em - size) < UNLIKE * size:
                    font.height = height
            end, level = boxes[8 * index + 6], y0
            maker.add(
                word,
                x0 - frame.left,
                end - frame.left,
                frame.top - base,
                size,
                look.style,
                before,
            )
            before = SPACE

    def add_measured(
        self, text_page: int, line: Line, frame: Frame, look: Look, maker: PieceMaker
    ) -> None:
        """An upright line in a font whose boxes do not tell its size: it is asked where
        the text object changes.
        """
        objects = self.api.text_objects(text_page, line.firsts)
        left, top = frame.left, frame.top
        before, known = line.before, -1
        size = base = 0.0
        for index, (word, char, text_object) in enumerate(
            zip(line.words, line.firsts, objects, strict=True)
        ):
            if text_object != known:
                known = text_object or 0
                size, base = measure(self.api, text_page, char)
            x0, x1 = line.boxes[8 * index], line.boxes[8 * index + 6]
            place = x0 - left, x1 - left, top - base, size, look.style
            if before != SPACE or not maker.goes_on(word, *place):
                maker.add(word, *place, before)
            before = SPACE

    def add_mixed(
        self, text_page: int, line: Line, frame: Frame, maker: PieceMaker
    ) -> None:
        """An upright line in several fonts or colours: a line for each run of words in
        one.
        """
        looks = self.looks_of(text_page, line)
        start = 0
        for index in range(1, len(looks) + 1):
            if index == len(looks) or looks[index].style is not looks[start].style:
                self.add_words(
                    text_page,
                    line.part(start, index),
                    frame,
                    looks[start],
                    maker,
                    sure=True,
                )
                start = index

    def add_sideways(
        self,
        text_page: int,
        line: Line,
        frame: Frame,
        look: Look,
        makers: dict[int, PieceMaker],
        *,
        one_look: bool,
    ) -> bool:
        """A line of a turned page, or one that lies on its side; False for others.

        After upright words PDFium may go on with sideways ones: its last word is asked.
        """
        if not frame.turns and not self.leans(text_page, line.firsts[0]):
            one_look = False
            if not self.leans(text_page, line.firsts[-1]):
                return False
        looks = [look] if one_look else self.looks_of(text_page, line)
        self.add_turned(text_page, line, frame, looks, makers)
        return True

    def looks_of(self, text_page: int, line: Line) -> list[Look]:
        """The look of each word of a line."""
        objects = self.api.text_objects(text_page, line.firsts)
        inks = self.inks(objects)
        return [
            self.looks.look(text_page, char, inks[text_object])
            for char, text_object in zip(line.firsts, objects, strict=True)
        ]

    def add_turned(
        self,
        text_page: int,
        line: Line,
        frame: Frame,
        looks: Sequence[Look],
        makers: dict[int, PieceMaker],
    ) -> None:
        """A line on a turned page, or one that is turned itself, as a whole or in part;
        `looks` are those of its words, or the one of all.
        """
        before = line.before
        of_words = zip(line.words, line.firsts, cycle(looks), strict=False)
        for index, (word, char, look) in enumerate(of_words):
            left, top, right, bottom, left2, top2, right2, bottom2 = line.boxes[
                8 * index : 8 * index + 8
            ]
            corners = (
                min(left, left2),
                min(bottom, bottom2),
                max(right, right2),
                max(top, top2),
            )
            (x0, base, x1), turns = self.turn(text_page, char, corners, frame)
            size, _ = measure(self.api, text_page, char)
            makers.setdefault(turns, PieceMaker()).add(
                word, x0, x1, base, size, look.style, before
            )
            before = SPACE

    def turn(
        self, text_page: int, char: int, corners: Corners, frame: Frame
    ) -> tuple[tuple[float, float, float], int]:
        """Left end, base line and right end of a turned word, and its quarter turns
        against the clock as shown.

        They are those on the page turned so that the word reads from left to right.
        """
        api = self.api
        api.FPDFText_GetMatrix(text_page, char, api.float_address)
        a, b, _, _, e, f = api.six
        quarters = math.atan2(b, a) / (math.pi / 2)
        box, origin = frame.place(*corners), frame.place(e, f, e, f)
        if abs(quarters - round(quarters)) > _SKEWED:
            x0, _, x1, _ = box
            return (x0, origin[1], x1), SKEWED
        turns = (round(quarters) - frame.turns) % 4
        size = frame.width, frame.height
        x0, _, x1, _ = turn_box(box, turns, *size)
        _, base, _, _ = turn_box(origin, turns, *size)
        return (x0, base, x1), turns

    def unmapped(self, text_page: int, text: str, count: int) -> int:
        """How many characters have no Unicode mapping, where they are so many that the
        text is not to be trusted, else 0; all are asked only where a sample finds one.

        Control signs inside a text are numbers of glyphs that PDFium knows no letter
        for.
        """
        check = self.api.FPDFText_HasUnicodeMapError
        step = max(1, count // 24)
        some = map(check, repeat(text_page), range(0, count, step))
        if not _SUSPECT.search(text) and 1 not in some:
            return 0
        unknown = sum(map(eq, map(check, repeat(text_page), range(count)), repeat(1)))
        unknown = max(unknown, sum(map(text.count, _CONTROLS)))
        return unknown if unknown > UNTRUSTED * len(text) else 0
