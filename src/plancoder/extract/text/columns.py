"""Columns of text that was printed side by side: each is read to its end before the
next begins. Told by sentences that go on at their own pace on both sides of a gutter,
or by list marks that stand below one another inside lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from plancoder.extract.text.line_runs import LONE_LABEL
from plancoder.extract.text.list_markers import SURE_GLYPHS
from plancoder.extract.text.page_marks import Line

_GLYPH = rf"[{SURE_GLYPHS}\uf000-\uf0ff>*–-]"
_MARK = rf"(?:{_GLYPH}|o)(?=\s+\S)"
# Also "1. Calm lanes" and "1  Calm lanes".
_INNER_MARK = re.compile(
    rf"(?:(?<=\S)\s{{2,}}|^\s{{20,}})({_MARK}|"
    r"\d{1,2}[.)](?=\s+[A-Z][a-z])|\d(?=\s{2,}[A-Z][a-z]))"
)
_FIRST_MARK = re.compile(rf"\s*{_MARK}")
# "• Calm lanes", "1. Calm lanes" or "1  Calm lanes"
_FIRST_IN_LIST = re.compile(rf"\s*(?:{_MARK}|\d{{1,2}}(?:[.)]\s|\s{{2,}}\S))")
_FEWEST = 2  # marks below one another that make a column
_GUTTER = 2  # blanks between columns
_HANGING = 3  # characters that a heading may stand out to the left of its marks


def part_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines with columns one after another; rows of a table stay as they are."""
    labelled = _part_labelled(_part_numbered(_part_old_and_new(lines)))
    return _part_lists(_part_prose(labelled))


def _part_old_and_new(lines: Sequence[Line]) -> list[Line]:
    """What was and what is, side by side, one after the other.

    "OLD 2017-2021     NEW 2021-2025" above "Visible policing     Listen first" gives
    the old column, then the new one.
    """
    done: list[Line] = []
    at = 0
    while at < len(lines):
        heads = _BLANKS.split(lines[at].text.strip())
        gap = _GAP.search(lines[at].text)
        if len(heads) != 2 or gap is None or not _are_old_and_new(heads):
            done.append(lines[at])
            at += 1
            continue
        column, end = gap.end(), at + 1
        while end < len(lines) and _in_two_columns(lines, end, column):
            end += 1
        done += chain.from_iterable(_sides(lines[at:end], [column]))
        at = end
    return done


def _are_old_and_new(heads: Sequence[str]) -> bool:
    old = [bool(_OLD.search(head)) for head in heads]
    new = [bool(_NEW.search(head)) for head in heads]
    return sorted(zip(old, new, strict=True)) == [(False, True), (True, False)]


_OLD = re.compile(
    r"\b(?:old|ended|ends|until|previous|former|expired|replaced|outgoing)\b",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:new|now|current|from|in force|proposed)\b", re.IGNORECASE)


def _in_two_columns(lines: Sequence[Line], at: int, column: int) -> bool:
    """Whether a line keeps to two columns; one blank line may part it from the last."""
    text = lines[at].text
    if not text.strip():
        below = lines[at + 1].text if at + 1 < len(lines) else ""
        return bool(below.strip()) and _in_two_columns(lines, at + 1, column)
    reaches = _reaches(text, column) or len(text.strip()) < column
    return (
        _keeps(text, [column])
        and reaches
        and bool(_GAP.search(text) or text[0].isspace())
    )


