"""Sections of a document: which headings stand above a place, and what role that part
of the plan plays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from plancoder.coding.sections.contents import Contents, find_contents
from plancoder.coding.sections.corrections import Correction
from plancoder.coding.sections.headings import Heading, find_headings
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.section_roles import Roles
from plancoder.models import Document, SectionRole


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document from `start` to the next section."""

    start: int
    path: tuple[str, ...]
    role: SectionRole
    heading: Heading | None = None


@dataclass(frozen=True)
class Sections:
    """The sections of a document in order, with the contents pages found on the way."""

    parts: tuple[Section, ...]
    contents: Contents

    @cached_property
    def starts(self) -> list[int]:
        """Where each section begins."""
        return [part.start for part in self.parts]

    def at(self, offset: int) -> Section:
        """The section in which the character at `offset` stands."""
        return self.parts[max(0, bisect_right(self.starts, offset) - 1)]

    def edges_between(self, start: int, end: int) -> list[int]:
        """Where sections begin, and contents pages begin or end, after `start` and
        before `end`.
        """
        first = bisect_right(self._edges, start)
        return self._edges[first : bisect_left(self._edges, end, lo=first)]

    @cached_property
    def _edges(self) -> list[int]:
        return sorted((*self.starts, *chain(*self.contents.spans)))

    def role_at(self, offset: int) -> SectionRole:
        """The role of the place; a contents page is one whatever heading stands above
        it.
        """
        return self.role_in(self.at(offset), offset)

    def role_in(self, section: Section, offset: int) -> SectionRole:
        """The role of a place in a section that is known."""
        if self.contents.holds(offset):
            return SectionRole.CONTENTS
        role = section.role
        # Below the entries the plan begins, with or without a heading of its own.
        return SectionRole.BODY if role is SectionRole.CONTENTS else role


# "Police and Crime Plan 2021-2025: consultation draft" in the opening of a document.
_NAMES_DOCUMENT = re.compile(
    r"\b(?:plan|strategy|cynllun)\b.*\b(?:20\d\d|draft|consultation|version|edition)\b"
    r"|\bdraft\b.*\bplan\b|\bconsultation (?:draft|version|document)\b"
)
# A block longer than this is no line of a title page.
_TITLE_LINE = 110

_REPEATING = frozenset({SectionRole.PERFORMANCE, SectionRole.GLOSSARY})


def locate_sections(
    document: Document, roles: Roles, corrections: Sequence[Correction] = ()
) -> Sections:
    """Cut a document into sections by its headings; a person's corrections of roles go
    first.
    """
    contents = find_contents(document)
    headings = find_headings(document, contents, roles.words)
    wordings = [plain(document.text[one.start : one.end]) for one in headings]
    titles = _titles(document, headings, wordings)
    parts = [Section(0, (), SectionRole.BODY)]
    above: list[tuple[Heading, str, SectionRole]] = []
    for heading, wording in zip(headings, wordings, strict=True):
        while above and above[-1][0].level >= heading.level:
            above.pop()
        title = " ".join(document.text[heading.start : heading.end].split())
        role = _corrected(title, corrections)
        if role is None and wording not in titles:
            inherited = above[-1][2] if above else SectionRole.BODY
            role = _role(heading, wording, roles, inherited)
        role = role or SectionRole.BODY
        above.append((heading, title, role))
        path = tuple(name for _, name, _ in above)
        parts.append(Section(heading.start, path, role, heading))
    return Sections(tuple(parts), contents)


def _titles(
    document: Document, headings: Sequence[Heading], wordings: Sequence[str]
) -> set[str]:
    """The document's own titles in its opening: they name no part of it, neither there
    nor where they stand again as running heads.
    """
    lines = (b.start for b in document.blocks if b.end - b.start > _TITLE_LINE)
    opening = next(lines, len(document.text))
    return {
        wording
        for heading, wording in zip(headings, wordings, strict=True)
        if (heading.start == 0 and len(headings) > 1)
        or (heading.start < opening and _NAMES_DOCUMENT.search(wording))
    }


def _role(
    heading: Heading,
    wording: str,
    roles: Roles,
    inherited: SectionRole,
) -> SectionRole:
    """The role of what stands below a heading: its own by its words, else that of the
    heading above it; "Priority 2: Homes" begins the plan's own account.
    """
    if heading.label is not None and not heading.label.sub:
        # Priorities stand under measures only where the measures repeat them; a bare
        # "Objective 1" repeats one too.
        alone = heading.label.end >= heading.end and inherited is SectionRole.DELIVERY
        return inherited if alone or inherited in _REPEATING else SectionRole.BODY
    role = roles.of_heading(wording)
    if role is None:
        # A contents page and a list of priorities are left behind by the next heading,
        # whatever its level.
        return SectionRole.BODY if inherited is SectionRole.CONTENTS else inherited
    return role


def _corrected(title: str, corrections: Sequence[Correction]) -> SectionRole | None:
    for correction in corrections:
        if correction.role is not None and correction.means(title):
            return correction.role
    return None
