"""What people write into the column 'decision', and what it means."""

from __future__ import annotations

from enum import Enum

from plancoder.models import Verdict
from plancoder.tables.audit import DISPUTED
from plancoder.tables.csv_cells import bare_word, undo_cp1252

_ACCEPT = (
    "accept accepted acc a agree agreed yes y ja j true t 1 ok okay correct right keep"
    " include tick ticked ✓ ✔ √ ☑ ✅ 🗸"
)
_REJECT = (
    "reject rejected rej r disagree no n nein false f 0 wrong incorrect drop exclude"
    " cross x ✗ ✘ × ☒ ❌ ✕ ✖"
)
_ADD = "add added new +"
_UNSURE = "unsure u ?"
_WITHDRAW = "withdraw withdrawn undo clear reset pending"

WORDS = {
    **dict.fromkeys(_ACCEPT.split(), Verdict.ACCEPT),
    **dict.fromkeys(_REJECT.split(), Verdict.REJECT),
    **dict.fromkeys(_ADD.split(), Verdict.ADD),
    **dict.fromkeys(_UNSURE.split(), Verdict.UNSURE),
    **dict.fromkeys(_WITHDRAW.split(), Verdict.WITHDRAW),
}


class NoVerdict(Enum):
    """A decision cell that says nothing, or nothing that may be believed."""

    BLANK = "blank"
    DISPUTED = "disputed"  # plancoder's own word for reviewers who differ
    DAMAGED = "damaged"  # a ✓ or ✗ that a spreadsheet saved as "�"
    UNKNOWN = "unknown"


def read_verdict(cell: str) -> Verdict | NoVerdict:
    """The verdict that a cell states, in any case, with or without a full stop; never a
    guess.
    """
    word = bare_word(cell).rstrip(".!")
    if not word:
        return (
            NoVerdict.BLANK
            if not cell.strip(" \t\r\n.'\u00a0\u200b\ufeff")
            else NoVerdict.UNKNOWN
        )
    if word == DISPUTED:
        return NoVerdict.DISPUTED
    if word in WORDS:
        return WORDS[word]
    if not word.strip("?\ufffd□¿_ "):
        return NoVerdict.DAMAGED
    return WORDS.get(undo_cp1252(word), NoVerdict.UNKNOWN)
