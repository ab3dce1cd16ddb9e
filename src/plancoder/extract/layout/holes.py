"""Letters that a font gives no Unicode, most often ligatures: what each of them is, by
the words that it makes in the whole document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from plancoder.extract.layout.shapes import FIRST_HOLE, MOST_HOLES, Piece
from plancoder.word_list import frequency

_HOLE = re.compile(f"[{FIRST_HOLE}-{chr(ord(FIRST_HOLE) + MOST_HOLES - 1)}]")
_FILLINGS = (
    *("fi", "fl", "ff", "ffi", "tt", "ti", "ft", "ffl", "tti", "th", "ct", "st"),
    *"abcdefghijklmnopqrstuvwxyz",
)
_SIGNS = ".,;:!?()[]\"'“”‘’-‐–—"
_UNKNOWN = "\ufffd"


def fill_holes(lines: Sequence[Piece]) -> None:
    """Puts letters in the place of holes.

    A hole in "di\U000f0000cult", "o\U000f0000er" and "sta\U000f0000" is "ff": it makes
    the most words of the document and of English.
    """
    holed = [line for line in lines if _HOLE.search(line.text)]
    if not holed:
        return
    said = {word for line in lines for word in line.text.lower().split(" ")}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    words = {word for line in holed for word in line.text.lower().split(" ")}
    for word in words:
        holes = set(_HOLE.findall(word))
        if len(holes) == 1:
            hole = holes.pop()
            votes[hole].update(_known(word, hole, said.__contains__))
    best = {hole: _best(found) for hole, found in votes.items() if found}
    for line in holed:
        line.text = _HOLE.sub(lambda hole: best.get(hole[0], _UNKNOWN), line.text)


def _best(found: Counter[str]) -> str:
    """The filling of most words; a single letter only where no ligature makes one."""
    return max(found, key=lambda filling: (len(filling) > 1, found[filling]))


def _known(word: str, hole: str, said: Callable[[str], bool]) -> list[str]:
    """The fillings that make a word."""
    filled = {one: word.replace(hole, one).strip(_SIGNS) for one in _FILLINGS}
    return [
        one
        for one, whole in filled.items()
        if len(whole) > len(one) and (said(whole) or frequency(whole))
    ]
