"""Pieces of a column become lines, and lines become drafts of blocks."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter

from plancoder.extract.layout.bullets import is_number
from plancoder.extract.layout.pieces import join_line
from plancoder.extract.layout.shapes import Draft, Piece, has_digit
from plancoder.models import BlockKind

_ENDS = (".", "!", "?", ":", ";", "”", '"', "…")
_LIKE_SIZE = 0.08  # × size by which the lines of a paragraph may differ
_INEXACT_SIZE = 0.15  # × size, where a sentence goes on
_LABEL = 14  # letters: a number among the first ones begins a heading of its own
_LOOSEST = 1.75  # × size between the base lines of a heading
Leading = dict[int, float]


def lines_of(column: Sequence[Piece]) -> list[Piece]:
    """The column's pieces joined to lines, from top to bottom; panels and tables stay
    alone.
    """
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
    size = max(piece.size, *(other.size for other in line))
    smaller, off = min(piece.size, first.size), abs(piece.base - first.base)
    raised = smaller < 0.8 * size and off < 0.45 * size
    return (off <= 0.3 * smaller or raised) and all(
        piece.x0 > other.x1 - 0.3 * size or piece.x1 < other.x0 + 0.3 * size
        for other in line
    )


def leading_of(columns: Iterable[Sequence[Piece]]) -> Leading:
    """The usual distance of base lines for each size (in half points), where lines of
    the size follow each other.
    """
    counts: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for lines in columns:
        for above, line in itertools.pairwise(lines):
            step = line.base - above.base
            if (
                above.plain
                and line.plain
                and abs(above.size - line.size) < 0.3
                and 0.9 * line.size < step < 2.2 * line.size
            ):
                counts[round(2 * line.size)][round(5 * step)] += 1
    found = {size: _smallest_usual(steps) / 5 for size, steps in counts.items()}
    if not found:
        return found
    most = max(counts, key=lambda size: counts[size].total())
    loosest = max(
        1.25, found[most] / (most / 2)
    )  # headings are set no looser than the body
    return {size: min(step, loosest * size / 2) for size, step in found.items()}


def _smallest_usual(steps: Counter[int]) -> int:
    """The smallest step that is about as frequent as the most frequent one: gaps
    between paragraphs are larger.
    """
    grouped = {step: steps[step] + steps[step - 1] + steps[step + 1] for step in steps}
    most = max(grouped.values())
    smallest = min(step for step, count in grouped.items() if count >= 0.3 * most)
    near = [step for step in (smallest - 1, smallest, smallest + 1) if step in steps]
    return max(near, key=lambda step: steps[step])


def drafts_of(lines: Sequence[Piece], leading: Leading) -> list[Draft]:
    """Paragraphs, bullets and headings-to-be of one column."""
    right = max((line.x1 for line in lines), default=0.0)
    drafts: list[Draft] = []
    for line in lines:
        above = drafts[-1] if drafts and line.plain else None
        if above is not None and above.lines[-1].plain:
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
    left = min((line.x0 for line in plain), default=-math.inf)
    return max((line.x1 for line in plain), default=math.inf) - left


def _is_loud(line: Piece) -> bool:
    return line.bold or line.text.isupper()


def _wraps(draft: Draft, line: Piece, lines: Sequence[Piece]) -> bool:
    """True for the next line of a bold or capital heading, set looser than the body:
    its word had no room above.
    """
    above = draft.lines[-1]
    one_look = above.style is line.style and _is_loud(above) and _is_loud(line)
    one_size = abs(above.size - line.size) <= 0.05 * line.size
    begins = line.mark or has_digit(line.text[:_LABEL]) or above.text.endswith(_ENDS)
    if begins or not one_look or not one_size or draft.kind is not BlockKind.PARAGRAPH:
        return False
    if not 0 < line.base - above.base < _LOOSEST * line.size:
        return False
    needed = above.x1 - above.x0 + line.first_width + 0.2 * line.size
    return needed > _plain_width(lines)


def _breaks(draft: Draft, line: Piece, leading: Leading, right: float) -> bool:
    """True where `line` begins a new block.

    "… in the town." and 20 points on, where 12 are usual, "Fires": True; 12 points on:
    False where the first one fills its line.
    """
    above = draft.lines[-1]
    step = line.base - above.base
    lower = line.text[:1].islower()
    if line.mark or _other_size(above, line, lower=lower) or step <= 0:
        return True
    usual = leading.get(round(2 * line.size), 1.3 * line.size)
    if step > max(usual + max(1.0, 0.14 * line.size), 1.02 * usual):
        out = above.x0 - line.x0 > 0.5 * line.size
        outdented = out and draft.kind is BlockKind.BULLET
        goes_on = lower and step < 1.6 * usual and not above.text.endswith(_ENDS)
        return outdented or not (goes_on and _same_look(above, line))
    if above.hyphen:
        return False
    if not _same_look(above, line):
        return not lower or above.text.endswith((".", "!", "?", ":"))
    return _ends_by_shape(draft, line, right, lower=lower)


def _other_size(above: Piece, line: Piece, *, lower: bool) -> bool:
    """True where the size changes; a little of it is inexact where a sentence goes
    on in one look.
    """
    off = abs(above.size - line.size) / max(above.size, line.size)
    goes_on = lower and above.style.bold == line.style.bold
    open_end = not above.text.endswith(_ENDS)
    return off > (_INEXACT_SIZE if goes_on and open_end else _LIKE_SIZE)


def _same_look(above: Piece, line: Piece) -> bool:
    mixed = any(0 < one.bold_letters < one.letters for one in (above, line))
    if above.bold != line.bold and not mixed:
        return False
    one_hue = _hue(above.style.colour) == _hue(line.style.colour)
    return one_hue or above.style.bold != line.style.bold


def _hue(colour: int) -> tuple[int, int, int]:
    return colour >> 22, colour >> 14 & 3, colour >> 6 & 3


def _ends_by_shape(draft: Draft, line: Piece, right: float, *, lower: bool) -> bool:
    """Paragraphs without a gap: a first line set in, a hanging number, a last line that
    ends short.
    """
    size, above = line.size, draft.lines[-1]
    ended = above.text.endswith(_ENDS)
    room = right - above.x1 - line.first_width
    if draft.kind is BlockKind.BULLET:
        out = above.x0 - line.x0
        outdented = out > 0.8 * size and (ended or room > 0.3 * size)
        return not lower and (outdented or (ended and out < -1.2 * size))
    if _begins_item(draft.lines[0], line, ended=ended):
        return True
    if lower or not ended or _is_centred(draft, line):
        return False
    return line.x0 > above.x0 + 0.7 * size or room > 0.5 * size


def _is_centred(draft: Draft, line: Piece) -> bool:
    """True for two lines around one middle that begin at different places."""
    size, above = line.size, draft.lines[-1]
    flush = len(draft.lines) > 1 and abs(draft.lines[-2].x0 - above.x0) < 0.3 * size
    same_middle = abs((above.x0 + above.x1) - (line.x0 + line.x1)) < size
    return not flush and same_middle and abs(above.x0 - line.x0) > 0.3 * size


def _begins_item(first: Piece, line: Piece, *, ended: bool) -> bool:
    """True for the next item of a numbered list."""
    numbered, after_number = (
        is_number(one.text.split(" ", 1)[0]) for one in (line, first)
    )
    in_place = line.x0 <= first.x0 + 0.3 * line.size
    return numbered and in_place and (ended or after_number)
