"""Priorities told by the outline of a plan alone: its contents page, or the headings of its middle part."""

from __future__ import annotations

import re

from plancoder.coding.candidates import ELSEWHERE, Candidate, Group, wording
from plancoder.coding.roles import Roles
from plancoder.coding.sections import Sections
from plancoder.coding.wording import plain
from plancoder.models import Document, SectionRole

# What stands outside the plan proper on a list of its parts.
_PARTS = re.compile(
    r"\b(?:annex\w*|appendi\w*|next steps|about|background|context|governance|who|signature|thank|conclusion|summary|"
    r"police and crime plan|vision|mission|values|atodiad\w*)\b"
)
# More headings of a level than this are chapters, not priorities.
_MOST_HEADINGS = 12


def contents_group(document: Document, sections: Sections, roles: Roles) -> Group | None:
    """Entries of the contents page between "Our priorities" and the next part that is something else."""
    runs: list[list[Candidate]] = []
    open_run = False
    for start, end in sections.contents.entries:
        words = plain(document.text[start:end])
        role = roles.of_heading(words)
        if role is SectionRole.PRIORITY_STATEMENT:
            runs.append([])
            open_run = True
        elif open_run and words and role is None and not _PARTS.search(words):
            runs[-1].append(Candidate(*wording(document, start, end), "contents"))
        else:
            open_run = False
    best = max(runs, key=len, default=[])
    return Group("contents", tuple(best)) if len(best) > 1 else None


def heading_group(document: Document, sections: Sections, roles: Roles) -> Group | None:
    """The highest level that has three headings without another role: what is left when nothing else speaks."""
    levels: dict[int, list[Candidate]] = {}
    length = len(document.text)
    for part in sections.parts[1:]:
        heading = part.heading
        if heading is None or heading.start == 0 or part.role in ELSEWHERE or heading.start > 0.95 * length:
            continue
        words = plain(document.text[heading.start : heading.end])
        if roles.of_heading(words) is None and words and not _PARTS.search(words) and len(words.split()) <= 30:
            levels.setdefault(heading.level, []).append(Candidate(heading.start, heading.end, "heading"))
    for level in sorted(levels):
        if 3 <= len(levels[level]) <= _MOST_HEADINGS:
            return Group("heading", tuple(levels[level]))
    return None
