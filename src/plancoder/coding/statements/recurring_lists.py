"""Lists whose items come back as headings: the surest sign that a list names what the
plan is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from plancoder.coding.sections.labels import read_label
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sections import Sections
from plancoder.coding.statements.candidates import ELSEWHERE, Candidate, wording
from plancoder.models import BlockKind, Document, SectionRole

_ALIKE = 88.0
_FEWEST = 3


def heading_words(document: Document, sections: Sections) -> frozenset[str]:
    """The plain words of all headings, without label and number."""
    found = set()
    for part in sections.parts:
        if part.heading is not None:
            label = part.heading.label
            start = label.end if label else part.heading.start
            begin, end = wording(
                document, min(start, part.heading.end - 1), part.heading.end
            )
            found.add(plain(document.text[begin:end]))
    return frozenset(found - {""})


def echo(
    document: Document, items: Sequence[Candidate], headings: frozenset[str]
) -> float:
    """The share of a list's items that come back as headings, 0 to 1; items that are
    headings prove nothing.
    """
    listed = [
        plain(document.text[item.start : item.end])
        for item in items
        if item.found_as != "heading"
    ]
    back = sum(words in headings or _near(words, headings) for words in listed)
    return back / len(listed) if listed else 0.0


def _near(words: str, headings: frozenset[str]) -> bool:
    return (
        process.extractOne(words, headings, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        is not None
    )


def echoed_lists(
    document: Document, sections: Sections, headings: frozenset[str]
) -> list[tuple[int, list[Candidate]]]:
    """Runs of bullets, whatever announces them, that all come back as headings: where
    they begin, and their items.
    """
    found: list[tuple[int, list[Candidate]]] = []
    run: list[Candidate] = []
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.BULLET:
            label = read_label(document.text[block.start : block.end], block.start)
            span = wording(
                document,
                min(label.end, block.end - 1) if label else block.start,
                block.end,
            )
            run.append(Candidate(*span, "list", label))
            continue
        if len(run) >= _FEWEST and _all_back(document, sections, run, headings):
            found.append((index - len(run), run))
        run = []
    return found


def _all_back(
    document: Document,
    sections: Sections,
    run: list[Candidate],
    headings: frozenset[str],
) -> bool:
    role = sections.role_at(run[0].start)
    if role in ELSEWHERE or role is SectionRole.CONTENTS:
        return False
    return all(plain(document.text[item.start : item.end]) in headings for item in run)
