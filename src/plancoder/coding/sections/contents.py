"""Contents pages: entries with page numbers before or after them, in lines, columns or
tables, or run together in one paragraph.

"Foreword ..... 3", "6-7 Priority 1 Safer roads" and "Foreword 3 Our area 4 Money 9"
all give entries without leaders and page numbers.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plancoder.coding.sections.labels import LABEL_WORDS, WELSH, read_label
from plancoder.coding.sections.plain_text import plain
from plancoder.models import Block, BlockKind, Document

Span = tuple[int, int]

# A page number or range of its own: "3", "6-7", "8 - 10", "Page 3/4", "Page | 4". Years
# are taken first, so that "2021-22" is no page 22.
_NUMBER = re.compile(
    r"\b(?:19|20)\d\d\s?[-\u2013\u2014/]\s?\d{2,4}\b"
    r"|(?<![\w,\u00a3$%/-])(?<!\d\.)(?:(?:pages?|pp?\.?)[\s|]*)?"
    r"(?P<page>\d{1,3})(?:\s?[-\u2013\u2014/]\s?\d{1,3}|\s(?:to|and|&)\s\d{1,3}(?=\s*$))?"
    r"(?=[\s\u2026]|$)",
    re.IGNORECASE,
)
_BARE_PAGE = re.compile(
    r"\W*(?:pages?|pp?\.?)?[\s|]*(\d{1,3})(?:\s?[-\u2013\u2014/\s]\s?\d{1,3})?\W*",
    re.IGNORECASE,
)
_WORDS = r"(?:table\s+of\s+)?contents|cynnwys|what(?:'s|\u2019s|\s+is)\s+inside"
_TITLE = re.compile(
    rf"\W*(?:\d{{1,3}}\W+)?(?:{_WORDS})(?:\W+(?:pages?|contents|cynnwys))?\W*(?:\d{{1,3}})?",
    re.IGNORECASE,
)
_TITLE_AT_END = re.compile(
    r"\b(?:Contents|CONTENTS|Cynnwys|CYNNWYS|What is [Ii]n this [Pp]lan)"
    r"(?:\s+(?:[Pp]age|PAGE))?[\s:]*$"
)
_TITLE_INLINE = re.compile(
    r"\b(?:Contents|CONTENTS|Cynnwys|CYNNWYS)(?:\s+Page\b|(?=[A-Z]))?[\s:]*"
)
_PARTS = "annex appendix section chapter part no number step phase tier level year"
_LABELS = (*LABEL_WORDS, *WELSH, *_PARTS.split())
_NUMBERED_BEFORE = frozenset((*_LABELS, *(word + "s" for word in _LABELS)))
_INSIDE_ENTRY = re.compile(r"(?<=\s)(\d{1,2})\.\s(?=[A-Z])")
# "My priorities" has no page number of its own where the entries below it have theirs.
_PART_WITHOUT_PAGE = re.compile(
    r"((?:(?:My|Our|The|Strategic|Key|Police and Crime)\s+)+"
    r"(?:[Pp]riorities|[Oo]bjectives|[Pp]ledges|[Tt]hemes|[Aa]ims))[\s:.]+(?=[A-Z])"
)
_LEADERS = " .\t\n\u2026\u00b7_|"
_BULLETS = _LEADERS + "-\u2013\u2014\u2022\u25aa\u25cf\uf0b7"
# An entry longer than this is a sentence that happens to end in a number.
_LONGEST = 260
_FEWEST = 3
# Page numbers before entries look like a numbered list: without a title there must be
# more of them.
_FEWEST_BEFORE = 5
# So many blocks without a page number may follow one another among entries.
_GAP = 2
# A number over this after "part" or "annex" is the page: "Taking part 36".
_HIGHEST_LABEL = 12
# Two page numbers of one contents page are not further apart than this.
_FURTHEST = 1000
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
        before = bisect_right(self.spans, (offset, sys.maxsize))
        return before > 0 and offset < self.spans[before - 1][1]


@dataclass(frozen=True, slots=True)
class _Line:
    """What a block says of pages: the number before its wording, after it, or alone.

    `title` is where the word "Contents" begins that ends the block, else None.
    """

    before: int | None = None
    after: int | None = None
    alone: int | None = None
    title: int | None = None

    @property
    def page(self) -> int | None:
        """The page number, wherever it stands; the one after the wording goes first."""
        found = (self.alone, self.after, self.before)
        return next((page for page in found if page is not None), None)


_NOTHING = _Line()


def find_contents(document: Document) -> Contents:
    """All contents pages of a document."""
    spans: list[Span] = []
    entries: list[Span] = []
    lines = [_read_line(document.text, block) for block in document.blocks]
    for start, run in _runs(document, lines):
        spans.append((start, document.blocks[run[-1]].end + 1))
        entries += _entries_of(document, lines, run)
    for start, end, found in _run_together(document, Contents(tuple(spans))):
        spans.append((start, end))
        entries += found
    return Contents(tuple(sorted(spans)), tuple(sorted(set(entries))))


def _read_line(text: str, block: Block) -> _Line:
    """The page numbers at the two ends of a block's last line, and a title."""
    start, end = max(block.start, block.end - _LONGEST - 1), block.end
    if "\n" in text[start:end]:
        start = text.rindex("\n", start, end) + 1
    if not 0 < end - start <= _LONGEST:
        return _NOTHING
    first, last = text[start], text[end - 1]
    if last.isalpha() or last.isspace() or last == ":":
        titled = _TITLE.fullmatch(text, start, end) or _TITLE_AT_END.search(
            text, start, end
        )
        if titled:
            return _Line(title=titled.start())
    if not (first.isdigit() or last.isdigit() or first in "Pp|"):
        return _NOTHING
    return _paged_line(text[start:end])


