"""Whether a passage speaks for the plan where a match stands, and the reason where it
does not.
"""

from __future__ import annotations

import re

from plancoder.coding.whose.answers import in_answers
from plancoder.coding.whose.around import look_around
from plancoder.coding.whose.figures import in_figures
from plancoder.coding.whose.former import in_former
from plancoder.coding.whose.others import in_others
from plancoder.models import Document, NameReason, Passage

# Lines of a title page, which say whose plan it is: no sentences, and few.
_TITLE_LINE = 110  # characters
_TITLE_LINES = 8

# "…, and I will pay for more of it": the plan makes it its own.
_TAKEN_UP = re.compile(
    r"\b(?:I|we|my office|the force|this plan)(?:['’]ll| will| shall| intend to|"
    r" mean to| am going to| are going to)(?! (?:have regard|take account|bear|consult|"
    r"report|pass|share|meet|not|continue to have regard))\b|"
    r"\b(?:so does this|so do I|so do we|this plan does too)\b",
    re.IGNORECASE,
)


def not_its_own(
    document: Document, passage: Passage, match: tuple[int, int]
) -> NameReason:
    """Why a passage does not speak for the plan where a match stands (start and end);
    blank where it does.

    "Drug dealing – 29%" below "We asked what worries you most." → ANSWERS;
    "Alder Council: Support for families" and "The Alder Board has chosen loneliness
    and mental health" → OTHERS; anything below "Looking back at 2012–2016" → BEFORE.
    A sentence that says what the plan will do about it is the plan's own.
    """
    around = look_around(document, passage, match, _opening(document, passage.block))
    if _TAKEN_UP.search(around.sentence):
        return NameReason.NONE
    if in_answers(document, passage, around):
        return NameReason.ANSWERS
    if in_figures(document, passage, around):
        return NameReason.FIGURES
    if in_former(around):
        return NameReason.BEFORE
    if in_others(around):
        return NameReason.OTHERS
    return NameReason.NONE


def _opening(document: Document, before: int) -> str:
    """The lines of the title page above a block, in small letters."""
    lines = []
    for block in document.blocks[: min(before, _TITLE_LINES)]:
        line = document.text[block.start : block.end]
        if len(line) > _TITLE_LINE or line.rstrip().endswith("."):
            break
        lines.append(line)
    return " ".join(" ".join(lines).casefold().split())
