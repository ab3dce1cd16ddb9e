"""Pieces of a column become lines, and lines become drafts of blocks."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from plancoder.extract.layout.bullets import is_number
from plancoder.extract.layout.leaders import is_entry
from plancoder.extract.layout.pieces import join_line
from plancoder.extract.layout.shapes import Draft, Piece, has_digit
from plancoder.models import BlockKind

_ENDS = (".", "!", "?", ":", ";", "”", '"', "…")
_SENTENCE_ENDS = (".", "!", "?", ":")
_LIKE_SIZE = 0.08  # × size by which the lines of a paragraph may differ
_INEXACT_SIZE = 0.15  # × size, where a sentence goes on
_LABEL = 14  # letters: a number among the first ones begins a heading of its own
_LOOSEST = 1.75  # × size between the base lines of a heading
# Pieces of one line. × size: their base lines may differ, a note's number is raised,
# and by how much they may overlap, since boxes of letters do.
_OFF_LINE, _RAISED, _OVERLAP = 0.3, 0.45, 0.3
_OF_A_NOTE = 0.8  # × size of the line's letters, at the most
# Base lines of one paragraph. × size: closer is one line, wider are two paragraphs.
_CLOSEST_STEP, _WIDEST_STEP = 0.9, 2.2
_ONE_SIZE = 0.3  # points by which the sizes of letters of one kind may differ
_OF_A_HEADING = 0.05  # × size, likewise, for the lines of a heading
_BLANK = 0.2  # × size of a blank between two words
_OFTEN = 0.3  # × times of the most frequent step, from which a smaller one is usual
_USUAL = 1.3  # × size between base lines where the page has no other such lines
_AT_LEAST_LOOSE = 1.25  # × size that any leading may have
# A step is a gap between paragraphs from this over the usual one: × size, × the step.
_GAP, _GAP_OF_STEP = 0.14, 1.02
_GOES_ON = 1.6  # × the usual step over which a sentence may still go on
# × size by which a line begins further out or in than the one above, and by which
# the column has room for the next line's first word where it ends short.
_FLUSH, _OUTDENT, _INDENT, _FAR_OUT = 0.3, 0.5, 0.7, 0.8
_HANGING = 1.2  # × size: what begins so far out is no part of the item above
_ENDS_SHORT, _ROOM_IN_ITEM = 0.5, 0.3
Leading = dict[int, float]


def lines_of(column: Sequence[Piece]) -> list[Piece]:
    """The column's pieces joined to lines, from top to bottom; panels and tables stay
    alone.
    """
    if len(column) == 1:
        return list(column)
    lines: list[list[Piece]] = []
    for piece in sorted(column, key=lambda piece: (piece.base, piece.x0)):
        if lines and _on_line(lines[-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    by_place = attrgetter("x0")
    return [join_line(sorted(line, key=by_place)) for line in lines]


def _on_line(line: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece goes on with a line: at its height and beside it, or small and
    raised, as the "2" of a note is.
    """
    first = line[0]
    if not piece.plain or not first.plain:
        return False
    largest = max(piece.size, *(other.size for other in line))
    if not _is_level(first, piece, largest):
        return False
    slack = _OVERLAP * largest
    return all(_is_beside(piece, other, slack) for other in line)


def _is_level(first: Piece, piece: Piece, largest: float) -> bool:
    """True for a piece at the height of its line, or raised where it is small."""
    smaller = min(piece.size, first.size)
    off = abs(piece.base - first.base)
    if off <= _OFF_LINE * smaller:
        return True
    is_note = smaller < _OF_A_NOTE * largest
    return is_note and off < _RAISED * largest


def _is_beside(piece: Piece, other: Piece, slack: float) -> bool:
    return piece.x0 > other.x1 - slack or piece.x1 < other.x0 + slack


