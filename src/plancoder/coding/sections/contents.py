"""Contents pages: where they begin and end, by the word "contents" or by page numbers
that rise in lines, columns and tables, or run together in one paragraph.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from plancoder.coding.sections.any_case import find_words
from plancoder.coding.sections.contents_entries import (
    BARE_PAGE,
    FEWEST,
    LONGEST,
    TITLE_INLINE,
    Span,
    page_of_line,
    split_entries,
    without_leaders,
)
from plancoder.coding.sections.labels import read_label
from plancoder.coding.sections.plain_text import plain
from plancoder.models import Block, BlockKind, Document

_WORDS = r"(?:table\s+of\s+)?contents|cynnwys|what(?:'s|\u2019s|\s+is)\s+inside"
_TITLE = re.compile(
    rf"\W*(?:\d{{1,3}}\W+)?(?:{_WORDS})(?:\W+(?:pages?|contents|cynnwys))?\W*"
    r"(?:\d{1,3})?",
    re.IGNORECASE,
)
_TITLE_AT_END = re.compile(
    r"\b(?:Contents|CONTENTS|Cynnwys|CYNNWYS|What is [Ii]n this [Pp]lan)"
    r"(?:\s+(?:[Pp]age|PAGE))?[\s:]*$"
)
# Page numbers before entries look like a numbered list: without a title there must be
# more of them.
_FEWEST_BEFORE = 5
# So many blocks without a page number may follow one another among entries.
_GAP = 2
_MOST_ROWS = 500  # no contents page is longer
# Contents stand near the front; lists that end in figures further back are tables.
_FRONT = 0.25


@dataclass(frozen=True, slots=True)
class Contents:
    """Where contents pages stand, and their entries without leaders and page numbers,
    in order.
    """

    spans: tuple[Span, ...] = ()
    entries: tuple[Span, ...] = ()

    def holds(self, offset: int) -> bool:
        """True if `offset` lies on a contents page."""
        if not self.spans:
            return False
        before = bisect_right(self.spans, (offset, sys.maxsize))
        return before > 0 and offset < self.spans[before - 1][1]


class _Row(NamedTuple):
    """A block with its text and what its last line says of pages."""

    block: Block
    text: str
    page: int | None = None
    place: str = ""  # of the page number: "before" the wording, "after" it or "alone"
    title: int | None = None  # where the word "Contents" begins that ends the block

    @property
    def is_prose(self) -> bool:
        """True for what is too long for an entry, or ends as a sentence does."""
        return len(self.text) > LONGEST or self.text.endswith((".", "!", "?"))

    @property
    def is_led(self) -> bool:
        """True where leaders go from an entry to its page number."""
        return "..." in self.text or "\u2026" in self.text


def find_contents(document: Document) -> Contents:
    """All contents pages of a document."""
    text = document.text
    spans: list[Span] = []
    entries: set[Span] = set()
    named = sorted(find_words(text, _NAMES))
    rows = [
        _read_row(text, block, _between(named, block.start, block.end))
        for block in document.blocks
    ]
    for start, run in _runs(rows, int(_FRONT * len(text))):
        spans.append((start, run[-1].block.end + 1))
        entries.update(_entries_of(text, run))
    for span, found in _run_together(document, Contents(tuple(spans))):
        spans.append(span)
        entries.update(found)
    return Contents(tuple(sorted(spans)), tuple(sorted(entries)))


def _between(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _read_row(text: str, block: Block, named: bool) -> _Row:
    """A block as a row of a contents page: "Calm lanes ..... 12" has page 12,
    "Contents" is its title, a paragraph is neither. `named` says that the block holds
    a word that a title of contents has.
    """
    whole = text[block.start : block.end]
    line = whole[-LONGEST - 1 :].rpartition("\n")[2]
    if not line or len(line) > LONGEST:
        return _Row(block, whole)
    titled = (_TITLE.fullmatch(line) or _TITLE_AT_END.search(line)) if named else None
    if titled:
        return _Row(block, whole, title=block.end - len(line) + titled.start())
    if line[0].isdigit() or line[-1].isdigit() or len(line) < FEWEST:
        return _Row(block, whole, *page_of_line(line))
    return _Row(block, whole)


# What a title of contents holds, in small letters: few blocks have any of these.
_NAMES = ("contents", "cynnwys", "inside", "what is in this plan")


def _runs(rows: Sequence[_Row], front: int) -> Iterator[tuple[int, Sequence[_Row]]]:
    """Contents pages as runs of rows, each with the offset of its title or first entry:
    under the word "contents", or entry after entry with leaders or before `front`.
    """
    at = 0
    while at < len(rows):
        row, first, stop = rows[at], at, at
        if row.title is not None:
            while first < len(rows) and rows[first].title is not None:
                first += 1
            stop = _titled_end(rows, first)
        elif row.page is not None and (row.is_led or row.block.start <= front):
            # In a table the cell before the page number has the entry.
            first -= bool(row.place == "alone" and row.block.column)
            stop = _untitled_end(rows, first)
        if stop > first:
            start = rows[first].block.start if row.title is None else row.title
            yield start, rows[first:stop]
        at = max(stop, at + 1)


def _titled_end(rows: Sequence[_Row], first: int) -> int:
    """Where the run below a title ends."""
    stop = _run_end(rows, first)
    run = rows[first:stop]
    entries = sum(len(split_entries(row.text, 0, len(row.text))) for row in run)
    listed = max(entries, len(run) // 2) >= FEWEST
    return stop if listed and _rise(run) else _unnumbered_end(rows, first)


def _untitled_end(rows: Sequence[_Row], first: int) -> int:
    """Where the run from `first` ends that is a contents page without saying so: its
    entries all differ, which running heads and footers do not.
    """
    stop = _run_end(rows, first)
    run = rows[first:stop]
    pages = _pages(run)
    if len(pages) <= FEWEST or not _rise(run) or not _all_differ(run):
        return first
    if all(row.place in ("before", "") for row in run):
        numbered = pages == list(range(pages[0], pages[0] + len(pages)))
        return first if numbered or len(pages) < _FEWEST_BEFORE else stop
    return stop


def _all_differ(run: Sequence[_Row]) -> bool:
    """True if next to no wordings stand twice, numbers aside."""
    wordings = [plain(row.text).strip(" 0123456789") for row in run]
    worded = [wording for wording in wordings if wording]
    return len(set(worded)) >= 0.8 * len(worded)


def _pages(run: Sequence[_Row]) -> list[int]:
    return [row.page for row in run if row.page is not None]


def _rise(run: Sequence[_Row]) -> bool:
    """True if page numbers mostly rise; printed contents do have slips."""
    pages = _pages(run)
    rising = sum(one <= other for one, other in pairwise(pages))
    return rising >= 0.7 * (len(pages) - 1)


def _run_end(rows: Sequence[_Row], first: int) -> int:
    """Where the rows from `first` end that look like entries; one entry that lost its
    number, and cells, may stand between. A page number far below the last one ends the
    run.
    """
    pages_first = first < len(rows) and rows[first].place == "alone"
    stop, highest = first, 0
    for at, row in enumerate(rows[first : first + _MOST_ROWS], first):
        if row.page is None:
            far = at - stop >= _GAP + pages_first
            if far or row.is_prose or row.title is not None:
                break
        elif at >= first + FEWEST and 2 * row.page < highest:
            break
        else:
            stop, highest = at + 1, max(highest, row.page)
    # Where page numbers stand alone before the entries, the last entry has none below.
    below = pages_first and stop < len(rows) and not rows[stop].is_prose
    return stop + below


def _unnumbered_end(rows: Sequence[_Row], first: int) -> int:
    """Where the short lines end that stand right under "Contents" without page numbers,
    as on web pages or where the numbers were read apart.
    """
    stop = first
    for row in rows[first : first + _MOST_ROWS]:
        heading = row.block.kind is BlockKind.HEADING
        if heading or row.is_prose or row.text.endswith(":"):
            break
        stop += 1
    run = rows[first:stop]
    if len(run) < FEWEST:
        return first
    if all(row.block.kind is BlockKind.BULLET for row in run):
        return stop
    near = rows[first : stop + 2 * len(run) + 3]
    apart = sum(bool(BARE_PAGE.fullmatch(row.text)) for row in near)
    wordings = {plain(row.text) for row in run}
    again = sum(plain(row.text) in wordings for row in rows[stop:])
    return stop if apart >= FEWEST or again >= 2 else first


def _entries_of(text: str, run: Sequence[_Row]) -> Iterator[Span]:
    """The entries of a run of rows.

    Rows between two page numbers that stand alone are one entry where the numbers come
    first; a label alone ("Priority 1") is part of the entry below it.
    """
    pages_first = run[0].place == "alone"
    begun: int | None = None  # where an entry begins that goes on in the next row
    for row, following in zip(run, (*run[1:], None), strict=True):
        goes_on = following is not None and (
            following.place != "alone" if pages_first else _is_label(row.text)
        )
        if row.page is None and goes_on:
            begun = row.block.start if begun is None else begun
        elif row.place != "alone":
            for start, end in _row_entries(text, row.block):
                yield start if begun is None else begun, end
                begun = None


def _is_label(text: str) -> bool:
    label = read_label(text)
    return label is not None and label.end >= len(text)


def _row_entries(text: str, block: Block) -> Iterator[Span]:
    """Where the entries of a row are: "Aims 4 Money 9" → Aims, Money; the word
    "Contents" before them is no part of one.
    """
    start = block.start
    for line in text[block.start : block.end].split("\n"):
        end = start + len(line)
        title = TITLE_INLINE.match(text, start, end)
        begin = title.end() if title else start
        yield from split_entries(text, begin, end) or without_leaders(text, begin, end)
        start = end + 1


def _run_together(
    document: Document, known: Contents
) -> Iterator[tuple[Span, list[Span]]]:
    """Contents in the middle of a paragraph whose line breaks were lost, or that stand
    in one paragraph below their title: "Contents Foreword 3 Priorities 4 …".
    """
    text, blocks = document.text, document.blocks
    reach = 0
    for title in TITLE_INLINE.finditer(text, 0, int(len(text) * _FRONT) + 200):
        if title.start() < reach or known.holds(title.start()):
            continue
        index = document.block_index(title.start())
        start = title.end()
        if start >= blocks[index].end and index + 1 < len(blocks):
            index += 1
            start = blocks[index].start
        found = split_entries(text, start, blocks[index].end)
        if len(found) >= FEWEST:
            after = re.compile(r"\D{0,9}\d{1,3}").match(text, found[-1][1])
            reach = after.end() if after else found[-1][1]
            yield (title.start(), reach), found
