"""Lists: how deep each bullet stands, and numbered items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from plancoder.extract.layout.shapes import Draft
from plancoder.models import BlockKind

_NUMBER = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{1,5})[.)]\)?\s+\S", re.IGNORECASE)
_DEEPEST = 6
_STEP = 0.7  # × size by which a deeper bullet is set in
_NEAR = 3  # drafts in which the neighbour of a numbered item must follow
_LONGEST = 70  # words of a numbered item; more is a numbered paragraph
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NONE: frozenset[int] = frozenset()  # one for all: most paragraphs have no number


def mark_lists(drafts: Sequence[Draft]) -> None:
    """Makes numbered items bullets and gives every bullet its depth.

    Items at 50, 64 and 50 points from the left have the depths 1, 2 and 1.
    """
    _mark_numbered(drafts)
    places: list[float] = []  # of the glyphs that the item stands below
    depth_of: dict[str, int] = {}
    above: Draft | None = None
    for draft in drafts:
        if draft.kind is BlockKind.BULLET:
            places = _places_down_to(draft, above, places, depth_of)
            draft.level = min(_DEEPEST, max(1, len(places)))
            depth_of.setdefault(draft.first.mark, draft.level)
            above = draft
            continue
        if draft.kind is BlockKind.HEADING:
            depth_of = {}
        places, above = [], None


def _places_down_to(
    draft: Draft, above: Draft | None, places: list[float], depth_of: Mapping[str, int]
) -> list[float]:
    """Where the glyphs stand of the items that a bullet is a part of, and its own."""
    line = draft.first
    size, x = line.size, line.mark_x
    last = above.last if above else line
    if above and (last.page != line.page or line.base <= last.base):
        # In a new column places cannot be compared: the glyph tells the depth.
        depth = depth_of.get(line.mark, 1)
        return [x - step * size for step in reversed(range(depth))]
    step = _STEP * size
    kept = [place for place in places if place <= x + step]
    is_deeper = not kept or x > kept[-1] + step
    return [*kept, x] if is_deeper else kept


def _mark_numbered(drafts: Sequence[Draft]) -> None:
    """Paragraphs that begin with numbers that follow each other."""
    numbers = [_number_of(draft) for draft in drafts]
    for index, number in enumerate(numbers):
        if not number:
            continue
        following = index + 1
        after = _NONE.union(*numbers[following : following + _NEAR])
        before = _NONE.union(*numbers[max(0, index - _NEAR) : index])
        if any(value + 1 in after or value - 1 in before for value in number):
            drafts[index].kind = BlockKind.BULLET


def _number_of(draft: Draft) -> Set[int]:
    """The numbers that the first word of a paragraph can mean; empty where it is none.

    "3. Listen to victims" gives 3, "(i) Roads" both 1 and 9.
    """
    if not draft.is_text:
        return _NONE
    found = _NUMBER.match(draft.first.text)
    if not found or draft.words > _LONGEST:
        return _NONE
    word = found.group(1).lower()
    if word.isdigit():
        return {int(word)}
    values = {ord(word) - 96} if len(word) == 1 else set()
    if set(word) <= set(_ROMAN):
        values.add(_roman_value(word))
    return values


def _roman_value(word: str) -> int:
    digits = [_ROMAN[letter] for letter in word]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-one if one < two else one for one, two in pairs)
