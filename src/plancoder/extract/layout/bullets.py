"""Bullets: the glyphs before a line, whether they are letters, letters of their own or
drawn shapes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from plancoder.extract.layout.pieces import settle
from plancoder.extract.layout.shapes import Piece, Stroke

# Private-use letters are what Symbol and Wingdings bullets come out as.
GLYPHS = frozenset(
    "•●∙⦁‣▪■□◦○◯◆◇►▶▸➤➢➔→⇒❖✓✔✗✘☑☐❑❒⮚»·◾◼▫⁃\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf0e0\uf06e\uf071\uf075\uf02d\uf0be\uf0df"
)
# Signs that are bullets only where the place says so.
SOFT = frozenset("-–—*o>‒")
_ALL = GLYPHS | SOFT
_NUMBERED = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})\))$",
    re.IGNORECASE,
)
_FURTHEST = 4.0  # × size between a glyph and its line
_ALONE = 40.0  # points to the next dot on a line
_SOFT_GAP, _WIDE_SOFT_GAP = (
    0.85,
    1.2,
)  # × size from the start of a dash to the next word: more than an ordinary space


def find_marks(pieces: Sequence[Piece], strokes: Sequence[Stroke]) -> list[Piece]:
    """The pieces without their bullet glyphs, which become their `mark`."""
    lone = [piece for piece in pieces if len(piece.text) == 1 and piece.text in _ALL]
    rest = (
        [piece for piece in pieces if len(piece.text) != 1 or piece.text not in _ALL]
        if lone
        else list(pieces)
    )
    for piece in rest:
        if not piece.text[0].isalnum() or piece.text[:2] == "o ":
            _strip_glyphs(piece)
    dots = (
        _alone_on_line([stroke for stroke in strokes if _is_dot(stroke)])
        if strokes
        else []
    )
    if lone or dots:
        rest += _give_marks(rest, lone, dots)
        rest.sort(key=lambda piece: piece.order)
    return rest


def is_number(word: str) -> bool:
    """True for `1.`, `a)`, `(iv)`: the start of an item in a numbered list."""
    return bool(_NUMBERED.match(word))


def _strip_glyphs(piece: Piece) -> None:
    """Takes the glyphs off the start of a piece, also two of them (a bullet before a
    tick).
    """
    while piece.words and len(piece.words) > 1 and piece.words[0] in GLYPHS:
        _drop_first(piece, piece.words[0])
    first = piece.words[0] if piece.words else ""
    gap = _WIDE_SOFT_GAP if first in ("o", "—") else _SOFT_GAP
    if (
        first in SOFT
        and len(piece.words) > 1
        and not piece.mark
        and piece.starts[1] - piece.starts[0] >= gap * piece.size
    ):
        _drop_first(piece, first)
    elif len(first) > 1 and first[0] in GLYPHS and first[0] != "·":
        _drop_letter(piece)


def _drop_first(piece: Piece, mark: str) -> None:
    if not piece.mark:
        piece.mark, piece.mark_x = mark, piece.x0
    del piece.words[0], piece.starts[0]
    piece.x0 = piece.starts[0]
    if piece.gaps:
        piece.gaps = [(gap - 1, end) for gap, end in piece.gaps if gap > 1] or None
    if piece.runs is not None:
        look = next(style for start, style in reversed(piece.runs) if start <= 1)
        piece.runs = [(0, look)] + [
            (start - 1, style) for start, style in piece.runs if start > 1
        ]
        piece.style = piece.runs[0][1]
        if len(piece.runs) == 1:
            piece.runs = None
    settle(piece)


def _drop_letter(piece: Piece) -> None:
    piece.mark, piece.mark_x = piece.words[0][0], piece.x0
    piece.words[0] = piece.words[0][1:]
    piece.text = " ".join(piece.words)
    piece.letters -= 1
    piece.x0 += 0.6 * piece.size


def _is_dot(stroke: Stroke) -> bool:
    width, height = stroke.x1 - stroke.x0, stroke.bottom - stroke.top
    return 1.5 <= width <= 9 and 1.5 <= height <= 9 and 0.6 < width / height < 1.7


def _alone_on_line(dots: Sequence[Stroke]) -> list[Stroke]:
    """The dots without those in rows, such as the windows of a drawn house: a bullet
    has no near neighbour.
    """
    rows: dict[int, list[Stroke]] = defaultdict(list)
    for dot in dots:
        rows[round(dot.top / 2)].append(dot)
    kept = []
    for row in rows.values():
        row.sort(key=lambda dot: dot.x0)
        lefts = [dot.x0 for dot in row]
        gaps = [_ALONE, *(right - left for left, right in pairwise(lefts)), _ALONE]
        kept += [
            dot
            for dot, before, after in zip(row, gaps, gaps[1:], strict=False)
            if min(before, after) >= _ALONE
        ]
    return kept


def _give_marks(
    pieces: Sequence[Piece], lone: Sequence[Piece], dots: Sequence[Stroke]
) -> list[Piece]:
    """Each glyph or dot to the nearest piece on its right; gives back the glyphs that
    found none and are text.
    """
    firsts = sorted(pieces, key=lambda piece: piece.top)
    homeless = []
    for glyph in lone:
        owner = _right_of(firsts, glyph.x1, (glyph.top + glyph.bottom) / 2, glyph.size)
        if owner is None:
            if glyph.text not in GLYPHS:
                homeless.append(glyph)
        elif not owner.mark:
            owner.mark, owner.mark_x = glyph.text, glyph.x0
    for dot in dots:
        owner = _right_of(firsts, dot.x1, (dot.top + dot.bottom) / 2, 0.0)
        if (
            owner is not None
            and not owner.mark
            and dot.bottom - dot.top < 0.8 * owner.size
        ):
            owner.mark, owner.mark_x = "•", dot.x0
    return homeless


def _right_of(pieces: Sequence[Piece], x: float, y: float, size: float) -> Piece | None:
    """The nearest piece right of a point on whose line the point lies, with nothing
    between.
    """
    best: Piece | None = None
    for piece in pieces:
        if piece.top > y:
            break
        reach = _FURTHEST * (size or piece.size)
        if (
            y < piece.bottom
            and x - 0.5 < piece.x0 + 0.2 * piece.size
            and piece.x0 - x < reach
            and (best is None or piece.x0 < best.x0)
        ):
            best = piece
    return best
