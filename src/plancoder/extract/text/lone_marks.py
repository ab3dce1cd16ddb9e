"""Marks and numbers that stand apart from the items they mark, put before these: a
column of numbers copied first, a bullet alone on its line, icons read as letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plancoder.extract.text.line_runs import breaks_off
from plancoder.extract.text.list_markers import is_lone_mark
from plancoder.extract.text.page_marks import ITEM_NUMBER, ITEM_TITLE, Line


def mark_items(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with each mark and number on the line of its item."""
    lines = _number_items(_join_close_numbers(lines))
    return _join_lone_marks(_as_marks(_join_numbers(lines)))


def _as_marks(lines: Sequence[Line]) -> Sequence[Line]:
    """Take letters for list marks: "C", "A", "R", "E", each alone on its line above
    words that begin with it; "H", "Q", "z", icons that were read as letters, each
    before the first word of its line.
    """
    lines = _lost_bullets(_without_icons(lines))
    found = {
        at
        for at, (line, below) in enumerate(pairwise(lines))
        if _LETTER.fullmatch(line.text.strip())
        and below.text.lstrip().startswith(line.text.strip())
        and len(below.text.strip()) > 1
    }
    if len(found) < _FEWEST_LETTERS:
        return lines
    return [
        Line("•", line.page) if at in found else line for at, line in enumerate(lines)
    ]


def _without_icons(lines: Sequence[Line]) -> Sequence[Line]:
    """Marks for letters that count nothing and are no words, on lines near one another.

    "H Calm lanes", "Q Warm halls", "z Dry cellars" gives three items.
    """
    icons = {
        at: found[1]
        for at, line in enumerate(lines)
        if (found := _ICON.match(line.text))
    }
    places = list(icons)
    near = {
        at
        for first, last in zip(places, places[_FEWEST_ICONS - 1 :], strict=False)
        if last - first <= _ICONS_APART * _FEWEST_ICONS
        for at in range(first, last + 1)
        if at in icons
    }
    letters = sorted(icons[at] for at in near)
    counts = any(ord(b) - ord(a) == 1 for a, b in pairwise(letters))
    if counts or len(set(letters)) < _FEWEST_ICONS:
        return lines
    return [
        Line(f"• {line.text.lstrip()[1:].strip()}", line.page) if at in near else line
        for at, line in enumerate(lines)
    ]


def _lost_bullets(lines: Sequence[Line]) -> Sequence[Line]:
    """Marks for one letter before many lines, what a bullet of a font of signs is read
    as: "n calm the lanes", "n warm the halls", each near another.
    """
    by_letter: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if found := _LOST_BULLET.match(line.text):
            by_letter[found[1]].append(at)
    marks = {
        at
        for places in by_letter.values()
        for first, last in pairwise(places)
        if len(places) >= _FEWEST_LOST and last - first <= _ICONS_APART
        for at in (first, last)
    }
    return [
        Line(f"• {line.text.lstrip()[1:].strip()}", line.page) if at in marks else line
        for at, line in enumerate(lines)
    ]


# Letters that are no words, and no "o", which is a mark already.
_LOST_BULLET = re.compile(r"\s*([b-hj-np-z])\s+(?=[^\W\d_]{2})")
_FEWEST_LOST = 4  # in a document: fewer may be variables or initials

_ICON = re.compile(r"\s*([B-HJ-Zb-hj-z])\s+(?=[A-Z][a-z]+\s)")
_FEWEST_ICONS = 3
_ICONS_APART = 4  # lines from one to the next
_LETTER = re.compile(r"[A-Z]")

_FEWEST_LETTERS = 3  # of the shortest word that they spell


def _number_items(lines: Sequence[Line]) -> Sequence[Line]:
    """Put numbers that stand apart from their items, as where a column of numbers was
    copied first, before these: "1", "2", "3" above "Calm lanes by", "day", "Warm
    halls", "Dry cellars".
    """
    done: list[Line] = []
    at = 0
    while at < len(lines):
        if titles := _titles_below_row(lines, at):
            done.extend(titles)
            at += _lines_taken(lines, at, len(titles))
            continue
        numbers = _column_of_numbers(lines, at)
        below = at + len(numbers)
        starts = _item_starts(lines, below, len(numbers)) if numbers else []
        if not starts:
            done.append(lines[at])
            at += 1
            continue
        for start, stop, number in zip(
            starts, [*starts[1:], starts[-1] + 1], numbers, strict=True
        ):
            first = lines[start]
            done.append(Line(f"{number}. {first.text.strip()}", first.page))
            done.extend(lines[start + 1 : stop])
        at = starts[-1] + 1
    return done


def _titles_below_row(lines: Sequence[Line], at: int) -> list[Line]:
    """The titles below a row of as many numbers, each with its own: "1   2   3" above
    "Calm lanes", "Warm halls", "Dry cellars"; empty where there are not as many.
    """
    numbers = lines[at].text.split()
    counts = [str(number) for number in range(1, len(numbers) + 1)]
    if len(numbers) < _FEWEST_NUMBERS or numbers != counts:
        return []
    taken = lines[at + 1 : at + _lines_taken(lines, at, len(numbers))]
    titles = [line for line in taken if line.text.strip()]
    if len(titles) < len(numbers):
        return []
    if not all(ITEM_TITLE.fullmatch(line.text) for line in titles):
        return []
    return [
        Line(f"{number}. {line.text.strip()}", line.page)
        for number, line in zip(numbers, titles, strict=True)
    ]


