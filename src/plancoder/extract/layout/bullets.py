"""Bullets: the glyphs before a line, whether they are letters, letters of their own or
drawn shapes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from plancoder.extract.layout.pieces import box_of, part_of
from plancoder.extract.layout.shapes import FIRST_HOLE, MarkedPiece, Piece, Stroke

# Private-use letters are what Symbol and Wingdings bullets come out as.
GLYPHS = frozenset(
    "•●∙⦁‣▪■□◦○◯◆◇►▶▸➤➢➔→⇒❖✓✔✗✘☑☐❑❒⮚»›·◾◼▫⁃"
    "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf0e0\uf06e\uf071\uf075\uf02d\uf0be\uf0df"
)
# Signs that are bullets only where the place says so.
SOFT = frozenset("-–—*o>‒")
_ALL = GLYPHS | SOFT
# What bullets of Wingdings and ZapfDingbats come out as where their font was lost.
_SIGNS = frozenset("§ØüŸ¨¤×")
_VARIANT = "\ufe0e\ufe0f"
_SYMBOL_FONT = re.compile("wingdings|webdings|dingbats", re.IGNORECASE)
Start = tuple[str, int]  # the first word of a line, and where it begins
Mark = tuple[str, float]  # a glyph, and where it begins
_NO_MARK: Mark = ("", 0.0)
_NUMBERED = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})\))$",
    re.IGNORECASE,
)
_FURTHEST = 4.0  # × size between a glyph and its line
_DOT = 1.5, 9.0  # points: from the smallest to the largest dot
_ROUND = 0.6, 1.7  # width by height: a dot is neither a dash nor a stroke
# Sides of one small box, drawn one after the other: points by which they may miss each
# other, and of how many a page may have.
_MEET, _FEWEST_SIDES, _MOST_SIDES, _NEAR_SHAPES = 0.5, 3, 2000, 4
_LOWER = 0.8  # × size of its line's letters: the highest dot
_LETTER = 0.6  # × size: the usual width of a letter
_INTO = 0.2  # × size by which a glyph's box may reach into its line
_ALONE = 40.0  # points to the next dot on a line
_ROUNDED = 1.0  # points, far more than sums of heights are off
# × size from the start of a dash to the next word: more than an ordinary space.
_SOFT_GAP, _WIDE_SOFT_GAP = 0.85, 1.2


def find_marks(pieces: Sequence[Piece], strokes: Sequence[Stroke]) -> list[Piece]:
    """The pieces without their bullet glyphs, which become their `mark`."""
    repeated = _repeated_signs(pieces)
    lone, rest = [], []
    for piece in pieces:
        if len(piece.text) == 1 and _is_sign(piece):
            lone.append(piece)
        elif (repeated and _start_of(piece) in repeated) or _begins_with_symbol(piece):
            rest.append(_without_first(piece))
        else:
            rest.append(_without_glyphs(piece))
    shapes = [*strokes, *_outlines(strokes)]
    dots = _alone_on_line([stroke for stroke in shapes if _is_dot(stroke)])
    if not lone and not dots:
        return rest
    given, homeless = _give_marks(rest, lone, dots)
    marked = [MarkedPiece.of(piece, *given.get(id(piece), _NO_MARK)) for piece in rest]
    return sorted([*marked, *homeless], key=lambda piece: piece.order)


def _repeated_signs(pieces: Sequence[Piece]) -> set[Start]:
    """Signs that stand before capitals at one place on two lines or more, as bullets do
    whose font was lost, and pictures of any kind; "§ 5" is a section.
    """
    starts = Counter(
        _start_of(piece)
        for piece in pieces
        if len(words := piece.words.texts) > 1
        and words[1][0].isupper()
        and (words[0] in _SIGNS or _is_emblem(words[0]))
    )
    return {start for start, times in starts.items() if times > 1}


def _is_sign(piece: Piece) -> bool:
    if piece.text in _ALL or _is_private(piece.text):
        return True
    return bool(_SYMBOL_FONT.search(piece.style.font))


def _is_emblem(word: str) -> bool:
    """True for a lone pictured sign: "♦", "📌", also with the mark for colour."""
    sign = word.rstrip(_VARIANT)
    return len(sign) == 1 and sign > "\u2000" and unicodedata.category(sign) == "So"


def _is_private(sign: str) -> bool:
    """True for a letter without a meaning outside its font, which is no hole."""
    return len(sign) == 1 and sign < FIRST_HOLE and unicodedata.category(sign) == "Co"


def _start_of(piece: Piece) -> Start:
    """The sign and its place; one pictured sign is as good as another."""
    first = piece.words.texts[0]
    return "" if _is_emblem(first) else first, round(piece.x0)


def _begins_with_symbol(piece: Piece) -> bool:
    """True for a letter of a font of signs before words in another: in Wingdings "§"
    is a square and "ü" a tick; fonts of icons have letters of their own.
    """
    words, runs = piece.words.texts, piece.words.runs
    if len(words) > 1 and _is_private(words[0]):
        return words[1][0].isalnum()
    return (
        runs is not None
        and len(words[0]) == 1 < len(words)
        and bool(_SYMBOL_FONT.search(runs[0][1].font))
        and not _SYMBOL_FONT.search(runs[1][1].font)
    )


def is_number(word: str) -> bool:
    """True for `1.`, `a)`, `(iv)`: the start of an item in a numbered list."""
    return bool(_NUMBERED.match(word))


def _without_glyphs(piece: Piece) -> Piece:
    """A piece without the glyphs at its start, also two of them (a bullet before a
    tick).

    "• Visit victims" gives "Visit victims" with the mark "•"; "- Visit" only where the
    dash stands apart.
    """
    if piece.text[0].isalnum() and piece.text[:2] != "o ":
        return piece
    while len(piece.words.texts) > 1 and piece.words.texts[0] in GLYPHS:
        piece = _without_first(piece)
    first = piece.words.texts[0]
    if first in SOFT and len(piece.words.texts) > 1 and not piece.mark:
        gap = _WIDE_SOFT_GAP if first in ("o", "—") else _SOFT_GAP
        if piece.first_width >= gap * piece.size:
            return _without_first(piece)
    elif len(first) > 1 and first[0] in GLYPHS and first[0] != "·":
        return _without_letter(piece)
    return piece


def _without_first(piece: Piece) -> Piece:
    """The piece without its first word, which becomes its mark where it has none."""
    words = piece.words.texts
    rest = part_of(piece, 1, len(words))
    return MarkedPiece.of(rest, piece.mark or words[0], piece.mark_x)


def _without_letter(piece: Piece) -> Piece:
    words = piece.words.texts
    rest = MarkedPiece.of(piece, words[0][0], piece.x0)
    words[0] = words[0][1:]
    rest.text = " ".join(words)
    rest.x0 += _LETTER * piece.size
    return rest


def _is_dot(stroke: Stroke) -> bool:
    least, most = _DOT
    if not least <= stroke.width <= most or not least <= stroke.height <= most:
        return False
    upright, level = _ROUND
    return upright < stroke.width / stroke.height < level


def _outlines(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Small boxes of which each side is drawn by itself, as one shape each."""
    sides = [
        stroke
        for stroke in strokes
        if min(stroke.width, stroke.height) < _DOT[0]
        and max(stroke.width, stroke.height) <= _DOT[1]
    ]
    shapes: list[Stroke] = []
    counts: list[int] = []
    for side in sides if len(sides) <= _MOST_SIDES else ():
        for at in range(len(shapes) - 1, max(-1, len(shapes) - _NEAR_SHAPES), -1):
            if _meet(shapes[at], side):
                x0, top, x1, bottom = box_of([shapes[at], side])
                shapes[at] = Stroke(x0, top, x1, bottom)
                counts[at] += 1
                break
        else:
            shapes.append(side)
            counts.append(1)
    return [
        shape
        for shape, count in zip(shapes, counts, strict=True)
        if count >= _FEWEST_SIDES
    ]


