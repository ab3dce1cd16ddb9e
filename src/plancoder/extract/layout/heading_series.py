"""A heading of a series ("Priority 1", "Priority 2" …) that has lost its look and
stands at the head of a paragraph.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Sequence

from plancoder.extract.layout.shapes import Draft, Piece
from plancoder.models import BlockKind

_LABEL = re.compile(r"([A-Z][a-z]+)\s+(\d{1,2})\s*[:.–—-]\s*\S")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z“\"])")
_LONGEST = 40  # words


def fill_series(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with the missing headings of a series taken off the paragraphs they
    begin.
    """
    series: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for draft in drafts:
        label = (
            _LABEL.match(draft.lines[0].text)
            if draft.kind is BlockKind.HEADING
            else None
        )
        if label:
            series[label[1]][int(label[2])] = draft.level
    if not any(len(numbers) > 1 for numbers in series.values()):
        return list(drafts)
    out: list[Draft] = []
    for draft in drafts:
        label = (
            _LABEL.match(draft.lines[0].text)
            if draft.kind is BlockKind.PARAGRAPH and draft.table is None
            else None
        )
        numbers = series.get(label[1], {}) if label else {}
        # Only a gap in the series is filled: its neighbours before and after are
        # headings.
        if (
            label
            and int(label[2]) not in numbers
            and {int(label[2]) - 1, int(label[2]) + 1} <= set(numbers)
        ):
            out += _parted(
                draft, max(numbers.values(), key=list(numbers.values()).count)
            )
            numbers[int(label[2])] = out[-1].level
        else:
            out.append(draft)
    return out


def _parted(draft: Draft, level: int) -> list[Draft]:
    """The first sentence as a heading and the rest as a paragraph; the draft as it is
    where the sentence is long.
    """
    lines: list[Piece] = []
    words = 0
    for index, line in enumerate(draft.lines):
        end = _SENTENCE_END.search(line.text)
        if end and words + line.text[: end.end()].count(" ") >= 2:
            first, rest = copy.copy(line), copy.copy(line)
            first.text, rest.text = (
                line.text[: end.end()],
                line.text[end.end() :].lstrip(),
            )
            first.hyphen = False
            following = [rest, *draft.lines[index + 1 :]]
            heading = Draft([*lines, first], BlockKind.HEADING, level)
            return [heading, Draft(following, draft.kind, column_end=draft.column_end)]
        lines.append(line)
        words += line.text.count(" ") + 1
        if words > _LONGEST:
            return [draft]
    draft.kind, draft.level = BlockKind.HEADING, level
    return [draft]
