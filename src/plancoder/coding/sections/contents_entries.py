"""Entries of a contents page: which page number is theirs, before them or after, and
where one ends and the next begins.

"Foreword ..... 3", "6-7 Priority 1 Safer roads" and "Foreword 3 Our area 4 Money 9"
give entries without leaders and page numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plancoder.coding.sections.labels import LABEL_WORDS, WELSH

Span = tuple[int, int]

_TO = r"\s?[-\u2013\u2014/]\s?"
_PAGE_WORD = r"(?:(?:pages?|pp?\.?)[\s|]*)?"
# A page number or range of its own: "3", "6-7", "8 - 10", "Page 3/4", "Page | 4". Years
# are taken first, so that "2021-22" is no page 22.
_NUMBER = re.compile(
    rf"\b(?:19|20)\d\d{_TO}\d{{2,4}}\b"
    rf"|(?<![\w,\u00a3$%/-])(?<!\d\.){_PAGE_WORD}(?P<page>\d{{1,3}})"
    rf"(?:{_TO}\d{{1,3}}|\s(?:to|and|&)\s\d{{1,3}}(?=\s*$))?(?=[\s\u2026]|$)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"[\dpP]")
BARE_PAGE = re.compile(
    rf"\W*{_PAGE_WORD}(\d{{1,3}})(?:(?:{_TO}|\s)\d{{1,3}})?\W*", re.IGNORECASE
)
TITLE_INLINE = re.compile(
    r"\b(?:Contents|CONTENTS|Cynnwys|CYNNWYS)(?:\s+Page\b|(?=[A-Z]))?[\s:]*"
)
_PARTS = "annex appendix section chapter part no number step phase tier level year"
_LABELS = (*LABEL_WORDS, *WELSH, *_PARTS.split())
_NUMBERED_BEFORE = frozenset((*_LABELS, *(word + "s" for word in _LABELS)))
# A number over this after "part" or "annex" is the page: "Taking part 36".
_HIGHEST_LABEL = 12
_INSIDE_ENTRY = re.compile(r"(?<=\s)(\d{1,2})\.\s(?=[A-Z])")
# "My priorities" has no page number of its own where the entries below it have theirs.
_PART_WITHOUT_PAGE = re.compile(
    r"((?:(?:My|Our|The|Strategic|Key|Police and Crime)\s+)+"
    r"(?:[Pp]riorities|[Oo]bjectives|[Pp]ledges|[Tt]hemes|[Aa]ims))[\s:.]+(?=[A-Z])"
)
_LEADERS = " .\t\n\u2026\u00b7_|"
_BULLETS = _LEADERS + "-\u2013\u2014\u2022\u25aa\u25cf\uf0b7"
# An entry longer than this is a sentence that happens to end in a number.
LONGEST = 260
# Two page numbers of one contents page are not further apart than this.
_FURTHEST = 1000
FEWEST = 3


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A number that may be a page number, with the word "page" before it."""

    start: int
    end: int
    page: int


def page_numbers(text: str, start: int, end: int) -> list[PageNumber]:
    """The numbers in a stretch that may be page numbers.

    "Priority 1 Safer roads 6-7" has one, 6; "2021-22" and "8.1" are none.
    """
    found = []
    reach = start
    # Trying it where a number or the word "page" begins is cheaper than searching.
    for begin in _BEGINS.finditer(text, start, end):
        at = begin.start()
        number = _NUMBER.match(text, at, end) if at >= reach else None
        if number is None:
            continue
        reach = number.end()
        if number["page"] is None:
            continue
        page = int(number["page"])
        named = number.start() < number.start("page")
        before = text[max(start, number.start() - 30) : number.start()]
        word = before.rstrip(" -\u2013").rpartition(" ")[2].casefold()
        if named or page > _HIGHEST_LABEL or word not in _NUMBERED_BEFORE:
            found.append(PageNumber(number.start(), number.end(), page))
    return found


def page_of_line(line: str) -> tuple[int | None, str]:
    """The page number of a line, and whether it stands before or after the wording, or
    alone.

    "4-6 Weirs" gives 4, before; "01 Weirs 4" gives 4, after: the first number is the
    entry's own.
    """
    if alone := BARE_PAGE.fullmatch(line):
        return int(alone[1]), "alone"
    numbers = page_numbers(line, 0, len(line))
    if not numbers:
        return None, ""
    first = numbers[0]
    leads = _is_blank(line[: first.start])
    if numbers[-1].end == len(line):
        return numbers[leads and len(numbers) > 1].page, "after"
    if leads and line[first.start] != "0" and _begins_entry(line[first.end :]):
        return first.page, "before"
    return None, ""


def split_entries(text: str, start: int, end: int) -> list[Span]:
    """The entries of a stretch by the page numbers between them; none where it has no
    page number.

    "3 Welcome 4-5 Money" and "Welcome 3 Money 4-5" give "Welcome" and "Money".
    """
    numbers = page_numbers(text, start, end)
    if not numbers:
        return []
    leads = _is_blank(text[start : numbers[0].start])
    ends = _is_blank(text[numbers[-1].end : end])
    alone = len(numbers) == 1
    if alone and not leads and not ends:
        return [(start, end)]  # one entry over two lines, with the page between them
    pages_first = leads and (alone or not ends)
    begin = start
    if pages_first:
        begin = numbers.pop(0).end
    entries: list[Span] = []
    for number in _in_rising_columns(text, begin, end, numbers):
        entries += _sub_entries(text, begin, number.start)
        begin = number.end
    if pages_first and end - begin <= LONGEST:
        entries += _sub_entries(text, begin, end)
    return entries


def _in_rising_columns(
    text: str, begin: int, end: int, numbers: Sequence[PageNumber]
) -> Iterator[PageNumber]:
    """The numbers with words before them and a new entry after them that rise, in one
    row, or in two where two columns of entries stand on one line.
    """
    lower, higher = -1, 0
    for number in numbers:
        if number.start - begin > _FURTHEST:
            return
        following = text[number.end : min(end, number.end + 12)]
        if _is_blank(text[begin : number.start]) or not _begins_entry(following):
            continue
        if number.page >= higher:
            higher = number.page
        elif number.page >= lower:
            lower = number.page
        else:
            continue
        yield number
        begin = number.end


def _sub_entries(text: str, start: int, end: int) -> Iterator[Span]:
    """The entry, or the parts it has without page numbers of their own.

    "Our priorities 1. Safer roads 2. Kinder courts" gives three, "My priorities Safer
    roads" two.
    """
    cuts = [start]
    for number in _INSIDE_ENTRY.finditer(text, start, end):
        if int(number[1]) == len(cuts):
            cuts.append(number.start())
    if len(cuts) < FEWEST:
        wording = text[start:end].lstrip(_BULLETS)
        part = _PART_WITHOUT_PAGE.match(wording)
        cuts = [start, end - len(wording) + part.end()] if part else [start]
    for begin, stop in pairwise((*cuts, end)):
        yield from without_leaders(text, begin, stop)


def without_leaders(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without leaders and bullets; nothing if only a page number is left."""
    wording = text[start:end]
    begin = end - len(wording.lstrip(_BULLETS))
    stop = start + len(wording.rstrip(_LEADERS))
    if begin < stop and not BARE_PAGE.fullmatch(text, begin, stop):
        yield begin, stop


def _is_blank(text: str) -> bool:
    return not text.strip(_BULLETS)


def _begins_entry(following: str) -> bool:
    """True for what an entry may begin with: a capital, a digit, a quotation mark."""
    return not following.lstrip(_BULLETS)[:1].islower()