def _meet(shape: Stroke, side: Stroke) -> bool:
    return (
        shape.x0 - _MEET < side.x1
        and side.x0 < shape.x1 + _MEET
        and shape.top - _MEET < side.bottom
        and side.top < shape.bottom + _MEET
    )


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
        near = {
            dot
            for pair in pairwise(row)
            for dot in pair
            if pair[1].x0 - pair[0].x0 < _ALONE
        }
        kept += [dot for dot in row if dot not in near]
    return kept


def _give_marks(
    pieces: Sequence[Piece], lone: Sequence[Piece], dots: Sequence[Stroke]
) -> tuple[dict[int, Mark], list[Piece]]:
    """Each glyph or dot to the nearest piece on its right, by its id; and the glyphs
    that found none and are text.
    """
    firsts = _Downwards(pieces)
    homeless: list[Piece] = []
    given: dict[int, Mark] = {id(piece): _NO_MARK for piece in pieces if piece.mark}
    for glyph in lone:
        owner = _right_of(firsts.on(glyph.middle), glyph.x1, glyph.size)
        if owner is not None:
            given.setdefault(id(owner), (glyph.text, glyph.x0))
        elif glyph.text not in GLYPHS:
            homeless.append(glyph)
    for dot in dots:
        middle = (dot.top + dot.bottom) / 2
        owner = _right_of(firsts.on(middle), dot.x1, 0.0)
        if owner is not None and dot.height < _LOWER * owner.size:
            given.setdefault(id(owner), ("•", dot.x0))
    return given, homeless


class _Downwards:
    """Pieces from top to bottom, so that those at one height are found among few."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = sorted(pieces, key=attrgetter("top"))
        self.tops = [piece.top for piece in self.pieces]
        heights = (piece.bottom - piece.top for piece in pieces)
        self.tallest = max(heights, default=0.0)

    def on(self, y: float) -> Iterator[Piece]:
        """The pieces that a level line at `y` crosses."""
        first = bisect_left(self.tops, y - self.tallest - _ROUNDED)
        last = bisect_right(self.tops, y)
        return (piece for piece in self.pieces[first:last] if y < piece.bottom)


def _right_of(line: Iterable[Piece], x: float, size: float) -> Piece | None:
    """The nearest piece of a line right of a place, with nothing between."""
    best: Piece | None = None
    for piece in line:
        reach = _FURTHEST * (size or piece.size)
        if (
            x - 0.5 < piece.x0 + _INTO * piece.size
            and piece.x0 - x < reach
            and (best is None or piece.x0 < best.x0)
        ):
            best = piece
    return best
