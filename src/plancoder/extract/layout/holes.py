"""Letters that a font gives no Unicode, most often ligatures: what each of them is, by
the words that it makes in the whole document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from plancoder.extract.layout.shapes import FIRST_HOLE, MOST_HOLES, Piece
from plancoder.word_list import listed

_HOLE = re.compile(f"[{FIRST_HOLE}-{chr(ord(FIRST_HOLE) + MOST_HOLES - 1)}]")
_FILLINGS: tuple[str, ...] = (  # the commonest first
    *("fi", "fl", "ff", "ffi", "tt", "ti", "ft", "ffl", "tti", "th", "ct", "st"),
    *"abcdefghijklmnopqrstuvwxyz",
)
_SIGNS = ".,;:!?()[]\"'“”‘’-‐–—"
_UNKNOWN = "\ufffd"


def fill_holes(lines: Sequence[Piece]) -> None:
    """Puts letters in the place of holes.

    A hole in "su\U000f0000er", "o\U000f0000er" and "sta\U000f0000" is "ff": it makes
    the most words of the document and of English.
    """
    holed = [line for line in lines if _HOLE.search(line.text)]
    if not holed:
        return
    votes = _votes(_words(holed), _words(lines))
    best = {hole: _best(found) for hole, found in votes.items()}
    for line in holed:
        bold = line.bold_letters == line.letters
        line.text = _HOLE.sub(lambda hole: best.get(hole[0], _UNKNOWN), line.text)
        if bold:
            line.bold_letters = line.letters


def _words(lines: Sequence[Piece]) -> set[str]:
    return {word for line in lines for word in line.text.lower().split(" ")}


def _votes(holed: set[str], said: set[str]) -> dict[str, Counter[str]]:
    """For each hole its fillings, with how many of the words with that hole each makes
    a word of the document (`said`) or of English.
    """
    fillings = [
        (hole, filling, word.replace(hole, filling).strip(_SIGNS))
        for word in holed
        for hole in _only_hole(word)
        for filling in _FILLINGS
    ]
    made = {word for _, _, word in fillings}
    known = (made & said) | listed(made)
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for hole, filling, word in fillings:
        if word in known and len(word) > len(filling):
            votes[hole][filling] += 1
    return votes


def _only_hole(word: str) -> set[str]:
    """The hole of a word that has no other."""
    holes = set(_HOLE.findall(word))
    return holes if len(holes) == 1 else set()


def _best(found: Counter[str]) -> str:
    """The filling of most words, of two alike the commoner; a single letter only where
    no ligature makes one.
    """
    return max(
        (filling for filling in _FILLINGS if filling in found),
        key=lambda filling: (len(filling) > 1, found[filling]),
    )
