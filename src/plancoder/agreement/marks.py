"""What people write into the cells of a matrix, and what it means in the table it
stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from plancoder.tables.csv_cells import bare_word, undo_cp1252


class Mark(Enum):
    """The meaning of a cell by itself; CROSS, BLANK and QUESTION depend on the rest of
    the table.
    """

    YES = "yes"
    NO = "no"
    NO_ANSWER = "no answer"
    CROSS = "x"
    BLANK = "blank"
    QUESTION = "?"
    UNKNOWN = "unknown"


_YES = "1 1.0 yes y true t tick ticked present ✓ ✔ √ ☑ ✅ 🗸 ● •"
_NO = "0 0.0 no n false f absent ✗ ✘ ☒ ❌ ✕ ✖ - – — ☐ □ ○"
_NO_ANSWER = "n/a na nan null missing unreadable unsettled n.a not_available #n/a .."
_CROSS = "x ×"

_WORDS = {
    **dict.fromkeys(_YES.split(), Mark.YES),
    **dict.fromkeys(_NO.split(), Mark.NO),
    **dict.fromkeys(_NO_ANSWER.split(), Mark.NO_ANSWER),
    **dict.fromkeys(_CROSS.split(), Mark.CROSS),
    "no plan": Mark.NO_ANSWER,
    "not available": Mark.NO_ANSWER,
}


@dataclass(frozen=True, slots=True)
class MarkReading:
    """How the cells of one table are read; `notes` says so to people, `damaged` that
    ticks were lost on the way.
    """

    blank: bool | None
    cross: bool | None
    notes: tuple[str, ...] = ()
    damaged: bool = False
    ambiguous: bool = False

    def answer(self, mark: Mark) -> bool | None:
        """True, False or None (no answer) for a mark other than UNKNOWN."""
        fixed = {
            Mark.YES: True,
            Mark.NO: False,
            Mark.CROSS: self.cross,
            Mark.BLANK: self.blank,
        }
        return fixed.get(mark)


def read_mark(cell: str) -> Mark:
    """The mark in a cell, in any case; never a guess."""
    word = bare_word(cell)
    if not word:
        return Mark.BLANK
    if not word.strip("?\ufffd"):
        return Mark.QUESTION
    return _WORDS.get(word) or _WORDS.get(undo_cp1252(cell.strip()), Mark.UNKNOWN)


def read_marks(marks: Iterable[Mark], *, long: bool) -> MarkReading:
    """How to read the marks of a whole table.

    Blank is "no" in a table of ticks and blanks, as the appendices are printed; where
    "no" is written out (0, no, ✗),
    and in a long table, a blank is no answer. An x is a tick where it stands beside
    "no" or alone, and a cross beside
    other ticks; with both it could be either. A "?" is no answer, unless there is no
    tick: then it was one.
    """
    found = set(marks)
    yes, no = Mark.YES in found, Mark.NO in found
    blank = None if long or no or (Mark.CROSS in found and yes) else False
    cross = (not yes) if Mark.CROSS in found else None
    notes = []
    if Mark.BLANK in found:
        notes.append(
            f"blank cells are read as {'no tick' if blank is False else 'no answer'}"
        )
    if Mark.CROSS in found:
        notes.append(f"x is read as {'a tick' if cross else 'no tick'}")
    return MarkReading(
        blank=blank,
        cross=cross,
        notes=tuple(notes),
        damaged=Mark.QUESTION in found and not yes and Mark.CROSS not in found,
        ambiguous=Mark.CROSS in found and yes and no,
    )