def leading_of(columns: Iterable[Sequence[Piece]]) -> Leading:
    """The usual distance of base lines for each size (in half points), where lines of
    the size follow each other.
    """
    counts: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for lines in columns:
        for above, line in itertools.pairwise(lines):
            if _are_neighbours(above, line):
                step = line.base - above.base
                counts[round(2 * line.size)][round(5 * step)] += 1
    found = {size: _smallest_usual(steps) / 5 for size, steps in counts.items()}
    if not found:
        return found
    # Headings are set no looser than the body.
    most = max(counts, key=lambda size: counts[size].total())
    size_of_most = most / 2
    loosest = max(_AT_LEAST_LOOSE, found[most] / size_of_most)
    return {size: min(step, loosest * size / 2) for size, step in found.items()}


def _are_neighbours(above: Piece, line: Piece) -> bool:
    """Whether two lines may belong to one paragraph by their size and distance."""
    if not (above.plain and line.plain):
        return False
    size = line.size
    step = line.base - above.base
    one_size = abs(above.size - size) < _ONE_SIZE
    return one_size and _CLOSEST_STEP * size < step < _WIDEST_STEP * size


def _smallest_usual(steps: Counter[int]) -> int:
    """The smallest step that is about as frequent as the most frequent one: gaps
    between paragraphs are larger.
    """
    grouped = {step: sum(steps[near] for near in _around(step)) for step in steps}
    often = _OFTEN * max(grouped.values())
    smallest = min(step for step, count in grouped.items() if count >= often)
    near = [step for step in _around(smallest) if step in steps]
    return max(near, key=lambda step: steps[step])


def _around(step: int) -> range:
    """A step with the one before and the one after it."""
    return range(step - 1, step + 2)


def drafts_of(lines: Sequence[Piece], leading: Leading) -> list[Draft]:
    """Paragraphs, bullets and headings-to-be of one column."""
    right = max((line.x1 for line in lines), default=0.0)
    drafts: list[Draft] = []
    for line in lines:
        above = drafts[-1] if drafts and line.plain else None
        if above is not None and above.last.plain:
            broken = _breaks(above, line, leading, right)
            if not broken or _wraps(above, line, lines):
                above.lines.append(line)
                continue
        kind = BlockKind.BULLET if line.mark else BlockKind.PARAGRAPH
        drafts.append(Draft([line], kind, table=line.table))
    return drafts


def _plain_width(lines: Sequence[Piece]) -> float:
    """How wide the column is by its lines in ordinary type; infinite where there are
    none.
    """
    plain = [line for line in lines if line.plain and not _is_loud(line)]
    if not plain:
        return math.inf
    left = min(line.x0 for line in plain)
    right = max(line.x1 for line in plain)
    return right - left


def _is_loud(line: Piece) -> bool:
    return line.bold or line.text.isupper()


def _wraps(draft: Draft, line: Piece, lines: Sequence[Piece]) -> bool:
    """True for the next line of a bold or capital heading, set looser than the body:
    its word had no room above.
    """
    above, size = draft.last, line.size
    if draft.kind is not BlockKind.PARAGRAPH or above.style is not line.style:
        return False
    begins_anew = line.mark or has_digit(line.text[:_LABEL])
    if begins_anew or above.text.endswith(_ENDS):
        return False
    if not (_is_loud(above) and _is_loud(line)):
        return False
    one_size = abs(above.size - size) <= _OF_A_HEADING * size
    near = 0 < line.base - above.base < _LOOSEST * size
    if not (one_size and near):
        return False
    width = above.x1 - above.x0
    needed = width + line.first_width + _BLANK * size
    return needed > _plain_width(lines)


def _breaks(draft: Draft, line: Piece, leading: Leading, right: float) -> bool:
    """True where `line` begins a new block.

    "… in the town." and 20 points on, where 12 are usual, "Fires": True; 12 points on:
    False where the first one fills its line.
    """
    above = draft.last
    step = line.base - above.base
    lower = line.text[:1].islower()
    if line.mark or is_entry(above.text):
        return True
    if _other_size(above, line, lower=lower) or step <= 0:
        return True
    usual = leading.get(round(2 * line.size), _USUAL * line.size)
    if _is_gap(step, usual, line.size):
        near = step < _GOES_ON * usual
        return not (lower and near and _goes_on_below_gap(draft, line))
    if above.hyphen:
        return False
    if not _same_look(above, line):
        return not lower or above.text.endswith(_SENTENCE_ENDS)
    return _ends_by_shape(draft, line, right, lower=lower)


