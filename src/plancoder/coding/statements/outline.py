"""Priorities told by the outline of a plan alone: its contents page, or the headings of
its middle part.
"""

from __future__ import annotations

import re

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.section_roles import Roles
from plancoder.coding.sections.sections import Sections
from plancoder.coding.statements.candidates import (
    ELSEWHERE,
    Candidate,
    Group,
    without_numbers,
    wording,
)
from plancoder.models import Document, SectionRole

# What stands outside the plan proper on a list of its parts.
_PARTS = re.compile(
    r"\b(?:annex\w*|appendi\w*|next"
    r" steps|about|background|context|governance|who|signature|thank|conclusion|summary|"
    r"police and crime plan|vision|mission|values|atodiad\w*|strategic policing"
    r" requirement|national|complaint\w*|"
    r"commissioner\w*|chief"
    r" constable\w*|team|staff|role|roles|legislation|photo\w*|picture\w*|acknowledg\w*|"
    r"have your say|links|word from|about us|our"
    r" (?:county|area|place|city|region)|looking (?:back|ahead|forward)|"
    r"working with others|our partners|\w+ (?:we|i) serve|"
    r"key facts|at a glance)\b"
)
# Words of which most priorities have one: whom they are for, what they are against, and
# what becomes more or less.
_POLICY = re.compile(
    r"\b(?:crim\w+|offend\w+|reoffend\w+|victim\w*|witness\w*|safe\w*|protect\w*|support\w*|reduc\w+|prevent\w*|"
    r"tackl\w+|cut\w*|fight\w*|stop\w*|end\w*|improv\w+|build\w*|deliver\w*|put\w*|keep\w*|work\w*|communit\w+|"
    r"polic\w+|justice|courts?|vulnerab\w+|harm|abuse|violen\w+|partner\w*|confiden\w+|trust|roads?|rural|drugs?|"
    r"alcohol|anti"
    r" social|young|youth|children|people|families|services?|resources|money|better|safer|stronger|fewer|"
    r"less|more|fair\w*|effective\w*|efficien\w+|early|together|cyber\w*|hate|terror\w*|gangs?|burglar\w*|theft|fires?)\b"
)
_FEWEST = 3
# More headings of a level than this are chapters, not priorities.
_MOST_HEADINGS = 12


def contents_group(
    document: Document, sections: Sections, roles: Roles
) -> Group | None:
    """Entries of the contents page between "Our priorities" and the next part that is
    something else.
    """
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
    """The highest level with a row of three headings that read like priorities: what is
    left when nothing else speaks.

    Figures, captions and the parts that every plan has are none; where fewer than two
    in three of a row have a word of
    crime, safety or help in them the document is no plan, or its priorities are not its
    headings.
    """
    rows: dict[int, list[list[Candidate]]] = {}
    length = len(document.text)
    for part in sections.parts[1:]:
        heading = part.heading
        if heading is None or heading.start == 0:
            continue
        words = plain(document.text[heading.start : heading.end])
        row = rows.setdefault(heading.level, [[]])
        here = part.role not in ELSEWHERE and heading.start <= 0.95 * length
        if here and roles.of_heading(words) is None and _may_state(words):
            row[-1].append(
                Candidate(*wording(document, heading.start, heading.end), "heading")
            )
        elif row[-1]:
            row.append([])
    for level in sorted(rows):
        best = max(rows[level], key=len)
        if _FEWEST <= len(best) <= _MOST_HEADINGS and _reads_like_priorities(
            document, best
        ):
            return Group("heading", tuple(without_numbers(document, best)))
    return None


def _may_state(words: str) -> bool:
    """False for figures, for the names of parts of a plan, and for whole paragraphs."""
    worded = [word for word in words.split() if word.isalpha()]
    return len(worded) > 1 and len(worded) <= 30 and not _PARTS.search(words)


def _reads_like_priorities(document: Document, row: list[Candidate]) -> bool:
    spoken = sum(
        bool(_POLICY.search(plain(document.text[one.start : one.end]))) for one in row
    )
    return 3 * spoken >= 2 * len(row)
