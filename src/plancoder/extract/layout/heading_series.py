"""A heading of a series ("Priority 1", "Priority 2" …) that has lost its look and
stands at the head of a paragraph.
"""

from __future__ import annotations

import copy
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from plancoder.extract.layout.shapes import Draft
from plancoder.models import BlockKind

_LABEL = re.compile(r"([A-Z][a-z]+)\s+(\d{1,2})\s*[:.–—-]\s*\S")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z“\"])")
_LONGEST = 40  # words


def fill_series(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with the missing headings of a series taken off the paragraphs they
    begin.

    Headings "Priority 1: Roads" and "Priority 3: Homes": the paragraph "Priority 2:
    Fires. We will …" is parted after "Fires."
    """
    series: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for draft in drafts:
        label = _LABEL.match(draft.first.text)
        if label and draft.kind is BlockKind.HEADING:
            series[label[1]][int(label[2])] = draft.level
    out: list[Draft] = []
    for draft in drafts:
        label = _LABEL.match(draft.first.text)
        numbers = series.get(label[1], {}) if label else {}
        number = int(label[2]) if label else 0
        # Only a gap in the series is filled: its neighbours before and after are
        # headings.
        is_gap = number not in numbers and {number - 1, number + 1} <= set(numbers)
        if is_gap and draft.is_text:
            (level, _), *_ = Counter(numbers.values()).most_common(1)
            out += _parted(draft, level)
            numbers[number] = out[-1].level
        else:
            out.append(draft)
    return out


def _parted(draft: Draft, level: int) -> list[Draft]:
    """The first sentence as a heading and the rest as a paragraph; the draft as it is
    where the sentence is long.
    """
    words = 0
    for index, line in enumerate(draft.lines):
        text = line.text
        end = _SENTENCE_END.search(text)
        sentence = text[: end.end()] if end else ""
        if end and words + sentence.count(" ") >= 2:
            first, rest = copy.copy(line), copy.copy(line)
            first.text, first.hyphen = sentence, False
            rest.text = text[end.end() :].lstrip()
            above, below = draft.lines[:index], draft.lines[index + 1 :]
            heading = Draft([*above, first], BlockKind.HEADING, level)
            return [
                heading,
                Draft([rest, *below], draft.kind, column_end=draft.column_end),
            ]
        words += text.count(" ") + 1
        if words > _LONGEST:
            return [draft]
    draft.kind, draft.level = BlockKind.HEADING, level
    return [draft]
