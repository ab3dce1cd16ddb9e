"""Where in a meeting pack the plan stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plancoder.models import BlockKind, Document
from plancoder.terminal import shorten

PLAN_TITLE = re.compile(
    r"\b(?:police(?:,| and| &)[^.]{0,40}?|policing |community safety )plan\b|\bcynllun"
    r" (?:yr )?heddlu",
    re.IGNORECASE,
)
_ABOUT_PLANS = re.compile(
    r"\b(?:reports?|response|respond|recommend\w*|consultation|minutes?|agenda|development"
    r" of|briefing|proposals?|"
    r"scrutiny|feedback|update|progress|meeting|appendix|covering|refresh"
    r" of|refreshing|annual|performance)\b",
    re.IGNORECASE,
)
# What the first lines of a paper in a meeting pack say; a page of a plan does not begin
# so.
_OTHER_PAPER = re.compile(
    r"agenda\b|minutes\b(?: of)?|(?:.{0,60}\b)?report"
    r" (?:of|to|by)\b|report\s*:|.{0,60}\bperformance report\b|"
    r"recommendations? made|.{0,80}\bin response to\b|letter (?:from|to)\b|work"
    r" programme|questions from|"
    r"present\s*:|apologies\b|background papers|item (?:no|\d)|briefing"
    r" (?:note|paper)|urgent business|dear\b|from\s*:",
    re.IGNORECASE,
)
_PLAN_BEGINNING = re.compile(
    r"\b(?:contents|foreword|introduction|welcome|what is"
    r" inside|commissioner|cynnwys|rhagair)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b20\d\d\b")
_PACK_SIGNS = re.compile(
    r"\b(?:agenda|minutes of|apologies|order of business)\b", re.IGNORECASE
)
_SHORT = 160  # characters; a title or first line is not longer
_SHORTEST_PLAN = 4  # pages


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, or a whole document without pages, as its blocks' texts and kinds."""

    page: int | None
    texts: tuple[str, ...]
    headings: tuple[bool, ...]

    def opening(self, count: int) -> list[str]:
        """The first short blocks, as far as `count` blocks reach."""
        return [text for text in self.texts[:count] if len(text) <= _SHORT]


@dataclass(frozen=True, slots=True)
class PlanRange:
    """The pages of a plan; empty where the whole file is one document."""

    pages: tuple[int, ...] = ()
    reason: str = "the file holds one document"


def lay_out_sheets(document: Document) -> list[Sheet]:
    """Give the pages of the document in order; one sheet where it has no pages."""
    by_page: dict[int | None, list[tuple[str, bool]]] = {}
    for block in document.blocks:
        text = document.text[block.start : block.end]
        by_page.setdefault(block.page, []).append(
            (text, block.kind is BlockKind.HEADING)
        )
    return [
        Sheet(
            page,
            tuple(text for text, _ in blocks),
            tuple(heading for _, heading in blocks),
        )
        for page, blocks in by_page.items()
    ]


def find_range(sheets: Sequence[Sheet]) -> PlanRange:
    """Find the plan inside a pack: from its title page to the page before the next
    paper.
    """
    paged = [sheet for sheet in sheets if sheet.page is not None]
    scored = [(_title_score(paged, at), -at) for at in range(len(paged))]
    score, place = max(scored, default=(0, 0))
    first = -place
    if score < 3 or not any(_begins_other_paper(sheet) for sheet in paged[:first]):
        return PlanRange()
    last = _find_end(paged, first)
    pages = tuple(
        sheet.page for sheet in paged[first : last + 1] if sheet.page is not None
    )
    pages = tuple(range(pages[0], pages[-1] + 1))
    title = next(
        (text for text in paged[first].opening(8) if PLAN_TITLE.search(text)), ""
    )
    end = "to the end of the file"
    if last + 1 < len(paged):
        end = (
            f"up to “{shorten(paged[last + 1].texts[0])}” on page"
            f" {paged[last + 1].page}"
        )
    return PlanRange(
        pages,
        f"“{shorten(title)}” is on page {pages[0]} after other papers, {end}",
    )


def _title_score(sheets: Sequence[Sheet], at: int) -> int:
    """How much a page looks like the title page of a plan; 3 is enough."""
    sheet = sheets[at]
    opening = sheet.opening(8)
    titles = [
        text
        for text in opening
        if PLAN_TITLE.search(text) and not _ABOUT_PLANS.search(text)
    ]
    if not titles or _begins_other_paper(sheet):
        return 0
    heading = any(
        heading and text in titles
        for text, heading in zip(sheet.texts, sheet.headings, strict=True)
    )
    nearby = " ".join(
        [*opening, *(sheets[at + 1].opening(3) if at + 1 < len(sheets) else [])]
    )
    return (
        1
        + 2 * heading
        + bool(_YEARS.search(nearby))
        + bool(_PLAN_BEGINNING.search(nearby))
    )


def _begins_other_paper(sheet: Sheet) -> bool:
    return any(_OTHER_PAPER.match(text.strip()) for text in sheet.opening(3)) or bool(
        sheet.texts and _PACK_SIGNS.search(" ".join(sheet.opening(4)))
    )


def _find_end(sheets: Sequence[Sheet], first: int) -> int:
    """Index of the plan's last page: the one before a page that begins as another
    paper, or the last of all. No plan is shorter than `_SHORTEST_PLAN` pages.
    """
    for at in range(first + _SHORTEST_PLAN - 1, len(sheets) - 1):
        following = sheets[at + 1]
        begins = [
            text
            for text, heading in zip(
                following.texts[:3], following.headings[:3], strict=False
            )
            if heading
        ]
        if any(
            _OTHER_PAPER.match(text.strip())
            for text in (*begins, following.texts[0] if following.texts else "")
        ):
            return at
    return len(sheets) - 1