def _part_numbered(lines: Sequence[Line]) -> list[Line]:
    """Two columns of one numbered list.

    "1. Calm lanes     3. Dry cellars" above "2. Warm halls     4. Good roads" gives
    the items in order, the left column first; so does a list numbered across.
    """
    done: list[Line] = []
    at = 0
    while at < len(lines):
        starts = list(_numbered_rows(lines, at))
        last = _left_alone(lines, starts) if starts else 0
        if len(starts) + bool(last) < _FEWEST:
            done.append(lines[at])
            at += 1
            continue
        end = max(last, starts[-1].at) + 1
        while end < len(lines) and lines[end].text.strip():
            end += 1
        column = starts[0].column
        down = starts[0].right == starts[-1].left + 1 + bool(last)
        bounds = [at, end] if down else [*(row.at for row in starts), last, end]
        bounds = sorted({bound for bound in bounds if bound >= at})
        for first, last in pairwise(bounds):
            done += chain.from_iterable(_sides(lines[first:last], [column]))
        at = end
    return done


def _left_alone(lines: Sequence[Line], rows: Sequence[_Row]) -> int:
    """The line below the rows whose number goes on with the last of the left column,
    up to the first of the right one, or across, and which has no second item; 0 where
    there is none.
    """
    row, right = rows[-1], rows[0].right
    for at in range(row.at + 1, min(len(lines), row.at + _NEAR_ROW)):
        number = _ONE_NUMBERED.match(lines[at].text)
        if number:
            down = int(number[1]) == row.left + 1 == right - 1
            return at if down or int(number[1]) == row.right + 1 else 0
    return 0


_ONE_NUMBERED = re.compile(r"\s{0,3}(\d{1,2})[.)]?\s+[A-Z]")
_NEAR_ROW = 4  # lines from a row to the next


class _Row(NamedTuple):
    """A line with two numbered items: its index, the numbers, the second's column."""

    at: int
    left: int
    right: int
    column: int


def _numbered_rows(lines: Sequence[Line], first: int) -> Iterator[_Row]:
    """The rows of two columns of one numbered list, from the line at `first` on."""
    before: _Row | None = None
    for at in range(first, min(len(lines), first + _LONGEST_LIST)):
        found = _TWO_NUMBERED.match(lines[at].text)
        if found is None:
            rest = before is not None and lines[at].text[:1].isspace()
            if not (rest or (before and not lines[at].text.strip())):
                return
            continue
        left, right = int(found[1]), int(found[2])
        row = _Row(at, left, right, found.start(2))
        if before is None:
            follows = left == 1 and right > 1
        else:
            step = row.left - before.left, row.right - before.right
            across = before.right == before.left + 1
            follows = step == ((2, 2) if across and step != (1, 1) else (1, 1))
            follows = follows and row.column == before.column
        if not follows:
            return
        before = row
        yield row


_TWO_NUMBERED = re.compile(
    r"\s*(\d{1,2})[.)]?\s+[A-Z].*?\S\s{2,}(\d{1,2})[.)]?\s+[A-Z]"
)
_LONGEST_LIST = 40  # lines


def _part_labelled(lines: Sequence[Line]) -> list[Line]:
    """Boxes side by side, each below its label.

    "PRIORITY 1     PRIORITY 2" above "Calm lanes     Warm halls" gives Priority 1, Calm
    lanes, Priority 2, Warm halls.
    """
    labels = [_label_starts(line.text) for line in lines]
    done: list[Line] = []
    at = 0
    while at < len(lines):
        starts = labels[at]
        if not starts:
            done.append(lines[at])
            at += 1
            continue
        end = at + 1
        while end < len(lines) and not labels[end] and _keeps(lines[end].text, starts):
            end += 1
        while not _reaches(lines[end - 1].text, starts[0]):
            end -= 1
        while end < len(lines) and lines[end].text.strip() and not labels[end]:
            end += 1
        done += chain.from_iterable(_sides(lines[at:end], starts))
        at = end
    return done


def _label_starts(text: str) -> list[int]:
    """Where the labels behind the first begin of which a line consists; else
    nowhere.
    """
    pieces = _BLANKS.split(text.strip())
    labels = len(pieces) > 1 and all(map(LONE_LABEL.fullmatch, pieces))
    return [found.end() for found in _GAP.finditer(text)] if labels else []


