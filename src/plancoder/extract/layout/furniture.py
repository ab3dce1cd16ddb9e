"""Running headers and footers, page numbers: what stands at the same place on many
pages and is no part of the plan.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import chain
from math import floor

from plancoder.extract.layout.shapes import SKEWED, PageContent, Piece, has_digit

_DIGITS = re.compile(r"\d+")
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS_AND_ONES = (
    rf"(?:{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[\s-]*(?:{_ONES}))?)"
)
_PAGE_NUMBER = re.compile(
    rf"\W*(?:(?:page|p\.?|pg\.?|tudalen)?\s*(?:\d{{1,4}}|[ivxl]{{1,6}})"
    rf"(?:\s*(?:of|/|\|)\s*\d{{1,4}})?"
    rf"|(?:page\s+)?{_TENS_AND_ONES})\W*",
    re.IGNORECASE,
)
_MARGIN = 0.12  # of the page height, at the top and at the bottom
_EDGE = 0.09  # of the page height, where page numbers stand
# of the pages on which running text stands at the least: left and right pages or
# sections may differ
_SHARE = 0.15
# at the top and bottom of a page: more is no running header or footer where it is half
# of the page
_MOST_LINES = 4
_FEWEST_NAMES = 3  # running section names of a place at the least
_NAMED = 0.6  # of the pages that a place of section names is filled on at the least
_NUMBERED = 0.3  # of the pages that have a page number where numbers are taken off
_COUNTING = 0.6  # of the numbers at a place that go up with the pages
_STEPS = (1, 2)  # by which page numbers go up: two pages may share a sheet
_OFTEN = 0.5  # of the pages: what runs there may have text above it
_SENTENCE = 3  # spaces at the least
_SHORT = 6  # pages: below that what stands on two of them runs
_LARGER = 1.08  # × a section name: the size of the heading that it names
_LONGEST_NAME = 20  # words
_SIDE = 0.12  # of the page width
_MOST_PAGES = 0.5  # of the pages on which words in the side margin stand at the least
_PLACE = 6.0  # points: the grid in which "the same place" is told

Place = tuple[str, int, int]  # what is compared, row of the grid, which of two grids
Seen = tuple[PageContent, Piece]


def strip_furniture(pages: Sequence[PageContent]) -> None:
    """Takes furniture off all pages; what runs is told by all of them together."""
    read = [page for page in pages if page.pieces]
    edge = _in_strip(read, _EDGE)
    numbers = [(page, piece) for page, piece in edge if _is_page_number(piece, page)]
    repeated = _repeated(_in_strip(read, _MARGIN), len(read))
    running = set(repeated) | _slots(edge, read) | _section_names(read, edge)
    running |= _names_beside(read, edge, running)
    if _pages_of(numbers) >= max(2, _NUMBERED * len(read)):
        running |= _ids(numbers)
    # Of few pages, even all of them prove little.
    often = _OFTEN * len(read) if len(read) >= _SHORT else math.inf
    seldom = {at for at, pages in repeated.items() if pages < often}
    running -= _bodies(read, running) | _inside_text(read, running, seldom)
    running |= _beside_body(read)
    if running:
        _take_off(read, running, _ids(numbers))
    _strip_sideways(read)


def _take_off(
    read: Sequence[PageContent], running: Set[int], numbers: Set[int]
) -> None:
    """Takes what runs off the pages; what is no page number is kept aside, and the
    first copy of a sentence stays.
    """
    said: set[str] = set()
    for page in read:
        kept: list[Piece] = []
        taken: list[Piece] = []
        for piece in page.pieces:
            goes = id(piece) in running and (
                piece.text in said or not is_sentence(piece.text)
            )
            (taken if goes else kept).append(piece)
        said |= {piece.text for piece in kept if id(piece) in running}
        page.furniture = [piece.text for piece in taken if id(piece) not in numbers]
        page.printed = next(
            (_number_of(piece.text) for piece in taken if id(piece) in numbers), ""
        )
        page.pieces = kept


def _number_of(text: str) -> str:
    """The number of a page as its foot bears it: "Page 12 of 40" 12, "iv" iv."""
    found = re.search(r"\d+", text) or re.search(r"\b[ivxl]+\b", text, re.IGNORECASE)
    return found[0] if found else ""


def is_sentence(text: str) -> bool:
    """True for "We will house everybody.", not for "Plan 2021-25" or "p. 4 of 20"."""
    return text.endswith((".", "!", "?")) and text.count(" ") >= _SENTENCE


def _inside_text(
    read: Sequence[PageContent], running: Set[int], seldom: Set[int]
) -> set[int]:
    """Of what stands on few pages that which has text between it and the edge."""
    inside: set[int] = set()
    for page in read:
        rare = [piece for piece in page.pieces if id(piece) in seldom]
        bases = [piece.base for piece in page.pieces if id(piece) not in running]
        if rare and bases:
            first, last = min(bases) + 2, max(bases) - 2
            inside |= {id(piece) for piece in rare if first < piece.base < last}
    return inside


def _ids(group: Iterable[Seen]) -> set[int]:
    return {id(piece) for _, piece in group}


def _in_strip(read: Iterable[PageContent], share: float) -> list[Seen]:
    """What stands in the strips at top and bottom that are so much of a page's
    height.
    """
    return [
        (page, piece)
        for page in read
        for piece in page.pieces
        if piece.bottom < share * page.height or piece.top > (1 - share) * page.height
    ]


def _places(what: str, piece: Piece, page: PageContent) -> tuple[Place, Place]:
    """Two shifted grids, so that no piece sits between two rows of both; measured from
    the nearer edge.
    """
    place = piece.base / _PLACE
    if piece.base >= page.height / 2:
        place -= page.height / _PLACE + 1
    return (what, floor(place), 0), (what, floor(place + 0.5), 1)


def _grouped(
    seen: Iterable[Seen], what: Callable[[Piece], str]
) -> Iterable[list[Seen]]:
    """The pieces that stand at one place and are alike in what `what` gives."""
    groups: defaultdict[Place, list[Seen]] = defaultdict(list)
    for page, piece in seen:
        for place in _places(what(piece), piece, page):
            groups[place].append((page, piece))
    return groups.values()


def _repeated(seen: Sequence[Seen], pages: int) -> dict[int, int]:
    """Pieces whose text is repeated, or differs by a number that counts with the
    pages, and on how many pages it is.

    "A plan for Larkshire" on three pages, "Larkshire | 4" on page 4 and "Larkshire | 5"
    on the next: all run.
    """
    fewest = max(2 if pages < _SHORT else 3, _SHARE * pages)
    counted = [(page, piece) for page, piece in seen if has_digit(piece.text)]
    same = _grouped(seen, lambda piece: piece.text)
    masked = filter(_counts_pages, _grouped(counted, _masked))
    found: dict[int, int] = {}
    for group in chain(same, masked):
        times = _pages_of(group)
        if times >= fewest:
            for one in _ids(group):
                found[one] = max(times, found.get(one, 0))
    return found


def _masked(piece: Piece) -> str:
    return _DIGITS.sub("#", piece.text)


def _pages_of(group: Iterable[Seen]) -> int:
    """On how many pages the pieces stand: what is twice on one page does not run."""
    return len({page.number for page, _ in group})


def _counts_pages(group: Sequence[Seen]) -> bool:
    """True where one of the numbers goes up with the pages; "Priority 1", "Priority 2"
    do not.
    """
    numbers = (
        [(int(number[:9]), page.number) for number in _DIGITS.findall(piece.text)]
        for page, piece in group
    )
    return any(
        Counter(number - step * page for number, page in column).most_common(1)[0][1]
        >= _COUNTING * len(group)
        for column in zip(*numbers, strict=True)
        for step in _STEPS
    )


def _slots(edge: Iterable[Seen], read: Sequence[PageContent]) -> set[int]:
    """Places of small print at the edge that most pages fill with few different texts:
    section names that run along.
    """
    found: set[int] = set()
    for group in _grouped(edge, lambda piece: f"{piece.size:.0f}"):
        texts = {piece.text for _, piece in group}
        filled = _pages_of(group) >= max(4, _NAMED * len(read))
        if filled and len(texts) <= 0.5 * len(group):
            found |= _ids(group)
    return found


def _section_names(read: Sequence[PageContent], edge: Iterable[Seen]) -> set[int]:
    """Outermost lines that give again a heading of the document: the section that the
    page is in.

    They stand at one place, smaller than the heading, though each may be on a page or
    two only.
    """
    groups = _grouped(edge, lambda piece: f"{piece.size:.1f}")
    groups = [group for group in groups if len(group) >= _FEWEST_NAMES]
    names = {
        " ".join(name) for group in groups for _, p in group for name in _starts(p)
    }
    headings = _larger_lines(read, names) if names else {}
    found: set[int] = set()
    for group in groups:
        named = [piece for _, piece in group if _names(piece, headings)]
        if len(named) >= max(_FEWEST_NAMES, _NAMED * len(group)):
            found |= {id(piece) for page, piece in group if _is_outermost(piece, page)}
    return found


def _names_beside(
    read: Sequence[PageContent], edge: Iterable[Seen], running: Set[int]
) -> set[int]:
    """Names of sections on the line of a running head, however few pages have one.

    "A plan for Larkshire" runs at the left, "Safer roads" at the right of one page, and
    "Safer roads" is a larger line of the document.
    """
    heads = {
        (page.number, round(piece.base)) for page, piece in edge if id(piece) in running
    }
    beside = [
        piece
        for page, piece in edge
        if id(piece) not in running and (page.number, round(piece.base)) in heads
    ]
    names = {" ".join(name) for piece in beside for name in _starts(piece)}
    headings = _larger_lines(read, names) if names else {}
    return {id(piece) for piece in beside if _names(piece, headings)}


def _larger_lines(read: Sequence[PageContent], wanted: Set[str]) -> dict[str, float]:
    """Of the wanted texts those that are lines short enough for headings, with the
    greatest size.
    """
    lines: dict[str, float] = {}
    for page in read:
        for piece in page.pieces:
            text = piece.text.casefold()
            if text in wanted and text.count(" ") < _LONGEST_NAME:
                lines[text] = max(lines.get(text, 0.0), piece.size)
    return lines


def _starts(piece: Piece) -> list[list[str]]:
    """The words of a line, and those at its beginning, longest first."""
    words = piece.text.casefold().split(" ")
    return [words[:end] for end in range(len(words), 0, -1)]


def _names(piece: Piece, headings: Mapping[str, float]) -> bool:
    """True where the words, or those at the beginning that filled a line, are a larger
    line's.
    """
    whole, *parts = _starts(piece)
    return any(
        headings.get(" ".join(words), 0.0) > _LARGER * piece.size
        for words in (whole, *(part for part in parts if len(part) > 2))
    )


def _is_outermost(piece: Piece, page: PageContent) -> bool:
    """True where nothing stands between the line and the edge of the page."""
    if piece.top > page.height / 2:
        return all(other.base <= piece.base + 2 for other in page.pieces)
    return all(other.base >= piece.base - 2 for other in page.pieces)


def _bodies(read: Sequence[PageContent], running: Set[int]) -> set[int]:
    """What seems to run and yet is the text of most pages, as where all pages are the
    same: no furniture.
    """
    bodies = []
    for page in read:
        taken = [piece for piece in page.pieces if id(piece) in running]
        lines = {round(piece.base / _PLACE) for piece in taken}
        letters = sum(len(piece.text) for piece in taken)
        half = 2 * letters > sum(len(piece.text) for piece in page.pieces)
        all_of_it = taken and len(taken) == len(page.pieces)
        if all_of_it or (half and len(lines) > _MOST_LINES):
            bodies.append(taken)
    if 2 * len(bodies) <= len(read):
        return set()
    return {id(piece) for body in bodies for piece in body}


def _beside_body(read: Sequence[PageContent]) -> set[int]:
    """The same words at one place in the side margin of most pages."""
    places: defaultdict[tuple[str, int, int], list[Piece]] = defaultdict(list)
    for page in read:
        for piece in page.pieces:
            if _is_at_side(piece, page.width):
                row, column = piece.base / _PLACE, piece.x0 / _PLACE
                places[piece.text, round(row), round(column)].append(piece)
    fewest = max(3, _MOST_PAGES * len(read))
    groups = [group for group in places.values() if len(group) >= fewest]
    return {id(piece) for group in groups for piece in group}


def _is_at_side(piece: Piece, width: float) -> bool:
    margin = _SIDE * width
    return piece.x1 < margin or piece.x0 > (1 - _SIDE) * width


def _is_page_number(piece: Piece, page: PageContent) -> bool:
    """Nothing but a number and the word for page, with nothing between it and the edge
    of the page.
    """
    return bool(_PAGE_NUMBER.fullmatch(piece.text)) and _is_outermost(piece, page)


def _strip_sideways(pages: Sequence[PageContent]) -> None:
    """Takes off turned text that stands in the margin of several pages, upright on some
    of them or not, numbers aside; the turned heads of a table stand further in.
    """
    counts = _margin_counts(pages)
    fewest = max(2, _SHARE * len(pages))
    numbered = any(page.printed for page in pages)
    for page in pages:
        margin = _sideways_in_margin(page)
        gone = {id(piece) for piece in margin if counts[_masked(piece)] >= fewest}
        if numbered and page.turns:
            # The foot of a page that lies on its side may stand upright.
            numbers = [one for one in margin if _PAGE_NUMBER.fullmatch(one.text)]
            gone |= set(map(id, numbers))
            page.printed = next((_number_of(one.text) for one in numbers), page.printed)
        for turns, turned in page.turned.items() if gone else ():
            page.turned[turns] = [piece for piece in turned if id(piece) not in gone]


def _margin_counts(pages: Sequence[PageContent]) -> Counter[str]:
    """On how many pages each text stands sideways in the margin, or ran upright."""
    return Counter(
        text
        for page in pages
        for text in {
            *map(_masked, _sideways_in_margin(page)),
            *(_DIGITS.sub("#", text) for text in page.furniture),
        }
    )


def _sideways_in_margin(page: PageContent) -> list[Piece]:
    return [
        piece
        for turns, turned in page.turned.items()
        for piece in turned
        if _in_margin(piece, turns, page)
    ]


def _in_margin(piece: Piece, turns: int, page: PageContent) -> bool:
    """True for a turned piece within the margins of its page, the sides included, and
    for one that lies across the page.
    """
    if turns == SKEWED:
        return True
    along, across = (
        (page.height, page.width) if turns % 2 else (page.width, page.height)
    )
    return (
        piece.bottom < _MARGIN * across
        or piece.top > (1 - _MARGIN) * across
        or piece.x1 < _MARGIN * along
        or piece.x0 > (1 - _MARGIN) * along
    )
