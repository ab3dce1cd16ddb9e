"""Pieces of a column become lines, and lines become drafts of blocks."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from plancoder.extract.layout.bullets import is_number
from plancoder.extract.layout.pieces import join_line
from plancoder.extract.layout.shapes import Draft, Piece
from plancoder.models import BlockKind

_ENDS = (".", "!", "?", ":", ";", "”", '"', "…")
_LABEL = 14  # letters: a number among the first ones begins a heading of its own
_LOOSEST = 1.75  # × size between the base lines of a heading
Leading = dict[int, float]


def lines_of(column: Sequence[Piece]) -> list[Piece]:
    """The column's pieces joined to lines, from top to bottom; panels and tables stay
    alone.
    """
    lines: list[list[Piece]] = []
    for piece in sorted(column, key=lambda piece: (piece.base, piece.x0)):
        if lines and piece.plain and lines[-1][0].plain and _on_line(lines[-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [
        (
            join_line(sorted(line, key=lambda piece: piece.x0))
            if len(line) > 1
            else line[0]
        )
        for line in lines
    ]


def _on_line(line: Sequence[Piece], piece: Piece) -> bool:
    size = max(piece.size, *(other.size for other in line))
    if abs(piece.base - line[0].base) > 0.3 * min(piece.size, line[0].size) and not (
        min(piece.size, line[0].size) < 0.8 * size
        and abs(piece.base - line[0].base) < 0.45 * size
    ):
        return False
    return all(
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
    right = _right_edge(lines)
    drafts: list[Draft] = []
    for line in lines:
        if not line.plain:
            drafts.append(Draft([line], table=line.table))
        elif (
            drafts
            and drafts[-1].lines[-1].plain
            and (
                not _breaks(drafts[-1], line, leading, right)
                or _wraps(drafts[-1], line, lines)
            )
        ):
            drafts[-1].lines.append(line)
        else:
            drafts.append(
                Draft(
                    [line],
                    (
                        BlockKind.BULLET
                        if line.mark and not _is_dash_of_sentence(drafts, line)
                        else BlockKind.PARAGRAPH
                    ),
                )
            )
    return drafts


def _right_edge(lines: Sequence[Piece]) -> float:
    return max((line.x1 for line in lines), default=0.0)


def _plain_width(lines: Sequence[Piece]) -> float:
    """How wide the column is by its lines in ordinary type; infinite where there are
    none.
    """
    plain = [line for line in lines if line.plain and not _is_loud(line)]
    return (
        max(line.x1 for line in plain) - min(line.x0 for line in plain)
        if plain
        else math.inf
    )


def _is_loud(line: Piece) -> bool:
    return line.bold or line.text.isupper()


def _is_dash_of_sentence(drafts: Sequence[Draft], line: Piece) -> bool:
    """A dash at the start of a line may go on the line above; then it is text again."""
    return False


def _wraps(draft: Draft, line: Piece, lines: Sequence[Piece]) -> bool:
    """True for the next line of a bold or capital heading, set looser than the body:
    its word had no room above.
    """
    above = draft.lines[-1]
    if (
        above.style is not line.style
        or line.mark
        or draft.kind is not BlockKind.PARAGRAPH
    ):
        return False
    if (
        not _is_loud(above)
        or not _is_loud(line)
        or any(map(str.isdigit, line.text[:_LABEL]))
    ):
        return False
    if (
        abs(above.size - line.size) > 0.05 * line.size
        or not 0 < line.base - above.base < _LOOSEST * line.size
    ):
        return False
    full = above.x1 - above.x0 + line.first_width + 0.2 * line.size > _plain_width(
        lines
    )
    return full and not above.text.endswith(_ENDS)


def _breaks(draft: Draft, line: Piece, leading: Leading, right: float) -> bool:
    """True where `line` begins a new block."""
    above = draft.lines[-1]
    if line.mark:
        return True
    if (
        abs(above.size - line.size) > 0.08 * max(above.size, line.size)
        or line.base <= above.base
    ):
        return True
    lower = line.text[:1].islower()
    step = line.base - above.base
    usual = leading.get(round(2 * line.size), 1.3 * line.size)
    if step > max(usual + max(1.0, 0.14 * line.size), 1.02 * usual):
        outdented = (
            draft.kind is BlockKind.BULLET
            and line.x0 < draft.lines[-1].x0 - 0.5 * line.size
        )
        return outdented or not (
            lower
            and step < 1.6 * usual
            and _same_look(above, line)
            and not above.text.endswith(_ENDS)
        )
    if above.hyphen:
        return False
    if not _same_look(above, line):
        return not lower or above.text.endswith((".", "!", "?", ":"))
    return _ends_by_shape(draft, above, line, right, lower=lower)


def _same_look(above: Piece, line: Piece) -> bool:
    if above.bold != line.bold and not (
        0 < above.bold_letters < above.letters or 0 < line.bold_letters < line.letters
    ):
        return False
    return (
        _hue(above.style.colour) == _hue(line.style.colour)
        or above.style.bold != line.style.bold
    )


def _hue(colour: int) -> tuple[int, int, int]:
    return colour >> 22, colour >> 14 & 3, colour >> 6 & 3


def _ends_by_shape(
    draft: Draft, above: Piece, line: Piece, right: float, *, lower: bool
) -> bool:
    """Paragraphs without a gap: a first line set in, a hanging number, a last line that
    ends short.
    """
    size = line.size
    first = draft.lines[0]
    ended = above.text.endswith(_ENDS)
    if draft.kind is BlockKind.BULLET:
        text_x = first.x0 if len(draft.lines) == 1 else above.x0
        outdented = line.x0 < text_x - 0.8 * size
        if (
            outdented
            and not lower
            and (ended or right - above.x1 > line.first_width + 0.3 * size)
        ):
            return True
        return line.x0 > text_x + 1.2 * size and not lower and ended
    if _begins_item(first, line, ended=ended):
        return True
    flush = len(draft.lines) > 1 and abs(draft.lines[-2].x0 - above.x0) < 0.3 * size
    same_middle = abs((above.x0 + above.x1) - (line.x0 + line.x1)) < size
    centred = not flush and same_middle and abs(above.x0 - line.x0) > 0.3 * size
    if centred:
        return False
    if not lower and line.x0 > above.x0 + 0.7 * size and ended:
        return True
    return ended and not lower and right - above.x1 > line.first_width + 0.5 * size


def _begins_item(first: Piece, line: Piece, *, ended: bool) -> bool:
    """True for the next item of a numbered list."""
    if (
        not is_number(line.text.split(" ", 1)[0])
        or line.x0 > first.x0 + 0.3 * line.size
    ):
        return False
    return ended or is_number(first.text.split(" ", 1)[0])