_GAP = re.compile(rf"(?<=\S)\s{{{_GUTTER},}}(?=\S)")
_BLANKS = re.compile(rf"\s{{{_GUTTER},}}")
_ROWS = 5  # lines with words on both sides of the narrowest gutter that is believed
_AT_ODDS = 2  # lines on which one side begins anew in the midst of the other's sentence
_LIST_MARK = re.compile(rf"\s*(?:{_MARK}|\d{{1,2}}[.)]\s)")
# The end of a sentence, or of a contents entry.
_ENDS = re.compile(r"[.!?:;]['’”)]*\s*$|[^\W\d_] \d{1,3}$")


def _part_prose(lines: Sequence[Line], at_odds: int = _AT_ODDS) -> list[Line]:
    """Text beside text, told by its own pace: by so many lines `at_odds`, one fewer
    within columns that were told already.

    "Calm the lanes     We have four" above "at night           hundred staff." gives
    the lanes first, where that goes on for some lines.
    """
    gaps = [_gap_ends(line.text) for line in lines]
    done: list[Line] = []
    at = 0
    while at < len(lines):
        near = _from_marks(lines, gaps, at) if gaps[at] else []
        columns = [one for one in _commonest(near) if one[0] in gaps[at]]
        if not columns:
            done.append(lines[at])
            at += 1
            continue
        ends = [_gutter_end(lines, at, column) for column, _ in columns]
        parted = (
            (column, end)
            for (column, times), end in zip(columns, ends, strict=True)
            if _are_columns(lines[at:end], column, times, at_odds)
        )
        column, end = next(parted, (0, ends[0]))
        if column:
            for side in _sides(lines[at:end], [column]):
                done += _part_prose(side, at_odds - 1)
        else:
            done += lines[at:end]
        at = end
    return done


def _are_columns(region: Sequence[Line], column: int, times: int, at_odds: int) -> bool:
    """Whether the lines are text beside text at a gutter that comes so many times."""
    if _is_wide(region, column) or _listed_right(region, column):
        return True
    return times >= _ROWS and _is_apart(region, column, max(1, at_odds))


def _gap_ends(text: str) -> list[int]:
    """Where words begin behind a gap; not those behind a mark or number that stands
    alone: "1  Calm lanes".
    """
    return [
        found.end()
        for found in _GAP.finditer(text)
        if found.end() - found.start() > _BEHIND_MARK
        or not _MARK_BEFORE.search(text, 0, found.start())
    ]


_MARK_BEFORE = re.compile(rf"(?:^|\s{{2}})\s*(?:{_GLYPH}|o|\d{{1,2}}[.)]?)$")
_BEHIND_MARK = 3  # blanks between a mark and its words, at most
_HANGS_BY = 4  # characters that a mark or number and the gap behind it take, at most


def _from_marks(
    lines: Sequence[Line], gaps: Sequence[Sequence[int]], at: int
) -> list[list[int]]:
    """The gaps of the next lines, those of words that hang below a mark counted where
    the mark stands: "1  Calm the" above "   lanes".
    """
    near = range(at, min(len(lines), at + _NEAR))
    marks = {
        end for i in near for end in gaps[i] if _LIST_MARK_AT.match(lines[i].text, end)
    }
    hung = {mark + reach: mark for mark in marks for reach in range(1, _HANGS_BY + 1)}
    return [[hung.get(end, end) for end in gaps[i]] for i in near]


_LIST_MARK_AT = re.compile(rf"(?:{_GLYPH}|\d{{1,2}}[.)]?)\s+\S")


def _is_apart(lines: Sequence[Line], column: int, at_odds: int) -> bool:
    """Whether the two sides of a gutter are no cells of one table."""
    apart = _two_leads(lines, column) or _two_tongues(lines, column)
    apart = apart or _listed_left(lines, column)
    apart = apart or _at_odds(lines, column) >= at_odds
    return apart and not _only_marks(lines, column)


