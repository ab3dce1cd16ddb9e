"""What can only be said of a piece when its neighbours are known; for formats with
markup of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from plancoder.extract.build_document import Piece
from plancoder.models import BlockKind


def settle_pieces(pieces: Sequence[Piece], bold: Collection[int]) -> list[Piece]:
    """Settle bold lines (`bold`: their indices) and quotations, of which only those
    that repeat the body stay so.
    """
    body = " ".join(piece.text for piece in pieces if piece.kind is not BlockKind.QUOTE)
    settled: list[Piece] = []
    level = 0
    for index, piece in enumerate(pieces):
        if piece.kind is BlockKind.HEADING:
            level = piece.level
        elif (
            index in bold
            and piece.kind is BlockKind.PARAGRAPH
            and _opens_section(pieces, index, level)
        ):
            settled.append(
                replace(piece, kind=BlockKind.HEADING, level=min(6, level + 1))
            )
            continue
        elif piece.kind is BlockKind.QUOTE and piece.text.strip("“”‘’\"' ") not in body:
            settled.append(replace(piece, kind=BlockKind.PARAGRAPH))
            continue
        settled.append(piece)
    return settled


def _opens_section(pieces: Sequence[Piece], index: int, level: int) -> bool:
    """Tell a bold line that can be a heading from one that ends its section, as a
    signature does.
    """
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    closes = (
        following is not None
        and following.kind is BlockKind.HEADING
        and following.level <= level
    )
    return is_title(pieces[index].text) and not closes


def is_title(text: str) -> bool:
    """Tell whether a bold line can be a heading: short, and no sentence."""
    return (
        0 < len(text) <= 120
        and text[-1] not in ".;,"
        and any(letter.isalpha() for letter in text)
    )
