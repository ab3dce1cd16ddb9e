"""Drop capitals: a large first letter beside the first lines of a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from plancoder.extract.layout.shapes import Piece

_LAPS, _ABOVE = 0.15, 0.3  # × the letter's size: its box is larger than its ink
_WORD_GAP = 0.35  # × size of the line: more than between letters
_LARGER = 1.7  # × the size of the line it belongs to
_NEAR = 0.9  # × its own size between the letter and the line


def join_drop_capitals(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each large single letter put before the line that it begins.

    A "W" of 30 points beside "e listen to" of 10 gives "We listen to".
    """
    joined = set()
    for capital in pieces:
        if capital.letters <= 2 and capital.text[:1].isupper():
            line = _line_of(capital, pieces)
            if line is not None:
                _put_before(capital, line)
                joined.add(id(capital))
    return [piece for piece in pieces if id(piece) not in joined]


def _put_before(capital: Piece, line: Piece) -> None:
    # "A" and "I" are words: what follows a space in the stream is one of its own.
    is_word = capital.text in ("A", "I") and line.text[:1].isalpha()
    space = " " if is_word and _is_word_gap(capital, line) else ""
    line.text = f"{capital.text}{space}{line.text}"
    words = line.words
    words.texts[0] = f"{capital.text}{space}{words.texts[0]}"
    line.x0 = words.starts[0] = capital.x0


def _line_of(capital: Piece, pieces: Sequence[Piece]) -> Piece | None:
    """The uppermost line right beside the letter."""
    lines = (piece for piece in pieces if _is_beside(capital, piece))
    return min(lines, key=lambda line: line.top, default=None)


def _is_beside(capital: Piece, line: Piece) -> bool:
    """Whether a line is the first beside a large letter: "O" over two lines, then "ur
    plan".
    """
    size = capital.size
    if size < _LARGER * line.size or line.letters < 3 or line.mark:
        return False
    near = -_LAPS * size < line.x0 - capital.x1 < _NEAR * size / 2 + 4
    return (
        near and capital.top - _ABOVE * size < line.top and line.bottom < capital.bottom
    )


def _is_word_gap(capital: Piece, line: Piece) -> bool:
    return line.text[0].isupper() or line.x0 - capital.x1 > _WORD_GAP * line.size
