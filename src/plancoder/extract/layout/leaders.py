"""Leaders: rows of dots from a title to its page number, as contents lists have them.

Title, dots and number are put together before anything is told by the gaps between
them: a contents list is no table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from string import digits

from plancoder.extract.layout.pieces import put_together
from plancoder.extract.layout.shapes import Piece

_DOTS = ".…·_"
_LAST_OF_PAGE = frozenset(f"{digits}ivxlIVXL")
_LAST = _LAST_OF_PAGE.union(_DOTS)  # signs that leaders or page numbers end with
_FEWEST_DOTS = 4  # of leaders, "…" counted twice: three dots end a sentence, too
_PAGE = re.compile(
    r"(?:page |p\.? ?)?(\d{1,3}|\b[ivxl]{1,6})(?: ?[-–] ?\d{1,3})?$", re.IGNORECASE
)
_LONGEST_PAGE = 16  # signs, of "page 112 – 115"
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])(?:\.\d{1,2})*[.)]*")
_FEWEST = 3  # entries: of fewer nobody can say that their numbers go up
_SAME_BASE = 2.0  # points
_SAME_END = 4.0  # points between the right ends of page numbers below each other
_INDENT = 6.0  # × size between the number of an entry and its title

Entry = list[Piece]  # from left to right; the page number is last


def join_leaders(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the parts of each entry of a contents list as one.

    "Safer roads", "........" and "12" on one line, above "Money", "........" and "15":
    two pieces. Figures that do not go up, or with others beside them, make no contents
    list.
    """
    # Most pieces are known by their last sign.
    led = [piece for piece in pieces if piece.text[-1:] in _LAST and _is_led(piece)]
    if not led:
        return list(pieces)
    gone: set[int] = set()
    for entries in _lists(_entries(led, pieces)):
        for entry in entries:
            first, *rest = entry
            for piece in rest:
                put_together(first, piece)
                gone.add(id(piece))
    return [piece for piece in pieces if id(piece) not in gone]


def is_entry(text: str) -> bool:
    """True for a title with leaders and a page number: "Safer roads ..... 12"."""
    if text[-1:] not in _LAST_OF_PAGE:
        return False
    page = _PAGE.search(text[-_LONGEST_PAGE:])
    return page is not None and _ends_in_leaders(text.removesuffix(page[0]))


def _ends_in_leaders(text: str) -> bool:
    """True for "Safer roads ....." and "Safer roads . . . .", not for "and so on ...".

    No pattern is asked: of many dots before another sign it would ask each.
    """
    end = text[len(text.rstrip(_DOTS + " ")) :]
    return len(end) - end.count(" ") + end.count("…") >= _FEWEST_DOTS


def _is_led(piece: Piece) -> bool:
    """True for a piece that ends with leaders, or with its page number after them."""
    text = piece.text
    return (text[-1:] in _DOTS and _ends_in_leaders(text)) or is_entry(text)


def _entries(led: Iterable[Piece], pieces: Sequence[Piece]) -> list[Entry]:
    """The entries whose leaders go to a page number, and those that are whole."""
    lines: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=attrgetter("x0")):
        lines[round(piece.base)].append(piece)
    found: list[Entry] = []
    for piece in led:
        line = _on_line(piece, lines)
        at = line.index(piece)
        end = at + 1 if is_entry(piece.text) else at + 2
        number, beyond = line[end - 1 : end], line[end : end + 1]
        in_row = any(not _has_letters(one.text) for one in beyond)
        if number and _is_page(number[0].text) and not in_row:
            found.append(line[_start_of_entry(line, at) : end])
    return found


def _on_line(piece: Piece, lines: dict[int, list[Piece]]) -> list[Piece]:
    """The pieces on the line of a piece, from left to right."""
    at, reach = round(piece.base), round(_SAME_BASE)
    near = (one for base in range(at - reach, at + reach + 1) for one in lines[base])
    level = (one for one in near if abs(one.base - piece.base) < _SAME_BASE)
    return sorted(level, key=attrgetter("x0"))


def _start_of_entry(line: Sequence[Piece], at: int) -> int:
    """The first piece of an entry whose leaders end piece `at`: its title, and the
    number of that.
    """
    if at and not _has_letters(line[at].text):
        at -= 1
    before, title = line[at - 1], line[at]
    numbered = at and _NUMBER.fullmatch(before.text)
    near = title.x0 - before.x1 < _INDENT * title.size
    return at - 1 if numbered and near else at


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _lists(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries whose page numbers stand below each other and go up."""
    groups: list[list[Entry]] = []
    for entry in sorted(entries, key=_end):
        if groups and _end(entry) - _end(groups[-1][-1]) < _SAME_END:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return [group for group in groups if _is_list(group)]


def _is_list(entries: Sequence[Entry]) -> bool:
    downwards = sorted(entries, key=lambda entry: entry[0].base)
    pages = [_page_of(entry) for entry in downwards]
    return len(pages) >= _FEWEST and all(one <= two for one, two in pairwise(pages))


def _is_page(text: str) -> bool:
    """True for a page number, and for a whole entry."""
    return bool(_PAGE.match(text)) or is_entry(text)


def _page_of(entry: Entry) -> int:
    """The page number of an entry; 0 for a Roman one, which come before all others."""
    found = _PAGE.search(entry[-1].text[-_LONGEST_PAGE:])
    return int(found[1]) if found and found[1].isdecimal() else 0


def _end(entry: Entry) -> float:
    return entry[-1].x1
