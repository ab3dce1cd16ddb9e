"""The words of a page in stream order and the lines they stand on, told from the page's
text.

Everything is kept in lists for the whole page, so that a page costs a few long calls
and not many short ones.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate, compress, count, islice
from operator import add, sub
from typing import NamedTuple

from plancoder.extract.layout.pieces import WIDEST_SPACE
from plancoder.extract.layout.shapes import HYPHEN, NEW_LINE, SPACE

UNLIKE = 0.02  # × height by which the letter boxes of one font and size differ
OVERLAP = 0.3  # × size by which a word may begin before the one before it ends
STEP = 0.5  # points between the levels of words on one line
_SPACE = 0.14  # × size by which a space between words is wider than one between letters


class Span(NamedTuple):
    """A line's words, by their numbers on the page, and what stands before it in the
    stream.
    """

    start: int
    stop: int
    before: int


@dataclass(slots=True)
class Line:
    """The words of a line of the stream, the indices of their first and last letters,
    and what stands before them.
    """

    words: list[str]
    firsts: list[int]
    lasts: list[int]
    before: int
    boxes: list[float]  # of first and last letters: eight numbers a word

    def part(self, start: int, stop: int) -> Line:
        """Some of the line's words as a line."""
        before = SPACE if start else self.before
        boxes = self.boxes[8 * start : 8 * stop]
        return Line(
            self.words[start:stop],
            self.firsts[start:stop],
            self.lasts[start:stop],
            before,
            boxes,
        )


@dataclass(slots=True)
class PageWords:
    """A page's words, the indices of their first and last letters, its lines, and where
    the words stand.
    """

    words: list[str]
    firsts: list[int]
    lasts: list[int]
    lines: list[Span]
    boxes: array[float] = field(
        default_factory=lambda: array("f")
    )  # eight numbers a word, as in a line
    x0s: list[float] = field(default_factory=list)
    x1s: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    gaps: list[float] = field(
        default_factory=list
    )  # after each word but the last of the page

    def letters(self) -> list[int]:
        """First and last letter of each word in turn: those whose boxes are asked."""
        both = [0] * (2 * len(self.words))
        both[0::2], both[1::2] = self.firsts, self.lasts
        return both

    def place(self, boxes: array[float]) -> None:
        """Takes the boxes of `letters`."""
        self.boxes = boxes
        self.x0s, self.x1s, self.bottoms = (
            boxes[0::8].tolist(),
            boxes[6::8].tolist(),
            boxes[3::8].tolist(),
        )
        self.heights = list(map(sub, boxes[1::8].tolist(), self.bottoms))
        self.gaps = list(map(sub, islice(self.x0s, 1, None), self.x1s))

    def translate(self, char_of: Callable[[int], int]) -> None:
        """Puts the indices of letters in the place of indices of the text."""
        self.firsts, self.lasts = (
            list(map(char_of, self.firsts)),
            list(map(char_of, self.lasts)),
        )

    def looks_spaced(self, start: int, stop: int) -> bool:
        """True where most words of a line are single letters: a heading with space
        between its letters. Dots that lead to a page number are none.
        """
        return (
            stop - start > 4
            and self.lasts[stop - 1] - self.firsts[start] < 2.7 * (stop - start)
            and 2 * sum(map(str.isalnum, self.words[start:stop])) > stop - start
        )

    def widest_gap(
        self, start: int, stop: int, height: float, size: float
    ) -> float | None:
        """The widest gap in a line whose words are as high as `height`, stand on one
        level and follow each other.

        None where they do not, or where the line looks spaced.
        """
        heights = self.heights[start:stop]
        least, most = min(heights), max(heights)
        if not (least - height > -UNLIKE * least and most - height < UNLIKE * most):
            return None
        if stop - start == 1:
            return 0.0
        gaps, bottoms = self.gaps[start : stop - 1], self.bottoms[start:stop]
        level, widest = bottoms[0], max(gaps)
        if (
            min(gaps) > -OVERLAP * size
            and widest < WIDEST_SPACE * size
            and min(bottoms) - level > -STEP
            and max(bottoms) - level < STEP
            and not self.looks_spaced(start, stop)
        ):
            return widest
        return None

    def line(self, span: Span) -> Line:
        """A line on its own, spaced letters put together."""
        start, stop, before = span
        boxes = self.boxes[8 * start : 8 * stop].tolist()
        line = Line(
            self.words[start:stop],
            self.firsts[start:stop],
            self.lasts[start:stop],
            before,
            boxes,
        )
        return _closed_up(line) if self.looks_spaced(start, stop) else line


def page_words(text: str) -> PageWords:
    """The words of a page's text, in lines that end where PDFium breaks them or a word
    goes on in the next.
    """
    rows = text.replace("\r", "\n").replace("\ufffe", "\n").replace("\u0002", "\n")
    parts = rows.replace("\n", " ").split(" ")
    sums = list(
        accumulate(map(len, parts), initial=0)
    )  # letters before each part, separators left out
    firsts = list(compress(map(add, sums, count()), parts))
    lasts = list(compress(map(add, islice(sums, 1, None), count(-1)), parts))
    lines = []
    at = end = stop = (
        0  # where the row begins and the last row with letters ended; words so far
    )
    for row in rows.split("\n"):
        if row:
            start, gap, end = stop, text[end:at], at + len(row)
            stop = bisect_left(firsts, end, start)
            if stop > start:
                lines.append(
                    Span(
                        start,
                        stop,
                        HYPHEN if "\ufffe" in gap or "\u0002" in gap else NEW_LINE,
                    )
                )
        at += len(row) + 1
    return PageWords(list(filter(None, parts)), firsts, lasts, lines)


def _closed_up(line: Line) -> Line:
    """A line of spaced letters with its words put together: the gaps between words are
    wider than the others.
    """
    boxes = line.boxes
    gaps = [
        after - before for before, after in zip(boxes[6::8], boxes[8::8], strict=False)
    ]
    usual = sorted(gaps)[len(gaps) // 3]
    size = boxes[1] - boxes[3]
    words, firsts, lasts, kept = (
        [line.words[0]],
        [line.firsts[0]],
        [line.lasts[0]],
        boxes[:8],
    )
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
    return Line(words, firsts, lasts, line.before, kept)
