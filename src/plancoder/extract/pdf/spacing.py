"""Spaces that PDFium guesses wrong, told from where the letters stand.

Producers that move the pen in the place of writing a space leave it to the reader to
guess one from the gap. PDFium guesses by the letter spacing in force, which Ghostscript
uses for words too, and so loses spaces, and sees some inside words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from plancoder.extract.pdf.fonts import measure
from plancoder.extract.pdf.lines import PageWords, Span
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
_RUN_TOGETHER = re.compile(
    r"[a-z](?:[,;:][A-Za-z]{2}|\.[A-Z][a-z])|\d[.,][A-Z][a-z]|[a-z]{3}[A-Z][a-z]{2}"
)
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
        for at in _touching(page):
            if self._is_no_space(text_page, page, at):
                edits[places[at] - 1] = ""
        for place in _marked(self.api, text_page, page, places):
            edits[place] = " "
        if self.by_letters or self._may_miss(text_page, text, page):
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

    def _may_miss(self, text_page: int, text: str, page: PageWords) -> bool:
        """True where words seem to run together, or where spaces are guessed and
        narrow.
        """
        if _RUN_TOGETHER.search(text):
            return True
        narrow = any(
            _TOUCHING[1] * page.heights[at]
            < page.gaps[at - 1]
            < _NARROW * page.heights[at]
            for at in _followers(page)
        )
        return narrow and self._guessed(text_page, page)

    def _guessed(self, text_page: int, page: PageWords) -> bool:
        """True where the file does not write most of its spaces."""
        spaces = [
            page.lasts[at - 1] + 1
            for at in _followers(page)
            if page.firsts[at] == page.lasts[at - 1] + 2
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
        """Spaces inside what PDFium takes for words."""
        edits: Edits = {}
        for span in page.lines:
            letters = [
                place + at
                for place, word in zip(
                    places[span.start : span.stop],
                    page.words[span.start : span.stop],
                    strict=True,
                )
                for at in range(len(word))
            ]
            boxes = self.api.letter_boxes(text_page, list(map(char_of, letters)))
            edits |= _missed_in_line(letters, boxes.tolist())
        return edits


def _missed_in_line(letters: Sequence[int], boxes: Sequence[float]) -> Edits:
    """Spaces before letters of a line, which are far from the letter before them in
    the text.
    """
    sides = zip(
        letters, boxes[0::4], boxes[2::4], boxes[1::4], boxes[3::4], strict=True
    )
    gaps = [
        (place, x0 - end, top - bottom, abs(bottom - level))
        for (before, _, end, _, level), (place, x0, _, top, bottom) in pairwise(sides)
        if place == before + 1
    ]
    if not gaps:
        return {}
    usual = max(0.0, median(gap for _, gap, _, _ in gaps))
    return {
        place: " "
        for place, gap, height, step in gaps
        if gap - usual > _SPACE * height and step < _STEP * height
    }


def _followers(page: PageWords) -> Iterator[int]:
    """The words that follow another on their line."""
    for start, stop, _ in page.lines:
        yield from range(start + 1, stop)


def _touching(page: PageWords) -> list[int]:
    """Words that stand so close to the one before that they are a part of it, and what
    follows a hyphen closer than words do: the spaces of a line are stretched alike, and
    some producers stretch the place after a hyphen, where it may break.
    """
    found: list[int] = []
    count = 0
    for span in page.lines:
        count += span.stop - span.start - 1
        found += _touching_in_line(page, span)
    return found if len(found) <= _SHARE * count else []


def _touching_in_line(page: PageWords, span: Span) -> Iterator[int]:
    gaps = page.gaps[span.start : span.stop - 1]
    if not gaps or _stand_apart(page, span, gaps):
        return
    narrowest = _narrower_than_others(gaps)
    for at, gap in enumerate(gaps, start=span.start + 1):
        if _may_go_on(page, at) and (
            _touches(page, at, gap)
            or (
                gap == narrowest and _is_after_break(page.words[at - 1], page.words[at])
            )
        ):
            yield at


def _stand_apart(page: PageWords, span: Span, gaps: Sequence[float]) -> bool:
    """True for a line, as most are, whose words all stand apart and end in no hyphen:
    no need to look at each word.
    """
    words = page.words[span.start : span.stop - 1]
    heights = page.heights[span.start : span.stop]
    hyphens = any(word[-1] in _HYPHENS for word in words)
    return min(gaps) >= _TOUCHING[1] * max(heights) and not hyphens


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


def _touches(page: PageWords, at: int, gap: float) -> bool:
    """True where a word stands as close to the letter before as letters do."""
    least, most = _TOUCHING
    height = page.heights[at]
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
