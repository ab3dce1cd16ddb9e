"""Drop capitals: a large first letter beside the first lines of a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from plancoder.extract.layout.shapes import Piece

_LARGER = 1.7  # × the size of the line it belongs to
_NEAR = 0.9  # × its own size between the letter and the line


def join_drop_capitals(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, each large single letter put before the line that it begins."""
    capitals = [
        piece
        for piece in pieces
        if piece.letters <= 2 and piece.text[:1].isalpha() and piece.text[0].isupper()
    ]
    if not capitals:
        return list(pieces)
    joined = set()
    for capital in capitals:
        line = _line_of(capital, pieces)
        if line is None:
            continue
        # "A" and "I" are words: what follows a space in the stream is one of its own.
        space = (
            " "
            if capital.text in ("A", "I")
            and line.text[:1].isalpha()
            and _is_word_gap(capital, line)
            else ""
        )
        line.text = f"{capital.text}{space}{line.text}"
        line.words[0] = f"{capital.text}{space}{line.words[0]}"
        line.letters += capital.letters
        line.x0 = line.starts[0] = capital.x0
        joined.add(id(capital))
    return [piece for piece in pieces if id(piece) not in joined]


def _line_of(capital: Piece, pieces: Sequence[Piece]) -> Piece | None:
    """The uppermost line right beside the letter."""
    best = None
    for piece in pieces:
        beside = (
            -0.15 * capital.size < piece.x0 - capital.x1 < _NEAR * capital.size / 2 + 4
        )
        if (
            piece is capital
            or not beside
            or capital.size < _LARGER * piece.size
            or piece.letters < 3
            or piece.mark
        ):
            continue
        if (
            capital.top - 0.3 * capital.size < piece.top
            and piece.bottom < capital.bottom
            and (best is None or piece.top < best.top)
        ):
            best = piece
    return best


def _is_word_gap(capital: Piece, line: Piece) -> bool:
    return line.text[0].isupper() or line.x0 - capital.x1 > 0.35 * line.size
