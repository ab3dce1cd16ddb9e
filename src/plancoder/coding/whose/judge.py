"""Whether a passage speaks for the plan where a match stands, and the reason where it
does not.
"""

from __future__ import annotations

import re

from plancoder.coding.whose.answers import in_answers
from plancoder.coding.whose.around import Surroundings, look_around
from plancoder.coding.whose.figures import in_figures
from plancoder.coding.whose.former import in_former
from plancoder.coding.whose.others import in_others
from plancoder.models import NameReason

# "…, and I will pay for more of it": the plan makes it its own.
_TAKEN_UP = re.compile(
    r"\b(?:i|we|my office|the force|this plan)(?:['’]ll| will| shall| intend to|"
    r" mean to| am going to| are going to)(?! (?:have regard|take account|bear|consult|"
    r"report|pass|share|meet|not|continue to have regard))\b|"
    r"\b(?:so does this|so do i|so do we|this plan does too)\b"
)


# What `_TAKEN_UP` holds: asking for it first is many times cheaper.
_HINTS = (
    "will", "shall", "'ll", "’ll", "intend to", "mean to", "going to", "so do",
    "does too",
)  # fmt: skip


def not_its_own(place: Surroundings, match: tuple[int, int]) -> NameReason:
    """Why a passage does not speak for the plan where a match stands (start and end);
    blank where it does.

    "Drug dealing – 29%" below "We asked what worries you most." → ANSWERS;
    "Alder Council: Support for families" and "The Alder Board has chosen loneliness
    and mental health" → OTHERS; anything below "Looking back at 2012–2016" → BEFORE.
    A sentence that says what the plan will do about it is the plan's own.
    """
    around = look_around(place, *match)
    sentence = around.sentence
    if any(hint in sentence for hint in _HINTS) and _TAKEN_UP.search(sentence):
        return NameReason.NONE
    if in_answers(around):
        return NameReason.ANSWERS
    if in_figures(around):
        return NameReason.FIGURES
    if in_former(around):
        return NameReason.BEFORE
    if in_others(around):
        return NameReason.OTHERS
    return NameReason.NONE
