"""Running headers and footers, page numbers: what stands at the same place on many
pages and is no part of the plan.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from plancoder.extract.layout.shapes import PageContent, Piece

_DIGITS = re.compile(r"\d+")
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS_AND_ONES = (
    rf"(?:{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[\s-]*(?:{_ONES}))?)"
)
_PAGE_NUMBER = re.compile(
    rf"\W*(?:(?:page|p\.?|pg\.?|tudalen)?\s*(?:\d{{1,4}}|[ivxl]{{1,6}})(?:\s*(?:of|/|\|)\s*\d{{1,4}})?"
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
_FEWEST_NAMES, _NAMED = (
    3,
    0.6,
)  # running section names of a place at the least; so much of what stands there
_LONGEST_NAME = 20  # words
_SIDE = 0.12  # of the page width
_MOST_PAGES = 0.5  # of the pages on which words in the side margin stand at the least
_PLACE = 6.0  # points: the grid in which "the same place" is told

Place = tuple[str, int, int]  # what is compared, row of the grid, which of two grids


def strip_furniture(pages: Sequence[PageContent]) -> None:
    """Takes furniture off all pages; what runs is told by all of them together."""
    read = [page for page in pages if page.pieces]
    seen = [
        (page, piece)
        for page in read
        for piece in page.pieces
        if in_margin(piece, page)
    ]
    fewest = max(2 if len(read) < 6 else 3, _SHARE * len(read))
    running = _running(seen, fewest) | _slots(seen, read) | _section_names(read, seen)
    numbers = {id(piece): page for page, piece in seen if _is_page_number(piece, page)}
    if len({id(page) for page in numbers.values()}) >= max(2, 0.3 * len(read)):
        running |= set(numbers)
    running -= _bodies(read, running)
    running |= _beside_body(read)
    if running:
        for page in read:
            page.furniture = [
                piece.text
                for piece in page.pieces
                if id(piece) in running and id(piece) not in numbers
            ]
            page.pieces = [piece for piece in page.pieces if id(piece) not in running]
    _strip_sideways(read)


def in_margin(piece: Piece, page: PageContent) -> bool:
    """True for what stands in the top or bottom strip of the page."""
    return (
        piece.bottom < _MARGIN * page.height or piece.top > (1 - _MARGIN) * page.height
    )


def _places(what: str, piece: Piece, page: PageContent) -> tuple[Place, Place]:
    """Two shifted grids, so that no piece sits between two rows of both; measured from
    the nearer edge.
    """
    place = (
        piece.base
        if piece.base < page.height / 2
        else piece.base - page.height - _PLACE
    )
    return (what, int(place // _PLACE), 0), (
        what,
        int((place + _PLACE / 2) // _PLACE),
        1,
    )


def _running(seen: Iterable[tuple[PageContent, Piece]], fewest: float) -> set[int]:
    """Pieces whose text is repeated, or differs by a number that counts with the
    pages.
    """
    same: defaultdict[Place, list[tuple[PageContent, Piece]]] = defaultdict(list)
    masked: defaultdict[Place, list[tuple[PageContent, Piece]]] = defaultdict(list)
    for page, piece in seen:
        for place in _places(piece.text, piece, page):
            same[place].append((page, piece))
        if any(map(str.isdigit, piece.text)):
            for place in _places(_DIGITS.sub("#", piece.text), piece, page):
                masked[place].append((page, piece))
    found = [group for group in same.values() if _pages_of(group) >= fewest]
    found += [
        group
        for group in masked.values()
        if _pages_of(group) >= fewest and _counts_pages(group)
    ]
    return {id(piece) for group in found for _, piece in group}


def _pages_of(group: Iterable[tuple[PageContent, Piece]]) -> int:
    """On how many pages the pieces stand: what is twice on one page does not run."""
    return len({page.number for page, _ in group})


def _counts_pages(group: Sequence[tuple[PageContent, Piece]]) -> bool:
    """True where one of the numbers goes up with the pages; "Priority 1", "Priority 2"
    do not.
    """
    numbers = [
        [int(number[:9]) for number in _DIGITS.findall(piece.text)]
        for _, piece in group
    ]
    for index in range(len(numbers[0])):
        offsets = Counter(
            found[index] - page.number
            for (page, _), found in zip(group, numbers, strict=True)
        )
        if offsets.most_common(1)[0][1] >= 0.6 * len(group):
            return True
    return False


def _slots(
    seen: Iterable[tuple[PageContent, Piece]], read: Sequence[PageContent]
) -> set[int]:
    """Places of small print at the edge that most pages fill with few different texts:
    section names that run along.
    """
    slots: defaultdict[Place, list[tuple[PageContent, Piece]]] = defaultdict(list)
    for page, piece in seen:
        if piece.bottom < _EDGE * page.height or piece.top > (1 - _EDGE) * page.height:
            for place in _places(f"{piece.size:.0f}", piece, page):
                slots[place].append((page, piece))
    found: set[int] = set()
    for group in slots.values():
        pages = {page.number for page, _ in group}
        if len(pages) >= max(4, 0.6 * len(read)) and len(
            {piece.text for _, piece in group}
        ) <= 0.5 * len(group):
            found |= {id(piece) for _, piece in group}
    return found


def _section_names(
    read: Sequence[PageContent], seen: Iterable[tuple[PageContent, Piece]]
) -> set[int]:
    """Outermost lines that give again a heading of this page or an earlier one: the
    section that the page is in.

    They stand at one place, smaller than the heading, though each may be on a page or
    two only.
    """
    slots: defaultdict[Place, list[tuple[PageContent, Piece]]] = defaultdict(list)
    for page, piece in seen:
        if piece.bottom < _EDGE * page.height or piece.top > (1 - _EDGE) * page.height:
            for place in _places(f"{piece.size:.1f}", piece, page):
                slots[place].append((page, piece))
    slots = defaultdict(
        list,
        {place: group for place, group in slots.items() if len(group) >= _FEWEST_NAMES},
    )
    if not slots:
        return set()
    headings = _larger_lines(
        read,
        {
            start
            for group in slots.values()
            for _, piece in group
            for start in _starts(piece)
        },
    )
    found: set[int] = set()
    for group in slots.values():
        named = [
            (page, piece) for page, piece in group if _names(piece, page, headings)
        ]
        if len(named) >= max(_FEWEST_NAMES, _NAMED * len(group)):
            found |= {id(piece) for page, piece in group if _is_outermost(piece, page)}
    return found


def _larger_lines(
    read: Sequence[PageContent], wanted: Set[str]
) -> dict[str, tuple[int, float]]:
    """Of the wanted texts those that are lines short enough for headings: the first
    page and the greatest size.
    """
    lines: dict[str, tuple[int, float]] = {}
    for page in read:
        for piece in page.pieces:
            text = piece.text.casefold()
            if text in wanted and text.count(" ") < _LONGEST_NAME:
                first, size = lines.get(text, (page.number, 0.0))
                lines[text] = first, max(size, piece.size)
    return lines


def _starts(piece: Piece) -> list[str]:
    """The words of a line, and those at its beginning, longest first."""
    words = piece.text.casefold().split(" ")
    return [
        " ".join(words[:end]) for end in range(min(len(words), _LONGEST_NAME), 0, -1)
    ]


def _names(
    piece: Piece, page: PageContent, headings: Mapping[str, tuple[int, float]]
) -> bool:
    """True where the words, or those at the beginning that filled a line, are a larger
    line's, not on a later page.
    """
    words = piece.text.casefold().split(" ")
    for end in range(len(words), 0, -1):
        first, size = headings.get(" ".join(words[:end]), (page.number + 1, 0.0))
        if (
            first <= page.number
            and size > 1.08 * piece.size
            and (end == len(words) or end > 2)
        ):
            return True
    return False


def _is_outermost(piece: Piece, page: PageContent) -> bool:
    """True where nothing stands between the line and the edge of the page."""
    if piece.top > page.height / 2:
        return all(other.base <= piece.base + 2 for other in page.pieces)
    return all(other.base >= piece.base - 2 for other in page.pieces)


def _bodies(read: Sequence[PageContent], running: Set[int]) -> set[int]:
    """What seems to run and yet is the text of most pages, as where all pages are the
    same: no furniture.
    """
    kept: set[int] = set()
    pages = 0
    for page in read:
        taken = [piece for piece in page.pieces if id(piece) in running]
        letters, lines = (
            sum(piece.letters for piece in taken),
            {round(piece.base / _PLACE) for piece in taken},
        )
        many = len(lines) > _MOST_LINES and 2 * letters > sum(
            piece.letters for piece in page.pieces
        )
        if many or (taken and len(taken) == len(page.pieces)):
            kept |= set(map(id, taken))
            pages += 1
    return kept if 2 * pages > len(read) else set()


def _beside_body(read: Sequence[PageContent]) -> set[int]:
    """The same words at one place in the side margin of most pages."""
    places: defaultdict[tuple[str, int, int], list[Piece]] = defaultdict(list)
    for page in read:
        for piece in page.pieces:
            if piece.x1 < _SIDE * page.width or piece.x0 > (1 - _SIDE) * page.width:
                places[
                    piece.text, round(piece.base / _PLACE), round(piece.x0 / _PLACE)
                ].append(piece)
    fewest = max(3, _MOST_PAGES * len(read))
    return {
        id(piece)
        for group in places.values()
        if len(group) >= fewest
        for piece in group
    }


def _is_page_number(piece: Piece, page: PageContent) -> bool:
    """Nothing but a number and the word for page, with nothing between it and the edge
    of the page.
    """
    low = piece.top > (1 - _EDGE) * page.height
    if not (low or piece.bottom < _EDGE * page.height) or not _PAGE_NUMBER.fullmatch(
        piece.text
    ):
        return False
    return all(
        other.base <= piece.base + 2 if low else other.base >= piece.base - 2
        for other in page.pieces
    )


def _strip_sideways(pages: Sequence[PageContent]) -> None:
    """Takes off turned text that stands on several pages, numbers aside."""
    counts = Counter(
        text
        for page in pages
        for text in {
            _DIGITS.sub("#", piece.text)
            for turned in page.turned.values()
            for piece in turned
        }
    )
    for page in pages:
        for turns, turned in page.turned.items():
            page.turned[turns] = [
                piece
                for piece in turned
                if counts[_DIGITS.sub("#", piece.text)] < max(2, _SHARE * len(pages))
            ]
