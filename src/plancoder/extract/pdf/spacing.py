"""Spaces that PDFium guesses wrong, told from where the letters stand.

Producers that move the pen in the place of writing a space leave it to the reader to
guess one from the gap. PDFium guesses by the letter spacing in force, which Ghostscript
uses for words too, and so loses spaces, and sees some inside words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, count, pairwise
from operator import add, attrgetter, gt, sub
from statistics import median

from plancoder.extract.pdf.fonts import measure
from plancoder.extract.pdf.lines import PageWords
from plancoder.extract.pdf.pdfium import Pdfium

# × height of the letters' boxes, which is 1 to 1.4 × their size.
_TOUCHING = -0.1, 0.05  # gap between the letters of one word
_SPACE = 0.12  # gap that is a space, over the usual one between letters
_NARROW = 0.22  # gap of a space that PDFium may miss next time
_STEP = 0.1  # by which letters of one word may stand higher or lower
_SMALLER = 0.85  # × size of its word: the number of a note, which stands no lower
_SHORTEST = 3  # letters of a word with the number of a note
_SHARE = 0.2  # of the gaps: more that touch are a fault of the widths, not of spaces
_STRETCHED = 0.8  # × the narrowest other space of its line: no space after a hyphen
_FEWEST_GAPS = 4  # of a line by which a space is told to be narrower than others
_FEW = 12  # spaces that are asked whether the file writes them
_HYPHENS = "-‐"
_BROKEN = "- ", "‐ "  # a word that ends with a hyphen on its line
# "lanes,which", "lanes.The", "2019.The", "lanesThe": looked for from their second sign,
# which few letters are.
_RUN_TOGETHER = re.compile(
    r"[,;:.A-Z](?:(?<=[a-z][,;:])[A-Za-z]{2}|(?<=[a-z\d]\.)[A-Z][a-z]"
    r"|(?<=\d,)[A-Z][a-z]|(?<=[a-z]{3}[A-Z])[a-z]{2})"
)
_FIGURE_AT_LETTER = re.compile(r"\d(?:(?<=[^\W\d_]\d)|(?=[^\W\d_]))")
_MARKED = re.compile(r"(.*[^\W\d_]{2})\d{1,3}")  # "people15"
_MARKS = re.compile(r"(\d{1,3})[^\W\d_].*")  # "1The survey"

_JOINING = frozenset(("and", "or", "to"))  # "mid- and long-term"

Edits = dict[int, str]  # places in the text before which a space is put, or "" for
# the place of a space that goes


class Spacing:
    """Mends the spaces of page after page; what one page shows holds for the next."""

    def __init__(self, api: Pdfium) -> None:
        self.api = api
        self.by_letters = False  # a page had spaces that only its letters tell

    def edits(
        self,
        text_page: int,
        text: str,
        page: PageWords,
        places: Sequence[int],
        char_of: Callable[[int], int],
    ) -> Edits:
        """What to change in the text; `places` has the first letter of each word in
        it.
        """
        edits: Edits = {}
        near = _near_words(page)
        for at in _touching(text, page, near):
            if self._is_no_space(text_page, page, at):
                edits[places[at] - 1] = ""
        if _FIGURE_AT_LETTER.search(text):
            for place in _marked(self.api, text_page, page, places):
                edits[place] = " "
        if self.by_letters or self._may_miss(text_page, text, page, near):
            found = self._missed(text_page, page, places, char_of)
            self.by_letters = self.by_letters or bool(found)
            edits |= found
        return edits

    def _is_no_space(self, text_page: int, page: PageWords, at: int) -> bool:
        """True where the pen stands at the end of the word before, or goes back over
        the space: the shapes of letters such as f and J may reach over it.
        """
        if page.words[at - 1][-1] in _HYPHENS:
            return True
        api, space = self.api, page.lasts[at - 1] + 1
        api.FPDFText_GetCharOrigin(
            text_page, page.firsts[at], *api.double_addresses[:2]
        )
        end, origin = page.x1s[at - 1], api.doubles[0]
        if api.FPDFText_IsGenerated(text_page, space) != 1:
            api.FPDFText_GetLooseCharBox(text_page, space, api.float_address)
            end = max(end, api.four[2])
            return bool(origin < end - _TOUCHING[1] * page.heights[at])
        return bool(origin < end + _TOUCHING[1] * page.heights[at])

    def _may_miss(
        self, text_page: int, text: str, page: PageWords, near: Sequence[int]
    ) -> bool:
        """True where words seem to run together, or where spaces are guessed and
        narrow.
        """
        if _RUN_TOGETHER.search(text):
            return True
        narrow = any(page.gaps[at - 1] > _TOUCHING[1] * page.heights[at] for at in near)
        return narrow and self._guessed(text_page, page)

    def _guessed(self, text_page: int, page: PageWords) -> bool:
        """True where the file does not write most of its spaces."""
        starts = _line_starts(page)
        spaces = [
            last + 1
            for at, first, last in zip(
                count(1), page.firsts[1:], page.lasts, strict=False
            )
            if first == last + 2 and at not in starts
        ]
        some = spaces[:: max(1, len(spaces) // _FEW)]
        asked = [self.api.FPDFText_IsGenerated(text_page, char) == 1 for char in some]
        return bool(2 * sum(asked) > len(asked))

    def _missed(
        self,
        text_page: int,
        page: PageWords,
        places: Sequence[int],
        char_of: Callable[[int], int],
    ) -> Edits:
        """Spaces inside what PDFium takes for words: before letters that are far from
        the letter before them in the text.
        """
        sizes = list(map(len, page.words))
        ends = map(add, places, sizes)
        letters = list(chain.from_iterable(map(range, places, ends)))
        starts = list(accumulate(sizes, initial=0))
        boxes = self.api.letter_boxes(text_page, list(map(char_of, letters)))
        row = _Letters(boxes)
        row.part_at(starts[:-1])
        found = chain.from_iterable(
            row.far_from_last(starts[span.start], starts[span.stop])
            for span in page.lines
        )
        return {letters[at]: " " for at in found}


class _Letters:
    """The letters of a page with the gap before each, and whether that is so wide that
    it may be a space.
    """

    def __init__(self, boxes: array[float]) -> None:
        lefts, tops, rights, self.bottoms = (
            boxes[side::4].tolist() for side in range(4)
        )
        self.heights = list(map(sub, tops, self.bottoms))
        self.gaps = [0.0, *map(sub, lefts[1:], rights)]
        widths = [_SPACE * height for height in self.heights]
        self.wide = list(map(gt, self.gaps, widths))
        self.starts: frozenset[int] = frozenset()

    def part_at(self, starts: Sequence[int]) -> None:
        """Take the gaps before the first letters of words for what they are."""
        self.starts = frozenset(starts)
        for at in starts:
            self.wide[at] = False

    def far_from_last(self, start: int, stop: int) -> list[int]:
        """The letters of a line before which a space seems to be missing."""
        if True not in self.wide[start:stop]:
            return []
        inside = (at for at in range(start, stop) if at not in self.starts)
        usual = max(0.0, median(self.gaps[at] for at in inside))
        return [
            at
            for at in range(start, stop)
            if self.wide[at]
            and self.gaps[at] - usual > _SPACE * self.heights[at]
            and self._is_level(at)
        ]

    def _is_level(self, at: int) -> bool:
        """True for a letter about as high as the one before it."""
        step = abs(self.bottoms[at] - self.bottoms[at - 1])
        return bool(step < _STEP * self.heights[at])


def _line_starts(page: PageWords) -> set[int]:
    return {span.start for span in page.lines}


def _near_words(page: PageWords) -> list[int]:
    """The words nearer to the one before on their line than a narrow space is wide."""
    starts = _line_starts(page)
    followers = zip(count(1), page.gaps, page.heights[1:], strict=False)
    return [
        at
        for at, gap, height in followers
        if gap < _NARROW * height and at not in starts
    ]


def _touching(text: str, page: PageWords, near: Sequence[int]) -> list[int]:
    """Words that stand so close to the one before that they are a part of it, and what
    follows a hyphen closer than words do: the spaces of a line are stretched alike, and
    some producers stretch the place after a hyphen, where it may break.
    """
    found = [at for at in near if _may_go_on(page, at) and _touches(page, at)]
    if any(sign in text for sign in _BROKEN):
        found += [at for at in _after_breaks(page) if at not in found]
    followers = len(page.words) - len(page.lines)
    return found if len(found) <= _SHARE * followers else []


def _after_breaks(page: PageWords) -> Iterator[int]:
    """The words that follow a hyphen closer than all others of their line do."""
    starts = _line_starts(page)
    for at, (before, word) in enumerate(pairwise(page.words), start=1):
        after_break = at not in starts and _is_after_break(before, word)
        if after_break and _may_go_on(page, at) and _is_closest(page, at):
            yield at


def _is_closest(page: PageWords, at: int) -> bool:
    """True where a word is closer to the one before than all others of its line are."""
    line = bisect_right(page.lines, at, key=attrgetter("start")) - 1
    start, stop, _ = page.lines[line]
    return page.gaps[at - 1] == _narrower_than_others(page.gaps[start : stop - 1])


def _narrower_than_others(gaps: Sequence[float]) -> float | None:
    """The narrowest gap of a line; None where others are about as narrow, or too few
    to tell.
    """
    if len(gaps) < _FEWEST_GAPS:
        return None
    narrowest, second, *_ = sorted(gaps)
    return narrowest if narrowest < _STRETCHED * second else None


def _may_go_on(page: PageWords, at: int) -> bool:
    """True for a word of letters on the base line of the word before."""
    step = abs(page.bottoms[at] - page.bottoms[at - 1])
    off_line = step > _STEP * page.heights[at]
    return page.words[at][0].isalpha() and not off_line


def _touches(page: PageWords, at: int) -> bool:
    """True where a word stands as close to the letter before as letters do."""
    least, most = _TOUCHING
    gap, height = page.gaps[at - 1], page.heights[at]
    return page.words[at - 1][-1].isalpha() and least * height < gap < most * height


def _is_after_break(before: str, word: str) -> bool:
    """True for what follows the hyphen of a word, but for "and" in "mid- and"."""
    return before[-1] in _HYPHENS and before[-2:-1].isalpha() and word not in _JOINING


def _marked(
    api: Pdfium, text_page: int, page: PageWords, places: Sequence[int]
) -> Iterator[int]:
    """Where the raised or small number of a note begins at the end of its word, or
    ends at the start of it.
    """
    for at, word in enumerate(page.words):
        if not (word[-1].isdigit() or word[0].isdigit()) or len(word) < _SHORTEST:
            continue
        found = _MARKED.fullmatch(word) or _MARKS.fullmatch(word)
        if found is None:
            continue
        ends = page.firsts[at], page.lasts[at]
        (size, base), (last_size, last_base) = (
            measure(api, text_page, char) for char in ends
        )
        if word[0].isdigit():
            size, base, last_size, last_base = last_size, last_base, size, base
        if last_size < _SMALLER * size and last_base > base - _STEP * size:
            yield places[at] + found.end(1)


def respaced(text: str, edits: Edits) -> tuple[str, list[int]]:
    """The text with spaces put in and taken out, and the place in `text` of each of its
    letters.

    "far m" without its space: "farm", 0 1 2 4.
    """
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for place in sorted(edits):
        parts.append(text[start:place])
        places += range(start, place)
        if edits[place]:
            parts.append(edits[place])
            places.append(place)
            start = place
        else:
            start = place + 1
    parts.append(text[start:])
    places += range(start, len(text))
    return "".join(parts), places
