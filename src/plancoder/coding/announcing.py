"""Words that announce a list of the plan's own priorities, and words that announce other people's."""

from __future__ import annotations

import re

from plancoder.coding.labels import LABEL_WORDS

_PLURALS = {
    **{word[:-1] + "ies" if word.endswith("y") else word + "s": word for word in LABEL_WORDS},
    **{
        "blaenoriaethau": "priority",
        "amcanion": "objective",
        "addewidion": "pledge",
        "nodau": "aim",
        "themau": "theme",
    },
    "priority areas": "priority",
    "areas of focus": "priority",
    "plan at a glance": "priority",
    "focus": "priority",
    "priority": "priority",
    "plan on a page": "priority",
}
_WORD = re.compile(r"\b(" + "|".join(sorted(_PLURALS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
# Other people's priorities, last year's, and lists of what will be done about them.
NOT_OURS = re.compile(
    r"\b(?:in addition to|in support of|"
    r"to (?:achieve|deliver|support|meet|reach|address) (?:this|these|the|our|my|that)|national|"
    r"home secretary|strategic policing requirement|government|partnerships?'?s? priorities|"
    r"partners'? priorities|their priorities|local authorit\w+|actions?|measur\w+|consult\w+|survey\w*|asked|"
    r"questions?|respon\w+|agreed to|will be judged|differences?)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:previous|former|last year)(?:'s|\u2019s)?\W+(?:\w+\W+){0,2}$", re.IGNORECASE)


def announced(text: str) -> str | None:
    """The kind of statement ("priority", "objective") that words announce as the plan's own; None for other words."""
    found = _WORD.search(text)
    if found is None or NOT_OURS.search(text) or _FORMER.search(text[: found.start()]):
        return None
    return _PLURALS[found.group(1).casefold()]


_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PROMISED = re.compile(
    rf"\b(?P<number>{'|'.join(_NUMBERS)}|\d{{1,2}})\s+(?:\w+\s+){{0,3}}"
    r"(?:priorities|objectives|pledges|promises|themes|aims|goals|outcomes|commitments|ambitions)\b",
    re.IGNORECASE,
)


def number_promised(text: str) -> int:
    """How many priorities a text says there are ("my five objectives"); 0 where it does not say."""
    found = _PROMISED.search(text)
    if found is None:
        return 0
    number = found.group("number").casefold()
    return _NUMBERS.index(number) + 2 if number in _NUMBERS else int(number)
