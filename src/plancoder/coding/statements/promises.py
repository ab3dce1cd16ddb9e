"""What a plan promises without calling it priorities: the list after "By 2017 I will
have delivered:".
"""

from __future__ import annotations

import re

from plancoder.coding.sections.sections import Sections
from plancoder.coding.statements.announcing import NOT_OURS, of_others
from plancoder.coding.statements.candidates import (
    Candidate,
    Group,
    block_text,
    is_item,
    wording,
)
from plancoder.models import BlockKind, Document, SectionRole

_PROMISE = re.compile(
    r"\b(?:I|[Ww]e|[Tt]h(?:is|e) plan|[Tt]he"
    r" [Cc]ommissioner)\b.{0,80}\b(?:deliver(?:ed|s)?|focus(?:es)?|concentrate|"
    r"committed? to|promised?|pledged?|want to (?:see|achieve)|achieved?|aims?"
    r" to|intends? to)\b[^:]*:$",
    re.DOTALL,
)
_NOT_HERE = frozenset(
    {
        SectionRole.CONTENTS,
        SectionRole.GLOSSARY,
        SectionRole.FINANCE,
        SectionRole.PERFORMANCE,
        SectionRole.BOILERPLATE,
        SectionRole.NEEDS_ASSESSMENT,
    }
)
# More such lists than this are the detail of what will be done under each of many
# headings.
_MOST_LISTS = 2
_FEWEST, _MOST = 3, 12


def promised_group(document: Document, sections: Sections) -> Group | None:
    """The one list of a plan that says what the commissioner will deliver; None where
    there are several.
    """
    lists = []
    for index, block in enumerate(document.blocks):
        text = block_text(document, block).rstrip()
        if (
            block.kind is not BlockKind.PARAGRAPH
            or not _PROMISE.search(text[-300:])
            or NOT_OURS.search(text[-300:])
        ):
            continue
        if sections.role_at(block.start) in _NOT_HERE or of_others(
            sections.at(block.start).path
        ):
            continue
        items = []
        for below in document.blocks[index + 1 :]:
            if not is_item(document, below):
                break
            items.append(Candidate(*wording(document, below.start, below.end), "list"))
        if _FEWEST <= len(items) <= _MOST:
            lists.append(items)
    return Group("promise", tuple(lists[0])) if 0 < len(lists) <= _MOST_LISTS else None
