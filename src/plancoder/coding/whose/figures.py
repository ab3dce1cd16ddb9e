"""Bare figures: the head of a row of counts, and what an area is said to have so many
of, tell of no need.
"""

from __future__ import annotations

import re

from plancoder.coding.whose.around import Around, cells_behind
from plancoder.models import BlockKind, Document, Passage

_LONGEST_LABEL = 8  # words of the head of a row
_FEWEST_COUNTS = 2  # of a row: one may be a target or a page
_FEWEST_THINGS = 4  # that a line counts: "41 fire stations, 3 cities, 22 towns …"

_COUNT = re.compile(r"[+\-–−]?£?\d[\d,.]* ?%?m?")
_THING = re.compile(r"(?<![£\w.,])\d[\d,]* (?:[a-z-]+ ){0,2}?[a-z-]+")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|shall|can|must|need(?:s|ed)?|rose|fell"
    r"|went|"
    r"make|makes|made|take|takes|took|live|lives)\b"
)


def in_figures(around: Around) -> bool:
    """Whether a match is the head of a row of counts, or one of many things counted."""
    place = around.place
    if place.passage.statement is not None:
        return False
    if _counts_beside(place.document, place.passage) >= _FEWEST_COUNTS:
        return True
    # Nothing is counted without a figure, and most sentences have none.
    if not _DIGIT.search(around.sentence):
        return False
    if _PLACES.search(around.match) and _counts_places(around):
        return True
    things = _THING.findall(around.sentence)
    return len(things) >= _FEWEST_THINGS and not _VERB.search(around.sentence)


_DIGIT = re.compile(r"\d")


def _counts_places(around: Around) -> bool:
    """Whether a sentence says only how many places there are: "There are 190 pubs"."""
    counted = _COUNTED_BEFORE.search(around.before)
    return bool(counted) and not _TROUBLE.search(around.sentence)


_PLACES = re.compile(r"\b(?:pubs|bars|clubs|nightclubs|venues)$")
_COUNTED_BEFORE = re.compile(
    r"\b\d[\d,]* (?:(?!people|in\b|at\b|from)[a-z-]+,? ){0,4}$"
)
_TROUBLE = re.compile(
    r"\b(?:nights?|night-time|evenings?|late|violen\w*|disorder\w*|drink\w*|drunk\w*|"
    r"assaults?|crimes?|police|officers?|trouble|harm\w*|safe\w*|clos(?:e|ing))\b"
)


def _counts_beside(document: Document, passage: Passage) -> int:
    """How many cells of nothing but a figure stand in the row of a short cell."""
    block = document.blocks[passage.block]
    if block.kind is not BlockKind.TABLE_CELL:
        return 0
    words = document.text[passage.start : passage.end].split()
    if len(words) > _LONGEST_LABEL:
        return 0
    cells = cells_behind(document, passage.block)
    return sum(_COUNT.fullmatch(cell.strip()) is not None for cell in cells)