def _lines_taken(lines: Sequence[Line], at: int, wanted: int) -> int:
    """How many lines a row of numbers and the filled lines below it take."""
    taken = 1
    while wanted and at + taken < len(lines):
        wanted -= bool(lines[at + taken].text.strip())
        taken += 1
    return taken


def _column_of_numbers(lines: Sequence[Line], at: int) -> list[str]:
    """Numbers that count up, each alone on its line, three or more."""
    numbers: list[str] = []
    for index in range(at, len(lines)):
        found = ITEM_NUMBER.fullmatch(lines[index].text)
        if not found or (numbers and int(found[1]) != int(numbers[-1]) + 1):
            break
        numbers.append(found[1])
    return numbers if len(numbers) >= _FEWEST_NUMBERS else []


def _item_starts(lines: Sequence[Line], at: int, wanted: int) -> list[int]:
    """Lines at which as many items begin as were numbered, each with a capital and
    none far below the one before; empty where fewer do.
    """
    starts: list[int] = []
    for index in range(at, len(lines)):
        words = lines[index].text.strip()
        far = starts and index - starts[-1] > _LONGEST_ITEM
        if not words or far or (not starts and not words[0].isupper()):
            return []
        alike = starts and words.split()[0] == lines[starts[0]].text.split()[0]
        goes_on = starts and not alike and breaks_off(lines[index - 1].text)
        if words[0].isupper() and not goes_on:
            starts.append(index)
        if len(starts) == wanted:
            return starts
    return []


_LONGEST_ITEM = 6  # lines


def _join_close_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """Put numbers that count from 1, each alone on its line, before the words below
    them, which may run over lines; no blank line parts them.

    "1", "you will know your officer by", "name", "2", "each call is answered", "3", …
    """
    done = list(lines)
    at = 0
    while at < len(lines):
        numbers = _close_numbers(lines, at)
        for number, place in enumerate(numbers, start=1):
            words = lines[place + 1]
            done[place] = Line(f"{number}. {words.text.strip()}", words.page)
            done[place + 1] = _TAKEN
        at = numbers[-1] + 2 if numbers else at + 1
    return [line for line in done if line is not _TAKEN]


_TAKEN = Line("")  # stands for a line that went to its number


def _close_numbers(lines: Sequence[Line], at: int) -> list[int]:
    """The lines of numbers from 1 on, each with a few lines of words below it; empty
    where fewer than three, and where each has one line, which needs no such care.
    """
    numbers: list[int] = []
    wrapped = False
    while (found := _lone_number(lines, at)) and found == len(numbers) + 1:
        words = 0
        while _filled(lines, at + 1 + words) and not _lone_number(
            lines, at + 1 + words
        ):
            words += 1
        if not 0 < words <= _LONGEST_ITEM:
            break
        wrapped = wrapped or words > 1
        numbers.append(at)
        at += 1 + words
    return numbers if wrapped and len(numbers) >= _FEWEST_NUMBERS else []


def _lone_number(lines: Sequence[Line], at: int) -> int:
    """The number that stands alone on a line; 0 where none does."""
    found = ITEM_NUMBER.fullmatch(lines[at].text) if at < len(lines) else None
    return int(found[1]) if found else 0


def _join_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """Put numbers that count items, each alone on its line, before the title below: "1"
    above "Calmer lanes", "2" above "Warmer halls", "3" above "Drier cellars".
    """
    numbers = {
        at: found[1]
        for at, line in enumerate(lines)
        if (found := ITEM_NUMBER.fullmatch(line.text))
    }
    titled: dict[int, str] = {}  # number above each title, by the title's line
    for at, number in numbers.items():
        title = next((n for n in (at + 1, at + 2) if _filled(lines, n)), None)
        counts = int(number) == len(titled) + 1
        if title is not None and counts and ITEM_TITLE.fullmatch(lines[title].text):
            titled[title] = number
    if len(titled) < _FEWEST_NUMBERS or len(titled) < len(numbers):
        return lines
    return [
        Line(f"{titled[at]}. {line.text.strip()}", line.page) if at in titled else line
        for at, line in enumerate(lines)
        if at not in numbers
    ]


def _filled(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and bool(lines[at].text.strip())


_FEWEST_NUMBERS = 3


def _join_lone_marks(lines: Sequence[Line]) -> Iterator[Line]:
    """Put a list mark that stands alone on its line before the line below it: "•" above
    "Safer roads", as some PDFs are copied. One mark alone is no list.
    """
    marks = [at for at, line in enumerate(lines) if is_lone_mark(line.text)]
    alone = {
        at
        for at in marks
        if at + 1 < len(lines) and any(map(str.isalpha, lines[at + 1].text))
    }
    if len(alone) < _FEWEST_LONE_MARKS:
        alone = set()
    for at, line in enumerate(lines):
        if at in alone:
            continue
        if at - 1 in alone:
            mark = lines[at - 1].text.strip()
            yield Line(f"{mark} {line.text.strip()}", line.page)
        else:
            yield line


_FEWEST_LONE_MARKS = 2
