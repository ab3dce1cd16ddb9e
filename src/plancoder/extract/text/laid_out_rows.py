"""Rows of a table that was printed with blanks between its columns, each cell broken
over several lines.

"Keep our          Pay for two      Number of" above "lanes calm        wardens
complaints" is one row of three cells: Keep our lanes calm, Pay for two wardens, Number
of complaints.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from plancoder.extract.text.page_marks import Line

_GUTTER = 2  # blanks between columns
_GAP = re.compile(rf"(?<=\S)\s{{{_GUTTER},}}(?=\S)")
_COLUMNS = 3  # of the narrowest table: two are told from text beside text no better
_ROWS = 3  # of the shortest table, its head among them
_TRIED = 6  # blocks of lines: trying all would take time that grows with its square
_HEADS = 3  # blocks of lines above a table that look like a part of it
_MOST_BLOCKS = 100  # looked at in one go: more would take time with their square
_FILLED = 0.4  # share of lines on which a column has words


def join_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with each row of such a table on one line, its cells between tabs."""
    at = 0
    while at < len(lines):
        ends = _table_ends(lines, at)
        first, end, joined = _first_table(lines, at, ends)
        yield from lines[at:first]
        yield from joined
        if joined and "\t" not in joined[-1].text:
            yield Line("", joined[-1].page)  # what stands below does not go on with it
        at = end


def _first_table(
    lines: Sequence[Line], at: int, ends: Sequence[int]
) -> tuple[int, int, list[Line]]:
    """Where a table begins and ends that stands at a line, or below the heads of its
    columns, and its rows; without rows, where to go on looking.
    """
    for above, first in enumerate((at, *ends[:_HEADS])):
        below = ends[above:]
        # Other lines with gaps may stand below it: a few shorter stretches are tried.
        for end in dict.fromkeys([*below[-1:], *reversed(below[:_TRIED])]):
            if joined := list(_joined_rows(lines[first:end])):
                return first, end, joined
    end = max([_no_table_before(lines, at), *ends])
    return end, end, []


def _joined_rows(lines: Sequence[Line]) -> Iterator[Line]:
    """The rows of a table, each on a line; none where the lines are no such table."""
    table = len(lines) >= _ROWS and not _are_entries(lines)
    starts = _column_starts(lines) if table else []
    filled = [line for line in lines if line.text.strip()]
    if starts and all(_goes_on(line.text, starts) for line in filled[1:]):
        yield _joined(filled, starts)
    elif starts and len(lines) > _ROWS:
        yield from _whole_rows(lines, starts)


def _whole_rows(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Line]:
    """The rows of a table that has several, each on a line; none where its cells are
    not filled as those of a table are.
    """
    rows = list(_rows(lines, starts))
    broken = any(len(row) > 1 for row in rows)
    firsts = [_cells(row[0].text, starts) for row in rows]
    whole = all(map(all, firsts))
    listed = any(_MARK.fullmatch(cell) for cells in firsts for cell in cells[1:])
    if len(rows) >= _ROWS and (broken or whole) and not listed:
        yield from (_joined(row, starts) for row in rows)


def _goes_on(text: str, starts: Sequence[int]) -> bool:
    """Whether every cell of a line goes on with the one above, in small letters:
    "Calmer      Warmer" above "lanes by    halls in".
    """
    cells = [cell for cell in _cells(text, starts) if cell]
    return bool(cells) and all(cell[0].islower() for cell in cells)


_MARK = re.compile(r"\(?[a-z\d]{1,4}[.)]")  # "(a)" of a list within a list


def _are_entries(lines: Sequence[Line]) -> bool:
    """Whether most lines end in a page number: a contents page and no table."""
    filled = [line.text for line in lines if line.text.strip()]
    if filled and _PAGE_HEAD.search(filled[0]):
        return False
    return sum(map(bool, map(_PAGE.search, filled))) >= _PAGED * len(filled)


# "Ref   Title   Page": the last column of a table holds pages.
_PAGE_HEAD = re.compile(r"^\s*(?:(?:ref|no|number)\b|#).*\spage\s*$", re.IGNORECASE)
_PAGE = re.compile(r"\s{2,}\d{1,3}\s*$")
_PAGED = 0.6  # share of lines


def _no_table_before(lines: Sequence[Line], at: int) -> int:
    """The next line at which a table may begin where none does at this one: behind the
    last line with a tab of its block, behind the block where no line has a gap.
    """
    end = at
    tabbed = 0
    gaps = False
    while end < len(lines) and lines[end].text.strip():
        tabbed = end if "\t" in lines[end].text else tabbed
        gaps = gaps or bool(_GAP.search(lines[end].text))
        end += 1
    return max(at + 1, tabbed + 1 if gaps else end)