def _is_gap(step: float, usual: float, size: float) -> bool:
    """True for a step between base lines that parts two paragraphs."""
    least = usual + max(1.0, _GAP * size)
    return step > max(least, _GAP_OF_STEP * usual)


def _goes_on_below_gap(draft: Draft, line: Piece) -> bool:
    """True where a line in small letters goes on with an open one in its look; none
    does that begins further out than a bullet's lines.
    """
    above = draft.last
    outdent = above.x0 - line.x0
    if draft.kind is BlockKind.BULLET and outdent > _OUTDENT * line.size:
        return False
    return not above.text.endswith(_ENDS) and _same_look(above, line)


def _other_size(above: Piece, line: Piece, *, lower: bool) -> bool:
    """True where the size changes; a little of it is inexact where a sentence goes
    on in one look.
    """
    larger = max(above.size, line.size)
    off = abs(above.size - line.size) / larger
    if off <= _LIKE_SIZE:
        return False
    goes_on = lower and above.style.bold == line.style.bold
    open_end = not above.text.endswith(_ENDS)
    inexact = goes_on and open_end
    return not inexact or off > _INEXACT_SIZE


def _same_look(above: Piece, line: Piece) -> bool:
    """True for lines of one weight, or partly bold, and of one hue."""
    if above.bold != line.bold:
        mixed = _is_mixed(above) or _is_mixed(line)
        if not mixed:
            return False
    look, other = above.style, line.style
    return look.bold != other.bold or _hue(look.colour) == _hue(other.colour)


def _is_mixed(line: Piece) -> bool:
    """True where some letters are bold and others are not."""
    return 0 < line.bold_letters < line.letters


def _hue(colour: int) -> tuple[int, int, int]:
    return colour >> 22, colour >> 14 & 3, colour >> 6 & 3


def _ends_by_shape(draft: Draft, line: Piece, right: float, *, lower: bool) -> bool:
    """Paragraphs without a gap: a first line set in, a hanging number, a last line that
    ends short.
    """
    size, above = line.size, draft.last
    ended = above.text.endswith(_ENDS)
    room = right - above.x1 - line.first_width
    if draft.kind is BlockKind.BULLET:
        out = above.x0 - line.x0
        has_room = room > _ROOM_IN_ITEM * size
        outdented = out > _FAR_OUT * size and (ended or has_room)
        hanging = ended and -out > _HANGING * size
        return not lower and (outdented or hanging)
    if _begins_item(draft.first, line, ended=ended):
        return True
    if lower or not ended or _is_centred(draft, line):
        return False
    indent = line.x0 - above.x0
    return indent > _INDENT * size or room > _ENDS_SHORT * size


def _is_centred(draft: Draft, line: Piece) -> bool:
    """True for two lines around one middle that begin at different places."""
    above = draft.last
    slack = _FLUSH * line.size
    flush = any(abs(before.x0 - above.x0) < slack for before in draft.lines[-2:-1])
    if flush or abs(above.x0 - line.x0) <= slack:
        return False
    twice_off = (above.x0 + above.x1) - (line.x0 + line.x1)
    return abs(twice_off) < line.size


def _begins_item(first: Piece, line: Piece, *, ended: bool) -> bool:
    """True for the next item of a numbered list."""
    if not _is_numbered(line):
        return False
    in_place = line.x0 <= first.x0 + _FLUSH * line.size
    return in_place and (ended or _is_numbered(first))


def _is_numbered(line: Piece) -> bool:
    first_word, *_ = line.text.split(" ", 1)
    return is_number(first_word)
