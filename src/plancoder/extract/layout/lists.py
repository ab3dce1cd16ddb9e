"""Lists: how deep each bullet stands, and numbered items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plancoder.extract.layout.shapes import Draft
from plancoder.models import BlockKind

_NUMBER = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{1,5})[.)]\)?\s+\S", re.IGNORECASE)
_STEP = 0.7  # × size by which a deeper bullet is set in
_NEAR = 3  # drafts in which the neighbour of a numbered item must follow
_LONGEST = 70  # words of a numbered item; more is a numbered paragraph
_ROMAN = {"i": 1, "v": 5, "x": 10}


def mark_lists(drafts: Sequence[Draft]) -> None:
    """Makes numbered items bullets and gives every bullet its depth."""
    _mark_numbered(drafts)
    stack: list[float] = []
    depth_of: dict[str, int] = {}
    above: Draft | None = None
    for draft in drafts:
        if draft.kind is not BlockKind.BULLET:
            if draft.kind is BlockKind.HEADING:
                depth_of = {}
            stack, above = [], None
            continue
        line = draft.lines[0]
        if above is not None and (
            above.lines[-1].page != line.page or line.base <= above.lines[-1].base
        ):
            # In a new column places cannot be compared: the glyph tells the depth.
            known = depth_of.get(line.mark, 1)
            stack = [
                line.mark_x - (known - 1 - index) * line.size for index in range(known)
            ]
        else:
            while stack and line.mark_x < stack[-1] - _STEP * line.size:
                stack.pop()
            if not stack or line.mark_x > stack[-1] + _STEP * line.size:
                stack.append(line.mark_x)
        draft.level = min(6, max(1, len(stack)))
        depth_of.setdefault(line.mark, draft.level)
        above = draft


def _mark_numbered(drafts: Sequence[Draft]) -> None:
    """Paragraphs that begin with numbers that follow each other."""
    numbers = [_number_of(draft) for draft in drafts]
    for index, number in enumerate(numbers):
        if not number:
            continue
        after = numbers[index + 1 : index + 1 + _NEAR]
        before = numbers[max(0, index - _NEAR) : index]
        if any(other & {value + 1 for value in number} for other in after) or any(
            other & {value - 1 for value in number} for other in before
        ):
            drafts[index].kind = BlockKind.BULLET


def _number_of(draft: Draft) -> set[int]:
    """The numbers that the first word of a paragraph can mean; empty where it is
    none.
    """
    if draft.kind is not BlockKind.PARAGRAPH or draft.table is not None:
        return set()
    found = _NUMBER.match(draft.lines[0].text)
    if not found or sum(line.text.count(" ") + 1 for line in draft.lines) > _LONGEST:
        return set()
    word = found.group(1).lower()
    if word.isdigit():
        return {int(word)}
    values = {ord(word) - 96} if len(word) == 1 else set()
    if set(word) <= set(_ROMAN):
        digits = [_ROMAN[letter] for letter in word]
        values.add(
            sum(
                -one if one < two else one
                for one, two in zip(digits, [*digits[1:], 0], strict=True)
            )
        )
    return values