def _paged_line(line: str) -> _Line:
    if _TITLE.fullmatch(line):
        return _Line(title=0)
    if alone := _BARE_PAGE.fullmatch(line):
        return _Line(alone=int(alone[1]))
    pages = _pages(line, 0, len(line))
    if not pages:
        return _NOTHING
    start, stop, first = pages[0]
    if pages[-1][1] < len(line):
        leads = line[start] != "0" and not line[:start].strip(_BULLETS)
        return _Line(before=first) if leads and _begins(line[stop:]) else _NOTHING
    # "01 A word of welcome 4": the first number is the entry's own.
    numbered = len(pages) > 1 and not line[:start].strip(_BULLETS)
    return _Line(after=pages[numbered][2])


def _begins(following: str) -> bool:
    """True for what an entry may begin with: a capital, a digit, a quotation mark."""
    first = following.lstrip(_BULLETS)[:1]
    return not first or not first.islower()


def _pages(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Start, end and value of each number in a stretch that may be a page number.

    "Priority 1 Safer roads 6-7" has one, 6; "2021-22" and "8.1" are none.
    """
    found = []
    for number in _NUMBER.finditer(text, start, end):
        if number["page"] is None:
            continue
        before = text[max(start, number.start() - 30) : number.start()]
        word = before.rstrip(" -\u2013").rpartition(" ")[2].casefold()
        named = number.start("page") > number.start()
        page = int(number["page"])
        if named or page > _HIGHEST_LABEL or word not in _NUMBERED_BEFORE:
            found.append((number.start(), number.end(), page))
    return found


def _mostly_rising(numbers: Sequence[int]) -> bool:
    """True if page numbers mostly rise; printed contents do have slips."""
    rising = sum(one <= other for one, other in pairwise(numbers))
    return rising >= 0.7 * (len(numbers) - 1)


def _runs(
    document: Document, lines: Sequence[_Line]
) -> Iterator[tuple[int, list[int]]]:
    """Contents pages as runs of blocks, each with the offset of its title or first
    entry: under the word "contents", or entry after entry near the front.
    """
    blocks, index = document.blocks, 0
    while index < len(blocks):
        line, start = lines[index], blocks[index].start
        run: list[int] = []
        if line.title is not None:
            start = max(start, line.title)
            while index + 1 < len(blocks) and lines[index + 1].title is not None:
                index += 1
            run = _run_from(document, lines, index + 1)
            rising = _mostly_rising(_numbers(lines, run))
            if not rising or len(list(_entries_of(document, lines, run))) < _FEWEST:
                run = _unnumbered(document, index + 1)
        elif line.page is not None:
            # In a table the cell before the page number has the entry.
            cell = line.alone is not None and blocks[index].column
            run = _run_from(document, lines, index - 1 if cell else index)
            start = blocks[index - 1].start if cell else start
            run = run if _is_untitled_contents(document, lines, run) else []
        if run:
            yield start, run
        index = run[-1] + 1 if run else index + 1


def _numbers(lines: Sequence[_Line], run: Iterable[int]) -> list[int]:
    return [page for index in run if (page := lines[index].page) is not None]


def _is_untitled_contents(
    document: Document, lines: Sequence[_Line], run: Sequence[int]
) -> bool:
    """True for a run that is a contents page without saying so: near the front or with
    leaders, its entries all different, which running heads and footers are not.
    """
    numbers = _numbers(lines, run)
    if len(numbers) <= _FEWEST or not _mostly_rising(numbers):
        return False
    blocks = [document.blocks[index] for index in run]
    texts = [document.text[block.start : block.end] for block in blocks]
    near = blocks[0].start <= _FRONT * len(document.text)
    if not (near or any("..." in text or "\u2026" in text for text in texts)):
        return False
    wordings = [plain(text).strip(" 0123456789") for text in texts]
    worded = [wording for wording in wordings if wording]
    if len(set(worded)) < 0.8 * len(worded):
        return False
    if any(lines[index].before is None for index in run if lines[index].page):
        return True
    listed = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return not listed and len(numbers) >= _FEWEST_BEFORE


def _run_from(document: Document, lines: Sequence[_Line], first: int) -> list[int]:
    """Blocks from `first` that look like entries; one entry that lost its number, and
    cells, may stand between. A page number far below the last one ends the run.
    """
    text, blocks = document.text, document.blocks
    run: list[int] = []
    gap = highest = 0
    most = _GAP + (first < len(blocks) and lines[first].alone is not None)
    for index in range(first, len(blocks)):
        block, page = blocks[index], lines[index].page
        if page is None:
            gap += 1
            ends = text[block.end - 1 : block.end] in ".!?" or gap > most
            titled = lines[index].title is not None
            if ends or titled or block.end - block.start > _LONGEST:
                break
        elif len(run) >= _FEWEST and 2 * page < highest:
            break
        else:
            gap, highest = 0, max(highest, page)
        run.append(index)
    last = max((index for index in run if lines[index].page is not None), default=-1)
    # Where page numbers stand alone before the entries, the last entry has none below.
    entry_below = last >= 0 and lines[first].alone is not None
    return [index for index in run if index <= last + entry_below]


def _unnumbered(document: Document, first: int) -> list[int]:
    """Short lines right under "Contents" without page numbers, as on web pages or where
    the numbers were read apart.
    """
    text, blocks = document.text, document.blocks
    run: list[int] = []
    for index in range(first, len(blocks)):
        block = blocks[index]
        if (
            block.kind is BlockKind.HEADING
            or block.end - block.start > _LONGEST
            or text[block.start : block.end].endswith((".", "!", "?", ":"))
        ):
            break
        run.append(index)
    if len(run) < _FEWEST:
        return []
    if all(blocks[index].kind is BlockKind.BULLET for index in run):
        return run
    near = blocks[first : run[-1] + 2 * len(run) + 4]
    numbers = sum(
        bool(_BARE_PAGE.fullmatch(text, block.start, block.end)) for block in near
    )
    if numbers >= _FEWEST:
        return run
    wordings = {plain(text[blocks[index].start : blocks[index].end]) for index in run}
    later = (plain(text[block.start : block.end]) for block in blocks[run[-1] + 1 :])
    again = sum(wording in wordings for wording in later)
    return run if again >= 2 else []


def _entries_of(
    document: Document, lines: Sequence[_Line], run: Sequence[int]
) -> Iterator[Span]:
    """The entries of a run of blocks.

    Blocks between two page numbers that stand alone are one entry where the numbers
    come first; a label alone ("Priority 1") is part of the entry below it.
    """
    text, blocks = document.text, document.blocks
    pages_first = bool(run) and lines[run[0]].alone is not None
    begun: int | None = None  # where an entry begins that goes on in the next block
    for index in run:
        block, line = blocks[index], lines[index]
        goes_on = index < run[-1] and (
            lines[index + 1].alone is None if pages_first else _is_label(text, block)
        )
        if line.page is None and goes_on:
            begun = block.start if begun is None else begun
        elif line.alone is None:
            for start, end in _block_entries(text, block):
                yield start if begun is None else begun, end
                begun = None


def _is_label(text: str, block: Block) -> bool:
    label = read_label(text[block.start : block.end], block.start)
    return label is not None and label.end >= block.end


def _block_entries(text: str, block: Block) -> Iterator[Span]:
    position = block.start
    for line in text[block.start : block.end].split("\n"):
        end = position + len(line)
        if title := _TITLE_INLINE.match(text, position, end):
            position = title.end()
        if entries := _split_entries(text, position, end):
            yield from entries
        else:
            yield from _without_leaders(text, position, end)
        position = end + 1


def _run_together(
    document: Document, known: Contents
) -> Iterator[tuple[int, int, list[Span]]]:
    """Contents in the middle of a paragraph whose line breaks were lost, or that stand
    in one paragraph below their title: "Contents Foreword 3 Priorities 4 …".
    """
    text, blocks = document.text, document.blocks
    reach = 0
    for title in _TITLE_INLINE.finditer(text, 0, int(len(text) * _FRONT) + 200):
        if title.start() < reach or known.holds(title.start()):
            continue
        index = document.block_index(title.start())
        start, end = title.end(), blocks[index].end
        if start >= end and index + 1 < len(blocks):
            start, end = blocks[index + 1].start, blocks[index + 1].end
        if end - start < 40:
            continue
        found = _split_entries(text, start, end)
        if len(found) >= _FEWEST:
            after = re.compile(r"\D{0,9}\d{1,3}").match(text, found[-1][1])
            reach = after.end() if after else found[-1][1]
            yield title.start(), reach, found


def _split_entries(text: str, start: int, end: int) -> list[Span]:
    """The entries of a stretch by the page numbers between them; none where it has no
    page number.

    "3 Welcome 4-5 Money" and "Welcome 3 Money 4-5" give "Welcome" and "Money".
    """
    pages = _pages(text, start, end)
    if not pages:
        return []
    leads = not text[start : pages[0][0]].strip(_BULLETS)
    ends = not text[pages[-1][1] : end].strip(_BULLETS)
    if len(pages) == 1 and not leads and not ends:
        return [(start, end)]  # one entry over two lines, with the page between them
    page_first = leads and (not ends or len(pages) == 1)
    begin = pages[0][1] if page_first else start
    entries: list[Span] = []
    for at, after in _in_rising_columns(text, begin, end, pages[page_first:]):
        entries += _sub_entries(text, begin, at)
        begin = after
    if page_first and end - begin <= _LONGEST:
        entries += _sub_entries(text, begin, end)
    return entries


def _in_rising_columns(
    text: str, begin: int, end: int, pages: Sequence[tuple[int, int, int]]
) -> Iterator[Span]:
    """The numbers with words before them and a new entry after them that rise, in one
    row, or in two where two columns of entries stand on one line.
    """
    columns = [0]
    for at, after, page in pages:
        if at - begin > _FURTHEST:
            return
        words = text[begin:at].strip(_BULLETS)
        column = next((i for i, last in enumerate(columns) if last <= page), 1)
        known = column < len(columns)
        if words and _begins(text[after : min(end, after + 12)]):
            if not known and len(columns) == 1:
                columns.append(page)
            elif known:
                columns[column] = page
            else:
                continue
            yield at, after
            begin = after


def _sub_entries(text: str, start: int, end: int) -> Iterator[Span]:
    """The entry, or the parts it has without page numbers of their own.

    "Our priorities 1. Safer roads 2. Kinder courts" gives three, "My priorities Safer
    roads" two.
    """
    cuts = [start]
    for number in _INSIDE_ENTRY.finditer(text, start, end):
        if int(number[1]) == len(cuts):
            cuts.append(number.start())
    if len(cuts) < _FEWEST:
        cuts = [start]
        first = start + len(text[start:end]) - len(text[start:end].lstrip(_BULLETS))
        if part := _PART_WITHOUT_PAGE.match(text, first, end):
            cuts = [start, part.end()]
    for begin, stop in pairwise((*cuts, end)):
        yield from _without_leaders(text, begin, stop)


def _without_leaders(text: str, start: int, end: int) -> Iterator[Span]:
    wording = text[start:end]
    begin = start + len(wording) - len(wording.lstrip(_BULLETS))
    stop = start + len(wording.rstrip(_LEADERS))
    if begin < stop and not _BARE_PAGE.fullmatch(text, begin, stop):
        yield begin, stop