def _is_wide(lines: Sequence[Line], column: int) -> bool:
    """Whether running text fills both sides of a gutter: many words on each, on all
    lines but the last. The cells of a table are narrower or of different lengths.
    """
    sides = [(line.text[:column].split(), line.text[column:].split()) for line in lines]
    full = [min(map(len, words)) >= _FULL for words in sides if any(words)]
    return len(full) >= _FEWEST_FULL and all(full[: _FEWEST_FULL - 1])


_FULL = 8  # words on each side
_FEWEST_FULL = 4  # lines, the last of which may be shorter


def _commonest(gaps: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The places behind a gap that come often enough, and how often, those that come
    most often first.
    """
    counted = Counter(chain.from_iterable(gaps)).most_common(_MOST_GUTTERS)
    return [(column, times) for column, times in counted if times >= _ROWS_LISTED]


_MOST_GUTTERS = 2  # that are tried: three columns have no more


def _gutter_end(lines: Sequence[Line], start: int, column: int) -> int:
    """Behind the last line that the gutter at `column` runs through: the last with
    words on its right, and what goes on below that on its left.
    """
    end = last = start
    while (
        end < len(lines)
        and lines[end].page == lines[start].page
        and _keeps(lines[end].text, [column])
    ):
        end += 1
        if _reaches(lines[end - 1].text, column):
            last = end
    while last < end and _goes_on_left(lines, last):
        last += 1
    return last


def _goes_on_left(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is no end of the left column: it has words, or a list goes on
    below it.
    """
    if lines[at].text.strip():
        return True
    below = next((line.text for line in lines[at:] if line.text.strip()), "")
    return _FIRST_MARK.match(below) is not None


def _at_odds(lines: Sequence[Line], column: int) -> int:
    """On how many lines one side of a gutter begins anew while the other is within a
    sentence.

    The cells of a row begin together, so a table has none.
    """
    left = [_last_piece(line.text[:column].strip()) for line in lines]
    right = [_BLANKS.split(line.text[column:].strip())[0] for line in lines]
    return sum(
        (_fresh(left, at) and _goes_on(right, at))
        or (_fresh(right, at) and _goes_on(left, at))
        for at in range(1, len(lines))
    )


def _last_piece(text: str) -> str:
    """The words next to a gutter; of a contents entry with its page: "Money  17"; of an
    item with its number, to which a stop is given: "1. Calm lanes".
    """
    pieces = _BLANKS.split(text)
    if len(pieces) > 1 and re.fullmatch(r"\d{1,2}", pieces[-2]):
        return f"{pieces[-2]}. {pieces[-1]}"
    return " ".join(pieces[-2:]) if pieces[-1].isdigit() else pieces[-1]


def _two_leads(lines: Sequence[Line], column: int) -> bool:
    """Whether words that lead to a list head both sides: "My aims for the force are:"
    beside "What I will do myself:". The heads of a table do not.
    """
    sides = (lines[0].text[:column].strip(), lines[0].text[column:].strip())
    return all(side.endswith(":") and len(side.split()) > _HEAD for side in sides)


_HEAD = 2  # words of the longest head of a column with a colon


def _listed_left(lines: Sequence[Line], column: int) -> bool:
    """Whether a list whose items run over lines stands left of a gutter, and none right
    of it: "• Calm lanes by     Number of" above "  night and day       crashes".
    """
    left = [line.text[:column].strip() for line in lines]
    right = [line.text[column:].strip() for line in lines]
    marks = [at for at, words in enumerate(left) if _LIST_MARK.match(words)]
    wrapped = sum(
        bool(left[at + 1][:1].islower()) for at in marks if at + 1 < len(left)
    )
    words = sum(any(map(str.isalpha, one)) for one in right)
    free = not any(map(_LIST_MARK.match, right))
    return (
        len(marks) >= _ROWS_LISTED and bool(wrapped) and free and 2 * words > len(left)
    )


_ROWS_LISTED = 3


def _listed_right(lines: Sequence[Line], column: int) -> bool:
    """Whether a numbered list stands right of a gutter and running text left of it:
    "I have to say what the    1. Calm lanes" above "police should do first.    2. …".
    """
    right = [line.text[column:].strip() for line in lines]
    numbers = [found[1] for words in right if (found := _NUMBERED.match(words))]
    counted = numbers == [str(number + 1) for number in range(len(numbers))]
    left = [line.text[:column].strip() for line in lines]
    runs_on = sum(words[:1].islower() for words in left)
    return counted and len(numbers) >= _ROWS_LISTED and runs_on >= _AT_ODDS


_NUMBERED = re.compile(r"(\d{1,2})(?:[.)]\s+|\s{2,})\S")


def _only_marks(lines: Sequence[Line], column: int) -> bool:
    """Whether nothing but marks and numbers stands left of a gutter: "a)    Calm lanes"
    above "b)    Warm halls".
    """
    left = [line.text[:column].strip() for line in lines]
    return all(_LONE_MARK.fullmatch(words) for words in left if words)


_LONE_MARK = re.compile(rf"(?:{_GLYPH}|\(?[a-z\d]{{1,3}}[.)]?)")


def _two_tongues(lines: Sequence[Line], column: int) -> bool:
    """Whether one side of a gutter is Welsh and the other is not: the same text twice,
    row by row.
    """
    left = " ".join(line.text[:column] for line in lines)
    right = " ".join(line.text[column:] for line in lines)
    return _is_welsh(left) is not _is_welsh(right)


def _is_welsh(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in _WELSH for word in words) > _WELSH_SHARE * len(words)


# The commonest words of Welsh that are no English words: every fourth word of a Welsh
# plan, none of an English one.
_COMMON_WELSH = (
    "yr yn y ar gan gyda wedi mae bydd byddaf rwy rwyf fy ein eich eu sy sydd nid ac"
    " neu hefyd heddlu throseddu drosedd troseddau cynllun gymru chi ni"
)
_WELSH = frozenset(_COMMON_WELSH.split())
_WELSH_SHARE = 0.08


def _fresh(side: Sequence[str], at: int) -> bool:
    before, words = side[at - 1], side[at]
    if not words:
        return False
    anew = not before or (_ENDS.search(before) and words[0].isupper())
    return bool(anew or _LIST_MARK.match(words))


def _goes_on(side: Sequence[str], at: int) -> bool:
    before = side[at - 1]
    return side[at][:1].islower() and bool(before) and not _ENDS.search(before)


def _part_lists(lines: Sequence[Line]) -> list[Line]:
    """Lists side by side, told by their marks.

    "• Calm lanes      • Pay for lamps" above "• Warm halls      • Visit schools" gives
    Calm lanes, Warm halls, Pay for lamps, Visit schools.
    """
    at = 0
    done: list[Line] = []
    marks = [_inner_marks(line.text) for line in lines]
    while at < len(lines):
        first = next((i for i in range(at, len(lines)) if marks[i]), None)
        if first is None:
            break
        start, end, starts = _region(lines, marks, at, first)
        if starts:
            done += lines[at:start]
            done += chain.from_iterable(_sides(lines[start:end], starts))
        else:
            end = first + 1
            done += lines[at:end]
        at = end
    return [*done, *lines[at:]]


def _inner_marks(text: str) -> list[int]:
    return [found.start(1) for found in _INNER_MARK.finditer(text)]


def _region(
    lines: Sequence[Line], marks: Sequence[list[int]], least: int, first: int
) -> tuple[int, int, list[int]]:
    """The lines around the first inner mark that keep to its columns, and where the
    columns begin; no columns where that is not plain.
    """
    nearby = range(first, min(first + _NEAR, len(lines)))
    counted = Counter(chain.from_iterable(marks[i] for i in nearby))
    aligned = sorted(
        at
        for at, times in counted.items()
        if times >= _FEWEST and _counts_or_marks(lines, marks, nearby, at)
    )
    starts = [begin for at in aligned if (begin := _begins(lines, first, at))]
    if not starts:
        return first, first + 1, []
    start = _region_start(lines, starts, least, first)
    end = _region_end(lines, starts, first)
    left = sum(
        bool(_FIRST_IN_LIST.match(line.text[: starts[0]])) for line in lines[start:end]
    )
    return start, end, starts if left >= _FEWEST else []


def _counts_or_marks(
    lines: Sequence[Line], marks: Sequence[list[int]], nearby: range, at: int
) -> bool:
    """Whether the marks that stand at a place are no numbers, or numbers from 1 on."""
    found = [_NUMBER_AT.match(lines[i].text, at) for i in nearby if at in marks[i]]
    numbers = [int(number[0]) for number in found if number]
    return not numbers or numbers == list(range(1, len(numbers) + 1))


_NUMBER_AT = re.compile(r"\d{1,2}")


def _region_start(
    lines: Sequence[Line], starts: Sequence[int], least: int, first: int
) -> int:
    """The first of the lines right above that keep to the columns; a blank line ends
    them.
    """
    start = first
    while start > least:
        above = lines[start - 1].text
        if not above.strip() or not _keeps(above, starts):
            break
        start -= 1
    if start <= least or lines[start - 1].text.strip():
        return start
    # Of heads that are broken, "My aims for the      You can:" above "Vale are:", only
    # the first line need have one of each column.
    for heads in range(start - 2, max(least, start - 1 - _HEAD_LINES) - 1, -1):
        if _heads_columns(lines[heads].text, starts):
            return heads
        if not lines[heads].text.strip() or not _keeps(lines[heads].text, starts):
            break
    return start


_HEAD_LINES = 2  # of the longest heads of columns


def _heads_columns(text: str, starts: Sequence[int]) -> bool:
    """Whether a line has the head of each column: "AIM         WHAT WE DO"."""
    begin = len(text) - len(text.lstrip())
    pieces = {found.end() for found in _GAP.finditer(text)}
    return bool(text.strip()) and begin < _HANGING and pieces == set(starts)


def _region_end(lines: Sequence[Line], starts: Sequence[int], first: int) -> int:
    """The line behind the last that keeps to the columns.

    Below the last line with words in a second column, the first column goes on up to a
    blank line, and past it where a list mark follows.
    """
    end = first + 1
    while end < len(lines) and _keeps(lines[end].text, starts):
        end += 1
    kept = end
    while end > first and not _reaches(lines[end - 1].text, starts[0]):
        end -= 1
    while end < kept:
        following = next((line.text for line in lines[end:] if line.text.strip()), "")
        if not lines[end].text.strip() and not _FIRST_IN_LIST.match(following):
            break
        end += 1
    return end


_NEAR = 30  # lines in which the marks of a column recur


def _begins(lines: Sequence[Line], first: int, mark: int) -> int:
    """Where a column begins whose marks stand at `mark`; 0 where its first lines have
    no gutter before them.
    """
    for heads in (_HEAD_LINES + 1, _HEAD_LINES):  # with the first line of heads or not
        near = lines[max(0, first - heads) : first + _FEWEST + 1]
        for begin in range(mark, mark - _HANGING - 1, -1):
            if begin > _GUTTER and all(_keeps(one.text, [begin]) for one in near):
                return begin
    return 0


def _keeps(text: str, starts: Sequence[int]) -> bool:
    """Whether a line has blanks before each column, or ends before it."""
    return all(not text[start - _GUTTER : start].strip() for start in starts)


def _reaches(text: str, start: int) -> bool:
    return bool(text[start:].strip())


def _sides(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[list[Line]]:
    """The lines of each column in turn, with a blank one below."""
    bounds: list[int | None] = [0, *starts, None]
    for begin, end in pairwise(bounds):
        side = [Line(line.text[begin:end].rstrip(), line.page) for line in lines]
        yield [*side, Line("", lines[-1].page)]