def _table_ends(lines: Sequence[Line], start: int) -> list[int]:
    """Where a stretch on one page that could be a table may end, behind each of its
    blocks of lines: each has gaps in it, and begins at the left.
    """
    ends: list[int] = []
    end = start
    while end < len(lines) and lines[end].page == lines[start].page:
        if len(ends) == _MOST_BLOCKS:
            break
        block_end = end
        while block_end < len(lines) and lines[block_end].text.strip():
            block_end += 1
        block = lines[end:block_end]
        if not block or not any(_gaps(line.text) for line in block):
            break
        if "\t" in "".join(line.text for line in block):
            break
        end = block_end
        if end < len(lines) and not lines[end].text.strip():
            end += 1
        ends.append(end)
        if end < len(lines) and not lines[end].text.strip():
            break
    return ends


def _gaps(text: str) -> list[int]:
    return [found.end() for found in _GAP.finditer(text)]


def _column_starts(lines: Sequence[Line]) -> list[int]:
    """Where the columns begin: places behind gaps that come on many lines and that no
    word runs through; empty where there are too few.
    """
    texts = [line.text for line in lines if line.text.strip()]
    indents = [len(text) - len(text.lstrip()) for text in texts]
    begins = [indent for indent in indents if indent]
    counted = Counter(chain(chain.from_iterable(map(_gaps, texts)), begins))
    least = max(_ROWS, _FILLED * len(texts))
    margin = min(indents, default=0)
    starts = [
        at
        for at, times in sorted(counted.items())
        if times >= least and at > margin + _GUTTER
    ]
    clear = all(_is_clear(texts, at) for at in starts)
    known = {margin, *starts}
    kept = all(place in known for text in texts for place in _gaps(text))
    return starts if clear and kept and len(starts) >= _COLUMNS - 1 else []


def _is_clear(texts: Sequence[str], at: int) -> bool:
    """Whether a gutter ends at a place on every line, on most of them a whole one: the
    longest cell of a column may leave a single blank.
    """
    whole = sum(not text[at - _GUTTER : at].strip() for text in texts)
    single = all(not text[at - 1 : at].strip() for text in texts)
    return single and whole >= _WHOLE * len(texts)


_WHOLE = 0.75  # share of lines with a whole gutter before a column


def _rows(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[list[Line]]:
    """The lines of each row: a blank line parts them, and a first cell that begins
    anew below its blank remainder; where none is blank, each line with all cells, and
    where many such lines begin with a capital, each of these.
    """
    titled = sum(_is_titled(line.text, starts) for line in lines) >= _MANY_TITLED
    close = _are_close(lines)
    row: list[Line] = []
    for line in lines:
        blank = not line.text.strip()
        anew = bool(row) and _is_below_blank(row[-1].text, line.text, starts[0])
        anew = anew or (close and _is_whole(line.text, starts))
        anew = anew or (titled and _is_titled(line.text, starts))
        if row and (anew or blank):
            yield row
            row = []
        if not blank:
            row.append(line)
    if row:
        yield row


def _are_close(lines: Sequence[Line]) -> bool:
    """Whether no line is blank but those at the end."""
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    return bool(filled) and len(filled) == filled[-1] + 1


def _is_below_blank(above: str, text: str, column: int) -> bool:
    """Whether the first cell has words below a line on which it had none."""
    return bool(text[:column].strip()) and not above[:column].strip()


def _is_titled(text: str, starts: Sequence[int]) -> bool:
    """Whether every cell of a line is filled and begins with a capital or figure: a
    cell that was broken mostly goes on with a small letter.
    """
    return all(cell and not cell[0].islower() for cell in _cells(text, starts))


_MANY_TITLED = 4  # lines, the head among them; fewer may be chance


def _is_whole(text: str, starts: Sequence[int]) -> bool:
    """Whether a line has words in every column."""
    return all(_cells(text, starts))


def _joined(row: Sequence[Line], starts: Sequence[int]) -> Line:
    columns = zip(*_cells_of_row(row, starts), strict=True)
    cells = [" ".join(filter(None, one)) for one in columns]
    marked = len(cells[0]) == 1 and not cells[0].isalnum()
    between = " " if marked and _is_glossed(cells) else "\t"
    return Line(between.join(cells), row[0].page)


def _is_glossed(cells: Sequence[str]) -> bool:
    """Whether a dash parts a name from its gloss: "■", "Calm Lanes", "– Fewer races"
    are cells of a row, or "Calm Lanes", "–", "Fewer races".
    """
    return len(cells) == _COLUMNS and any(cell[:1] in _DASHES for cell in cells[1:])


def _cells_of_row(row: Sequence[Line], starts: Sequence[int]) -> Iterator[list[str]]:
    """What each line of a row has in each column. Where a dash parts a name from its
    gloss, small letters below the name go on with the gloss: "Calm Lanes  –  Fewer
    races by night in" above "all villages".
    """
    first = _cells(row[0].text, starts)
    yield first
    glossed = _is_glossed(first)
    for line in row[1:]:
        cells = _cells(line.text, starts)
        own = "".join(cells)
        if glossed and own[:1].islower() and own in cells[:-1]:
            cells = ["", "", own]
        yield cells


_DASHES = tuple("–—-:")


def _cells(text: str, starts: Sequence[int]) -> list[str]:
    """What a line has in each column."""
    bounds: list[int | None] = [0, *starts, None]
    return [text[begin:end].strip() for begin, end in pairwise(bounds)]
