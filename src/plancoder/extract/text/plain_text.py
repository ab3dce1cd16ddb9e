"""Plain text to a Document: pages, lists, tables and headings told by how they look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plancoder.extract.characters import clean_characters
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pieces import Piece, make_document
from plancoder.extract.text.lines import read_lines
from plancoder.extract.text.page_marks import mark_pages
from plancoder.models import BlockKind, Document, Page

_STRUCTURE = re.compile(
    r"(?:strategic\s+)?(?:priority|objective|theme|aim|outcome|pledge|pillar|chapter|section|part|annexe?|appendix)"
    r"\s+(?:\d{1,2}|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten|[ivx]{1,4})\b.*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[^\W\d_].*")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|\s\d{1,3}$")


def read_text(
    text: str, *, pages: tuple[int, ...] = (), options: ExtractOptions | None = None
) -> Document:
    """Read plain text.

    Headings are short lines in capitals, numbered, or alone above the text they
    announce.
    """
    options = options or ExtractOptions()
    lines, seen = mark_pages(clean_characters(text))
    pieces = find_headings(read_lines(lines, markup=False))
    known = [Page(number) for number in seen]
    return make_document(pieces, known, pages=pages, options=options, format="text")


def find_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Tell headings by their form; only for text that marks none."""
    found: list[Piece] = []
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        # The last item of a numbered list stands alone above the next text too, and is
        # no heading for that.
        goes_on = (
            piece.kind is BlockKind.BULLET
            and bool(found)
            and found[-1].kind is BlockKind.BULLET
        )
        level = 0 if goes_on else _heading_level(piece, following)
        found.append(
            replace(piece, kind=BlockKind.HEADING, level=level) if level else piece
        )
    return found


def _heading_level(piece: Piece, following: Piece | None) -> int:
    """Level of the heading that this piece is, 0 where it is none."""
    text = piece.text
    if (
        following is None
        or len(text) > 100
        or len(text.split()) > 14
        or text[-1] in ".,;!"
        or _LEADERS.search(text)
    ):
        return 0
    numbered = _NUMBERED.fullmatch(text)
    if piece.kind is BlockKind.BULLET:
        alone = following.kind is BlockKind.PARAGRAPH and len(following.text) > len(
            text
        )
        return (
            min(6, 2 + numbered[1].count("."))
            if numbered and alone and text[-1] not in ":?"
            else 0
        )
    if piece.kind is not BlockKind.PARAGRAPH or text[-1] == ":":
        return 0
    letters = [letter for letter in text if letter.isalpha()]
    if (
        len(letters) >= 4
        and all(letter.isupper() for letter in letters)
        and following.kind is not BlockKind.TABLE_CELL
    ):
        return 1
    if _STRUCTURE.fullmatch(text):
        return 2
    titled = (
        text[0].isupper()
        and len(text.split()) <= 9
        and "@" not in text
        and not text[-1].isdigit()
    )
    announces = following.kind is BlockKind.BULLET or (
        following.kind is BlockKind.PARAGRAPH
        and len(following.text) > max(60, 1.5 * len(text))
    )
    return 2 if titled and announces else 0
